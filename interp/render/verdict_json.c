/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One verdict as JSON: what it is or may be, by which rules, on what evidence.
 */

#include "interp/render/verdict_json.h"

#include "interp/render/words.h"

/* ---- figures ------------------------------------------------------------ */

static void put_end(struct json *json, const char *key, int64_t at)
{
    json_key(json, key);
    if (at == DECIMAL_BELOW_ALL || at == DECIMAL_ABOVE_ALL)
        json_null(json);
    else
        json_decimal(json, at);
}

void json_ends(struct json *json, struct value value)
{
    put_end(json, "low", value.range.low);
    if (value.low_open && value.range.low != DECIMAL_BELOW_ALL)
        json_member_bool(json, "above", true);
    put_end(json, "high", value.range.high);
    if (value.high_open && value.range.high != DECIMAL_ABOVE_ALL)
        json_member_bool(json, "below", true);
}

static void put_day(struct json *json, const char *key, date day)
{
    json_key(json, key);
    if (words_day_known(day))
        json_date(json, day);
    else
        json_null(json);
}

void json_days(struct json *json, struct value days)
{
    put_day(json, "low", days.range.low);
    put_day(json, "high", days.range.high);
}

static void put_figure(struct json *json, const struct figure *figure)
{
    json_ends(json, figure->range);
    json_member_str(json, "unit", figure->type.unit.code);
}

void outcome_json(struct json *json, const struct finding_outcome *outcome)
{
    const struct conclusion *conclusion = outcome->conclusion;
    json_open_object(json);
    json_member_str(json, "measure", conclusion->measure->name);
    json_key(json, "at");
    if (conclusion->at.n)
        json_str(json, conclusion->at);
    else
        json_null(json);
    put_figure(json, &conclusion->amount);
    json_key(json, "against");
    if (conclusion->against.set) {
        json_open_object(json);
        put_figure(json, &conclusion->against);
        json_member_str(json, "text", conclusion->comment);
        json_close_object(json);
    } else {
        json_null(json);
    }
    json_member_str(json, "rule", outcome->rule->name);
    json_close_object(json);
}

/* ---- what it may be ----------------------------------------------------- */

static void put_facts(struct json *json, const char *key,
                      const struct fact_ref *facts, size_t n)
{
    json_key(json, key);
    json_open_array(json);
    for (size_t i = 0; i < n; i++)
        json_str(json, fact_ref_text(json->out->arena, &facts[i]));
    json_close_array(json);
}

static void put_alternatives(struct json *json,
                             const struct possibility *possibility)
{
    json_open_array(json);
    for (size_t i = 0; i < possibility->n; i++) {
        json_open_array(json);
        for (size_t j = 0; j < possibility->alternatives[i].n; j++)
            json_str(json, possibility->alternatives[i].at[j].text);
        json_close_array(json);
    }
    json_close_array(json);
}

static void put_undecided(struct json *json, const struct verdict *verdict)
{
    json_member_bool(json, "exact", verdict->exact);
    json_key(json, "may_be");
    json_open_array(json);
    for (size_t i = 0; i < verdict->may_be_count; i++) {
        const struct possibility *possibility = &verdict->may_be[i];
        json_open_object(json);
        json_member_text(json, "verdict", word_name(possibility->word));
        json_key(json, "if");
        if (possibility->listed)
            put_alternatives(json, possibility);
        else
            json_null(json);
        json_close_object(json);
    }
    json_close_array(json);
    put_facts(json, "needs", verdict->needs, verdict->need_count);
}

static void put_candidacy(struct json *json, const struct candidacy *candidacy)
{
    if (!candidacy->asked)
        return;
    json_key(json, "candidate");
    if (candidacy->state == TRUTH_UNKNOWN)
        json_null(json);
    else
        json_bool(json, candidacy->state == TRUTH_YES);
    json_key(json, "fails");
    json_open_array(json);
    for (size_t i = 0; i < candidacy->fail_count; i++)
        json_str(json, candidacy->fails[i]);
    json_close_array(json);
}

static void put_names(struct json *json, const char *key,
                      const struct treatment *const *at, size_t n)
{
    json_key(json, key);
    json_open_array(json);
    for (size_t i = 0; i < n; i++)
        json_str(json, at[i]->name);
    json_close_array(json);
}

static void put_one_of(struct json *json, const struct verdict *verdict)
{
    if (verdict->all_members_excluded)
        json_member_bool(json, "all_members_excluded", true);
    if (!verdict->one_of_count)
        return;
    put_names(json, "one_of", verdict->one_of, verdict->one_of_count);
    if (verdict->choice_count)
        put_names(json, "choices", verdict->choices, verdict->choice_count);
    put_names(json, "may_yet_be_out", verdict->doubtful,
              verdict->doubtful_count);
}

