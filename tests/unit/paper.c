#include "paper.h"

const struct theme_set *set_of(const struct desk *desk)
{
    return theme_find(desk->house->theme, desk->document.style);
}

struct desk desk_new(void **state, const char *style)
{
    struct desk desk = {.house = *state, .arena = arena_new()};
    desk.document.name = text_of("paper");
    desk.document.title = text_of("題名");
    desk.document.style = text_of(style);
    return desk;
}

struct block *append(struct desk *desk, enum block_kind kind)
{
    struct block *block = block_new(desk->arena, kind, (struct span){0});
    if (desk->last)
        desk->last->next = block;
    else
        desk->document.blocks = block;
    desk->last = block;
    return block;
}

struct block *child(struct desk *desk, struct block *parent, enum block_kind kind)
{
    struct block *block = block_new(desk->arena, kind, (struct span){0});
    struct block **end = &parent->children;
    while (*end)
        end = &(*end)->next;
    *end = block;
    return block;
}

struct inline_node *words(struct desk *desk, const char *string)
{
    return inline_text(desk->arena, text_of(string), (struct span){0});
}

void paragraph(struct desk *desk, const char *string)
{
    append(desk, BLOCK_PARAGRAPH)->inlines = words(desk, string);
}

void heading(struct desk *desk, int level, const char *string)
{
    struct block *block = append(desk, BLOCK_HEADING);
    block->level = level;
    block->inlines = words(desk, string);
}

struct inline_node *lines(struct desk *desk, const char *string, int count)
{
    struct inline_node *first = words(desk, string);
    struct inline_node *end = first;
    for (int i = 1; i < count; i++) {
        end->next = inline_new(desk->arena, INLINE_BREAK, (struct span){0});
        end->next->next = words(desk, string);
        end = end->next->next;
    }
    return first;
}

void row(struct desk *desk, struct block *table, const char *left, struct inline_node *right)
{
    struct block *block = child(desk, table, BLOCK_ROW);
    child(desk, block, BLOCK_CELL)->inlines = words(desk, left);
    child(desk, block, BLOCK_CELL)->inlines = right;
}

struct block *table(struct desk *desk, int rows)
{
    struct block *block = append(desk, BLOCK_TABLE);
    block->head_rows = 1;
    block->column_count = 2;
    block->columns = arena_array(desk->arena, 2, sizeof *block->columns);
    row(desk, block, "頭", words(desk, "説明"));
    for (int i = 0; i < rows; i++)
        row(desk, block, "体", words(desk, "文"));
    return block;
}

const struct pages *make(struct desk *desk)
{
    desk->diag = diag_new(desk->arena);
    desk->pages = layout_document(desk->arena, &desk->document, desk->house->theme,
                                  &desk->house->tools, &desk->diag);
    return desk->pages;
}

bool reports(const struct desk *desk, enum message message)
{
    for (size_t i = 0; i < desk->diag.count; i++) {
        if (desk->diag.entries[i].message == message)
            return true;
    }
    return false;
}

size_t count_runs(const struct page *page, const char *string, const struct item **found)
{
    size_t count = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (item->kind != ITEM_RUN || text_find(item->run->text, string, 0) == SIZE_MAX)
            continue;
        count++;
        if (found)
            *found = item;
    }
    return count;
}

size_t page_of(const struct pages *pages, const char *string)
{
    for (size_t i = 0; i < pages->page_count; i++) {
        if (count_runs(&pages->pages[i], string, NULL) > 0)
            return i;
    }
    return SIZE_MAX;
}

size_t count_rects(const struct page *page, enum colour fill)
{
    size_t count = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        count += item->kind == ITEM_SHAPE && item->shape->kind == SHAPE_RECT &&
                 item->shape->fill == fill;
    }
    return count;
}

int open_house(void **state)
{
    struct arena *arena = arena_new();
    struct diag diag = diag_new(arena);
    struct house *house = arena_alloc(arena, sizeof *house);
    house->arena = arena;
    house->theme = theme_load(arena, "templates", &diag);
    house->tools.fonts = fonts_load(arena, "fonts", &diag);
    house->morph = morph_open(&diag);
    house->tools.phraser = phraser_new(house->morph);
    *state = house;
    return house->theme && house->tools.fonts && house->morph ? 0 : -1;
}

int close_house(void **state)
{
    struct house *house = *state;
    fonts_free(house->tools.fonts);
    phraser_free(house->tools.phraser);
    morph_close(house->morph);
    arena_free(house->arena);
    return 0;
}
