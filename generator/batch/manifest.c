#include "batch/manifest.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/json.h"

const char *client_state_word(enum client_state state)
{
    static const char *const WORDS[CLIENT_STATE_COUNT] = {[CLIENT_MADE] = "made",
                                                          [CLIENT_UNCHANGED] = "unchanged",
                                                          [CLIENT_FAILED] = "failed",
                                                          [CLIENT_REMOVED] = "removed"};
    return WORDS[state];
}

static void put_text(struct json *j, const char *key, struct text value)
{
    if (!value.ptr)
        return;
    json_key(j, text_of(key));
    json_text(j, value);
}

static void put_int(struct json *j, const char *key, int64_t value)
{
    json_key(j, text_of(key));
    json_int(j, value);
}

static void put_hash(struct json *j, const char *key, const struct hash *hash)
{
    struct arena *scratch = arena_new();
    put_text(j, key, hash_hex(scratch, hash));
    arena_free(scratch);
}

/* An unknown one stays out. */
static void put_known_hash(struct json *j, const char *key, const struct hash *hash)
{
    const struct hash none = {0};
    if (!hash_equal(hash, &none))
        put_hash(j, key, hash);
}

static void put_output(struct json *j, const struct manifest_output *output)
{
    json_object_begin(j);
    put_text(j, "file", output->file);
    put_text(j, "document", output->document);
    put_text(j, "format", output->format);
    put_hash(j, "inputs", &output->inputs);
    put_hash(j, "said", &output->said);
    put_hash(j, "sha256", &output->content);
    put_int(j, "size", output->mark.size);
    if (output->pages)
        put_int(j, "pages", output->pages);
    put_int(j, "changed", output->mark.changed);
    put_int(j, "inode", output->mark.inode);
    put_text(j, "staged", output->staged);
    json_object_end(j);
}

static void put_note(struct json *j, const struct diag_note *note)
{
    json_object_begin(j);
    put_text(j, "id", note->id);
    put_text(j, "severity", text_of(note->severity == SEVERITY_ERROR ? "error" : "warning"));
    if (note->path.ptr) {
        put_text(j, "file", note->path);
        put_int(j, "line", note->line);
        put_int(j, "column", note->column);
    }
    put_text(j, "text", note->text);
    json_object_end(j);
}

/* On one line, wherever it stands. */
static void put_client(struct json *j, const struct manifest_client *client)
{
    json_object_begin(j);
    j->flat = true;
    put_text(j, "id", client->id);
    put_text(j, "file", client->file);
    put_hash(j, "input", &client->input);
    put_text(j, "state", text_of(client_state_word(client->state)));
    if (client->system_failed) {
        json_key(j, text_of("system"));
        json_bool(j, true);
    }
    put_text(j, "edition", client->edition);
    put_known_hash(j, "names", &client->names);
    json_key(j, text_of("outputs"));
    json_array_begin(j);
    for (size_t i = 0; i < client->output_count; i++)
        put_output(j, &client->outputs[i]);
    json_array_end(j);
    json_key(j, text_of("diagnostics"));
    json_array_begin(j);
    for (size_t i = 0; i < client->note_count; i++)
        put_note(j, &client->notes[i]);
    json_array_end(j);
    json_object_end(j);
    j->flat = false;
}

void manifest_write_client(const struct manifest_client *client, struct buffer *out)
{
    struct json j = json_new(out);
    put_client(&j, client);
    out->size--; /* the line end is the caller's */
}

void manifest_write(const struct manifest *m, struct buffer *out)
{
    struct json j = json_new(out);
    json_object_begin(&j);
    put_int(&j, "manifest", 1);
    put_text(&j, "version", m->version);
    put_hash(&j, "program", &m->program);
    put_hash(&j, "content", &m->content);
    put_text(&j, "documents", m->documents);
    put_text(&j, "formats", m->formats);
    put_text(&j, "folder", m->folder);
    put_int(&j, "shard", m->shard);
    put_int(&j, "shards", m->shard_count);
    put_int(&j, "total", m->total);
    put_hash(&j, "roll", &m->roll);
    put_known_hash(&j, "names", &m->names);
    json_key(&j, text_of("clients"));
    json_array_begin(&j);
    for (size_t i = 0; i < m->client_count; i++)
        put_client(&j, &m->clients[i]);
    json_array_end(&j);
    json_object_end(&j);
}

static int compare_clients(const void *x, const void *y)
{
    const struct manifest_client *a = x;
    const struct manifest_client *b = y;
    return text_compare(a->id, b->id);
}

/* qsort keeps no order of equal ones: the order of reading decides. */
static int compare_readings(const void *x, const void *y)
{
    const struct manifest_client *a = x;
    const struct manifest_client *b = y;
    int order = text_compare(a->id, b->id);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

void manifest_sort(struct manifest *m)
{
    for (size_t i = 0; i < m->client_count; i++)
        m->clients[i].order = i;
    if (m->client_count > 0)
        qsort(m->clients, m->client_count, sizeof *m->clients, compare_readings);
    size_t kept = 0;
    for (size_t i = 0; i < m->client_count; i++) {
        if (i + 1 < m->client_count && text_equal(m->clients[i].id, m->clients[i + 1].id))
            continue;
        m->clients[kept++] = m->clients[i];
    }
    m->client_count = kept;
}

struct manifest_client *manifest_find(const struct manifest *m, struct text id)
{
    if (m->client_count == 0)
        return NULL;
    struct manifest_client wanted = {.id = id};
    return bsearch(&wanted, m->clients, m->client_count, sizeof *m->clients, compare_clients);
}

struct manifest_output *manifest_find_output(const struct manifest_client *client, struct text file)
{
    for (size_t i = 0; client && i < client->output_count; i++) {
        if (text_equal(client->outputs[i].file, file))
            return &client->outputs[i];
    }
    return NULL;
}
