#include "site/self_check_form.h"

#include "device/device.h"
#include "model/client.h"
#include "model/client_schema.h"

/* ---- questions ---- */

static void put_choice(const struct sheet *sheet, const struct sheet_item *item, enum answer answer,
                       struct buffer *out)
{
    bool counts;
    long long points = (long long)sheet_points_of(sheet, answer, &counts);
    page_put(out, "<label><input type=\"radio\" name=\"answer-", item->number, "");
    buffer_printf(out, "\" value=\"%s\"> <span>%s",
                  answer == ANSWER_NOT_APPLICABLE ? "na" : answer_word(answer),
                  answer_label(answer));
    if (counts)
        buffer_printf(out, " <span class=\"points\">%s%lld点</span>", points < 0 ? "−" : "",
                      points < 0 ? -points : points);
    buffer_puts(out, "</span></label>\n");
}

/* Why it is asked, an example, and the chapter: read by those who hesitate. */
static void put_help(const struct site *site, const struct sheet_item *item, struct buffer *out)
{
    buffer_puts(out, "<details>\n<summary>なぜ聞くのか、たとえばどうするか</summary>\n");
    page_put(out, "<p>", item->aim, "</p>\n");
    page_put(out, "<p>たとえば、", item->example, "</p>\n");
    page_put(out, "<p>していないと、", item->if_no, "</p>\n");
    const struct guide_chapter *chapter = guide_find(site->guide, item->topic);
    if (chapter) {
        page_put(out, "<p><a href=\"", site->files[page_chapter_index(site, chapter)], "\">");
        page_put(out, "くわしくは「", chapter->title, "」へ</a></p>\n");
    }
    buffer_puts(out, "</details>\n");
}

static void put_reason(const struct sheet_item *item, struct buffer *out)
{
    page_put(out, "<p class=\"reason\"><label for=\"page-reason-", item->number, "\">");
    page_put(out, "<span class=\"reason-of\">対象外の</span>理由<span class=\"hidden\">（問",
             item->number, "）</span></label> ");
    page_put(out, "<input type=\"text\" id=\"page-reason-", item->number, "\"");
    page_put(out, " name=\"reason-", item->number,
             "\" maxlength=\"80\" autocomplete=\"off\"></p>\n");
}

static void put_question(const struct site *site, const struct sheet_item *item, struct buffer *out)
{
    page_put(out, "<fieldset class=\"question\" id=\"page-item-", item->number, "\">\n");
    page_put(out, "<legend><span class=\"number\">", item->number, "</span> ");
    page_put(out, "<span class=\"question-title\">", item->title, "</span> ");
    page_put(out, "<span class=\"question-words\">", item->question, "</span></legend>\n");
    buffer_puts(out, "<div class=\"choices\">\n");
    for (enum answer answer = ANSWER_YES; answer <= ANSWER_NOT_APPLICABLE; answer++) {
        bool asked = !item->yes_no || (answer != ANSWER_PARTLY && answer != ANSWER_UNKNOWN);
        if (asked)
            put_choice(site->sheet, item, answer, out);
    }
    buffer_puts(out, "</div>\n");
    put_reason(item, out);
    put_help(site, item, out);
    buffer_puts(out, "</fieldset>\n");
}

void self_check_form_questions(const struct site *site, struct buffer *out)
{
    const struct sheet_item *items = site->sheet->items.items;
    for (size_t i = 0; i < site->sheet->items.count; i++)
        put_question(site, &items[i], out);
}

/* ---- the firm ---- */

static const char *trade_text(int word)
{
    return trade_label((enum trade)word);
}

static const char *contract_text(int word)
{
    return contract_label((enum contract_kind)word);
}

static const char *backup_text(int word)
{
    return backup_label((enum backup_kind)word);
}

static const char *remote_text(int word)
{
    return remote_label((enum remote_access)word);
}

static const char *website_text(int word)
{
    return website_label((enum website_kind)word);
}

/* A field is a line of words, a number ("unit" stands behind it), a date or a choice of words.
 * Lengths are those of client_schema.c; a browser counts UTF-16 units, which are never fewer. */
