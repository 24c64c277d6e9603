#include "base/quantity.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <string.h>

enum { FOLDED_SIZE = 96, YEAR_MIN = 1868, YEAR_MAX = 2199, DIGITS_MAX = 18 };

static const int64_t yen_max = INT64_C(999000000000000); /* 999兆 */

static const struct yen_unit {
    const char *sign;
    int64_t value;
    int zeros;
} yen_units[] = {
    {"兆", INT64_C(1000000000000), 12},
    {"億", INT64_C(100000000), 8},
    {"万", INT64_C(10000), 4},
};

enum { YEN_UNIT_COUNT = sizeof yen_units / sizeof yen_units[0] };

/* First days as in JIS X 0301, where the day of a change belongs to the new era. Dates before 1873
 * are read as Gregorian ones. */
static const struct era {
    const char *name;
    const char *letter;
    struct date first;
    struct date end; /* first day of the next era; year 0 = still running */
} eras[] = {
    {"令和", "R", {2019, 5, 1}, {0, 0, 0}},      {"平成", "H", {1989, 1, 8}, {2019, 5, 1}},
    {"昭和", "S", {1926, 12, 25}, {1989, 1, 8}}, {"大正", "T", {1912, 7, 30}, {1926, 12, 25}},
    {"明治", "M", {1868, 1, 25}, {1912, 7, 30}},
};

enum { ERA_COUNT = sizeof eras / sizeof eras[0] };

/* A text with full-width digits, letters and signs turned to ASCII, and how far it has been read.
 */
struct reader {
    char bytes[FOLDED_SIZE];
    size_t size;
    size_t at;
};

/* False when `t` is longer than any quantity. */
static bool reader_open(struct reader *r, struct text t)
{
    *r = (struct reader){.size = 0};
    struct text trimmed = text_trim(t);
    size_t offset = 0;
    while (offset < trimmed.size) {
        if (r->size + 4 > sizeof r->bytes)
            return false;
        uint32_t codepoint = text_next(trimmed, &offset);
        if (codepoint >= 0xFF01 && codepoint <= 0xFF5E)
            codepoint -= 0xFF01 - '!';
        r->size += text_encode(codepoint, r->bytes + r->size);
    }
    return true;
}

static bool at_end(const struct reader *r)
{
    return r->at == r->size;
}

static bool at_digit(const struct reader *r)
{
    return r->at < r->size && r->bytes[r->at] >= '0' && r->bytes[r->at] <= '9';
}

static bool take(struct reader *r, const char *word)
{
    size_t size = strlen(word);
    if (r->size - r->at < size || memcmp(r->bytes + r->at, word, size) != 0)
        return false;
    r->at += size;
    return true;
}

/* Appends the digits here to *value; returns their number, or 0 when there are more than `most`. */
static size_t take_digits(struct reader *r, size_t most, int64_t *value)
{
    size_t count = 0;
    while (at_digit(r)) {
        if (count == most)
            return 0;
        *value = *value * 10 + (r->bytes[r->at] - '0');
        r->at++;
        count++;
    }
    return count;
}

/* A whole number without leading zeros; commas are optional, but then stand every three digits. */
static bool take_number(struct reader *r, int64_t *value)
{
    *value = 0;
    bool zero = at_digit(r) && r->bytes[r->at] == '0';
    size_t first = take_digits(r, DIGITS_MAX, value);
    if (first == 0 || (zero && first > 1))
        return false;
    size_t digits = first;
    while (take(r, ",")) {
        digits += 3;
        if (zero || first > 3 || digits > DIGITS_MAX || take_digits(r, 3, value) != 3)
            return false;
    }
    return true;
}

/* The digits behind a decimal point as a whole number, trailing zeros dropped. */
static bool take_fraction(struct reader *r, int64_t *value, int *digits)
{
    *value = 0;
    *digits = (int)take_digits(r, DIGITS_MAX, value);
    if (*digits == 0)
        return false;
    while (*digits > 0 && *value % 10 == 0) {
        *value /= 10;
        (*digits)--;
    }
    return true;
}

