/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Comparisons: < <= > >= = != and between. What is compared must be of one
 * kind; numbers carry their units, and a threshold must make sense for the
 * field that it is compared with (units.c). Time against months goes by the
 * calendar (time.c).
 */

#include "interp/check/checker.h"

const char *check_sign(enum comparison how)
{
    static const char *const signs[] = {
        [COMPARE_LT] = "<",  [COMPARE_LE] = "<=", [COMPARE_GT] = ">",
        [COMPARE_GE] = ">=", [COMPARE_EQ] = "=",  [COMPARE_NE] = "!=",
    };
    return signs[how];
}

enum comparison check_flipped(enum comparison how)
{
    static const enum comparison flipped[] = {
        [COMPARE_LT] = COMPARE_GT, [COMPARE_LE] = COMPARE_GE,
        [COMPARE_GT] = COMPARE_LT, [COMPARE_GE] = COMPARE_LE,
        [COMPARE_EQ] = COMPARE_EQ, [COMPARE_NE] = COMPARE_NE,
    };
    return flipped[how];
}

static struct expr pair_draft(enum expr_op op, const struct comparing *compare,
                              const struct expr *kids[2])
{
    struct expr draft = check_draft(op, type_yesno());
    kids[0] = compare->a;
    kids[1] = compare->b;
    draft.kids = kids;
    draft.n = 2;
    draft.text = compare->text;
    return draft;
}

/* --- numbers and dates --------------------------------------------------- */

static struct comparing flipped(const struct comparing *compare)
{
    struct comparing other = *compare;
    other.how = check_flipped(compare->how);
    other.a = compare->b;
    other.b = compare->a;
    other.left = compare->right;
    other.right = compare->left;
    return other;
}

/* A number of days against months: neither is a whole number of the other. */
static bool is_days_against_months(const struct expr *a, const struct expr *b)
{
    return unit_is_time(&a->type.unit) &&
           unit_is_calendar(&b->type.unit, &(int){0});
}

static const struct expr *report_days(struct checker *c,
                                      const struct comparing *compare)
{
    const struct expr *b = compare->b;
    int each = 1;
    unit_is_calendar(&b->type.unit, &each);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MONTHS_OF_DAYS, compare->right->span,
                 "%.*s is a number of days; months and years differ in length",
                 STR_ARG(compare->a->text));
    decimal days, weeks;
    if (b->op == EXPR_CONST && value_is_known(b->value) &&
        decimal_scale(b->value.range.low, 30437 * each, 1000, &days) &&
        decimal_scale(b->value.range.low, 30437 * each, 7000, &weeks) &&
        decimal_round(days, 0, &days) && decimal_round(weeks, 0, &weeks))
        diagnostic_label(c->sink, d, "write %.*s weeks, or %.*s days",
                         STR_ARG(decimal_text(c->arena, weeks)),
                         STR_ARG(decimal_text(c->arena, days)));
    else
        diagnostic_label(c->sink, d, "compare it with weeks or days");
    return NULL;
}

static const struct expr *compare_numbers(struct checker *c,
                                          const struct comparing *compare)
{
    struct comparing other = flipped(compare);
    if (check_is_months(compare->a, compare->b))
        return check_compare_months(c, compare);
    if (check_is_months(other.a, other.b))
        return check_compare_months(c, &other);
    if (is_days_against_months(compare->a, compare->b))
        return report_days(c, compare);
    if (is_days_against_months(other.a, other.b))
        return report_days(c, &other);
    if (!check_threshold(c, compare) || !check_threshold(c, &other))
        return NULL;
    const struct expr *kids[2];
    struct expr draft = pair_draft(EXPR_COMPARE, compare, kids);
    draft.comparison = compare->how;
    if (!check_unit_map(c, compare->a, compare->b, compare->node, &draft.map))
        return NULL;
    return check_share(c, &draft, compare->node);
}

/* --- things without an order --------------------------------------------- */

