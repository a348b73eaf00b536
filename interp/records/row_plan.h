/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_ROW_PLAN_H
#define CANTLIE_INTERP_RECORDS_ROW_PLAN_H

/*
 * How the plain rows of one table become records: for each column that speaks
 * alone of one field of the patient, the short way for its kind (quick.h), and
 * a memory of what the long way made of the last cells. Whatever else the
 * table says (elements, dated facts, expressions, several sources of one
 * field) goes the long way in every row.
 *
 * A plan has no meaning of its own: table_read makes the same record of the
 * same row. Only what the long way made without a word is remembered.
 */

#include "interp/records/plain_row.h"
#include "interp/records/quick.h"
#include "interp/records/table.h"

struct row_plan;

/* Lives in the arena, as the table does, which must be open. */
struct row_plan *row_plan_new(struct arena *arena, struct table *table,
                              struct keys *keys);

/* Takes the next row if it is plain (row->line is its line). */
bool row_plan_next(struct row_plan *plan, const struct plain_row **row);

/* Fills a fresh record from the row that was taken. Not settled. */
void row_plan_read(struct row_plan *plan, struct record *record);

#endif
