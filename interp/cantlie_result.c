/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A finding as the structs of cantlie.h. All of it is copied into the record's
 * arena once, right after the evaluation: texts get the NUL that C expects,
 * and reading them later can neither fail nor depend on the evaluator.
 *
 * The enums of cantlie.h have the numbers of those inside; the assertions
 * below hold them together.
 */

#include "interp/cantlie_internal.h"

#include "interp/render/words.h"

#include <math.h>
#include <string.h>

#define SAME(public, internal)                                                 \
    _Static_assert((int)(public) == (int)(internal), "two numbers differ")

SAME(CANTLIE_HELD, TRUTH_NO);
SAME(CANTLIE_APPLIES, TRUTH_YES);
SAME(CANTLIE_UNDETERMINED, TRUTH_UNKNOWN);
SAME(CANTLIE_NO, TRUTH_NO);
SAME(CANTLIE_YES, TRUTH_YES);
SAME(CANTLIE_UNKNOWN, TRUTH_UNKNOWN);
SAME(CANTLIE_NO_CANDIDATE, TRUTH_NO);
SAME(CANTLIE_CANDIDATE, TRUTH_YES);
SAME(CANTLIE_PERHAPS_CANDIDATE, TRUTH_UNKNOWN);
SAME(CANTLIE_RECOMMEND, WORD_RECOMMEND);
SAME(CANTLIE_CONSIDER, WORD_CONSIDER);
SAME(CANTLIE_AVOID, WORD_AVOID);
SAME(CANTLIE_CONTRAINDICATE, WORD_CONTRAINDICATE);
SAME(CANTLIE_CONFLICT, WORD_CONFLICT);
SAME(CANTLIE_NO_VERDICT, WORD_NONE);
SAME(CANTLIE_UNDECIDED, WORD_UNDECIDED);
SAME(CANTLIE_YES_NO, TYPE_YESNO);
SAME(CANTLIE_CHOICE, TYPE_CHOICE);
SAME(CANTLIE_SET, TYPE_SET);
SAME(CANTLIE_NUMBER, TYPE_NUMBER);
SAME(CANTLIE_DATE, TYPE_DATE);
SAME(CANTLIE_TEXT, TYPE_TEXT);

const char *cantlie_state_name(cantlie_state state)
{
    int number = (int)state;
    if (number < CANTLIE_HELD || number > CANTLIE_UNDETERMINED)
        return NULL;
    return state_name((enum truth)state);
}

const char *cantlie_word_name(cantlie_word word)
{
    int number = (int)word;
    if (number < CANTLIE_RECOMMEND || number > CANTLIE_UNDECIDED)
        return NULL;
    return word_name((enum word)word);
}

/* ---- texts -------------------------------------------------------------------- */

/* A NUL within would end the text early: it is shown as U+FFFD. */
const char *text_copy(struct arena *arena, struct str text)
{
    if (!text.n)
        return "";
    if (!memchr(text.at, 0, text.n))
        return arena_copy(arena, text.at, text.n);
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i])
            buf_char(&out, text.at[i]);
        else
            buf_text(&out, "\xEF\xBF\xBD");
    buf_char(&out, '\0');
    return out.at;
}

/* Names to be filled one after the other. */
struct filling {
    struct arena *arena;
    const char **at;
    size_t n;
};

static struct filling filling_of(struct arena *arena, size_t n)
{
    return (struct filling){arena,
                            n ? ARENA_ARRAY(arena, const char *, n) : NULL, 0};
}

static void put(struct filling *filling, struct str text)
{
    filling->at[filling->n++] = text_copy(filling->arena, text);
}

static cantlie_names names_of(const struct filling *filling)
{
    return (cantlie_names){filling->at, filling->n};
}

static cantlie_names facts_of(struct arena *arena, const struct fact_ref *facts,
                              size_t n)
{
    struct filling filling = filling_of(arena, n);
    for (size_t i = 0; i < n; i++)
        put(&filling, fact_ref_text(arena, &facts[i]));
    return names_of(&filling);
}

static cantlie_names treatments_of(struct arena *arena,
                                   const struct treatment *const *at, size_t n)
{
    struct filling filling = filling_of(arena, n);
    for (size_t i = 0; i < n; i++)
        put(&filling, at[i]->name);
    return names_of(&filling);
}

/* ---- values ------------------------------------------------------------------- */

