/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What goes wrong in conditions: < for <=, a threshold that is one off, `any`
 * for `every`, a part forgotten, `and` for `or`, a `not` too many or too few,
 * the neighbouring option; and in terms: the largest for the smallest.
 */

#include "interp/suite/mutants_internal.h"

static void all_kids(struct mutator *m, const struct ast *node,
                     mutate_visit *visit)
{
    for (uint32_t i = 0; i < node->n; i++)
        mutate_into(m, node->kids[i], visit);
}

/* --- comparisons -------------------------------------------------------------- */

/* The same with or without the end, and the opposite. */
static bool neighbours(enum ast_op op, enum ast_op *end, enum ast_op *opposite)
{
    static const enum ast_op ops[][3] = {
        {OP_LT, OP_LE, OP_GT}, {OP_LE, OP_LT, OP_GE}, {OP_GT, OP_GE, OP_LT},
        {OP_GE, OP_GT, OP_LE}, {OP_EQ, OP_NE, OP_NE}, {OP_NE, OP_EQ, OP_EQ},
    };
    for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++)
        if (ops[i][0] == op) {
            *end = ops[i][1];
            *opposite = ops[i][2];
            return true;
        }
    return false;
}

static void turn(struct mutator *m, const struct ast *node)
{
    enum ast_op end, opposite;
    if (!neighbours(node->op, &end, &opposite))
        return;
    mutate_offer(m, "comparison turned", mutate_with_op(m, node, end));
    if (opposite != end)
        mutate_offer(m, "comparison turned", mutate_with_op(m, node, opposite));
}

static void compare(struct mutator *m, const struct ast *node)
{
    turn(m, node);
    for (uint32_t i = 0; i < node->n; i++)
        mutate_number(m, node, i, "threshold moved");
    all_kids(m, node, mutate_value);
}

/* "less than 2 years ago" */
static void ago(struct mutator *m, const struct ast *node)
{
    turn(m, node);
    mutate_number(m, node, 1, "threshold moved");
    mutate_into(m, node->kids[0], mutate_value);
}

/* --- options ------------------------------------------------------------------ */

/* The name that a path ends in: KRAS, response of latest chemo. */
static struct str name_of(const struct ast *path)
{
    while (path->kind == AST_OF || path->kind == AST_PAREN)
        path = path->kids[0];
    return path->text;
}

static const struct choices *choices_of(const struct mutator *m,
                                        struct str name)
{
    const struct vocabulary *vocabulary = m->loaded->program->vocabulary;
    for (size_t i = 0; i < vocabulary->record_count; i++) {
        const struct record_type *record = vocabulary->records[i];
        uint32_t index = names_find(&record->names, name);
        if (index != NAMES_NONE && record->fields[index]->type.choices)
            return record->fields[index]->type.choices;
    }
    return NULL;
}

static bool is_among(const struct ast *literals, struct str name)
{
    if (literals->kind == AST_NAME)
        return name_equal(literals->text, name);
    for (uint32_t i = 0; i < literals->n; i++)
        if (name_equal(literals->kids[i]->text, name))
            return true;
    return false;
}

/* The option behind it that does not stand there already. */
static struct ast *next_option(struct mutator *m, struct str field,
                               const struct ast *name,
                               const struct ast *literals)
{
    const struct choices *choices = choices_of(m, field);
    uint32_t at = choices && name->kind == AST_NAME
                      ? names_find(&choices->names, name->text)
                      : NAMES_NONE;
    for (size_t i = 1; at != NAMES_NONE && i < choices->n; i++) {
        struct str other = choices->at[(at + i) % choices->n].name;
        if (!is_among(literals, other) && !name_equal(other, STR("none")))
            return mutate_with_text(m, name, other);
    }
    return NULL;
}

/* One option left out, or exchanged, in child `i` of a node. */
static void options(struct mutator *m, const struct ast *node, uint32_t i,
                    struct str field)
{
    const struct ast *literals = node->kids[i];
    if (literals->kind == AST_NAME) {
        struct ast *other = next_option(m, field, literals, literals);
        if (other)
            mutate_offer(m, "option exchanged",
                         mutate_with_kid(m, node, i, other));
    }
    for (uint32_t j = 0; literals->kind == AST_LITERALS && j < literals->n;
         j++) {
        struct ast *other = next_option(m, field, literals->kids[j], literals);
        if (literals->n > 1)
            mutate_offer(
                m, "option dropped",
                mutate_with_kid(m, node, i, mutate_without(m, literals, j)));
        if (other)
            mutate_offer(
                m, "option exchanged",
                mutate_with_kid(m, node, i,
                                mutate_with_kid(m, literals, j, other)));
    }
}

static void is(struct mutator *m, const struct ast *node)
{
    mutate_offer(
        m, node->op == OP_NOT ? "not dropped" : "not added",
        mutate_with_op(m, node, node->op == OP_NOT ? OP_PLAIN : OP_NOT));
    options(m, node, 1, name_of(node->kids[0]));
    mutate_into(m, node->kids[0], mutate_value);
}

static void includes(struct mutator *m, const struct ast *node)
{
    options(m, node, 1, name_of(node->kids[0]));
}

static void is_state(struct mutator *m, const struct ast *node)
{
    static const enum ast_op ops[][2] = {
        {OP_KNOWN, OP_NOT_KNOWN},     {OP_UNKNOWN, OP_NOT_UNKNOWN},
        {OP_NOTHING, OP_NOT_NOTHING}, {OP_NOT_KNOWN, OP_KNOWN},
        {OP_NOT_UNKNOWN, OP_UNKNOWN}, {OP_NOT_NOTHING, OP_NOTHING},
    };
    for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++)
        if (ops[i][0] == node->op)
            mutate_offer(m, "not added", mutate_with_op(m, node, ops[i][1]));
}

