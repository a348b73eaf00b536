/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Each kind of expectation, compared with a finding. What is found is said in
 * the words of an expectation, so that the two stand under each other.
 */

#include "interp/suite/suite.h"

/* One comparison at work. */
struct met {
    struct evaluator *ev;
    const struct finding *finding;
    const struct test_case *test;
    const struct expectation *e;
    struct buf found;
};

static const struct verdict *verdict_of(const struct met *m)
{
    return &m->finding->verdicts[m->e->treatment->index];
}

static void put_list_sign(struct buf *out, size_t i, size_t n)
{
    if (i)
        buf_text(out, i + 1 == n ? " and " : ", ");
}

static void put_facts(struct buf *out, const struct fact_ref *facts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_list_sign(out, i, n);
        buf_str(out, fact_ref_text(out->arena, &facts[i]));
    }
}

/* ---- verdicts ----------------------------------------------------------- */

static void put_partners(struct buf *out, const struct reason *reason)
{
    for (size_t i = 0; i < reason->with_count; i++) {
        buf_text(out, " with ");
        for (size_t j = 0; j < reason->with[i].n; j++) {
            buf_text(out, j ? " or " : "");
            buf_str(out, reason->with[i].at[j]->name);
        }
    }
}

static void put_undecided(struct buf *out, const struct verdict *verdict)
{
    buf_format(out, "%.*s undecided (", STR_ARG(verdict->treatment->name));
    for (size_t i = 0; i < verdict->may_be_count; i++) {
        buf_text(out, i ? " | " : "");
        buf_text(out, word_name(verdict->may_be[i].word));
    }
    buf_text(out, ") needing ");
    put_facts(out, verdict->needs, verdict->need_count);
}

static void put_verdict(struct met *m)
{
    const struct verdict *verdict = verdict_of(m);
    struct str name = verdict->treatment->name;
    if (verdict->word == WORD_UNDECIDED) {
        put_undecided(&m->found, verdict);
        return;
    }
    if (verdict->word == WORD_NONE)
        buf_format(&m->found, "no verdict on %.*s", STR_ARG(name));
    else if (verdict->word == WORD_CONFLICT)
        buf_format(&m->found, "conflict on %.*s", STR_ARG(name));
    else
        buf_format(&m->found, "%s %.*s", word_name(verdict->word),
                   STR_ARG(name));
    for (size_t i = 0; i < verdict->by_count; i++)
        put_partners(&m->found, &verdict->by[i]);
}

static bool same_treatments(const struct treatments *a,
                            const struct treatments *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        bool there = false;
        for (size_t j = 0; j < b->n; j++)
            there |= a->at[i] == b->at[j];
        if (!there)
            return false;
    }
    return true;
}

/* One rule that names just these partners, as they remain. */
static bool partners_met(const struct met *m, const struct reason *reason)
{
    if (reason->state != TRUTH_YES || reason->with_count != m->e->partner_count)
        return false;
    for (size_t i = 0; i < reason->with_count; i++)
        if (!same_treatments(&reason->with[i], &m->e->partners[i]))
            return false;
    return true;
}

static enum word word_of(enum verb verb)
{
    static const enum word words[] = {
        [VERB_RECOMMEND] = WORD_RECOMMEND,
        [VERB_CONSIDER] = WORD_CONSIDER,
        [VERB_AVOID] = WORD_AVOID,
        [VERB_CONTRAINDICATE] = WORD_CONTRAINDICATE,
    };
    return words[verb];
}

static bool verdict_met(struct met *m)
{
    const struct verdict *verdict = verdict_of(m);
    put_verdict(m);
    if (verdict->word != word_of(m->e->verb))
        return false;
    if (!m->e->partner_count)
        return true;
    for (size_t i = 0; i < verdict->by_count; i++)
        if (partners_met(m, &verdict->by[i]))
            return true;
    return false;
}

static bool candidate_met(struct met *m)
{
    const struct candidacy *candidacy = &verdict_of(m)->candidacy;
    struct str name = m->e->treatment->name;
    if (candidacy->asked && candidacy->state == TRUTH_YES)
        return true;
    buf_format(&m->found, "%.*s %s", STR_ARG(name),
               !candidacy->asked ? "has no rule that makes candidates"
               : candidacy->state == TRUTH_UNKNOWN ? "perhaps candidate"
                                                   : "no candidate");
    for (size_t i = 0; i < candidacy->fail_count; i++)
        buf_format(&m->found, "%s%.*s", i ? "; " : ": fails at ",
                   STR_ARG(candidacy->fails[i]));
    return false;
}

