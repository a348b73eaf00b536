/* SPDX-License-Identifier: Apache-2.0 */

/*
 * + - * / and the sign. Sums are of one kind of quantity, in the unit of the
 * first; a product or quotient has a unit of its own. A date takes a length of
 * time: days as a number, months and years by the calendar, and those must be
 * written out, because months have no length of their own.
 */

#include "interp/check/checker.h"

struct operation {
    const struct ast *node;
    const struct expr *a, *b;
    bool subtract;
};

static const struct expr *report(struct checker *c, const struct ast *node,
                                 struct str message, struct str label)
{
    struct diagnostic *d = diagnose(c->sink, DIAG_ARITHMETIC, node->span,
                                    "%.*s", STR_ARG(message));
    diagnostic_label(c->sink, d, "%.*s", STR_ARG(label));
    return NULL;
}

static const struct expr *report_kind(struct checker *c, const struct ast *node,
                                      const struct expr *e)
{
    return report(c, node,
                  str_format(c->arena, "%.*s: nothing to calculate with",
                             STR_ARG(check_is_words(c, e))),
                  STR("calculate with numbers, or dates and times"));
}

/* --- numbers ------------------------------------------------------------- */

static const struct expr *arithmetic(struct checker *c, enum arithmetic how,
                                     const struct operation *operation,
                                     struct expr *draft)
{
    const struct expr *kids[] = {operation->a, operation->b};
    draft->op = EXPR_ARITHMETIC;
    draft->arithmetic = how;
    draft->kids = kids;
    draft->n = 2;
    return check_share(c, draft, operation->node);
}

static const struct expr *sum(struct checker *c,
                              const struct operation *operation)
{
    const struct expr *a = operation->a, *b = operation->b;
    struct expr draft = check_draft(EXPR_ARITHMETIC, a->type);
    if (!check_unit_map(c, b, a, operation->node, &draft.map))
        return NULL;
    draft.type.calendar = false;
    draft.type.whole =
        a->type.whole && b->type.whole && unit_map_is_same(&draft.map);
    return arithmetic(
        c, operation->subtract ? ARITHMETIC_SUBTRACT : ARITHMETIC_ADD,
        operation, &draft);
}

/* --- dates --------------------------------------------------------------- */

static const struct expr *add_months(struct checker *c,
                                     const struct operation *operation)
{
    const struct expr *a = operation->a, *b = operation->b;
    struct expr draft = check_draft(EXPR_ADD_MONTHS, a->type);
    if (b->op != EXPR_CONST || !value_is_known(b->value) || !b->value.some ||
        !check_months(&b->type.unit, b->value.range.low, &draft.months))
        return report(c, operation->node,
                      STR("months and years are added to a date as a written, "
                          "whole number"),
                      STR("write such as + 6 months"));
    if (operation->subtract)
        draft.months = -draft.months;
    draft.kids = &a;
    draft.n = 1;
    return check_share(c, &draft, operation->node);
}

static const struct expr *in_days(struct checker *c, const struct expr *e,
                                  const struct ast *node)
{
    struct expr like = {.op = EXPR_FIELD, .type = type_in_days(false)};
    like.text = STR("a date");
    return check_in_unit(c, e, &like, node);
}

static const struct expr *add_days(struct checker *c,
                                   const struct operation *operation)
{
    const struct expr *b = operation->b;
    if (!unit_is_time(&b->type.unit))
        return report(
            c, operation->node,
            str_format(c->arena, "%.*s is no length of time", STR_ARG(b->text)),
            unit_is_one(&b->type.unit)
                ? str_format(c->arena, "write %.*s days", STR_ARG(b->text))
                : STR("add days, weeks, months or years to a date"));
    const struct expr *kids[] = {operation->a, in_days(c, b, operation->node)};
    if (!kids[1])
        return NULL;
    struct expr draft = check_draft(EXPR_ADD_DAYS, operation->a->type);
    draft.sign = operation->subtract ? -1 : 1;
    draft.kids = kids;
    draft.n = 2;
    return check_share(c, &draft, operation->node);
}

static const struct expr *date_sum(struct checker *c,
                                   const struct operation *operation)
{
    const struct expr *a = operation->a, *b = operation->b;
    if (b->type.kind == TYPE_DATE)
        return report(c, operation->node,
                      STR("two dates are not added or subtracted"),
                      operation->subtract
                          ? str_format(c->arena, "write time from %.*s to %.*s",
                                       STR_ARG(b->text), STR_ARG(a->text))
                          : STR("add a length of time to a date"));
    if (b->type.kind != TYPE_NUMBER)
        return report_kind(c, operation->node, b);
    if (unit_is_calendar(&b->type.unit, &(int){0}))
        return add_months(c, operation);
    return add_days(c, operation);
}

