/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a verdict rests on. Its rules are those that speak of the treatment, of
 * what stands below it, of partners and what stands below them: the word, what
 * is left of groups, partners that drop out, trials and remarks are found from
 * the states of these alone, and for those that are undetermined from what
 * their conditions come to in completions.
 *
 * Completions change facts that are unknown, and nothing else. So a condition
 * of which every fact is known is yes or no whatever is tried, and how it came
 * to that is no matter: its truth stands for it. Of a condition with an unknown
 * fact the key holds everything that it reads, elements of lists included. (A
 * field that its `if` says does not exist is not known here: completions
 * count it among the unknown ones.) Which conditions these are: those of the
 * undetermined rules, of earlier rows, and of whatever silences either.
 *
 * Two things need more: candidates, of which it is told which criteria fail,
 * so that their truths are in the key where the rule is held; and delays, whose
 * date is in the key where the rule is not held. Of what is said of the patient
 * himself the key holds which rules that say something apply (others are
 * silent), the dates of monitoring, the facts that are ordered, and the truths
 * of the scores' items.
 *
 * Nothing here is known of assumptions: facts would have to say whether they
 * are assumed. Nor of warnings and errors, which are the caller's business.
 */

#include "interp/eval/key_part.h"

/* Rules that are gone through for all parts together, at most; rules that
   silence each other in long chains are gone through again and again. */
#define VISITS_MOST 2000000
/* Rules that silence each other in a row, at most. */
#define DEPTH_MOST 1000

struct collector {
    struct arena *arena;
    struct part_keys *keys;
    struct plan *plan;
    struct key_part *part;
    uint32_t *leaf_of;   /* by expression id: number + 1 */
    uint32_t *place_of;  /* by leaf: its place in the part, + 1 */
    uint32_t *number_of; /* by rule index: its number in the part, + 1 */
    uint64_t *seen_expr; /* by expression id: the walk that saw it */
    uint64_t *seen_rule; /* by rule index */
    uint64_t walk;
    uint64_t *marks; /* the leaves met; NULL while they are numbered */
    size_t visits, depth;
    bool unsupported;
};

/* --- leaves --------------------------------------------------------------- */

static struct key_list list_of(struct collector *c, const struct fields *reads,
                               const struct field *field)
{
    const struct record_type *type = field->type.element;
    struct key_list list = {.list = field};
    list.fields =
        ARENA_ARRAY(c->arena, const struct field *, type->field_count);
    for (size_t i = 0; i < type->field_count; i++)
        if (fields_has(c->plan, reads, type->fields[i]))
            list.fields[list.n++] = type->fields[i];
    return list;
}

static struct key_leaf leaf_of(struct collector *c, const struct expr *e)
{
    const struct record_type *patient = c->keys->program->vocabulary->patient;
    const struct fields *reads = plan_expr_reads(c->plan, e);
    struct key_leaf leaf = {.expr = e};
    leaf.fields =
        ARENA_ARRAY(c->arena, const struct field *, patient->field_count);
    leaf.lists = ARENA_ARRAY(c->arena, struct key_list, patient->list_count);
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (!fields_has(c->plan, reads, field))
            continue;
        if (field->type.kind == TYPE_LIST)
            leaf.lists[leaf.list_count++] = list_of(c, reads, field);
        else
            leaf.fields[leaf.n++] = field;
    }
    return leaf;
}

/* Numbers the leaf in the part, or marks it. */
static void take_leaf(struct collector *c, const struct expr *e)
{
    struct key_part *part = c->part;
    if (!c->leaf_of[e->id]) {
        struct key_leaf leaf = leaf_of(c, e);
        list_push(c->arena, &c->keys->leaves, leaf);
        c->leaf_of[e->id] = (uint32_t)c->keys->leaves.n;
    }
    uint32_t leaf = c->leaf_of[e->id] - 1;
    if (c->marks) {
        size_t place = c->place_of[leaf] - 1;
        c->marks[place / 64] |= (uint64_t)1 << (place % 64);
    } else if (!c->place_of[leaf]) {
        list_push(c->arena, &part->leaves, leaf);
        c->place_of[leaf] = (uint32_t)part->leaves.n;
    }
}

