/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Explanations of rules and of what rules are about. The proofs come from
 * eval/proof.h; this file puts heads and tails around them.
 */

#include "interp/render/explain.h"

#include "interp/eval/plan.h"
#include "interp/render/may_be.h"
#include "interp/render/proof_text.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"

#define INDENT 2
#define CHANGES_MOST 3 /* facts that "would apply if" may change */

struct explain explain_on(struct buf *out, struct evaluator *ev,
                          const struct finding *finding)
{
    struct explain explain = {out, ev, finding, NULL, NULL};
    explain.done = ARENA_ARRAY(out->arena, bool, finding->program->rule_count);
    explain.opened =
        ARENA_ARRAY(out->arena, bool, finding->program->define_count);
    return explain;
}

/* A title, and at the right edge where it is declared. */
static void put_title(const struct explain *x, struct str title,
                      struct span span)
{
    struct buf *out = x->out;
    struct buf where = buf_on(out->arena);
    struct place place = sources_place(x->finding->program->sources, span);
    if (place.source)
        buf_format(&where, "%.*s:%u", STR_ARG(place.source->path), place.line);
    struct str right = buf_view(&where);
    size_t width = str_columns(title), wide = str_columns(right);
    if (!right.n || width + 2 + wide > PAGE_COLUMNS) {
        wrap_paragraph(out, title, 0, 4);
        if (right.n)
            wrap_paragraph(out, right,
                           PAGE_COLUMNS > wide + INDENT ? PAGE_COLUMNS - wide
                                                        : INDENT,
                           INDENT);
        return;
    }
    wrap_clean(out, title);
    buf_repeat(out, ' ', PAGE_COLUMNS - width - wide);
    buf_format(out, "%.*s\n", STR_ARG(right));
}

/* "Because   ..." */
static void put_tail(const struct explain *x, const char *head, struct str text)
{
    if (!text.n)
        return;
    struct str line = str_format(x->out->arena, "%s %.*s", head, STR_ARG(text));
    wrap_paragraph(x->out, line, INDENT, INDENT + 4);
}

static void put_proof(const struct explain *x, const struct expr *e)
{
    struct proof *proof = prove(x->ev, e, x->out->arena, true);
    struct proof_lines lines = {x->out, x->finding->record, x->opened};
    proof_text(&lines, proof, INDENT);
}

/* ---- rules -------------------------------------------------------------- */

static void put_locus(struct buf *line, const struct evidence *evidence)
{
    if (evidence->source)
        buf_format(line, " (%.*s", STR_ARG(evidence->source->title));
    for (size_t i = 0; i < evidence->locus_count; i++) {
        const struct locus *locus = &evidence->loci[i];
        buf_format(line, ", %.*s %.*s", STR_ARG(locus->section),
                   STR_ARG(locus->paragraph));
        if (locus->refs.n)
            buf_format(line, " [%.*s]", STR_ARG(locus->refs));
    }
    buf_text(line, evidence->source ? "): " : ": ");
}

static void put_evidence(const struct explain *x, const struct rule *rule)
{
    put_tail(x, "Because:", rule->because);
    put_tail(x, "Judgement:", rule->judgement);
    for (size_t i = 0; i < rule->cites_count; i++) {
        const struct evidence *evidence = rule->cites[i];
        struct buf line = buf_on(x->out->arena);
        buf_str(&line, evidence->name);
        put_locus(&line, evidence);
        buf_str(&line, evidence->text);
        put_tail(x, "Evidence:", buf_view(&line));
    }
}

static void put_silencers(const struct explain *x, const struct rule *rule)
{
    for (size_t i = 0; i < rule->overridden_by_count; i++) {
        const struct rule *by = rule->overridden_by[i];
        enum truth state = x->finding->states[by->index];
        if (state == TRUTH_NO)
            continue;
        put_tail(x, state == TRUTH_YES ? "Silenced by" : "Perhaps silenced by",
                 by->name);
    }
}

/* A row of a table waits for the rows above it. */
static void put_rows_above(const struct explain *x, const struct rule *rule)
{
    for (const struct rule *above = rule->previous_row; above;
         above = above->previous_row) {
        enum truth cells = eval_condition(x->ev, above->when);
        if (cells == TRUTH_NO)
            continue;
        put_tail(x,
                 cells == TRUTH_YES ? "An earlier row holds:"
                                    : "An earlier row may hold:",
                 above->name);
    }
}

