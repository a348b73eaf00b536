/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From the tree of an expression to its meaning: the table that sends each
 * construct to its function. A construct is a row here and a function in the
 * file of its topic.
 */

#include "interp/check/checker.h"

static check_maker *const makers[AST_KINDS] = {
    [AST_OR] = check_or,
    [AST_AND] = check_and,
    [AST_NOT] = check_not,
    [AST_PAREN] = check_paren,
    [AST_COMPARE] = check_compare,
    [AST_IS] = check_is,
    [AST_IS_STATE] = check_is_state,
    [AST_BETWEEN] = check_between,
    [AST_INCLUDES] = check_includes,
    [AST_AGO] = check_ago,
    [AST_QUANTIFIER] = check_quantifier,
    [AST_YES] = check_constant,
    [AST_NO] = check_constant,
    [AST_UNKNOWN] = check_constant,
    [AST_NOTHING] = check_constant,
    [AST_TODAY] = check_today,
    [AST_NUMBER] = check_quantity_expr,
    [AST_QUANTITY] = check_quantity_expr,
    [AST_DATE] = check_date_expr,
    [AST_STRINGS] = check_text_expr,
    [AST_NAME_REF] = check_name,
    [AST_OF] = check_of,
    [AST_EXTREME_OF] = check_extreme,
    [AST_COUNT] = check_count,
    [AST_AGGREGATE] = check_aggregate,
    [AST_TIME_SINCE] = check_time_since,
    [AST_TIME_FROM] = check_time_from,
    [AST_ARITHMETIC] = check_arithmetic,
    [AST_NEGATE] = check_negate,
    [AST_CALL] = check_call,
};

static bool too_deep(struct checker *c, const struct ast *node)
{
    if (c->too_deep)
        return false;
    c->too_deep = true;
    struct diagnostic *d = diagnose(
        c->sink, DIAG_CHAIN_TOO_LONG, node->span,
        "definitions build on each other more than %d deep, down to this place",
        LIMIT_CHAIN);
    diagnostic_label(c->sink, d, "use fewer definitions within definitions");
    return false;
}

bool check_may_reach(struct checker *c, uint32_t below, const struct ast *node)
{
    uint32_t reach = c->depth - c->base + below;
    if (reach > c->reach)
        c->reach = reach;
    return (reach <= LIMIT_CHAIN && c->depth <= LIMIT_CHAIN) ||
           too_deep(c, node);
}

const struct expr *check_expr(struct checker *c, const struct ast *node,
                              const struct scope *scope)
{
    if (!check_may_reach(c, 1, node))
        return NULL;
    c->depth++;
    const struct expr *e = makers[node->kind](c, node, scope);
    c->depth--;
    return e;
}
