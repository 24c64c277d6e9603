/* bare.c -- the lower bound of a PDF: nothing but writing pages whose positions are ready.
 *
 *     bare OUT COUNT CLIENT…
 *
 * Makes the handouts of all clients, keeps the pages of the first few, and writes these COUNT times
 * as PDF files into the folder OUT, in one process and without waiting for the disk. Prints the CPU
 * time of writing a handout between the other stages of making it, and of writing alone: what is
 * between the two is the price of caches that other stages fill. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/heap.h"
#include "command/workspace.h"
#include "device/device.h"
#include "layout/layout.h"
#include "merge/compose.h"
#include "model/report.h"

enum { KEPT = 20 };

/* Pages that are ready, and what they live in. */
struct ready {
    struct arena *arena;
    const struct pages *pages;
};

static int64_t read_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static struct ready lay_out(const struct workspace *w, const char *path, struct diag *d)
{
    struct ready ready = {.arena = arena_new()};
    struct arena *a = ready.arena;
    const struct client *client = workspace_client(a, w, path, d);
    const struct report *report = client ? report_make(a, w->catalog, client) : NULL;
    struct value *data = report ? compose_data(a, w->recipes, report) : NULL;
    const struct recipe *recipe = recipe_find(w->recipes, text_of("handout"));
    const struct document *document = data ? compose_document(a, recipe, report, data, d) : NULL;
    if (document)
        ready.pages = layout_document(a, document, w->theme, &w->tools, d);
    return ready;
}

/* CPU time in ns. */
static int64_t put_pdf(const struct workspace *w, const struct pages *pages, struct buffer *bytes,
                       struct diag *d)
{
    int64_t before = read_clock();
    struct arena *a = arena_new();
    buffer_clear(bytes);
    pdf_write(a, pages, w->pdf_fonts, bytes, d);
    arena_free(a);
    return read_clock() - before;
}

/* False when the file cannot be written. */
static bool put_file(const char *folder, size_t number, struct text bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%zu.pdf", folder, number);
    FILE *file = fopen(path, "wb");
    bool whole = file && fwrite(bytes.ptr, 1, bytes.size, file) == bytes.size;
    return file && fclose(file) == 0 && whole;
}

/* Writes all, keeps the first few. Returns the ns a handout. */
static int64_t write_between(const struct workspace *w, char **paths, size_t count,
                             struct ready kept[KEPT], struct diag *d)
{
    struct buffer bytes = {0};
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        struct ready ready = lay_out(w, paths[i], d);
        if (ready.pages)
            sum += put_pdf(w, ready.pages, &bytes, d);
        if (i < KEPT)
            kept[i] = ready;
        else
            arena_free(ready.arena);
    }
    buffer_free(&bytes);
    return sum / (int64_t)count;
}

/* Returns the ns a handout, with its file; -1 when one cannot be written. */
static int64_t write_alone(const struct workspace *w, const struct ready *kept, size_t kept_count,
                           const char *folder, size_t count, struct diag *d)
{
    struct buffer bytes = {0};
    int64_t before = read_clock();
    bool written = true;
    for (size_t i = 0; i < count && written; i++) {
        put_pdf(w, kept[i % kept_count].pages, &bytes, d);
        written = put_file(folder, i, buffer_text(&bytes));
    }
    buffer_free(&bytes);
    return written ? (read_clock() - before) / (int64_t)count : -1;
}

int main(int argc, char **argv)
{
    size_t count = argc > 3 ? strtoul(argv[2], NULL, 10) : 0;
    if (count == 0) {
        fputs("usage: bare OUT COUNT CLIENT…\n", stderr);
        return EXIT_SYSTEM;
    }
    heap_prepare();
    struct options options = {.content = "content", .templates = "templates", .fonts = "fonts"};
    struct workspace w;
    size_t clients = (size_t)argc - 3;
    size_t kept_count = clients < KEPT ? clients : KEPT;
    struct ready kept[KEPT] = {0};
    enum exit_code code = EXIT_INPUT_WRONG;
    if (workspace_open(&w, &options, NEED_PAPER)) {
        int64_t between = write_between(&w, argv + 3, clients, kept, &w.diag);
        size_t pages = 0;
        for (size_t i = 0; i < kept_count; i++)
            pages += kept[i].pages ? kept[i].pages->page_count : 0;
        if (w.diag.errors == 0) {
            int64_t alone = write_alone(&w, kept, kept_count, argv[1], count, &w.diag);
            printf("a handout of %.1f pages: writing it between the other stages %.3f ms, "
                   "writing alone %.3f ms\n",
                   (double)pages / (double)kept_count, (double)between / 1e6, (double)alone / 1e6);
            code = alone < 0 ? EXIT_SYSTEM : EXIT_DONE;
        }
    }
    workspace_report(&w.diag, &options);
    for (size_t i = 0; i < kept_count; i++)
        arena_free(kept[i].arena);
    workspace_close(&w);
    return code;
}
