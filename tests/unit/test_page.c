/* What a document looks like on its pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paper.h"

static void columns_stand_side_by_side(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct block *columns = append(&desk, BLOCK_COLUMNS);
    const char *const texts[] = {"左", "右"};
    for (size_t i = 0; i < 2; i++) {
        struct block *column = child(&desk, columns, BLOCK_COLUMN);
        column->weight = 1 + (int)i;
        child(&desk, column, BLOCK_PARAGRAPH)->inlines = words(&desk, texts[i]);
    }
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    const struct item *left = NULL;
    const struct item *right = NULL;
    assert_int_equal(count_runs(&pages->pages[0], "左", &left), 1);
    assert_int_equal(count_runs(&pages->pages[0], "右", &right), 1);
    assert_int_equal(left->y, right->y);
    /* The measure less the gap, cut 1 : 2; in thousandths of a point some are lost by rounding. */
    const struct theme_set *set = set_of(&desk);
    mpt measure = set->page_width - set->margin_left - set->margin_right;
    mpt start = left->x + (measure - set->column_gap) / 3 + set->column_gap;
    assert_in_range(right->x, start - 10, start + 10);
    arena_free(desk.arena);
}

static void pairs_stand_two_by_two_and_are_read_along_the_line(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct block *box = append(&desk, BLOCK_BOX);
    box->style = text_of("pairs");
    const char *const texts[] = {"甲", "乙", "丙"};
    const struct item *items[3] = {NULL};
    for (size_t i = 0; i < 3; i++)
        child(&desk, box, BLOCK_PARAGRAPH)->inlines = words(&desk, texts[i]);
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(count_runs(&pages->pages[0], texts[i], &items[i]), 1);
    assert_int_equal(items[0]->y, items[1]->y);
    assert_true(items[1]->x > items[0]->x);
    assert_int_equal(items[2]->x, items[0]->x);
    assert_true(items[2]->y > items[0]->y);
    assert_true(items[0]->tag < items[1]->tag && items[1]->tag < items[2]->tag);
    arena_free(desk.arena);
}

static void cards_in_columns_have_one_height(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct block *columns = append(&desk, BLOCK_COLUMNS);
    for (int i = 1; i <= 2; i++) {
        struct block *box = child(&desk, child(&desk, columns, BLOCK_COLUMN), BLOCK_BOX);
        box->style = text_of("card");
        child(&desk, box, BLOCK_PARAGRAPH)->inlines = lines(&desk, "札", 3 * i);
    }
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    mpt heights[2] = {0};
    size_t count = 0;
    for (size_t i = 0; i < pages->pages[0].item_count; i++) {
        const struct item *item = &pages->pages[0].items[i];
        if (item->kind == ITEM_SHAPE && item->shape->kind == SHAPE_RECT && count < 2)
            heights[count++] = item->shape->height;
    }
    assert_int_equal(count, 2);
    assert_int_equal(heights[0], heights[1]);
    arena_free(desk.arena);
}

static void an_overfull_sheet_is_reported_with_millimetres(void **state)
{
    struct desk desk = desk_new(state, "sheet");
    desk.document.page_limit = 1;
    for (int i = 0; i < 60; i++)
        paragraph(&desk, "本文");
    assert_null(make(&desk));
    assert_int_equal(desk.diag.count, 1);
    assert_int_equal(desk.diag.entries[0].message, MSG_PAGES_TOO_MANY);
    /* At 88 %: 60 lines of 13.112 pt and 59 spaces of 1.408 mm at 60 %, less 274 mm: 53.4 mm. */
    assert_true(text_find(desk.diag.entries[0].detail, "+54 mm", 0) != SIZE_MAX);
    arena_free(desk.arena);
}

static void a_sheet_slightly_overfull_shrinks_to_its_page(void **state)
{
    /* At 100 % room for 48 such lines with their spaces at 60 %; at 88 % for 52 or more. */
    struct desk desk = desk_new(state, "sheet");
    desk.document.page_limit = 1;
    for (int i = 0; i < 50; i++)
        paragraph(&desk, "本文");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(pages->page_count, 1);
    assert_int_equal(desk.diag.count, 0);
    const struct item *item = NULL;
    count_runs(&pages->pages[0], "本文", &item);
    mpt full = set_of(&desk)->styles[STYLE_BODY].size;
    assert_in_range(item->run->size, full * 88 / 100, full - 1);
    arena_free(desk.arena);
}

static mpt baseline_of(const struct pages *pages, const char *string)
{
    const struct item *item = NULL;
    assert_true(count_runs(&pages->pages[0], string, &item) > 0);
    return item->y;
}

