/* What must hold for every chapter, also for damaged and hostile ones. What a well-formed chapter
 * becomes is shown by tests/golden/markdown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/yaml.h"
#include "document/dump.h"
#include "document/markdown.h"
#include "document/prepare.h"
#include "document/signs.h"

struct parsed {
    struct arena *arena;
    struct diag diag;
    struct chapter *chapter;
};

static struct parsed *parse_as(enum markdown_dialect dialect, struct text text)
{
    struct arena *a = arena_new();
    struct parsed *parsed = arena_alloc(a, sizeof *parsed);
    parsed->arena = a;
    parsed->diag = diag_new(a);
    const struct source *source = source_of(a, text_of("test.md"), text);
    parsed->chapter = markdown_parse(a, source, dialect, &parsed->diag);
    return parsed;
}

static struct parsed *parse(struct text text)
{
    return parse_as(MARKDOWN_OURS, text);
}

static size_t count_message(const struct parsed *parsed, enum message message)
{
    size_t count = 0;
    for (size_t i = 0; i < parsed->diag.count; i++)
        count += parsed->diag.entries[i].message == message;
    return count;
}

/* --- invariants ------------------------------------------------------------------------------- */

static void check_text(struct text text)
{
    size_t bad;
    assert_true(text_is_utf8(text, &bad));
    for (size_t at = 0; at < text.size;)
        assert_false(sign_is_reserved(text_next(text, &at)));
}

static void check_span(struct span span)
{
    assert_non_null(span.source);
    assert_true(span.start <= span.end);
    assert_true(span.end <= span.source->text.size);
    /* A place inside a sign would make a caret point between two bytes. */
    const struct text text = span.source->text;
    if (span.start < text.size)
        assert_true(((unsigned char)text.ptr[span.start] & 0xC0) != 0x80);
    if (span.end < text.size)
        assert_true(((unsigned char)text.ptr[span.end] & 0xC0) != 0x80);
}

static void check_inlines(const struct inline_node *first, int depth)
{
    assert_true(depth < 80);
    for (const struct inline_node *node = first; node; node = node->next) {
        check_span(node->span);
        check_text(node->text);
        check_text(node->target);
        bool neighbours = node->kind == INLINE_TEXT && node->next;
        assert_false(neighbours && node->next->kind == INLINE_TEXT);
        if (node->kind == INLINE_TEXT)
            assert_true(node->text.size > 0);
        check_inlines(node->children, depth + 1);
    }
}

static void check_blocks(const struct block *first, int depth, bool reserved)
{
    assert_true(depth < 140);
    for (const struct block *block = first; block; block = block->next) {
        check_span(block->span);
        if (!reserved)
            check_text(block->text);
        check_inlines(block->inlines, 0);
        check_blocks(block->children, depth + 1, reserved);
        check_blocks(block->otherwise, depth + 1, reserved);
    }
}

static void check(const struct parsed *parsed)
{
    assert_non_null(parsed->chapter);
    assert_non_null(parsed->chapter->front);
    assert_int_equal(parsed->chapter->front->kind, YAML_MAPPING);
    bool reserved = count_message(parsed, MSG_MD_RESERVED_SIGN) > 0;
    check_blocks(parsed->chapter->blocks, 0, reserved);
    for (size_t i = 0; i < parsed->diag.count; i++)
        check_span(parsed->diag.entries[i].span);
}

static void an_empty_chapter_is_an_empty_tree(void **state)
{
    (void)state;
    struct parsed *parsed = parse(text_of(""));
    check(parsed);
    assert_null(parsed->chapter->blocks);
    assert_int_equal(parsed->diag.count, 0);
    arena_free(parsed->arena);
}

static void front_matter_becomes_a_mapping(void **state)
{
    (void)state;
    struct parsed *parsed = parse(text_of("---\ntitle: 題\n---\n本文\n"));
    const struct yaml_node *title = yaml_get(parsed->chapter->front, "title");
    assert_non_null(title);
    assert_true(text_is(title->value, "題"));
    arena_free(parsed->arena);
}

