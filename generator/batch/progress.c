#include "batch/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/text.h"

enum {
    TERMINAL_PAUSE = 200, /* ms between two states of the line */
    LINES_PAUSE = 10000,  /* ms between two lines */
    SETTLED = 2000        /* ms before a rate says anything about the time left */
};

static const char WIPE_REST[] = "\033[K"; /* ECMA-48, EL: to the end of the line */

struct progress progress_begin(FILE *out, size_t total, enum language language)
{
    int64_t now = clock_ms();
    return (struct progress){.kind = isatty(fileno(out)) ? PROGRESS_TERMINAL : PROGRESS_LINES,
                             .out = out,
                             .language = language,
                             .total = total,
                             .began = now,
                             .shown = now};
}

int64_t progress_elapsed(const struct progress *p)
{
    return clock_ms() - p->began;
}

void progress_duration(int64_t milliseconds, enum language language, char *room, size_t size)
{
    long long seconds = (milliseconds + 500) / 1000;
    long long minutes = seconds / 60;
    bool japanese = language == LANGUAGE_JA;
    if (minutes >= 60)
        snprintf(room, size, japanese ? "%lld時間%lld分" : "%lld h %lld min", minutes / 60,
                 minutes % 60);
    else if (minutes > 0)
        snprintf(room, size, japanese ? "%lld分%lld秒" : "%lld min %lld s", minutes, seconds % 60);
    else
        snprintf(room, size, japanese ? "%lld秒" : "%lld s", seconds);
}

/* The piece, unless the line would become as wide as the terminal: what is wider wraps and cannot
 * be written over, and in the last column a terminal may wrap at once. False when it has no room.
 */
static bool put_piece(const struct progress *p, struct buffer *line, struct text piece)
{
    size_t columns = text_columns(buffer_text(line)) + text_columns(piece);
    if (p->columns > 0 && columns >= p->columns)
        return false;
    buffer_put(line, piece);
    return true;
}

static bool put_count(const struct progress *p, struct buffer *line)
{
    char piece[64];
    snprintf(piece, sizeof piece, p->language == LANGUAGE_JA ? "%zu/%zu件" : "%zu/%zu", p->done,
             p->total);
    return put_piece(p, line, text_of(piece));
}

static bool put_failed(const struct progress *p, struct buffer *line)
{
    char piece[64];
    if (p->failed == 0)
        return true;
    snprintf(piece, sizeof piece, p->language == LANGUAGE_JA ? "・失敗 %zu件" : ", %zu failed",
             p->failed);
    return put_piece(p, line, text_of(piece));
}

static bool put_rate(const struct progress *p, int64_t elapsed, struct buffer *line)
{
    bool japanese = p->language == LANGUAGE_JA;
    char piece[80];
    char left[40];
    if (elapsed < SETTLED || p->done == 0)
        return true;
    double rate = (double)p->done * 1000 / (double)elapsed;
    snprintf(piece, sizeof piece, japanese ? "・毎秒 %.1f件" : ", %.1f a second", rate);
    if (!put_piece(p, line, text_of(piece)))
        return false;
    progress_duration((int64_t)((double)(p->total - p->done) / rate * 1000), p->language, left,
                      sizeof left);
    snprintf(piece, sizeof piece, japanese ? "・残り約%s" : ", about %s left", left);
    return put_piece(p, line, text_of(piece));
}

/* The line goes out in one piece: where it is rewritten, nobody sees half of it. */
static void put_line(const struct progress *p, int64_t elapsed)
{
    bool terminal = p->kind == PROGRESS_TERMINAL;
    struct buffer line = {0};
    (void)(put_count(p, &line) && put_failed(p, &line) && put_rate(p, elapsed, &line));
    struct buffer whole = {0};
    buffer_puts(&whole, terminal ? "\r" : "");
    buffer_put(&whole, buffer_text(&line));
    buffer_puts(&whole, terminal ? WIPE_REST : "\n");
    fwrite(whole.ptr, 1, whole.size, p->out);
    fflush(p->out);
    buffer_free(&line);
    buffer_free(&whole);
}

/* Asked for every line, as windows are made wider and narrower. What stood there before a window
 * became narrower, the terminal may have wrapped: that stays. */
static size_t ask_columns(const struct progress *p)
{
    struct winsize size;
    bool known = ioctl(fileno(p->out), TIOCGWINSZ, &size) == 0;
    return known ? size.ws_col : p->columns;
}

void progress_show(struct progress *p)
{
    int64_t now = clock_ms();
    int64_t pause = p->kind == PROGRESS_TERMINAL ? TERMINAL_PAUSE : LINES_PAUSE;
    if (p->kind == PROGRESS_NONE || now - p->shown < pause)
        return;
    p->shown = now;
    p->stands = p->kind == PROGRESS_TERMINAL;
    if (p->kind == PROGRESS_TERMINAL)
        p->columns = ask_columns(p);
    put_line(p, now - p->began);
}

void progress_clear(struct progress *p)
{
    if (!p->stands)
        return;
    p->stands = false;
    fprintf(p->out, "\r%s", WIPE_REST);
    fflush(p->out);
}
