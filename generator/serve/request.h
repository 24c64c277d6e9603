/* request.h -- what a browser may ask the preview for, and what its pages get on the way. */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H

#include "base/buffer.h"

/* Addresses of the preview itself; no site has files in hidden folders. */
#define REQUEST_OWN "/.mamorigami/"

/* True when the Host header names this machine by its loopback names, with `port`: a page of the
 * web that has its own name resolved to 127.0.0.1 must not read the preview (DNS rebinding). The
 * absent text is refused. */
bool request_is_local(struct text host, unsigned port);

/* The file of the site for a decoded path, "index.html" for folders, in `a`. Absent when the path
 * is none that a site can have: "..", hidden names, control signs, backslashes. */
struct text request_file(struct arena *a, struct text path);

/* The Content-Type of a file by its suffix. */
const char *request_content_type(struct text file);

/* `html` with the script that reloads it, and with leave to ask this server; `pages` is the number
 * of the build the page is of. What has no <head> stays as it is. */
void request_put_page(struct text html, unsigned long pages, struct buffer *out);

#endif
