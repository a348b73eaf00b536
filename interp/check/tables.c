/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tables: each row is a rule whose condition is that all its cells hold. A
 * cell is the condition that it stands for, as if it had been written out:
 * `mutated` under KRAS is `KRAS mutated`, `no` under a yes/no name is `not`
 * that name, `> 5 ug/L` under CEA is `CEA > 5 ug/L`, `-` is nothing at all.
 */

#include "interp/check/checker.h"

struct column {
    const struct ast *node;
    const struct expr *e;     /* NULL: wrong, and reported */
    const struct field *list; /* a list: its cells are none, not none */
};

static const struct expr *unary(struct checker *c, enum expr_op op,
                                const struct expr *e, struct str text,
                                const struct ast *node)
{
    struct expr draft = check_draft(op, type_yesno());
    draft.kids = &e;
    draft.n = 1;
    draft.text = text;
    return check_share(c, &draft, node);
}

static const struct expr *negated(struct checker *c, const struct expr *e,
                                  const struct ast *node)
{
    if (!e)
        return NULL;
    bool wide = e->op == EXPR_OR || e->op == EXPR_AND;
    struct str text = str_format(c->arena, wide ? "not (%.*s)" : "not %.*s",
                                 STR_ARG(e->text));
    return unary(c, EXPR_NOT, e, text, node);
}

/* Conditions of one operation; the text joins theirs by its word. */
static const struct expr *chain(struct checker *c, enum expr_op op,
                                const struct expr *const *parts, uint32_t n,
                                const struct ast *node)
{
    struct buf text = buf_on(c->arena);
    struct expr draft = check_draft(op, type_yesno());
    if (n == 1)
        return parts[0];
    for (uint32_t i = 0; i < n; i++) {
        bool wide = parts[i]->op == EXPR_OR;
        buf_text(&text, i == 0 ? "" : op == EXPR_AND ? " and " : " or ");
        buf_format(&text, wide ? "(%.*s)" : "%.*s", STR_ARG(parts[i]->text));
    }
    draft.kids = ARENA_ARRAY(c->arena, const struct expr *, n);
    for (uint32_t i = 0; i < n; i++)
        draft.kids[i] = parts[i];
    draft.n = n;
    draft.text = buf_view(&text);
    return check_share(c, &draft, node);
}

/* --- cells of choices ---------------------------------------------------- */

static const struct expr *report_cell(struct checker *c, const struct ast *cell,
                                      const struct column *column)
{
    struct diagnostic *d = diagnose(c->sink, DIAG_TYPE_MISMATCH, cell->span,
                                    "this cell does not fit its column: %.*s",
                                    STR_ARG(check_is_words(c, column->e)));
    diagnostic_label(c->sink, d, "write what it can be, or - for anything");
    diagnostic_second(c->sink, d, column->node->span, "the column");
    return NULL;
}

static bool all_literals(const struct ast *cell)
{
    for (uint32_t i = 0; i < cell->n; i++) {
        enum ast_kind kind = cell->kids[i]->kind;
        if (kind != AST_NAME && kind != AST_NONE && kind != AST_YES &&
            kind != AST_NO)
            return false;
    }
    return true;
}

/* "KRAS wild-type | mutated" */
static struct str choices_text(struct checker *c, const struct column *column,
                               const struct ast *cell)
{
    struct buf out = buf_on(c->arena);
    buf_str(&out, column->e->text);
    for (uint32_t i = 0; i < cell->n; i++) {
        buf_text(&out, i ? " | " : " ");
        buf_str(&out, check_text(c, cell->kids[i]));
    }
    return buf_view(&out);
}

static bool never_nothing(const struct expr *e);

static bool values_never_nothing(const struct expr *e)
{
    for (uint32_t i = 0; i < e->n; i++) {
        bool guard = e->op == EXPR_BRANCH && i % 2 == 0 && i + 1 < e->n;
        if (!guard && !never_nothing(e->kids[i]))
            return false;
    }
    return true;
}

/* Whether a yes/no column surely has a value. */
static bool never_nothing(const struct expr *e)
{
    if (e->op >= EXPR_AND)
        return true; /* a condition is yes or no */
    if (e->op == EXPR_CONST)
        return !e->value.nothing;
    if (e->op == EXPR_FIELD)
        return !e->field->only_if;
    if (e->op == EXPR_DEFINE)
        return never_nothing(e->define->body);
    return (e->op == EXPR_BRANCH || e->op == EXPR_STATED) &&
           values_never_nothing(e);
}

/* The cell `no` is the column's negation, which completions look into. About
   what may be nothing it is a comparison, and no comparison with nothing
   holds. */
static const struct expr *yesno_cell(struct checker *c,
                                     const struct column *column,
                                     const struct ast *cell)
{
    if (cell->n == 1 && cell->kids[0]->kind == AST_YES)
        return column->e;
    if (cell->n == 1 && cell->kids[0]->kind == AST_NO &&
        never_nothing(column->e))
        return negated(c, column->e, cell);
    return check_is_literal(c, column->e, cell, cell,
                            choices_text(c, column, cell));
}

