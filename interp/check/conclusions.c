/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What rules conclude: one small function for each kind of conclusion. An
 * outcome without `for` belongs to the one treatment that its rule speaks of,
 * or to the patient where it speaks of none; of several it must say which.
 */

#include "interp/check/checker.h"

/* --- treatments ---------------------------------------------------------- */

bool check_treatment_list(struct checker *c, const struct ast *or_names,
                          struct treatments *list)
{
    bool right = true;
    *list = (struct treatments){0};
    if (!or_names)
        return true;
    list->at = ARENA_ARRAY(c->arena, const struct treatment *, or_names->n);
    for (uint32_t i = 0; i < or_names->n; i++) {
        const struct treatment *one = check_treatment(c, or_names->kids[i]);
        right = right && one;
        if (one)
            list->at[list->n++] = one;
    }
    return right;
}

bool check_partners(struct checker *c, const struct ast *node, uint32_t from,
                    struct treatments **partners, size_t *n)
{
    bool right = true;
    *n = 0;
    *partners = ARENA_ARRAY(c->arena, struct treatments, node->n);
    for (uint32_t i = from; i < node->n; i++)
        right = check_treatment_list(c, node->kids[i], &(*partners)[(*n)++]) &&
                right;
    return right;
}

static struct treatments one_treatment(struct checker *c,
                                       const struct ast *name)
{
    struct treatments list = {0};
    const struct treatment *treatment = check_treatment(c, name);
    if (!treatment)
        return list;
    list.at = ARENA_ARRAY(c->arena, const struct treatment *, 1);
    list.at[0] = treatment;
    list.n = 1;
    return list;
}

/* --- advice -------------------------------------------------------------- */

static enum verb verb_of(enum ast_op op)
{
    switch (op) {
    case OP_CONSIDER: return VERB_CONSIDER;
    case OP_AVOID: return VERB_AVOID;
    case OP_CONTRAINDICATE: return VERB_CONTRAINDICATE;
    default: return VERB_RECOMMEND;
    }
}

static bool is_within_any(struct checker *c, const struct treatment *member,
                          const struct treatments *groups)
{
    for (size_t i = 0; i < groups->n; i++)
        if (groups->at[i] != member &&
            check_is_within(c, member, groups->at[i]))
            return true;
    return groups->n == 0;
}

static void check_excepted(struct checker *c,
                           const struct conclusion *conclusion,
                           const struct ast *except)
{
    const struct treatments *groups = &conclusion->treatments;
    for (size_t i = 0; i < conclusion->except.n; i++) {
        const struct treatment *member = conclusion->except.at[i];
        if (is_within_any(c, member, groups))
            continue;
        const struct treatment *group = groups->at[0];
        struct diagnostic *d =
            diagnose(c->sink, DIAG_NOT_A_MEMBER, except->kids[i]->span,
                     "%.*s is no member of %.*s, so it is not concerned anyway",
                     STR_ARG(member->name), STR_ARG(group->name));
        diagnostic_label(c->sink, d,
                         "leave it out, or declare: treatment "
                         "%.*s member of %.*s",
                         STR_ARG(member->name), STR_ARG(group->name));
        diagnostic_second(c->sink, d, member->span, "%.*s is declared here",
                          STR_ARG(member->name));
    }
}

static void conclude_advise(struct checker *c, struct conclusion *conclusion,
                            const struct ast *node)
{
    const struct ast *except = ast_kid(node, 1), *trial = ast_kid(node, 2);
    conclusion->kind = CONCLUDE_ADVISE;
    conclusion->verb = verb_of(node->op);
    check_treatment_list(c, node->kids[0], &conclusion->treatments);
    if (check_treatment_list(c, except, &conclusion->except) && except)
        check_excepted(c, conclusion, except);
    if (trial)
        conclusion->trial = trial->text;
    check_partners(c, node, 3, &conclusion->partners,
                   &conclusion->partner_count);
}

static void conclude_candidate(struct checker *c, struct conclusion *conclusion,
                               const struct ast *node)
{
    conclusion->kind = CONCLUDE_CANDIDATE;
    conclusion->treatments = one_treatment(c, node->kids[0]);
}

/* --- time ---------------------------------------------------------------- */

static const struct expr *date_path(struct checker *c, const struct ast *path)
{
    const struct expr *e = check_expr(c, path, NULL);
    if (!e || e->type.kind == TYPE_DATE)
        return e;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, path->span, "%.*s, and no date",
                 STR_ARG(check_is_words(c, e)));
    diagnostic_label(c->sink, d, "name a date here");
    return NULL;
}

static void conclude_delay(struct checker *c, struct conclusion *conclusion,
                           const struct ast *node)
{
    conclusion->kind = CONCLUDE_DELAY;
    conclusion->treatments = one_treatment(c, node->kids[0]);
    check_period(c, node->kids[1], &conclusion->period);
    conclusion->date = date_path(c, node->kids[2]);
    c->program->reads_today = true;
}

static void conclude_monitor(struct checker *c, struct conclusion *conclusion,
                             const struct ast *node)
{
    const struct ast *since = ast_kid(node, 2);
    conclusion->kind = CONCLUDE_MONITOR;
    conclusion->what = node->kids[0]->text;
    names_add(&c->symbols->monitored, conclusion->what, 0);
    check_period(c, node->kids[1], &conclusion->period);
    if (since)
        conclusion->date = date_path(c, since);
    c->program->reads_today = true;
}

