/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_KEY_PART_H
#define CANTLIE_INTERP_EVAL_KEY_PART_H

/*
 * What the key of one part is made of: found once by part_keys.c, gone through for
 * each patient by key_bytes.c.
 */

#include "interp/eval/part_keys.h"

struct key_order { /* a fact that is ordered by rule number `rule` */
    size_t rule;
    const struct field *field;
};

struct key_dated { /* a date of rule number `rule` */
    size_t rule;
    uint32_t date;
};

struct key_part {
    LIST(const struct rule *) rules;
    uint64_t **reach; /* by number of rule: leaves that its state rests on */
    uint64_t **fails; /* by number of rule: criteria; NULL: no candidate */
    size_t words;     /* of each of these, and of any set of leaves */
    LIST(uint32_t) leaves;
    LIST(struct key_dated) dates;
    LIST(struct key_order) orders;
    bool only_applies; /* what is undetermined is as good as held */
    bool items;
};

#endif
