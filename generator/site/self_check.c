#include "site/self_check.h"

#include "base/json.h"
#include "device/device.h"
#include "model/catalog.h"
#include "site/self_check_form.h"

/* ---- the page from top to bottom ---- */

static void put_intro(const struct site *site, struct buffer *out)
{
    const struct sheet *sheet = site->sheet;
    page_put(out, "<h1 class=\"heading-1\">", sheet->name, "</h1>\n");
    page_put(out, "<p class=\"facts\">", sheet->edition, "");
    buffer_printf(out, "　全%zu問</p>\n", sheet->items.count);
    /* On paper: who filled it in. The script writes here what is typed below. */
    buffer_puts(out,
                "<p class=\"paper-head\">会社 <span class=\"blank\" data-from=\"name\"></span> "
                "答えた方 <span class=\"blank\" data-from=\"contact\"></span> "
                "日付 <span class=\"blank\" data-from=\"date\"></span></p>\n");
    page_put(out, "<p>", sheet->note, "</p>\n");
    buffer_puts(out,
                "<div class=\"box note screen-only\">\n"
                "<p>点はこの画面の中で計算します。答えも会社の名前も、どこにも送られません。"
                "紙でお答えになるときは、このページをそのまま印刷してください。</p>\n</div>\n"
                "<noscript><p class=\"box note\">いまはスクリプトが使えないため、計算ができません。"
                "印刷して、最後の「点を手で計算する」の表をお使いください。</p></noscript>\n");
}

static void put_points(const char *label, int64_t points, struct buffer *out)
{
    buffer_printf(out,
                  "<tr><th scope=\"row\">%s</th><td>%s%lld点 ×</td>"
                  "<td><span class=\"blank\"></span>問 ＝</td>"
                  "<td><span class=\"blank\"></span>点</td></tr>\n",
                  label, points < 0 ? "−" : "", (long long)(points < 0 ? -points : points));
}

/* What the script computes, for a pencil. */
static void put_by_hand(const struct sheet *sheet, struct buffer *out)
{
    long long yes = (long long)sheet->points.yes;
    buffer_puts(out, "<section class=\"by-hand\" aria-labelledby=\"page-by-hand\">\n"
                     "<h2 class=\"heading-2\" id=\"page-by-hand\">点を手で計算する</h2>\n"
                     "<div class=\"table\">\n<table>\n<tbody>\n");
    put_points(answer_label(ANSWER_YES), sheet->points.yes, out);
    put_points(answer_label(ANSWER_PARTLY), sheet->points.partly, out);
    put_points(answer_label(ANSWER_NO), sheet->points.no, out);
    put_points(answer_label(ANSWER_UNKNOWN), sheet->points.unknown, out);
    if (sheet->not_applicable == NOT_APPLICABLE_FULL)
        put_points(answer_label(ANSWER_NOT_APPLICABLE), sheet->points.yes, out);
    buffer_puts(out, "<tr class=\"sum\"><th scope=\"row\">合計</th><td></td><td></td>"
                     "<td><span class=\"blank\"></span>点</td></tr>\n</tbody>\n</table>\n</div>\n");
    long long most = yes * (long long)sheet->items.count;
    if (sheet->not_applicable == NOT_APPLICABLE_RESCALE)
        buffer_printf(out,
                      "<p>「%s」がなければ、合計を%lldで割って100を掛けた数が点です。"
                      "あるときは、%lldのかわりに「%lld ×（%zu − 対象外の数）」で割ります。"
                      "1点に満たない分は四捨五入します。</p>\n",
                      answer_label(ANSWER_NOT_APPLICABLE), most, most, yes, sheet->items.count);
    else
        buffer_printf(out, "<p>合計を%lldで割って100を掛けた数が点です。</p>\n", most);
    buffer_puts(out, "</section>\n");
}

static void put_bands(const struct sheet *sheet, struct buffer *out)
{
    const struct sheet_band *bands = sheet->bands.items;
    buffer_printf(out,
                  "<section class=\"bands\" aria-labelledby=\"page-bands\">\n"
                  "<h2 class=\"heading-2\" id=\"page-bands\">点の見方</h2>\n"
                  "<p>合格の目安は%lld点です。</p>\n<dl>\n",
                  (long long)sheet->pass);
    for (size_t i = 0; i < sheet->bands.count; i++) {
        buffer_puts(out, "<div><dt>");
        if (i + 1 == sheet->bands.count && i > 0)
            buffer_printf(out, "%lld点より下", (long long)bands[i - 1].from);
        else if (bands[i].from == 100)
            buffer_puts(out, "100点");
        else
            buffer_printf(out, "%lld点から", (long long)bands[i].from);
        page_put(out, "　", bands[i].name, "");
        page_put(out, "</dt><dd>", bands[i].text, "</dd></div>\n");
    }
    buffer_puts(out, "</dl>\n</section>\n");
}

