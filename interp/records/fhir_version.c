/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Versions of one resource. A server keeps the old ones, and two exports that
 * were joined hold both: only the last says what is so, for it may correct the
 * one before or take it back. Which is the last, meta.lastUpdated says, and
 * else meta.versionId where both are whole numbers. FHIR leaves open how else
 * versions are named; then nobody can tell, and both are read.
 */

#include "interp/records/fhir_bundle.h"

#include "interp/value/date.h"

/* A point in time, in seconds; what is behind the seconds' point as text. */
struct instant {
    int64_t seconds;
    struct str fraction;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Two digits as a number, or -1. */
static int two(struct str text, size_t at)
{
    if (text.n < at + 2 || !is_digit(text.at[at]) || !is_digit(text.at[at + 1]))
        return -1;
    return (text.at[at] - '0') * 10 + text.at[at + 1] - '0';
}

/* "Z", "+02:00": minutes to be taken off. */
static bool read_zone(struct str zone, int *minutes)
{
    *minutes = 0;
    if (str_equal(zone, STR("Z")))
        return true;
    if (zone.n != 6 || (zone.at[0] != '+' && zone.at[0] != '-') ||
        two(zone, 1) < 0 || zone.at[3] != ':' || two(zone, 4) < 0)
        return false;
    *minutes = two(zone, 1) * 60 + two(zone, 4);
    if (zone.at[0] == '-')
        *minutes = -*minutes;
    return true;
}

/* "2015-02-07T13:28:17.239+02:00" */
static bool read_instant(struct str text, struct instant *instant)
{
    static const size_t seconds_end = sizeof "2015-02-07T13:28:17" - 1;
    date day, last;
    int zone;
    size_t end = seconds_end;
    if (text.n <= end || text.at[10] != 'T' ||
        date_read((struct str){text.at, 10}, &day, &last) != DATE_WHOLE ||
        two(text, 11) < 0 || two(text, 14) < 0 || two(text, 17) < 0)
        return false;
    if (text.at[end] == '.')
        for (end++; end < text.n && is_digit(text.at[end]);)
            end++;
    instant->fraction = (struct str){text.at + seconds_end, end - seconds_end};
    while (instant->fraction.n &&
           text.at[seconds_end + instant->fraction.n - 1] == '0')
        instant->fraction.n--;
    if (!read_zone(str_from(text, end), &zone))
        return false;
    instant->seconds = ((int64_t)day * 24 + two(text, 11)) * 3600 +
                       (two(text, 14) - zone) * 60 + two(text, 17);
    return true;
}

/* Below, at or above 0 as a was before, with or after b. */
static int by_time(struct str a, struct str b)
{
    struct instant first, second;
    if (!read_instant(a, &first) || !read_instant(b, &second))
        return 0;
    if (first.seconds != second.seconds)
        return first.seconds < second.seconds ? -1 : 1;
    return str_compare(first.fraction, second.fraction);
}

static bool is_whole(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_digit(text.at[i]))
            return false;
    return text.n && text.at[0] != '0';
}

static int by_number(struct str a, struct str b)
{
    if (!is_whole(a) || !is_whole(b))
        return 0;
    if (a.n != b.n)
        return a.n < b.n ? -1 : 1;
    return str_compare(a, b);
}

int fhir_version_order(const struct fhir_resource *a,
                       const struct fhir_resource *b)
{
    int order = by_time(a->updated, b->updated);
    return order ? order : by_number(a->version, b->version);
}
