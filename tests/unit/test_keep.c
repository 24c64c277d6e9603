/* Where pages end: what stays together and what goes on how. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paper.h"

/* A report that begins with `count` lines. */
static struct desk desk_below(void **state, int count)
{
    struct desk desk = desk_new(state, "report");
    for (int i = 0; i < count; i++)
        paragraph(&desk, "本文");
    return desk;
}

/* Makes the pages; on one of them `first` and `second` begin. */
static void assert_together(struct desk *desk, const char *first, const char *second)
{
    const struct pages *pages = desk->pages ? desk->pages : make(desk);
    assert_non_null(pages);
    assert_true(page_of(pages, first) != SIZE_MAX);
    assert_int_equal(page_of(pages, first), page_of(pages, second));
}

static void a_heading_never_stands_last_on_a_page(void **state)
{
    bool moved = false;
    for (int filler = 20; filler < 50; filler++) {
        struct desk desk = desk_below(state, filler);
        heading(&desk, 2, "見出し");
        heading(&desk, 3, "小見出し");
        paragraph(&desk, "後続");
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        assert_int_equal(page_of(pages, "見出し"), page_of(pages, "後続"));
        moved = moved || (pages->page_count == 2 && page_of(pages, "見出し") == 1);
        arena_free(desk.arena);
    }
    assert_true(moved);
}

static void a_paragraph_leaves_two_lines_on_each_side(void **state)
{
    bool cut = false;
    for (int filler = 20; filler < 45; filler++) {
        struct desk desk = desk_below(state, filler);
        append(&desk, BLOCK_PARAGRAPH)->inlines = lines(&desk, "長文", 16);
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        for (size_t i = 0; i < pages->page_count; i++) {
            size_t count = count_runs(&pages->pages[i], "長文", NULL);
            assert_true(count != 1 && count != 15);
            cut = cut || (count > 1 && count < 16);
        }
        arena_free(desk.arena);
    }
    assert_true(cut);
}

static void table_heads_repeat_as_artifacts(void **state)
{
    struct desk desk = desk_new(state, "report");
    table(&desk, 120);
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_true(pages->page_count > 2);
    for (size_t i = 0; i < pages->page_count; i++) {
        const struct item *head = NULL;
        assert_int_equal(count_runs(&pages->pages[i], "頭", &head), 1);
        const struct item *body = NULL;
        assert_true(count_runs(&pages->pages[i], "体", &body) >= 2);
        assert_true(i == 0 ? head->tag != NO_TAG : head->tag == NO_TAG);
        assert_true(body->tag != NO_TAG);
        assert_true(head->y < body->y);
    }
    arena_free(desk.arena);
}

static void a_table_leaves_two_rows_on_each_side(void **state)
{
    bool cut = false;
    for (int filler = 12; filler < 36; filler++) {
        struct desk desk = desk_below(state, filler);
        table(&desk, 20);
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        for (size_t i = 0; i < pages->page_count; i++) {
            size_t count = count_runs(&pages->pages[i], "体", NULL);
            assert_true(count != 1 && count != 19);
            cut = cut || (count > 1 && count < 20);
        }
        arena_free(desk.arena);
    }
    assert_true(cut);
}

static void the_first_two_and_the_last_two_short_items_of_a_list_stay_together(void **state)
{
    bool cut = false;
    for (int filler = 12; filler < 45; filler++) {
        struct desk desk = desk_below(state, filler);
        struct block *list = append(&desk, BLOCK_LIST);
        for (int i = 0; i < 20; i++) {
            struct block *item = child(&desk, list, BLOCK_ITEM);
            child(&desk, item, BLOCK_PARAGRAPH)->inlines = words(&desk, "項目");
        }
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        for (size_t i = 0; i < pages->page_count; i++) {
            size_t count = count_runs(&pages->pages[i], "項目", NULL);
            assert_true(count != 1 && count != 19);
            cut = cut || (count > 1 && count < 19);
        }
        arena_free(desk.arena);
    }
    assert_true(cut);
}

static void a_low_table_is_never_cut(void **state)
{
    for (int filler = 20; filler < 50; filler++) {
        struct desk desk = desk_below(state, filler);
        table(&desk, 6);
        for (int i = 0; i < 30; i++)
            paragraph(&desk, "本文");
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        assert_int_equal(count_runs(&pages->pages[page_of(pages, "体")], "体", NULL), 6);
        arena_free(desk.arena);
    }
}

