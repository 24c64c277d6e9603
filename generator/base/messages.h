/* messages.h -- the catalogue of everything the program says about wrong input.
 *
 * One enumerator a message; messages.c has id, severity, text and hint in Japanese and English.
 * Texts take no arguments: the variable part follows as language-neutral detail. */
#ifndef BASE_MESSAGES_H
#define BASE_MESSAGES_H

enum language { LANGUAGE_JA, LANGUAGE_EN, LANGUAGE_COUNT };
enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

enum message {
    /* E0xx: files and the system */
    MSG_FILE_CANNOT_OPEN,  /* file missing or unreadable: errno text */
    MSG_FILE_NOT_REGULAR,  /* a folder, a device, ... */
    MSG_FILE_TOO_LARGE,    /* size, limit */
    MSG_FILE_CANNOT_WRITE, /* errno text */
    MSG_FILE_EMPTY,
    MSG_TEXT_NOT_UTF8, /* first wrong byte */
    MSG_TEXT_CP932,    /* looks like Windows Japanese */
    MSG_TEXT_UTF16,
    MSG_TEXT_CONTROL, /* NUL or another control sign */

    /* E1xx: YAML */
    MSG_YAML_SYNTAX, /* libyaml's words */
    MSG_YAML_TAB,
    MSG_YAML_DUPLICATE_KEY,
    MSG_YAML_TOO_DEEP,
    MSG_YAML_ALIAS,
    MSG_YAML_MANY_DOCUMENTS,
    MSG_YAML_KEY_NOT_TEXT,

    /* E2xx: schema */
    MSG_UNKNOWN_KEY,
    MSG_MISSING_KEY,
    MSG_WRONG_KIND, /* expected text, list or mapping */
    MSG_EMPTY_VALUE,
    MSG_OUT_OF_RANGE,
    MSG_UNKNOWN_WORD, /* not one of the allowed words */
    MSG_BAD_NUMBER,
    MSG_BAD_YEN,
    MSG_BAD_DATE,
    MSG_BAD_ID,
    MSG_BAD_LENGTH,
    MSG_BAD_COLOUR,
    MSG_TEXT_TOO_LONG,
    MSG_DUPLICATE_ID,
    MSG_TEXT_ONE_LINE, /* a line break in a text of one line */

    /* E3xx: catalogue and client */
    MSG_UNKNOWN_SHEET,
    MSG_ANSWER_MISSING,
    MSG_ANSWER_UNKNOWN_ITEM,
    MSG_ANSWER_WORD,
    MSG_ANSWER_NOT_ALLOWED, /* 'partly' where the sheet has yes and no only */
    MSG_ANSWER_REASON,      /* na without a reason */
    MSG_ASSESSMENT_ORDER,   /* two assessments of the same sheet on the same day */
    MSG_DATE_FUTURE,
    MSG_NO_ASSESSMENT,
    MSG_FIGURE_WITHOUT_SOURCE,
    MSG_UNKNOWN_SOURCE,
    MSG_INCONSISTENT, /* two values that cannot both be true, e.g. notebooks > pcs */
    MSG_SHEET_INCOMPLETE,
    MSG_ID_NOT_FILE_NAME,
    MSG_ESTIMATED_FIGURE, /* key and what was taken for it */
    MSG_READING,          /* word: reading that is not hiragana, or lacks kana of the word */

    /* E4xx: Markdown */
    MSG_MD_UNKNOWN_BLOCK, /* ::: name */
    MSG_MD_UNCLOSED_BLOCK,
    MSG_MD_STRAY_CLOSE,
    MSG_MD_RAW_HTML,
    MSG_MD_TABLE_CELLS,   /* row has more cells than the head */
    MSG_MD_RESERVED_SIGN, /* U+2056, our sentinel */
    MSG_MD_PATHOLOGICAL,
    MSG_MD_FRONT_MATTER,
    MSG_IMAGE_UNREADABLE, /* address: errno text */
    MSG_MD_CHART,
    MSG_MD_BAD_ARGUMENT,
    MSG_MD_TABLE_HEAD,    /* rows without a delimiter row above */
    MSG_MD_HTML_LEFT_OUT, /* in a foreign chapter, once */
    MSG_MD_FRONT_FORMAT,  /* +++ TOML */
    MSG_MD_BOX_PLAIN,     /* ::: name of another program */
    MSG_IMAGE_OUTSIDE,    /* not in the folder of the chapters */
    MSG_IMAGE_REMOTE,     /* an address on the web */
    MSG_IMAGE_BROKEN,     /* no picture, or a damaged one */
    MSG_IMAGE_TOO_LARGE,
    MSG_IMAGE_INLINE,      /* within a line: its words are shown */
    MSG_IMAGE_NOT_PRINTED, /* a format that paper does not take, or damaged */

    /* E5xx: merge */
    MSG_FIELD_UNKNOWN,
    MSG_FIELD_UNDEFINED, /* known, but this client has no value: needs a condition */
    MSG_FIELD_SYNTAX,
    MSG_FIELD_KIND, /* a list or mapping where a text is needed, or the other way round */
    MSG_FILTER_UNKNOWN,
    MSG_FILTER_KIND,
    MSG_SECTION_UNBALANCED,
    MSG_SECTION_SYNTAX,
    MSG_UNKNOWN_CHAPTER,
    MSG_UNKNOWN_DOCUMENT,
    MSG_LINK_TARGET, /* #id that no heading has, or a scheme other than http(s), mailto, tel */

