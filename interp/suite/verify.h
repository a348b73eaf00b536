/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_VERIFY_H
#define CANTLIE_INTERP_SUITE_VERIFY_H

/*
 * Whether a result that was kept is what the same rules say of the same
 * record. Two results of one shape (interp/render/result_json.h) are compared
 * member by member; what differs is a list of sentences.
 *
 * Where the record lay (its `source`) is no difference: it may have moved.
 */

#include "interp/suite/result_tree.h"

/* Sentences kept of one result; more are counted. */
#define VERIFY_SHOWN 20

struct verify {
    struct arena *arena;
    LIST(struct str) differences;
    size_t count;                /* of all, also of those that are not kept */
    bool rules, record, program; /* what the result rests on is another */
};

/* Whether nothing differs. */
static inline bool verify_is_same(const struct verify *verify)
{
    return !verify->count && !verify->rules && !verify->record &&
           !verify->program;
}

/* Compares `kept` with `anew`, both objects, and adds what differs. */
void verify_results(struct verify *verify, const struct result_node *kept,
                    const struct result_node *anew);

#endif
