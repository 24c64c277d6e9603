/* Whatever a document says differently gives another fingerprint; where it was written does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "document/chart.h"
#include "document/fingerprint.h"
#include "document/image.h"

/* One of everything, each linked to the next. */
struct sample {
    struct document document;
    struct block block;
    struct inline_node node;
    struct chart chart;
    struct chart_point point;
    struct chart_part part;
    struct image image;
    struct column column;
    struct text label, line;
};

static void fill(struct sample *s)
{
    *s = (struct sample){0};
    s->document.blocks = &s->block;
    s->block.inlines = &s->node;
    s->block.chart = &s->chart;
    s->block.image = &s->image;
    s->block.columns = &s->column;
    s->block.column_count = 1;
    s->block.labels = &s->label;
    s->block.label_count = 1;
    s->chart.points = &s->point;
    s->chart.point_count = 1;
    s->point.parts = &s->part;
    s->point.part_count = 1;
    s->point.lines = &s->line;
    s->point.line_count = 1;
}

static struct hash of(const struct sample *s)
{
    return document_fingerprint(&s->document);
}

enum member_kind { TEXT, NUMBER_32, NUMBER_64, TRUTH };

struct member {
    const char *name;
    size_t offset;
    enum member_kind kind;
};

static const struct member MEMBERS[] = {
    {"document.name", offsetof(struct sample, document.name), TEXT},
    {"document.title", offsetof(struct sample, document.title), TEXT},
    {"document.subject", offsetof(struct sample, document.subject), TEXT},
    {"document.author", offsetof(struct sample, document.author), TEXT},
    {"document.number", offsetof(struct sample, document.number), TEXT},
    {"document.fineprint", offsetof(struct sample, document.fineprint), TEXT},
    {"document.sample", offsetof(struct sample, document.sample), TEXT},
    {"document.date.year", offsetof(struct sample, document.date.year), NUMBER_32},
    {"document.date.month", offsetof(struct sample, document.date.month), NUMBER_32},
    {"document.date.day", offsetof(struct sample, document.date.day), NUMBER_32},
    {"document.date_name", offsetof(struct sample, document.date_name), TEXT},
    {"document.style", offsetof(struct sample, document.style), TEXT},
    {"document.page_limit", offsetof(struct sample, document.page_limit), NUMBER_32},
    {"block.kind", offsetof(struct sample, block.kind), NUMBER_32},
    {"block.level", offsetof(struct sample, block.level), NUMBER_32},
    {"block.ordered", offsetof(struct sample, block.ordered), TRUTH},
    {"block.start", offsetof(struct sample, block.start), NUMBER_32},
    {"block.head_rows", offsetof(struct sample, block.head_rows), NUMBER_64},
    {"block.weight", offsetof(struct sample, block.weight), NUMBER_32},
    {"block.align", offsetof(struct sample, block.align), NUMBER_32},
    {"block.length", offsetof(struct sample, block.length), NUMBER_32},
    {"block.id", offsetof(struct sample, block.id), TEXT},
    {"block.style", offsetof(struct sample, block.style), TEXT},
    {"block.text", offsetof(struct sample, block.text), TEXT},
    {"block.target", offsetof(struct sample, block.target), TEXT},
    {"column.align", offsetof(struct sample, column.align), NUMBER_32},
    {"label", offsetof(struct sample, label), TEXT},
    {"node.kind", offsetof(struct sample, node.kind), NUMBER_32},
    {"node.text", offsetof(struct sample, node.text), TEXT},
    {"node.target", offsetof(struct sample, node.target), TEXT},
    {"node.style", offsetof(struct sample, node.style), TEXT},
    {"image.name", offsetof(struct sample, image.name), TEXT},
    {"chart.kind", offsetof(struct sample, chart.kind), NUMBER_32},
    {"chart.title", offsetof(struct sample, chart.title), TEXT},
    {"chart.unit", offsetof(struct sample, chart.unit), TEXT},
    {"chart.money", offsetof(struct sample, chart.money), TRUTH},
    {"chart.alt", offsetof(struct sample, chart.alt), TEXT},
    {"chart.total", offsetof(struct sample, chart.total), NUMBER_64},
    {"chart.maximum", offsetof(struct sample, chart.maximum), NUMBER_64},
    {"chart.mark", offsetof(struct sample, chart.mark), NUMBER_64},
    {"chart.mark_label", offsetof(struct sample, chart.mark_label), TEXT},
    {"chart.change", offsetof(struct sample, chart.change), TEXT},
    {"chart.change_note", offsetof(struct sample, chart.change_note), TEXT},
    {"chart.change_sign", offsetof(struct sample, chart.change_sign), NUMBER_32},
    {"point.label", offsetof(struct sample, point.label), TEXT},
    {"point.note", offsetof(struct sample, point.note), TEXT},
    {"point.value", offsetof(struct sample, point.value), NUMBER_64},
    {"point.has_value", offsetof(struct sample, point.has_value), TRUTH},
    {"point.weak", offsetof(struct sample, point.weak), TRUTH},
    {"point.text", offsetof(struct sample, point.text), TEXT},
    {"point.low", offsetof(struct sample, point.low), NUMBER_64},
    {"point.high", offsetof(struct sample, point.high), NUMBER_64},
    {"point.range", offsetof(struct sample, point.range), TEXT},
    {"part.label", offsetof(struct sample, part.label), TEXT},
    {"part.value", offsetof(struct sample, part.value), NUMBER_64},
    {"part.text", offsetof(struct sample, part.text), TEXT},
    {"line", offsetof(struct sample, line), TEXT}};

