/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Verdicts are compared first, for they are what matters; then delays,
 * prognoses, states of rules, scores, definitions. Names, not pointers, are
 * compared: each program has its own.
 */

#include "interp/suite/differ.h"

#include "interp/suite/draft_text.h"

/* --- verdicts ---------------------------------------------------------------- */

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

/* The verdict with the partners that remain, as a case expects it. */
static struct str verdict_text(struct arena *arena,
                               const struct verdict *verdict)
{
    struct buf out = buf_on(arena);
    draft_verdict_text(&out, verdict);
    for (size_t i = 0; i < verdict->by_count; i++)
        if (verdict->by[i].state == TRUTH_YES && verdict->by[i].with_count &&
            (verdict->word == WORD_RECOMMEND ||
             verdict->word == WORD_CONSIDER)) {
            put_partners(&out, &verdict->by[i]);
            break;
        }
    return buf_view(&out);
}

static void put(struct buf *out, struct str text)
{
    if (out)
        buf_str(out, text);
}

static bool verdicts_differ(struct arena *arena, const struct finding *a,
                            const struct finding *b, struct buf *out)
{
    for (size_t i = 0; i < a->program->treatment_count; i++) {
        struct str one = verdict_text(arena, &a->verdicts[i]);
        if (str_equal(one, verdict_text(arena, &b->verdicts[i])))
            continue;
        put(out, one);
        return true;
    }
    return false;
}

static struct str candidate_text(struct arena *arena,
                                 const struct verdict *verdict)
{
    if (!verdict->candidacy.asked || verdict->candidacy.state != TRUTH_YES)
        return STR("");
    return str_format(arena, "%.*s candidate",
                      STR_ARG(verdict->treatment->name));
}

/* The latest delay that is certain. */
static struct str delay_text(struct arena *arena, const struct verdict *verdict)
{
    struct buf out = buf_on(arena);
    if (!verdict->delay_count || !verdict->delays[0].certain)
        return STR("");
    buf_format(&out, "delay %.*s until ", STR_ARG(verdict->treatment->name));
    date_print(&out, verdict->delays[0].until.range.low);
    return buf_view(&out);
}

typedef struct str verdict_words(struct arena *arena,
                                 const struct verdict *verdict);

/* What only one says of it: expected as said, where the first says it. */
static bool remarks_differ(struct arena *arena, const struct finding *a,
                           const struct finding *b, verdict_words *words,
                           struct buf *out)
{
    for (size_t i = 0; i < a->program->treatment_count; i++) {
        struct str one = words(arena, &a->verdicts[i]);
        if (!one.n || str_equal(one, words(arena, &b->verdicts[i])))
            continue;
        put(out, one);
        return true;
    }
    return false;
}

/* --- the patient --------------------------------------------------------------- */

static struct str prognosis_text(struct arena *arena,
                                 const struct finding *finding, bool adverse)
{
    for (size_t i = 0; i < finding->prognosis_count; i++)
        if (finding->prognoses[i].state == TRUTH_YES &&
            finding->prognoses[i].conclusion->adverse == adverse)
            return str_format(arena, "prognosis %s",
                              adverse ? "adverse" : "favourable");
    return STR("");
}

static bool prognoses_differ(struct arena *arena, const struct finding *a,
                             const struct finding *b, struct buf *out)
{
    for (int adverse = 0; adverse < 2; adverse++) {
        struct str one = prognosis_text(arena, a, adverse);
        if (!one.n || str_equal(one, prognosis_text(arena, b, adverse)))
            continue;
        put(out, one);
        return true;
    }
    return false;
}

static bool is_among(const struct finding_outcome *outcomes, size_t n,
                     struct str measure)
{
    for (size_t i = 0; i < n; i++)
        if (name_equal(outcomes[i].conclusion->measure->name, measure))
            return true;
    return false;
}

/* Whether an outcome in the measure is named, of any treatment or none. */
static bool is_named(const struct finding *finding, struct str measure)
{
    for (size_t i = 0; i < finding->program->treatment_count; i++)
        if (is_among(finding->verdicts[i].outcomes,
                     finding->verdicts[i].outcome_count, measure))
            return true;
    return is_among(finding->outcomes, finding->outcome_count, measure);
}

