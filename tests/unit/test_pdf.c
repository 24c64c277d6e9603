/* test_pdf -- what pdf_write puts into the file. With a folder as argument the documents made here
 * are kept in it, each with the text it must give, for tests/tools/judge-pdf.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/device.h"
#include "layout/font.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t colours[COLOUR_COUNT] = {
    [COLOUR_TEXT] = 0x1f2933,      [COLOUR_MUTED] = 0x5b6770,  [COLOUR_PRIMARY] = 0x17365d,
    [COLOUR_SECONDARY] = 0x4a7ebb, [COLOUR_ACCENT] = 0xe07b00, [COLOUR_ACCENT_TEXT] = 0xa85800,
    [COLOUR_GOOD] = 0x2e7d32,      [COLOUR_PALE] = 0xe8eef6,   [COLOUR_ACCENT_PALE] = 0xfdf1e3,
    [COLOUR_LINE] = 0xc5ccd3,      [COLOUR_PAPER] = 0xffffff,
};

static const char every_sign[] = "𠮟る 髙﨑 ①㈱ 〜～ −－ か゚ 葛󠄀 "
                                 "𠮷野家 ☐☑ (a\\b) Ａ１ カ゚ ﾊﾟ";

/* Tags that every draft has. */
enum { ROOT, BODY };

/* What the tests share: fonts are opened once. */
struct bench {
    struct arena *arena;
    struct diag diag;
    const struct font_set *fonts;
    struct pdf_fonts *pdf_fonts;
    const char *folder; /* where documents are kept; NULL = nowhere */
};

/* A document being built: one page after the other, one item after the other. */
struct draft {
    struct bench *bench;
    struct document document;
    struct pages pages;
    struct buffer text; /* what copying must give, a line an item */
};

static int set_up(void **state)
{
    struct bench *bench = *state;
    bench->arena = arena_new();
    bench->diag = diag_new(bench->arena);
    bench->fonts = fonts_load(bench->arena, "fonts", &bench->diag);
    if (!bench->fonts)
        return -1;
    bench->pdf_fonts = pdf_fonts_new(bench->fonts);
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    pdf_fonts_free(bench->pdf_fonts);
    fonts_free(bench->fonts);
    arena_free(bench->arena);
    return 0;
}

static int add_tag(struct draft *draft, enum tag_role role, int parent)
{
    struct pages *pages = &draft->pages;
    struct tag *tag =
        arena_push(draft->bench->arena, &pages->tags, &pages->tag_count, sizeof *pages->tags);
    *tag = (struct tag){.role = role, .parent = parent};
    return (int)pages->tag_count - 1;
}

static struct draft *draft_new(struct bench *bench)
{
    struct draft *draft = arena_alloc(bench->arena, sizeof *draft);
    draft->bench = bench;
    draft->document = (struct document){.name = text_of("test"),
                                        .title = text_of("診断のご報告"),
                                        .author = text_of("𠮷野システム"),
                                        .subject = text_of("株式会社みどり製作所 御中"),
                                        .date = {2026, 11, 10},
                                        .date_name = text_of("診断日")};
    draft->pages = (struct pages){
        .document = &draft->document, .width = 595276, .height = 841890, .colours = colours};
    add_tag(draft, TAG_DOCUMENT, -1);
    add_tag(draft, TAG_P, ROOT);
    return draft;
}

static void add_page(struct draft *draft)
{
    struct pages *pages = &draft->pages;
    arena_push(draft->bench->arena, &pages->pages, &pages->page_count, sizeof *pages->pages);
}

static struct item *add_item(struct draft *draft, enum item_kind kind, int tag, mpt x, mpt y)
{
    struct page *page = &draft->pages.pages[draft->pages.page_count - 1];
    struct item *item =
        arena_push(draft->bench->arena, &page->items, &page->item_count, sizeof *page->items);
    *item = (struct item){.kind = kind, .tag = tag, .x = x, .y = y};
    return item;
}

static void add_outline(struct draft *draft, int level, const char *title)
{
    struct pages *pages = &draft->pages;
    struct outline *outline = arena_push(draft->bench->arena, &pages->outlines,
                                         &pages->outline_count, sizeof *pages->outlines);
    *outline = (struct outline){level, text_of(title), pages->page_count - 1, 50000};
}

static const struct font *gothic(const struct bench *bench)
{
    return font_find(bench->fonts, text_of("gothic"), false);
}

