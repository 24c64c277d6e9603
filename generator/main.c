/* main.c -- options to command. The only reader of argv and the environment. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/command.h"
#include "command/ruby.h"
#include "program.h"

enum {
    PORT_MOST = 65535,
    JOBS_MOST = 256,
    TIME_LIMIT_MOST = 24 * 60 * 60 /* s */,
    TIME_LIMIT = 60
};

struct command {
    const char *name;
    enum exit_code (*run)(const struct options *options);
    size_t operands_least;
    const char *synopsis;
    const char *help[LANGUAGE_COUNT];
};

static const struct command COMMANDS[] = {
    {"handout",
     command_handout,
     1,
     "handout CLIENT.yaml…",
     {"お客様ごとの文書を作ります", "make one client's documents"}},
    {"batch",
     command_batch,
     1,
     "batch FOLDER",
     {"フォルダーのすべてのお客様の文書を作ります",
      "make the documents of all clients in a folder"}},
    {"merge-manifests",
     command_merge_manifests,
     1,
     "merge-manifests OUT",
     {"分割したbatchの記録を1つにし、そろったか確かめます",
      "join the records of shards and prove that nothing is missing"}},
    {"portfolio",
     command_portfolio,
     1,
     "portfolio FOLDER",
     {"すべてのお客様の一覧を作ります（社内用）",
      "make the list of all clients, for the vendor only"}},
    {"guide",
     command_guide,
     0,
     "guide [FOLDER]",
     {"手引きを冊子にします（PDFとHTML）", "make the guidebook (PDF and HTML)"}},
    {"check",
     command_check,
     0,
     "check [CLIENT.yaml|FOLDER]…",
     {"入力を調べます（何も書きません）", "check the input, write nothing"}},
    {"messages",
     command_messages,
     0,
     "messages",
     {"すべての指摘の番号と直し方を出します", "list every complaint with its id and hint"}},
    {"data",
     command_data,
     1,
     "data CLIENT.yaml…",
     {"文書に使えるデータをJSONで出します", "print the merge data as JSON"}},
    {"explain",
     command_explain,
     1,
     "explain CLIENT.yaml [FIGURE…]",
     {"紙の数字をどう計算したかを示します", "show how a printed figure was computed"}},
    {"site",
     command_site,
     0,
     "site [FOLDER]",
     {"手引きのサイトを作ります", "make the guidebook's web site"}},
    {"serve",
     command_serve,
     0,
     "serve [FOLDER]",
     {"サイトをこの機械だけに見せ、保存するたびに作り直します",
      "show the site on this machine only, built anew at every save"}},
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

enum option_value {
    OPTION_CONTENT = 256,
    OPTION_TEMPLATES,
    OPTION_FONTS,
    OPTION_OUT,
    OPTION_DOCUMENT,
    OPTION_FORMAT,
    OPTION_ALL,
    OPTION_RUBY,
    OPTION_BASE_URL,
    OPTION_PORT,
    OPTION_PEERS,
    OPTION_DATE,
    OPTION_LANG,
    OPTION_PASSWORD_FILE,
    OPTION_GENERATE_PASSWORDS,
    OPTION_JOBS,
    OPTION_TIME_LIMIT,
    OPTION_SHARD,
    OPTION_PRUNE,
    OPTION_FORCE,
    OPTION_VERIFY,
    OPTION_JSON,
    OPTION_HELP,
    OPTION_VERSION
};

static const struct option LONG_OPTIONS[] = {
    {"content", required_argument, NULL, OPTION_CONTENT},
    {"templates", required_argument, NULL, OPTION_TEMPLATES},
    {"fonts", required_argument, NULL, OPTION_FONTS},
    {"out", required_argument, NULL, OPTION_OUT},
    {"document", required_argument, NULL, OPTION_DOCUMENT},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"ruby", required_argument, NULL, OPTION_RUBY},
    {"all", no_argument, NULL, OPTION_ALL},
    {"base-url", required_argument, NULL, OPTION_BASE_URL},
    {"port", required_argument, NULL, OPTION_PORT},
    {"peers", required_argument, NULL, OPTION_PEERS},
    {"date", required_argument, NULL, OPTION_DATE},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"password-file", required_argument, NULL, OPTION_PASSWORD_FILE},
    {"generate-passwords", required_argument, NULL, OPTION_GENERATE_PASSWORDS},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"time-limit", required_argument, NULL, OPTION_TIME_LIMIT},
    {"shard", required_argument, NULL, OPTION_SHARD},
    {"prune", no_argument, NULL, OPTION_PRUNE},
    {"force", no_argument, NULL, OPTION_FORCE},
    {"verify", no_argument, NULL, OPTION_VERIFY},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

