#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "japanese/okurigana.h"
#include "lexicon.h"

/* `word` with each reading behind its kanji: 受[う]け持[も]ち; "-" when the reading does not fit.
 */
static const char *split(struct arena *a, const char *word, const char *reading)
{
    size_t count;
    const struct okurigana *parts = okurigana_split(a, text_of(word), text_of(reading), &count);
    if (!parts)
        return "-";
    struct text line = text_of("");
    size_t done = 0;
    for (size_t i = 0; i < count; i++) {
        line = text_format(a, "%s%.*s[%.*s]", line.ptr, (int)(parts[i].end - done), word + done,
                           (int)parts[i].reading.size, parts[i].reading.ptr);
        done = parts[i].end;
    }
    return text_format(a, "%s%s", line.ptr, word + done).ptr;
}

/* `text` with the readings found, in the same way; `hard` = only of hard words. */
static const char *read_with(struct words *words, const char *text, bool hard)
{
    struct arena *a = words->arena;
    size_t count;
    const struct furigana *found = furigana_find(a, &words->sources, text_of(text), &count);
    struct text line = text_of("");
    size_t done = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(found[i].start >= done && found[i].end > found[i].start);
        if (hard && !found[i].hard)
            continue;
        line = text_format(a, "%s%.*s[%.*s]", line.ptr, (int)(found[i].end - done), text + done,
                           (int)found[i].reading.size, found[i].reading.ptr);
        done = found[i].end;
    }
    return text_format(a, "%s%s", line.ptr, text + done).ptr;
}

static const char *read_all(void **state, const char *text)
{
    return read_with(*state, text, false);
}

/* ---- okurigana ---- */

static void readings_stand_over_kanji_only(void **state)
{
    struct words *words = *state;
    struct arena *a = words->arena;
    assert_string_equal(split(a, "守る", "まもる"), "守[まも]る");
    assert_string_equal(split(a, "取引先", "とりひきさき"), "取引先[とりひきさき]");
    assert_string_equal(split(a, "受け持ち", "うけもち"), "受[う]け持[も]ち");
    assert_string_equal(split(a, "お客様", "おきゃくさま"), "お客様[きゃくさま]");
    assert_string_equal(split(a, "サーバー室", "さーばーしつ"), "サーバー室[しつ]");
    assert_string_equal(split(a, "3ヶ月", "さんかげつ"), "3[さん]ヶ月[げつ]");
    assert_string_equal(split(a, "南 さゆり", "みなみ　さゆり"), "南[みなみ] さゆり");
    assert_string_equal(split(a, "株式会社みどり製作所", "かぶしきがいしゃ みどりせいさくしょ"),
                        "株式会社[かぶしきがいしゃ]みどり製作所[せいさくしょ]");
}

static void a_reading_that_lacks_kana_of_its_word_fits_nowhere(void **state)
{
    struct words *words = *state;
    assert_string_equal(split(words->arena, "守る", "まもり"), "-");
    assert_string_equal(split(words->arena, "守る", "る"), "-");
    assert_string_equal(split(words->arena, "守", ""), "-");
    assert_string_equal(split(words->arena, "る", "らる"), "-");
}

static void a_reading_that_fits_in_two_ways_stands_over_the_whole(void **state)
{
    struct words *words = *state;
    assert_string_equal(split(words->arena, "甲い乙", "ああいいうう"), "甲い乙[ああいいうう]");
}

static void a_word_made_to_take_long_is_given_up(void **state)
{
    struct words *words = *state;
    struct text word = text_of("");
    struct text reading = text_of("");
    for (int i = 0; i < 12; i++) {
        word = text_format(words->arena, "%s漢あ", word.ptr);
        reading = text_format(words->arena, "%sあああああああ", reading.ptr);
    }
    size_t count;
    const struct okurigana *parts = okurigana_split(words->arena, word, reading, &count);
    assert_true(!parts || count == 1);
    word = text_format(words->arena, "%s%s", word.ptr, word.ptr);
    assert_null(okurigana_split(words->arena, word, reading, &count));
}

/* ---- school years ---- */

static void the_table_has_the_642_signs_of_four_school_years(void **state)
{
    struct words *words = *state;
    const struct kanji_table *kanji = words->sources.kanji;
    assert_int_equal(kanji_count(kanji), 80 + 160 + 200 + 202);
    /* 2017: the signs of prefectures came to year 4, 囲 and 胃 left it. */
    assert_false(kanji_hard(kanji, text_of("茨城県 栃木県 録画 一右雨")));
    assert_true(kanji_hard(kanji, text_of("囲む")));
    assert_true(kanji_hard(kanji, text_of("胃")));
    assert_false(kanji_hard(kanji, text_of("人々、〆切、カナ、abc")));
}

