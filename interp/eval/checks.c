/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a record cannot be. Constraints are all evaluated on the record as
 * read; each that is broken is a record error, and the stored fields that it
 * names, directly or through defines, count as unknown afterwards: in a list,
 * in the elements that break it (that satisfy the body of a `no` or fail that
 * of an `every`), and where none can be singled out, the list. Nothing is
 * evaluated again.
 *
 * Then every `or as stated` is looked at once, for each described element if
 * it is of an element: sides that have nothing in common are an error, too.
 */

#include "interp/eval/eval_internal.h"

/* A stored fact that a broken constraint names; a whole list has no fact. */
struct named {
    const struct field *list; /* NULL: the patient's */
    uint32_t element;
    const struct field *field;
    struct fact *fact;
};

struct naming {
    struct evaluator *ev;
    LIST(struct named) facts;
    size_t first; /* those of the constraint at hand start here */
};

/* --- which facts a constraint names -------------------------------------- */

static void name_expr(struct naming *names, const struct expr *e);

static void add(struct naming *names, struct named named)
{
    for (size_t i = names->first; i < names->facts.n; i++) {
        const struct named *other = &names->facts.at[i];
        if (other->field == named.field && other->fact == named.fact)
            return;
    }
    list_push(names->ev->scratch, &names->facts, named);
}

static void name_field(struct naming *names, const struct expr *e)
{
    struct fact *facts = field_facts(names->ev, e->level);
    if (!facts)
        return;
    struct named named = {.field = e->field, .fact = &facts[e->field->index]};
    if (e->level > 0) {
        named.list = names->ev->bound[e->level].list;
        named.element = names->ev->bound[e->level].element;
    }
    add(names, named);
}

/* What a body names with the element at `level` as its level 1. */
static void name_in_frame(struct naming *names, uint32_t level,
                          const struct expr *body)
{
    struct evaluator *ev = names->ev;
    struct binding at = ev->bound[level];
    struct bound before = eval_enter(ev, 1, at.list, at.element);
    name_expr(names, body);
    eval_leave(ev, 1, before);
}

static void name_kids(struct naming *names, const struct expr *e)
{
    if (e->group.where)
        name_expr(names, e->group.where);
    for (uint32_t i = 0; i < e->n; i++)
        name_expr(names, e->kids[i]);
}

/* The elements that break a `no` or an `every`; false when there are none. */
static bool name_breakers(struct naming *names, const struct expr *e)
{
    enum truth breaks = e->op == EXPR_NO ? TRUTH_YES : TRUTH_NO;
    bool any = false;
    struct member one;
    struct members m = members_of(names->ev, &e->group);
    while (members_next(&m, &one)) {
        if (one.element == 0 || one.present != TRUTH_YES ||
            eval_truth(names->ev, e->kids[0]) != breaks)
            continue;
        name_kids(names, e);
        any = true;
    }
    return any;
}

static void name_group(struct naming *names, const struct expr *e)
{
    if ((e->op == EXPR_NO || e->op == EXPR_EVERY) && name_breakers(names, e))
        return;
    add(names, (struct named){.field = e->group.list});
    struct bound before =
        eval_enter(names->ev, e->group.level, e->group.list, 0);
    name_kids(names, e);
    eval_leave(names->ev, e->group.level, before);
}

static void name_expr(struct naming *names, const struct expr *e)
{
    if (e->op == EXPR_FIELD)
        name_field(names, e);
    else if (e->op == EXPR_DEFINE && memo_first_visit(names->ev, e))
        name_in_frame(names, e->level, e->define->body);
    else if (e->op == EXPR_FRAME)
        name_in_frame(names, e->level, e->kids[0]);
    else if (e->op == EXPR_SCORE)
        for (size_t i = 0; i < e->score->n; i++)
            name_expr(names, e->score->points[i].when);
    else if (e->group.list)
        name_group(names, e);
    else
        name_kids(names, e);
}

/* --- errors -------------------------------------------------------------- */

/* A record that is begun on twice has its errors once. */
static void error_once(struct record *record, struct record_error error)
{
    for (size_t i = 0; i < record->errors.n; i++) {
        const struct record_error *other = &record->errors.at[i];
        if (other->kind == error.kind && str_equal(other->path, error.path) &&
            str_equal(other->expected, error.expected))
            return;
    }
    record_error_add(record, error);
}

static struct str path_of(struct evaluator *ev, const struct named *named)
{
    return record_path(ev->scratch, named->list, named->element, named->field);
}

/* "chemo.1.last-dose 2024-01-01, chemo.1.start 2024-02-01" */
static struct str found_text(struct naming *names)
{
    struct buf text = buf_on(names->ev->scratch);
    for (size_t i = names->first; i < names->facts.n; i++) {
        const struct named *named = &names->facts.at[i];
        if (!named->fact || !(named->fact->flags & FACT_GIVEN))
            continue;
        if (text.n > 0)
            buf_text(&text, ", ");
        buf_str(&text, path_of(names->ev, named));
        buf_char(&text, ' ');
        value_print(&text, &named->field->type, named->fact->value);
    }
    return buf_view(&text);
}

