/* chartdata.h -- the YAML of a ```chart block and the client's data as a struct chart.
 *
 *     kind: score            # score bars meter bands radar history range stacked steps
 *     data: score.categories # path of a list of maps
 *     label: name            # members of an element; "label" and "value" when not said,
 *     value: points          # text, note and weak only when said
 *     weak: is_weak
 *     low: light             # range: the ends of the band; "low" and "high" when not said
 *     high: heavy
 *     parts: items           # stacked: a list of maps {label, value}; "parts" when not said
 *     lines: words           # steps: a list of texts below the arrow; "lines" when not said
 *     total: score.total     # a number, or the path of one; also maximum (100) and mark (none)
 *     title: "{{client.name}}の点数"   # also unit, mark_label, change, change_note, alt
 *     change_sign: score.change        # path of a number, whose sign counts
 */
#ifndef MERGE_CHARTDATA_H
#define MERGE_CHARTDATA_H

#include "document/chart.h"
#include "merge/path.h"

struct yaml_node;

/* The chart of `source`, or NULL when something was reported, the scope is unused, or a kind that
 * only compares points has none. */
const struct chart *chartdata_read(const struct scope *s, const struct yaml_node *source);

/* Appends the paths that `source` names outside the elements of its data. */
void chartdata_paths(struct arena *a, const struct yaml_node *source, struct text **paths,
                     size_t *count);

#endif
