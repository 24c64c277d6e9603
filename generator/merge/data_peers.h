/* data_peers.h -- how the vendor's other clients of the same trade or size stand, as merge data:
 * `peers.groups` (empty when no group is large enough), `peers.rows` for a chart and
 * `peers.categories`. Holds no name and no single client's figure but this client's own. */
#ifndef MERGE_DATA_PEERS_H
#define MERGE_DATA_PEERS_H

#include "merge/value.h"

struct report;

struct value *data_peers(struct arena *a, const struct report *report);

#endif