static void a_row_taller_than_a_page_goes_on_below_the_head(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct block *block = table(&desk, 2);
    row(&desk, block, "高", lines(&desk, "行", 80));
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(desk.diag.count, 0);
    assert_int_equal(pages->page_count, 2);
    size_t found = 0;
    for (size_t i = 0; i < 2; i++) {
        size_t count = count_runs(&pages->pages[i], "行", NULL);
        assert_true(count >= 2);
        assert_int_equal(count_runs(&pages->pages[i], "頭", NULL), 1);
        found += count;
    }
    assert_int_equal(found, 80);
    arena_free(desk.arena);
}

static void a_row_of_up_to_six_lines_is_never_cut_and_a_higher_one_leaves_two_lines(void **state)
{
    bool cut = false;
    for (int filler = 12; filler < 40; filler++) {
        struct desk desk = desk_below(state, filler);
        struct block *block = table(&desk, 0);
        for (int i = 0; i < 8; i++)
            row(&desk, block, "低", lines(&desk, "六", 6));
        row(&desk, block, "高", lines(&desk, "行", 40));
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        for (size_t i = 0; i < pages->page_count; i++) {
            assert_int_equal(count_runs(&pages->pages[i], "六", NULL) % 6, 0);
            size_t count = count_runs(&pages->pages[i], "行", NULL);
            assert_true(count != 1 && count != 39);
            cut = cut || (count > 0 && count < 40);
        }
        arena_free(desk.arena);
    }
    assert_true(cut);
}

static void a_cut_box_says_its_title_again_and_is_open_where_it_goes_on(void **state)
{
    struct desk desk = desk_new(state, "report");
    for (int i = 0; i < 10; i++)
        paragraph(&desk, "本文");
    struct block *box = append(&desk, BLOCK_BOX);
    box->style = text_of("today");
    box->inlines = words(&desk, "題");
    for (int i = 0; i < 60; i++)
        child(&desk, box, BLOCK_PARAGRAPH)->inlines = words(&desk, "中身");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_int_equal(pages->page_count, 2);
    const struct item *title = NULL;
    assert_int_equal(count_runs(&pages->pages[0], "つづき", NULL), 0);
    assert_int_equal(count_runs(&pages->pages[1], "つづき", &title), 1);
    assert_int_equal(title->tag, NO_TAG);
    for (size_t i = 0; i < 2; i++) {
        assert_true(count_runs(&pages->pages[i], "中身", NULL) >= 2);
        size_t level = 0;
        size_t upright = 0;
        for (size_t k = 0; k < pages->pages[i].item_count; k++) {
            const struct item *item = &pages->pages[i].items[k];
            bool line = item->kind == ITEM_SHAPE && item->shape->stroke == COLOUR_GOOD;
            assert_false(line && item->shape->kind == SHAPE_RECT);
            level += line && item->shape->height == 0;
            upright += line && item->shape->width == 0;
        }
        assert_int_equal(level, 1);
        assert_int_equal(upright, 2);
    }
    arena_free(desk.arena);
}

static void a_heading_and_its_lead_in_stay_with_their_box(void **state)
{
    for (int before = 20; before < 50; before++) {
        struct desk desk = desk_below(state, before);
        heading(&desk, 2, "章頭");
        paragraph(&desk, "導入");
        paragraph(&desk, "続き");
        struct block *box = append(&desk, BLOCK_BOX);
        box->style = text_of("case");
        for (int i = 0; i < 40; i++)
            child(&desk, box, BLOCK_PARAGRAPH)->inlines = words(&desk, "中身");
        assert_together(&desk, "章頭", "中身");
        assert_together(&desk, "続き", "中身");
        arena_free(desk.arena);
    }
}

static void a_heading_and_its_lead_in_stay_with_what_they_lead_in(void **state)
{
    /* Swept over the page end: something must keep them together at each place. */
    for (int before = 20; before < 60; before++) {
        struct desk desk = desk_below(state, before);
        heading(&desk, 2, "章頭"); /* of level 2: not in the header too */
        paragraph(&desk, "導入");
        paragraph(&desk, "続き");
        struct block *columns = append(&desk, BLOCK_COLUMNS);
        struct block *column = child(&desk, columns, BLOCK_COLUMN);
        column->weight = 1;
        for (int i = 0; i < 10; i++)
            child(&desk, column, BLOCK_PARAGRAPH)->inlines = words(&desk, "中身");
        assert_together(&desk, "章頭", "中身");
        assert_together(&desk, "続き", "中身");
        arena_free(desk.arena);
    }
}

