/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The evaluator: what it consists of, how it begins on a record, and the one
 * switch that leads from an operation to its function. Each operation is a
 * small function in the file of its kind; none of them knows of the others,
 * all come back here for the values of their kids.
 *
 * A value is computed part by part and always wholly: a short cut (an `and`
 * that is no already) is taken only while nobody can notice, that is, while
 * events and warnings are off. So what is reported never depends on the order
 * of conditions.
 */

#include "interp/eval/eval_internal.h"

#include "grammar/limits.h"
#include "interp/eval/plan.h"

/* --- dispatch ------------------------------------------------------------ */

static struct value negation(struct evaluator *ev, const struct expr *e)
{
    return value_truth(truth_not(eval_truth(ev, e->kids[0])));
}

static struct value dispatch(struct evaluator *ev, const struct expr *e)
{
    switch (e->op) {
    case EXPR_FIELD: return field_value(ev, e);
    case EXPR_DEFINE: return term_define(ev, e);
    case EXPR_FRAME: return term_frame(ev, e);
    case EXPR_SCORE: return term_score(ev, e);
    case EXPR_TODAY: return value_date(ev->record->today);
    case EXPR_BRANCH: return branch_value(ev, e);
    case EXPR_STATED: return stated_value(ev, e);
    case EXPR_OF: return latest_of(ev, e);
    case EXPR_COUNT: return group_count(ev, e);
    case EXPR_LARGEST: return group_extreme(ev, e, 1);
    case EXPR_SMALLEST: return group_extreme(ev, e, -1);
    case EXPR_TOTAL: return group_total(ev, e);
    case EXPR_SINCE: return term_since(ev, e);
    case EXPR_FROM_TO: return term_from_to(ev, e);
    case EXPR_ARITHMETIC: return term_arithmetic(ev, e);
    case EXPR_ADD_DAYS: return term_add_days(ev, e);
    case EXPR_ADD_MONTHS: return term_add_months(ev, e);
    case EXPR_NEGATE: return term_negate(ev, e);
    case EXPR_CALL: return term_call(ev, e);
    case EXPR_CONVERT: return term_convert(ev, e);
    case EXPR_AND: return value_truth(test_and(ev, e));
    case EXPR_OR: return value_truth(test_or(ev, e));
    case EXPR_NOT: return negation(ev, e);
    case EXPR_COMPARE: return value_truth(test_compare(ev, e));
    case EXPR_SAME: return value_truth(test_same(ev, e));
    case EXPR_COMPARE_MONTHS: return value_truth(test_compare_months(ev, e));
    case EXPR_BETWEEN: return value_truth(test_between(ev, e));
    case EXPR_BETWEEN_MONTHS: return value_truth(test_between_months(ev, e));
    case EXPR_IS:
        return value_truth(value_is(eval_expr(ev, e->kids[0]), e->options));
    case EXPR_IS_TEXT:
        return value_truth(value_text_is(eval_expr(ev, e->kids[0]), e->wanted));
    case EXPR_IS_KNOWN: return value_truth(test_is_known(ev, e));
    case EXPR_IS_NOTHING:
        return value_truth(value_is_nothing_test(eval_expr(ev, e->kids[0])));
    case EXPR_INCLUDES:
        return value_truth(
            value_includes(eval_expr(ev, e->kids[0]), e->options));
    case EXPR_SET_NONE:
        return value_truth(value_set_is_none(eval_expr(ev, e->kids[0])));
    case EXPR_LIST_NONE: return group_list_none(ev, e);
    case EXPR_ANY: return quantifier_any(ev, e);
    case EXPR_EVERY: return quantifier_every(ev, e);
    case EXPR_NO: return quantifier_no(ev, e);
    case EXPR_CONST: /* eval_expr has it */
    case EXPR_OPS: break;
    }
    return type_any(&e->type);
}

void evaluator_limit(struct evaluator *ev, const struct eval_limit *limit)
{
    ev->limit = limit;
}

uint64_t eval_work(const struct evaluator *ev)
{
    return ev->work;
}

void eval_exert(struct evaluator *ev, size_t n)
{
    ev->looks += n;
}

uint64_t eval_effort(const struct evaluator *ev)
{
    return ev->work + ev->looks;
}

static void ask_limit(struct evaluator *ev)
{
    if (ev->limit && ev->limit->over(ev->limit->context))
        longjmp(*ev->limit->out, 1);
}

static struct value eval_fresh(struct evaluator *ev, const struct expr *e)
{
    if (++ev->work % LIMIT_STEPS == 0)
        ask_limit(ev);
    if (ev->depth >= LIMIT_DEPTH) {
        eval_fail(ev, e);
        return type_any(&e->type);
    }
    ev->depth++;
    struct value value = dispatch(ev, e);
    ev->depth--;
    memo_tell(ev, e, value);
    return value;
}

struct value eval_expr(struct evaluator *ev, const struct expr *e)
{
    if (e->op == EXPR_CONST)
        return e->value;
    if (e->deepest > 0 || e->id >= ev->program->expr_count)
        return eval_fresh(ev, e);
    struct remembered *known = &ev->values[e->id];
    if (known->stamp == ev->generation)
        return known->value;
    struct value value = eval_fresh(ev, e);
    *known = (struct remembered){ev->generation, value};
    return value;
}

