/* client.h -- one client's file: content/clients/<id>.yaml.
 *
 * Everything here is a plain fact the vendor wrote down; nothing is computed. */
#ifndef MODEL_CLIENT_H
#define MODEL_CLIENT_H

#include "base/quantity.h"
#include "model/sheet.h"

struct answer_entry {
    enum answer answer;
    struct text reason; /* ANSWER_NOT_APPLICABLE: why; else absent */
    struct span span;
};

struct assessment {
    const struct yaml_node *node;
    struct date date;
    struct text sheet_id;
    const struct sheet *sheet;
    struct text by; /* who answered; absent = not noted */
    const struct yaml_node *answers_node;
    const struct answer_entry *answers; /* one per item of the sheet, in its order */
};

/* Words in client files, labels on paper: see client_label. */
enum trade {
    TRADE_MANUFACTURING,
    TRADE_CONSTRUCTION,
    TRADE_WHOLESALE,
    TRADE_RETAIL,
    TRADE_TRANSPORT,
    TRADE_SERVICES,
    TRADE_MEDICAL,
    TRADE_CARE,
    TRADE_EDUCATION,
    TRADE_IT,
    TRADE_PROFESSIONAL,
    TRADE_LODGING,
    TRADE_FOOD,
    TRADE_AGRICULTURE,
    TRADE_OTHER
};
enum remote_access { REMOTE_NONE, REMOTE_VPN, REMOTE_RDP, REMOTE_CLOUD, REMOTE_UNKNOWN };
enum backup_kind {
    BACKUP_NONE,
    BACKUP_SAME_MACHINE,
    BACKUP_ONSITE,
    BACKUP_OFFLINE,
    BACKUP_CLOUD,
    BACKUP_BOTH,
    BACKUP_UNKNOWN
};
enum website_kind { WEBSITE_NONE, WEBSITE_HOSTED, WEBSITE_OWN, WEBSITE_SHOP };
enum contract_kind {
    CONTRACT_NONE,
    CONTRACT_SPOT,
    CONTRACT_STANDARD,
    CONTRACT_FULL,
    CONTRACT_PACKAGE
};

struct client_it {
    int64_t pcs, notebooks, servers; /* SCHEMA_ABSENT when not known */
    int remote_access;               /* enum remote_access */
    int website;                     /* enum website_kind */
    int backup;                      /* enum backup_kind */
    struct schema_list cloud;        /* struct text: kinds of service in plain words */
};

struct client_records {
    struct text kind; /* what kind of personal or trusted data, in words */
    int level;        /* enum records_level */
    int64_t count;
};
enum records_level {
    RECORDS_CONTACT,
    RECORDS_PURCHASE,
    RECORDS_CARD,
    RECORDS_HEALTH,
    RECORDS_INCOME
};

struct client_contract {
    int kind;                      /* enum contract_kind */
    struct schema_list deviations; /* struct client_duty: what differs from the standard contract */
};

struct client_duty {
    struct text task; /* id in tasks.yaml */
    struct text lead; /* client | vendor | cloud | other | nobody */
};

struct client_visit {
    struct date date;
    struct text what;
};

struct client_risk {
    struct text what;
    struct text who;
    struct date date;
};

struct client_action {
    int64_t stars;        /* declared: 0, 1, 2 */
    struct date declared; /* year 0 = none */
    bool policy_published;
};

struct client {
    const struct yaml_node *node;
    const struct source *source;
    struct text id;
    struct text name;
    struct text honorific; /* 御中 unless written */
    bool fictional;
    int trade;            /* enum trade */
    struct text business; /* what it does, in its own words */
    int64_t employees;
    struct text region;
    int64_t yearly_sales;         /* yen, SCHEMA_ABSENT */
    int64_t gross_profit_per_day; /* yen, SCHEMA_ABSENT */
    struct text contact;          /* person in charge; absent = none named */
    struct client_it it;
    struct schema_list records; /* struct client_records */
    struct client_contract contract;
    struct schema_list beliefs; /* struct client_duty: who the client thinks leads a task */
    struct client_action security_action;
    struct schema_list assessment_list;   /* struct assessment as read */
    const struct assessment *assessments; /* those of scored sheets, oldest first */
    size_t assessment_count;              /* at least 1 */
    const struct assessment *checklist;   /* newest of a checklist sheet, or NULL */
    int64_t money_per_year;               /* yen, SCHEMA_ABSENT */
    struct schema_list chosen, refused;   /* struct text: ids in measures.yaml */
    struct schema_list accepted_risks;    /* struct client_risk */
    struct schema_list visits;            /* struct client_visit */
    struct date meeting;                  /* next meeting; year 0 = none */
    struct text document_number;          /* absent = made from id and date */
    /* Not printed, but for the reading with --ruby; to find this client's names in other clients'
     * documents, see client_names.h. */
    struct schema_list aliases;      /* struct text: short and former names */
    struct text reading;             /* of the name, in kana, best without 株式会社; absent =
                                        not noted, and never guessed */
    struct schema_list mail_domains; /* struct text: "midori.example.jp" */
    struct schema_list mentions;     /* struct text: other clients' names that may stand here */
    struct text notes;               /* the vendor's own; never printed for the client */
};

enum { CLIENT_FILE_LIMIT = 1024 * 1024 };

/* Reads and checks `path` against the sheets. Every mistake goes to `d`; NULL when there was an
 * error. */
const struct client *client_load(struct arena *a, const char *path, const struct sheet *sheets,
                                 size_t sheet_count, struct diag *d);

/* The trade a client file's word names; false when it names none. */
bool trade_parse(struct text word, enum trade *trade);

/* Labels on paper. */
const char *trade_label(enum trade trade);
const char *contract_label(enum contract_kind kind);
const char *backup_label(enum backup_kind kind);
const char *remote_label(enum remote_access kind);
const char *website_label(enum website_kind kind);

#endif
