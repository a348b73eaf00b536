/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Below a leaf: the values that a condition is about. A field is a fact of
 * the leaf itself; what is computed (a define, a score, a total, the latest
 * of a list, arithmetic) is a node of its own with its value, and the facts
 * or the guards that it comes from below.
 */

#include "interp/eval/proof_internal.h"

static void push(struct prover *p, struct proof *node, struct proof *kid)
{
    struct nodes nodes = {node->kids, node->n, node->n};
    list_push(p->arena, &nodes, kid);
    node->kids = nodes.at;
    node->n = nodes.n;
}

/* --- branches ------------------------------------------------------------ */

static void prove_operand(struct prover *p, struct proof *node,
                          const struct expr *e);

/* The guards that choose the value, each with the value that it gives: those
   that may hold, up to the first that does; where none may, all of them, for
   they all failed. */
static void prove_branch(struct prover *p, struct proof *node,
                         const struct expr *body)
{
    bool chosen = false, some = false;
    for (uint32_t i = 0; i + 1 < body->n; i += 2)
        some = some || eval_truth(p->ev, body->kids[i]) != TRUTH_NO;
    for (uint32_t i = 0; i + 1 < body->n && !chosen; i += 2) {
        enum truth guard = eval_truth(p->ev, body->kids[i]);
        if (p->minimal && some && guard == TRUTH_NO)
            continue;
        struct proof *kid = proof_condition(p, body->kids[i]);
        kid->decides = chosen = guard == TRUTH_YES;
        push(p, node, kid);
        if (guard != TRUTH_NO)
            prove_operand(p, node, body->kids[i + 1]);
    }
    if (!chosen && body->n % 2)
        prove_operand(p, node, body->kids[body->n - 1]);
}

/* --- or as stated -------------------------------------------------------- */

static void prove_side(struct prover *p, struct proof *node,
                       const struct expr *side)
{
    if (side->type.kind == TYPE_YESNO) {
        push(p, node, proof_condition(p, side));
        return;
    }
    struct proof *kid = proof_node(p, side, false);
    proof_operands(p, kid, side);
    push(p, node, kid);
}

void proof_body(struct prover *p, struct proof *node, const struct expr *body)
{
    if (body->op == EXPR_BRANCH) {
        prove_branch(p, node, body);
        return;
    }
    if (body->op != EXPR_STATED) {
        proof_operands(p, node, body);
        return;
    }
    for (uint32_t i = 0; i < body->n; i++)
        prove_side(p, node, body->kids[i]);
}

/* --- values -------------------------------------------------------------- */

static void prove_score(struct prover *p, struct proof *node,
                        const struct score *score)
{
    for (size_t i = 0; i < score->n; i++) {
        const struct expr *when = score->points[i].when;
        if (!p->minimal || eval_truth(p->ev, when) != TRUTH_NO)
            push(p, node, proof_condition(p, when));
    }
}

static void prove_term(struct prover *p, struct proof *node,
                       const struct expr *e)
{
    if (e->op == EXPR_DEFINE && !e->define->record && proof_opens(p, e->define))
        proof_body(p, node, e->define->body);
    else if (e->op == EXPR_SCORE)
        prove_score(p, node, e->score);
    else if (e->op == EXPR_BRANCH || e->op == EXPR_STATED)
        proof_body(p, node, e);
    else if (e->op == EXPR_LARGEST || e->op == EXPR_SMALLEST)
        proof_extreme(p, node, e);
    else if (e->op == EXPR_OF)
        proof_latest(p, node, e);
    else if (e->op == EXPR_TOTAL || e->op == EXPR_COUNT)
        proof_members(p, node, e);
    else
        proof_facts(p, node, e);
}

/* A field or a constant says all there is to say; other operands have a node.
   Units and frames are looked through. */
static void prove_operand(struct prover *p, struct proof *node,
                          const struct expr *e)
{
    while (e->op == EXPR_CONVERT)
        e = e->kids[0];
    if (e->op == EXPR_CONST || e->op == EXPR_TODAY)
        return;
    if (e->op == EXPR_FIELD) {
        proof_facts(p, node, e);
        return;
    }
    bool condition = e->type.kind == TYPE_YESNO;
    if (condition && e->op != EXPR_OF) {
        push(p, node, proof_condition(p, e));
        return;
    }
    struct proof *kid = proof_node(p, e, condition);
    prove_term(p, kid, e);
    push(p, node, kid);
}

/* Whether the operation itself is what a node is about. */
static bool is_term(const struct expr *e)
{
    switch (e->op) {
    case EXPR_CONST:
    case EXPR_FIELD:
    case EXPR_DEFINE:
    case EXPR_FRAME:
    case EXPR_SCORE:
    case EXPR_TODAY:
    case EXPR_BRANCH:
    case EXPR_STATED:
    case EXPR_OF:
    case EXPR_COUNT:
    case EXPR_LARGEST:
    case EXPR_SMALLEST:
    case EXPR_TOTAL: return true;
    case EXPR_SINCE:
    case EXPR_FROM_TO:
    case EXPR_ARITHMETIC:
    case EXPR_ADD_DAYS:
    case EXPR_ADD_MONTHS:
    case EXPR_NEGATE:
    case EXPR_CALL:
    case EXPR_CONVERT:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_NOT:
    case EXPR_COMPARE:
    case EXPR_SAME:
    case EXPR_COMPARE_MONTHS:
    case EXPR_BETWEEN:
    case EXPR_BETWEEN_MONTHS:
    case EXPR_IS:
    case EXPR_IS_TEXT:
    case EXPR_IS_KNOWN:
    case EXPR_IS_NOTHING:
    case EXPR_INCLUDES:
    case EXPR_SET_NONE:
    case EXPR_LIST_NONE:
    case EXPR_ANY:
    case EXPR_EVERY:
    case EXPR_NO:
    case EXPR_OPS: return false;
    }
    return false;
}

void proof_operands(struct prover *p, struct proof *node, const struct expr *e)
{
    if (is_term(e)) {
        prove_term(p, node, e);
        return;
    }
    for (uint32_t i = 0; i < e->n; i++)
        prove_operand(p, node, e->kids[i]);
}
