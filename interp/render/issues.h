/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_ISSUES_H
#define CANTLIE_INTERP_RENDER_ISSUES_H

/*
 * What is wrong with the data of a cohort: record errors counted by their kind
 * and the field or constraint that they are about, with the first few patients
 * as examples. Adding up in any order gives the same.
 */

#include "interp/records/record.h"

#define ISSUE_EXAMPLES 3
/* Different values that are counted each; of more none is. */
#define ISSUE_VALUES 64

struct issue_example {
    uint64_t number; /* of the record */
    struct str text; /* P7 "mutatd" */
};

struct issue_value {
    struct str text; /* what was found */
    uint64_t times;
};

struct issue {
    enum record_error_kind kind;
    struct str about; /* the field, or the constraint's title */
    uint64_t times;
    size_t n;
    struct issue_example examples[ISSUE_EXAMPLES]; /* the earliest records */
    struct issue_value values[ISSUE_VALUES];
    size_t value_count;
    bool many; /* more than those: they are not counted */
};

struct issues {
    struct arena *arena;
    LIST(struct issue) list;
};

struct issues issues_on(struct arena *arena);

void issues_add(struct issues *issues, const struct record *record);

/* Adds what `more` counted. */
void issues_join(struct issues *issues, const struct issues *more);

/* A paragraph each, the most frequent first; nothing when there is none. */
void issues_print(struct buf *out, const struct issues *issues);

#endif
