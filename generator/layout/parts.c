#include "layout/parts.h"

#include "base/arena.h"
#include "base/diag.h"
#include "layout/reference.h"

enum {
    SMALL_PERCENT = 86, /* of the text around; never larger than the style "small" */
    BADGE_PERCENT = 87,
    NUMBER_PERCENT = 82,
    NOTE_PERCENT = 65, /* raised numbers of notes */
    NOTE_RISE_PERCENT = 36
};

/* How the part at hand looks: inherited from the inlines around it. */
struct look {
    const struct text_style *style;
    struct part part; /* without text */
};

static void read_inlines(struct setting *s, const struct inline_node *first,
                         const struct look *look, struct parts *out);

static void add_part(struct setting *s, const struct inline_node *node, struct text text,
                     const struct look *look, struct parts *out)
{
    if (text.size == 0)
        return;
    struct part *part = arena_push(s->arena, &out->items, &out->count, sizeof *out->items);
    *part = look->part;
    part->text = text;
    part->span = node->span;
}

static bool is_known_target(const struct setting *s, struct text target)
{
    if (text_starts(target, "#"))
        return setting_has_id(s, text_slice(target, 1, target.size));
    return text_starts(target, "https://") || text_starts(target, "http://") ||
           text_starts(target, "mailto:") || text_starts(target, "tel:");
}

struct adornment *part_adorn(struct setting *s, struct part *part)
{
    struct adornment *own = arena_alloc(s->arena, sizeof *own);
    if (part->adorned)
        *own = *part->adorned;
    part->adorned = own;
    return own;
}

static void look_link(struct setting *s, const struct inline_node *node, struct look *look)
{
    if (!is_known_target(s, node->target)) {
        diag_add(s->diag, MSG_LINK_TARGET, node->span, "%.*s", (int)node->target.size,
                 node->target.ptr);
        return;
    }
    part_adorn(s, &look->part)->target = node->target;
    look->part.colour = COLOUR_SECONDARY;
}

static void look_strong(struct look *look)
{
    look->part.font = setting_font(look->style, true);
    if (look->style->strong != COLOUR_NONE)
        look->part.colour = (enum colour)look->style->strong;
}

static void look_small(const struct setting *s, struct look *look)
{
    mpt largest = setting_style(s, STYLE_SMALL)->size;
    look->part.size = look->part.size * SMALL_PERCENT / 100;
    if (look->part.size > largest)
        look->part.size = largest;
    look->part.colour = COLOUR_MUTED;
    look->part.font = look->style->faces[false];
}

/* A span's class names a look; what we do not know is set plain, the author was told when parsing.
 */
static void look_span(const struct setting *s, struct text style, struct look *look)
{
    if (text_is(style, "small"))
        look_small(s, look);
    if (text_is(style, "accent"))
        look->part.colour = COLOUR_ACCENT_TEXT;
    if (text_is(style, "mute"))
        look->part.colour = COLOUR_MUTED;
    if (text_is(style, "strike"))
        look->part.strike = true;
    if (text_is(style, "note") || text_is(style, "noteref") || text_is(style, "footnote")) {
        look->part.rise = look->part.size * NOTE_RISE_PERCENT / 100;
        look->part.size = look->part.size * NOTE_PERCENT / 100;
    }
    if (text_is(style, "nowrap"))
        look->part.keep = true;
    if (text_is(style, "badge")) {
        look->part.badge = true;
        look->part.size = look->part.size * BADGE_PERCENT / 100;
        if (look->part.colour == COLOUR_TEXT)
            look->part.colour = COLOUR_ACCENT_TEXT;
    }
    if (text_is(style, "number")) {
        look->part.number = true;
        look->part.size = look->part.size * NUMBER_PERCENT / 100;
        look->part.font = setting_font(look->style, true);
        look->part.colour = COLOUR_PRIMARY;
    }
}

static void read_inline(struct setting *s, const struct inline_node *node,
                        const struct look *around, struct parts *out)
{
    if (node->kind == INLINE_TEXT) { /* nearly always */
        add_part(s, node, node->text, around, out);
        return;
    }
    struct look look = *around;
    switch (node->kind) {
    case INLINE_CODE:
        look.part.font = setting_font(setting_style(s, STYLE_CODE), false);
        add_part(s, node, node->text, &look, out);
        return;
    case INLINE_BREAK:
        add_part(s, node, text_of("\n"), &look, out);
        return;
    case INLINE_STRONG:
        look_strong(&look);
        break;
    case INLINE_EMPHASIS: /* Japanese has no slanted letters: weight alone */
        look.part.font = setting_font(look.style, true);
        break;
    case INLINE_LINK:
        look_link(s, node, &look);
        break;
    case INLINE_SPAN:
        look_span(s, node->style, &look);
        if (look.part.badge || look.part.number) {
            /* One part, one frame: a merged field makes texts of its own. */
            add_part(s, node, inline_plain(s->arena, node->children), &look, out);
            return;
        }
        break;
    case INLINE_TERM: /* a link that does not shout: the page looks the same to who knows the word
                       */
        if (setting_has_id(s, text_slice(node->target, 1, node->target.size)))
            part_adorn(s, &look.part)->target = node->target;
        break;
    case INLINE_PAGE:
        reference_add(s, node, &look.part, out);
        return;
    case INLINE_RUBY:
        /* One part, one reading: merged or styled texts inside would each want their own. */
        part_adorn(s, &look.part)->ruby = node->text;
        add_part(s, node, inline_plain(s->arena, node->children), &look, out);
        return;
    case INLINE_TEXT:
    case INLINE_FIELD: /* gone after merging */
        return;
    }
    read_inlines(s, node->children, &look, out);
}

static void read_inlines(struct setting *s, const struct inline_node *first,
                         const struct look *look, struct parts *out)
{
    for (const struct inline_node *node = first; node; node = node->next)
        read_inline(s, node, look, out);
}

struct part part_of(const struct setting *s, struct text text, const struct text_style *style)
{
    return (struct part){.text = text,
                         .font = setting_font(style, false),
                         .size = style->size,
                         .colour = (enum colour)style->colour,
                         .span = s->document->span};
}

struct parts parts_of(struct setting *s, const struct inline_node *first,
                      const struct text_style *style)
{
    bool plain = first && !first->next && first->kind == INLINE_TEXT && first->text.size > 0;
    if (plain) { /* mostly */
        struct part *part = arena_alloc(s->arena, sizeof *part);
        *part = part_of(s, first->text, style);
        part->span = first->span;
        return (struct parts){.items = part, .count = 1};
    }
    struct look look = {.style = style, .part = part_of(s, (struct text){0}, style)};
    struct parts parts = {0};
    read_inlines(s, first, &look, &parts);
    return parts;
}

void parts_scale(struct parts parts, int percent)
{
    for (size_t i = 0; i < parts.count; i++)
        parts.items[i].size = parts.items[i].size * percent / 100;
}
