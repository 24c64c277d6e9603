/* Who does what: the catalogue's faults, each flag by a case made by hand, and random clients. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "merge/data_duty.h"
#include "model/catalog.h"
#include "model/duty.h"

enum { LIMIT = 1024 * 1024, RANDOM_CLIENTS = 2000 };

struct world {
    struct arena *arena;
    struct diag diag;
    const struct catalog *catalog;
    const struct duties *duties;
};

static struct text whole(struct arena *a, const char *path)
{
    struct diag d = diag_new(a);
    const struct source *source = source_load(a, path, LIMIT, &d);
    assert_non_null(source);
    return source->text;
}

static void write_text(const char *path, struct text text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.size, file), text.size);
    assert_int_equal(fclose(file), 0);
}

static struct text replace(struct arena *a, struct text text, const char *from, const char *to)
{
    size_t at = text_find(text, from, 0);
    if (at == SIZE_MAX)
        fail_msg("the content no longer has: %s", from);
    size_t rest = at + text_of(from).size;
    return text_format(a, "%.*s%s%.*s", (int)at, text.ptr, to, (int)(text.size - rest),
                       text.ptr + rest);
}

/* Loads the catalogue with `from` changed to `to` in `name`; gives the first complaint. */
static struct diag load_changed(struct world *w, const char *name, const char *from, const char *to)
{
    static const char *const NAMES[] = {"tasks.yaml", "contracts.yaml"};
    char folder[] = "/tmp/mamorigami-duty-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct text catalog = text_format(w->arena, "%s/catalog", folder);
    assert_int_equal(mkdir(catalog.ptr, 0700), 0);
    struct text paths[2];
    for (size_t i = 0; i < 2; i++) {
        struct text original = text_format(w->arena, "content/catalog/%s", NAMES[i]);
        struct text text = whole(w->arena, original.ptr);
        if (text_is(text_of(name), NAMES[i]))
            text = replace(w->arena, text, from, to);
        paths[i] = text_format(w->arena, "%s/%s", catalog.ptr, NAMES[i]);
        write_text(paths[i].ptr, text);
    }
    struct diag d = diag_new(w->arena);
    assert_null(duties_load(w->arena, folder, w->catalog, &d));
    assert_true(d.count > 0);
    for (size_t i = 0; i < 2; i++)
        unlink(paths[i].ptr);
    rmdir(catalog.ptr);
    rmdir(folder);
    return d;
}

static void assert_complaint(const struct diag *d, enum message message, const char *detail)
{
    for (size_t i = 0; i < d->count; i++) {
        if (d->entries[i].message == message &&
            text_find(d->entries[i].detail, detail, 0) != SIZE_MAX)
            return;
    }
    fail_msg("no complaint %s: %s", message_of(message)->id, detail);
}

static int open_world(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    w->arena = arena_new();
    w->diag = diag_new(w->arena);
    w->catalog = catalog_load(w->arena, "content", &w->diag);
    w->duties = w->catalog ? duties_load(w->arena, "content", w->catalog, &w->diag) : NULL;
    *state = w;
    return w->duties ? 0 : -1;
}

static int close_world(void **state)
{
    struct world *w = *state;
    arena_free(w->arena);
    free(w);
    return 0;
}

/* A firm of 40 people with everything a task can be about. */
static struct client make_client(enum contract_kind kind)
{
    static struct text cloud[1];
    static struct client_records records[1];
    cloud[0] = text_of("メール");
    return (struct client){.trade = TRADE_MANUFACTURING,
                           .employees = 40,
                           .contact = text_of("総務 山田"),
                           .it = {.pcs = 30,
                                  .notebooks = 5,
                                  .servers = 1,
                                  .remote_access = REMOTE_VPN,
                                  .website = WEBSITE_HOSTED,
                                  .backup = BACKUP_ONSITE,
                                  .cloud = {cloud, 1}},
                           .records = {records, 1},
                           .contract = {.kind = kind}};
}

static const struct duty_row *row_of(const struct duty_table *table, const char *task)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (text_is(table->rows[i].task->id, task))
            return &table->rows[i];
    }
    return NULL;
}

