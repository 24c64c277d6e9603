#include "batch/isolation.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/finder.h"

enum { NAME_LEAST = 3, KANA_LEAST = 4, WHOLE_LEAST = 2 /* signs */ };

/* One thing one client is called. Equal ones stand side by side once sorted. */
struct name {
    struct needle phrase;
    enum name_kind kind;
    uint32_t client;
};

/* Names with the same signs. */
struct group {
    size_t first, end; /* in names */
    bool common;       /* our own texts have it */
};

/* What may stand in a client's documents: its own names, and its mentions. */
struct mention {
    struct needle phrase;
    uint32_t client;
    bool own;
};

struct isolation {
    struct arena *arena;
    struct text *files; /* of clients */
    size_t client_count;
    struct name *names;
    size_t name_count;
    struct mention *mentions; /* by client once ready */
    size_t mention_count;
    size_t *mention_first; /* of each client, and one more */
    struct loose statics;
    struct group *groups; /* by the finder's phrases */
    size_t group_count;
    const struct finder *finder;
};

struct place {
    size_t start; /* sign */
    const char *where;
    size_t number;
};

const char *name_kind_word(enum name_kind kind)
{
    static const char *const WORDS[NAME_KINDS] = {
        [NAME_NAME] = "name",    [NAME_ALIAS] = "alias",   [NAME_READING] = "reading",
        [NAME_ID] = "id",        [NAME_NUMBER] = "number", [NAME_PERSON] = "person",
        [NAME_DOMAIN] = "domain"};
    return WORDS[kind];
}

struct isolation *isolation_new(struct arena *a)
{
    struct isolation *isolation = arena_alloc(a, sizeof *isolation);
    isolation->arena = a;
    return isolation;
}

size_t isolation_add_client(struct isolation *isolation, struct text file)
{
    struct text *place = arena_push(isolation->arena, &isolation->files, &isolation->client_count,
                                    sizeof *isolation->files);
    *place = text_copy(isolation->arena, file);
    return isolation->client_count - 1;
}

/* --- what a name is sought as ---------------------------------------------------------------- */

static struct needle needle_of(struct isolation *isolation, struct text text)
{
    struct loose loose = {0};
    loose_add(&loose, text);
    uint32_t *signs = arena_array(isolation->arena, loose.count, sizeof *signs);
    if (loose.count > 0)
        memcpy(signs, loose_signs(&loose), loose.count * sizeof *signs);
    struct needle phrase = {signs, loose.count};
    loose_free(&loose);
    for (size_t i = 0; i < phrase.count; i++) {
        if ((signs[i] & LOOSE_SIGN) >= FINDER_SIGNS)
            phrase.count = 0;
    }
    return phrase;
}

static bool is_kana(uint32_t sign)
{
    return (sign >= 0x3041 && sign <= 0x309E) || sign == '-';
}

static bool is_all(struct needle phrase, bool (*is)(uint32_t sign))
{
    for (size_t i = 0; i < phrase.count; i++) {
        if (!is(phrase.signs[i] & LOOSE_SIGN))
            return false;
    }
    return true;
}

static bool is_no_letter(uint32_t sign)
{
    return sign < 'a' || sign > 'z';
}

static void add_mention(struct isolation *isolation, size_t client, struct needle phrase, bool own)
{
    struct mention *mention = arena_push(isolation->arena, &isolation->mentions,
                                         &isolation->mention_count, sizeof *mention);
    *mention = (struct mention){phrase, (uint32_t)client, own};
}

static void add_phrase(struct isolation *isolation, size_t client, enum name_kind kind,
                       struct needle phrase)
{
    struct name *name = arena_push(isolation->arena, &isolation->names, &isolation->name_count,
                                   sizeof *isolation->names);
    *name = (struct name){phrase, kind, (uint32_t)client};
    add_mention(isolation, client, phrase, true);
}

/* Long enough to be a name and not a word? */
static bool is_telling(struct needle phrase)
{
    return phrase.count >= (is_all(phrase, is_kana) ? KANA_LEAST : NAME_LEAST);
}

/* The forms of Japanese legal persons, longer ones before those they begin with. */
static const char *const LEGAL_FORMS[] = {"特定非営利活動法人",
                                          "NPO法人",
                                          "一般社団法人",
                                          "一般財団法人",
                                          "公益社団法人",
                                          "公益財団法人",
                                          "医療法人社団",
                                          "医療法人財団",
                                          "社会医療法人",
                                          "医療法人",
                                          "社会福祉法人",
                                          "学校法人",
                                          "宗教法人",
                                          "農事組合法人",
                                          "税理士法人",
                                          "弁護士法人",
                                          "司法書士法人",
                                          "行政書士法人",
                                          "社会保険労務士法人",
                                          "事業協同組合",
                                          "協同組合",
                                          "株式会社",
                                          "有限会社",
                                          "合同会社",
                                          "合資会社",
                                          "合名会社",
                                          "(株)",
                                          "(有)",
                                          "(同)"};

