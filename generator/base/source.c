#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"

/* `text` need not be valid UTF-8: a refused file is shown in its own diagnostics. */
static struct source *new_source(struct arena *a, struct text path, struct text text)
{
    struct source *s = arena_alloc(a, sizeof *s);
    s->path = path;
    s->text = text;
    size_t *lines = NULL;
    size_t count = 0;
    for (size_t next = 0; next <= text.size;) {
        size_t *line = arena_push(a, &lines, &count, sizeof *lines);
        *line = next;
        const char *feed =
            next < text.size ? memchr(text.ptr + next, '\n', text.size - next) : NULL;
        next = feed ? (size_t)(feed - text.ptr) + 1 : text.size + 1;
    }
    s->lines = lines;
    s->line_count = count;
    return s;
}

const struct source *source_of(struct arena *a, struct text path, struct text text)
{
    return new_source(a, path, text);
}

/* Index of the line that holds `offset`; the last one for an offset at the end. */
static size_t line_index(const struct source *s, size_t offset)
{
    size_t low = 0;
    size_t high = s->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (s->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void source_position(const struct source *s, size_t offset, size_t *line, size_t *column)
{
    if (offset > s->text.size)
        offset = s->text.size;
    size_t index = line_index(s, offset);
    *line = index + 1;
    *column = text_length(text_slice(s->text, s->lines[index], offset)) + 1;
}

struct text source_line(const struct source *s, size_t line)
{
    if (line == 0 || line > s->line_count)
        return text_of("");
    size_t start = s->lines[line - 1];
    size_t end = line < s->line_count ? s->lines[line] : s->text.size;
    if (end > start && s->text.ptr[end - 1] == '\n')
        end--;
    if (end > start && s->text.ptr[end - 1] == '\r')
        end--;
    return text_slice(s->text, start, end);
}

/* True for bytes that Shift_JIS (JIS X 0208 annex 1, with Microsoft's rows) may begin a pair with.
 */
static bool is_shift_jis_lead(unsigned char byte)
{
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

static bool is_shift_jis_trail(unsigned char byte)
{
    return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}

/* A guess for the hint: every byte reads as Shift_JIS, and at least one pair is there. */
static bool looks_like_cp932(struct text t)
{
    size_t pairs = 0;
    for (size_t i = 0; i < t.size; i++) {
        unsigned char byte = (unsigned char)t.ptr[i];
        bool single = byte < 0x80 || (byte >= 0xA1 && byte <= 0xDF); /* ASCII, half-width kana */
        if (single)
            continue;
        if (!is_shift_jis_lead(byte) || i + 1 == t.size ||
            !is_shift_jis_trail((unsigned char)t.ptr[i + 1]))
            return false;
        i++;
        pairs++;
    }
    return pairs > 0;
}

/* A byte order mark, or a NUL in every third byte, as ASCII in UTF-16 has in every second. */
static bool looks_like_utf16(struct text t)
{
    if (text_starts(t, "\xFF\xFE") || text_starts(t, "\xFE\xFF"))
        return true;
    if (!t.ptr || !memchr(t.ptr, '\0', t.size))
        return false;
    size_t nuls = 0;
    for (size_t i = 0; i < t.size; i++)
        nuls += t.ptr[i] == '\0';
    return t.size >= 4 && nuls >= t.size / 3;
}

/* Bytes that need a look: C0 but LF, DEL and the lead byte of C1. */
static bool is_suspicious(unsigned char byte)
{
    return (byte < ' ' && byte != '\n') || byte == 0x7F || byte == 0xC2;
}

/* A fixed number of bytes without a way out between them, so that the compiler tests all at once.
 */
enum { TESTED_AT_ONCE = 32 };

static bool is_any_suspicious(const unsigned char *bytes)
{
    unsigned char any = 0;
    for (size_t i = 0; i < TESTED_AT_ONCE; i++)
        any |= is_suspicious(bytes[i]);
    return any != 0;
}

/* The first of C0 except tab, LF and CR; of DEL; of C1. `t` is UTF-8, so that bytes tell.
 * The size of `t` when there is none. */
static size_t find_control(struct text t)
{
    const unsigned char *bytes = (const unsigned char *)t.ptr;
    size_t i = 0;
    while (i < t.size) {
        if (t.size - i >= TESTED_AT_ONCE && !is_any_suspicious(bytes + i)) {
            i += TESTED_AT_ONCE;
            continue;
        }
        size_t end = t.size - i < TESTED_AT_ONCE ? t.size : i + TESTED_AT_ONCE;
        for (; i < end; i++) {
            bool allowed = !is_suspicious(bytes[i]) || bytes[i] == '\t' || bytes[i] == '\r';
            bool above_c1 = bytes[i] == 0xC2 && bytes[i + 1] >= 0xA0;
            if (!allowed && !above_c1)
                return i;
        }
    }
    return t.size;
}

/* Checks what a file holds; its text may be anything. Returns false after reporting. */
static bool check_text(const struct source *s, struct diag *d)
{
    struct text t = s->text;
    size_t bad;
    if (!text_is_utf8(t, &bad)) {
        struct span place = {s, bad, bad + 1};
        unsigned byte = (unsigned char)t.ptr[bad];
        if (looks_like_cp932(t))
            return diag_add(d, MSG_TEXT_CP932, place, "0x%02X", byte);
        return diag_add(d, MSG_TEXT_NOT_UTF8, place, "0x%02X", byte);
    }
    struct span sign = {s, find_control(t), 0};
    sign.end = sign.start;
    if (sign.start == t.size)
        return true;
    uint32_t codepoint = text_next(t, &sign.end);
    return diag_add(d, MSG_TEXT_CONTROL, sign, "U+%04X", (unsigned)codepoint);
}

/* Opens for reading without ever waiting: a named pipe without a writer opens at once because of
 * O_NONBLOCK and is then refused as not regular. Returns -1 after reporting. */
static int open_regular(const char *path, size_t limit, struct stat *status, struct diag *d)
{
    struct span nowhere = {0};
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0) {
        diag_add(d, MSG_FILE_CANNOT_OPEN, nowhere, "%s: %s", path, strerror(errno));
        return -1;
    }
    bool fine = true;
    if (fstat(file, status) != 0)
        fine = diag_add(d, MSG_FILE_CANNOT_OPEN, nowhere, "%s: %s", path, strerror(errno));
    else if (!S_ISREG(status->st_mode))
        fine = diag_add(d, MSG_FILE_NOT_REGULAR, nowhere, "%s", path);
    else if ((uint64_t)status->st_size > limit)
        fine = diag_add(d, MSG_FILE_TOO_LARGE, nowhere, "%s: %lld > %zu bytes", path,
                        (long long)status->st_size, limit);
    if (!fine) {
        close(file);
        return -1;
    }
    return file;
}

/* Reads up to `size` bytes; a file that shrinks meanwhile gives fewer. Returns false with errno. */
static bool read_all(int file, char *bytes, size_t size, size_t *got)
{
    size_t total = 0;
    while (total < size) {
        ssize_t count = read(file, bytes + total, size - total);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        if (count == 0)
            break;
        total += (size_t)count;
    }
    *got = total;
    return true;
}

const struct source *source_load(struct arena *a, const char *path, size_t limit, struct diag *d)
{
    struct stat status;
    int file = open_regular(path, limit, &status, d);
    if (file < 0)
        return NULL;
    size_t size = (size_t)status.st_size;
    char *bytes = arena_alloc(a, size + 1);
    size_t got = 0;
    bool done = read_all(file, bytes, size, &got);
    int error = errno;
    close(file);
    if (!done) {
        diag_add(d, MSG_FILE_CANNOT_OPEN, (struct span){0}, "%s: %s", path, strerror(error));
        return NULL;
    }

    struct text name = text_copy(a, text_of(path));
    struct text text = {bytes, got};
    if (looks_like_utf16(text)) {
        /* Its bytes would print as noise: the place is the beginning of the file. */
        const struct source *empty = new_source(a, name, text_of(""));
        diag_add(d, MSG_TEXT_UTF16, (struct span){empty, 0, 0}, "%zu bytes", got);
        return NULL;
    }
    if (text_starts(text, "\xEF\xBB\xBF"))
        text = text_slice(text, 3, text.size);
    const struct source *s = new_source(a, name, text);
    if (!check_text(s, d))
        return NULL;
    return s;
}
