#include "merge/chartdata.h"

#include "base/arena.h"
#include "base/yaml.h"
#include "merge/field.h"

#include <assert.h>

enum key {
    KEY_KIND,
    KEY_DATA,
    KEY_LABEL,
    KEY_VALUE,
    KEY_TEXT,
    KEY_NOTE,
    KEY_WEAK,
    KEY_LOW,
    KEY_HIGH,
    KEY_PARTS,
    KEY_LINES,
    KEY_TOTAL,
    KEY_MAXIMUM,
    KEY_MARK,
    KEY_TITLE,
    KEY_UNIT,
    KEY_MARK_LABEL,
    KEY_CHANGE,
    KEY_CHANGE_NOTE,
    KEY_CHANGE_SIGN,
    KEY_ALT,
    KEY_COUNT
};

enum key_kind { KEY_IS_WORD, KEY_IS_MEMBER, KEY_IS_PATH, KEY_IS_NUMBER, KEY_IS_TEXT };

static const struct {
    const char *name;
    enum key_kind kind;
} keys[KEY_COUNT] = {
    [KEY_KIND] = {"kind", KEY_IS_WORD},
    [KEY_DATA] = {"data", KEY_IS_PATH},
    [KEY_LABEL] = {"label", KEY_IS_MEMBER},
    [KEY_VALUE] = {"value", KEY_IS_MEMBER},
    [KEY_TEXT] = {"text", KEY_IS_MEMBER},
    [KEY_NOTE] = {"note", KEY_IS_MEMBER},
    [KEY_WEAK] = {"weak", KEY_IS_MEMBER},
    [KEY_LOW] = {"low", KEY_IS_MEMBER},
    [KEY_HIGH] = {"high", KEY_IS_MEMBER},
    [KEY_PARTS] = {"parts", KEY_IS_MEMBER},
    [KEY_LINES] = {"lines", KEY_IS_MEMBER},
    [KEY_TOTAL] = {"total", KEY_IS_NUMBER},
    [KEY_MAXIMUM] = {"maximum", KEY_IS_NUMBER},
    [KEY_MARK] = {"mark", KEY_IS_NUMBER},
    [KEY_TITLE] = {"title", KEY_IS_TEXT},
    [KEY_UNIT] = {"unit", KEY_IS_TEXT},
    [KEY_MARK_LABEL] = {"mark_label", KEY_IS_TEXT},
    [KEY_CHANGE] = {"change", KEY_IS_TEXT},
    [KEY_CHANGE_NOTE] = {"change_note", KEY_IS_TEXT},
    [KEY_CHANGE_SIGN] = {"change_sign", KEY_IS_PATH},
    [KEY_ALT] = {"alt", KEY_IS_TEXT},
};

static const struct {
    const char *name;
    bool needs_points; /* says nothing without them */
    bool has_total;
    bool own_scale; /* as long as the largest value, unless the author says a maximum */
} kinds[CHART_KIND_COUNT] = {
    [CHART_SCORE] = {.name = "score", .has_total = true},
    [CHART_BARS] = {.name = "bars", .needs_points = true},
    [CHART_METER] = {.name = "meter", .needs_points = true},
    [CHART_BANDS] = {.name = "bands", .has_total = true},
    [CHART_RADAR] = {.name = "radar", .needs_points = true},
    [CHART_HISTORY] = {.name = "history", .needs_points = true},
    [CHART_RANGE] = {.name = "range", .needs_points = true, .own_scale = true},
    [CHART_STACKED] = {.name = "stacked", .needs_points = true, .own_scale = true},
    [CHART_STEPS] = {.name = "steps", .needs_points = true},
};

/* One chart being read. */
struct reading {
    const struct scope *scope;
    const struct yaml_node *nodes[KEY_COUNT]; /* scalars; NULL where the key is absent or null */
    struct span span;                         /* of the whole mapping */
    struct chart *chart;
    bool fine;
};

static void refuse(struct reading *r, struct span span, struct text what)
{
    r->fine = scope_complain(r->scope, MSG_MD_CHART, span, what);
}

static struct text name_of_key(size_t key)
{
    return text_of(keys[key].name);
}

static struct text name_of_kind(size_t kind)
{
    return text_of(kinds[kind].name);
}

