/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tree to text: the table from kinds of nodes to their printers, and what the
 * printers share. Each printer is the mirror of one production of gram.y; the
 * tests hold that parsing its output gives the same tree.
 */

#include "grammar/printers.h"

#include <string.h>

/* A row for each kind, in the order of ast.def. A kind without a row (a
   ROW outside its table) prints its children side by side. */
static printer *const printers[AST_KINDS] = {
    [AST_FILE] = print_file,
    [AST_NAME] = print_text,
    [AST_NUMBER] = print_text,
    [AST_QUANTITY] = print_quantity,
    [AST_UNIT] = print_unit_leaf,
    [AST_DATE] = print_text,
    [AST_STRINGS] = print_strings,
    [AST_REFS] = print_refs,
    [AST_GUIDELINE] = print_guideline,
    [AST_USE] = print_use,
    [AST_SOURCE] = print_source,
    [AST_EVIDENCE] = print_evidence,
    [AST_EVIDENCE_FROM] = print_evidence_from,
    [AST_LOCUS] = print_locus,
    [AST_RECORD] = print_record,
    [AST_CONSTRAINT] = print_constraint,
    [AST_MAPPING] = print_mapping,
    [AST_TREATMENT] = print_treatment,
    [AST_MEASURE] = print_measure,
    [AST_DEFINE] = print_define,
    [AST_RULE] = print_rule,
    [AST_SCORE] = print_score,
    [AST_TABLE] = print_table,
    [AST_CASE] = print_case,
    [AST_BROKEN] = print_broken,
    [AST_FIELD] = print_field,
    [AST_TYPE_YESNO] = print_word,
    [AST_TYPE_CHOICES] = print_choices,
    [AST_TYPE_SET] = print_set,
    [AST_TYPE_UNIT] = print_type_unit,
    [AST_TYPE_RANGE] = print_range,
    [AST_TYPE_LIST] = print_list_type,
    [AST_CHOICE] = print_choice,
    [AST_ATTR_RANGE] = print_range,
    [AST_ATTR_VALID] = print_valid,
    [AST_ATTR_IF] = print_if,
    [AST_ATTR_COUNTED] = print_counted,
    [AST_ATTR_ASSUME] = print_assume,
    [AST_ATTR_CODE] = print_code,
    [AST_ATTR_NAMED] = print_named,
    [AST_MAP] = print_map,
    [AST_MAP_OF] = print_map_of,
    [AST_MAP_INCLUDES] = print_map_includes,
    [AST_MAP_IS] = print_map_is,
    [AST_MAP_SETTING] = print_map_setting,
    [AST_MAP_YES] = print_map_yes,
    [AST_MAP_NO] = print_map_no,
    [AST_MAP_EXPR] = print_map_expr,
    [AST_MAP_RESOURCE] = print_resource,
    [AST_MAP_CODE] = print_map_code,
    [AST_MAP_UNIT] = print_in,
    [AST_MAP_AS] = print_map_as,
    [AST_MAP_ON] = print_map_on,
    [AST_MAP_MISSING] = print_missing,
    [AST_MAP_TEST] = print_map_test,
    [AST_MAP_SYSTEM] = print_map_system,
    [AST_MAP_GROUP] = print_map_group,
    [AST_MAP_PLACE] = print_map_place,
    [AST_MAP_TYPES] = print_map_types,
    [AST_MAP_CODES] = print_map_types,
    [AST_MAP_APART] = print_map_apart,
    [AST_MAP_HAS] = print_map_test,
    [AST_MAP_ALL] = print_map_all,
    [AST_MAP_OTHERWISE] = print_word,
    [AST_PAIR] = print_pair,
    [AST_STATED] = print_stated,
    [AST_BRANCHES] = print_branches,
    [AST_BRANCH] = print_branch,
    [AST_CONCLUSIONS] = print_conclusions,
    [AST_OR_NAMES] = print_or_names,
    [AST_ADVISE] = print_advise,
    [AST_CANDIDATE] = print_candidate,
    [AST_DELAY] = print_delay,
    [AST_MONITOR] = print_monitor,
    [AST_ORDER] = print_order,
    [AST_PROGNOSIS] = print_prognosis,
    [AST_OUTCOME] = print_outcome,
    [AST_NOTE] = print_note,
    [AST_AMOUNT] = print_amount,
    [AST_BECAUSE] = print_because,
    [AST_CITES] = print_cites,
    [AST_OVERRIDES] = print_overrides,
    [AST_JUDGEMENT] = print_judgement,
    [AST_POINT] = print_point,
    [AST_CELL_ANY] = print_word,
    [AST_CELL_IN] = print_cell_in,
    [AST_AS_OF] = print_as_of,
    [AST_GIVEN] = print_given,
    [AST_GIVEN_RECORD] = print_given_record,
    [AST_EXPECT] = print_expect,
    [AST_FACT] = print_fact,
    [AST_FACT_LIST] = print_fact_list,
    [AST_ELEMENT] = print_element,
    [AST_LITERALS] = print_literals,
    [AST_EXPECT_VERDICT] = print_verdict,
    [AST_EXPECT_CANDIDATE] = print_candidate,
    [AST_EXPECT_NO_VERDICT] = print_no_verdict,
    [AST_EXPECT_UNDECIDED] = print_undecided,
    [AST_EXPECT_RULE] = print_expect_rule,
    [AST_RULE_REF] = print_rule_ref,
    [AST_EXPECT_VALUE] = print_fact,
    [AST_EXPECT_IS] = print_expect_is,
    [AST_EXPECT_CONFLICT] = print_conflict,
    [AST_EXPECT_OUTCOME] = print_expect_outcome,
    [AST_EXPECT_MONITOR] = print_expect_monitor,
    [AST_EXPECT_NOTHING_ELSE] = print_word,
    [AST_EXPECT_PROGNOSIS] = print_expect_prognosis,
    [AST_EXPECT_ORDER] = print_order,
    [AST_EXPECT_DELAY] = print_expect_delay,
    [AST_NEEDING] = print_needing,
    [AST_OR] = print_or,
    [AST_AND] = print_and,
    [AST_NOT] = print_not,
    [AST_PAREN] = print_paren,
    [AST_COMPARE] = print_compare,
    [AST_IS] = print_is,
    [AST_IS_STATE] = print_is_state,
    [AST_BETWEEN] = print_between,
    [AST_INCLUDES] = print_includes,
    [AST_AGO] = print_ago,
    [AST_QUANTIFIER] = print_quantifier,
    [AST_YES] = print_word,
    [AST_NO] = print_word,
    [AST_UNKNOWN] = print_word,
    [AST_NOTHING] = print_word,
    [AST_NONE] = print_word,
    [AST_TODAY] = print_word,
    [AST_NAME_REF] = print_text,
    [AST_OF] = print_of,
    [AST_EXTREME_OF] = print_extreme,
    [AST_WHERE] = print_where,
    [AST_COUNT] = print_count,
    [AST_AGGREGATE] = print_aggregate,
    [AST_TIME_SINCE] = print_time_since,
    [AST_TIME_FROM] = print_time_from,
    [AST_ARITHMETIC] = print_arithmetic,
    [AST_NEGATE] = print_negate,
    [AST_CALL] = print_call,
};