/* The bytes of a text node's span are the text itself when nothing was escaped. */
static void a_span_covers_exactly_the_written_text(void **state)
{
    (void)state;
    struct parsed *parsed = parse(text_of("- 一\n   これは**重要。**です{{x}}後\n"));
    const struct inline_node *node = parsed->chapter->blocks->children->children->inlines;
    assert_true(text_is(node->text, "一これは"));
    const struct inline_node *strong = node->next;
    assert_int_equal(strong->kind, INLINE_STRONG);
    struct text source = parsed->chapter->source->text;
    assert_true(text_is(text_slice(source, strong->span.start, strong->span.end), "**重要。**"));
    const struct inline_node *inner = strong->children;
    assert_true(text_is(text_slice(source, inner->span.start, inner->span.end), "重要。"));
    const struct inline_node *field = strong->next->next;
    assert_int_equal(field->kind, INLINE_FIELD);
    assert_true(text_is(text_slice(source, field->span.start, field->span.end), "{{x}}"));
    const struct inline_node *rest = field->next;
    assert_true(text_is(text_slice(source, rest->span.start, rest->span.end), "後"));
    arena_free(parsed->arena);
}

static void a_prepared_offset_leads_back_to_its_source(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    struct text text = text_of("は**「重」**で{{a}}後");
    struct reader reader = {
        .arena = a, .source = source_of(a, text_of("test.md"), text), .diag = &d};
    struct prepared p = prepare_fragment(&reader, (struct line){0, text.size}, false);
    struct text all = buffer_text(&p.text);
    const char *const words[] = {"「重」", "で", "後"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t offset = text_find(all, words[i], 0);
        assert_int_not_equal(offset, SIZE_MAX);
        assert_int_equal(prepared_source(&p, offset), text_find(text, words[i], 0));
    }
    assert_int_equal(prepared_source(&p, all.size), text.size);
    prepared_free(&p);
    arena_free(a);
}

static void the_plain_text_of_inlines_has_a_space_for_a_break(void **state)
{
    (void)state;
    struct parsed *parsed = parse(text_of("一**二`三`**\\\n[四](#a){{五.六}}{{a.b}}\n"));
    struct text plain = inline_plain(parsed->arena, parsed->chapter->blocks->inlines);
    assert_true(text_is(plain, "一二三 四{{五.六}}{{a.b}}"));
    assert_int_equal(count_message(parsed, MSG_FIELD_SYNTAX), 1);
    assert_true(text_is(inline_plain(parsed->arena, NULL), ""));
    arena_free(parsed->arena);
}

static void short_rows_cannot_become_millions_of_cells(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 32; i++)
        buffer_puts(&text, "|a");
    buffer_puts(&text, "|\n");
    for (int i = 0; i < 32; i++)
        buffer_puts(&text, "|-");
    buffer_puts(&text, "|\n");
    for (int i = 0; i < 100000; i++)
        buffer_puts(&text, "|\n");
    struct parsed *parsed = parse(buffer_text(&text));
    assert_int_equal(count_message(parsed, MSG_MD_PATHOLOGICAL), 1);
    assert_true(arena_used(parsed->arena) < 100u * 1024 * 1024);
    arena_free(parsed->arena);
    buffer_free(&text);
}

/* --- hostile input ---------------------------------------------------------------------------- */

struct hostile {
    const char *piece;
    size_t count;
    size_t line;      /* pieces on one line; 0 = all */
    size_t paragraph; /* lines before an empty one; 0 = none */
};

/* The numbers are those that took seconds in cmark, and arrangements that slip below the limits of
 * line and paragraph. */