/* The index of `word` among `count` names, or `count` after a complaint. */
static size_t find_word(struct reading *r, const struct yaml_node *node,
                        struct text (*name)(size_t), size_t count)
{
    struct text *names = arena_array(r->scope->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = name(i);
        if (node->kind == YAML_SCALAR && text_equal(names[i], node->value))
            return i;
    }
    refuse(r, node->span, node->value);
    if (node->kind == YAML_SCALAR)
        diag_near(r->scope->d, diag_nearest(node->value, names, count));
    return count;
}

static void read_keys(struct reading *r, const struct yaml_node *source)
{
    for (size_t i = 0; i < source->count; i++) {
        size_t key = find_word(r, source->keys[i], name_of_key, KEY_COUNT);
        const struct yaml_node *node = source->items[i];
        if (key == KEY_COUNT)
            continue;
        if (node->kind != YAML_SCALAR)
            refuse(r, node->span, name_of_key(key));
        else if (!yaml_is_null(node))
            r->nodes[key] = node;
    }
}

static void read_kind(struct reading *r)
{
    const struct yaml_node *node = r->nodes[KEY_KIND];
    if (!node) {
        refuse(r, r->span, name_of_key(KEY_KIND));
        return;
    }
    size_t kind = find_word(r, node, name_of_kind, CHART_KIND_COUNT);
    if (kind == CHART_KIND_COUNT)
        return;
    r->chart->kind = (enum chart_kind)kind;
    if (!r->fine)
        return; /* what is missing may be what was wrong */
    if (kinds[kind].has_total && !r->nodes[KEY_TOTAL])
        refuse(r, r->span, name_of_key(KEY_TOTAL));
    if (kinds[kind].needs_points && !r->nodes[KEY_DATA])
        refuse(r, r->span, name_of_key(KEY_DATA));
}

/* Complains of a value of the wrong kind, unless values do not matter here. */
static void refuse_kind(struct reading *r, enum message message, struct span span, struct text path)
{
    r->fine = false;
    if (!r->scope->unused)
        scope_complain(r->scope, message, span, path);
}

/* The number that `key` says or names; `absent` when the key is missing. An undefined one is an
 * error unless `optional`. */
static int64_t read_number(struct reading *r, enum key key, int64_t absent, bool optional)
{
    const struct yaml_node *node = r->nodes[key];
    int64_t number;
    if (!node)
        return absent;
    if (value_parse_number(node->value, &number))
        return number;
    const struct value *value = path_find(r->scope, node->value, node->span);
    if (!value)
        r->fine = false;
    else if (value->kind == VALUE_UNDEFINED && !optional)
        refuse_kind(r, MSG_FIELD_UNDEFINED, node->span, node->value);
    else if (value->kind != VALUE_UNDEFINED && !value_thousandths(value, &number))
        refuse_kind(r, MSG_FIELD_KIND, node->span, node->value);
    else if (value->kind != VALUE_UNDEFINED)
        return number;
    return absent;
}

/* A text with its fields filled in; an empty one counts as absent. */
static struct text read_text(struct reading *r, enum key key)
{
    const struct yaml_node *node = r->nodes[key];
    if (!node)
        return (struct text){0};
    struct text text = field_fill(r->scope, node->value, node->span);
    return text.size ? text : (struct text){0};
}

/* The member of `element` that `key` names; `fallback` NULL = nothing unless the key is there. NULL
 * when absent or reported. */
static const struct value *find_member(struct reading *r, const struct value *element, enum key key,
                                       const char *fallback)
{
    const struct yaml_node *node = r->nodes[key];
    if (!node && !fallback)
        return NULL;
    struct text path = node ? node->value : text_of(fallback);
    const struct value *value =
        path_find_in(r->scope, element, path, node ? node->span : r->nodes[KEY_DATA]->span);
    if (!value)
        r->fine = false;
    return value;
}

static struct text member_text(struct reading *r, const struct value *element, enum key key,
                               const char *fallback)
{
    const struct value *value = find_member(r, element, key, fallback);
    struct text text = {0};
    if (!value || value->kind == VALUE_UNDEFINED)
        return text;
    if (!field_print(r->scope->arena, value, &text))
        refuse_kind(r, MSG_FIELD_KIND, r->nodes[KEY_DATA]->span, text_of(keys[key].name));
    return text;
}

