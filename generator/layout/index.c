#include "layout/index.h"

#include "base/arena.h"
#include "layout/page.h"

enum {
    COLUMNS = 3,
    PAGES_MOST = 8,       /* of one word; those behind them are "ほか" */
    INDENT_PERCENT = 150, /* of continued lines, of the type size */
    ROW_LINES = 2         /* a row's heading and the white above it */
};

/* A word and where it stands. */
struct word {
    const struct block *item;
    size_t *pages; /* ascending, each once */
    size_t page_count;
};

/* What is never parted: a word's lines, and before the first of a row its heading. */
struct group {
    const struct paragraph *heading; /* NULL: not the first of its row */
    const struct paragraph *word;
    size_t lines; /* of the column's grid */
};

struct index {
    struct setting *setting;
    struct word *words;
    size_t word_count;
    struct group *groups;
    size_t group_count;
    const struct text_style *style;
    const struct text_style *row_style;
    mpt width; /* of a column */
};

/* ---- where the words stand ---- */

static struct text anchor_of(struct setting *s, const struct word *word, size_t page)
{
    /* No author can write a colon in an id. */
    struct text target = text_slice(word->item->target, 1, word->item->target.size);
    return text_format(s->arena, "index:%zu:%.*s", page + 1, (int)target.size, target.ptr);
}

static void add_page(struct setting *s, struct word *word, size_t page, mpt y)
{
    if (word->page_count > 0 && word->pages[word->page_count - 1] == page)
        return;
    *(size_t *)arena_push(s->arena, &word->pages, &word->page_count, sizeof *word->pages) = page;
    struct strip list = page_open(s, s->pages, page);
    *strip_item(s, &list) = (struct item){
        .kind = ITEM_ANCHOR, .tag = NO_TAG, .y = y, .target = anchor_of(s, word, page)};
    page_close(s, s->pages, page, &list);
}

static void find_on_page(struct index *index, size_t page)
{
    const struct page *paper = &index->setting->pages->pages[page];
    size_t count = paper->item_count; /* without the anchors added here */
    for (size_t i = 0; i < count; i++) {
        if (paper->items[i].kind != ITEM_LINK)
            continue;
        struct text target = paper->items[i].target;
        for (size_t w = 0; w < index->word_count; w++) {
            if (text_equal(index->words[w].item->target, target))
                add_page(index->setting, &index->words[w], page, paper->items[i].y);
        }
    }
}

static void find_words(struct index *index, const struct block *block)
{
    struct setting *s = index->setting;
    for (const struct block *item = block->children; item; item = item->next) {
        struct word *word =
            arena_push(s->arena, &index->words, &index->word_count, sizeof *index->words);
        word->item = item;
    }
    for (size_t page = 0; page < s->pages->page_count; page++)
        find_on_page(index, page);
}

/* ---- setting them ---- */

static const struct paragraph *compose_word(struct index *index, const struct word *word, int tag)
{
    struct setting *s = index->setting;
    struct parts parts = parts_of(s, word->item->inlines, index->style);
    size_t shown = word->page_count < PAGES_MOST ? word->page_count : PAGES_MOST;
    for (size_t i = 0; i < shown; i++) {
        struct part gap = part_of(s, text_of(i == 0 ? "　" : "、"), index->style);
        struct part number =
            part_of(s, text_format(s->arena, "%zu", word->pages[i] + 1), index->style);
        struct text anchor = anchor_of(s, word, word->pages[i]);
        part_adorn(s, &number)->target =
            text_format(s->arena, "#%.*s", (int)anchor.size, anchor.ptr);
        *(struct part *)arena_push(s->arena, &parts.items, &parts.count, sizeof gap) = gap;
        *(struct part *)arena_push(s->arena, &parts.items, &parts.count, sizeof gap) = number;
    }
    if (shown < word->page_count)
        *(struct part *)arena_push(s->arena, &parts.items, &parts.count, sizeof *parts.items) =
            part_of(s, text_of(" ほか"), index->style);
    mpt indent = index->style->size * INDENT_PERCENT / 100;
    struct paragraph_rules rules = {
        .measure = index->width - indent, .first_indent = -indent, .tag = tag};
    return paragraph_compose(s->arena, parts.items, parts.count, &rules, s->diag);
}

static const struct paragraph *compose_row(struct index *index, struct text row, int tag)
{
    struct setting *s = index->setting;
    struct part part = part_of(s, row, index->row_style);
    struct paragraph_rules rules = {.measure = index->width, .tag = tag};
    return paragraph_compose(s->arena, &part, 1, &rules, s->diag);
}

