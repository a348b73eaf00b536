/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Printers of words, values, terms and conditions: always on one line. That
 * line is also a condition's identity and a bare rule's name. Parentheses are
 * nodes of the tree, so none are added here.
 */

#include "grammar/printers.h"

#include "grammar/gram.h"
#include "grammar/scanner.h"

/* Words and values */

void print_text(struct buf *out, const struct ast *node)
{
    buf_str(out, node->text);
}

/* Kinds that are one fixed word or sign. */
void print_word(struct buf *out, const struct ast *node)
{
    static const char *const words[AST_KINDS] = {
        [AST_YES] = "yes",
        [AST_NO] = "no",
        [AST_UNKNOWN] = "unknown",
        [AST_NOTHING] = "nothing",
        [AST_NONE] = "none",
        [AST_TODAY] = "today",
        [AST_TYPE_YESNO] = "yes/no",
        [AST_CELL_ANY] = "-",
        [AST_MAP_OTHERWISE] = "otherwise",
        [AST_EXPECT_NOTHING_ELSE] = "nothing else",
    };
    buf_text(out, words[node->kind]);
}

void print_quantity(struct buf *out, const struct ast *node)
{
    buf_str(out, node->text);
    buf_char(out, ' ');
    buf_str(out, node->kids[0]->text);
}

void print_strings(struct buf *out, const struct ast *node)
{
    print_quoted(out, node->text);
}

void print_refs(struct buf *out, const struct ast *node)
{
    buf_char(out, '[');
    buf_str(out, node->text);
    buf_char(out, ']');
}

/* A unit stands bare where the scanner takes it as one word. */
void print_unit(struct buf *out, struct str unit)
{
    struct scanner *scanner = scanner_on(out->arena, unit, 1, false);
    struct token token = scanner_next(scanner);
    bool word = (token.kind == TOK_NAME || token.kind == TOK_UNIT) &&
                token.span.to == unit.n + 1 && unit.at[0] != '/' &&
                unit.at[0] != '1';
    if (word)
        buf_str(out, unit);
    else
        print_quoted(out, unit);
}

void print_unit_leaf(struct buf *out, const struct ast *node)
{
    print_unit(out, node->text);
}

void print_literals(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " | ");
}

void print_amount(struct buf *out, const struct ast *node)
{
    if (node->op != OP_EQ && node->op != OP_TO) {
        buf_text(out, ast_op_name(node->op));
        buf_char(out, ' ');
    }
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " to ");
}

/* Conditions */

void print_or(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " or ");
}

void print_and(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " and ");
}

void print_not(struct buf *out, const struct ast *node)
{
    buf_text(out, "not ");
    ast_print(out, node->kids[0]);
}

void print_paren(struct buf *out, const struct ast *node)
{
    buf_char(out, '(');
    ast_print(out, node->kids[0]);
    buf_char(out, ')');
}

/* A binary operator by its name between two children. */
void print_compare(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_char(out, ' ');
    print_op(out, node, " ");
    ast_print(out, node->kids[1]);
}

void print_arithmetic(struct buf *out, const struct ast *node)
{
    print_compare(out, node);
}

void print_is(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, node->op == OP_SHORT ? " "
                  : node->op == OP_NOT ? " is not "
                                       : " is ");
    ast_print(out, node->kids[1]);
}

void print_is_state(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, " is ");
    print_op(out, node, "");
}

void print_between(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, " between ");
    ast_print(out, node->kids[1]);
    buf_text(out, " and ");
    ast_print(out, node->kids[2]);
}

void print_includes(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, " includes ");
    ast_print(out, node->kids[1]);
}

void print_ago(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, node->op == OP_LT   ? " less than "
                  : node->op == OP_GT ? " more than "
                  : node->op == OP_GE ? " at least "
                                      : " at most ");
    ast_print(out, node->kids[1]);
    buf_text(out, " ago");
}

void print_quantifier(struct buf *out, const struct ast *node)
{
    print_op(out, node, " ");
    ast_print(out, node->kids[0]);
    buf_text(out, " has ");
    ast_print(out, node->kids[1]);
}

/* Terms */

void print_of(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " of ");
}

void print_extreme(struct buf *out, const struct ast *node)
{
    print_op(out, node, " ");
    ast_print(out, node->kids[0]);
}

void print_where(struct buf *out, const struct ast *node)
{
    buf_char(out, '(');
    print_join(out, node, 0, " where ");
    buf_char(out, ')');
}

void print_count(struct buf *out, const struct ast *node)
{
    buf_text(out, "count of ");
    ast_print(out, node->kids[0]);
}

void print_aggregate(struct buf *out, const struct ast *node)
{
    bool name = node->kids[0]->kind == AST_NAME_REF;
    print_op(out, node, name ? " " : " (");
    ast_print(out, node->kids[0]);
    buf_text(out, name ? " of " : ") of ");
    ast_print(out, node->kids[1]);
}

void print_time_since(struct buf *out, const struct ast *node)
{
    buf_text(out, "time since ");
    ast_print(out, node->kids[0]);
}

void print_time_from(struct buf *out, const struct ast *node)
{
    buf_text(out, "time from ");
    print_join(out, node, 0, " to ");
}

void print_negate(struct buf *out, const struct ast *node)
{
    buf_text(out, "- ");
    ast_print(out, node->kids[0]);
}

void print_call(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_char(out, '(');
    print_join(out, node, 1, ", ");
    buf_char(out, ')');
}
