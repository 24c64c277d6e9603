#include "model/client_schema.h"

#include "model/client.h"

enum { PEOPLE_MOST = 100000, RECORDS_MOST = 100000000 };
#define YEN_MOST INT64_C(1000000000000) /* 1兆円 */

const char *const TRADE_WORDS[] = {"manufacturing", "construction", "wholesale",    "retail",
                                   "transport",     "services",     "medical",      "care",
                                   "education",     "it",           "professional", "lodging",
                                   "food",          "agriculture",  "other",        NULL};
const char *const REMOTE_WORDS[] = {"none", "vpn", "rdp", "cloud", "unknown", NULL};
const char *const BACKUP_WORDS[] = {"none",  "same_machine", "onsite",  "offline",
                                    "cloud", "both",         "unknown", NULL};
const char *const WEBSITE_WORDS[] = {"none", "hosted", "own", "shop", NULL};
const char *const CONTRACT_WORDS[] = {"none", "spot", "standard", "full", "package", NULL};
static const char *const LEVELS[] = {"contact", "purchase", "card", "health", "income", NULL};

static const struct schema_field IT_FIELDS[] = {
    {.key = "pcs",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct client_it, pcs),
     .min = 0,
     .max = PEOPLE_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "notebooks",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct client_it, notebooks),
     .min = 0,
     .max = PEOPLE_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "servers",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct client_it, servers),
     .min = 0,
     .max = PEOPLE_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "remote_access",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct client_it, remote_access),
     .words = REMOTE_WORDS,
     .fallback = REMOTE_UNKNOWN},
    {.key = "website",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct client_it, website),
     .words = WEBSITE_WORDS,
     .fallback = WEBSITE_NONE},
    {.key = "backup",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct client_it, backup),
     .words = BACKUP_WORDS,
     .fallback = BACKUP_UNKNOWN},
    {.key = "cloud", .kind = SCHEMA_TEXTS, .offset = offsetof(struct client_it, cloud), .max = 40},
};
static const struct schema IT = {.name = "client.it",
                                 .fields = IT_FIELDS,
                                 .field_count = sizeof IT_FIELDS / sizeof *IT_FIELDS,
                                 .size = sizeof(struct client_it),
                                 .node_offset = SIZE_MAX};

static const struct schema_field RECORDS_FIELDS[] = {
    {.key = "kind",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client_records, kind),
     .required = true,
     .max = 40},
    {.key = "level",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct client_records, level),
     .required = true,
     .words = LEVELS},
    {.key = "count",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct client_records, count),
     .required = true,
     .min = 0,
     .max = RECORDS_MOST},
};
static const struct schema RECORDS = {.name = "client.records",
                                      .fields = RECORDS_FIELDS,
                                      .field_count = sizeof RECORDS_FIELDS / sizeof *RECORDS_FIELDS,
                                      .size = sizeof(struct client_records),
                                      .node_offset = SIZE_MAX};

static const struct schema_field DUTY_FIELDS[] = {
    {.key = "task",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct client_duty, task),
     .required = true},
    {.key = "lead",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct client_duty, lead),
     .required = true},
};
static const struct schema DUTY = {.name = "client.duty",
                                   .fields = DUTY_FIELDS,
                                   .field_count = sizeof DUTY_FIELDS / sizeof *DUTY_FIELDS,
                                   .size = sizeof(struct client_duty),
                                   .node_offset = SIZE_MAX};

static const struct schema_field CONTRACT_FIELDS[] = {
    {.key = "kind",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct client_contract, kind),
     .required = true,
     .words = CONTRACT_WORDS},
    {.key = "deviations",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct client_contract, deviations),
     .of = &DUTY},
};
static const struct schema CONTRACT = {.name = "client.contract",
                                       .fields = CONTRACT_FIELDS,
                                       .field_count =
                                           sizeof CONTRACT_FIELDS / sizeof *CONTRACT_FIELDS,
                                       .size = sizeof(struct client_contract),
                                       .node_offset = SIZE_MAX};

static const struct schema_field ACTION_FIELDS[] = {
    {.key = "stars",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct client_action, stars),
     .required = true,
     .min = 0,
     .max = 2},
    {.key = "declared", .kind = SCHEMA_DATE, .offset = offsetof(struct client_action, declared)},
    {.key = "policy_published",
     .kind = SCHEMA_BOOL,
     .offset = offsetof(struct client_action, policy_published)},
};
static const struct schema ACTION = {.name = "client.security_action",
                                     .fields = ACTION_FIELDS,
                                     .field_count = sizeof ACTION_FIELDS / sizeof *ACTION_FIELDS,
                                     .size = sizeof(struct client_action),
                                     .node_offset = SIZE_MAX};

