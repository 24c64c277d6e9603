#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "serve/request.h"
#include "site/output.h"

enum {
    WAITERS_MOST = 64,
    WAIT_SECONDS = 25,      /* a page asks again then; connections of closed pages end so */
    CONNECTION_SECONDS = 60 /* idle */
};

struct waiter {
    struct MHD_Connection *connection; /* suspended */
    time_t until;                      /* of CLOCK_MONOTONIC */
};

struct server {
    struct server_options options;
    unsigned port;
    struct MHD_Daemon *daemons[SERVER_FILES_MOST];
    int daemon_count;
    struct waiter waiters[WAITERS_MOST];
    size_t waiter_count;
    unsigned long number; /* of the last build */
    unsigned long pages;  /* of the last build that changed pages */
    bool good;
    struct buffer report;
};

/* How far a request is: its context points to one of these. */
static const char READ, WAITED;

static time_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

/* ---- answers ---- */

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status,
                                     const char *type, struct MHD_Response *response)
{
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result send_text(struct MHD_Connection *connection, unsigned status,
                                 const char *type, struct text text)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        text.size, (void *)(uintptr_t)text.ptr, MHD_RESPMEM_MUST_COPY);
    return send_response(connection, status, type, response);
}

static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status, const char *words)
{
    return send_text(connection, status, "text/plain; charset=utf-8", text_of(words));
}

/* Reads an open file; false on an error. */
static bool read_all(int file, struct buffer *out)
{
    enum { CHUNK = 64 * 1024 };
    for (;;) {
        ssize_t size = read(file, buffer_room(out, CHUNK), CHUNK);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size == 0;
        out->size += (size_t)size;
    }
}

/* The open regular file `name` below `folder`; -1 when there is none, or a link leads outside. */
static int open_below(const char *folder, const char *name, struct stat *status)
{
    struct arena *a = arena_new();
    const char *path = text_format(a, "%s/%s", folder, name).ptr;
    int file = file_is_below(path, folder) ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    arena_free(a);
    if (file >= 0 && (fstat(file, status) != 0 || !S_ISREG(status->st_mode))) {
        close(file);
        return -1;
    }
    return file;
}

/* True for a file that the last run wrote: what else lies in the folder is nobody's business, nor
 * is a folder that `site` did not make. */
static bool is_of_site(const struct server *server, struct text name)
{
    struct stat about;
    int file = open_below(server->options.folder, OUTPUT_LIST, &about);
    if (file < 0)
        return false;
    struct buffer list = {0};
    struct buffer line = {0};
    bool good = read_all(file, &list);
    close(file);
    buffer_printf(&line, "\n%.*s\n", (int)name.size, name.ptr);
    buffer_byte(&line, '\0');
    good = good && text_find(buffer_text(&list), line.ptr, 0) != SIZE_MAX;
    buffer_free(&list);
    buffer_free(&line);
    return good;
}

static enum MHD_Result send_page(const struct server *server, struct MHD_Connection *connection,
                                 unsigned status, int file)
{
    struct buffer html = {0};
    struct buffer page = {0};
    bool good = read_all(file, &html);
    close(file);
    request_put_page(buffer_text(&html), server->pages, &page);
    enum MHD_Result result =
        good ? send_text(connection, status, request_content_type(text_of(".html")),
                         buffer_text(&page))
             : MHD_NO;
    buffer_free(&html);
    buffer_free(&page);
    return result;
}

/* *found is false when there is no such file; then nothing is sent. */
static enum MHD_Result send_file(const struct server *server, struct MHD_Connection *connection,
                                 unsigned status, const char *folder, const char *name, bool *found)
{
    struct stat about;
    int file = open_below(folder, name, &about);
    *found = file >= 0;
    if (file < 0)
        return MHD_NO;
    struct text suffix = text_of(name);
    if (text_ends(suffix, ".html"))
        return send_page(server, connection, status, file);
    return send_response(connection, status, request_content_type(suffix),
                         MHD_create_response_from_fd64((uint64_t)about.st_size, file));
}

static enum MHD_Result send_missing(const struct server *server, struct MHD_Connection *connection)
{
    bool found = false;
    enum MHD_Result result = MHD_NO;
    if (is_of_site(server, text_of("404.html")))
        result = send_file(server, connection, MHD_HTTP_NOT_FOUND, server->options.folder,
                           "404.html", &found);
    /* Nothing could be built yet: what is wrong is shown by the script of this page. */
    if (!found && !server->good)
        result = send_file(server, connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                           server->options.templates, "serve/report.html", &found);
    return found ? result : refuse(connection, MHD_HTTP_NOT_FOUND, "404\n");
}

