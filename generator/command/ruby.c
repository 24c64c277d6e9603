#include "command/ruby.h"

#include <string.h>

#include "base/arena.h"
#include "command/workspace.h"
#include "document/rubify.h"
#include "guide/guide.h"
#include "japanese/furigana.h"
#include "japanese/kanji.h"
#include "japanese/reading.h"
#include "model/catalog.h"
#include "model/client.h"

enum { PHRASE_LEAST = 4 }; /* signs of a client's words that are theirs wherever they stand */

bool ruby_parse(const char *word, struct options *options)
{
    static const char *const words[] = {
        [RUBY_NONE] = "none", [RUBY_DIFFICULT] = "difficult", [RUBY_ALL] = "all"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) != 0)
            continue;
        options->ruby = (enum ruby_mode)i;
        return true;
    }
    return false;
}

const struct furigana_sources *ruby_load(struct workspace *w, const char *content)
{
    struct readings *readings = readings_load(w->arena, content, &w->diag);
    const struct kanji_table *kanji = kanji_load(w->arena, content, &w->diag);
    if (!readings || !kanji || !w->catalog || !w->morph)
        return NULL;
    const struct term *terms = w->catalog->terms.items;
    size_t count = w->catalog->terms.count;
    struct word_reading *words = arena_array(w->arena, count, sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[i] = (struct word_reading){terms[i].term, terms[i].reading};
    readings_add(w->arena, readings, words, count);
    struct furigana_sources *sources = arena_alloc(w->arena, sizeof *sources);
    *sources = (struct furigana_sources){readings, kanji, w->morph};
    return sources;
}

/* ---- names ---- */

struct names {
    struct arena *arena;
    struct word_reading *list;
    size_t count;
};

static void add_name(struct names *names, struct text name, struct text reading)
{
    if (!name.size || !kanji_in(name))
        return;
    *(struct word_reading *)arena_push(names->arena, &names->list, &names->count,
                                       sizeof *names->list) = (struct word_reading){name, reading};
}

/* Forms of firms and how they are read: no guess. */
static const struct {
    const char *form, *reading;
} forms[] = {
    {"株式会社", "かぶしきがいしゃ"},
    {"有限会社", "ゆうげんがいしゃ"},
    {"合同会社", "ごうどうがいしゃ"},
    {"合資会社", "ごうしがいしゃ"},
    {"合名会社", "ごうめいがいしゃ"},
    {"社会福祉法人", "しゃかいふくしほうじん"},
    {"医療法人社団", "いりょうほうじんしゃだん"},
    {"医療法人", "いりょうほうじん"},
    {"学校法人", "がっこうほうじん"},
    {"一般社団法人", "いっぱんしゃだんほうじん"},
};

/* A firm whose reading may leave out its form, as lists sorted by readings do. */
static void add_firm(struct names *names, struct text name, struct text written)
{
    struct arena *a = names->arena;
    struct text reading = written.ptr ? reading_hiragana(a, written) : written;
    for (size_t i = 0; reading.ptr && i < sizeof forms / sizeof *forms; i++) {
        size_t size = strlen(forms[i].form);
        bool ends = text_ends(name, forms[i].form);
        if ((!ends && !text_starts(name, forms[i].form)) ||
            text_find(reading, forms[i].reading, 0) != SIZE_MAX)
            continue;
        size_t start = ends ? 0 : size;
        add_name(names, text_slice(name, start, start + name.size - size), reading);
        const char *said = text_string(a, reading);
        reading = ends ? text_format(a, "%s%s", said, forms[i].reading)
                       : text_format(a, "%s%s", forms[i].reading, said);
        break;
    }
    add_name(names, name, reading);
}

static void add_vendor(struct names *names, const struct vendor *vendor)
{
    struct text none = {0};
    add_firm(names, vendor->name, vendor->reading);
    add_name(names, vendor->person, vendor->person_reading);
    add_name(names, vendor->department, none);
    add_name(names, vendor->address, none);
}

static bool is_name_key(struct text key)
{
    static const char *const keys[] = {"name", "contact", "region",  "by",
                                       "who",  "aliases", "mentions"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (text_is(key, keys[i]))
            return true;
    }
    return false;
}

/* Everything the client's file says in words: some of it comes onto paper inside sentences of ours,
 * where its place is no longer known. A common word (顧客) is a name only where a name is written.
 */
static void add_file(struct names *names, const struct yaml_node *node, bool named)
{
    struct text none = {0};
    if (node->kind == YAML_SCALAR) {
        if (named || text_length(node->value) >= PHRASE_LEAST)
            add_name(names, node->value, none);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        bool key = node->kind == YAML_MAPPING ? is_name_key(node->keys[i]->value) : named;
        add_file(names, node->items[i], key);
    }
}

/* ---- documents ---- */

static struct ruby_rules rules_of(const struct workspace *w, const struct names *names)
{
    return (struct ruby_rules){
        .mode = w->ruby, .sources = w->furigana, .names = names->list, .name_count = names->count};
}

void ruby_document(struct arena *a, const struct workspace *w, const struct client *client,
                   struct block *blocks)
{
    if (w->ruby == RUBY_NONE)
        return;
    struct names names = {.arena = a};
    /* Of equal names the first is asked: the one that has a reading. */
    add_firm(&names, client->name, client->reading);
    add_vendor(&names, &w->catalog->vendor);
    add_file(&names, client->node, false);
    struct ruby_rules rules = rules_of(w, &names);
    rules.client = client->source;
    rubify_blocks(a, &rules, blocks);
}

void ruby_guide(struct arena *a, const struct workspace *w, const struct guide *guide)
{
    if (w->ruby == RUBY_NONE)
        return;
    struct names names = {.arena = a};
    add_vendor(&names, &w->catalog->vendor);
    struct ruby_rules rules = rules_of(w, &names);
    for (size_t i = 0; i < guide->chapter_count; i++)
        rubify_blocks(a, &rules, guide->chapters[i].blocks);
}
