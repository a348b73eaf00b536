/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_JOIN_H
#define CANTLIE_INTERP_RECORDS_JOIN_H

/*
 * Tables of elements (lesions.csv, chemo.csv) beside those of patients, joined
 * by the patient's id, in any order of files and rows. A row is one element.
 *
 * A table is one of elements if a `mapping ... of lesion` fits its header or,
 * by Cantlie's own names, if the file is named after the list or its record
 * (lesions.csv, lesion.csv) and has a column `id`. A patient of whom there is
 * no row has that list unknown, unless the mapping says without-rows "none".
 *
 * Rows are held in memory until their patient comes, LIMIT_HELD_BYTES at most.
 * Of a table of more than JOIN_HELD bytes the order of the rows is looked at
 * first: if they stand by the patient's id (as texts, or as whole numbers), they are
 * read along with the patients and not held. Should a patient come out of that
 * order, the table is read again and held from there on; if that is too much,
 * the list is a record error of every patient from there on. So no row is lost
 * in silence. A table with a row of which it cannot be told whose it is is not
 * used at all, since any patient might lack an element then.
 */

#include "interp/records/reader.h"

struct join;

/* Bytes of one table that are held whatever its order. */
#define JOIN_HELD ((size_t)64 << 20)

/* Lives in the arena, which the caller may clear only when all readers that
   were given the join are closed, and the join, too. */
struct join *join_new(struct arena *arena,
                      const struct reader_options *options);

/* Closes the files that are read along with the patients. NULL is allowed. */
void join_close(struct join *join);

/* Another number than JOIN_HELD, before tables are added. */
void join_hold_most(struct join *join, size_t bytes);

enum join_state {
    JOIN_TAKEN,    /* it is a table of elements, and was read */
    JOIN_PATIENTS, /* it is none: to be read as records */
    JOIN_FAILED    /* it is one, and cannot be used: *error says why */
};

/* Looks at a file, and reads it if it is a table of elements. */
enum join_state join_add(struct join *join, const char *path,
                         struct input_error *error);

/* Whether it holds any table. */
bool join_is_empty(const struct join *join);

/* Gives a record (named, not settled) the elements that are its own. */
void join_record(struct join *join, struct record *record);

/* A table of which rows have not been taken by any record. */
struct join_orphans {
    struct str path;
    uint64_t rows;
    struct str id; /* the first one */
};

/* The i-th table's; false past the last. */
bool join_orphans(struct join *join, size_t i, struct join_orphans *orphans);

/* Columns of the tables that are no field; as reader_unknown_keys. */
size_t join_unknown_keys(const struct join *join,
                         const struct unknown_key **keys);

#endif
