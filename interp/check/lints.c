/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is suspicious rather than wrong. Only looked for in rules without an
 * error, so that no warning is the consequence of one. Whether a condition can
 * hold at all is in never.c.
 */

#include "interp/check/checker.h"

/* --- unused -------------------------------------------------------------- */

static void warn_unused(struct checker *c, enum diagnostic_code code,
                        struct span span, struct str name)
{
    bool evidence = code == DIAG_UNUSED_EVIDENCE;
    struct diagnostic *d = diagnose(
        c->sink, code, span,
        evidence ? "no rule cites %.*s" : "nothing uses %.*s", STR_ARG(name));
    diagnostic_label(c->sink, d,
                     evidence ? "cite it, or leave it out"
                              : "use it, or leave it out");
}

static void find_unused(struct checker *c)
{
    struct symbols *symbols = c->symbols;
    for (size_t i = 0; i < symbols->definitions.n; i++) {
        const struct definition *definition = symbols->definitions.at[i];
        if (definition->define && !definition->used)
            warn_unused(c, DIAG_UNUSED_DEFINITION, definition->define->span,
                        definition->define->name);
    }
    for (size_t i = 0; i < c->program->evidence_count; i++)
        if (!symbols->cited.at[i])
            warn_unused(c, DIAG_UNUSED_EVIDENCE, c->program->evidence[i]->span,
                        c->program->evidence[i]->name);
}

/* --- rules without names or evidence ------------------------------------- */

/* A rule that says that it is a judgement has said what it rests on. */
static void find_uncited(struct checker *c)
{
    if (!c->program->evidence_count)
        return;
    for (size_t i = 0; i < c->symbols->groups.n; i++) {
        const struct rule_group *group = &c->symbols->groups.at[i];
        if (!group->n || group->item->op == OP_BARE)
            continue;
        const struct rule *rule = c->program->rules[group->first];
        if (rule->cites_count || rule->judgement.n)
            continue;
        struct diagnostic *d =
            diagnose(c->sink, DIAG_NO_EVIDENCE, group->span,
                     "%.*s cites no evidence", STR_ARG(group->name));
        diagnostic_label(c->sink, d, "add cites ..., or judgement \"...\"");
    }
}

static void find_bare(struct checker *c)
{
    for (size_t f = 0; f < c->file_count; f++) {
        int bare = 0;
        for (uint32_t i = 0; i < c->files[f]->n; i++) {
            const struct ast *item = c->files[f]->kids[i];
            if (item->kind != AST_RULE || item->op != OP_BARE || ++bare != 3)
                continue;
            struct diagnostic *d =
                diagnose(c->sink, DIAG_BARE_RULES, item->span,
                         "this is the third rule without a name in this file");
            diagnostic_label(c->sink, d,
                             "write rule NAME: ... -> ..., and cites ...");
        }
    }
}

/* --- repeated ------------------------------------------------------------ */

static struct str key_of(struct checker *c, const struct rule *rule)
{
    struct buf key = buf_on(c->arena);
    buf_int(&key, rule->when->id);
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        buf_text(&key, ", ");
        buf_str(&key, rule->conclusions[i].text);
    }
    return buf_view(&key);
}

static void warn_repeated(struct checker *c, const struct rule *rule,
                          const struct rule *first)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_REPEATED_RULE, rule->span,
                 rule->table.n ? "this row has the same cells as row %.*s%u"
                               : "this rule says what %.*s says already%.0u",
                 STR_ARG(rule->table.n ? STR("") : first->name), first->row);
    diagnostic_label(c->sink, d,
                     rule->table.n ? "it can never be the first that holds"
                                   : "leave one out");
    diagnostic_second(c->sink, d, first->span, "the first one");
}

/* A row is compared with the rows above it, by its cells alone: only the
   first of two can apply. */
static void find_repeated(struct checker *c)
{
    struct names seen = names_on(c->arena);
    for (uint32_t i = 0; i < c->program->rule_count; i++) {
        const struct rule *rule = c->program->rules[i];
        struct str key = rule->table.n
                             ? str_format(c->arena, "%.*s: %u",
                                          STR_ARG(rule->table), rule->when->id)
                             : key_of(c, rule);
        uint32_t first = names_add(&seen, key, i);
        if (first != NAMES_NONE)
            warn_repeated(c, rule, c->program->rules[first]);
    }
}

/* --- never --------------------------------------------------------------- */

static void find_never(struct checker *c)
{
    for (size_t i = 0; i < c->program->rule_count; i++) {
        const struct rule *rule = c->program->rules[i];
        struct str why = check_never(c, rule->when);
        if (!why.n)
            continue;
        bool row = rule->table.n > 0;
        struct diagnostic *d =
            diagnose(c->sink, DIAG_NEVER_APPLIES,
                     row ? rule->span : rule->ast->kids[2]->span,
                     "this %s can never apply: %.*s", row ? "row" : "rule",
                     STR_ARG(why));
        diagnostic_label(c->sink, d, "no patient can be like that");
    }
}

