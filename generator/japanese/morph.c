#include "japanese/morph.h"

#include <mecab.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "japanese/reading.h"

/* The lattice of a piece takes some 2 KB a sign: 3 MB for the longest. */
enum { PIECE_MOST = 4096, PIECE_GOOD = 1024 };

struct morph {
    mecab_model_t *model;
    mecab_t *tagger;
    mecab_lattice_t *lattice;
    mecab_lattice_t *lookup; /* a second one for questions about a part of a word */
};

/* Where distributions keep the dictionary; the first that exists is taken. */
static const char *const folders[] = {
    "/var/lib/mecab/dic/ipadic-utf8",  "/usr/lib/x86_64-linux-gnu/mecab/dic/ipadic-utf8",
    "/usr/lib64/mecab/dic/ipadic",     "/usr/lib/mecab/dic/ipadic",
    "/usr/local/lib/mecab/dic/ipadic", "/opt/homebrew/lib/mecab/dic/ipadic"};
enum { FOLDER_COUNT = sizeof folders / sizeof *folders };

const char *morph_folder(struct arena *a)
{
    for (size_t i = 0; i < FOLDER_COUNT; i++) {
        struct text path = text_format(a, "%s/sys.dic", folders[i]);
        if (access(path.ptr, R_OK) == 0)
            return folders[i];
    }
    return NULL;
}

static struct morph *refuse(struct morph *morph, const char *detail, struct diag *d)
{
    morph_close(morph);
    diag_add(d, MSG_DICTIONARY_MISSING, (struct span){0}, "%s", detail);
    return NULL;
}

struct morph *morph_open(struct diag *d)
{
    const char *folder = morph_folder(d->arena);
    struct morph *morph = calloc(1, sizeof *morph);
    if (!folder || !morph)
        return refuse(morph, folders[0], d);
    /* Without a resource file of its own MeCab reads the user's, and the machine's dictionary. */
    char *arguments[] = {(char[]){"mecab"}, (char[]){"-r"}, (char[]){"/dev/null"}, (char[]){"-d"},
                         (char *)text_string(d->arena, text_of(folder))};
    morph->model = mecab_model_new(sizeof arguments / sizeof *arguments, arguments);
    if (!morph->model)
        return refuse(morph, folder, d);
    const mecab_dictionary_info_t *info = mecab_model_dictionary_info(morph->model);
    bool is_utf8 =
        info && (strcmp(info->charset, "UTF-8") == 0 || strcmp(info->charset, "utf8") == 0);
    if (!is_utf8)
        return refuse(morph, info ? info->charset : folder, d);
    morph->tagger = mecab_model_new_tagger(morph->model);
    morph->lattice = mecab_model_new_lattice(morph->model);
    morph->lookup = mecab_model_new_lattice(morph->model);
    if (!morph->tagger || !morph->lattice || !morph->lookup)
        return refuse(morph, folder, d);
    return morph;
}

void morph_close(struct morph *morph)
{
    if (!morph)
        return;
    if (morph->lookup)
        mecab_lattice_destroy(morph->lookup);
    if (morph->lattice)
        mecab_lattice_destroy(morph->lattice);
    if (morph->tagger)
        mecab_destroy(morph->tagger);
    if (morph->model)
        mecab_model_destroy(morph->model);
    free(morph);
}

/* ---- IPADIC's features: 品詞,細分類1,細分類2,細分類3,活用型,活用形,原形,読み,発音 ---- */

enum {
    FEATURE_SPEECH,
    FEATURE_DETAIL,
    FEATURE_DETAIL_2,
    FEATURE_FORM = 5,
    FEATURE_BASE,
    FEATURE_READING,
    FEATURE_COUNT
};

/* A field is absent when the list has none or it is "*". */
struct features {
    struct text fields[FEATURE_COUNT];
};

static struct features read_features(const char *list)
{
    struct features features = {0};
    for (size_t i = 0; i < FEATURE_COUNT; i++) {
        const char *end = strchrnul(list, ',');
        struct text field = {list, (size_t)(end - list)};
        if (!text_is(field, "*"))
            features.fields[i] = field;
        if (!*end)
            break;
        list = end + 1;
    }
    return features;
}