/* --- joined ------------------------------------------------------------------- */

static void join(struct mutator *m, const struct ast *node)
{
    struct ast *other = mutate_copy(m, node);
    other->kind = node->kind == AST_AND ? AST_OR : AST_AND;
    mutate_offer(m, "and/or exchanged", other);
    for (uint32_t i = 0; i < node->n; i++)
        mutate_offer_without(m, "condition dropped",
                             node->n > 2 ? mutate_without(m, node, i)
                                         : node->kids[1 - i],
                             node->kids[i]);
    all_kids(m, node, mutate_condition);
}

static void quantifier(struct mutator *m, const struct ast *node)
{
    enum ast_op other = node->op == OP_ANY ? OP_EVERY : OP_ANY;
    mutate_offer(m, "quantifier exchanged", mutate_with_op(m, node, other));
    mutate_into(m, node->kids[0], mutate_value);
    mutate_into(m, node->kids[1], mutate_condition);
}

static void negated(struct mutator *m, const struct ast *node)
{
    struct ast *not = ARENA_NEW(m->arena, struct ast);
    *not = (struct ast){.kind = AST_NOT, .n = 1, .span = node->span};
    not ->kids = arena_array(m->arena, 1, sizeof *not ->kids);
    not ->kids[0] = mutate_copy(m, node);
    mutate_offer(m, "not added", not );
}

void mutate_condition(struct mutator *m, const struct ast *node)
{
    if (node->kind == AST_AND || node->kind == AST_OR) {
        join(m, node);
    } else if (node->kind == AST_NOT) {
        mutate_offer(m, "not dropped", node->kids[0]);
        mutate_into(m, node->kids[0], mutate_condition);
    } else if (node->kind == AST_PAREN) {
        mutate_into(m, node->kids[0], mutate_condition);
    } else {
        if (node->kind == AST_NAME_REF || node->kind == AST_OF)
            negated(m, node);
        mutate_value(m, node);
    }
}

/* --- terms ------------------------------------------------------------------------ */

static enum ast_op opposite(enum ast_op op)
{
    return op == OP_LARGEST    ? OP_SMALLEST
           : op == OP_SMALLEST ? OP_LARGEST
           : op == OP_TOTAL    ? OP_LARGEST
           : op == OP_LATEST   ? OP_EARLIEST
           : op == OP_EARLIEST ? OP_LATEST
           : op == OP_ADD      ? OP_SUBTRACT
           : op == OP_SUBTRACT ? OP_ADD
           : op == OP_MULTIPLY ? OP_DIVIDE
                               : OP_MULTIPLY;
}

static void term(struct mutator *m, const struct ast *node)
{
    if (node->kind == AST_AGGREGATE || node->kind == AST_EXTREME_OF ||
        node->kind == AST_ARITHMETIC)
        mutate_offer(m, "term exchanged",
                     mutate_with_op(m, node, opposite(node->op)));
    if (node->kind == AST_ARITHMETIC)
        for (uint32_t i = 0; i < node->n; i++)
            mutate_number(m, node, i, "number changed");
    all_kids(m, node, mutate_value);
}

static void filter(struct mutator *m, const struct ast *node)
{
    mutate_offer(m, "filter dropped", node->kids[0]);
    mutate_into(m, node->kids[1], mutate_condition);
}

/* Any expression: a condition inside a term is one all the same. */
void mutate_value(struct mutator *m, const struct ast *node)
{
    switch ((int)node->kind) {
    case AST_COMPARE: compare(m, node); return;
    case AST_BETWEEN:
        mutate_number(m, node, 1, "threshold moved");
        mutate_number(m, node, 2, "threshold moved");
        mutate_into(m, node->kids[0], mutate_value);
        return;
    case AST_AGO: ago(m, node); return;
    case AST_IS: is(m, node); return;
    case AST_INCLUDES: includes(m, node); return;
    case AST_IS_STATE: is_state(m, node); return;
    case AST_QUANTIFIER: quantifier(m, node); return;
    case AST_WHERE: filter(m, node); return;
    case AST_AND:
    case AST_OR:
    case AST_NOT: mutate_condition(m, node); return;
    default: term(m, node); return;
    }
}

/* --- cells --------------------------------------------------------------------------- */

void mutate_cell(struct mutator *m, const struct ast *cell,
                 const struct ast *column)
{
    if (cell->kind == AST_CELL_ANY)
        return;
    struct ast *any = ARENA_NEW(m->arena, struct ast);
    *any = (struct ast){.kind = AST_CELL_ANY, .span = cell->span};
    mutate_offer(m, "condition dropped", any);
    if (cell->kind != AST_CELL_IN)
        return;
    mutate_offer(
        m, cell->op == OP_NOT ? "not dropped" : "not added",
        mutate_with_op(m, cell, cell->op == OP_NOT ? OP_PLAIN : OP_NOT));
    mutate_leave_out(m, cell, 0, 1, "option dropped");
    for (uint32_t i = 0; i < cell->n; i++) {
        struct ast *other =
            next_option(m, name_of(column), cell->kids[i], cell);
        if (other)
            mutate_offer(m, "option exchanged",
                         mutate_with_kid(m, cell, i, other));
        mutate_number(m, cell, i, "threshold moved");
    }
}