static void put_missing(const struct explain *x, const struct rule *rule)
{
    struct fact_ref *needs;
    size_t n = find_rule_needs(x->ev, rule, x->out->arena, &needs);
    struct buf line = buf_on(x->out->arena);
    words_facts(&line, needs, n);
    put_tail(x, "Not known:", buf_view(&line));
}

static void put_change(const struct explain *x, const struct rule *rule)
{
    struct changes changes =
        nearest_change(x->ev, rule, x->out->arena, CHANGES_MOST);
    if (!changes.n) {
        put_tail(
            x, "No change of up to three facts",
            changes.cut_short
                ? STR("was found to make it apply, but not all were tried.")
                : STR("was found to make it apply."));
        return;
    }
    struct buf line = buf_on(x->out->arena);
    for (size_t i = 0; i < changes.n; i++) {
        buf_text(&line, i ? " and " : "");
        buf_str(&line, changes.at[i].text);
    }
    buf_char(&line, '.');
    put_tail(x, "Would apply if", buf_view(&line));
}

static void put_conclusions(const struct explain *x, const struct rule *rule)
{
    struct buf line = buf_on(x->out->arena);
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        words_comma(&line, i);
        buf_str(&line, rule->conclusions[i].text);
    }
    put_tail(x, "then", buf_view(&line));
}

void explain_rule(const struct explain *x, const struct rule *rule)
{
    enum truth state = x->finding->states[rule->index];
    bool again = x->done && x->done[rule->index];
    put_title(x,
              str_format(x->out->arena, "%.*s: %s%s%s", STR_ARG(rule->name),
                         state_name(state),
                         state == TRUTH_NO ? " (does not apply)" : "",
                         again ? " (explained above)" : ""),
              rule->span);
    if (again)
        return;
    if (x->done)
        x->done[rule->index] = true;
    put_proof(x, rule->when);
    put_rows_above(x, rule);
    put_silencers(x, rule);
    if (state == TRUTH_UNKNOWN)
        put_missing(x, rule);
    if (state != TRUTH_YES)
        put_change(x, rule);
    put_conclusions(x, rule);
    put_evidence(x, rule);
}

/* ---- treatments --------------------------------------------------------- */

static void put_verdict(const struct explain *x, const struct verdict *verdict)
{
    const struct treatment *treatment = verdict->treatment;
    struct buf line = buf_on(x->out->arena);
    buf_str(&line, treatment->name);
    if (treatment->label.n)
        buf_format(&line, " (%.*s)", STR_ARG(treatment->label));
    buf_text(&line, ": ");
    if (verdict->word == WORD_UNDECIDED)
        words_may_be(&line, verdict);
    else
        buf_text(&line, words_verdict(verdict->word));
    if (verdict->all_members_excluded)
        buf_text(&line, "; all members excluded");
    if (verdict->candidacy.asked)
        buf_text(&line, verdict->candidacy.state == TRUTH_YES ? "; candidate"
                        : verdict->candidacy.state == TRUTH_NO
                            ? "; not a candidate"
                            : "; perhaps a candidate");
    wrap_paragraph(x->out, buf_view(&line), 0, 4);
}

/* Each rule of the reasons, once. */
static void put_reasons(const struct explain *x, const struct reason *reasons,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(x->out, '\n');
        explain_rule(x, reasons[i].rule);
    }
}

/* The rules that speak, or may speak, against what is below a group: they are
   why so much of it is left. */
static void put_excluding(const struct explain *x,
                          const struct treatment *group, bool *seen)
{
    for (size_t i = 0; i < group->member_count; i++) {
        const struct treatment *member = group->members[i];
        const struct verdict *verdict = &x->finding->verdicts[member->index];
        if (seen[member->index])
            continue;
        seen[member->index] = true;
        for (size_t j = 0; j < verdict->by_count; j++)
            if (!x->done[verdict->by[j].rule->index] &&
                (verdict->by[j].word == WORD_AVOID ||
                 verdict->by[j].word == WORD_CONTRAINDICATE))
                put_reasons(x, &verdict->by[j], 1);
        put_excluding(x, member, seen);
    }
}

