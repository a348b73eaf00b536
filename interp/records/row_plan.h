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

#include <string.h>

/* Bytes of a cell that is looked up in a memory, at most. */
#define ROW_PLAN_BYTES 16

struct remembered;

/* A column that speaks alone of a field. */
struct step {
    const struct field *field;
    size_t column; /* COLUMN_NONE: a constant */
    size_t source; /* the group, or the column, of the table */
    struct quick quick;
    struct value ready; /* a known number or day; its range is to be set */
    struct remembered *memory;
};

struct row_plan {
    struct table *table;
    struct keys *keys;
    struct plain_row row;
    struct str *cells; /* of the row, for the long way */
    struct step *steps;
    size_t step_count;
    size_t *others; /* groups, or columns, that always go the long way */
    size_t other_count;
    bool whole; /* the others need all cells, not their own alone */
    bool dated; /* they may give facts of the patient a date */
};

/* Lives in the arena, as the table does, which must be open. */
struct row_plan *row_plan_new(struct arena *arena, struct table *table,
                              struct keys *keys);

/* Takes the next row if it is plain (row->line is its line). */
bool row_plan_next(struct row_plan *plan, const struct plain_row **row);

/* Fills a fresh record from the row that was taken. Not settled. */
void row_plan_read(struct row_plan *plan, struct record *record);

/* Its parts (sheet_table.h): the id, and the elements and cells that the others
   need; and the long way through one group, or column, which speaks where there
   is something to say, and reads plan->cells. */
void row_plan_begin(struct row_plan *plan, struct record *record);
void row_plan_say(struct row_plan *plan, size_t source, struct record *record);

/* The cell of a step in the row that was taken; of a constant an empty one. */
static inline struct str row_plan_cell(const struct row_plan *plan,
                                       const struct step *step)
{
    static const char nothing[ROW_PLAN_BYTES] = "";
    if (step->column == COLUMN_NONE)
        return (struct str){nothing, 0};
    return plain_row_cell(&plan->row, step->column);
}

/* The bytes of a cell of at most 16, the rest 0: what stands behind it is read,
   and masked away. */
static inline void row_plan_bytes(struct str cell, uint64_t *low,
                                  uint64_t *high)
{
    uint64_t part[2];
    memcpy(part, cell.at, sizeof part);
    unsigned n = (unsigned)cell.n * 8;
    *low = n >= 64 ? part[0] : part[0] & (((uint64_t)1 << n) - 1);
    *high = n <= 64    ? 0
            : n >= 128 ? part[1]
                       : part[1] & (((uint64_t)1 << (n - 64)) - 1);
}

/* Well mixed in its upper bits. */
static inline uint64_t row_plan_hash(uint64_t low, uint64_t high)
{
    return (low ^ (high * UINT64_C(0xff51afd7ed558ccd))) *
           UINT64_C(0x9e3779b97f4a7c15);
}

#endif