/* Takes a legal form off `phrase`, in front or behind. */
static bool strip(struct needle *phrase, struct needle form)
{
    if (phrase->count <= form.count)
        return false;
    size_t rest = phrase->count - form.count;
    if (needle_compare(&(struct needle){phrase->signs, form.count}, &form) == 0)
        *phrase = (struct needle){phrase->signs + form.count, rest};
    else if (needle_compare(&(struct needle){phrase->signs + rest, form.count}, &form) == 0)
        phrase->count = rest;
    else
        return false;
    return true;
}

static struct needle without_form(struct isolation *isolation, struct needle phrase)
{
    for (size_t i = 0; i < sizeof LEGAL_FORMS / sizeof *LEGAL_FORMS; i++) {
        if (strip(&phrase, needle_of(isolation, text_of(LEGAL_FORMS[i]))))
            break;
    }
    return phrase;
}

static void add_company(struct isolation *isolation, size_t client, enum name_kind kind,
                        struct needle whole)
{
    struct needle core = without_form(isolation, whole);
    if (is_telling(core))
        add_phrase(isolation, client, kind, core);
    if (core.count < whole.count)
        add_phrase(isolation, client, kind, whole);
}

void isolation_add_name(struct isolation *isolation, size_t client, enum name_kind kind,
                        struct text text)
{
    struct needle phrase = needle_of(isolation, text);
    switch (kind) {
    case NAME_NAME:
    case NAME_ALIAS:
        if (phrase.count >= WHOLE_LEAST)
            add_company(isolation, client, kind, phrase);
        return;
    case NAME_READING:
    case NAME_PERSON:
        if (is_telling(phrase))
            add_phrase(isolation, client, kind, phrase);
        return;
    case NAME_ID:
    case NAME_NUMBER:
    case NAME_DOMAIN:
        if (phrase.count >= NAME_LEAST && !is_all(phrase, is_no_letter))
            add_phrase(isolation, client, kind, phrase);
        return;
    }
}

void isolation_add_mention(struct isolation *isolation, size_t client, struct text text)
{
    struct needle phrase = needle_of(isolation, text);
    if (phrase.count > 0)
        add_mention(isolation, client, phrase, false);
}

void isolation_add_static(struct isolation *isolation, struct text text)
{
    loose_break(&isolation->statics);
    loose_add(&isolation->statics, text);
}

/* --- getting ready --------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    const struct name *x = a;
    const struct name *y = b;
    int order = needle_compare(&x->phrase, &y->phrase);
    return order ? order : (x->client > y->client) - (x->client < y->client);
}

static int compare_mentions(const void *a, const void *b)
{
    const struct mention *x = a;
    const struct mention *y = b;
    return (x->client > y->client) - (x->client < y->client);
}

/* Sorts the names and gives the finder each of them once. */
static void build(struct isolation *isolation)
{
    struct needle *phrases = arena_array(isolation->arena, isolation->name_count, sizeof *phrases);
    isolation->groups =
        arena_array(isolation->arena, isolation->name_count, sizeof *isolation->groups);
    if (isolation->name_count > 0)
        qsort(isolation->names, isolation->name_count, sizeof *isolation->names, compare_names);
    for (size_t i = 0; i < isolation->name_count; i++) {
        const struct needle *phrase = &isolation->names[i].phrase;
        size_t last = isolation->group_count;
        if (last == 0 || needle_compare(&phrases[last - 1], phrase) != 0) {
            phrases[last] = *phrase;
            isolation->groups[last].first = i;
            isolation->group_count++;
        }
        isolation->groups[isolation->group_count - 1].end = i + 1;
    }
    isolation->finder = finder_new(isolation->arena, phrases, isolation->group_count);
}

/* ASCII words are found whole: no letter or digit goes on at `at`, where `at - 1` and `at` are
 * signs of one text. */
static bool is_word_end(const uint32_t *signs, size_t count, size_t at)
{
    if (at == 0 || at >= count || signs[at] & LOOSE_GAP)
        return true;
    return !loose_is_word(signs[at - 1] & LOOSE_SIGN) || !loose_is_word(signs[at] & LOOSE_SIGN);
}

/* Two ASCII words of a text are not one word of a name. */
static bool has_own_gap(const uint32_t *signs, struct needle phrase)
{
    for (size_t i = 1; i < phrase.count; i++) {
        bool words =
            loose_is_word(signs[i] & LOOSE_SIGN) && loose_is_word(signs[i - 1] & LOOSE_SIGN);
        if (words && (signs[i] & LOOSE_GAP) && !(phrase.signs[i] & LOOSE_GAP))
            return true;
    }
    return false;
}

