#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "japanese/morph.h"
#include "japanese/phrase.h"

/* The dictionary is opened once for all tests of the file. */
struct words {
    struct arena *arena;
    struct morph *morph;
    struct phraser *phraser;
};

static int open_words(void **state)
{
    static struct words words;
    words.arena = arena_new();
    struct diag diag = diag_new(words.arena);
    words.morph = morph_open(&diag);
    words.phraser = phraser_new(words.morph);
    *state = &words;
    return words.morph ? 0 : 1;
}

static int close_words(void **state)
{
    struct words *words = *state;
    phraser_free(words->phraser);
    morph_close(words->morph);
    arena_free(words->arena);
    return 0;
}

/* `text` with | between phrases, + at joints and ~ at seams. */
static const char *mark(struct words *words, struct text text)
{
    const uint8_t *breaks = phraser_find(words->arena, words->phraser, text);
    struct buffer marked = {0};
    for (size_t i = 0; i < text.size; i++) {
        if (breaks[i] == PHRASE_END)
            buffer_byte(&marked, '|');
        if (breaks[i] == PHRASE_SEAM)
            buffer_byte(&marked, '~');
        if (breaks[i] == PHRASE_JOINT)
            buffer_byte(&marked, '+');
        buffer_byte(&marked, text.ptr[i]);
    }
    assert_int_equal(breaks[text.size], PHRASE_END);
    struct text copy = text_copy(words->arena, buffer_text(&marked));
    buffer_free(&marked);
    return copy.ptr;
}

static const char *without_marks(struct words *words, const char *marked)
{
    char *plain = arena_alloc(words->arena, strlen(marked) + 1);
    size_t size = 0;
    for (size_t i = 0; marked[i]; i++) {
        if (marked[i] != '|' && marked[i] != '+' && marked[i] != '~')
            plain[size++] = marked[i];
    }
    return plain;
}

static void nouns_in_kana_behind_a_verb_stay_whole(void **state)
{
    static const char *const texts[] = {"対策を|宣言する|しくみ", "止めない|しくみを|作る",
                                        "守る|しごと", "電話し、|くみかえる",
                                        "使うものと|使うところ"};
    struct words *words = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(mark(words, text_of(without_marks(words, texts[i]))), texts[i]);
}

/* Headings, cells and box titles of our own content. */
static void headings_fall_into_phrases(void **state)
{
    static const char *const headings[] = {"社外と|つなぐ|入口の|更新",
                                           "言葉の|説明",
                                           "通販の|店を|閉じる|日数",
                                           "サイバー~セキュリティ+対策+促進+助成金の|案内",
                                           "費用、|点数、|残る|心配",
                                           "1日〜+7日+（29）、|7日〜+30日+（31）",
                                           "1万3,000円〜+17万円",
                                           "2〜3人で|行う",
                                           "警察に|届けられた|被害の、|調査と|復旧の|費用+（89件）",
                                           "この|冊子について",
                                           "担当が|決まっていません",
                                           "バックアップから|戻す|試し",
                                           "ご担当が|未定です",
                                           "1年のうちに|起きる|割合",
                                           "これから|整えること",
                                           "だれが|何を|受け持つか",
                                           "お問い合わせ",
                                           "「なぜうちが」という、|きっかけの|段です",
                                           "止まっても|続ける|手順を|書く",
                                           "ほかの|中小企業と|くらべると",
                                           "会社の|サイトを|書きかえられた",
                                           "捨てる|機器の|中身を|消す",
                                           "すべての|お答え",
                                           "1つの|部署の|感染が、|全部の|パソコンに|広がった",
                                           "年1回、|動き方を|練習する",
                                           "1回|起きたときの|損害の|目安",
                                           "中小企業の|情報+セキュリティ+対策+ガイドライン",
                                           "アカウントを|乗っ取られる",
                                           "サーバが|身代金ウイルスに|かかった",
                                           "秘密を|守る|約束の|書面",
                                           "退職する|人の|持ち出しを、|直前に|止めた",
                                           "クラウドの|設定の|見直し",
                                           "だれが|困る",
                                           "ノート+パソコン1台の|買い直し",
                                           "社員の|手間+（軽い|対応）",
                                           "契約と|分担の|見直し",
                                           "機器が|出す|警告の|見守り",
                                           "今年|やること",
                                           "画面に|自動で|鍵を|かける",
                                           "遠隔保守の|入口の|管理",
                                           "国への|届け出",
                                           "一つ星を|宣言する",
                                           "ウイルス+対策+ソフトを|入れる",
                                           "使う|人と|権限の|見直し",
                                           "よく|起きて、|軽く|すむ|被害",
                                           "パスワードを|長く|する",
                                           "取引先が|やり取りを|止める|日数",
                                           "社長の|名前で、|急ぎの|振り込みを|たのまれた",
                                           "サイバー~セキュリティ",
                                           "1億8,000万円",
                                           "会社の|サイトを|守る"};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        const char *plain = without_marks(*state, headings[i]);
        assert_string_equal(mark(*state, text_of(plain)), headings[i]);
    }
}

