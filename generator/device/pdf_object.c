#include "device/pdf_object.h"

#include "base/arena.h"
#include "device/pdf_save.h"

#include <hpdf.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    DEFLATE_LEVEL = 6,  /* of pictures */
    PACK_ROOM = 1 << 16 /* bytes that the dictionaries of most files stay below */
};

struct pdf_file {
    struct arena *arena;
    HPDF_Doc document;
    HPDF_Stream writer; /* hands libharu's bytes to `pack` */
    const struct syntax_coder *coder;
    struct pdf_saver *saver;
    struct pdf_object *first, *last; /* in the order of their making */
    unsigned last_number;
    struct pdf_object *catalog;
    struct pdf_object *info;
    struct pdf_packed *packed; /* dictionaries, one behind the other in `pack` */
    size_t packed_count;
    struct buffer pack;
    struct pdf_error error;
};

static _Noreturn void die_out_of_memory(void)
{
    fputs("mamorigami: out of memory\n", stderr);
    exit(2);
}

/* With an allocator that cannot fail, HPDF_New cannot fail either. */
static void *allocate(HPDF_UINT size)
{
    void *memory = malloc(size);
    if (!memory)
        die_out_of_memory();
    return memory;
}

static void note_error(HPDF_STATUS number, HPDF_STATUS detail, void *context)
{
    struct pdf_file *file = context;
    if (file->error.number || file->error.what)
        return;
    file->error = (struct pdf_error){.number = number, .detail = detail};
}

static HPDF_STATUS take_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    struct pdf_file *file = stream->attr;
    buffer_put(&file->pack, (struct text){(const char *)bytes, size});
    return HPDF_OK;
}

static HPDF_STATUS write_entries(HPDF_Stream stream, const struct pdf_object *object)
{
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)object->body.ptr,
                             (HPDF_UINT)object->body.size);
}

/* libharu calls these between the entries it knows and ">>". */
static HPDF_STATUS write_body(HPDF_Dict dictionary, HPDF_Stream stream)
{
    return write_entries(stream, dictionary->attr);
}

/* A page's attr is libharu's own record, so the object is reached through the contents' attr. */
static HPDF_STATUS write_page_body(HPDF_Dict dictionary, HPDF_Stream stream)
{
    HPDF_PageAttr attributes = dictionary->attr;
    const struct pdf_sheet *sheet = attributes->contents->attr;
    return write_entries(stream, &sheet->page);
}

static void register_object(struct pdf_file *file, struct pdf_object *object)
{
    object->number = pdf_numbers_new(file, 1);
    if (file->last)
        file->last->next = object;
    else
        file->first = object;
    file->last = object;
}

/* libharu's references give the number that its object has when they are written. */
static void register_dictionary(struct pdf_file *file, struct pdf_object *object,
                                HPDF_Dict dictionary)
{
    register_object(file, object);
    dictionary->header.obj_id = HPDF_OTYPE_INDIRECT | object->number;
}

static struct pdf_object *adopt(struct pdf_file *file, HPDF_Dict dictionary)
{
    struct pdf_object *object = arena_alloc(file->arena, sizeof *object);
    register_dictionary(file, object, dictionary);
    object->dictionary = dictionary;
    return object;
}

struct pdf_file *pdf_file_new(struct arena *a, struct buffer *out, const struct syntax_coder *coder)
{
    struct pdf_file *file = arena_alloc(a, sizeof *file);
    *file = (struct pdf_file){.arena = a, .coder = coder};
    file->saver = pdf_saver_new(a, out, file->coder);
    buffer_room(&file->pack, PACK_ROOM);
    file->document = HPDF_NewEx(note_error, allocate, free, 0, file);
    if (!file->document)
        die_out_of_memory();
    file->writer = HPDF_CallbackWriter_New(file->document->mmgr, take_bytes, file);
    file->catalog = adopt(file, file->document->catalog);
    file->document->catalog->attr = file->catalog;
    file->document->catalog->write_fn = write_body;
    adopt(file, file->document->root_pages);
    /* Not libharu's, which has put a Producer there. */
    file->info = pdf_object_new(file);
    return file;
}

void pdf_file_free(struct pdf_file *file)
{
    HPDF_Stream_Free(file->writer);
    HPDF_Free(file->document);
    buffer_free(&file->pack);
    for (struct pdf_object *object = file->first; object; object = object->next)
        buffer_free(&object->body);
}

struct pdf_object *pdf_file_catalog(struct pdf_file *file)
{
    return file->catalog;
}

struct pdf_object *pdf_file_info(struct pdf_file *file)
{
    return file->info;
}

static bool is_failed(const struct pdf_file *file)
{
    return file->error.number || file->error.what;
}

unsigned pdf_numbers_new(struct pdf_file *file, size_t count)
{
    unsigned first = file->last_number + 1;
    file->last_number += (unsigned)count;
    return first;
}