/* An id such as aoi is not found in aoi-mori: there the dash belongs to the word. */
static bool is_id_end(const uint32_t *signs, size_t count, size_t at)
{
    if (at == 0 || at >= count || signs[at] & LOOSE_GAP)
        return true;
    uint32_t left = signs[at - 1] & LOOSE_SIGN;
    uint32_t right = signs[at] & LOOSE_SIGN;
    bool joined = (loose_is_word(left) && (right == '-' || right == '_')) ||
                  (loose_is_word(right) && (left == '-' || left == '_'));
    return !joined && is_word_end(signs, count, at);
}

/* Does `name` stand as such at `start` of the text? */
static bool stands(const struct name *name, const uint32_t *signs, size_t count, size_t start)
{
    size_t end = start + name->phrase.count;
    bool word = name->kind == NAME_ID || name->kind == NAME_NUMBER || name->kind == NAME_DOMAIN;
    bool (*is_end)(const uint32_t *, size_t, size_t) = word ? is_id_end : is_word_end;
    return is_end(signs, count, start) && is_end(signs, count, end) &&
           !has_own_gap(signs + start, name->phrase);
}

static bool found_static(void *context, size_t phrase, size_t end)
{
    struct isolation *isolation = context;
    struct group *group = &isolation->groups[phrase];
    const struct name *name = &isolation->names[group->first];
    if (!group->common)
        group->common = stands(name, loose_signs(&isolation->statics), isolation->statics.count,
                               end - name->phrase.count);
    return true;
}

static void mark_common(struct isolation *isolation)
{
    finder_run(isolation->finder, loose_signs(&isolation->statics), isolation->statics.count,
               found_static, isolation);
    loose_free(&isolation->statics);
}

/* Warns of the clients of whom, of some kind of name, nothing is left to seek. A public domain is
 * no reason to: it says nothing about whose mail it is. */
static void warn(const struct isolation *isolation, struct diag *d)
{
    struct arena *scratch = arena_new();
    unsigned *common = arena_array(scratch, isolation->client_count, sizeof *common);
    unsigned *sought = arena_array(scratch, isolation->client_count, sizeof *sought);
    for (size_t g = 0; g < isolation->group_count; g++) {
        const struct group *group = &isolation->groups[g];
        for (size_t i = group->first; i < group->end; i++) {
            const struct name *name = &isolation->names[i];
            (group->common ? common : sought)[name->client] |= 1U << name->kind;
        }
    }
    for (size_t i = 0; i < isolation->client_count; i++) {
        unsigned lost = common[i] & ~sought[i] & ~(1U << NAME_DOMAIN);
        for (int kind = 0; kind < NAME_KINDS; kind++) {
            if (lost >> kind & 1)
                diag_add(d, MSG_ISOLATION_COMMON, (struct span){0}, "%.*s: %s",
                         (int)isolation->files[i].size, isolation->files[i].ptr,
                         name_kind_word((enum name_kind)kind));
        }
    }
    arena_free(scratch);
}

static void sort_mentions(struct isolation *isolation)
{
    if (isolation->mention_count > 0)
        qsort(isolation->mentions, isolation->mention_count, sizeof *isolation->mentions,
              compare_mentions);
    isolation->mention_first =
        arena_array(isolation->arena, isolation->client_count + 1, sizeof(size_t));
    size_t next = 0;
    for (size_t client = 0; client <= isolation->client_count; client++) {
        while (next < isolation->mention_count && isolation->mentions[next].client < client)
            next++;
        isolation->mention_first[client] = next;
    }
}

void isolation_ready(struct isolation *isolation, struct diag *d)
{
    build(isolation);
    mark_common(isolation);
    sort_mentions(isolation);
    warn(isolation, d);
}

/* --- a document ------------------------------------------------------------------------------ */

struct passages passages_new(struct arena *a)
{
    return (struct passages){.arena = a};
}

void passages_free(struct passages *passages)
{
    loose_free(&passages->text);
}

void passages_place(struct passages *passages, const char *where, size_t number)
{
    loose_break(&passages->text);
    passages_go_on(passages, where, number);
}

void passages_go_on(struct passages *passages, const char *where, size_t number)
{
    struct place *place = arena_push(passages->arena, &passages->places, &passages->place_count,
                                     sizeof *passages->places);
    *place = (struct place){passages->text.count, where, number};
}

struct check {
    const struct isolation *isolation;
    uint32_t client;
    const uint32_t *signs;
    size_t count;
    const bool *sought;         /* names of these clients alone; NULL = of all */
    const struct group *leaked; /* NULL = none */
    size_t end;
};

