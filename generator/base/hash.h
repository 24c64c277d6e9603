/* hash.h -- SHA-256 (FIPS 180-4) of bytes and files. The only file that knows nettle. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/text.h"

struct arena;
struct hasher;

enum { HASH_SIZE = 32 }; /* bytes; twice as many hexadecimal digits */

struct hash {
    unsigned char bytes[HASH_SIZE];
};

/* A hash over several parts. hasher_put takes the bytes as they are; hasher_field puts their number
 * before them, so that "ab" + "c" differs from "a" + "bc". hasher_end gives the hash and starts
 * anew. None can fail. */
struct hasher *hasher_new(struct arena *a);
void hasher_put(struct hasher *h, struct text bytes);
void hasher_field(struct hasher *h, struct text field);
void hasher_hash(struct hasher *h, const struct hash *part);
struct hash hasher_end(struct hasher *h);

struct hash hash_of(struct text bytes);

/* The hash of the whole regular file `path`, read in pieces. False with errno when it cannot be
 * read; EINVAL when it is no regular file (a pipe is not waited for). */
bool hash_file(const char *path, struct hash *hash);

/* The same for files of some packages, fonts and dictionaries of tens of megabytes, that are
 * replaced as a whole: of more than a megabyte only the size and a piece of each megabyte count. A
 * font's first piece holds the checksums of all its tables (OpenType, table directory). Not for
 * what we make ourselves, nor against an enemy. */
bool hash_file_sampled(const char *path, struct hash *hash);

bool hash_equal(const struct hash *a, const struct hash *b);

/* 64 lower-case hexadecimal digits, and back; false when `hex` is something else. */
struct text hash_hex(struct arena *a, const struct hash *hash);
bool hash_parse(struct text hex, struct hash *hash);

/* In base64 (RFC 4648), as content security policies name what may run. */
struct text hash_base64(struct arena *a, const struct hash *hash);

#endif
