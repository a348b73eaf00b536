/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Time. `D less than 2 years ago` is `D + 2 years > today`; time since D, and
 * time from A to B, against months or years are tests of that kind, too: from
 * + months HOW to. That holds for them as written, for a definition that is
 * nothing else, and for such a definition of the latest element; then the
 * test is pushed to where the two dates stand. Against days and weeks a
 * duration is a plain number of days.
 */

#include "interp/check/checker.h"

const struct expr *check_today(struct checker *c, const struct ast *node,
                               const struct scope *scope)
{
    (void)scope;
    struct expr draft = check_draft(EXPR_TODAY, type_of_kind(TYPE_DATE));
    draft.text = STR("today");
    if (!c->in_case)
        c->program->reads_today = true;
    return check_share(c, &draft, node);
}

static const struct expr *a_date(struct checker *c, const struct ast *node,
                                 const struct scope *scope)
{
    const struct expr *e = check_expr(c, node, scope);
    struct type a_day = type_of_kind(TYPE_DATE);
    if (!e)
        return NULL;
    e = check_adapt(c, e, &a_day);
    if (e->type.kind == TYPE_DATE)
        return e;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, node->span, "%.*s, and no date",
                 STR_ARG(check_is_words(c, e)));
    diagnostic_label(c->sink, d, "name a date here");
    return NULL;
}

const struct expr *check_time_since(struct checker *c, const struct ast *node,
                                    const struct scope *scope)
{
    const struct expr *from = a_date(c, node->kids[0], scope);
    if (!from)
        return NULL;
    if (!c->in_case)
        c->program->reads_today = true;
    struct expr draft = check_draft(EXPR_SINCE, type_in_days(true));
    draft.kids = &from;
    draft.n = 1;
    return check_share(c, &draft, node);
}

const struct expr *check_time_from(struct checker *c, const struct ast *node,
                                   const struct scope *scope)
{
    const struct expr *kids[] = {a_date(c, node->kids[0], scope),
                                 a_date(c, node->kids[1], scope)};
    if (!kids[0] || !kids[1])
        return NULL;
    struct expr draft = check_draft(EXPR_FROM_TO, type_in_days(true));
    draft.kids = kids;
    draft.n = 2;
    return check_share(c, &draft, node);
}

/* --- months -------------------------------------------------------------- */

static bool known_months(const struct expr *e, int64_t *months)
{
    return e->op == EXPR_CONST && e->type.kind == TYPE_NUMBER &&
           value_is_known(e->value) && e->value.some &&
           check_months(&e->type.unit, e->value.range.low, months);
}

bool check_is_months(const struct expr *a, const struct expr *b)
{
    return a->type.calendar && b->op == EXPR_CONST &&
           unit_is_calendar(&b->type.unit, &(int){0});
}

/* The test that is pushed down to the dates. */
struct months_test {
    struct expr draft; /* op, comparison, months; the kids are set below */
    const struct ast *node;
};

static const struct expr *push(struct checker *c, const struct expr *e,
                               const struct months_test *test);

static const struct expr *test_dates(struct checker *c, const struct expr *from,
                                     const struct expr *to,
                                     const struct months_test *test)
{
    const struct expr *kids[] = {from, to};
    struct expr draft = test->draft;
    draft.kids = kids;
    draft.n = 2;
    return check_share(c, &draft, test->node);
}

static const struct expr *in_frame(struct checker *c, uint32_t level,
                                   const struct expr *inner,
                                   const struct months_test *test)
{
    if (level <= 1)
        return inner;
    struct expr draft = check_draft(EXPR_FRAME, type_yesno());
    draft.level = level;
    draft.kids = &inner;
    draft.n = 1;
    draft.text = test->draft.text;
    return check_share(c, &draft, test->node);
}

/* Of the latest element: where there is none, the test is no. */
static const struct expr *in_latest(struct checker *c, const struct expr *e,
                                    const struct months_test *test)
{
    const struct expr *inner = push(c, e->kids[0], test);
    struct expr draft = *e;
    draft.type = type_yesno();
    draft.kids = &inner;
    draft.text = test->draft.text;
    const struct expr *of = check_share(c, &draft, test->node);
    struct expr is = check_draft(EXPR_IS, type_yesno());
    is.options = OPTION_YES;
    is.kids = &of;
    is.n = 1;
    is.text = test->draft.text;
    return check_share(c, &is, test->node);
}

