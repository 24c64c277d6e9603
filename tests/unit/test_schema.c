#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/quantity.h"
#include "base/schema.h"

struct branch {
    const struct yaml_node *node;
    struct text name;
    int64_t people;
};

struct it {
    int64_t pcs;
    bool cloud;
};

struct shop {
    const struct yaml_node *node;
    struct text id;
    struct text name;
    struct text note;
    int64_t people;
    int64_t floor;
    int64_t share;
    bool online;
    int64_t sales;
    struct date founded;
    mpt margin;
    uint32_t colour;
    int size;
    struct it it;
    struct schema_list branches;
    struct schema_list tags;
    const struct yaml_node *raw;
};

static const char *const sizes[] = {"small", "medium", "large", NULL};

static const struct schema_field branch_fields[] = {
    {.key = "name", .kind = SCHEMA_TEXT, .offset = offsetof(struct branch, name), .required = true},
    {.key = "people",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct branch, people),
     .fallback = SCHEMA_ABSENT},
};

static const struct schema branch_schema = {
    .name = "shop.branches",
    .fields = branch_fields,
    .field_count = 2,
    .size = sizeof(struct branch),
    .node_offset = offsetof(struct branch, node),
};

static const struct schema_field it_fields[] = {
    {.key = "pcs",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct it, pcs),
     .max = 500,
     .fallback = SCHEMA_ABSENT},
    {.key = "cloud", .kind = SCHEMA_BOOL, .offset = offsetof(struct it, cloud)},
};

static const struct schema it_schema = {
    .name = "shop.it",
    .fields = it_fields,
    .field_count = 2,
    .size = sizeof(struct it),
    .node_offset = SIZE_MAX,
};

static const struct schema_field shop_fields[] = {
    {.key = "id", .kind = SCHEMA_ID, .offset = offsetof(struct shop, id), .required = true},
    {.key = "name",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct shop, name),
     .required = true,
     .min = 2,
     .max = 10},
    {.key = "note", .kind = SCHEMA_TEXT, .offset = offsetof(struct shop, note), .multiline = true},
    {.key = "people", .kind = SCHEMA_INT, .offset = offsetof(struct shop, people), .min = 1},
    {.key = "floor",
     .kind = SCHEMA_INT,
     .offset = offsetof(struct shop, floor),
     .min = -5,
     .max = 60},
    {.key = "share",
     .kind = SCHEMA_DECIMAL,
     .offset = offsetof(struct shop, share),
     .min = 1,
     .max = 100000,
     .fallback = SCHEMA_ABSENT},
    {.key = "online", .kind = SCHEMA_BOOL, .offset = offsetof(struct shop, online), .fallback = 1},
    {.key = "sales",
     .kind = SCHEMA_YEN,
     .offset = offsetof(struct shop, sales),
     .max = 100000000,
     .fallback = SCHEMA_ABSENT},
    {.key = "founded", .kind = SCHEMA_DATE, .offset = offsetof(struct shop, founded)},
    {.key = "margin",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct shop, margin),
     .max = 100000,
     .fallback = 7000},
    {.key = "colour",
     .kind = SCHEMA_COLOUR,
     .offset = offsetof(struct shop, colour),
     .fallback = 0x123456},
    {.key = "size",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct shop, size),
     .words = sizes,
     .fallback = -1},
    {.key = "it", .kind = SCHEMA_STRUCT, .offset = offsetof(struct shop, it), .of = &it_schema},
    {.key = "branches",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct shop, branches),
     .of = &branch_schema},
    {.key = "tags", .kind = SCHEMA_TEXTS, .offset = offsetof(struct shop, tags)},
    {.key = "raw", .kind = SCHEMA_NODE, .offset = offsetof(struct shop, raw)},
};

static const struct schema shop_schema = {
    .name = "shop",
    .fields = shop_fields,
    .field_count = sizeof shop_fields / sizeof shop_fields[0],
    .size = sizeof(struct shop),
    .node_offset = offsetof(struct shop, node),
};

struct trial {
    struct arena *arena;
    struct diag diag;
    struct shop shop;
    bool right;
};

/* Reads `text`, which may live in the arena `a`; the trial owns the arena. */
static struct trial read_in(struct arena *a, struct text text)
{
    struct trial t = {.arena = a};
    t.diag = diag_new(t.arena);
    const struct source *s = source_of(t.arena, text_of("shop.yaml"), text);
    const struct yaml_node *node = yaml_parse(t.arena, s, &t.diag);
    assert_non_null(node);
    t.right = schema_read(t.arena, &shop_schema, node, &t.shop, &t.diag);
    assert_int_equal(t.right, t.diag.count == 0);
    return t;
}