static void put_behind(const struct explain *x, const struct verdict *verdict)
{
    const struct candidacy *candidacy = &verdict->candidacy;
    put_verdict(x, verdict);
    put_reasons(x, verdict->by, verdict->by_count);
    put_reasons(x, verdict->beaten, verdict->beaten_count);
    put_reasons(x, verdict->trials, verdict->trial_count);
    if (verdict->one_of_count || verdict->all_members_excluded)
        put_excluding(x, verdict->treatment,
                      ARENA_ARRAY(x->out->arena, bool,
                                  x->finding->program->treatment_count));
    if (candidacy->asked && candidacy->state != TRUTH_YES &&
        !x->done[candidacy->rule->index]) {
        buf_char(x->out, '\n');
        explain_rule(x, candidacy->rule);
    }
}

void explain_verdicts(const struct explain *x,
                      const struct selection *selection)
{
    bool begun = false;
    for (size_t i = 0; i < x->finding->program->treatment_count; i++) {
        const struct verdict *verdict = &x->finding->verdicts[i];
        if (!selects_verdict(selection, verdict))
            continue;
        if (begun)
            buf_char(x->out, '\n');
        begun = true;
        put_behind(x, verdict);
    }
    if (!begun)
        words_no_verdict(x->out, x->finding, selection);
}

/* Rules not yet explained; of remarks only those that change something (an
   outcome is a figure, not a reason). */
static void put_advices(const struct explain *x, struct advices advices,
                        bool remarks)
{
    for (size_t i = 0; i < advices.n; i++) {
        const struct advice *advice = &advices.at[i];
        if (x->done[advice->rule->index] ||
            (remarks && advice->conclusion->kind == CONCLUDE_OUTCOME))
            continue;
        buf_char(x->out, '\n');
        explain_rule(x, advice->rule);
    }
}

void explain_treatment(const struct explain *x, const struct verdict *verdict)
{
    const struct plan *plan = eval_plan(x->ev);
    put_behind(x, verdict);
    put_advices(x, plan_advice(plan, verdict->treatment), false);
    put_advices(x, plan_trials(plan, verdict->treatment), false);
    put_advices(x, plan_remarks(plan, verdict->treatment), true);
}

/* ---- values ------------------------------------------------------------- */

static void put_value_title(const struct explain *x, struct str name,
                            struct str value, struct span span)
{
    put_title(
        x,
        str_format(x->out->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(value)),
        span);
}

void explain_define(const struct explain *x, const struct define *define)
{
    if (define->record) {
        put_value_title(x, define->name, STR("one for each element of a list"),
                        define->span);
        return;
    }
    struct value value = eval_value(x->ev, define->body);
    put_value_title(x, define->name,
                    value_print_text(x->out->arena, &define->type, value),
                    define->span);
    put_proof(x, define->body);
}

void explain_score(const struct explain *x, const struct score *score)
{
    struct type number = {.kind = TYPE_NUMBER, .unit = unit_one()};
    struct value value = x->finding->scores[score->index];
    put_value_title(x, score->name,
                    value_print_text(x->out->arena, &number, value),
                    score->span);
    for (size_t i = 0; i < score->n; i++) {
        const struct point *point = &score->points[i];
        struct proof *proof = prove(x->ev, point->when, x->out->arena, true);
        struct buf line = buf_on(x->out->arena);
        decimal_print(&line, point->points);
        buf_text(&line, " if ");
        buf_str(&line, point->label.n ? point->label : point->when->text);
        wrap_paragraph(x->out, buf_view(&line), INDENT, INDENT + 4);
        struct proof_lines lines = {x->out, x->finding->record, x->opened};
        proof_text(&lines, proof, INDENT + 2);
    }
}

void explain_field(const struct explain *x, const struct field *field)
{
    const struct record *record = x->finding->record;
    struct fact_ref ref = {NULL, 0, field};
    struct buf line = buf_on(x->out->arena);
    if (field->type.kind == TYPE_LIST && words_is_told(record, field)) {
        words_told(&line, record, field, false);
    } else if (field->type.kind == TYPE_LIST) {
        buf_format(&line, "%.*s not known", STR_ARG(field->name));
    } else {
        words_fact_value(&line, &ref, eval_field(x->ev, field));
        words_provenance(&line, &ref, &record->facts[field->index], record,
                         true);
    }
    wrap_paragraph(x->out, buf_view(&line), 0, 4);
}
