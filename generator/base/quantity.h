/* quantity.h -- money and dates as people write them in Japan.
 *
 * Money is whole yen in int64. Dates are Gregorian; eras (明治 大正 昭和 平成 令和) are understood
 * when reading. */
#ifndef BASE_QUANTITY_H
#define BASE_QUANTITY_H

#include "base/text.h"
#include "base/units.h"

struct arena;

struct date {
    int16_t year; /* 1868..2199; 0 = no date */
    int8_t month; /* 1..12 */
    int8_t day;   /* 1..31, valid for the month */
};

/* "750000", "750,000円", "75万円", "1億2,000万円", "1.5億円", "▲" not allowed; full-width digits
 * and signs are fine. 0 .. 999兆. Returns false and leaves *yen for anything else, also for commas
 * out of place, units out of order and fractions of a yen. */
bool yen_parse(struct text t, int64_t *yen);

/* "1億2,000万円", "75万円", "3,500円", "75万3,200円", "0円"; negative with "−". */
struct text yen_format(struct arena *a, int64_t yen);

/* Rounded for reading: two significant figures from 10,000 yen up (19,384,000 -> "1,900万円"),
 * half up. Below 10,000 yen to the hundred. */
int64_t yen_round(int64_t yen);

/* Two significant figures, half up (1,371 -> 1,400; 99 stays): counts that come out of a model. */
int64_t count_round(int64_t count);

/* "2026-11-10", "2026/11/10", "2026年11月10日", "令和8年11月10日", "令和元年5月1日", "R8.11.10". A
 * day outside its era ("平成31年5月1日") is refused. Returns false and leaves *date for anything
 * else. */
bool date_parse(struct text t, struct date *date);
/* "2026年11月10日"; no date gives the absent text. */
struct text date_format(struct arena *a, struct date date);
/* "2026-11-10" */
struct text date_format_iso(struct arena *a, struct date date);
/* <0, 0, >0. */
int date_compare(struct date a, struct date b);
/* Days from 1970-01-01, for differences. */
int64_t date_days(struct date date);

/* "17mm", "10.5pt", "1.2cm", "0"; never negative. A millimetre is MPT_MM. */
bool length_parse(struct text t, mpt *length);
/* Digits with at most three decimals -> thousandths: "73.0"; without sign, comma or "%". */
bool decimal_parse(struct text t, int64_t *thousandths);
/* At most 18 digits, with "-" and commas where they belong: "25", "1,200", "-3", full-width too. A
 * leading zero is refused: nobody counts with "0123". */
bool integer_parse(struct text t, int64_t *value);
/* 73000 -> "73", 37900 -> "37.9", -500 -> "-0.5". */
struct text decimal_format(struct arena *a, int64_t thousandths);
/* 1234567 -> "1,234,567"; negative with "−". */
struct text count_format(struct arena *a, int64_t value);

#endif
