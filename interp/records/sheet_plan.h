/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_PLAN_H
#define CANTLIE_INTERP_RECORDS_SHEET_PLAN_H

/*
 * The inside of sheets, shared by the files that make them up: sheet_plan.c
 * (what a vocabulary asks for), sheet.c (the memory), sheet_read.c (lines to
 * rows), sheet_walk.c (a record to its row), sheet_table.c and sheet_say.c (rows
 * of tables), sheet_settle.c (what record_settle does, by columns). Others use
 * sheet.h, sheet_read.h and sheet_table.h.
 */

#include "interp/records/sheet.h"
#include "interp/records/spellings.h"

/* Fields of one record type, at most: one bit each while a record is read. */
#define SHEET_FIELDS 256

/* Spellings of units that a sheet remembers for each field. */
#define SHEET_UNITS 4

enum sheet_kind {
    SHEET_YESNO,
    SHEET_CHOICE,
    SHEET_SET,
    SHEET_NUMBER,
    SHEET_DATE,
    SHEET_TEXT,
    SHEET_LIST,
    SHEET_NEVER /* no value of it is plain */
};

struct sheet_field {
    const struct field *field;
    enum sheet_kind kind;
    char opening;             /* what a value of several tokens begins with:
                                  [ of SET and LIST, else { */
    bool whole;               /* NUMBER: whole numbers only */
    bool is_id;               /* TEXT: the patient's name for itself */
    bool assumed;             /* something is assumed of it */
    bool parts;               /* CHOICE: may be known in part */
    decimal low, high;        /* NUMBER: within these */
    struct spellings options; /* CHOICE, SET: to the number of the option */
    uint64_t if_options;      /* of the field that its `if` names */
};

/* What the keys of one kind of object mean. */
struct sheet_type {
    const struct record_type *type;
    struct spellings keys;
    struct sheet_field *fields; /* by field index */
    uint32_t *conditional;      /* fields with an `if`, each behind the field
                                   that its `if` names */
    size_t conditional_count;
};

struct sheet_plan {
    date today;
    struct sheet_type patient;
    struct sheet_type *elements; /* by list place */
    size_t list_count;
    bool has_id;           /* `id` is a text field */
    const int32_t *months; /* the first day of each month, from 1800-01
                                    to 2201-01 */
};

#define SHEET_MONTHS (401 * 12 + 1)

/* A unit as data spell it, and how its values become the field's and back. */
struct sheet_unit {
    char text[24];
    size_t n;
    bool same;
    struct unit_map there, back;
};

struct sheet_units {
    struct sheet_unit at[SHEET_UNITS];
    size_t n, oldest;
};

/*
 * A member of an object as it was met last: its key as data spell it, with
 * quotes and colon, and the member that followed. The records of one file
 * mostly have their keys in one order and one spelling, so that a key is
 * foretold, and found by comparing it. The first member of a type stands for
 * an object's beginning, member i + 1 for field i.
 */
struct sheet_member {
    struct spelling key;
    uint64_t last; /* the key's last 8 bytes, if it has more than 16 */
    uint32_t word; /* its bit among the members that an object has */
    uint64_t bit;
    struct sheet_member *next; /* the member that followed */
    const struct sheet_field *f;
    struct sheet_column *column;
    struct sheet_units *units; /* NUMBER */
};

/* The masks of one list's columns, or of the patient's, in one piece. */
struct sheet_masks {
    uint64_t *at;
    size_t count, words; /* of each */
};

struct sheet_inside {
    const struct sheet_plan *plan;
    struct sheet_masks patient;
    struct sheet_masks *elements;  /* by list place */
    struct sheet_member **members; /* by list place + 1 */
};

/* The options that a column has masks of. */
size_t sheet_options(const struct sheet_field *f);

/* All masks of one column. */
struct sheet_masks sheet_column_masks(const struct sheet_column *column,
                                      const struct sheet_field *f);

/* Makes the sheet empty again. */
void sheet_clear(struct sheet *sheet);

/* Clears the bits of a list's elements from `start` on; none is set from `end`
   on. */
void sheet_drop_elements(struct sheet *sheet, size_t list, uint32_t start,
                         uint32_t end);

/* Begins a row: it has no id and no elements yet. */
void sheet_start_row(struct sheet *sheet, size_t row);

/* Takes the elements of the row out again; whether a sheet that begins with it
   would have more room for them. */
bool sheet_drop_row(struct sheet *sheet, size_t row);

/* After the rows are in: what record_settle does to records. May find rows to
   be hard. */
void sheet_settle(struct sheet *sheet);

static inline void sheet_set(uint64_t *mask, size_t place)
{
    mask[place / 64] |= (uint64_t)1 << (place % 64);
}

#endif
