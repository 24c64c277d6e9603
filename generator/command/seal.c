#include "command/seal.h"

#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/file.h"
#include "merge/compose.h"
#include "model/client.h"

bool seal_wanted(const struct options *options)
{
    return options->password_file || options->generate_passwords;
}

bool seal_options(struct options *options, struct diag *d)
{
    if (!seal_wanted(options))
        return true;
    bool shard = options->generate_passwords && options->batch.shard;
    if ((options->password_file && options->generate_passwords) || shard ||
        !(options->formats & FORMAT_PDF))
        return diag_add(d, MSG_PASSWORD_USAGE, (struct span){0}, "%s", "");
    if (options->formats & FORMAT_HTML)
        diag_add(d, MSG_PASSWORD_NO_HTML, (struct span){0}, "%s", "");
    options->formats = FORMAT_PDF;
    return true;
}

struct passwords *seal_open(const struct options *options, const struct text *ids, size_t count,
                            struct diag *d)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    return options->generate_passwords
               ? passwords_generate(options->generate_passwords, ids, count, d)
               : passwords_read(options->password_file, ids, count, d);
}

/* --- what is known of a client --------------------------------------------------------------- */

struct words {
    struct arena *arena;
    struct text *items;
    size_t count;
};

static void add(struct words *words, struct text word)
{
    if (word.size > 0)
        *(struct text *)arena_push(words->arena, &words->items, &words->count, sizeof word) = word;
}

static void add_list(struct words *words, const struct schema_list *list)
{
    const struct text *texts = list->items;
    for (size_t i = 0; i < list->count; i++)
        add(words, texts[i]);
}

/* The name, and what of it stands around 株式会社 and the like. */
static void add_name(struct words *words, struct text name)
{
    static const char *const ENDS[] = {"会社", "法人"};
    add(words, name);
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        size_t at = text_find(name, ENDS[i], 0);
        if (at != SIZE_MAX)
            add(words, text_slice(name, at + strlen(ENDS[i]), name.size));
    }
}

static void add_date(struct words *words, struct date date)
{
    if (date.year == 0)
        return;
    add(words, text_format(words->arena, "%04d%02d%02d", date.year, date.month, date.day));
    add(words, text_format(words->arena, "%04d-%02d-%02d", date.year, date.month, date.day));
}

/* The mail domains before their first dot: midori of midori.example.jp. */
static void add_domains(struct words *words, const struct schema_list *list)
{
    const struct text *texts = list->items;
    for (size_t i = 0; i < list->count; i++) {
        size_t dot = text_find(texts[i], ".", 0);
        add(words, text_slice(texts[i], 0, dot == SIZE_MAX ? texts[i].size : dot));
    }
}

static struct words words_of(struct arena *a, const struct client *client)
{
    struct words words = {.arena = a};
    add(&words, client->id);
    add_name(&words, client->name);
    add(&words, client->reading);
    add(&words, client->contact);
    add(&words, client->document_number);
    add_list(&words, &client->aliases);
    add_domains(&words, &client->mail_domains);
    add_date(&words, client->meeting);
    for (size_t i = 0; i < client->assessment_count; i++)
        add_date(&words, client->assessments[i].date);
    return words;
}

bool seal_password(struct arena *a, const struct passwords *passwords, const struct client *client,
                   char password[PASSWORD_SIZE], struct diag *d)
{
    struct words words = words_of(a, client);
    const struct password_owner owner = {client->id, words.items, words.count};
    return passwords_get(passwords, &owner, password, d);
}

void seal_warn_open(const struct recipes *recipes, struct text folder, struct diag *d)
{
    const struct recipe *list = recipes->list.items;
    for (size_t i = 0; i < recipes->list.count; i++) {
        struct text path = text_format(d->arena, "%.*s/%.*s.html", (int)folder.size, folder.ptr,
                                       (int)list[i].name.size, list[i].name.ptr);
        if (file_kind_of(path.ptr) == FILE_REGULAR)
            diag_add(d, MSG_PASSWORD_UNSEALED, (struct span){0}, "%s", path.ptr);
    }
}