/* --- overrides ----------------------------------------------------------- */

static bool speaks_of(struct checker *c, const struct rule_group *group,
                      const struct treatment *treatment)
{
    for (uint32_t i = 0; i < group->n; i++) {
        const struct rule *rule = c->program->rules[group->first + i];
        for (size_t k = 0; k < rule->conclusion_count; k++) {
            const struct treatments *list = &rule->conclusions[k].treatments;
            for (size_t t = 0; t < list->n; t++)
                if (check_is_within(c, treatment, list->at[t]))
                    return true;
        }
    }
    return false;
}

/* The first conclusion about a treatment that the silencing rule is silent
   about; *treatment is that one. */
static const struct conclusion *lost(struct checker *c,
                                     const struct rule_group *by,
                                     const struct rule_group *silenced,
                                     const struct treatment **treatment)
{
    for (uint32_t i = 0; i < silenced->n; i++) {
        const struct rule *rule = c->program->rules[silenced->first + i];
        for (size_t k = 0; k < rule->conclusion_count; k++) {
            const struct conclusion *conclusion = &rule->conclusions[k];
            for (size_t t = 0; t < conclusion->treatments.n; t++) {
                *treatment = conclusion->treatments.at[t];
                if (!speaks_of(c, by, *treatment))
                    return conclusion;
            }
        }
    }
    return NULL;
}

static void find_losses(struct checker *c)
{
    for (size_t i = 0; i < c->symbols->groups.n; i++) {
        const struct rule_group *by = &c->symbols->groups.at[i];
        for (size_t k = 0; k < by->overrides.n; k++) {
            const struct rule_group *silenced =
                &c->symbols->groups.at[by->overrides.at[k]];
            const struct treatment *treatment;
            const struct conclusion *conclusion =
                lost(c, by, silenced, &treatment);
            if (!conclusion)
                continue;
            struct diagnostic *d = diagnose(
                c->sink, DIAG_OVERRIDE_LOSES, by->span,
                "%.*s silences all of %.*s, but says nothing about %.*s",
                STR_ARG(by->name), STR_ARG(silenced->name),
                STR_ARG(treatment->name));
            diagnostic_label(c->sink, d, "conclude about it here, too");
            diagnostic_second(c->sink, d, conclusion->span, "%.*s does",
                              STR_ARG(silenced->name));
        }
    }
}

/* --- guards -------------------------------------------------------------- */

/* x of `x is known`, also as `not (x is unknown)`; NULL if it is neither. */
static const struct expr *guarded(const struct expr *e)
{
    while (e->op == EXPR_NOT && e->kids[0]->op == EXPR_NOT)
        e = e->kids[0]->kids[0];
    return e->op == EXPR_IS_KNOWN ? e->kids[0] : NULL;
}

static bool reads(const struct expr *e, const struct expr *part)
{
    if (e == part)
        return true;
    for (uint32_t i = 0; i < e->n; i++)
        if (reads(e->kids[i], part))
            return true;
    return false;
}

static bool is_tested(const struct expr *all, uint32_t guard,
                      const struct expr *part)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (i != guard && !guarded(all->kids[i]) && reads(all->kids[i], part))
            return true;
    return false;
}

static void warn_guards(struct checker *c, const struct expr *all,
                        struct span span)
{
    for (uint32_t i = 0; all->op == EXPR_AND && i < all->n; i++) {
        const struct expr *part = guarded(all->kids[i]);
        if (!part || !is_tested(all, i, part))
            continue;
        struct span at = all->kids[i]->span;
        if (at.from < span.from || at.to > span.to)
            at = span;
        struct diagnostic *d = diagnose(
            c->sink, DIAG_GUARD_NOT_NEEDED, at,
            "no guard is needed: while %.*s is unknown, the rest is unknown, "
            "too",
            STR_ARG(part->text));
        diagnostic_label(c->sink, d, "leave it out");
    }
}

static void find_guards(struct checker *c)
{
    for (size_t i = 0; i < c->program->rule_count; i++) {
        const struct rule *rule = c->program->rules[i];
        if (!rule->table.n)
            warn_guards(c, rule->when, rule->ast->span);
    }
    for (size_t i = 0; i < c->symbols->definitions.n; i++) {
        const struct definition *definition = c->symbols->definitions.at[i];
        if (definition->define)
            warn_guards(c, definition->define->body, definition->item->span);
    }
}

void check_lints(struct checker *c)
{
    if (c->sink->errors)
        return;
    if (c->program->rule_count)
        find_unused(c);
    find_uncited(c);
    find_bare(c);
    find_repeated(c);
    find_never(c);
    find_losses(c);
    find_guards(c);
}