static void difficult_words_are_those_with_a_later_sign(void **state)
{
    assert_string_equal(read_with(*state, "会社の暗号と鍵を復旧する", true),
                        "会社の暗号と鍵[かぎ]を復旧[ふっきゅう]する");
}

/* ---- words of ours ---- */

static const struct {
    const char *text, *read;
} CASES[] = {
    {"今日の守り", "今日[きょう]の守[まも]り"},
    {"守りを固める", "守[まも]りを固[かた]める"},
    {"当社と御社", "当社[とうしゃ]と御社[おんしゃ]"},
    {"他社の例", "他社[たしゃ]の例[れい]"},
    {"取引先に電話する", "取引先[とりひきさき]に電話[でんわ]する"},
    {"当社が行います", "当社[とうしゃ]が行[おこな]います"},
    {"点検を行う", "点検[てんけん]を行[おこな]う"},
    {"点検を行って", "点検[てんけん]を行[おこな]って"},
    {"奥へ行きます", "奥[おく]へ行[い]きます"},
    {"その行を読む", "その行[ぎょう]を読[よ]む"},
    {"写真の行き先", "写真[しゃしん]の行[い]き先[さき]"},
    {"メールを開く", "メールを開[ひら]く"},
    {"メールを、開けません", "メールを、開[ひら]けません"},
    {"扉を開けます", "扉[とびら]を開[あ]けます"},
    {"穴が開いた", "穴[あな]が開[あ]いた"},
    {"人だけが開ける所", "人[ひと]だけが開ける所[ところ]"},
    {"写しを取る", "写[うつ]しを取[と]る"},
    {"席を立つ", "席[せき]を立[た]つ"},
    {"穴を閉じる", "穴[あな]を閉[と]じる"},
    {"一つ星と二つ星", "一[ひと]つ星[ぼし]と二[ふた]つ星[ぼし]"},
    {"お客様の側", "お客様[きゃくさま]の側[がわ]"},
    {"大勢に送る", "大勢[おおぜい]に送[おく]る"},
    {"その日中に", "その日中[にっちゅう]に"},
    {"夜中の電話", "夜中[よなか]の電話[でんわ]"},
    {"今日中に", "今日中[きょうじゅう]に"},
    {"一晩中", "一晩中[ひとばんじゅう]"},
    {"明後日", "明後日[あさって]"},
    {"粗利の3割", "粗利[あらり]の3割[わり]"},
    {"2万円で割ると", "2万[まん]円[えん]で割[わ]ると"},
    {"右上の数字", "右上[みぎうえ]の数字[すうじ]"},
    {"いちばん上", "いちばん上[うえ]"},
    {"よい紙を1枚", "よい紙[かみ]を1枚[まい]"},
    {"2階の小窓", "2階[かい]の小窓[こまど]"},
    {"担当の方", "担当[たんとう]の方[かた]"},
    {"早くした方がよい", "早[はや]くした方[ほう]がよい"},
    {"机の上を空にする", "机[つくえ]の上[うえ]を空[から]にする"},
    {"席が空いている", "席[せき]が空[あ]いている"},
    {"止まった間の粗利", "止[と]まった間[あいだ]の粗利[あらり]"},
    {"納期に間に合う", "納期[のうき]に間[ま]に合[あ]う"},
    {"表計算の表", "表計算[ひょうけいさん]の表[ひょう]"},
    {"入口に札を貼る", "入口[いりぐち]に札[ふだ]を貼[は]る"},
    {"探し物をする", "探[さが]し物[もの]をする"},
    {"その日に来られる", "その日[ひ]に来[こ]られる"},
    {"紙が要ります", "紙[かみ]が要[い]ります"},
    {"確認が要です", "確認[かくにん]が要[かなめ]です"},
    {"入ろうとする", "入[はい]ろうとする"},
    {"電源を入れる", "電源[でんげん]を入[い]れる"},
    {"脆弱性", "脆弱性[ぜいじゃくせい]"},
    {"漏えいの届け出", "漏[ろう]えいの届[とど]け出[で]"},
    {"乗っ取りと踏み台", "乗[の]っ取[と]りと踏[ふ]み台[だい]"},
    {"身代金を払う", "身代金[みのしろきん]を払[はら]う"},
    {"委託先の社員", "委託先[いたくさき]の社員[しゃいん]"},
    {"日本人の社長", "日本人[にほんじん]の社長[しゃちょう]"},
    {"商工会議所", "商工会議所[しょうこうかいぎしょ]"},
    /* numbers */
    {"1台と3社", "1台[だい]と3社[しゃ]"},
    {"何人も", "何[なん]人[にん]も"},
    {"1人で2人分", "1人[ひとり]で2人[ふたり]分[ぶん]"},
    {"８人の会社", "８人[にん]の会社[かいしゃ]"},
    {"20日まで", "20日[はつか]まで"},
    {"11月10日", "11月[がつ]10日[とおか]"},
    {"1日だけ", "1日だけ"},
    {"15日後", "15日[にち]後[ご]"},
    {"2〜3日", "2〜3日"},
    {"3つ", "3つ"},
    {"1本、2本、3本", "1本[ぽん]、2本[ほん]、3本[ぼん]"},
    {"5分と10分", "5分[ふん]と10分[ぷん]"},
    {"3か月", "3か月[げつ]"},
    {"1億2,000万円", "1億[おく]2,000万[まん]円[えん]"},
    {"2匹と3軒", "2匹と3軒"},
    {"数日で3種類", "数日[すうじつ]で3種類[しゅるい]"},
};

