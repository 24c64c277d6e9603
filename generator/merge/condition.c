#include "merge/condition.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_OPERATOR, TOKEN_WRONG };

struct token {
    enum token_kind kind;
    struct text text; /* without the quotation marks */
};

struct reader {
    struct text text;
    size_t offset;
};

/* `path`, `not path` or `path operation operand`. */
struct term {
    bool negated;
    struct text path;
    struct text operation; /* absent = none */
    struct text operand;
};

enum joiner { JOINER_NONE, JOINER_AND, JOINER_OR };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_operator_sign(char c)
{
    return c == '=' || c == '!' || c == '<' || c == '>';
}

static struct token take(struct reader *r, enum token_kind kind, size_t start, size_t end)
{
    return (struct token){.kind = kind, .text = text_slice(r->text, start, end)};
}

static struct token read_quoted(struct reader *r)
{
    size_t start = r->offset + 1;
    size_t end = text_find(r->text, "\"", start);
    if (end == SIZE_MAX)
        return (struct token){.kind = TOKEN_WRONG};
    r->offset = end + 1;
    return take(r, TOKEN_QUOTED, start, end);
}

static bool is_operator(struct text t)
{
    static const char *const operators[] = {"==", "!=", "<", "<=", ">", ">="};
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (text_is(t, operators[i]))
            return true;
    return false;
}

static struct token read_token(struct reader *r)
{
    while (r->offset < r->text.size && is_space(r->text.ptr[r->offset]))
        r->offset++;
    if (r->offset == r->text.size)
        return (struct token){.kind = TOKEN_END};
    size_t start = r->offset;
    char c = r->text.ptr[start];
    if (c == '"')
        return read_quoted(r);
    bool by_signs = is_operator_sign(c);
    while (r->offset < r->text.size) {
        c = r->text.ptr[r->offset];
        if (is_space(c) || c == '"' || is_operator_sign(c) != by_signs)
            break;
        r->offset++;
    }
    struct token token = take(r, by_signs ? TOKEN_OPERATOR : TOKEN_WORD, start, r->offset);
    if (by_signs && !is_operator(token.text))
        token.kind = TOKEN_WRONG;
    return token;
}

/* Reads a term and the token behind it. */
static bool read_term(struct reader *r, struct term *term, struct token *behind)
{
    *term = (struct term){0};
    struct token token = read_token(r);
    if (token.kind == TOKEN_WORD && text_is(token.text, "not")) {
        term->negated = true;
        token = read_token(r);
    }
    if (token.kind != TOKEN_WORD)
        return false;
    term->path = token.text;
    *behind = read_token(r);
    if (behind->kind != TOKEN_OPERATOR)
        return true;
    if (term->negated)
        return false;
    term->operation = behind->text;
    token = read_token(r);
    term->operand = token.text;
    *behind = read_token(r);
    return token.kind == TOKEN_WORD || token.kind == TOKEN_QUOTED;
}

static bool read_joiner(struct token token, enum joiner *joiner)
{
    if (token.kind != TOKEN_WORD)
        return false;
    if (text_is(token.text, "and"))
        *joiner = JOINER_AND;
    else if (text_is(token.text, "or"))
        *joiner = JOINER_OR;
    else
        return false;
    return true;
}

static int sign_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static bool parse_truth(struct text word, bool *truth)
{
    static const char *const yes[] = {"true", "yes", "はい"};
    static const char *const no[] = {"false", "no", "いいえ"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        *truth = text_is(word, yes[i]);
        if (*truth || text_is(word, no[i]))
            return true;
    }
    return false;
}

/* How `value` stands to `operand`; false when they cannot be compared. */
static bool compare(const struct value *value, struct text operand, int *order)
{
    int64_t left, right;
    bool truth;
    struct date date;
    switch (value->kind) {
    case VALUE_TEXT:
        *order = text_compare(value->text, operand);
        return true;
    case VALUE_INT:
    case VALUE_DECIMAL:
    case VALUE_YEN:
        if (!value_thousandths(value, &left) || !value_parse_number(operand, &right))
            return false;
        *order = sign_of(left, right);
        return true;
    case VALUE_BOOL:
        if (!parse_truth(operand, &truth))
            return false;
        *order = sign_of(value->number != 0, truth);
        return true;
    case VALUE_DATE:
        if (!date_parse(operand, &date))
            return false;
        *order = date_compare(value->date, date);
        return true;
    case VALUE_UNDEFINED:
    case VALUE_LIST:
    case VALUE_MAP:
        return false;
    }
    return false;
}

static bool order_fits(struct text operation, int order)
{
    bool equal_fits = text_ends(operation, "=") && !text_is(operation, "!=");
    if (order == 0)
        return equal_fits;
    if (text_starts(operation, "<"))
        return order < 0;
    if (text_starts(operation, ">"))
        return order > 0;
    return text_is(operation, "!=");
}

static bool compare_term(const struct scope *s, const struct term *term, const struct value *value,
                         struct span span, bool *holds)
{
    bool equality = text_is(term->operation, "==") || text_is(term->operation, "!=");
    if (value->kind == VALUE_UNDEFINED) {
        *holds = text_is(term->operation, "!=");
        return true;
    }
    bool ordered = value->kind != VALUE_TEXT && value->kind != VALUE_BOOL;
    int order;
    if ((!equality && !ordered) || !compare(value, term->operand, &order)) {
        if (s->unused)
            return false;
        struct text what =
            text_format(s->d->arena, "%.*s %.*s %.*s", (int)term->path.size, term->path.ptr,
                        (int)term->operation.size, term->operation.ptr, (int)term->operand.size,
                        term->operand.ptr);
        return scope_complain(s, MSG_FIELD_KIND, span, what);
    }
    *holds = order_fits(term->operation, order);
    return true;
}

static bool term_holds(const struct scope *s, const struct term *term, struct span span,
                       bool *holds)
{
    const struct value *value = path_find(s, term->path, span);
    if (!value)
        return false;
    if (term->operation.ptr)
        return compare_term(s, term, value, span, holds);
    *holds = value_is_true(value) != term->negated;
    return true;
}

bool condition_holds(const struct scope *s, struct text text, struct span span, bool *holds)
{
    struct reader reader = {.text = text};
    enum joiner joiner = JOINER_NONE;
    bool answered = true; /* every term is asked, so that each wrong name is reported */
    *holds = false;
    while (true) {
        struct term term;
        struct token behind;
        if (!read_term(&reader, &term, &behind))
            return scope_complain(s, MSG_SECTION_SYNTAX, span, text);
        bool one = false;
        answered &= term_holds(s, &term, span, &one);
        *holds = joiner == JOINER_AND ? *holds && one : *holds || one;
        if (behind.kind == TOKEN_END)
            return answered;
        enum joiner next;
        if (!read_joiner(behind, &next) || (joiner != JOINER_NONE && joiner != next))
            return scope_complain(s, MSG_SECTION_SYNTAX, span, text);
        joiner = next;
    }
}
