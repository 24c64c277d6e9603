#include "layout/grid.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/grid_share.h"
#include "layout/memo.h"
#include "layout/ruby.h"

enum {
    SCALE_STEP = 7, /* percent by which letters shrink before a table is too wide */
    SCALE_LEAST = 86,
    BALANCE_EMS = 16,   /* in wider columns evened lines would look forgotten at the left */
    CAPTION_EMS = 24,   /* longer cells are sentences */
    BALANCE_LINES = 2,  /* cells of up to so many lines get lines of like lengths */
    WHOLE_LINES = 6,    /* rows of up to so many lines are never cut */
    WHOLE_PERCENT = 18, /* of a page: nor are tables up to this height */
    SMALL_PERCENT = 86  /* of all measures: a table in small print (appendices) */
};

struct cell {
    const struct block *block;
    struct parts parts;
    struct paragraph_widths widths;
    mpt minimum;                      /* zero until needed */
    struct paragraph_phrases phrases; /* zero until needed */
};

/* A table being set: `cells` has row_count times column_count elements. */
struct grid {
    const struct block *block;
    const struct place *place;
    size_t row_count, column_count;
    struct cell *cells;
    mpt *widths;
    size_t
        *strips; /* of each row the first one, counted from that of the table; one more: the end */
    int scale;   /* percent */
    int tag;
};

static enum align column_align(const struct grid *grid, size_t column)
{
    return column < grid->block->column_count ? grid->block->columns[column].align : ALIGN_START;
}

static bool is_small(const struct setting *s, const struct grid *grid)
{
    return grid->place->style == setting_style(s, STYLE_SMALL);
}

static mpt pad_y(const struct setting *s, const struct grid *grid)
{
    return is_small(s, grid) ? s->set->cell_pad_y * SMALL_PERCENT / 100 : s->set->cell_pad_y;
}

static const struct text_style *row_style(struct setting *s, const struct grid *grid, size_t index,
                                          const struct block *row)
{
    bool head = index < grid->block->head_rows;
    bool sum = text_is(row->style, "sum");
    const struct text_style *style = setting_style(s, head ? STYLE_TABLE_HEAD : STYLE_TABLE);
    if (!sum && !is_small(s, grid))
        return style;
    struct text_style *changed = arena_alloc(s->arena, sizeof *changed);
    *changed = *style;
    changed->bold = style->bold || sum;
    if (is_small(s, grid)) {
        changed->size = style->size * SMALL_PERCENT / 100;
        changed->leading = style->leading * SMALL_PERCENT / 100;
    }
    return changed;
}

static void count_cells(struct grid *grid)
{
    for (const struct block *row = grid->block->children; row; row = row->next) {
        size_t cells = 0;
        for (const struct block *cell = row->children; cell; cell = cell->next)
            cells++;
        if (cells > grid->column_count)
            grid->column_count = cells;
        grid->row_count++;
    }
}

static void read_cells(struct setting *s, struct grid *grid)
{
    struct cell *cell = grid->cells;
    size_t index = 0;
    for (const struct block *row = grid->block->children; row; row = row->next) {
        const struct text_style *style = row_style(s, grid, index, row);
        const struct block *source = row->children;
        for (size_t i = 0; i < grid->column_count; i++, cell++) {
            *cell = (struct cell){.block = source};
            if (!source)
                continue;
            cell->parts = parts_of(s, source->inlines, style);
            parts_scale(cell->parts, grid->scale);
            cell->widths = memo_widths(s->memo, s->arena, cell->parts.items, cell->parts.count);
            source = source->next;
        }
        index++;
    }
}

/* What a column must have, in the order in which it is given up. */
enum need { NEED_PHRASES, NEED_WORDS, NEED_LEAST };

static mpt least_of(struct setting *s, struct cell *cell)
{
    if (cell->minimum == 0 && cell->widths.natural > 0)
        cell->minimum = memo_minimum(s->arena, cell->parts.items, cell->parts.count, &cell->widths);
    return cell->minimum;
}

/* What the cell needs at least, or no more than `enough` when that is enough: finding where lines
 * and words end takes long. Sentences get wide columns anyway. */
static mpt minimum_of(struct setting *s, struct cell *cell, enum need need, mpt enough)
{
    if (cell->widths.natural <= enough)
        return cell->widths.natural;
    mpt longest = CAPTION_EMS * setting_style(s, STYLE_TABLE)->size;
    bool sentence = cell->widths.natural > longest;
    if (need == NEED_LEAST || !s->phraser || sentence)
        return least_of(s, cell);
    if (cell->phrases.word == 0)
        cell->phrases =
            memo_phrases(s->arena, cell->parts.items, cell->parts.count, &cell->widths, s->phraser);
    return need == NEED_PHRASES ? cell->phrases.phrase : cell->phrases.word;
}

