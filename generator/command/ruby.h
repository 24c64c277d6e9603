/* ruby.h -- --ruby: what gives readings, and whose names nobody may guess. */
#ifndef COMMAND_RUBY_H
#define COMMAND_RUBY_H

#include "document/document.h"

struct arena;
struct client;
struct furigana_sources;
struct guide;
struct options;
struct workspace;

/* Reads the dictionaries of `content` and adds the glossary's words, in the workspace's arena. The
 * workspace has its catalogue and MeCab. NULL after a mistake, which is reported to its diag. */
const struct furigana_sources *ruby_load(struct workspace *w, const char *content);

/* Adds readings to the blocks of `client`'s document as --ruby asks; nothing without it. */
void ruby_document(struct arena *a, const struct workspace *w, const struct client *client,
                   struct block *blocks);

/* The same for every chapter of the guide, which names the vendor only. */
void ruby_guide(struct arena *a, const struct workspace *w, const struct guide *guide);

/* "none", "difficult" or "all" of the command line into options->ruby; false for another word. */
bool ruby_parse(const char *word, struct options *options);

#endif