static const struct expr *
set_cell(struct checker *c, const struct column *column, const struct ast *cell)
{
    if (cell->n == 1 && cell->kids[0]->kind == AST_NONE)
        return check_is_literal(c, column->e, cell, cell,
                                choices_text(c, column, cell));
    struct slot slot = {.type = &column->e->type, .name = column->e->text};
    struct expr draft = check_draft(EXPR_INCLUDES, type_yesno());
    for (uint32_t i = 0; i < cell->n; i++) {
        uint64_t option = check_option(c, &slot, cell->kids[i]);
        if (!option)
            return NULL;
        draft.options |= option;
    }
    struct str names =
        str_from(choices_text(c, column, cell), column->e->text.n);
    draft.text = str_format(c->arena, "%.*s includes%.*s",
                            STR_ARG(column->e->text), STR_ARG(names));
    draft.kids = ARENA_ARRAY(c->arena, const struct expr *, 1);
    draft.kids[0] = column->e;
    draft.n = 1;
    return check_share(c, &draft, cell);
}

static const struct expr *list_cell(struct checker *c,
                                    const struct column *column,
                                    const struct ast *cell)
{
    bool none = cell->kind == AST_CELL_IN && cell->n == 1 &&
                cell->kids[0]->kind == AST_NONE;
    if (!none) {
        struct diagnostic *d =
            diagnose(c->sink, DIAG_LIST_AS_VALUE, cell->span,
                     "%.*s is a list; its cells are none, not none or -",
                     STR_ARG(column->list->name));
        diagnostic_label(c->sink, d, "write none, not none or -");
        return NULL;
    }
    struct expr draft = check_draft(EXPR_LIST_NONE, type_yesno());
    draft.group = (struct group){
        .list = column->list, .level = 1, .text = column->list->name};
    draft.text = str_format(c->arena, "%.*s none", STR_ARG(column->list->name));
    if (c->program->deepest_level < 1)
        c->program->deepest_level = 1;
    return check_share(c, &draft, cell);
}

/* --- cells of numbers and dates ------------------------------------------ */

static const struct expr *equal_to(struct checker *c,
                                   const struct column *column,
                                   const struct ast *value)
{
    struct comparing compare = {
        .how = COMPARE_EQ,
        .a = column->e,
        .b = check_expr(c, value, NULL),
        .node = value,
        .left = column->node,
        .right = value,
        .text = str_format(c->arena, "%.*s = %.*s", STR_ARG(column->e->text),
                           STR_ARG(check_text(c, value))),
    };
    return compare.b ? check_compare_values(c, &compare) : NULL;
}

static const struct expr *values_cell(struct checker *c,
                                      const struct column *column,
                                      const struct ast *cell)
{
    const struct expr **parts =
        ARENA_ARRAY(c->arena, const struct expr *, cell->n);
    for (uint32_t i = 0; i < cell->n; i++) {
        enum ast_kind kind = cell->kids[i]->kind;
        if (kind == AST_NAME || kind == AST_NONE)
            return report_cell(c, cell, column);
        parts[i] = equal_to(c, column, cell->kids[i]);
        if (!parts[i])
            return NULL;
    }
    return chain(c, EXPR_OR, parts, cell->n, cell);
}

static enum comparison amount_comparison(enum ast_op op)
{
    switch (op) {
    case OP_LT: return COMPARE_LT;
    case OP_LE: return COMPARE_LE;
    case OP_GT: return COMPARE_GT;
    default: return COMPARE_GE; /* OP_GE */
    }
}

static const struct expr *range_cell(struct checker *c,
                                     const struct column *column,
                                     const struct ast *amount)
{
    const struct ast *low = amount->kids[0], *high = amount->kids[1];
    struct figure figure;
    if (!check_amount(c, amount, &figure))
        return NULL;
    struct betweening between = {
        .v = column->e,
        .low = check_const(c, figure.type, value_number(figure.range.range.low),
                           low),
        .high = check_const(c, figure.type,
                            value_number(figure.range.range.high), high),
        .node = amount,
        .low_node = low,
        .high_node = high,
        .text = str_format(
            c->arena, "%.*s between %.*s and %.*s", STR_ARG(column->e->text),
            STR_ARG(check_text(c, low)), STR_ARG(check_text(c, high))),
    };
    return check_between_values(c, &between);
}

static const struct expr *amount_cell(struct checker *c,
                                      const struct column *column,
                                      const struct ast *amount)
{
    if (column->e->type.kind != TYPE_NUMBER)
        return report_cell(c, amount, column);
    if (amount->op == OP_TO)
        return range_cell(c, column, amount);
    struct comparing compare = {
        .how = amount_comparison(amount->op),
        .a = column->e,
        .b = check_expr(c, amount->kids[0], NULL),
        .node = amount,
        .left = column->node,
        .right = amount->kids[0],
    };
    compare.text = str_format(c->arena, "%.*s %s %.*s",
                              STR_ARG(column->e->text), check_sign(compare.how),
                              STR_ARG(check_text(c, amount->kids[0])));
    return compare.b ? check_compare_values(c, &compare) : NULL;
}