/* Is the name at [start, end) a part of `phrase` there? */
static bool lies_within(const struct check *check, struct needle phrase, size_t start, size_t end)
{
    size_t length = end - start;
    if (phrase.count < length)
        return false;
    for (size_t before = 0; before <= phrase.count - length; before++) {
        if (before > start || start - before + phrase.count > check->count)
            continue;
        struct needle there = {check->signs + start - before, phrase.count};
        if (needle_compare(&there, &phrase) == 0)
            return true;
    }
    return false;
}

/* Is `mention` the id or the name of the client that `group` is about? */
static bool is_whole_client(const struct isolation *isolation, const struct mention *mention,
                            const struct group *group)
{
    for (size_t i = 0; i < isolation->name_count; i++) {
        const struct name *name = &isolation->names[i];
        bool whose = name->client == isolation->names[group->first].client &&
                     (name->kind == NAME_ID || name->kind == NAME_NAME);
        if (whose && needle_compare(&name->phrase, &mention->phrase) == 0)
            return true;
    }
    return false;
}

static bool is_own(const struct check *check, const struct group *group, size_t start, size_t end)
{
    const struct isolation *isolation = check->isolation;
    for (size_t i = group->first; i < group->end; i++) {
        if (isolation->names[i].client == check->client)
            return true;
    }
    size_t first = isolation->mention_first[check->client];
    for (size_t i = first; i < isolation->mention_first[check->client + 1]; i++) {
        const struct mention *mention = &isolation->mentions[i];
        if (lies_within(check, mention->phrase, start, end) ||
            (!mention->own && is_whole_client(isolation, mention, group)))
            return true;
    }
    return false;
}

static bool is_sought(const struct check *check, const struct group *group)
{
    bool sought = !check->sought;
    for (size_t i = group->first; i < group->end && !sought; i++)
        sought = check->sought[check->isolation->names[i].client];
    return sought && !group->common;
}

static bool found_name(void *context, size_t phrase, size_t end)
{
    struct check *check = context;
    const struct group *group = &check->isolation->groups[phrase];
    if (!is_sought(check, group))
        return true;
    const struct name *name = &check->isolation->names[group->first];
    size_t start = end - name->phrase.count;
    if (!stands(name, check->signs, check->count, start) || is_own(check, group, start, end))
        return true;
    check->leaked = group;
    check->end = end;
    return false;
}

static struct check run(const struct isolation *isolation, size_t client,
                        const struct passages *passages, const bool *sought)
{
    struct check check = {.isolation = isolation,
                          .client = (uint32_t)client,
                          .signs = loose_signs(&passages->text),
                          .count = passages->text.count,
                          .sought = sought};
    finder_run(isolation->finder, check.signs, check.count, found_name, &check);
    return check;
}

bool isolation_check(const struct isolation *isolation, size_t client,
                     const struct passages *passages, struct leak *leak)
{
    struct check check = run(isolation, client, passages, NULL);
    if (!check.leaked)
        return true;
    const struct name *name = &isolation->names[check.leaked->first];
    *leak = (struct leak){.kind = name->kind, .file = isolation->files[name->client]};
    for (size_t i = 0; i < passages->place_count && passages->places[i].start < check.end; i++) {
        leak->where = passages->places[i].where;
        leak->number = passages->places[i].number;
    }
    return false;
}

bool isolation_names(const struct isolation *isolation, size_t client,
                     const struct passages *passages, const bool *sought)
{
    return run(isolation, client, passages, sought).leaked != NULL;
}

/* Adds `name` to the hash of what was added before. */
static void add_mark(struct hash *mark, const struct name *name)
{
    struct buffer bytes = {0};
    buffer_put(&bytes, (struct text){(const char *)mark->bytes, sizeof mark->bytes});
    buffer_byte(&bytes, (char)name->kind);
    buffer_put(&bytes, (struct text){(const char *)name->phrase.signs,
                                     name->phrase.count * sizeof *name->phrase.signs});
    *mark = hash_of(buffer_text(&bytes));
    buffer_free(&bytes);
}

struct hash *isolation_marks(struct arena *a, const struct isolation *isolation)
{
    struct hash *marks = arena_array(a, isolation->client_count, sizeof *marks);
    for (size_t i = 0; i < isolation->client_count; i++)
        marks[i] = hash_of(text_of("names"));
    for (size_t g = 0; g < isolation->group_count; g++) {
        const struct group *group = &isolation->groups[g];
        for (size_t i = group->first; i < group->end && !group->common; i++)
            add_mark(&marks[isolation->names[i].client], &isolation->names[i]);
    }
    return marks;
}
