/* gate.h -- is it plain Japanese? Complains where a chapter is not, at the place of the fault.
 *
 * The rules follow the state's advice on official writing (文化審議会「公用文作成の考え方」2022:
 * sentences of up to 50 or 60 signs, no double negation, terms explained) and are set in
 * content/plain.yaml. */
#ifndef PLAIN_GATE_H
#define PLAIN_GATE_H

#include "plain/readability.h"
#include "plain/rules.h"

struct block;

/* One document while its chapters are read in order: what has been explained so far, and sums. */
struct plain_document {
    struct arena *arena; /* for the lists here */
    const struct plain_rules *rules;
    bool explains;          /* glossary terms are explained by links or a list of words */
    struct text *explained; /* words explained in passing */
    size_t explained_count;
    struct readability total;
    size_t long_sentences; /* over sentence.wanted */
    size_t chapters;       /* with a score */
    int64_t score_sum;     /* tenths */
    int lowest;            /* tenths, of the chapter `lowest_path` */
    struct text lowest_path;
    bool *used; /* one per exception of the rules */
};

/* A document whose lists live in `a`. `used` marks exceptions that were needed; it has one flag an
 * exception and may be shared by several documents. */
struct plain_document plain_document_new(struct arena *a, const struct plain_rules *rules,
                                         bool explains, bool *used);

/* Reads one chapter; complaints go to `d`. `path` names it in the sums. */
void plain_check_chapter(struct plain_document *document, struct text path,
                         const struct block *blocks, struct diag *d);

/* Reads the catalogue's texts that the rules name, below `content`. */
void plain_check_catalog(struct plain_document *document, const char *content, struct diag *d);

/* Mean score of the document's chapters in tenths; 0 when none had enough sentences. */
int plain_mean_score(const struct plain_document *document);

/* Complains about exceptions that nothing needed, so that the list does not rot. */
void plain_check_exceptions(const struct plain_rules *rules, const bool *used, struct diag *d);

#endif
