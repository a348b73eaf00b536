/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the evaluator remembers, and whom it tells. Nothing is ever erased: a
 * remembered thing carries the stamp under which it was found, and counts
 * only while that is the present one. Stamps are never given out twice.
 *
 * An expression of the patient is remembered by its id. One of an element is
 * not, but for defines of records, by define and element: without that, a
 * chain of defines that each use the next one twice would take exponential
 * time.
 */

#include "interp/eval/eval_internal.h"

void memo_make(struct evaluator *ev)
{
    const struct program *program = ev->program;
    struct arena *arena = ev->arena;
    size_t exprs = program->expr_count, defines = program->define_count;
    ev->bound = ARENA_ARRAY(arena, struct binding, program->deepest_level + 2);
    ev->values = ARENA_ARRAY(arena, struct remembered, exprs);
    ev->conditions = ARENA_ARRAY(arena, struct remembered_truth, exprs);
    ev->forced = ARENA_ARRAY(arena, uint8_t, exprs);
    ev->failed = ARENA_ARRAY(arena, uint64_t, exprs);
    ev->rules = ARENA_ARRAY(arena, struct rule_slot, program->rule_count);
    ev->seen = ARENA_ARRAY(arena, uint64_t, defines);
    ev->elements = ARENA_ARRAY(arena, struct element_slot **, defines);
}

static void unforce_all(struct evaluator *ev)
{
    for (size_t i = 0; ev->forced_count > 0 && i < ev->program->expr_count; i++)
        ev->forced[i] = 0;
    ev->forced_count = 0;
}

void memo_restart(struct evaluator *ev)
{
    unforce_all(ev);
    for (size_t i = 0; i < ev->program->define_count; i++)
        ev->elements[i] = NULL;
    ev->failures.at = NULL;
    ev->failures.n = ev->failures.capacity = 0;
    ev->spots.at = NULL;
    ev->spots.n = ev->spots.capacity = 0;
    ev->depth = ev->element = 0;
    ev->trying = ev->recorded = false;
    ev->quiet = ev->is_empty;
    ev->lists = ev->record->lists;
    ev->record_stamp = ++ev->clock;
    ev->as_recorded = ++ev->clock;
    eval_forget(ev);
}

/* --- defines of elements ------------------------------------------------- */

static struct element_slot *slots_of(struct evaluator *ev,
                                     const struct define *define,
                                     const struct field *list)
{
    struct element_slot ***lists = &ev->elements[define->index];
    if (!*lists)
        *lists = ARENA_ARRAY(ev->scratch, struct element_slot *,
                             ev->record->type->list_count);
    struct element_slot **slots = &(*lists)[list->list];
    if (!*slots)
        *slots = ARENA_ARRAY(ev->scratch, struct element_slot,
                             (size_t)ev->record->lists[list->list].n + 1);
    return *slots;
}

struct element_slot *memo_element(struct evaluator *ev,
                                  const struct define *define, uint32_t level)
{
    struct binding at = ev->bound[level];
    return &slots_of(ev, define, at.list)[at.element];
}

bool memo_first_visit(struct evaluator *ev, const struct expr *define)
{
    uint64_t *seen =
        define->define->record
            ? &memo_element(ev, define->define, define->level)->walk
            : &ev->seen[define->define->index];
    if (*seen == ev->walk)
        return false;
    *seen = ev->walk;
    return true;
}

/* --- the observer -------------------------------------------------------- */

static bool due(const struct evaluator *ev, uint64_t *told)
{
    if (*told == ev->record_stamp)
        return false;
    *told = ev->record_stamp;
    return true;
}

void memo_tell(struct evaluator *ev, const struct expr *e, struct value value)
{
    if (!ev->observer || ev->quiet || e->id >= ev->program->expr_count)
        return;
    if (e->deepest == 0 && !due(ev, &ev->told_exprs[e->id]))
        return;
    struct event event = {.kind = EVENT_EXPR, .expr = e, .value = value};
    if (e->deepest > 0)
        event.element = ev->element;
    ev->observer->on(ev->observer->context, &event);
}

void memo_tell_rule(struct evaluator *ev, const struct rule *rule,
                    enum truth state)
{
    if (!ev->observer || ev->quiet || !due(ev, &ev->told_rules[rule->index]))
        return;
    struct event event = {.kind = EVENT_RULE, .rule = rule, .state = state};
    ev->observer->on(ev->observer->context, &event);
}
