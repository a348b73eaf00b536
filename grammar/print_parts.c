/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Printers of what items are made of: fields and types, branches,
 * conclusions, closing clauses, facts and expectations.
 */

#include "grammar/printers.h"

/* A word before the only child, or before all of them with commas. */
static void print_after(struct buf *out, const char *word,
                        const struct ast *node)
{
    buf_text(out, word);
    buf_char(out, ' ');
    print_join(out, node, 0, ", ");
}

/* Evidence */

void print_evidence_from(struct buf *out, const struct ast *node)
{
    buf_text(out, "from ");
    ast_print(out, node->kids[0]);
    buf_char(out, ' ');
    print_join(out, node, 1, ", ");
}

void print_locus(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " ");
    print_opt(out, node, 2, " ");
}

/* Fields */

static bool has_comma(enum ast_kind attribute)
{
    return attribute == AST_ATTR_RANGE || attribute == AST_ATTR_VALID ||
           attribute == AST_ATTR_IF || attribute == AST_ATTR_COUNTED;
}

void print_field(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, ": ");
    for (uint32_t i = 2; i < node->n; i++) {
        buf_text(out, has_comma(node->kids[i]->kind) ? ", " : " ");
        ast_print(out, node->kids[i]);
    }
}

void print_choices(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " | ");
}

void print_set(struct buf *out, const struct ast *node)
{
    buf_text(out, "set of ");
    print_choices(out, node);
}

void print_type_unit(struct buf *out, const struct ast *node)
{
    print_unit(out, node->text);
}

void print_range(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " to ");
}

void print_list_type(struct buf *out, const struct ast *node)
{
    buf_text(out, "list of ");
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " by ");
}

void print_choice(struct buf *out, const struct ast *node)
{
    buf_str(out, node->text);
    if (!node->n)
        return;
    buf_text(out, " (");
    print_join(out, node, 0, ", ");
    buf_char(out, ')');
}

void print_valid(struct buf *out, const struct ast *node)
{
    print_after(out, "valid for", node);
}

void print_if(struct buf *out, const struct ast *node)
{
    buf_text(out, "if ");
    ast_print(out, node->kids[0]);
    buf_char(out, ' ');
    print_join(out, node, 1, " | ");
}

void print_counted(struct buf *out, const struct ast *node)
{
    print_after(out, "counted by", node);
}

void print_assume(struct buf *out, const struct ast *node)
{
    print_after(out, "assume", node);
}

void print_code(struct buf *out, const struct ast *node)
{
    buf_text(out, "code ");
    ast_print(out, node->kids[0]);
    buf_char(out, ' ');
    print_join(out, node, 1, " | ");
}

void print_named(struct buf *out, const struct ast *node)
{
    print_after(out, "named", node);
}

/* Definitions and scores */

void print_stated(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, ", or as stated ");
}

/* The colon and the choices stand on the define's own line. */
void print_branches(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "");
    for (uint32_t i = 2; i < node->n; i++) {
        print_line(out);
        ast_print(out, node->kids[i]);
    }
    print_line(out);
    print_opt(out, node, 1, "otherwise ");
}

void print_branch(struct buf *out, const struct ast *node)
{
    buf_text(out, "when ");
    print_join(out, node, 0, " then ");
}

void print_point(struct buf *out, const struct ast *node)
{
    if (node->op == OP_NEGATIVE)
        buf_char(out, '-');
    print_opt(out, node, 0, "");
    print_opt(out, node, 1, " if ");
    print_opt(out, node, 2, " ");
}

void print_cell_in(struct buf *out, const struct ast *node)
{
    if (node->op == OP_NOT)
        buf_text(out, "not ");
    print_join(out, node, 0, " or ");
}

/* Conclusions */

void print_conclusions(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, ", ");
}

void print_or_names(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " or ");
}

static void print_partners(struct buf *out, const struct ast *node,
                           uint32_t from)
{
    for (uint32_t i = from; i < node->n; i++)
        print_opt(out, node, i, " with ");
}

void print_advise(struct buf *out, const struct ast *node)
{
    if (node->op != OP_PLAIN)
        print_op(out, node, " ");
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " except ");
    print_partners(out, node, 3);
    print_opt(out, node, 2, " in trial ");
}