static const struct hostile hostiles[] = {
    {"![[]()", 40000, 0, 0},
    {"![[]()", 40000, 100, 0},
    {"![[]()", 40000, 30, 3},
    {"[", 50000, 0, 0},
    {"[", 50000, 100, 1},
    {"*a ", 50000, 0, 0},
    {"*a ", 50000, 5000, 1},
    {"**a ", 50000, 4000, 1},
    {"**x*y", 50000, 3000, 1},
    {"_a ", 50000, 5000, 1},
    {">", 50000, 0, 0},
    {"> ", 50000, 31, 1},
    {"- ", 50000, 0, 0},
    {"- ", 50000, 31, 0},
    {"a`b``c```", 20000, 2000, 1},
    {"<?", 40000, 8000, 1},
    {"<!--", 40000, 4000, 1},
    {"[a](b", 40000, 3000, 1},
    {"[a](<b", 40000, 3000, 1},
    {"[a]: b\n", 20000, 0, 0},
    {"&", 50000, 15000, 1},
    {"{{", 50000, 9000, 1},
    {"{{a|\"", 50000, 3000, 1},
    {"{{#if a}}\n", 20000, 0, 0},
    {"::: note\n", 20000, 0, 0},
    {":::\n", 50000, 0, 0},
    {"|", 50000, 10000, 1},
    {"|\n|-|\n", 20000, 0, 0},
    {"```\n", 50000, 0, 0},
    {"<!--\n", 50000, 0, 0},
    {"\\", 50000, 15000, 1},
    {"[a]{.x}", 20000, 2000, 1},
    {"```chart\n[\n```\n", 3000, 0, 0},
    {"---\n", 50000, 0, 0},
    {"「**あ", 20000, 1500, 1},
    {"# a {#b}\n", 20000, 0, 0},
    {"[^a]: b[^a]\n", 20000, 0, 0},
    {"[^a] ", 50000, 100, 0},
    {"~~a", 50000, 5000, 1},
    {"a|", 50000, 5000, 1},
    {"`a|", 50000, 5000, 1},
};

static void write_hostile(const struct hostile *hostile, struct buffer *out)
{
    size_t lines = 0;
    for (size_t i = 0; i < hostile->count; i++) {
        buffer_puts(out, hostile->piece);
        if (!hostile->line || (i + 1) % hostile->line)
            continue;
        buffer_byte(out, '\n');
        lines++;
        if (hostile->paragraph && lines % hostile->paragraph == 0)
            buffer_byte(out, '\n');
    }
}

static void check_hostile(enum markdown_dialect dialect)
{
    for (size_t i = 0; i < sizeof hostiles / sizeof *hostiles; i++) {
        struct buffer text = {0};
        write_hostile(&hostiles[i], &text);
        clock_t start = clock();
        struct parsed *parsed = parse_as(dialect, buffer_text(&text));
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        /* A sanitizer or valgrind may be ten times slower; what is quadratic is far above. */
        if (seconds > 5)
            fail_msg("%s x %zu took %.1f s", hostiles[i].piece, hostiles[i].count, seconds);
        check(parsed);
        assert_true(dialect == MARKDOWN_OURS || parsed->diag.errors == 0);
        arena_free(parsed->arena);
        buffer_free(&text);
    }
}

static void hostile_input_is_read_within_a_second(void **state)
{
    (void)state;
    check_hostile(MARKDOWN_OURS);
    check_hostile(MARKDOWN_FOREIGN);
}

/* --- damaged chapters ------------------------------------------------------------------------- */