struct firm_field {
    const char *key;
    const char *label;
    int length;       /* most signs; 0 = not a line of words */
    const char *unit; /* of a number; NULL = not a number */
    const char *const *words;
    const char *(*text)(int word);
    int first; /* the word chosen at first; -1 = none */
    bool required;
    const char *autocomplete;
};

static const struct firm_field FIRM_FIELDS[] = {
    {.key = "name",
     .label = "会社の名前",
     .length = 80,
     .required = true,
     .autocomplete = "organization"},
    {.key = "trade",
     .label = "業種",
     .words = TRADE_WORDS,
     .text = trade_text,
     .first = -1,
     .required = true},
    {.key = "business",
     .label = "仕事の内容（例：金属部品の加工）",
     .length = 60,
     .required = true},
    {.key = "employees", .label = "働く人の数", .unit = "人", .required = true},
    {.key = "region",
     .label = "所在地（都道府県）",
     .length = 40,
     .autocomplete = "address-level1"},
    {.key = "contact", .label = "答えた方のお名前", .length = 60, .autocomplete = "name"},
    {.key = "date", .label = "答えた日", .autocomplete = "off"},
    {.key = "pcs", .label = "パソコン（ノートも含む）", .unit = "台"},
    {.key = "notebooks", .label = "そのうち、ノートパソコン", .unit = "台"},
    {.key = "servers", .label = "サーバ", .unit = "台"},
    {.key = "backup",
     .label = "バックアップの置き場",
     .words = BACKUP_WORDS,
     .text = backup_text,
     .first = BACKUP_UNKNOWN},
    {.key = "remote_access",
     .label = "社外からのつなぎ方",
     .words = REMOTE_WORDS,
     .text = remote_text,
     .first = REMOTE_UNKNOWN},
    {.key = "website",
     .label = "ホームページ",
     .words = WEBSITE_WORDS,
     .text = website_text,
     .first = WEBSITE_NONE},
    {.key = "contract",
     .label = "いまの契約",
     .words = CONTRACT_WORDS,
     .text = contract_text,
     .first = CONTRACT_NONE},
};

static void put_words(const struct firm_field *field, struct buffer *out)
{
    buffer_printf(out, "<select id=\"page-firm-%s\" name=\"%s\"%s>\n", field->key, field->key,
                  field->required ? " aria-required=\"true\"" : "");
    if (field->first < 0)
        buffer_puts(out, "<option value=\"\">選んでください</option>\n");
    for (int word = 0; field->words[word]; word++)
        buffer_printf(out, "<option value=\"%s\"%s>%s</option>\n", field->words[word],
                      word == field->first ? " selected" : "", field->text(word));
    buffer_puts(out, "</select>");
}

/* Not type="number": Japanese keyboards give full-width digits, which that field drops. */
static void put_line(const struct firm_field *field, struct buffer *out)
{
    buffer_printf(out, "<input id=\"page-firm-%s\" name=\"%s\"", field->key, field->key);
    if (field->unit)
        buffer_puts(out, " type=\"text\" inputmode=\"numeric\" maxlength=\"12\" class=\"figure\"");
    else if (field->length > 0)
        buffer_printf(out, " type=\"text\" maxlength=\"%d\"", field->length);
    else
        buffer_puts(out, " type=\"date\"");
    if (field->required)
        buffer_puts(out, " aria-required=\"true\"");
    buffer_printf(out, " autocomplete=\"%s\">", field->autocomplete ? field->autocomplete : "off");
}

void self_check_form_firm(struct buffer *out)
{
    for (size_t i = 0; i < sizeof FIRM_FIELDS / sizeof *FIRM_FIELDS; i++) {
        const struct firm_field *field = &FIRM_FIELDS[i];
        buffer_printf(out, "<div class=\"firm-field\">\n<label for=\"page-firm-%s\">%s%s</label>\n",
                      field->key, field->label, field->required ? "（必要）" : "");
        if (field->words)
            put_words(field, out);
        else
            put_line(field, out);
        if (field->unit)
            buffer_printf(out, " %s", field->unit);
        buffer_puts(out, "\n</div>\n");
    }
}
