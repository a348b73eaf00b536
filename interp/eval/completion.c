/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tries every completion of the unknown facts that a question rests on. Each
 * completion puts one cell of every axis into the record, evaluates the
 * question's rules, and tries conditions that are still unknown both ways as
 * long as the outcome depends on them. The record is restored at the end.
 *
 * A completion that contradicts an `or as stated` which the record as it
 * stands does not contradict is left out; if none remains, none is left out.
 */

#include "interp/eval/completion.h"

#include "grammar/limits.h"

enum { FEW_RULES = 8 };

struct trying {
    struct evaluator *ev;
    const struct question *question;
    struct arena *arena;
    struct completions *result;
    const struct stated_place *stated;
    size_t stated_count;
    uint32_t trials; /* within the present completion */
    uint32_t all_trials;
    enum truth *states;
};

static bool single(unsigned set)
{
    return (set & (set - 1)) == 0;
}

/* --- one completion ------------------------------------------------------ */

static unsigned outcomes_now(struct trying *t)
{
    eval_exert(t->ev, t->question->n);
    for (size_t i = 0; i < t->question->n; i++)
        t->states[i] = eval_rule(t->ev, t->question->rules[i]);
    return t->question->outcomes(t->question->context, t->states);
}

/* Whether the outcome depends on rule i, which is undetermined, other states
   being as they are. */
static bool matters(struct trying *t, size_t i)
{
    t->states[i] = TRUTH_YES;
    unsigned yes = t->question->outcomes(t->question->context, t->states);
    t->states[i] = TRUTH_NO;
    unsigned no = t->question->outcomes(t->question->context, t->states);
    t->states[i] = TRUTH_UNKNOWN;
    return yes != no || !single(yes);
}

/* The next condition to try, after outcomes_now; NULL when none is left. One
   on which the outcome depends; failing that (a rule that both wants a group
   and excludes its members looks open until its state is known) any. */
static const struct expr *next_condition(struct trying *t)
{
    const struct expr *any = NULL;
    for (size_t i = 0; i < t->question->n; i++) {
        if (t->states[i] != TRUTH_UNKNOWN || (any && !matters(t, i)))
            continue;
        const struct expr *found =
            eval_rule_undecided_by(t->ev, t->question->rules[i]);
        if (matters(t, i))
            return found;
        any = found;
    }
    return any;
}

static bool tired(const struct trying *t)
{
    return t->trials >= LIMIT_TRIALS || t->all_trials >= LIMIT_TRIALS_IN_ALL;
}

static void count_trial(struct trying *t)
{
    t->trials++;
    t->all_trials++;
}

static unsigned try_both(struct trying *t, const struct expr *condition);

/* What the outcome may be, whatever each rule that is still undetermined (from
   the i-th on) comes to; stops at a second one. */
static unsigned outcomes_anyway(struct trying *t, size_t i)
{
    while (i < t->question->n && t->states[i] != TRUTH_UNKNOWN)
        i++;
    if (i == t->question->n)
        return t->question->outcomes(t->question->context, t->states);
    t->states[i] = TRUTH_YES;
    unsigned found = outcomes_anyway(t, i + 1);
    t->states[i] = TRUTH_NO;
    if (single(found))
        found |= outcomes_anyway(t, i + 1);
    t->states[i] = TRUTH_UNKNOWN;
    return found;
}

/* A rule that both wants a group and excludes its members looks open until its
   state is known: then the states are gone through, if they are few. */
static unsigned outcomes_hanging(struct trying *t)
{
    unsigned possible = outcomes_now(t), unknown = 0;
    for (size_t i = 0; i < t->question->n; i++)
        unknown += t->states[i] == TRUTH_UNKNOWN;
    if (single(possible) || unknown > FEW_RULES)
        return possible;
    unsigned anyway = outcomes_anyway(t, 0);
    return single(anyway) ? anyway : possible;
}

static unsigned outcomes_tried(struct trying *t)
{
    unsigned possible = outcomes_hanging(t);
    if (single(possible))
        return possible;
    const struct expr *condition = next_condition(t);
    if (condition && tired(t))
        t->result->exact = false;
    if (!condition || tired(t))
        return possible;
    return try_both(t, condition);
}

