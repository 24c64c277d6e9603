#include "device/pdf_run.h"

#include "device/pdf_font.h"
#include "device/pdf_syntax.h"
#include "layout/font.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

enum {
    TOLERANCE = 4000,  /* in 1/1000 mpt: a place that is less far off needs no adjustment */
    GAP_SHARE = 10,    /* readers see a space in a gap of 1/10 em */
    MEANING_LIMIT = 8, /* signs a code may mean: MuPDF ignores longer mappings */
    SIGN_SIZE = 3      /* bytes: a sign of the BMP, or three at most */
};

/* Glyphs that stand together for some text. The texts of a run's clusters cover its text without
 * gaps: bytes that no glyph stands for (a dropped zero-width space) belong to the cluster before.
 */
struct cluster {
    size_t first, end; /* glyphs */
    struct text text;
    int64_t advance; /* of the last glyph, 1/1000 mpt */
    bool actual;     /* the codes alone do not give the text back */
    bool wide_gap;   /* a gap that looks like a space follows, but none is meant */
};

struct run_writer {
    struct buffer *out;
    struct pdf_subset *subset;
    const struct run *run;
    int64_t pen;  /* where the next glyph would stand, 1/1000 mpt from the run's origin */
    mpt rise;     /* up */
    size_t start; /* in `out`, of the string or array being shown; 0 = none */
    bool in_array;
    bool in_string;
};

/* The next piece of `text` from `*offset` that one code can mean in every reader: MuPDF knows
 * several signs of the BMP or one beyond it. Empty at the end. */
static struct text take_meaning(struct text text, size_t *offset, size_t limit)
{
    size_t start = *offset;
    size_t end = start;
    for (size_t count = 0; count < limit && end < text.size; count++) {
        size_t next = end;
        bool beyond = text_next(text, &next) > 0xffff;
        if (beyond && count > 0)
            break;
        end = next;
        if (beyond)
            break;
    }
    *offset = end;
    return text_slice(text, start, end);
}

static bool is_space(struct text t)
{
    if (t.size == 0)
        return false;
    size_t offset = 0;
    uint32_t codepoint = text_next(t, &offset);
    return codepoint == ' ' || codepoint == 0x00a0 || codepoint == 0x3000;
}

/* `advance` in 1/1000 em as readers see it after the horizontal scaling, in 1/1000 mpt. */
static int64_t scale_advance(const struct run *run, mpt advance)
{
    int64_t scaled = (int64_t)advance * run->size;
    return run->widen == 0 ? scaled : scaled * (1000 + run->widen) / 1000;
}

static int64_t advance_of(const struct run *run, uint32_t glyph)
{
    return scale_advance(run, font_advance(run->font, glyph));
}

/* The right edge of a cluster, 1/1000 mpt; its last glyph may be a mark without width. */
static int64_t right_of(const struct run *run, const struct cluster *cluster)
{
    int64_t right = (int64_t)run->glyphs[cluster->end - 1].x * 1000 + cluster->advance;
    for (size_t i = cluster->first; i + 1 < cluster->end; i++) {
        int64_t edge = (int64_t)run->glyphs[i].x * 1000 + advance_of(run, run->glyphs[i].id);
        right = edge > right ? edge : right;
    }
    return right;
}

static bool needs_actual_text(const struct cluster *cluster)
{
    bool silent = cluster->text.size == 0; /* ruby: copying gives the words alone */
    if (silent || cluster->end - cluster->first > 1)
        return true;
    if (cluster->text.size <= SIGN_SIZE)
        return false;
    size_t offset = 0;
    take_meaning(cluster->text, &offset, MEANING_LIMIT);
    return offset < cluster->text.size;
}

/* The first glyph behind those of the cluster that begins with `first`. */
static size_t end_of_cluster(const struct run *run, size_t first)
{
    size_t end = first + 1;
    while (end < run->glyph_count && run->glyphs[end].start == run->glyphs[first].start)
        end++;
    return end;
}

static struct text text_of_cluster(const struct run *run, size_t first, size_t end)
{
    size_t from = first == 0 ? 0 : run->glyphs[first].start;
    size_t to = end < run->glyph_count ? run->glyphs[end].start : run->text.size;
    assert(from <= to && to <= run->text.size);
    return (struct text){run->text.ptr + from, to - from};
}

static bool has_wide_gap(const struct run *run, const struct cluster *cluster)
{
    if (cluster->end == run->glyph_count)
        return false;
    int64_t gap = (int64_t)run->glyphs[cluster->end].x * 1000 - right_of(run, cluster);
    if (gap * GAP_SHARE < (int64_t)run->size * 1000)
        return false;
    size_t end = end_of_cluster(run, cluster->end);
    return !is_space(cluster->text) && !is_space(text_of_cluster(run, cluster->end, end));
}

