/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_RECORD_KEYS_H
#define CANTLIE_INTERP_EVAL_RECORD_KEYS_H

/*
 * Keys of the record that an evaluator has begun on; `letters` are the states
 * of all rules by index. To make a key evaluates what it holds, so that
 * operations that fail are warned of as ever (eval_failures).
 */

#include "interp/eval/eval.h"
#include "interp/eval/part_keys.h"

struct record_keys {
    const struct part_keys *keys;
    struct evaluator *ev;
    const char *letters;
};

/* False: the part has none here. */
bool record_key(const struct record_keys *at, uint32_t part, struct key *key);

#endif