/* --- cells --------------------------------------------------------------- */

static const struct expr *
in_cell(struct checker *c, const struct column *column, const struct ast *cell)
{
    if (column->list)
        return list_cell(c, column, cell);
    switch (column->e->type.kind) {
    case TYPE_YESNO:
    case TYPE_CHOICE:
    case TYPE_SET:
        if (!all_literals(cell))
            return report_cell(c, cell, column);
        if (column->e->type.kind == TYPE_SET)
            return set_cell(c, column, cell);
        return yesno_cell(c, column, cell);
    case TYPE_NUMBER:
    case TYPE_DATE: return values_cell(c, column, cell);
    case TYPE_TEXT:
    case TYPE_LIST:
    case TYPE_UNKNOWN: break;
    }
    return report_cell(c, cell, column);
}

/* The condition of a cell that is not `-`. */
static const struct expr *cell_condition(struct checker *c,
                                         const struct column *column,
                                         const struct ast *cell)
{
    if (!column->e && !column->list)
        return NULL;
    if (cell->kind == AST_CELL_AMOUNT)
        return column->list ? list_cell(c, column, cell)
                            : amount_cell(c, column, cell->kids[0]);
    const struct expr *e = in_cell(c, column, cell);
    return cell->op == OP_NOT ? negated(c, e, cell) : e;
}

/* --- rows ---------------------------------------------------------------- */

static bool has_all_cells(struct checker *c, const struct ast *columns,
                          const struct ast *cells)
{
    if (cells->n == columns->n)
        return true;
    struct diagnostic *d = diagnose(
        c->sink, DIAG_TABLE_CELLS, cells->span,
        "this row has %u cell%s, the table %u column%s", cells->n,
        cells->n == 1 ? "" : "s", columns->n, columns->n == 1 ? "" : "s");
    diagnostic_label(c->sink, d,
                     cells->n < columns->n ? "write - where anything will do"
                                           : "alternatives in one cell are "
                                             "joined by or");
    diagnostic_second(c->sink, d, columns->span, "the columns");
    return false;
}

static const struct expr *row_condition(struct checker *c,
                                        const struct column *columns,
                                        const struct ast *heads,
                                        const struct ast *row)
{
    const struct ast *cells = row->kids[0];
    const struct expr **parts =
        ARENA_ARRAY(c->arena, const struct expr *, cells->n);
    uint32_t n = 0;
    bool right = has_all_cells(c, heads, cells);
    for (uint32_t i = 0; right && i < cells->n; i++) {
        if (cells->kids[i]->kind == AST_CELL_ANY)
            continue;
        parts[n] = cell_condition(c, &columns[i], cells->kids[i]);
        right = parts[n++] != NULL;
    }
    if (!right)
        return NULL;
    if (n)
        return chain(c, EXPR_AND, parts, n, row);
    struct ast always = {.kind = AST_YES, .span = row->span};
    return check_const(c, type_yesno(), value_options(OPTION_YES), &always);
}

static struct column column_of(struct checker *c, const struct ast *node)
{
    struct column column = {.node = node};
    if (node->kind == AST_NAME_REF) {
        struct meaning meaning;
        bool known = check_meaning(c, node->text, NULL, &meaning) &&
                     meaning.member->kind == MEMBER_FIELD;
        if (known && meaning.member->field->type.kind == TYPE_LIST) {
            column.list = meaning.member->field;
            return column;
        }
    }
    column.e = check_expr(c, node, NULL);
    return column;
}

static struct rule *check_row(struct checker *c, const struct ast *item,
                              const struct column *columns,
                              const struct ast *row)
{
    struct rule *rule = check_rule_new(c, item);
    const struct ast *label = item->kids[1];
    rule->span = row->span;
    rule->table = item->kids[0]->text;
    if (label)
        rule->label = label->text;
    rule->when = row_condition(c, columns, item->kids[2], row);
    rule->condition_when = rule->when;
    check_conclusions(c, rule, row->kids[1]);
    return rule;
}

/* A row that did not parse is passed over and keeps its number. */
void check_table(struct checker *c, const struct ast *item,
                 struct rule_group *group)
{
    const struct ast *heads = item->kids[2], *rows = item->kids[3];
    struct column *columns = ARENA_ARRAY(c->arena, struct column, heads->n);
    struct rule *previous = NULL;
    for (uint32_t i = 0; i < heads->n; i++)
        columns[i] = column_of(c, heads->kids[i]);
    for (uint32_t i = 0; i < rows->n; i++) {
        if (rows->kids[i]->kind != AST_ROW)
            continue;
        struct rule *rule = check_row(c, item, columns, rows->kids[i]);
        rule->row = i + 1;
        rule->name =
            str_format(c->arena, "%.*s row %u", STR_ARG(group->name), i + 1);
        rule->previous_row = previous;
        if (previous) {
            rule->because = previous->because;
            rule->judgement = previous->judgement;
            rule->cites = previous->cites;
            rule->cites_count = previous->cites_count;
        } else {
            check_tails(c, rule, item);
        }
        previous = rule;
    }
}
