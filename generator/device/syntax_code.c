#include "device/syntax_code.h"

#include "base/arena.h"
#include "device/deflate.h"

#include <libdeflate.h>
#include <string.h>

/* RFC 1951, 3.2.5. */
enum {
    LITERAL_COUNT = 286,
    DISTANCE_COUNT = 30,
    END_OF_BLOCK = 256,
    FIRST_LENGTH = 257, /* the symbol of matches of three bytes */
    LONGEST_MATCH = 258,
    WINDOW = 32768,
    NEAR = 256 /* distances up to here have a table by byte, those beyond by 128 bytes */
};

enum {
    SHORTEST_MATCH = 4, /* that are looked for */
    HASH_BITS = 12,     /* the table stays in the fastest cache */
    WORTH_READING = 40, /* bytes that are worth clearing the table for */
    TAIL = 12           /* bytes at the end that are literals, so that eight can be read anywhere */
};

/* Bits per symbol: Huffman codes for what read_all finds in the pages, and in the objects and
 * ToUnicode maps, of eight clients' documents and twenty generated handouts. Complete, so that any
 * bytes can be written. Bytes of 32 or fewer in a row count alike where that makes the head of
 * every stream shorter than its codes longer. */
static const unsigned char content_literals[LITERAL_COUNT] = {
    3,  5,  7,  10, 9,  9,  9,  9,  9,  9,  6,  8,  10, 10, 10, 10, 10, 10, 9,  9,  9,  9,  9,  9,
    10, 10, 10, 10, 10, 10, 10, 10, 6,  10, 10, 10, 10, 10, 10, 10, 6,  8,  10, 10, 10, 7,  5,  8,
    6,  5,  5,  5,  5,  5,  6,  6,  6,  6,  9,  9,  8,  9,  8,  9,  9,  9,  9,  9,  9,  9,  9,  9,
    9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
    10, 10, 10, 10, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,
    11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,
    11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,
    11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,
    11, 11, 11, 11, 11, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
    12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 15, 4,  5,  5,  5,  5,  6,
    7,  6,  7,  7,  8,  6,  7,  8,  8,  7,  8,  10, 11, 11, 12, 14, 14, 13, 14, 14, 15, 14,
};
static const unsigned char content_distances[DISTANCE_COUNT] = {
    13, 10, 13, 12, 9, 5, 5, 5, 5, 6, 5, 5, 4, 5, 4, 5, 4, 4, 4, 4, 4, 4, 4, 5, 4, 5, 5, 7, 8, 11,
};
static const unsigned char object_literals[LITERAL_COUNT] = {
    15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 9,  15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
    15, 15, 15, 15, 15, 15, 15, 15, 4,  15, 15, 15, 13, 13, 13, 13, 13, 13, 12, 12, 12, 12, 8,  7,
    4,  4,  5,  5,  5,  5,  5,  5,  5,  5,  15, 15, 7,  15, 7,  15, 15, 7,  7,  7,  7,  7,  7,  13,
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 11, 11, 11, 11, 13, 8,  15, 8,  15, 15,
    15, 9,  10, 9,  9,  7,  11, 10, 13, 9,  11, 10, 10, 10, 8,  8,  9,  15, 9,  9,  8,  9,  15, 15,
    12, 10, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
    15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
    15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
    15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
    15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
    15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 12, 15, 3,  4,  5,  4,  6,  6,
    8,  7,  5,  7,  7,  6,  6,  9,  9,  9,  10, 9,  12, 10, 12, 15, 15, 15, 15, 15, 15, 15,
};
static const unsigned char object_distances[DISTANCE_COUNT] = {
    11, 12, 12, 10, 8, 7, 6, 6, 6, 6, 4, 5, 5, 4, 4, 4, 4, 4, 3, 4, 4, 4, 5, 5, 5, 6, 5, 6, 6, 9,
};

