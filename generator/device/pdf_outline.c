#include "device/pdf_outline.h"

#include "base/arena.h"
#include "device/pdf_link.h"
#include "device/pdf_object.h"
#include "device/pdf_syntax.h"

/* The tree as indices of pages->outlines; -1 = none. */
struct bookmark {
    struct pdf_object *object;
    int parent, previous, next, first, last;
    size_t children;
};

static const struct bookmark unlinked = {
    .parent = -1, .previous = -1, .next = -1, .first = -1, .last = -1};

static int find_parent(const struct pages *pages, const struct bookmark *bookmarks, int index)
{
    int parent = index - 1;
    while (parent >= 0 && pages->outlines[parent].level >= pages->outlines[index].level)
        parent = bookmarks[parent].parent;
    return parent;
}

/* `above` is the parent, or the root of all bookmarks. */
static void append_child(struct bookmark *bookmarks, struct bookmark *above, int index)
{
    bookmarks[index].previous = above->last;
    if (above->last >= 0)
        bookmarks[above->last].next = index;
    else
        above->first = index;
    above->last = index;
    above->children++;
}

static void put_link(struct buffer *b, const char *key, const struct bookmark *bookmarks, int index)
{
    if (index < 0)
        return;
    buffer_puts(b, key);
    pdf_put_reference(b, bookmarks[index].object->number);
}

static void write_bookmark(const struct pages *pages, struct pdf_sheet *const *sheets,
                           const struct bookmark *bookmarks, size_t index, unsigned root)
{
    const struct outline *outline = &pages->outlines[index];
    const struct bookmark *bookmark = &bookmarks[index];
    struct buffer *b = &bookmark->object->body;
    buffer_puts(b, "/Title ");
    pdf_put_text(b, outline->title);
    unsigned parent = bookmark->parent < 0 ? root : bookmarks[bookmark->parent].object->number;
    buffer_printf(b, "/Parent %u 0 R", parent);
    put_link(b, "/Prev", bookmarks, bookmark->previous);
    put_link(b, "/Next", bookmarks, bookmark->next);
    put_link(b, "/First", bookmarks, bookmark->first);
    put_link(b, "/Last", bookmarks, bookmark->last);
    if (bookmark->children > 0) /* negative: folded */
        buffer_printf(b, "/Count -%zu", bookmark->children);
    if (outline->page < pages->page_count) {
        buffer_puts(b, "/Dest ");
        pdf_put_destination(b, pages, sheets[outline->page], outline->y);
    }
    buffer_byte(b, '\n');
}

void pdf_outline_write(struct arena *scratch, const struct pages *pages,
                       struct pdf_sheet *const *sheets, struct pdf_file *file)
{
    if (pages->outline_count == 0)
        return;
    struct bookmark *bookmarks = arena_array(scratch, pages->outline_count, sizeof *bookmarks);
    struct bookmark top = unlinked;
    top.object = pdf_object_new(file);
    for (size_t i = 0; i < pages->outline_count; i++) {
        bookmarks[i] = unlinked;
        bookmarks[i].object = pdf_object_new(file);
        int parent = find_parent(pages, bookmarks, (int)i);
        bookmarks[i].parent = parent;
        append_child(bookmarks, parent < 0 ? &top : &bookmarks[parent], (int)i);
    }
    for (size_t i = 0; i < pages->outline_count; i++)
        write_bookmark(pages, sheets, bookmarks, i, top.object->number);
    buffer_printf(&top.object->body, "/Type /Outlines /Count %zu ", top.children);
    put_link(&top.object->body, "/First", bookmarks, top.first);
    put_link(&top.object->body, "/Last", bookmarks, top.last);
    struct buffer *catalog = &pdf_file_catalog(file)->body;
    buffer_printf(catalog, "/Outlines %u 0 R\n", top.object->number);
    if (pages->page_count > 1)
        buffer_puts(catalog, "/PageMode /UseOutlines\n");
}
