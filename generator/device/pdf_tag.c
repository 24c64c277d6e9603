#include "device/pdf_tag.h"

#include "base/arena.h"
#include "device/pdf_object.h"
#include "device/pdf_syntax.h"

#include <assert.h>

static const char *const role_names[] = {
    [TAG_DOCUMENT] = "Document",
    [TAG_PART] = "Part",
    [TAG_H1] = "H1",
    [TAG_H2] = "H2",
    [TAG_H3] = "H3",
    [TAG_H4] = "H4",
    [TAG_P] = "P",
    [TAG_LIST] = "L",
    [TAG_ITEM] = "LI",
    [TAG_LABEL] = "Lbl",
    [TAG_ITEM_BODY] = "LBody",
    [TAG_TABLE] = "Table",
    [TAG_ROW] = "TR",
    [TAG_HEAD_CELL] = "TH",
    [TAG_CELL] = "TD",
    [TAG_FIGURE] = "Figure",
    [TAG_LINK] = "Link",
    [TAG_TOC] = "TOC",
    [TAG_TOC_ITEM] = "TOCI",
    [TAG_QUOTE] = "BlockQuote",
    [TAG_CODE] = "Code",
    [TAG_SECTION] = "Sect",
};

/* A stretch of content or an annotation, in the order of painting. */
struct content {
    size_t order; /* over the whole document */
    size_t page;
    size_t mark;         /* MCID; unused for an annotation */
    unsigned annotation; /* object number; 0 = a stretch of content */
    struct content *next;
};

struct element {
    struct content *first;
    struct content *last;
    size_t order; /* of the first content here or below; SIZE_MAX = none */
    int first_child, last_child, next_sibling; /* indices of tags, -1 = none */
    struct pdf_box box;                        /* figures */
    bool linked;                               /* has an annotation */
};

/* The tags that the marks 0, 1, … of a page belong to. */
struct page_marks {
    int *tags;
    size_t count;
};

struct pdf_tags {
    struct arena *arena;
    const struct pages *pages;
    struct pdf_sheet *const *sheets;
    struct element *elements;
    unsigned first_number;    /* of elements[0] in the file; the others follow */
    struct page_marks *marks; /* by page */
    int *annotations;         /* tags, by StructParent less page_count; NO_TAG = outside the tree */
    size_t annotation_count;
    size_t next_order;
    bool stray_annotation; /* one is not in the tree */
};

struct pdf_tags *pdf_tags_new(struct arena *a, const struct pages *pages,
                              struct pdf_sheet *const *sheets, struct pdf_file *file)
{
    struct pdf_tags *tags = arena_alloc(a, sizeof *tags);
    *tags = (struct pdf_tags){.arena = a, .pages = pages, .sheets = sheets};
    tags->elements = arena_array(a, pages->tag_count, sizeof *tags->elements);
    tags->first_number = pdf_numbers_new(file, pages->tag_count);
    tags->marks = arena_array(a, pages->page_count, sizeof *tags->marks);
    for (size_t i = 0; i < pages->tag_count; i++) {
        int parent = pages->tags[i].parent;
        tags->elements[i] = (struct element){.order = SIZE_MAX,
                                             .first_child = -1,
                                             .last_child = -1,
                                             .next_sibling = -1,
                                             .box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN}};
        assert(i == 0 ? parent == -1 : parent >= 0 && (size_t)parent < i);
        if (parent < 0)
            continue;
        struct element *above = &tags->elements[parent];
        if (above->last_child < 0)
            above->first_child = (int)i;
        else
            tags->elements[above->last_child].next_sibling = (int)i;
        above->last_child = (int)i;
    }
    return tags;
}

static unsigned number_of(const struct pdf_tags *tags, size_t index)
{
    return tags->first_number + (unsigned)index;
}

bool pdf_tags_exist(const struct pdf_tags *tags)
{
    return tags->pages->tag_count > 0;
}