static int64_t power_of_ten(int exponent)
{
    int64_t power = 1;
    for (int i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

/* One part of an amount, such as "2,000万": its yen and its unit (1 without one). */
struct yen_part {
    int64_t yen;
    int64_t unit;
    bool fraction;
};

static bool take_yen_part(struct reader *r, struct yen_part *part)
{
    int64_t whole;
    int64_t fraction = 0;
    int digits = 0;
    int zeros = 0;
    if (!take_number(r, &whole))
        return false;
    part->fraction = take(r, ".");
    if (part->fraction && !take_fraction(r, &fraction, &digits))
        return false;
    part->unit = 1;
    for (size_t i = 0; i < YEN_UNIT_COUNT && part->unit == 1; i++) {
        if (!take(r, yen_units[i].sign))
            continue;
        part->unit = yen_units[i].value;
        zeros = yen_units[i].zeros;
    }
    if (part->fraction && (part->unit == 1 || digits > zeros))
        return false;
    if (whole > yen_max / part->unit)
        return false;
    part->yen = whole * part->unit + fraction * power_of_ten(zeros - digits);
    return true;
}

bool yen_parse(struct text t, int64_t *yen)
{
    struct reader r;
    if (!reader_open(&r, t))
        return false;
    struct yen_part part = {.unit = 0};
    int64_t total = 0;
    do {
        int64_t larger_unit = part.unit;
        if (part.fraction || larger_unit == 1 || !take_yen_part(&r, &part))
            return false;
        /* Each part stays below the unit before it: "1億20000万" and "1万2億" are slips. */
        if (larger_unit != 0 && (part.yen >= larger_unit || part.unit >= larger_unit))
            return false;
        total += part.yen;
    } while (at_digit(&r));
    take(&r, "円");
    if (!at_end(&r) || total > yen_max)
        return false;
    *yen = total;
    return true;
}

/* The absolute value, which for INT64_MIN fits only the unsigned type. */
static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* An amount as it is written, without printf or the heap: a client's data holds a thousand. The
 * longest, −9,223,372兆 and so on, has 42 bytes. */
struct line {
    char bytes[64];
    size_t size;
};

static void line_put(struct line *line, const char *string)
{
    struct text text = text_of(string);
    memcpy(line->bytes + line->size, text.ptr, text.size);
    line->size += text.size;
}

static void line_put_grouped(struct line *line, uint64_t value)
{
    char digits[20]; /* of 2^64 - 1, the last first */
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (count > 0) {
        line->bytes[line->size++] = digits[--count];
        if (count > 0 && count % 3 == 0)
            line->bytes[line->size++] = ',';
    }
}

static struct text line_text(struct arena *a, const struct line *line)
{
    return text_copy(a, (struct text){line->bytes, line->size});
}

struct text yen_format(struct arena *a, int64_t yen)
{
    struct line line = {.size = 0};
    uint64_t rest = magnitude(yen);
    if (yen < 0)
        line_put(&line, "−");
    for (size_t i = 0; i < YEN_UNIT_COUNT; i++) {
        uint64_t unit = (uint64_t)yen_units[i].value;
        if (rest < unit)
            continue;
        line_put_grouped(&line, rest / unit);
        line_put(&line, yen_units[i].sign);
        rest %= unit;
    }
    if (rest > 0 || yen == 0)
        line_put_grouped(&line, rest);
    line_put(&line, "円");
    return line_text(a, &line);
}

/* To two significant figures, from `step` up. */
static int64_t round_from(int64_t number, uint64_t step)
{
    uint64_t value = magnitude(number);
    while (value / step >= 100)
        step *= 10;
    uint64_t rounded = (value + step / 2) / step * step;
    return number < 0 ? -(int64_t)rounded : (int64_t)rounded;
}

int64_t yen_round(int64_t yen)
{
    return round_from(yen, 100);
}

int64_t count_round(int64_t count)
{
    return round_from(count, 1);
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool make_date(int64_t year, int64_t month, int64_t day, struct date *date)
{
    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1)
        return false;
    if (day > month_days((int)year, (int)month))
        return false;
    *date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

/* The rest of a date behind its year: separator, month, separator, day, end sign. */
static bool take_month_and_day(struct reader *r, const char *const signs[3], int64_t *month,
                               int64_t *day)
{
    *month = 0;
    *day = 0;
    return take(r, signs[0]) && take_digits(r, 2, month) > 0 && take(r, signs[1]) &&
           take_digits(r, 2, day) > 0 && take(r, signs[2]) && at_end(r);
}

static const char *const kanji_signs[] = {"年", "月", "日"};

static bool parse_era_date(struct reader *r, const struct era *era, const char *const signs[3],
                           struct date *date)
{
    int64_t year = 0;
    int64_t month;
    int64_t day;
    if (take(r, "元"))
        year = 1;
    else if (take_digits(r, 2, &year) == 0 || year == 0)
        return false;
    struct date parsed;
    if (!take_month_and_day(r, signs, &month, &day) ||
        !make_date(era->first.year + year - 1, month, day, &parsed))
        return false;
    if (date_compare(parsed, era->first) < 0)
        return false;
    if (era->end.year != 0 && date_compare(parsed, era->end) >= 0)
        return false;
    *date = parsed;
    return true;
}

static bool parse_gregorian_date(struct reader *r, struct date *date)
{
    static const char *const hyphens[] = {"-", "-", ""};
    static const char *const slashes[] = {"/", "/", ""};
    static const char *const *const forms[] = {hyphens, slashes, kanji_signs};
    int64_t year = 0;
    if (take_digits(r, 4, &year) != 4)
        return false;
    size_t behind_year = r->at;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        int64_t month;
        int64_t day;
        r->at = behind_year;
        if (take_month_and_day(r, forms[i], &month, &day))
            return make_date(year, month, day, date);
    }
    return false;
}

bool date_parse(struct text t, struct date *date)
{
    static const char *const dots[] = {".", ".", ""};
    struct reader r;
    if (!reader_open(&r, t))
        return false;
    for (size_t i = 0; i < ERA_COUNT; i++) {
        if (take(&r, eras[i].name))
            return parse_era_date(&r, &eras[i], kanji_signs, date);
        if (take(&r, eras[i].letter))
            return parse_era_date(&r, &eras[i], dots, date);
    }
    return parse_gregorian_date(&r, date);
}

struct text date_format(struct arena *a, struct date date)
{
    if (date.year == 0)
        return (struct text){0};
    return text_format(a, "%d年%d月%d日", date.year, date.month, date.day);
}

struct text date_format_iso(struct arena *a, struct date date)
{
    if (date.year == 0)
        return (struct text){0};
    return text_format(a, "%04d-%02d-%02d", date.year, date.month, date.day);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year - b.year;
    if (a.month != b.month)
        return a.month - b.month;
    return a.day - b.day;
}

int64_t date_days(struct date date)
{
    static const int before_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    enum { DAYS_TO_1970 = 719162 }; /* from 0001-01-01 */
    int64_t years = (int64_t)date.year - 1;
    int64_t days = years * 365 + years / 4 - years / 100 + years / 400;
    days += before_month[date.month - 1] + date.day - 1;
    if (date.month > 2 && is_leap(date.year))
        days++;
    return days - DAYS_TO_1970;
}

/* Digits with at most three decimals, in thousandths; no commas. */
static bool take_thousandths(struct reader *r, int64_t *thousandths)
{
    enum { WHOLE_DIGITS = 12 };
    int64_t whole = 0;
    bool zero = at_digit(r) && r->bytes[r->at] == '0';
    size_t digits = take_digits(r, WHOLE_DIGITS, &whole);
    if (digits == 0 || (zero && digits > 1))
        return false;
    int64_t fraction = 0;
    size_t decimals = 3;
    if (take(r, ".")) {
        decimals = take_digits(r, 3, &fraction);
        if (decimals == 0)
            return false;
    }
    *thousandths = whole * 1000 + fraction * power_of_ten(3 - (int)decimals);
    return true;
}

bool length_parse(struct text t, mpt *length)
{
    static const struct {
        const char *name;
        int64_t size; /* mpt */
    } units[] = {{"mm", MPT_MM}, {"cm", INT64_C(10) * MPT_MM}, {"pt", MPT_PT}};
    struct reader r;
    int64_t value;
    if (!reader_open(&r, t) || !take_thousandths(&r, &value))
        return false;
    int64_t unit = 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0] && unit == 0; i++) {
        if (take(&r, units[i].name))
            unit = units[i].size;
    }
    if (!at_end(&r) || (unit == 0 && value != 0))
        return false;
    if (unit != 0 && value > INT32_MAX / unit * 1000)
        return false;
    *length = (mpt)((value * unit + 500) / 1000);
    return true;
}

bool decimal_parse(struct text t, int64_t *thousandths)
{
    struct reader r;
    int64_t value;
    if (!reader_open(&r, t) || !take_thousandths(&r, &value) || !at_end(&r))
        return false;
    *thousandths = value;
    return true;
}

bool integer_parse(struct text t, int64_t *value)
{
    struct reader r;
    int64_t number;
    if (!reader_open(&r, t))
        return false;
    bool negative = take(&r, "-") || take(&r, "−");
    if (!take_number(&r, &number) || !at_end(&r))
        return false;
    *value = negative ? -number : number;
    return true;
}

struct text decimal_format(struct arena *a, int64_t thousandths)
{
    struct buffer b = {0};
    buffer_milli(&b, thousandths);
    struct text result = text_copy(a, buffer_text(&b));
    buffer_free(&b);
    return result;
}

struct text count_format(struct arena *a, int64_t value)
{
    struct line line = {.size = 0};
    if (value < 0)
        line_put(&line, "−");
    line_put_grouped(&line, magnitude(value));
    return line_text(a, &line);
}