static bool word_met(struct met *m, enum word word)
{
    put_verdict(m);
    return verdict_of(m)->word == word;
}

static bool is_needed(const struct fact_name *name,
                      const struct fact_ref *needs, size_t n)
{
    struct fact_ref ref = {name->list, name->element, name->field};
    for (size_t i = 0; i < n; i++)
        if (fact_ref_equal(&needs[i], &ref))
            return true;
    return false;
}

/* Exactly the facts that the expectation names. */
static bool needs_met(const struct expectation *e, const struct fact_ref *needs,
                      size_t n)
{
    if (!e->has_needs)
        return true;
    if (e->need_count != n)
        return false;
    for (size_t i = 0; i < e->need_count; i++)
        if (!is_needed(&e->needs[i], needs, n))
            return false;
    return true;
}

static bool undecided_met(struct met *m)
{
    const struct verdict *verdict = verdict_of(m);
    return word_met(m, WORD_UNDECIDED) &&
           needs_met(m->e, verdict->needs, verdict->need_count);
}

/* ---- rules -------------------------------------------------------------- */

static const char *state_word(enum truth state)
{
    return state == TRUTH_YES  ? "applies"
           : state == TRUTH_NO ? "held"
                               : "undetermined";
}

static enum truth wanted_state(enum ast_op op)
{
    return op == OP_APPLIES ? TRUTH_YES
           : op == OP_HELD  ? TRUTH_NO
                            : TRUTH_UNKNOWN;
}

/* Of a table: some row applies. */
static enum truth state_of(const struct met *m)
{
    enum truth state = TRUTH_NO;
    for (size_t i = 0; i < m->e->rule_count; i++)
        state = truth_or(state, m->finding->states[m->e->rules[i]->index]);
    return state;
}

struct needs {
    struct fact_ref *at;
    size_t n, capacity;
};

static void add_need(struct met *m, struct needs *needs,
                     const struct fact_ref *need)
{
    for (size_t i = 0; i < needs->n; i++)
        if (fact_ref_equal(&needs->at[i], need))
            return;
    list_push(m->found.arena, needs, *need);
}

/* What all undetermined rows need together. */
static struct needs rule_needs(struct met *m)
{
    struct needs all = {0};
    for (size_t i = 0; i < m->e->rule_count; i++) {
        const struct rule *rule = m->e->rules[i];
        struct fact_ref *needs;
        if (m->finding->states[rule->index] != TRUTH_UNKNOWN)
            continue;
        size_t n = find_rule_needs(m->ev, rule, m->found.arena, &needs);
        for (size_t j = 0; j < n; j++)
            add_need(m, &all, &needs[j]);
    }
    return all;
}

static bool rule_met(struct met *m)
{
    enum truth state = state_of(m);
    const struct rule *first = m->e->rules[0];
    bool table = first->row && m->e->rule_count > 1;
    buf_format(&m->found, table ? "table %.*s %s" : "rule %.*s %s",
               STR_ARG(table ? first->table : first->name), state_word(state));
    if (state != wanted_state(m->e->state))
        return false;
    if (!m->e->has_needs)
        return true;
    struct needs needs = rule_needs(m);
    buf_text(&m->found, " needing ");
    put_facts(&m->found, needs.at, needs.n);
    return needs_met(m->e, needs.at, needs.n);
}

/* ---- values ------------------------------------------------------------- */

static void put_value(struct met *m)
{
    const struct expr *value = m->e->value;
    buf_str(&m->found, value->text);
    buf_text(&m->found, " is ");
    value_print(&m->found, &value->type, eval_value(m->ev, value));
}

static bool value_met(struct met *m)
{
    put_value(m);
    return value_equal(eval_value(m->ev, m->e->value), m->e->expected);
}

static bool test_met(struct met *m)
{
    put_value(m);
    return eval_condition(m->ev, m->e->test) == TRUTH_YES;
}

/* ---- the rest ----------------------------------------------------------- */

static bool outcome_met(struct met *m)
{
    const struct finding *finding = m->finding;
    for (size_t i = 0; i < finding->outcome_count; i++)
        if (finding->outcomes[i].conclusion->measure == m->e->measure)
            return true;
    for (size_t t = 0; t < finding->program->treatment_count; t++)
        for (size_t i = 0; i < finding->verdicts[t].outcome_count; i++)
            if (finding->verdicts[t].outcomes[i].conclusion->measure ==
                m->e->measure)
                return true;
    buf_format(&m->found, "no outcome %.*s", STR_ARG(m->e->measure->name));
    return false;
}