/* The widths that the columns want, all but their minima. True when each gets its natural width. */
static bool read_needs(struct setting *s, const struct grid *grid, struct column_need *needs)
{
    mpt pads = 2 * s->set->cell_pad_x;
    mpt total = 0;
    for (size_t i = 0; i < grid->column_count; i++)
        needs[i].align = column_align(grid, i);
    for (size_t i = 0; i < grid->row_count * grid->column_count; i++) {
        struct column_need *need = &needs[i % grid->column_count];
        bool head = i / grid->column_count < grid->block->head_rows;
        mpt natural = grid->cells[i].widths.natural + pads;
        mpt *widest = head ? &need->head : &need->natural;
        *widest = natural > *widest ? natural : *widest;
    }
    for (size_t i = 0; i < grid->column_count; i++)
        total += needs[i].natural > needs[i].head ? needs[i].natural : needs[i].head;
    return total <= grid->place->width;
}

static bool choose_widths(struct setting *s, struct grid *grid, enum need whole)
{
    struct column_need *needs = arena_array(s->arena, grid->column_count, sizeof *needs);
    mpt pads = 2 * s->set->cell_pad_x;
    size_t count = grid->row_count * grid->column_count;
    if (read_needs(s, grid, needs))
        count = 0; /* nothing will be broken */
    for (size_t i = 0; i < count; i++) {
        struct column_need *need = &needs[i % grid->column_count];
        mpt minimum = minimum_of(s, &grid->cells[i], whole, need->minimum - pads) + pads;
        need->minimum = minimum > need->minimum ? minimum : need->minimum;
    }
    return grid_share(s->arena, needs, grid->column_count, grid->place->width, grid->widths);
}

/* Reads the cells in the largest size in which the table fits: with phrases whole or at least
 * words, which is worth smaller letters, or else with any break. */
static void fit(struct setting *s, struct grid *grid)
{
    bool fits = false;
    for (grid->scale = 100; !fits && grid->scale >= SCALE_LEAST; grid->scale -= SCALE_STEP) {
        read_cells(s, grid);
        fits = choose_widths(s, grid, NEED_PHRASES) || choose_widths(s, grid, NEED_WORDS);
    }
    for (grid->scale = 100; !fits && grid->scale >= SCALE_LEAST; grid->scale -= SCALE_STEP) {
        read_cells(s, grid);
        fits = choose_widths(s, grid, NEED_LEAST);
    }
    if (!fits)
        diag_add(s->diag, MSG_TOO_WIDE, grid->block->span, "%d mm", grid->place->width / MPT_MM);
}

/* ---- rows ---- */

/* A text little longer than its wide column would leave a word alone on the second line: a shorter
 * first line shares it 3 to 1. */
static mpt cell_measure(struct setting *s, struct cell *cell, mpt measure)
{
    if (cell->widths.natural <= measure || cell->widths.natural / 4 * 3 >= measure)
        return measure;
    mpt shared = cell->widths.natural / 4 * 3;
    mpt least = cell->phrases.word > 0 ? cell->phrases.word : least_of(s, cell);
    return shared > least ? shared : least;
}

static const struct paragraph *compose_cell(struct setting *s, const struct grid *grid,
                                            struct cell *cell, size_t column, int tag)
{
    mpt measure = grid->widths[column] - 2 * s->set->cell_pad_x;
    if (measure <= 0)
        measure = 1;
    struct paragraph_rules rules = {.measure = measure,
                                    .align = column_align(grid, column),
                                    .phraser = s->phraser,
                                    .tag = tag,
                                    .widths = &cell->widths};
    bool narrow = measure <= BALANCE_EMS * setting_style(s, STYLE_TABLE)->size;
    bool caption = cell->widths.natural <= BALANCE_LINES * measure;
    rules.balance = narrow && caption;
    if (!rules.balance && rules.align == ALIGN_START)
        rules.measure = cell_measure(s, cell, measure);
    return memo_compose(s->memo, s->arena, cell->parts.items, cell->parts.count, &rules, s->diag);
}

static void place_cell(struct setting *s, struct strip *strip, const struct paragraph *paragraph,
                       const struct text_style *style, mpt baseline, mpt x)
{
    mpt height = ruby_height(paragraph, style);
    mpt y = (strip->height - height) / 2 + baseline;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        y += ruby_extra(&paragraph->lines[i], style, i == 0);
        strip_line(s, strip, paragraph, i, x, y);
        y += style->leading;
    }
}

