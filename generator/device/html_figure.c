/* A chart on screen: the drawing, and its values as a table for those who cannot see it. */
#include "device/html_parts.h"

#include "base/arena.h"
#include "device/device.h"
#include "document/chart.h"

/* Figures are drawn as wide as a phone's column and grow a little on larger screens (style.css), so
 * that their smallest type stays legible on both. */
static const mpt FIGURE_WIDTH = 260 * MPT_PT;

static void put_number(struct html *h, const struct chart *chart, int64_t value)
{
    if (value < 0)
        buffer_puts(h->out, "−");
    buffer_milli(h->out, value < 0 ? -value : value);
    markup_text(h->out, chart->unit);
}

static void put_value(struct html *h, const struct chart *chart, const struct chart_point *point)
{
    if (chart->kind != CHART_BANDS && !point->has_value)
        buffer_puts(h->out, "対象外");
    else if (point->text.size)
        markup_text(h->out, point->text);
    else
        put_number(h, chart, point->value);
    if (point->range.size) {
        buffer_puts(h->out, "（");
        markup_text(h->out, point->range);
        buffer_puts(h->out, "）");
    }
}

static bool has_notes(const struct chart *chart)
{
    for (size_t i = 0; i < chart->point_count; i++)
        if (chart->points[i].note.size)
            return true;
    return false;
}

static bool has_total(const struct chart *chart)
{
    return chart->kind == CHART_SCORE || chart->kind == CHART_BANDS;
}

/* In charts of points an accent is a weak spot. In others it is what to look at first, which the
 * words beside them say. */
static bool tells_weakness(const struct chart *chart)
{
    return chart->kind == CHART_SCORE || chart->kind == CHART_RADAR;
}

/* A row of the table with a computed value; `columns` = 3 leaves the note empty. */
static void put_extra_row(struct html *h, const struct chart *chart, struct text name,
                          int64_t value, int columns)
{
    buffer_puts(h->out, "<tr><td>");
    markup_text(h->out, name);
    buffer_puts(h->out, "</td><td class=\"end\">");
    put_number(h, chart, value);
    buffer_puts(h->out, columns == 3 ? "</td><td></td></tr>\n" : "</td></tr>\n");
}

static void put_point_row(struct html *h, const struct chart *chart,
                          const struct chart_point *point, int columns)
{
    buffer_puts(h->out, "<tr><td>");
    markup_text(h->out, point->label);
    if (point->weak && tells_weakness(chart))
        buffer_puts(h->out, "（弱いところ）");
    buffer_puts(h->out, "</td><td class=\"end\">");
    put_value(h, chart, point);
    if (columns == 3) {
        buffer_puts(h->out, "</td><td>");
        markup_text(h->out, point->note);
    }
    buffer_puts(h->out, "</td></tr>\n");
}

/* A part of a stacked bar under its total. */
static void put_part_row(struct html *h, const struct chart_part *part, int columns)
{
    buffer_puts(h->out, "<tr><td>　うち ");
    markup_text(h->out, part->label);
    buffer_puts(h->out, "</td><td class=\"end\">");
    markup_text(h->out, part->text);
    buffer_puts(h->out, columns == 3 ? "</td><td></td></tr>\n" : "</td></tr>\n");
}

static void put_parts(struct html *h, const struct chart_point *point, int columns)
{
    for (size_t i = 0; i < point->part_count; i++)
        if (point->parts[i].value > 0)
            put_part_row(h, &point->parts[i], columns);
}

static void put_table(struct html *h, const struct chart *chart)
{
    int columns = has_notes(chart) ? 3 : 2;
    buffer_puts(h->out, "<table>\n<thead><tr><th scope=\"col\">項目</th>"
                        "<th scope=\"col\" class=\"end\">値</th>");
    if (columns == 3)
        buffer_puts(h->out, "<th scope=\"col\">説明</th>");
    buffer_puts(h->out, "</tr></thead>\n<tbody>\n");
    if (has_total(chart))
        put_extra_row(h, chart, text_of("合計"), chart->total, columns);
    for (size_t i = 0; i < chart->point_count; i++) {
        put_point_row(h, chart, &chart->points[i], columns);
        put_parts(h, &chart->points[i], columns);
    }
    if (chart->mark >= 0)
        put_extra_row(h, chart, chart->mark_label.size ? chart->mark_label : text_of("目安"),
                      chart->mark, columns);
    buffer_puts(h->out, "</tbody>\n</table>\n");
}

void html_figure(struct html *h, const struct block *block)
{
    const struct chart *chart = block->chart;
    struct figure figure = *chart_draw(h->scratch, chart, FIGURE_WIDTH, measure_estimate());
    if (figure.title.size == 0)
        figure.title = h->heading;
    h->figures++;
    buffer_puts(h->out, "<figure class=\"chart\">\n");
    svg_write(&figure, text_format(h->scratch, "page-figure-%zu", h->figures), h->out);
    /* Steps have no values; their words are the description of the drawing. */
    if (chart->point_count > 0 && chart->kind != CHART_STEPS) {
        buffer_puts(h->out, "<details>\n<summary>数値を表で見る</summary>\n");
        put_table(h, chart);
        buffer_puts(h->out, "</details>\n");
    }
    buffer_puts(h->out, "</figure>\n");
}