static void walk_expr(struct collector *c, const struct expr *e)
{
    if (e->op == EXPR_CONST)
        return;
    if (e->id >= c->keys->program->expr_count) {
        c->unsupported = true;
        return;
    }
    if (c->seen_expr[e->id] == c->walk)
        return;
    c->seen_expr[e->id] = c->walk;
    if (e->op == EXPR_DEFINE && e->define->opened && !e->define->record) {
        walk_expr(c, e->define->body);
    } else if (e->op == EXPR_AND || e->op == EXPR_OR || e->op == EXPR_NOT) {
        for (uint32_t i = 0; i < e->n; i++)
            walk_expr(c, e->kids[i]);
    } else {
        take_leaf(c, e);
    }
}

/* The conditions that a rule's state rests on. */
static void walk_rule(struct collector *c, const struct rule *rule)
{
    c->depth++;
    for (; rule && c->seen_rule[rule->index] != c->walk;
         rule = rule->previous_row) {
        if (c->visits++ >= VISITS_MOST || c->depth >= DEPTH_MOST)
            c->unsupported = true;
        if (c->unsupported)
            break;
        c->seen_rule[rule->index] = c->walk;
        walk_expr(c, rule->when);
        for (size_t i = 0; i < rule->overridden_by_count; i++)
            walk_rule(c, rule->overridden_by[i]);
    }
    c->depth--;
}

/* --- the rules of a part -------------------------------------------------- */

static void add_rule(struct collector *c, const struct rule *rule)
{
    struct key_part *part = c->part;
    if (c->number_of[rule->index])
        return;
    list_push(c->arena, &part->rules, rule);
    c->number_of[rule->index] = (uint32_t)part->rules.n;
}

static size_t number_of(const struct collector *c, const struct rule *rule)
{
    return c->number_of[rule->index] - 1;
}

static void add_advice(struct collector *c, struct advices advice)
{
    for (size_t i = 0; i < advice.n; i++)
        add_rule(c, advice.at[i].rule);
}

/* All that speaks of the treatment or of what stands below it. */
static void add_treatment(struct collector *c,
                          const struct treatment *treatment)
{
    struct treatments below = plan_below(c->plan, treatment);
    add_advice(c, plan_advice(c->plan, treatment));
    for (size_t i = 0; i < below.n; i++)
        add_advice(c, plan_advice(c->plan, below.at[i]));
}

static void add_partners(struct collector *c, struct advices advice)
{
    for (size_t i = 0; i < advice.n; i++) {
        const struct conclusion *conclusion = advice.at[i].conclusion;
        for (size_t j = 0; j < conclusion->partner_count; j++)
            for (size_t k = 0; k < conclusion->partners[j].n; k++)
                add_treatment(c, conclusion->partners[j].at[k]);
    }
}

static void add_date(struct collector *c, const struct rule *rule,
                     const struct conclusion *conclusion)
{
    struct part_keys *keys = c->keys;
    uint32_t place = 0;
    if (!conclusion->date)
        return;
    while (place < keys->dates.n && keys->dates.at[place] != conclusion->date)
        place++;
    if (place == keys->dates.n)
        list_push(c->arena, &keys->dates, conclusion->date);
    struct key_dated dated = {number_of(c, rule), place};
    list_push(c->arena, &c->part->dates, dated);
}

static void add_remarks(struct collector *c, struct advices remarks)
{
    add_advice(c, remarks);
    for (size_t i = 0; i < remarks.n; i++) {
        const struct rule *rule = remarks.at[i].rule;
        const struct conclusion *conclusion = remarks.at[i].conclusion;
        if (conclusion->kind == CONCLUDE_DELAY)
            add_date(c, rule, conclusion);
        for (size_t j = 0; conclusion->kind == CONCLUDE_CANDIDATE &&
                           j < rule->overridden_by_count;
             j++)
            add_rule(c, rule->overridden_by[j]);
    }
}

/* What the rule says of the patient himself. */
static void add_said(struct collector *c, const struct rule *rule)
{
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        const struct conclusion *conclusion = &rule->conclusions[i];
        switch (conclusion->kind) {
        case CONCLUDE_ADVISE:
        case CONCLUDE_CANDIDATE:
        case CONCLUDE_DELAY: continue;
        case CONCLUDE_MONITOR:
        case CONCLUDE_ORDER:
        case CONCLUDE_PROGNOSIS:
        case CONCLUDE_OUTCOME:
        case CONCLUDE_NOTE: break;
        }
        add_rule(c, rule);
        if (conclusion->kind == CONCLUDE_MONITOR)
            add_date(c, rule, conclusion);
        struct key_order order = {number_of(c, rule), conclusion->field};
        if (conclusion->kind == CONCLUDE_ORDER)
            list_push(c->arena, &c->part->orders, order);
    }
}

/* --- the leaves of a part ------------------------------------------------- */

