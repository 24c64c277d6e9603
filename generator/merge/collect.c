/* collect.c -- merge_paths: which names a chapter mentions. */
#include "base/arena.h"
#include "merge/chartdata.h"
#include "merge/field.h"
#include "merge/merge.h"

struct paths {
    struct arena *arena;
    struct text *items;
    size_t count;
};

static void push(struct paths *paths, struct text path)
{
    struct text *slot = arena_push(paths->arena, &paths->items, &paths->count, sizeof *slot);
    *slot = text_trim(path);
}

static void collect_inlines(struct paths *paths, const struct inline_node *first)
{
    for (const struct inline_node *node = first; node; node = node->next) {
        if (node->kind == INLINE_FIELD)
            push(paths, node->text);
        field_paths(paths->arena, node->target, &paths->items, &paths->count);
        collect_inlines(paths, node->children);
    }
}

static void collect_blocks(struct paths *paths, const struct block *first)
{
    for (const struct block *block = first; block; block = block->next) {
        if (block->kind == BLOCK_EACH)
            push(paths, block->condition);
        collect_inlines(paths, block->inlines);
        for (size_t i = 0; i < block->label_count; i++)
            field_paths(paths->arena, block->labels[i], &paths->items, &paths->count);
        if (block->chart_source)
            chartdata_paths(paths->arena, block->chart_source, &paths->items, &paths->count);
        collect_blocks(paths, block->children);
        collect_blocks(paths, block->otherwise);
    }
}

const struct text *merge_paths(struct arena *a, const struct block *chapter, size_t *count)
{
    struct paths paths = {.arena = a};
    collect_blocks(&paths, chapter);
    *count = paths.count;
    return paths.items;
}
