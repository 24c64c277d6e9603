#include "device/pdf_run.h"

#include "base/arena.h"
#include "device/pdf_font.h"
#include "device/pdf_syntax.h"
#include "layout/font.h"

#include <assert.h>

enum {
    TOLERANCE = 4000, /* in 1/1000 mpt: a place that is less far off needs no adjustment */
    GAP_SHARE = 10,   /* readers see a space in a gap of 1/10 em */
    MEANING_LIMIT = 8 /* signs a code may mean: MuPDF ignores longer mappings */
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
    struct pdf_subsets *subsets;
    const struct run *run;
    int64_t pen; /* where the next glyph would stand, 1/1000 mpt from the run's origin */
    mpt rise;    /* up */
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

/* In 1/1000 mpt, as readers compute it from the font's widths and the horizontal scaling. */
static int64_t advance_of(const struct run *run, uint32_t glyph)
{
    int64_t advance = (int64_t)font_advance(run->font, glyph) * run->size;
    return run->widen == 0 ? advance : advance * (1000 + run->widen) / 1000;
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

static void find_gaps(const struct run *run, struct cluster *clusters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        clusters[i].advance = advance_of(run, run->glyphs[clusters[i].end - 1].id);
    for (size_t i = 0; i + 1 < count; i++) {
        const struct glyph *next = &run->glyphs[clusters[i + 1].first];
        int64_t gap = (int64_t)next->x * 1000 - right_of(run, &clusters[i]);
        if (gap * GAP_SHARE >= (int64_t)run->size * 1000)
            clusters[i].wide_gap = !is_space(clusters[i].text) && !is_space(clusters[i + 1].text);
    }
}

static bool needs_actual_text(const struct cluster *cluster)
{
    bool silent = cluster->text.size == 0; /* ruby: copying gives the words alone */
    if (silent || cluster->end - cluster->first > 1)
        return true;
    if (cluster->text.size <= 3) /* a sign of the BMP, or three at most */
        return false;
    size_t offset = 0;
    take_meaning(cluster->text, &offset, MEANING_LIMIT);
    return offset < cluster->text.size;
}

static struct cluster *find_clusters(struct arena *scratch, const struct run *run, size_t *count)
{
    struct cluster *clusters = arena_array(scratch, run->glyph_count, sizeof *clusters);
    size_t n = 0;
    for (size_t i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        if (i > 0 && glyph->start == glyph[-1].start) {
            clusters[n - 1].end = i + 1;
            continue;
        }
        assert(i == 0 || glyph->start >= glyph[-1].end);
        clusters[n++] = (struct cluster){.first = i, .end = i + 1};
    }
    for (size_t i = 0; i < n; i++) {
        size_t start = i == 0 ? 0 : run->glyphs[clusters[i].first].start;
        size_t end = i + 1 < n ? run->glyphs[clusters[i + 1].first].start : run->text.size;
        assert(start <= end && end <= run->text.size);
        clusters[i].text = (struct text){run->text.ptr + start, end - start};
        clusters[i].actual = needs_actual_text(&clusters[i]);
    }
    find_gaps(run, clusters, n);
    *count = n;
    return clusters;
}

static void open_array(struct run_writer *w)
{
    if (!w->in_array)
        buffer_byte(w->out, '[');
    w->in_array = true;
}

static void close_string(struct run_writer *w)
{
    if (w->in_string)
        buffer_byte(w->out, '>');
    w->in_string = false;
}

static void close_array(struct run_writer *w)
{
    close_string(w);
    if (w->in_array)
        buffer_puts(w->out, "]TJ\n");
    w->in_array = false;
}

/* Moves the pen in tenths of 1/1000 em. What rounding leaves over is in `pen` and thus corrected
 * by the next adjustment: errors do not add up. */
static void adjust(struct run_writer *w, int64_t target)
{
    int64_t off = target - w->pen;
    if (off >= -TOLERANCE && off <= TOLERANCE)
        return;
    /* Horizontal scaling also scales adjustments (ISO 32000-1, 9.4.4). */
    int64_t size = (int64_t)w->run->size * (1000 + w->run->widen) / 1000;
    int64_t half = off < 0 ? -size / 2 : size / 2;
    int64_t tenths = (off * 10 + half) / size;
    if (tenths == 0)
        return;
    open_array(w);
    close_string(w);
    buffer_milli(w->out, -tenths * 100); /* positive numbers in TJ move to the left */
    w->pen += tenths * size / 10;
}

static void set_rise(struct run_writer *w, mpt rise)
{
    if (rise == w->rise)
        return;
    close_array(w);
    pdf_put_milli(w->out, rise);
    buffer_puts(w->out, "Ts\n");
    w->rise = rise;
}

static void put_code(struct run_writer *w, uint32_t glyph, struct text text, int64_t advance)
{
    open_array(w);
    if (!w->in_string)
        buffer_byte(w->out, '<');
    w->in_string = true;
    pdf_put_hex16(w->out, pdf_subsets_code(w->subsets, w->run->font, glyph, text));
    w->pen += advance;
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
        put_code(w, space.glyph, take_meaning(text, &offset, MEANING_LIMIT), advance);
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
        put_code(w, glyph->id, meaning.size > 0 ? meaning : text_of("\u200B"),
                 advance_of(w->run, glyph->id));
    }
    put_rest(w, cluster->text, offset);
}

/* Nearly always a cluster is one glyph that means all of its text. */
static void put_cluster(struct run_writer *w, const struct cluster *cluster)
{
    if (cluster->actual) {
        put_marked(w, cluster);
        return;
    }
    const struct glyph *glyph = &w->run->glyphs[cluster->first];
    set_rise(w, -glyph->y);
    adjust(w, (int64_t)glyph->x * 1000);
    put_code(w, glyph->id, cluster->text, cluster->advance);
}

/* Clusters [0, count), whose text is given apart when the codes do not give it. */
static void put_clusters(struct run_writer *w, const struct cluster *clusters, size_t count)
{
    bool actual = count > 1 || clusters[0].actual;
    if (actual) {
        const struct cluster *last = &clusters[count - 1];
        const char *start = clusters[0].text.ptr;
        size_t size = (size_t)(last->text.ptr + last->text.size - start);
        close_array(w);
        buffer_puts(w->out, "/Span <</ActualText ");
        pdf_put_text(w->out, (struct text){start, size});
        buffer_puts(w->out, ">> BDC\n");
    }
    for (size_t i = 0; i < count; i++)
        put_cluster(w, &clusters[i]);
    if (actual) {
        close_array(w);
        buffer_puts(w->out, "EMC\n");
    }
}

/* Horizontal scaling in percent: `widen` 1/1000 more than the font's. */
static void put_widening(struct run_writer *w, int widen)
{
    if (widen == 0 && w->run->widen == 0)
        return;
    pdf_put_milli(w->out, 100 * (1000 + widen));
    buffer_puts(w->out, "Tz\n");
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

void pdf_run_paint(struct arena *scratch, struct pdf_canvas *canvas, struct pdf_subsets *subsets,
                   const struct run *run, mpt x, mpt y)
{
    if (run->glyph_count == 0 || run->size <= 0)
        return;
    struct run_writer w = {.out = canvas->out, .subsets = subsets, .run = run};
    size_t count = 0;
    const struct cluster *clusters = find_clusters(scratch, run, &count);
    pdf_set_fill(canvas, run->colour);
    buffer_puts(w.out, "BT\n");
    set_font(canvas, run);
    put_widening(&w, run->widen);
    pdf_put_point(canvas, x, y);
    buffer_puts(w.out, "Td\n");
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (clusters[end - 1].wide_gap)
            end++;
        put_clusters(&w, &clusters[i], end - i);
        i = end;
    }
    set_rise(&w, 0);
    close_array(&w);
    if (run->widen != 0)
        put_widening(&w, 0);
    buffer_puts(w.out, "ET\n");
}
