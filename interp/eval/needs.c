/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which facts are needed: a fact is, if two completions that differ only in
 * it differ in the outcome; or if a condition reads it that had to be tried
 * both ways and gave two outcomes. A list that is absent, or has elements
 * that are only counted, goes by its own name.
 *
 * Facts that one `or as stated` ties together cannot change alone without
 * contradiction. Each of them is looked at with the others free: it is needed
 * if its cells differ in the outcomes that they allow.
 */

#include "interp/eval/completion.h"

struct needs {
    struct evaluator *ev;
    struct arena *arena;
    const struct completions *completions;
    bool *turns; /* by axis */
    LIST(struct fact_ref) list;
};

/* The number of a completion with the axes tied to axis `i` at their first
   cells. Completions are numbered with the last axis running fastest. */
static uint32_t without_ties(const struct completions *c, size_t i,
                             uint32_t number)
{
    uint32_t stride = 1, result = 0;
    for (size_t j = c->axes.n; j-- > 0;) {
        const struct axis *axis = &c->axes.at[j];
        if (j == i || axis->tie != c->axes.at[i].tie)
            result += number % axis->n * stride;
        number /= axis->n;
        stride *= axis->n;
    }
    return result;
}

/* Whether the outcomes differ between two cells of axis `i`, all else equal
   and what is tied to it free. */
static bool axis_turns(const struct completions *c, size_t i,
                       struct arena *arena)
{
    uint32_t stride = 1, cells = c->axes.at[i].n;
    uint32_t n = c->axes.completions;
    unsigned *allowed = ARENA_ARRAY(arena, unsigned, n);
    for (uint32_t at = 0; at < n; at++)
        allowed[without_ties(c, i, at)] |= c->outcomes[at];
    for (size_t j = i + 1; j < c->axes.n; j++)
        stride *= c->axes.at[j].n;
    for (uint32_t at = 0; at < n; at++) {
        uint32_t cell = at / stride % cells;
        for (uint32_t k = 1; cell + k < cells; k++) {
            unsigned a = allowed[at], b = allowed[at + k * stride];
            if (a && b && a != b)
                return true;
        }
    }
    return false;
}

static bool on_axis(const struct needs *needs, const struct fact_ref *ref)
{
    const struct axes *axes = &needs->completions->axes;
    for (size_t i = 0; i < axes->n; i++)
        if (needs->turns[i] && fact_ref_equal(&axes->at[i].ref, ref))
            return true;
    return false;
}

static bool tried(const struct needs *needs, const struct field *field)
{
    return needs->completions->any_tried &&
           fields_has(eval_plan(needs->ev), &needs->completions->tried, field);
}

static bool unknown(const struct needs *needs, const struct fact_ref *ref)
{
    if (!ref->list)
        return !value_is_known(eval_field(needs->ev, ref->field));
    return !value_is_known(
        fact_ref_fact(eval_record(needs->ev), ref)->value);
}

static void add_if_needed(struct needs *needs, struct fact_ref ref)
{
    if (on_axis(needs, &ref) ||
        (tried(needs, ref.field) && unknown(needs, &ref)))
        list_push(needs->arena, &needs->list, ref);
}

static void add_list(struct needs *needs, const struct field *field)
{
    const struct list *list = &eval_record(needs->ev)->lists[field->list];
    const struct record_type *type = field->type.element;
    if (tried(needs, field) && list->most > list->n) {
        struct fact_ref ref = {NULL, 0, field};
        list_push(needs->arena, &needs->list, ref);
    }
    for (uint32_t i = 1; i <= list->n; i++)
        for (size_t j = 0; j < type->field_count; j++)
            add_if_needed(needs, (struct fact_ref){field, i, type->fields[j]});
}

size_t completions_needs(struct evaluator *ev,
                         const struct completions *completions,
                         struct arena *arena, struct fact_ref **needs)
{
    struct needs n = {.ev = ev, .arena = arena, .completions = completions};
    n.turns = ARENA_ARRAY(arena, bool, completions->axes.n);
    for (size_t i = 0; i < completions->axes.n; i++)
        n.turns[i] = axis_turns(completions, i, arena);
    const struct record_type *patient = eval_record(ev)->type;
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (field->type.kind == TYPE_LIST)
            add_list(&n, field);
        else
            add_if_needed(&n, (struct fact_ref){NULL, 0, field});
    }
    *needs = n.list.at;
    return n.list.n;
}