    /* E6xx: theme, fonts, layout */
    MSG_UNKNOWN_FONT,
    MSG_FONT_UNREADABLE,
    MSG_NO_GLYPH,       /* a sign that no font has */
    MSG_PAGES_TOO_MANY, /* e.g. executive over one page: by how much */
    MSG_TOO_WIDE,       /* a word or table wider than its place */
    MSG_TOO_TALL,       /* a row or figure taller than a page */
    MSG_PDF_LIBRARY,
    MSG_TEMPLATE,
    MSG_DICTIONARY_MISSING, /* where it should be */

    /* W7xx: plain Japanese */
    MSG_PLAIN_SENTENCE,
    MSG_PLAIN_TERM,
    MSG_PLAIN_NEGATION,
    MSG_PLAIN_KANJI,
    MSG_PLAIN_KATAKANA,
    MSG_PLAIN_ABBREVIATION,
    MSG_PLAIN_SCORE,
    MSG_PLAIN_EXCEPTION, /* one that nothing needs */

    /* E8xx: the guide */
    MSG_GUIDE_CLIENTS,    /* a folder with client data */
    MSG_GUIDE_EMPTY,      /* no chapter at all */
    MSG_CHAPTER_UNLISTED, /* a file that guide.yaml does not name */
    MSG_CHAPTER_LINK,     /* a link to a chapter or heading that does not exist */
    MSG_FOREIGN_LINK,     /* the same in a folder of others */
    MSG_MEASURE_CHAPTER,  /* measures.yaml names a chapter that does not exist */
    MSG_CHAPTER_SLUG,     /* a file name that cannot be an address */

    /* E85x: the site */
    /* From here on the rows are in messages_batch.c. */
    MSG_SITE_FOLDER,  /* not empty, and not made by `site` */
    MSG_SITE_CLIENTS, /* a place among the clients' data */
    MSG_SITE_ADDRESS, /* --base-url is no http(s) address */
    MSG_SERVE_PORT,   /* somebody else listens there */
    MSG_SERVE_LISTEN, /* the system does not let us */
    MSG_SERVE_WATCH,  /* no inotify */

    /* E9xx: batch */
    MSG_BATCH_PASSED_OVER, /* in the client folder: a link, a pipe, .yml */
    MSG_BATCH_TWINS,       /* two files with one id */
    MSG_BATCH_CRASHED,
    MSG_BATCH_TIME,
    MSG_BATCH_GARBLED,
    MSG_BATCH_CHANGED,  /* an input was changed while the batch ran */
    MSG_BATCH_LOCKED,   /* by which process */
    MSG_BATCH_MANIFEST, /* cannot be used: where */
    MSG_BATCH_NO_WORKER,
    MSG_BATCH_PRUNE_FOLDER,  /* the manifest is about another client folder */
    MSG_BATCH_PRUNE_EMPTY,   /* no client at all */
    MSG_BATCH_PRUNE_CHANGED, /* a file is not the one that was made */
    MSG_BATCH_USAGE,         /* --shard, or more than one folder */
    MSG_ISOLATION_LEAK,      /* another client's name in a document: where, whose */
    MSG_ISOLATION_COMMON,    /* a name that our own texts have too: whose, which kind */
    MSG_BATCH_PRUNE_MANY,    /* most of the clients are gone: a folder that is not mounted? */
    MSG_SHARD_MISSING,
    MSG_SHARD_DIFFERS, /* in what */
    MSG_SHARD_CLIENTS, /* twice, missing, or in the wrong shard */
    MSG_SHARD_OUTPUT,  /* not there, or not as listed */

    /* E94x: portfolio */
    MSG_PORTFOLIO_EMPTY, /* no client file in the folder */
    MSG_PORTFOLIO_USAGE, /* more than one folder */

    /* E95x: passwords; details name the file's line, never the password */
    MSG_PASSWORD_FILE,  /* no list */
    MSG_PASSWORD_TWICE, /* two lines for one client */
    MSG_PASSWORD_NONE,  /* no line for this client */
    MSG_PASSWORD_SHORT,
    MSG_PASSWORD_LONG,
    MSG_PASSWORD_SIGNS, /* controls, not UTF-8 */
    MSG_PASSWORD_REPEATED,
    MSG_PASSWORD_FIGURES,
    MSG_PASSWORD_ROWS, /* keys side by side */
    MSG_PASSWORD_COMMON,
    MSG_PASSWORD_OWN,      /* the client's own words */
    MSG_PASSWORD_OPEN,     /* others may read the file */
    MSG_PASSWORD_NO_HTML,  /* HTML cannot be closed: not made */
    MSG_PASSWORD_UNSEALED, /* an open file of an earlier run */
    MSG_PASSWORD_USAGE,
    MSG_PASSWORD_SEAL, /* the system or libqpdf failed */

    MSG_COUNT
};

struct message_text {
    const char *id; /* "E203" or "W301"; stable once published */
    enum severity severity;
    const char *text[LANGUAGE_COUNT];
    const char *hint[LANGUAGE_COUNT]; /* NULL where the text says it all */
};

/* The entry of `message`; never NULL, every field but hints set. */
const struct message_text *message_of(enum message message);

/* The word for "hint", "did you mean", ... in diagnostics. */
enum phrase { PHRASE_HINT, PHRASE_NEAR, PHRASE_NOTE, PHRASE_MORE };
const char *phrase_of(enum phrase phrase, enum language language);

#endif
