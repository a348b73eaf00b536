/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which stored fields a rule or a condition reads: directly or through
 * defines, scores, a field's `if`, a list's `counted by`, the `by` date of
 * latest and earliest, earlier rows of its table and the rules that silence
 * it. A list that is read has its own field in the set.
 */

#include "interp/eval/plan_internal.h"

#include <stddef.h>

void plan_number_fields(struct plan *plan)
{
    const struct vocabulary *vocabulary = plan->program->vocabulary;
    size_t n = vocabulary->record_count;
    plan->bases = ARENA_ARRAY(plan->arena, size_t, n);
    plan->records = ARENA_ARRAY(plan->arena, const struct record_type *, n);
    plan->record_count = n;
    for (size_t i = 0; i < n; i++) {
        plan->records[i] = vocabulary->records[i];
        plan->bases[i] = plan->field_count;
        plan->field_count += vocabulary->records[i]->field_count;
    }
    plan->word_count = plan->field_count / 64 + 1;
    plan->rule_reads =
        ARENA_ARRAY(plan->arena, struct fields *, plan->program->rule_count);
    plan->expr_reads =
        ARENA_ARRAY(plan->arena, struct fields *, plan->program->expr_count);
    plan->seen = ARENA_ARRAY(plan->arena, uint32_t, plan->program->expr_count);
    plan->seen_define =
        ARENA_ARRAY(plan->arena, uint32_t, plan->program->define_count);
}

static size_t number_of(const struct plan *plan, const struct field *field)
{
    size_t i = 0;
    while (plan->records[i] != field->record)
        i++;
    return plan->bases[i] + field->index;
}

bool fields_has(const struct plan *plan, const struct fields *fields,
                const struct field *field)
{
    size_t number = number_of(plan, field);
    return fields->words[number / 64] >> (number % 64) & 1;
}

struct fields fields_new(const struct plan *plan, struct arena *arena)
{
    return (struct fields){ARENA_ARRAY(arena, uint64_t, plan->word_count)};
}

void fields_add(const struct plan *plan, struct fields *to,
                const struct fields *from)
{
    for (size_t i = 0; i < plan->word_count; i++)
        to->words[i] |= from->words[i];
}

void fields_put(const struct plan *plan, struct fields *to,
                const struct field *field)
{
    size_t number = number_of(plan, field);
    to->words[number / 64] |= (uint64_t)1 << (number % 64);
}

static void add_field(const struct plan *plan, struct fields *to,
                      const struct field *field)
{
    for (; field; field = field->only_if) {
        size_t number = number_of(plan, field);
        to->words[number / 64] |= (uint64_t)1 << (number % 64);
    }
}

static void add_list(const struct plan *plan, struct fields *to,
                     const struct field *list)
{
    add_field(plan, to, list);
    if (list->counted_by)
        add_field(plan, to, list->counted_by);
}

static void add_expr(struct plan *plan, struct fields *to,
                     const struct expr *e);

static void add_group(struct plan *plan, struct fields *to,
                      const struct expr *e)
{
    if (!e->group.list)
        return;
    add_list(plan, to, e->group.list);
    if (e->op == EXPR_OF && e->group.list->by)
        add_field(plan, to, e->group.list->by);
    if (e->group.where)
        add_expr(plan, to, e->group.where);
}

static void add_define(struct plan *plan, struct fields *to,
                       const struct define *define)
{
    if (plan->seen_define[define->index] == plan->walk)
        return;
    plan->seen_define[define->index] = plan->walk;
    add_expr(plan, to, define->body);
}

static bool first_visit(struct plan *plan, const struct expr *e)
{
    if (e->id >= plan->program->expr_count)
        return true; /* an expression that was added later (eval, REPL) */
    if (plan->seen[e->id] == plan->walk)
        return false;
    plan->seen[e->id] = plan->walk;
    return true;
}

static void add_expr(struct plan *plan, struct fields *to, const struct expr *e)
{
    if (!first_visit(plan, e))
        return;
    if (e->op == EXPR_FIELD)
        add_field(plan, to, e->field);
    else if (e->op == EXPR_DEFINE)
        add_define(plan, to, e->define);
    else if (e->op == EXPR_SCORE)
        for (size_t i = 0; i < e->score->n; i++)
            add_expr(plan, to, e->score->points[i].when);
    add_group(plan, to, e);
    for (uint32_t i = 0; i < e->n; i++)
        add_expr(plan, to, e->kids[i]);
}

static void add_rule(struct plan *plan, struct fields *to,
                     const struct rule *rule)
{
    plan->walk++;
    for (const struct rule *r = rule; r; r = r->previous_row)
        add_expr(plan, to, r->when);
    for (size_t i = 0; i < rule->overridden_by_count; i++)
        fields_add(plan, to, plan_rule_reads(plan, rule->overridden_by[i]));
}

const struct fields *plan_rule_reads(struct plan *plan, const struct rule *rule)
{
    struct fields **reads = &plan->rule_reads[rule->index];
    if (!*reads) {
        struct fields *made = ARENA_NEW(plan->arena, struct fields);
        *made = fields_new(plan, plan->arena);
        add_rule(plan, made, rule);
        *reads = made;
    }
    return *reads;
}

const struct fields *plan_expr_reads(struct plan *plan, const struct expr *e)
{
    if (e->id < plan->program->expr_count && plan->expr_reads[e->id])
        return plan->expr_reads[e->id];
    struct fields *made = ARENA_NEW(plan->arena, struct fields);
    *made = fields_new(plan, plan->arena);
    plan->walk++;
    add_expr(plan, made, e);
    if (e->id < plan->program->expr_count)
        plan->expr_reads[e->id] = made;
    return made;
}