/* The first fact that the record gives, or the first of all, or NULL. */
static const struct named *first_given(const struct naming *names)
{
    for (size_t i = names->first; i < names->facts.n; i++) {
        const struct named *named = &names->facts.at[i];
        if (named->fact && named->fact->flags & FACT_GIVEN)
            return named;
    }
    return names->first < names->facts.n ? &names->facts.at[names->first]
                                         : NULL;
}

static struct record_error broken(struct naming *names,
                                  const struct constraint *constraint)
{
    struct evaluator *ev = names->ev;
    struct record_error error = {.kind = RECORD_ERROR_CONSTRAINT,
                                 .expected = constraint->title,
                                 .found = found_text(names),
                                 .source = ev->record->source};
    const struct named *first = first_given(names);
    if (!first)
        return error;
    error.field = first->field->name;
    error.path = path_of(ev, first);
    error.order = record_order(first->list, first->element, first->field);
    if (first->fact && first->fact->source.n > 0)
        error.source = first->fact->source;
    return error;
}

/* --- taking facts away --------------------------------------------------- */

static void take_fact(struct record *record, const struct named *named)
{
    named->fact->value = field_any(named->field);
    named->fact->flags |= FACT_CONTRADICTED;
    named->fact->flags &= ~(unsigned)FACT_ASSUMED;
    if (!named->list && named->field->counts)
        record_recount(record, named->field->counts);
}

static void take_list(struct record *record, const struct field *field)
{
    struct list *list = &record->lists[field->list];
    list->given = false;
    list->n = list->fewest = 0;
    list->most = LIST_ANY;
    if (field->counted_by)
        record_recount(record, field);
}

static void take_all(struct naming *names)
{
    for (size_t i = 0; i < names->facts.n; i++)
        if (names->facts.at[i].fact)
            take_fact(names->ev->record, &names->facts.at[i]);
    for (size_t i = 0; i < names->facts.n; i++)
        if (!names->facts.at[i].fact)
            take_list(names->ev->record, names->facts.at[i].field);
}

static void check_constraints(struct evaluator *ev)
{
    struct naming names = {.ev = ev};
    for (size_t i = 0; i < ev->program->constraint_count; i++) {
        const struct constraint *constraint = &ev->program->constraints[i];
        if (eval_truth(ev, constraint->holds) != TRUTH_NO)
            continue;
        names.first = names.facts.n;
        ev->walk++;
        name_expr(&names, constraint->holds);
        error_once(ev->record, broken(&names, constraint));
    }
    take_all(&names);
}

/* --- contradictions ------------------------------------------------------ */

/* "yes, stated no" */
static struct str sides_text(struct evaluator *ev, const struct expr *stated)
{
    struct buf text = buf_on(ev->scratch);
    for (uint32_t i = 0; i < stated->n; i++) {
        if (i > 0)
            buf_text(&text, ", stated ");
        value_print(&text, &stated->type, eval_expr(ev, stated->kids[i]));
    }
    return buf_view(&text);
}

static struct str define_path(struct evaluator *ev, const struct define *define,
                              const struct field *list, uint32_t element)
{
    if (!list)
        return define->name;
    return str_format(ev->scratch, "%.*s.%u.%.*s", STR_ARG(list->name), element,
                      STR_ARG(define->name));
}

static void check_stated(struct evaluator *ev, const struct stated *stated,
                         const struct field *list, uint32_t element)
{
    if (!eval_stated_contradicts(ev, stated->expr))
        return;
    const struct define *define = stated->define;
    error_once(ev->record, (struct record_error){
                               .kind = RECORD_ERROR_CONTRADICTION,
                               .field = define->name,
                               .path = define_path(ev, define, list, element),
                               .found = sides_text(ev, stated->expr),
                               .expected = STR("two statements that agree"),
                               .source = ev->record->source});
}

/* In each described element of each list of the define's record. */
static void check_elements(struct evaluator *ev, const struct stated *stated)
{
    const struct record_type *patient = ev->record->type;
    for (size_t i = 0; i < patient->list_count; i++) {
        const struct field *list = patient->lists[i];
        if (list->type.element != stated->define->record)
            continue;
        for (uint32_t j = 1; j <= ev->record->lists[i].n; j++) {
            struct bound before = eval_enter(ev, 1, list, j);
            check_stated(ev, stated, list, j);
            eval_leave(ev, 1, before);
        }
    }
}

void check_record(struct evaluator *ev)
{
    check_constraints(ev);
    eval_forget(ev);
    for (size_t i = 0; i < ev->stated_count; i++) {
        const struct stated *stated = &ev->stated[i];
        if (stated->define->record)
            check_elements(ev, stated);
        else
            check_stated(ev, stated, NULL, 0);
    }
}
