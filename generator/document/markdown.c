#include "document/markdown.h"

#include "base/arena.h"
#include "base/diag.h"
#include "document/blocks.h"
#include "document/reader.h"
#include "document/signs.h"

/* Complains once a line about signs that would be mistaken for ours. */
static void find_reserved(struct reader *r)
{
    for (size_t i = 0; i < r->source->line_count; i++) {
        struct line line = reader_line(r, i);
        struct text text = reader_text(r, line.start, line.end);
        for (size_t at = 0; at < text.size;) {
            size_t start = at;
            uint32_t sign = text_next(text, &at);
            if (!sign_is_reserved(sign))
                continue;
            r->reserved = true;
            diag_add(r->diag, MSG_MD_RESERVED_SIGN,
                     reader_span(r, line.start + start, line.start + at), "U+%04X", (unsigned)sign);
            break;
        }
    }
}

struct chapter *markdown_parse(struct arena *a, const struct source *source,
                               enum markdown_dialect dialect, struct diag *d)
{
    struct reader reader = {
        .arena = a, .source = source, .diag = d, .foreign = dialect == MARKDOWN_FOREIGN};
    bool lenient = d->lenient;
    d->lenient = lenient || reader.foreign;
    struct chapter *chapter = arena_alloc(a, sizeof *chapter);
    chapter->source = source;
    find_reserved(&reader);
    chapter->blocks = blocks_parse(&reader, &chapter->front);
    d->lenient = lenient;
    return chapter;
}