static const struct schema_field ASSESSMENT_FIELDS[] = {
    {.key = "date",
     .kind = SCHEMA_DATE,
     .offset = offsetof(struct assessment, date),
     .required = true},
    {.key = "sheet",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct assessment, sheet_id),
     .required = true},
    {.key = "by", .kind = SCHEMA_TEXT, .offset = offsetof(struct assessment, by), .max = 60},
    {.key = "answers",
     .kind = SCHEMA_NODE,
     .offset = offsetof(struct assessment, answers_node),
     .required = true},
};
static const struct schema ASSESSMENT = {.name = "client.assessments",
                                         .fields = ASSESSMENT_FIELDS,
                                         .field_count =
                                             sizeof ASSESSMENT_FIELDS / sizeof *ASSESSMENT_FIELDS,
                                         .size = sizeof(struct assessment),
                                         .node_offset = offsetof(struct assessment, node)};

static const struct schema_field RISK_FIELDS[] = {
    {.key = "what",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client_risk, what),
     .required = true,
     .max = 120},
    {.key = "who",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client_risk, who),
     .required = true,
     .max = 60},
    {.key = "date",
     .kind = SCHEMA_DATE,
     .offset = offsetof(struct client_risk, date),
     .required = true},
};
static const struct schema RISK = {.name = "client.accepted_risks",
                                   .fields = RISK_FIELDS,
                                   .field_count = sizeof RISK_FIELDS / sizeof *RISK_FIELDS,
                                   .size = sizeof(struct client_risk),
                                   .node_offset = SIZE_MAX};

static const struct schema_field VISIT_FIELDS[] = {
    {.key = "date",
     .kind = SCHEMA_DATE,
     .offset = offsetof(struct client_visit, date),
     .required = true},
    {.key = "what",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client_visit, what),
     .required = true,
     .max = 120},
};
static const struct schema VISIT = {.name = "client.visits",
                                    .fields = VISIT_FIELDS,
                                    .field_count = sizeof VISIT_FIELDS / sizeof *VISIT_FIELDS,
                                    .size = sizeof(struct client_visit),
                                    .node_offset = SIZE_MAX};

static const struct schema_field CLIENT_FIELDS[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct client, id), .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client, name),
     .required = true,
     .max = 80},
    {.key = "honorific",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client, honorific),
     .max = 8},
    {.key = "fictional", .kind = SCHEMA_BOOL, .offset = offsetof(struct client, fictional)},
    {.key = "trade",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct client, trade),
     .required = true,
     .words = TRADE_WORDS},
    {.key = "business",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client, business),
     .required = true,
     .max = 60},
    {.key = "employees",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct client, employees),
     .required = true,
     .min = 1,
     .max = PEOPLE_MOST},
    {.key = "region", .kind = SCHEMA_TEXT, .offset = offsetof(struct client, region), .max = 40},
    {.key = "yearly_sales",
     .kind = SCHEMA_YEN,
     .offset = offsetof(struct client, yearly_sales),
     .min = 0,
     .max = YEN_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "gross_profit_per_day",
     .kind = SCHEMA_YEN,
     .offset = offsetof(struct client, gross_profit_per_day),
     .min = 0,
     .max = YEN_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "contact", .kind = SCHEMA_TEXT, .offset = offsetof(struct client, contact), .max = 60},
    {.key = "it",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct client, it),
     .required = true,
     .of = &IT},
    {.key = "records",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct client, records),
     .of = &RECORDS},
    {.key = "contract",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct client, contract),
     .required = true,
     .of = &CONTRACT},
    {.key = "beliefs",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct client, beliefs),
     .of = &DUTY},
    {.key = "security_action",
     .kind = SCHEMA_STRUCT,
     .offset = offsetof(struct client, security_action),
     .of = &ACTION},
    {.key = "assessments",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct client, assessment_list),
     .required = true,
     .of = &ASSESSMENT},
    {.key = "money_per_year",
     .kind = SCHEMA_YEN,
     .offset = offsetof(struct client, money_per_year),
     .min = 0,
     .max = YEN_MOST,
     .fallback = SCHEMA_ABSENT},
    {.key = "chosen", .kind = SCHEMA_TEXTS, .offset = offsetof(struct client, chosen), .max = 60},
    {.key = "refused", .kind = SCHEMA_TEXTS, .offset = offsetof(struct client, refused), .max = 60},
    {.key = "accepted_risks",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct client, accepted_risks),
     .of = &RISK},
    {.key = "visits", .kind = SCHEMA_LIST, .offset = offsetof(struct client, visits), .of = &VISIT},
    {.key = "meeting", .kind = SCHEMA_DATE, .offset = offsetof(struct client, meeting)},
    {.key = "document_number",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client, document_number),
     .max = 30},
    {.key = "aliases", .kind = SCHEMA_TEXTS, .offset = offsetof(struct client, aliases), .max = 80},
    {.key = "reading", .kind = SCHEMA_TEXT, .offset = offsetof(struct client, reading), .max = 80},
    {.key = "mail_domains",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct client, mail_domains),
     .max = 253},
    {.key = "mentions",
     .kind = SCHEMA_TEXTS,
     .offset = offsetof(struct client, mentions),
     .max = 80},
    {.key = "notes",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct client, notes),
     .multiline = true,
     .max = 4000},
};
static const struct schema CLIENT = {.name = "client",
                                     .fields = CLIENT_FIELDS,
                                     .field_count = sizeof CLIENT_FIELDS / sizeof *CLIENT_FIELDS,
                                     .size = sizeof(struct client),
                                     .node_offset = offsetof(struct client, node)};

