#include "base/messages.h"

#include <assert.h>

#include "base/messages_batch.h"

/* clang-format off */
static const struct message_text table[MSG_BATCH_FIRST] = {
    [MSG_FILE_CANNOT_OPEN] = {
        .id = "E001", .severity = SEVERITY_ERROR,
        .text = {"ファイルを読めません", "cannot read the file"},
        .hint = {"パスと読み取りの許可を確かめてください",
                 "check the path and the permission to read"},
    },
    [MSG_FILE_NOT_REGULAR] = {
        .id = "E002", .severity = SEVERITY_ERROR,
        .text = {"ふつうのファイルではありません", "not a regular file"},
        .hint = {"フォルダーや装置ではなく、ファイルを指定してください",
                 "give a file, not a folder or a device"},
    },
    [MSG_FILE_TOO_LARGE] = {
        .id = "E003", .severity = SEVERITY_ERROR,
        .text = {"ファイルが大きすぎます", "the file is too large"},
        .hint = {"指定したファイルが正しいか確かめてください",
                 "check that this is the file you mean"},
    },
    [MSG_FILE_CANNOT_WRITE] = {
        .id = "E004", .severity = SEVERITY_ERROR,
        .text = {"書き込めません", "cannot write"},
        .hint = {"空き容量と書き込みの許可を確かめてください",
                 "check the free space and the permission to write"},
    },
    [MSG_FILE_EMPTY] = {
        .id = "E005", .severity = SEVERITY_ERROR,
        .text = {"内容がありません", "there is nothing in it"},
    },
    [MSG_TEXT_NOT_UTF8] = {
        .id = "E006", .severity = SEVERITY_ERROR,
        .text = {"UTF-8として読めません", "not valid UTF-8"},
        .hint = {"文字コードをUTF-8にして保存し直してください", "save the file again as UTF-8"},
    },
    [MSG_TEXT_CP932] = {
        .id = "E007", .severity = SEVERITY_ERROR,
        .text = {"文字コードがShift_JISのようです", "this looks like Shift_JIS (CP932)"},
        .hint = {"文字コードをUTF-8にして保存し直してください", "save the file again as UTF-8"},
    },
    [MSG_TEXT_UTF16] = {
        .id = "E008", .severity = SEVERITY_ERROR,
        .text = {"文字コードがUTF-16のようです", "this looks like UTF-16"},
        .hint = {"文字コードをUTF-8にして保存し直してください", "save the file again as UTF-8"},
    },
    [MSG_TEXT_CONTROL] = {
        .id = "E009", .severity = SEVERITY_ERROR,
        .text = {"使えない制御文字があります", "a control sign is not allowed"},
        .hint = {"この文字を消してください", "delete the sign"},
    },

    [MSG_YAML_SYNTAX] = {
        .id = "E101", .severity = SEVERITY_ERROR,
        .text = {"YAMLの書き方が正しくありません", "YAML syntax error"},
        .hint = {"字下げと、半角のコロン「: 」を確かめてください",
                 "check the indentation and the colon with a space behind it"},
    },
    [MSG_YAML_TAB] = {
        .id = "E102", .severity = SEVERITY_ERROR,
        .text = {"字下げにタブは使えません", "tabs cannot indent YAML"},
        .hint = {"半角の空白で字下げしてください", "indent with spaces"},
    },
    [MSG_YAML_DUPLICATE_KEY] = {
        .id = "E103", .severity = SEVERITY_ERROR,
        .text = {"同じ項目が2回あります", "the key appears twice"},
        .hint = {"どちらか一方を消してください", "delete one of the two"},
    },
    [MSG_YAML_TOO_DEEP] = {
        .id = "E104", .severity = SEVERITY_ERROR,
        .text = {"入れ子が深すぎます", "nested too deeply"},
    },
    [MSG_YAML_ALIAS] = {
        .id = "E105", .severity = SEVERITY_ERROR,
        .text = {"別名（& と *）は使えません", "anchors and aliases are not allowed"},
        .hint = {"値をそのまま書くか、引用符で囲んでください",
                 "write the value itself, or quote it"},
    },
    [MSG_YAML_MANY_DOCUMENTS] = {
        .id = "E106", .severity = SEVERITY_ERROR,
        .text = {"1つのファイルに複数の文書があります", "more than one document in the file"},
        .hint = {"文書を区切る「---」を消してください", "delete the '---' between documents"},
    },
    [MSG_YAML_KEY_NOT_TEXT] = {
        .id = "E107", .severity = SEVERITY_ERROR,
        .text = {"項目名が文字ではありません", "a key must be plain text"},
        .hint = {"「{」「[」で始まる値は引用符で囲んでください",
                 "quote a value that begins with '{' or '['"},
    },

    [MSG_UNKNOWN_KEY] = {
        .id = "E201", .severity = SEVERITY_ERROR,
        .text = {"この項目はありません", "unknown key"},
    },
    [MSG_MISSING_KEY] = {
        .id = "E202", .severity = SEVERITY_ERROR,
        .text = {"必要な項目がありません", "a required key is missing"},
    },
    [MSG_WRONG_KIND] = {
        .id = "E203", .severity = SEVERITY_ERROR,
        .text = {"値の形が違います", "wrong kind of value"},
        .hint = {"文字か、並び（- で始まる行）か、項目の組かを確かめてください",
                 "check whether a text, a list or a mapping is expected"},
    },
    [MSG_EMPTY_VALUE] = {
        .id = "E204", .severity = SEVERITY_ERROR,
        .text = {"値が空です", "the value is empty"},
        .hint = {"値を書くか、行ごと消してください", "write a value or delete the line"},
    },
    [MSG_OUT_OF_RANGE] = {
        .id = "E205", .severity = SEVERITY_ERROR,
        .text = {"値が範囲の外です", "the value is out of range"},
    },
    [MSG_UNKNOWN_WORD] = {
        .id = "E206", .severity = SEVERITY_ERROR,
        .text = {"使える言葉ではありません", "not one of the allowed words"},
    },
    [MSG_BAD_NUMBER] = {
        .id = "E207", .severity = SEVERITY_ERROR,
        .text = {"数として読めません", "not a number"},
        .hint = {"12、37.9 のように書きます", "write it like 12 or 37.9"},
    },
    [MSG_BAD_YEN] = {
        .id = "E208", .severity = SEVERITY_ERROR,
        .text = {"金額として読めません", "not an amount in yen"},
        .hint = {"750000、75万円、1億2,000万円 のように書きます",
                 "write it like 750000, 75万円 or 1億2,000万円"},
    },
    [MSG_BAD_DATE] = {
        .id = "E209", .severity = SEVERITY_ERROR,
        .text = {"日付として読めません", "not a date"},
        .hint = {"2026-11-10、令和8年11月10日 のように書きます",
                 "write it like 2026-11-10 or 令和8年11月10日"},
    },
    [MSG_BAD_ID] = {
        .id = "E210", .severity = SEVERITY_ERROR,
        .text = {"識別名に使えない文字があります", "not a valid id"},
        .hint = {"半角の小文字と数字を使い、間は - _ . でつなぎます（60字まで）",
                 "lower-case letters and digits, joined by single - _ or . (up to 60)"},
    },
    [MSG_BAD_LENGTH] = {
        .id = "E211", .severity = SEVERITY_ERROR,
        .text = {"長さとして読めません", "not a length"},
        .hint = {"17mm、1.2cm、10.5pt のように書きます", "write it like 17mm, 1.2cm or 10.5pt"},
    },
    [MSG_BAD_COLOUR] = {
        .id = "E212", .severity = SEVERITY_ERROR,
        .text = {"色として読めません", "not a colour"},
        .hint = {"# と16進数6桁を引用符で囲み、\"#1f3a5f\" のように書きます",
                 "# and six hexadecimal digits in quotes, for example \"#1f3a5f\""},
    },
    [MSG_TEXT_TOO_LONG] = {
        .id = "E213", .severity = SEVERITY_ERROR,
        .text = {"文字数が多すぎます", "the text is too long"},
    },
    [MSG_DUPLICATE_ID] = {
        .id = "E214", .severity = SEVERITY_ERROR,
        .text = {"同じ識別名が2回あります", "the id appears twice"},
        .hint = {"どちらかを別の名前にしてください", "give one of them another id"},
    },
    [MSG_TEXT_ONE_LINE] = {
        .id = "E215", .severity = SEVERITY_ERROR,
        .text = {"改行は使えません", "a line break is not allowed here"},
        .hint = {"1行で書いてください", "write the value on one line"},
    },

    [MSG_UNKNOWN_SHEET] = {
        .id = "E301", .severity = SEVERITY_ERROR,
        .text = {"この診断シートはありません", "unknown assessment sheet"},
    },
    [MSG_ANSWER_MISSING] = {
        .id = "E302", .severity = SEVERITY_ERROR,
        .text = {"回答がない設問があります", "an item has no answer"},
        .hint = {"分からないときは unknown と書きます", "write 'unknown' when it is not known"},
    },
    [MSG_ANSWER_UNKNOWN_ITEM] = {
        .id = "E303", .severity = SEVERITY_ERROR,
        .text = {"この設問はシートにありません", "the sheet has no such item"},
    },
    [MSG_ANSWER_WORD] = {
        .id = "E304", .severity = SEVERITY_ERROR,
        .text = {"回答の書き方が違います", "not an answer"},
        .hint = {"yes、partly、no、unknown、{na: 理由} のどれかを書きます",
                 "write yes, partly, no, unknown or {na: reason}"},
    },
    [MSG_ANSWER_NOT_ALLOWED] = {
        .id = "E305", .severity = SEVERITY_ERROR,
        .text = {"この設問では選べない回答です", "this answer is not allowed for the item"},
        .hint = {"この設問は yes か no で答えます", "the item is answered with yes or no"},
    },
    [MSG_ANSWER_REASON] = {
        .id = "E306", .severity = SEVERITY_ERROR,
        .text = {"「対象外」の理由がありません", "'not applicable' needs a reason"},
        .hint = {"{na: 社外に持ち出すパソコンがない} のように書きます",
                 "write it like {na: no notebooks leave the office}"},
    },
    [MSG_ASSESSMENT_ORDER] = {
        .id = "E307", .severity = SEVERITY_ERROR,
        .text = {"同じシート、同じ日の診断が2つあります",
                 "two assessments of the same sheet on the same day"},
        .hint = {"日付を確かめてください", "check the dates"},
    },
    [MSG_DATE_FUTURE] = {
        .id = "E308", .severity = SEVERITY_ERROR,
        .text = {"日付が未来です", "the date lies in the future"},
        .hint = {"年を確かめてください", "check the year"},
    },
    [MSG_NO_ASSESSMENT] = {
        .id = "E309", .severity = SEVERITY_ERROR,
        .text = {"診断が1つもありません", "there is no assessment"},
        .hint = {"assessments に日付と回答を書いてください",
                 "write a date and answers under 'assessments'"},
    },
    [MSG_FIGURE_WITHOUT_SOURCE] = {
        .id = "E310", .severity = SEVERITY_ERROR,
        .text = {"数字に出典がありません", "a figure without a source"},
        .hint = {"sources.yaml にある出典の識別名を書いてください",
                 "name an entry of sources.yaml"},
    },
    [MSG_UNKNOWN_SOURCE] = {
        .id = "E311", .severity = SEVERITY_ERROR,
        .text = {"この出典はありません", "unknown source"},
        .hint = {"sources.yaml に出典を足してください", "add the source to sources.yaml"},
    },
    [MSG_INCONSISTENT] = {
        .id = "E312", .severity = SEVERITY_ERROR,
        .text = {"2つの値が食い違っています", "two values contradict each other"},
        .hint = {"どちらが正しいか確かめてください", "check which one is right"},
    },
    [MSG_SHEET_INCOMPLETE] = {
        .id = "E313", .severity = SEVERITY_ERROR,
        .text = {"診断シートに足りないものがあります", "the assessment sheet is incomplete"},
    },
    [MSG_ID_NOT_FILE_NAME] = {
        .id = "E314", .severity = SEVERITY_ERROR,
        .text = {"識別名がファイル名と違います", "the id differs from the file name"},
        .hint = {"id とファイル名を同じにしてください", "make the id and the file name the same"},
    },
    [MSG_ESTIMATED_FIGURE] = {
        .id = "W315", .severity = SEVERITY_WARNING,
        .text = {"わからない数字を、会社の大きさから見積もりました",
                 "a figure that is not known was estimated from the size of the firm"},
        .hint = {"お客様に聞いて、この項目を書くと、金額がたしかになります",
                 "ask the client and write this key: the amounts become more certain"},
    },

    [MSG_READING] = {
        .id = "E316", .severity = SEVERITY_ERROR,
        .text = {"読みが言葉に合いません", "the reading does not fit the word"},
        .hint = {"漢字のある言葉の、送りがなも含めた全体の読みを、ひらがなで書きます",
                 "write the reading of the whole word, which has kanji, in hiragana"},
    },

    [MSG_MD_UNKNOWN_BLOCK] = {
        .id = "E401", .severity = SEVERITY_ERROR,
        .text = {"このブロックはありません", "unknown block"},
    },
    [MSG_MD_UNCLOSED_BLOCK] = {
        .id = "E402", .severity = SEVERITY_ERROR,
        .text = {"ブロックが閉じていません", "the block is not closed"},
        .hint = {"終わりに「:::」だけの行を足してください",
                 "add a line with ':::' alone at its end"},
    },
    [MSG_MD_STRAY_CLOSE] = {
        .id = "E403", .severity = SEVERITY_ERROR,
        .text = {"閉じる「:::」に対応する始まりがありません", "':::' closes nothing"},
        .hint = {"この行を消してください", "delete the line"},
    },
    [MSG_MD_RAW_HTML] = {
        .id = "E404", .severity = SEVERITY_ERROR,
        .text = {"HTMLは使えません", "raw HTML is not allowed"},
        .hint = {"文字として書くときは「\\<」とします", "write '\\<' for the sign itself"},
    },
    [MSG_MD_TABLE_CELLS] = {
        .id = "E405", .severity = SEVERITY_ERROR,
        .text = {"表の行のマスが見出しより多くあります", "the row has more cells than the head"},
        .hint = {"マスの中の「|」は「\\|」と書きます", "write '\\|' for a '|' inside a cell"},
    },
    [MSG_MD_RESERVED_SIGN] = {
        .id = "E406", .severity = SEVERITY_ERROR,
        .text = {"使えない文字です", "the sign is reserved"},
        .hint = {"この文字を消してください", "delete the sign"},
    },
    [MSG_MD_PATHOLOGICAL] = {
        .id = "E407", .severity = SEVERITY_ERROR,
        .text = {"記号の重なりが多すぎます", "too many nested signs"},
        .hint = {"括弧や引用の重なりを減らしてください", "nest fewer brackets or quotations"},
    },
    [MSG_MD_FRONT_MATTER] = {
        .id = "E408", .severity = SEVERITY_ERROR,
        .text = {"先頭の「---」の部分が正しくありません", "the front matter is wrong"},
        .hint = {"「---」の行で始め、「---」の行で閉じてください",
                 "begin and end it with a line '---'"},
    },
    [MSG_IMAGE_UNREADABLE] = {
        .id = "E409", .severity = SEVERITY_ERROR,
        .text = {"画像のファイルを読めません", "the image file cannot be read"},
        .hint = {"場所は、この章のファイルから見て書きます",
                 "the path is seen from the chapter's own file"},
    },
    [MSG_IMAGE_OUTSIDE] = {
        .id = "E416", .severity = SEVERITY_ERROR,
        .text = {"画像が章のフォルダーの外にあります", "the image is outside the chapters' folder"},
        .hint = {"画像をフォルダーの中に置いてください", "put the image into the folder"},
    },
    [MSG_IMAGE_REMOTE] = {
        .id = "E417", .severity = SEVERITY_ERROR,
        .text = {"インターネット上の画像は取り込みません", "images are not fetched from the web"},
        .hint = {"画像を保存して、フォルダーの中に置いてください",
                 "save the image and put it into the folder"},
    },
    [MSG_IMAGE_BROKEN] = {
        .id = "E418", .severity = SEVERITY_ERROR,
        .text = {"画像のファイルが壊れているか、扱えない形式です",
                 "the image is damaged or of an unknown format"},
        .hint = {"PNG、JPEG、GIF、WebP、SVGが使えます", "PNG, JPEG, GIF, WebP and SVG can be used"},
    },
    [MSG_IMAGE_TOO_LARGE] = {
        .id = "E419", .severity = SEVERITY_ERROR,
        .text = {"画像が大きすぎます", "the image is too large"},
        .hint = {"縦横とも20000ドットまで、全体で4000万ドットまでにしてください",
                 "at most 20000 pixels a side and 40 million in all"},
    },
    [MSG_IMAGE_INLINE] = {
        .id = "W420", .severity = SEVERITY_WARNING,
        .text = {"文の途中の画像は、説明の文字だけにします",
                 "an image within a line is replaced by its words"},
        .hint = {"画像を見せるには、前後に空行を置いてください",
                 "put empty lines around it to show the image"},
    },
    [MSG_IMAGE_NOT_PRINTED] = {
        .id = "W421", .severity = SEVERITY_WARNING,
        .text = {"この画像は紙には載せられないので、説明の文字を枠に入れます",
                 "the image cannot be printed; its words stand in a frame"},
        .hint = {"紙に載るのは、壊れていないPNGとJPEGです",
                 "undamaged PNG and JPEG (not CMYK) can be printed"},
    },
    [MSG_MD_CHART] = {
        .id = "E410", .severity = SEVERITY_ERROR,
        .text = {"図が正しくありません", "the chart is wrong"},
    },
    [MSG_MD_BAD_ARGUMENT] = {
        .id = "E411", .severity = SEVERITY_ERROR,
        .text = {"ブロックの指定が正しくありません", "the block's argument is wrong"},
    },
    [MSG_MD_TABLE_HEAD] = {
        .id = "E412", .severity = SEVERITY_ERROR,
        .text = {"表に見出しと区切りの行がありません", "the table has no head and delimiter row"},
        .hint = {"見出しの行のすぐ下に「|---|---|」と書き、表の中に空行を入れないでください",
                 "write '|---|---|' right below the head and leave no empty line inside"},
    },
    [MSG_MD_HTML_LEFT_OUT] = {
        .id = "W413", .severity = SEVERITY_WARNING,
        .text = {"HTMLのタグは省きます", "HTML tags are left out"},
        .hint = {"この章の最初の1つだけをお知らせしています",
                 "only the first one of this chapter is reported"},
    },
    [MSG_MD_FRONT_FORMAT] = {
        .id = "W414", .severity = SEVERITY_WARNING,
        .text = {"この形の前付けは読めないので省きます", "front matter of this format is left out"},
        .hint = {"「---」で囲んだYAMLなら読めます", "YAML between '---' lines can be read"},
    },
    [MSG_MD_BOX_PLAIN] = {
        .id = "W415", .severity = SEVERITY_WARNING,
        .text = {"知らないブロックなので、普通の囲みにします",
                 "unknown block, shown as a plain box"},
    },

    [MSG_FIELD_UNKNOWN] = {
        .id = "E501", .severity = SEVERITY_ERROR,
        .text = {"この差し込み項目はありません", "unknown field"},
    },
    [MSG_FIELD_UNDEFINED] = {
        .id = "E502", .severity = SEVERITY_ERROR,
        .text = {"この顧客には値がありません", "this client has no value here"},
        .hint = {"値があるときだけ出すように、条件で囲んでください",
                 "put it into a condition, so that it appears only with a value"},
    },
    [MSG_FIELD_SYNTAX] = {
        .id = "E503", .severity = SEVERITY_ERROR,
        .text = {"差し込みの書き方が正しくありません", "field syntax error"},
        .hint = {"{{client.name}}、{{damage.likely|yen}} のように書きます",
                 "write it like {{client.name}} or {{damage.likely|yen}}"},
    },
    [MSG_FIELD_KIND] = {
        .id = "E504", .severity = SEVERITY_ERROR,
        .text = {"ここに入れられない種類の値です", "this kind of value cannot stand here"},
        .hint = {"並びと組は、繰り返しと条件の中で使います",
                 "lists and mappings belong into loops and conditions"},
    },
    [MSG_FILTER_UNKNOWN] = {
        .id = "E505", .severity = SEVERITY_ERROR,
        .text = {"この書式はありません", "unknown filter"},
    },
    [MSG_FILTER_KIND] = {
        .id = "E506", .severity = SEVERITY_ERROR,
        .text = {"この値には使えない書式です", "the filter does not fit the value"},
    },
    [MSG_SECTION_UNBALANCED] = {
        .id = "E507", .severity = SEVERITY_ERROR,
        .text = {"条件や繰り返しの始まりと終わりが合いません",
                 "a condition or loop does not begin and end in pairs"},
        .hint = {"始まりと終わりを、同じ段落の並びか同じ表に置いてください",
                 "put both ends among the same blocks or in the same table"},
    },
    [MSG_SECTION_SYNTAX] = {
        .id = "E508", .severity = SEVERITY_ERROR,
        .text = {"条件や繰り返しの書き方が正しくありません", "syntax error in a condition or loop"},
    },
    [MSG_UNKNOWN_CHAPTER] = {
        .id = "E509", .severity = SEVERITY_ERROR,
        .text = {"この章はありません", "unknown chapter"},
    },
    [MSG_UNKNOWN_DOCUMENT] = {
        .id = "E510", .severity = SEVERITY_ERROR,
        .text = {"この文書はありません", "unknown document"},
        .hint = {"documents.yaml にある名前を使います", "use a name of documents.yaml"},
    },
    [MSG_LINK_TARGET] = {
        .id = "E511", .severity = SEVERITY_ERROR,
        .text = {"リンク先が正しくありません", "the link's target is wrong"},
        .hint = {"見出しの # か、http、https、mailto、tel のどれかを書きます",
                 "use a heading's #id, http, https, mailto or tel"},
    },

    [MSG_UNKNOWN_FONT] = {
        .id = "E601", .severity = SEVERITY_ERROR,
        .text = {"この書体はありません", "unknown font"},
    },
    [MSG_FONT_UNREADABLE] = {
        .id = "E602", .severity = SEVERITY_ERROR,
        .text = {"書体のファイルを読めません", "the font file cannot be used"},
        .hint = {"make setup で書体を入れてください", "install the fonts with 'make setup'"},
    },
    [MSG_NO_GLYPH] = {
        .id = "E603", .severity = SEVERITY_ERROR,
        .text = {"この文字はどの書体にもありません", "no font has this sign"},
        .hint = {"別の文字に書き換えてください", "write another sign"},
    },
    [MSG_PAGES_TOO_MANY] = {
        .id = "E604", .severity = SEVERITY_ERROR,
        .text = {"決められたページ数に収まりません", "does not fit the number of pages"},
        .hint = {"文か表の行を減らしてください", "shorten the text or the tables"},
    },
    [MSG_TOO_WIDE] = {
        .id = "W605", .severity = SEVERITY_WARNING,
        .text = {"幅に収まりません", "wider than its place"},
        .hint = {"言葉を短くするか、列を減らしてください", "shorten the word or use fewer columns"},
    },
    [MSG_TOO_TALL] = {
        .id = "E606", .severity = SEVERITY_ERROR,
        .text = {"高さが1ページに収まりません", "taller than a page"},
        .hint = {"行か図を分けてください", "split the row or the figure"},
    },
    [MSG_PDF_LIBRARY] = {
        .id = "E607", .severity = SEVERITY_ERROR,
        .text = {"PDFを作れません", "the PDF cannot be made"},
    },
    [MSG_TEMPLATE] = {
        .id = "E608", .severity = SEVERITY_ERROR,
        .text = {"ひな型が正しくありません", "the template is wrong"},
    },
    [MSG_DICTIONARY_MISSING] = {
        .id = "E609", .severity = SEVERITY_ERROR,
        .text = {"日本語の辞書（IPADIC、UTF-8）を開けません",
                 "cannot open the Japanese dictionary (IPADIC, UTF-8)"},
        .hint = {"パッケージ mecab-ipadic-utf8 を入れてください",
                 "install the package mecab-ipadic-utf8"},
    },

    [MSG_PLAIN_SENTENCE] = {
        .id = "W701", .severity = SEVERITY_WARNING,
        .text = {"文が長すぎます", "the sentence is too long"},
        .hint = {"1つの文に1つのことだけを書いてください", "say one thing in a sentence"},
    },
    [MSG_PLAIN_TERM] = {
        .id = "W702", .severity = SEVERITY_WARNING,
        .text = {"説明のない言葉です", "a term without an explanation"},
        .hint = {"用語集（glossary.yaml）に足すか、初めに「言葉（説明）」と書いてください",
                 "add it to glossary.yaml or explain it in brackets at its first use"},
    },
    [MSG_PLAIN_NEGATION] = {
        .id = "W703", .severity = SEVERITY_WARNING,
        .text = {"打ち消しが重なっています", "a double negation"},
        .hint = {"「〜できます」「〜です」のように言い切ってください", "say it positively"},
    },
    [MSG_PLAIN_KANJI] = {
        .id = "W704", .severity = SEVERITY_WARNING,
        .text = {"漢字が続きすぎます", "too many kanji in a row"},
        .hint = {"「の」などを入れて分けるか、言い換えてください", "split it with の or say it otherwise"},
    },
    [MSG_PLAIN_KATAKANA] = {
        .id = "W705", .severity = SEVERITY_WARNING,
        .text = {"カタカナが多すぎます", "too much katakana"},
        .hint = {"日本語の言葉に言い換えてください", "use Japanese words"},
    },
    [MSG_PLAIN_ABBREVIATION] = {
        .id = "W706", .severity = SEVERITY_WARNING,
        .text = {"説明のない略語です", "an abbreviation without an explanation"},
        .hint = {"言い換えるか、用語集に足すか、初めに「略語（説明）」と書いてください",
                 "say it otherwise, add it to glossary.yaml or explain it at its first use"},
    },
    [MSG_PLAIN_SCORE] = {
        .id = "W707", .severity = SEVERITY_WARNING,
        .text = {"章が読みにくいようです", "the chapter is hard to read"},
        .hint = {"文を短くし、漢字の続きとカタカナと読点を減らしてください",
                 "shorten sentences, use fewer long runs of kanji and katakana, fewer commas"},
    },
    [MSG_PLAIN_EXCEPTION] = {
        .id = "W708", .severity = SEVERITY_WARNING,
        .text = {"この例外は、もういりません", "nothing needs this exception"},
        .hint = {"plain.yamlから消してください", "delete it from plain.yaml"},
    },

    [MSG_GUIDE_CLIENTS] = {
        .id = "E801", .severity = SEVERITY_ERROR,
        .text = {"お客様のデータがあるフォルダーから、手引きは作れません",
                 "no guide is made from a folder with client data"},
        .hint = {"章だけのフォルダーを指定してください", "name a folder of chapters only"},
    },
    [MSG_GUIDE_EMPTY] = {
        .id = "E802", .severity = SEVERITY_ERROR,
        .text = {"章が1つもありません", "there is no chapter"},
        .hint = {"名前が .md で終わるファイルを置いてください", "put files ending in .md there"},
    },
    [MSG_CHAPTER_UNLISTED] = {
        .id = "W803", .severity = SEVERITY_WARNING,
        .text = {"guide.yaml にない章です", "guide.yaml does not name this chapter"},
        .hint = {"guide.yaml の chapters に足すか、ファイルを消してください",
                 "add it to the chapters in guide.yaml or delete the file"},
    },
    [MSG_CHAPTER_LINK] = {
        .id = "E804", .severity = SEVERITY_ERROR,
        .text = {"リンク先の章か見出しがありません", "no such chapter or heading"},
        .hint = {"章のファイル名と、見出しの {#名前} を確かめてください",
                 "check the file name and the heading's {#id}"},
    },
    [MSG_FOREIGN_LINK] = {
        .id = "W805", .severity = SEVERITY_WARNING,
        .text = {"リンク先がないため、文字だけにしました", "the link leads nowhere; its text stays"},
    },
    [MSG_MEASURE_CHAPTER] = {
        .id = "W806", .severity = SEVERITY_WARNING,
        .text = {"対策の案内先の章が、手引きにありません",
                 "the guide has no such chapter to send the reader to"},
        .hint = {"content/guide に章を書くか、guide の行を直してください",
                 "write the chapter in content/guide or correct the line 'guide'"},
    },
    [MSG_CHAPTER_SLUG] = {
        .id = "E807", .severity = SEVERITY_ERROR,
        .text = {"章のファイル名に使えない名前です", "not a name for a chapter's file"},
        .hint = {"半角の小文字、数字、ハイフンだけで、topic-1.md のように書きます",
                 "use small letters, digits and hyphens only, like topic-1.md"},
    },
};
/* clang-format on */

static const char *const phrases[][LANGUAGE_COUNT] = {
    [PHRASE_HINT] = {"ヒント", "hint"},
    [PHRASE_NEAR] = {"近い名前", "did you mean"},
    [PHRASE_NOTE] = {"対象", "for"},
    [PHRASE_MORE] = {"ほかの指摘", "not shown"},
};

const struct message_text *message_of(enum message message)
{
    const struct message_text *row =
        message < MSG_BATCH_FIRST ? &table[message] : messages_batch(message);
    assert(message < MSG_COUNT && row->id);
    return row;
}

const char *phrase_of(enum phrase phrase, enum language language)
{
    return phrases[phrase][language];
}