/* The same for the fonts of those documents, as glyph_code.h joins them. */
static const unsigned char glyph_literals[LITERAL_COUNT] = {
    4,  5,  6,  5,  7,  7,  7,  6,  8,  8,  8,  8,  8,  8,  8,  8,  8,  7,  8,  7,  7,  6,  7,  7,
    8,  7,  8,  8,  8,  8,  8,  8,  8,  6,  8,  6,  8,  7,  7,  7,  8,  8,  8,  8,  8,  8,  8,  7,
    8,  8,  7,  6,  7,  6,  7,  6,  8,  7,  7,  8,  8,  8,  7,  7,  7,  7,  7,  8,  8,  7,  7,  7,
    7,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  8,
    8,  8,  8,  8,  9,  9,  8,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,
    9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  9,  10, 9,  9,  9,  9,  9,  9,  9,  10, 9,  10,
    9,  9,  10, 9,  9,  9,  9,  10, 9,  10, 10, 9,  10, 9,  9,  9,  9,  8,  10, 10, 9,  10, 10, 10,
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 9,  10, 10, 10, 10, 9,  10, 10, 10,
    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 9,  10, 10, 10, 10, 11, 10, 10,
    11, 10, 11, 10, 10, 11, 11, 10, 10, 10, 11, 10, 9,  7,  5,  7,  15, 15, 8,  10, 6,  7,  8,  9,
    9,  9,  10, 10, 11, 11, 12, 13, 14, 13, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
};
static const unsigned char glyph_distances[DISTANCE_COUNT] = {
    6, 8, 9, 6, 7, 7, 7, 9, 7, 7, 7, 7, 6, 6, 6, 6, 5, 5, 5, 5, 4, 4, 4, 4, 3, 4, 3, 4, 4, 5,
};

static const struct deflate_lengths lengths[] = {
    [SYNTAX_CONTENT] = {.literals = content_literals,
                        .literal_count = LITERAL_COUNT,
                        .distances = content_distances,
                        .distance_count = DISTANCE_COUNT,
                        .code = {0, 0, 0, 6, 5, 4, 4, 4, 4, 4, 3, 3, 4, 5, 5, 6, 2, 0, 0}},
    [SYNTAX_OBJECTS] = {.literals = object_literals,
                        .literal_count = LITERAL_COUNT,
                        .distances = object_distances,
                        .distance_count = DISTANCE_COUNT,
                        .code = {0, 0, 0, 6, 4, 4, 5, 4, 4, 4, 4, 6, 5, 5, 0, 2, 2, 0, 0}},
    [SYNTAX_OUTLINES] = {.literals = glyph_literals,
                         .literal_count = LITERAL_COUNT,
                         .distances = glyph_distances,
                         .distance_count = DISTANCE_COUNT,
                         .code = {0, 0, 0, 7, 5, 5, 4, 3, 3, 3, 3, 4, 7, 7, 7, 5, 2, 0, 0}},
};

/* A code with the bits that follow it. */
struct bits {
    uint32_t bits;
    uint32_t count;
};

struct table {
    char head[DEFLATE_HEAD_ROOM]; /* of a block, made once */
    size_t head_bits;
    struct bits literals[LITERAL_COUNT];
    struct bits matches[LONGEST_MATCH + 1]; /* by length, with what length and symbol leave open */
    struct bits distances[DISTANCE_COUNT];  /* the code alone */
};

struct syntax_coder {
    struct table tables[SYNTAX_COUNT];
    /* Of distances, the symbol by distance - 1, or by NEAR + (distance - 1) / 128. */
    unsigned char symbols[2 * NEAR];
    uint16_t firsts[DISTANCE_COUNT]; /* the least distance, less one */
    unsigned char extra[DISTANCE_COUNT];
};

/* Lengths 3 to 258 in groups of four symbols, each group with one more bit than the last. */
static void fill_matches(struct table *table)
{
    unsigned length = 3;
    for (unsigned symbol = FIRST_LENGTH; symbol < LITERAL_COUNT; symbol++) {
        unsigned group = (symbol - FIRST_LENGTH) / 4;
        unsigned extra = group < 2 ? 0 : group - 1;
        struct bits code = table->literals[symbol];
        for (unsigned i = 0; i < 1u << extra && length <= LONGEST_MATCH; i++, length++)
            table->matches[length] = (struct bits){code.bits | i << code.count, code.count + extra};
    }
    table->matches[LONGEST_MATCH] = table->literals[LITERAL_COUNT - 1];
}

static void fill_codes(const unsigned char *lengths_of, size_t count, struct bits *result)
{
    uint16_t codes[LITERAL_COUNT];
    deflate_codes(lengths_of, count, codes);
    for (size_t i = 0; i < count; i++)
        result[i] = (struct bits){codes[i], lengths_of[i]};
}

