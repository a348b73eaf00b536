/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Why a condition is what it is, as a tree. `and`, `or` and `not` are
 * followed; a define is a node with what defines it below, shown once in a
 * tree; anything else is a leaf with the facts it rests on and, below it, the
 * computed values it is about.
 *
 * A minimal tree keeps what decides: of an `and` that is no, the conditions
 * that are no; of one that is yes, all of them; of one that is unknown, the
 * unknown ones. `or` mirrors it. This file walks; it judges nothing itself.
 */

#include "interp/eval/proof_internal.h"

/* --- nodes --------------------------------------------------------------- */

struct proof *proof_node(struct prover *p, const struct expr *e, bool condition)
{
    struct proof *node = ARENA_NEW(p->arena, struct proof);
    p->ev->walk++;
    node->expr = e;
    node->condition = condition;
    node->value = eval_expr(p->ev, e);
    if (condition)
        node->value = value_truth(value_as_truth(node->value));
    return node;
}

static enum truth truth_at(const struct proof *node)
{
    return value_as_truth(node->value);
}

static void keep(struct prover *p, struct nodes *nodes, struct proof *kid)
{
    list_push(p->arena, nodes, kid);
}

static void finish(struct proof *node, const struct nodes *nodes)
{
    node->kids = nodes->at;
    node->n = nodes->n;
}

/* --- and, or ------------------------------------------------------------- */

/* What one kid must be so that the whole follows from it alone. */
static enum truth decisive(const struct expr *e)
{
    return e->op == EXPR_AND ? TRUTH_NO : TRUTH_YES;
}

/* Whether a kid belongs into a minimal tree of a whole of that truth. */
static bool counts(const struct expr *e, enum truth whole, enum truth kid)
{
    enum truth alone = decisive(e);
    if (whole == alone || whole == TRUTH_UNKNOWN)
        return kid == whole;
    return true;
}

/* Marks the kid that the whole follows from: the first decisive one, or the
   only unknown one. */
static void mark(struct proof *node, const struct nodes *nodes)
{
    enum truth whole = truth_at(node);
    struct proof *first = NULL;
    size_t same = 0;
    for (size_t i = 0; i < nodes->n; i++) {
        if (truth_at(nodes->at[i]) != whole)
            continue;
        first = first ? first : nodes->at[i];
        same++;
    }
    if (first && (whole == decisive(node->expr) ||
                  (whole == TRUTH_UNKNOWN && same == 1)))
        first->decides = true;
}

static void prove_joined(struct prover *p, struct proof *node)
{
    const struct expr *e = node->expr;
    struct nodes nodes = {0};
    for (uint32_t i = 0; i < e->n; i++) {
        enum truth kid = eval_truth(p->ev, e->kids[i]);
        if (!p->minimal || counts(e, truth_at(node), kid))
            keep(p, &nodes, proof_condition(p, e->kids[i]));
    }
    mark(node, &nodes);
    finish(node, &nodes);
}

/* --- not, defines -------------------------------------------------------- */

static void prove_below(struct prover *p, struct proof *node,
                        const struct expr *e)
{
    struct nodes nodes = {0};
    keep(p, &nodes, proof_condition(p, e));
    finish(node, &nodes);
}

bool proof_opens(struct prover *p, const struct define *define)
{
    if (define->index >= p->ev->program->define_count ||
        p->opened[define->index])
        return false;
    p->opened[define->index] = true;
    return true;
}

static void prove_define(struct prover *p, struct proof *node)
{
    const struct define *define = node->expr->define;
    if (!proof_opens(p, define)) {
        proof_facts(p, node, node->expr);
        return;
    }
    const struct expr *body = define->body;
    if (body->op == EXPR_BRANCH || body->op == EXPR_STATED)
        proof_body(p, node, body);
    else
        prove_below(p, node, body);
}

/* --- the walk ------------------------------------------------------------ */

static bool is_quantifier(const struct expr *e)
{
    return e->op == EXPR_ANY || e->op == EXPR_EVERY || e->op == EXPR_NO;
}

struct proof *proof_condition(struct prover *p, const struct expr *e)
{
    struct proof *node = proof_node(p, e, true);
    if (e->op == EXPR_AND || e->op == EXPR_OR)
        prove_joined(p, node);
    else if (e->op == EXPR_NOT)
        prove_below(p, node, e->kids[0]);
    else if (e->op == EXPR_DEFINE && !e->define->record)
        prove_define(p, node);
    else if (is_quantifier(e))
        proof_quantifier(p, node, e);
    else if (e->op == EXPR_LIST_NONE)
        proof_members(p, node, e);
    else
        proof_operands(p, node, e);
    return node;
}

struct proof *prove(struct evaluator *ev, const struct expr *e,
                    struct arena *arena, bool minimal)
{
    struct prover p = {.ev = ev, .arena = arena, .minimal = minimal};
    p.opened = ARENA_ARRAY(arena, bool, ev->program->define_count);
    if (e->type.kind == TYPE_YESNO)
        return proof_condition(&p, e);
    struct proof *node = proof_node(&p, e, false);
    proof_operands(&p, node, e);
    return node;
}
