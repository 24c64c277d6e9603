#include "device/pdf_meta.h"

#include "device/device.h"
#include "device/pdf_object.h"
#include "device/pdf_syntax.h"

static const char creator[] = "mamorigami";
static const char producer[] = "libHaru, HarfBuzz";

static void put_entry(struct buffer *b, const char *key, struct text value)
{
    if (value.size == 0)
        return;
    buffer_printf(b, "/%s ", key);
    pdf_put_text(b, value);
    buffer_byte(b, '\n');
}

/* Documents have a day but no hour; midnight in Japan stands for it. */
static void write_info(const struct document *document, struct pdf_file *file)
{
    struct buffer *b = &pdf_file_info(file)->body;
    put_entry(b, "Title", document->title);
    put_entry(b, "Author", document->author);
    put_entry(b, "Subject", document->subject);
    put_entry(b, "Creator", text_of(creator));
    put_entry(b, "Producer", text_of(producer));
    struct date date = document->date;
    if (date.year > 0)
        buffer_printf(b, "/CreationDate (D:%04d%02d%02d000000+09'00')\n", date.year, date.month,
                      date.day);
}

/* XMP Specification Part 1, 7.5 to 7.9: a language alternative, a sequence or a plain value. */
static void put_property(struct buffer *b, const char *before, struct text value, const char *after)
{
    if (value.size == 0)
        return;
    buffer_puts(b, before);
    markup_text(b, value);
    buffer_puts(b, after);
}

static void put_description(struct buffer *b, const struct document *document, bool accessible)
{
    put_property(b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title,
                 "</rdf:li></rdf:Alt></dc:title>\n");
    put_property(b, "<dc:creator><rdf:Seq><rdf:li>", document->author,
                 "</rdf:li></rdf:Seq></dc:creator>\n");
    put_property(b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->subject,
                 "</rdf:li></rdf:Alt></dc:description>\n");
    buffer_puts(b, "<dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>\n");
    put_property(b, "<xmp:CreatorTool>", text_of(creator), "</xmp:CreatorTool>\n");
    put_property(b, "<pdf:Producer>", text_of(producer), "</pdf:Producer>\n");
    struct date date = document->date;
    if (date.year > 0)
        buffer_printf(b, "<xmp:CreateDate>%04d-%02d-%02dT00:00:00+09:00</xmp:CreateDate>\n",
                      date.year, date.month, date.day);
    if (accessible) /* ISO 14289-1, clause 5 */
        buffer_puts(b, "<pdfuaid:part>1</pdfuaid:part>\n");
}

static void write_xmp(const struct document *document, bool accessible, struct pdf_file *file)
{
    struct buffer b = {0};
    buffer_puts(&b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                    "<rdf:Description rdf:about=\"\""
                    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
    put_description(&b, document, accessible);
    buffer_puts(&b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    struct pdf_object *stream = pdf_stream_new(file);
    buffer_puts(&stream->body, "/Type /Metadata /Subtype /XML\n");
    pdf_stream_fill_plain(file, stream, buffer_text(&b));
    buffer_printf(&pdf_file_catalog(file)->body, "/Metadata %u 0 R\n", stream->number);
    buffer_free(&b);
}

void pdf_meta_write(const struct document *document, bool accessible, struct pdf_file *file)
{
    write_info(document, file);
    write_xmp(document, accessible, file);
    buffer_puts(&pdf_file_catalog(file)->body,
                "/Lang (ja-JP)\n/ViewerPreferences <</DisplayDocTitle true>>\n"
                "/PageLabels <</Nums [0 <</S /D>>]>>\n");
}
