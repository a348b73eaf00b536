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
    struct row header;
    struct str source; /* "cohort.csv:1" */
};

struct table_options {
    const struct mappings *mappings; /* or NULL */
    bool wanted;                     /* one of them must fit */
    bool encoding_set;
    enum map_encoding encoding; /* said on the command line */
    bool any_list; /* rows are elements of some list; else patients */
};

/* Reads the header; false: *wrong says what is the matter (in the arena). */
bool table_open(struct table *table, struct keys *keys, struct input *input,
                struct str name, const struct table_options *options,
                struct str *wrong);

/* The same for a table that may be one of elements: by a mapping of a list if
   one fits, else not decided (mapping NULL, the header read). */
bool table_open_elements(struct table *table, struct arena *arena,
                         struct input *input, struct str name,
                         const struct table_options *options,
                         struct str *wrong);

/* Decides for a mapping whose columns are those of the header. */
void table_use(struct table *table, struct arena *arena,
               const struct mapping *mapping);

/* The same table for another thread: everything is copied, or looked up again,
   in the arena of the keys. Rows come from that input. Its keys are noted, but
   not counted, and what is wrong with the header is not reported again. */
void table_twin(struct table *twin, const struct table *table,
                struct keys *keys, struct input *input);

/* The next row. */
enum split_state table_next(struct table *table, struct arena *arena,
                            struct row *row);

/* Fills a record. Not settled. */
void table_read(struct table *table, const struct row *row,
                struct record *record, struct keys *keys);

#endif
