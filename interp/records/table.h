/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_TABLE_H
#define CANTLIE_INTERP_RECORDS_TABLE_H

/*
 * A table of records: its dialect (delimiter, encoding), whether a mapping
 * fits its header or Cantlie's own names stand there, and its rows.
 *
 * A mapping fits if the header has all columns that it names. Of those that
 * could be meant exactly one must fit; without --mapping a table that none
 * fits is read by Cantlie's own names, unless one fits nearly: that is a
 * changed export, and reading it otherwise would lose its facts in silence.
 */

#include "interp/records/map_table.h"

struct table {
    struct rows rows;
    const struct mapping *mapping; /* NULL: own names */
    struct columns columns;        /* by own names */
    struct map_table mapped;       /* by the mapping */
    struct str source;             /* "cohort.csv:1" */
};

struct table_options {
    const struct mappings *mappings; /* or NULL */
    bool wanted;                     /* one of them must fit */
    bool encoding_set;
    enum map_encoding encoding; /* said on the command line */
    const struct field *list;   /* rows are elements of it; NULL: patients */
};

/* Reads the header; false: *wrong says what is the matter (in the arena). */
bool table_open(struct table *table, struct keys *keys, struct input *input,
                struct str name, const struct table_options *options,
                struct str *wrong);

/* The next row. */
enum split_state table_next(struct table *table, struct arena *arena,
                            struct row *row);

/* Fills a record. Not settled. */
void table_read(struct table *table, const struct row *row,
                struct record *record, struct keys *keys);

#endif