/* Rows are tried in order; NULL = any. */
static const struct {
    const char *speech, *detail, *detail_2;
    enum speech is;
} speeches[] = {
    {"助詞", NULL, NULL, SPEECH_PARTICLE},
    {"助動詞", NULL, NULL, SPEECH_AUXILIARY},
    {"名詞", "数", NULL, SPEECH_NUMBER},
    {"名詞", "接尾", "助数詞", SPEECH_COUNTER},
    {"名詞", "接尾", NULL, SPEECH_SUFFIX},
    {"名詞", "特殊", NULL, SPEECH_AUXILIARY}, /* そう in 高そうだ */
    {"名詞", "非自立", NULL, SPEECH_DEPENDENT},
    {"名詞", "固有名詞", NULL, SPEECH_NAME},
    {"名詞", "代名詞", NULL, SPEECH_PRONOUN},
    {"名詞", "サ変接続", NULL, SPEECH_ACTION},
    {"名詞", NULL, NULL, SPEECH_NOUN},
    {"動詞", "自立", NULL, SPEECH_VERB},
    {"動詞", "接尾", NULL, SPEECH_SUFFIX},
    {"動詞", "非自立", NULL, SPEECH_DEPENDENT},
    {"形容詞", "自立", NULL, SPEECH_ADJECTIVE},
    {"形容詞", "接尾", NULL, SPEECH_SUFFIX},
    {"形容詞", "非自立", NULL, SPEECH_DEPENDENT},
    {"副詞", NULL, NULL, SPEECH_ADVERB},
    {"連体詞", NULL, NULL, SPEECH_ADNOMINAL},
    {"接続詞", NULL, NULL, SPEECH_CONJUNCTION},
    {"感動詞", NULL, NULL, SPEECH_INTERJECTION},
    {"フィラー", NULL, NULL, SPEECH_INTERJECTION},
    {"接頭詞", NULL, NULL, SPEECH_PREFIX},
    {"記号", "括弧開", NULL, SPEECH_OPENING},
    {"記号", "括弧閉", NULL, SPEECH_CLOSING},
    {"記号", "空白", NULL, SPEECH_SPACE},
    {"記号", "アルファベット", NULL, SPEECH_UNKNOWN},
    {"記号", NULL, NULL, SPEECH_SIGN},
};

static bool matches(struct text field, const char *wanted)
{
    return !wanted || text_is(field, wanted);
}

static enum speech speech_of(const struct features *features)
{
    const struct text *fields = features->fields;
    for (size_t i = 0; i < sizeof speeches / sizeof *speeches; i++) {
        if (matches(fields[FEATURE_SPEECH], speeches[i].speech) &&
            matches(fields[FEATURE_DETAIL], speeches[i].detail) &&
            matches(fields[FEATURE_DETAIL_2], speeches[i].detail_2))
            return speeches[i].is;
    }
    return SPEECH_UNKNOWN;
}

/* ---- signs ---- */

struct brackets {
    const uint32_t *opening, *closing;
};

static const struct brackets brackets = {
    .opening = (const uint32_t[]){'(', '[', '{', U'（', U'［', U'｛', U'「', U'『', U'【', U'〔',
                                  U'〈', U'《', U'“', U'‘', 0},
    .closing = (const uint32_t[]){')', ']', '}', U'）', U'］', U'｝', U'」', U'』', U'】', U'〕',
                                  U'〉', U'》', U'”', U'’', 0}};

static bool is_one_of(uint32_t codepoint, const uint32_t *set)
{
    for (; *set; set++) {
        if (*set == codepoint)
            return true;
    }
    return false;
}

static bool is_control(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7F;
}

static bool is_katakana(uint32_t codepoint)
{
    return (codepoint >= 0x30A1 && codepoint <= 0x30FA) || codepoint == 0x30FC;
}

static bool is_letter_or_digit(uint32_t codepoint)
{
    return (codepoint >= '0' && codepoint <= '9') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 0xFF10 && codepoint <= 0xFF19) ||
           (codepoint >= 0xFF21 && codepoint <= 0xFF3A) ||
           (codepoint >= 0xFF41 && codepoint <= 0xFF5A) ||
           (codepoint >= 0x00C0 && codepoint <= 0x024F) || codepoint >= 0x2E80;
}

/* IPADIC takes ASCII signs for nouns ("名詞,サ変接続"): one look at the sign itself is surer. */
static enum speech speech_of_unknown(struct text word, enum speech speech)
{
    size_t offset = 0;
    uint32_t codepoint = text_next(word, &offset);
    if (is_one_of(codepoint, brackets.opening) && offset == word.size)
        return SPEECH_OPENING;
    if (is_one_of(codepoint, brackets.closing) && offset == word.size)
        return SPEECH_CLOSING;
    if (codepoint == ' ' || codepoint == 0x3000)
        return SPEECH_SPACE;
    if (!is_letter_or_digit(codepoint))
        return SPEECH_SIGN;
    return speech == SPEECH_NUMBER ? speech : SPEECH_UNKNOWN;
}