static struct cluster cluster_at(const struct run *run, size_t first)
{
    struct cluster cluster = {.first = first, .end = end_of_cluster(run, first)};
    cluster.text = text_of_cluster(run, first, cluster.end);
    cluster.advance = advance_of(run, run->glyphs[cluster.end - 1].id);
    cluster.actual = needs_actual_text(&cluster);
    cluster.wide_gap = has_wide_gap(run, &cluster);
    return cluster;
}

static void open_string(struct run_writer *w)
{
    if (w->start == 0)
        w->start = w->out->size;
    buffer_byte(w->out, '(');
    w->in_string = true;
}

static void close_string(struct run_writer *w)
{
    if (w->in_string)
        buffer_byte(w->out, ')');
    w->in_string = false;
}

/* Most strings are shown alone. The bracket that makes an array of one takes the place of the
 * white-space before it. */
static void open_array(struct run_writer *w)
{
    close_string(w);
    if (w->start == 0)
        w->start = w->out->size;
    w->out->ptr[w->start - 1] = '[';
    w->in_array = true;
}

static void show(struct run_writer *w)
{
    close_string(w);
    if (w->start > 0)
        buffer_puts(w->out, w->in_array ? "]TJ\n" : "Tj\n");
    w->in_array = false;
    w->start = 0;
}

/* Moves the pen in tenths of 1/1000 em. What rounding leaves over is in `pen` and thus corrected
 * by the next adjustment: errors do not add up. */
static void move_pen(struct run_writer *w, int64_t off)
{
    /* Horizontal scaling also scales adjustments (ISO 32000-1, 9.4.4). */
    int64_t size = (int64_t)w->run->size * (1000 + w->run->widen) / 1000;
    int64_t half = off < 0 ? -size / 2 : size / 2;
    int64_t tenths = (off * 10 + half) / size;
    if (tenths == 0)
        return;
    open_array(w);
    pdf_put_milli(w->out, -tenths * 100); /* positive numbers in TJ move to the left */
    w->out->size--;                       /* a bracket follows, which needs no space */
    w->pen += tenths * size / 10;
}

static inline void adjust(struct run_writer *w, int64_t target)
{
    int64_t off = target - w->pen;
    if (off < -TOLERANCE || off > TOLERANCE)
        move_pen(w, off);
}

static void set_rise(struct run_writer *w, mpt rise)
{
    if (rise == w->rise)
        return;
    show(w);
    pdf_put_milli(w->out, rise);
    buffer_puts(w->out, "Ts\n");
    w->rise = rise;
}

/* `advance` is the sign's, 1/1000 mpt. */
static inline void put_sign(struct run_writer *w, const struct pdf_sign *sign, int64_t advance)
{
    uint32_t code = htole32(sign->code);
    if (!w->in_string)
        open_string(w);
    memcpy(buffer_room(w->out, sizeof code), &code, sizeof code);
    w->out->size += sign->code_size;
    w->pen += advance;
}

static void put_glyph(struct run_writer *w, uint32_t glyph, struct text text)
{
    const struct pdf_sign *sign = pdf_subset_sign(w->subset, glyph, text);
    put_sign(w, sign, scale_advance(w->run, sign->advance));
}

/* Says the rest of a cluster's text with spaces, which draw nothing, so that a variation selector
 * reaches readers that know no ActualText. They end where the cluster ends: a reader must not find
 * the cluster wider than it is. */
static void put_rest(struct run_writer *w, struct text text, size_t offset)
{
    struct cluster_glyph space;
    if (offset == text.size || font_shape(w->run->font, text_of(" "), &space, 1) != 1)
        return;
    while (offset < text.size) {
        int64_t advance = advance_of(w->run, space.glyph);
        adjust(w, w->pen - advance);
        put_glyph(w, space.glyph, take_meaning(text, &offset, MEANING_LIMIT));
    }
}

/* Each glyph but the last means one sign of the text; glyphs that are left over mean a zero-width
 * space, since readers show a code without meaning as U+FFFD. */
static void put_marked(struct run_writer *w, const struct cluster *cluster)
{
    size_t offset = 0;
    for (size_t i = cluster->first; i < cluster->end; i++) {
        const struct glyph *glyph = &w->run->glyphs[i];
        size_t limit = i + 1 == cluster->end ? MEANING_LIMIT : 1;
        set_rise(w, -glyph->y);
        adjust(w, (int64_t)glyph->x * 1000);
        struct text meaning = take_meaning(cluster->text, &offset, limit);
        put_glyph(w, glyph->id, meaning.size > 0 ? meaning : text_of("\u200B"));
    }
    put_rest(w, cluster->text, offset);
}

