/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The lines of each kind of item, and what stands below each other in them:
 * clauses in one column, types of a record, conditions and labels of a score,
 * cells of a table, and the labels of declarations that follow each other.
 */

#include "grammar/format_internal.h"

#include "grammar/gram.h"

static uint32_t greater(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* The piece behind the last of a node. */
static uint32_t behind(const struct format *f, const struct ast *node)
{
    return format_at_offset(f, node->span.to);
}

static uint32_t width_of(const struct format *f, const struct ast *node)
{
    return f->pieces.at[format_at(f, node)].width;
}

/* ---- heads -------------------------------------------------------------- */

/* The label of an item goes to the next line when it is too long. */
static void plan_label(struct format *f, const struct ast *label)
{
    if (!label)
        return;
    format_break(f, format_at(f, label), (struct place_at){0, 2});
    format_prose(f, label);
}

/* A clause: its first word `i` and, in the common column, what follows. */
static void plan_clause(struct format *f, uint32_t i, uint32_t words)
{
    format_start(f, i, 2);
    f->pieces.at[i + words].pad = FORMAT_CLAUSE;
    f->pieces.at[i + words].indent = FORMAT_CLAUSE;
}

static void plan_names(struct format *f, const struct ast *node, uint32_t from,
                       struct place_at at)
{
    for (uint32_t i = from; i < node->n; i++)
        format_break(f, format_at(f, node->kids[i]), at);
}

static void plan_tails(struct format *f, const struct ast *node, uint32_t from)
{
    for (uint32_t i = from; i < node->n; i++) {
        const struct ast *tail = node->kids[i];
        plan_clause(f, format_at(f, tail), 1);
        if (tail->kind == AST_BECAUSE || tail->kind == AST_JUDGEMENT)
            format_prose(f, tail->kids[0]);
        else
            plan_names(f, tail, 1, (struct place_at){0, FORMAT_CLAUSE});
    }
}

/* ---- rules -------------------------------------------------------------- */

static void plan_rule_when(struct format *f, const struct ast *rule)
{
    struct place_at at = {0, FORMAT_CLAUSE};
    plan_label(f, rule->kids[1]);
    for (uint32_t i = 2; i <= 3; i++)
        if (rule->kids[i]) {
            plan_clause(f, format_at(f, rule->kids[i]) - 1, 1);
            format_condition(f, rule->kids[i], at);
        }
    const struct ast *conclusions = rule->kids[4];
    plan_clause(f, format_at(f, conclusions) - 1, 1);
    for (uint32_t i = 0; i < conclusions->n; i++) {
        uint32_t piece = format_at(f, conclusions->kids[i]);
        format_conclusion(f, conclusions->kids[i], FORMAT_CLAUSE);
        if (!i)
            continue;
        format_break(f, piece, at);
        f->pieces.at[piece].must = true;
    }
}

/* NAME "label": condition -> conclusions, or without what is before. */
static void plan_rule_arrow(struct format *f, const struct ast *rule)
{
    const struct ast *conclusions = rule->kids[4];
    uint32_t condition = format_at(f, rule->kids[2]);
    plan_label(f, rule->kids[1]);
    if (rule->kids[0]) {
        format_break(f, condition, (struct place_at){0, 2});
        f->pieces.at[condition].hard = true;
    }
    format_break(f, format_at(f, conclusions) - 1, (struct place_at){1, 2});
    for (uint32_t i = 0; i < conclusions->n; i++) {
        uint32_t piece = format_at(f, conclusions->kids[i]);
        format_conclusion(f, conclusions->kids[i], 5);
        if (i)
            format_break(f, piece, (struct place_at){1, 5});
        f->pieces.at[piece].hard = i > 0;
    }
    format_condition(f, rule->kids[2], (struct place_at){2, 2});
}

static void plan_rule(struct format *f, const struct ast *rule)
{
    if (rule->op == OP_WHEN)
        plan_rule_when(f, rule);
    else
        plan_rule_arrow(f, rule);
    plan_tails(f, rule, 5);
}

/* ---- constraints and definitions ---------------------------------------- */

/* What follows the colon: on the same line, or all of it on the next ones. */
static void plan_body(struct format *f, const struct ast *body)
{
    bool stated = body->kind == AST_STATED; /* begins with the colon */
    uint32_t first = format_at(f, stated ? body->kids[0] : body);
    format_break(f, first, (struct place_at){0, 2});
    f->pieces.at[first].hard = true;
    if (!stated) {
        format_condition(f, body, (struct place_at){2, 2});
        return;
    }
    for (uint32_t i = 0; i < body->n; i++) {
        uint32_t piece = format_at(f, body->kids[i]) - 3; /* or as stated */
        if (i)
            format_break(f, piece, (struct place_at){1, 2});
        format_condition(f, body->kids[i], (struct place_at){2, i ? 4 : 2});
    }
}

/* The column of `then` in the lines of a definition; 0 where one of them
   would become too long. */
static uint32_t then_column(const struct format *f, const struct ast *branches)
{
    uint32_t column = 0, value = 0;
    for (uint32_t i = 2; i < branches->n; i++) {
        const struct ast *branch = branches->kids[i];
        uint32_t from = format_at(f, branch);
        uint32_t then = format_at(f, branch->kids[1]) - 1;
        column = greater(column, format_end(f, from, then, 2) + 1);
        value =
            greater(value, format_end(f, then, behind(f, branch->kids[1]), 0));
    }
    return column + value <= FORMAT_WIDTH ? column : 0;
}

static void plan_branches(struct format *f, const struct ast *branches)
{
    const struct ast *choices = branches->kids[0];
    for (uint32_t i = 1; choices && i < choices->n; i++)
        format_break(f, format_at(f, choices->kids[i]) - 1,
                     (struct place_at){0, 4});
    uint32_t column = then_column(f, branches);
    for (uint32_t i = 2; i < branches->n; i++) {
        const struct ast *branch = branches->kids[i];
        uint32_t then = format_at(f, branch->kids[1]) - 1;
        format_start(f, format_at(f, branch), 2);
        format_condition(f, branch->kids[0], (struct place_at){1, 7});
        format_break(f, then, (struct place_at){0, 4});
        f->pieces.at[then].pad = column;
        format_condition(f, branch->kids[1], (struct place_at){1, 9});
    }
    format_start(f, format_at(f, branches->kids[1]) - 1, 2);
    format_condition(f, branches->kids[1], (struct place_at){1, 4});
}

static void plan_define(struct format *f, const struct ast *define)
{
    const struct ast *body = define->kids[3];
    plan_label(f, define->kids[2]);
    if (body->kind == AST_BRANCHES)
        plan_branches(f, body);
    else
        plan_body(f, body);
}

/* ---- records, evidence -------------------------------------------------- */

/* The width of the longest name among the lines of a record. */
static uint32_t widest_name(const struct format *f, const struct ast *node,
                            uint32_t from)
{
    uint32_t widest = 0;
    for (uint32_t i = from; i < node->n; i++)
        widest = greater(widest, width_of(f, node->kids[i]));
    return widest;
}

static void plan_record(struct format *f, const struct ast *record)
{
    uint32_t column = 2 + widest_name(f, record, 1) + 2;
    for (uint32_t i = 1; i < record->n; i++)
        format_field(f, record->kids[i], column);
}

static void plan_evidence(struct format *f, const struct ast *evidence)
{
    for (uint32_t i = 1; i < evidence->n; i++) {
        const struct ast *part = evidence->kids[i];
        format_start(f, format_at(f, part), 2);
        if (part->kind == AST_STRINGS)
            format_prose(f, part);
        else
            plan_names(f, part, 2, (struct place_at){0, 2 + sizeof "from"});
    }
}

/* ---- scores ------------------------------------------------------------- */

static uint32_t points_width(const struct format *f, const struct ast *point)
{
    uint32_t at = format_at(f, point);
    return format_end(f, at, format_at(f, point->kids[1]) - 1, 0);
}

/* The column of the labels, or 0 where there is no room for one. */
static uint32_t label_column(const struct format *f, const struct ast *score,
                             uint32_t condition)
{
    uint32_t column = 0, label = 0;
    for (uint32_t i = 2; i < score->n; i++) {
        const struct ast *point = score->kids[i];
        uint32_t from = format_at(f, point->kids[1]);
        uint32_t to = behind(f, point->kids[1]);
        column = greater(column, format_end(f, from, to, condition) + 2);
        if (point->kids[2])
            label = greater(label, width_of(f, point->kids[2]));
    }
    return column + label <= FORMAT_ROW_WIDTH ? column : 0;
}

static void plan_point(struct format *f, const struct ast *point,
                       uint32_t indent, uint32_t condition)
{
    uint32_t at = format_at(f, point);
    format_start(f, at, indent);
    f->pieces.at[at].limit = FORMAT_ROW_WIDTH;
    format_condition(f, point->kids[1], (struct place_at){1, condition});
    if (!point->kids[2])
        return;
    format_break(f, format_at(f, point->kids[2]),
                 (struct place_at){0, condition});
    format_prose(f, point->kids[2]);
}

static void plan_score(struct format *f, const struct ast *score)
{
    uint32_t widest = 0;
    plan_label(f, score->kids[1]);
    for (uint32_t i = 2; i < score->n; i++)
        widest = greater(widest, points_width(f, score->kids[i]));
    uint32_t condition = 2 + widest + sizeof " if";
    uint32_t column = label_column(f, score, condition);
    for (uint32_t i = 2; i < score->n; i++) {
        const struct ast *point = score->kids[i];
        uint32_t indent = 2 + widest - points_width(f, point);
        plan_point(f, point, indent, condition);
        if (point->kids[2])
            f->pieces.at[format_at(f, point->kids[2])].pad = column;
    }
}

/* ---- tables ------------------------------------------------------------- */

/* Widths of a table's cells, and of what its rows conclude. */
struct widths {
    uint32_t *cells;
    uint32_t conclusions;
};

/* The first bar behind piece `i`. */
static uint32_t next_bar(const struct format *f, uint32_t i)
{
    do
        i++;
    while (f->pieces.at[i].kind != TOK_BAR &&
           f->pieces.at[i].kind != TOK_BARBAR);
    return i;
}

static void widen(const struct format *f, const struct ast *row,
                  struct widths *widths)
{
    uint32_t end = behind(f, row) - 1, cell = 0;
    for (uint32_t bar = format_at(f, row); bar < end;) {
        uint32_t next = next_bar(f, bar);
        uint32_t width = format_end(f, bar + 1, next, 0);
        uint32_t *widest =
            next == end ? &widths->conclusions : &widths->cells[cell++];
        *widest = greater(*widest, width);
        bar = next;
    }
}

static void plan_row(struct format *f, const struct ast *row,
                     const struct widths *widths)
{
    uint32_t end = behind(f, row) - 1, cell = 0, column = 2;
    uint32_t bar = format_at(f, row);
    format_start(f, bar, 2);
    while (bar < end) {
        uint32_t next = next_bar(f, bar);
        column += f->pieces.at[bar].width + 2;
        column += next == end ? widths->conclusions : widths->cells[cell++];
        f->pieces.at[next].pad = column;
        bar = next;
    }
}

/* A row may have more cells than there are columns (the checker says so). */
static uint32_t most_cells(const struct ast *table)
{
    const struct ast *rows = table->kids[3];
    uint32_t most = table->kids[2]->n;
    for (uint32_t i = 0; i < rows->n; i++)
        most = greater(most, rows->kids[i]->kids[0]->n);
    return most;
}

static void plan_table(struct format *f, const struct ast *table)
{
    const struct ast *rows = table->kids[3];
    struct widths widths = {
        .cells = ARENA_ARRAY(f->arena, uint32_t, most_cells(table))};
    plan_label(f, table->kids[1]);
    widen(f, table->kids[2], &widths);
    for (uint32_t i = 0; i < rows->n; i++)
        widen(f, rows->kids[i], &widths);
    plan_row(f, table->kids[2], &widths);
    for (uint32_t i = 0; i < rows->n; i++)
        plan_row(f, rows->kids[i], &widths);
    plan_tails(f, table, 4);
}

/* ---- cases -------------------------------------------------------------- */

static void plan_case(struct format *f, const struct ast *item)
{
    f->pieces.at[format_at(f, item)].limit = FORMAT_ROW_WIDTH;
    format_prose(f, item->kids[0]);
    for (uint32_t i = 1; i < item->n; i++) {
        const struct ast *part = item->kids[i];
        plan_clause(f, format_at(f, part), part->kind == AST_AS_OF ? 2 : 1);
        if (part->kind == AST_GIVEN)
            format_facts(f, part);
        else if (part->kind == AST_EXPECT)
            format_expectations(f, part);
    }
}

/* ---- declarations that follow each other -------------------------------- */

/* The first piece of `member of`; 0 where there is none. */
static uint32_t member_of(const struct format *f, const struct ast *item)
{
    bool member = item->kind == AST_TREATMENT && item->n > 2;
    return member ? format_at(f, item->kids[2]) - 2 : 0;
}

static void plan_declaration(struct format *f, const struct ast *item)
{
    uint32_t member = member_of(f, item);
    f->pieces.at[format_at(f, item)].limit = FORMAT_ROW_WIDTH;
    plan_label(f, item->kids[1]);
    if (!member)
        return;
    format_break(f, member, (struct place_at){0, 2});
    plan_names(f, item, 3, (struct place_at){1, 4});
}

/* Where labels and `member of` begin in a run. */
struct columns {
    uint32_t label, member, end;
};

static struct columns columns_of(const struct format *f,
                                 struct ast *const *items, uint32_t n)
{
    uint32_t name = 0, label = 0, member = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = format_at(f, items[i]), group = member_of(f, items[i]);
        name = greater(name, format_end(f, at, at + 2, 0) + 1);
        if (items[i]->kids[1])
            label = greater(label, width_of(f, items[i]->kids[1]) + 1);
        if (group)
            member =
                greater(member, format_end(f, group, behind(f, items[i]), 0));
    }
    return (struct columns){name, name + label, name + label + member};
}

