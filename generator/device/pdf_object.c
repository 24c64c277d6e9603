#include "device/pdf_object.h"

#include "base/arena.h"

#include <hpdf.h>
#include <hpdf_utils.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    DEFLATE_LEVEL = 6, /* higher levels save under 1 % on fonts and take twice the time */
    READ_SIZE = 64 * 1024
};

/* Two independent lanes of FNV-1a make the 128 bits of the trailer's ID. */
struct identity {
    uint64_t lane[2];
};

struct pdf_file {
    struct arena *arena;
    HPDF_Doc document;
    struct libdeflate_compressor *compressor;
    struct buffer deflated; /* reused by every stream */
    struct pdf_object *objects;
    struct pdf_object *catalog;
    struct pdf_object *info;
    struct pdf_object *trailer;
    struct identity identity;
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

static void identity_add(struct identity *identity, struct text bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];
        identity->lane[0] = (identity->lane[0] ^ byte) * 0x100000001b3u;
        identity->lane[1] = (identity->lane[1] ^ (byte + 0x9du)) * 0x100000001b3u;
    }
}

/* libharu calls this between the entries it knows and ">>". */
static HPDF_STATUS write_body(HPDF_Dict dictionary, HPDF_Stream stream)
{
    const struct pdf_object *object = dictionary->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)object->body.ptr,
                             (HPDF_UINT)object->body.size);
}

/* A page's attr is libharu's own record, so the object is reached through the contents' attr. */
static HPDF_STATUS write_page_body(HPDF_Dict dictionary, HPDF_Stream stream)
{
    HPDF_PageAttr attributes = dictionary->attr;
    const struct pdf_sheet *sheet = attributes->contents->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)sheet->page.body.ptr,
                             (HPDF_UINT)sheet->page.body.size);
}

static HPDF_STATUS write_content_body(HPDF_Dict dictionary, HPDF_Stream stream)
{
    const struct pdf_sheet *sheet = dictionary->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)sheet->content.body.ptr,
                             (HPDF_UINT)sheet->content.body.size);
}

static void register_object(struct pdf_file *file, struct pdf_object *object, HPDF_Dict dictionary)
{
    object->dictionary = dictionary;
    object->number = dictionary ? dictionary->header.obj_id & 0x00ffffff : 0; /* the rest: flags */
    object->next = file->objects;
    file->objects = object;
}

static struct pdf_object *adopt(struct pdf_file *file, HPDF_Dict dictionary)
{
    struct pdf_object *object = arena_alloc(file->arena, sizeof *object);
    if (dictionary) {
        dictionary->attr = object;
        dictionary->write_fn = write_body;
    }
    register_object(file, object, dictionary);
    return object;
}

struct pdf_file *pdf_file_new(struct arena *a)
{
    struct pdf_file *file = arena_alloc(a, sizeof *file);
    file->arena = a;
    file->identity = (struct identity){{0xcbf29ce484222325u, 0x84222325cbf29ce4u}};
    file->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!file->compressor)
        die_out_of_memory();
    file->document = HPDF_NewEx(note_error, allocate, free, 0, file);
    if (!file->document)
        die_out_of_memory();
    file->document->pdf_version = HPDF_VER_17;
    file->catalog = adopt(file, file->document->catalog);
    file->trailer = adopt(file, file->document->trailer);
    /* libharu has put a Producer there, which would stand twice beside ours. */
    file->info = adopt(file, file->document->info);
    HPDF_Dict_RemoveElement(file->document->info, "Producer");
    return file;
}