static void the_white_of_a_sheet_gives_way_before_it_is_overfull(void **state)
{
    mpt gaps[2] = {0};
    const int counts[2] = {20, 43};
    for (size_t i = 0; i < 2; i++) {
        struct desk desk = desk_new(state, "sheet");
        desk.document.page_limit = 1;
        for (int k = 0; k < counts[i] - 2; k++)
            paragraph(&desk, "本文");
        paragraph(&desk, "前");
        paragraph(&desk, "後");
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        assert_int_equal(pages->page_count, 1);
        gaps[i] = baseline_of(pages, "後") - baseline_of(pages, "前") - 14900;
        arena_free(desk.arena);
    }
    mpt normal = 1600 * MPT_MM / 1000;
    assert_int_equal(gaps[0], normal * 13 / 10);
    assert_true(gaps[1] < normal && gaps[1] >= normal * 6 / 10);
}

static void too_many_pages_of_a_report_are_reported(void **state)
{
    struct desk desk = desk_new(state, "report");
    desk.document.page_limit = 1;
    for (int i = 0; i < 50; i++)
        paragraph(&desk, "本文");
    assert_null(make(&desk));
    assert_true(reports(&desk, MSG_PAGES_TOO_MANY));
    arena_free(desk.arena);
}

static void contents_tell_the_pages_of_headings(void **state)
{
    struct desk desk = desk_new(state, "report");
    heading(&desk, 1, "目次");
    append(&desk, BLOCK_CONTENTS)->level = 2;
    for (int i = 0; i < 3; i++) {
        append(&desk, BLOCK_PAGEBREAK);
        heading(&desk, 1, i == 1 ? "第二章" : "別の章");
        paragraph(&desk, "本文");
    }
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(pages->page_count, 4);
    const struct page *first = &pages->pages[0];
    const struct item *title = NULL;
    assert_int_equal(count_runs(first, "第二章", &title), 1);
    bool found = false;
    bool linked = false;
    for (size_t i = 0; i < first->item_count; i++) {
        const struct item *item = &first->items[i];
        found = found || (item->kind == ITEM_RUN && item->y == title->y && item->x > title->x &&
                          text_is(item->run->text, "3"));
        linked = linked || (item->kind == ITEM_LINK && item->tag == title->tag);
    }
    assert_true(found);
    assert_true(linked);
    arena_free(desk.arena);
}

static void contents_among_pairs_stand_in_two_halves(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct block *box = append(&desk, BLOCK_BOX);
    box->style = text_of("pairs");
    child(&desk, box, BLOCK_CONTENTS)->level = 1;
    const char *const names[] = {"甲章", "乙章", "丙章", "丁章"};
    for (size_t i = 0; i < 4; i++) {
        append(&desk, BLOCK_PAGEBREAK);
        heading(&desk, 1, names[i]);
    }
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    const struct item *items[4] = {NULL};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(count_runs(&pages->pages[0], names[i], &items[i]), 1);
    assert_int_equal(items[0]->x, items[1]->x);
    assert_true(items[0]->y < items[1]->y);
    assert_int_equal(items[2]->y, items[0]->y);
    assert_int_equal(items[3]->y, items[1]->y);
    assert_true(items[2]->x > items[0]->x);
    /* The numbers are found where their halves have gone. */
    bool found = false;
    for (size_t i = 0; i < pages->pages[0].item_count; i++) {
        const struct item *item = &pages->pages[0].items[i];
        found = found || (item->kind == ITEM_RUN && text_is(item->run->text, "5") &&
                          item->y == items[3]->y && item->x > items[3]->x);
    }
    assert_true(found);
    arena_free(desk.arena);
}

static void outlines_name_page_and_level(void **state)
{
    struct desk desk = desk_new(state, "report");
    heading(&desk, 1, "一");
    append(&desk, BLOCK_PAGEBREAK);
    heading(&desk, 2, "二");
    paragraph(&desk, "本文");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(pages->outline_count, 2);
    assert_int_equal(pages->outlines[1].level, 2);
    assert_int_equal(pages->outlines[1].page, 1);
    assert_true(text_is(pages->outlines[1].title, "二"));
    assert_int_equal(pages->outlines[1].y, set_of(&desk)->margin_top);
    arena_free(desk.arena);
}

static void a_link_to_nowhere_is_reported(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct inline_node *link = inline_new(desk.arena, INLINE_LINK, (struct span){0});
    link->target = text_of("#nowhere");
    link->children = words(&desk, "ここ");
    append(&desk, BLOCK_PARAGRAPH)->inlines = link;
    make(&desk);
    assert_true(reports(&desk, MSG_LINK_TARGET));
    arena_free(desk.arena);
}

