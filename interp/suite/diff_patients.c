/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Both findings of a patient side by side: treatments, scores and rules by
 * name. Rules that make a verdict are compared through the verdict only.
 */

#include "interp/suite/diff_patients.h"

#include "interp/suite/diff_blame.h"

#include <stdlib.h>

struct patient_differ {
    struct arena *arena;
    struct diff_patients result;
    struct evaluator *before, *after;
    const struct rule **rule_before; /* by index of a rule after */
};

struct patient_differ *patient_differ_new(const struct diff *diff)
{
    struct patient_differ *pd = ARENA_NEW(diff->arena, struct patient_differ);
    pd->arena = diff->arena;
    pd->result.diff = diff;
    pd->before = evaluator_new(diff->arena, diff->before);
    pd->after = evaluator_new(diff->arena, diff->after);
    pd->rule_before =
        ARENA_ARRAY(diff->arena, const struct rule *, diff->after->rule_count);
    for (size_t i = 0; i < diff->before->rule_count; i++)
        if (diff->rule_after[i])
            pd->rule_before[diff->rule_after[i]->index] =
                diff->before->rules[i];
    return pd;
}

/* --- words ---------------------------------------------------------------- */

static const char *word_text(enum word word)
{
    switch (word) {
    case WORD_RECOMMEND: return "recommended";
    case WORD_CONSIDER: return "to be considered";
    case WORD_AVOID: return "avoided";
    case WORD_CONTRAINDICATE: return "contraindicated";
    case WORD_CONFLICT: return "in conflict";
    case WORD_NONE: return "nothing";
    case WORD_UNDECIDED: break;
    }
    return "undecided";
}

struct str diff_verdict_text(struct arena *arena, const struct verdict *verdict)
{
    struct buf out = buf_on(arena);
    if (!verdict)
        return STR("not there");
    bool candidate = verdict->word == WORD_CONSIDER &&
                     verdict->candidacy.asked &&
                     verdict->candidacy.state == TRUTH_YES;
    buf_text(&out, candidate ? "candidate" : word_text(verdict->word));
    for (size_t i = 0;
         verdict->word == WORD_UNDECIDED && i < verdict->may_be_count; i++)
        buf_format(&out, "%s%s", i ? " or " : " (",
                   word_text(verdict->may_be[i].word));
    if (verdict->word == WORD_UNDECIDED && verdict->may_be_count)
        buf_char(&out, ')');
    return buf_view(&out);
}

/* --- gathering ------------------------------------------------------------ */

/* One patient under comparison. */
struct comparing {
    struct patient_differ *pd;
    struct blame blame;
    struct arena *scratch;
    bool changed;
};

static bool is_same(const struct delta *a, const struct delta *b)
{
    return a->of == b->of && str_equal(a->name, b->name) &&
           str_equal(a->from, b->from) && str_equal(a->to, b->to) &&
           str_equal(a->cause, b->cause);
}

static struct delta *delta_like(struct diff_patients *patients,
                                struct arena *arena, const struct delta *like)
{
    for (size_t i = 0; i < patients->deltas.n; i++)
        if (is_same(&patients->deltas.at[i], like))
            return &patients->deltas.at[i];
    struct delta delta = {.of = like->of,
                          .name = str_copy(arena, like->name),
                          .from = str_copy(arena, like->from),
                          .to = str_copy(arena, like->to),
                          .cause = str_copy(arena, like->cause)};
    list_push(arena, &patients->deltas, delta);
    return &patients->deltas.at[patients->deltas.n - 1];
}

void diff_patients_note(struct diff_patients *patients, struct arena *arena,
                        const struct delta *like, struct str id)
{
    struct delta *delta = delta_like(patients, arena, like);
    list_push(arena, &delta->patients, str_copy(arena, id));
}

static void note(struct comparing *c, const struct delta *like)
{
    diff_patients_note(&c->pd->result, c->pd->arena, like,
                       c->blame.after.finding->record->id);
    c->changed = true;
}