/* --- the rest ------------------------------------------------------------ */

static void conclude_order(struct checker *c, struct conclusion *conclusion,
                           const struct ast *node)
{
    conclusion->kind = CONCLUDE_ORDER;
    conclusion->field = check_stored(c, node->kids[0], c->symbols->patient);
}

static void conclude_prognosis(struct checker *c, struct conclusion *conclusion,
                               const struct ast *node)
{
    const struct ast *subject = ast_kid(node, 0), *text = ast_kid(node, 1);
    conclusion->kind = CONCLUDE_PROGNOSIS;
    conclusion->adverse = node->op == OP_ADVERSE;
    if (subject)
        conclusion->subject = check_treatment(c, subject);
    if (text)
        conclusion->comment = text->text;
}

static void against_fits(struct checker *c, const struct conclusion *conclusion,
                         const struct ast *against)
{
    const struct figure *a = &conclusion->amount, *b = &conclusion->against;
    if (unit_commensurable(&a->type.unit, &b->type.unit))
        return;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNIT_MISMATCH, against->span,
                 "this figure and the one before it do not measure the same");
    diagnostic_label(c->sink, d, "use units of one kind");
}

static void take_at(struct checker *c, struct conclusion *conclusion,
                    const struct ast *at)
{
    struct period period;
    check_period(c, at, &period);
    conclusion->at = period.text;
}

static void conclude_outcome(struct checker *c, struct conclusion *conclusion,
                             const struct ast *node)
{
    const struct ast *subject = ast_kid(node, 1), *at = ast_kid(node, 2);
    const struct ast *against = ast_kid(node, 4), *text = ast_kid(node, 5);
    uint32_t index = check_symbol(c, SYMBOL_MEASURE, node->kids[0]);
    conclusion->kind = CONCLUDE_OUTCOME;
    if (index != NAMES_NONE) {
        conclusion->measure = c->program->measures[index];
        check_spell(c, node->kids[0], conclusion->measure->name);
    }
    if (subject)
        conclusion->subject = check_treatment(c, subject);
    if (at)
        take_at(c, conclusion, at);
    bool right = check_amount(c, node->kids[3], &conclusion->amount);
    if (against && check_amount(c, against, &conclusion->against) && right)
        against_fits(c, conclusion, against);
    if (text)
        conclusion->comment = text->text;
}

static void conclude_note(struct checker *c, struct conclusion *conclusion,
                          const struct ast *node)
{
    (void)c;
    conclusion->kind = CONCLUDE_NOTE;
    conclusion->comment = node->kids[0]->text;
}

/* --- whose outcome ------------------------------------------------------- */

static const struct treatment **
all_treatments(struct checker *c, const struct rule *rule, size_t *n)
{
    size_t most = 0;
    for (size_t i = 0; i < rule->conclusion_count; i++)
        most += rule->conclusions[i].treatments.n;
    const struct treatment **all =
        ARENA_ARRAY(c->arena, const struct treatment *, most);
    *n = 0;
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        const struct treatments *list = &rule->conclusions[i].treatments;
        for (size_t k = 0; k < list->n; k++) {
            bool first = true;
            for (size_t o = 0; first && o < *n; o++)
                first = all[o] != list->at[k];
            if (first)
                all[(*n)++] = list->at[k];
        }
    }
    return all;
}

static void report_whose(struct checker *c, const struct ast *node,
                         const struct treatment *first)
{
    struct diagnostic *d = diagnose(
        c->sink, DIAG_WHOSE_OUTCOME, node->kids[0]->span,
        "this rule speaks of several treatments: whose outcome is it?");
    diagnostic_label(c->sink, d, "write outcome %.*s for %.*s ...",
                     STR_ARG(node->kids[0]->text), STR_ARG(first->name));
}

static void find_subjects(struct checker *c, struct rule *rule,
                          const struct ast *node)
{
    size_t n;
    const struct treatment **all = all_treatments(c, rule, &n);
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        struct conclusion *conclusion = &rule->conclusions[i];
        bool open =
            conclusion->kind == CONCLUDE_OUTCOME && !ast_kid(node->kids[i], 1);
        if (open && n == 1)
            conclusion->subject = all[0];
        else if (open && n > 1)
            report_whose(c, node->kids[i], all[0]);
    }
}

/* --- all ----------------------------------------------------------------- */

typedef void conclude(struct checker *c, struct conclusion *conclusion,
                      const struct ast *node);

static conclude *const conclusions[AST_KINDS] = {
    [AST_ADVISE] = conclude_advise,   [AST_CANDIDATE] = conclude_candidate,
    [AST_DELAY] = conclude_delay,     [AST_MONITOR] = conclude_monitor,
    [AST_ORDER] = conclude_order,     [AST_PROGNOSIS] = conclude_prognosis,
    [AST_OUTCOME] = conclude_outcome, [AST_NOTE] = conclude_note,
};

void check_conclusions(struct checker *c, struct rule *rule,
                       const struct ast *node)
{
    rule->conclusions = ARENA_ARRAY(c->arena, struct conclusion, node->n);
    rule->conclusion_count = node->n;
    for (uint32_t i = 0; i < node->n; i++) {
        struct conclusion *conclusion = &rule->conclusions[i];
        const struct ast *kid = node->kids[i];
        conclusion->span = kid->span;
        conclusions[kid->kind](c, conclusion, kid);
        conclusion->text = check_text(c, kid);
    }
    find_subjects(c, rule, node);
}
