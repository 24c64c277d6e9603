#include "plain/gate.h"

#include "base/arena.h"
#include "base/diag.h"
#include "plain/passage.h"
#include "plain/words.h"

enum { CATALOG_LIMIT = 4 * 1024 * 1024, SHOWN_SIGNS = 24 };

struct plain_document plain_document_new(struct arena *a, const struct plain_rules *rules,
                                         bool explains, bool *used)
{
    return (struct plain_document){.arena = a, .rules = rules, .explains = explains, .used = used};
}

/* Is there an exception for `rule` here? `said` is the sentence or word complained about. */
static bool excepted(struct plain_document *document, enum message rule, struct span span,
                     struct text said)
{
    const struct plain_exception *list = document->rules->exceptions.items;
    for (size_t i = 0; i < document->rules->exceptions.count; i++) {
        const char *file = text_string(document->arena, list[i].file);
        const char *words = text_string(document->arena, list[i].text);
        if (text_is(list[i].rule, message_of(rule)->id) && span.source &&
            text_ends(span.source->path, file) && text_find(said, words, 0) != SIZE_MAX) {
            document->used[i] = true;
            return true;
        }
    }
    return false;
}

/* The beginning of a sentence, for a message. */
static struct text shown(struct arena *a, struct text said)
{
    size_t at = 0;
    for (int signs = 0; at < said.size && signs < SHOWN_SIGNS; signs++)
        text_next(said, &at);
    return text_format(a, "%.*s%s", (int)at, said.ptr, at < said.size ? "…" : "");
}

static void check_length(struct plain_document *document, const struct passage *passage,
                         const struct sentence *sentence, struct diag *d)
{
    const struct plain_rules *rules = document->rules;
    document->long_sentences += (int64_t)sentence->length > rules->sentence.wanted;
    if ((int64_t)sentence->length <= rules->sentence.most)
        return;
    struct text said = text_slice(passage->text, sentence->start, sentence->end);
    struct span span = passage_span(passage, sentence->start, sentence->end);
    if (excepted(document, MSG_PLAIN_SENTENCE, span, said))
        return;
    struct text words = shown(d->arena, said);
    diag_add(d, MSG_PLAIN_SENTENCE, span, "%zu > %lld: %.*s", sentence->length,
             (long long)rules->sentence.most, (int)words.size, words.ptr);
}

static void check_negation(struct plain_document *document, const struct passage *passage,
                           const struct sentence *sentence, struct diag *d)
{
    struct text said = text_slice(passage->text, sentence->start, sentence->end);
    const struct text *list = document->rules->double_negation.items;
    for (size_t i = 0; i < document->rules->double_negation.count; i++) {
        size_t at = text_find(said, text_string(document->arena, list[i]), 0);
        if (at == SIZE_MAX)
            continue;
        size_t start = sentence->start + at;
        struct span span = passage_span(passage, start, start + list[i].size);
        if (!excepted(document, MSG_PLAIN_NEGATION, span, said))
            diag_add(d, MSG_PLAIN_NEGATION, span, "%.*s", (int)list[i].size, list[i].ptr);
    }
}

static void check_katakana(struct plain_document *document, const struct passage *passage,
                           const struct sentence *sentence, struct diag *d)
{
    const struct plain_rules *rules = document->rules;
    struct text said = text_slice(passage->text, sentence->start, sentence->end);
    struct readability letters = {0};
    readability_add(&letters, said);
    int64_t share = (int64_t)(letters.run_signs[LETTER_KATAKANA] * 100 / letters.signs);
    if ((int64_t)sentence->length < rules->katakana.signs || share <= rules->katakana.share)
        return;
    struct span span = passage_span(passage, sentence->start, sentence->end);
    if (excepted(document, MSG_PLAIN_KATAKANA, span, said))
        return;
    struct text words = shown(d->arena, said);
    diag_add(d, MSG_PLAIN_KATAKANA, span, "%lld%% > %lld%%: %.*s", (long long)share,
             (long long)rules->katakana.share, (int)words.size, words.ptr);
}

/* Signs of `run` that belong to proper names. */
static size_t name_signs(const struct plain_rules *rules, struct arena *a, struct text run)
{
    size_t longest = 0;
    const struct text *names = rules->names.items;
    for (size_t i = 0; i < rules->names.count; i++) {
        size_t length = text_length(names[i]);
        if (length > longest && text_find(run, text_string(a, names[i]), 0) != SIZE_MAX)
            longest = length;
    }
    return longest;
}

static void check_kanji(struct plain_document *document, const struct passage *passage,
                        struct diag *d)
{
    struct letter_run run;
    for (size_t at = 0; letter_run_next(passage->text, &at, &run);) {
        if (run.kind != LETTER_KANJI || (int64_t)run.length <= document->rules->kanji_run)
            continue;
        struct text said = text_slice(passage->text, run.start, run.end);
        size_t rest = run.length - name_signs(document->rules, document->arena, said);
        struct span span = passage_span(passage, run.start, run.end);
        if ((int64_t)rest > document->rules->kanji_run &&
            !excepted(document, MSG_PLAIN_KANJI, span, said))
            diag_add(d, MSG_PLAIN_KANJI, span, "%zu > %lld: %.*s", run.length,
                     (long long)document->rules->kanji_run, (int)said.size, said.ptr);
    }
}