enum truth eval_truth(struct evaluator *ev, const struct expr *e)
{
    return value_as_truth(eval_expr(ev, e));
}

struct value eval_nothing(const struct type *type)
{
    return value_nothing((enum value_kind)type_any(type).kind);
}

void eval_fail(struct evaluator *ev, const struct expr *e)
{
    if (ev->quiet || e->id >= ev->program->expr_count ||
        ev->failed[e->id] == ev->record_stamp)
        return;
    ev->failed[e->id] = ev->record_stamp;
    list_push(ev->scratch, &ev->failures, e);
}

size_t eval_failures(const struct evaluator *ev,
                     const struct expr *const **exprs)
{
    *exprs = ev->failures.at;
    return ev->failures.n;
}

/* --- bindings ------------------------------------------------------------ */

struct bound eval_enter(struct evaluator *ev, uint32_t level,
                        const struct field *list, uint32_t element)
{
    struct bound before = {ev->bound[level], ev->element};
    ev->bound[level] = (struct binding){list, element};
    ev->element = element;
    return before;
}

void eval_leave(struct evaluator *ev, uint32_t level, struct bound before)
{
    ev->bound[level] = before.binding;
    ev->element = before.element;
}

void eval_bind(struct evaluator *ev, uint32_t level, const struct field *list,
               uint32_t element)
{
    eval_enter(ev, level, list, element);
}

struct value eval_bound(struct evaluator *ev, const struct expr *e)
{
    return eval_expr(ev, e);
}

struct value eval_with_element(struct evaluator *ev, const struct group *group,
                               uint32_t element, const struct expr *e)
{
    struct bound before = eval_enter(ev, group->level, group->list, element);
    struct value value = eval_expr(ev, e);
    eval_leave(ev, group->level, before);
    return value;
}

/* --- beginning ----------------------------------------------------------- */

static struct evaluator *make(struct arena *arena,
                              const struct program *program)
{
    struct evaluator *ev = ARENA_NEW(arena, struct evaluator);
    ev->arena = arena;
    ev->program = program;
    memo_make(ev);
    return ev;
}

/* An evaluator of a record that says nothing: what a side of an `or as
   stated` is compared with. Only its day ever changes. */
static struct evaluator *make_empty(struct arena *arena,
                                    const struct program *program)
{
    struct evaluator *ev = make(arena, program);
    ev->is_empty = true;
    ev->quiet = true;
    ev->scratch = arena;
    ev->record = record_new(arena, program->vocabulary, 0);
    record_settle(ev->record);
    memo_restart(ev);
    return ev;
}

struct evaluator *evaluator_new(struct arena *arena,
                                const struct program *program)
{
    struct evaluator *ev = make(arena, program);
    ev->plan = plan_new(arena, program);
    stated_collect(ev);
    if (ev->stated_count > 0)
        ev->empty = make_empty(arena, program);
    return ev;
}

const struct program *evaluator_program(const struct evaluator *ev)
{
    return ev->program;
}

struct plan *eval_plan(const struct evaluator *ev)
{
    return ev->plan;
}

void evaluator_observe(struct evaluator *ev, const struct observer *observer)
{
    ev->observer = observer;
    if (observer && !ev->told_exprs) {
        const struct program *program = ev->program;
        ev->told_exprs = ARENA_ARRAY(ev->arena, uint64_t, program->expr_count);
        ev->told_rules = ARENA_ARRAY(ev->arena, uint64_t, program->rule_count);
    }
    eval_forget(ev);
}

struct record *eval_record(const struct evaluator *ev)
{
    return ev->record;
}

static void use_day(struct evaluator *empty, date today)
{
    if (empty->record->today == today)
        return;
    empty->record->today = today;
    eval_forget(empty);
}

static void record_facts(struct fact *facts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        facts[i].recorded = facts[i].value;
}

/* Keeps the record as it now stands for `is known` in completions. */
static void keep_recorded(struct evaluator *ev)
{
    const struct record *record = ev->record;
    const struct record_type *type = record->type;
    record_facts(record->facts, type->field_count);
    ev->lists = ARENA_ARRAY(ev->scratch, struct list, type->list_count);
    for (size_t i = 0; i < type->list_count; i++) {
        struct list *list = &record->lists[i];
        const struct record_type *element = type->lists[i]->type.element;
        for (uint32_t j = 0; j < list->n; j++)
            record_facts(list->elements[j].facts, element->field_count);
        ev->lists[i] = *list;
    }
}

void eval_begin(struct evaluator *ev, struct record *record,
                struct arena *scratch)
{
    ev->record = record;
    ev->scratch = scratch;
    memo_restart(ev);
    if (ev->empty)
        use_day(ev->empty, record->today);
    if (!record->readable)
        return;
    check_record(ev);
    keep_recorded(ev);
    eval_forget(ev);
}

void eval_forget(struct evaluator *ev)
{
    ev->generation = ++ev->clock;
    ev->forcing = ++ev->clock;
}

void eval_trying(struct evaluator *ev, bool trying)
{
    ev->trying = trying;
    ev->quiet = trying || ev->is_empty;
    eval_forget(ev);
}

/* --- asking -------------------------------------------------------------- */

struct value eval_value(struct evaluator *ev, const struct expr *e)
{
    return eval_expr(ev, e);
}

struct value eval_field(struct evaluator *ev, const struct field *field)
{
    return field_among(ev, field, ev->record->facts);
}
