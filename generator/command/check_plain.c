#include "command/check_plain.h"

#include <stdio.h>

#include "base/arena.h"
#include "guide/guide.h"
#include "merge/compose.h"
#include "model/catalog.h"
#include "plain/gate.h"

/* Every spelling the glossary explains. */
static const struct text *glossary_spellings(struct arena *a, const struct catalog *catalog,
                                             size_t *count)
{
    struct text *all = NULL;
    const struct term *terms = catalog->terms.items;
    for (size_t i = 0; i < catalog->terms.count; i++) {
        *(struct text *)arena_push(a, &all, count, sizeof *all) = terms[i].term;
        const struct text *also = terms[i].also.items;
        for (size_t k = 0; k < terms[i].also.count; k++)
            *(struct text *)arena_push(a, &all, count, sizeof *all) = also[k];
    }
    return all;
}

static void print_scores(const struct plain_document *document, const char *name,
                         const struct options *options)
{
    const struct readability *total = &document->total;
    if (total->sentences == 0)
        return;
    double sentences = (double)total->sentences;
    double mean = plain_mean_score(document) / 10.0;
    double length = (double)total->signs / sentences;
    double share = 100.0 * (double)document->long_sentences / sentences;
    int wanted = (int)document->rules->sentence.wanted;
    if (options->language == LANGUAGE_JA)
        printf("読みやすさ %s: "
               "平均%.1f点・最低%.1f点（%.*s）・%zu文・1文%.1f字・%d字をこえる文%.1f%%\n",
               name, mean, document->lowest / 10.0, (int)document->lowest_path.size,
               document->lowest_path.ptr, total->sentences, length, wanted, share);
    else
        printf("readability of %s: mean %.1f, lowest %.1f (%.*s), %zu sentences of %.1f signs, "
               "%.1f%% over %d\n",
               name, mean, document->lowest / 10.0, (int)document->lowest_path.size,
               document->lowest_path.ptr, total->sentences, length, share, wanted);
}

/* Documents with a list of words explain their terms there. */
static bool lists_words(const struct recipe *recipe)
{
    for (size_t i = 0; i < recipe->path_count; i++) {
        if (text_is(recipe->paths[i], "words"))
            return true;
    }
    return false;
}

static void check_recipe(struct workspace *w, const struct plain_rules *rules,
                         const struct recipe *recipe, bool *used, const struct options *options)
{
    struct plain_document document = plain_document_new(w->arena, rules, lists_words(recipe), used);
    for (size_t i = 0; i < recipe->chapter_names.count; i++)
        plain_check_chapter(&document, recipe->chapters[i]->source->path,
                            recipe->chapters[i]->blocks, &w->diag);
    print_scores(&document, text_string(w->arena, recipe->name), options);
}

/* The guidebook links each term to its glossary. */
static void check_chapters(struct workspace *w, const struct guide *guide,
                           const struct plain_rules *rules, bool *used,
                           const struct options *options)
{
    struct plain_document document = plain_document_new(w->arena, rules, true, used);
    for (size_t i = 0; i < guide->chapter_count; i++)
        plain_check_chapter(&document, guide->chapters[i].path, guide->chapters[i].blocks,
                            &w->diag);
    print_scores(&document, "guide", options);
}

void check_plain(struct workspace *w, const struct options *options, const struct guide *guide)
{
    size_t term_count = 0;
    const struct text *terms = glossary_spellings(w->arena, w->catalog, &term_count);
    const struct plain_rules *rules =
        plain_rules_load(w->arena, options->content, terms, term_count, &w->diag);
    if (!rules)
        return;
    bool *used = arena_array(w->arena, rules->exceptions.count, sizeof *used);
    const struct recipe *recipes = w->recipes->list.items;
    for (size_t i = 0; i < w->recipes->list.count; i++)
        check_recipe(w, rules, &recipes[i], used, options);
    if (guide)
        check_chapters(w, guide, rules, used, options);
    struct plain_document catalog = plain_document_new(w->arena, rules, true, used);
    plain_check_catalog(&catalog, options->content, &w->diag);
    print_scores(&catalog, "catalog", options);
    plain_check_exceptions(rules, used, &w->diag);
}