static void a_link_has_a_target_and_a_tag_of_its_own(void **state)
{
    struct desk desk = desk_new(state, "report");
    heading(&desk, 2, "先");
    desk.last->id = text_of("there");
    struct inline_node *link = inline_new(desk.arena, INLINE_LINK, (struct span){0});
    link->target = text_of("#there");
    link->children = words(&desk, "参照");
    append(&desk, BLOCK_PARAGRAPH)->inlines = link;
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    bool anchored = false;
    bool linked = false;
    const struct item *run = NULL;
    assert_int_equal(count_runs(&pages->pages[0], "参照", &run), 1);
    for (size_t i = 0; i < pages->pages[0].item_count; i++) {
        const struct item *item = &pages->pages[0].items[i];
        anchored = anchored || (item->kind == ITEM_ANCHOR && text_is(item->target, "there"));
        linked = linked || (item->kind == ITEM_LINK && item->tag == run->tag);
    }
    assert_true(anchored);
    assert_true(linked);
    assert_int_equal(pages->tags[run->tag].role, TAG_LINK);
    arena_free(desk.arena);
}

static void fill_moves_the_rest_to_the_foot(void **state)
{
    struct desk desk = desk_new(state, "report");
    paragraph(&desk, "上");
    append(&desk, BLOCK_FILL);
    paragraph(&desk, "下");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    const struct theme_set *set = set_of(&desk);
    mpt foot = set->page_height - set->margin_bottom;
    assert_in_range(baseline_of(pages, "下"), foot - set->styles[STYLE_BODY].leading, foot);
    arena_free(desk.arena);
}

static void a_cover_has_no_header_but_the_mark_of_a_sample(void **state)
{
    struct desk desk = desk_new(state, "report");
    desk.document.subject = text_of("宛先");
    desk.document.sample = text_of("見本");
    struct block *box = append(&desk, BLOCK_BOX);
    box->style = text_of("cover");
    child(&desk, box, BLOCK_PARAGRAPH)->inlines = words(&desk, "表紙");
    append(&desk, BLOCK_PAGEBREAK);
    paragraph(&desk, "本文");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(pages->page_count, 2);
    assert_int_equal(count_runs(&pages->pages[0], "宛先", NULL), 0);
    assert_int_equal(count_runs(&pages->pages[1], "宛先", NULL), 1);
    assert_int_equal(count_runs(&pages->pages[0], "見本", NULL), 1);
    assert_int_equal(count_runs(&pages->pages[1], "見本", NULL), 1);
    arena_free(desk.arena);
}

static void a_long_name_in_the_header_stays_on_the_page(void **state)
{
    struct desk desk = desk_new(state, "report");
    desk.document.subject =
        text_of("株式会社とても長い名前の会社とても長い名前の会社とても長い名前の"
                "会社とても長い名前の会社　御中");
    heading(&desk, 1, "長い章の題名長い章の題名長い章の題名長い章の題名長い章の題名長い章の題名");
    paragraph(&desk, "本文");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    mpt right = set_of(&desk)->page_width - set_of(&desk)->margin_right;
    for (size_t i = 0; i < pages->pages[0].item_count; i++) {
        const struct item *item = &pages->pages[0].items[i];
        if (item->kind == ITEM_RUN)
            assert_true(item->x + item->run->width <= right + 2000);
    }
    arena_free(desk.arena);
}

static void sections_of_a_sheet_are_numbered(void **state)
{
    struct desk desk = desk_new(state, "sheet");
    for (int i = 0; i < 2; i++) {
        heading(&desk, 2, "節");
        paragraph(&desk, "本文");
    }
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(count_runs(&pages->pages[0], "1", NULL), 1);
    assert_int_equal(count_runs(&pages->pages[0], "2", NULL), 1);
    arena_free(desk.arena);
}

static void tags_form_a_tree_that_all_items_point_into(void **state)
{
    struct desk desk = desk_new(state, "report");
    heading(&desk, 1, "題");
    table(&desk, 3);
    struct block *list = append(&desk, BLOCK_LIST);
    list->ordered = true;
    list->start = 9;
    for (int i = 0; i < 2; i++)
        child(&desk, child(&desk, list, BLOCK_ITEM), BLOCK_PARAGRAPH)->inlines =
            words(&desk, "項目");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(pages->tags[0].role, TAG_DOCUMENT);
    assert_int_equal(pages->tags[0].parent, -1);
    for (size_t i = 1; i < pages->tag_count; i++)
        assert_in_range(pages->tags[i].parent, 0, i - 1);
    const struct item *label = NULL;
    assert_int_equal(count_runs(&pages->pages[0], "10.", &label), 1);
    assert_int_equal(pages->tags[label->tag].role, TAG_LABEL);
    for (size_t i = 0; i < pages->pages[0].item_count; i++)
        assert_true(pages->pages[0].items[i].tag < (int)pages->tag_count);
    arena_free(desk.arena);
}