/* "58点", "75万円" (yen has its unit already), 対象外. */
static struct text point_words(struct reading *r, const struct value *value)
{
    struct text printed;
    if (value->kind == VALUE_UNDEFINED || !value_print(r->scope->arena, value, &printed))
        return text_of("対象外");
    if (value->kind == VALUE_YEN)
        return printed;
    struct text unit = r->chart->unit;
    return text_format(r->scope->arena, "%.*s%.*s", (int)printed.size, printed.ptr, (int)unit.size,
                       unit.ptr ? unit.ptr : "");
}

/* The number of the member `key` ("low", "high") of a point that has a value. */
static int64_t member_number(struct reading *r, const struct value *element, enum key key)
{
    int64_t number = 0;
    const struct value *value = find_member(r, element, key, keys[key].name);
    if (value && !value_thousandths(value, &number))
        refuse_kind(r, MSG_FIELD_KIND, r->nodes[KEY_DATA]->span, text_of(keys[key].name));
    return number;
}

/* "780万円〜3,150万円": the model has rounded its figures for reading already. */
static void read_range(struct reading *r, const struct value *element, struct chart_point *point)
{
    if (!point->has_value)
        return;
    struct arena *a = r->scope->arena;
    point->low = member_number(r, element, KEY_LOW);
    point->high = member_number(r, element, KEY_HIGH);
    struct text low = decimal_format(a, point->low);
    struct text high = decimal_format(a, point->high);
    struct text unit = r->chart->money || !r->chart->unit.size ? text_of("") : r->chart->unit;
    if (r->chart->money) {
        low = yen_format(a, point->low / 1000);
        high = yen_format(a, point->high / 1000);
    }
    point->range = text_format(a, "%.*s〜%.*s%.*s", (int)low.size, low.ptr, (int)high.size,
                               high.ptr, (int)unit.size, unit.ptr);
}

/* The list that the member `key` of `element` is; NULL when absent or reported. */
static const struct value *member_list(struct reading *r, const struct value *element, enum key key)
{
    const struct value *list = find_member(r, element, key, keys[key].name);
    if (!list || list->kind == VALUE_UNDEFINED)
        return NULL;
    if (list->kind == VALUE_LIST)
        return list;
    refuse_kind(r, MSG_FIELD_KIND, r->nodes[KEY_DATA]->span, text_of(keys[key].name));
    return NULL;
}

/* A part is a map {label, value}; an undefined value is a part this bar does not have. */
static void read_part(struct reading *r, const struct value *element, struct chart_part *part)
{
    struct span span = r->nodes[KEY_DATA]->span;
    const struct value *label = path_find_in(r->scope, element, text_of("label"), span);
    const struct value *value = path_find_in(r->scope, element, text_of("value"), span);
    if (!label || !value) {
        r->fine = false;
        return;
    }
    bool has_value = value_thousandths(value, &part->value);
    if (!field_print(r->scope->arena, label, &part->label) ||
        (!has_value && value->kind != VALUE_UNDEFINED))
        refuse_kind(r, MSG_FIELD_KIND, span, text_of(keys[KEY_PARTS].name));
    part->text = point_words(r, value);
}

static void read_parts(struct reading *r, const struct value *element, struct chart_point *point)
{
    const struct value *list = member_list(r, element, KEY_PARTS);
    if (!list)
        return;
    struct chart_part *parts = arena_array(r->scope->arena, list->count, sizeof *parts);
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind == VALUE_MAP)
            read_part(r, list->items[i], &parts[i]);
        else
            refuse_kind(r, MSG_FIELD_KIND, r->nodes[KEY_DATA]->span, text_of(keys[KEY_PARTS].name));
    }
    point->parts = parts;
    point->part_count = list->count;
}

static void read_lines(struct reading *r, const struct value *element, struct chart_point *point)
{
    const struct value *list = member_list(r, element, KEY_LINES);
    if (!list)
        return;
    struct text *lines = arena_array(r->scope->arena, list->count, sizeof *lines);
    for (size_t i = 0; i < list->count; i++) {
        if (!field_print(r->scope->arena, list->items[i], &lines[point->line_count]))
            refuse_kind(r, MSG_FIELD_KIND, r->nodes[KEY_DATA]->span, text_of(keys[KEY_LINES].name));
        else
            point->line_count++;
    }
    point->lines = lines;
}

