#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "merge/merge.h"

struct fixture {
    struct arena *a;
    struct diag d;
    struct value *data;
};

static const struct span nowhere = {0};

static void put_text(struct arena *a, struct value *map, const char *key, const char *text)
{
    value_set(a, map, key, value_text(a, text_of(text), nowhere));
}

static int open_fixture(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = arena_alloc(a, sizeof *f);
    *f = (struct fixture){.a = a, .d = diag_new(a), .data = value_map(a)};
    struct value *client = value_set(a, f->data, "client", value_map(a));
    put_text(a, client, "name", "株式会社みどり製作所");
    put_text(a, client, "honorific", "御中");
    put_text(a, client, "owner", "緑川一郎");
    put_text(a, client, "address", "一丁目\n二番地");
    value_set(a, client, "site", value_undefined(a));
    struct value *score = value_set(a, f->data, "score", value_map(a));
    value_set(a, score, "total", value_int(a, 58));
    value_set(a, score, "change", value_int(a, -12));
    value_set(a, score, "same", value_int(a, 0));
    value_set(a, score, "mean", value_decimal(a, 37500));
    value_set(a, f->data, "loss", value_yen(a, 19384000));
    value_set(a, f->data, "gain", value_yen(a, -19384000));
    value_set(a, f->data, "date", value_date(a, (struct date){2026, 11, 10}));
    value_set(a, f->data, "least", value_int(a, INT64_MIN));
    struct value *list = value_set(a, f->data, "list", value_list(a));
    value_append(a, list, client);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    arena_free(f->a);
    return 0;
}

static const char *fill(struct fixture *f, const char *template)
{
    return text_string(f->a, merge_text(f->a, text_of(template), nowhere, f->data, &f->d));
}

static void assert_fills(struct fixture *f, const char *template, const char *expected)
{
    assert_string_equal(fill(f, template), expected);
    assert_int_equal(f->d.count, 0);
}

/* The newest complaint about `template` is `message` with `detail`. */
static void assert_refuses(struct fixture *f, const char *template, enum message message,
                           const char *detail)
{
    size_t before = f->d.count;
    fill(f, template);
    assert_int_equal(f->d.count, before + 1);
    const struct diag_entry *entry = &f->d.entries[before];
    assert_int_equal(entry->message, message);
    assert_string_equal(text_string(f->a, entry->detail), detail);
}

static void assert_near(struct fixture *f, const char *near)
{
    assert_string_equal(text_string(f->a, f->d.entries[f->d.count - 1].near), near);
}

static void a_text_without_fields_stays(void **state)
{
    assert_fills(*state, "", "");
    assert_fills(*state, "診断 { } }} のご報告", "診断 { } }} のご報告");
}

static void fields_are_replaced_where_they_stand(void **state)
{
    assert_fills(*state, "{{client.name}}の{{ score.total }}点", "株式会社みどり製作所の58点");
    assert_fills(*state, "{{score.total}}{{score.total}}", "5858");
    assert_fills(*state, "{{list.0.name}}、{{list.count}}社", "株式会社みどり製作所、1社");
}

static void a_title_stays_on_one_line(void **state)
{
    assert_fills(*state, "{{client.address}}", "一丁目 二番地");
}

static void filters_say_how_to_print(void **state)
{
    assert_fills(*state, "{{loss}}", "1,938万4,000円");
    assert_fills(*state, "{{loss|round}}", "1,900万円");
    assert_fills(*state, "{{gain|abs|round}}", "1,900万円");
    assert_fills(*state, "{{gain|plus}}", "−1,938万4,000円");
    assert_fills(*state, "{{loss|count}}", "19,384,000");
    assert_fills(*state, "{{score.total|yen}}", "58円");
    assert_fills(*state, "{{score.mean|count}}", "38");
    assert_fills(*state, "{{score.mean|plus}}", "+37.5");
    assert_fills(*state, "{{score.change|plus}}", "−12");
    assert_fills(*state, "{{score.same|plus}}", "±0");
    assert_fills(*state, "{{ score.change | abs }}", "12");
    assert_fills(*state, "{{list.count|tsu:\"件\"}}", "1つ");
    assert_fills(*state, "{{score.total|tsu:\"件\"}}", "58件");
    assert_fills(*state, "{{date|date}}", "2026年11月10日");
    assert_fills(*state, "{{date|month}}", "2026年11月");
}