/* --- verdicts ------------------------------------------------------------- */

static const struct verdict *verdict_on(const struct finding *finding,
                                        const struct treatment *treatment)
{
    return treatment ? &finding->verdicts[treatment->index] : NULL;
}

static void compare_treatment(struct comparing *c,
                              const struct treatment *before,
                              const struct treatment *after)
{
    struct delta delta = {
        .of = DELTA_VERDICT,
        .name = after ? after->name : before->name,
        .from = diff_verdict_text(c->scratch,
                                  verdict_on(c->blame.before.finding, before)),
        .to = diff_verdict_text(c->scratch,
                                verdict_on(c->blame.after.finding, after))};
    struct str nothing = STR("nothing");
    bool lone = (!before && str_equal(delta.to, nothing)) ||
                (!after && str_equal(delta.from, nothing));
    if (lone || str_equal(delta.from, delta.to))
        return;
    delta.cause = blame_treatment(&c->blame, before, after);
    note(c, &delta);
}

static void compare_verdicts(struct comparing *c)
{
    const struct diff *diff = c->blame.diff;
    for (size_t i = 0; i < diff->after->treatment_count; i++) {
        const struct treatment *after = diff->after->treatments[i];
        compare_treatment(c, program_treatment(diff->before, after->name),
                          after);
    }
    for (size_t i = 0; i < diff->before->treatment_count; i++)
        if (!program_treatment(diff->after, diff->before->treatments[i]->name))
            compare_treatment(c, diff->before->treatments[i], NULL);
}

/* --- scores --------------------------------------------------------------- */

static struct str score_text(struct arena *arena, const struct finding *finding,
                             struct str name)
{
    static const struct type points = {.kind = TYPE_NUMBER};
    const struct program *program = finding->program;
    for (size_t i = 0; i < program->score_count; i++)
        if (name_equal(program->scores[i]->name, name))
            return value_print_text(arena, &points, finding->scores[i]);
    return STR("not there");
}

static void compare_score(struct comparing *c, struct str name)
{
    struct delta delta = {
        .of = DELTA_SCORE,
        .name = name,
        .from = score_text(c->scratch, c->blame.before.finding, name),
        .to = score_text(c->scratch, c->blame.after.finding, name)};
    if (str_equal(delta.from, delta.to))
        return;
    delta.cause = blame_score(&c->blame, name);
    note(c, &delta);
}

static bool has_score(const struct program *program, struct str name)
{
    for (size_t i = 0; i < program->score_count; i++)
        if (name_equal(program->scores[i]->name, name))
            return true;
    return false;
}

static void compare_scores(struct comparing *c)
{
    const struct diff *diff = c->blame.diff;
    for (size_t i = 0; i < diff->after->score_count; i++)
        compare_score(c, diff->after->scores[i]->name);
    for (size_t i = 0; i < diff->before->score_count; i++)
        if (!has_score(diff->after, diff->before->scores[i]->name))
            compare_score(c, diff->before->scores[i]->name);
}

/* --- other conclusions ---------------------------------------------------- */

static bool makes_verdict(const struct rule *rule)
{
    for (size_t i = 0; rule && i < rule->conclusion_count; i++)
        if (rule->conclusions[i].kind == CONCLUDE_ADVISE ||
            rule->conclusions[i].kind == CONCLUDE_CANDIDATE)
            return true;
    return false;
}

static const char *state_text(enum truth state)
{
    return state == TRUTH_YES  ? "applies"
           : state == TRUTH_NO ? "held"
                               : "undetermined";
}

