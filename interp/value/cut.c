/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Thresholds brought into the count of what is compared with them. A ratio
 * between two counts has the next one above as its place for both `below` and
 * `upto`: nothing equals it.
 */

#include "interp/value/cut.h"

#include "interp/value/interval.h"

/* Between the ends that stand for no bound. */
static int64_t within_counts(wide at)
{
    if (at <= DECIMAL_BELOW_ALL)
        return DECIMAL_BELOW_ALL + 1;
    return at >= DECIMAL_ABOVE_ALL ? DECIMAL_ABOVE_ALL : (int64_t)at;
}

/* numerator / denominator - before. */
static struct cut cut_at(wide numerator, wide denominator, wide before)
{
    wide below = wide_ceiling(numerator, denominator) - before;
    wide upto = wide_floor(numerator, denominator) + 1 - before;
    return (struct cut){within_counts(below), within_counts(upto)};
}

struct cut cut_of(decimal threshold, const struct unit_map *map)
{
    return cut_at(((wide)threshold - map->after) * map->denominator,
                  map->numerator, map->before);
}

struct cut cut_of_mapped(decimal threshold, const struct unit_map *map)
{
    return cut_at(((wide)threshold + map->before) * map->numerator,
                  map->denominator, -(wide)map->after);
}

struct cut cut_of_days_since(date today, decimal threshold,
                             const struct unit_map *map)
{
    wide days = ((wide)threshold - map->after) * map->denominator -
                (wide)map->before * map->numerator;
    wide each = (wide)DECIMAL_ONE * map->numerator;
    return cut_at((wide)today * each - days, each, 0);
}

/* The first day which, moved, is `day` or later. */
static date first_not_before(date day, int64_t months)
{
    date low = DATE_LEAST - 1, high = DATE_GREATEST + 1;
    while (low + 1 < high) {
        date middle = low + (high - low) / 2;
        if (date_add_months(middle, months) < day)
            low = middle;
        else
            high = middle;
    }
    return high;
}

struct cut cut_of_months(date day, int64_t months)
{
    return (struct cut){first_not_before(day, months),
                        first_not_before(day + 1, months)};
}