static bool aligns(const struct ast *item)
{
    return item->kind == AST_SOURCE || item->kind == AST_MEASURE ||
           item->kind == AST_TREATMENT;
}

/* Plans a run of declarations; returns how many there are. */
static uint32_t plan_run(struct format *f, struct ast *const *items, uint32_t n)
{
    uint32_t run = 0;
    while (run < n && items[run]->kind == items[0]->kind)
        run++;
    struct columns columns = columns_of(f, items, run);
    for (uint32_t i = 0; i < run; i++) {
        uint32_t member = member_of(f, items[i]);
        plan_declaration(f, items[i]);
        if (items[i]->kids[1] && columns.member <= FORMAT_ROW_WIDTH)
            f->pieces.at[format_at(f, items[i]->kids[1])].pad = columns.label;
        if (member && columns.end <= FORMAT_ROW_WIDTH)
            f->pieces.at[member].pad = columns.member;
    }
    return run;
}

/* ---- all of it ---------------------------------------------------------- */

static void plan_item(struct format *f, const struct ast *item)
{
    static void (*const plans[AST_KINDS])(struct format *,
                                          const struct ast *) = {
        [AST_EVIDENCE] = plan_evidence, [AST_RECORD] = plan_record,
        [AST_MAPPING] = format_mapping, [AST_DEFINE] = plan_define,
        [AST_RULE] = plan_rule,         [AST_SCORE] = plan_score,
        [AST_TABLE] = plan_table,       [AST_CASE] = plan_case,
    };
    if (plans[item->kind])
        plans[item->kind](f, item);
    if (item->kind != AST_CONSTRAINT)
        return;
    format_prose(f, item->kids[0]);
    plan_body(f, item->kids[1]);
}

void format_plan(struct format *f, const struct ast *file)
{
    for (uint32_t i = 0; i < file->n; i++)
        format_start(f, format_at(f, file->kids[i]), 0);
    for (uint32_t i = 0; i < file->n;) {
        if (aligns(file->kids[i]))
            i += plan_run(f, file->kids + i, file->n - i);
        else
            plan_item(f, file->kids[i++]);
    }
    format_start(f, (uint32_t)f->pieces.n - 1, 0);
}