static const struct duty_flag *flag_of(const struct duty_row *row, enum duty_flag_kind kind)
{
    for (size_t i = 0; i < row->flag_count; i++) {
        if (row->flags[i].kind == kind)
            return &row->flags[i];
    }
    return NULL;
}

static struct client_duty duty(const char *task, const char *lead)
{
    return (struct client_duty){.task = text_of(task), .lead = text_of(lead)};
}

static void assert_says(struct text text, const char *part)
{
    if (text_find(text, part, 0) == SIZE_MAX)
        fail_msg("%.*s does not say %s", (int)text.size, text.ptr, part);
}

static void every_contract_has_a_line_for_every_task(void **state)
{
    const struct world *w = *state;
    assert_int_equal(w->duties->contracts.count, CONTRACT_PACKAGE + 1);
    assert_true(w->duties->tasks.count >= 26);
    const struct duty_contract *contracts = w->duties->contracts.items;
    const struct duty_task *tasks = w->duties->tasks.items;
    for (size_t c = 0; c < w->duties->contracts.count; c++) {
        for (size_t t = 0; t < w->duties->tasks.count; t++)
            assert_true(text_equal(contracts[c].terms[t]->task, tasks[t].id));
    }
}

static void without_agreements_a_row_is_the_line_of_the_contract(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    const struct duty_row *row = row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-pc");
    assert_int_equal(row->marks[PARTY_CLIENT], MARK_HELP);
    assert_int_equal(row->marks[PARTY_VENDOR], MARK_LEAD);
    assert_int_equal(row->marks[PARTY_CLOUD], MARK_NONE);
    assert_false(row->changed);
    assert_int_equal(row->flag_count, 0);
}

static void tasks_about_what_the_firm_lacks_stay_out(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    client.it.remote_access = REMOTE_NONE;
    client.it.servers = 0;
    client.it.notebooks = 0;
    client.it.cloud.count = 0;
    client.records.count = 0;
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    static const char *const OUT[] = {"patch-vpn",        "remote-account", "patch-server",
                                      "takeout",          "cloud-base",     "cloud-settings",
                                      "report-authority", "website-own"};
    for (size_t i = 0; i < sizeof OUT / sizeof *OUT; i++)
        assert_null(row_of(table, OUT[i]));
    assert_non_null(row_of(table, "website-hosted"));
}

static void what_is_not_known_is_asked_about(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    client.it.remote_access = REMOTE_UNKNOWN;
    client.it.servers = SCHEMA_ABSENT;
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    assert_non_null(row_of(table, "remote-account"));
    assert_non_null(row_of(table, "patch-server"));
    assert_null(row_of(table, "patch-vpn"));
}

