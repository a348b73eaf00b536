/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_TABLE_H
#define CANTLIE_INTERP_RECORDS_SHEET_TABLE_H

/*
 * Sheets from the rows of a table, by its own names or through a mapping: each
 * cell goes from its bytes into its column. What has no short way is said to a
 * record that is at hand for that, and taken from there if nothing was to be
 * said about it.
 */

#include "interp/records/row_plan.h"
#include "interp/records/sheet.h"

struct sheet_table;

/* Fills the sheet from rows that the plan reads: of one thread, as the plan is.
   `empty` is what records begin as (record_prepare); all outlive it. What was
   said without a short way lies in arenas of its own: the sheet's texts in one
   that the caller clears, `scratch` no longer than a call. */
struct sheet_table *sheet_table_new(struct arena *arena, struct row_plan *plan,
                                    struct sheet *sheet,
                                    const struct record *empty,
                                    struct arena *texts, struct arena *scratch);

/* Some whole lines, each of which is a row or blank, and how far they were
   read. */
struct sheet_rows {
    char *text; /* JSON_PADDING bytes behind it; the first of them is set */
    size_t n;
    size_t size;   /* the same with a newline behind the last line */
    size_t next;   /* where the next line begins */
    uint64_t line; /* and its number, from 1 */
};

struct sheet_rows sheet_rows_of(char *text, size_t n, uint64_t line);

/* Empties the sheet and fills it with the next rows. False when there was
   none. */
bool sheet_table_fill(struct sheet_table *table, struct sheet_rows *rows);

#endif