/* Adds the glyphs of one cluster at the end of the run. */
static void add_cluster(struct arena *a, struct run *run, size_t start, size_t end)
{
    struct cluster_glyph glyphs[16];
    size_t count = font_shape(run->font, text_slice(run->text, start, end), glyphs, 16);
    for (size_t i = 0; i < count; i++) {
        struct glyph *glyph = arena_push(a, &run->glyphs, &run->glyph_count, sizeof *run->glyphs);
        *glyph = (struct glyph){.id = glyphs[i].glyph,
                                .x = run->width + font_scale(glyphs[i].x, run->size),
                                .y = -font_scale(glyphs[i].y, run->size),
                                .start = start,
                                .end = end};
        run->width += font_scale(glyphs[i].advance, run->size);
    }
}

/* A line of text in as many runs as it needs fonts. Returns the first of them. */
static struct run *add_text(struct draft *draft, int tag, mpt y, const char *string)
{
    struct arena *a = draft->bench->arena;
    struct text text = text_of(string);
    mpt x = 56693;
    struct run *first = NULL;
    for (size_t start = 0; start < text.size;) {
        struct run *run = arena_alloc(a, sizeof *run);
        add_item(draft, ITEM_RUN, tag, x, y)->run = run;
        first = first ? first : run;
        size_t look = start;
        const struct font *font = font_for(gothic(draft->bench), text_next(text, &look));
        *run = (struct run){.font = font, .size = 10500, .colour = COLOUR_TEXT};
        size_t end = start;
        while (end < text.size) {
            look = end;
            if (font_for(gothic(draft->bench), text_next(text, &look)) != font)
                break;
            end = cluster_end(text, end);
        }
        run->text = text_slice(text, start, end);
        for (size_t i = 0; i < run->text.size;) {
            size_t next = cluster_end(run->text, i);
            add_cluster(a, run, i, next);
            i = next;
        }
        x += run->width;
        start = end;
    }
    buffer_puts(&draft->text, string);
    buffer_byte(&draft->text, '\n');
    return first;
}

static void add_shape(struct draft *draft, int tag, struct shape shape)
{
    struct shape *copy = arena_alloc(draft->bench->arena, sizeof *copy);
    *copy = shape;
    add_item(draft, ITEM_SHAPE, tag, 60000, 300000)->shape = copy;
}

static void keep(const struct bench *bench, const char *name, const char *suffix, struct text bytes)
{
    if (!bench->folder)
        return;
    char path[512];
    snprintf(path, sizeof path, "%s/%s.%s", bench->folder, name, suffix);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.size, file), bytes.size);
    fclose(file);
}

static bool has(struct text t, const char *needle)
{
    return text_find(t, needle, 0) != SIZE_MAX;
}

/* The deflated streams whose dictionary says `kind`, or that contain `sign`, inflated, one behind
 * the other. Object streams are for `kind` only: they hold dictionaries. */
static struct text inflate(struct arena *a, struct text pdf, const char *kind, const char *sign)
{
    struct buffer all = {0};
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    static char room[4 << 20];
    size_t object = 0;
    for (size_t i = text_find(pdf, "stream\r\n", 0); i != SIZE_MAX;
         i = text_find(pdf, "stream\r\n", i + 1)) {
        size_t size = 0;
        struct text rest = text_slice(pdf, i + 8, pdf.size);
        struct text dictionary = text_slice(pdf, object, i);
        object = text_find(pdf, "endobj\n", i);
        if (libdeflate_zlib_decompress_ex(decompressor, rest.ptr, rest.size, room, sizeof room,
                                          NULL, &size) != LIBDEFLATE_SUCCESS)
            continue;
        struct text bytes = {room, size};
        bool packed = has(dictionary, "/ObjStm");
        if (kind ? has(dictionary, kind) : !packed && has(bytes, sign))
            buffer_put(&all, bytes);
    }
    libdeflate_free_decompressor(decompressor);
    struct text result = text_copy(a, buffer_text(&all));
    buffer_free(&all);
    return result;
}

static struct text inflate_streams(struct arena *a, struct text pdf, const char *sign)
{
    return inflate(a, pdf, NULL, sign);
}

/* The file with the dictionaries of its object streams in clear behind it. */
static struct text unpack(struct arena *a, struct text pdf)
{
    struct buffer all = {0};
    buffer_put(&all, pdf);
    buffer_put(&all, inflate(a, pdf, "/ObjStm", NULL));
    struct text result = text_copy(a, buffer_text(&all));
    buffer_free(&all);
    return result;
}

