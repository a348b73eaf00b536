/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where the parts of items may be broken: conditions before `and`, `or` and
 * signs, conclusions before their prepositions, lists behind their commas. A
 * level tells how willingly: what stands deeper in the tree has a higher one,
 * and is broken only when the levels above do not suffice.
 */

#include "grammar/format_internal.h"

#include "grammar/gram.h"

/* Levels that a chain of conditions takes for itself and its terms. */
#define STEP 3

static uint8_t level_of(uint32_t level)
{
    return (uint8_t)(level < LEVEL_LAST ? level : LEVEL_LAST - 1);
}

static struct place_at deeper(struct place_at at, uint32_t level,
                              uint32_t indent)
{
    return (struct place_at){at.level + level, at.indent + indent};
}

/* Indents grow with nesting, but leave room for words. */
static uint32_t room(uint32_t indent)
{
    return indent < FORMAT_WIDTH / 2 ? indent : FORMAT_WIDTH / 2;
}

void format_break(struct format *f, uint32_t i, struct place_at at)
{
    f->pieces.at[i].level = level_of(at.level);
    f->pieces.at[i].indent = room(at.indent);
}

/* The same where an author may break too. */
static void break_kept(struct format *f, uint32_t i, struct place_at at)
{
    format_break(f, i, at);
    f->pieces.at[i].keep = f->pieces.at[i].newline;
}

void format_start(struct format *f, uint32_t i, uint32_t indent)
{
    f->pieces.at[i].starts = true;
    f->pieces.at[i].indent = indent;
}

void format_prose(struct format *f, const struct ast *strings)
{
    if (!strings)
        return;
    uint32_t first = format_at(f, strings), i = first;
    while (f->pieces.at[i].kind == TOK_STRING &&
           f->pieces.at[i].span.from < strings->span.to)
        i++;
    f->pieces.at[first].strings = i - first;
}

/* ---- conditions --------------------------------------------------------- */

/* The word or sign before child `i`. */
static uint32_t sign_before(const struct format *f, const struct ast *node,
                            uint32_t i)
{
    return format_at(f, node->kids[i]) - 1;
}

/* An author may have broken the line behind `and` as well. */
static void break_at_sign(struct format *f, uint32_t i, struct place_at at)
{
    break_kept(f, i, at);
    f->pieces.at[i].keep |= f->pieces.at[i + 1].newline;
}

static void plan_chain(struct format *f, const struct ast *node,
                       struct place_at at)
{
    for (uint32_t i = 0; i < node->n; i++) {
        if (i)
            break_at_sign(f, sign_before(f, node, i), at);
        format_condition(f, node->kids[i], deeper(at, STEP, 2));
    }
}

/* Breaks before the signs in front of the children from the second on. */
static void plan_signs(struct format *f, const struct ast *node,
                       struct place_at at)
{
    for (uint32_t i = 0; i < node->n; i++) {
        if (i)
            format_break(f, sign_before(f, node, i), at);
        format_condition(f, node->kids[i], at);
    }
}

static void plan_alternatives(struct format *f, const struct ast *node,
                              struct place_at at)
{
    for (uint32_t i = 1; i < node->n; i++)
        format_break(f, sign_before(f, node, i), at);
}

static void plan_call(struct format *f, const struct ast *node,
                      struct place_at at)
{
    f->pieces.at[format_at(f, node) + 1].glued = true;
    for (uint32_t i = 1; i < node->n; i++) {
        if (i > 1)
            format_break(f, format_at(f, node->kids[i]), at);
        format_condition(f, node->kids[i], at);
    }
}

void format_condition(struct format *f, const struct ast *node,
                      struct place_at at)
{
    struct place_at inside = deeper(at, 1, 2);
    if (!node)
        return;
    if (node->kind == AST_AND || node->kind == AST_OR) {
        plan_chain(f, node, at);
    } else if (node->kind == AST_COMPARE) {
        plan_signs(f, node, inside);
    } else if (node->kind == AST_ARITHMETIC) {
        plan_signs(f, node, deeper(at, 1, 0));
    } else if (node->kind == AST_LITERALS) {
        plan_alternatives(f, node, inside);
    } else if (node->kind == AST_CALL) {
        plan_call(f, node, inside);
    } else {
        for (uint32_t i = 0; i < node->n; i++)
            format_condition(f, node->kids[i], at);
    }
}

/* ---- conclusions -------------------------------------------------------- */

static void break_before_or(struct format *f, const struct ast *names,
                            struct place_at at)
{
    for (uint32_t i = 1; names && i < names->n; i++)
        format_break(f, sign_before(f, names, i), at);
}

static void plan_advise(struct format *f, const struct ast *node,
                        struct place_at at)
{
    for (uint32_t i = 0; i < node->n; i++) {
        const struct ast *kid = node->kids[i];
        if (!kid)
            continue;
        uint32_t words = kid->kind == AST_STRINGS ? 2 : i > 0; /* in trial */
        if (words)
            format_break(f, format_at(f, kid) - words, at);
        if (kid->kind == AST_OR_NAMES)
            break_before_or(f, kid, deeper(at, 1, 0));
    }
}

/* An outcome is broken before its figure first, so that what it is compared
   with stays beside it. */