/* ---- a piece of text through MeCab ---- */

struct splitter {
    struct arena *arena;
    struct morph *morph;
    struct text text;
    struct morpheme *items; /* room for one a sign: there cannot be more */
    size_t count;
};

static void add_morpheme(struct splitter *s, size_t start, size_t end, enum speech speech)
{
    if (end == start)
        return;
    s->items[s->count++] = (struct morpheme){.start = start, .end = end, .speech = speech};
}

/* Bytes of the longest word of the dictionary that begins at `start` and is no longer than `most`;
 * with `whole` only of one that is exactly so long. 0 = none. */
static size_t longest_word(struct splitter *s, size_t start, size_t most, bool whole)
{
    const char *begin = s->text.ptr + start;
    mecab_lattice_clear(s->morph->lookup);
    mecab_lattice_set_sentence2(s->morph->lookup, begin, most);
    const mecab_node_t *node =
        mecab_model_lookup(s->morph->model, mecab_lattice_get_sentence(s->morph->lookup),
                           mecab_lattice_get_sentence(s->morph->lookup) + most, s->morph->lookup);
    size_t longest = 0;
    for (; node; node = node->bnext) {
        bool fits =
            node->stat == MECAB_NOR_NODE && (whole ? node->length == most : node->length < most);
        if (fits && node->length > longest)
            longest = node->length;
    }
    return longest;
}

enum { KANA_SIZE = 3, PART_LEAST = 3 * KANA_SIZE }; /* bytes of a katakana; of part of a word */

/* Where an unknown katakana word [start, end) falls into two: before its longest known tail, or
 * behind its longest known head; `end` when neither is known. */
static size_t find_seam(struct splitter *s, size_t start, size_t end)
{
    for (size_t i = start + PART_LEAST; i + PART_LEAST <= end; i += KANA_SIZE) {
        if (longest_word(s, i, end - i, true) > 0)
            return i;
    }
    size_t head = longest_word(s, start, end - start, false);
    bool good = head >= PART_LEAST && end - start - head >= PART_LEAST;
    return good ? start + head : end;
}

static bool is_katakana_word(struct text word)
{
    size_t offset = 0;
    while (offset < word.size) {
        if (!is_katakana(text_next(word, &offset)))
            return false;
    }
    return true;
}

/* A whole run of katakana as one word, or parted at its seams. */
static void add_katakana(struct splitter *s, size_t first, size_t end)
{
    size_t start = first;
    while (start < end) {
        size_t seam = end - start >= 2 * PART_LEAST ? find_seam(s, start, end) : end;
        add_morpheme(s, start, seam, SPEECH_UNKNOWN);
        struct morpheme *part = &s->items[s->count - 1];
        part->seamed = start > first;
        part->reading = reading_hiragana(s->arena, text_slice(s->text, start, seam));
        start = seam;
    }
}

/* Index behind the katakana words that begin at items[first]; *torn tells whether one of several is
 * too short to be one. */
static size_t find_katakana_end(const struct splitter *s, const struct morpheme *items,
                                size_t first, size_t count, bool *torn)
{
    size_t end = first;
    bool is_short = false;
    for (; end < count; end++) {
        struct text word = text_slice(s->text, items[end].start, items[end].end);
        if (!is_katakana_word(word))
            break;
        is_short = is_short || word.size < PART_LEAST;
    }
    *torn = is_short && end - first > 1;
    return end;
}

/* Where IPADIC lacks a katakana word it may see two short ones (クラ, ウド): a piece of fewer than
 * three signs beside katakana is no word. Looks at the morphemes from `first` on. */
static void mend_katakana(struct splitter *s, size_t first)
{
    size_t count = s->count - first;
    const struct morpheme *items = s->items + first;
    bool any = false;
    for (size_t i = 0; i < count && !any; i++)
        find_katakana_end(s, items, i, count, &any);
    if (!any)
        return;
    struct morpheme *copy = arena_array(s->arena, count, sizeof *copy);
    memcpy(copy, items, count * sizeof *copy);
    items = copy;
    s->count = first;
    for (size_t i = 0; i < count;) {
        bool torn;
        size_t end = find_katakana_end(s, items, i, count, &torn);
        if (torn) {
            add_katakana(s, items[i].start, items[end - 1].end);
            i = end;
            continue;
        }
        s->items[s->count++] = items[i];
        i++;
    }
}