void print_candidate(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, " candidate");
}

void print_delay(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "delay ");
    print_opt(out, node, 1, " until ");
    print_opt(out, node, 2, " after ");
}

void print_monitor(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "monitor ");
    print_opt(out, node, 1, " every ");
    print_opt(out, node, 2, " since ");
}

void print_order(struct buf *out, const struct ast *node)
{
    print_after(out, "order", node);
}

void print_prognosis(struct buf *out, const struct ast *node)
{
    buf_text(out, "prognosis ");
    print_op(out, node, "");
    print_opt(out, node, 0, " for ");
    print_opt(out, node, 1, " ");
}

void print_outcome(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "outcome ");
    print_opt(out, node, 1, " for ");
    print_opt(out, node, 2, " at ");
    print_opt(out, node, 3, " ");
    print_opt(out, node, 4, " against ");
    print_opt(out, node, 5, " ");
}

void print_note(struct buf *out, const struct ast *node)
{
    print_after(out, "note", node);
}

void print_because(struct buf *out, const struct ast *node)
{
    print_after(out, "because", node);
}

void print_cites(struct buf *out, const struct ast *node)
{
    print_after(out, "cites", node);
}

void print_overrides(struct buf *out, const struct ast *node)
{
    print_after(out, "overrides", node);
}

void print_judgement(struct buf *out, const struct ast *node)
{
    print_after(out, "judgement", node);
}

/* Cases */

void print_as_of(struct buf *out, const struct ast *node)
{
    print_after(out, "as of", node);
}

void print_given(struct buf *out, const struct ast *node)
{
    buf_text(out, "given ");
    print_wrapped(out, node, 0, PRINT_INDENT + sizeof "given");
}

void print_given_record(struct buf *out, const struct ast *node)
{
    print_after(out, "given record", node);
}

void print_expect(struct buf *out, const struct ast *node)
{
    buf_text(out, "expect ");
    print_wrapped(out, node, 0, PRINT_INDENT + sizeof "expect");
}

/* FACT and EXPECT_VALUE */
void print_fact(struct buf *out, const struct ast *node)
{
    bool negated = node->op == OP_NOT, bare = !node->kids[1];
    if (negated && bare)
        buf_text(out, "not ");
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, negated ? " not " : " ");
    print_opt(out, node, 2, " on ");
}

void print_fact_list(struct buf *out, const struct ast *node)
{
    print_join(out, node, 0, " ");
}

void print_element(struct buf *out, const struct ast *node)
{
    buf_text(out, "{ ");
    print_join(out, node, 0, ", ");
    buf_text(out, node->n ? " }" : "}");
}

void print_verdict(struct buf *out, const struct ast *node)
{
    print_op(out, node, " ");
    ast_print(out, node->kids[0]);
    print_partners(out, node, 1);
}

void print_no_verdict(struct buf *out, const struct ast *node)
{
    print_after(out, "no verdict on", node);
}

void print_undecided(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    buf_text(out, " undecided");
    print_opt(out, node, 1, " ");
}

void print_expect_rule(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "rule ");
    buf_char(out, ' ');
    print_op(out, node, "");
    print_opt(out, node, 1, " ");
}

void print_rule_ref(struct buf *out, const struct ast *node)
{
    ast_print(out, node->kids[0]);
    print_opt(out, node, 1, " row ");
}

void print_expect_is(struct buf *out, const struct ast *node)
{
    print_is_state(out, node);
}

void print_conflict(struct buf *out, const struct ast *node)
{
    print_after(out, "conflict on", node);
}

void print_expect_outcome(struct buf *out, const struct ast *node)
{
    print_after(out, "outcome", node);
}

void print_expect_monitor(struct buf *out, const struct ast *node)
{
    print_after(out, "monitor", node);
}

void print_expect_prognosis(struct buf *out, const struct ast *node)
{
    print_prognosis(out, node);
}

void print_expect_delay(struct buf *out, const struct ast *node)
{
    print_opt(out, node, 0, "delay ");
    print_opt(out, node, 1, " until ");
}

void print_needing(struct buf *out, const struct ast *node)
{
    buf_text(out, "needing ");
    print_join(out, node, 0, " and ");
}
