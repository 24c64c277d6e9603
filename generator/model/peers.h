/* peers.h -- how clients of the same trade or size stand: medians and quartiles of scores over the
 * vendor's own clients, and the anonymous file that carries them to the handouts.
 *
 * What a reader could infer. A handout prints, for a group, its number of clients and three rounded
 * figures. Its reader knows the own score, and perhaps who else is in the group.
 * - Every group has at least PEERS_LEAST clients: this one and five others. The median of five
 *   unknown scores cannot be solved for any of them.
 * - Figures are rounded to PEERS_STEP points, so none is anybody's exact score; the lowest and the
 *   highest, which belong to one client each, are never told.
 * - Medians and quartiles cannot be subtracted from one another as sums and means can: knowing
 *   those of a trade and of a size, or of last quarter's n and this quarter's n + 1 clients, tells
 *   at most on which side of a rounded median the one that differs stands. Therefore the file holds
 *   no mean and no sum.
 * - When low and high are equal, about half of the group stands near that figure: the reader learns
 *   something of the group, still of nobody in particular.
 * - Groups are told apart by one property only (trade, or size), never by both.
 * The file has neither names nor ids, and is the same for every client of a run. */
#ifndef MODEL_PEERS_H
#define MODEL_PEERS_H

#include "base/quantity.h"
#include "base/schema.h"

struct buffer;
struct client;
struct diag;
struct score;

enum {
    PEERS_LEAST = 6, /* clients in a group, this one included: at least five others */
    PEERS_STEP = 5,  /* points */
    PEERS_FILE_LIMIT = 1024 * 1024
};

/* By employees, as Japanese surveys of small firms often cut them. */
enum size_class { SIZE_5, SIZE_20, SIZE_50, SIZE_100, SIZE_300, SIZE_OVER, SIZE_COUNT };

enum size_class size_class_of(int64_t employees);
const char *size_class_label(enum size_class class); /* 21〜50人 */

/* One client's part, without a name. */
struct peer {
    int trade; /* enum trade */
    enum size_class size;
    struct text sheet; /* id: only scores of the same questions are compared */
    int64_t total;
    struct peer_score {
        struct text category; /* id */
        int64_t score;
    } * categories; /* those that apply */
    size_t category_count;
};

/* Copies what is needed of `score` into `a`. */
struct peer peer_make(struct arena *a, const struct client *client, const struct score *score);

/* Points out of 100 (from −25), multiples of PEERS_STEP; low ≤ middle ≤ high. */
struct peer_spread {
    int64_t low, middle, high; /* lower quartile, median, upper quartile */
};

struct peer_category {
    const struct yaml_node *node;
    struct text id;
    int64_t clients;
    struct peer_spread spread;
};

enum peer_by { PEER_BY_TRADE, PEER_BY_SIZE };

struct peer_group {
    const struct yaml_node *node;
    int by;    /* enum peer_by */
    int trade; /* enum trade; PEER_BY_TRADE */
    int size;  /* enum size_class; PEER_BY_SIZE */
    struct text sheet;
    int64_t clients;
    struct peer_spread total;
    struct schema_list categories; /* struct peer_category */
};

struct peers {
    struct date month;         /* the first day of it */
    bool fictional;            /* made of fictional clients, shown to fictional ones only */
    struct schema_list groups; /* struct peer_group */
};

/* Four times the quantile `quarter`/4 (1..3) of `count` > 0 ascending values, linear between
 * neighbours (Hyndman and Fan 1996, type 7), so that no rounding is hidden in it. */
int64_t peers_quantile4(const int64_t *sorted, size_t count, int quarter);

/* Quartiles rounded to PEERS_STEP, half up. Sorts `values`; count > 0. */
struct peer_spread peers_spread(int64_t *values, size_t count);

/* Groups of at least PEERS_LEAST clients, by trade and by size, in the order of the enums and of
 * sheet ids; a category stands where as many answered it. */
struct peers *peers_make(struct arena *a, const struct peer *members, size_t count,
                         struct date date, bool fictional);

/* The group of `client` for the sheet it was scored with, or NULL. */
const struct peer_group *peers_find(const struct peers *peers, enum peer_by by,
                                    const struct client *client, struct text sheet);
/* A category of the group, or NULL. */
const struct peer_category *peers_category(const struct peer_group *group, struct text id);

/* The file, as YAML. */
void peers_write(const struct peers *peers, struct buffer *out);

/* Reads such a file; it may have been edited, so groups that are too small and figures out of order
 * are errors. NULL when there was one. */
const struct peers *peers_load(struct arena *a, const char *path, struct diag *d);

#endif