static bool outcomes_differ(const struct finding *a, const struct finding *b,
                            struct buf *out)
{
    for (size_t i = 0; i < a->program->measure_count; i++) {
        struct str measure = a->program->measures[i]->name;
        if (!is_named(a, measure) || is_named(b, measure))
            continue;
        if (out)
            buf_format(out, "outcome %.*s", STR_ARG(measure));
        return true;
    }
    return false;
}

/* --- rules and values ------------------------------------------------------------ */

/* Rules are matched by name: a table without one of its rows has others in
   their places. One that is gone is missed where it applies. */
static bool rule_differs(const struct rule *rule, const enum truth *a,
                         const struct program *other, const enum truth *b)
{
    const struct rule *twin =
        rule->index < other->rule_count ? other->rules[rule->index] : NULL;
    if (!twin || !str_equal(twin->name, rule->name))
        twin = program_rule(other, rule->name);
    if (!twin)
        return a[rule->index] == TRUTH_YES;
    return a[rule->index] != b[twin->index];
}

static bool rules_differ(struct evaluator *ev, const enum truth *a,
                         struct evaluator *other, const enum truth *b,
                         struct buf *out)
{
    const struct program *program = evaluator_program(ev);
    bool fewer = evaluator_program(other)->rule_count != program->rule_count;
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        bool differs = fewer
                           ? rule_differs(rule, a, evaluator_program(other), b)
                           : a[i] != b[i];
        if (!differs)
            continue;
        if (out)
            draft_rule_text(out, rule, a[i]);
        return true;
    }
    return false;
}

static bool scores_differ(struct evaluator *ev, struct evaluator *other,
                          struct buf *out)
{
    static const struct type points = {.kind = TYPE_NUMBER};
    const struct program *p = evaluator_program(ev);
    const struct program *q = evaluator_program(other);
    for (size_t i = 0; i < p->score_count; i++) {
        struct value one = eval_score(ev, p->scores[i]);
        if (value_equal(one, eval_score(other, q->scores[i])) ||
            !value_is_known(one))
            continue;
        return !out || draft_value_text(out, p->scores[i]->name, &points, one);
    }
    return false;
}

static bool defines_differ(struct evaluator *ev, struct evaluator *other,
                           struct buf *out)
{
    const struct program *p = evaluator_program(ev);
    const struct program *q = evaluator_program(other);
    for (size_t i = 0; i < p->define_count; i++) {
        const struct define *define = p->defines[i];
        if (define->record)
            continue;
        struct value one = eval_value(ev, define->body);
        if (value_equal(one, eval_value(other, q->defines[i]->body)))
            continue;
        size_t before = out ? out->n : 0;
        if (!out || draft_value_text(out, define->name, &define->type, one))
            return true;
        out->n = before;
    }
    return false;
}

/* What a broken constraint took away. */
static bool facts_differ(const struct record *a, const struct record *b,
                         struct buf *out)
{
    for (size_t i = 0; i < a->type->field_count; i++) {
        const struct field *field = a->type->fields[i];
        unsigned lost = a->facts[i].flags & FACT_CONTRADICTED;
        if (field->type.kind == TYPE_LIST ||
            lost == (b->facts[i].flags & FACT_CONTRADICTED))
            continue;
        if (out)
            buf_format(out, "%.*s is %s", STR_ARG(field->name),
                       lost ? "unknown" : "known");
        return true;
    }
    return false;
}

bool states_differ(struct evaluator *ev, const enum truth *a,
                   struct evaluator *other, const enum truth *b,
                   struct buf *out)
{
    return rules_differ(ev, a, other, b, out) ||
           scores_differ(ev, other, out) || defines_differ(ev, other, out) ||
           facts_differ(eval_record(ev), eval_record(other), out);
}

bool findings_differ(struct evaluator *ev, const struct finding *a,
                     struct evaluator *other, const struct finding *b,
                     struct buf *out)
{
    struct arena *arena = a->record->arena;
    return verdicts_differ(arena, a, b, out) ||
           remarks_differ(arena, a, b, candidate_text, out) ||
           remarks_differ(arena, a, b, delay_text, out) ||
           prognoses_differ(arena, a, b, out) || outcomes_differ(a, b, out) ||
           states_differ(ev, a->states, other, b->states, out);
}
