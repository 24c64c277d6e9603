/* fontset.c -- reads fonts.yaml: families, their faces and fallbacks. */
#include "layout/face.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/schema.h"
#include "base/source.h"
#include "base/yaml.h"

enum { FONTS_FILE_LIMIT = 256 * 1024 }; /* bytes */

struct family {
    struct text name;
    struct font *regular, *bold;
};

struct font_set {
    struct font **fonts;
    size_t count;
    struct family *families;
    size_t family_count;
};

/* fonts.yaml as read. */
struct family_entry {
    const struct yaml_node *node;
    struct text name, regular, bold, package, licence;
    struct schema_list fallback; /* of struct text */
};

struct fonts_file {
    struct schema_list families;
};

static const struct schema_field family_fields[] = {
    {.key = "name",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct family_entry, name),
     .required = true},
    {.key = "regular",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct family_entry, regular),
     .required = true},
    {.key = "bold", .kind = SCHEMA_TEXT, .offset = offsetof(struct family_entry, bold)},
    {.key = "package",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct family_entry, package),
     .required = true},
    {.key = "licence",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct family_entry, licence),
     .required = true},
    {.key = "fallback", .kind = SCHEMA_TEXTS, .offset = offsetof(struct family_entry, fallback)},
};

static const struct schema family_schema = {
    .name = "fonts.families",
    .fields = family_fields,
    .field_count = sizeof family_fields / sizeof family_fields[0],
    .size = sizeof(struct family_entry),
    .node_offset = offsetof(struct family_entry, node),
};

static const struct schema_field file_fields[] = {
    {.key = "families",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct fonts_file, families),
     .required = true,
     .of = &family_schema},
};

static const struct schema file_schema = {
    .name = "fonts",
    .fields = file_fields,
    .field_count = sizeof file_fields / sizeof file_fields[0],
    .size = sizeof(struct fonts_file),
    .node_offset = SIZE_MAX,
};

static struct text full_path(struct arena *a, const char *folder, struct text path)
{
    return text_starts(path, "/") ? text_copy(a, path)
                                  : text_format(a, "%s/%.*s", folder, (int)path.size, path.ptr);
}

/* The font of `path`. A file named twice is one font, embedded once; its fallbacks are those of
 * the family that names it first. NULL after a complaint. */
static struct font *add_font(struct arena *a, struct font_set *set, const char *folder,
                             struct text path, const struct family_entry *entry, struct diag *d)
{
    struct text full = full_path(a, folder, path);
    for (size_t i = 0; i < set->count; i++) {
        if (text_equal(font_path(set->fonts[i]), full))
            return set->fonts[i];
    }
    struct font *font = font_open(a, full, set->count);
    if (!font) {
        diag_add(d, MSG_FONT_UNREADABLE, entry->node->span, "%.*s (apt: %.*s)", (int)full.size,
                 full.ptr, (int)entry->package.size, entry->package.ptr);
        return NULL;
    }
    set->fonts[set->count] = font;
    set->count++;
    return font;
}

static const struct family *find_family(const struct font_set *set, struct text name)
{
    for (size_t i = 0; i < set->family_count; i++) {
        if (text_equal(set->families[i].name, name))
            return &set->families[i];
    }
    return NULL;
}

static bool add_family(struct arena *a, struct font_set *set, const char *folder,
                       const struct family_entry *entry, struct diag *d)
{
    if (find_family(set, entry->name))
        return diag_add(d, MSG_DUPLICATE_ID, entry->node->span, "%.*s", (int)entry->name.size,
                        entry->name.ptr);
    struct font *regular = add_font(a, set, folder, entry->regular, entry, d);
    struct font *bold = regular;
    if (entry->bold.size > 0)
        bold = add_font(a, set, folder, entry->bold, entry, d);
    if (!regular || !bold)
        return false;
    if (bold != regular)
        font_set_bold(bold);
    set->families[set->family_count] = (struct family){entry->name, regular, bold};
    set->family_count++;
    return true;
}

static bool complain_unknown(const struct font_set *set, const struct family_entry *entry,
                             struct text name, struct arena *a, struct diag *d)
{
    struct text *names = arena_array(a, set->family_count, sizeof *names);
    for (size_t i = 0; i < set->family_count; i++)
        names[i] = set->families[i].name;
    diag_add(d, MSG_UNKNOWN_FONT, entry->node->span, "fallback = %.*s", (int)name.size, name.ptr);
    diag_near(d, diag_nearest(name, names, set->family_count));
    return false;
}

