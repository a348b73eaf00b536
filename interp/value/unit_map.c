/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From one unit to another: the exact map y = (x + before) * n / d + after
 * between commensurable units, and its approximation in floating point for
 * ratios that no 64-bit fraction holds ([ly] to nm) or that are irrational.
 */

#include "interp/value/unit.h"

#include "interp/value/unit_table.h"
#include "interp/value/wide.h"

const struct unit_map UNIT_SAME = {1, 1, 0, 0};

bool unit_map_is_same(const struct unit_map *map)
{
    return map->numerator == map->denominator && map->before == -map->after;
}

bool unit_map(const struct unit *from, const struct unit *to,
              struct unit_map *map)
{
    int64_t numerator, denominator;
    if (!unit_commensurable(from, to))
        return false;
    if (unit_equal(from, to)) {
        *map = UNIT_SAME;
        return true;
    }
    if (!unit_ratio(from, to, &numerator, &denominator))
        return false;
    *map = (struct unit_map){numerator, denominator, from->offset, -to->offset};
    return true;
}

bool unit_convert_approx(const struct unit *from, const struct unit *to,
                         long double x, long double *y)
{
    const long double one = (long double)DECIMAL_ONE;
    if (!unit_commensurable(from, to))
        return false;
    *y = (x + (long double)from->offset / one) * (from->factor / to->factor) -
         (long double)to->offset / one;
    return true;
}

bool unit_map_apply(const struct unit_map *map, decimal x,
                    struct rounded *result)
{
    wide shifted = (wide)x + map->before;
    return wide_round(shifted * map->numerator +
                          (wide)map->after * map->denominator,
                      map->denominator, result);
}

bool unit_convert(const struct unit_map *map, decimal x, decimal *y)
{
    struct rounded rounded;
    if (!unit_map_apply(map, x, &rounded))
        return false;
    *y = rounded.value;
    return true;
}