static void put_cluster(struct run_writer *w, const struct cluster *cluster)
{
    if (cluster->actual) {
        put_marked(w, cluster);
        return;
    }
    const struct glyph *glyph = &w->run->glyphs[cluster->first];
    set_rise(w, -glyph->y);
    adjust(w, (int64_t)glyph->x * 1000);
    put_glyph(w, glyph->id, cluster->text);
}

/* Nearly always a cluster is one glyph that means all of its text, with no gap behind it. Puts
 * those from `first` on; returns the first glyph of another cluster, or the end. */
static size_t put_plain(struct run_writer *w, size_t first)
{
    const struct run *run = w->run;
    int64_t gap = (int64_t)run->size * 1000 / GAP_SHARE;
    size_t i = first;
    for (; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        const struct glyph *next = i + 1 < run->glyph_count ? glyph + 1 : NULL;
        size_t from = i == 0 ? 0 : glyph->start;
        size_t to = next ? next->start : run->text.size;
        struct text text = {run->text.ptr + from, to - from};
        if (text.size == 0 || text.size > SIGN_SIZE || (next && to == glyph->start))
            break;
        const struct pdf_sign *sign = pdf_subset_sign(w->subset, glyph->id, text);
        int64_t advance = scale_advance(run, sign->advance);
        if (next && (int64_t)(next->x - glyph->x) * 1000 - advance >= gap && !is_space(text))
            break;
        set_rise(w, -glyph->y);
        adjust(w, (int64_t)glyph->x * 1000);
        put_sign(w, sign, advance);
    }
    return i;
}

/* The cluster and those that wide gaps join to it, which are one word; returns the last of them.
 * Their text is given apart, since the codes do not give it. */
static struct cluster put_word(struct run_writer *w, struct cluster cluster)
{
    const struct run *run = w->run;
    struct cluster last = cluster;
    while (last.wide_gap)
        last = cluster_at(run, last.end);
    show(w);
    buffer_puts(w->out, "/Span <</ActualText ");
    const char *start = cluster.text.ptr;
    size_t size = (size_t)(last.text.ptr + last.text.size - start);
    pdf_put_text(w->out, (struct text){start, size});
    buffer_puts(w->out, ">> BDC\n");
    for (; cluster.end < last.end; cluster = cluster_at(run, cluster.end))
        put_cluster(w, &cluster);
    put_cluster(w, &last);
    show(w);
    buffer_puts(w->out, "EMC\n");
    return last;
}

/* Horizontal scaling, in percent. */
static void set_widening(struct pdf_canvas *canvas, int widen)
{
    if (canvas->state.widen == widen)
        return;
    pdf_put_milli(canvas->out, 100 * (1000 + widen));
    buffer_puts(canvas->out, "Tz\n");
    canvas->state.widen = widen;
}

/* The text state outlives the text object. */
static void set_font(struct pdf_canvas *canvas, const struct run *run)
{
    struct pdf_state *state = &canvas->state;
    if (state->font == run->font && state->size == run->size)
        return;
    buffer_puts(canvas->out, "/F");
    buffer_number(canvas->out, font_index(run->font));
    buffer_byte(canvas->out, ' ');
    pdf_put_milli(canvas->out, run->size);
    buffer_puts(canvas->out, "Tf\n");
    state->font = run->font;
    state->size = run->size;
}

void pdf_run_paint(struct pdf_canvas *canvas, struct pdf_subsets *subsets, const struct run *run,
                   mpt x, mpt y)
{
    if (run->glyph_count == 0 || run->size <= 0)
        return;
    struct run_writer w = {
        .out = canvas->out, .subset = pdf_subset_of(subsets, run->font), .run = run};
    pdf_text_begin(canvas);
    pdf_set_fill(canvas, run->colour);
    set_font(canvas, run);
    set_widening(canvas, run->widen);
    pdf_text_line(canvas, x, y);
    for (size_t i = put_plain(&w, 0); i < run->glyph_count; i = put_plain(&w, i)) {
        struct cluster cluster = cluster_at(run, i);
        if (cluster.actual || cluster.wide_gap)
            cluster = put_word(&w, cluster);
        else
            put_cluster(&w, &cluster);
        i = cluster.end;
    }
    set_rise(&w, 0);
    show(&w);
}