static void an_empty_document_has_one_page(void **state)
{
    struct desk desk = desk_new(state, "report");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(pages->page_count, 1);
    arena_free(desk.arena);
}

static void an_unknown_style_is_reported(void **state)
{
    struct desk desk = desk_new(state, "poster");
    assert_null(make(&desk));
    assert_int_equal(desk.diag.count, 1);
    arena_free(desk.arena);
}

static void deep_nesting_keeps_room_for_letters(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct block *block = append(&desk, BLOCK_BOX);
    block->style = text_of("note");
    for (int i = 0; i < 40; i++) {
        struct block *list = child(&desk, block, BLOCK_LIST);
        block = child(&desk, list, BLOCK_ITEM);
    }
    struct block *columns = child(&desk, block, BLOCK_COLUMNS);
    for (int i = 0; i < 12; i++)
        child(&desk, child(&desk, columns, BLOCK_COLUMN), BLOCK_PARAGRAPH)->inlines =
            words(&desk, "狭い所の文です");
    child(&desk, block, BLOCK_SEALS)->label_count = 0;
    make(&desk); /* what is too narrow is reported; nothing hangs or crashes */
    assert_true(reports(&desk, MSG_TOO_WIDE));
    arena_free(desk.arena);
}

static void odd_tables_do_no_harm(void **state)
{
    struct desk desk = desk_new(state, "report");
    append(&desk, BLOCK_TABLE);
    struct block *empty_rows = append(&desk, BLOCK_TABLE);
    child(&desk, empty_rows, BLOCK_ROW);
    struct block *only_head = append(&desk, BLOCK_TABLE);
    only_head->head_rows = 1;
    row(&desk, only_head, "頭", words(&desk, "頭"));
    struct block *ragged = append(&desk, BLOCK_TABLE);
    ragged->column_count = 1;
    ragged->columns = arena_array(desk.arena, 1, sizeof *ragged->columns);
    ragged->head_rows = 7;
    row(&desk, ragged, "一", NULL);
    child(&desk, child(&desk, ragged, BLOCK_ROW), BLOCK_CELL);
    struct block *list = append(&desk, BLOCK_LIST);
    child(&desk, list, BLOCK_ITEM);
    append(&desk, BLOCK_COLUMNS);
    append(&desk, BLOCK_BOX)->style = text_of("note");
    append(&desk, BLOCK_BOX);
    append(&desk, BLOCK_CODE);
    append(&desk, BLOCK_QUOTE);
    append(&desk, BLOCK_PARAGRAPH);
    append(&desk, BLOCK_HEADING);
    append(&desk, BLOCK_FIGURE);
    append(&desk, BLOCK_CONTENTS);
    append(&desk, BLOCK_RULE);
    append(&desk, BLOCK_PAGEBREAK);
    assert_non_null(make(&desk));
    arena_free(desk.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_stand_side_by_side),
        cmocka_unit_test(pairs_stand_two_by_two_and_are_read_along_the_line),
        cmocka_unit_test(cards_in_columns_have_one_height),
        cmocka_unit_test(an_overfull_sheet_is_reported_with_millimetres),
        cmocka_unit_test(a_sheet_slightly_overfull_shrinks_to_its_page),
        cmocka_unit_test(the_white_of_a_sheet_gives_way_before_it_is_overfull),
        cmocka_unit_test(too_many_pages_of_a_report_are_reported),
        cmocka_unit_test(contents_tell_the_pages_of_headings),
        cmocka_unit_test(contents_among_pairs_stand_in_two_halves),
        cmocka_unit_test(outlines_name_page_and_level),
        cmocka_unit_test(a_link_to_nowhere_is_reported),
        cmocka_unit_test(a_link_has_a_target_and_a_tag_of_its_own),
        cmocka_unit_test(fill_moves_the_rest_to_the_foot),
        cmocka_unit_test(a_cover_has_no_header_but_the_mark_of_a_sample),
        cmocka_unit_test(a_long_name_in_the_header_stays_on_the_page),
        cmocka_unit_test(sections_of_a_sheet_are_numbered),
        cmocka_unit_test(tags_form_a_tree_that_all_items_point_into),
        cmocka_unit_test(an_empty_document_has_one_page),
        cmocka_unit_test(an_unknown_style_is_reported),
        cmocka_unit_test(deep_nesting_keeps_room_for_letters),
        cmocka_unit_test(odd_tables_do_no_harm),
    };
    return cmocka_run_group_tests_name("page", tests, open_house, close_house);
}