/* Writes the draft as a PDF called `name`; the result, with its dictionaries in clear behind it,
 * lives in the bench's arena. */
static struct text write_draft(struct draft *draft, const char *name)
{
    struct bench *bench = draft->bench;
    struct arena *scratch = arena_new();
    struct buffer out = {0};
    assert_true(pdf_write(scratch, &draft->pages, bench->pdf_fonts, &out, &bench->diag));
    arena_free(scratch);
    struct text pdf = text_copy(bench->arena, buffer_text(&out));
    buffer_free(&out);
    keep(bench, name, "pdf", pdf);
    if (draft->text.size > 0)
        keep(bench, name, "txt", buffer_text(&draft->text));
    buffer_free(&draft->text);
    return unpack(bench->arena, pdf);
}

static size_t count_of(struct text t, const char *needle)
{
    size_t count = 0;
    for (size_t i = text_find(t, needle, 0); i != SIZE_MAX; i = text_find(t, needle, i + 1))
        count++;
    return count;
}

/* The text of `code`, as hexadecimal: the list of the map's only range begins with code 1. */
static struct text meaning_of(struct text map, unsigned code)
{
    size_t start = text_find(map, "<0001><", 0);
    assert_true(start != SIZE_MAX);
    start = text_find(map, "[", start);
    for (unsigned i = 0; i < code; i++)
        start = text_find(map, "<", start) + 1;
    return text_slice(map, start, text_find(map, ">", start));
}

/* A byte of a string; the code it belongs to is read by two calls. */
static unsigned next_byte(const char **at)
{
    if (**at == '\\' && *++*at == 'r') {
        ++*at;
        return '\r';
    }
    return (unsigned char)*(*at)++;
}

/* The texts of all codes shown in `content` (strings of two bytes a code), in order. */
static struct text shown_text(struct arena *a, struct text content, struct text map)
{
    struct buffer shown = {0};
    const char *end = content.ptr + content.size;
    for (const char *at = content.ptr; at < end; at++) {
        if (*at != '(')
            continue;
        for (at++; *at != ')';) {
            unsigned high = next_byte(&at);
            buffer_put(&shown, meaning_of(map, high << 8 | next_byte(&at)));
        }
    }
    struct text result = text_copy(a, buffer_text(&shown));
    buffer_free(&shown);
    return result;
}

static void every_sign_comes_back(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    add_text(draft, BODY, 100000, "𠮟る 髙﨑 〜～ −－ か゚ 葛󠄀 A\\(b)");
    struct arena *a = draft->bench->arena;
    struct text pdf = write_draft(draft, "signs-bmp");
    struct text content = inflate_streams(a, pdf, " Td");
    struct text map = inflate_streams(a, pdf, "beginbfrange");
    assert_string_equal(shown_text(a, content, map).ptr,
                        "D842DF9F308B00209AD9FA110020301CFF5E00202212FF0D0020304B309A0020845B"
                        "DB40DD0000200041005C002800620029");
}

static void signs_of_all_fonts_are_kept_for_the_judge(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    int title = add_tag(draft, TAG_H1, ROOT);
    add_text(draft, title, 80000, every_sign);
    add_text(draft, BODY, 110000, "令和８年11月10日、10,000円（税込）。「はい」");
    add_text(draft, BODY, 130000, "https://example.jp/?a=1&b=<2>");
    struct text pdf = write_draft(draft, "signs");
    assert_int_equal(count_of(pdf, "/Subtype /CIDFontType2"), 3);
}

static void one_glyph_may_stand_for_two_signs(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    struct run *run = add_text(draft, BODY, 100000, "〜～");
    run->glyphs[1].id = run->glyphs[0].id;
    struct arena *a = draft->bench->arena;
    struct text pdf = write_draft(draft, "twins");
    struct text map = inflate_streams(a, pdf, "beginbfrange");
    assert_string_equal(shown_text(a, inflate_streams(a, pdf, " Td"), map).ptr, "301CFF5E");
}

static void a_variation_selector_has_a_code_of_its_own(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    const struct run *run = add_text(draft, BODY, 100000, "葛\U000E0100飾区");
    assert_int_equal(run->glyph_count, 3);
    struct arena *a = draft->bench->arena;
    struct text content = inflate_streams(a, write_draft(draft, "selector"), " Td");
    assert_true(has(content, "/Span <</ActualText <FEFF845BDB40DD00> >> BDC"));
}