static double end_of(int64_t end)
{
    if (end == DECIMAL_BELOW_ALL)
        return -HUGE_VAL;
    if (end == DECIMAL_ABOVE_ALL)
        return HUGE_VAL;
    return (double)end / (double)DECIMAL_ONE;
}

void value_make(struct arena *arena, cantlie_value *out,
                const struct type *type, struct value value)
{
    out->type = (cantlie_type)type->kind;
    out->text = text_copy(arena, value_print_text(arena, type, value));
    out->known = value_is_known(value);
    out->may_be_nothing = value.nothing;
    out->unit = "";
    if (type->kind == TYPE_YESNO)
        out->truth = (cantlie_truth)value_as_truth(value);
    if (type->kind != TYPE_NUMBER)
        return;
    out->unit = text_copy(arena, type->unit.code);
    if (!value.some)
        return;
    out->low = end_of(value.range.low);
    out->high = end_of(value.range.high);
}

static cantlie_value *scores_of(cantlie_session *session)
{
    struct arena *arena = session->arena;
    cantlie_names names = session->rules->names[CANTLIE_SCORE];
    struct type number = {.kind = TYPE_NUMBER, .unit = unit_one()};
    cantlie_value *scores = ARENA_ARRAY(arena, cantlie_value, names.count);
    for (size_t i = 0; i < names.count; i++) {
        scores[i].name = names.at[i];
        value_make(arena, &scores[i], &number, session->finding->scores[i]);
    }
    return scores;
}

/* ---- verdicts ----------------------------------------------------------------- */

static cantlie_names facts_within(struct arena *arena,
                                  const struct alternative *alternative)
{
    struct filling filling = filling_of(arena, alternative->n);
    for (size_t i = 0; i < alternative->n; i++)
        put(&filling, alternative->at[i].text);
    return names_of(&filling);
}

static cantlie_possibility possibility_of(struct arena *arena,
                                          const struct possibility *from)
{
    cantlie_possibility to = {.word = (cantlie_word)from->word,
                              .listed = from->listed};
    if (!from->listed)
        return to;
    cantlie_names *alternatives = ARENA_ARRAY(arena, cantlie_names, from->n);
    for (size_t i = 0; i < from->n; i++)
        alternatives[i] = facts_within(arena, &from->alternatives[i]);
    to.alternatives = alternatives;
    to.alternative_count = from->n;
    return to;
}

static void put_possibilities(struct arena *arena, cantlie_verdict *to,
                              const struct verdict *from)
{
    cantlie_possibility *all =
        ARENA_ARRAY(arena, cantlie_possibility, from->may_be_count);
    for (size_t i = 0; i < from->may_be_count; i++)
        all[i] = possibility_of(arena, &from->may_be[i]);
    to->may_be = all;
    to->may_be_count = from->may_be_count;
}

/* "FOLFOX or FOLFIRI" */
static struct str alternatives_text(struct arena *arena,
                                    const struct treatments *treatments)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < treatments->n; i++) {
        buf_text(&out, i ? " or " : "");
        buf_str(&out, treatments->at[i]->name);
    }
    return buf_view(&out);
}

static cantlie_reason reason_of(struct arena *arena, const struct reason *from)
{
    struct filling with = filling_of(arena, from->with_count);
    for (size_t i = 0; i < from->with_count; i++)
        put(&with, alternatives_text(arena, &from->with[i]));
    return (cantlie_reason){
        .rule = text_copy(arena, from->rule->name),
        .state = (cantlie_state)from->state,
        .word = (cantlie_word)from->word,
        .conclusion = text_copy(arena, from->conclusion->text),
        .via = from->via ? text_copy(arena, from->via->name) : "",
        .trial = text_copy(arena, from->conclusion->trial),
        .with = names_of(&with),
        .dropped = treatments_of(arena, from->dropped.at, from->dropped.n),
        .no_partner_left = from->no_partner_left,
    };
}

static const cantlie_reason *reasons_of(struct arena *arena,
                                        const struct reason *from, size_t n)
{
    cantlie_reason *reasons = ARENA_ARRAY(arena, cantlie_reason, n);
    for (size_t i = 0; i < n; i++)
        reasons[i] = reason_of(arena, &from[i]);
    return reasons;
}