static const struct expr *report_order(struct checker *c,
                                       const struct comparing *compare)
{
    struct diagnostic *d = diagnose(
        c->sink, DIAG_TYPE_MISMATCH, compare->node->span,
        "%.*s: it has no less or more", STR_ARG(check_is_words(c, compare->a)));
    diagnostic_label(c->sink, d, "compare it with is, = or !=");
    return NULL;
}

static const struct expr *same_text(struct checker *c,
                                    const struct comparing *compare)
{
    const struct expr *kids[2];
    struct expr draft = pair_draft(EXPR_SAME, compare, kids);
    const struct expr *text = compare->b; /* a written one is the second */
    if (text->op == EXPR_CONST && value_is_known(text->value)) {
        draft.op = EXPR_IS_TEXT;
        draft.wanted = text->value.text;
        draft.n = 1;
    }
    return check_share(c, &draft, compare->node);
}

static const struct expr *compare_same(struct checker *c,
                                       const struct comparing *compare)
{
    if (compare->how != COMPARE_EQ)
        return report_order(c, compare);
    if (compare->a->type.kind == TYPE_TEXT)
        return same_text(c, compare);
    const struct expr *kids[2];
    struct expr draft = pair_draft(EXPR_SAME, compare, kids);
    return check_share(c, &draft, compare->node);
}

/* --- all ----------------------------------------------------------------- */

/* primary-surgery < 2 years */
static bool is_date_and_time(const struct expr *a, const struct expr *b)
{
    return a->type.kind == TYPE_DATE && b->type.kind == TYPE_NUMBER &&
           (unit_is_time(&b->type.unit) ||
            unit_is_calendar(&b->type.unit, &(int){0}));
}

/* surgery > 2023 */
static bool is_date_and_year(const struct expr *a, const struct expr *b)
{
    return a->type.kind == TYPE_DATE && b->op == EXPR_CONST &&
           b->type.kind == TYPE_NUMBER && unit_is_one(&b->type.unit) &&
           b->text.n == 4;
}

static const struct expr *report_mismatch(struct checker *c,
                                          const struct comparing *compare)
{
    const struct expr *a = compare->a, *b = compare->b;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, compare->node->span,
                 "these cannot be compared: %.*s, but %.*s",
                 STR_ARG(check_is_words(c, a)), STR_ARG(check_is_words(c, b)));
    const char *words[] = {
        [COMPARE_LT] = "less than", [COMPARE_LE] = "at most",
        [COMPARE_GT] = "more than", [COMPARE_GE] = "at least",
        [COMPARE_EQ] = "at most",   [COMPARE_NE] = "more than",
    };
    if (is_date_and_year(a, b))
        diagnostic_label(c->sink, d, "write a whole date, as %.*s-01-01",
                         STR_ARG(b->text));
    else if (is_date_and_time(a, b))
        diagnostic_label(c->sink, d, "write %.*s %s %.*s ago", STR_ARG(a->text),
                         words[compare->how], STR_ARG(b->text));
    else
        diagnostic_label(c->sink, d, "compare things of one kind");
    return NULL;
}

static void adapt_both(struct checker *c, struct comparing *compare)
{
    struct type yesno = type_yesno();
    compare->a = check_adapt(c, compare->a, &compare->b->type);
    compare->b = check_adapt(c, compare->b, &compare->a->type);
    compare->a = check_adapt(c, compare->a, &yesno);
    compare->b = check_adapt(c, compare->b, &yesno);
}

const struct expr *check_compare_values(struct checker *c,
                                        const struct comparing *given)
{
    struct comparing compare = *given;
    adapt_both(c, &compare);
    if (!check_same_type(&compare.a->type, &compare.b->type))
        return report_mismatch(c, &compare);
    if (compare.a->type.kind == TYPE_NUMBER)
        return compare_numbers(c, &compare);
    if (compare.a->type.kind != TYPE_DATE)
        return compare_same(c, &compare);
    const struct expr *kids[2];
    struct expr draft = pair_draft(EXPR_COMPARE, &compare, kids);
    draft.comparison = compare.how;
    return check_share(c, &draft, compare.node);
}