static void compare_rule(struct comparing *c, const struct rule_pair *pair)
{
    enum truth before = side_state(&c->blame.before, pair->before);
    enum truth after = side_state(&c->blame.after, pair->after);
    bool verdict = makes_verdict(pair->before) || makes_verdict(pair->after);
    bool other = after != TRUTH_NO && before == after && pair->before &&
                 pair->after && diff_concludes_otherwise(c->blame.diff, pair);
    if ((verdict || before == after) && !(other && !verdict))
        return;
    struct delta delta = {
        .of = DELTA_RULE,
        .name = pair->after ? pair->after->name : pair->before->name,
        .from = str_of(pair->before ? state_text(before) : "not there"),
        .to = str_of(other         ? "concludes otherwise"
                     : pair->after ? state_text(after)
                                   : "not there")};
    delta.cause = blame_rule(&c->blame, pair);
    note(c, &delta);
}

static void compare_rules(struct comparing *c)
{
    const struct diff *diff = c->blame.diff;
    for (size_t i = 0; i < diff->before->rule_count; i++)
        compare_rule(c, &(struct rule_pair){diff->before->rules[i],
                                            diff->rule_after[i]});
    for (size_t i = 0; i < diff->after->rule_count; i++)
        if (!c->pd->rule_before[i])
            compare_rule(c, &(struct rule_pair){NULL, diff->after->rules[i]});
}

/* --- record errors -------------------------------------------------------- */

static bool has_error(const struct record *record,
                      const struct record_error *error)
{
    for (size_t i = 0; i < record->errors.n; i++)
        if (record->errors.at[i].kind == error->kind &&
            str_equal(record->errors.at[i].path, error->path))
            return true;
    return false;
}

static void compare_errors(struct comparing *c, bool gone)
{
    const struct record *of =
        gone ? c->blame.before.finding->record : c->blame.after.finding->record;
    const struct record *other =
        gone ? c->blame.after.finding->record : c->blame.before.finding->record;
    for (size_t i = 0; i < of->errors.n; i++) {
        const struct record_error *error = &of->errors.at[i];
        if (has_error(other, error))
            continue;
        struct delta delta = {.of = DELTA_ERRORS,
                              .name = str_copy(c->pd->arena, error->field),
                              .from = gone ? STR("error") : STR("no error"),
                              .to = gone ? STR("no error") : STR("error"),
                              .cause = error->expected};
        note(c, &delta);
    }
}

/* --- a patient ------------------------------------------------------------ */

uint64_t patient_differ_effort(const struct patient_differ *pd)
{
    return eval_effort(pd->before) + eval_effort(pd->after);
}

bool patient_differ_add(struct patient_differ *pd, struct record *before,
                        struct record *after, struct arena *scratch)
{
    pd->result.patients++;
    if (!before->readable || !after->readable) {
        pd->result.unreadable++;
        return false;
    }
    struct comparing c = {.pd = pd, .scratch = scratch};
    const struct diff *diff = pd->result.diff;
    c.blame = (struct blame){
        diff,
        scratch,
        {pd->before, diff->before, find(pd->before, before, scratch)},
        {pd->after, diff->after, find(pd->after, after, scratch)}};
    compare_verdicts(&c);
    compare_scores(&c);
    compare_rules(&c);
    compare_errors(&c, true);
    compare_errors(&c, false);
    pd->result.changed += c.changed;
    return c.changed;
}

static int by_place(const void *a, const void *b)
{
    const struct delta *x = a, *y = b;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    int name = str_compare(x->name, y->name);
    if (name)
        return name;
    if (x->patients.n != y->patients.n)
        return x->patients.n > y->patients.n ? -1 : 1;
    int from = str_compare(x->from, y->from);
    int to = str_compare(x->to, y->to);
    return from ? from : to ? to : str_compare(x->cause, y->cause);
}

void diff_patients_sort(struct diff_patients *patients)
{
    if (patients->deltas.n)
        qsort(patients->deltas.at, patients->deltas.n,
              sizeof *patients->deltas.at, by_place);
}

struct diff_patients *patient_differ_result(struct patient_differ *pd)
{
    diff_patients_sort(&pd->result);
    return &pd->result;
}