static void start_walk(struct collector *c, uint64_t *marks)
{
    c->walk++;
    c->marks = marks;
}

static uint64_t *leaves_of_rule(struct collector *c, const struct rule *rule)
{
    uint64_t *marks = ARENA_ARRAY(c->arena, uint64_t, c->part->words);
    start_walk(c, marks);
    walk_rule(c, rule);
    return marks;
}

static void find_criteria(struct collector *c, struct advices remarks)
{
    struct key_part *part = c->part;
    for (size_t i = 0; i < remarks.n; i++) {
        if (remarks.at[i].conclusion->kind != CONCLUDE_CANDIDATE)
            continue;
        uint64_t *marks = ARENA_ARRAY(c->arena, uint64_t, part->words);
        start_walk(c, marks);
        walk_expr(c, remarks.at[i].rule->when);
        part->fails[number_of(c, remarks.at[i].rule)] = marks;
    }
}

/* Numbers all leaves of the part, then marks those of each rule. */
static void find_leaves(struct collector *c, struct advices remarks)
{
    struct key_part *part = c->part;
    start_walk(c, NULL);
    for (size_t i = 0; i < part->rules.n; i++)
        walk_rule(c, part->rules.at[i]);
    part->words = (part->leaves.n + 63) / 64;
    part->reach = ARENA_ARRAY(c->arena, uint64_t *, part->rules.n);
    part->fails = ARENA_ARRAY(c->arena, uint64_t *, part->rules.n);
    for (size_t i = 0; i < part->rules.n && !c->unsupported; i++)
        part->reach[i] = leaves_of_rule(c, part->rules.at[i]);
    find_criteria(c, remarks);
}

static void end_part(struct collector *c)
{
    for (size_t i = 0; i < c->part->rules.n; i++)
        c->number_of[c->part->rules.at[i]->index] = 0;
    for (size_t i = 0; i < c->part->leaves.n; i++)
        c->place_of[c->part->leaves.at[i]] = 0;
}

static void collect_verdict(struct collector *c,
                            const struct treatment *treatment)
{
    struct advices remarks = plan_remarks(c->plan, treatment);
    c->part = &c->keys->parts[treatment->index];
    add_treatment(c, treatment);
    add_partners(c, plan_advice(c->plan, treatment));
    add_advice(c, plan_trials(c->plan, treatment));
    add_partners(c, plan_trials(c->plan, treatment));
    add_remarks(c, remarks);
    find_leaves(c, remarks);
    end_part(c);
}

static void collect_said(struct collector *c)
{
    const struct program *program = c->keys->program;
    c->part = &c->keys->parts[program->treatment_count];
    for (size_t i = 0; i < program->rule_count; i++)
        add_said(c, program->rules[i]);
    for (size_t i = 0; i < program->score_count; i++)
        for (size_t j = 0; j < program->scores[i]->n; j++)
            list_push(c->arena, &c->keys->items,
                      program->scores[i]->points[j].when);
    c->part->items = c->keys->items.n > 0;
    c->part->only_applies = true;
    end_part(c);
}

static bool has_assumptions(const struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->record_count; i++)
        for (size_t j = 0; j < vocabulary->records[i]->field_count; j++)
            if (vocabulary->records[i]->fields[j]->has_assumed)
                return true;
    return false;
}

const struct part_keys *part_keys_new(struct arena *arena,
                                      const struct program *program,
                                      struct plan *plan)
{
    struct part_keys *keys = ARENA_NEW(arena, struct part_keys);
    size_t exprs = program->expr_count, rules = program->rule_count;
    struct collector c = {.arena = arena, .keys = keys, .plan = plan};
    if (has_assumptions(program->vocabulary))
        return NULL;
    keys->program = program;
    keys->part_count = program->treatment_count + 1;
    keys->parts = ARENA_ARRAY(arena, struct key_part, keys->part_count);
    c.leaf_of = ARENA_ARRAY(arena, uint32_t, exprs);
    c.place_of = ARENA_ARRAY(arena, uint32_t, exprs);
    c.seen_expr = ARENA_ARRAY(arena, uint64_t, exprs);
    c.number_of = ARENA_ARRAY(arena, uint32_t, rules);
    c.seen_rule = ARENA_ARRAY(arena, uint64_t, rules);
    for (size_t i = 0; i < program->treatment_count && !c.unsupported; i++)
        collect_verdict(&c, program->treatments[i]);
    collect_said(&c);
    return c.unsupported ? NULL : keys;
}