/* KRAS = wild-type: a name that means nothing but is a choice of the other. */
static bool is_choice_of(const struct expr *e, const struct ast *name)
{
    return e && e->type.kind == TYPE_CHOICE &&
           names_find(&e->type.choices->spelt, name->text) != NAMES_NONE;
}

static void report_choice_order(struct checker *c, const struct ast *node,
                                struct str field, const struct ast *choice)
{
    struct diagnostic *d = diagnose(c->sink, DIAG_CHOICE_EQUALS, node->span,
                                    "choices have no order");
    diagnostic_label(c->sink, d, "name those that are meant: %.*s %.*s | ...",
                     STR_ARG(field), STR_ARG(choice->text));
}

static void report_choice_equals(struct checker *c, const struct ast *node,
                                 const struct ast *field,
                                 const struct ast *choice)
{
    struct str left = check_text(c, field);
    if (node->op != OP_EQ && node->op != OP_NE) {
        report_choice_order(c, node, left, choice);
        return;
    }
    struct diagnostic *d = diagnose(c->sink, DIAG_CHOICE_EQUALS, node->span,
                                    "a choice is not compared with %s",
                                    node->op == OP_NE ? "!=" : "=");
    diagnostic_label(c->sink, d, "write %.*s %s%.*s", STR_ARG(left),
                     node->op == OP_NE ? "is not " : "", STR_ARG(choice->text));
}

static bool means_nothing(struct checker *c, const struct ast *node,
                          const struct scope *scope)
{
    struct meaning meaning;
    return node->kind == AST_NAME_REF &&
           !check_meaning(c, node->text, scope, &meaning);
}

/* Both sides, each looked at once. One that is a lone choice of the other is
   reported as such. */
static void check_sides(struct checker *c, const struct ast *node,
                        const struct scope *scope, const struct expr *sides[2])
{
    const struct ast *a = check_bare(node->kids[0]);
    const struct ast *b = check_bare(node->kids[1]);
    int word = means_nothing(c, a, scope) ? 0 : 1; /* what it may be */
    const struct ast *name = word ? b : a, *other = word ? a : b;
    sides[1 - word] = check_expr(c, node->kids[1 - word], scope);
    if (means_nothing(c, name, scope) && is_choice_of(sides[1 - word], name))
        report_choice_equals(c, node, other, name);
    else
        sides[word] = check_expr(c, node->kids[word], scope);
}

static enum comparison comparison_of(enum ast_op op)
{
    switch (op) {
    case OP_LT: return COMPARE_LT;
    case OP_LE: return COMPARE_LE;
    case OP_GT: return COMPARE_GT;
    case OP_GE: return COMPARE_GE;
    default: return COMPARE_EQ; /* OP_NE is the negation of it */
    }
}

const struct expr *check_compare(struct checker *c, const struct ast *node,
                                 const struct scope *scope)
{
    const struct expr *sides[2] = {NULL, NULL};
    check_sides(c, node, scope, sides);
    struct comparing compare = {
        .how = comparison_of(node->op),
        .a = sides[0],
        .b = sides[1],
        .node = node,
        .left = node->kids[0],
        .right = node->kids[1],
    };
    if (!compare.a || !compare.b)
        return NULL;
    if (node->op != OP_NE)
        return check_compare_values(c, &compare);
    compare.text = str_format(c->arena, "%.*s = %.*s",
                              STR_ARG(check_text(c, node->kids[0])),
                              STR_ARG(check_text(c, node->kids[1])));
    return check_not_of(c, check_compare_values(c, &compare), node);
}

/* --- between ------------------------------------------------------------- */