static void words_of_our_field_are_read_right(void **state)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(read_all(state, CASES[i].text), CASES[i].read);
}

static void names_and_unknown_words_are_not_read(void **state)
{
    assert_string_equal(read_all(state, "東海林さんと石川県"), "東海林さんと石川県[けん]");
    assert_string_equal(read_all(state, "○○精機です"), "○○精機です");
    assert_string_equal(read_all(state, "龘靐齉"), "龘靐齉");
}

static void any_bytes_can_be_asked(void **state)
{
    assert_string_equal(read_all(state, ""), "");
    assert_string_equal(read_all(state, "\xff\xe4\xba\n\t漢字\x01"),
                        "\xff\xe4\xba\n\t漢字[かんじ]\x01");
    struct words *words = *state;
    char *many = arena_alloc(words->arena, 30001);
    for (size_t i = 0; i < 30000; i += 3)
        memcpy(many + i, "々", 3);
    assert_non_null(read_all(state, many));
}

/* ---- mistakes ---- */

/* Reads a readings.yaml of `yaml`; *line gets the place of its first mistake. */
static bool load(struct arena *a, const char *yaml, enum message *message, size_t *line)
{
    char folder[] = "/tmp/readings-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct diag diag = diag_new(a);
    struct text catalog = text_format(a, "%s/catalog", folder);
    struct text path = text_format(a, "%s/readings.yaml", catalog.ptr);
    assert_true(file_make_folders(catalog.ptr, 0700, &diag));
    assert_true(file_write(path.ptr, text_of(yaml), 0600, &diag));
    bool good = readings_load(a, folder, &diag) != NULL;
    size_t column;
    if (!good) {
        const struct diag_entry *entry = &diag.entries[0];
        *message = entry->message;
        source_position(entry->span.source, entry->span.start, line, &column);
    }
    unlink(path.ptr);
    rmdir(catalog.ptr);
    rmdir(folder);
    return good;
}

static void a_mistake_in_the_dictionary_is_told_at_its_line(void **state)
{
    static const struct {
        const char *row;
        enum message message;
    } wrong[] = {{"{word: 守る, reading: マモル}", MSG_READING},
                 {"{word: 守る, reading: まもる1}", MSG_READING},
                 {"{word: 守る, reading: まもり}", MSG_READING},
                 {"{word: まもる, reading: まもる}", MSG_READING},
                 {"{word: 今日, reading: こんにち}", MSG_DUPLICATE_ID},
                 {"{word: 今日, redding: きょう}", MSG_UNKNOWN_KEY},
                 {"{reading: きょう}", MSG_MISSING_KEY}};
    struct words *words = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct text yaml = text_format(words->arena,
                                       "words:\n"
                                       "  - {word: 今日, reading: きょう}\n"
                                       "  - %s\n"
                                       "counters:\n"
                                       "  - {word: 人, reading: にん}\n",
                                       wrong[i].row);
        enum message message = MSG_COUNT;
        size_t line = 0;
        assert_false(load(words->arena, yaml.ptr, &message, &line));
        assert_int_equal(message, wrong[i].message);
        assert_int_equal(line, 3);
    }
    enum message message;
    size_t line;
    assert_true(load(words->arena,
                     "words:\n  - {word: 今日, reading: きょう}\n  - {word: 今日, before: [は]}\n"
                     "counters:\n  - {word: 人}\n",
                     &message, &line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_stand_over_kanji_only),
        cmocka_unit_test(a_reading_that_lacks_kana_of_its_word_fits_nowhere),
        cmocka_unit_test(a_reading_that_fits_in_two_ways_stands_over_the_whole),
        cmocka_unit_test(a_word_made_to_take_long_is_given_up),
        cmocka_unit_test(the_table_has_the_642_signs_of_four_school_years),
        cmocka_unit_test(difficult_words_are_those_with_a_later_sign),
        cmocka_unit_test(words_of_our_field_are_read_right),
        cmocka_unit_test(names_and_unknown_words_are_not_read),
        cmocka_unit_test(any_bytes_can_be_asked),
        cmocka_unit_test(a_mistake_in_the_dictionary_is_told_at_its_line),
    };
    return cmocka_run_group_tests(tests, open_words, close_words);
}
