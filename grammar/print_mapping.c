/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Printers of the lines of a mapping: where a field comes from, what its codes
 * mean, and the settings of the whole source.
 */

#include "grammar/printers.h"

static void print_after(struct buf *out, const char *word,
                        const struct ast *node)
{
    buf_text(out, word);
    buf_char(out, ' ');
    print_join(out, node, 0, " | ");
}

/* What stands before a part: a colon before the first pair. */
static const char *before_part(const struct ast *part, bool first_pair)
{
    if (part->kind == AST_PAIR)
        return first_pair ? ": " : ", ";
    return part->kind == AST_MAP_MISSING ? ", " : " ";
}

void print_map(struct buf *out, const struct ast *node)
{
    bool pairs = false;
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " from ");
    for (uint32_t i = 2; i < node->n; i++) {
        buf_text(out, before_part(node->kids[i], !pairs));
        ast_print(out, node->kids[i]);
        pairs |= node->kids[i]->kind == AST_PAIR;
    }
}

void print_map_of(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " of ");
}

void print_map_includes(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " includes ");
}

void print_map_is(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " is ");
}

void print_map_setting(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " ");
}

void print_map_yes(struct buf *out, const struct ast *node)
{
    print_after(out, "yes", node);
}

void print_map_no(struct buf *out, const struct ast *node)
{
    print_after(out, "no", node);
}

void print_map_expr(struct buf *out, const struct ast *node)
{
    buf_char(out, '(');
    ast_print(out, node->kids[0]);
    buf_char(out, ')');
}

/* "component" code loinc "1" of Observation code loinc "2" where ... */
void print_resource(struct buf *out, const struct ast *node)
{
    static const char *const before[] = {"",        "",        " code ",
                                         " where ", " after ", " "};
    print_opt(out, node, 0, "");
    if (node->kids[0])
        buf_text(out, " of ");
    for (uint32_t i = 1; i < node->n; i++)
        print_opt(out, node, i, before[i]);
}

void print_map_place(struct buf *out, const struct ast *node)
{
    if (node->op != OP_PLAIN)
        buf_text(out, node->op == OP_LATEST ? "latest " : "earliest ");
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " code ");
}

void print_map_types(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " | ");
}

void print_map_apart(struct buf *out, const struct ast *node)
{
    buf_text(out, "at most ");
    print_join(out, node, 0, " ");
}

void print_map_system(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " ");
    buf_char(out, ' ');
    print_join(out, node, 2, " | ");
}

void print_map_group(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, " code ");
    print_join(out, node, 1, " | ");
}

void print_map_all(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " and ");
}

void print_map_code(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "");
    print_opt(out, node, 1, node->kids[0] ? " " : "");
    if (node->n < 3)
        return;
    buf_text(out, " (");
    print_join(out, node, 2, ", ");
    buf_char(out, ')');
}

void print_in(struct buf *out, const struct ast *node)
{
    print_after(out, "in", node);
}

void print_map_as(struct buf *out, const struct ast *node)
{
    print_after(out, "as", node);
}

void print_map_on(struct buf *out, const struct ast *node)
{
    print_after(out, "on", node);
}

void print_missing(struct buf *out, const struct ast *node)
{
    print_after(out, "missing", node);
}

void print_pair(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " = ");
}

/* "stage" is "IV" | "4"; "stage" is known. */
void print_map_test(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, node->op == OP_NOT       ? " is not "
                  : node->op == OP_KNOWN   ? " is known"
                  : node->op == OP_UNKNOWN ? " is unknown"
                                           : " is ");
    print_join(out, node, 1, " | ");
}