static void make_groups(struct index *index, int parent)
{
    struct setting *s = index->setting;
    struct text row = {0};
    int list = NO_TAG;
    for (size_t i = 0; i < index->word_count; i++) {
        const struct word *word = &index->words[i];
        if (word->page_count == 0)
            continue;
        struct group *group =
            arena_push(s->arena, &index->groups, &index->group_count, sizeof *index->groups);
        if (!row.ptr || !text_equal(row, word->item->text)) {
            group->heading = compose_row(index, word->item->text, setting_tag(s, TAG_P, parent));
            list = setting_tag(s, TAG_LIST, parent);
        }
        row = word->item->text;
        int body = setting_tag(s, TAG_ITEM_BODY, setting_tag(s, TAG_ITEM, list));
        group->word = compose_word(index, word, body);
        for (size_t k = 0; k < group->word->line_count; k++) {
            struct line *line = &group->word->lines[k];
            strip_tag_links(s, line->items, line->item_count, body);
        }
        group->lines = group->word->line_count + (group->heading ? ROW_LINES : 0);
    }
}

/* ---- columns ---- */

/* The groups from `first` on that fit in a column of `height` lines. */
static size_t column_end(const struct index *index, size_t first, size_t height)
{
    size_t used = 0;
    size_t end = first;
    while (end < index->group_count) {
        /* No white above a heading at a column's top. */
        size_t lines = index->groups[end].lines;
        lines -= end == first && index->groups[end].heading ? ROW_LINES - 1 : 0;
        if (used + lines > height && end > first)
            break;
        used += lines;
        end++;
    }
    return end;
}

static size_t page_end(const struct index *index, size_t first, size_t height)
{
    for (size_t column = 0; column < COLUMNS; column++)
        first = column_end(index, first, height);
    return first;
}

static void place_paragraph(const struct index *index, struct strip *strip,
                            const struct paragraph *paragraph, const struct text_style *style,
                            mpt x, mpt y)
{
    struct setting *s = index->setting;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const struct line *line = &paragraph->lines[i];
        strip_copy(s, strip, line->items, line->item_count, x, y + setting_baseline(style));
        y += index->style->leading;
    }
}

static void place_column(const struct index *index, struct strip *strip, size_t first, size_t end,
                         mpt x)
{
    mpt leading = index->style->leading;
    mpt indent = index->style->size * INDENT_PERCENT / 100;
    mpt y = 0;
    for (size_t i = first; i < end; i++) {
        const struct group *group = &index->groups[i];
        if (group->heading) {
            y += i > first ? (ROW_LINES - 1) * leading : 0;
            place_paragraph(index, strip, group->heading, index->row_style, x, y);
            y += leading;
        }
        place_paragraph(index, strip, group->word, index->style, x + indent, y);
        y += (mpt)group->word->line_count * leading;
    }
}

/* One strip a page: the last page's columns are of like height. */
static size_t flow_page(const struct index *index, size_t first, mpt room,
                        const struct place *place, struct stack *out)
{
    struct setting *s = index->setting;
    size_t most = room > index->style->leading ? (size_t)(room / index->style->leading) : 1;
    size_t height = most;
    if (page_end(index, first, most) == index->group_count) {
        height = 1;
        while (height < most && page_end(index, first, height) < index->group_count)
            height++;
    }
    struct strip *strip = stack_add(s, out, (mpt)height * index->style->leading, place->frame);
    mpt x = place->x;
    for (size_t column = 0; column < COLUMNS; column++) {
        size_t end = column_end(index, first, height);
        place_column(index, strip, first, end, x);
        first = end;
        x += index->width + s->set->column_gap;
    }
    return first;
}

void index_flow(struct setting *s, const struct block *block, const struct place *place,
                struct stack *out)
{
    struct index index = {.setting = s,
                          .style = setting_style(s, STYLE_TABLE),
                          .row_style = setting_style(s, STYLE_BOX_TITLE)};
    index.width = (place->width - (COLUMNS - 1) * s->set->column_gap) / COLUMNS;
    find_words(&index, block);
    make_groups(&index, setting_tag(s, TAG_SECTION, place->tag));
    size_t first = 0;
    mpt room = s->room - stack_height(out, 0) - out->space;
    while (first < index.group_count) {
        first = flow_page(&index, first, room, place, out);
        room = s->room;
        out->new_page = first < index.group_count;
    }
    stack_space(out, s->set->block_gap);
}
