/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Coverage as one JSON object: every subject with its counts, the holes with
 * the cases proposed for them, the totals.
 */

#include "interp/render/coverage_text.h"
#include "interp/render/json.h"

static void put_place(struct json *json, const struct coverage *coverage,
                      struct span span)
{
    struct place place = sources_place(coverage->program->sources, span);
    json_member_str(json, "file", place.source ? place.source->path : STR(""));
    json_member_int(json, "line", place.line);
}

static void put_seen(struct json *json, const struct seen *seen)
{
    json_member_int(json, "yes", seen->yes);
    json_member_int(json, "no", seen->no);
    json_member_int(json, "unknown", seen->unknown);
}

static void put_conditions(struct json *json, const struct coverage *coverage,
                           const struct subject *subject)
{
    json_key(json, "conditions");
    json_open_array(json);
    for (size_t i = 0; i < subject->conditions.n; i++) {
        const struct expr *e = subject->conditions.at[i];
        json_open_object(json);
        json_member_str(json, "condition", e->text);
        put_seen(json, &coverage->conditions[e->id]);
        json_member_bool(json, "can_be_unknown", condition_can_be_unknown(e));
        json_close_object(json);
    }
    json_close_array(json);
}

static void put_boundaries(struct json *json, const struct coverage *coverage,
                           const struct subject *subject)
{
    static const char *const names[SIDES] = {
        [SIDE_BELOW] = "below", [SIDE_JUST_BELOW] = "just_below",
        [SIDE_ON] = "on",       [SIDE_JUST_ABOVE] = "just_above",
        [SIDE_ABOVE] = "above",
    };
    json_key(json, "thresholds");
    json_open_array(json);
    for (size_t i = 0; i < subject->boundaries.n; i++) {
        const struct boundary *boundary = &subject->boundaries.at[i];
        json_open_object(json);
        json_member_str(json, "condition", boundary->comparison->text);
        json_member_bool(json, "upper", boundary->second);
        for (unsigned side = 0; side < SIDES; side++)
            json_member_int(json, names[side],
                            coverage->boundaries[boundary->number][side]);
        json_close_object(json);
    }
    json_close_array(json);
}

static void put_rule(struct json *json, const struct coverage *coverage,
                     const struct rule *rule)
{
    const struct seen *seen = &coverage->rules[rule->index];
    json_member_int(json, "applies", seen->yes);
    json_member_int(json, "held", seen->no);
    json_member_int(json, "undetermined", seen->unknown);
    json_key(json, "conclusions");
    json_open_array(json);
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        json_open_object(json);
        json_member_str(json, "conclusion", rule->conclusions[i].text);
        json_member_int(json, "reached",
                        coverage_conclusion(coverage, rule, i));
        json_close_object(json);
    }
    json_close_array(json);
}

static void put_subject(struct json *json, const struct coverage *coverage,
                        const struct subject *subject)
{
    struct share share = subject_share(coverage, subject);
    json_open_object(json);
    json_member_text(json, "kind", subject_word(subject));
    json_member_str(json, "name", subject->name);
    put_place(json, coverage, subject->span);
    json_member_int(json, "seen", (int64_t)share.seen);
    json_member_int(json, "of", (int64_t)share.all);
    if (subject->rule)
        put_rule(json, coverage, subject->rule);
    put_conditions(json, coverage, subject);
    put_boundaries(json, coverage, subject);
    json_close_object(json);
}

static void put_hole(struct json *json, struct arena *arena,
                     const struct coverage *coverage, const struct hole *hole)
{
    json_open_object(json);
    json_member_text(json, "kind", subject_word(hole->subject));
    json_member_str(json, "name", hole->subject->name);
    put_place(json, coverage, hole->subject->span);
    if (hole->kind == HOLE_CONCLUSION)
        json_member_str(
            json, "conclusion",
            hole->subject->rule->conclusions[hole->conclusion].text);
    if (hole->condition)
        json_member_str(json, "condition", hole->condition->text);
    json_member_str(json, "missing", hole_text(arena, hole));
    if (hole->proposal.n)
        json_member_str(json, "case", hole->proposal);
    json_close_object(json);
}

static void put_share(struct json *json, const char *name, struct share share)
{
    json_key(json, name);
    json_open_object(json);
    json_member_int(json, "seen", (int64_t)share.seen);
    json_member_int(json, "of", (int64_t)share.all);
    json_close_object(json);
}

static void put_totals(struct json *json, const struct totals *t)
{
    json_key(json, "totals");
    json_open_object(json);
    put_share(json, "three_valued", t->three_valued);
    put_share(json, "applies", t->applies);
    put_share(json, "held", t->held);
    put_share(json, "undetermined", t->undetermined);
    put_share(json, "conclusions", t->conclusions);
    put_share(json, "yes", t->yes);
    put_share(json, "no", t->no);
    put_share(json, "unknown", t->unknown);
    put_share(json, "points", t->points);
    put_share(json, "on", t->on);
    put_share(json, "just_below", t->just_below);
    put_share(json, "just_above", t->just_above);
    json_close_object(json);
}

void coverage_json(struct buf *out, const struct coverage_report *report)
{
    const struct coverage *coverage = report->coverage;
    struct totals totals = coverage_totals(coverage);
    struct json json = json_on(out);
    json_open_object(&json);
    json_member_int(&json, "cases", (int64_t)coverage->cases);
    json_member_int(&json, "passed", (int64_t)report->passed);
    json_member_int(&json, "failed", (int64_t)report->failed);
    put_totals(&json, &totals);
    json_key(&json, "subjects");
    json_open_array(&json);
    for (size_t i = 0; i < coverage->subjects->n; i++)
        put_subject(&json, coverage, &coverage->subjects->at[i]);
    json_close_array(&json);
    json_key(&json, "holes");
    json_open_array(&json);
    for (size_t i = 0; i < report->holes.n; i++)
        put_hole(&json, out->arena, coverage, &report->holes.at[i]);
    json_close_array(&json);
    json_close_object(&json);
    buf_char(out, '\n');
}
