/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Definitions by branches: `when E then V` ... `otherwise V`. The values are
 * of one type. They may be choices: those declared after the colon, or those
 * of a field that another branch names; a name that is neither these nor a
 * field is reported with the nearest choice.
 */

#include "interp/check/checker.h"

struct branching {
    const struct ast *node;
    const struct define *define;
    const struct scope *scope;
    const struct choices *choices; /* declared, or of a sibling; or NULL */
    const struct ast **nodes;      /* of the values, the last is otherwise */
    const struct expr **values;
    uint32_t n;
    bool right;
};

/* A lone name that means nothing as a field: perhaps a choice. */
static bool is_bare_word(const struct checker *c,
                         const struct branching *branching, uint32_t i)
{
    const struct ast *node = branching->nodes[i];
    struct meaning meaning;
    return node->kind == AST_NAME_REF &&
           !check_meaning(c, node->text, branching->scope, &meaning);
}

static bool is_declared_choice(const struct branching *branching, uint32_t i)
{
    const struct ast *node = branching->nodes[i];
    return branching->choices && node->kind == AST_NAME_REF &&
           names_find(&branching->choices->names, node->text) != NAMES_NONE;
}

/* --- choices ------------------------------------------------------------- */

static const struct expr *
choice_value(struct checker *c, const struct branching *branching, uint32_t i)
{
    struct type type = type_of_kind(TYPE_CHOICE);
    type.choices = branching->choices;
    struct slot slot = {.type = &type,
                        .name = branching->define->name,
                        .declared = branching->define->span};
    struct ast literal = *branching->nodes[i];
    literal.kind = AST_NAME;
    uint64_t option = check_option(c, &slot, &literal);
    if (!option)
        return NULL;
    return check_const(c, type, value_options(option), branching->nodes[i]);
}

/* No field has these choices, and none are declared. */
static void report_undeclared(struct checker *c,
                              const struct branching *branching, uint32_t at)
{
    struct names words = names_on(c->arena);
    for (uint32_t i = 0; i < branching->n; i++)
        if (is_bare_word(c, branching, i))
            names_add(&words, branching->nodes[i]->text, 0);
    struct buf list = buf_on(c->arena);
    for (size_t i = 0; i < words.entries.n && i < CHECK_LISTED; i++)
        buf_format(&list, "%s%.*s", i ? " | " : "",
                   STR_ARG(words.entries.at[i].name));
    if (words.entries.n > CHECK_LISTED)
        buf_text(&list, " | ...");
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNDECLARED_CHOICES, branching->nodes[at]->span,
                 "\"%.*s\" is neither a field nor a declared choice",
                 STR_ARG(branching->nodes[at]->text));
    diagnostic_label(c->sink, d, "declare the choices: define %.*s: %.*s",
                     STR_ARG(branching->define->name),
                     STR_ARG(buf_view(&list)));
}

/* The choices of the first value that has some. */
static void find_choices(struct branching *branching)
{
    for (uint32_t i = 0; !branching->choices && i < branching->n; i++)
        if (branching->values[i] &&
            branching->values[i]->type.kind == TYPE_CHOICE)
            branching->choices = branching->values[i]->type.choices;
}

static void resolve_words(struct checker *c, struct branching *branching)
{
    find_choices(branching);
    for (uint32_t i = 0; i < branching->n; i++) {
        if (branching->values[i] || !is_bare_word(c, branching, i))
            continue;
        if (branching->choices) {
            branching->values[i] = choice_value(c, branching, i);
            branching->right = branching->right && branching->values[i];
        } else if (!check_is_broken(c, branching->nodes[i]->text)) {
            branching->right = false;
            report_undeclared(c, branching, i);
            return; /* one message for all of them */
        } else {
            branching->right = false;
        }
    }
}

static void resolve_values(struct checker *c, struct branching *branching)
{
    for (uint32_t i = 0; i < branching->n; i++) {
        if (is_declared_choice(branching, i)) {
            branching->values[i] = choice_value(c, branching, i);
        } else if (!is_bare_word(c, branching, i)) {
            branching->values[i] =
                check_expr(c, branching->nodes[i], branching->scope);
            branching->right = branching->right && branching->values[i];
        }
    }
    resolve_words(c, branching);
}

/* --- all ----------------------------------------------------------------- */

static bool declare_choices(struct checker *c, struct branching *branching)
{
    const struct ast *declared = ast_kid(branching->node, 0);
    if (!declared)
        return true;
    const struct ast *const *kids = (const struct ast *const *)declared->kids;
    branching->choices = check_choices(c, kids, declared->n);
    return branching->choices != NULL;
}

static const struct expr *branch_expr(struct checker *c,
                                      const struct branching *branching)
{
    const struct ast *node = branching->node;
    uint32_t guards = branching->n - 1;
    const struct expr **kids =
        ARENA_ARRAY(c->arena, const struct expr *, 2 * (size_t)guards + 1);
    bool right = branching->right;
    for (uint32_t i = 0; i < guards; i++) {
        kids[2 * i] =
            check_condition(c, node->kids[i + 2]->kids[0], branching->scope);
        kids[2 * i + 1] = branching->values[i];
        right = right && kids[2 * i];
    }
    kids[2 * guards] = branching->values[guards];
    if (!right)
        return NULL;
    struct expr draft = check_draft(EXPR_BRANCH, branching->values[0]->type);
    for (uint32_t i = 0; i < branching->n; i++)
        draft.type.whole = draft.type.whole && branching->values[i]->type.whole;
    draft.type.calendar = false;
    draft.define = branching->define; /* so that no two share their text */
    draft.kids = kids;
    draft.n = 2 * guards + 1;
    draft.text = branching->define->name;
    return check_share(c, &draft, node);
}

const struct expr *check_branches(struct checker *c, const struct ast *node,
                                  const struct define *define,
                                  const struct scope *scope)
{
    struct branching branching = {.node = node,
                                  .define = define,
                                  .scope = scope,
                                  .n = node->n - 1,
                                  .right = true};
    branching.nodes = ARENA_ARRAY(c->arena, const struct ast *, branching.n);
    branching.values = ARENA_ARRAY(c->arena, const struct expr *, branching.n);
    for (uint32_t i = 2; i < node->n; i++)
        branching.nodes[i - 2] = node->kids[i]->kids[1];
    branching.nodes[branching.n - 1] = node->kids[1];
    if (!declare_choices(c, &branching))
        return NULL;
    resolve_values(c, &branching);
    if (branching.right)
        branching.right =
            check_unify(c, branching.values, branching.nodes, branching.n);
    return branch_expr(c, &branching);
}