const struct schema *client_schema(void)
{
    return &CLIENT;
}

bool trade_parse(struct text word, enum trade *trade)
{
    for (int i = 0; TRADE_WORDS[i]; i++) {
        if (!text_is(word, TRADE_WORDS[i]))
            continue;
        *trade = (enum trade)i;
        return true;
    }
    return false;
}

/* Labels: in the order of the enumerations. */

const char *trade_label(enum trade trade)
{
    static const char *const LABELS[] = {[TRADE_MANUFACTURING] = "製造業",
                                         [TRADE_CONSTRUCTION] = "建設業",
                                         [TRADE_WHOLESALE] = "卸売業",
                                         [TRADE_RETAIL] = "小売業",
                                         [TRADE_TRANSPORT] = "運送業",
                                         [TRADE_SERVICES] = "サービス業",
                                         [TRADE_MEDICAL] = "医療",
                                         [TRADE_CARE] = "介護・福祉",
                                         [TRADE_EDUCATION] = "教育",
                                         [TRADE_IT] = "情報サービス業",
                                         [TRADE_PROFESSIONAL] = "専門サービス業",
                                         [TRADE_LODGING] = "宿泊業",
                                         [TRADE_FOOD] = "飲食業",
                                         [TRADE_AGRICULTURE] = "農林水産業",
                                         [TRADE_OTHER] = "その他の業種"};
    return LABELS[trade];
}

const char *contract_label(enum contract_kind kind)
{
    static const char *const LABELS[] = {[CONTRACT_NONE] = "保守契約なし",
                                         [CONTRACT_SPOT] = "その都度のご依頼",
                                         [CONTRACT_STANDARD] = "標準の保守契約",
                                         [CONTRACT_FULL] = "全面サポート契約",
                                         [CONTRACT_PACKAGE] = "見守りパック契約"};
    return LABELS[kind];
}

const char *backup_label(enum backup_kind kind)
{
    static const char *const LABELS[] = {[BACKUP_NONE] = "取っていない",
                                         [BACKUP_SAME_MACHINE] = "同じパソコンの中だけ",
                                         [BACKUP_ONSITE] = "社内の機器（つないだまま）",
                                         [BACKUP_OFFLINE] = "社内と、切り離した保管",
                                         [BACKUP_CLOUD] = "クラウド",
                                         [BACKUP_BOTH] = "社内とクラウド",
                                         [BACKUP_UNKNOWN] = "わからない"};
    return LABELS[kind];
}

const char *remote_label(enum remote_access kind)
{
    static const char *const LABELS[] = {[REMOTE_NONE] = "使っていない",
                                         [REMOTE_VPN] = "VPN（社外からの専用の入口）",
                                         [REMOTE_RDP] = "遠隔操作（リモートデスクトップ）",
                                         [REMOTE_CLOUD] = "クラウドだけ",
                                         [REMOTE_UNKNOWN] = "わからない"};
    return LABELS[kind];
}

const char *website_label(enum website_kind kind)
{
    static const char *const LABELS[] = {[WEBSITE_NONE] = "なし",
                                         [WEBSITE_HOSTED] = "あり（業者まかせ）",
                                         [WEBSITE_OWN] = "あり（自社で更新）",
                                         [WEBSITE_SHOP] = "あり（通信販売）"};
    return LABELS[kind];
}
