#include "document/chart.h"

#include "base/arena.h"
#include "document/chart_kinds.h"

const char *const COLOUR_NAMES[COLOUR_COUNT + 1] = {
    [COLOUR_NONE] = "none",
    [COLOUR_TEXT] = "text",
    [COLOUR_MUTED] = "muted",
    [COLOUR_PRIMARY] = "primary",
    [COLOUR_SECONDARY] = "secondary",
    [COLOUR_ACCENT] = "accent",
    [COLOUR_ACCENT_TEXT] = "accent-text",
    [COLOUR_GOOD] = "good",
    [COLOUR_PALE] = "pale",
    [COLOUR_ACCENT_PALE] = "accent-pale",
    [COLOUR_LINE] = "line",
    [COLOUR_PAPER] = "paper",
};

static mpt draw_kind(struct sketch *s, const struct chart *chart, mpt top)
{
    switch (chart->kind) {
    case CHART_SCORE:
        return chart_score(s, chart, top);
    case CHART_BARS:
        return chart_bars(s, chart, top);
    case CHART_METER:
        return chart_meter(s, chart, top);
    case CHART_BANDS:
        return chart_bands(s, chart, top);
    case CHART_RADAR:
        return chart_radar(s, chart, top);
    case CHART_HISTORY:
        return chart_history(s, chart, top);
    case CHART_RANGE:
        return chart_range(s, chart, top);
    case CHART_STACKED:
        return chart_stacked(s, chart, top);
    case CHART_STEPS:
        return chart_steps(s, chart, top);
    case CHART_KIND_COUNT:
        break;
    }
    return top;
}

const struct figure *chart_draw(struct arena *a, const struct chart *chart, mpt width,
                                struct measure measure)
{
    struct sketch sketch = {.arena = a, .measure = measure, .width = width};
    mpt top = sketch_title(&sketch, chart);
    mpt height = draw_kind(&sketch, chart, top);
    struct figure *figure = arena_alloc(a, sizeof *figure);
    *figure = (struct figure){
        .width = width,
        .height = height,
        .shapes = sketch.shapes,
        .shape_count = sketch.count,
        .title = chart->title,
        .alt = chart->alt,
    };
    return figure;
}

static bool is_full_width(uint32_t codepoint)
{
    bool half_width_kana = codepoint >= 0xFF61 && codepoint <= 0xFF9F;
    /* Japanese fonts draw signs such as ▲ ◎ − on a full em, though Unicode calls them ambiguous. */
    return codepoint >= 0x1100 && !half_width_kana;
}

/* Thousandths of an em, not below the widths of BIZ UDPGothic Bold, the widest of our fonts. */
static mpt estimate_advance(uint32_t codepoint)
{
    if (is_full_width(codepoint))
        return 1000;
    switch (codepoint) {
    case 'M':
    case 'W':
    case 'm':
    case '%':
    case '&':
    case '@':
        return 1000;
    case ' ':
    case ',':
    case '.':
    case ':':
    case ';':
    case '-':
    case '(':
    case ')':
        return 520;
    }
    return 800;
}

static mpt clamp(int64_t width)
{
    return width < INT32_MAX ? (mpt)width : INT32_MAX;
}

static void estimate_edges(const void *context, struct text text, mpt size, bool bold, mpt *left,
                           mpt *right)
{
    (void)context;
    (void)bold;
    int64_t width = 0;
    size_t offset = 0;
    right[0] = 0;
    while (offset < text.size) {
        size_t start = offset;
        uint32_t codepoint = text_next(text, &offset);
        left[start] = clamp(width);
        if (text_has_width(codepoint))
            width += (int64_t)size * estimate_advance(codepoint) / 1000;
        right[offset] = clamp(width);
    }
    left[text.size] = clamp(width);
}

static mpt estimate_width(const void *context, struct text text, mpt size, bool bold)
{
    (void)context;
    (void)bold;
    int64_t width = 0;
    size_t offset = 0;
    while (offset < text.size) {
        uint32_t codepoint = text_next(text, &offset);
        if (text_has_width(codepoint))
            width += (int64_t)size * estimate_advance(codepoint) / 1000;
    }
    return clamp(width);
}

struct measure measure_estimate(void)
{
    return (struct measure){.width = estimate_width, .edges = estimate_edges, .context = NULL};
}
