#include "device/html_parts.h"

#include <assert.h>

#include "device/device.h"

static bool starts_with_any(struct text target, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (text_starts(target, *prefixes))
            return true;
    return false;
}

static bool is_outside(struct text target)
{
    static const char *const prefixes[] = {"https://", "http://", NULL};
    return starts_with_any(target, prefixes);
}

/* An allow-list, so that javascript: and what browsers may invent stay out. */
static bool is_allowed(struct text target)
{
    static const char *const prefixes[] = {"#", "mailto:", "tel:", NULL};
    return is_outside(target) || starts_with_any(target, prefixes);
}

static void put_element(struct html *h, const char *name, const struct inline_node *node)
{
    buffer_byte(h->out, '<');
    buffer_puts(h->out, name);
    buffer_byte(h->out, '>');
    html_inlines(h, node->children);
    buffer_puts(h->out, "</");
    buffer_puts(h->out, name);
    buffer_byte(h->out, '>');
}

static void put_link(struct html *h, const struct inline_node *node)
{
    if (!is_allowed(node->target)) {
        html_inlines(h, node->children);
        return;
    }
    buffer_puts(h->out, "<a href=\"");
    if (h->page && text_starts(node->target, "#"))
        h->page->address(h->page->context, node->target, h->out);
    else
        markup_text(h->out, node->target);
    buffer_puts(h->out, is_outside(node->target) ? "\" rel=\"noreferrer\">" : "\">");
    html_inlines(h, node->children);
    buffer_puts(h->out, "</a>");
}

/* The number of a source; on a site it leads to the source. */
static void put_note(struct html *h, const struct inline_node *node)
{
    if (!h->page) {
        put_element(h, "sup", node);
        return;
    }
    buffer_puts(h->out, "<sup>");
    h->page->note(h->page->context, inline_plain(h->scratch, node->children), h->out);
    buffer_puts(h->out, "</sup>");
}

void html_note_id(struct html *h, struct text id)
{
    size_t slash = h->page ? text_find(id, "/", 0) : SIZE_MAX;
    markup_text(h->out, slash == SIZE_MAX ? id : text_slice(id, slash + 1, id.size));
}

/* The first reference to a footnote, where the way back from it leads: see put_way_back. */
static void put_note_reference(struct html *h, const struct inline_node *node)
{
    struct text target = node->children ? node->children->target : (struct text){0};
    buffer_puts(h->out, "<sup id=\"");
    html_note_id(h, text_slice(target, 1, target.size));
    buffer_puts(h->out, "-ref\">");
    html_inlines(h, node->children);
    buffer_puts(h->out, "</sup>");
}

static void put_span(struct html *h, const struct inline_node *node)
{
    if (text_is(node->style, "noteref")) {
        put_note_reference(h, node);
        return;
    }
    if (text_is(node->style, "footnote")) {
        put_element(h, "sup", node);
        return;
    }
    if (text_is(node->style, "strike")) {
        put_element(h, "s", node);
        return;
    }
    if (text_is(node->style, "note")) {
        put_note(h, node);
        return;
    }
    buffer_puts(h->out, "<span class=\"");
    markup_text(h->out, node->style);
    buffer_puts(h->out, "\">");
    html_inlines(h, node->children);
    buffer_puts(h->out, "</span>");
}

/* On a site the word's text stands at the foot of its page, for those without a script too. */
static void put_term(struct html *h, const struct inline_node *node)
{
    buffer_puts(h->out, "<a class=\"term\"");
    if (h->page) {
        buffer_puts(h->out, " id=\"page-");
        markup_text(h->out, text_slice(node->target, 1, node->target.size));
        buffer_puts(h->out, "-use\" href=\"#page-");
        markup_text(h->out, text_slice(node->target, 1, node->target.size));
    } else {
        buffer_puts(h->out, " href=\"");
        markup_text(h->out, node->target);
    }
    buffer_puts(h->out, "\">");
    html_inlines(h, node->children);
    buffer_puts(h->out, "</a>");
}

/* Readers without ruby show the reading in brackets. */
static void put_ruby(struct html *h, const struct inline_node *node)
{
    buffer_puts(h->out, "<ruby>");
    html_inlines(h, node->children);
    buffer_puts(h->out, "<rp>（</rp><rt>");
    markup_text(h->out, node->text);
    buffer_puts(h->out, "</rt><rp>）</rp></ruby>");
}

static void put_inline(struct html *h, const struct inline_node *node)
{
    switch (node->kind) {
    case INLINE_TEXT:
        markup_text(h->out, node->text);
        break;
    case INLINE_STRONG:
        put_element(h, "strong", node);
        break;
    case INLINE_EMPHASIS:
        put_element(h, "em", node);
        break;
    case INLINE_CODE:
        buffer_puts(h->out, "<code>");
        markup_text(h->out, node->text);
        buffer_puts(h->out, "</code>");
        break;
    case INLINE_LINK:
        put_link(h, node);
        break;
    case INLINE_SPAN:
        put_span(h, node);
        break;
    case INLINE_RUBY:
        put_ruby(h, node);
        break;
    case INLINE_BREAK:
        buffer_puts(h->out, "<br>");
        break;
    case INLINE_TERM:
        put_term(h, node);
        break;
    case INLINE_PAGE: /* a screen has links instead */
        break;
    case INLINE_FIELD:
        assert(!"a merged document has no fields");
        break;
    }
}

void html_inlines(struct html *h, const struct inline_node *first)
{
    for (const struct inline_node *node = first; node; node = node->next)
        put_inline(h, node);
}