void pdf_file_free(struct pdf_file *file)
{
    HPDF_Free(file->document);
    libdeflate_free_compressor(file->compressor);
    buffer_free(&file->deflated);
    for (struct pdf_object *object = file->objects; object; object = object->next)
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

struct pdf_object *pdf_object_new(struct pdf_file *file)
{
    if (is_failed(file))
        return adopt(file, NULL);
    HPDF_Dict dictionary = HPDF_Dict_New(file->document->mmgr);
    if (dictionary && HPDF_Xref_Add(file->document->xref, dictionary) != HPDF_OK)
        dictionary = NULL; /* HPDF_Xref_Add has freed it */
    return adopt(file, dictionary);
}

struct pdf_object *pdf_stream_new(struct pdf_file *file)
{
    if (is_failed(file))
        return adopt(file, NULL);
    HPDF_Doc document = file->document;
    return adopt(file, HPDF_DictStream_New(document->mmgr, document->xref));
}

struct pdf_sheet *pdf_sheet_new(struct pdf_file *file, mpt width, mpt height)
{
    struct pdf_sheet *sheet = arena_alloc(file->arena, sizeof *sheet);
    HPDF_Page page = is_failed(file) ? NULL : HPDF_AddPage(file->document);
    if (!page) {
        register_object(file, &sheet->page, NULL);
        register_object(file, &sheet->content, NULL);
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
    contents->write_fn = write_content_body;
    page->write_fn = write_page_body;
    register_object(file, &sheet->page, page);
    register_object(file, &sheet->content, contents);
    buffer_puts(&sheet->page.body, "/MediaBox [0 0 ");
    buffer_milli(&sheet->page.body, width);
    buffer_byte(&sheet->page.body, ' ');
    buffer_milli(&sheet->page.body, height);
    buffer_puts(&sheet->page.body, "]\n");
    return sheet;
}

static void fill(struct pdf_file *file, struct pdf_object *stream, struct text bytes)
{
    HPDF_Dict dictionary = stream->dictionary;
    if (!dictionary || bytes.size == 0)
        return;
    HPDF_STATUS status =
        HPDF_Stream_Write(dictionary->stream, (const HPDF_BYTE *)bytes.ptr, (HPDF_UINT)bytes.size);
    if (status != HPDF_OK)
        note_error(status, 0, file);
}

void pdf_stream_fill_plain(struct pdf_file *file, struct pdf_object *stream, struct text bytes)
{
    identity_add(&file->identity, bytes);
    fill(file, stream, bytes);
}

void pdf_stream_fill(struct pdf_file *file, struct pdf_object *stream, struct text bytes)
{
    identity_add(&file->identity, bytes);
    struct buffer *deflated = &file->deflated;
    size_t bound = libdeflate_zlib_compress_bound(file->compressor, bytes.size);
    if (deflated->room < bound) {
        buffer_free(deflated);
        *deflated = (struct buffer){.ptr = allocate((HPDF_UINT)bound), .room = bound};
    }
    size_t size =
        libdeflate_zlib_compress(file->compressor, bytes.ptr, bytes.size, deflated->ptr, bound);
    buffer_puts(&stream->body, "/Filter /FlateDecode\n");
    fill(file, stream, (struct text){deflated->ptr, size});
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

/* ISO 32000-1, 14.4: two equal halves in a file that was never updated. */
static void put_identity(struct pdf_file *file)
{
    for (const struct pdf_object *object = file->objects; object; object = object->next)
        identity_add(&file->identity, buffer_text(&object->body));
    struct buffer *body = &file->trailer->body;
    unsigned long long high = file->identity.lane[0];
    unsigned long long low = file->identity.lane[1];
    buffer_printf(body, "/ID [<%016llx%016llx><%016llx%016llx>]\n", high, low, high, low);
}

bool pdf_file_save(struct pdf_file *file, struct buffer *out)
{
    size_t before = out->size;
    put_identity(file);
    if (!is_failed(file))
        HPDF_SaveToStream(file->document);
    HPDF_UINT32 left = is_failed(file) ? 0 : HPDF_GetStreamSize(file->document);
    while (left > 0) {
        HPDF_BYTE bytes[READ_SIZE];
        HPDF_UINT32 size = left < READ_SIZE ? left : READ_SIZE;
        HPDF_STATUS status = HPDF_ReadFromStream(file->document, bytes, &size);
        if (status != HPDF_OK || size == 0) {
            note_error(status, 0, file);
            pdf_file_fail(file, "short read from libharu");
            break;
        }
        buffer_put(out, (struct text){(const char *)bytes, size});
        left -= size;
    }
    if (is_failed(file))
        out->size = before;
    return !is_failed(file);
}
