/* chart_kinds.h -- one function a kind of chart; private to document/chart*.c.
 *
 * Each draws below `top`, sketch->width wide, and returns the height of the figure so far. */
#ifndef DOCUMENT_CHART_KINDS_H
#define DOCUMENT_CHART_KINDS_H

#include "document/sketch.h"

mpt chart_score(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_bars(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_meter(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_bands(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_radar(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_history(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_range(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_stacked(struct sketch *s, const struct chart *chart, mpt top);
mpt chart_steps(struct sketch *s, const struct chart *chart, mpt top);

/* The rows of a score: bars on pale tracks, one a point. */
mpt chart_score_rows(struct sketch *s, const struct chart *chart, mpt top);

#endif
