/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_QUICK_H
#define CANTLIE_INTERP_RECORDS_QUICK_H

/*
 * What a column's usual cells mean, prepared once for a header: plain numbers
 * with their conversion, whole dates of one form, texts. It refuses nothing:
 * a cell that it does not take goes the long way.
 */

#include "interp/records/map_table.h"

enum quick_kind { QUICK_NONE, QUICK_NUMBER, QUICK_DATE, QUICK_TEXT };

struct quick {
    enum quick_kind kind;
    const struct map_codes *missing[2]; /* cells that say nothing */

    char point; /* of a number */
    bool whole;
    int64_t numerator, denominator; /* to the field's unit */
    decimal low, high;

    uint8_t year, month, day; /* where they stand in a date of 10 signs */
    char signs[10];           /* what stands between them; else '\0' */
};

/* For the one source of a group, a column; QUICK_NONE if there is no short
   way. */
struct quick quick_of_group(const struct map_table *table,
                            const struct map_group *group);

/* For a column of Cantlie's own names. */
struct quick quick_of_column(const struct column *column);

/* The value of a cell, within what the field allows; a text borrows the cell.
   False: it must be looked at more closely. */
bool quick_read(const struct quick *quick, struct str cell,
                struct value *value);

#endif
