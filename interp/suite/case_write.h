/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_CASE_WRITE_H
#define CANTLIE_INTERP_SUITE_CASE_WRITE_H

/*
 * A patient and what the rules say of it, as a `case` of the language: what
 * was found today is what is expected from now on.
 */

#include "interp/eval/finding.h"

struct case_draft {
    struct str text;           /* the item, laid out, ending in a newline */
    struct fact_ref *left_out; /* facts that no case can give: an interval
                                  open at both ends, a set known in part */
    size_t left_out_count;
};

/* The case lives in the arena. The evaluator has begun on the finding's
   record. */
struct case_draft case_write(const struct finding *finding, struct str title,
                             struct arena *arena);

/* One fact as a case gives it: "CEA < 0.5 ug/L", "not fit-for-surgery". False
   if none can say it. */
bool case_write_fact(struct buf *out, const struct field *field,
                     struct value value);

#endif