struct pdf_object *pdf_object_new(struct pdf_file *file)
{
    struct pdf_object *object = arena_alloc(file->arena, sizeof *object);
    register_object(file, object);
    return object;
}

struct pdf_object *pdf_stream_new(struct pdf_file *file)
{
    struct pdf_object *object = pdf_object_new(file);
    object->stream = true;
    return object;
}

struct pdf_sheet *pdf_sheet_new(struct pdf_file *file, mpt width, mpt height)
{
    struct pdf_sheet *sheet = arena_alloc(file->arena, sizeof *sheet);
    sheet->content.stream = true;
    HPDF_Page page = is_failed(file) ? NULL : HPDF_AddPage(file->document);
    if (!page) {
        register_object(file, &sheet->page);
        register_object(file, &sheet->content);
        return sheet;
    }
    /* Asked only to refuse sizes that PDF does not allow: the MediaBox is written below, exactly.
     */
    HPDF_Page_SetWidth(page, (float)width / 1000);
    HPDF_Page_SetHeight(page, (float)height / 1000);
    HPDF_Dict_RemoveElement(page, "MediaBox");
    HPDF_Dict_RemoveElement(page, "Resources");
    HPDF_Dict contents = ((HPDF_PageAttr)page->attr)->contents;
    contents->attr = sheet;
    page->write_fn = write_page_body;
    register_dictionary(file, &sheet->page, page);
    sheet->page.dictionary = page;
    /* Its bytes are ours: libharu's stream stays empty and is not written. */
    register_dictionary(file, &sheet->content, contents);
    buffer_puts(&sheet->page.body, "/MediaBox [0 0 ");
    buffer_milli(&sheet->page.body, width);
    buffer_byte(&sheet->page.body, ' ');
    buffer_milli(&sheet->page.body, height);
    buffer_puts(&sheet->page.body, "]\n");
    return sheet;
}

static void begin_packed(struct pdf_file *file, unsigned number)
{
    struct pdf_packed *packed =
        arena_push(file->arena, &file->packed, &file->packed_count, sizeof *packed);
    *packed = (struct pdf_packed){number, file->pack.size};
}

struct buffer *pdf_dictionary_begin(struct pdf_file *file, unsigned number)
{
    begin_packed(file, number);
    buffer_puts(&file->pack, "<<");
    return &file->pack;
}

void pdf_dictionary_end(struct pdf_file *file)
{
    buffer_puts(&file->pack, ">>");
}

struct buffer *pdf_stream_begin(struct pdf_file *file, struct pdf_object *stream)
{
    return pdf_saver_stream_begin(file->saver, stream->number, buffer_text(&stream->body));
}

void pdf_stream_end(struct pdf_file *file)
{
    pdf_saver_stream_end(file->saver);
}

void pdf_stream_fill_plain(struct pdf_file *file, struct pdf_object *stream, struct text bytes)
{
    buffer_put(pdf_stream_begin(file, stream), bytes);
    pdf_stream_end(file);
}

void pdf_stream_fill(struct pdf_file *file, struct pdf_object *stream, enum syntax syntax,
                     struct text bytes)
{
    buffer_puts(&stream->body, "/Filter /FlateDecode\n");
    syntax_code(file->coder, syntax, bytes, pdf_stream_begin(file, stream));
    pdf_stream_end(file);
}

void pdf_stream_fill_pixels(struct pdf_file *file, struct pdf_object *stream, struct text bytes)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!compressor)
        die_out_of_memory();
    buffer_puts(&stream->body, "/Filter /FlateDecode\n");
    struct buffer *out = pdf_stream_begin(file, stream);
    size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.size);
    char *room = buffer_room(out, bound);
    out->size += libdeflate_zlib_compress(compressor, bytes.ptr, bytes.size, room, bound);
    pdf_stream_end(file);
    libdeflate_free_compressor(compressor);
}

void pdf_file_fail(struct pdf_file *file, const char *what)
{
    if (!is_failed(file))
        file->error.what = what;
}

const struct pdf_error *pdf_file_error(const struct pdf_file *file)
{
    return &file->error;
}

static void pack_object(struct pdf_file *file, const struct pdf_object *object)
{
    if (!object->dictionary) {
        buffer_put(pdf_dictionary_begin(file, object->number), buffer_text(&object->body));
        pdf_dictionary_end(file);
        return;
    }
    begin_packed(file, object->number);
    HPDF_Obj_WriteValue(object->dictionary, file->writer, NULL);
    buffer_byte(&file->pack, '\n');
}

bool pdf_file_save(struct pdf_file *file)
{
    for (const struct pdf_object *object = file->first; object && !is_failed(file);
         object = object->next) {
        if (!object->stream)
            pack_object(file, object);
    }
    if (is_failed(file)) {
        pdf_saver_drop(file->saver);
        return false;
    }
    pdf_saver_pack(file->saver, file->packed, file->packed_count, buffer_text(&file->pack));
    pdf_saver_finish(file->saver, file->catalog->number, file->info->number);
    return true;
}
