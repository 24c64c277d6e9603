#include "base/messages_batch.h"

/* clang-format off */
static const struct message_text table[MSG_COUNT - MSG_BATCH_FIRST] = {
    [MSG_SITE_FOLDER - MSG_BATCH_FIRST] = {
        .id = "E851", .severity = SEVERITY_ERROR,
        .text = {"サイトを作る場所に、ほかのファイルがあります", "the site's folder has other files in it"},
        .hint = {"空のフォルダーか、前に site で作ったフォルダーを --out で選んでください",
                 "choose with --out an empty folder, or one that 'site' made before"},
    },
    [MSG_SITE_CLIENTS - MSG_BATCH_FIRST] = {
        .id = "E852", .severity = SEVERITY_ERROR,
        .text = {"お客様のフォルダーの中に、サイトは作れません", "no site is made inside a folder of clients"},
        .hint = {"サイトはだれでも読めます。お客様の情報とは別の場所を選んでください",
                 "anybody can read the site; choose another place"},
    },
    [MSG_SITE_ADDRESS - MSG_BATCH_FIRST] = {
        .id = "E853", .severity = SEVERITY_ERROR,
        .text = {"サイトのアドレスが正しくありません", "the address of the site is wrong"},
        .hint = {"https://www.example.jp/guide/ のように書きます",
                 "write it like https://www.example.jp/guide/"},
    },
    [MSG_SERVE_PORT - MSG_BATCH_FIRST] = {
        .id = "E854", .severity = SEVERITY_ERROR,
        .text = {"このポートは、ほかのプログラムが使っています", "another program uses this port"},
        .hint = {"--port で別の番号を選ぶか、前に始めた serve を終えてください",
                 "choose another number with --port, or end the serve that still runs"},
    },
    [MSG_SERVE_LISTEN - MSG_BATCH_FIRST] = {
        .id = "E855", .severity = SEVERITY_ERROR,
        .text = {"このポートでは待てません", "this port cannot be listened on"},
        .hint = {"--port で1024より大きい番号を選んでください", "choose a number above 1024 with --port"},
    },
    [MSG_SERVE_WATCH - MSG_BATCH_FIRST] = {
        .id = "E856", .severity = SEVERITY_ERROR,
        .text = {"ファイルの変わるのを見張れません", "changes of files cannot be watched"},
        .hint = {"ほかのプログラムが見張りを使い切っているかもしれません",
                 "other programs may have used up what the system allows (fs.inotify)"},
    },

    [MSG_BATCH_PASSED_OVER - MSG_BATCH_FIRST] = {
        .id = "W901", .severity = SEVERITY_WARNING,
        .text = {"お客様のファイルとして読みません", "not read as a client file"},
        .hint = {"名前が .yaml で終わる、ふつうのファイルだけを読みます。リンクはたどりません",
                 "only regular files whose name ends in .yaml are read, links are not followed"},
    },
    [MSG_BATCH_TWINS - MSG_BATCH_FIRST] = {
        .id = "E902", .severity = SEVERITY_ERROR,
        .text = {"同じidのファイルが2つあります", "two files have the same id"},
        .hint = {"どちらも作りません。ファイル名とidを変えるか、古いほうを移してください",
                 "neither is made: rename one, or move the old one away"},
    },
    [MSG_BATCH_CRASHED - MSG_BATCH_FIRST] = {
        .id = "E903", .severity = SEVERITY_ERROR,
        .text = {"このお客様の途中でプログラムが止まりました",
                 "the program stopped at this client"},
        .hint = {"2回試しました。ほかのお客様には影響ありません。このファイルを添えて知らせてください",
                 "tried twice, the others are not affected; please report it with this file"},
    },
    [MSG_BATCH_TIME - MSG_BATCH_FIRST] = {
        .id = "E904", .severity = SEVERITY_ERROR,
        .text = {"このお客様に時間がかかりすぎたので打ち切りました",
                 "this client took too long and was given up"},
        .hint = {"--time-limit で秒数を増やせます", "--time-limit gives more seconds"},
    },
    [MSG_BATCH_GARBLED - MSG_BATCH_FIRST] = {
        .id = "E905", .severity = SEVERITY_ERROR,
        .text = {"作業の結果を読み取れません", "the worker's answer makes no sense"},
        .hint = {"2回試しました。このファイルを添えて知らせてください",
                 "tried twice; please report it with this file"},
    },
    [MSG_BATCH_CHANGED - MSG_BATCH_FIRST] = {
        .id = "E906", .severity = SEVERITY_ERROR,
        .text = {"作業の間にファイルが変わりました", "a file was changed in the meantime"},
        .hint = {"もう一度 batch を実行してください", "run batch again"},
    },
    [MSG_BATCH_LOCKED - MSG_BATCH_FIRST] = {
        .id = "E907", .severity = SEVERITY_ERROR,
        .text = {"同じ置き場で別の batch が動いています",
                 "another batch is running in the same folder"},
        .hint = {"終わるのを待つか、--out で別の置き場にしてください",
                 "wait for it, or choose another folder with --out"},
    },
    [MSG_BATCH_MANIFEST - MSG_BATCH_FIRST] = {
        .id = "W908", .severity = SEVERITY_WARNING,
        .text = {"前回の記録を使えないので、すべて作り直します",
                 "the last record cannot be used: everything is made again"},
    },
    [MSG_BATCH_NO_WORKER - MSG_BATCH_FIRST] = {
        .id = "E909", .severity = SEVERITY_ERROR,
        .text = {"作業用のプロセスを作れません", "the system gives no process"},
        .hint = {"--jobs を減らしてください", "lower --jobs"},
    },
    [MSG_BATCH_PRUNE_FOLDER - MSG_BATCH_FIRST] = {
        .id = "E910", .severity = SEVERITY_ERROR,
        .text = {"前回とお客様のフォルダーが違うので、--prune で消しません",
                 "not the client folder of the last run: --prune removes nothing"},
        .hint = {"正しいフォルダーなら、--prune なしで1回実行してから、もう一度指定してください",
                 "if the folder is right, run once without --prune, then again with it"},
    },
    [MSG_BATCH_PRUNE_EMPTY - MSG_BATCH_FIRST] = {
        .id = "E911", .severity = SEVERITY_ERROR,
        .text = {"お客様のファイルが1つもないので、--prune で消しません",
                 "there is no client file at all: --prune removes nothing"},
    },
    [MSG_BATCH_PRUNE_CHANGED - MSG_BATCH_FIRST] = {
        .id = "W912", .severity = SEVERITY_WARNING,
        .text = {"作ったあとに変えられているので、消しません",
                 "changed since it was made: not removed"},
    },
    [MSG_BATCH_USAGE - MSG_BATCH_FIRST] = {
        .id = "E913", .severity = SEVERITY_ERROR,
        .text = {"batch の指定が正しくありません", "wrong use of batch"},
        .hint = {"フォルダーは1つ、--shard は 3/8 のように書きます",
                 "one folder; --shard is written as in 3/8"},
    },
    [MSG_ISOLATION_LEAK - MSG_BATCH_FIRST] = {
        .id = "E914", .severity = SEVERITY_ERROR,
        .text = {"ほかのお客様の名前などが入っているので、この文書を出しません",
                 "another client's name or the like is in it: the document is withheld"},
        .hint = {"お客様のファイルを確かめてください。取引先などとして書いてよい名前なら、"
                 "このお客様の mentions に加えます",
                 "check the client's file; a name that may stand there goes into its mentions"},
    },
    [MSG_ISOLATION_COMMON - MSG_BATCH_FIRST] = {
        .id = "W915", .severity = SEVERITY_WARNING,
        .text = {"冊子の本文などにも同じ言葉があるので、ほかのお客様の文書に混ざっていないかを"
                 "確かめられません",
                 "our own texts have the same words: it cannot be checked that no other client's "
                 "document has them"},
    },
    [MSG_BATCH_PRUNE_MANY - MSG_BATCH_FIRST] = {
        .id = "E916", .severity = SEVERITY_ERROR,
        .text = {"お客様の半分を超えるファイルがないので、--prune で消しません",
                 "the files of more than half of the clients are gone: --prune removes nothing"},
        .hint = {"フォルダーがつながっているか確かめてください。まちがいでなければ --force を付けます",
                 "is a folder not mounted? If they are really gone, add --force"},
    },
    [MSG_SHARD_MISSING - MSG_BATCH_FIRST] = {
        .id = "E920", .severity = SEVERITY_ERROR,
        .text = {"分割した作業の記録が足りません", "the record of a shard is missing"},
        .hint = {"その番号の batch --shard を実行してください", "run batch with this --shard"},
    },
    [MSG_SHARD_DIFFERS - MSG_BATCH_FIRST] = {
        .id = "E921", .severity = SEVERITY_ERROR,
        .text = {"分割した作業のもとがそろっていません", "the shards were not made of the same"},
        .hint = {"すべての分割を、同じ入力とプログラムと指定で実行してください",
                 "run all shards with the same input, program and options"},
    },
    [MSG_SHARD_CLIENTS - MSG_BATCH_FIRST] = {
        .id = "E922", .severity = SEVERITY_ERROR,
        .text = {"お客様が1回ずつになっていません", "not every client is there exactly once"},
    },
    [MSG_SHARD_OUTPUT - MSG_BATCH_FIRST] = {
        .id = "E923", .severity = SEVERITY_ERROR,
        .text = {"できたファイルが記録と合いません", "a file is not as recorded"},
        .hint = {"そのお客様の分割を、もう一度実行してください", "run this client's shard again"},
    },
    [MSG_PORTFOLIO_EMPTY - MSG_BATCH_FIRST] = {
        .id = "E940", .severity = SEVERITY_ERROR,
        .text = {"お客様のファイルが1つもありません", "there is no client file at all"},
        .hint = {"フォルダーの名前を確かめてください。前の一覧は、そのまま残してあります",
                 "check the folder's name; the last portfolio is left as it was"},
    },
    [MSG_PORTFOLIO_USAGE - MSG_BATCH_FIRST] = {
        .id = "E941", .severity = SEVERITY_ERROR,
        .text = {"portfolio のフォルダーは1つです", "portfolio takes one folder"},
    },
    [MSG_PASSWORD_FILE - MSG_BATCH_FIRST] = {
        .id = "E950", .severity = SEVERITY_ERROR,
        .text = {"パスワードの一覧として読めません",
                 "no list of passwords"},
        .hint = {"1行に1社ずつ、id とパスワードをタブかコンマで区切って書きます。1行だけなら、全社に同じパスワードです",
                 "one client a line: id, tab or comma, password; a single line is the password of all"},
    },
    [MSG_PASSWORD_TWICE - MSG_BATCH_FIRST] = {
        .id = "E951", .severity = SEVERITY_ERROR,
        .text = {"同じidの行が2つあります",
                 "two lines for the same id"},
    },
    [MSG_PASSWORD_NONE - MSG_BATCH_FIRST] = {
        .id = "E952", .severity = SEVERITY_ERROR,
        .text = {"このお客様のパスワードがないので、作りません",
                 "no password for this client: nothing is made"},
    },
    [MSG_PASSWORD_SHORT - MSG_BATCH_FIRST] = {
        .id = "E953", .severity = SEVERITY_ERROR,
        .text = {"パスワードが短すぎます",
                 "the password is too short"},
        .hint = {"12文字以上にします。--generate-passwords で、強いパスワードを作れます",
                 "12 signs at least; --generate-passwords makes strong ones"},
    },
    [MSG_PASSWORD_LONG - MSG_BATCH_FIRST] = {
        .id = "E954", .severity = SEVERITY_ERROR,
        .text = {"パスワードが長すぎます",
                 "the password is too long"},
        .hint = {"127バイトまでです（漢字やかなは1文字3バイト）",
                 "127 bytes at most"},
    },
    [MSG_PASSWORD_SIGNS - MSG_BATCH_FIRST] = {
        .id = "E955", .severity = SEVERITY_ERROR,
        .text = {"パスワードに使えない文字があります",
                 "the password has signs that cannot be used"},
        .hint = {"制御文字や、キーボードで打てない文字は使えません。ファイルはUTF-8で保存します",
                 "no controls, no signs that cannot be typed; the file must be UTF-8"},
    },
    [MSG_PASSWORD_REPEATED - MSG_BATCH_FIRST] = {
        .id = "E956", .severity = SEVERITY_ERROR,
        .text = {"パスワードが同じ文字のくり返しです",
                 "the password repeats itself"},
    },
    [MSG_PASSWORD_FIGURES - MSG_BATCH_FIRST] = {
        .id = "E957", .severity = SEVERITY_ERROR,
        .text = {"パスワードが数字だけです",
                 "the password is figures alone"},
        .hint = {"日付や電話番号は、すぐに当てられます",
                 "dates and telephone numbers are guessed at once"},
    },
    [MSG_PASSWORD_ROWS - MSG_BATCH_FIRST] = {
        .id = "E958", .severity = SEVERITY_ERROR,
        .text = {"パスワードがキーの並びです",
                 "the password is a row of keys"},
    },
    [MSG_PASSWORD_COMMON - MSG_BATCH_FIRST] = {
        .id = "E959", .severity = SEVERITY_ERROR,
        .text = {"パスワードが、よく使われる言葉です",
                 "the password is a common word"},
        .hint = {"言葉に数字や記号を足しても、すぐに当てられます",
                 "figures and signs added to a word are guessed at once"},
    },
    [MSG_PASSWORD_OWN - MSG_BATCH_FIRST] = {
        .id = "E960", .severity = SEVERITY_ERROR,
        .text = {"パスワードに、お客様の名前やid、日付などが入っています",
                 "the password has the client's name, id, date or the like in it"},
    },
    [MSG_PASSWORD_OPEN - MSG_BATCH_FIRST] = {
        .id = "W961", .severity = SEVERITY_WARNING,
        .text = {"パスワードのファイルを、ほかの人も読めます",
                 "others may read the password file"},
        .hint = {"chmod 600 で、自分だけが読めるようにします",
                 "chmod 600 makes it yours alone"},
    },
    [MSG_PASSWORD_NO_HTML - MSG_BATCH_FIRST] = {
        .id = "W962", .severity = SEVERITY_WARNING,
        .text = {"パスワードをかけるお客様のHTMLは作りません",
                 "no HTML is made of clients with a password"},
        .hint = {"HTMLにはパスワードをかけられません。開いたままの写しがあると、PDFを守る意味がなくなります",
                 "HTML cannot be closed, and an open copy would make the password useless"},
    },
    [MSG_PASSWORD_UNSEALED - MSG_BATCH_FIRST] = {
        .id = "W963", .severity = SEVERITY_WARNING,
        .text = {"パスワードのない、前のファイルが残っています",
                 "an earlier file without a password is still there"},
        .hint = {"いらなければ消してください",
                 "remove it if it is not needed"},
    },
    [MSG_PASSWORD_USAGE - MSG_BATCH_FIRST] = {
        .id = "E964", .severity = SEVERITY_ERROR,
        .text = {"パスワードの指定が正しくありません",
                 "wrong use of passwords"},
        .hint = {"--password-file と --generate-passwords はどちらか1つ、形式は pdf か all です。--shard のときは、先に --shard なしで一覧を作り、--password-file で渡します",
                 "either --password-file or --generate-passwords, format pdf or all; with --shard make the list first and give it by --password-file"},
    },
    [MSG_PASSWORD_SEAL - MSG_BATCH_FIRST] = {
        .id = "E965", .severity = SEVERITY_ERROR,
        .text = {"PDFにパスワードをかけられません",
                 "the PDF cannot be closed with the password"},
    },
};
/* clang-format on */

const struct message_text *messages_batch(enum message message)
{
    return &table[message - MSG_BATCH_FIRST];
}
