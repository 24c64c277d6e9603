#include "model/client_names.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/client.h"

static struct text text_at(const struct yaml_node *node)
{
    bool there = node && node->kind == YAML_SCALAR && !yaml_is_null(node);
    return there ? text_trim(node->value) : (struct text){0};
}

/* The texts of a list, or of one alone; what is no text is passed over. */
static struct schema_list texts_at(struct arena *a, const struct yaml_node *node)
{
    struct schema_list list = {0};
    bool sequence = node && node->kind == YAML_SEQUENCE;
    size_t count = sequence ? node->count : 1;
    struct text *texts = arena_array(a, count, sizeof *texts);
    list.items = texts;
    for (size_t i = 0; i < count; i++) {
        struct text text = text_at(sequence ? node->items[i] : node);
        if (text.size > 0)
            texts[list.count++] = text;
    }
    return list;
}

/* Offset behind the white space before the last but `words`th word; 0 when there are not more. */
static size_t last_words(struct text text, int words)
{
    size_t offset = 0;
    size_t starts[8] = {0};
    size_t count = 1;
    while (offset < text.size) {
        uint32_t sign = text_next(text, &offset);
        if ((sign == ' ' || sign == 0x3000) && offset < text.size && count < 8)
            starts[count++] = offset;
    }
    return count > (size_t)words ? starts[count - (size_t)words] : 0;
}

static const struct yaml_node *read_file(struct arena *a, const char *path)
{
    struct diag unheard = diag_new(a);
    const struct source *source = source_load(a, path, CLIENT_FILE_LIMIT, &unheard);
    return source ? yaml_parse(a, source, &unheard) : NULL;
}

bool client_names_read(struct arena *a, const char *path, struct client_names *names)
{
    *names = (struct client_names){0};
    const struct yaml_node *root = read_file(a, path);
    if (!root || root->kind != YAML_MAPPING)
        return false;
    names->id = text_at(yaml_get(root, "id"));
    names->name = text_at(yaml_get(root, "name"));
    names->reading = text_at(yaml_get(root, "reading"));
    names->document_number = text_at(yaml_get(root, "document_number"));
    names->contact = text_at(yaml_get(root, "contact"));
    /* 事務長 西川 弘: an office, a family and a given name. */
    size_t start = last_words(names->contact, 2);
    if (start > 0)
        names->person = text_slice(names->contact, start, names->contact.size);
    names->aliases = texts_at(a, yaml_get(root, "aliases"));
    names->mail_domains = texts_at(a, yaml_get(root, "mail_domains"));
    names->mentions = texts_at(a, yaml_get(root, "mentions"));
    return true;
}

static void add_texts(struct arena *a, const struct yaml_node *node, struct text **texts,
                      size_t *count)
{
    if (node->kind == YAML_SCALAR)
        *(struct text *)arena_push(a, texts, count, sizeof **texts) = node->value;
    for (size_t i = 0; i < node->count; i++)
        add_texts(a, node->items[i], texts, count);
}

struct schema_list client_texts_read(struct arena *a, const char *path)
{
    struct text *texts = NULL;
    size_t count = 0;
    const struct yaml_node *root = read_file(a, path);
    if (root)
        add_texts(a, root, &texts, &count);
    return (struct schema_list){.items = texts, .count = count};
}