/* Distances 1 to 32768 in groups of two symbols. */
static void fill_symbols(struct syntax_coder *coder)
{
    unsigned first = 0;
    for (unsigned symbol = 0; symbol < DISTANCE_COUNT; symbol++) {
        unsigned extra = symbol < 4 ? 0 : symbol / 2 - 1;
        coder->firsts[symbol] = (uint16_t)first;
        coder->extra[symbol] = (unsigned char)extra;
        unsigned end = first + (1u << extra);
        if (first < NEAR)
            memset(coder->symbols + first, (int)symbol, end - first);
        else
            memset(coder->symbols + NEAR + first / 128, (int)symbol, (end - first) / 128);
        first = end;
    }
}

static void fill_head(struct table *table, const struct deflate_lengths *both)
{
    struct bit_writer w = {.at = table->head};
    deflate_put_head(&w, both);
    table->head_bits = (size_t)(w.at - table->head) * 8 + w.count;
    bits_end(&w);
}

struct syntax_coder *syntax_coder_new(struct arena *a)
{
    struct syntax_coder *coder = arena_alloc(a, sizeof *coder);
    for (size_t i = 0; i < SYNTAX_COUNT; i++) {
        fill_codes(lengths[i].literals, LITERAL_COUNT, coder->tables[i].literals);
        fill_codes(lengths[i].distances, DISTANCE_COUNT, coder->tables[i].distances);
        fill_matches(&coder->tables[i]);
        fill_head(&coder->tables[i], &lengths[i]);
    }
    fill_symbols(coder);
    return coder;
}

/* A stream being read. `heads` says where four bytes of a hash stood last, in its low 16 bits: what
 * is further back than they tell is beyond the window. */
struct reader {
    const struct syntax_coder *coder;
    const struct table *table;
    struct text bytes;
    struct bit_writer *out;
    uint16_t heads[1 << HASH_BITS];
};

struct match {
    size_t length; /* 0: none */
    size_t distance;
};

static uint32_t word_at(const char *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return le32toh(word);
}

static uint32_t hash_of(uint32_t word)
{
    return (word * 0x9E3779B1u) >> (32 - HASH_BITS);
}

/* Notes that `word` stands at `at`; returns how far before one of its hash stood last, which is 0
 * for none and may be beyond the window. A place that was never noted is the first byte. */
static inline size_t note_place(struct reader *r, uint32_t word, size_t at)
{
    uint16_t *head = &r->heads[hash_of(word)];
    size_t distance = (uint16_t)(at - *head);
    *head = (uint16_t)at;
    return distance;
}

/* The latest place where the bytes at `at` stood before; notes that they stand here. */
static inline struct match find_match(struct reader *r, size_t at)
{
    const char *bytes = r->bytes.ptr + at;
    uint32_t word = word_at(bytes);
    size_t distance = note_place(r, word, at);
    if (distance - 1 >= WINDOW || word_at(bytes - distance) != word)
        return (struct match){0};
    size_t left = r->bytes.size - at;
    size_t most = left < LONGEST_MATCH ? left : LONGEST_MATCH;
    return (struct match){bytes_alike(bytes - distance, bytes, SHORTEST_MATCH, most), distance};
}

/* Inline, like put_match: a writer that is a variable of the caller then stays in registers. */
static inline void put_literals(const struct table *table, const char *from, const char *end,
                                struct bit_writer *w)
{
    for (; from < end; from++) {
        struct bits code = table->literals[(unsigned char)*from];
        bits_put(w, code.bits, code.count);
    }
}

static inline void put_match(const struct syntax_coder *coder, const struct table *table,
                             struct match match, struct bit_writer *w)
{
    size_t distance = match.distance - 1;
    unsigned symbol = coder->symbols[distance < NEAR ? distance : NEAR + distance / 128];
    struct bits length = table->matches[match.length];
    struct bits code = table->distances[symbol];
    uint64_t bits = code.bits | (uint64_t)(distance - coder->firsts[symbol]) << code.count;
    bits_put(w, length.bits | bits << length.count,
             length.count + code.count + coder->extra[symbol]);
}

/* Takes every match: looking a byte further for a longer one would make files 1 % smaller and
 * writing them 8 % slower. Of a match its beginning and its last two bytes are noted, with which
 * what follows may be known: 2 % for the pages, 3 % for the objects. A second place for each hash
 * would be worth another 3 %, and a third of the time. */
