#include "lexicon.h"

int open_words(void **state)
{
    static struct words words;
    words.arena = arena_new();
    struct diag diag = diag_new(words.arena);
    words.morph = morph_open(&diag);
    words.sources =
        (struct furigana_sources){.readings = readings_load(words.arena, "content", &diag),
                                  .kanji = kanji_load(words.arena, "content", &diag),
                                  .morph = words.morph};
    *state = &words;
    return words.morph && words.sources.readings && words.sources.kanji ? 0 : 1;
}

int close_words(void **state)
{
    struct words *words = *state;
    morph_close(words->morph);
    arena_free(words->arena);
    return 0;
}