static void a_cluster_without_end_is_given_in_pieces(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    struct buffer text = {0};
    buffer_puts(&text, "か");
    for (int i = 0; i < 20; i++)
        buffer_puts(&text, "\u309A");
    struct arena *a = draft->bench->arena;
    struct run *run = add_text(draft, BODY, 100000, "か");
    run->text = text_copy(a, buffer_text(&text));
    run->glyphs[0].end = run->text.size;
    buffer_free(&text);
    buffer_clear(&draft->text);
    struct text pdf = write_draft(draft, "pieces");
    struct text map = inflate_streams(a, pdf, "beginbfrange");
    struct text shown = shown_text(a, inflate_streams(a, pdf, " Td"), map);
    assert_int_equal(shown.size, 21 * 4);
    assert_int_equal(count_of(map, "<304B309A309A309A309A309A309A309A>"), 1);
}

static void a_cluster_of_three_glyphs_has_its_text_apart(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    struct run *run = add_text(draft, BODY, 100000, "か゚き");
    struct arena *a = draft->bench->arena;
    struct glyph *glyphs = arena_array(a, 4, sizeof *glyphs);
    size_t base = sizeof "か゚" - 1;
    glyphs[0] = run->glyphs[0];
    glyphs[1] = (struct glyph){.id = 20, .x = 9000, .y = 2000, .start = 0, .end = base};
    glyphs[2] = (struct glyph){.id = 21, .x = 6000, .y = 3000, .start = 0, .end = base};
    glyphs[3] = run->glyphs[1];
    run->glyphs = glyphs;
    run->glyph_count = 4;
    buffer_clear(&draft->text); /* MuPDF 1.21 knows no ActualText and shows the third meaning */
    struct text pdf = write_draft(draft, "cluster");
    struct text content = inflate_streams(a, pdf, " Td");
    struct text map = inflate_streams(a, pdf, "beginbfrange");
    assert_string_equal(shown_text(a, content, map).ptr, "304B309A200B304D");
    assert_int_equal(count_of(content, "/Span <</ActualText <FEFF304B309A> >> BDC"), 1);
    assert_int_equal(count_of(content, "BDC"), count_of(content, "EMC"));
    assert_true(has(content, "-2 Ts"));
    assert_true(has(content, "-3 Ts"));
    assert_true(has(content, "\n0 Ts"));
}

static void a_wide_gap_is_no_space(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    struct run *wide = add_text(draft, BODY, 100000, "約abc円");
    for (size_t i = 1; i < wide->glyph_count; i++)
        wide->glyphs[i].x += 2700;
    struct run *narrow = add_text(draft, BODY, 150000, "幅abc円");
    for (size_t i = 1; i < narrow->glyph_count; i++)
        narrow->glyphs[i].x += 900;
    struct run *spaced = add_text(draft, BODY, 200000, "空 間");
    spaced->glyphs[2].x += 4000;
    buffer_clear(&draft->text); /* MuPDF 1.21 knows no ActualText and shows the space */
    struct text content = inflate_streams(draft->bench->arena, write_draft(draft, "gaps"), " Td");
    assert_int_equal(count_of(content, "/ActualText"), 1);
    assert_true(has(content, "/ActualText <FEFF7D040061> >> BDC"));
}

/* Follows the pen through TJ arrays and compares with the glyphs' places. */
static void glyphs_do_not_drift(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    struct run *run = add_text(draft, BODY, 100000,
                               "少しずつ字間を空けた長い一行でも、どの字も決められた場所に立つ。");
    run->size = 10537;
    for (size_t i = 0; i < run->glyph_count; i++)
        run->glyphs[i].x += (mpt)(i * 17 + i % 3 * 5);
    struct arena *a = draft->bench->arena;
    struct text content = inflate_streams(a, write_draft(draft, "drift"), " Td");
    const char *at = content.ptr + text_find(content, "[", 0) + 1;
    double pen = 0;
    for (size_t glyph = 0; *at != ']';) {
        if (*at != '(') {
            char *end;
            pen -= strtod(at, &end) * run->size / 1000;
            at = end;
            continue;
        }
        for (at++; *at != ')'; glyph++) {
            double off = pen - run->glyphs[glyph].x;
            assert_true(off > -10 && off < 10); /* mpt: 0.01 pt */
            pen += (double)font_advance(run->font, run->glyphs[glyph].id) * run->size / 1000;
            next_byte(&at);
            next_byte(&at);
        }
        at++;
    }
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    struct text pdfs[2];
    for (int i = 0; i < 2; i++) {
        struct draft *draft = draft_new(*state);
        add_page(draft);
        add_text(draft, BODY, 100000, every_sign);
        add_outline(draft, 1, "章");
        pdfs[i] = write_draft(draft, "same");
    }
    assert_int_equal(pdfs[0].size, pdfs[1].size);
    assert_memory_equal(pdfs[0].ptr, pdfs[1].ptr, pdfs[0].size);
}

