#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

/* Bytes. */
enum {
    PIECE = 64 * 1024,         /* read at a time: bounded whatever the file's size */
    SAMPLE = 4 * 1024,         /* a page, with a font's whole table directory */
    SAMPLE_STEP = 1024 * 1024, /* smaller files are read whole */
};

struct hasher {
    struct sha256_ctx state;
};

struct hasher *hasher_new(struct arena *a)
{
    struct hasher *h = arena_alloc(a, sizeof *h);
    sha256_init(&h->state);
    return h;
}

void hasher_put(struct hasher *h, struct text bytes)
{
    if (bytes.size > 0)
        sha256_update(&h->state, bytes.size, (const uint8_t *)bytes.ptr);
}

void hasher_field(struct hasher *h, struct text field)
{
    uint8_t size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (uint8_t)((uint64_t)field.size >> 8 * i);
    sha256_update(&h->state, sizeof size, size);
    hasher_put(h, field);
}

void hasher_hash(struct hasher *h, const struct hash *part)
{
    sha256_update(&h->state, sizeof part->bytes, part->bytes);
}

struct hash hasher_end(struct hasher *h)
{
    struct hash hash;
    sha256_digest(&h->state, sizeof hash.bytes, hash.bytes);
    return hash;
}

struct hash hash_of(struct text bytes)
{
    struct hasher h;
    sha256_init(&h.state);
    hasher_put(&h, bytes);
    return hasher_end(&h);
}

/* Returns 0 or an errno. */
static int hash_open_file(int file, struct hash *hash)
{
    struct stat status;
    if (fstat(file, &status) != 0)
        return errno;
    if (!S_ISREG(status.st_mode))
        return EINVAL;
    struct hasher h;
    sha256_init(&h.state);
    char piece[PIECE];
    for (;;) {
        ssize_t count = read(file, piece, sizeof piece);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        if (count == 0)
            break;
        hasher_put(&h, (struct text){piece, (size_t)count});
    }
    *hash = hasher_end(&h);
    return 0;
}

/* The size and a piece at every SAMPLE_STEP, the last piece too. Returns 0 or an errno. */
static int sample_open_file(int file, struct hash *hash)
{
    struct stat status;
    if (fstat(file, &status) != 0)
        return errno;
    if (!S_ISREG(status.st_mode) || status.st_size <= SAMPLE_STEP)
        return hash_open_file(file, hash);
    struct hasher h;
    sha256_init(&h.state);
    int64_t size = status.st_size;
    hasher_put(&h, (struct text){(const char *)&size, sizeof size});
    char piece[SAMPLE];
    for (int64_t at = 0; at < size; at += SAMPLE_STEP) {
        int64_t rest = size - at;
        off_t start = rest <= SAMPLE_STEP ? size - SAMPLE : at;
        ssize_t count = pread(file, piece, sizeof piece, start);
        if (count < 0)
            return errno;
        hasher_put(&h, (struct text){piece, (size_t)count});
    }
    *hash = hasher_end(&h);
    return 0;
}

static bool hash_path(const char *path, int (*read_all)(int file, struct hash *hash),
                      struct hash *hash)
{
    /* O_NONBLOCK: opening a pipe that nobody writes to would wait for ever. */
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return false;
    int error = read_all(file, hash);
    close(file);
    errno = error;
    return error == 0;
}

bool hash_file(const char *path, struct hash *hash)
{
    return hash_path(path, hash_open_file, hash);
}

bool hash_file_sampled(const char *path, struct hash *hash)
{
    return hash_path(path, sample_open_file, hash);
}

bool hash_equal(const struct hash *a, const struct hash *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

struct text hash_hex(struct arena *a, const struct hash *hash)
{
    static const char DIGITS[] = "0123456789abcdef";
    char *hex = arena_alloc(a, 2 * HASH_SIZE + 1);
    for (size_t i = 0; i < HASH_SIZE; i++) {
        hex[2 * i] = DIGITS[hash->bytes[i] >> 4];
        hex[2 * i + 1] = DIGITS[hash->bytes[i] & 15];
    }
    return (struct text){hex, 2 * HASH_SIZE};
}

/* The value of a lower-case hexadecimal digit, or -1. */
static int digit_of(char sign)
{
    if (sign >= '0' && sign <= '9')
        return sign - '0';
    return sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
}

bool hash_parse(struct text hex, struct hash *hash)
{
    if (hex.size != 2 * HASH_SIZE)
        return false;
    for (size_t i = 0; i < HASH_SIZE; i++) {
        int high = digit_of(hex.ptr[2 * i]);
        int low = digit_of(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        hash->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

struct text hash_base64(struct arena *a, const struct hash *hash)
{
    char *digits = arena_alloc(a, BASE64_ENCODE_RAW_LENGTH(HASH_SIZE) + 1);
    base64_encode_raw(digits, HASH_SIZE, hash->bytes);
    return (struct text){digits, BASE64_ENCODE_RAW_LENGTH(HASH_SIZE)};
}