static bool has_reading(enum speech speech)
{
    return speech != SPEECH_OPENING && speech != SPEECH_CLOSING && speech != SPEECH_SIGN &&
           speech != SPEECH_SPACE;
}

/* The dictionary writes readings in full-width katakana: no need for reading_hiragana's folding. */
static uint32_t hiragana_of(uint32_t katakana)
{
    bool shifts = katakana >= 0x30A1 && katakana <= 0x30F6;
    return shifts ? katakana - 0x60 : katakana;
}

static void add_node(struct splitter *s, const mecab_node_t *node, size_t start)
{
    size_t end = start + node->length;
    struct text word = text_slice(s->text, start, end);
    bool unknown = node->stat == MECAB_UNK_NODE;
    if (unknown && is_katakana_word(word)) {
        add_katakana(s, start, end);
        return;
    }
    struct features features = read_features(node->feature);
    enum speech speech = speech_of(&features);
    if (unknown)
        speech = speech_of_unknown(word, speech);
    add_morpheme(s, start, end, speech);
    if (node->length == 0 || unknown)
        return;
    struct morpheme *morpheme = &s->items[s->count - 1];
    struct text reading = features.fields[FEATURE_READING];
    if (reading.ptr && has_reading(speech))
        morpheme->reading = text_map(s->arena, reading, hiragana_of);
    morpheme->joining = speech == SPEECH_VERB && text_is(features.fields[FEATURE_FORM], "連用形");
    morpheme->base = text_copy(s->arena, features.fields[FEATURE_BASE]);
}

/* The bytes [start, end) hold no control sign. */
static void split_piece(struct splitter *s, size_t start, size_t end)
{
    mecab_lattice_clear(s->morph->lattice);
    mecab_lattice_set_request_type(s->morph->lattice, MECAB_ONE_BEST);
    mecab_lattice_set_sentence2(s->morph->lattice, s->text.ptr + start, end - start);
    const char *sentence = mecab_lattice_get_sentence(s->morph->lattice);
    size_t done = start;
    size_t first = s->count;
    if (mecab_parse_lattice(s->morph->tagger, s->morph->lattice)) {
        const mecab_node_t *node = mecab_lattice_get_bos_node(s->morph->lattice);
        for (; node; node = node->next) {
            if (node->stat == MECAB_BOS_NODE || node->stat == MECAB_EOS_NODE)
                continue;
            size_t at = start + (size_t)(node->surface - sentence);
            add_morpheme(s, done, at, SPEECH_SPACE); /* MeCab passes over blanks */
            add_node(s, node, at);
            done = at + node->length;
        }
    }
    add_morpheme(s, done, end, SPEECH_SPACE);
    mend_katakana(s, first);
}

/* True when the bytes before `offset` end a sentence or clause, so that words do not reach over. */
static bool ends_clause(struct text text, size_t offset)
{
    static const char *const marks[] = {"。", "、", "！", "？", " ", "」", "）"};
    struct text before = text_slice(text, 0, offset);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (text_ends(before, marks[i]))
            return true;
    }
    return false;
}

/* The end of the piece that begins at `start`: before a control sign, behind the first clause of a
 * long text, at the latest at PIECE_MOST. */
static size_t find_piece_end(struct text text, size_t start)
{
    size_t offset = start;
    while (offset < text.size && offset - start < PIECE_MOST - 4) {
        if (is_control((unsigned char)text.ptr[offset]))
            return offset;
        text_next(text, &offset);
        if (offset - start >= PIECE_GOOD && ends_clause(text, offset))
            return offset;
    }
    return offset;
}

const struct morpheme *morph_split(struct arena *a, struct morph *morph, struct text text,
                                   size_t *count)
{
    struct splitter splitter = {.arena = a, .morph = morph, .text = text};
    splitter.items = arena_array(a, text_length(text), sizeof *splitter.items);
    size_t start = 0;
    while (start < text.size) {
        size_t end = start;
        while (end < text.size && is_control((unsigned char)text.ptr[end]))
            end++;
        add_morpheme(&splitter, start, end, SPEECH_SPACE);
        start = end;
        end = find_piece_end(text, start);
        if (end > start)
            split_piece(&splitter, start, end);
        start = end;
    }
    *count = splitter.count;
    return splitter.items;
}