void ast_print(struct buf *out, const struct ast *node)
{
    if (!node)
        return;
    if (printers[node->kind])
        printers[node->kind](out, node);
    else
        print_join(out, node, 0, " ");
}

struct str ast_text(struct arena *arena, const struct ast *node)
{
    struct buf out = buf_on(arena);
    ast_print(&out, node);
    return buf_view(&out);
}

struct str ast_bare_name(struct arena *arena, const struct ast *rule)
{
    struct buf out = buf_on(arena);
    ast_print(&out, ast_kid(rule, 2));
    buf_text(&out, " -> ");
    ast_print(&out, ast_kid(rule, 4));
    return buf_view(&out);
}

void print_join(struct buf *out, const struct ast *node, uint32_t from,
                const char *separator)
{
    for (uint32_t i = from; i < node->n; i++) {
        if (i > from)
            buf_text(out, separator);
        ast_print(out, node->kids[i]);
    }
}

static size_t column_of(const struct buf *out)
{
    size_t from = out->n;
    while (from && out->at[from - 1] != '\n')
        from--;
    return str_columns((struct str){out->at + from, out->n - from});
}

void print_wrapped(struct buf *out, const struct ast *node, uint32_t from,
                   size_t indent)
{
    size_t column = column_of(out);
    for (uint32_t i = from; i < node->n; i++) {
        struct str text = ast_text(out->arena, node->kids[i]);
        size_t width = str_columns(text) + (i + 1 < node->n);
        if (i > from && column + 1 + width > PRINT_WIDTH) {
            buf_char(out, '\n');
            buf_repeat(out, ' ', indent);
            column = indent;
        } else if (i > from) {
            buf_char(out, ' ');
            column++;
        }
        buf_str(out, text);
        if (i + 1 < node->n)
            buf_char(out, ',');
        column += width;
    }
}

void print_opt(struct buf *out, const struct ast *node, uint32_t i,
               const char *before)
{
    const struct ast *kid = ast_kid(node, i);
    if (!kid)
        return;
    buf_text(out, before);
    ast_print(out, kid);
}

void print_op(struct buf *out, const struct ast *node, const char *behind)
{
    buf_text(out, ast_op_name(node->op));
    buf_text(out, behind);
}

void print_line(struct buf *out)
{
    buf_char(out, '\n');
    buf_repeat(out, ' ', PRINT_INDENT);
}

void print_quoted(struct buf *out, struct str text)
{
    const char *quote;
    buf_char(out, '"');
    while (text.n && (quote = memchr(text.at, '"', text.n))) {
        size_t n = (size_t)(quote - text.at) + 1;
        buf_str(out, (struct str){text.at, n});
        buf_char(out, '"');
        text = str_from(text, n);
    }
    buf_str(out, text);
    buf_char(out, '"');
}