static const char *const OPTION_HELP_TEXT[LANGUAGE_COUNT] = {
    [LANGUAGE_JA] =
        "  --document NAME   executive・handoutなど。allですべて（初めの値 all）\n"
        "  --format KIND     pdf・html・all（初めの値 pdf、手引きは all）。traceは試験用\n"
        "  --ruby KIND       ふりがな：none・difficult・all（初めの値 none）\n"
        "  --content DIR     知識とお客様の置き場（content）\n"
        "  --templates DIR   紙面の決まり（templates）\n"
        "  --fonts DIR       書体の一覧（fonts）\n"
        "  --out DIR         できたものの置き場（out）\n"
        "  --peers FILE      portfolio が書いたpeers.yaml。ほかのお客様との比較をのせます\n"
        "  --date 日付       portfolio の基準の日（初めの値 いちばん新しい診断か訪問の日）\n"
        "  --base-url URL    サイトを置くアドレス（検索エンジンへの地図を作ります）\n"
        "  --port N          serveのポート（初めの値 8000から空いている番号）\n"
        "  --password-file FILE  "
        "PDFにかけるパスワード（1行だけなら全社に、id,パスワードの行なら1社ずつ）\n"
        "  --generate-passwords FILE  ないお客様のパスワードを作って、この一覧に足します\n"
        "  --lang ja|en      メッセージの言葉\n"
        "batch:\n"
        "  --jobs N          同時に動かす数（初めの値 プロセッサーの数）\n"
        "  --shard I/N       N台に分けたI番目だけ\n"
        "  --force           変わっていなくても作り直します\n"
        "  --verify          前にできたファイルをすべて読み直して確かめます\n"
        "  --prune           いなくなったお客様のファイルを消します\n"
        "  --time-limit 秒   1社にかける時間の上限（初めの値 60）\n"
        "  --json            進み具合と結果を1行に1つのJSONで出します\n"
        "終了コード: 0 できた・1 入力にまちがいがある・2 使い方かシステムの誤り\n",
    [LANGUAGE_EN] =
        "  --document NAME   executive, handout, …; all for every one (default all)\n"
        "  --format KIND     pdf, html, all (default pdf; guide: all); trace is for tests\n"
        "  --ruby KIND       readings above kanji: none, difficult, all (default none)\n"
        "  --content DIR     knowledge and clients (content)\n"
        "  --templates DIR   how pages look (templates)\n"
        "  --fonts DIR       list of fonts (fonts)\n"
        "  --out DIR         where results go (out)\n"
        "  --peers FILE      peers.yaml of portfolio: compares with other clients\n"
        "  --date DATE       the portfolio's day (default: newest assessment or visit)\n"
        "  --base-url URL    where the site will be on the web (makes a sitemap)\n"
        "  --port N          port of serve (default: the first free one from 8000 on)\n"
        "  --password-file FILE  passwords of the PDFs: one line for all, or lines id,password\n"
        "  --generate-passwords FILE  make those that are missing and add them to this list\n"
        "  --lang ja|en      language of messages\n"
        "batch:\n"
        "  --jobs N          how many at once (default: processors)\n"
        "  --shard I/N       only part I of N\n"
        "  --force           make what has not changed, too\n"
        "  --verify          read all existing results again\n"
        "  --prune           remove the files of clients that are gone\n"
        "  --time-limit SEC  for one client at most (default 60)\n"
        "  --json            progress and results as JSON, one object a line\n"
        "Exit code: 0 done, 1 some input was wrong, 2 usage or system\n",
};

/* Japanese unless the locale is an English one (POSIX order of variables). */
static enum language language_of_locale(void)
{
    static const char *const VARIABLES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof VARIABLES / sizeof *VARIABLES; i++) {
        const char *value = getenv(VARIABLES[i]);
        if (value && *value)
            return strncmp(value, "en_", 3) == 0 || strcmp(value, "en") == 0 ? LANGUAGE_EN
                                                                             : LANGUAGE_JA;
    }
    return LANGUAGE_JA;
}

static void print_help(FILE *out, enum language language)
{
    fprintf(out, "mamorigami %s\n\n", MAMORIGAMI_VERSION);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  mamorigami %-32s %s\n", COMMANDS[i].synopsis, COMMANDS[i].help[language]);
    fprintf(out, "\n%s", OPTION_HELP_TEXT[language]);
}

static enum exit_code usage(enum language language, const char *ja, const char *en,
                            const char *detail)
{
    fprintf(stderr, "mamorigami: %s%s%s\n", language == LANGUAGE_JA ? ja : en, *detail ? ": " : "",
            detail);
    print_help(stderr, language);
    return EXIT_SYSTEM;
}

/* The set of formats named by `word`, 0 for an unknown one. */
static unsigned parse_format(const char *word)
{
    if (strcmp(word, "pdf") == 0)
        return FORMAT_PDF;
    if (strcmp(word, "html") == 0)
        return FORMAT_HTML;
    if (strcmp(word, "all") == 0)
        return FORMAT_PDF | FORMAT_HTML;
    return strcmp(word, "trace") == 0 ? FORMAT_TRACE : 0;
}

