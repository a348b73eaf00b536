/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_PLAN_INTERNAL_H
#define CANTLIE_INTERP_EVAL_PLAN_INTERNAL_H

/* The inside of a plan, shared by plan.c and reads.c only. */

#include "interp/eval/plan.h"

struct advice_list {
    struct advice *at;
    size_t n, capacity;
};

struct plan {
    struct arena *arena;
    const struct program *program;
    struct advice_list *advice, *trials, *remarks; /* by treatment index */

    /* Fields are numbered over all records: base of the record + index. */
    const struct record_type **records;
    size_t *bases;
    size_t record_count, field_count, word_count;

    struct treatments **below;  /* by treatment index; NULL until asked for */
    struct fields **rule_reads; /* by rule index; NULL until asked for */
    struct fields **expr_reads; /* by expression id; likewise */
    uint32_t *seen;             /* by expression id: the walk that saw it */
    uint32_t *seen_define;      /* by define index */
    uint32_t walk;
};

/* Numbers the fields and makes room for the sets. */
void plan_number_fields(struct plan *plan);

#endif