/* ---- by which rules ----------------------------------------------------- */

static void put_partners(struct json *json, const struct reason *reason)
{
    if (!reason->conclusion->partner_count)
        return;
    json_key(json, "with");
    json_open_array(json);
    for (size_t i = 0; i < reason->with_count; i++) {
        json_open_array(json);
        for (size_t j = 0; j < reason->with[i].n; j++)
            json_str(json, reason->with[i].at[j]->name);
        json_close_array(json);
    }
    json_close_array(json);
    json_key(json, "dropped");
    json_open_array(json);
    for (size_t i = 0; i < reason->dropped.n; i++) {
        json_open_object(json);
        json_member_str(json, "treatment", reason->dropped.at[i]->name);
        json_member_str(json, "rule", reason->dropped_by[i]->name);
        json_close_object(json);
    }
    json_close_array(json);
}

/* The others of `recommend A or B`: one of them is enough. */
static void put_instead(struct json *json, const struct reason *reason,
                        const struct treatment *one)
{
    const struct treatments *all = &reason->conclusion->treatments;
    if (all->n < 2 || !conclusion_wants(reason->conclusion))
        return;
    json_key(json, "or_instead");
    json_open_array(json);
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i] != one)
            json_str(json, all->at[i]->name);
    json_close_array(json);
}

static void put_by(struct json *json, const struct verdict *verdict)
{
    json_key(json, "by");
    json_open_array(json);
    for (size_t i = 0; i < verdict->by_count; i++) {
        const struct reason *reason = &verdict->by[i];
        json_open_object(json);
        json_member_str(json, "rule", reason->rule->name);
        json_member_text(json, "state", state_name(reason->state));
        put_instead(json, reason, verdict->treatment);
        put_partners(json, reason);
        json_close_object(json);
    }
    json_close_array(json);
    json_key(json, "beaten");
    json_open_array(json);
    for (size_t i = 0; i < verdict->beaten_count; i++) {
        json_open_object(json);
        json_member_str(json, "rule", verdict->beaten[i].rule->name);
        json_member_text(json, "verdict", word_name(verdict->beaten[i].word));
        json_close_object(json);
    }
    json_close_array(json);
}

/* ---- when, trials, evidence --------------------------------------------- */

static void put_possible_delay(struct json *json, const struct delay *delay)
{
    json_open_object(json);
    json_days(json, delay->until);
    json_member_str(json, "rule", delay->rule->name);
    json_close_object(json);
}

static void put_delays(struct json *json, const struct verdict *verdict)
{
    size_t i = 0;
    if (verdict->delay_count && verdict->delays[0].certain) {
        json_key(json, "not_before");
        json_date(json, verdict->delays[0].until.range.low);
    }
    while (i < verdict->delay_count && verdict->delays[i].certain)
        i++;
    if (i == verdict->delay_count)
        return;
    json_key(json, "not_before_may_be");
    json_open_array(json);
    for (; i < verdict->delay_count; i++)
        put_possible_delay(json, &verdict->delays[i]);
    json_close_array(json);
}

static void put_trials(struct json *json, const struct verdict *verdict)
{
    json_key(json, "in_trial");
    json_open_array(json);
    for (size_t i = 0; i < verdict->trial_count; i++) {
        const struct reason *reason = &verdict->trials[i];
        json_open_object(json);
        json_member_str(json, "trial", reason->conclusion->trial);
        json_member_text(json, "verdict", word_name(reason->word));
        json_member_str(json, "rule", reason->rule->name);
        json_member_text(json, "state", state_name(reason->state));
        json_close_object(json);
    }
    json_close_array(json);
}

static void put_rest(struct json *json, const struct verdict *verdict)
{
    put_facts(json, "assumed", verdict->assumed, verdict->assumed_count);
    json_key(json, "evidence");
    json_open_array(json);
    for (size_t i = 0; i < verdict->evidence_count; i++)
        json_str(json, verdict->evidence[i]->name);
    json_close_array(json);
    json_key(json, "outcomes");
    json_open_array(json);
    for (size_t i = 0; i < verdict->outcome_count; i++)
        outcome_json(json, &verdict->outcomes[i]);
    json_close_array(json);
}

void verdict_json(struct json *json, const struct verdict *verdict)
{
    json_open_object(json);
    json_member_str(json, "treatment", verdict->treatment->name);
    json_member_text(json, "verdict", word_name(verdict->word));
    if (verdict->word == WORD_UNDECIDED)
        put_undecided(json, verdict);
    put_candidacy(json, &verdict->candidacy);
    put_one_of(json, verdict);
    put_by(json, verdict);
    put_delays(json, verdict);
    put_trials(json, verdict);
    put_rest(json, verdict);
    json_close_object(json);
}