static const struct expr *add(struct checker *c, struct operation *operation)
{
    const struct expr *a = operation->a, *b = operation->b;
    bool swapped = a->type.kind == TYPE_NUMBER && b->type.kind == TYPE_DATE &&
                   !operation->subtract;
    if (swapped) {
        operation->a = b;
        operation->b = a;
    }
    if (operation->a->type.kind == TYPE_DATE)
        return date_sum(c, operation);
    if (a->type.kind != TYPE_NUMBER || b->type.kind != TYPE_NUMBER)
        return report_kind(c, operation->node,
                           a->type.kind != TYPE_NUMBER ? a : b);
    return sum(c, operation);
}

/* --- products ------------------------------------------------------------ */

static bool product_unit(struct checker *c, const struct operation *operation,
                         bool divide, struct unit *unit)
{
    const struct unit *a = &operation->a->type.unit;
    const struct unit *b = &operation->b->type.unit;
    if (unit_is_one(b)) {
        *unit = *a;
        return true;
    }
    if (!divide && unit_is_one(a)) {
        *unit = *b;
        return true;
    }
    return divide ? unit_divide(c->arena, a, b, unit)
                  : unit_multiply(c->arena, a, b, unit);
}

static const struct expr *product(struct checker *c, bool divide,
                                  const struct operation *operation)
{
    const struct expr *a = operation->a, *b = operation->b;
    if (a->type.kind != TYPE_NUMBER || b->type.kind != TYPE_NUMBER)
        return report_kind(c, operation->node,
                           a->type.kind != TYPE_NUMBER ? a : b);
    struct expr draft = check_draft(EXPR_ARITHMETIC, type_plain_number(false));
    draft.type.whole = !divide && a->type.whole && b->type.whole;
    if (!product_unit(c, operation, divide, &draft.type.unit))
        return report(c, operation->node,
                      str_format(c->arena, "%.*s and %.*s give no unit",
                                 STR_ARG(check_is_words(c, a)),
                                 STR_ARG(check_is_words(c, b))),
                      STR("these units are not multiplied or divided"));
    return arithmetic(c, divide ? ARITHMETIC_DIVIDE : ARITHMETIC_MULTIPLY,
                      operation, &draft);
}

/* --- all ----------------------------------------------------------------- */

/* `unknown` is a number here, unless it stands beside a date. */
static void adapt(struct checker *c, struct operation *operation, bool product)
{
    const struct expr *a = operation->a, *b = operation->b;
    struct type number = type_plain_number(false);
    bool dated = a->type.kind == TYPE_DATE || b->type.kind == TYPE_DATE;
    struct type days = type_in_days(false);
    const struct type *other_a = product ? &number : dated ? &days : &a->type;
    const struct type *other_b = product ? &number : dated ? &days : &b->type;
    operation->a = check_adapt(c, a, other_b);
    operation->b = check_adapt(c, b, other_a);
    operation->a = check_adapt(c, operation->a, &number);
    operation->b = check_adapt(c, operation->b, &number);
}

const struct expr *check_arithmetic(struct checker *c, const struct ast *node,
                                    const struct scope *scope)
{
    struct operation operation = {
        .node = node,
        .a = check_expr(c, node->kids[0], scope),
        .b = check_expr(c, node->kids[1], scope),
        .subtract = node->op == OP_SUBTRACT,
    };
    bool multiply = node->op == OP_MULTIPLY || node->op == OP_DIVIDE;
    if (!operation.a || !operation.b)
        return NULL;
    adapt(c, &operation, multiply);
    if (multiply)
        return product(c, node->op == OP_DIVIDE, &operation);
    return add(c, &operation);
}

/* A written number with its sign is one constant: a threshold. */
static const struct expr *negative(struct checker *c, const struct expr *e,
                                   const struct ast *node)
{
    return check_const(c, e->type, value_negate(e->value), node);
}

const struct expr *check_negate(struct checker *c, const struct ast *node,
                                const struct scope *scope)
{
    const struct expr *e = check_expr(c, node->kids[0], scope);
    if (!e)
        return NULL;
    struct type number = type_plain_number(false);
    e = check_adapt(c, e, &number);
    if (e->type.kind != TYPE_NUMBER)
        return report_kind(c, node, e);
    if (e->op == EXPR_CONST)
        return negative(c, e, node);
    struct expr draft = check_draft(EXPR_NEGATE, e->type);
    draft.type.calendar = false;
    draft.kids = &e;
    draft.n = 1;
    return check_share(c, &draft, node);
}
