/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which facts are needed: a fact is, if two completions that differ only in
 * it differ in the outcome; or if a condition reads it that had to be tried
 * both ways and gave two outcomes. A list that is absent, or has elements
 * that are only counted, goes by its own name.
 *
 * Facts that one `or as stated` ties together often cannot change alone
 * without contradiction. So each of them is looked at with the others free,
 * too: it is needed if its cells differ in the outcomes that they allow.
 *
 * A set has an axis for each unknown option and is one fact all the same.
 */

#include "interp/eval/completion.h"
#include "interp/eval/eval_internal.h"

struct needs {
    struct evaluator *ev;
    struct arena *arena;
    const struct completions *completions;
    bool *turns; /* by axis */
    LIST(struct fact_ref) list;
};

static bool same_fact(const struct axes *axes, size_t i, size_t j)
{
    return fact_ref_equal(&axes->at[i].ref, &axes->at[j].ref);
}

static bool tied(const struct axes *axes, size_t i, size_t j)
{
    return axes->at[i].tie == axes->at[j].tie;
}

/* Axes that are put to their first cells. */
struct put_back {
    struct {
        uint32_t cells, stride;
    } * at;
    size_t n;
};

/* Those of axis i's fact if `fact`, and those of other facts tied to it if
   `ties`. Completions are numbered with the last axis running fastest. */
static struct put_back put_back(const struct axes *axes, size_t i, bool fact,
                                bool ties, struct arena *arena)
{
    struct put_back back = {arena_array(arena, axes->n, sizeof *back.at), 0};
    uint32_t stride = 1;
    for (size_t j = axes->n; j-- > 0;) {
        bool same = same_fact(axes, i, j);
        if (same ? fact : ties && tied(axes, i, j)) {
            back.at[back.n].cells = axes->at[j].n;
            back.at[back.n++].stride = stride;
        }
        stride *= axes->at[j].n;
    }
    return back;
}

/* The number of the completion that it comes to. */
static uint32_t without(const struct put_back *back, uint32_t number)
{
    uint32_t result = number;
    for (size_t i = 0; i < back->n; i++) {
        uint32_t stride = back->at[i].stride;
        result -= number / stride % back->at[i].cells * stride;
    }
    return result;
}

/* Whether completions that differ only in the fact of axis `i` differ in the
   outcome; with `free`, in the outcomes that what is tied to it allows. */
static bool fact_turns(const struct completions *c, size_t i, bool free,
                       struct arena *arena)
{
    uint32_t n = c->axes.completions;
    const struct put_back others = put_back(&c->axes, i, false, free, arena);
    const struct put_back all = put_back(&c->axes, i, true, free, arena);
    unsigned *allowed = ARENA_ARRAY(arena, unsigned, n);
    unsigned *first = ARENA_ARRAY(arena, unsigned, n);
    for (uint32_t at = 0; at < n; at++)
        allowed[without(&others, at)] |= c->outcomes[at];
    for (uint32_t at = 0; at < n; at++) {
        unsigned *seen = &first[without(&all, at)];
        if (!allowed[at])
            continue;
        if (*seen && *seen != allowed[at])
            return true;
        *seen = allowed[at];
    }
    return false;
}

/* Whether another fact is tied to that of axis i. */
static bool has_ties(const struct axes *axes, size_t i)
{
    for (size_t j = 0; j < axes->n; j++)
        if (!same_fact(axes, i, j) && tied(axes, i, j))
            return true;
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

/* Not known, with the field's `if` applied: what does not exist is known. */
static bool unknown(const struct needs *needs, const struct fact_ref *ref)
{
    const struct record *record = eval_record(needs->ev);
    const struct fact *facts = record->facts;
    if (ref->list)
        facts = record->lists[ref->list->list].elements[ref->element - 1].facts;
    return !value_is_known(field_among(needs->ev, ref->field, facts));
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
        n.turns[i] = fact_turns(completions, i, false, arena) ||
                     (has_ties(&completions->axes, i) &&
                      fact_turns(completions, i, true, arena));
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
