/* Chapters in tests/golden/markdown beside the tree and the complaints they must give.
 *
 * <case>.md -> <case>.tree, and <case>.diag when there are complaints. GOLDEN_ACCEPT=1 rewrites the
 * expected files; read the difference before you commit it. Cases called foreign-* are read as
 * written for another program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "document/dump.h"
#include "document/markdown.h"

static const char folder[] = "tests/golden/markdown";

/* Owned by the arena that main keeps for the whole run. */
struct golden {
    struct arena *arena;
    const char *name; /* "tables.md" */
};

static const char *path_of(const struct golden *golden, const char *suffix)
{
    struct text name = text_of(golden->name);
    struct text path =
        text_format(golden->arena, "%s/%.*s%s", folder, (int)name.size - 3, name.ptr, suffix);
    return path.ptr;
}

/* The bytes of the file; empty when it does not exist. */
static struct text read_expected(struct arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return text_of("");
    struct buffer bytes = {0};
    for (int byte = getc(file); byte != EOF; byte = getc(file))
        buffer_byte(&bytes, (char)byte);
    fclose(file);
    struct text copy = text_copy(a, bytes.size ? buffer_text(&bytes) : text_of(""));
    buffer_free(&bytes);
    return copy;
}

static void write_expected(const char *path, struct text bytes)
{
    if (bytes.size == 0) {
        unlink(path);
        return;
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
}

static struct text take_line(struct text *rest)
{
    size_t end = text_find(*rest, "\n", 0);
    struct text line = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end == SIZE_MAX ? rest->size : end + 1, rest->size);
    return line;
}

/* Shows the first lines in which the texts differ. */
static void print_difference(const char *path, struct text expected, struct text actual)
{
    enum { SHOWN = 12 };
    fprintf(stderr, "%s differs (- expected, + actual):\n", path);
    size_t number = 1;
    for (int shown = 0; shown < SHOWN && (expected.size || actual.size); number++) {
        struct text left = take_line(&expected);
        struct text right = take_line(&actual);
        if (text_equal(left, right))
            continue;
        fprintf(stderr, "%4zu - %.*s\n     + %.*s\n", number, (int)left.size, left.ptr,
                (int)right.size, right.ptr);
        shown++;
    }
}

static bool is_as_expected(const struct golden *golden, const char *suffix, struct text actual)
{
    const char *path = path_of(golden, suffix);
    if (getenv("GOLDEN_ACCEPT")) {
        write_expected(path, actual);
        return true;
    }
    struct text expected = read_expected(golden->arena, path);
    if (text_equal(expected, actual))
        return true;
    print_difference(path, expected, actual);
    return false;
}

/* "line:column id detail (near)": short, so that a new wording in the catalogue changes nothing. */
static void put_complaints(const struct diag *d, struct buffer *out)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct diag_entry *entry = &d->entries[i];
        size_t line = 0;
        size_t column = 0;
        if (entry->span.source)
            source_position(entry->span.source, entry->span.start, &line, &column);
        buffer_printf(out, "%zu:%zu %s %.*s", line, column, message_of(entry->message)->id,
                      (int)entry->detail.size, entry->detail.ptr);
        if (entry->near.ptr)
            buffer_printf(out, " (%.*s)", (int)entry->near.size, entry->near.ptr);
        buffer_byte(out, '\n');
    }
}

static void the_chapter_gives_the_expected_tree_and_complaints(void **state)
{
    const struct golden *golden = *state;
    struct arena *a = golden->arena;
    struct diag d = diag_new(a);
    const struct source *source = source_load(a, path_of(golden, ".md"), CHAPTER_LIMIT, &d);
    assert_non_null(source);
    bool foreign = text_starts(text_of(golden->name), "foreign");
    enum markdown_dialect dialect = foreign ? MARKDOWN_FOREIGN : MARKDOWN_OURS;
    struct chapter *chapter = markdown_parse(a, source, dialect, &d);
    assert_true(!foreign || d.errors == 0);
    assert_non_null(chapter->front);
    struct buffer tree = {0};
    struct buffer complaints = {0};
    document_dump(chapter->blocks, &tree);
    put_complaints(&d, &complaints);
    bool same_tree = is_as_expected(golden, ".tree", buffer_text(&tree));
    bool same_complaints = is_as_expected(golden, ".diag", buffer_text(&complaints));
    buffer_free(&tree);
    buffer_free(&complaints);
    assert_true(same_tree);
    assert_true(same_complaints);
}

int main(void)
{
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    size_t count;
    const struct text *names = file_list(a, folder, ".md", &count, &d);
    if (!names || count == 0) {
        fprintf(stderr, "no cases in %s: run from the top of the repository\n", folder);
        return 1;
    }
    struct CMUnitTest *tests = arena_array(a, count, sizeof *tests);
    for (size_t i = 0; i < count; i++) {
        struct golden *golden = arena_alloc(a, sizeof *golden);
        *golden = (struct golden){.arena = a, .name = text_string(a, names[i])};
        tests[i].name = golden->name;
        tests[i].test_func = the_chapter_gives_the_expected_tree_and_complaints;
        tests[i].initial_state = golden;
    }
    int failed = _cmocka_run_group_tests("golden markdown", tests, count, NULL, NULL);
    arena_free(a);
    return failed;
}
