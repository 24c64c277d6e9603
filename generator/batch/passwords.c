#include "batch/passwords.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/password_strength.h"
#include "japanese/saslprep.h"

enum { FILE_MOST = 4 * 1024 * 1024, KEY_MODE = 0600, GROUPS = 5, GROUP_SIGNS = 4 };

static_assert((int)PASSWORD_SIZE == (int)SASLPREP_MOST + 1, "what a PDF takes");

struct row {
    struct text id;       /* absent = of all clients */
    struct text password; /* in `bytes` or `made` */
    size_t line;          /* 0 = made just now */
};

struct passwords {
    struct arena *arena; /* holds no password */
    const char *path;
    struct buffer bytes; /* the file; wiped */
    struct row *rows;
    size_t row_count;
    size_t sorted; /* rows in the order of ids; those made since follow */
};

/* buffer.h frees what it outgrows without wiping: room is made once, for all there will be. */
static void wipe(struct buffer *bytes)
{
    if (bytes->ptr)
        explicit_bzero(bytes->ptr, bytes->room);
    buffer_free(bytes);
}

static bool refuse(struct passwords *passwords, enum message message, size_t line, struct diag *d)
{
    struct text place = line ? text_format(passwords->arena, ":%zu", line) : text_of("");
    return diag_add(d, message, (struct span){0}, "%s%s", passwords->path, place.ptr);
}

/* --- reading --------------------------------------------------------------------------------- */

/* At most `size` bytes: the rest of the room is for more. */
static bool fill(int file, struct buffer *bytes, size_t size)
{
    ssize_t count = 0;
    do {
        count = read(file, bytes->ptr + bytes->size, size - bytes->size);
        bytes->size += count > 0 ? (size_t)count : 0;
    } while ((count < 0 && errno == EINTR) || (count > 0 && bytes->size < size));
    return count >= 0;
}