static bool monitor_met(struct met *m)
{
    for (size_t i = 0; i < m->finding->monitor_count; i++) {
        const struct monitoring *monitor = &m->finding->monitors[i];
        if (monitor->state == TRUTH_YES &&
            name_equal(monitor->conclusion->what, m->e->what))
            return true;
    }
    buf_format(&m->found, "no monitor %.*s", STR_ARG(m->e->what));
    return false;
}

static bool prognosis_met(struct met *m)
{
    for (size_t i = 0; i < m->finding->prognosis_count; i++) {
        const struct prognosis *p = &m->finding->prognoses[i];
        if (p->state != TRUTH_YES || p->conclusion->adverse != m->e->adverse)
            continue;
        if (!m->e->treatment || p->conclusion->subject == m->e->treatment)
            return true;
    }
    buf_format(&m->found, "no %s prognosis",
               m->e->adverse ? "adverse" : "favourable");
    return false;
}

static bool order_met(struct met *m)
{
    for (size_t i = 0; i < m->finding->order_count; i++)
        if (m->finding->orders[i].conclusion->field == m->e->field)
            return true;
    buf_format(&m->found, "no order %.*s", STR_ARG(m->e->field->name));
    return false;
}

/* The delay that is shown: the latest certain one. */
static bool delay_met(struct met *m)
{
    const struct verdict *verdict = verdict_of(m);
    bool some = verdict->delay_count && verdict->delays[0].certain;
    if (some && verdict->delays[0].until.range.low == m->e->until)
        return true;
    if (!some) {
        buf_format(&m->found, "no delay of %.*s",
                   STR_ARG(verdict->treatment->name));
        return false;
    }
    buf_format(&m->found, "delay %.*s until ",
               STR_ARG(verdict->treatment->name));
    date_print(&m->found, verdict->delays[0].until.range.low);
    return false;
}

static bool names(const struct test_case *test,
                  const struct treatment *treatment)
{
    for (size_t i = 0; i < test->expects_count; i++)
        if (test->expects[i].treatment == treatment)
            return true;
    return false;
}

/* No other treatment is listed, trials and failed candidacies apart: those
   are listed without a verdict. */
static bool nothing_else_met(struct met *m)
{
    const struct program *program = m->finding->program;
    for (size_t i = 0; i < program->treatment_count; i++) {
        const struct verdict *verdict = &m->finding->verdicts[i];
        if (!verdict->listed || verdict->word == WORD_NONE ||
            names(m->test, verdict->treatment))
            continue;
        buf_text(&m->found, m->found.n ? ", " : "also ");
        buf_format(&m->found, "%s %.*s", word_name(verdict->word),
                   STR_ARG(verdict->treatment->name));
    }
    return !m->found.n;
}

/* ---- dispatch ----------------------------------------------------------- */

static bool dispatch(struct met *m)
{
    switch (m->e->kind) {
    case EXPECTS_VERDICT: return verdict_met(m);
    case EXPECTS_CANDIDATE: return candidate_met(m);
    case EXPECTS_NO_VERDICT: return word_met(m, WORD_NONE);
    case EXPECTS_UNDECIDED: return undecided_met(m);
    case EXPECTS_RULE: return rule_met(m);
    case EXPECTS_VALUE: return m->e->negated ? test_met(m) : value_met(m);
    case EXPECTS_IS: return test_met(m);
    case EXPECTS_CONFLICT: return word_met(m, WORD_CONFLICT);
    case EXPECTS_OUTCOME: return outcome_met(m);
    case EXPECTS_MONITOR: return monitor_met(m);
    case EXPECTS_NOTHING_ELSE: return nothing_else_met(m);
    case EXPECTS_PROGNOSIS: return prognosis_met(m);
    case EXPECTS_ORDER: return order_met(m);
    case EXPECTS_DELAY: return delay_met(m);
    }
    return false;
}

bool expectation_met(struct evaluator *ev, const struct finding *finding,
                     const struct test_case *test,
                     const struct expectation *expectation, struct str *found)
{
    struct met m = {ev, finding, test, expectation,
                    buf_on(finding->record->arena)};
    bool met = dispatch(&m);
    *found = met ? STR("") : buf_view(&m.found);
    return met;
}
