/* SPDX-License-Identifier: Apache-2.0 */

/*
 * is, includes, and the tests of being known or existing. `KRAS mutated` is
 * `KRAS is mutated`; `is not` is the negation of `is`.
 */

#include "interp/check/checker.h"

static const struct expr *unary(struct checker *c, enum expr_op op,
                                const struct expr *e, const struct ast *node,
                                struct str text)
{
    struct expr draft = check_draft(op, type_yesno());
    draft.kids = &e;
    draft.n = 1;
    draft.text = text;
    return check_share(c, &draft, node);
}

/* --- lists --------------------------------------------------------------- */

static const struct field *list_named_by(struct checker *c,
                                         const struct ast *node,
                                         const struct scope *scope)
{
    struct meaning meaning;
    node = check_bare(node);
    if (node->kind != AST_NAME_REF ||
        !check_meaning(c, node->text, scope, &meaning) ||
        meaning.member->kind != MEMBER_FIELD ||
        meaning.member->field->type.kind != TYPE_LIST)
        return NULL;
    check_spell(c, node, meaning.member->name);
    return meaning.member->field;
}

static struct group whole_list(struct checker *c, const struct field *list,
                               const struct scope *scope)
{
    uint32_t level = scope_level(scope) + 1;
    if (level > c->program->deepest_level)
        c->program->deepest_level = level;
    return (struct group){.list = list, .level = level, .text = list->name};
}

/* chemo none */
static const struct expr *list_is(struct checker *c, const struct ast *node,
                                  const struct field *list,
                                  const struct scope *scope)
{
    const struct ast *literals = node->kids[1];
    bool none = literals->kind == AST_LITERALS && literals->n == 1 &&
                literals->kids[0]->kind == AST_NONE;
    if (!none)
        return check_name(c, check_bare(node->kids[0]), scope);
    struct expr draft = check_draft(EXPR_LIST_NONE, type_yesno());
    draft.group = whole_list(c, list, scope);
    draft.text = str_format(c->arena, "%.*s none", STR_ARG(list->name));
    return check_share(c, &draft, node);
}

static const struct expr *list_count(struct checker *c, const struct ast *node,
                                     const struct field *list,
                                     const struct scope *scope)
{
    struct expr draft = check_draft(EXPR_COUNT, type_plain_number(true));
    draft.group = whole_list(c, list, scope);
    draft.text = str_format(c->arena, "count of %.*s", STR_ARG(list->name));
    return check_share(c, &draft, node);
}

/* --- is ------------------------------------------------------------------ */

static struct slot slot_of(const struct expr *e)
{
    const struct field *field = check_passed_field(e);
    struct slot slot = {.type = &e->type, .name = e->text};
    if (field && field->type.choices == e->type.choices)
        slot = check_slot(field);
    else if (e->op == EXPR_DEFINE)
        slot.declared = e->define->span;
    slot.name = e->text;
    slot.type = &e->type;
    return slot;
}

/* comorbidities diabetes */
static const struct expr *report_set(struct checker *c, const struct expr *e,
                                     const struct ast *literals,
                                     const struct ast *node)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, node->span,
                 "%.*s may hold several at once", STR_ARG(e->text));
    diagnostic_label(c->sink, d, "write %.*s includes %.*s", STR_ARG(e->text),
                     STR_ARG(check_text(c, literals)));
    return NULL;
}

static const struct expr *set_is(struct checker *c, const struct expr *e,
                                 const struct ast *literals,
                                 const struct ast *node, struct str text)
{
    bool none = literals->n == 1 && literals->kids[0]->kind == AST_NONE &&
                names_find(&e->type.choices->names, STR("none")) == NAMES_NONE;
    if (!none)
        return report_set(c, e, literals, node);
    return unary(c, EXPR_SET_NONE, e, node, text);
}

/* ECOG low, size largest-lesion */
static const struct expr *report_no_choices(struct checker *c,
                                            const struct expr *e,
                                            const struct ast *literals)
{
    struct str word = check_text(c, literals);
    struct diagnostic *d = diagnose(
        c->sink, DIAG_TYPE_MISMATCH, literals->span, "%.*s, not \"%.*s\"",
        STR_ARG(check_is_words(c, e)), STR_ARG(word));
    if (names_find(&c->symbols->patient->names, word) != NAMES_NONE)
        diagnostic_label(c->sink, d, "compare two fields with =");
    else if (e->type.kind == TYPE_TEXT)
        diagnostic_label(c->sink, d, "write \"%.*s\"", STR_ARG(word));
    else
        diagnostic_label(c->sink, d, "compare it with <, > or =");
    return NULL;
}

/* KRAS is NRAS */
static bool is_field_for_choice(struct checker *c, const struct expr *e,
                                const struct ast *literals)
{
    const struct ast *name = literals->kids[0];
    if (literals->n != 1 || name->kind != AST_NAME || !e->type.choices ||
        names_find(&e->type.choices->spelt, name->text) != NAMES_NONE ||
        names_find(&c->symbols->patient->names, name->text) == NAMES_NONE)
        return false;
    struct diagnostic *d = diagnose(c->sink, DIAG_UNKNOWN_CHOICE, name->span,
                                    "%.*s cannot be \"%.*s\", which is a field",
                                    STR_ARG(e->text), STR_ARG(name->text));
    diagnostic_label(c->sink, d, "to compare two fields write %.*s = %.*s",
                     STR_ARG(e->text), STR_ARG(name->text));
    return true;
}