/* Gives the two faces of `family` its fallbacks, bold ones to the bold face. */
static bool link_fallbacks(struct arena *a, struct font_set *set, const struct family *family,
                           const struct family_entry *entry, struct diag *d)
{
    const struct text *names = entry->fallback.items;
    size_t count = entry->fallback.count;
    const struct font **regular = arena_array(a, count, sizeof *regular);
    const struct font **bold = arena_array(a, count, sizeof *bold);
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        const struct family *fallback = find_family(set, names[i]);
        if (!fallback) {
            good = complain_unknown(set, entry, names[i], a, d);
            continue;
        }
        regular[i] = fallback->regular;
        bold[i] = fallback->bold;
    }
    bool linked = font_has_fallbacks(family->bold);
    if (!font_has_fallbacks(family->regular))
        font_set_fallbacks(family->regular, regular, count);
    if (family->bold != family->regular && !linked)
        font_set_fallbacks(family->bold, bold, count);
    return good;
}

static bool is_fallback(const struct schema_list *entries, struct text name)
{
    const struct family_entry *items = entries->items;
    for (size_t i = 0; i < entries->count; i++) {
        const struct text *names = items[i].fallback.items;
        for (size_t k = 0; k < items[i].fallback.count; k++) {
            if (text_equal(names[k], name))
                return true;
        }
    }
    return false;
}

static bool add_families(struct arena *a, struct font_set *set, const char *folder,
                         const struct schema_list *entries, struct diag *d)
{
    const struct family_entry *items = entries->items;
    bool good = true;
    for (size_t i = 0; i < entries->count; i++)
        good = add_family(a, set, folder, &items[i], d) && good;
    if (!good)
        return false; /* a family is missing: what refers to it would be reported in vain */
    for (size_t i = 0; i < entries->count; i++) {
        const struct family *family = &set->families[i];
        good = link_fallbacks(a, set, family, &items[i], d) && good;
        if (is_fallback(entries, family->name))
            continue;
        font_open_tables(a, family->regular);
        font_open_tables(a, family->bold);
    }
    return good;
}

const struct font_set *fonts_load(struct arena *a, const char *folder, struct diag *d)
{
    const char *path = text_string(a, text_format(a, "%s/fonts.yaml", folder));
    struct fonts_file file = {0};
    if (!schema_load(a, path, FONTS_FILE_LIMIT, &file_schema, &file, d))
        return NULL;
    struct font_set *set = arena_alloc(a, sizeof *set);
    set->fonts = arena_array(a, 2 * file.families.count, sizeof(struct font *));
    set->families = arena_array(a, file.families.count, sizeof *set->families);
    if (!add_families(a, set, folder, &file.families, d)) {
        fonts_free(set);
        return NULL;
    }
    return set;
}

const struct text *fonts_files(struct arena *a, const char *folder, size_t *count, struct diag *d)
{
    const char *path = text_string(a, text_format(a, "%s/fonts.yaml", folder));
    struct fonts_file file = {0};
    *count = 0;
    if (!schema_load(a, path, FONTS_FILE_LIMIT, &file_schema, &file, d))
        return NULL;
    struct text *files = arena_array(a, 1 + 2 * file.families.count, sizeof *files);
    files[(*count)++] = text_of(path);
    const struct family_entry *entries = file.families.items;
    for (size_t i = 0; i < file.families.count; i++) {
        files[(*count)++] = full_path(a, folder, entries[i].regular);
        if (entries[i].bold.size > 0)
            files[(*count)++] = full_path(a, folder, entries[i].bold);
    }
    return files;
}

void fonts_free(const struct font_set *fonts)
{
    for (size_t i = 0; fonts && i < fonts->count; i++)
        font_close(fonts->fonts[i]);
}

const struct font *font_find(const struct font_set *fonts, struct text family, bool bold)
{
    const struct family *found = find_family(fonts, family);
    if (!found)
        return NULL;
    return bold ? found->bold : found->regular;
}

size_t fonts_count(const struct font_set *fonts)
{
    return fonts->count;
}

const struct font *fonts_get(const struct font_set *fonts, size_t index)
{
    return fonts->fonts[index];
}
