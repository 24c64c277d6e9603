/* What duty.h says about the names in a client's deviations and beliefs. */
#include "base/arena.h"
#include "base/diag.h"
#include "model/duty.h"

/* Where the list called `key` below `node` has `member` of its element `index`. */
static struct span place_of(const struct yaml_node *node, const char *key, size_t index,
                            const char *member)
{
    const struct yaml_node *list = yaml_get(node, key);
    if (!list || index >= list->count)
        return (struct span){0};
    return yaml_span(list->items[index], member);
}

static bool refuse(enum message message, struct span span, struct text what, struct diag *d)
{
    return diag_add(d, message, span, "%.*s", (int)what.size, what.ptr);
}

static bool check_words(struct arena *a, const struct duties *duties,
                        const struct client_duty *entry, struct span task, struct span lead,
                        struct diag *d)
{
    static const char *const WORDS[] = {"client", "vendor", "cloud", "other", "nobody"};
    bool good = true;
    if (duties_task_index(duties, entry->task) == SIZE_MAX) {
        const struct duty_task *tasks = duties->tasks.items;
        struct text *ids = arena_array(a, duties->tasks.count, sizeof *ids);
        for (size_t i = 0; i < duties->tasks.count; i++)
            ids[i] = tasks[i].id;
        good = refuse(MSG_UNKNOWN_WORD, task, entry->task, d);
        diag_near(d, diag_nearest(entry->task, ids, duties->tasks.count));
    }
    enum duty_party party;
    if (!duty_lead_parse(entry->lead, &party)) {
        struct text names[sizeof WORDS / sizeof *WORDS];
        for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
            names[i] = text_of(WORDS[i]);
        good =
            diag_add(d, MSG_UNKNOWN_WORD, lead, "%.*s = client | vendor | cloud | other | nobody",
                     (int)entry->lead.size, entry->lead.ptr);
        diag_near(d, diag_nearest(entry->lead, names, sizeof names / sizeof *names));
    }
    return good;
}

/* The same pair twice, or "nobody" beside somebody. */
static bool check_pairs(const struct client_duty *entries, size_t index, struct span lead,
                        struct diag *d)
{
    for (size_t i = 0; i < index; i++) {
        if (!text_equal(entries[i].task, entries[index].task))
            continue;
        if (text_equal(entries[i].lead, entries[index].lead))
            return refuse(MSG_DUPLICATE_ID, lead, entries[index].task, d);
        if (text_is(entries[i].lead, "nobody") || text_is(entries[index].lead, "nobody"))
            return refuse(MSG_INCONSISTENT, lead, entries[index].task, d);
    }
    return true;
}

static bool check_list(struct arena *a, const struct duties *duties, const struct schema_list *list,
                       const struct yaml_node *node, const char *key, struct diag *d)
{
    const struct client_duty *entries = list->items;
    bool good = true;
    for (size_t i = 0; i < list->count; i++) {
        struct span lead = place_of(node, key, i, "lead");
        good = check_words(a, duties, &entries[i], place_of(node, key, i, "task"), lead, d) && good;
        good = check_pairs(entries, i, lead, d) && good;
    }
    return good;
}

bool duty_check(struct arena *a, const struct duties *duties, const struct client *client,
                struct diag *d)
{
    const struct yaml_node *contract = yaml_get(client->node, "contract");
    bool deviations =
        check_list(a, duties, &client->contract.deviations, contract, "deviations", d);
    return check_list(a, duties, &client->beliefs, client->node, "beliefs", d) && deviations;
}
