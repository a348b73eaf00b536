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
    uint64_t signs[2]; /* its first 8 bytes and its last 8: '0' for a digit, or
                          what stands between */
    uint64_t most[2];  /* what added to a byte less its sign carries into bit 7
                          if it is none that may stand there */
};

/* For the one source of a group, a column; QUICK_NONE if there is no short
   way. */
struct quick quick_of_group(const struct map_table *table,
                            const struct map_group *group);

/* For a column of Cantlie's own names. */
struct quick quick_of_column(const struct column *column);

/* The number (a decimal in the field's unit) or day in a cell, within what the
   field allows. False: it must be looked at more closely. Up to 16 bytes from
   the cell's start are looked at, however short it is. */
bool quick_number(const struct quick *quick, struct str cell, int64_t *number);

/* The text of a cell, within it. */
bool quick_text(const struct quick *quick, struct str cell, struct str *text);

#endif
