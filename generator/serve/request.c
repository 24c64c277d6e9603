#include "serve/request.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "site/output.h"

enum { PORT_OF_HTTP = 80 };

bool request_is_local(struct text host, unsigned port)
{
    static const char *const NAMES[] = {"localhost", "127.0.0.1", "[::1]"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        size_t size = strlen(NAMES[i]);
        struct text name = text_slice(host, 0, size);
        if (name.size != size || strncasecmp(name.ptr, NAMES[i], size) != 0)
            continue;
        if (host.size == size)
            return port == PORT_OF_HTTP; /* browsers leave it out */
        char wanted[16];
        snprintf(wanted, sizeof wanted, ":%u", port);
        return text_is(text_slice(host, size, host.size), wanted);
    }
    return false;
}

static bool has_hidden_part(struct text path)
{
    return text_starts(path, ".") || text_find(path, "/.", 0) != SIZE_MAX;
}

struct text request_file(struct arena *a, struct text path)
{
    struct text absent = {NULL, 0};
    if (!text_starts(path, "/"))
        return absent;
    struct text name = text_slice(path, 1, path.size);
    if (name.size == 0 || text_ends(name, "/"))
        name = text_format(a, "%.*sindex.html", (int)name.size, name.ptr);
    size_t bad;
    bool good = text_is_utf8(name, &bad) && output_is_name(name) && !has_hidden_part(name);
    return good ? text_copy(a, name) : absent;
}

const char *request_content_type(struct text file)
{
    static const struct {
        const char *suffix;
        const char *type;
    } TYPES[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".xml", "application/xml"},
    };
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (text_ends(file, TYPES[i].suffix))
            return TYPES[i].type;
    return "application/octet-stream";
}

void request_put_page(struct text html, unsigned long pages, struct buffer *out)
{
    static const char POLICY[] = "default-src 'none';";
    size_t policy = text_find(html, POLICY, 0);
    size_t head = text_find(html, "</head>", 0);
    if (head == SIZE_MAX) {
        buffer_put(out, html);
        return;
    }
    size_t start = 0;
    if (policy < head) {
        start = policy + strlen(POLICY);
        buffer_put(out, text_slice(html, 0, start));
        buffer_puts(out, " connect-src 'self';");
    }
    buffer_put(out, text_slice(html, start, head));
    buffer_printf(out,
                  "<link rel=\"stylesheet\" href=\"" REQUEST_OWN "serve.css\">\n"
                  "<script src=\"" REQUEST_OWN "reload.js\" data-pages=\"%lu\" defer></script>\n",
                  pages);
    buffer_put(out, text_slice(html, head, html.size));
}
