/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Looks through a finished tree for what the grammar takes and the language
 * does not: these need the whole of a condition, so they are found after
 * parsing rather than where the parser stops.
 */

#include "grammar/readings.h"

#include "grammar/print.h"

struct look {
    struct diagnostics *sink;
    struct arena *arena;
};

/* 'and' mixed with 'or' */

/* The operands of a mixed chain in a row, and between them the operators. */
struct row {
    LIST(const struct ast *) operands;
    LIST(bool) ors; /* whether the operator behind operand i is 'or' */
};

static struct row row_of(struct arena *arena, const struct ast *chain)
{
    struct row row = {0};
    for (uint32_t i = 0; i < chain->n; i++) {
        const struct ast *part = chain->kids[i];
        bool group = part->kind == AST_AND;
        uint32_t n = group ? part->n : 1;
        for (uint32_t j = 0; j < n; j++) {
            list_push(arena, &row.operands, group ? part->kids[j] : part);
            list_push(arena, &row.ors, j + 1 == n);
        }
    }
    return row;
}

/* The row with parentheses around the runs that `or_first` binds: with it
   the ones joined by 'or', without it those joined by 'and'. */
static struct str reading(struct arena *arena, const struct row *row,
                          bool or_first)
{
    struct buf out = buf_on(arena);
    bool open = false;
    size_t n = row->operands.n;
    for (size_t i = 0; i < n; i++) {
        bool binds = i + 1 < n && row->ors.at[i] == or_first;
        if (binds && !open)
            buf_char(&out, '(');
        open |= binds;
        ast_print(&out, row->operands.at[i]);
        if (!binds && open) {
            buf_char(&out, ')');
            open = false;
        }
        if (i + 1 < n)
            buf_text(&out, row->ors.at[i] ? " or " : " and ");
    }
    return buf_view(&out);
}

/* Readings longer than this help nobody. */
#define LONGEST_READING 600

static void report_mixed(const struct look *look, const struct ast *chain)
{
    struct row row = row_of(look->arena, chain);
    struct str and_first = reading(look->arena, &row, false);
    struct str or_first = reading(look->arena, &row, true);
    struct diagnostic *d =
        diagnose(look->sink, DIAG_MIXED_AND_OR, chain->span,
                 "\"and\" and \"or\" side by side can be read in two ways");
    if (and_first.n > LONGEST_READING)
        diagnostic_label(look->sink, d,
                         "put parentheses around what belongs together");
    else
        diagnostic_label(look->sink, d, "write %.*s, or %.*s",
                         STR_ARG(and_first), STR_ARG(or_first));
}

static void check_mixed(const struct look *look, const struct ast *chain)
{
    for (uint32_t i = 0; i < chain->n; i++)
        if (chain->kids[i]->kind == AST_AND) {
            report_mixed(look, chain);
            return;
        }
}

/* A number as a condition */

static bool is_amount(const struct ast *node)
{
    return node->kind == AST_NUMBER || node->kind == AST_QUANTITY ||
           node->kind == AST_DATE;
}

/* What the number was probably to be compared with: the left side of the
   operand before it. */
static const struct ast *compared_before(const struct ast *chain, uint32_t i)
{
    const struct ast *before = i ? chain->kids[i - 1] : NULL;
    while (before && before->kind == AST_AND)
        before = before->kids[before->n - 1];
    bool compares =
        before && (before->kind == AST_COMPARE || before->kind == AST_IS);
    return compares ? before->kids[0] : NULL;
}

static void check_numbers(const struct look *look, const struct ast *chain)
{
    for (uint32_t i = 0; i < chain->n; i++) {
        const struct ast *number = chain->kids[i];
        if (!is_amount(number))
            continue;
        const struct ast *left = compared_before(chain, i);
        struct str text = ast_text(look->arena, number);
        struct diagnostic *d =
            diagnose(look->sink, DIAG_NUMBER_ALONE, number->span,
                     "a number alone is no condition");
        if (left)
            diagnostic_label(look->sink, d, "write %.*s = %.*s",
                             STR_ARG(ast_text(look->arena, left)),
                             STR_ARG(text));
        else
            diagnostic_label(look->sink, d, "write what is compared with %.*s",
                             STR_ARG(text));
        return;
    }
}

/* 'unknown' as a choice */

static bool means_unknown(struct str choice)
{
    static const char *const words[] = {
        "not-tested", "untested",     "not-known",    "not-done",
        "missing",    "not-recorded", "not-reported", "unknown"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equal(choice, str_of(words[i])))
            return true;
    return false;
}

static void check_choice(const struct look *look, const struct ast *choice)
{
    if (!means_unknown(choice->text))
        return;
    struct diagnostic *d =
        diagnose(look->sink, DIAG_UNKNOWN_AS_CHOICE, choice->span,
                 "a missing value is unknown already: \"%.*s\" is no choice",
                 STR_ARG(choice->text));
    diagnostic_label(look->sink, d, "leave it out");
}

static bool visit(const struct ast *node, void *context)
{
    const struct look *look = context;
    if (node->kind == AST_OR)
        check_mixed(look, node);
    if (node->kind == AST_OR || node->kind == AST_AND)
        check_numbers(look, node);
    if (node->kind == AST_CHOICE)
        check_choice(look, node);
    return true;
}

void readings_check(const struct ast *tree, struct diagnostics *sink,
                    struct arena *arena)
{
    struct look look = {sink, arena};
    ast_walk(tree, visit, &look);
}