static void another_text_gives_another_id_and_subset_tag(void **state)
{
    static const char *const texts[] = {"あ", "い"};
    struct text ids[2];
    struct text tags[2];
    for (int i = 0; i < 2; i++) {
        struct draft *draft = draft_new(*state);
        add_page(draft);
        add_text(draft, BODY, 100000, texts[i]);
        struct text pdf = write_draft(draft, "id");
        size_t id = text_find(pdf, "/ID [<", 0);
        size_t tag = text_find(pdf, "/FontName /", 0) + 11;
        ids[i] = text_slice(pdf, id, id + 38);
        tags[i] = text_slice(pdf, tag, tag + 7);
        assert_int_equal(tags[i].ptr[6], '+');
        assert_true(pdf.size < 8000); /* nothing of the font but the one glyph */
    }
    assert_false(text_equal(ids[0], ids[1]));
    assert_false(text_equal(tags[0], tags[1]));
}

static void hostile_titles_stay_literal(void **state)
{
    static const char title[] = "<img src=x onerror=alert(1)> **x** )\\( 𠮷";
    struct draft *draft = draft_new(*state);
    draft->document.title = text_of(title);
    add_page(draft);
    add_text(draft, BODY, 100000, "本文");
    add_outline(draft, 1, title);
    struct text pdf = write_draft(draft, "hostile");
    static const char utf16[] =
        "/Title <FEFF003C0069006D00670020007300720063003D00780020006F006E006500720072006F0072003D"
        "0061006C006500720074002800310029003E0020002A002A0078002A002A00200029005C00280020D842DFB7>";
    assert_int_equal(count_of(pdf, utf16), 2);
    assert_true(has(pdf, "&lt;img src=x onerror=alert(1)&gt; **x** )\\( 𠮷</rdf:li>"));
    assert_false(has(pdf, "<img"));
}

static void metadata_know_no_clock(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    struct text dated = write_draft(draft, "dated");
    assert_true(has(dated, "/CreationDate (D:20261110000000+09'00')"));
    assert_true(has(dated, "<xmp:CreateDate>2026-11-10T00:00:00+09:00</xmp:CreateDate>"));
    draft->document.date.year = 0;
    struct text undated = write_draft(draft, "undated");
    assert_false(has(undated, "CreationDate"));
    assert_false(has(undated, "CreateDate"));
}

static void an_empty_page_is_a_page(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    add_page(draft);
    struct text pdf = write_draft(draft, "empty");
    assert_int_equal(count_of(pdf, "/MediaBox [0 0 595.276 841.89]"), 2);
}

static void three_hundred_pages_are_written(void **state)
{
    struct draft *draft = draft_new(*state);
    for (int i = 0; i < 300; i++) {
        add_page(draft);
        int heading = add_tag(draft, TAG_H1, ROOT);
        char title[32];
        snprintf(title, sizeof title, "第%d章", i + 1);
        struct text copy = text_copy(draft->bench->arena, text_of(title));
        add_text(draft, heading, 100000, copy.ptr);
        add_outline(draft, 1 + i % 3, copy.ptr);
    }
    struct text pdf = write_draft(draft, "long");
    assert_int_equal(count_of(pdf, "/MediaBox"), 300);
    assert_int_equal(count_of(pdf, "/S/H1"), 300);
    assert_true(has(pdf, "/Type /Outlines /Count 100 "));
}

static void shapes_without_extent_paint_nothing(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    struct shape none = {.fill = COLOUR_ACCENT,
                         .stroke = COLOUR_TEXT,
                         .stroke_width = 500,
                         .radius = 4000,
                         .pattern = PATTERN_HATCH};
    static const enum shape_kind kinds[] = {SHAPE_RECT, SHAPE_LINE, SHAPE_CIRCLE, SHAPE_POLYGON};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        none.kind = kinds[i];
        add_shape(draft, NO_TAG, none);
    }
    struct text pdf = write_draft(draft, "nothing");
    assert_int_equal(inflate_streams(draft->bench->arena, pdf, "RG").size, 0);
    assert_int_equal(inflate_streams(draft->bench->arena, pdf, "rg").size, 0);
}