static void a_task_the_file_names_is_never_left_out(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    client.it.remote_access = REMOTE_NONE;
    struct client_duty belief = duty("patch-vpn", "vendor");
    client.beliefs = (struct schema_list){&belief, 1};
    assert_non_null(row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-vpn"));
}

/* A score of the current sheet with the same answer everywhere. */
static const struct score *uniform_score(struct world *w, enum answer answer)
{
    const struct sheet *sheet = catalog_sheet(w->catalog, text_of("self-check-2026"));
    struct assessment *assessment = arena_alloc(w->arena, sizeof *assessment);
    struct answer_entry *answers = arena_array(w->arena, sheet->items.count, sizeof *answers);
    for (size_t i = 0; i < sheet->items.count; i++)
        answers[i].answer = answer;
    assessment->sheet = sheet;
    assessment->answers = answers;
    return score_make(w->arena, assessment);
}

static void a_task_whose_answers_do_not_apply_stays_out(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    const struct score *none = uniform_score(w, ANSWER_NOT_APPLICABLE);
    const struct score *yes = uniform_score(w, ANSWER_YES);
    assert_null(row_of(duty_make(w->arena, w->duties, &client, none), "wifi-router"));
    assert_non_null(row_of(duty_make(w->arena, w->duties, &client, yes), "wifi-router"));
    assert_non_null(row_of(duty_make(w->arena, w->duties, &client, none), "budget"));
}

static void a_deviation_replaces_the_lead(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty deviations[] = {duty("first-response", "client"),
                                       duty("account-removal", "vendor")};
    client.contract.deviations = (struct schema_list){deviations, 2};
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    const struct duty_row *response = row_of(table, "first-response");
    assert_int_equal(response->marks[PARTY_CLIENT], MARK_LEAD);
    assert_int_equal(response->marks[PARTY_VENDOR], MARK_CHARGED);
    assert_true(response->changed);
    const struct duty_row *removal = row_of(table, "account-removal");
    assert_int_equal(removal->marks[PARTY_CLIENT], MARK_HELP);
    assert_int_equal(removal->marks[PARTY_VENDOR], MARK_LEAD);
    assert_int_equal(removal->leads, 1);
}

static void a_lead_agreed_leaves_nothing_open(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty deviation = duty("patch-vpn", "vendor");
    client.contract.deviations = (struct schema_list){&deviation, 1};
    const struct duty_row *row = row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-vpn");
    assert_int_equal(row->marks[PARTY_CLIENT], MARK_HELP);
    assert_int_equal(row->flag_count, 0);
}

static void nobody_leads_is_flagged_and_to_be_decided(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty deviation = duty("account-removal", "nobody");
    client.contract.deviations = (struct schema_list){&deviation, 1};
    const struct duty_row *row =
        row_of(duty_make(w->arena, w->duties, &client, NULL), "account-removal");
    assert_int_equal(row->marks[PARTY_CLIENT], MARK_UNDECIDED);
    const struct duty_flag *flag = flag_of(row, DUTY_NOBODY);
    assert_non_null(flag);
    assert_says(flag->say, "「退職した人の入口を止める」");
    assert_non_null(flag->decide.ptr);
}

static void two_leads_are_flagged_with_their_names(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_FULL);
    struct client_duty deviations[] = {duty("account-review", "client"),
                                       duty("account-review", "vendor")};
    client.contract.deviations = (struct schema_list){deviations, 2};
    const struct duty_row *row =
        row_of(duty_make(w->arena, w->duties, &client, NULL), "account-review");
    assert_int_equal(row->leads, 2);
    const struct duty_flag *flag = flag_of(row, DUTY_TWO);
    assert_non_null(flag);
    assert_says(flag->say, "御社と当社が");
    assert_says(flag->decide, "御社と当社のうち");
}

static void a_belief_against_the_contract_is_flagged(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_SPOT);
    struct client_duty belief = duty("patch-pc", "vendor");
    client.beliefs = (struct schema_list){&belief, 1};
    const struct duty_row *row = row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-pc");
    const struct duty_flag *flag = flag_of(row, DUTY_BELIEF);
    assert_non_null(flag);
    assert_says(flag->say, "御社の仕事");
    assert_says(flag->reason, "当社の仕事とお考え");
}

static void a_belief_in_a_lead_that_was_never_agreed_is_flagged_once(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty belief = duty("backup-restore-test", "vendor");
    client.beliefs = (struct schema_list){&belief, 1};
    const struct duty_row *row =
        row_of(duty_make(w->arena, w->duties, &client, NULL), "backup-restore-test");
    assert_int_equal(row->flag_count, 1);
    assert_non_null(flag_of(row, DUTY_BELIEF_OPEN));
    assert_non_null(row->flags[0].decide.ptr);
}

static void a_client_who_thinks_that_nobody_does_it_is_told(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty belief = duty("patch-pc", "nobody");
    client.beliefs = (struct schema_list){&belief, 1};
    const struct duty_row *row = row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-pc");
    const struct duty_flag *flag = flag_of(row, DUTY_BELIEF_UNAWARE);
    assert_non_null(flag);
    assert_says(flag->say, "当社の仕事");
}

static void a_true_belief_is_no_flag(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty beliefs[] = {duty("patch-pc", "vendor"), duty("secrecy", "client")};
    client.beliefs = (struct schema_list){beliefs, 2};
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    assert_int_equal(row_of(table, "patch-pc")->flag_count, 0);
    assert_int_equal(row_of(table, "secrecy")->flag_count, 0);
}

static void a_skilled_task_needs_a_named_person(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_SPOT);
    client.contact = (struct text){0};
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    assert_non_null(flag_of(row_of(table, "patch-server"), DUTY_SKILL_NAME));
    assert_null(flag_of(row_of(table, "secrecy"), DUTY_SKILL_NAME));
}

