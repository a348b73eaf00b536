/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Calculating with dates that may be partial: a date plus days or months, and
 * the days between two dates. Ends are days and always closed.
 */

#include "interp/value/interval.h"

static struct value nothing_of(struct value v, bool nothing)
{
    v.nothing = nothing;
    return v;
}

/* A number of days as whole days: cut toward the earlier day. An open end
   counts as the number just inside it. */
static wide whole_days(struct end days, int inside)
{
    return wide_floor((wide)days.at + (days.open ? inside : 0), DECIMAL_ONE);
}

static bool printable(wide day)
{
    return day >= DATE_LEAST && day <= DATE_GREATEST;
}

/* `day` moved by `days`. A side that has no bound reaches to the end of the
   dates that records have, or beyond where the other side is there. */
static bool shifted(struct value day, struct value days, struct value *result)
{
    bool from = end_is_bound(days.range.low);
    bool to = end_is_bound(days.range.high);
    wide first = DATE_FIRST, last = DATE_LAST;
    if (from)
        first = day.range.low + whole_days(end_low(days), 1);
    if (to)
        last = day.range.high + whole_days(end_high(days), -1);
    if (!to && first > last)
        last = DATE_GREATEST;
    if (!from && first > last)
        first = DATE_LEAST;
    if (!printable(first) || !printable(last))
        return false;
    /* Between two neighbouring decimals each end is inside the other. */
    *result = value_days((date)(first < last ? first : last),
                         (date)(first < last ? last : first));
    return true;
}

struct value value_add_days(struct value day, struct value days, int sign,
                            bool *failed)
{
    bool nothing = day.nothing || days.nothing;
    struct value result;
    if (!day.some || !days.some)
        return nothing_of(value_nothing(VALUE_DATE), nothing);
    if (shifted(day, sign < 0 ? value_negate(days) : days, &result))
        return nothing_of(result, nothing);
    *failed = true;
    return nothing_of(value_any_date(), nothing);
}

struct value value_add_months(struct value day, int64_t months)
{
    if (!day.some)
        return day;
    return nothing_of(value_days(date_add_months(day.range.low, months),
                                 date_add_months(day.range.high, months)),
                      day.nothing);
}

struct value value_days_between(struct value from, struct value to)
{
    bool nothing = from.nothing || to.nothing;
    if (!from.some || !to.some)
        return nothing_of(value_nothing(VALUE_NUMBER), nothing);
    return nothing_of(
        value_range((to.range.low - from.range.high) * DECIMAL_ONE, false,
                    (to.range.high - from.range.low) * DECIMAL_ONE, false),
        nothing);
}