static void shapes_are_flipped_once(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    static const struct point points[] = {{0, 0}, {50000, 0}, {25000, 40000}};
    add_shape(draft, NO_TAG,
              (struct shape){.kind = SHAPE_RECT,
                             .x = 10000,
                             .y = 20000,
                             .width = 100000,
                             .height = 30000,
                             .fill = COLOUR_ACCENT});
    add_shape(draft, NO_TAG,
              (struct shape){.kind = SHAPE_LINE,
                             .width = 90000,
                             .stroke = COLOUR_LINE,
                             .stroke_width = 250,
                             .dash = 1500});
    add_shape(draft, NO_TAG,
              (struct shape){.kind = SHAPE_RECT,
                             .x = 0,
                             .y = 60000,
                             .width = 90000,
                             .height = 30000,
                             .radius = 90000000,
                             .fill = COLOUR_PALE,
                             .stroke = COLOUR_PRIMARY,
                             .stroke_width = 1000});
    add_shape(draft, NO_TAG,
              (struct shape){.kind = SHAPE_CIRCLE,
                             .x = 180000,
                             .y = 40000,
                             .width = 30000,
                             .fill = COLOUR_SECONDARY,
                             .pattern = PATTERN_HATCH});
    add_shape(draft, NO_TAG,
              (struct shape){.kind = SHAPE_POLYGON,
                             .x = 230000,
                             .y = 20000,
                             .points = points,
                             .point_count = 3,
                             .fill = COLOUR_GOOD,
                             .pattern = PATTERN_DOTS,
                             .stroke = COLOUR_TEXT,
                             .stroke_width = 500});
    struct text content =
        inflate_streams(draft->bench->arena, write_draft(draft, "shapes"), "re\n");
    /* 841.89 - (300 + 20 + 30) */
    assert_true(has(content, ".878 .482 0 rg\n70 491.89 100 30 re\nf\n"));
    assert_true(has(content, ".25 w\n[1.5 1.5 ]0 d\n60 541.89 m\n150 541.89 l\nS\n"));
    assert_true(has(content, "W n\n1 1 1 RG\n"));
    /* The lowest point of the circle stays where it is: 841.89 - (300 + 40 + 30). */
    assert_true(has(content, "1 0 1 1 -471.89 0 cm\n60 w\n[1.697 2.303 ]0 d\n"));
    assert_int_equal(count_of(content, "q\n"), count_of(content, "Q\n"));
}

static void links_lead_to_anchors_and_addresses(void **state)
{
    struct draft *draft = draft_new(*state);
    static const char *const targets[] = {"#measures", "https://example.jp/対策 (1)"};
    add_page(draft);
    for (int i = 0; i < 2; i++) {
        int tag = add_tag(draft, TAG_LINK, BODY);
        add_text(draft, tag, 100000 + i * 30000, i ? "公式の案内" : "対策を見る");
        struct item *link = add_item(draft, ITEM_LINK, tag, 56693, 90000 + i * 30000);
        link->width = 60000;
        link->height = 14000;
        link->target = text_of(targets[i]);
    }
    add_page(draft);
    add_text(draft, BODY, 200000, "対策");
    add_item(draft, ITEM_ANCHOR, NO_TAG, 0, 180000)->target = text_of("measures");
    struct text pdf = write_draft(draft, "links");
    assert_int_equal(count_of(pdf, "/Subtype /Link"), 2);
    assert_true(has(pdf, "/XYZ null 661.89 null]"));
    assert_true(has(pdf, "/URI (https://example.jp/%E5%AF%BE%E7%AD%96%20%281%29) "));
    assert_true(has(pdf, "/Rect [56.693 737.89 116.693 751.89 ]"));
    assert_int_equal(count_of(pdf, "/Type/OBJR"), 2);
    assert_int_equal(count_of(pdf, "/StructParent "), 2);
    assert_true(has(pdf, "/Contents <FEFF5BFE7B563092898B308B>"));
    assert_true(has(pdf, "<pdfuaid:part>1</pdfuaid:part>"));
}

static void a_link_to_nowhere_is_left_out(void **state)
{
    struct draft *draft = draft_new(*state);
    int tag = add_tag(draft, TAG_LINK, ROOT);
    add_page(draft);
    add_text(draft, tag, 100000, "行き先なし");
    add_item(draft, ITEM_LINK, tag, 56693, 90000)->target = text_of("#nowhere");
    struct text pdf = write_draft(draft, "nowhere");
    assert_false(has(pdf, "/Subtype /Link"));
    assert_false(has(pdf, "/Annots"));
    assert_false(has(pdf, "<pdfuaid:part>"));
}

