/* SPDX-License-Identifier: Apache-2.0 */

/*
 * and, or, not, parentheses, constants. Here live the messages about
 * conditions that are not whole: `KRAS or NRAS mutated`, `KRAS is wild-type or
 * mutated`, and an `and` after `has` that could be read in two ways.
 */

#include "interp/check/checker.h"

#include "grammar/print.h"

/* --- conditions ---------------------------------------------------------- */

static void label_condition(struct checker *c, struct diagnostic *d,
                            const struct expr *e)
{
    struct str text = e->text;
    switch (e->type.kind) {
    case TYPE_CHOICE:
        diagnostic_label(c->sink, d, "say which: %.*s %.*s", STR_ARG(text),
                         STR_ARG(e->type.choices->at[0].name));
        break;
    case TYPE_SET:
        diagnostic_label(c->sink, d, "say of what: %.*s includes %.*s",
                         STR_ARG(text), STR_ARG(e->type.choices->at[0].name));
        break;
    case TYPE_NUMBER:
        diagnostic_label(c->sink, d, "compare it: %.*s > ...", STR_ARG(text));
        break;
    case TYPE_DATE:
        diagnostic_label(c->sink, d, "compare it: %.*s less than 2 months ago",
                         STR_ARG(text));
        break;
    case TYPE_YESNO:
    case TYPE_TEXT:
    case TYPE_LIST:
    case TYPE_UNKNOWN:
        diagnostic_label(c->sink, d, "compare it with something");
        break;
    }
}

const struct expr *check_as_condition(struct checker *c, const struct expr *e,
                                      const struct ast *node)
{
    if (!e)
        return NULL;
    struct type yesno = type_yesno();
    e = check_adapt(c, e, &yesno);
    if (e->type.kind == TYPE_YESNO)
        return e;
    struct diagnostic *d = diagnose(c->sink, DIAG_NOT_A_CONDITION, node->span,
                                    "%.*s: alone it is no condition",
                                    STR_ARG(check_is_words(c, e)));
    label_condition(c, d, e);
    return NULL;
}

const struct expr *check_condition(struct checker *c, const struct ast *node,
                                   const struct scope *scope)
{
    return check_as_condition(c, check_expr(c, node, scope), node);
}

const struct ast *check_bare(const struct ast *node)
{
    while (node->kind == AST_PAREN)
        node = node->kids[0];
    return node;
}

/* --- half conditions ----------------------------------------------------- */

/* What a part of a chain names, compared with choices: `NRAS mutated`. */
static const struct ast *choices_of(const struct ast *part)
{
    return part->kind == AST_IS && part->kids[1]->kind == AST_LITERALS
               ? part->kids[1]
               : NULL;
}

/* The ends of a part of a chain of 'or', which may itself be one of 'and'. */
static const struct ast *first_of(const struct ast *part)
{
    return part->kind == AST_AND ? part->kids[0] : part;
}

static const struct ast *last_of(const struct ast *part)
{
    return part->kind == AST_AND ? part->kids[part->n - 1] : part;
}

/* The part of the chain, before or after, that a lone name leans on. */
static const struct ast *leans_on(const struct ast *chain, uint32_t i)
{
    for (uint32_t k = i + 1; k < chain->n; k++)
        if (choices_of(first_of(chain->kids[k])))
            return first_of(chain->kids[k]);
    for (uint32_t k = i; k-- > 0;)
        if (choices_of(last_of(chain->kids[k])))
            return last_of(chain->kids[k]);
    return NULL;
}

/* KRAS or NRAS mutated */
static bool report_half(struct checker *c, const struct ast *chain, uint32_t i,
                        const struct expr *e)
{
    const struct ast *name = chain->kids[i];
    if (!e || name->kind != AST_NAME_REF || e->type.kind != TYPE_CHOICE)
        return false;
    const struct ast *other = leans_on(chain, i);
    if (!other)
        return false;
    struct str choice = check_text(c, choices_of(other));
    struct diagnostic *d =
        diagnose(c->sink, DIAG_HALF_CONDITION, name->span,
                 "%.*s alone is no condition", STR_ARG(e->text));
    diagnostic_label(c->sink, d, "write %.*s %.*s", STR_ARG(e->text),
                     STR_ARG(choice));
    return true;
}

