/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_SEARCH_H
#define CANTLIE_INTERP_SUITE_SEARCH_H

/*
 * The search for a patient of some kind: by changing the patients of the
 * existing cases, one fact, then two, then three at a time, among the finite
 * cells that the rules' own thresholds cut; what is found is made as small as
 * it can be.
 */

#include "interp/check/load.h"
#include "interp/suite/draft.h"

/* The patients that searches begin with: one of whom nothing is said, then
   those of the cases, the ones with the fewest facts first. */
struct seeds {
    const struct test_case **at;
    size_t n;
    size_t most_facts, most_lists;
};

struct seeds *seeds_of(struct arena *arena, const struct program *program);

struct search {
    const struct seeds *seeds;
    struct arena *scratch; /* holds what is found */
    struct draft_aim aim;
    /* Whether the patient is of the kind that is looked for. */
    bool (*accepts)(void *context, const struct test_case *test);
    void *context;
    const unsigned *budgets; /* trials for one change, two, three */
    size_t changes_most;     /* how many of these there are, at most 3 */

    bool exhausted; /* set when the budget ended the search */
};

/* The smallest patient found, or NULL. */
const struct test_case *search_run(struct search *search);

/* Reads the text as one more rule file beside the loaded ones, and runs the
   case in it: whether it is one, and passes. */
bool search_verify(const struct loaded *loaded, struct str text,
                   struct arena *scratch, struct arena *inner);

#endif