static void a_skilled_task_is_much_for_a_firm_of_nine(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_SPOT);
    client.employees = 9;
    const struct duty_row *row =
        row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-server");
    assert_non_null(flag_of(row, DUTY_SKILL_SIZE));
    assert_says(row->flags[0].reason, "10人");
    assert_says(row->flags[0].reason, "仮定");
    client.employees = 10;
    row = row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-server");
    assert_int_equal(row->flag_count, 0);
}

static void an_it_firm_is_able_whatever_its_size(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_SPOT);
    client.employees = 3;
    client.trade = TRADE_IT;
    const struct duty_row *row =
        row_of(duty_make(w->arena, w->duties, &client, NULL), "patch-server");
    assert_int_equal(row->flag_count, 0);
}

static void an_entrance_without_an_owner_has_its_own_words(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    const struct duty_row *row =
        row_of(duty_make(w->arena, w->duties, &client, NULL), "remote-account");
    assert_int_equal(row->flag_count, 1);
    assert_int_equal(row->flags[0].kind, DUTY_ACCOUNT);
    assert_says(row->flags[0].say, "持ち主");
}

static void the_top_begins_with_wrong_beliefs(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty belief = duty("secrecy", "vendor");
    client.beliefs = (struct schema_list){&belief, 1};
    const struct duty_table *table =
        duty_make(w->arena, w->duties, &client, uniform_score(w, ANSWER_NO));
    assert_int_equal(table->top_count, 4);
    bool found = false;
    for (size_t i = 0; i < table->top_count; i++) {
        found = found || text_is(table->top[i]->task->id, "secrecy");
        assert_true(i == 0 || table->top[i - 1] < table->top[i]);
        assert_true(table->top[i]->flag_count > 0);
    }
    assert_true(found);
}

static void words_that_mean_nothing_are_passed_over(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_STANDARD);
    struct client_duty entries[] = {duty("patch-pc", "boss"), duty("patch-moon", "vendor")};
    client.contract.deviations = (struct schema_list){entries, 2};
    client.beliefs = (struct schema_list){entries, 2};
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    assert_int_equal(row_of(table, "patch-pc")->flag_count, 0);
    assert_false(row_of(table, "patch-pc")->changed);
}

/* A client whose two lists stand in `yaml`. */
static bool check_yaml(struct world *w, const char *yaml, struct diag *d)
{
    const struct source *source = source_of(w->arena, text_of("client.yaml"), text_of(yaml));
    struct client *client = arena_alloc(w->arena, sizeof *client);
    *client = make_client(CONTRACT_STANDARD);
    *d = diag_new(w->arena);
    client->node = yaml_parse(w->arena, source, d);
    const struct yaml_node *lists[] = {yaml_get(yaml_get(client->node, "contract"), "deviations"),
                                       yaml_get(client->node, "beliefs")};
    struct schema_list *out[] = {&client->contract.deviations, &client->beliefs};
    for (size_t l = 0; l < 2; l++) {
        size_t count = lists[l] ? lists[l]->count : 0;
        struct client_duty *entries = arena_array(w->arena, count, sizeof *entries);
        for (size_t i = 0; i < count; i++) {
            entries[i].task = yaml_get(lists[l]->items[i], "task")->value;
            entries[i].lead = yaml_get(lists[l]->items[i], "lead")->value;
        }
        *out[l] = (struct schema_list){entries, count};
    }
    return duty_check(w->arena, w->duties, client, d);
}

static void an_unknown_task_is_told_at_its_place_with_a_near_one(void **state)
{
    struct world *w = *state;
    struct diag d;
    assert_false(check_yaml(w, "beliefs:\n  - {task: patch-pcs, lead: vendor}\n", &d));
    assert_int_equal(d.count, 1);
    assert_int_equal(d.entries[0].message, MSG_UNKNOWN_WORD);
    assert_true(text_is(d.entries[0].near, "patch-pc"));
    size_t line, column;
    source_position(d.entries[0].span.source, d.entries[0].span.start, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 12);
}

static void an_unknown_party_is_told_with_the_words_there_are(void **state)
{
    struct world *w = *state;
    struct diag d;
    assert_false(
        check_yaml(w, "contract:\n  deviations:\n    - {task: patch-pc, lead: vender}\n", &d));
    assert_int_equal(d.count, 1);
    assert_true(text_is(d.entries[0].near, "vendor"));
    assert_says(d.entries[0].detail, "nobody");
}

