/* page.c -- the portfolio as one page: head, key numbers, sections, what could not be read. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "device/device.h"
#include "device/shell.h"
#include "document/chart.h"
#include "model/score.h"
#include "portfolio/distribution.h"
#include "portfolio/page_parts.h"
#include "portfolio/write.h"

static const mpt CHART_WIDTH = 260 * MPT_PT; /* as in client documents: legible on phones */

/* --- hints ----------------------------------------------------------------------------------- */

static void put_hint(struct screen *page, enum hint hint, size_t count)
{
    struct buffer *out = page->out;
    buffer_printf(out, "<section class=\"hint\">\n<h3>%s：%zu社</h3>\n<p>%s</p>\n",
                  hint_label(hint), count, hint_advice(hint));
    buffer_printf(out, "<details%s>\n<summary>お客様の名前</summary>\n<ul>\n",
                  count <= 5 ? " open" : "");
    for (size_t i = 0; i < page->portfolio->count; i++) {
        const struct portfolio_row *row = &page->portfolio->rows[i];
        if (!row->counted || !(row->hints & 1u << hint))
            continue;
        buffer_puts(out, "<li><a href=\"#");
        page_anchor(page, row);
        buffer_puts(out, "\">");
        markup_text(out, row->name);
        buffer_puts(out, "</a></li>\n");
    }
    buffer_puts(out, "</ul>\n</details>\n</section>\n");
}

void page_hints(struct screen *page)
{
    bool any = false;
    for (int hint = 0; hint < HINT_COUNT; hint++) {
        size_t count = portfolio_hinted(page->portfolio, (enum hint)hint);
        if (count == 0)
            continue;
        if (!any)
            buffer_puts(page->out, "<h2 class=\"heading-2\" id=\"hints\">提案の手がかり</h2>\n"
                                   "<div class=\"hints\">\n");
        any = true;
        put_hint(page, (enum hint)hint, count);
    }
    if (any)
        buffer_puts(page->out, "</div>\n");
}

/* --- charts ---------------------------------------------------------------------------------- */

static struct chart make_chart(struct arena *a, const struct distribution *d)
{
    struct chart chart = {.kind = CHART_BARS, .unit = text_of(d->unit), .mark = -1};
    struct chart_point *points = arena_array(a, d->count, sizeof *points);
    struct buffer alt = {0};
    buffer_printf(&alt, "%s。", d->title);
    for (size_t i = 0; i < d->count; i++) {
        const struct distribution_row *row = &d->rows[i];
        int64_t length = row->value > 0 ? row->value : 0; /* a mean may be below 0 */
        points[i] = (struct chart_point){
            .label = row->label,
            .note = row->note,
            .value = 1000 * length,
            .has_value = true,
            .text = text_format(a, "%lld%s", (long long)row->value, d->unit),
        };
        buffer_printf(&alt, "%s%.*s %lld%s", i ? "、" : "", (int)row->label.size, row->label.ptr,
                      (long long)row->value, d->unit);
    }
    chart.points = points;
    chart.point_count = d->count;
    chart.alt = text_copy(a, buffer_text(&alt));
    buffer_free(&alt);
    return chart;
}

static void put_chart_table(struct screen *page, const struct distribution *d)
{
    struct buffer *out = page->out;
    bool notes = d->count > 0 && d->rows[0].note.size > 0;
    buffer_printf(
        out,
        "<details>\n<summary>数字の表</summary>\n<table>\n<thead><tr>"
        "<th scope=\"col\">%s</th><th scope=\"col\" class=\"end\">%s</th>%s</tr></thead>\n"
        "<tbody>\n",
        d->label, d->value, notes ? "<th scope=\"col\" class=\"end\">会社の数</th>" : "");
    for (size_t i = 0; i < d->count; i++) {
        buffer_puts(out, "<tr><td>");
        markup_text(out, d->rows[i].label);
        buffer_puts(out, "</td><td class=\"end\">");
        buffer_put(out, count_format(page->scratch, d->rows[i].value));
        buffer_puts(out, d->unit);
        if (notes) {
            buffer_puts(out, "</td><td class=\"end\">");
            markup_text(out, d->rows[i].note);
        }
        buffer_puts(out, "</td></tr>\n");
    }
    buffer_puts(out, "</tbody>\n</table>\n</details>\n");
}

