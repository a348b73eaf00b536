/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_COVERAGE_MARKS_H
#define CANTLIE_INTERP_RENDER_COVERAGE_MARKS_H

/* Where in the rule files something stands that cases see or do not see. */

#include "interp/check/load.h"
#include "interp/suite/holes.h"

enum mark_class { MARK_FULL, MARK_PART, MARK_NONE };

struct mark {
    struct span span;
    enum mark_class class;
    struct str title; /* "yes 6, no 3, unknown 0" */
};

struct marks {
    struct mark *at;
    size_t n, capacity;
};

/* In the order of the text, an outer mark before those inside it. */
struct marks marks_of(struct arena *arena, const struct coverage *coverage,
                      const struct loaded *loaded);

#endif
