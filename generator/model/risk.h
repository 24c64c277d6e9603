/* risk.h -- how worried a client has to be about each scenario, by IPA's method.
 *
 * value = importance × ceil(threat ÷ (4 − vulnerability)), each 1..3; 6 and more is 大, 4 中, less
 * 小 (IPA, 中小企業の情報セキュリティ対策ガイドライン 第4.0版 p. 47, same in 3.1 p. 47–52). The
 * vulnerability of one answer: 実施している 1, 一部だけ 2, the others 3. That of a scenario is the
 * weighted mean of its topics, rounded up: a better answer can never raise it. Items that do not
 * apply are left out; with none left it is 2. */
#ifndef MODEL_RISK_H
#define MODEL_RISK_H

#include "model/figures.h"
#include "model/risk_catalog.h"
#include "model/score.h"

enum grade { GRADE_SMALL, GRADE_MIDDLE, GRADE_LARGE };

/* A topic of the scenario and the client's answer to it. */
struct risk_answer {
    const struct risk_topic *topic;
    const struct score_item *item;
    int64_t vulnerability; /* 1..3 */
};

struct risk {
    const struct scenario *scenario;
    int64_t importance, threat, vulnerability, likelihood; /* 1..3 */
    int64_t value;                                         /* 1, 2, 3, 4, 6, 9 */
    enum grade grade;
    struct text importance_because, threat_because;
    bool vulnerability_assumed;  /* no answer says anything: taken as 2 */
    struct risk_answer *answers; /* those that apply, weakest first */
    size_t answer_count;
    size_t weak_count; /* of them not fully done: the first ones */
};

struct risk_result {
    const struct figures *figures;
    struct risk *items; /* those that apply, in the order of the catalogue */
    size_t count;
    const struct scenario **absent; /* those that do not */
    size_t absent_count;
};

/* 1..3 from two levels of 1..3. */
int64_t risk_likelihood(int64_t threat, int64_t vulnerability);
enum grade risk_grade(int64_t value);
const char *grade_label(enum grade grade); /* 大, 中, 小 */
/* 1..3 of one answer; 0 = left out. */
int64_t risk_answer_vulnerability(enum answer answer);

/* Never NULL; the arguments must outlive the result. */
const struct risk_result *risk_make(struct arena *a, const struct risk_catalog *catalog,
                                    const struct client *client, const struct score *score);

#endif