static void words_inside_a_phrase_are_known(void **state)
{
    struct words *words = *state;
    struct text text = text_of("社外と");
    const uint8_t *breaks = phraser_find(words->arena, words->phraser, text);
    assert_int_equal(breaks[0], PHRASE_INSIDE);
    assert_int_equal(breaks[strlen("社")], PHRASE_INSIDE);
    assert_int_equal(breaks[strlen("社外")], PHRASE_WORD);
}

static void an_empty_text_ends_a_phrase(void **state)
{
    assert_string_equal(mark(*state, (struct text){"", 0}), "");
}

static void any_bytes_are_accepted(void **state)
{
    struct words *words = *state;
    char noise[3000];
    uint32_t seed = 7;
    for (size_t size = 1; size < sizeof noise; size = size * 3 / 2 + 1) {
        for (size_t i = 0; i < size; i++) {
            seed = seed * 1664525 + 1013904223;
            noise[i] = (char)(seed >> 24);
        }
        const uint8_t *breaks =
            phraser_find(words->arena, words->phraser, (struct text){noise, size});
        assert_int_equal(breaks[size], PHRASE_END);
    }
}

static void what_was_found_is_found_again_after_forgetting(void **state)
{
    struct words *words = *state;
    const char *before = mark(words, text_of("設定の見直しを年に1回"));
    for (int i = 0; i < 6000; i++) {
        struct text text = text_format(words->arena, "設定%d", i);
        phraser_find(words->arena, words->phraser, text);
    }
    assert_string_equal(mark(words, text_of("設定の見直しを年に1回")), before);
}

/* phraser_find asks MeCab of texts whose digits are all 0: the words must be those of the text. */
static void no_digit_changes_the_words(void **state)
{
    struct words *words = *state;
    static const char *const texts[] = {
        "毎年9万6,000円",
        "31年に1回",
        "30万8,000円（初回だけ）",
        "2段階の確認を付ける、年2回、30分の勉強会、ほか16",
        "2026年6月1日の10:30に、第3章と図12を見る",
        "Windows 11とMicrosoft 365、TLS1.3、ISO27001",
        "1日〜7日、2.4GHz、03-1234-5678、1つ、1人、1番、3階",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text text = text_of(texts[i]);
        char *level = arena_alloc(words->arena, text.size + 1);
        for (size_t k = 0; k < text.size; k++)
            level[k] = text.ptr[k] >= '0' && text.ptr[k] <= '9' ? '0' : text.ptr[k];
        size_t count = 0;
        size_t level_count = 0;
        const struct morpheme *items = morph_split(words->arena, words->morph, text, &count);
        const struct morpheme *others =
            morph_split(words->arena, words->morph, text_of(level), &level_count);
        assert_int_equal(count, level_count);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(items[k].end, others[k].end);
            assert_int_equal(items[k].speech, others[k].speech);
        }
    }
}

/* Clauses are asked for one by one: together they are split as the whole would be. */
static void commas_part_what_mecab_parts(void **state)
{
    struct words *words = *state;
    static const char *const texts[] = {
        "2段階の確認を付ける、受け持ちを紙で決める、ほか16",
        "年2回、30分の勉強会、外注先と守りを約束する、ほか4",
        "「私物の機器を許可制にする」は、今回は見送ります。いまのままでは、だめです",
        "小、中学生の、あいさつ、一つ、二つ、、三つ、、、",
        "する、しくみ、、ごと、\n、あす、 きょう、（あさって）、",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text text = text_of(texts[i]);
        const uint8_t *breaks = phraser_find(words->arena, words->phraser, text);
        size_t count = 0;
        const struct morpheme *items = morph_split(words->arena, words->morph, text, &count);
        bool *begins = arena_array(words->arena, text.size + 1, sizeof *begins);
        for (size_t k = 1; k < count; k++)
            begins[items[k].start] = true;
        for (size_t k = 0; k < text.size; k++)
            assert_true(breaks[k] == PHRASE_INSIDE || begins[k]);
        assert_int_equal(breaks[0], PHRASE_INSIDE);
        assert_int_equal(breaks[text.size], PHRASE_END);
    }
    assert_string_equal(mark(words, text_of("受け持ちを決める、更新を確かめる、ほか16")),
                        "受け持ちを|決める、|更新を|確かめる、|ほか16");
    assert_string_equal(mark(words, text_of("小、中学生の勉強会")), "小、中学生の|勉強会");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nouns_in_kana_behind_a_verb_stay_whole),
        cmocka_unit_test(headings_fall_into_phrases),
        cmocka_unit_test(words_inside_a_phrase_are_known),
        cmocka_unit_test(an_empty_text_ends_a_phrase),
        cmocka_unit_test(any_bytes_are_accepted),
        cmocka_unit_test(what_was_found_is_found_again_after_forgetting),
        cmocka_unit_test(no_digit_changes_the_words),
        cmocka_unit_test(commas_part_what_mecab_parts)};
    return cmocka_run_group_tests(tests, open_words, close_words);
}