static void plan_outcome(struct format *f, const struct ast *node,
                         struct place_at at)
{
    struct place_at later = deeper(at, 1, 0);
    for (uint32_t i = 1; i < node->n; i++) {
        const struct ast *kid = node->kids[i];
        if (!kid)
            continue;
        bool word = i == 1 || i == 2 || i == 4;
        format_break(f, format_at(f, kid) - word, i == 3 ? at : later);
    }
    format_prose(f, ast_kid(node, 5));
}

static void plan_words(struct format *f, const struct ast *node,
                       struct place_at at)
{
    for (uint32_t i = 1; i < node->n; i++)
        if (node->kids[i])
            format_break(f, sign_before(f, node, i), at);
}

static void plan_prognosis(struct format *f, const struct ast *node,
                           struct place_at at)
{
    if (node->kids[0])
        format_break(f, sign_before(f, node, 0), deeper(at, 1, 0));
    if (node->kids[1])
        format_break(f, format_at(f, node->kids[1]), at);
    format_prose(f, node->kids[1]);
}

void format_conclusion(struct format *f, const struct ast *node,
                       uint32_t indent)
{
    uint32_t hang = f->pieces.at[format_at(f, node)].width + 1;
    struct place_at at = {1, indent + hang};
    if (node->kind == AST_ADVISE)
        plan_advise(f, node, at);
    else if (node->kind == AST_OUTCOME)
        plan_outcome(f, node, at);
    else if (node->kind == AST_PROGNOSIS)
        plan_prognosis(f, node, at);
    else if (node->kind == AST_NOTE)
        format_prose(f, node->kids[0]);
    else if (node->kind == AST_DELAY || node->kind == AST_MONITOR)
        plan_words(f, node, at);
}

/* ---- fields ------------------------------------------------------------- */

static void plan_choices(struct format *f, const struct ast *node,
                         struct place_at at)
{
    for (uint32_t i = 0; i < node->n; i++) {
        const struct ast *kid = node->kids[i];
        if (i && kid->kind != AST_NAME)
            format_break(f, sign_before(f, node, i), at);
        for (uint32_t j = 1; kid->kind == AST_CHOICE && j < kid->n; j++)
            format_break(f, format_at(f, kid->kids[j]), deeper(at, 1, 2));
    }
}

static void plan_attribute(struct format *f, const struct ast *node,
                           struct place_at at)
{
    uint32_t i = format_at(f, node);
    if (f->pieces.at[i].kind == TOK_COMMA)
        i++;
    format_break(f, i, at);
    if (node->kind == AST_ATTR_LABEL)
        format_prose(f, node->kids[0]);
    if (node->kind == AST_ATTR_IF || node->kind == AST_ATTR_CODE)
        for (uint32_t j = 2; j < node->n; j++)
            format_break(f, sign_before(f, node, j), deeper(at, 1, 2));
}

void format_field(struct format *f, const struct ast *field, uint32_t column)
{
    struct place_at at = {0, column};
    const struct ast *type = field->kids[1];
    format_start(f, format_at(f, field), 2);
    f->pieces.at[format_at(f, type)].pad = column;
    if (type->kind == AST_TYPE_CHOICES || type->kind == AST_TYPE_SET)
        plan_choices(f, type, deeper(at, 1, 2));
    for (uint32_t i = 2; i < field->n; i++)
        plan_attribute(f, field->kids[i], at);
}

/* ---- cases -------------------------------------------------------------- */

static void plan_element(struct format *f, const struct ast *element,
                         struct place_at at)
{
    for (uint32_t i = 1; i < element->n; i++)
        format_break(f, format_at(f, element->kids[i]), at);
}

static void plan_fact_list(struct format *f, const struct ast *list)
{
    uint32_t name = f->pieces.at[format_at(f, list)].width;
    struct place_at at = {1, FORMAT_CLAUSE + name + 1};
    for (uint32_t i = 1; i < list->n; i++) {
        if (i > 1)
            break_kept(f, format_at(f, list->kids[i]), at);
        plan_element(f, list->kids[i], deeper(at, 1, 2));
    }
}

/* Where a list of records is given, it has lines of its own. */
void format_facts(struct format *f, const struct ast *given)
{
    bool list = false;
    for (uint32_t i = 0; i < given->n; i++) {
        const struct ast *fact = given->kids[i];
        uint32_t at = format_at(f, fact);
        bool listed = fact->kind == AST_FACT_LIST;
        if (i)
            break_kept(f, at, (struct place_at){0, FORMAT_CLAUSE});
        f->pieces.at[at].hard = i && (list || listed);
        if (listed)
            plan_fact_list(f, fact);
        list = listed;
    }
}

static void plan_needing(struct format *f, const struct ast *needing)
{
    struct place_at at = {1, FORMAT_CLAUSE + sizeof "rule"};
    break_kept(f, format_at(f, needing), at);
    for (uint32_t i = 1; i < needing->n; i++)
        format_break(f, sign_before(f, needing, i),
                     deeper(at, 1, sizeof "needing"));
}

void format_expectations(struct format *f, const struct ast *expect)
{
    for (uint32_t i = 0; i < expect->n; i++) {
        const struct ast *one = expect->kids[i];
        if (i)
            break_kept(f, format_at(f, one),
                       (struct place_at){0, FORMAT_CLAUSE});
        const struct ast *last = one->n ? one->kids[one->n - 1] : NULL;
        if (last && last->kind == AST_NEEDING)
            plan_needing(f, last);
    }
}