static void rule_row(struct setting *s, const struct grid *grid, const struct block *row, bool head,
                     struct strip *strip)
{
    mpt x = grid->place->x;
    mpt width = grid->place->width;
    mpt rule = head ? s->set->head_rule : s->set->hairline;
    /* The ground leaves the rule above free, which the row above has drawn. */
    if (text_is(row->style, "alert"))
        strip_rect(s, strip, x, s->set->hairline, width, strip->height - s->set->hairline - rule,
                   COLOUR_ACCENT_PALE);
    if (text_is(row->style, "sum"))
        strip_rule(s, strip, x, 0, width, s->set->head_rule, COLOUR_PRIMARY, 0);
    strip_rule(s, strip, x, strip->height - rule, width, rule, head ? COLOUR_PRIMARY : COLOUR_LINE,
               0);
}

/* A row whose cells are composed. */
struct set_row {
    bool head;
    const struct text_style *style;
    const struct paragraph **paragraphs; /* and their tags, one a column */
    int *tags;
    size_t line_count; /* of the longest cell */
    mpt height;        /* of the tallest one's lines, one line at least */
};

static struct set_row set_row(struct setting *s, const struct grid *grid, const struct block *row,
                              size_t index)
{
    struct set_row set = {.head = index < grid->block->head_rows,
                          .style = row_style(s, grid, index, row)};
    struct cell *cells = &grid->cells[index * grid->column_count];
    set.paragraphs = arena_array(s->arena, grid->column_count, sizeof *set.paragraphs);
    set.tags = arena_array(s->arena, grid->column_count, sizeof *set.tags);
    int row_tag = setting_tag(s, TAG_ROW, grid->tag);
    set.height = set.style->leading;
    for (size_t i = 0; i < grid->column_count; i++) {
        set.tags[i] = setting_tag(s, set.head ? TAG_HEAD_CELL : TAG_CELL, row_tag);
        const struct paragraph *paragraph = compose_cell(s, grid, &cells[i], i, set.tags[i]);
        mpt height = ruby_height(paragraph, set.style);
        set.paragraphs[i] = paragraph;
        set.height = height > set.height ? height : set.height;
        if (paragraph->line_count > set.line_count)
            set.line_count = paragraph->line_count;
    }
    return set;
}

/* About so many items are in the row. */
static size_t count_items(const struct grid *grid, const struct set_row *set)
{
    enum { RULES = 2 };
    size_t count = RULES;
    for (size_t i = 0; i < grid->column_count; i++) {
        for (size_t k = 0; k < set->paragraphs[i]->line_count; k++)
            count += set->paragraphs[i]->lines[k].item_count;
    }
    return count;
}

/* A row as one strip, its cells in the middle of its height. */
static void flow_whole_row(struct setting *s, const struct grid *grid, const struct block *row,
                           const struct set_row *set, struct stack *out)
{
    struct strip *strip = stack_add(s, out, set->height + 2 * pad_y(s, grid), grid->place->frame);
    strip_reserve(s, strip, count_items(grid, set));
    rule_row(s, grid, row, set->head, strip);
    mpt baseline = setting_baseline(set->style);
    mpt x = grid->place->x + s->set->cell_pad_x;
    for (size_t i = 0; i < grid->column_count; i++) {
        place_cell(s, strip, set->paragraphs[i], set->style, baseline, x);
        x += grid->widths[i];
    }
}

/* Line `index` of all cells. */
static void flow_row_line(struct setting *s, const struct grid *grid, const struct set_row *set,
                          size_t index, const struct frame *frame, struct stack *out)
{
    mpt extra = 0;
    for (size_t i = 0; i < grid->column_count; i++) {
        bool has = index < set->paragraphs[i]->line_count;
        mpt wanted =
            has ? ruby_extra(&set->paragraphs[i]->lines[index], set->style, index == 0) : 0;
        extra = wanted > extra ? wanted : extra;
    }
    struct strip *strip = stack_add(s, out, set->style->leading + extra, frame);
    mpt x = grid->place->x + s->set->cell_pad_x;
    for (size_t i = 0; i < grid->column_count; x += grid->widths[i], i++) {
        if (index >= set->paragraphs[i]->line_count)
            continue;
        strip_line(s, strip, set->paragraphs[i], index, x, setting_baseline(set->style) + extra);
    }
}

