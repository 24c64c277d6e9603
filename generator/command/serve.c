/* serve.c -- `serve [FOLDER]`: the site on this machine only, built anew when a file is saved. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "command/site.h"
#include "serve/server.h"
#include "serve/watch.h"

enum {
    PORT_FIRST = 8000,
    PORT_TRIES = 20,
    QUIET_MS = 40,    /* an editor writes several files in a row: after the last one */
    PATIENT_MS = 500, /* but no longer after the first one */
    SHOWN_AT_MOST = 20
};

struct preview {
    const struct options *options;
    const char *source; /* folder of the chapters */
    const char *target; /* of the site */
    const char *catalog;
    struct watch watch;
    struct server *server;
    int signals;           /* readable when somebody wants it to end */
    int64_t first_change;  /* ms; 0 = all changes are built */
    int64_t newest_change; /* ms */
};

/* What a build reads. Client files are not among it. */
static void watch_sources(const struct preview *p)
{
    watch_add(&p->watch, p->source, true, p->target);
    watch_add(&p->watch, p->options->content, false, p->target);
    watch_add(&p->watch, p->catalog, true, p->target);
    watch_add(&p->watch, p->options->templates, true, p->target);
}

static void tell_build(const struct preview *p, bool good, const struct site_result *result,
                       int64_t time)
{
    bool japanese = p->options->language == LANGUAGE_JA;
    if (good)
        printf(japanese ? "作りました：%zuページのうち、変わったファイル %zu（%lldミリ秒）\n"
                        : "built: %zu pages, %zu files changed (%lld ms)\n",
               result->pages, result->written + result->removed, (long long)time);
    else
        printf("%s\n", japanese ? "作れませんでした。前にできたものを見せています"
                                : "not built; the last good pages are shown");
    fflush(stdout);
}

/* Everything is read again: it takes a twentieth of a second for our guide, and nothing can be
 * left over from an earlier build. */
static void build(struct preview *p)
{
    struct workspace w;
    struct site_result result = {0};
    int64_t start = clock_ms();
    watch_sources(p);
    bool good = site_build(&w, p->options, &result);
    struct buffer report = {0};
    diag_print(&w.diag, p->options->language, SHOWN_AT_MOST, &report);
    fwrite(report.ptr ? report.ptr : "", 1, report.size, stderr);
    tell_build(p, good, &result, clock_ms() - start);
    server_publish(p->server, good, good && result.written + result.removed > 0,
                   buffer_text(&report));
    buffer_free(&report);
    workspace_close(&w);
}

static void note_changes(struct preview *p)
{
    if (!watch_read(&p->watch))
        return;
    p->newest_change = clock_ms();
    if (p->first_change == 0)
        p->first_change = p->newest_change;
}

/* In how many milliseconds the changes are to be built; -1 = there are none. */
static int build_due(const struct preview *p)
{
    if (p->first_change == 0)
        return -1;
    int64_t due = p->newest_change + QUIET_MS;
    if (due > p->first_change + PATIENT_MS)
        due = p->first_change + PATIENT_MS;
    int64_t left = due - clock_ms();
    return left > 0 ? (int)left : 0;
}

static void build_when_due(struct preview *p)
{
    if (build_due(p) != 0)
        return;
    p->first_change = 0;
    build(p);
}

/* Serves until a signal comes. */
static void run(struct preview *p)
{
    struct pollfd polled[2 + SERVER_FILES_MOST] = {{.fd = p->signals, .events = POLLIN},
                                                   {.fd = p->watch.file, .events = POLLIN}};
    int files[SERVER_FILES_MOST];
    int count = server_files(p->server, files);
    for (int i = 0; i < count; i++)
        polled[2 + i] = (struct pollfd){.fd = files[i], .events = POLLIN};
    for (;;) {
        int wait = server_run(p->server);
        int due = build_due(p);
        if (due >= 0 && (wait < 0 || due < wait))
            wait = due;
        if (poll(polled, (nfds_t)count + 2, wait) < 0 && errno != EINTR)
            return;
        if (polled[0].revents)
            return;
        note_changes(p);
        build_when_due(p);
    }
}

/* Signals are read like everything else that happens. A page closed while it is written to ends
 * its connection, not us. */
static int catch_signals(void)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &ends, SFD_CLOEXEC);
}

static void print_address(const struct preview *p)
{
    bool japanese = p->options->language == LANGUAGE_JA;
    printf("http://127.0.0.1:%u/\n", server_port(p->server));
    printf("%s\n", japanese
                       ? "このアドレスをブラウザーで開いてください。終えるにはCtrl-Cを押します。"
                       : "Open this address in a browser. Ctrl-C ends the preview.");
    fflush(stdout);
}

static bool start(struct preview *p, struct diag *d)
{
    unsigned port = p->options->port;
    struct server_options server = {.folder = p->target,
                                    .templates = p->options->templates,
                                    .port = port ? port : PORT_FIRST,
                                    .tries = port ? 1 : PORT_TRIES};
    if (!watch_open(&p->watch, d))
        return false;
    p->server = server_open(&server, d);
    return p->server != NULL;
}

enum exit_code command_serve(const struct options *options)
{
    struct arena *a = arena_new();
    struct diag diag = diag_new(a);
    struct options local = *options;
    local.base_url = NULL; /* pages seen here must not lead to the web's */
    struct preview preview = {
        .options = &local,
        .source = site_source(a, options),
        .target = site_target(a, options),
        .catalog = text_format(a, "%s/catalog", options->content).ptr,
        .signals = catch_signals(),
    };
    bool started = start(&preview, &diag);
    if (started) {
        print_address(&preview);
        build(&preview);
        run(&preview);
    }
    workspace_report(&diag, options);
    server_close(preview.server);
    watch_close(&preview.watch);
    if (preview.signals >= 0)
        close(preview.signals);
    arena_free(a);
    return started ? EXIT_DONE : EXIT_SYSTEM;
}