/* The whole file, with room for `more` bytes behind it. False with errno. */
static bool read_file(struct passwords *passwords, size_t more, struct diag *d)
{
    struct stat status;
    int file = open(passwords->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return false;
    bool good = fstat(file, &status) == 0;
    if (good && (!S_ISREG(status.st_mode) || status.st_size > FILE_MOST)) {
        errno = S_ISREG(status.st_mode) ? EFBIG : EINVAL;
        good = false;
    }
    if (good) {
        buffer_room(&passwords->bytes, (size_t)status.st_size + more + 1);
        good = fill(file, &passwords->bytes, (size_t)status.st_size);
        if (status.st_mode & (S_IRGRP | S_IROTH))
            refuse(passwords, MSG_PASSWORD_OPEN, 0, d);
    }
    int error = errno;
    close(file);
    errno = error;
    return good;
}

static bool is_id(struct text word, const struct text *ids, size_t id_count)
{
    for (size_t i = 0; i < id_count; i++) {
        if (text_equal(word, ids[i]))
            return true;
    }
    return false;
}

static size_t find_separator(struct text line)
{
    size_t i = 0;
    while (i < line.size && line.ptr[i] != '\t' && line.ptr[i] != ',')
        i++;
    return i;
}

static void add_row(struct passwords *passwords, struct text id, struct text password, size_t line)
{
    struct row *row =
        arena_push(passwords->arena, &passwords->rows, &passwords->row_count, sizeof *row);
    *row = (struct row){id, password, line};
}

/* A line ID<TAB or ,>PASSWORD; "id,password" is the head of such a list. */
static bool read_row(struct passwords *passwords, struct text line, size_t number, struct diag *d)
{
    size_t separator = find_separator(line);
    struct text id = text_slice(line, 0, separator);
    struct text password = text_slice(line, separator + 1, line.size);
    if (number == 1 && text_is(id, "id") && text_is(password, "password"))
        return true;
    if (separator == line.size || id.size == 0 || password.size == 0)
        return refuse(passwords, MSG_PASSWORD_FILE, number, d);
    add_row(passwords, text_copy(passwords->arena, id), password, number);
    return true;
}

/* Cuts the next line off `rest`, without its end (LF or CRLF). */
static struct text take_line(struct text *rest)
{
    const char *end = memchr(rest->ptr, '\n', rest->size);
    size_t size = end ? (size_t)(end - rest->ptr) : rest->size;
    struct text line = text_slice(*rest, 0, size);
    *rest = text_slice(*rest, size + 1, rest->size);
    return line.size > 0 && line.ptr[line.size - 1] == '\r' ? text_slice(line, 0, line.size - 1)
                                                            : line;
}

static size_t count_lines(struct text text)
{
    size_t count = 0;
    while (text.size > 0)
        count += take_line(&text).size > 0;
    return count;
}

static struct text whole_text(const struct passwords *passwords)
{
    struct text text = buffer_text(&passwords->bytes);
    return text_starts(text, "\xEF\xBB\xBF") ? text_slice(text, 3, text.size) : text;
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a;
    const struct row *y = b;
    int order = text_compare(x->id, y->id);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static bool sort_rows(struct passwords *passwords, struct diag *d)
{
    bool good = true;
    passwords->sorted = passwords->row_count;
    if (passwords->row_count > 0)
        qsort(passwords->rows, passwords->row_count, sizeof *passwords->rows, compare_rows);
    for (size_t i = 1; i < passwords->row_count; i++) {
        const struct row *row = &passwords->rows[i];
        if (text_equal(row->id, row[-1].id))
            good = refuse(passwords, MSG_PASSWORD_TWICE, row->line, d);
    }
    return good;
}

static bool read_rows(struct passwords *passwords, struct diag *d)
{
    bool good = true;
    size_t number = 0;
    struct text rest = whole_text(passwords);
    while (rest.size > 0) {
        struct text line = take_line(&rest);
        number++;
        if (line.size > 0)
            good = read_row(passwords, line, number, d) && good;
    }
    return sort_rows(passwords, d) && good;
}

static const struct row *find_row(const struct passwords *passwords, struct text id)
{
    const struct row *rows = passwords->rows;
    if (passwords->row_count > 0 && !rows[0].id.ptr)
        return rows; /* of all clients */
    size_t low = 0;
    size_t high = passwords->sorted;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = text_compare(rows[middle].id, id);
        if (order == 0)
            return &rows[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = passwords->sorted; i < passwords->row_count; i++) {
        if (text_equal(rows[i].id, id))
            return &rows[i];
    }
    return NULL;
}

/* One line that is no row is the password of all. */
static bool read_single(struct passwords *passwords, struct diag *d)
{
    struct text rest = whole_text(passwords);
    struct text line = {0};
    size_t number = 0;
    while (rest.size > 0 && line.size == 0) {
        line = take_line(&rest);
        number++;
    }
    add_row(passwords, (struct text){0}, line, number);
    char prepared[PASSWORD_SIZE];
    const struct password_owner nobody = {0};
    bool good = passwords_get(passwords, &nobody, prepared, d);
    explicit_bzero(prepared, sizeof prepared);
    return good;
}

static struct passwords *passwords_new(const char *path)
{
    struct arena *arena = arena_new();
    struct passwords *passwords = arena_alloc(arena, sizeof *passwords);
    passwords->arena = arena;
    passwords->path = text_string(arena, text_of(path));
    return passwords;
}

static struct passwords *give_up(struct passwords *passwords)
{
    passwords_free(passwords);
    return NULL;
}

static bool cannot_open(const struct passwords *passwords, struct diag *d)
{
    return diag_add(d, MSG_FILE_CANNOT_OPEN, (struct span){0}, "%s: %s", passwords->path,
                    strerror(errno));
}

struct passwords *passwords_read(const char *path, const struct text *ids, size_t id_count,
                                 struct diag *d)
{
    struct passwords *passwords = passwords_new(path);
    if (!read_file(passwords, 0, d)) {
        cannot_open(passwords, d);
        return give_up(passwords);
    }
    struct text text = whole_text(passwords);
    size_t lines = count_lines(text);
    if (lines == 0) {
        refuse(passwords, MSG_PASSWORD_FILE, 0, d);
        return give_up(passwords);
    }
    struct text first = text_trim(text);
    bool single = lines == 1 && !is_id(text_slice(first, 0, find_separator(first)), ids, id_count);
    bool good = single ? read_single(passwords, d) : read_rows(passwords, d);
    return good ? passwords : give_up(passwords);
}

void passwords_free(struct passwords *passwords)
{
    if (!passwords)
        return;
    wipe(&passwords->bytes);
    arena_free(passwords->arena);
}

/* --- making ---------------------------------------------------------------------------------- */

/* One sign of 31; larger bytes are thrown again, so that all are equally likely. */
static bool random_sign(char *sign)
{
    static const char SIGNS[] = "abcdefghjkmnpqrstuvwxyz23456789";
    enum { COUNT = sizeof SIGNS - 1, FAIR = 256 / COUNT * COUNT };
    unsigned char byte;
    do {
        if (getrandom(&byte, 1, 0) != 1)
            return false;
    } while (byte >= FAIR);
    *sign = SIGNS[byte % COUNT];
    return true;
}

enum { MADE_SIZE = GROUPS * GROUP_SIGNS + GROUPS - 1 };

/* Writes a password to `out`: groups of letters and digits with dashes between. */
static bool make_one(char out[MADE_SIZE])
{
    for (size_t i = 0; i < MADE_SIZE; i++) {
        if (i % (GROUP_SIGNS + 1) == GROUP_SIGNS)
            out[i] = '-';
        else if (!random_sign(&out[i]))
            return false;
    }
    return true;
}

/* Appends the rows that are missing to the list in memory, for which there is room. */
static bool make_missing(struct passwords *passwords, const struct text *ids, size_t id_count,
                         bool *changed, struct diag *d)
{
    struct buffer *bytes = &passwords->bytes;
    if (bytes->size == 0)
        buffer_puts(bytes, "id,password\n");
    else if (bytes->ptr[bytes->size - 1] != '\n')
        buffer_byte(bytes, '\n');
    for (size_t i = 0; i < id_count; i++) {
        if (find_row(passwords, ids[i]))
            continue;
        buffer_put(bytes, ids[i]);
        buffer_byte(bytes, ',');
        char *made = buffer_room(bytes, MADE_SIZE + 1);
        if (!make_one(made))
            return diag_add(d, MSG_PASSWORD_SEAL, (struct span){0}, "%s", strerror(errno));
        bytes->size += MADE_SIZE;
        buffer_byte(bytes, '\n');
        add_row(passwords, ids[i], (struct text){made, MADE_SIZE}, 0);
        *changed = true;
    }
    return true;
}

/* What the list grows by, at most. */
static size_t room_for(const struct text *ids, size_t id_count)
{
    size_t room = sizeof "id,password\n" + 1;
    for (size_t i = 0; i < id_count; i++)
        room += ids[i].size + MADE_SIZE + 3;
    return room;
}

struct passwords *passwords_generate(const char *path, const struct text *ids, size_t id_count,
                                     struct diag *d)
{
    struct passwords *passwords = passwords_new(path);
    bool there = read_file(passwords, room_for(ids, id_count), d);
    if (!there && errno != ENOENT) {
        cannot_open(passwords, d);
        return give_up(passwords);
    }
    if (!there)
        buffer_room(&passwords->bytes, room_for(ids, id_count));
    bool changed = false;
    bool good = read_rows(passwords, d) && make_missing(passwords, ids, id_count, &changed, d);
    if (good && changed)
        good = sort_rows(passwords, d) &&
               file_write_lasting(path, buffer_text(&passwords->bytes), KEY_MODE, d);
    return good ? passwords : give_up(passwords);
}

/* --- asking ---------------------------------------------------------------------------------- */

bool passwords_get(const struct passwords *passwords, const struct password_owner *owner,
                   char password[PASSWORD_SIZE], struct diag *d)
{
    const struct row *row = find_row(passwords, owner->id);
    if (!row)
        return diag_add(d, MSG_PASSWORD_NONE, (struct span){0}, "%s: %.*s", passwords->path,
                        (int)owner->id.size, owner->id.ptr);
    enum saslprep_result result = saslprep(row->password, password);
    enum message fault = result == SASLPREP_GOOD   ? password_fault(text_of(password))
                         : result == SASLPREP_LONG ? MSG_PASSWORD_LONG
                                                   : MSG_PASSWORD_SIGNS;
    if (fault == MSG_COUNT && password_has(text_of(password), owner->words, owner->word_count))
        fault = MSG_PASSWORD_OWN;
    if (fault == MSG_COUNT)
        return true;
    explicit_bzero(password, PASSWORD_SIZE);
    return diag_add(d, fault, (struct span){0}, "%s:%zu", passwords->path, row->line);
}

struct hash passwords_mark(const struct passwords *passwords, struct text id,
                           const struct hash *key)
{
    const struct row *row = find_row(passwords, id);
    if (!row)
        return (struct hash){{0}};
    struct arena *scratch = arena_new();
    struct hasher *hasher = hasher_new(scratch);
    hasher_hash(hasher, key);
    hasher_field(hasher, row->password);
    struct hash mark = hasher_end(hasher);
    arena_free(scratch);
    return mark;
}

static bool read_key(const char *path, struct hash *key)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t count = read(file, key->bytes, sizeof key->bytes);
    close(file);
    errno = EINVAL;
    return count == (ssize_t)sizeof key->bytes;
}

/* Several shards may make it at once: the one whose link comes first is it. */
static bool make_key(const char *path, struct hash *key, struct diag *d)
{
    struct text fresh = text_format(d->arena, "%s-%ld", path, (long)getpid());
    if (getrandom(key->bytes, sizeof key->bytes, 0) != (ssize_t)sizeof key->bytes)
        return false;
    struct text bytes = {(const char *)key->bytes, sizeof key->bytes};
    if (!file_write_lasting(fresh.ptr, bytes, KEY_MODE, d))
        return false;
    bool first = link(fresh.ptr, path) == 0 || errno == EEXIST;
    unlink(fresh.ptr);
    return first && read_key(path, key);
}

bool passwords_key(const char *path, struct hash *key, struct diag *d)
{
    if (read_key(path, key) || (errno == ENOENT && make_key(path, key, d)))
        return true;
    return diag_add(d, MSG_FILE_CANNOT_OPEN, (struct span){0}, "%s: %s", path, strerror(errno));
}
