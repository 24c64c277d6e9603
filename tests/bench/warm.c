/* warm.c -- what one more client costs a process that has read everything else already.
 *
 *     warm ROUNDS CLIENT…
 *
 * Reads the content once, makes all documents of every client ROUNDS times (files are not written)
 * and prints the CPU time of each stage: first for the opening, then per client on average. "new"
 * are the first round's clients but for three that warm the caches: what a batch sees. "again" are
 * the later rounds, in which not only the chapters but also the clients' own texts are known. */
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

enum { WARMING = 3 };

enum stage {
    STAGE_CLIENT,
    STAGE_MODEL,
    STAGE_DATA,
    STAGE_MERGE,
    STAGE_LAYOUT,
    STAGE_PDF,
    STAGE_HTML,
    STAGE_COUNT
};

static const char *const stage_names[] = {
    [STAGE_CLIENT] = "client", [STAGE_MODEL] = "model",   [STAGE_DATA] = "data",
    [STAGE_MERGE] = "merge",   [STAGE_LAYOUT] = "layout", [STAGE_PDF] = "pdf",
    [STAGE_HTML] = "html",
};

/* Sums of one round. */
struct tally {
    int64_t stages[STAGE_COUNT]; /* ns of CPU */
    size_t pages, pdf_bytes, html_bytes, arena_bytes;
    int64_t last; /* the clock at the end of the stage before */
};

static int64_t read_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void end_stage(struct tally *tally, enum stage stage)
{
    int64_t now = read_clock();
    tally->stages[stage] += now - tally->last;
    tally->last = now;
}

static void make_document(struct arena *a, const struct workspace *w, struct diag *d,
                          const struct document *document, struct tally *tally)
{
    struct buffer bytes = {0};
    const struct pages *pages = layout_document(a, document, w->theme, &w->tools, d);
    end_stage(tally, STAGE_LAYOUT);
    if (pages && pdf_write(a, pages, w->pdf_fonts, &bytes, d))
        tally->pages += pages->page_count;
    tally->pdf_bytes += bytes.size;
    end_stage(tally, STAGE_PDF);
    buffer_clear(&bytes);
    html_write(a, document, w->shell, w->style, w->theme, &bytes, d);
    tally->html_bytes += bytes.size;
    buffer_free(&bytes);
    end_stage(tally, STAGE_HTML);
}

static void make_client(const struct workspace *w, const char *path, struct tally *tally)
{
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    tally->last = read_clock();
    const struct client *client = workspace_client(a, w, path, &d);
    end_stage(tally, STAGE_CLIENT);
    const struct report *report = client ? report_make(a, w->catalog, client) : NULL;
    end_stage(tally, STAGE_MODEL);
    struct value *data = report ? compose_data(a, w->recipes, report) : NULL;
    end_stage(tally, STAGE_DATA);
    const struct recipe *list = w->recipes->list.items;
    for (size_t i = 0; data && i < w->recipes->list.count; i++) {
        const struct document *document = compose_document(a, &list[i], report, data, &d);
        end_stage(tally, STAGE_MERGE);
        if (document)
            make_document(a, w, &d, document, tally);
    }
    if (d.errors > 0)
        fprintf(stderr, "warm: %s has %zu errors\n", path, (size_t)d.errors);
    tally->arena_bytes += arena_used(a);
    arena_free(a);
    end_stage(tally, STAGE_CLIENT); /* the freeing belongs to the client */
}

static void print_tally(const char *name, const struct tally *tally, size_t clients)
{
    int64_t sum = 0;
    printf("%-7s", name);
    for (size_t i = 0; i < STAGE_COUNT; i++) {
        printf(" %s %.3f", stage_names[i], (double)tally->stages[i] / 1e6 / (double)clients);
        sum += tally->stages[i];
    }
    printf(" | sum %.3f ms, %zu pages, pdf %zu KB, html %zu KB, arena %zu KB\n",
           (double)sum / 1e6 / (double)clients, tally->pages / clients,
           tally->pdf_bytes / clients / 1024, tally->html_bytes / clients / 1024,
           tally->arena_bytes / clients / 1024);
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (rounds == 0) {
        fputs("usage: warm ROUNDS CLIENT…\n", stderr);
        return EXIT_SYSTEM;
    }
    heap_prepare();
    struct options options = {.content = "content", .templates = "templates", .fonts = "fonts"};
    struct workspace w;
    int64_t before = read_clock();
    if (!workspace_open(&w, &options, NEED_PAPER | NEED_SCREEN)) {
        workspace_report(&w.diag, &options);
        return EXIT_INPUT_WRONG;
    }
    printf("opening %.3f ms\n", (double)(read_clock() - before) / 1e6);
    size_t clients = (size_t)argc - 2;
    struct tally start = {0};
    struct tally fresh = {0};
    struct tally again = {0};
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < clients; i++)
            make_client(&w, argv[2 + i], round > 0 ? &again : i < WARMING ? &start : &fresh);
    }
    print_tally("start", &start, clients < WARMING ? clients : WARMING);
    if (clients > WARMING)
        print_tally("new", &fresh, clients - WARMING);
    if (rounds > 1)
        print_tally("again", &again, clients * (rounds - 1));
    workspace_close(&w);
    return EXIT_DONE;
}