static void check_words(struct plain_document *document, const struct passage *passage,
                        struct diag *d)
{
    struct unexplained word;
    for (size_t at = 0; words_next_unexplained(document, passage, &at, &word);) {
        struct span span = passage_span(passage, word.start, word.end);
        struct text said = text_slice(passage->text, word.start, word.end);
        enum message rule = word.abbreviation ? MSG_PLAIN_ABBREVIATION : MSG_PLAIN_TERM;
        if (!excepted(document, rule, span, said))
            diag_add(d, rule, span, "%.*s", (int)said.size, said.ptr);
    }
}

static void check_passage(struct plain_document *document, const struct passage *passage,
                          struct readability *sum, struct diag *d)
{
    struct sentence sentence;
    for (size_t at = 0; sentence_next(passage->text, &at, &sentence);) {
        check_length(document, passage, &sentence, d);
        check_negation(document, passage, &sentence, d);
        check_katakana(document, passage, &sentence, d);
        if (passage->kind == PASSAGE_PROSE && sentence.complete)
            readability_add(sum, text_slice(passage->text, sentence.start, sentence.end));
    }
    check_kanji(document, passage, d);
    check_words(document, passage, d);
}

static void add_score(struct plain_document *document, struct text path,
                      const struct readability *sum, struct span span, struct diag *d)
{
    const struct plain_rules *rules = document->rules;
    readability_join(&document->total, sum);
    if ((int64_t)sum->sentences < rules->score.sentences)
        return;
    int score = readability_score(sum);
    if (document->chapters == 0 || score < document->lowest) {
        document->lowest = score;
        document->lowest_path = path;
    }
    document->chapters++;
    document->score_sum += score;
    if (score < rules->score.least * 10 &&
        !excepted(document, MSG_PLAIN_SCORE, span, span.source ? span.source->text : path))
        diag_add(d, MSG_PLAIN_SCORE, span, "%d.%d < %lld", score / 10,
                 score < 0 ? -score % 10 : score % 10, (long long)rules->score.least);
}

void plain_check_chapter(struct plain_document *document, struct text path,
                         const struct block *blocks, struct diag *d)
{
    struct arena *scratch = arena_new();
    struct readability sum = {0};
    size_t count = 0;
    const struct passage *passages = passages_of(scratch, blocks, &count);
    for (size_t i = 0; i < count; i++)
        check_passage(document, &passages[i], &sum, d);
    if (count > 0)
        add_score(document, path, &sum, passage_span(&passages[0], 0, passages[0].text.size), d);
    arena_free(scratch);
}

static void check_value(struct plain_document *document, const struct yaml_node *node,
                        struct readability *sum, struct diag *d)
{
    for (size_t i = 0; node->kind == YAML_SEQUENCE && i < node->count; i++)
        check_value(document, node->items[i], sum, d);
    if (node->kind != YAML_SCALAR || node->value.size == 0)
        return;
    struct arena *scratch = arena_new();
    struct passage passage = passage_of_text(scratch, node->value, node->span);
    check_passage(document, &passage, sum, d);
    arena_free(scratch);
}

static void check_node(struct plain_document *document, const struct plain_catalog *part,
                       const struct yaml_node *node, struct readability *sum, struct diag *d)
{
    for (size_t i = 0; i < node->count; i++) {
        bool read =
            node->kind == YAML_MAPPING && schema_texts_have(&part->keys, node->keys[i]->value);
        if (read)
            check_value(document, node->items[i], sum, d);
        else
            check_node(document, part, node->items[i], sum, d);
    }
}

void plain_check_catalog(struct plain_document *document, const char *content, struct diag *d)
{
    const struct plain_catalog *parts = document->rules->catalog.items;
    for (size_t i = 0; i < document->rules->catalog.count; i++) {
        struct text path = text_format(document->arena, "%s/%.*s", content, (int)parts[i].file.size,
                                       parts[i].file.ptr);
        const struct source *source = source_load(document->arena, path.ptr, CATALOG_LIMIT, d);
        const struct yaml_node *root = source ? yaml_parse(document->arena, source, d) : NULL;
        struct readability sum = {0};
        if (root)
            check_node(document, &parts[i], root, &sum, d);
        add_score(document, path, &sum, root ? root->span : (struct span){0}, d);
    }
}

int plain_mean_score(const struct plain_document *document)
{
    return document->chapters ? (int)(document->score_sum / (int64_t)document->chapters) : 0;
}

void plain_check_exceptions(const struct plain_rules *rules, const bool *used, struct diag *d)
{
    const struct plain_exception *list = rules->exceptions.items;
    for (size_t i = 0; i < rules->exceptions.count; i++) {
        if (!used[i])
            diag_add(d, MSG_PLAIN_EXCEPTION, list[i].node->span, "%.*s %.*s: %.*s",
                     (int)list[i].file.size, list[i].file.ptr, (int)list[i].rule.size,
                     list[i].rule.ptr, (int)list[i].text.size, list[i].text.ptr);
    }
}