const struct expr *check_is_literal(struct checker *c, const struct expr *e,
                                    const struct ast *literals,
                                    const struct ast *node, struct str text)
{
    struct type yesno = type_yesno();
    e = check_adapt(c, e, &yesno);
    if (e->type.kind == TYPE_SET)
        return set_is(c, e, literals, node, text);
    if (e->type.kind != TYPE_YESNO && e->type.kind != TYPE_CHOICE)
        return report_no_choices(c, e, literals);
    if (is_field_for_choice(c, e, literals))
        return NULL;
    struct slot slot = slot_of(e);
    struct expr draft = check_draft(EXPR_IS, type_yesno());
    bool right = true;
    for (uint32_t i = 0; i < literals->n; i++) {
        uint64_t option = check_option(c, &slot, literals->kids[i]);
        draft.options |= option;
        right = right && option;
    }
    draft.kids = &e;
    draft.n = 1;
    draft.text = text;
    return right ? check_share(c, &draft, node) : NULL;
}

static const struct expr *is_amount(struct checker *c, const struct expr *e,
                                    const struct ast *node,
                                    const struct scope *scope, struct str text)
{
    struct comparing compare = {
        .how = COMPARE_EQ,
        .a = e,
        .b = check_expr(c, node->kids[1], scope),
        .node = node,
        .left = node->kids[0],
        .right = node->kids[1],
        .text = text,
    };
    return compare.b ? check_compare_values(c, &compare) : NULL;
}

/* The text of `x is not y` without `not`. */
static struct str positive_text(struct checker *c, const struct ast *node)
{
    if (node->op != OP_NOT)
        return (struct str){0};
    bool literals = node->kids[1]->kind == AST_LITERALS;
    return str_format(
        c->arena, "%.*s %s%.*s", STR_ARG(check_text(c, node->kids[0])),
        literals ? "" : "is ", STR_ARG(check_text(c, node->kids[1])));
}

const struct expr *check_is(struct checker *c, const struct ast *node,
                            const struct scope *scope)
{
    const struct field *list = list_named_by(c, node->kids[0], scope);
    const struct expr *e, *is;
    if (list) {
        is = list_is(c, node, list, scope);
    } else {
        e = check_expr(c, node->kids[0], scope);
        if (!e)
            return NULL;
        is = node->kids[1]->kind == AST_LITERALS
                 ? check_is_literal(c, e, node->kids[1], node,
                                    positive_text(c, node))
                 : is_amount(c, e, node, scope, positive_text(c, node));
    }
    return node->op == OP_NOT ? check_not_of(c, is, node) : is;
}

/* --- known, nothing ------------------------------------------------------ */

const struct expr *check_is_state(struct checker *c, const struct ast *node,
                                  const struct scope *scope)
{
    const struct field *list = list_named_by(c, node->kids[0], scope);
    const struct expr *e = list ? list_count(c, node->kids[0], list, scope)
                                : check_expr(c, node->kids[0], scope);
    if (!e)
        return NULL;
    struct type yesno = type_yesno();
    e = check_adapt(c, e, &yesno);
    bool nothing = node->op == OP_NOTHING || node->op == OP_NOT_NOTHING;
    bool positive = node->op == OP_KNOWN || node->op == OP_NOTHING;
    bool negative = node->op == OP_UNKNOWN || node->op == OP_NOT_KNOWN ||
                    node->op == OP_NOT_NOTHING;
    struct str text = {0};
    if (!positive)
        text = str_format(c->arena, "%.*s is %s",
                          STR_ARG(check_text(c, node->kids[0])),
                          nothing ? "nothing" : "known");
    const struct expr *is =
        unary(c, nothing ? EXPR_IS_NOTHING : EXPR_IS_KNOWN, e, node, text);
    return negative ? check_not_of(c, is, node) : is;
}

/* --- includes ------------------------------------------------------------ */

static const struct expr *report_no_set(struct checker *c, const struct expr *e,
                                        const struct ast *node)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, node->span, "%.*s, and no set",
                 STR_ARG(check_is_words(c, e)));
    if (e->type.kind == TYPE_CHOICE)
        diagnostic_label(c->sink, d, "write %.*s %.*s", STR_ARG(e->text),
                         STR_ARG(check_text(c, node->kids[1])));
    else
        diagnostic_label(c->sink, d, "only a set includes something");
    return NULL;
}

static bool includes_none(struct checker *c, const struct expr *e,
                          const struct ast *literal)
{
    if (literal->kind != AST_NONE ||
        names_find(&e->type.choices->names, STR("none")) != NAMES_NONE)
        return false;
    struct diagnostic *d = diagnose(c->sink, DIAG_UNKNOWN_CHOICE, literal->span,
                                    "nothing includes none");
    diagnostic_label(c->sink, d, "write %.*s none", STR_ARG(e->text));
    return true;
}

const struct expr *check_includes(struct checker *c, const struct ast *node,
                                  const struct scope *scope)
{
    const struct ast *literals = node->kids[1];
    const struct expr *e = check_expr(c, node->kids[0], scope);
    if (!e)
        return NULL;
    if (e->type.kind != TYPE_SET)
        return report_no_set(c, e, node);
    struct slot slot = slot_of(e);
    struct expr draft = check_draft(EXPR_INCLUDES, type_yesno());
    for (uint32_t i = 0; i < literals->n; i++) {
        if (includes_none(c, e, literals->kids[i]))
            return NULL;
        uint64_t option = check_option(c, &slot, literals->kids[i]);
        if (!option)
            return NULL;
        draft.options |= option;
    }
    draft.kids = &e;
    draft.n = 1;
    return check_share(c, &draft, node);
}