static struct trial read_shop(const char *text)
{
    return read_in(arena_new(), text_of(text));
}

static void assert_text(struct text t, const char *expected)
{
    if (!text_is(t, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)t.size, t.ptr, expected);
}

/* The lines `extra` behind a right shop have one mistake: message, "line:column", detail. */
static struct trial read_wrong(const char *extra, enum message message, const char *place,
                               const char *detail)
{
    struct arena *a = arena_new();
    struct trial t = read_in(a, text_format(a, "id: a\nname: 甲商店\n%s", extra));
    if (t.diag.count != 1)
        fail_msg("%zu complaints about %s", t.diag.count, extra);
    const struct diag_entry *entry = &t.diag.entries[0];
    if (entry->message != message)
        fail_msg("%s for %s", message_of(entry->message)->id, extra);
    size_t line;
    size_t column;
    source_position(entry->span.source, entry->span.start, &line, &column);
    assert_text(text_format(t.arena, "%zu:%zu", line, column), place);
    assert_text(entry->detail, detail);
    return t;
}

static void refuse(const char *extra, enum message message, const char *place, const char *detail)
{
    struct trial t = read_wrong(extra, message, place, detail);
    arena_free(t.arena);
}

static void refuse_near(const char *extra, enum message message, const char *place,
                        const char *detail, const char *near)
{
    struct trial t = read_wrong(extra, message, place, detail);
    assert_text(t.diag.entries[0].near, near);
    arena_free(t.arena);
}

static void every_kind_goes_into_its_member(void **state)
{
    (void)state;
    struct trial t =
        read_shop("id: a-1.b_c\nname: '　甲商店 '\nnote: |\n  一\n  二\npeople: 1,200\n"
                  "floor: -5\nshare: 37.9\nonline: いいえ\nsales: 75万円\n"
                  "founded: 昭和64年1月7日\nmargin: 17mm\ncolour: '#1f3A5f'\nsize: large\n"
                  "it: {pcs: 0, cloud: yes}\n"
                  "branches:\n  - name: 北\n  - {name: 南, people: 3}\n"
                  "tags: [x, 'y z']\nraw: [1]\n");
    assert_true(t.right);
    assert_text(t.shop.id, "a-1.b_c");
    assert_text(t.shop.name, "甲商店");
    assert_text(t.shop.note, "一\n二");
    assert_int_equal(t.shop.people, 1200);
    assert_int_equal(t.shop.floor, -5);
    assert_int_equal(t.shop.share, 37900);
    assert_false(t.shop.online);
    assert_int_equal(t.shop.sales, 750000);
    assert_int_equal(date_compare(t.shop.founded, (struct date){1989, 1, 7}), 0);
    assert_int_equal(t.shop.margin, 17 * MPT_MM);
    assert_int_equal(t.shop.colour, 0x1f3a5f);
    assert_int_equal(t.shop.size, 2);
    assert_int_equal(t.shop.it.pcs, 0);
    assert_true(t.shop.it.cloud);
    assert_int_equal(t.shop.branches.count, 2);
    const struct branch *branches = t.shop.branches.items;
    assert_text(branches[1].name, "南");
    assert_int_equal(branches[0].people, SCHEMA_ABSENT);
    assert_int_equal(branches[1].people, 3);
    assert_ptr_equal(branches[1].node, yaml_get(t.shop.node, "branches")->items[1]);
    assert_int_equal(t.shop.tags.count, 2);
    assert_text(((const struct text *)t.shop.tags.items)[1], "y z");
    assert_int_equal(t.shop.raw->kind, YAML_SEQUENCE);
    arena_free(t.arena);
}

static void what_is_absent_or_null_gets_its_fallback(void **state)
{
    (void)state;
    static const char *const files[] = {
        "id: a\nname: 甲商店\n",
        "id: a\nname: 甲商店\nnote:\npeople: ~\nfloor: null\nshare:\nonline:\nsales:\nfounded:\n"
        "margin:\ncolour: # theme\nsize:\nit:\nbranches:\ntags:\nraw:\n",
        "id: a\nname: 甲商店\nnote: ''\nbranches: []\ntags: []\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct trial t = read_shop(files[i]);
        assert_true(t.right);
        assert_null(t.shop.note.ptr);
        assert_int_equal(t.shop.people, 0);
        assert_int_equal(t.shop.share, SCHEMA_ABSENT);
        assert_true(t.shop.online);
        assert_int_equal(t.shop.sales, SCHEMA_ABSENT);
        assert_int_equal(t.shop.founded.year, 0);
        assert_int_equal(t.shop.margin, 7000);
        assert_int_equal(t.shop.colour, 0x123456);
        assert_int_equal(t.shop.size, -1);
        assert_int_equal(t.shop.it.pcs, SCHEMA_ABSENT);
        assert_int_equal(t.shop.branches.count, 0);
        assert_null(t.shop.branches.items);
        assert_null(t.shop.raw);
        arena_free(t.arena);
    }
}

