/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_CSV_RECORD_H
#define CANTLIE_INTERP_RECORDS_CSV_RECORD_H

/*
 * From the rows of a table to records. The header names what each column is:
 *
 *     KRAS                  a field
 *     CEA [ug/L]            a quantity with its unit
 *     CEA.date, CEA.source  when and whence the fact of column CEA is
 *     lesions.1.size [mm]   a field of the first element of a list
 *     lesions               only `none`, or unknown
 *
 * A column that cannot be used (a quantity without a unit, first of all) is
 * reported with the first record, and its field is unknown in every record. An
 * element whose cells are all empty or unknown is not listed. A cell of a set
 * names all its options, with ';' or '|' between them.
 */

#include "interp/records/csv.h"
#include "interp/records/fact.h"
#include "interp/records/keys.h"

enum column_role {
    COLUMN_FACT,
    COLUMN_LIST, /* the list as a whole */
    COLUMN_DATE, /* of the fact in another column */
    COLUMN_SOURCE,
    COLUMN_ID,      /* `id`, when it is no field */
    COLUMN_REFUSED, /* names a field, but cannot be used */
    COLUMN_UNKNOWN
};

#define COLUMN_NONE SIZE_MAX

struct column {
    enum column_role role;
    struct str title;
    const struct field *list; /* NULL: the patient's */
    uint32_t element;         /* from 1 */
    const struct field *field;
    struct str unit;
    size_t date, source; /* the columns that have them, or COLUMN_NONE */
    size_t key;          /* COLUMN_UNKNOWN: in the keys */
    struct str expected; /* COLUMN_REFUSED */
};

struct columns {
    struct column *at;
    size_t n;
    uint32_t *elements; /* by list place: the highest element named */
    struct str source;  /* "cohort.csv:1" */
    struct titles titles;
    bool reported; /* the refused ones */
};

/* Takes " [unit]" off the end of a title; *unit is empty if there is none. */
void csv_take_unit(struct str *title, struct str *unit);

/* The options between ';' or '|', as the whole set. */
void csv_split_set(struct arena *arena, struct raw *raw);

/* Gives the list as many elements as have content (filled[1] to filled[most]);
   none: it is not known; a gap is a record error. */
void csv_list_elements(struct record *record, const struct field *list,
                       const bool *filled, uint32_t most);

/* Whether a row has the cells of a header, and behind them nothing. */
bool csv_fits(const struct row *row, size_t width);

/* Reads the header row; everything is copied into the arena of the keys. */
void csv_columns(struct columns *columns, const struct row *header,
                 struct str source, struct keys *keys);

/* Fills the record from a row. record->id is set only from a column `id` that
   is no field. Not settled. */
void csv_record_read(struct columns *columns, const struct row *row,
                     struct record *record, struct keys *keys);

/* Its parts, for a row that fits the header (row_plan.h): the elements and what
   is reported once; and the cell of column `i`. */
void csv_record_begin(struct columns *columns, const struct row *row,
                      struct record *record);
void csv_record_column(struct columns *columns, size_t i, const struct row *row,
                       struct record *record, struct keys *keys);

#endif
