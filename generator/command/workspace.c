#include "command/workspace.h"

#include <stdio.h>

#include "base/arena.h"
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

/* The catalogue with the statistics of --peers, if asked for. */
static const struct catalog *add_peers(struct workspace *w, const struct options *options)
{
    const struct peers *peers =
        options->peers ? peers_load(w->arena, options->peers, &w->diag) : NULL;
    if (!w->catalog || !peers)
        return w->catalog;
    struct catalog *catalog = arena_alloc(w->arena, sizeof *catalog);
    *catalog = *w->catalog;
    catalog->peers = peers;
    return catalog;
}

bool workspace_open(struct workspace *w, const struct options *options, unsigned needs)
{
    *w = (struct workspace){.arena = arena_new()};
    w->diag = diag_new(w->arena);
    w->catalog = catalog_load(w->arena, options->content, &w->diag);
    w->catalog = add_peers(w, options);
    const struct schema_list none = {0};
    const struct schema_list *terms = w->catalog ? &w->catalog->terms : &none;
    if (!(needs & NEED_NO_RECIPES))
        w->recipes = recipes_load(w->arena, options->content, terms, &w->diag);
    return workspace_prepare(w, options, needs);
}

bool workspace_prepare(struct workspace *w, const struct options *options, unsigned needs)
{
    bool reads = needs & NEED_READINGS || (needs && options->ruby != RUBY_NONE);
    w->ruby = options->ruby;
    if (needs & NEED_PAPER)
        w->tools.fonts = fonts_load(w->arena, options->fonts, &w->diag);
    if ((needs & NEED_PAPER || reads) && !w->morph)
        w->morph = morph_open(&w->diag);
    if (reads)
        w->furigana = ruby_load(w, options->content);
    if (needs & (NEED_PAPER | NEED_SCREEN))
        w->theme = theme_load(w->arena, options->templates, &w->diag);
    if (needs & NEED_SCREEN) {
        w->shell = load_template(w, options->templates, "document.html");
        w->style = load_template(w, options->templates, "style.css");
    }
    if (w->diag.errors > 0)
        return false;
    if (needs & NEED_PAPER) {
        w->tools.phraser = phraser_new(w->morph);
        w->tools.memo = memo_new();
        w->pdf_fonts = pdf_fonts_new(w->tools.fonts);
    }
    return true;
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