static void tags_make_a_tree(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    int table = add_tag(draft, TAG_TABLE, ROOT);
    int row = add_tag(draft, TAG_ROW, table);
    int head = add_tag(draft, TAG_HEAD_CELL, row);
    add_tag(draft, TAG_HEAD_CELL, row); /* an empty cell is a cell */
    int figure = add_tag(draft, TAG_FIGURE, ROOT);
    draft->pages.tags[figure].alt = text_of("円");
    add_text(draft, NO_TAG, 40000, "柱");
    add_text(draft, head, 100000, "項目");
    add_shape(
        draft, figure,
        (struct shape){
            .kind = SHAPE_CIRCLE, .x = 50000, .y = 50000, .width = 40000, .fill = COLOUR_ACCENT});
    struct text pdf = write_draft(draft, "tags");
    assert_int_equal(count_of(pdf, "/A<</O/Table/Scope/Column>>"), 2);
    assert_true(has(pdf, "/Alt <FEFF5186>"));
    assert_true(has(pdf, "/BBox [70 451.89 150 531.89 ]"));
    assert_true(has(pdf, "/MarkInfo <</Marked true>>"));
    assert_true(has(pdf, "/Lang (ja-JP)"));
    assert_true(has(pdf, "<pdfuaid:part>1</pdfuaid:part>"));
    struct text content = inflate_streams(draft->bench->arena, pdf, "BDC");
    assert_true(text_starts(content, "BT\n/Artifact BMC\n"));
    assert_true(has(content, "/TH<</MCID 0>>BDC\n"));
    assert_true(has(content, "/Figure<</MCID 1>>BDC\n"));
    assert_int_equal(count_of(content, "EMC\n"), 3);
}

/* The operators of marked content and text objects, one after another. */
static const char *nesting(struct arena *a, struct text content)
{
    static const char *const operators[] = {"BT", "ET", "BMC", "BDC", "EMC"};
    struct buffer found = {0};
    while (content.size > 0) {
        size_t end = text_find(content, "\n", 0);
        struct text line = text_slice(content, 0, end);
        for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
            if (text_ends(line, operators[i]))
                buffer_printf(&found, "%s ", operators[i]);
        }
        content = text_slice(content, end + 1, content.size);
    }
    struct text copy = text_copy(a, buffer_text(&found));
    buffer_free(&found);
    return copy.ptr;
}

/* ISO 32000-1, 14.6.1: marked content and text objects nest. */
static void text_of_several_tags_shares_a_text_object(void **state)
{
    struct draft *draft = draft_new(*state);
    struct arena *a = draft->bench->arena;
    int second = add_tag(draft, TAG_P, ROOT);
    int figure = add_tag(draft, TAG_FIGURE, ROOT);
    struct shape disc = {.kind = SHAPE_CIRCLE, .width = 40000, .fill = COLOUR_ACCENT};
    add_page(draft);
    add_text(draft, NO_TAG, 40000, "柱");
    add_text(draft, second - 1, 100000, "一行目");
    add_text(draft, second - 1, 115000, "二行目");
    add_text(draft, second, 130000, "三行目");
    add_text(draft, figure, 200000, "図");
    add_shape(draft, figure, disc);
    add_text(draft, figure, 210000, "図");
    add_text(draft, second, 300000, "図の後");
    struct text content = inflate_streams(a, write_draft(draft, "nesting"), " Td");
    assert_string_equal(nesting(a, content), "BT BMC EMC BDC EMC BDC EMC ET "
                                             "BDC BT ET BT ET EMC "
                                             "BT BDC EMC ET ");
    assert_int_equal(count_of(content, "\n0 -15 Td"), 2);
}

static void pages_without_tags_are_not_marked(void **state)
{
    struct draft *draft = draft_new(*state);
    draft->pages.tag_count = 0;
    add_page(draft);
    add_text(draft, NO_TAG, 100000, "印なし");
    struct arena *scratch = arena_new();
    struct buffer out = {0};
    assert_true(
        pdf_write(scratch, &draft->pages, draft->bench->pdf_fonts, &out, &draft->bench->diag));
    struct text pdf = unpack(scratch, buffer_text(&out));
    assert_false(has(pdf, "/StructTreeRoot"));
    assert_false(has(pdf, "/MarkInfo"));
    assert_false(has(pdf, "<pdfuaid:part>"));
    assert_int_equal(inflate_streams(scratch, pdf, "EMC").size, 0);
    buffer_free(&out);
    buffer_free(&draft->text);
    arena_free(scratch);
}

