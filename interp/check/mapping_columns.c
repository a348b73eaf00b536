/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Columns of a foreign table, and expressions over them. Their scope is small
 * on purpose: numbers are plain (the line says the result's unit), dates are
 * only counted between and compared, and no field can be named: a mapping says
 * what a source holds, and the rules what follows from it.
 */

#include "interp/check/mapping_check.h"

#include <string.h>

size_t mapping_column(struct mapping_check *m, const struct ast *strings)
{
    struct str title = str_trim(strings->text);
    for (size_t i = 0; i < m->columns.n; i++)
        if (name_equal(m->columns.at[i].title, title))
            return i;
    struct map_column column = {.title = title, .span = strings->span};
    column.numbered = title.n && memchr(title.at, '#', title.n);
    list_push(m->c->arena, &m->columns, column);
    return m->columns.n - 1;
}

/* --- forms of dates --------------------------------------------------------- */

static bool report_form(struct checker *c, const struct ast *strings)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_SETTING, strings->span,
                 "\"%.*s\" is no form of dates", STR_ARG(strings->text));
    diagnostic_label(c->sink, d,
                     "write DD, MM and YYYY once each, as in \"DD.MM.YYYY\"");
    return false;
}

/* The length of a run of one letter; a day and month have two, a year four. */
static size_t run_of(struct str form, size_t at)
{
    size_t n = at;
    while (n < form.n && form.at[n] == form.at[at])
        n++;
    return n - at;
}

bool mapping_date_form(struct checker *c, const struct ast *strings)
{
    struct str form = strings->text;
    int days = 0, months = 0, years = 0;
    for (size_t i = 0; i < form.n;) {
        size_t n = run_of(form, i);
        char sign = form.at[i];
        if (sign == 'D' || sign == 'M' ? n != 2 : sign == 'Y' && n != 4)
            return report_form(c, strings);
        if ((sign >= '0' && sign <= '9') || (unsigned char)sign >= 0x80)
            return report_form(c, strings);
        days += sign == 'D';
        months += sign == 'M';
        years += sign == 'Y';
        i += n;
    }
    return (days == 1 && months == 1 && years == 1) || report_form(c, strings);
}

/* --- expressions ------------------------------------------------------------ */

static const struct map_expr *make(struct mapping_check *m,
                                   struct map_expr draft)
{
    struct map_expr *e = ARENA_NEW(m->c->arena, struct map_expr);
    *e = draft;
    return e;
}

static const struct map_expr *report_kind(struct mapping_check *m,
                                          const struct ast *node,
                                          enum map_yield wanted)
{
    static const char *const words[] = {"a number", "a date", "a condition"};
    struct diagnostic *d = diagnose(m->c->sink, DIAG_TYPE_MISMATCH, node->span,
                                    "%s belongs here", words[wanted]);
    diagnostic_label(m->c->sink, d, "this is none");
    return NULL;
}

static const struct map_expr *expression(struct mapping_check *m,
                                         const struct ast *node,
                                         enum map_yield wanted);

/* The kids from `from` on, each of a kind. */
static bool kids(struct mapping_check *m, const struct ast *node, uint32_t from,
                 enum map_yield wanted, struct map_expr *draft)
{
    bool right = true;
    draft->n = node->n - from;
    draft->kids = ARENA_ARRAY(m->c->arena, const struct map_expr *, draft->n);
    for (uint32_t i = 0; i < draft->n; i++) {
        draft->kids[i] = expression(m, node->kids[from + i], wanted);
        right = right && draft->kids[i];
    }
    return right;
}

static const struct map_expr *with_kids(struct mapping_check *m,
                                        const struct ast *node, uint32_t from,
                                        enum map_yield wanted,
                                        struct map_expr draft)
{
    return kids(m, node, from, wanted, &draft) ? make(m, draft) : NULL;
}

/* A length of time in days: what time from A to B gives. */
static const struct map_expr *quantity(struct mapping_check *m,
                                       const struct ast *node)
{
    struct checker *c = m->c;
    struct unit unit, days = unit_days();
    struct unit_map map;
    decimal number;
    if (!check_quantity(c, node, &number, &unit))
        return NULL;
    if (unit_map(&unit, &days, &map) && unit_convert(&map, number, &number))
        return make(m, (struct map_expr){.op = MAP_OP_CONST,
                                         .value = value_number(number)});
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNIT_MISMATCH, node->span,
                 "the numbers of a column have no unit within parentheses");
    diagnostic_label(c->sink, d, "write a plain number, or days or weeks");
    return NULL;
}

static const struct map_expr *number(struct mapping_check *m,
                                     const struct ast *node)
{
    decimal value;
    if (node->kind == AST_QUANTITY)
        return quantity(m, node);
    if (!check_decimal(m->c, node, &value))
        return NULL;
    return make(
        m, (struct map_expr){.op = MAP_OP_CONST, .value = value_number(value)});
}

static const struct map_expr *day(struct mapping_check *m,
                                  const struct ast *node)
{
    date first, last;
    if (!check_date(m->c, node, &first, &last))
        return NULL;
    return make(m, (struct map_expr){.op = MAP_OP_CONST,
                                     .value = value_days(first, last)});
}

static const struct map_expr *
column(struct mapping_check *m, const struct ast *node, enum map_yield wanted)
{
    struct map_expr draft = {.op = wanted == MAP_YIELDS_DATE ? MAP_OP_DATE
                                                             : MAP_OP_NUMBER};
    draft.column = mapping_column(m, node->kids[0]);
    return make(m, draft);
}

