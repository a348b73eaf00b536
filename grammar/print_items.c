/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Printers of whole items: the first line, continuation lines indented by
 * two, and a newline at the end. Tables are aligned.
 */

#include "grammar/printers.h"

/* Children from `from` on, each on a line of its own. */
static void print_lines(struct buf *out, const struct ast *node, uint32_t from)
{
    for (uint32_t i = from; i < node->n; i++) {
        print_line(out);
        ast_print(out, node->kids[i]);
    }
    buf_char(out, '\n');
}

/* word NAME "label" */
static void print_head(struct buf *out, const struct ast *node)
{
    buf_text(out, ast_kind_name(node->kind));
    buf_char(out, ' ');
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " ");
}

void print_file(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, "\n");
}

void print_guideline(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "guideline ");
    print_opt(out, node, 1, " version ");
    buf_char(out, '\n');
}

void print_use(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "use ");
    buf_char(out, '\n');
}

void print_source(struct buf *out, const struct ast *node)
{
    print_head(out, node);
    buf_char(out, '\n');
}

void print_evidence(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "evidence ");
    print_lines(out, node, 1);
}

void print_record(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "record ");
    print_lines(out, node, 1);
}

void print_constraint(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "constraint ");
    print_opt(out, node, 1, ": ");
    buf_char(out, '\n');
}

void print_mapping(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "mapping ");
    print_opt(out, node, 1, " of ");
    print_lines(out, node, 2);
}

void print_treatment(struct buf *out, const struct ast *node)
{
    print_head(out, node);
    if (node->n > 2)
        buf_text(out, " member of ");
    print_join(out, node, 2, ", ");
    buf_char(out, '\n');
}

void print_measure(struct buf *out, const struct ast *node)
{
    print_head(out, node);
    buf_char(out, '\n');
}

void print_define(struct buf *out, const struct ast *node)
{
    const struct ast *body = node->kids[3];
    bool colon = body->kind != AST_BRANCHES || ast_kid(body, 0);
    print_opt(out, node, 0, "define ");
    print_opt(out, node, 1, " of ");
    print_opt(out, node, 2, " ");
    buf_text(out, colon ? ": " : "");
    ast_print(out, body);
    buf_char(out, '\n');
}

void print_rule(struct buf *out, const struct ast *node)
{
    if (node->kids[0])
        print_head(out, node);
    if (node->op == OP_WHEN) {
        print_line(out);
        print_opt(out, node, 2, "when ");
        if (node->kids[3])
            print_line(out);
        print_opt(out, node, 3, "unless ");
        print_line(out);
        buf_text(out, "then ");
        print_wrapped(out, node->kids[4], 0, PRINT_INDENT + sizeof "then");
    } else {
        print_opt(out, node, 2, node->kids[0] ? ": " : "");
        print_opt(out, node, 4, " -> ");
    }
    print_lines(out, node, 5);
}

void print_score(struct buf *out, const struct ast *node)
{
    print_head(out, node);
    print_lines(out, node, 2);
}

void print_case(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "case ");
    print_lines(out, node, 1);
}

/* What was broken is not in the tree; a comment keeps its place. */
void print_broken(struct buf *out, const struct ast *node)
{
    buf_format(out, "# broken: %.*s\n", STR_ARG(node->text));
}

/* Tables */

/* One cell padded to a width. */
static void print_padded(struct buf *out, const struct ast *cell, size_t width)
{
    struct str text = ast_text(out->arena, cell);
    size_t columns = str_columns(text);
    buf_str(out, text);
    if (columns < width)
        buf_repeat(out, ' ', width - columns);
}

static void print_cells(struct buf *out, const struct ast *cells,
                        const size_t *widths)
{
    for (uint32_t i = 0; i < cells->n; i++) {
        buf_text(out, "| ");
        print_padded(out, cells->kids[i], widths[i]);
        buf_char(out, ' ');
    }
    buf_text(out, "|| ");
}

/* The widths of a table's columns, and of its conclusions. */
struct widths {
    size_t *columns;
    uint32_t n;
    size_t conclusions;
};

static void widen(struct arena *arena, const struct ast *cells,
                  struct widths *widths)
{
    for (uint32_t i = 0; i < cells->n; i++) {
        size_t width = str_columns(ast_text(arena, cells->kids[i]));
        if (width > widths->columns[i])
            widths->columns[i] = width;
    }
}

/* A row may have more cells than there are columns (the checker says so). */
static uint32_t most_cells(const struct ast *table)
{
    uint32_t most = table->kids[2]->n;
    const struct ast *rows = table->kids[3];
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct ast *cells = ast_kid(rows->kids[i], 0);
        if (cells && cells->n > most)
            most = cells->n;
    }
    return most;
}

static struct widths widths_of(struct arena *arena, const struct ast *table)
{
    const struct ast *rows = table->kids[3];
    struct widths widths = {.n = most_cells(table),
                            .conclusions = sizeof "then" - 1};
    widths.columns = ARENA_ARRAY(arena, size_t, widths.n);
    widen(arena, table->kids[2], &widths);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct ast *row = rows->kids[i];
        if (row->kind != AST_ROW)
            continue;
        widen(arena, row->kids[0], &widths);
        size_t width = str_columns(ast_text(arena, row->kids[1]));
        if (width > widths.conclusions)
            widths.conclusions = width;
    }
    return widths;
}

void print_table(struct buf *out, const struct ast *node)
{
    const struct ast *rows = node->kids[3];
    struct widths widths = widths_of(out->arena, node);
    print_head(out, node);
    print_line(out);
    print_cells(out, node->kids[2], widths.columns);
    buf_format(out, "%-*s |", (int)widths.conclusions, "then");
    for (uint32_t i = 0; i < rows->n; i++) {
        if (rows->kids[i]->kind != AST_ROW)
            continue;
        print_line(out);
        print_cells(out, rows->kids[i]->kids[0], widths.columns);
        print_padded(out, rows->kids[i]->kids[1], widths.conclusions);
        buf_text(out, " |");
    }
    print_lines(out, node, 4);
}