static void repetitions_and_contradictions_are_told(void **state)
{
    struct world *w = *state;
    struct diag d;
    assert_false(check_yaml(
        w, "beliefs:\n  - {task: patch-pc, lead: vendor}\n  - {task: patch-pc, lead: vendor}\n",
        &d));
    assert_complaint(&d, MSG_DUPLICATE_ID, "patch-pc");
    assert_false(check_yaml(w,
                            "contract:\n  deviations:\n    - {task: patch-pc, lead: vendor}\n"
                            "    - {task: patch-pc, lead: nobody}\n",
                            &d));
    assert_complaint(&d, MSG_INCONSISTENT, "patch-pc");
    assert_true(check_yaml(
        w, "beliefs:\n  - {task: patch-pc, lead: vendor}\n  - {task: patch-pc, lead: client}\n",
        &d));
}

static void faults_of_the_catalogue_are_told(void **state)
{
    static const struct {
        const char *file, *from, *to;
        enum message message;
        const char *detail;
    } CASES[] = {
        {"contracts.yaml", "      - {task: patch-pc, charged: vendor, undecided: client}\n", "",
         MSG_MISSING_KEY, "none: patch-pc"},
        {"contracts.yaml", "{task: patch-pc, charged", "{task: patch-server, charged",
         MSG_DUPLICATE_ID, "patch-server"},
        {"contracts.yaml", "{task: patch-pc, charged", "{task: patch-px, charged", MSG_UNKNOWN_WORD,
         "patch-px"},
        {"contracts.yaml", "charged: vendor, undecided: client",
         "charged: vendr, undecided: client", MSG_UNKNOWN_WORD, "vendr"},
        {"contracts.yaml", "charged: vendor, undecided: client",
         "charged: client, undecided: client", MSG_INCONSISTENT, "client"},
        {"contracts.yaml", "charged: vendor, undecided: client", "charged: vendor", MSG_MISSING_KEY,
         "lead | undecided"},
        {"contracts.yaml", "kind: spot", "kind: full", MSG_MISSING_KEY, "contracts: spot"},
        {"contracts.yaml", "    source: otasuke-price\n", "", MSG_FIGURE_WITHOUT_SOURCE, "price"},
        {"contracts.yaml", "source: otasuke-price", "source: hearsay", MSG_UNKNOWN_SOURCE,
         "hearsay"},
        {"tasks.yaml", "id: patch-server", "id: patch-pc", MSG_DUPLICATE_ID, "patch-pc"},
        {"tasks.yaml", "group: daily", "group: dayly", MSG_UNKNOWN_WORD, "dayly"},
        {"tasks.yaml", "topics: antivirus", "topics: antivires", MSG_UNKNOWN_WORD, "antivires"},
        {"tasks.yaml", "    source: personal-report\n", "", MSG_FIGURE_WITHOUT_SOURCE, "rule"},
        {"tasks.yaml", "  assumption: true\n", "", MSG_FIGURE_WITHOUT_SOURCE, "employees"},
        {"tasks.yaml", "say: 「{task}」", "say: 「{tusk}」", MSG_UNKNOWN_WORD, "tusk"},
        {"tasks.yaml", "say: 「{task}」", "say: 「{task", MSG_UNKNOWN_WORD, "task"},
        {"tasks.yaml", "kind: account", "kind: two", MSG_MISSING_KEY, "account"},
    };
    struct world *w = *state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct diag d = load_changed(w, CASES[i].file, CASES[i].from, CASES[i].to);
        assert_complaint(&d, CASES[i].message, CASES[i].detail);
    }
}

/* A small generator of its own: the same clients on every machine. */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33) % below;
}

static struct schema_list draw_duties(struct world *w, struct arena *a, uint64_t *seed)
{
    static const char *const LEADS[] = {"client", "vendor", "cloud", "other", "nobody", "?"};
    const struct duty_task *tasks = w->duties->tasks.items;
    size_t count = draw(seed, 12);
    struct client_duty *entries = arena_array(a, count, sizeof *entries);
    for (size_t i = 0; i < count; i++) {
        entries[i].task = tasks[draw(seed, (uint32_t)w->duties->tasks.count)].id;
        entries[i].lead = text_of(LEADS[draw(seed, 6)]);
    }
    return (struct schema_list){entries, count};
}