static void read_all(struct reader *r)
{
    const char *bytes = r->bytes.ptr;
    size_t size = r->bytes.size;
    struct bit_writer w = *r->out;
    size_t done = 0; /* bytes written */
    for (size_t at = 0; at + TAIL < size;) {
        struct match match = find_match(r, at);
        if (match.length == 0) {
            at++;
            continue;
        }
        put_literals(r->table, bytes + done, bytes + at, &w);
        put_match(r->coder, r->table, match, &w);
        at += match.length;
        done = at;
        if (at + TAIL >= size)
            break;
        note_place(r, word_at(bytes + at - 2), at - 2);
        note_place(r, word_at(bytes + at - 1), at - 1);
    }
    put_literals(r->table, bytes + done, bytes + size, &w);
    *r->out = w;
}

/* No symbol takes more than 15 bits, and a match less than its bytes would. */
size_t syntax_room(size_t size)
{
    return DEFLATE_HEAD_ROOM + 2 * size + 2 * sizeof(uint64_t);
}

void syntax_put_head(const struct syntax_coder *coder, enum syntax syntax, struct bit_writer *w)
{
    const struct table *table = &coder->tables[syntax];
    size_t whole = table->head_bits / 8;
    memcpy(w->at, table->head, whole);
    w->at += whole;
    bits_put(w, (unsigned char)table->head[whole], table->head_bits % 8);
}

void syntax_put(const struct syntax_coder *coder, enum syntax syntax, struct text bytes,
                struct bit_writer *w)
{
    const struct table *table = &coder->tables[syntax];
    if (bytes.size < WORTH_READING) {
        put_literals(table, bytes.ptr, bytes.ptr + bytes.size, w);
        return;
    }
    struct reader r = {.coder = coder, .table = table, .bytes = bytes, .out = w};
    read_all(&r);
}

/* The bytes that places are noted by: matches lie far back, so that those of fewer than six bytes
 * take more bits than the bytes. */
enum { AGAIN_SHORTEST = 6, AGAIN_NOTED = 2 };

static inline uint64_t key_at(const char *bytes)
{
    uint64_t key;
    memcpy(&key, bytes, sizeof key);
    return le64toh(key) << (64 - 8 * AGAIN_SHORTEST);
}

/* As note_place, for `key`. */
static inline size_t note_key(struct syntax_places *places, uint64_t key, size_t at)
{
    uint16_t *place = &places->places[key * 0x9E3779B97F4A7C15u >> (64 - SYNTAX_PLACE_BITS)];
    size_t distance = (uint16_t)(at - *place);
    *place = (uint16_t)at;
    return distance;
}

void syntax_put_again(const struct syntax_coder *coder, enum syntax syntax,
                      struct syntax_places *places, const char *bytes, size_t from, size_t end,
                      struct bit_writer *out)
{
    const struct table *table = &coder->tables[syntax];
    struct bit_writer w = *out;
    size_t done = from; /* bytes written */
    for (size_t at = from; at + AGAIN_SHORTEST <= end;) {
        uint64_t key = key_at(bytes + at);
        size_t distance = note_key(places, key, at);
        if (distance - 1 >= WINDOW || key_at(bytes + at - distance) != key) {
            at++;
            continue;
        }
        size_t most = end - at < LONGEST_MATCH ? end - at : LONGEST_MATCH;
        size_t length = bytes_alike(bytes + at - distance, bytes + at, AGAIN_SHORTEST, most);
        put_literals(table, bytes + done, bytes + at, &w);
        put_match(coder, table, (struct match){length, distance}, &w);
        at += length;
        done = at;
        for (size_t i = at - AGAIN_NOTED; i < at && i + AGAIN_SHORTEST <= end; i++)
            note_key(places, key_at(bytes + i), i);
    }
    put_literals(table, bytes + done, bytes + end, &w);
    *out = w;
}

void syntax_put_end(const struct syntax_coder *coder, enum syntax syntax, struct bit_writer *w)
{
    struct bits end = coder->tables[syntax].literals[END_OF_BLOCK];
    bits_put(w, end.bits, end.count);
    bits_end(w);
}

void syntax_code(const struct syntax_coder *coder, enum syntax syntax, struct text bytes,
                 struct buffer *out)
{
    zlib_put_head(out);
    struct bit_writer w = {.at = buffer_room(out, syntax_room(bytes.size))};
    syntax_put_head(coder, syntax, &w);
    syntax_put(coder, syntax, bytes, &w);
    syntax_put_end(coder, syntax, &w);
    out->size = (size_t)(w.at - out->ptr);
    zlib_put_adler(out, libdeflate_adler32(1, bytes.ptr, bytes.size));
}
