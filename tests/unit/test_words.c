#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "merge/words.h"
#include "model/catalog.h"

struct fixture {
    struct arena *arena;
    struct value *data;
    const struct words *words;
};

static int open_fixture(void **state)
{
    static const struct text others[] = {{"MFA", 3}, {"多要素", sizeof "多要素" - 1}};
    static const struct text shared[] = {{"鍵", sizeof "鍵" - 1}};
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    struct term *terms = arena_array(a, 4, sizeof *terms);
    terms[0] = (struct term){.term = text_of("多要素認証"), .reading = text_of("たようそ")};
    terms[0].also = (struct schema_list){.items = (void *)others, .count = 2};
    terms[1] = (struct term){.term = text_of("暗号化"), .reading = text_of("あんごうか")};
    terms[1].also = (struct schema_list){.items = (void *)shared, .count = 1};
    terms[2] = (struct term){.term = text_of("鍵"), .reading = text_of("かぎ")};
    terms[3] = (struct term){.term = text_of("要素"), .reading = text_of("ようそ")};
    struct schema_list list = {.items = terms, .count = 4};
    *f = (struct fixture){.arena = a, .data = value_map(a), .words = words_new(a, &list)};
    value_set(a, f->data, "words", value_list(a));
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    return 0;
}

/* The terms found in `said`, each with a space behind it. */
static const char *find(struct fixture *f, const char *said)
{
    struct buffer out = {0};
    words_set(f->arena, f->data, f->words, text_of(said));
    const struct value *list = value_get(f->data, text_of("words"));
    for (size_t i = 0; i < list->count; i++) {
        buffer_put(&out, value_get(list->items[i], text_of("term"))->text);
        buffer_byte(&out, ' ');
    }
    const char *found = text_string(f->arena, buffer_text(&out));
    buffer_free(&out);
    return found;
}

static void terms_said_are_listed_by_their_readings(void **state)
{
    assert_string_equal(find(*state, "要素と暗号化"), "暗号化 要素 ");
    assert_string_equal(find(*state, "暗号化、要素、暗号化"), "暗号化 要素 ");
}

static void another_spelling_counts_as_the_term(void **state)
{
    assert_string_equal(find(*state, "MFAを使う"), "多要素認証 ");
}

static void a_term_within_another_is_said_too(void **state)
{
    assert_string_equal(find(*state, "多要素認証"), "多要素認証 要素 ");
}

static void two_terms_may_share_a_spelling(void **state)
{
    assert_string_equal(find(*state, "鍵を開ける"), "暗号化 鍵 ");
}

static void a_second_text_replaces_the_first(void **state)
{
    assert_string_equal(find(*state, "要素"), "要素 ");
    assert_string_equal(find(*state, "多\n要\n素"), "");
    assert_string_equal(find(*state, ""), "");
}

static void without_terms_nothing_is_found(void **state)
{
    struct fixture *f = *state;
    const struct schema_list none = {0};
    f->words = words_new(f->arena, &none);
    assert_string_equal(find(f, "多要素認証"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(terms_said_are_listed_by_their_readings, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(another_spelling_counts_as_the_term, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_term_within_another_is_said_too, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(two_terms_may_share_a_spelling, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_second_text_replaces_the_first, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(without_terms_nothing_is_found, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
