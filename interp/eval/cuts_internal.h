/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_CUTS_INTERNAL_H
#define CANTLIE_INTERP_EVAL_CUTS_INTERNAL_H

/* The inside of the search for thresholds: cuts.c walks, thresholds.c says
   what a comparison cuts. */

#include "interp/eval/completion.h"

struct binding {
    const struct field *list;
    uint32_t element; /* from 1; 0: one that is only counted */
};

struct visit_key;

struct cutter {
    struct evaluator *ev;
    struct arena *arena;
    struct cuts cuts;
    LIST(struct stated_place) stated;
    struct binding *bound; /* by level; 0 is unused */
    uint32_t levels;
    size_t budget;
    struct visit_key *slots;
    size_t slot_count, slot_used;
};

typedef void cutter_visit(struct cutter *cutter, const struct expr *e,
                          const void *context);

/* Visits a body in a frame of its own, whose level 1 is the element at
   `level` (0: none). */
void cutter_in_frame(struct cutter *cutter, uint32_t level,
                     const struct expr *body, cutter_visit *visit,
                     const void *context);

/* Visits a body once for each described element (once without one, when
   there is none). */
void cutter_each_element(struct cutter *cutter, const struct group *group,
                         const struct expr *body, cutter_visit *visit,
                         const void *context);

/* Adds the cuts of a comparison; nothing for other expressions. */
void cutter_compare(struct cutter *cutter, const struct expr *e);

#endif