static void the_least_number_has_a_magnitude(void **state)
{
    struct fixture *f = *state;
    fill(f, "{{least|abs}}{{least|plus}}{{least|round}}{{least|yen}}{{least|count}}");
    assert_int_equal(f->d.count, 0);
}

static void names_get_their_honorific_once(void **state)
{
    struct fixture *f = *state;
    put_text(f->a, f->data, "polite", "佐藤様");
    assert_fills(f, "{{client.owner|sama}}", "緑川一郎様");
    assert_fills(f, "{{client|sama}}", "株式会社みどり製作所 御中");
    assert_fills(f, "{{polite|sama}}", "佐藤様");
}

static void only_default_accepts_undefined(void **state)
{
    assert_fills(*state, "{{client.site|default:\"なし | }}\"}}", "なし | }}");
    assert_fills(*state, "{{client.site|sama|default:\"\"}}", "");
    assert_fills(*state, "{{client.name|default:\"なし\"}}", "株式会社みどり製作所");
    assert_refuses(*state, "{{client.site}}", MSG_FIELD_UNDEFINED, "client.site");
    assert_refuses(*state, "{{client.site.title}}", MSG_FIELD_UNDEFINED, "client.site.title");
    assert_refuses(*state, "{{client.site|sama}}", MSG_FIELD_UNDEFINED, "client.site");
    assert_refuses(*state, "{{list.7.name}}", MSG_FIELD_UNDEFINED, "list.7.name");
    assert_refuses(*state, "{{list.99999999999999999999}}", MSG_FIELD_UNDEFINED,
                   "list.99999999999999999999");
}

static void an_unknown_name_gets_a_near_one(void **state)
{
    assert_refuses(*state, "{{clinet.name}}", MSG_FIELD_UNKNOWN, "clinet.name");
    assert_near(*state, "client.name");
    assert_refuses(*state, "{{list.0.nmae}}", MSG_FIELD_UNKNOWN, "list.0.nmae");
    assert_near(*state, "list.0.name");
    assert_refuses(*state, "{{zzzzzz}}", MSG_FIELD_UNKNOWN, "zzzzzz");
    assert_near(*state, "");
}

static void a_default_does_not_hide_a_typing_error(void **state)
{
    assert_refuses(*state, "{{client.nmae|default:\"なし\"}}", MSG_FIELD_UNKNOWN, "client.nmae");
}

static void lists_maps_and_members_of_texts_are_of_the_wrong_kind(void **state)
{
    assert_refuses(*state, "{{client}}", MSG_FIELD_KIND, "client");
    assert_refuses(*state, "{{list}}", MSG_FIELD_KIND, "list");
    assert_refuses(*state, "{{list.name}}", MSG_FIELD_KIND, "list.name");
    assert_refuses(*state, "{{client.name.size}}", MSG_FIELD_KIND, "client.name.size");
}

static void filters_refuse_what_they_cannot_print(void **state)
{
    assert_refuses(*state, "{{client.name|yen}}", MSG_FILTER_KIND, "yen");
    assert_refuses(*state, "{{score.mean|round}}", MSG_FILTER_KIND, "round");
    assert_refuses(*state, "{{loss|month}}", MSG_FILTER_KIND, "month");
    assert_refuses(*state, "{{list|count}}", MSG_FILTER_KIND, "count");
    assert_refuses(*state, "{{score|sama}}", MSG_FILTER_KIND, "sama");
    assert_refuses(*state, "{{loss|ruond}}", MSG_FILTER_UNKNOWN, "ruond");
    assert_near(*state, "round");
}

static void malformed_fields_are_refused(void **state)
{
    static const char *const wrong[] = {
        "{{",          "{{}}",
        "{{client",    "{{client.name}",
        "{{.client}}", "{{client.}}",
        "{{a..b}}",    "{{client name}}",
        "{{client|}}", "{{client.name|default:\"x}}",
        "{{ | yen}}",  "{{client.name|default:x\"}}",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        size_t before = f->d.count;
        fill(f, wrong[i]);
        assert_int_equal(f->d.count, before + 1);
        assert_int_equal(f->d.entries[before].message, MSG_FIELD_SYNTAX);
    }
}

