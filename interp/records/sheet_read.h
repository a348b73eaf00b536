/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_READ_H
#define CANTLIE_INTERP_RECORDS_SHEET_READ_H

/*
 * Sheets from JSON, a record a line: one walk over the tokens (json_index.h),
 * from the bytes straight into the columns.
 */

#include "interp/records/json_index.h"
#include "interp/records/sheet.h"

/* Some whole lines, and how far they were read. */
struct sheet_lines {
    char *text; /* JSON_PADDING bytes behind it; the first of them is set */
    size_t n;
    size_t next;   /* where the next line begins */
    uint64_t line; /* and its number, from 1 */
    struct json_index *index;
    const uint32_t *tokens; /* not passed yet; NULL: indexed line by line */
};

/* Lines to be read with the index, which is theirs until they are done. */
struct sheet_lines sheet_lines_of(struct json_index *index, char *text,
                                  size_t n, uint64_t line);

/* Empties the sheet and fills it with the next records. False when there was
   none. A blank line is no record. */
bool sheet_fill(struct sheet *sheet, struct sheet_lines *lines);

#endif