static struct content *add_content(struct pdf_tags *tags, int tag, size_t page)
{
    assert((size_t)tag < tags->pages->tag_count);
    struct content *content = arena_alloc(tags->arena, sizeof *content);
    content->order = tags->next_order++;
    content->page = page;
    struct element *element = &tags->elements[tag];
    if (element->last)
        element->last->next = content;
    else
        element->first = content;
    element->last = content;
    for (int i = tag; i >= 0 && tags->elements[i].order == SIZE_MAX;
         i = tags->pages->tags[i].parent)
        tags->elements[i].order = content->order;
    return content;
}

void pdf_tags_begin(struct pdf_tags *tags, struct buffer *out, int tag, size_t page)
{
    if (!pdf_tags_exist(tags))
        return;
    if (tag == NO_TAG) {
        buffer_puts(out, "/Artifact BMC\n");
        return;
    }
    struct page_marks *marks = &tags->marks[page];
    struct content *content = add_content(tags, tag, page);
    content->mark = marks->count;
    *(int *)arena_push(tags->arena, &marks->tags, &marks->count, sizeof *marks->tags) = tag;
    buffer_byte(out, '/');
    buffer_puts(out, role_names[tags->pages->tags[tag].role]);
    buffer_puts(out, "<</MCID ");
    buffer_number(out, content->mark);
    buffer_puts(out, ">>BDC\n");
}

void pdf_tags_end(struct pdf_tags *tags, struct buffer *out)
{
    if (pdf_tags_exist(tags))
        buffer_puts(out, "EMC\n");
}

bool pdf_tags_is_figure(const struct pdf_tags *tags, int tag)
{
    return tag != NO_TAG && pdf_tags_exist(tags) && tags->pages->tags[tag].role == TAG_FIGURE;
}

void pdf_tags_extend(struct pdf_tags *tags, int tag, struct pdf_box box)
{
    struct pdf_box *all = &tags->elements[tag].box;
    all->left = box.left < all->left ? box.left : all->left;
    all->top = box.top < all->top ? box.top : all->top;
    all->right = box.right > all->right ? box.right : all->right;
    all->bottom = box.bottom > all->bottom ? box.bottom : all->bottom;
}

size_t pdf_tags_annotation(struct pdf_tags *tags, int tag, size_t page, unsigned number)
{
    size_t parent = tags->pages->page_count + tags->annotation_count;
    bool known = tag != NO_TAG && pdf_tags_exist(tags);
    int *slot = arena_push(tags->arena, &tags->annotations, &tags->annotation_count,
                           sizeof *tags->annotations);
    *slot = known ? tag : NO_TAG;
    if (!known) {
        tags->stray_annotation = true;
        return parent;
    }
    add_content(tags, tag, page)->annotation = number;
    tags->elements[tag].linked = true;
    if (tags->pages->tags[tag].role != TAG_LINK)
        tags->stray_annotation = true;
    return parent;
}

static void put_content(struct buffer *b, const struct pdf_tags *tags,
                        const struct content *content, size_t home)
{
    unsigned page = tags->sheets[content->page]->page.number;
    if (content->annotation) {
        buffer_printf(b, "<</Type/OBJR/Obj %u 0 R/Pg %u 0 R>>", content->annotation, page);
    } else if (content->page == home) {
        buffer_byte(b, ' ');
        buffer_number(b, content->mark);
    } else {
        buffer_printf(b, "<</Type/MCR/Pg %u 0 R/MCID %zu>>", page, content->mark);
    }
}

/* Children in their order; own content before the first child that was painted after it. One alone
 * needs no array. */
static void put_kids(struct buffer *b, const struct pdf_tags *tags, const struct element *element)
{
    const struct content *content = element->first;
    size_t home = content ? content->page : 0;
    if (content) {
        buffer_puts(b, "/Pg");
        pdf_put_reference(b, tags->sheets[home]->page.number);
    }
    bool alone = element->first == element->last && element->first_child == element->last_child &&
                 (element->first == NULL) != (element->first_child < 0);
    buffer_puts(b, alone ? "/K" : "/K[");
    for (int i = element->first_child; i >= 0; i = tags->elements[i].next_sibling) {
        const struct element *child = &tags->elements[i];
        for (; content && child->order != SIZE_MAX && content->order < child->order;
             content = content->next)
            put_content(b, tags, content, home);
        pdf_put_reference(b, number_of(tags, (size_t)i));
    }
    for (; content; content = content->next)
        put_content(b, tags, content, home);
    if (!alone)
        buffer_byte(b, ']');
}