/* A row as a strip a line, its cells beginning at the top: a page may end in it, with two lines at
 * least on each side and no rule where it goes on. */
static void flow_tall_row(struct setting *s, const struct grid *grid, const struct block *row,
                          const struct set_row *set, struct stack *out)
{
    struct frame *frame = arena_alloc(s->arena, sizeof *frame);
    *frame = (struct frame){.parent = grid->place->frame,
                            .x = grid->place->x,
                            .width = grid->place->width,
                            .pad = pad_y(s, grid)};
    if (text_is(row->style, "alert"))
        frame->ground = COLOUR_ACCENT_PALE;
    struct strip *top = stack_add(s, out, frame->pad, frame);
    top->keep = true;
    if (text_is(row->style, "sum"))
        strip_rule(s, top, frame->x, 0, frame->width, s->set->head_rule, COLOUR_PRIMARY, 0);
    for (size_t i = 0; i < set->line_count; i++) {
        flow_row_line(s, grid, set, i, frame, out);
        out->strips[out->count - 1].keep = i == 0 || i + 2 >= set->line_count;
    }
    struct strip *foot = stack_add(s, out, frame->pad, frame);
    strip_rule(s, foot, frame->x, foot->height - s->set->hairline, frame->width, s->set->hairline,
               COLOUR_LINE, 0);
}

static void flow_row(struct setting *s, const struct grid *grid, const struct block *row,
                     size_t index, struct stack *out)
{
    struct set_row set = set_row(s, grid, row, index);
    size_t first = out->count;
    if (set.head || set.line_count <= WHOLE_LINES)
        flow_whole_row(s, grid, row, &set, out);
    else
        flow_tall_row(s, grid, row, &set, out);
    for (size_t i = first; i < out->count; i++)
        out->strips[i].span = row->span;
    if (row->id.size)
        flow_anchor(s, &out->strips[first], row->id);
}

/* A row that sums up what follows it. */
static bool is_title(const struct grid *grid, size_t index)
{
    const struct block *row = grid->block->children;
    for (size_t i = 0; i < index; i++)
        row = row->next;
    return text_is(row->style, "sum");
}

/* Two rows at least stand on each side of a page's end, or as much of a row that may be cut. */
static bool is_kept(const struct grid *grid, size_t row)
{
    size_t head = grid->block->head_rows;
    if (row + 1 == grid->row_count)
        return false;
    /* A title with one row would look like that row's. */
    if (is_title(grid, row) || (row > head && is_title(grid, row - 1)))
        return true;
    bool tall = grid->strips[row + 1] > grid->strips[row] + 1;
    bool tall_next = grid->strips[row + 2] > grid->strips[row + 1] + 1;
    return row < head || (row == head && !tall) || (row + 2 == grid->row_count && !tall_next);
}

static void keep_rows(struct setting *s, const struct grid *grid, size_t first, struct stack *out)
{
    size_t head = grid->block->head_rows;
    const struct strip *repeated =
        head > 0 && head < grid->row_count ? stack_repeat(s, out, first, first + head) : NULL;
    for (size_t row = 0; row < grid->row_count; row++) {
        size_t end = grid->strips[row + 1];
        if (is_kept(grid, row))
            out->strips[first + end - 1].keep = true;
        for (size_t i = grid->strips[row]; row >= head && i < end; i++)
            out->strips[first + i].head = i > grid->strips[head] ? repeated : NULL;
    }
}

void grid_flow(struct setting *s, const struct block *block, const struct place *place,
               struct stack *out)
{
    struct grid grid = {.block = block, .place = place, .column_count = block->column_count};
    count_cells(&grid);
    if (grid.row_count == 0 || grid.column_count == 0)
        return;
    grid.cells = arena_array(s->arena, grid.row_count * grid.column_count, sizeof *grid.cells);
    grid.widths = arena_array(s->arena, grid.column_count, sizeof *grid.widths);
    grid.strips = arena_array(s->arena, grid.row_count + 1, sizeof *grid.strips);
    grid.tag = setting_tag(s, TAG_TABLE, place->tag);
    fit(s, &grid);
    stack_space_block(s, out);
    size_t first = out->count;
    size_t index = 0;
    for (const struct block *row = block->children; row; row = row->next) {
        flow_row(s, &grid, row, index++, out);
        grid.strips[index] = out->count - first;
    }
    keep_rows(s, &grid, first, out);
    if (stack_height(out, first) <= s->room / 100 * WHOLE_PERCENT)
        stack_keep(out, first);
    stack_space(out, s->set->block_gap);
}
