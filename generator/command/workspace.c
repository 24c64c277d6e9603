#include "command/workspace.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/beside.h"
#include "command/ruby.h"
#include "device/device.h"
#include "japanese/morph.h"
#include "japanese/phrase.h"
#include "layout/font.h"
#include "layout/memo.h"
#include "layout/theme.h"
#include "merge/compose.h"
#include "model/catalog.h"
#include "model/client.h"
#include "model/duty.h"
#include "model/measure_catalog.h"
#include "model/peers.h"

enum { TEMPLATE_LIMIT = 1024 * 1024, SHOWN_AT_MOST = 20 };

static const struct source *load_template(struct workspace *w, const char *folder, const char *name)
{
    struct text path = text_format(w->arena, "%s/%s", folder, name);
    return source_load(w->arena, path.ptr, TEMPLATE_LIMIT, &w->diag);
}

/* The catalogue, with the statistics of --peers if asked for. */
static const struct catalog *open_catalog(struct arena *a, const struct options *options,
                                          struct beside *beside, struct diag *d)
{
    const struct catalog *loaded = catalog_load_beside(a, options->content, beside, d);
    const struct peers *peers = options->peers ? peers_load(a, options->peers, d) : NULL;
    if (!loaded || !peers)
        return loaded;
    struct catalog *catalog = arena_alloc(a, sizeof *catalog);
    *catalog = *loaded;
    catalog->peers = peers;
    return catalog;
}

static bool reads_aloud(const struct options *options, unsigned needs)
{
    return needs & NEED_READINGS || (needs && options->ruby != RUBY_NONE);
}

/* What layout and PDF keep between documents, for what could be opened. */
static void open_tools(struct workspace *w)
{
    if (w->tools.fonts)
        w->pdf_fonts = pdf_fonts_new(w->tools.fonts);
    if (w->morph)
        w->tools.phraser = phraser_new(w->morph);
    w->tools.memo = memo_new();
}

/* What is read without a look at the catalogue. */
static void open_parts(struct workspace *w, const struct options *options, unsigned needs)
{
    if (needs & NEED_PAPER)
        w->tools.fonts = fonts_load(w->arena, options->fonts, &w->diag);
    if ((needs & NEED_PAPER || reads_aloud(options, needs)) && !w->morph)
        w->morph = morph_open(&w->diag);
    if (needs & NEED_PAPER)
        open_tools(w);
    if (needs & (NEED_PAPER | NEED_SCREEN))
        w->theme = theme_load(w->arena, options->templates, &w->diag);
    if (needs & NEED_SCREEN) {
        w->shell = load_template(w, options->templates, "document.html");
        w->style = load_template(w, options->templates, "style.css");
    }
}

/* What needs both. False when something cannot be used. */
static bool finish(struct workspace *w, const struct options *options, unsigned needs)
{
    w->ruby = options->ruby;
    if (reads_aloud(options, needs))
        w->furigana = ruby_load(w, options->content);
    return w->diag.errors == 0;
}

bool workspace_prepare(struct workspace *w, const struct options *options, unsigned needs)
{
    open_parts(w, options, needs);
    return finish(w, options, needs);
}

/* Everything but the catalogue. It has the workspace to itself until the catalogue is there. */
struct rest {
    struct workspace *workspace;
    const struct options *options;
    unsigned needs;
    struct recipes *recipes;
};

static void open_rest(struct arena *a, void *context)
{
    (void)a; /* the workspace has one that stays open */
    struct rest *rest = context;
    struct workspace *w = rest->workspace;
    w->arena = arena_new_large(); /* clearing its first page takes a while */
    w->diag = diag_new(w->arena);
    if (!(rest->needs & NEED_NO_RECIPES))
        rest->recipes = recipes_load(w->arena, rest->options->content, &w->diag);
    open_parts(w, rest->options, rest->needs);
}

bool workspace_open(struct workspace *w, const struct options *options, unsigned needs)
{
    *w = (struct workspace){0};
    struct rest rest = {.workspace = w, .options = options, .needs = needs};
    struct beside beside;
    beside_start(&beside);
    beside_give(&beside, open_rest, &rest);
    struct arena *own = arena_new();
    struct diag diag = diag_new(own);
    const struct catalog *catalog = open_catalog(own, options, &beside, &diag);
    arena_take(w->arena, own);
    diag_take(&w->diag, &diag);
    w->catalog = catalog;
    w->recipes = rest.recipes;
    if (catalog && rest.recipes)
        recipes_set_terms(w->arena, rest.recipes, &catalog->terms);
    return finish(w, options, needs);
}

void workspace_close(struct workspace *w)
{
    if (w->pdf_fonts)
        pdf_fonts_free(w->pdf_fonts);
    memo_free(w->tools.memo);
    if (w->tools.fonts)
        fonts_free(w->tools.fonts);
    phraser_free(w->tools.phraser);
    morph_close(w->morph);
    arena_free(w->arena);
}

void workspace_report(const struct diag *diag, const struct options *options)
{
    struct buffer text = {0};
    diag_print(diag, options->language, SHOWN_AT_MOST, &text);
    if (text.size > 0)
        fwrite(text.ptr, 1, text.size, stderr);
    buffer_free(&text);
}

const struct client *workspace_client(struct arena *a, const struct workspace *w, const char *path,
                                      struct diag *d)
{
    const struct client *client =
        client_load(a, path, w->catalog->sheets, w->catalog->sheet_count, d);
    if (!client)
        return NULL;
    /* Both are asked: all mistakes of a file are told at once. */
    bool good = duty_check(a, w->catalog->duties, client, d);
    good = measures_check_client(a, w->catalog->measures, client, d) && good;
    return good ? client : NULL;
}
