#include "layout/theme.h"

#include "base/arena.h"
#include "base/diag.h"

enum {
    THEME_SIZE_LIMIT = 256 * 1024, /* bytes of theme.yaml */
    PAGE_MINIMUM = 50 * MPT_MM,
    PAGE_MAXIMUM = 1200 * MPT_MM,
    ROOM_MINIMUM = 30 * MPT_MM, /* of text, in both directions */
    SIZE_MINIMUM = 4 * MPT_PT,
    SIZE_MAXIMUM = 100 * MPT_PT,
    SPACE_MAXIMUM = 400 * MPT_MM
};

static const struct schema_field style_fields[] = {
    {.key = "family",
     .kind = SCHEMA_TEXT,
     .offset = offsetof(struct text_style, family),
     .min = 1,
     .max = 40},
    {.key = "bold", .kind = SCHEMA_BOOL, .offset = offsetof(struct text_style, bold)},
    {.key = "size",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct text_style, size),
     .required = true,
     .min = SIZE_MINIMUM,
     .max = SIZE_MAXIMUM},
    {.key = "leading",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct text_style, leading),
     .required = true,
     .min = SIZE_MINIMUM,
     .max = 2 * SIZE_MAXIMUM},
    {.key = "before",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct text_style, before),
     .max = SPACE_MAXIMUM},
    {.key = "after",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct text_style, after),
     .max = SPACE_MAXIMUM},
    {.key = "indent",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct text_style, indent),
     .max = SPACE_MAXIMUM},
    {.key = "colour",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct text_style, colour),
     .fallback = COLOUR_TEXT,
     .words = COLOUR_NAMES},
    {.key = "strong",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct text_style, strong),
     .fallback = COLOUR_NONE,
     .words = COLOUR_NAMES},
    {.key = "justify", .kind = SCHEMA_BOOL, .offset = offsetof(struct text_style, justify)},
};

static const struct schema style_schema = {
    .name = "theme.style",
    .fields = style_fields,
    .field_count = sizeof style_fields / sizeof style_fields[0],
    .size = sizeof(struct text_style),
    .node_offset = SIZE_MAX,
};

static const char *const style_words[STYLE_COUNT] = {
    [STYLE_BODY] = "body",
    [STYLE_LEAD] = "lead",
    [STYLE_SMALL] = "small",
    [STYLE_TITLE] = "title",
    [STYLE_SECTION] = "section",
    [STYLE_SUBSECTION] = "subsection",
    [STYLE_MINOR] = "minor",
    [STYLE_TABLE] = "table",
    [STYLE_TABLE_HEAD] = "table-head",
    [STYLE_BOX] = "box",
    [STYLE_BOX_TITLE] = "box-title",
    [STYLE_HEADER] = "header",
    [STYLE_FOOTER] = "footer",
    [STYLE_CODE] = "code",
    [STYLE_META] = "meta",
    [STYLE_FOOT] = "foot",
    [STYLE_SEAL] = "seal",
    [STYLE_TOC] = "toc",
    [STYLE_TOC_MINOR] = "toc-minor",
    [STYLE_COVER_TITLE] = "cover-title",
    [STYLE_COVER_NAME] = "cover-name",
};

