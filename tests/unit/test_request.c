/* The preview: who may ask, for what, and what pages get on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "serve/request.h"

static void only_loopback_names_with_the_port_may_ask(void **state)
{
    (void)state;
    static const char *const GOOD[] = {"localhost:8000", "LocalHost:8000", "127.0.0.1:8000",
                                       "[::1]:8000"};
    static const char *const BAD[] = {
        "",
        "localhost",
        "localhost:",
        "localhost:80",
        "localhost:80000",
        "localhost:8000.",
        "localhost:8000@example.com",
        "localhost.example.com:8000",
        "127.0.0.1.example.com:8000",
        "127.0.0.2:8000",
        "0.0.0.0:8000",
        "::1:8000",
        "[::1]",
        "evil.example:8000",
        " localhost:8000",
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
        assert_true(request_is_local(text_of(GOOD[i]), 8000));
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(request_is_local(text_of(BAD[i]), 8000));
    assert_false(request_is_local((struct text){NULL, 0}, 8000));
    assert_true(request_is_local(text_of("localhost"), 80));
}

static void assert_file(struct arena *a, const char *path, const char *file)
{
    struct text found = request_file(a, text_of(path));
    if (!file)
        assert_null(found.ptr);
    else
        assert_string_equal(found.ptr, file);
}

static void paths_name_files_of_the_site_and_nothing_else(void **state)
{
    struct arena *a = *state;
    assert_file(a, "/", "index.html");
    assert_file(a, "/why-now.html", "why-now.html");
    assert_file(a, "/search/text-0.js", "search/text-0.js");
    assert_file(a, "/files/", "files/index.html");
    assert_file(a, "/files/図.png", "files/図.png");
    static const char *const BAD[] = {
        "",     "why-now.html",      "//etc/passwd",   "/../secret", "/a/../../secret", "/a/..",
        "/./a", "/.mamorigami-site", "/a/.git/config", "/a\\..\\b",  "/a\nb",           "/\xff\xfe",
        "/a//b"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_file(a, BAD[i], NULL);
}

static void pages_get_the_script_and_leave_to_ask(void **state)
{
    (void)state;
    struct buffer page = {0};
    request_put_page(
        text_of("<head><meta content=\"default-src 'none'; img-src 'self'\"></head><p>"), 7, &page);
    struct text text = buffer_text(&page);
    assert_true(text_find(text, "default-src 'none'; connect-src 'self'; img-src", 0) < text.size);
    assert_true(text_find(text, "data-pages=\"7\" defer></script>\n</head><p>", 0) < text.size);
    buffer_free(&page);
}

static void pages_without_head_or_policy_stay_whole(void **state)
{
    (void)state;
    struct buffer page = {0};
    request_put_page(text_of("default-src 'none';"), 7, &page);
    assert_true(text_is(buffer_text(&page), "default-src 'none';"));
    buffer_clear(&page);
    /* The words stand in the text, not in the policy. */
    request_put_page(text_of("<head></head>default-src 'none';"), 7, &page);
    assert_true(text_ends(buffer_text(&page), "</head>default-src 'none';"));
    buffer_clear(&page);
    request_put_page((struct text){NULL, 0}, 7, &page);
    assert_int_equal(page.size, 0);
    buffer_free(&page);
}

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_loopback_names_with_the_port_may_ask),
        cmocka_unit_test_setup_teardown(paths_name_files_of_the_site_and_nothing_else, set_up,
                                        tear_down),
        cmocka_unit_test(pages_get_the_script_and_leave_to_ask),
        cmocka_unit_test(pages_without_head_or_policy_stay_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
