/* survey.h -- content/catalog/surveys.yaml: published survey results, for the charts of the guide.
 *
 * Every survey names its source, its question and who was asked: a bar without them proves nothing.
 */
#ifndef MODEL_SURVEY_H
#define MODEL_SURVEY_H

#include "base/schema.h"

struct catalog;
struct diag;

struct survey_row {
    const struct yaml_node *node;
    struct text label;
    int64_t value; /* thousandths of a percent: 31.0 -> 31000 */
};

struct survey {
    const struct yaml_node *node;
    struct text id;
    struct text title;
    struct text question;
    struct text sample;      /* n and conditions */
    struct text source;      /* id in sources.yaml */
    struct schema_list rows; /* struct survey_row, in the order of printing */
};

struct surveys {
    struct schema_list list; /* struct survey, in the order of the file */
};

/* Reads `content`/catalog/surveys.yaml; sources must stand in `catalog`. Every mistake goes to `d`;
 * NULL when there was one. */
const struct surveys *surveys_load(struct arena *a, const char *content,
                                   const struct catalog *catalog, struct diag *d);

#endif
