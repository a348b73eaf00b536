/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From counts to what is missing: subject by subject, first the states of a
 * rule, then its conclusions, its conditions, its thresholds.
 */

#include "interp/suite/holes.h"

static const enum truth truths[] = {TRUTH_YES, TRUTH_NO, TRUTH_UNKNOWN};
static const enum side beside[] = {SIDE_JUST_BELOW, SIDE_ON, SIDE_JUST_ABOVE};

struct finder {
    struct arena *arena;
    const struct coverage *coverage;
    LIST(struct hole) holes;
    bool *done_conditions; /* by expression id */
    bool *done_boundaries; /* by number */
};

static bool can_be(const struct expr *e, enum truth truth)
{
    return truth != TRUTH_UNKNOWN || condition_can_be_unknown(e);
}

static void add_states(struct finder *f, const struct subject *subject)
{
    const struct seen *seen = &f->coverage->rules[subject->rule->index];
    for (size_t i = 0; i < 3; i++)
        if (!seen_as(seen, truths[i]) && can_be(subject->rule->when, truths[i]))
            list_push(f->arena, &f->holes,
                      ((struct hole){.kind = HOLE_RULE,
                                     .subject = subject,
                                     .truth = truths[i]}));
}

static void add_conclusions(struct finder *f, const struct subject *subject)
{
    for (size_t i = 0; i < subject->rule->conclusion_count; i++)
        if (!coverage_conclusion(f->coverage, subject->rule, i))
            list_push(f->arena, &f->holes,
                      ((struct hole){.kind = HOLE_CONCLUSION,
                                     .subject = subject,
                                     .conclusion = i}));
}

static void add_condition(struct finder *f, const struct subject *subject,
                          const struct expr *e)
{
    if (f->done_conditions[e->id])
        return;
    f->done_conditions[e->id] = true;
    for (size_t i = 0; i < 3; i++)
        if (!seen_as(&f->coverage->conditions[e->id], truths[i]) &&
            can_be(e, truths[i]))
            list_push(f->arena, &f->holes,
                      ((struct hole){.kind = HOLE_CONDITION,
                                     .subject = subject,
                                     .condition = e,
                                     .truth = truths[i]}));
}

static void add_boundary(struct finder *f, const struct subject *subject,
                         const struct boundary *boundary)
{
    if (f->done_boundaries[boundary->number])
        return;
    f->done_boundaries[boundary->number] = true;
    for (size_t i = 0; i < 3; i++)
        if (!f->coverage->boundaries[boundary->number][beside[i]])
            list_push(f->arena, &f->holes,
                      ((struct hole){.kind = HOLE_BOUNDARY,
                                     .subject = subject,
                                     .boundary = *boundary,
                                     .condition = boundary->comparison,
                                     .side = beside[i]}));
}

static void add_subject(struct finder *f, const struct subject *subject)
{
    if (subject->rule) {
        add_states(f, subject);
        add_conclusions(f, subject);
    }
    for (size_t i = 0; i < subject->conditions.n; i++)
        add_condition(f, subject, subject->conditions.at[i]);
    for (size_t i = 0; i < subject->boundaries.n; i++)
        add_boundary(f, subject, &subject->boundaries.at[i]);
}

struct holes holes_of(struct arena *arena, const struct coverage *coverage)
{
    struct finder f = {.arena = arena, .coverage = coverage};
    const struct subjects *subjects = coverage->subjects;
    f.done_conditions = ARENA_ARRAY(arena, bool, coverage->program->expr_count);
    f.done_boundaries = ARENA_ARRAY(arena, bool, subjects->boundaries.n);
    for (size_t i = 0; i < subjects->n; i++)
        add_subject(&f, &subjects->at[i]);
    return (struct holes){f.holes.at, f.holes.n};
}

/* --- words --------------------------------------------------------------- */

static const char *state_never(enum truth truth)
{
    return truth == TRUTH_YES  ? "never applies"
           : truth == TRUTH_NO ? "never held"
                               : "never undetermined";
}

static const char *condition_never(enum truth truth)
{
    return truth == TRUTH_YES  ? "never yes"
           : truth == TRUTH_NO ? "never no"
                               : "never unknown";
}

struct str boundary_text(struct arena *arena, const struct boundary *boundary)
{
    const struct expr *e = boundary->comparison;
    if (!boundary->second)
        return e->text;
    return str_format(arena, "%.*s (upper end)", STR_ARG(e->text));
}

static const char *side_never(enum side side)
{
    return side == SIDE_ON           ? "nothing on it"
           : side == SIDE_JUST_BELOW ? "nothing just below it"
                                     : "nothing just above it";
}

struct str hole_text(struct arena *arena, const struct hole *hole)
{
    switch (hole->kind) {
    case HOLE_RULE: return str_of(state_never(hole->truth));
    case HOLE_CONDITION: return str_of(condition_never(hole->truth));
    case HOLE_BOUNDARY: return str_of(side_never(hole->side));
    case HOLE_CONCLUSION: break;
    }
    return str_copy(arena, STR("never reached"));
}

/* --- shares -------------------------------------------------------------- */

static void add_share(struct share *share, bool seen)
{
    share->all++;
    share->seen += seen;
}

struct share subject_share(const struct coverage *coverage,
                           const struct subject *subject)
{
    struct share share = {0, 0};
    for (size_t j = 0; j < 3 && subject->rule; j++)
        if (can_be(subject->rule->when, truths[j]))
            add_share(&share, seen_as(&coverage->rules[subject->rule->index],
                                      truths[j]) > 0);
    for (size_t i = 0; subject->rule && i < subject->rule->conclusion_count;
         i++)
        add_share(&share, coverage_conclusion(coverage, subject->rule, i) > 0);
    for (size_t i = 0; i < subject->conditions.n; i++) {
        const struct expr *e = subject->conditions.at[i];
        for (size_t j = 0; j < 3; j++)
            if (can_be(e, truths[j]))
                add_share(&share,
                          seen_as(&coverage->conditions[e->id], truths[j]) > 0);
    }
    return share;
}
