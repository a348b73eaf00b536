/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_PLAIN_ROW_H
#define CANTLIE_INTERP_RECORDS_PLAIN_ROW_H

/*
 * The short way through a table: a row without a quote, with as many cells as
 * the header, whole in the window. It is cut where it lies. Every other row,
 * sound or not, is left to rows_next, which alone finds fault.
 */

#include "interp/records/csv.h"

struct plain_row {
    const char *at; /* until the next read; JSON_PADDING bytes behind it can be
                       read */
    uint64_t line;  /* from 1 */
    size_t cells;
    uint32_t *ends; /* where each cell ends; the next begins one further */
};

/* Room for the ends of a table with as many columns. */
struct plain_row plain_row_on(struct arena *arena, size_t cells);

/* Takes the next row if it is plain; false, and nothing is taken, if not. */
bool plain_row_next(struct plain_row *row, struct rows *rows);

/* A cell as it stands, with its blanks. */
static inline struct str plain_row_cell(const struct plain_row *row, size_t i)
{
    size_t from = i ? row->ends[i - 1] + (size_t)1 : 0;
    return (struct str){row->at + from, row->ends[i] - from};
}

#endif
