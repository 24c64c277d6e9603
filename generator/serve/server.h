/* server.h -- a web server for one reader at this machine: the files of a site, and when they
 * change. It listens on loopback addresses only and answers nobody else; see request.h.
 *
 * One thread: the caller polls the files of server_files and calls server_run. */
#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include "base/text.h"

struct diag;
struct server;

struct server_options {
    const char *folder;    /* of the site */
    const char *templates; /* has serve/ */
    unsigned port;         /* the first one tried */
    unsigned tries;        /* how many ports from that one on; 1 = that one or none */
};

enum { SERVER_FILES_MOST = 2 /* IPv4 and IPv6 */ };

/* A server that listens; NULL after a complaint to `d`. Borrows the options' texts. */
struct server *server_open(const struct server_options *options, struct diag *d);

/* The port it listens on. */
unsigned server_port(const struct server *server);

/* Writes to `files` what to poll for reading; returns how many. */
int server_files(const struct server *server, int files[SERVER_FILES_MOST]);

/* Answers what can be answered now; never waits. Returns in how many milliseconds to call again
 * even when nothing can be read; -1 = no need. */
int server_run(struct server *server);

/* Tells all pages how the last build went: `report` = complaints as diag_print writes them, may be
 * empty. Pages reload when `changed`. */
void server_publish(struct server *server, bool good, bool changed, struct text report);

/* NULL is allowed. */
void server_close(struct server *server);

#endif
