/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_CSV_H
#define CANTLIE_INTERP_RECORDS_CSV_H

/*
 * Rows of CSV as RFC 4180 has it, with any delimiter: cells in quotes may hold
 * delimiters, newlines and doubled quotes. Lines may end in LF or CR LF.
 * Forgiven: a quote within a cell that does not begin with one.
 *
 * A row that breaks the rules costs its own first line and no more, so that a
 * forgotten quote does not swallow the rows behind it.
 */

#include "interp/records/split.h"
#include "interp/vocabulary/mapping.h"

struct rows {
    struct input *input;
    char delimiter;
    enum map_encoding encoding; /* of the bytes; cells are UTF-8 */
    uint64_t line;              /* of the window's start, from 1 */
    const char *failure;
};

struct row {
    struct str *cells; /* in the arena; their bytes until the next call */
    size_t n;          /* those beyond LIMIT_COLUMNS are counted only */
    uint64_t line;     /* where it begins, from 1 */
    struct str text;   /* the row as it stands, if it has a fault */
    const char *fault; /* why it cannot be read, or NULL */
};

struct rows rows_of(struct input *input, char delimiter);

/* The next row, not cut: its text as it stands, copied. For a header, whose
   dialect is to be found out; *row->fault likewise. */
enum split_state rows_whole(struct rows *rows, struct arena *arena,
                            struct row *row);

/* Cuts a copy of a whole row as the delimiter and encoding of `rows` say. */
struct row rows_cut(const struct rows *rows, struct arena *arena,
                    const struct row *whole);

/* Nothing but delimiters and blanks: such a line is no row. */
bool rows_is_blank(struct str line, char delimiter);

/* Whether a row that begins with that line goes on in the next: a quote is open
   at its end. */
bool rows_goes_on(char *line, size_t n, char delimiter);

/* The next row that has any content. */
enum split_state rows_next(struct rows *rows, struct arena *arena,
                           struct row *row);

#endif