static void a_single_text_is_a_list_of_one(void **state)
{
    (void)state;
    struct trial t = read_shop("id: a\nname: 甲商店\ntags: 一つ\n");
    assert_int_equal(t.shop.tags.count, 1);
    assert_text(((const struct text *)t.shop.tags.items)[0], "一つ");
    arena_free(t.arena);
}

static void unknown_keys_get_a_near_match(void **state)
{
    (void)state;
    refuse_near("peple: 3\n", MSG_UNKNOWN_KEY, "3:1", "shop: peple", "people");
    refuse_near("it: {pc: 3}\n", MSG_UNKNOWN_KEY, "3:6", "shop.it: pc", "pcs");
    refuse("まったく別のもの: 3\n", MSG_UNKNOWN_KEY, "3:1", "shop: まったく別のもの");
}

static void what_is_required_must_be_there(void **state)
{
    (void)state;
    struct trial t = read_shop("# 注\n\npeople: 3\n");
    assert_int_equal(t.diag.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(t.diag.entries[i].message, MSG_MISSING_KEY);
        assert_int_equal(t.diag.entries[i].span.start, 7);
    }
    assert_text(t.diag.entries[0].detail, "shop: id");
    arena_free(t.arena);
    t = read_shop("id: a\nname:\n");
    assert_int_equal(t.diag.count, 1);
    assert_int_equal(t.diag.entries[0].message, MSG_EMPTY_VALUE);
    assert_int_equal(t.diag.entries[0].span.start, 6);
    arena_free(t.arena);
    refuse("branches:\n  - people: 3\n", MSG_MISSING_KEY, "4:5", "shop.branches: name");
    refuse("branches: [{}]\n", MSG_MISSING_KEY, "3:12", "shop.branches: name");
    refuse("branches:\n  - name: '　'\n", MSG_EMPTY_VALUE, "4:11", "name");
    refuse("branches:\n  - name: 北\n  -\n", MSG_EMPTY_VALUE, "5:4", "branches");
    refuse("tags: [x, '']\n", MSG_EMPTY_VALUE, "3:11", "tags");
}

static void the_kind_must_be_right(void **state)
{
    (void)state;
    refuse("people: [1]\n", MSG_WRONG_KIND, "3:9", "people: list ≠ text");
    refuse("note: {a: 1}\n", MSG_WRONG_KIND, "3:7", "note: mapping ≠ text");
    refuse("it: 5\n", MSG_WRONG_KIND, "3:5", "shop.it: text ≠ mapping");
    refuse("branches: {name: 北}\n", MSG_WRONG_KIND, "3:11", "branches: mapping ≠ list");
    refuse("branches: [北]\n", MSG_WRONG_KIND, "3:12", "shop.branches: text ≠ mapping");
    refuse("tags: [[x]]\n", MSG_WRONG_KIND, "3:8", "tags: list ≠ text");
    refuse("size: [large]\n", MSG_WRONG_KIND, "3:7", "size: list ≠ text");
    refuse("founded: [large]\n", MSG_WRONG_KIND, "3:10", "founded: list ≠ text");
    refuse("margin: [large]\n", MSG_WRONG_KIND, "3:9", "margin: list ≠ text");
    refuse("colour: [large]\n", MSG_WRONG_KIND, "3:9", "colour: list ≠ text");
}

static void values_stay_in_their_range(void **state)
{
    (void)state;
    refuse("people: -3\n", MSG_OUT_OF_RANGE, "3:9", "people = -3, 1..");
    refuse("people: 0\n", MSG_OUT_OF_RANGE, "3:9", "people = 0, 1..");
    refuse("floor: 61\n", MSG_OUT_OF_RANGE, "3:8", "floor = 61, -5..60");
    refuse("share: 100.001\n", MSG_OUT_OF_RANGE, "3:8", "share = 100.001, 0.001..100");
    refuse("sales: 2億円\n", MSG_OUT_OF_RANGE, "3:8", "sales = 2億円, 0円..1億円");
    refuse("margin: 5cm\n", MSG_OUT_OF_RANGE, "3:9", "margin = 5cm, 0pt..100pt");
    refuse("it: {pcs: 501}\n", MSG_OUT_OF_RANGE, "3:11", "pcs = 501, 0..500");
}

