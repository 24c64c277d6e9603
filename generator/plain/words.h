/* words.h -- terms and abbreviations that a reader meets without an explanation. */
#ifndef PLAIN_WORDS_H
#define PLAIN_WORDS_H

#include "plain/gate.h"

struct passage;

struct unexplained {
    size_t start, end; /* bytes of the passage's text */
    bool abbreviation; /* else a term */
};

/* The next word at or after *at that needs an explanation and has none; *at moves behind it. Words
 * that are explained on the way are remembered in `document`, so are those complained about: each
 * is told once a document. False at the end.
 *
 * A word needs one when it is a term of the glossary, a hard word of the rules, or two and more
 * capital letters, and not common. It has one when the document explains its glossary terms, or
 * where it stands as "X（…）", "…（X）", "「X」とは" or "Xとは". */
bool words_next_unexplained(struct plain_document *document, const struct passage *passage,
                            size_t *at, struct unexplained *word);

#endif