static void put_chart(struct screen *page, enum distribution_kind kind)
{
    struct distribution d = distribution_make(page->scratch, page->portfolio, kind);
    if (d.count == 0)
        return;
    struct chart chart = make_chart(page->scratch, &d);
    struct figure figure = *chart_draw(page->scratch, &chart, CHART_WIDTH, measure_estimate());
    figure.title = text_of(d.title);
    buffer_printf(page->out,
                  "<section>\n<h3 class=\"heading-3\">%s</h3>\n<p class=\"small\">%s</p>\n"
                  "<figure class=\"chart\">\n",
                  d.title, d.sentence);
    svg_write(&figure, text_format(page->scratch, "page-figure-%d", (int)kind + 1), page->out);
    put_chart_table(page, &d);
    buffer_puts(page->out, "</figure>\n</section>\n");
}

void page_charts(struct screen *page)
{
    if (page->portfolio->counted == 0)
        return;
    buffer_puts(page->out, "<h2 class=\"heading-2\" id=\"charts\">お客様の分かれ方</h2>\n"
                           "<div class=\"charts\">\n");
    for (int kind = 0; kind < DISTRIBUTION_COUNT; kind++)
        put_chart(page, (enum distribution_kind)kind);
    buffer_puts(page->out, "</div>\n");
}

/* --- head and foot --------------------------------------------------------------------------- */

static void put_secret(struct screen *page)
{
    buffer_puts(page->out, "<p class=\"secret\">社内用・お客様に渡さない</p>\n");
}

static void put_header(struct screen *page)
{
    const struct portfolio *portfolio = page->portfolio;
    buffer_puts(page->out, "<header class=\"page-head\">\n");
    put_secret(page);
    buffer_puts(page->out, "<h1>お客様の一覧</h1>\n<dl>\n<div><dt>作成</dt><dd>");
    markup_text(page->out, portfolio->vendor);
    buffer_puts(page->out, "</dd></div>\n");
    if (portfolio->date.year) {
        buffer_puts(page->out, "<div><dt>基準の日</dt><dd>");
        buffer_put(page->out, date_format(page->scratch, portfolio->date));
        buffer_puts(page->out,
                    portfolio->date_given ? "（指定）" : "（いちばん新しい診断か訪問の日）");
        buffer_puts(page->out, "</dd></div>\n");
    }
    buffer_puts(page->out, "</dl>\n");
    if (portfolio->fictional == portfolio->count && portfolio->count > 0)
        buffer_puts(page->out, "<p class=\"sample\">すべて架空のお客様です（見本）</p>\n");
    else if (portfolio->fictional > 0)
        buffer_printf(
            page->out,
            "<p>架空の見本が%zu社あります。一覧にはのせ、数と図には入れていません。</p>\n",
            portfolio->fictional);
    buffer_puts(page->out, "</header>\n");
}

static void put_key(struct screen *page, const char *label, int64_t value, const char *unit)
{
    buffer_printf(page->out, "<div><dt>%s</dt><dd>", label);
    buffer_put(page->out, count_format(page->scratch, value));
    buffer_printf(page->out, "<small>%s</small></dd></div>\n", unit);
}

static void put_keys(struct screen *page)
{
    const struct portfolio *portfolio = page->portfolio;
    int64_t below = 0;
    int64_t open = 0;
    for (size_t i = 0; i < portfolio->count; i++) {
        below += portfolio->rows[i].counted && !portfolio->rows[i].passed;
        open += portfolio->rows[i].counted && portfolio->rows[i].open_tasks > 0;
    }
    buffer_puts(page->out, "<dl class=\"key\">\n");
    put_key(page, "お客様", (int64_t)portfolio->counted, "社");
    if (portfolio->counted > 0) {
        put_key(page, "点数のまん中", portfolio_median(portfolio), "点");
        put_key(page, "合格の目安より下", below, "社");
        put_key(page, "役割のすき間がある", open, "社");
        put_key(page, "1年以上、診断なし", (int64_t)portfolio_hinted(portfolio, HINT_OLD), "社");
    }
    if (portfolio->failure_count > 0)
        put_key(page, "読めないファイル", (int64_t)portfolio->failure_count, "件");
    buffer_puts(page->out, "</dl>\n");
}

