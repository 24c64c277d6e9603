/* big_endian.h -- numbers as OpenType files have them. */
#ifndef DEVICE_BIG_ENDIAN_H
#define DEVICE_BIG_ENDIAN_H

#include <endian.h>
#include <string.h>

#include "base/buffer.h"

/* 0 beyond the end. */
static inline unsigned byte_at(struct text t, size_t offset)
{
    return offset < t.size ? (unsigned char)t.ptr[offset] : 0;
}

static inline unsigned uint16_at(struct text t, size_t offset)
{
    return byte_at(t, offset) << 8 | byte_at(t, offset + 1);
}

static inline int int16_at(struct text t, size_t offset)
{
    return (int16_t)uint16_at(t, offset);
}

static inline uint32_t uint32_at(struct text t, size_t offset)
{
    return (uint32_t)uint16_at(t, offset) << 16 | uint16_at(t, offset + 2);
}

/* The low 16 bits. */
static inline void put_uint16(struct buffer *b, unsigned value)
{
    uint16_t bytes = htobe16((uint16_t)value);
    memcpy(buffer_room(b, sizeof bytes), &bytes, sizeof bytes);
    b->size += sizeof bytes;
}

static inline void put_uint32(struct buffer *b, uint32_t value)
{
    uint32_t bytes = htobe32(value);
    memcpy(buffer_room(b, sizeof bytes), &bytes, sizeof bytes);
    b->size += sizeof bytes;
}

/* Over what stands at `offset`, which exists. */
static inline void set_uint16(struct buffer *b, size_t offset, unsigned value)
{
    b->ptr[offset] = (char)(value >> 8);
    b->ptr[offset + 1] = (char)value;
}

static inline void set_uint32(struct buffer *b, size_t offset, uint32_t value)
{
    set_uint16(b, offset, value >> 16);
    set_uint16(b, offset + 2, value & 0xffff);
}

#endif