static void what_cannot_be_read_is_refused(void **state)
{
    (void)state;
    refuse("people: 25名\n", MSG_BAD_NUMBER, "3:9", "people = 25名");
    refuse("share: 37.9%\n", MSG_BAD_NUMBER, "3:8", "share = 37.9%");
    refuse("sales: 約75万円\n", MSG_BAD_YEN, "3:8", "sales = 約75万円");
    refuse("founded: 2026-02-30\n", MSG_BAD_DATE, "3:10", "founded = 2026-02-30");
    refuse("margin: 17\n", MSG_BAD_LENGTH, "3:9", "margin = 17");
    refuse("colour: red\n", MSG_BAD_COLOUR, "3:9", "colour = red, \"#rrggbb\"");
    refuse("colour: '#12345g'\n", MSG_BAD_COLOUR, "3:9", "colour = #12345g, \"#rrggbb\"");
    refuse_near("colour: #1f3a5f\n", MSG_BAD_COLOUR, "3:1", "colour", "\"#1f3a5f\"");
    refuse_near("size: larg\n", MSG_UNKNOWN_WORD, "3:7", "size = larg, small | medium | large",
                "large");
    refuse("online: はあ\n", MSG_UNKNOWN_WORD, "3:9",
           "online = はあ, true | false | yes | no | はい | いいえ");
}

static void ids_are_safe_file_names(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "A",
        "..",
        "a/b",
        ".a",
        "a.",
        "a--b",
        "a b",
        "商店",
        "-a",
        "a_",
        "a._b",
        "a\\\\b",
        "a123456789012345678901234567890123456789012345678901234567890"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct arena *a = arena_new();
        struct trial t = read_in(a, text_format(a, "id: \"%s\"\nname: 甲商店\n", wrong[i]));
        assert_int_equal(t.diag.count, 1);
        assert_int_equal(t.diag.entries[0].message, MSG_BAD_ID);
        assert_null(t.shop.id.ptr);
        arena_free(t.arena);
    }
    struct trial t = read_shop("id: Kita Shop\nname: 甲商店\n");
    assert_text(t.diag.entries[0].near, "kita-shop");
    arena_free(t.arena);
}

static void texts_have_a_length(void **state)
{
    (void)state;
    struct trial t = read_shop("id: a\nname: 一二三四五六七八九十十\n");
    assert_int_equal(t.diag.entries[0].message, MSG_TEXT_TOO_LONG);
    assert_text(t.diag.entries[0].detail, "name = 一二三四五六七八九十十, 11 > 10");
    arena_free(t.arena);
    t = read_shop("id: a\nname: 一\n");
    assert_int_equal(t.diag.entries[0].message, MSG_OUT_OF_RANGE);
    assert_text(t.diag.entries[0].detail, "name = 一, 2..10");
    arena_free(t.arena);
    t = read_shop("id: a\nname: 𠮷野家𠮷野家𠮷野家𠮷\n"); /* ten code points */
    assert_true(t.right);
    arena_free(t.arena);
    t = read_shop("id: a\nname: |\n  一二\n  三四\n");
    assert_int_equal(t.diag.entries[0].message, MSG_TEXT_ONE_LINE);
    assert_text(t.diag.entries[0].detail, "name = 一二…");
    arena_free(t.arena);
}

static void all_mistakes_are_reported_and_the_rest_is_read(void **state)
{
    (void)state;
    struct trial t =
        read_shop("id: A\nnme: 甲\npeople: -1\nshare: x\nsize: large\nmargin: 1\n"
                  "it: {pcs: 900, x: 1}\nbranches: [{name: 北, people: z}, {}, {name: 南}]\n");
    assert_int_equal(t.diag.count, 10);
    assert_int_equal(t.shop.size, 2);
    assert_int_equal(t.shop.margin, 7000);
    assert_int_equal(t.shop.share, SCHEMA_ABSENT);
    assert_int_equal(t.shop.it.pcs, SCHEMA_ABSENT);
    assert_int_equal(t.shop.branches.count, 3);
    const struct branch *branches = t.shop.branches.items;
    assert_text(branches[0].name, "北");
    assert_int_equal(branches[0].people, SCHEMA_ABSENT);
    assert_text(branches[2].name, "南");
    arena_free(t.arena);
}