/* ---- how the last build went ---- */

static enum MHD_Result send_state(const struct server *server, struct MHD_Connection *connection)
{
    struct buffer text = {0};
    struct json j = json_new(&text);
    json_object_begin(&j);
    json_key(&j, text_of("number"));
    json_int(&j, (int64_t)server->number);
    json_key(&j, text_of("pages"));
    json_int(&j, (int64_t)server->pages);
    json_key(&j, text_of("good"));
    json_bool(&j, server->good);
    json_key(&j, text_of("report"));
    json_text(&j, buffer_text(&server->report));
    json_object_end(&j);
    enum MHD_Result result =
        send_text(connection, MHD_HTTP_OK, "application/json", buffer_text(&text));
    buffer_free(&text);
    return result;
}

/* Resumes the first `count` of those who wait: MHD then asks again for their answers. */
static void resume(struct server *server, size_t count)
{
    for (size_t i = 0; i < count; i++)
        MHD_resume_connection(server->waiters[i].connection);
    server->waiter_count -= count;
    memmove(server->waiters, server->waiters + count,
            server->waiter_count * sizeof *server->waiters);
}

/* Those whose time is over; they came in the order of their times. */
static void resume_old(struct server *server)
{
    size_t count = 0;
    while (count < server->waiter_count && server->waiters[count].until <= now())
        count++;
    resume(server, count);
}

/* Answers at once when there is news for who has `seen` a build; otherwise with the next one. */
static enum MHD_Result wait_for_news(struct server *server, struct MHD_Connection *connection,
                                     void **context)
{
    const char *seen = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "seen");
    bool news = !seen || strtoul(seen, NULL, 10) != server->number;
    if (news || *context == (void *)(uintptr_t)&WAITED)
        return send_state(server, connection);
    if (server->waiter_count == WAITERS_MOST)
        resume(server, 1); /* most likely of a page closed long ago */
    *context = (void *)(uintptr_t)&WAITED;
    server->waiters[server->waiter_count++] = (struct waiter){connection, now() + WAIT_SECONDS};
    MHD_suspend_connection(connection);
    return MHD_YES;
}

static enum MHD_Result send_own(struct server *server, struct MHD_Connection *connection,
                                struct text name, void **context)
{
    bool found = false;
    enum MHD_Result result = MHD_NO;
    if (text_is(name, "wait"))
        return wait_for_news(server, connection, context);
    if (text_is(name, "reload.js"))
        result = send_file(server, connection, MHD_HTTP_OK, server->options.templates,
                           "serve/reload.js", &found);
    if (text_is(name, "serve.css"))
        result = send_file(server, connection, MHD_HTTP_OK, server->options.templates,
                           "serve/serve.css", &found);
    return found ? result : refuse(connection, MHD_HTTP_NOT_FOUND, "404\n");
}

/* ---- requests ---- */

static enum MHD_Result answer(struct server *server, struct MHD_Connection *connection,
                              struct text path, void **context)
{
    if (text_starts(path, REQUEST_OWN))
        return send_own(server, connection, text_slice(path, strlen(REQUEST_OWN), path.size),
                        context);
    struct arena *a = arena_new();
    struct text file = request_file(a, path);
    bool found = false;
    enum MHD_Result result = MHD_NO;
    if (file.ptr && is_of_site(server, file))
        result =
            send_file(server, connection, MHD_HTTP_OK, server->options.folder, file.ptr, &found);
    arena_free(a);
    return found ? result : send_missing(server, connection);
}

/* MHD calls it when the head is read, again when the whole request is, and after a wait. */
static enum MHD_Result on_request(void *closure, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *body, size_t *body_size, void **context)
{
    (void)version;
    (void)body;
    struct server *server = closure;
    if (!*context) {
        *context = (void *)(uintptr_t)&READ;
        return MHD_YES;
    }
    if (*body_size > 0) {
        *body_size = 0; /* read and forgotten; such a method is refused below */
        return MHD_YES;
    }
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    if (!request_is_local(text_of(host), server->port))
        return refuse(connection, MHD_HTTP_FORBIDDEN, "403: localhost only\n");
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "405\n");
    return answer(server, connection, text_of(path), context);
}

static void stay_silent(void *closure, const char *format, va_list arguments)
{
    (void)closure;
    (void)format;
    (void)arguments;
}

/* ---- opening and closing ---- */

