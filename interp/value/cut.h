/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_CUT_H
#define CANTLIE_INTERP_VALUE_CUT_H

/*
 * A threshold as a place between two whole counts. Values are compared with
 * thresholds exactly, in other units and by the calendar; yet a value is a
 * whole count, of hundred-millionths or of days, so that each threshold can
 * be brought into the value's own count once, and then any number of values
 * is compared by `<` alone. The comparisons are those of value_compare.
 */

#include "interp/value/value.h"

/* A value x is below the threshold if x < below, at most it if x < upto. An
   end without a bound may stand for x. */
struct cut {
    int64_t below, upto;
};

/* For numbers that `map` brings into the unit of the threshold. */
struct cut cut_of(decimal threshold, const struct unit_map *map);

/* For numbers in the unit into which `map` brings the threshold. */
struct cut cut_of_mapped(decimal threshold, const struct unit_map *map);

/* For days: the days until `today` from a day x compare with the threshold as
   it compares with x by this cut: fewer days are a later x. `map` is that
   from days to the threshold's unit. */
struct cut cut_of_days_since(date today, decimal threshold,
                             const struct unit_map *map);

/* For days: x moved by months compares with `day` as x by this cut. */
struct cut cut_of_months(date day, int64_t months);

#endif