static void assert_row_is_sound(const struct duty_row *row)
{
    size_t leads = 0;
    size_t undecided = 0;
    for (size_t i = 0; i < PARTY_COUNT; i++) {
        leads += row->marks[i] == MARK_LEAD;
        undecided += row->marks[i] == MARK_UNDECIDED;
    }
    assert_int_equal(leads, row->leads);
    assert_true(row->note.size > 0);
    if (leads == 0)
        assert_true(undecided > 0 && row->flag_count > 0 && row->flags[0].decide.size > 0);
    if (leads > 1)
        assert_non_null(flag_of(row, DUTY_TWO));
    assert_true(row->flag_count <= DUTY_FLAGS_MOST);
    for (size_t f = 0; f < row->flag_count; f++) {
        assert_true(row->flags[f].label.size > 0);
        assert_true(row->flags[f].say.size > 0);
        assert_true(row->flags[f].reason.size > 0);
        assert_int_equal(text_find(row->flags[f].say, "{", 0), SIZE_MAX);
        assert_int_equal(text_find(row->flags[f].say, "は、は", 0), SIZE_MAX);
    }
}

/* Where a task is named in what is said about it, it is named in a subject too. */
static void assert_subjects_tell_all_talks(const struct value *data)
{
    const struct value *talks = value_get(data, text_of("talks"));
    const struct value *subjects = value_get(data, text_of("subjects"));
    assert_true(subjects->count <= talks->count);
    for (size_t i = 0; i < talks->count; i++) {
        struct text name = value_get(talks->items[i], text_of("name"))->text;
        struct text say = value_get(talks->items[i], text_of("say"))->text;
        bool told = text_find(say, name.ptr, 0) == SIZE_MAX;
        for (size_t k = 0; k < subjects->count && !told; k++) {
            struct text all = value_get(subjects->items[k], text_of("say"))->text;
            told = text_find(all, name.ptr, 0) != SIZE_MAX;
        }
        assert_true(told);
    }
}

static void every_flag_of_random_clients_has_its_words(void **state)
{
    struct world *w = *state;
    uint64_t seed = 20261122;
    for (size_t n = 0; n < RANDOM_CLIENTS; n++) {
        struct arena *a = arena_new();
        struct client client = make_client((enum contract_kind)draw(&seed, CONTRACT_PACKAGE + 1));
        client.employees = 1 + draw(&seed, 30);
        client.trade = (int)draw(&seed, TRADE_OTHER + 1);
        if (draw(&seed, 2))
            client.contact = (struct text){0};
        client.it.remote_access = (int)draw(&seed, REMOTE_UNKNOWN + 1);
        client.it.website = (int)draw(&seed, WEBSITE_SHOP + 1);
        client.it.servers = draw(&seed, 3);
        client.it.notebooks = draw(&seed, 3);
        client.contract.deviations = draw_duties(w, a, &seed);
        client.beliefs = draw_duties(w, a, &seed);
        const struct duty_table *table = duty_make(a, w->duties, &client, NULL);
        assert_int_equal(table->top_count, 4);
        for (size_t i = 0; i < table->row_count; i++)
            assert_row_is_sound(&table->rows[i]);
        struct value *duties = data_duties(a, table);
        struct value *data = data_duty(a, table, duties);
        size_t rows = 0;
        const struct value *groups = value_get(data, text_of("groups"));
        for (size_t g = 0; g < groups->count; g++)
            rows += value_get(groups->items[g], text_of("rows"))->count;
        assert_int_equal(rows, table->row_count);
        size_t talks = value_get(data, text_of("talks"))->count;
        size_t open = value_get(data, text_of("open"))->count;
        assert_int_equal(value_get(data, text_of("flags"))->count, talks + open);
        assert_subjects_tell_all_talks(data);
        arena_free(a);
    }
}