static void a_file_that_is_no_mapping_is_refused(void **state)
{
    (void)state;
    struct trial t = read_shop("- a\n");
    assert_int_equal(t.diag.count, 1);
    assert_int_equal(t.diag.entries[0].message, MSG_WRONG_KIND);
    assert_text(t.diag.entries[0].detail, "shop: list ≠ mapping");
    assert_false(schema_read(t.arena, &shop_schema, NULL, &t.shop, &t.diag));
    assert_int_equal(t.diag.count, 1);
    assert_int_equal(t.shop.margin, 7000);
    arena_free(t.arena);
}

static void single_values_follow_the_same_rules(void **state)
{
    (void)state;
    struct trial t = read_shop("id: a\nname: 甲商店\nraw: [3, -3, ~]\n");
    const struct schema_field *people = &shop_fields[3];
    struct schema_field required = *people;
    int64_t value = 9;
    required.required = true;
    assert_true(schema_read_value(t.arena, people, t.shop.raw->items[0], &value, &t.diag));
    assert_int_equal(value, 3);
    assert_false(schema_read_value(t.arena, people, t.shop.raw->items[1], &value, &t.diag));
    assert_int_equal(value, 0);
    assert_true(schema_read_value(t.arena, people, t.shop.raw->items[2], &value, &t.diag));
    assert_true(schema_read_value(t.arena, people, NULL, &value, &t.diag));
    assert_false(schema_read_value(t.arena, &required, t.shop.raw->items[2], &value, &t.diag));
    assert_false(schema_read_value(t.arena, &required, NULL, &value, &t.diag));
    assert_int_equal(t.diag.count, 3);
    arena_free(t.arena);
}

/* A near match compares a key with every right one: too dear for a file of nothing but mistakes. */
static void only_the_first_complaints_get_a_near_match(void **state)
{
    (void)state;
    struct buffer b = {0};
    for (int i = 0; i < 1000; i++)
        buffer_printf(&b, "people%d: 1\n", i);
    struct trial t = read_in(arena_new(), buffer_text(&b));
    assert_int_equal(t.diag.count, 1002); /* id and name are missing */
    assert_text(t.diag.entries[0].near, "people");
    assert_text(t.diag.entries[99].near, "people");
    assert_null(t.diag.entries[100].near.ptr);
    arena_free(t.arena);
    buffer_free(&b);
}

static void a_file_that_is_not_there_leaves_the_struct_alone(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    struct it it = {.pcs = 7, .cloud = true};
    assert_false(schema_load(a, "tests/unit/none.yaml", 100, &it_schema, &it, &d));
    assert_int_equal(d.count, 1);
    assert_int_equal(d.entries[0].message, MSG_FILE_CANNOT_OPEN);
    assert_int_equal(it.pcs, 7);
    assert_true(it.cloud);
    arena_free(a);
}

static void a_list_of_texts_knows_what_it_has(void **state)
{
    (void)state;
    struct text texts[] = {text_of("one"), text_of("two")};
    const struct schema_list list = {texts, 2};
    assert_true(schema_texts_have(&list, text_of("two")));
    assert_false(schema_texts_have(&list, text_of("tw")));
    assert_false(schema_texts_have(&(struct schema_list){0}, text_of("one")));
}

int main(void)
{
    const struct CMUnitTest schema[] = {
        cmocka_unit_test(every_kind_goes_into_its_member),
        cmocka_unit_test(what_is_absent_or_null_gets_its_fallback),
        cmocka_unit_test(a_single_text_is_a_list_of_one),
        cmocka_unit_test(unknown_keys_get_a_near_match),
        cmocka_unit_test(what_is_required_must_be_there),
        cmocka_unit_test(the_kind_must_be_right),
        cmocka_unit_test(values_stay_in_their_range),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(ids_are_safe_file_names),
        cmocka_unit_test(texts_have_a_length),
        cmocka_unit_test(all_mistakes_are_reported_and_the_rest_is_read),
        cmocka_unit_test(a_file_that_is_no_mapping_is_refused),
        cmocka_unit_test(single_values_follow_the_same_rules),
        cmocka_unit_test(only_the_first_complaints_get_a_near_match),
        cmocka_unit_test(a_file_that_is_not_there_leaves_the_struct_alone),
        cmocka_unit_test(a_list_of_texts_knows_what_it_has),
    };
    return cmocka_run_group_tests(schema, NULL, NULL);
}