static const struct schema_field set_fields[] = {
    {.key = "name",
     .kind = SCHEMA_ID,
     .offset = offsetof(struct theme_set, name),
     .required = true},
    {.key = "page-width",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, page_width),
     .required = true,
     .min = PAGE_MINIMUM,
     .max = PAGE_MAXIMUM},
    {.key = "page-height",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, page_height),
     .required = true,
     .min = PAGE_MINIMUM,
     .max = PAGE_MAXIMUM},
    {.key = "margin-top",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, margin_top),
     .required = true,
     .max = SPACE_MAXIMUM},
    {.key = "margin-bottom",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, margin_bottom),
     .required = true,
     .max = SPACE_MAXIMUM},
    {.key = "margin-left",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, margin_left),
     .required = true,
     .max = SPACE_MAXIMUM},
    {.key = "margin-right",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, margin_right),
     .required = true,
     .max = SPACE_MAXIMUM},
    {.key = "header-y",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, header_y),
     .max = PAGE_MAXIMUM},
    {.key = "header-rule",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, header_rule),
     .max = PAGE_MAXIMUM},
    {.key = "footer-y",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, footer_y),
     .max = PAGE_MAXIMUM},
    {.key = "footer-rule",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, footer_rule),
     .max = PAGE_MAXIMUM},
    {.key = "section-bar",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, section_bar),
     .max = SPACE_MAXIMUM},
    {.key = "section-gap",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, section_gap),
     .max = SPACE_MAXIMUM},
    {.key = "rule-width",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, rule_width),
     .max = SPACE_MAXIMUM},
    {.key = "hairline",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, hairline),
     .max = SPACE_MAXIMUM},
    {.key = "head-rule",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, head_rule),
     .max = SPACE_MAXIMUM},
    {.key = "cell-pad-x",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, cell_pad_x),
     .max = SPACE_MAXIMUM},
    {.key = "cell-pad-y",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, cell_pad_y),
     .max = SPACE_MAXIMUM},
    {.key = "box-pad-x",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, box_pad_x),
     .max = SPACE_MAXIMUM},
    {.key = "box-pad-y",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, box_pad_y),
     .max = SPACE_MAXIMUM},
    {.key = "box-radius",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, box_radius),
     .max = SPACE_MAXIMUM},
    {.key = "bar-width",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, bar_width),
     .max = SPACE_MAXIMUM},
    {.key = "bar-gap",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, bar_gap),
     .max = SPACE_MAXIMUM},
    {.key = "list-indent",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, list_indent),
     .max = SPACE_MAXIMUM},
    {.key = "list-gap",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, list_gap),
     .max = SPACE_MAXIMUM},
    {.key = "column-gap",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, column_gap),
     .max = SPACE_MAXIMUM},
    {.key = "seal-size",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, seal_size),
     .max = SPACE_MAXIMUM},
    {.key = "block-gap",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, block_gap),
     .max = SPACE_MAXIMUM},
    {.key = "band",
     .kind = SCHEMA_LENGTH,
     .offset = offsetof(struct theme_set, band),
     .max = SPACE_MAXIMUM},
    {.key = "parts", .kind = SCHEMA_BOOL, .offset = offsetof(struct theme_set, parts)},
    {.key = "stretch", .kind = SCHEMA_BOOL, .offset = offsetof(struct theme_set, stretch)},
    {.key = "footer-full", .kind = SCHEMA_BOOL, .offset = offsetof(struct theme_set, footer_full)},
    {.key = "section-circle",
     .kind = SCHEMA_BOOL,
     .offset = offsetof(struct theme_set, section_circle)},
    {.key = "rule-colour",
     .kind = SCHEMA_CHOICE,
     .offset = offsetof(struct theme_set, rule_colour),
     .fallback = COLOUR_LINE,
     .words = COLOUR_NAMES},
    {.key = "styles",
     .kind = SCHEMA_NODE,
     .offset = offsetof(struct theme_set, styles_node),
     .required = true},
};

static const struct schema set_schema = {
    .name = "theme.set",
    .fields = set_fields,
    .field_count = sizeof set_fields / sizeof set_fields[0],
    .size = sizeof(struct theme_set),
    .node_offset = offsetof(struct theme_set, node),
};

/* What stands in the file; struct theme is what the others see. */
struct theme_file {
    const struct yaml_node *colours;
    struct schema_list sets;
};

static const struct schema_field file_fields[] = {
    {.key = "colours",
     .kind = SCHEMA_NODE,
     .offset = offsetof(struct theme_file, colours),
     .required = true},
    {.key = "sets",
     .kind = SCHEMA_LIST,
     .offset = offsetof(struct theme_file, sets),
     .required = true,
     .of = &set_schema},
};

static const struct schema file_schema = {
    .name = "theme",
    .fields = file_fields,
    .field_count = sizeof file_fields / sizeof file_fields[0],
    .size = sizeof(struct theme_file),
    .node_offset = SIZE_MAX,
};

