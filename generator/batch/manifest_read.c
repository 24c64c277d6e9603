/* manifest_read.c -- reads what manifest.c writes. The only file that knows jansson.
 *
 * A manifest may have been edited, cut or made by another version, and its file names are removed
 * with --prune: everything is checked, and one wrong value makes all of it unusable. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "batch/manifest.h"

/* What is being read, and whether all of it was right so far. */
struct reader {
    struct arena *arena;
    const char *wrong; /* the first key that was; NULL = none */
};

static void refuse(struct reader *r, const char *key)
{
    if (!r->wrong)
        r->wrong = key;
}

static struct text read_text(struct reader *r, const json_t *object, const char *key, bool required)
{
    const json_t *value = json_object_get(object, key);
    if (!value && !required)
        return (struct text){0};
    if (!json_is_string(value)) {
        refuse(r, key);
        return (struct text){0};
    }
    return text_copy(r->arena, (struct text){json_string_value(value), json_string_length(value)});
}

static int64_t read_int(struct reader *r, const json_t *object, const char *key, bool required)
{
    const json_t *value = json_object_get(object, key);
    if (!value && !required)
        return 0;
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        refuse(r, key);
    return json_integer_value(value);
}

static struct hash read_hash(struct reader *r, const json_t *object, const char *key)
{
    struct hash hash = {0};
    if (!hash_parse(read_text(r, object, key, true), &hash))
        refuse(r, key);
    return hash;
}

/* All zero when the key is not there. */
static struct hash read_known_hash(struct reader *r, const json_t *object, const char *key)
{
    return json_object_get(object, key) ? read_hash(r, object, key) : (struct hash){0};
}

/* The array `key`, which must be there. */
static const json_t *read_array(struct reader *r, const json_t *object, const char *key)
{
    const json_t *array = json_object_get(object, key);
    if (!json_is_array(array))
        refuse(r, key);
    return array;
}

/* A name without a way out: a-z, 0-9, '-', '_' and '.' inside. */
static bool is_name(struct text name)
{
    for (size_t i = 0; i < name.size; i++) {
        char sign = name.ptr[i];
        bool good = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') ||
                    (i > 0 && (sign == '-' || sign == '_' || sign == '.'));
        if (!good)
            return false;
    }
    return name.size > 0;
}

/* Is `file` clients/ID/NAME with this client's id? */
static bool is_own_file(struct text file, struct text id)
{
    static const char HEAD[] = "clients/";
    size_t head = sizeof HEAD - 1;
    return text_starts(file, HEAD) && file.size > head + id.size + 1 && is_name(id) &&
           text_equal(text_slice(file, head, head + id.size), id) &&
           file.ptr[head + id.size] == '/' &&
           is_name(text_slice(file, head + id.size + 1, file.size));
}

static void read_output(struct reader *r, const json_t *object, struct text id,
                        struct manifest_output *output)
{
    output->file = read_text(r, object, "file", true);
    output->document = read_text(r, object, "document", true);
    output->format = read_text(r, object, "format", true);
    output->inputs = read_hash(r, object, "inputs");
    output->said = read_hash(r, object, "said");
    output->content = read_hash(r, object, "sha256");
    output->mark.size = read_int(r, object, "size", true);
    output->pages = read_int(r, object, "pages", false);
    output->mark.changed = read_int(r, object, "changed", true);
    output->mark.inode = read_int(r, object, "inode", true);
    output->staged = read_text(r, object, "staged", false);
    if (!output->file.ptr || !is_own_file(output->file, id))
        refuse(r, "file");
}

static void read_note(struct reader *r, const json_t *object, struct diag_note *note)
{
    note->id = read_text(r, object, "id", true);
    struct text severity = read_text(r, object, "severity", true);
    note->severity = text_is(severity, "error") ? SEVERITY_ERROR : SEVERITY_WARNING;
    note->path = read_text(r, object, "file", false);
    note->line = read_int(r, object, "line", false);
    note->column = read_int(r, object, "column", false);
    note->text = read_text(r, object, "text", true);
}

