/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_PROPOSE_INTERNAL_H
#define CANTLIE_INTERP_RECORDS_PROPOSE_INTERNAL_H

/*
 * The inside of a draft, shared by the files that make it: propose.c (what
 * stands in the columns), propose_field.c (which field a title is like),
 * propose_write.c (the item as text).
 */

#include "interp/records/propose.h"
#include "interp/records/table.h"

/* Distinct values that are remembered of a column. */
#define SHOWN 8

struct distinct {
    struct str text;
    uint64_t times;
};

struct seen {
    struct str title, bare, unit;
    struct distinct values[SHOWN];
    size_t n;
    bool more;
    uint64_t cells, empty, numbers, commas;
    decimal least, most;
    uint64_t fits;               /* cells that the field takes as they are */
    uint64_t forms[3];           /* dates by form: propose_form */
    bool day_first, month_first; /* a part above 12 tells them apart */
    const struct field *field;
    bool certain;
};

struct proposal {
    struct arena *arena;
    const struct propose_options *options;
    struct table table;
    struct seen *columns;
    size_t n;
    bool latin; /* a row is not UTF-8 */
};

/* The forms of dates that are looked for, by 0 to 2. */
const char *propose_form(size_t i);

/* Small letters and digits, words apart by one '-'. */
struct str propose_words(struct arena *arena, struct str text);

/* The field that a title is most like, for each column; one column each. */
void propose_field(struct proposal *p, struct seen *seen);
void propose_one_column_each(struct proposal *p);

/* The mapping item; `path` gives it its name. */
void propose_write(struct buf *out, const struct proposal *p, struct str path);

#endif