/*
 * Whether two trials that differ only in `condition` give two outcomes: both
 * worlds are followed at once, and what is unknown in either is tried.
 */
static bool differs(struct trying *t, const struct expr *condition)
{
    if (tired(t))
        return true;
    count_trial(t);
    eval_force(t->ev, condition, TRUTH_NO);
    unsigned no = outcomes_now(t);
    const struct expr *next = single(no) ? NULL : next_condition(t);
    eval_force(t->ev, condition, TRUTH_YES);
    unsigned yes = outcomes_now(t);
    if (!next && !single(yes))
        next = next_condition(t);
    if (!next) {
        eval_unforce(t->ev, condition);
        return no != yes;
    }
    eval_force(t->ev, next, TRUTH_YES);
    bool found = differs(t, condition);
    eval_force(t->ev, next, TRUTH_NO);
    found = found || differs(t, condition);
    eval_unforce(t->ev, next);
    eval_unforce(t->ev, condition);
    return found;
}

static void note_tried(struct trying *t, const struct expr *condition)
{
    struct plan *plan = eval_plan(t->ev);
    fields_add(plan, &t->result->tried, plan_expr_reads(plan, condition));
    t->result->any_tried = true;
}

static unsigned try_both(struct trying *t, const struct expr *condition)
{
    count_trial(t);
    t->result->exact = false;
    eval_force(t->ev, condition, TRUTH_YES);
    unsigned yes = outcomes_tried(t);
    eval_force(t->ev, condition, TRUTH_NO);
    unsigned no = outcomes_tried(t);
    eval_unforce(t->ev, condition);
    if (yes != no || (!single(yes) && differs(t, condition)))
        note_tried(t, condition);
    return yes | no;
}

/* --- the record ---------------------------------------------------------- */

/* Puts cell number `cell` of an axis into the record. */
static void put(struct trying *t, const struct axis *axis, uint32_t cell)
{
    struct value value = axis->cells[cell];
    struct value *to = &axis->fact->value;
    if (axis->option) {
        to->set.may = (to->set.may & ~axis->option) | value.set.may;
        to->set.must = (to->set.must & ~axis->option) | value.set.must;
    } else {
        *to = value;
    }
    const struct field *list = axis->ref.list ? NULL : axis->ref.field->counts;
    if (list)
        record_recount(eval_record(t->ev), list);
}

static void put_completion(struct trying *t, uint32_t number)
{
    const struct axes *axes = &t->result->axes;
    for (size_t i = axes->n; i-- > 0;) {
        put(t, &axes->at[i], number % axes->at[i].n);
        number /= axes->at[i].n;
    }
    eval_forget(t->ev);
}

static void restore(struct trying *t)
{
    const struct axes *axes = &t->result->axes;
    for (size_t i = 0; i < axes->n; i++) {
        struct axis *axis = &axes->at[i];
        axis->fact->value = axis->fact->recorded;
        if (!axis->ref.list && axis->ref.field->counts)
            record_recount(eval_record(t->ev), axis->ref.field->counts);
    }
    eval_forget(t->ev);
}

/* --- contradictions ------------------------------------------------------ */

static bool place_contradicts(struct evaluator *ev,
                              const struct stated_place *place)
{
    if (place->element)
        eval_bind(ev, 1, place->list, place->element);
    return eval_stated_contradicts(ev, place->stated);
}

/* Keeps the places where the record as it stands is free of contradiction. */
static void keep_sound(struct trying *t, const struct cutter *cutter)
{
    const struct stated_place *places;
    size_t n = cutter_stated(cutter, &places);
    struct stated_place *kept = ARENA_ARRAY(t->arena, struct stated_place, n);
    for (size_t i = 0; i < n; i++)
        if (!place_contradicts(t->ev, &places[i]))
            kept[t->stated_count++] = places[i];
    t->stated = kept;
}

