/* catalog.h -- what the model knows: content/catalog/ and content/vendor.yaml, read once a run. */
#ifndef MODEL_CATALOG_H
#define MODEL_CATALOG_H

#include "base/quantity.h"
#include "model/sheet.h"

struct beside;
struct case_catalog;
struct diag;
struct risk_catalog;
struct duties;
struct measures;
struct obstacles;
struct peers;
struct surveys;

/* How far a figure was checked (content/catalog/sources.yaml). */
enum certainty { CERTAINTY_PRIMARY, CERTAINTY_SECONDARY };

struct source_entry {
    const struct yaml_node *node;
    struct text id;
    struct text title;
    struct text publisher;
    struct text published; /* year or date in words */
    struct text sample;    /* n and conditions; absent = not a survey */
    struct text address;
    int certainty; /* enum certainty */
    struct date checked;
};

/* A published figure for one item of one sheet: share of firms that do it, at least partly. */
struct statistic {
    const struct yaml_node *node;
    struct text id;
    struct text sheet;
    struct text item;
    int64_t percent; /* thousandths: 73.0 -> 73000 */
    struct text meaning;
    struct text source;
};

struct term {
    const struct yaml_node *node;
    struct text term;
    struct text reading;
    struct text text;
    struct schema_list also; /* struct text: other spellings */
};

/* A condition of SECURITY ACTION. With `item` the answer decides; otherwise `fact` does. */
enum action_fact { FACT_NONE, FACT_SELF_CHECK_DONE, FACT_POLICY_PUBLISHED };
struct action_condition {
    const struct yaml_node *node;
    int64_t stars; /* 1, 2 */
    struct text title;
    struct text text;  /* what to do */
    struct text sheet; /* absent = no item */
    struct text item;
    int fact;
};

struct security_action {
    struct text source;
    struct text note;
    struct schema_list conditions; /* struct action_condition */
};

struct vendor {
    const struct yaml_node *node;
    struct text name;
    struct text reading; /* of the name, in hiragana; absent = not given, and never guessed */
    struct text department;
    struct text person;
    struct text person_reading;
    struct text phone;
    struct text emergency; /* emergency number */
    struct text hours;
    struct text email;
    struct text address;
    bool fictional;
    struct schema_list prices; /* struct measure_price: the vendor's own, over the catalogue's */
};

struct catalog {
    const struct risk_catalog *risks; /* risks.yaml */
    const struct sheet *sheets;
    size_t sheet_count;
    struct schema_list sources;    /* struct source_entry, in the order of the file */
    struct schema_list statistics; /* struct statistic */
    struct schema_list terms;      /* struct term */
    struct security_action action;
    struct vendor vendor;
    const struct case_catalog *cases;
    const struct measures *measures;
    const struct obstacles *obstacles; /* and the public programmes */
    const struct duties *duties;       /* tasks and contracts */
    const struct surveys *surveys;     /* for the charts of the guide */
    const struct peers *peers;         /* --peers, anonymous; NULL = not asked for */
};

/* Reads everything below `content`. Mistakes go to `d`, also references that lead nowhere; NULL
 * when there was an error. */
const struct catalog *catalog_load(struct arena *a, const char *content, struct diag *d);

/* The same, with `beside` for a part of it, behind what that was given before. Joins `beside`. */
const struct catalog *catalog_load_beside(struct arena *a, const char *content,
                                          struct beside *beside, struct diag *d);

const struct sheet *catalog_sheet(const struct catalog *catalog, struct text id);
const struct source_entry *catalog_source(const struct catalog *catalog, struct text id);

#endif
