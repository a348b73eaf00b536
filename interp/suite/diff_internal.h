/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DIFF_INTERNAL_H
#define CANTLIE_INTERP_SUITE_DIFF_INTERNAL_H

/* What the files behind diff_programs share. */

#include "interp/suite/diff.h"
#include "interp/suite/diff_canon.h"

struct differ {
    struct arena *arena;
    struct diff *diff;
    struct canon before, after;
};

/* Where the condition stands, which decides how a change of it is said. */
enum diff_context {
    DIFF_NEEDS,  /* a rule: all of it must hold */
    DIFF_ANY_OF, /* one of several */
    DIFF_VALUE   /* a definition, a constraint: nothing is needed */
};

/* A new item at the end; valid until the next one. */
struct diff_item *diff_add(struct differ *d, enum diff_of of,
                           enum diff_kind kind, struct str name);

void diff_say(struct differ *d, struct diff_item *item, struct str words);
void diff_say_wording(struct differ *d, struct diff_item *item,
                      struct str words);
void diff_push(struct differ *d, struct diff_item *item,
               struct diff_clause clause);

/* The changes between two conditions, as clauses of the item. `prefix` goes
   before the words ("row 3: "). NULL: there is none. */
struct diff_pair {
    const struct expr *before, *after;
    struct str prefix;
    enum diff_context context;
};
void diff_condition(struct differ *d, struct diff_item *item,
                    const struct diff_pair *pair);

/* The changes between what two rules conclude. */
void diff_conclusions(struct differ *d, struct diff_item *item,
                      struct str prefix);

/* All items of a sort. */
void diff_vocabulary(struct differ *d);
void diff_treatments(struct differ *d);
void diff_defines(struct differ *d);
void diff_scores(struct differ *d);
void diff_rules(struct differ *d);
void diff_constraints(struct differ *d);
void diff_evidence(struct differ *d);

#endif