/* Filled by self-check.js; what changes while one answers is said by the status alone. */
static void put_result(struct buffer *out)
{
    buffer_puts(out, "<section class=\"result\" aria-labelledby=\"page-result\">\n"
                     "<h2 class=\"heading-2\" id=\"page-result\" tabindex=\"-1\">結果</h2>\n"
                     "<p role=\"status\" class=\"result-status\">"
                     "答えを選ぶと、ここに結果が出ます。</p>\n"
                     "<p class=\"result-open\" hidden></p>\n"
                     "<div class=\"result-body\" hidden></div>\n</section>\n");
}

static void put_save(struct buffer *out)
{
    buffer_puts(out,
                "<section class=\"save\" aria-labelledby=\"page-save\">\n"
                "<h2 class=\"heading-2\" id=\"page-save\">残す、渡す</h2>\n"
                "<p class=\"buttons\"><button type=\"button\" class=\"print\">印刷する</button> "
                "<button type=\"button\" class=\"clear\">答えをすべて消す</button></p>\n"
                "<p><label class=\"keep-answers\"><input type=\"checkbox\" name=\"keep\"> "
                "<span>この機器に残す（次に開いたとき、続きから答えられます）</span></label></p>\n"
                "<p class=\"small\">はずすか「答えをすべて消す」を押すと、残した分も消えます。"
                "ほかの人も使うパソコンでは、残さないでください。</p>\n"
                "<fieldset class=\"firm\">\n<legend>IT会社に渡すファイル</legend>\n"
                "<p>会社のことを書くと、答えと一緒に1つのファイルに保存できます。"
                "相談するIT会社にお渡しください。書かなくても、点の計算はできます。</p>\n");
    self_check_form_firm(out);
    /* Disabled until the script takes over: Enter must never send a form into an address. */
    buffer_puts(
        out, "<p class=\"buttons\">"
             "<button type=\"submit\" class=\"download\" disabled>ファイルに保存する</button></p>\n"
             "<div class=\"save-status\" role=\"alert\"></div>\n</fieldset>\n</section>\n");
}

static void put_contact(const struct site *site, struct buffer *out)
{
    const struct vendor *vendor = site->vendor;
    buffer_puts(out, "<section class=\"box card\" aria-label=\"ご相談先\">\n"
                     "<p class=\"box-title\">ご相談ください</p>\n<p>");
    page_put(out, "", vendor->name, "");
    page_put(out, "　", vendor->department, "");
    page_put(out, "　", vendor->person, "");
    buffer_puts(out, "</p>\n");
    page_put(out, "<p>電話　<a class=\"nowrap\" href=\"tel:", vendor->phone, "\">");
    page_put(out, "", vendor->phone, "</a>");
    page_put(out, "（", vendor->hours, "）");
    buffer_puts(out, vendor->phone.size > 0 ? "</p>\n" : "");
    page_put(out, "<p>緊急のとき　<a class=\"nowrap\" href=\"tel:", vendor->emergency, "\">");
    page_put(out, "", vendor->emergency, "</a></p>\n");
    page_put(out, "<p>メール　<a href=\"mailto:", vendor->email, "\">");
    page_put(out, "", vendor->email, "</a></p>\n");
    buffer_puts(out, "</section>\n");
}

/* ---- data for the script ---- */

static void json_pair(struct json *j, const char *key, struct text value)
{
    json_key(j, text_of(key));
    json_text(j, value);
}

static void json_number(struct json *j, const char *key, int64_t value)
{
    json_key(j, text_of(key));
    json_int(j, value);
}

static void put_points_data(const struct sheet *sheet, struct json *j)
{
    json_key(j, text_of("points"));
    json_object_begin(j);
    json_number(j, "yes", sheet->points.yes);
    json_number(j, "partly", sheet->points.partly);
    json_number(j, "no", sheet->points.no);
    json_number(j, "unknown", sheet->points.unknown);
    json_object_end(j);
}