static void report_choice_alone(struct checker *c, const struct ast *name,
                                const struct ast *other, const char *word)
{
    struct str left = check_text(c, other->kids[0]);
    struct str choices = check_text(c, choices_of(other));
    struct diagnostic *d =
        diagnose(c->sink, DIAG_CHOICE_ALONE, name->span,
                 "\"%.*s\" is a choice of %.*s and cannot stand alone",
                 STR_ARG(name->text), STR_ARG(left));
    if (name_equal(str_of(word), STR("or")))
        diagnostic_label(c->sink, d, "write %.*s %.*s | %.*s", STR_ARG(left),
                         STR_ARG(choices), STR_ARG(name->text));
    else
        diagnostic_label(c->sink, d, "write %.*s %.*s", STR_ARG(left),
                         STR_ARG(name->text));
}

static bool means(struct checker *c, const struct ast *name,
                  const struct scope *scope)
{
    struct meaning meaning;
    return check_meaning(c, name->text, scope, &meaning);
}

/* The choices of what a part, which has been looked at and was right or not,
   begins with; NULL if it has none. Says nothing about it a second time. */
static const struct choices *choices_before(struct checker *c,
                                            const struct ast *left,
                                            const struct scope *scope,
                                            bool right)
{
    struct meaning meaning;
    const struct type *type = NULL;
    if (right)
        type = &check_expr(c, left, scope)->type;
    else if (left->kind == AST_NAME_REF &&
             check_meaning(c, left->text, scope, &meaning) &&
             meaning.member->kind == MEMBER_FIELD)
        type = &meaning.member->field->type;
    return type && type->kind == TYPE_CHOICE ? type->choices : NULL;
}

/* KRAS is wild-type or mutated: the second is a choice of the first. `parts`
   are those before it. */
static bool is_choice_alone(struct checker *c, const struct ast *chain,
                            uint32_t i, const struct scope *scope,
                            const struct expr *const *parts)
{
    const struct ast *name = first_of(chain->kids[i]);
    if (name->kind != AST_NAME_REF || i == 0 || means(c, name, scope))
        return false;
    for (uint32_t k = i; k-- > 0;) {
        const struct ast *other = last_of(chain->kids[k]);
        if (!choices_of(other))
            continue;
        const struct choices *choices =
            choices_before(c, other->kids[0], scope, parts[k] != NULL);
        if (!choices || names_find(&choices->spelt, name->text) == NAMES_NONE)
            return false;
        report_choice_alone(c, name, other,
                            chain->kind == AST_OR ? "or" : "and");
        /* with | in place of "or" there is one reading only */
        diagnostics_withdraw(c->sink, DIAG_MIXED_AND_OR, chain->span);
        return true;
    }
    return false;
}

/* --- and after has ------------------------------------------------------- */

static const struct ast *open_quantifier(const struct ast *part)
{
    while (part->kind == AST_NOT)
        part = part->kids[0];
    return part->kind == AST_QUANTIFIER ? part : NULL;
}

struct search {
    const struct record_info *element;
    const struct ast *found;
};

/* Names inside of another element are that element's own. */
static bool look_for_name(const struct ast *node, void *context)
{
    struct search *search = context;
    if (search->found)
        return false;
    if (node->kind == AST_QUANTIFIER || node->kind == AST_WHERE ||
        node->kind == AST_AGGREGATE || node->kind == AST_OF ||
        node->kind == AST_EXTREME_OF || node->kind == AST_COUNT)
        return false;
    if (node->kind == AST_NAME_REF &&
        names_find(&search->element->names, node->text) != NAMES_NONE)
        search->found = node;
    return true;
}

static const struct record_info *element_of(struct checker *c,
                                            const struct ast *quantifier)
{
    const struct ast *path = quantifier->kids[0];
    if (path->kind == AST_WHERE)
        path = path->kids[0];
    const struct field *list = NULL;
    if (path->kind == AST_NAME_REF)
        list = check_list_named(c, path->text);
    return list ? check_info(c, list->type.element) : NULL;
}

/* any lesion has size > 3 cm and lobe left: both readings. */
static void report_has_and(struct checker *c, const struct ast *quantifier,
                           const struct ast *part, const struct search *search)
{
    struct str group = check_text(c, quantifier->kids[0]);
    struct str body = check_text(c, quantifier->kids[1]);
    struct str more = check_text(c, part);
    const char *word = ast_op_name(quantifier->op);
    struct diagnostic *d = diagnose(c->sink, DIAG_HAS_AND, search->found->span,
                                    "does \"%.*s\" mean the same %.*s?",
                                    STR_ARG(search->found->text),
                                    STR_ARG(search->element->type->name));
    diagnostic_label(
        c->sink, d,
        "if so: %s %.*s has (%.*s and %.*s); if not: %s %.*s has %.*s", word,
        STR_ARG(group), STR_ARG(body), STR_ARG(more), word, STR_ARG(group),
        STR_ARG(more));
    diagnostic_second(c->sink, d, quantifier->span,
                      "without parentheses \"has\" ends before \"and\"");
}