/* A number before `and` takes the unit after it. */
static const struct expr *with_unit(struct checker *c, const struct expr *low,
                                    const struct expr *high)
{
    if (low->op != EXPR_CONST || high->op != EXPR_CONST ||
        low->type.kind != TYPE_NUMBER || high->type.kind != TYPE_NUMBER ||
        !unit_is_one(&low->type.unit) || unit_is_one(&high->type.unit))
        return low;
    struct expr draft = *low;
    draft.type.unit = high->type.unit;
    struct ast place = {.span = low->span};
    return check_share(c, &draft, &place);
}

static bool in_order(struct checker *c, const struct betweening *between)
{
    const struct expr *low = between->low, *high = between->high;
    struct unit_map map = UNIT_SAME;
    if (low->op != EXPR_CONST || high->op != EXPR_CONST ||
        !check_same_type(&low->type, &high->type) || !low->value.some ||
        !high->value.some ||
        (low->type.kind == TYPE_NUMBER &&
         !unit_map(&low->type.unit, &high->type.unit, &map)) ||
        value_compare(COMPARE_GT, low->value, high->value, &map) != TRUTH_YES)
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_RANGE_ORDER, between->node->span,
                 "between the lower and the higher: this can never hold");
    diagnostic_label(c->sink, d, "write between %.*s and %.*s",
                     STR_ARG(high->text), STR_ARG(low->text));
    return false;
}

static const struct expr *between_draft(struct checker *c,
                                        const struct betweening *between,
                                        struct expr *draft)
{
    const struct expr *kids[] = {between->v, between->low, between->high};
    draft->kids = kids;
    draft->n = 3;
    draft->text = between->text;
    return check_share(c, draft, between->node);
}

static bool fits(struct checker *c, const struct betweening *between,
                 const struct expr *end, const struct ast *node,
                 struct unit_map *map)
{
    struct comparing compare = {
        .how = end == between->low ? COMPARE_GE : COMPARE_LE,
        .a = between->v,
        .b = end,
        .node = between->node,
        .left = between->node,
        .right = node,
    };
    if (!check_same_type(&between->v->type, &end->type))
        return report_mismatch(c, &compare) != NULL;
    if (between->v->type.kind != TYPE_NUMBER)
        return true;
    if (is_days_against_months(between->v, end))
        return report_days(c, &compare) != NULL;
    return check_threshold(c, &compare) &&
           check_unit_map(c, between->v, end, node, map);
}

const struct expr *check_between_values(struct checker *c,
                                        const struct betweening *between)
{
    const struct expr *v = between->v;
    struct expr draft = check_draft(EXPR_BETWEEN, type_yesno());
    if (!in_order(c, between))
        return NULL;
    if (v->type.kind == TYPE_NUMBER && check_is_months(v, between->low) &&
        check_is_months(v, between->high))
        return check_between_months(c, between);
    if (v->type.kind != TYPE_NUMBER && v->type.kind != TYPE_DATE) {
        struct comparing compare = {.a = v, .node = between->node};
        return report_order(c, &compare);
    }
    if (!fits(c, between, between->low, between->low_node, &draft.map) ||
        !fits(c, between, between->high, between->high_node, &draft.map2))
        return NULL;
    return between_draft(c, between, &draft);
}

const struct expr *check_between(struct checker *c, const struct ast *node,
                                 const struct scope *scope)
{
    struct betweening between = {
        .v = check_expr(c, node->kids[0], scope),
        .low = check_expr(c, node->kids[1], scope),
        .high = check_expr(c, node->kids[2], scope),
        .node = node,
        .low_node = node->kids[1],
        .high_node = node->kids[2],
    };
    if (!between.v || !between.low || !between.high)
        return NULL;
    struct type number = type_plain_number(false);
    between.v = check_adapt(c, between.v, &between.low->type);
    between.v = check_adapt(c, between.v, &number);
    between.low = check_adapt(c, between.low, &between.v->type);
    between.high = check_adapt(c, between.high, &between.v->type);
    between.low = with_unit(c, between.low, between.high);
    return check_between_values(c, &between);
}