static enum client_state read_state(struct reader *r, const json_t *object)
{
    struct text word = read_text(r, object, "state", true);
    for (int state = 0; state < CLIENT_STATE_COUNT; state++) {
        if (text_is(word, client_state_word((enum client_state)state)))
            return (enum client_state)state;
    }
    refuse(r, "state");
    return CLIENT_FAILED;
}

static void read_client(struct reader *r, const json_t *object, struct manifest_client *client)
{
    client->id = read_text(r, object, "id", true);
    client->file = read_text(r, object, "file", true);
    client->input = read_hash(r, object, "input");
    client->state = read_state(r, object);
    client->system_failed = json_is_true(json_object_get(object, "system"));
    client->edition = read_text(r, object, "edition", false);
    client->names = read_known_hash(r, object, "names");
    const json_t *outputs = read_array(r, object, "outputs");
    client->output_count = json_array_size(outputs);
    client->outputs = arena_array(r->arena, client->output_count, sizeof *client->outputs);
    for (size_t i = 0; i < client->output_count; i++)
        read_output(r, json_array_get(outputs, i), client->id, &client->outputs[i]);
    const json_t *notes = read_array(r, object, "diagnostics");
    client->note_count = json_array_size(notes);
    struct diag_note *list = arena_array(r->arena, client->note_count, sizeof *list);
    for (size_t i = 0; i < client->note_count; i++)
        read_note(r, json_array_get(notes, i), &list[i]);
    client->notes = list;
}

const struct manifest_client *manifest_read_client(struct arena *a, struct text line)
{
    json_t *root = json_loadb(line.ptr ? line.ptr : "", line.size, JSON_REJECT_DUPLICATES, NULL);
    if (!root)
        return NULL;
    struct reader r = {.arena = a};
    struct manifest_client *client = arena_alloc(a, sizeof *client);
    read_client(&r, root, client);
    json_decref(root);
    return r.wrong ? NULL : client;
}

static void read_manifest(struct reader *r, const json_t *root, struct manifest *m)
{
    if (read_int(r, root, "manifest", true) != 1)
        refuse(r, "manifest");
    m->version = read_text(r, root, "version", true);
    m->program = read_hash(r, root, "program");
    m->content = read_hash(r, root, "content");
    m->documents = read_text(r, root, "documents", true);
    m->formats = read_text(r, root, "formats", true);
    m->folder = read_text(r, root, "folder", true);
    m->shard = read_int(r, root, "shard", true);
    m->shard_count = read_int(r, root, "shards", true);
    m->total = read_int(r, root, "total", true);
    m->roll = read_hash(r, root, "roll");
    m->names = read_known_hash(r, root, "names");
    if (m->shard < 1 || m->shard > m->shard_count)
        refuse(r, "shard");
    const json_t *clients = read_array(r, root, "clients");
    m->client_count = json_array_size(clients);
    m->clients = arena_array(r->arena, m->client_count, sizeof *m->clients);
    for (size_t i = 0; i < m->client_count && !r->wrong; i++)
        read_client(r, json_array_get(clients, i), &m->clients[i]);
}

/* For json_load_callback. json_loadf would ask for each byte by itself. */
static size_t read_piece(void *bytes, size_t room, void *file)
{
    return fread(bytes, 1, room, file);
}

enum manifest_found manifest_load(struct arena *a, const char *path, struct manifest *manifest,
                                  struct text *where)
{
    *manifest = (struct manifest){0};
    FILE *file = fopen(path, "re");
    if (!file && errno == ENOENT)
        return MANIFEST_NONE;
    if (!file) {
        *where = text_of(strerror(errno));
        return MANIFEST_DAMAGED;
    }
    json_error_t error;
    json_t *root = json_load_callback(read_piece, file, JSON_REJECT_DUPLICATES, &error);
    fclose(file);
    if (!root) {
        *where = text_format(a, "%d:%d: %s", error.line, error.column, error.text);
        return MANIFEST_DAMAGED;
    }
    struct reader r = {.arena = a};
    read_manifest(&r, root, manifest);
    json_decref(root);
    if (!r.wrong)
        return MANIFEST_READ;
    *manifest = (struct manifest){0};
    *where = text_format(a, "%s", r.wrong);
    return MANIFEST_DAMAGED;
}