static const struct expr *push(struct checker *c, const struct expr *e,
                               const struct months_test *test)
{
    switch (e->op) {
    case EXPR_SINCE:
        return test_dates(c, e->kids[0], check_today(c, test->node, NULL),
                          test);
    case EXPR_FROM_TO: return test_dates(c, e->kids[0], e->kids[1], test);
    case EXPR_DEFINE:
        return in_frame(c, e->level, push(c, e->define->body, test), test);
    default: /* EXPR_OF: nothing else is calendar */
        return in_latest(c, e, test);
    }
}

static bool report_part(struct checker *c, const struct expr *e,
                        const struct ast *node)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_WHOLE_PERIOD, node->span,
                 "%.*s is not a whole number of months", STR_ARG(e->text));
    diagnostic_label(c->sink, d, "write days or weeks");
    return false;
}

static struct str text_or(struct checker *c, struct str text,
                          const struct ast *node)
{
    return text.at ? text : check_text(c, node);
}

const struct expr *check_compare_months(struct checker *c,
                                        const struct comparing *compare)
{
    struct months_test test = {
        .draft = check_draft(EXPR_COMPARE_MONTHS, type_yesno()),
        .node = compare->node,
    };
    test.draft.comparison = check_flipped(compare->how);
    test.draft.text = text_or(c, compare->text, compare->node);
    if (!known_months(compare->b, &test.draft.months)) {
        report_part(c, compare->b, compare->right);
        return NULL;
    }
    return push(c, compare->a, &test);
}

const struct expr *check_between_months(struct checker *c,
                                        const struct betweening *between)
{
    struct months_test test = {
        .draft = check_draft(EXPR_BETWEEN_MONTHS, type_yesno()),
        .node = between->node,
    };
    test.draft.text = text_or(c, between->text, between->node);
    if (!known_months(between->low, &test.draft.months)) {
        report_part(c, between->low, between->low_node);
        return NULL;
    }
    if (!known_months(between->high, &test.draft.months2)) {
        report_part(c, between->high, between->high_node);
        return NULL;
    }
    return push(c, between->v, &test);
}

/* --- ago ----------------------------------------------------------------- */

static enum comparison how_long_ago(enum ast_op op)
{
    switch (op) {
    case OP_LT: return COMPARE_LT;
    case OP_LE: return COMPARE_LE;
    case OP_GT: return COMPARE_GT;
    default: return COMPARE_GE;
    }
}

static bool is_length_of_time(struct checker *c, const struct expr *e,
                              const struct ast *node)
{
    if (unit_is_time(&e->type.unit) ||
        unit_is_calendar(&e->type.unit, &(int){0}))
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNIT_MISMATCH, node->span,
                 "%.*s is no length of time", STR_ARG(e->text));
    diagnostic_label(c->sink, d, "write days, weeks, months or years");
    return false;
}

/* `D less than Q ago` is `time since D < Q`. */
const struct expr *check_ago(struct checker *c, const struct ast *node,
                             const struct scope *scope)
{
    const struct expr *day = a_date(c, node->kids[0], scope);
    const struct expr *length = check_expr(c, node->kids[1], scope);
    if (!day || !length || !is_length_of_time(c, length, node->kids[1]))
        return NULL;
    if (!c->in_case)
        c->program->reads_today = true;
    struct expr since = check_draft(EXPR_SINCE, type_in_days(true));
    since.kids = &day;
    since.n = 1;
    since.text = str_format(c->arena, "time since %.*s",
                            STR_ARG(check_text(c, node->kids[0])));
    struct comparing compare = {
        .how = how_long_ago(node->op),
        .a = check_share(c, &since, node),
        .b = length,
        .node = node,
        .left = node->kids[0],
        .right = node->kids[1],
    };
    return check_compare_values(c, &compare);
}

const struct expr *check_text_expr(struct checker *c, const struct ast *node,
                                   const struct scope *scope)
{
    (void)scope;
    return check_const(c, type_of_kind(TYPE_TEXT), value_text(node->text),
                       node);
}