/* A socket that listens on `port` of `address`; -1 with errno when it cannot. */
static int listen_on(const struct sockaddr *address, socklen_t size)
{
    enum { QUEUE = 32 };
    int yes = 1;
    int file = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (file < 0)
        return -1;
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address->sa_family == AF_INET6)
        setsockopt(file, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    if (bind(file, address, size) == 0 && listen(file, QUEUE) == 0)
        return file;
    int error = errno;
    close(file);
    errno = error;
    return -1;
}

/* Sockets on both loopback addresses; a machine without IPv6 has one. False with errno. */
static bool listen_on_port(unsigned port, int sockets[SERVER_FILES_MOST], int *count)
{
    struct sockaddr_in four = {.sin_family = AF_INET,
                               .sin_port = htons((uint16_t)port),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6,
                               .sin6_port = htons((uint16_t)port),
                               .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    *count = 0;
    int file = listen_on((const struct sockaddr *)&four, sizeof four);
    if (file < 0)
        return false;
    sockets[(*count)++] = file;
    file = listen_on((const struct sockaddr *)&six, sizeof six);
    if (file >= 0) {
        sockets[(*count)++] = file;
    } else if (errno == EADDRINUSE) {
        /* "localhost" may be either: somebody else's pages must not come up for ours. */
        close(sockets[0]);
        errno = EADDRINUSE;
        return false;
    }
    return true;
}

static bool start(struct server *server, const int *sockets, int count)
{
    for (int i = 0; i < count; i++) {
        struct MHD_Daemon *daemon =
            MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request,
                             server, MHD_OPTION_LISTEN_SOCKET, sockets[i],
                             MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CONNECTION_SECONDS,
                             MHD_OPTION_EXTERNAL_LOGGER, stay_silent, NULL, MHD_OPTION_END);
        if (!daemon) {
            for (int k = i; k < count; k++)
                close(sockets[k]);
            return false;
        }
        server->daemons[server->daemon_count++] = daemon;
    }
    return true;
}

struct server *server_open(const struct server_options *options, struct diag *d)
{
    int sockets[SERVER_FILES_MOST];
    int count = 0;
    for (unsigned i = 0; i < options->tries && count == 0; i++) {
        unsigned port = options->port + i;
        if (port > UINT16_MAX || (!listen_on_port(port, sockets, &count) && errno != EADDRINUSE))
            break;
        if (count == 0)
            continue;
        struct server *server = calloc(1, sizeof *server);
        if (!server)
            abort();
        *server = (struct server){.options = *options, .port = port};
        /* Pages of an earlier preview on this port must see a new number. */
        server->number = (unsigned long)time(NULL);
        if (start(server, sockets, count))
            return server;
        server_close(server);
        break;
    }
    if (errno == EADDRINUSE)
        diag_add(d, MSG_SERVE_PORT, (struct span){0}, "%u", options->port);
    else
        diag_add(d, MSG_SERVE_LISTEN, (struct span){0}, "%u: %s", options->port, strerror(errno));
    return NULL;
}

unsigned server_port(const struct server *server)
{
    return server->port;
}

int server_files(const struct server *server, int files[SERVER_FILES_MOST])
{
    for (int i = 0; i < server->daemon_count; i++)
        files[i] = MHD_get_daemon_info(server->daemons[i], MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    return server->daemon_count;
}

int server_run(struct server *server)
{
    resume_old(server);
    MHD_UNSIGNED_LONG_LONG soonest = server->waiter_count > 0 ? 1000 : UINT16_MAX;
    for (int i = 0; i < server->daemon_count; i++) {
        MHD_UNSIGNED_LONG_LONG wait;
        MHD_run(server->daemons[i]);
        if (MHD_get_timeout(server->daemons[i], &wait) == MHD_YES && wait < soonest)
            soonest = wait;
    }
    return soonest == UINT16_MAX ? -1 : (int)soonest;
}

void server_publish(struct server *server, bool good, bool changed, struct text report)
{
    server->number++;
    server->good = good;
    if (changed)
        server->pages = server->number;
    buffer_clear(&server->report);
    buffer_put(&server->report, report);
    resume(server, server->waiter_count);
}

void server_close(struct server *server)
{
    if (!server)
        return;
    resume(server, server->waiter_count); /* MHD ends no connection that is suspended */
    for (int i = 0; i < server->daemon_count; i++) {
        MHD_run(server->daemons[i]);
        MHD_stop_daemon(server->daemons[i]);
    }
    buffer_free(&server->report);
    free(server);
}
