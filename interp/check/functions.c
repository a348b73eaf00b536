/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Functions of numbers: how many arguments each takes, and what becomes of
 * units. A new function is a row here and one in value_function.
 */

#include "interp/check/checker.h"

/* What a function does to units. */
enum units {
    UNITS_KEPT,  /* the first argument's, the others brought to it */
    UNITS_FIRST, /* the first argument's; a second is a plain number */
    UNITS_NONE   /* plain numbers only */
};

struct function_row {
    const char *name;
    enum function function;
    uint32_t least, most;
    enum units units;
    bool whole; /* of one argument: the result is */
};

static const struct function_row rows[] = {
    {"round", FUNCTION_ROUND, 1, 2, UNITS_FIRST, true},
    {"floor", FUNCTION_FLOOR, 1, 1, UNITS_KEPT, true},
    {"ceiling", FUNCTION_CEILING, 1, 1, UNITS_KEPT, true},
    {"abs", FUNCTION_ABS, 1, 1, UNITS_KEPT, false},
    {"min", FUNCTION_MIN, 1, 8, UNITS_KEPT, false},
    {"max", FUNCTION_MAX, 1, 8, UNITS_KEPT, false},
    {"sqrt", FUNCTION_SQRT, 1, 1, UNITS_NONE, false},
    {"exp", FUNCTION_EXP, 1, 1, UNITS_NONE, false},
    {"ln", FUNCTION_LN, 1, 1, UNITS_NONE, false},
    {"log10", FUNCTION_LOG10, 1, 1, UNITS_NONE, false},
    {"power", FUNCTION_POWER, 2, 2, UNITS_NONE, false},
};

/* --- finding ------------------------------------------------------------- */

static const struct function_row *find_row(struct checker *c,
                                           const struct ast *name)
{
    struct names names = names_on(c->arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (name_equal(name->text, str_of(rows[i].name))) {
            check_spell(c, name, str_of(rows[i].name));
            return &rows[i];
        }
        names_add(&names, str_of(rows[i].name), (uint32_t)i);
    }
    const struct name_entry *near = check_nearest(c, &names, name->text);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNKNOWN_FUNCTION, name->span,
                 "there is no function %.*s", STR_ARG(name->text));
    if (near)
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(near->name));
    else
        diagnostic_label(c->sink, d,
                         "there is round, floor, ceiling, abs, "
                         "min, max, sqrt, exp, ln, log10, power");
    return NULL;
}

static bool has_right_number(struct checker *c, const struct ast *node,
                             const struct function_row *row)
{
    uint32_t n = node->n - 1;
    if (n >= row->least && n <= row->most)
        return true;
    struct diagnostic *d = diagnose(c->sink, DIAG_FUNCTION_ARGUMENTS,
                                    node->span, "%s does not take %u number%s",
                                    row->name, n, n == 1 ? "" : "s");
    if (row->least == row->most)
        diagnostic_label(c->sink, d, "it takes %u", row->least);
    else
        diagnostic_label(c->sink, d, "it takes %u to %u", row->least,
                         row->most);
    return false;
}

/* --- arguments ----------------------------------------------------------- */

static bool is_plain(struct checker *c, const struct function_row *row,
                     const struct expr *e, const struct ast *node)
{
    if (unit_is_one(&e->type.unit))
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_FUNCTION_ARGUMENTS, node->span,
                 "%s takes a plain number here: %.*s", row->name,
                 STR_ARG(check_is_words(c, e)));
    diagnostic_label(c->sink, d, "divide by the unit first: %.*s / 1 %.*s",
                     STR_ARG(e->text), STR_ARG(e->type.unit.code));
    return false;
}

static const struct expr *fit(struct checker *c, const struct function_row *row,
                              const struct expr *const *first, uint32_t i,
                              const struct ast *node)
{
    const struct expr *e = first[i];
    if (row->units == UNITS_NONE || (row->units == UNITS_FIRST && i > 0))
        return is_plain(c, row, e, node) ? e : NULL;
    return i ? check_in_unit(c, e, first[0], node) : e;
}

static const struct expr *argument(struct checker *c,
                                   const struct function_row *row,
                                   const struct ast *node, const struct expr *e)
{
    if (e->type.kind == TYPE_NUMBER)
        return e;
    struct diagnostic *d = diagnose(c->sink, DIAG_FUNCTION_ARGUMENTS,
                                    node->span, "%s takes numbers: %.*s",
                                    row->name, STR_ARG(check_is_words(c, e)));
    diagnostic_label(c->sink, d, "name a number");
    return NULL;
}

/* The first argument that has a type gives it to `unknown` ones. */
static struct type common_type(const struct expr *const *arguments, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (arguments[i]->type.kind != TYPE_UNKNOWN)
            return arguments[i]->type;
    return type_plain_number(false);
}

static bool take_arguments(struct checker *c, const struct ast *node,
                           const struct function_row *row,
                           const struct expr **arguments)
{
    uint32_t n = node->n - 1;
    struct type number = type_plain_number(false);
    struct type common = common_type(arguments, n);
    bool right = true;
    for (uint32_t i = 0; i < n; i++) {
        const struct ast *part = node->kids[i + 1];
        bool plain = i > 0 && row->units == UNITS_FIRST;
        const struct expr *e =
            check_adapt(c, arguments[i], plain ? &number : &common);
        arguments[i] = argument(c, row, part, e);
        if (arguments[i] && arguments[0])
            arguments[i] = fit(c, row, arguments, i, part);
        right = right && arguments[i];
    }
    return right;
}

static const struct expr *call(struct checker *c, const struct ast *node,
                               const struct function_row *row,
                               const struct expr **arguments)
{
    struct expr draft = check_draft(EXPR_CALL, arguments[0]->type);
    draft.function = row->function;
    draft.kids = arguments;
    draft.n = node->n - 1;
    draft.type.calendar = false;
    draft.type.whole = row->whole && draft.n == 1;
    return check_share(c, &draft, node);
}

const struct expr *check_call(struct checker *c, const struct ast *node,
                              const struct scope *scope)
{
    const struct expr *arguments[LIMIT_ARGUMENTS];
    const struct function_row *row = find_row(c, node->kids[0]);
    if (!row || !has_right_number(c, node, row))
        return NULL;
    bool right = true;
    for (uint32_t i = 1; i < node->n; i++) {
        arguments[i - 1] = check_expr(c, node->kids[i], scope);
        right = right && arguments[i - 1];
    }
    if (!right || !take_arguments(c, node, row, arguments))
        return NULL;
    return call(c, node, row, arguments);
}

bool check_function_of(struct checker *c, const struct ast *node,
                       enum function *function)
{
    const struct function_row *row = find_row(c, node->kids[0]);
    if (!row || !has_right_number(c, node, row))
        return false;
    *function = row->function;
    return true;
}
