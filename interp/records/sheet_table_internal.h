/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_TABLE_INTERNAL_H
#define CANTLIE_INTERP_RECORDS_SHEET_TABLE_INTERNAL_H

/*
 * The inside of what fills sheets from tables, shared by its files:
 * sheet_table.c (rows and columns), sheet_say.c (the long way of a cell, and
 * what goes it in every row).
 */

#include "interp/records/sheet_plan.h"
#include "interp/records/sheet_table.h"

/* Cells that a column remembers, a power of two. Each has two places: in the
   first the one that came first stays, the other changes. */
#define SHEET_CELLS 128

enum said {
    SAID_FREE,    /* no cell is remembered here */
    SAID_NOTHING, /* not known */
    SAID_OPTION,  /* one of a choice, or yes or no: in `mask` */
    SAID_OPTIONS, /* one of several */
    SAID_SET,
    SAID_VALUE, /* a number or a day */
    SAID_TEXT,
    SAID_HARD /* not plain */
};

struct saying {
    enum said said;
    uint64_t *mask;   /* SAID_OPTION; SAID_NOTHING: one that nobody reads; else
                         NULL */
    uint64_t options; /* SAID_OPTIONS, SAID_SET */
    int64_t value;
    struct str text;
};

struct said_cell {
    uint64_t low, high; /* its bytes */
    struct saying saying;
};

/* Where the cells of a step of the plan go. */
struct target {
    const struct step *step;
    const struct sheet_field *f;
    struct sheet_column *column;
    struct said_cell *cells;
};

struct sheet_table {
    struct row_plan *plan;
    struct sheet *sheet;
    const struct record *empty;
    struct arena *texts, *scratch;
    struct record *record; /* what the long way fills */
    struct target *targets;
    size_t target_count;
    const struct field **others; /* of the patient, said by the plan's others */
    size_t other_count;
    size_t *ids; /* columns with the record's id */
    size_t id_count;
    uint64_t nowhere[SHEET_WORDS];
    bool full; /* a list has no room for the row */

    /* of the rows at hand, in bytes from `text` */
    const char *text;
    uint32_t *stops; /* where cells end */
    size_t stop_most;
    uint32_t lines[SHEET_ROWS + 64]; /* where lines end */
    uint64_t odd[SHEET_WORDS + 1];   /* lines with signs that are not plain */
    uint64_t high[SHEET_WORDS + 1];  /* ... with letters beyond ASCII */
    uint32_t start[SHEET_ROWS];      /* of a row */
    uint32_t first[SHEET_ROWS];      /* the stop of its first cell */
};

/* A place of a mask. */
struct spot {
    size_t place, word;
    uint64_t bit;
};

static inline struct spot spot_at(size_t place)
{
    return (struct spot){place, place / 64, (uint64_t)1 << (place % 64)};
}

static inline struct said_cell *sheet_cell_place(const struct target *to,
                                                 uint64_t low, uint64_t high)
{
    return &to->cells[row_plan_hash(low, high) >> 57];
}

static inline bool sheet_cell_is(const struct said_cell *cell, uint64_t low,
                                 uint64_t high)
{
    return cell->low == low && cell->high == high &&
           cell->saying.said != SAID_FREE;
}

/* Puts what a cell says by the column's memory or the long way. False if no
   row with it is plain. */
bool sheet_say_cell(struct sheet_table *table, const struct target *to,
                    const struct spot *at, struct str cell);

/* The same of all that goes the long way in every row: of plan->row, which is
   to be the row. *table->full says whether it fails for want of room. */
bool sheet_say_others(struct sheet_table *table, size_t row);

#endif