static void put_failures(struct screen *page)
{
    const struct portfolio *portfolio = page->portfolio;
    if (portfolio->failure_count == 0)
        return;
    buffer_puts(page->out, "<h2 class=\"heading-2\" id=\"failures\">読めないファイル</h2>\n"
                           "<p class=\"text\">まちがいがあるため、一覧にも数にも入っていません。"
                           "直してから、もう一度作ってください。</p>\n<ul class=\"failures\">\n");
    for (size_t i = 0; i < portfolio->failure_count; i++) {
        const struct portfolio_failure *failure = &portfolio->failures[i];
        buffer_puts(page->out, "<li><strong>");
        markup_text(page->out, failure->file);
        buffer_puts(page->out, "</strong><pre>");
        for (size_t n = 0; n < failure->note_count; n++)
            markup_text(page->out, failure->notes[n].text);
        buffer_puts(page->out, "</pre></li>\n");
    }
    buffer_puts(page->out, "</ul>\n");
}

static void put_footer(struct screen *page)
{
    buffer_puts(page->out, "<footer class=\"page-foot\">\n"
                           "<p>点数、心配、被害の目安、計画は、お客様ごとの文書と同じ計算です。"
                           "「1年」は基準の日から数えます。"
                           "点数のまん中は、点の順に並べたとき中央に来る点数です。"
                           "問いの版がちがう診断どうしの差は出していません。</p>\n");
    put_secret(page);
    buffer_puts(page->out, "</footer>\n");
}

/* --- the page -------------------------------------------------------------------------------- */

/* What the shell's places are filled with. */
struct filling {
    struct screen page;
    const struct portfolio_look *look;
    struct text style; /* whole, because the head has its hash */
};

static void put_hash(struct filling *filling, struct text content)
{
    struct hash hash = hash_of(content);
    buffer_put(filling->page.out, hash_base64(filling->page.scratch, &hash));
}

static void fill_style(void *context)
{
    const struct filling *filling = context;
    buffer_put(filling->page.out, filling->style);
}

static void fill_script(void *context)
{
    const struct filling *filling = context;
    buffer_put(filling->page.out, filling->look->script->text);
}

static void fill_style_hash(void *context)
{
    struct filling *filling = context;
    put_hash(filling, filling->style);
}

static void fill_script_hash(void *context)
{
    struct filling *filling = context;
    put_hash(filling, filling->look->script->text);
}

static void fill_body(void *context)
{
    struct filling *filling = context;
    struct screen *page = &filling->page;
    buffer_puts(page->out, "<a class=\"skip\" href=\"#all\">一覧へ移動</a>\n");
    put_header(page);
    buffer_puts(page->out, "<main id=\"page-main\">\n");
    put_keys(page);
    put_failures(page);
    page_hints(page);
    page_table(page);
    page_charts(page);
    buffer_puts(page->out, "</main>\n");
    put_footer(page);
}

static const struct place PLACES[] = {
    {"@stylehash@", fill_style_hash}, {"@scripthash@", fill_script_hash},
    {"@style@", fill_style},          {"@body@", fill_body},
    {"@script@", fill_script},
};
enum { PLACE_COUNT = sizeof PLACES / sizeof *PLACES };

/* The browser ends an element at the first "</style" or "</script" and hashes what came before. */
static bool check_ending(const struct source *source, const char *tag, struct diag *d)
{
    size_t start = text_find(source->text, tag, 0);
    if (start == SIZE_MAX)
        return true;
    return diag_add(d, MSG_TEMPLATE, (struct span){source, start, start + 1}, "%s", tag);
}

bool portfolio_page(struct arena *scratch, const struct portfolio *portfolio,
                    const struct portfolio_look *look, struct buffer *out, struct diag *d)
{
    bool good = check_ending(look->style, "</", d);
    good = check_ending(look->own, "</", d) && good;
    good = check_ending(look->script, "</", d) && good;
    if (!shell_check(look->shell, PLACES, PLACE_COUNT, d) || !good)
        return false;
    struct buffer style = {0};
    html_colours(look->theme, &style);
    buffer_put(&style, look->style->text);
    buffer_put(&style, look->own->text);
    struct filling filling = {.page = {scratch, portfolio, out},
                              .look = look,
                              .style = text_copy(scratch, buffer_text(&style))};
    buffer_free(&style);
    shell_fill(look->shell, PLACES, PLACE_COUNT, &filling, out);
    return true;
}