static void tasks_of_which_the_same_is_said_are_one_subject(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_PACKAGE);
    client.contact = (struct text){0}; /* nobody able is named: several tasks, one sentence */
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    struct value *data = data_duty(w->arena, table, data_duties(w->arena, table));
    const struct value *subjects = value_get(data, text_of("subjects"));
    assert_true(subjects->count > 0);
    assert_true(subjects->count < value_get(data, text_of("talks"))->count);
    for (size_t i = 0; i < subjects->count; i++) {
        for (size_t k = 0; k < i; k++)
            assert_false(text_equal(value_get(subjects->items[i], text_of("label"))->text,
                                    value_get(subjects->items[k], text_of("label"))->text) &&
                         text_equal(value_get(subjects->items[i], text_of("say"))->text,
                                    value_get(subjects->items[k], text_of("say"))->text));
    }
}

static void sources_get_the_numbers_of_the_document(void **state)
{
    struct world *w = *state;
    struct client client = make_client(CONTRACT_PACKAGE);
    const struct duty_table *table = duty_make(w->arena, w->duties, &client, NULL);
    struct value *duties = data_duties(w->arena, table);
    struct value *data = data_duty(w->arena, table, duties);
    assert_true(data_duty_cites(table, text_of("otasuke-price")));
    assert_true(data_duty_cites(table, text_of("personal-report")));
    assert_false(data_duty_cites(table, text_of("npa-2025")));
    struct value *cite = value_map(w->arena);
    value_set(w->arena, cite, "otasuke-price", value_int(w->arena, 7));
    value_set(w->arena, cite, "personal-report", value_int(w->arena, 3));
    data_duty_cite(w->arena, data, duties, table, cite);
    const struct value *contract = value_get(data, text_of("contract"));
    assert_int_equal(value_get(contract, text_of("source"))->number, 7);
    const struct value *rules = value_get(data, text_of("rules"));
    for (size_t i = 0; i < rules->count; i++) {
        const struct value *source = value_get(rules->items[i], text_of("source"));
        bool report =
            text_is(value_get(rules->items[i], text_of("task"))->text, "report-authority");
        assert_int_equal(source->kind, report ? VALUE_INT : VALUE_UNDEFINED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_contract_has_a_line_for_every_task),
        cmocka_unit_test(without_agreements_a_row_is_the_line_of_the_contract),
        cmocka_unit_test(tasks_about_what_the_firm_lacks_stay_out),
        cmocka_unit_test(what_is_not_known_is_asked_about),
        cmocka_unit_test(a_task_the_file_names_is_never_left_out),
        cmocka_unit_test(a_task_whose_answers_do_not_apply_stays_out),
        cmocka_unit_test(a_deviation_replaces_the_lead),
        cmocka_unit_test(a_lead_agreed_leaves_nothing_open),
        cmocka_unit_test(nobody_leads_is_flagged_and_to_be_decided),
        cmocka_unit_test(two_leads_are_flagged_with_their_names),
        cmocka_unit_test(a_belief_against_the_contract_is_flagged),
        cmocka_unit_test(a_belief_in_a_lead_that_was_never_agreed_is_flagged_once),
        cmocka_unit_test(a_client_who_thinks_that_nobody_does_it_is_told),
        cmocka_unit_test(a_true_belief_is_no_flag),
        cmocka_unit_test(a_skilled_task_needs_a_named_person),
        cmocka_unit_test(a_skilled_task_is_much_for_a_firm_of_nine),
        cmocka_unit_test(an_it_firm_is_able_whatever_its_size),
        cmocka_unit_test(an_entrance_without_an_owner_has_its_own_words),
        cmocka_unit_test(the_top_begins_with_wrong_beliefs),
        cmocka_unit_test(words_that_mean_nothing_are_passed_over),
        cmocka_unit_test(an_unknown_task_is_told_at_its_place_with_a_near_one),
        cmocka_unit_test(an_unknown_party_is_told_with_the_words_there_are),
        cmocka_unit_test(repetitions_and_contradictions_are_told),
        cmocka_unit_test(faults_of_the_catalogue_are_told),
        cmocka_unit_test(every_flag_of_random_clients_has_its_words),
        cmocka_unit_test(tasks_of_which_the_same_is_said_are_one_subject),
        cmocka_unit_test(sources_get_the_numbers_of_the_document),
    };
    return cmocka_run_group_tests_name("duty", tests, open_world, close_world);
}
