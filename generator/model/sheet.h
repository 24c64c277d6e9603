/* sheet.h -- questionnaires: content/catalog/sheets/<id>.yaml, one file an edition.
 *
 * The item set, the weights, the pass line and the treatment of items that do not apply are data:
 * editions change (2009, 2016, 2019, 2026), the code does not. */
#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

#include "base/schema.h"

struct diag;

enum answer {
    ANSWER_NONE, /* not answered: an error in a client file */
    ANSWER_YES,
    ANSWER_PARTLY,
    ANSWER_NO,
    ANSWER_UNKNOWN,
    ANSWER_NOT_APPLICABLE,
    ANSWER_COUNT
};

/* How items that do not apply count. */
enum not_applicable {
    NOT_APPLICABLE_RESCALE, /* left out; the rest is scaled to 100 */
    NOT_APPLICABLE_FULL     /* full points, as some advisers do by convention */
};

/* SCORED: weights and 100 points. CHECKLIST: counts the yes (the organisational list). */
enum sheet_kind { SHEET_SCORED, SHEET_CHECKLIST };

/* Who usually does it. */
enum doer { DOER_CLIENT, DOER_VENDOR, DOER_BOTH };

struct sheet_item {
    const struct yaml_node *node;
    struct text number;   /* "1", "1-2": unique in the sheet */
    struct text topic;    /* what it is about, the same word in every edition ("backup"); may be
                             absent on a checklist */
    struct text category; /* id */
    struct text title;    /* short: 12 signs or so */
    struct text question; /* 「…などのように、…していますか。」: an aim and an example */
    struct text aim; /* why it is asked */
    struct text example;
    struct text if_no;      /* what a "no" means for the firm */
    struct text first_step; /* what can be done today */
    int doer;               /* enum doer */
    int64_t priority;       /* 1 later .. 3 first: our own judgement, see the sheet file */
    bool yes_no;            /* partly and unknown are not on this sheet (2009: 21–25) */
};

struct sheet_category {
    const struct yaml_node *node;
    struct text id;
    struct text name;
};

struct sheet_band {
    const struct yaml_node *node;
    int64_t from; /* lowest total of the band */
    struct text name;
    struct text text;
};

struct sheet_points {
    int64_t yes, partly, no, unknown;
};

struct sheet {
    const struct yaml_node *node;
    struct text id;
    struct text name;
    struct text edition;
    struct text note;   /* how to answer; printed on the sheet */
    struct text source; /* id in sources.yaml; checked by catalog.c */
    int kind;           /* enum sheet_kind */
    int not_applicable; /* enum not_applicable */
    int64_t pass;       /* of 100 */
    struct sheet_points points;
    struct schema_list bands;      /* struct sheet_band, from high to low */
    struct schema_list categories; /* struct sheet_category, in the order of printing */
    struct schema_list items;      /* struct sheet_item, in the order of asking */
};

/* Reads all of `folder` (*.yaml) into `*count` sheets. Mistakes go to `d`; a sheet with mistakes is
 * left out. Never NULL. */
const struct sheet *sheets_load(struct arena *a, const char *folder, size_t *count, struct diag *d);

/* Index of the item called `number`, or SIZE_MAX. */
size_t sheet_item_index(const struct sheet *sheet, struct text number);

/* Index of the item about `topic`, or SIZE_MAX. */
size_t sheet_topic_index(const struct sheet *sheet, struct text topic);

/* The words of client files ("yes", "partly", "no", "unknown") and of paper (実施している, …). */
enum answer answer_parse(struct text word);
const char *answer_word(enum answer answer);
const char *answer_label(enum answer answer);

/* Points of `answer` before rescaling; *counts is false when the item does not enter the total. */
int64_t sheet_points_of(const struct sheet *sheet, enum answer answer, bool *counts);

#endif