static void put_reasons(struct arena *arena, cantlie_verdict *to,
                        const struct verdict *from)
{
    to->by = reasons_of(arena, from->by, from->by_count);
    to->by_count = from->by_count;
    to->beaten = reasons_of(arena, from->beaten, from->beaten_count);
    to->beaten_count = from->beaten_count;
    to->trials = reasons_of(arena, from->trials, from->trial_count);
    to->trial_count = from->trial_count;
}

static void put_candidacy(struct arena *arena, cantlie_verdict *to,
                          const struct candidacy *from)
{
    struct filling fails = filling_of(arena, from->fail_count);
    if (from->asked)
        to->candidacy = (cantlie_candidacy)from->state;
    for (size_t i = 0; i < from->fail_count; i++)
        put(&fails, from->fails[i]);
    to->fails = names_of(&fails);
}

static void put_delays(struct arena *arena, cantlie_verdict *to,
                       const struct verdict *from)
{
    to->not_before = "";
    if (from->delay_count && from->delays[0].certain) {
        struct buf day = buf_on(arena);
        date_print(&day, from->delays[0].until.range.low);
        to->not_before = text_copy(arena, buf_view(&day));
    }
    for (size_t i = 0; i < from->delay_count; i++)
        to->perhaps_delayed |= !from->delays[i].certain;
}

static cantlie_names evidence_of(struct arena *arena,
                                 const struct verdict *verdict)
{
    struct filling evidence = filling_of(arena, verdict->evidence_count);
    for (size_t i = 0; i < verdict->evidence_count; i++)
        put(&evidence, verdict->evidence[i]->name);
    return names_of(&evidence);
}

static void verdict_make(struct arena *arena, cantlie_verdict *to,
                         const struct verdict *from)
{
    to->treatment = text_copy(arena, from->treatment->name);
    to->label = text_copy(arena, from->treatment->label);
    to->word = (cantlie_word)from->word;
    to->listed = from->listed;
    to->one_of = treatments_of(arena, from->one_of, from->one_of_count);
    to->may_yet_be_out =
        treatments_of(arena, from->doubtful, from->doubtful_count);
    to->all_members_excluded = from->all_members_excluded;
    if (from->word == WORD_UNDECIDED) {
        to->exact = from->exact;
        put_possibilities(arena, to, from);
        to->needs = facts_of(arena, from->needs, from->need_count);
    }
    put_reasons(arena, to, from);
    put_candidacy(arena, to, &from->candidacy);
    put_delays(arena, to, from);
    to->assumed = facts_of(arena, from->assumed, from->assumed_count);
    to->evidence = evidence_of(arena, from);
}

static void verdicts_make(struct arena *arena, struct result *result,
                          const struct finding *finding)
{
    size_t n = finding->program->treatment_count;
    result->all = ARENA_ARRAY(arena, cantlie_verdict, n);
    result->listed = ARENA_ARRAY(arena, cantlie_verdict, n);
    for (size_t i = 0; i < n; i++) {
        verdict_make(arena, &result->all[i], &finding->verdicts[i]);
        if (result->all[i].listed)
            result->listed[result->listed_count++] = result->all[i];
    }
}

/* ---- the rest ------------------------------------------------------------------ */

static cantlie_rule_state *states_of(cantlie_session *session)
{
    cantlie_names names = session->rules->names[CANTLIE_RULE];
    cantlie_rule_state *states =
        ARENA_ARRAY(session->arena, cantlie_rule_state, names.count);
    for (size_t i = 0; i < names.count; i++) {
        states[i].rule = names.at[i];
        states[i].state = (cantlie_state)session->finding->states[i];
    }
    return states;
}

static cantlie_question *questions_of(struct arena *arena,
                                      const struct finding *finding)
{
    cantlie_question *questions =
        ARENA_ARRAY(arena, cantlie_question, finding->ask_count);
    for (size_t i = 0; i < finding->ask_count; i++) {
        struct str fact = fact_ref_text(arena, &finding->asks[i].fact);
        questions[i].fact = text_copy(arena, fact);
        questions[i].settles = finding->asks[i].settles;
    }
    return questions;
}

void result_make(cantlie_session *session)
{
    struct arena *arena = session->arena;
    const struct finding *finding = session->finding;
    struct result *result = &session->result;
    *result = (struct result){0};
    result->patient = text_copy(arena, finding->record->id);
    result->states = states_of(session);
    result->scores = scores_of(session);
    result->questions = questions_of(arena, finding);
    verdicts_make(arena, result, finding);
    problems_make(session, result);
}
