/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From counts to places. An expression that is written in several places is
 * one object with the span of the first; so the trees of the items are walked
 * and each node is compared, by its text, with the conditions of its item. A
 * cell of a table is the condition that its row has in that place.
 */

#include "interp/render/coverage_marks.h"

#include "grammar/print.h"

#include <stdlib.h>

struct marker {
    struct arena *arena;
    const struct coverage *coverage;
    const struct subject *subject; /* whose conditions are looked for */
    struct marks marks;
};

static void add(struct marker *m, struct span span, struct share share,
                struct str title)
{
    struct mark mark = {.span = span, .title = title};
    mark.class = share.seen == share.all ? MARK_FULL
                 : share.seen            ? MARK_PART
                                         : MARK_NONE;
    if (!span_is_none(span))
        list_push(m->arena, &m->marks, mark);
}

/* --- conditions --------------------------------------------------------------- */

static struct share share_of_condition(const struct coverage *coverage,
                                       const struct expr *e)
{
    const struct seen *seen = &coverage->conditions[e->id];
    struct share share = {(size_t)(seen->yes > 0) + (seen->no > 0), 2};
    if (!condition_can_be_unknown(e))
        return share;
    share.all++;
    share.seen += seen->unknown > 0;
    return share;
}

static void mark_condition(struct marker *m, struct span span,
                           const struct expr *e)
{
    const struct seen *seen = &m->coverage->conditions[e->id];
    add(m, span, share_of_condition(m->coverage, e),
        str_format(m->arena, "%.*s: yes %u, no %u, unknown %u",
                   STR_ARG(e->text), seen->yes, seen->no, seen->unknown));
}

static const struct expr *condition_at(const struct marker *m,
                                       const struct ast *node)
{
    struct str text = ast_text(m->arena, node);
    for (size_t i = 0; i < m->subject->conditions.n; i++) {
        const struct expr *e = m->subject->conditions.at[i];
        if ((e->span.from == node->span.from && e->span.to == node->span.to) ||
            name_equal(e->text, text))
            return e;
    }
    return NULL;
}

static bool visit(const struct ast *node, void *context)
{
    struct marker *m = context;
    if (node->kind == AST_CONCLUSIONS || node->kind == AST_BECAUSE)
        return false;
    if (!ast_is_expr(node->kind) || node->kind == AST_PAREN)
        return true;
    const struct expr *e = condition_at(m, node);
    if (e)
        mark_condition(m, node->span, e);
    return true;
}

/* --- rules ------------------------------------------------------------------------ */

static void mark_state(struct marker *m, struct span span)
{
    const struct rule *rule = m->subject->rule;
    const struct seen *seen = &m->coverage->rules[rule->index];
    struct share share = {
        (size_t)(seen->yes > 0) + (seen->no > 0) + (seen->unknown > 0), 3};
    if (!condition_can_be_unknown(rule->when))
        share.all = 2;
    add(m, span, share,
        str_format(m->arena, "%.*s: applies %u, held %u, undetermined %u",
                   STR_ARG(rule->name), seen->yes, seen->no, seen->unknown));
}

static void mark_conclusions(struct marker *m)
{
    const struct rule *rule = m->subject->rule;
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        uint32_t n = coverage_conclusion(m->coverage, rule, i);
        add(m, rule->conclusions[i].span, (struct share){n > 0, 1},
            str_format(m->arena, "reached %u", n));
    }
}

/* Cells stand for the parts of the row's condition, one after the other. */
static void mark_cells(struct marker *m, const struct ast *cells)
{
    const struct expr *when = m->subject->rule->when;
    uint32_t part = 0, parts = when->op == EXPR_AND ? when->n : 1;
    for (uint32_t i = 0; i < cells->n && part < parts; i++) {
        if (cells->kids[i]->kind == AST_CELL_ANY)
            continue;
        const struct expr *e = when->op == EXPR_AND ? when->kids[part] : when;
        while (e->op == EXPR_NOT)
            e = e->kids[0];
        part++;
        mark_condition(m, cells->kids[i]->span, e);
    }
}

static void mark_row(struct marker *m, const struct ast *table)
{
    const struct ast *row = ast_kid(table->kids[3], m->subject->rule->row - 1);
    if (!row || row->kind != AST_ROW)
        return;
    mark_state(m, row->span);
    mark_cells(m, row->kids[0]);
    mark_conclusions(m);
}

static void mark_rule(struct marker *m, const struct ast *item)
{
    if (item->kind == AST_TABLE) {
        mark_row(m, item);
        return;
    }
    if (item->op != OP_BARE)
        mark_state(m, m->subject->span);
    ast_walk(item, visit, m);
    mark_conclusions(m);
}

/* --- items ------------------------------------------------------------------------ */

static bool holds(struct span outer, struct span inner)
{
    return outer.from <= inner.from && inner.to <= outer.to;
}

static const struct ast *item_of(const struct loaded *loaded,
                                 const struct subject *subject)
{
    for (size_t f = 0; f < loaded->files.n; f++) {
        const struct ast *file = loaded->files.at[f];
        for (uint32_t i = 0; i < file->n; i++)
            if (holds(file->kids[i]->span, subject->span))
                return file->kids[i];
    }
    return NULL;
}

static int by_place(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    if (x->span.from != y->span.from)
        return x->span.from < y->span.from ? -1 : 1;
    return (x->span.to < y->span.to) - (x->span.to > y->span.to);
}

struct marks marks_of(struct arena *arena, const struct coverage *coverage,
                      const struct loaded *loaded)
{
    struct marker m = {.arena = arena, .coverage = coverage};
    for (size_t i = 0; i < coverage->subjects->n; i++) {
        m.subject = &coverage->subjects->at[i];
        const struct ast *item =
            m.subject->rule ? m.subject->rule->ast : item_of(loaded, m.subject);
        if (item && m.subject->rule)
            mark_rule(&m, item);
        else if (item)
            ast_walk(item, visit, &m);
    }
    if (m.marks.n)
        qsort(m.marks.at, m.marks.n, sizeof *m.marks.at, by_place);
    return m.marks;
}
