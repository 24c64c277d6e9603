/* explain.c -- `explain CLIENT [FIGURE…|--all]`: how a printed figure was
 * computed, step by step.
 *
 * Without a figure it lists the ids of all figures with their values. */
#include <stdio.h>

#include "base/arena.h"
#include "command/workspace.h"
#include "model/catalog.h"
#include "model/explain.h"
#include "model/report.h"

static void put(struct text text)
{
    fwrite(text.ptr, 1, text.size, stdout);
}

static void print_sources(const struct catalog *catalog, const struct origin *origin)
{
    const struct text *ids = origin->sources.items;
    for (size_t i = 0; i < origin->sources.count; i++) {
        const struct source_entry *source = catalog_source(catalog, ids[i]);
        printf("     出典: ");
        if (source) {
            put(source->publisher);
            printf("「");
            put(source->title);
            printf("」");
        } else {
            put(ids[i]);
        }
        printf("\n");
    }
    if (!origin->reason.ptr)
        return;
    printf("     %s: ", origin->assumption ? "仮定" : "説明");
    put(origin->reason);
    printf("\n");
}

static void print_steps(const struct catalog *catalog, const struct explanation *x)
{
    put(x->id);
    printf("　");
    put(x->title);
    printf("\n");
    for (size_t i = 0; i < x->step_count; i++) {
        const struct explain_step *step = &x->steps[i];
        printf("%3zu. ", i + 1);
        put(step->title);
        printf(": ");
        put(step->formula);
        if (step->result.ptr && !text_equal(step->result, step->formula)) {
            printf(" = ");
            put(step->result);
        }
        printf("\n");
        if (step->origin)
            print_sources(catalog, step->origin);
    }
    printf("  → ");
    put(x->value);
    printf("\n\n");
}

static void print_list(const struct explanations *all)
{
    for (size_t i = 0; i < all->count; i++) {
        put(all->items[i].id);
        printf("\t");
        put(all->items[i].value);
        printf("\t");
        put(all->items[i].title);
        printf("\n");
    }
}

/* The figure as its id, or complains with a near match. False when there is
 * none. */
static bool print_figure(struct arena *a, const struct catalog *catalog,
                         const struct explanations *all, struct text id, enum language language)
{
    const struct explanation *x = explain_find(all, id);
    if (x) {
        print_steps(catalog, x);
        return true;
    }
    struct text *names = arena_array(a, all->count, sizeof *names);
    for (size_t i = 0; i < all->count; i++)
        names[i] = all->items[i].id;
    struct text near = diag_nearest(id, names, all->count);
    fprintf(stderr, "mamorigami: %s: %.*s\n",
            language == LANGUAGE_JA ? "この数字はありません" : "no such figure", (int)id.size,
            id.ptr);
    if (near.ptr)
        fprintf(stderr, "  %s: %.*s\n", phrase_of(PHRASE_NEAR, language), (int)near.size, near.ptr);
    return false;
}

static enum exit_code explain_client(struct workspace *w, const struct options *options,
                                     const struct client *client)
{
    const struct report *report = report_make(w->arena, w->catalog, client);
    const struct explanations *all = explain_make(w->arena, report->damage, report->plan);
    if (options->operand_count == 1 && !options->all) {
        print_list(all);
        return EXIT_DONE;
    }
    if (options->all) {
        for (size_t i = 0; i < all->count; i++)
            print_steps(w->catalog, &all->items[i]);
    }
    enum exit_code code = EXIT_DONE;
    for (size_t i = 1; i < options->operand_count; i++) {
        struct text id = text_of(options->operands[i]);
        if (!print_figure(w->arena, w->catalog, all, id, options->language))
            code = EXIT_INPUT_WRONG;
    }
    return code;
}

enum exit_code command_explain(const struct options *options)
{
    struct workspace w;
    enum exit_code code = EXIT_INPUT_WRONG;
    bool open = workspace_open(&w, options, 0);
    const struct client *client =
        open ? workspace_client(w.arena, &w, options->operands[0], &w.diag) : NULL;
    if (client)
        code = explain_client(&w, options, client);
    workspace_report(&w.diag, options);
    workspace_close(&w);
    return code;
}