static void put_lists_data(const struct sheet *sheet, struct json *j)
{
    const struct sheet_band *bands = sheet->bands.items;
    json_key(j, text_of("bands"));
    json_array_begin(j);
    for (size_t i = 0; i < sheet->bands.count; i++) {
        json_object_begin(j);
        json_number(j, "from", bands[i].from);
        json_pair(j, "name", bands[i].name);
        json_pair(j, "text", bands[i].text);
        json_object_end(j);
    }
    json_array_end(j);
    const struct sheet_category *categories = sheet->categories.items;
    json_key(j, text_of("categories"));
    json_array_begin(j);
    for (size_t i = 0; i < sheet->categories.count; i++) {
        json_object_begin(j);
        json_pair(j, "id", categories[i].id);
        json_pair(j, "name", categories[i].name);
        json_object_end(j);
    }
    json_array_end(j);
}

static const char *doer_label(enum doer doer)
{
    static const char *const LABELS[] = {
        [DOER_CLIENT] = "会社", [DOER_VENDOR] = "IT会社", [DOER_BOTH] = "会社とIT会社"};
    return LABELS[doer];
}

static void put_item_data(const struct site *site, const struct sheet_item *item, struct json *j)
{
    json_object_begin(j);
    json_pair(j, "number", item->number);
    json_pair(j, "category", item->category);
    json_pair(j, "title", item->title);
    json_pair(j, "first_step", item->first_step);
    json_pair(j, "doer", text_of(doer_label((enum doer)item->doer)));
    json_number(j, "priority", item->priority);
    const struct guide_chapter *chapter = guide_find(site->guide, item->topic);
    if (chapter)
        json_pair(j, "file", site->files[page_chapter_index(site, chapter)]);
    json_object_end(j);
}

/* A script, as a page opened from a folder may not read data. */
static bool write_data(struct site *site, struct diag *d)
{
    const struct sheet *sheet = site->sheet;
    struct buffer script = {0};
    buffer_puts(&script, "mamorigami.sheet = ");
    struct json j = json_new(&script);
    json_object_begin(&j);
    json_pair(&j, "id", sheet->id);
    json_number(&j, "pass", sheet->pass);
    json_pair(&j, "not_applicable",
              text_of(sheet->not_applicable == NOT_APPLICABLE_FULL ? "full" : "rescale"));
    json_pair(&j, "vendor", site->vendor->name);
    put_points_data(sheet, &j);
    put_lists_data(sheet, &j);
    json_key(&j, text_of("items"));
    json_array_begin(&j);
    const struct sheet_item *items = sheet->items.items;
    for (size_t i = 0; i < sheet->items.count; i++)
        put_item_data(site, &items[i], &j);
    json_array_end(&j);
    json_object_end(&j);
    buffer_puts(&script, ";\n");
    bool good = output_write(&site->output, "self-check-data.js", buffer_text(&script), d);
    buffer_free(&script);
    return good;
}

/* ---- all ---- */

static bool add_to_index(struct site *site, struct diag *d)
{
    struct index_page page = {.file = text_of(SELF_CHECK_FILE), .title = site->sheet->name};
    index_begin(&site->index, &page);
    index_words(&site->index, site->sheet->note);
    return index_end(&site->index, d);
}

bool self_check_write(struct site *site, struct diag *d)
{
    if (!site->sheet)
        return true;
    struct buffer body = {0};
    put_intro(site, &body);
    buffer_puts(&body, "<form id=\"page-check\" class=\"check\" autocomplete=\"off\">\n");
    self_check_form_questions(site, &body);
    put_result(&body);
    put_by_hand(site->sheet, &body);
    put_bands(site->sheet, &body);
    put_save(&body);
    buffer_puts(&body, "</form>\n");
    put_contact(site, &body);
    buffer_puts(&body, "<script src=\"self-check-data.js\" defer></script>\n"
                       "<script src=\"score.js\" defer></script>\n"
                       "<script src=\"self-check.js\" defer></script>\n");
    struct site_page page = {
        .file = SELF_CHECK_FILE,
        .title = site->sheet->name,
        .description =
            text_of("会社の守りを自分で点検できます。点と、先に直すことがその場でわかります。")};
    bool good = page_write(site, &page, buffer_text(&body), d);
    buffer_free(&body);
    good = write_data(site, d) && good;
    return add_to_index(site, d) && good;
}
