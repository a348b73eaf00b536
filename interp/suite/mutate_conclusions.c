/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What goes wrong in conclusions: a verdict weaker than meant, one of several
 * forgotten, an exception, a trial, a partner left out, a delay that is one
 * off. Only what a case can expect is changed: no notes, no figures.
 */

#include "interp/suite/mutants_internal.h"

static void weaken(struct mutator *m, const struct ast *node)
{
    enum ast_op op = node->op;
    if (op == OP_PLAIN || op == OP_RECOMMEND)
        op = OP_CONSIDER;
    else if (op == OP_CONTRAINDICATE)
        op = OP_AVOID;
    else if (op == OP_AVOID)
        op = OP_CONSIDER;
    else
        op = OP_AVOID; /* consider: there is nothing weaker */
    mutate_offer(
        m, node->op == OP_CONSIDER ? "verdict turned" : "verdict weakened",
        mutate_with_op(m, node, op));
}

/* A verdict in a trial counts for nothing: only that it is in a trial does. */
static void advise(struct mutator *m, const struct ast *node)
{
    if (node->kids[2]) {
        mutate_offer(m, "trial dropped", mutate_with_kid(m, node, 2, NULL));
        return;
    }
    if (node->op != OP_CONSIDER || node->n == 3)
        weaken(m, node);
    if (node->kids[0]->n > 1)
        for (uint32_t i = 0; i < node->kids[0]->n; i++)
            mutate_offer(m, "alternative dropped",
                         mutate_with_kid(m, node, 0,
                                         mutate_without(m, node->kids[0], i)));
    if (node->kids[1])
        mutate_offer(m, "except dropped", mutate_with_kid(m, node, 1, NULL));
    mutate_leave_out(m, node, 3, 0, "partner dropped");
    for (uint32_t i = 3; i < node->n; i++)
        for (uint32_t j = 0; node->kids[i]->n > 1 && j < node->kids[i]->n; j++)
            mutate_offer(m, "partner dropped",
                         mutate_with_kid(m, node, i,
                                         mutate_without(m, node->kids[i], j)));
}

static void prognosis(struct mutator *m, const struct ast *node)
{
    mutate_offer(
        m, "prognosis turned",
        mutate_with_op(m, node,
                       node->op == OP_ADVERSE ? OP_FAVOURABLE : OP_ADVERSE));
}

static void conclusion(struct mutator *m, const struct ast *node)
{
    if (node->kind == AST_ADVISE)
        advise(m, node);
    else if (node->kind == AST_PROGNOSIS)
        prognosis(m, node);
    else if (node->kind == AST_DELAY)
        mutate_number(m, node, 1, "delay moved");
}

/* Another outcome in the same measure: a case expects measures. */
static bool is_repeated(const struct ast *conclusions, const struct ast *one)
{
    for (uint32_t i = 0; i < conclusions->n; i++) {
        const struct ast *other = conclusions->kids[i];
        if (other != one && other->kind == AST_OUTCOME &&
            name_equal(other->kids[0]->text, one->kids[0]->text))
            return true;
    }
    return false;
}

static bool shows(const struct ast *conclusions, const struct ast *one)
{
    if (one->kind == AST_NOTE)
        return false;
    if (one->kind == AST_OUTCOME)
        return !is_repeated(conclusions, one);
    return one->kind != AST_ADVISE || !one->kids[2];
}

void mutate_conclusions(struct mutator *m, const struct ast *conclusions)
{
    for (uint32_t i = 0; i < conclusions->n; i++) {
        const struct ast *one = conclusions->kids[i];
        if (conclusions->n > 1 && shows(conclusions, one))
            mutate_offer_without(m, "conclusion dropped",
                                 mutate_without(m, conclusions, i), one);
        mutate_into(m, one, conclusion);
    }
}