static void a_lead_in_stays_with_its_list(void **state)
{
    for (int before = 30; before < 60; before++) {
        struct desk desk = desk_below(state, before);
        paragraph(&desk, "導入");
        struct block *list = append(&desk, BLOCK_LIST);
        struct block *item = child(&desk, list, BLOCK_ITEM);
        child(&desk, item, BLOCK_PARAGRAPH)->inlines = words(&desk, "項目");
        assert_together(&desk, "導入", "項目");
        arena_free(desk.arena);
    }
}

static void a_lead_in_stays_with_what_small_print_shows(void **state)
{
    for (int before = 30; before < 60; before++) {
        struct desk desk = desk_below(state, before);
        paragraph(&desk, "導入");
        struct block *box = append(&desk, BLOCK_BOX);
        box->style = text_of("small");
        struct block *list = child(&desk, box, BLOCK_LIST);
        struct block *item = child(&desk, list, BLOCK_ITEM);
        child(&desk, item, BLOCK_PARAGRAPH)->inlines = words(&desk, "項目");
        assert_together(&desk, "導入", "項目");
        arena_free(desk.arena);
    }
}

static void small_print_leads_in_like_any_words(void **state)
{
    for (int before = 20; before < 50; before++) {
        struct desk desk = desk_below(state, before);
        heading(&desk, 2, "章頭");
        paragraph(&desk, "導入");
        struct block *box = append(&desk, BLOCK_BOX);
        box->style = text_of("small");
        child(&desk, box, BLOCK_PARAGRAPH)->inlines = words(&desk, "小字");
        table(&desk, 30);
        assert_together(&desk, "章頭", "体");
        assert_together(&desk, "小字", "体");
        arena_free(desk.arena);
    }
}

static void a_cut_box_has_a_ground_on_every_page(void **state)
{
    struct desk desk = desk_new(state, "report");
    struct block *box = append(&desk, BLOCK_BOX);
    box->style = text_of("note");
    for (int i = 0; i < 90; i++)
        child(&desk, box, BLOCK_PARAGRAPH)->inlines = words(&desk, "中身");
    const struct pages *pages = make(&desk);
    assert_non_null(pages);
    assert_true(pages->page_count > 1);
    for (size_t i = 0; i < pages->page_count; i++)
        assert_int_equal(count_rects(&pages->pages[i], COLOUR_PALE), 1);
    arena_free(desk.arena);
}

static void a_small_box_is_never_cut(void **state)
{
    for (int filler = 24; filler < 40; filler++) {
        struct desk desk = desk_below(state, filler);
        struct block *box = append(&desk, BLOCK_BOX);
        box->style = text_of("case");
        for (int i = 0; i < 8; i++)
            child(&desk, box, BLOCK_PARAGRAPH)->inlines = words(&desk, "中身");
        const struct pages *pages = make(&desk);
        assert_non_null(pages);
        size_t page = page_of(pages, "中身");
        assert_int_equal(count_runs(&pages->pages[page], "中身", NULL), 8);
        arena_free(desk.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_never_stands_last_on_a_page),
        cmocka_unit_test(a_paragraph_leaves_two_lines_on_each_side),
        cmocka_unit_test(table_heads_repeat_as_artifacts),
        cmocka_unit_test(a_table_leaves_two_rows_on_each_side),
        cmocka_unit_test(the_first_two_and_the_last_two_short_items_of_a_list_stay_together),
        cmocka_unit_test(a_low_table_is_never_cut),
        cmocka_unit_test(a_row_taller_than_a_page_goes_on_below_the_head),
        cmocka_unit_test(a_row_of_up_to_six_lines_is_never_cut_and_a_higher_one_leaves_two_lines),
        cmocka_unit_test(a_cut_box_says_its_title_again_and_is_open_where_it_goes_on),
        cmocka_unit_test(a_heading_and_its_lead_in_stay_with_their_box),
        cmocka_unit_test(a_heading_and_its_lead_in_stay_with_what_they_lead_in),
        cmocka_unit_test(a_lead_in_stays_with_its_list),
        cmocka_unit_test(a_lead_in_stays_with_what_small_print_shows),
        cmocka_unit_test(small_print_leads_in_like_any_words),
        cmocka_unit_test(a_cut_box_has_a_ground_on_every_page),
        cmocka_unit_test(a_small_box_is_never_cut),
    };
    return cmocka_run_group_tests_name("keep", tests, open_house, close_house);
}