static bool contradicts(const struct trying *t)
{
    for (size_t i = 0; i < t->stated_count; i++)
        if (place_contradicts(t->ev, &t->stated[i]))
            return true;
    return false;
}

/* Other elements of its own list are read by way of the list alone. */
static bool read_by(const struct plan *plan, const struct fields *reads,
                    const struct stated_place *place, const struct axis *axis)
{
    if (place->list && axis->ref.list == place->list &&
        axis->ref.element != place->element &&
        !fields_has(plan, reads, place->list))
        return false;
    return fields_has(plan, reads, axis->ref.field);
}

static void join_ties(struct axes *axes, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < axes->n; i++)
        if (axes->at[i].tie == b)
            axes->at[i].tie = a;
}

/* Numbers the axes so that those which one `or as stated` reads agree. */
static void tie_axes(struct trying *t)
{
    struct plan *plan = eval_plan(t->ev);
    struct axes *axes = &t->result->axes;
    for (size_t i = 0; i < axes->n; i++)
        axes->at[i].tie = (uint32_t)i;
    for (size_t i = 0; i < t->stated_count; i++) {
        const struct stated_place *place = &t->stated[i];
        const struct fields *reads = plan_expr_reads(plan, place->stated);
        const struct axis *first = NULL;
        for (size_t j = 0; j < axes->n; j++) {
            if (!read_by(plan, reads, place, &axes->at[j]))
                continue;
            if (first)
                join_ties(axes, first->tie, axes->at[j].tie);
            else
                first = &axes->at[j];
        }
    }
}

/* --- all of them --------------------------------------------------------- */

/* There is no time for the completions from `from` on: each may be whatever
   the states of the record as it was read allow, and any fact may matter. */
static void leave_rest(struct trying *t, uint32_t from)
{
    struct completions *result = t->result;
    struct plan *plan = eval_plan(t->ev);
    restore(t);
    unsigned possible = outcomes_now(t);
    for (uint32_t i = from; i < result->axes.completions; i++)
        result->outcomes[i] = possible;
    for (size_t i = 0; i < t->question->n; i++)
        fields_add(plan, &result->tried,
                   plan_rule_reads(plan, t->question->rules[i]));
    result->all |= possible;
    result->any_tried = true;
    result->exact = false;
}

static void try_completions(struct trying *t)
{
    struct completions *result = t->result;
    uint64_t end = eval_work(t->ev) + LIMIT_WORK;
    for (uint32_t i = 0; i < result->axes.completions; i++) {
        if (eval_work(t->ev) > end) {
            leave_rest(t, i);
            return;
        }
        put_completion(t, i);
        if (contradicts(t))
            continue;
        t->trials = 0;
        result->outcomes[i] = outcomes_tried(t);
        result->all |= result->outcomes[i];
    }
}

static struct axes find_axes(struct trying *t)
{
    struct plan *plan = eval_plan(t->ev);
    struct fields reads = fields_new(plan, t->arena);
    struct cutter *cutter = cutter_new(t->ev, t->arena);
    for (size_t i = 0; i < t->question->n; i++) {
        fields_add(plan, &reads, plan_rule_reads(plan, t->question->rules[i]));
        cutter_rule(cutter, t->question->rules[i]);
    }
    keep_sound(t, cutter);
    struct cuts cuts = cutter_cuts(cutter);
    return axes_of(t->ev, &reads, &cuts, t->arena);
}

struct completions complete(struct evaluator *ev,
                            const struct question *question,
                            struct arena *arena)
{
    struct completions result = {.exact = true};
    struct trying t = {
        .ev = ev, .question = question, .arena = arena, .result = &result};
    result.axes = find_axes(&t);
    tie_axes(&t);
    result.tried = fields_new(eval_plan(ev), arena);
    result.outcomes = ARENA_ARRAY(arena, unsigned, result.axes.completions);
    t.states = ARENA_ARRAY(arena, enum truth, question->n);
    eval_trying(ev, true);
    try_completions(&t);
    if (!result.all) {
        t.stated_count = 0;
        try_completions(&t);
    }
    restore(&t);
    eval_trying(ev, false);
    return result;
}