/* What only one kind of chart has. */
static void read_extras(struct reading *r, const struct value *element, struct chart_point *point)
{
    switch (r->chart->kind) {
    case CHART_RANGE:
        read_range(r, element, point);
        break;
    case CHART_STACKED:
        read_parts(r, element, point);
        break;
    case CHART_STEPS:
        read_lines(r, element, point);
        break;
    case CHART_SCORE:
    case CHART_BARS:
    case CHART_METER:
    case CHART_BANDS:
    case CHART_RADAR:
    case CHART_HISTORY:
    case CHART_KIND_COUNT:
        break;
    }
}

static void read_value(struct reading *r, const struct value *element, struct chart_point *point)
{
    const struct value *value = find_member(r, element, KEY_VALUE, "value");
    if (!value)
        return;
    point->has_value = value_thousandths(value, &point->value);
    r->chart->money = r->chart->money || value->kind == VALUE_YEN;
    if (!point->has_value && value->kind != VALUE_UNDEFINED)
        refuse_kind(r, MSG_FIELD_KIND, r->nodes[KEY_DATA]->span, text_of(keys[KEY_VALUE].name));
    if (!point->text.size)
        point->text = point_words(r, value);
}

static void read_point(struct reading *r, const struct value *element, struct chart_point *point)
{
    struct span span = r->nodes[KEY_DATA]->span;
    if (element->kind != VALUE_MAP) {
        refuse_kind(r, MSG_FIELD_KIND, span, r->nodes[KEY_DATA]->value);
        return;
    }
    point->label = member_text(r, element, KEY_LABEL, "label");
    point->note = member_text(r, element, KEY_NOTE, NULL);
    point->text = member_text(r, element, KEY_TEXT, NULL);
    const struct value *weak = find_member(r, element, KEY_WEAK, NULL);
    point->weak = weak && value_is_true(weak);
    /* Steps have words only. */
    if (r->chart->kind != CHART_STEPS)
        read_value(r, element, point);
    read_extras(r, element, point);
}

static void read_points(struct reading *r)
{
    const struct yaml_node *node = r->nodes[KEY_DATA];
    if (!node)
        return;
    const struct value *list = path_find(r->scope, node->value, node->span);
    if (!list) {
        r->fine = false;
        return;
    }
    if (list->kind != VALUE_LIST) {
        bool undefined = list->kind == VALUE_UNDEFINED;
        refuse_kind(r, undefined ? MSG_FIELD_UNDEFINED : MSG_FIELD_KIND, node->span, node->value);
        return;
    }
    struct chart_point *points = arena_array(r->scope->arena, list->count, sizeof *points);
    for (size_t i = 0; i < list->count; i++)
        read_point(r, list->items[i], &points[i]);
    r->chart->points = points;
    r->chart->point_count = list->count;
}

static void read_numbers(struct reading *r)
{
    struct chart *chart = r->chart;
    chart->total = read_number(r, KEY_TOTAL, 0, false);
    int64_t absent = kinds[chart->kind].own_scale ? 0 : 100 * 1000;
    chart->maximum = read_number(r, KEY_MAXIMUM, absent, false);
    if (r->nodes[KEY_MAXIMUM] && chart->maximum <= 0 && !r->scope->unused)
        refuse(r, r->nodes[KEY_MAXIMUM]->span, r->nodes[KEY_MAXIMUM]->value);
    chart->mark = read_number(r, KEY_MARK, -1, true);
    int64_t change = read_number(r, KEY_CHANGE_SIGN, 0, true);
    chart->change_sign = (change > 0) - (change < 0);
}

static void read_texts(struct reading *r)
{
    struct chart *chart = r->chart;
    chart->title = read_text(r, KEY_TITLE);
    chart->unit = read_text(r, KEY_UNIT);
    chart->mark_label = read_text(r, KEY_MARK_LABEL);
    chart->change = read_text(r, KEY_CHANGE);
    chart->change_note = read_text(r, KEY_CHANGE_NOTE);
    chart->alt = read_text(r, KEY_ALT);
}

