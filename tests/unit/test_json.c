#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"

static void assert_written(struct buffer *out, const char *expected)
{
    buffer_byte(out, '\0');
    assert_string_equal(out->ptr, expected);
    buffer_free(out);
}

static void nested_values_are_indented(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct json j = json_new(&out);
    json_object_begin(&j);
    json_key(&j, text_of("name"));
    json_text(&j, text_of("緑工業"));
    json_key(&j, text_of("list"));
    json_array_begin(&j);
    json_int(&j, -5);
    json_milli(&j, 37900);
    json_bool(&j, true);
    json_none(&j);
    json_array_end(&j);
    json_key(&j, text_of("empty"));
    json_object_begin(&j);
    json_object_end(&j);
    json_object_end(&j);
    assert_written(&out, "{\n"
                         "  \"name\": \"緑工業\",\n"
                         "  \"list\": [\n"
                         "    -5,\n"
                         "    37.9,\n"
                         "    true,\n"
                         "    null\n"
                         "  ],\n"
                         "  \"empty\": {}\n"
                         "}\n");
}

static void text_cannot_leave_its_string(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct json j = json_new(&out);
    json_text(&j, (struct text){"\"\\\n\t\r\0\x1B\x7F\xC2\x85\xE2\x80\xA8", 13});
    assert_written(&out, "\"\\\"\\\\\\n\\t\\u000d\\u0000\\u001b\\u007f\\u0085\\u2028\"");
}

static void wrong_bytes_become_replacement_signs(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct json j = json_new(&out);
    json_text(&j, text_of("a\xFFz"));
    assert_written(&out, "\"a\uFFFDz\"");
}

static void keys_are_escaped_too(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct json j = json_new(&out);
    json_object_begin(&j);
    json_key(&j, text_of("a\"b"));
    json_int(&j, INT64_MIN);
    json_object_end(&j);
    assert_written(&out, "{\n  \"a\\\"b\": -9223372036854775808\n}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_values_are_indented),
        cmocka_unit_test(text_cannot_leave_its_string),
        cmocka_unit_test(wrong_bytes_become_replacement_signs),
        cmocka_unit_test(keys_are_escaped_too),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
