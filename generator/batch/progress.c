#include "batch/progress.h"

#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"

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

static void put_rate(const struct progress *p, int64_t elapsed, struct buffer *line)
{
    double rate = (double)p->done * 1000 / (double)elapsed;
    char left[40];
    progress_duration((int64_t)((double)(p->total - p->done) / rate * 1000), p->language, left,
                      sizeof left);
    buffer_printf(line,
                  p->language == LANGUAGE_JA ? "・毎秒 %.1f件・残り約%s"
                                             : ", %.1f a second, about %s left",
                  rate, left);
}

/* The line goes out in one piece: where it is rewritten, nobody sees half of it. */
static void put_line(const struct progress *p, int64_t elapsed)
{
    bool japanese = p->language == LANGUAGE_JA;
    struct buffer line = {0};
    if (p->kind == PROGRESS_TERMINAL)
        buffer_byte(&line, '\r');
    buffer_printf(&line, japanese ? "%zu/%zu件" : "%zu/%zu", p->done, p->total);
    if (p->failed > 0)
        buffer_printf(&line, japanese ? "・失敗 %zu件" : ", %zu failed", p->failed);
    if (elapsed >= SETTLED && p->done > 0)
        put_rate(p, elapsed, &line);
    buffer_puts(&line, p->kind == PROGRESS_TERMINAL ? WIPE_REST : "\n");
    fwrite(line.ptr, 1, line.size, p->out);
    fflush(p->out);
    buffer_free(&line);
}

void progress_show(struct progress *p)
{
    int64_t now = clock_ms();
    int64_t pause = p->kind == PROGRESS_TERMINAL ? TERMINAL_PAUSE : LINES_PAUSE;
    if (p->kind == PROGRESS_NONE || now - p->shown < pause)
        return;
    p->shown = now;
    p->stands = p->kind == PROGRESS_TERMINAL;
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