static void put_separated(struct buffer *b, size_t *items, struct text t)
{
    if (!t.size)
        return;
    if ((*items)++)
        buffer_puts(b, "、");
    buffer_put(b, t);
}

/* "方針 60点", "身代金ウイルス 1,900万円（780万円〜3,150万円）", "軽い場合 780万円（調査
 * 300万円、…）", "1年目 止まらない会社に（…）". */
static void describe_point(struct buffer *b, size_t *items, const struct chart_point *point)
{
    size_t inner = 0;
    if ((*items)++)
        buffer_puts(b, "、");
    buffer_put(b, point->label);
    if (point->text.size)
        buffer_puts(b, " ");
    buffer_put(b, point->text);
    if (!point->range.size && !point->part_count && !point->line_count)
        return;
    buffer_puts(b, "（");
    put_separated(b, &inner, point->range);
    for (size_t i = 0; i < point->part_count; i++) {
        if (point->parts[i].value <= 0)
            continue;
        put_separated(b, &inner, point->parts[i].label);
        buffer_puts(b, " ");
        buffer_put(b, point->parts[i].text);
    }
    for (size_t i = 0; i < point->line_count; i++)
        put_separated(b, &inner, point->lines[i]);
    buffer_puts(b, "）");
}

/* "情報セキュリティ診断：合計58点、方針 60点、…": what the picture shows, for those who hear it. */
static struct text describe(struct arena *a, const struct chart *chart)
{
    struct buffer b = {0};
    size_t items = 0;
    buffer_put(&b, chart->title);
    if (chart->title.size)
        buffer_puts(&b, "：");
    if (kinds[chart->kind].has_total) {
        struct text total = decimal_format(a, chart->total);
        put_separated(&b, &items, text_of("合計"));
        buffer_put(&b, total);
        buffer_put(&b, chart->unit);
        put_separated(&b, &items, chart->change);
        put_separated(&b, &items, chart->change_note);
    }
    for (size_t i = 0; i < chart->point_count; i++)
        describe_point(&b, &items, &chart->points[i]);
    struct text alt = text_copy(a, buffer_text(&b));
    buffer_free(&b);
    return alt;
}

const struct chart *chartdata_read(const struct scope *s, const struct yaml_node *source)
{
    if (source->kind != YAML_MAPPING) {
        scope_complain(s, MSG_MD_CHART, source->span, text_of("kind: …"));
        return NULL;
    }
    size_t errors = s->d->errors;
    struct reading r = {.scope = s, .span = source->span, .fine = true};
    r.chart = arena_alloc(s->arena, sizeof *r.chart);
    read_keys(&r, source);
    read_kind(&r);
    read_numbers(&r);
    read_texts(&r);
    read_points(&r);
    /* Texts report by themselves, so the count of errors is asked as well. */
    if (!r.fine || s->unused || s->d->errors > errors)
        return NULL;
    if (kinds[r.chart->kind].needs_points && r.chart->point_count == 0)
        return NULL;
    if (!r.chart->alt.ptr)
        r.chart->alt = describe(s->arena, r.chart);
    assert(r.chart->alt.size > 0);
    return r.chart;
}

static void push_path(struct arena *a, struct text path, struct text **paths, size_t *count)
{
    struct text *slot = arena_push(a, paths, count, sizeof *slot);
    *slot = path;
}

void chartdata_paths(struct arena *a, const struct yaml_node *source, struct text **paths,
                     size_t *count)
{
    int64_t number;
    for (size_t key = 0; key < KEY_COUNT; key++) {
        const struct yaml_node *node = yaml_get(source, keys[key].name);
        if (!node || node->kind != YAML_SCALAR || yaml_is_null(node))
            continue;
        switch (keys[key].kind) {
        case KEY_IS_WORD:
        case KEY_IS_MEMBER:
            break;
        case KEY_IS_PATH:
            push_path(a, node->value, paths, count);
            break;
        case KEY_IS_NUMBER:
            if (!value_parse_number(node->value, &number))
                push_path(a, node->value, paths, count);
            break;
        case KEY_IS_TEXT:
            field_paths(a, node->value, paths, count);
            break;
        }
    }
}
