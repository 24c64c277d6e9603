/* isolation.h -- no client's document names another client.
 *
 * All clients' names are gathered once; every finished document is then searched for those of the
 * others in one pass. What is sought, and why so (a false alarm costs a client's documents of an
 * evening, so every rule here keeps one away):
 *
 *  - Names (with and without 株式会社 and the like), other names, readings, ids, document numbers,
 *    contact persons, mail domains. Compared as loose.h has them.
 *  - A name without its legal form counts from three signs, one of kana alone from four: みどり or
 *    高木 is a word or a person, 株式会社みどり is not.
 *  - What is written in ASCII is found as a whole word only. An id, a document number counts from
 *    three signs and when it has a letter: figures alone stand everywhere.
 *  - A name two clients share (one person who looks after both) is not another's name for either.
 *  - A name inside the client's own name, or inside something of its `mentions`, is its own:
 *    日の出 in 第二日の出製作所. A mention that is another client's id or name allows all of that
 *    client's names.
 *  - A name that our own chapters or catalogue use (isolation_add_static) cannot be told from them.
 *    The vendor is warned of it once, when nothing else of that kind is left of the client. Mail
 *    domains of public providers are such texts too (content/catalog/mail_providers.yaml), without
 *    a warning: they say nothing about whose mail it is.
 *
 * Not found: names in pictures; names of a client whose file is no YAML (it gives no documents, so
 * nothing of it is in memory that could leak). */
#ifndef BATCH_ISOLATION_H
#define BATCH_ISOLATION_H

#include "base/diag.h"
#include "base/hash.h"
#include "japanese/loose.h"

struct isolation;

enum name_kind {
    NAME_NAME,
    NAME_ALIAS,
    NAME_READING,
    NAME_ID,
    NAME_NUMBER, /* of a document */
    NAME_PERSON,
    NAME_DOMAIN
};
enum { NAME_KINDS = NAME_DOMAIN + 1 };

struct isolation *isolation_new(struct arena *a);

/* A client, with the file to name when one of its names is found. Returns its number, from 0. */
size_t isolation_add_client(struct isolation *isolation, struct text file);

/* What the client is called. An absent text adds nothing. Copied. */
void isolation_add_name(struct isolation *isolation, size_t client, enum name_kind kind,
                        struct text name);

/* What may stand in the client's documents although it is another's. Copied. */
void isolation_add_mention(struct isolation *isolation, size_t client, struct text mention);

/* A text that all clients get. Copied. */
void isolation_add_static(struct isolation *isolation, struct text text);

/* After the last add, before the first check; only read afterwards. Warns in `d` of clients whose
 * names cannot be checked. */
void isolation_ready(struct isolation *isolation, struct diag *d);

/* --- a document ------------------------------------------------------------------------------ */

/* What a document says, in the order of reading, with where it stands. */
struct passages {
    struct arena *arena;
    struct loose text;
    struct place *places;
    size_t place_count;
};

struct passages passages_new(struct arena *a);
void passages_free(struct passages *passages);

/* What is added from here to `text` stands in `where` (static; "page"), `number` (0 = none). Begins
 * another text. */
void passages_place(struct passages *passages, const char *where, size_t number);

/* As above, within the same text: it may go on on the next page. */
void passages_go_on(struct passages *passages, const char *where, size_t number);

struct leak {
    enum name_kind kind;
    struct text file; /* of the client whose name was found */
    const char *where;
    size_t number;
};

/* Finds another client's name in a document of `client`. False and *leak when there is one. */
bool isolation_check(const struct isolation *isolation, size_t client,
                     const struct passages *passages, struct leak *leak);

/* Does a text of `client` have a name of one of the clients that `sought` tells? Says no more than
 * isolation_check: what is its own or mentioned is no such name. */
bool isolation_names(const struct isolation *isolation, size_t client,
                     const struct passages *passages, const bool *sought);

/* Hashes of what of each client is sought in documents of others: another hash means that documents
 * may have a name in them that nobody sought when they were made. In `a`, by number. */
struct hash *isolation_marks(struct arena *a, const struct isolation *isolation);

/* "name", "mail domain": for complaints. */
const char *name_kind_word(enum name_kind kind);

#endif