/* The part after `i` that names a field of the element; reported. */
static bool check_has_and(struct checker *c, const struct ast *chain,
                          uint32_t i)
{
    const struct ast *quantifier = open_quantifier(chain->kids[i]);
    const struct record_info *element =
        quantifier ? element_of(c, quantifier) : NULL;
    for (uint32_t k = i + 1; element && k < chain->n; k++) {
        struct search search = {.element = element};
        ast_walk(chain->kids[k], look_for_name, &search);
        if (!search.found)
            continue;
        report_has_and(c, quantifier, chain->kids[k], &search);
        return false;
    }
    return true;
}

/* --- chains -------------------------------------------------------------- */

/* ECOG = 0 or 1: reported when the file was read. */
static bool is_amount(const struct ast *part)
{
    return part->kind == AST_NUMBER || part->kind == AST_QUANTITY ||
           part->kind == AST_DATE;
}

/* One operand of a chain, with the messages that need its neighbours. */
static const struct expr *part_of(struct checker *c, const struct ast *chain,
                                  uint32_t i, const struct scope *scope,
                                  const struct expr *const *parts)
{
    const struct ast *part = chain->kids[i];
    if (is_amount(part) || is_choice_alone(c, chain, i, scope, parts))
        return NULL;
    const struct expr *e = check_expr(c, part, scope);
    if (report_half(c, chain, i, e))
        return NULL;
    return check_as_condition(c, e, part);
}

static const struct expr *chain_of(struct checker *c, enum expr_op op,
                                   const struct ast *node,
                                   const struct scope *scope)
{
    const struct expr **parts =
        ARENA_ARRAY(c->arena, const struct expr *, node->n);
    bool right = true;
    for (uint32_t i = 0; op == EXPR_AND && right && i < node->n; i++)
        right = check_has_and(c, node, i);
    if (!right)
        return NULL;
    for (uint32_t i = 0; i < node->n; i++) {
        parts[i] = part_of(c, node, i, scope, parts);
        right = right && parts[i];
    }
    if (!right)
        return NULL;
    struct expr draft = check_draft(op, type_yesno());
    draft.kids = parts;
    draft.n = node->n;
    return check_share(c, &draft, node);
}

const struct expr *check_and(struct checker *c, const struct ast *node,
                             const struct scope *scope)
{
    return chain_of(c, EXPR_AND, node, scope);
}

const struct expr *check_or(struct checker *c, const struct ast *node,
                            const struct scope *scope)
{
    return chain_of(c, EXPR_OR, node, scope);
}

const struct expr *check_not_of(struct checker *c, const struct expr *e,
                                const struct ast *node)
{
    if (!e)
        return NULL;
    struct expr draft = check_draft(EXPR_NOT, type_yesno());
    draft.kids = &e;
    draft.n = 1;
    return check_share(c, &draft, node);
}

const struct expr *check_not(struct checker *c, const struct ast *node,
                             const struct scope *scope)
{
    return check_not_of(c, check_condition(c, node->kids[0], scope), node);
}

const struct expr *check_paren(struct checker *c, const struct ast *node,
                               const struct scope *scope)
{
    return check_expr(c, node->kids[0], scope);
}

/* --- constants ----------------------------------------------------------- */

const struct expr *check_constant(struct checker *c, const struct ast *node,
                                  const struct scope *scope)
{
    (void)scope;
    struct type unknown = type_of_kind(TYPE_UNKNOWN);
    switch (node->kind) {
    case AST_YES:
        return check_const(c, type_yesno(), value_options(OPTION_YES), node);
    case AST_NO:
        return check_const(c, type_yesno(), value_options(OPTION_NO), node);
    case AST_NOTHING:
        return check_const(c, unknown, value_nothing(VALUE_OPTIONS), node);
    default:
        return check_const(c, unknown, value_options(OPTION_NO | OPTION_YES),
                           node);
    }
}

const struct expr *check_quantity_expr(struct checker *c,
                                       const struct ast *node,
                                       const struct scope *scope)
{
    (void)scope;
    decimal value;
    struct type type = type_plain_number(false);
    if (!check_quantity(c, node, &value, &type.unit))
        return NULL;
    type.whole = node->kind == AST_NUMBER && decimal_is_whole(value);
    return check_const(c, type, value_number(value), node);
}

const struct expr *check_date_expr(struct checker *c, const struct ast *node,
                                   const struct scope *scope)
{
    (void)scope;
    date first, last;
    if (!check_date(c, node, &first, &last))
        return NULL;
    return check_const(c, type_of_kind(TYPE_DATE), value_days(first, last),
                       node);
}
