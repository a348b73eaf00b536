/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Walks the items of all files and offers what may go wrong in each. A mutant
 * keeps the way from its file down to the node that is replaced; the tree is
 * copied along that way only when the mutant is wanted.
 */

#include "interp/suite/mutants_internal.h"

#include "grammar/print.h"

#include <string.h>

/* --- copies ---------------------------------------------------------------- */

static struct ast *copy_with(struct arena *arena, const struct ast *node,
                             uint32_t n)
{
    struct ast *copy = ARENA_NEW(arena, struct ast);
    *copy = *node;
    copy->n = n;
    copy->kids = arena_array(arena, n, sizeof *copy->kids);
    for (uint32_t i = 0; i < n && i < node->n; i++)
        copy->kids[i] = node->kids[i];
    return copy;
}

struct ast *mutate_copy(struct mutator *m, const struct ast *node)
{
    return copy_with(m->arena, node, node->n);
}

struct ast *mutate_with_op(struct mutator *m, const struct ast *node,
                           enum ast_op op)
{
    struct ast *copy = mutate_copy(m, node);
    copy->op = op;
    return copy;
}

struct ast *mutate_with_kid(struct mutator *m, const struct ast *node,
                            uint32_t i, struct ast *kid)
{
    struct ast *copy = mutate_copy(m, node);
    copy->kids[i] = kid;
    return copy;
}

struct ast *mutate_without(struct mutator *m, const struct ast *node,
                           uint32_t i)
{
    struct ast *copy = copy_with(m->arena, node, node->n - 1);
    for (uint32_t j = i; j < copy->n; j++)
        copy->kids[j] = node->kids[j + 1];
    return copy;
}

struct ast *mutate_with_text(struct mutator *m, const struct ast *node,
                             struct str text)
{
    struct ast *copy = mutate_copy(m, node);
    copy->text = text;
    return copy;
}

/* --- offering -------------------------------------------------------------- */

static const struct ast **keep_chain(struct mutator *m)
{
    const struct ast **chain = arena_array(m->arena, m->depth, sizeof *chain);
    memcpy(chain, m->chain, m->depth * sizeof *chain);
    return chain;
}

void mutate_offer(struct mutator *m, const char *what, struct ast *replacement)
{
    const struct ast *node = m->chain[m->depth - 1];
    struct mutant mutant = {.file = m->file,
                            .chain = keep_chain(m),
                            .depth = m->depth,
                            .replacement = replacement,
                            .item = m->item,
                            .concludes = m->concludes,
                            .span = node->span,
                            .what = what};
    mutant.before = ast_text(m->arena, node);
    mutant.after = ast_text(m->arena, replacement);
    list_push(m->arena, &m->mutants, mutant);
}

void mutate_offer_without(struct mutator *m, const char *what,
                          struct ast *replacement, const struct ast *part)
{
    size_t at = m->mutants.n;
    mutate_offer(m, what, replacement);
    m->mutants.at[at].before = ast_text(m->arena, part);
    m->mutants.at[at].after = STR("");
    m->mutants.at[at].span = part->span;
}

void mutate_into(struct mutator *m, const struct ast *child,
                 mutate_visit *visit)
{
    if (!child || m->depth == CHAIN_MOST)
        return;
    m->chain[m->depth++] = child;
    visit(m, child);
    m->depth--;
}

static struct ast *moved(struct mutator *m, const struct ast *number,
                         int direction)
{
    decimal at, digit = DECIMAL_ONE;
    if (decimal_read(number->text, &at) != DECIMAL_EXACT)
        return NULL;
    while (digit > 1 && at % digit != 0)
        digit /= 10;
    if (!decimal_add(at, direction * digit, &at))
        return NULL;
    return mutate_with_text(m, number, decimal_text(m->arena, at));
}

void mutate_number(struct mutator *m, const struct ast *node, uint32_t i,
                   const char *what)
{
    const struct ast *number = ast_kid(node, i);
    if (!number || (number->kind != AST_NUMBER && number->kind != AST_QUANTITY))
        return;
    for (int direction = -1; direction <= 1; direction += 2) {
        struct ast *kid = moved(m, number, direction);
        if (kid)
            mutate_offer(m, what, mutate_with_kid(m, node, i, kid));
    }
}

void mutate_leave_out(struct mutator *m, const struct ast *node, uint32_t from,
                      uint32_t least, const char *what)
{
    for (uint32_t i = from; i < node->n && node->n - from > least; i++)
        mutate_offer_without(m, what, mutate_without(m, node, i),
                             node->kids[i]);
}

/* --- items ------------------------------------------------------------------- */

static void visit_overrides(struct mutator *m, const struct ast *tail)
{
    mutate_leave_out(m, tail, 0, 1, "override dropped");
}

static void visit_tails(struct mutator *m, const struct ast *item)
{
    for (uint32_t i = 0; i < item->n; i++) {
        const struct ast *tail = item->kids[i];
        if (!tail || tail->kind != AST_OVERRIDES)
            continue;
        if (tail->n > 1)
            mutate_into(m, tail, visit_overrides);
        else
            mutate_offer_without(m, "override dropped",
                                 mutate_without(m, item, i), tail);
    }
}