static bool parse_language(const char *word, enum language *language)
{
    *language = strcmp(word, "en") == 0 ? LANGUAGE_EN : LANGUAGE_JA;
    return strcmp(word, "en") == 0 || strcmp(word, "ja") == 0;
}

/* A whole number from 1 to `most`; false for anything else. */
static bool parse_number(const char *word, unsigned long most, unsigned long *number)
{
    char *end;
    if (*word < '0' || *word > '9')
        return false;
    *number = strtoul(word, &end, 10);
    return *end == '\0' && *number >= 1 && *number <= most;
}

static bool apply_port(const char *argument, struct options *options)
{
    unsigned long port = 0;
    bool good = parse_number(argument, PORT_MOST, &port);
    options->port = (unsigned)port;
    return good;
}

static bool apply_batch_option(int option, const char *argument, struct options *options)
{
    unsigned long number = 0;
    switch (option) {
    case OPTION_JOBS:
        if (!parse_number(argument, JOBS_MOST, &number))
            return false;
        options->batch.jobs = number;
        return true;
    case OPTION_TIME_LIMIT:
        if (!parse_number(argument, TIME_LIMIT_MOST, &number))
            return false;
        options->batch.time_limit = (unsigned)number;
        return true;
    case OPTION_SHARD:
        options->batch.shard = argument;
        return true;
    case OPTION_PRUNE:
        options->batch.prune = true;
        return true;
    case OPTION_FORCE:
        options->batch.force = true;
        return true;
    case OPTION_VERIFY:
        options->batch.verify = true;
        return true;
    case OPTION_JSON:
        options->batch.json = true;
        return true;
    default:
        return false;
    }
}

static bool apply_option(int option, const char *argument, struct options *options)
{
    switch (option) {
    case OPTION_CONTENT:
        options->content = argument;
        return true;
    case OPTION_TEMPLATES:
        options->templates = argument;
        return true;
    case OPTION_FONTS:
        options->fonts = argument;
        return true;
    case OPTION_OUT:
        options->out = argument;
        return true;
    case OPTION_DOCUMENT:
        options->document = argument;
        return true;
    case OPTION_FORMAT:
        options->formats = parse_format(argument);
        options->format_given = true;
        return options->formats != 0;
    case OPTION_RUBY:
        return ruby_parse(argument, options);
    case OPTION_ALL:
        options->all = true;
        return true;
    case OPTION_PEERS:
        options->peers = argument;
        return true;
    case OPTION_DATE:
        options->date = argument;
        return true;
    case OPTION_BASE_URL:
        options->base_url = argument;
        return true;
    case OPTION_PORT:
        return apply_port(argument, options);
    case OPTION_PASSWORD_FILE:
        options->password_file = argument;
        return true;
    case OPTION_GENERATE_PASSWORDS:
        options->generate_passwords = argument;
        return true;
    case OPTION_LANG:
        return parse_language(argument, &options->language);
    default:
        return apply_batch_option(option, argument, options);
    }
}

static enum exit_code run_command(struct options *options, int argc, char **argv)
{
    if (optind >= argc)
        return usage(options->language, "コマンドを書いてください", "a command is missing", "");
    const char *name = argv[optind];
    options->operands = argv + optind + 1;
    options->operand_count = (size_t)(argc - optind - 1);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(COMMANDS[i].name, name) != 0)
            continue;
        if (options->operand_count < COMMANDS[i].operands_least)
            return usage(options->language, "お客様のファイルを書いてください",
                         "a client file is missing", COMMANDS[i].synopsis);
        return program_suffices(name, options, argv) ? COMMANDS[i].run(options) : EXIT_SYSTEM;
    }
    return usage(options->language, "このコマンドはありません", "no such command", name);
}

int main(int argc, char **argv)
{
    heap_prepare();
    struct options options = {.content = "content",
                              .templates = "templates",
                              .fonts = "fonts",
                              .out = "out",
                              .document = "all",
                              .formats = FORMAT_PDF,
                              .batch.time_limit = TIME_LIMIT,
                              .language = language_of_locale()};
    opterr = 0; /* getopt's own words are English only */
    int option = 0;
    while ((option = getopt_long(argc, argv, "", LONG_OPTIONS, NULL)) != -1) {
        if (option == OPTION_HELP) {
            print_help(stdout, options.language);
            return EXIT_DONE;
        }
        if (option == OPTION_VERSION) {
            printf("mamorigami %s\n", MAMORIGAMI_VERSION);
            return EXIT_DONE;
        }
        if (!apply_option(option, optarg, &options))
            return usage(options.language, "オプションが正しくありません", "wrong option",
                         argv[optind - 1]);
    }
    command_finish(run_command(&options, argc, argv));
}