static void a_figure_without_words_is_not_accessible(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    add_tag(draft, TAG_FIGURE, ROOT);
    struct text pdf = write_draft(draft, "wordless");
    assert_true(has(pdf, "/StructTreeRoot"));
    assert_false(has(pdf, "<pdfuaid:part>"));
}

static void own_content_stands_between_children(void **state)
{
    struct draft *draft = draft_new(*state);
    add_page(draft);
    int code = add_tag(draft, TAG_CODE, BODY);
    add_text(draft, BODY, 100000, "前");
    add_text(draft, code, 120000, "中");
    add_text(draft, BODY, 140000, "後");
    struct text pdf = write_draft(draft, "order");
    size_t kids = text_find(pdf, "/K[", text_find(pdf, "/S/P/P", 0));
    struct text rest = text_slice(pdf, kids, kids + 40);
    size_t child = text_find(rest, " 0 R", 0);
    assert_true(text_starts(rest, "/K[ 0 "));
    assert_true(child < text_find(rest, " 2]", 0));
}

static void the_first_error_is_reported_and_nothing_written(void **state)
{
    struct draft *draft = draft_new(*state);
    struct bench *bench = draft->bench;
    draft->pages.width = 20000 * MPT_PT; /* PDF's limit is 14,400 pt */
    add_page(draft);
    add_page(draft);
    add_text(draft, BODY, 100000, "大きすぎる紙");
    add_outline(draft, 1, "題");
    struct arena *scratch = arena_new();
    struct diag diag = diag_new(scratch);
    struct buffer out = {0};
    buffer_puts(&out, "before");
    assert_false(pdf_write(scratch, &draft->pages, bench->pdf_fonts, &out, &diag));
    assert_true(text_is(buffer_text(&out), "before"));
    assert_int_equal(diag.count, 1);
    assert_int_equal(diag.entries[0].message, MSG_PDF_LIBRARY);
    assert_true(has(diag.entries[0].detail, "0x1054"));
    buffer_free(&out);
    buffer_free(&draft->text);
    arena_free(scratch);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    bench.folder = argc > 1 ? argv[1] : NULL;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_sign_comes_back, &bench),
        cmocka_unit_test_prestate(signs_of_all_fonts_are_kept_for_the_judge, &bench),
        cmocka_unit_test_prestate(one_glyph_may_stand_for_two_signs, &bench),
        cmocka_unit_test_prestate(a_variation_selector_has_a_code_of_its_own, &bench),
        cmocka_unit_test_prestate(a_cluster_without_end_is_given_in_pieces, &bench),
        cmocka_unit_test_prestate(a_cluster_of_three_glyphs_has_its_text_apart, &bench),
        cmocka_unit_test_prestate(a_wide_gap_is_no_space, &bench),
        cmocka_unit_test_prestate(glyphs_do_not_drift, &bench),
        cmocka_unit_test_prestate(the_same_input_gives_the_same_bytes, &bench),
        cmocka_unit_test_prestate(another_text_gives_another_id_and_subset_tag, &bench),
        cmocka_unit_test_prestate(hostile_titles_stay_literal, &bench),
        cmocka_unit_test_prestate(metadata_know_no_clock, &bench),
        cmocka_unit_test_prestate(an_empty_page_is_a_page, &bench),
        cmocka_unit_test_prestate(three_hundred_pages_are_written, &bench),
        cmocka_unit_test_prestate(shapes_without_extent_paint_nothing, &bench),
        cmocka_unit_test_prestate(shapes_are_flipped_once, &bench),
        cmocka_unit_test_prestate(links_lead_to_anchors_and_addresses, &bench),
        cmocka_unit_test_prestate(a_link_to_nowhere_is_left_out, &bench),
        cmocka_unit_test_prestate(tags_make_a_tree, &bench),
        cmocka_unit_test_prestate(text_of_several_tags_shares_a_text_object, &bench),
        cmocka_unit_test_prestate(pages_without_tags_are_not_marked, &bench),
        cmocka_unit_test_prestate(a_figure_without_words_is_not_accessible, &bench),
        cmocka_unit_test_prestate(own_content_stands_between_children, &bench),
        cmocka_unit_test_prestate(the_first_error_is_reported_and_nothing_written, &bench),
    };
    void *state = &bench;
    if (set_up(&state) != 0)
        return 1;
    int failed = cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
    tear_down(&state);
    return failed;
}