static void visit_rule(struct mutator *m, const struct ast *rule)
{
    mutate_into(m, rule->kids[2], mutate_condition);
    mutate_into(m, rule->kids[3], mutate_condition);
    if (rule->kids[3])
        mutate_offer_without(m, "unless dropped",
                             mutate_with_kid(m, rule, 3, NULL), rule->kids[3]);
    m->concludes = true;
    mutate_into(m, rule->kids[4], mutate_conclusions);
    m->concludes = false;
    visit_tails(m, rule);
}

static void visit_row(struct mutator *m, const struct ast *row)
{
    const struct ast *table = m->chain[m->depth - 3];
    const struct ast *columns = table->kids[2], *cells = ast_kid(row, 0);
    if (row->kind != AST_ROW)
        return;
    m->chain[m->depth++] = cells;
    for (uint32_t i = 0; i < cells->n && i < columns->n; i++) {
        m->chain[m->depth++] = cells->kids[i];
        mutate_cell(m, cells->kids[i], columns->kids[i]);
        m->depth--;
    }
    m->depth--;
    m->concludes = true;
    mutate_into(m, row->kids[1], mutate_conclusions);
    m->concludes = false;
}

static void visit_rows(struct mutator *m, const struct ast *rows)
{
    for (uint32_t i = 0; i < rows->n; i++) {
        if (rows->n > 1)
            mutate_offer_without(m, "row dropped", mutate_without(m, rows, i),
                                 rows->kids[i]);
        mutate_into(m, rows->kids[i], visit_row);
    }
}

static void visit_table(struct mutator *m, const struct ast *table)
{
    mutate_into(m, table->kids[3], visit_rows);
    visit_tails(m, table);
}

static void visit_branch(struct mutator *m, const struct ast *branch)
{
    mutate_into(m, branch->kids[0], mutate_condition);
    mutate_into(m, branch->kids[1], mutate_value);
}

static void visit_body(struct mutator *m, const struct ast *body)
{
    if (body->kind == AST_STATED) {
        mutate_leave_out(m, body, 1, 1, "statement dropped");
        mutate_offer(m, "statement dropped", body->kids[0]);
        for (uint32_t i = 0; i < body->n; i++)
            mutate_into(m, body->kids[i], mutate_condition);
    } else if (body->kind == AST_BRANCHES) {
        mutate_into(m, body->kids[1], mutate_value);
        mutate_leave_out(m, body, 2, 1, "branch dropped");
        for (uint32_t i = 2; i < body->n; i++)
            mutate_into(m, body->kids[i], visit_branch);
    } else {
        mutate_condition(m, body);
    }
}

static void visit_define(struct mutator *m, const struct ast *define)
{
    mutate_into(m, define->kids[3], visit_body);
}

static void visit_point(struct mutator *m, const struct ast *point)
{
    mutate_number(m, point, 0, "points changed");
    mutate_into(m, point->kids[1], mutate_condition);
}

static void visit_score(struct mutator *m, const struct ast *score)
{
    for (uint32_t i = 2; i < score->n; i++) {
        if (score->n > 3)
            mutate_offer_without(m, "item dropped", mutate_without(m, score, i),
                                 score->kids[i]);
        mutate_into(m, score->kids[i], visit_point);
    }
}

static void visit_constraint(struct mutator *m, const struct ast *constraint)
{
    mutate_into(m, constraint->kids[1], mutate_condition);
}

/* --- files --------------------------------------------------------------------- */

static void visit_item(struct mutator *m, const struct ast *item)
{
    m->item = item;
    if (item->kind == AST_RULE)
        visit_rule(m, item);
    else if (item->kind == AST_TABLE)
        visit_table(m, item);
    else if (item->kind == AST_DEFINE)
        visit_define(m, item);
    else if (item->kind == AST_SCORE)
        visit_score(m, item);
    else if (item->kind == AST_CONSTRAINT)
        visit_constraint(m, item);
}

struct mutants mutants_of(struct arena *arena, const struct loaded *loaded)
{
    struct mutator *m = ARENA_NEW(arena, struct mutator);
    m->arena = arena;
    m->loaded = loaded;
    for (m->file = 0; m->file < loaded->files.n; m->file++) {
        const struct ast *file = loaded->files.at[m->file];
        m->depth = 0;
        m->chain[m->depth++] = file;
        for (uint32_t i = 0; i < file->n; i++)
            mutate_into(m, file->kids[i], visit_item);
    }
    return m->mutants;
}

/* --- as a program ---------------------------------------------------------------- */

static uint32_t place_of(const struct ast *parent, const struct ast *kid)
{
    uint32_t i = 0;
    while (parent->kids[i] != kid)
        i++;
    return i;
}

static struct ast *mutated_file(struct arena *arena,
                                const struct mutant *mutant)
{
    struct ast *node = mutant->replacement;
    for (uint32_t i = mutant->depth - 1; i-- > 0;) {
        const struct ast *parent = mutant->chain[i];
        struct ast *copy = copy_with(arena, parent, parent->n);
        copy->kids[place_of(parent, mutant->chain[i + 1])] = node;
        node = copy;
    }
    return node;
}

struct program *mutant_program(struct arena *arena, const struct loaded *loaded,
                               const struct mutant *mutant)
{
    struct diagnostics sink = diagnostics_on(arena);
    size_t n = loaded->files.n;
    struct ast **files = arena_array(arena, n, sizeof *files);
    for (size_t i = 0; i < n; i++)
        files[i] = loaded->files.at[i];
    files[mutant->file] = mutated_file(arena, mutant);
    struct program *program =
        check_program(arena, &loaded->sources, files, n, &sink);
    return sink.errors ? NULL : program;
}
