#include "site/index.h"

#include "base/arena.h"
#include "document/chart.h"
#include "site/output.h"

static const char BLOCK_END[] = "\\n";
static const char SECTION_END[] = "\\v";
static const char PAGE_END[] = "\\f";

/* The inside of a string literal of JSON and JavaScript. */
static void put_escaped(struct buffer *out, struct text text)
{
    size_t plain = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        bool special = byte == '"' || byte == '\\' || byte < 0x20;
        if (!special)
            continue;
        buffer_put(out, text_slice(text, plain, i));
        /* Control signs would end a block or a page. */
        if (byte >= 0x20)
            buffer_byte(out, '\\');
        buffer_byte(out, byte >= 0x20 ? (char)byte : ' ');
        plain = i + 1;
    }
    buffer_put(out, text_slice(text, plain, text.size));
}

static void put_string(struct buffer *out, struct text text)
{
    buffer_byte(out, '"');
    put_escaped(out, text);
    buffer_byte(out, '"');
}

struct index index_new(struct arena *a, struct output *output)
{
    return (struct index){.arena = a, .output = output};
}

void index_begin(struct index *index, const struct index_page *page)
{
    struct buffer *heads = &index->heads;
    buffer_puts(heads, index->pages > 0 ? ",\n[" : "\n[");
    put_string(heads, page->file);
    buffer_byte(heads, ',');
    put_string(heads, page->title);
    buffer_byte(heads, ',');
    put_string(heads, page->group);
    buffer_puts(heads, ",\"");
    for (size_t i = 0; i < page->tag_count; i++) {
        put_escaped(heads, page->tags[i]);
        buffer_puts(heads, BLOCK_END);
    }
    buffer_puts(heads, page->glossary ? "\",1,[" : "\",0,[");
}

void index_section(struct index *index, struct text id, struct text heading)
{
    buffer_puts(&index->text, SECTION_END);
    /* Behind a heading there is a comma, behind the list of headings only its bracket. */
    if (index->heads.ptr[index->heads.size - 1] == ']')
        buffer_byte(&index->heads, ',');
    buffer_byte(&index->heads, '[');
    put_string(&index->heads, id);
    buffer_byte(&index->heads, ',');
    put_string(&index->heads, heading);
    buffer_byte(&index->heads, ']');
}

void index_words(struct index *index, struct text words)
{
    put_escaped(&index->text, words);
    buffer_puts(&index->text, BLOCK_END);
}

static bool write_script(struct index *index, const char *name, const struct buffer *script,
                         struct diag *d)
{
    index->bytes += script->size;
    return output_write(index->output, name, buffer_text(script), d);
}

static bool write_part(struct index *index, struct diag *d)
{
    struct buffer script = {0};
    buffer_printf(&script, "mamorigami.text(%zu,\"", index->first);
    buffer_put(&script, buffer_text(&index->text));
    buffer_puts(&script, "\");\n");
    struct text name = text_format(index->arena, "search/text-%zu.js", index->parts);
    bool good = write_script(index, name.ptr, &script, d);
    buffer_free(&script);
    buffer_clear(&index->text);
    index->parts++;
    index->first = index->pages;
    return good;
}

bool index_end(struct index *index, struct diag *d)
{
    buffer_puts(&index->heads, "]]");
    buffer_puts(&index->text, SECTION_END);
    buffer_puts(&index->text, PAGE_END);
    index->pages++;
    return index->text.size < INDEX_PART_SIZE || write_part(index, d);
}

bool index_close(struct index *index, struct diag *d)
{
    bool good = index->first == index->pages || write_part(index, d);
    struct buffer script = {0};
    buffer_printf(&script, "mamorigami.heads({\"parts\":%zu,\"pages\":[", index->parts);
    buffer_put(&script, buffer_text(&index->heads));
    buffer_puts(&script, "\n]});\n");
    good = write_script(index, "search/heads.js", &script, d) && good;
    buffer_free(&script);
    buffer_free(&index->heads);
    buffer_free(&index->text);
    return good;
}

/* ---- the words of a chapter ---- */

/* Plain text in which words split by marks stay whole; the numbers of sources are no words. */
static void put_inlines(struct index *index, const struct inline_node *first)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_TEXT || node->kind == INLINE_CODE)
            put_escaped(&index->text, node->text);
        else if (node->kind == INLINE_BREAK)
            buffer_byte(&index->text, ' ');
        if (!text_is(node->style, "note"))
            put_inlines(index, node->children);
    }
}

static void put_line(struct index *index, const struct inline_node *inlines)
{
    if (!inlines)
        return;
    put_inlines(index, inlines);
    buffer_puts(&index->text, BLOCK_END);
}

static void put_chart(struct index *index, const struct chart *chart)
{
    if (chart->title.size > 0)
        index_words(index, chart->title);
    for (size_t i = 0; i < chart->point_count; i++) {
        put_escaped(&index->text, chart->points[i].label);
        buffer_byte(&index->text, ' ');
        put_escaped(&index->text, chart->points[i].text);
        buffer_puts(&index->text, BLOCK_END);
    }
}

/* A row is read as a whole: its cells in one line. */
static void put_row(struct index *index, const struct block *row)
{
    for (const struct block *cell = row->children; cell; cell = cell->next) {
        put_inlines(index, cell->inlines);
        if (cell->next)
            buffer_puts(&index->text, "　");
    }
    buffer_puts(&index->text, BLOCK_END);
}

static void put_blocks(struct index *index, const struct block *first,
                       const struct headings *headings, size_t *heading);

static void put_block(struct index *index, const struct block *block,
                      const struct headings *headings, size_t *heading)
{
    if (block->kind == BLOCK_HEADING) {
        const struct heading_entry *entry = &headings->entries[(*heading)++];
        /* The chapter's title is the page's; what follows stands at the page's top. */
        if (*heading > 1 || block->level > 1)
            index_section(index, entry->id, entry->words);
        return;
    }
    if (block->kind == BLOCK_FIGURE) {
        put_chart(index, block->chart);
        return;
    }
    if (block->kind == BLOCK_ROW) {
        put_row(index, block);
        return;
    }
    put_line(index, block->inlines);
    if (block->kind == BLOCK_CODE)
        index_words(index, block->text);
    put_blocks(index, block->children, headings, heading);
}

static void put_blocks(struct index *index, const struct block *first,
                       const struct headings *headings, size_t *heading)
{
    for (const struct block *block = first; block; block = block->next)
        put_block(index, block, headings, heading);
}

bool index_add(struct index *index, const struct index_page *page, const struct block *blocks,
               const struct headings *headings, struct diag *d)
{
    size_t heading = 0;
    index_begin(index, page);
    put_blocks(index, blocks, headings, &heading);
    return index_end(index, d);
}