static void change(struct sample *s, const struct member *member, int to)
{
    char *place = (char *)s + member->offset;
    struct text text = text_of(to == 0 ? "" : "x");
    int32_t small = to == 0 ? 3 : -3;
    int64_t large = to == 0 ? INT64_MAX : INT64_MIN;
    bool truth = true;
    switch (member->kind) {
    case TEXT:
        memcpy(place, &text, sizeof text);
        break;
    case NUMBER_32:
        memcpy(place, &small, sizeof small);
        break;
    case NUMBER_64:
        memcpy(place, &large, sizeof large);
        break;
    case TRUTH:
        memcpy(place, &truth, sizeof truth);
        break;
    }
}

static void every_member_counts(void **state)
{
    (void)state;
    struct sample s;
    fill(&s);
    struct hash before = of(&s);
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++) {
        for (int to = 0; to < 2; to++) {
            fill(&s);
            change(&s, &MEMBERS[i], to);
            struct hash after = of(&s);
            if (hash_equal(&before, &after))
                fail_msg("%s does not count", MEMBERS[i].name);
        }
    }
}

/* A member that is added to one of these must be added to the fingerprint, then here. */
static void no_member_was_added_unseen(void **state)
{
    (void)state;
    if (sizeof(void *) != 8)
        skip();
    assert_int_equal(sizeof(struct document), 192);
    assert_int_equal(sizeof(struct block), 240);
    assert_int_equal(sizeof(struct inline_node), 112);
    assert_int_equal(sizeof(struct chart), 160);
    assert_int_equal(sizeof(struct chart_point), 128);
    assert_int_equal(sizeof(struct chart_part), 40);
    assert_int_equal(sizeof(struct column), 4);
}

static void the_place_in_a_file_does_not_count(void **state)
{
    (void)state;
    struct sample s;
    fill(&s);
    struct hash before = of(&s);
    s.document.span.start = 7;
    s.block.span.start = 8;
    s.node.span.end = 9;
    struct hash after = of(&s);
    assert_true(hash_equal(&before, &after));
}

static void the_same_texts_in_another_order_or_depth_differ(void **state)
{
    (void)state;
    struct inline_node b = {.text = text_of("b")};
    struct inline_node a = {.text = text_of("a"), .next = &b};
    struct block block = {.inlines = &a};
    struct document document = {.blocks = &block};
    struct hash beside = document_fingerprint(&document);
    a.next = NULL;
    a.children = &b;
    struct hash below = document_fingerprint(&document);
    a = (struct inline_node){.text = text_of("ab")};
    struct hash joined = document_fingerprint(&document);
    a = (struct inline_node){.text = text_of("a")};
    struct block second = {.inlines = &b};
    block.next = &second;
    struct hash apart = document_fingerprint(&document);
    block.next = NULL;
    block.children = &second;
    struct hash child = document_fingerprint(&document);
    const struct hash *all[] = {&beside, &below, &joined, &apart, &child};
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = i + 1; j < 5; j++)
            assert_false(hash_equal(all[i], all[j]));
    }
}

static void what_a_text_ends_with_is_not_taken_for_the_next_one(void **state)
{
    (void)state;
    struct document one = {.title = text_of("ab"), .subject = text_of("c")};
    struct document other = {.title = text_of("a"), .subject = text_of("bc")};
    struct hash a = document_fingerprint(&one);
    struct hash b = document_fingerprint(&other);
    assert_false(hash_equal(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_counts),
        cmocka_unit_test(no_member_was_added_unseen),
        cmocka_unit_test(the_place_in_a_file_does_not_count),
        cmocka_unit_test(the_same_texts_in_another_order_or_depth_differ),
        cmocka_unit_test(what_a_text_ends_with_is_not_taken_for_the_next_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
