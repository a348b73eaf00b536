/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SPLIT_H
#define CANTLIE_INTERP_RECORDS_SPLIT_H

/*
 * An input of JSON cut into the texts of its records, without parsing it: by
 * lines (NDJSON), or by scanning for balanced brackets outside strings (one
 * value after another, or the items of an array). Only the text of one record
 * is held; one of more than LIMIT_RECORD_BYTES is passed over and reported.
 */

#include "interp/records/input.h"

enum split_layout { SPLIT_LINES, SPLIT_VALUES };

struct split {
    struct input *input;
    enum split_layout layout;
    uint64_t line;  /* of the window's start, from 1 */
    uint64_t index; /* of the last item of an array, from 1 */
    bool in_array;
    bool after_item;     /* a comma or the end of the array must come */
    bool after_comma;    /* an item must come */
    const char *failure; /* with SPLIT_FAILED: why the input broke off */
};

struct piece {
    struct str text;   /* valid until the next call; JSON_PADDING behind it */
    uint64_t line;     /* where it begins, from 1 */
    uint64_t index;    /* in its array, from 1; 0 outside arrays */
    const char *fault; /* why it cannot be read, or NULL; then text may be
                          empty */
};

enum split_state { SPLIT_PIECE, SPLIT_END, SPLIT_FAILED };

struct split split_of(struct input *input, enum split_layout layout);
enum split_state split_next(struct split *split, struct piece *piece);

/* The fault of a record of more than LIMIT_RECORD_BYTES. */
extern const char SPLIT_TOO_LONG[];

/* Whether a line is just one value, judged by its brackets and strings. */
bool split_is_value(struct str line);

#endif
