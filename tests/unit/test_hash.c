#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/hash.h"

static void assert_hex(struct hash hash, const char *expected)
{
    struct arena *a = arena_new();
    assert_string_equal(hash_hex(a, &hash).ptr, expected);
    arena_free(a);
}

/* FIPS 180-4's own examples. */
static void known_texts_have_their_known_hash(void **state)
{
    (void)state;
    assert_hex(hash_of(text_of("")),
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_hex(hash_of(text_of("abc")),
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_hex(hash_of(text_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void parts_without_borders_run_together_and_fields_do_not(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct hasher *h = hasher_new(a);
    hasher_put(h, text_of("a"));
    hasher_put(h, text_of("bc"));
    assert_hex(hasher_end(h), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hasher_field(h, text_of("ab"));
    hasher_field(h, text_of("c"));
    struct hash one = hasher_end(h);
    hasher_field(h, text_of("a"));
    hasher_field(h, text_of("bc"));
    struct hash other = hasher_end(h);
    assert_false(hash_equal(&one, &other));
    arena_free(a);
}

static void a_file_has_the_hash_of_its_bytes(void **state)
{
    (void)state;
    char path[] = "/tmp/test_hash.XXXXXX";
    int file = mkstemp(path);
    size_t size = 200 * 1024; /* several pieces */
    char *bytes = malloc(size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(i * 31 >> 3);
    assert_int_equal(write(file, bytes, size), size);
    close(file);
    struct hash read;
    struct hash expected = hash_of((struct text){bytes, size});
    assert_true(hash_file(path, &read));
    assert_true(hash_equal(&read, &expected));
    unlink(path);
    free(bytes);
}

static void write_file(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static void a_sampled_hash_sees_size_head_tail_and_each_megabyte(void **state)
{
    (void)state;
    char path[] = "/tmp/test_hash.XXXXXX";
    close(mkstemp(path));
    size_t size = 3 * 1024 * 1024 + 5;
    char *bytes = calloc(1, size + 1);
    struct hash first, other;
    write_file(path, bytes, size);
    assert_true(hash_file_sampled(path, &first));
    assert_true(hash_file_sampled(path, &other));
    assert_true(hash_equal(&first, &other));
    const size_t places[] = {0, 1024 * 1024, 2 * 1024 * 1024 + 100, size - 1};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        bytes[places[i]] = 1;
        write_file(path, bytes, size);
        bytes[places[i]] = 0;
        assert_true(hash_file_sampled(path, &other));
        assert_false(hash_equal(&first, &other));
    }
    write_file(path, bytes, size + 1);
    assert_true(hash_file_sampled(path, &other));
    assert_false(hash_equal(&first, &other));
    write_file(path, "small", 5);
    struct hash whole = hash_of(text_of("small"));
    assert_true(hash_file_sampled(path, &other));
    assert_true(hash_equal(&whole, &other));
    unlink(path);
    free(bytes);
}

static void what_is_no_file_has_none_and_is_not_waited_for(void **state)
{
    (void)state;
    struct hash hash;
    assert_false(hash_file("/tmp/no/such/file", &hash));
    assert_int_equal(errno, ENOENT);
    assert_false(hash_file("/tmp", &hash));
    char path[] = "/tmp/test_hash.XXXXXX";
    assert_non_null(mkdtemp(path));
    char pipe[64];
    snprintf(pipe, sizeof pipe, "%s/pipe", path);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(hash_file(pipe, &hash));
    assert_int_equal(errno, EINVAL);
    unlink(pipe);
    rmdir(path);
}

static void only_64_small_digits_are_a_hash(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct hash hash = hash_of(text_of("x"));
    struct hash back;
    struct text hex = hash_hex(a, &hash);
    assert_true(hash_parse(hex, &back));
    assert_true(hash_equal(&hash, &back));
    assert_false(hash_parse(text_slice(hex, 1, 64), &back));
    assert_false(hash_parse((struct text){0}, &back));
    char *wrong = strdup(hex.ptr);
    wrong[5] = 'G';
    assert_false(hash_parse(text_of(wrong), &back));
    free(wrong);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_their_known_hash),
        cmocka_unit_test(parts_without_borders_run_together_and_fields_do_not),
        cmocka_unit_test(a_file_has_the_hash_of_its_bytes),
        cmocka_unit_test(a_sampled_hash_sees_size_head_tail_and_each_megabyte),
        cmocka_unit_test(what_is_no_file_has_none_and_is_not_waited_for),
        cmocka_unit_test(only_64_small_digits_are_a_hash),
    };
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