static void arguments_stand_where_the_filter_wants_them(void **state)
{
    assert_refuses(*state, "{{client.site|default}}", MSG_FIELD_SYNTAX, "default");
    assert_refuses(*state, "{{client.site|default:なし}}", MSG_FIELD_SYNTAX, "default:なし");
    assert_refuses(*state, "{{client.site|default:\"}}", MSG_FIELD_SYNTAX,
                   "{{client.site|default:\"}}");
    assert_refuses(*state, "{{loss|yen:\"x\"}}", MSG_FIELD_SYNTAX, "yen:\"x\"");
    assert_refuses(*state, "{{loss|yen:}}", MSG_FIELD_SYNTAX, "yen:");
}

static void client_data_is_never_read_again(void **state)
{
    static const char hostile[] =
        "{{client.name}} <img onerror=x> **x** [a](javascript:b) {{#if x}}";
    struct fixture *f = *state;
    put_text(f->a, f->data, "hostile", hostile);
    assert_fills(f, "{{hostile}}", hostile);
}

static void control_and_directional_signs_never_pass(void **state)
{
    struct fixture *f = *state;
    put_text(f->a, f->data, "bad",
             "a\x01\x1b[2J\x7f\xc2\x9b"
             "b\xe2\x80\xae"
             "c\td\xe2\x80\xa8"
             "e");
    put_text(f->a, f->data, "next",
             "a\xc2\x85"
             "b");
    put_text(f->a, f->data, "only", "\x01\x02");
    put_text(f->a, f->data, "windows", "\r\n一\r\n二\r\n");
    assert_fills(f, "{{bad}}", "a[2Jbc d e");
    assert_fills(f, "{{next}}", "a b");
    assert_fills(f, "{{only}}", "");
    assert_fills(f, "{{windows}}", "一 二");
}

static void a_huge_template_is_done_in_a_moment(void **state)
{
    enum { SIZE = 1024 * 1024 };
    struct fixture *f = *state;
    char *braces = arena_alloc(f->a, SIZE);
    for (size_t i = 0; i < SIZE; i++)
        braces[i] = '{';
    struct text text = {.ptr = braces, .size = SIZE};
    merge_text(f->a, text, nowhere, f->data, &f->d);
    assert_int_equal(f->d.count, 1);
    for (size_t i = 0; i < SIZE; i++)
        braces[i] = i % 2 ? '.' : 'a';
    value_set(f->a, f->data, "a", value_undefined(f->a));
    merge_text(f->a, text, nowhere, f->data, &f->d);
    assert_int_equal(f->d.count, 1);
}

/* Texts are looked at eight bytes at a time. */
static void what_must_not_reach_paper_is_found_at_every_place(void **state)
{
    struct fixture *f = *state;
    static const char *const unwanted[] = {"\x01", "\x1F", "\x7F", "\xC2\x80", "\xE2\x80\xAE"};
    static const char around[] = "abcdefghijk?@_lmnopqrstu";
    struct value *text = value_set(f->a, f->data, "text", value_label(f->a, ""));
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
        for (size_t at = 0; at < sizeof around; at++) {
            text->text = text_format(f->a, "%.*s%s%s", (int)at, around, unwanted[i], around + at);
            assert_fills(f, "{{text}}", around);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_text_without_fields_stays, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(fields_are_replaced_where_they_stand, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_title_stays_on_one_line, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(filters_say_how_to_print, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(the_least_number_has_a_magnitude, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(names_get_their_honorific_once, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(only_default_accepts_undefined, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(an_unknown_name_gets_a_near_one, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_default_does_not_hide_a_typing_error, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(lists_maps_and_members_of_texts_are_of_the_wrong_kind,
                                        open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(filters_refuse_what_they_cannot_print, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(malformed_fields_are_refused, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(arguments_stand_where_the_filter_wants_them, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(client_data_is_never_read_again, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(control_and_directional_signs_never_pass, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_huge_template_is_done_in_a_moment, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(what_must_not_reach_paper_is_found_at_every_place,
                                        open_fixture, close_fixture),
    };
    return cmocka_run_group_tests_name("field", tests, NULL, NULL);
}
