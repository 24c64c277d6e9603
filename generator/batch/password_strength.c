#include "batch/password_strength.h"

#include <string.h>

#include "japanese/loose.h"

enum {
    SIGNS_LEAST = 12,
    DIFFERENT_LEAST = 5,
    OWN_LEAST = 4,  /* signs of a word of the client's own */
    RUN_LEAST = 4,  /* keys side by side */
    REST_LEAST = 8, /* signs that must be left beside stolen words and rows of keys */
    SIGNS_MOST = 256
};

/* The heads of the lists of stolen passwords (NCSC 2019, NordPass 2019–2023), after letters have
 * been put in place of figures and signs, and what Japanese users add. */
static const char *const COMMON[] = {
    "password", "passwort", "pass",     "admin",    "administrator", "welcome",   "letmein",
    "iloveyou", "monkey",   "dragon",   "master",   "login",         "princess",  "football",
    "baseball", "sunshine", "superman", "batman",   "shadow",        "michael",   "ashley",
    "secret",   "trustno",  "hello",    "freedom",  "whatever",      "starwars",  "pokemon",
    "google",   "computer", "internet", "security", "himitsu",       "sakura",    "nihon",
    "japan",    "tokyo",    "arigatou", "ohayou",   "konnichiwa",    "aishiteru", "doraemon",
    "naruto",   "kaisha",   "company",  "office",   "default",       "changeme",  "guest",
    "root",     "user",     "test",     "system",   "server",        "windows",   "microsoft"};

/* Neighbours on keyboards, in the alphabet and in counting; also read backwards. */
static const char *const ROWS[] = {"01234567890",
                                   "qwertyuiop",
                                   "asdfghjkl",
                                   "zxcvbnm",
                                   "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
                                   "qazwsxedcrfvtgbyhnujmikolp",
                                   "abcdefghijklmnopqrstuvwxyz"};

/* The folded signs of a password: at most 127 bytes give at most as many. Wiped after use. */
struct signs {
    uint32_t at[SIGNS_MOST];
    size_t count;
};

static struct signs signs_of(struct text text)
{
    struct signs signs = {.count = 0};
    struct loose loose = {0};
    loose_add(&loose, text);
    for (size_t i = 0; i < loose.count && i < SIGNS_MOST; i++)
        signs.at[signs.count++] = loose_signs(&loose)[i] & LOOSE_SIGN;
    if (loose.room.ptr)
        explicit_bzero(loose.room.ptr, loose.room.room);
    loose_free(&loose);
    return signs;
}

static bool is_repeated(const struct signs *signs)
{
    size_t different = 0;
    for (size_t i = 0; i < signs->count; i++) {
        size_t first = 0;
        while (signs->at[first] != signs->at[i])
            first++;
        different += first == i;
    }
    if (different < DIFFERENT_LEAST)
        return true;
    for (size_t period = 1; period <= signs->count / 2; period++) {
        size_t i = period;
        while (i < signs->count && signs->at[i] == signs->at[i - period])
            i++;
        if (i == signs->count)
            return true;
    }
    return false;
}

static bool is_figures(const struct signs *signs)
{
    for (size_t i = 0; i < signs->count; i++) {
        uint32_t sign = signs->at[i];
        if (sign >= 0x80 || ((sign < '0' || sign > '9') && !strchr("-/.()+ _", (int)sign)))
            return false;
    }
    return true;
}

/* Signs of `signs` from `from` that stand side by side in `row`. */
static size_t run_length(const struct signs *signs, size_t from, const char *row, int direction)
{
    size_t best = 0;
    size_t size = strlen(row);
    for (size_t start = 0; start < size; start++) {
        size_t length = 0;
        ptrdiff_t at = (ptrdiff_t)start;
        while (from + length < signs->count && at >= 0 && at < (ptrdiff_t)size &&
               signs->at[from + length] == (unsigned char)row[at]) {
            length++;
            at += direction;
        }
        best = length > best ? length : best;
    }
    return best;
}

/* Marks the signs that are rows of keys; returns how many. */
static size_t cover_rows(const struct signs *signs, bool *covered)
{
    size_t count = 0;
    size_t i = 0;
    while (i < signs->count) {
        size_t best = 0;
        for (size_t row = 0; row < sizeof ROWS / sizeof *ROWS; row++) {
            size_t there = run_length(signs, i, ROWS[row], 1);
            size_t back = run_length(signs, i, ROWS[row], -1);
            size_t longer = there > back ? there : back;
            best = longer > best ? longer : best;
        }
        for (size_t end = i + best; best >= RUN_LEAST && i < end; count++)
            covered[i++] = true;
        i += best < RUN_LEAST;
    }
    return count;
}

/* The letter that a figure or sign is put in place of. */
static uint32_t letter_of(uint32_t sign)
{
    static const char FROM[] = "01345$@!7";
    static const char TO[] = "oieassait";
    const char *found = sign > 0 && sign < 0x80 ? strchr(FROM, (int)sign) : NULL;
    return found ? (unsigned char)TO[found - FROM] : sign;
}

static bool is_word_at(const struct signs *signs, size_t at, const char *word, size_t size)
{
    if (at + size > signs->count)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (letter_of(signs->at[at + i]) != (unsigned char)word[i])
            return false;
    }
    return true;
}

/* Marks the signs that are stolen words, wherever and however often; returns how many. */
static size_t cover_words(const struct signs *signs, bool *covered)
{
    size_t count = 0;
    for (size_t w = 0; w < sizeof COMMON / sizeof *COMMON; w++) {
        size_t size = strlen(COMMON[w]);
        for (size_t at = 0; at + size <= signs->count; at++) {
            if (!is_word_at(signs, at, COMMON[w], size))
                continue;
            memset(covered + at, true, size);
            count += size;
        }
    }
    return count;
}

/* What stands beside stolen words and rows of keys must be worth something by itself. */
static enum message find_cover(const struct signs *signs)
{
    bool covered[SIGNS_MOST] = {false};
    size_t rows = cover_rows(signs, covered);
    size_t words = cover_words(signs, covered);
    size_t rest = 0;
    for (size_t i = 0; i < signs->count; i++)
        rest += !covered[i];
    if (rows + words == 0 || rest >= REST_LEAST)
        return MSG_COUNT;
    return words > 0 ? MSG_PASSWORD_COMMON : MSG_PASSWORD_ROWS;
}

enum message password_fault(struct text password)
{
    struct signs signs = signs_of(password);
    enum message fault = MSG_COUNT;
    if (signs.count < SIGNS_LEAST)
        fault = MSG_PASSWORD_SHORT;
    else if (is_figures(&signs))
        fault = MSG_PASSWORD_FIGURES;
    else if (is_repeated(&signs))
        fault = MSG_PASSWORD_REPEATED;
    else
        fault = find_cover(&signs);
    explicit_bzero(&signs, sizeof signs);
    return fault;
}

bool password_has(struct text password, const struct text *words, size_t word_count)
{
    struct signs signs = signs_of(password);
    bool found = false;
    for (size_t w = 0; w < word_count && !found; w++) {
        struct signs word = signs_of(words[w]);
        for (size_t i = 0; word.count >= OWN_LEAST && i + word.count <= signs.count; i++)
            found = found || memcmp(signs.at + i, word.at, word.count * sizeof *word.at) == 0;
    }
    explicit_bzero(&signs, sizeof signs);
    return found;
}
