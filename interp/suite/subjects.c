/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One walk over each subject's expressions that tells conditions from values.
 * In condition position `and`, `or`, `not` are looked through; everything
 * else there is a condition. Values are searched for conditions that stand
 * inside them: filters of groups, guards of branches.
 */

#include "interp/suite/subjects.h"

struct collector {
    struct arena *arena;
    struct subjects *subjects;
    struct subject *subject;
    bool *listed;        /* by expression id: in subjects->conditions */
    uint32_t *listed_by; /* by expression id: the last subject's number + 1 */
};

static void condition(struct collector *c, const struct expr *e);

/* --- values -------------------------------------------------------------- */

static bool is_yesno(const struct expr *e)
{
    return e->type.kind == TYPE_YESNO;
}

static void inside(struct collector *c, const struct expr *e);

static void value(struct collector *c, const struct expr *e)
{
    if (is_yesno(e) && e->op != EXPR_BRANCH && e->op != EXPR_STATED &&
        e->op != EXPR_OF && e->op != EXPR_FRAME)
        condition(c, e);
    else
        inside(c, e);
}

static void branch(struct collector *c, const struct expr *e)
{
    for (uint32_t i = 0; i < e->n; i++)
        if (i + 1 < e->n && i % 2 == 0)
            condition(c, e->kids[i]);
        else
            value(c, e->kids[i]);
}

/* The body of an element's define belongs to that define. */
static void inside(struct collector *c, const struct expr *e)
{
    if (e->op == EXPR_FRAME)
        return;
    if (e->group.where)
        condition(c, e->group.where);
    if (e->op == EXPR_BRANCH) {
        branch(c, e);
        return;
    }
    for (uint32_t i = 0; i < e->n; i++)
        if (e->kids[i]->op != EXPR_FIELD || e->op == EXPR_STATED)
            value(c, e->kids[i]);
}

/* --- conditions ---------------------------------------------------------- */

static bool turns(const struct expr *e)
{
    return e->op == EXPR_COMPARE || e->op == EXPR_COMPARE_MONTHS ||
           e->op == EXPR_BETWEEN || e->op == EXPR_BETWEEN_MONTHS;
}

static void add_boundaries(struct collector *c, const struct expr *e)
{
    struct subjects *all = c->subjects;
    bool two = e->op == EXPR_BETWEEN || e->op == EXPR_BETWEEN_MONTHS;
    if (!turns(e))
        return;
    uint32_t *first = &all->first_boundary[e->id];
    for (uint32_t i = 0; !*first && i < 1u + two; i++) {
        struct boundary new = {e, i > 0, (uint32_t)all->boundaries.n};
        list_push(c->arena, &all->boundaries, new);
    }
    if (!*first)
        *first = (uint32_t)all->boundaries.n - two;
    for (uint32_t i = 0; i < 1u + two; i++)
        list_push(c->arena, &c->subject->boundaries,
                  all->boundaries.at[*first - 1 + i]);
}

static void add(struct collector *c, const struct expr *e)
{
    uint32_t number = (uint32_t)(c->subject - c->subjects->at) + 1;
    if (e->op == EXPR_CONST || c->listed_by[e->id] == number)
        return;
    c->listed_by[e->id] = number;
    list_push(c->arena, &c->subject->conditions, e);
    add_boundaries(c, e);
    if (!c->listed[e->id])
        list_push(c->arena, &c->subjects->conditions, e);
    c->listed[e->id] = true;
    c->subjects->judged[e->id] |= c->subject->kind == SUBJECT_CONSTRAINT;
}

static bool joins(const struct expr *e)
{
    return e->op == EXPR_AND || e->op == EXPR_OR || e->op == EXPR_NOT;
}

static bool quantifies(const struct expr *e)
{
    return e->op == EXPR_ANY || e->op == EXPR_EVERY || e->op == EXPR_NO;
}

static void condition(struct collector *c, const struct expr *e)
{
    if (e->op == EXPR_CONST)
        return;
    if (!joins(e))
        add(c, e);
    if (joins(e) || quantifies(e)) {
        if (e->group.where)
            condition(c, e->group.where);
        for (uint32_t i = 0; i < e->n; i++)
            condition(c, e->kids[i]);
        return;
    }
    inside(c, e);
}

/* --- subjects ------------------------------------------------------------ */

static struct subject *start(struct collector *c, enum subject_kind kind)
{
    c->subject = &c->subjects->at[c->subjects->n++];
    c->subject->kind = kind;
    return c->subject;
}

static void add_rule(struct collector *c, const struct rule *rule)
{
    struct subject *subject = start(c, SUBJECT_RULE);
    subject->rule = rule;
    subject->name = rule->name;
    subject->span = rule->span;
    condition(c, rule->when);
}

static void add_define(struct collector *c, const struct define *define)
{
    struct subject *subject = start(c, SUBJECT_DEFINE);
    subject->define = define;
    subject->name = define->name;
    subject->span = define->span;
    value(c, define->body);
}

static void add_score(struct collector *c, const struct score *score)
{
    struct subject *subject = start(c, SUBJECT_SCORE);
    subject->score = score;
    subject->name = score->name;
    subject->span = score->span;
    for (size_t i = 0; i < score->n; i++) {
        add(c, score->points[i].when); /* an item as a whole, too */
        condition(c, score->points[i].when);
    }
}

static void add_constraint(struct collector *c,
                           const struct constraint *constraint)
{
    struct subject *subject = start(c, SUBJECT_CONSTRAINT);
    subject->constraint = constraint;
    subject->name = constraint->title;
    subject->span = constraint->span;
    condition(c, constraint->holds);
}

static void add_all(struct collector *c, const struct program *program)
{
    for (size_t i = 0; i < program->rule_count; i++)
        add_rule(c, program->rules[i]);
    for (size_t i = 0; i < program->define_count; i++)
        add_define(c, program->defines[i]);
    for (size_t i = 0; i < program->score_count; i++)
        add_score(c, program->scores[i]);
    for (size_t i = 0; i < program->constraint_count; i++)
        add_constraint(c, &program->constraints[i]);
}

const struct subjects *subjects_of(struct arena *arena,
                                   const struct program *program)
{
    struct subjects *subjects = ARENA_NEW(arena, struct subjects);
    size_t most = program->rule_count + program->define_count +
                  program->score_count + program->constraint_count;
    struct collector c = {.arena = arena, .subjects = subjects};
    subjects->program = program;
    subjects->at = ARENA_ARRAY(arena, struct subject, most);
    subjects->judged = ARENA_ARRAY(arena, bool, program->expr_count);
    subjects->first_boundary =
        ARENA_ARRAY(arena, uint32_t, program->expr_count);
    c.listed = ARENA_ARRAY(arena, bool, program->expr_count);
    c.listed_by = ARENA_ARRAY(arena, uint32_t, program->expr_count);
    add_all(&c, program);
    return subjects;
}

/* --- unknown ------------------------------------------------------------- */

bool condition_can_be_unknown(const struct expr *e)
{
    if (e->op == EXPR_IS_KNOWN)
        return false;
    if (e->op == EXPR_FIELD || e->op == EXPR_DEFINE || e->op == EXPR_SCORE ||
        e->group.list)
        return true;
    for (uint32_t i = 0; i < e->n; i++)
        if (condition_can_be_unknown(e->kids[i]))
            return true;
    return false;
}