/* Every style must be given: the key is its word, the place its element of the array. */
static bool read_styles(struct arena *a, struct theme_set *set, struct diag *d)
{
    struct schema_field fields[STYLE_COUNT] = {0};
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        fields[i].key = style_words[i];
        fields[i].kind = SCHEMA_STRUCT;
        fields[i].offset = i * sizeof(struct text_style);
        fields[i].required = true;
        fields[i].of = &style_schema;
    }
    struct schema schema = {
        .name = "theme.styles",
        .fields = fields,
        .field_count = STYLE_COUNT,
        .size = sizeof set->styles,
        .node_offset = SIZE_MAX,
    };
    if (!schema_read(a, &schema, set->styles_node, set->styles, d))
        return false;
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        if (!set->styles[i].family.ptr)
            set->styles[i].family = text_of("gothic");
    }
    return true;
}

static bool read_colours(struct arena *a, const struct yaml_node *node, uint32_t *colours,
                         struct diag *d)
{
    struct schema_field fields[COLOUR_COUNT - 1] = {0};
    for (size_t i = 1; i < COLOUR_COUNT; i++) {
        fields[i - 1].key = COLOUR_NAMES[i];
        fields[i - 1].kind = SCHEMA_COLOUR;
        fields[i - 1].offset = i * sizeof(uint32_t);
        fields[i - 1].required = true;
    }
    struct schema schema = {
        .name = "theme.colours",
        .fields = fields,
        .field_count = COLOUR_COUNT - 1,
        .size = COLOUR_COUNT * sizeof(uint32_t),
        .node_offset = SIZE_MAX,
    };
    return schema_read(a, &schema, node, colours, d);
}

static bool check_room(const struct theme_set *set, struct diag *d)
{
    mpt width = set->page_width - set->margin_left - set->margin_right;
    mpt height = set->page_height - set->margin_top - set->margin_bottom;
    if (width >= ROOM_MINIMUM && height >= ROOM_MINIMUM)
        return true;
    return diag_add(d, MSG_OUT_OF_RANGE, set->node->span, "%.*s: %d x %d mm, 30..",
                    (int)set->name.size, set->name.ptr, width / MPT_MM, height / MPT_MM);
}

static bool check_name(const struct theme *theme, size_t index, struct diag *d)
{
    const struct theme_set *set = &theme->sets[index];
    for (size_t i = 0; i < index; i++) {
        if (text_equal(theme->sets[i].name, set->name))
            return diag_add(d, MSG_DUPLICATE_ID, set->node->span, "%.*s", (int)set->name.size,
                            set->name.ptr);
    }
    return true;
}

const struct theme *theme_read(struct arena *a, const struct source *source, struct diag *d)
{
    const struct yaml_node *node = yaml_parse(a, source, d);
    struct theme_file file = {0};
    if (!node || !schema_read(a, &file_schema, node, &file, d))
        return NULL;
    struct theme *theme = arena_alloc(a, sizeof *theme);
    theme->sets = file.sets.items;
    theme->set_count = file.sets.count;
    bool ok = read_colours(a, file.colours, theme->colours, d);
    for (size_t i = 0; i < theme->set_count; i++) {
        ok = read_styles(a, &theme->sets[i], d) && ok;
        ok = check_room(&theme->sets[i], d) && ok;
        ok = check_name(theme, i, d) && ok;
    }
    return ok ? theme : NULL;
}

const struct theme *theme_load(struct arena *a, const char *folder, struct diag *d)
{
    const char *path = text_string(a, text_format(a, "%s/theme.yaml", folder));
    const struct source *source = source_load(a, path, THEME_SIZE_LIMIT, d);
    return source ? theme_read(a, source, d) : NULL;
}

const struct theme_set *theme_find(const struct theme *theme, struct text name)
{
    for (size_t i = 0; i < theme->set_count; i++) {
        if (text_equal(theme->sets[i].name, name))
            return &theme->sets[i];
    }
    return NULL;
}
