/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rules: conditions (`unless E` is `and not E`), conclusions, closing clauses.
 * Tables become one rule for each row (tables.c). A bare rule goes by its own
 * text. Rules stand in the order of their declaration, rows in their place.
 */

#include "grammar/print.h"
#include "interp/check/checker.h"

struct rule *check_rule_new(struct checker *c, const struct ast *item)
{
    struct rule *rule = ARENA_NEW(c->arena, struct rule);
    rule->ast = item;
    rule->span = item->op == OP_BARE ? item->span : item->kids[0]->span;
    rule->index = (uint32_t)c->program->rule_count;
    c->program->rules[c->program->rule_count++] = rule;
    return rule;
}

/* --- closing clauses ----------------------------------------------------- */

static void take_cites(struct checker *c, struct rule *rule,
                       const struct ast *tail)
{
    for (uint32_t i = 0; i < tail->n; i++) {
        uint32_t index = check_symbol(c, SYMBOL_EVIDENCE, tail->kids[i]);
        if (index == NAMES_NONE)
            continue;
        struct evidence *evidence = c->program->evidence[index];
        check_spell(c, tail->kids[i], evidence->name);
        c->symbols->cited.at[index] = true;
        rule->cites[rule->cites_count++] = evidence;
    }
}

static struct str joined(struct checker *c, struct str before, struct str more)
{
    if (!before.n)
        return more;
    return str_format(c->arena, "%.*s %.*s", STR_ARG(before), STR_ARG(more));
}

static size_t count_cites(const struct ast *item)
{
    size_t n = 0;
    for (uint32_t i = 0; i < item->n; i++)
        if (item->kids[i] && item->kids[i]->kind == AST_CITES)
            n += item->kids[i]->n;
    return n;
}

void check_tails(struct checker *c, struct rule *rule, const struct ast *item)
{
    rule->cites =
        ARENA_ARRAY(c->arena, const struct evidence *, count_cites(item));
    for (uint32_t i = 0; i < item->n; i++) {
        const struct ast *tail = item->kids[i];
        if (tail && tail->kind == AST_CITES)
            take_cites(c, rule, tail);
        else if (tail && tail->kind == AST_BECAUSE)
            rule->because = joined(c, rule->because, tail->kids[0]->text);
        else if (tail && tail->kind == AST_JUDGEMENT)
            rule->judgement = joined(c, rule->judgement, tail->kids[0]->text);
    }
}

/* --- conditions ---------------------------------------------------------- */

/* "E and not (F)", as it would have been written. */
static struct str unless_text(struct checker *c, const struct ast *when,
                              const struct ast *unless)
{
    bool wide_when = when->kind == AST_OR;
    bool wide = unless->kind == AST_OR || unless->kind == AST_AND;
    return str_format(c->arena, "%s%.*s%s and not %s%.*s%s",
                      wide_when ? "(" : "", STR_ARG(check_text(c, when)),
                      wide_when ? ")" : "", wide ? "(" : "",
                      STR_ARG(check_text(c, unless)), wide ? ")" : "");
}

static const struct expr *without(struct checker *c, const struct rule *rule,
                                  const struct ast *item)
{
    const struct expr *when = rule->condition_when;
    const struct ast *unless = item->kids[3];
    bool chain = item->kids[2]->kind == AST_AND && when->op == EXPR_AND;
    uint32_t n = chain ? when->n : 1;
    const struct expr **parts =
        ARENA_ARRAY(c->arena, const struct expr *, n + 1u);
    for (uint32_t i = 0; i < n; i++)
        parts[i] = chain ? when->kids[i] : when;
    struct expr draft = check_draft(EXPR_NOT, type_yesno());
    bool wide = unless->kind == AST_OR || unless->kind == AST_AND;
    const struct expr *kid = rule->condition_unless;
    draft.kids = &kid;
    draft.n = 1;
    draft.text = str_format(c->arena, wide ? "not (%.*s)" : "not %.*s",
                            STR_ARG(check_text(c, unless)));
    parts[n] = check_share(c, &draft, unless);
    draft = check_draft(EXPR_AND, type_yesno());
    draft.kids = parts;
    draft.n = n + 1;
    draft.text = unless_text(c, item->kids[2], unless);
    return check_share(c, &draft, item);
}

static void take_condition(struct checker *c, struct rule *rule,
                           const struct ast *item)
{
    const struct ast *unless = item->kids[3];
    rule->condition_when = check_condition(c, item->kids[2], NULL);
    if (unless)
        rule->condition_unless = check_condition(c, unless, NULL);
    if (!rule->condition_when || (unless && !rule->condition_unless))
        return;
    rule->when = unless ? without(c, rule, item) : rule->condition_when;
}

/* --- rules --------------------------------------------------------------- */

static void check_rule(struct checker *c, struct rule_group *group)
{
    const struct ast *item = group->item, *label = item->kids[1];
    struct rule *rule = check_rule_new(c, item);
    rule->name = group->name;
    if (label)
        rule->label = label->text;
    take_condition(c, rule, item);
    check_conclusions(c, rule, item->kids[4]);
    check_tails(c, rule, item);
    if (item->op == OP_BARE)
        rule->name = ast_bare_name(c->arena, check_respelt(c, item));
}

static size_t count_rules(const struct checker *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->symbols->groups.n; i++) {
        const struct ast *item = c->symbols->groups.at[i].item;
        n += item->kind == AST_TABLE ? item->kids[3]->n : 1;
    }
    return n;
}

void check_rules(struct checker *c)
{
    c->program->rules = ARENA_ARRAY(c->arena, struct rule *, count_rules(c));
    for (size_t i = 0; i < c->symbols->groups.n; i++) {
        struct rule_group *group = &c->symbols->groups.at[i];
        group->first = (uint32_t)c->program->rule_count;
        if (group->item->kind == AST_TABLE)
            check_table(c, group->item, group);
        else
            check_rule(c, group);
        group->n = (uint32_t)c->program->rule_count - group->first;
    }
}
