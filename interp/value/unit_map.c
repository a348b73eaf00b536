/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From one unit to another: the exact map y = (x + before) * n / d + after
 * between commensurable units, and its approximation in floating point for
 * ratios that no 64-bit fraction holds ([ly] to nm) or that are irrational.
 */

#include "interp/value/unit.h"
#include "interp/value/wide.h"

const struct unit_map UNIT_SAME = {1, 1, 0, 0};

bool unit_map_is_same(const struct unit_map *map)
{
    return map->numerator == map->denominator && map->before == -map->after;
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