static const struct map_expr *call(struct mapping_check *m,
                                   const struct ast *node)
{
    struct map_expr draft = {.op = MAP_OP_FUNCTION};
    if (!check_function_of(m->c, node, &draft.function))
        return NULL;
    return with_kids(m, node, 1, MAP_YIELDS_NUMBER, draft);
}

static enum arithmetic arithmetic_of(enum ast_op op)
{
    return op == OP_ADD        ? ARITHMETIC_ADD
           : op == OP_SUBTRACT ? ARITHMETIC_SUBTRACT
           : op == OP_MULTIPLY ? ARITHMETIC_MULTIPLY
                               : ARITHMETIC_DIVIDE;
}

static enum comparison comparison_of(enum ast_op op)
{
    return op == OP_LT   ? COMPARE_LT
           : op == OP_LE ? COMPARE_LE
           : op == OP_GT ? COMPARE_GT
           : op == OP_GE ? COMPARE_GE
           : op == OP_EQ ? COMPARE_EQ
                         : COMPARE_NE;
}

/* Numbers are compared, unless one side is written as a date. */
static const struct map_expr *compare(struct mapping_check *m,
                                      const struct ast *node)
{
    struct map_expr draft = {.op = MAP_OP_COMPARE,
                             .comparison = comparison_of(node->op)};
    bool dates = false;
    if (node->kind == AST_BETWEEN)
        draft.op = MAP_OP_BETWEEN;
    for (uint32_t i = 0; i < node->n; i++)
        dates = dates || node->kids[i]->kind == AST_DATE;
    return with_kids(m, node, 0, dates ? MAP_YIELDS_DATE : MAP_YIELDS_NUMBER,
                     draft);
}

static const struct map_expr *negation(struct mapping_check *m,
                                       const struct map_expr *e)
{
    const struct map_expr **kid =
        ARENA_ARRAY(m->c->arena, const struct map_expr *, 1);
    kid[0] = e;
    return make(m, (struct map_expr){.op = MAP_OP_NOT, .kids = kid, .n = 1});
}

static const struct map_expr *test(struct mapping_check *m,
                                   const struct ast *node)
{
    bool known = node->op == OP_KNOWN || node->op == OP_UNKNOWN;
    struct map_expr draft = {.op = known ? MAP_OP_KNOWN : MAP_OP_IS};
    draft.column = mapping_column(m, node->kids[0]->kids[0]);
    if (!mapping_codes(m->c, &draft.codes, node, 1))
        return NULL;
    const struct map_expr *e = make(m, draft);
    bool negated = node->op == OP_NOT || node->op == OP_UNKNOWN;
    return negated ? negation(m, e) : e;
}

static enum map_yield yields_of(const struct ast *node)
{
    switch (node->kind) {
    case AST_PAREN: return yields_of(node->kids[0]);
    case AST_AND:
    case AST_OR:
    case AST_NOT:
    case AST_COMPARE:
    case AST_BETWEEN:
    case AST_MAP_TEST: return MAP_YIELDS_CONDITION;
    case AST_DATE: return MAP_YIELDS_DATE;
    default: return MAP_YIELDS_NUMBER;
    }
}

static const struct map_expr *
by_kind(struct mapping_check *m, const struct ast *node, enum map_yield wanted)
{
    const enum map_yield conditions = MAP_YIELDS_CONDITION;
    switch (node->kind) {
    case AST_PAREN: return expression(m, node->kids[0], wanted);
    case AST_NUMBER:
    case AST_QUANTITY: return number(m, node);
    case AST_DATE: return day(m, node);
    case AST_MAP_COLUMN: return column(m, node, wanted);
    case AST_CALL: return call(m, node);
    case AST_NEGATE:
        return with_kids(m, node, 0, MAP_YIELDS_NUMBER,
                         (struct map_expr){.op = MAP_OP_NEGATE});
    case AST_ARITHMETIC:
        return with_kids(
            m, node, 0, MAP_YIELDS_NUMBER,
            (struct map_expr){.op = MAP_OP_ARITHMETIC,
                              .arithmetic = arithmetic_of(node->op)});
    case AST_TIME_FROM:
        return with_kids(m, node, 0, MAP_YIELDS_DATE,
                         (struct map_expr){.op = MAP_OP_DAYS});
    case AST_COMPARE:
    case AST_BETWEEN: return compare(m, node);
    case AST_MAP_TEST: return test(m, node);
    case AST_AND:
        return with_kids(m, node, 0, conditions,
                         (struct map_expr){.op = MAP_OP_AND});
    case AST_OR:
        return with_kids(m, node, 0, conditions,
                         (struct map_expr){.op = MAP_OP_OR});
    default: /* AST_NOT: the grammar has no more */
        return with_kids(m, node, 0, conditions,
                         (struct map_expr){.op = MAP_OP_NOT});
    }
}

static const struct map_expr *expression(struct mapping_check *m,
                                         const struct ast *node,
                                         enum map_yield wanted)
{
    bool column_as_date =
        wanted == MAP_YIELDS_DATE && check_bare(node)->kind == AST_MAP_COLUMN;
    if (yields_of(node) != wanted && !column_as_date)
        return report_kind(m, node, wanted);
    return by_kind(m, node, wanted);
}

const struct map_expr *mapping_expression(struct mapping_check *m,
                                          const struct ast *node,
                                          enum map_yield *yields)
{
    *yields = yields_of(node);
    return expression(m, node, *yields);
}
