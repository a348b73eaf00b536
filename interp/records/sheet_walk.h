/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_WALK_H
#define CANTLIE_INTERP_RECORDS_SHEET_WALK_H

/*
 * The walk over the tokens of one record, from its bytes to its row. Between
 * sheet_walk.c and sheet_read.c only.
 */

#include "interp/records/sheet_plan.h"

struct sheet_walk {
    struct sheet *sheet;
    const char *base; /* the tokens count from here */
    const int32_t *months;
    size_t row;
    bool full; /* there is no room for another element */
};

/* Reads the record at the token of its brace into its row, of which the lists
   have been started: the token behind it, or NULL when it is not plain. */
const uint32_t *sheet_walk_record(struct sheet_walk *walk, const uint32_t *at);

#endif
