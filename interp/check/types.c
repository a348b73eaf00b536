/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Types side by side: whether two fit, how several become one, and what a
 * type is called in a message. The literals `unknown` and `nothing` fit every
 * type and take that of their neighbour.
 */

#include "interp/check/checker.h"

/* --- making -------------------------------------------------------------- */

struct type type_of_kind(enum type_kind kind)
{
    return (struct type){.kind = kind, .unit = unit_one()};
}

struct type type_yesno(void)
{
    return type_of_kind(TYPE_YESNO);
}

struct type type_plain_number(bool whole)
{
    struct type type = type_of_kind(TYPE_NUMBER);
    type.whole = whole;
    return type;
}

struct type type_in_days(bool calendar)
{
    struct type type = type_of_kind(TYPE_NUMBER);
    type.unit = unit_days();
    type.whole = true;
    type.calendar = calendar;
    return type;
}

const struct expr *check_const(struct checker *c, struct type type,
                               struct value value, const struct ast *node)
{
    struct expr draft = check_draft(EXPR_CONST, type);
    draft.value = value;
    return check_share(c, &draft, node);
}

const struct expr *check_adapt(struct checker *c, const struct expr *e,
                               const struct type *type)
{
    if (e->type.kind != TYPE_UNKNOWN || type->kind == TYPE_UNKNOWN)
        return e;
    struct expr draft = check_draft(EXPR_CONST, *type);
    draft.type.calendar = draft.type.whole = false;
    draft.value = type_any(type);
    if (!e->value.some)
        draft.value = value_nothing((enum value_kind)draft.value.kind);
    draft.text = e->text;
    struct ast place = {.span = e->span};
    return check_share(c, &draft, &place);
}

/* --- comparing ----------------------------------------------------------- */

bool check_same_choices(const struct choices *a, const struct choices *b)
{
    if (a == b)
        return true;
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!name_equal(a->at[i].name, b->at[i].name))
            return false;
    return true;
}

bool check_same_type(const struct type *a, const struct type *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == TYPE_CHOICE || a->kind == TYPE_SET)
        return check_same_choices(a->choices, b->choices);
    return true;
}

/* --- in words ------------------------------------------------------------ */

struct str check_choice_list(struct checker *c, const struct choices *choices)
{
    struct buf out = buf_on(c->arena);
    for (size_t i = 0; i < choices->n; i++) {
        if (i)
            buf_text(&out, " | ");
        if (i == CHECK_LISTED && choices->n > i + 1) {
            buf_text(&out, "...");
            break;
        }
        buf_str(&out, choices->at[i].name);
    }
    return buf_view(&out);
}

struct str check_type_words(struct checker *c, const struct type *type)
{
    switch (type->kind) {
    case TYPE_YESNO: return STR("yes or no");
    case TYPE_CHOICE: return check_choice_list(c, type->choices);
    case TYPE_SET:
        return str_format(c->arena, "a set of %.*s",
                          STR_ARG(check_choice_list(c, type->choices)));
    case TYPE_DATE: return STR("a date");
    case TYPE_TEXT: return STR("a text");
    case TYPE_LIST: return STR("a list");
    case TYPE_NUMBER:
    case TYPE_UNKNOWN: break; /* no message is about the latter */
    }
    const char *number = type->whole ? "a whole number" : "a number";
    if (!type->unit.code.n)
        return str_of(number);
    return str_format(c->arena, "a number in %.*s", STR_ARG(type->unit.code));
}

/* A written quantity shows its unit; what it measures is the news. */
static struct str quantity_words(struct checker *c, const struct expr *e)
{
    const struct unit *unit = &e->type.unit;
    const char *what = unit_dimension_name(unit);
    if (unit_is_time(unit) || unit_is_calendar(unit, &(int){0}))
        return str_format(c->arena, "%.*s is a length of time",
                          STR_ARG(e->text));
    if (unit->code.n && what[0])
        return str_format(c->arena, "%.*s measures %s", STR_ARG(e->text), what);
    return str_format(c->arena, "%.*s is a number", STR_ARG(e->text));
}

struct str check_is_words(struct checker *c, const struct expr *e)
{
    if (e->op == EXPR_CONST && e->type.kind == TYPE_NUMBER)
        return quantity_words(c, e);
    return str_format(c->arena, "%.*s is %.*s", STR_ARG(e->text),
                      STR_ARG(check_type_words(c, &e->type)));
}

/* --- unifying ------------------------------------------------------------ */

static void report_kinds(struct checker *c, const struct expr *a,
                         const struct expr *b, const struct ast *node)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, node->span,
                 "these are not of one kind: %.*s, but %.*s",
                 STR_ARG(check_is_words(c, a)), STR_ARG(check_is_words(c, b)));
    diagnostic_label(c->sink, d, "all values of one thing must be alike");
}

const struct expr *check_in_unit(struct checker *c, const struct expr *e,
                                 const struct expr *like,
                                 const struct ast *node)
{
    if (str_equal(e->type.unit.code, like->type.unit.code))
        return e;
    struct expr draft = check_draft(EXPR_CONVERT, e->type);
    if (!check_unit_map(c, e, like, node, &draft.map))
        return NULL;
    draft.type.unit = like->type.unit;
    draft.type.calendar = draft.type.whole = false;
    if (unit_map_is_same(&draft.map))
        return e;
    draft.kids = &e;
    draft.n = 1;
    draft.text = e->text;
    return check_share(c, &draft, node);
}

/* The first value that has a type of its own. */
static const struct expr *first_typed(const struct expr *const *values,
                                      uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (values[i]->type.kind != TYPE_UNKNOWN)
            return values[i];
    return values[0];
}

bool check_unify(struct checker *c, const struct expr **values,
                 const struct ast *const *nodes, uint32_t n)
{
    const struct expr *first = first_typed(values, n);
    bool right = true;
    for (uint32_t i = 0; i < n; i++) {
        values[i] = check_adapt(c, values[i], &first->type);
        if (!check_same_type(&values[i]->type, &first->type)) {
            report_kinds(c, first, values[i], nodes[i]);
            right = false;
        } else if (first->type.kind == TYPE_NUMBER) {
            values[i] = check_in_unit(c, values[i], first, nodes[i]);
            right = right && values[i];
        }
    }
    return right;
}