/* ISO 32000-1, 14.8.5.4.3: where the figure stands, bottom left to top right. */
static void put_figure(struct buffer *b, const struct pdf_tags *tags, const struct tag *tag,
                       struct pdf_box box)
{
    if (tag->alt.ptr) {
        buffer_puts(b, "/Alt ");
        pdf_put_text(b, tag->alt);
    }
    if (box.right < box.left)
        return;
    buffer_puts(b, "/A <</O /Layout /BBox [");
    pdf_put_milli(b, box.left);
    pdf_put_milli(b, pdf_flip(tags->pages, box.bottom));
    pdf_put_milli(b, box.right);
    pdf_put_milli(b, pdf_flip(tags->pages, box.top));
    buffer_puts(b, "]>>\n");
}

/* Without its Type, which is optional (ISO 32000-1, table 323). */
static void write_element(const struct pdf_tags *tags, size_t index, unsigned root,
                          struct pdf_file *file)
{
    const struct tag *tag = &tags->pages->tags[index];
    const struct element *element = &tags->elements[index];
    struct buffer *b = pdf_dictionary_begin(file, number_of(tags, index));
    buffer_puts(b, "/S/");
    buffer_puts(b, role_names[tag->role]);
    buffer_puts(b, "/P");
    pdf_put_reference(b, tag->parent < 0 ? root : number_of(tags, (size_t)tag->parent));
    if (tag->role == TAG_HEAD_CELL)
        buffer_puts(b, "/A<</O/Table/Scope/Column>>");
    if (tag->role == TAG_FIGURE)
        put_figure(b, tags, tag, element->box);
    put_kids(b, tags, element);
    pdf_dictionary_end(file);
}

/* From a page's marks, and from each annotation, back to the elements. */
static unsigned write_parent_tree(const struct pdf_tags *tags, struct pdf_file *file)
{
    struct pdf_object *object = pdf_object_new(file);
    struct buffer *b = &object->body;
    buffer_puts(b, "/Nums[");
    for (size_t page = 0; page < tags->pages->page_count; page++) {
        const struct page_marks *marks = &tags->marks[page];
        buffer_printf(b, " %zu[", page);
        for (size_t i = 0; i < marks->count; i++)
            pdf_put_reference(b, number_of(tags, (size_t)marks->tags[i]));
        buffer_byte(b, ']');
    }
    for (size_t i = 0; i < tags->annotation_count; i++) {
        if (tags->annotations[i] == NO_TAG)
            continue;
        buffer_printf(b, " %zu", tags->pages->page_count + i);
        pdf_put_reference(b, number_of(tags, (size_t)tags->annotations[i]));
    }
    buffer_puts(b, "]\n");
    return object->number;
}

void pdf_tags_write(struct pdf_tags *tags, struct pdf_file *file)
{
    if (!pdf_tags_exist(tags))
        return;
    struct pdf_object *root = pdf_object_new(file);
    for (size_t i = 0; i < tags->pages->tag_count; i++)
        write_element(tags, i, root->number, file);
    buffer_printf(&root->body,
                  "/Type /StructTreeRoot /K [%u 0 R] /ParentTree %u 0 R /ParentTreeNextKey %zu\n",
                  number_of(tags, 0), write_parent_tree(tags, file),
                  tags->pages->page_count + tags->annotation_count);
    buffer_printf(&pdf_file_catalog(file)->body,
                  "/StructTreeRoot %u 0 R\n/MarkInfo <</Marked true>>\n", root->number);
}

bool pdf_tags_complete(const struct pdf_tags *tags)
{
    if (!pdf_tags_exist(tags) || tags->stray_annotation)
        return false;
    for (size_t i = 0; i < tags->pages->tag_count; i++) {
        const struct tag *tag = &tags->pages->tags[i];
        if (tag->role == TAG_FIGURE && tag->alt.size == 0)
            return false;
        if (tag->role == TAG_LINK && !tags->elements[i].linked)
            return false;
    }
    return true;
}