/* Marsaglia's xorshift32: the same damage in every run. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static const char *const snippets[] = {
    "**",
    "*",
    "_",
    "`",
    "``",
    "```\n",
    "\n```chart\n",
    "[",
    "]",
    "](",
    ")",
    "{.small}",
    "{{",
    "}}",
    "{{a|b}}",
    "\n{{#if a}}\n",
    "\n{{#else}}\n",
    "\n{{/if}}\n",
    "\n{{#each a as b}}\n",
    "\n{{/each}}\n",
    "\n::: note\n",
    "\n:::\n",
    "\n::: columns 1 2\n",
    "\n::: column\n",
    "\n:: fill\n",
    "|",
    "\n| a |\n|---|\n",
    "\\",
    "\\|",
    "&amp;",
    "&#x2056;",
    "&#xFDD0;0&#xFDD1;",
    "&#1;",
    "<b>",
    "<br>",
    "[^1]",
    "\n[^1]: ",
    "~~",
    "- [ ] ",
    "\n| -\n",
    "<rt>",
    "<rp>",
    "\n<div>\n",
    "\n:::message alert\n",
    "\n+++\n",
    "<!--",
    "-->",
    "\n",
    "\n\n",
    "\r",
    "\t",
    "  ",
    "    ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n---\n",
    "\n# ",
    "{#a}",
    "「",
    "」",
    "。",
    "あ",
    "😀",
    "\xE2\x81\x96",
    "\xEF\xB7\x90",
    "\xEF\xB7\x91",
    "![",
};

static size_t boundary(struct text text, uint32_t random)
{
    size_t at = text.size ? random % text.size : 0;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Cuts pieces out, moves them, and puts snippets in; the result is valid UTF-8. */
static void damage(struct text text, uint32_t *random, struct buffer *out)
{
    size_t snippet_count = sizeof snippets / sizeof *snippets;
    size_t from = 0;
    uint32_t edits = next_random(random) % 8 + 1;
    for (uint32_t i = 0; i < edits; i++) {
        size_t at = boundary(text, next_random(random));
        if (at < from)
            at = from;
        buffer_put(out, text_slice(text, from, at));
        from = at;
        uint32_t choice = next_random(random) % 4;
        size_t other = boundary(text, next_random(random));
        if (choice == 0 && other > from && other - from < 200)
            from = other;
        else if (choice == 1)
            buffer_put(out, text_slice(text, other, boundary(text, (uint32_t)other + 100)));
        else
            buffer_puts(out, snippets[next_random(random) % snippet_count]);
    }
    buffer_put(out, text_slice(text, from, text.size));
}

enum { DAMAGES = 60 }; /* of each golden chapter */

static void check_damaged(enum markdown_dialect dialect)
{
    struct arena *a = arena_new();
    struct diag d = diag_new(a);
    size_t count;
    const struct text *names = file_list(a, "tests/golden/markdown", ".md", &count, &d);
    assert_non_null(names);
    uint32_t random = 20260401;
    for (size_t i = 0; i < count; i++) {
        struct text path =
            text_format(a, "tests/golden/markdown/%.*s", (int)names[i].size, names[i].ptr);
        const struct source *source = source_load(a, path.ptr, CHAPTER_LIMIT, &d);
        assert_non_null(source);
        for (int round = 0; round < DAMAGES; round++) {
            struct buffer text = {0};
            damage(source->text, &random, &text);
            struct parsed *parsed = parse_as(dialect, buffer_text(&text));
            check(parsed);
            assert_true(dialect == MARKDOWN_OURS || parsed->diag.errors == 0);
            struct buffer tree = {0};
            document_dump(parsed->chapter->blocks, &tree);
            buffer_free(&tree);
            arena_free(parsed->arena);
            buffer_free(&text);
        }
    }
    arena_free(a);
}

static void damaged_chapters_keep_every_invariant(void **state)
{
    (void)state;
    check_damaged(MARKDOWN_OURS);
    check_damaged(MARKDOWN_FOREIGN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_chapter_is_an_empty_tree),
        cmocka_unit_test(front_matter_becomes_a_mapping),
        cmocka_unit_test(a_span_covers_exactly_the_written_text),
        cmocka_unit_test(a_prepared_offset_leads_back_to_its_source),
        cmocka_unit_test(the_plain_text_of_inlines_has_a_space_for_a_break),
        cmocka_unit_test(short_rows_cannot_become_millions_of_cells),
        cmocka_unit_test(hostile_input_is_read_within_a_second),
        cmocka_unit_test(damaged_chapters_keep_every_invariant),
    };
    return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
