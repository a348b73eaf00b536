/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A finding as one JSON object: the patient's part. Verdicts are in
 * verdict_json.c. Everything is printed in the order of declaration, as it
 * stands in the finding, so that equal input gives equal bytes.
 */

#include "interp/render/result_json.h"

#include "grammar/base/version.h"
#include "interp/records/digest.h"
#include "interp/render/record_json.h"
#include "interp/render/verdict_json.h"
#include "interp/render/words.h"

/* What the functions below need of one another. */
struct result {
    struct json json;
    struct evaluator *ev;
    const struct finding *finding;
    const struct selection *selection;
    struct result_told *told; /* or NULL */
};

/* A record that was not read from a text (at the REPL, or of a case) has no
   digest. */
static void put_digest(struct buf *out, const struct record *record)
{
    char digest[DIGEST_TEXT];
    if (!record->digested) {
        buf_str(out, STR("null"));
        return;
    }
    digest_print(record->digest, digest);
    buf_char(out, '"');
    buf_str(out, (struct str){digest, DIGEST_TEXT - 1});
    buf_char(out, '"');
}

/* Which record this rests on: what stands behind "source". */
static void put_record(struct json *json, const struct record *record)
{
    json_str(json, record->source);
    buf_str(json->out, STR(", \"digest\": "));
    put_digest(json->out, record);
    json->comma = true;
    json_close_object(json);
}

/* Names of what was chosen with --only, so that what was left out is not taken
   for what is not there. */
static void put_only(struct json *json, const struct program *program,
                     const struct selection *only)
{
    if (!only->treatments && !only->rules && !only->scores)
        return;
    json_key(json, "only");
    json_open_array(json);
    for (size_t i = 0; i < program->treatment_count; i++)
        if (selects_treatment(only, program->treatments[i]))
            json_str(json, program->treatments[i]->name);
    for (size_t i = 0; i < program->rule_count; i++)
        if (selects_rule(only, program->rules[i]))
            json_str(json, program->rules[i]->name);
    for (size_t i = 0; i < program->score_count; i++)
        if (selects_score(only, program->scores[i]))
            json_str(json, program->scores[i]->name);
    json_close_array(json);
}

/* Which rules and which program this rests on, and the beginning of "record".
 */
static void put_ground(struct json *json, const struct program *program,
                       date today)
{
    json_key(json, "as_of");
    json_date(json, today);
    json_key(json, "rules");
    json_open_object(json);
    json_member_str(json, "guideline", program->title);
    json_member_str(json, "version", program->version);
    json_member_text(json, "digest", program->digest);
    json_close_object(json);
    json_member_text(json, "program", PROGRAM_TEXT);
    json_key(json, "record");
    json_open_object(json);
    json_key(json, "source");
}

static void put_head(struct result *r)
{
    const struct program *program = r->finding->program;
    struct json *json = &r->json;
    json_member_str(json, "patient", r->finding->record->id);
    if (r->told)
        buf_str(json->out, r->told->ground);
    else
        put_ground(json, program, r->finding->record->today);
    json->comma = false;
    put_record(json, r->finding->record);
    if (r->finding->record->strict)
        json_member_bool(json, "strict", true);
    put_only(json, program, r->selection);
}

/* A piece begins with its comma. */
static void put_piece(struct json *json, struct str piece)
{
    buf_str(json->out, json->comma ? piece : str_from(piece, 2));
    json->comma = true;
}

static void put_verdict(struct result *r, size_t i)
{
    const struct verdict *verdict = &r->finding->verdicts[i];
    if (r->told && r->told->verdicts[i].n)
        put_piece(&r->json, r->told->verdicts[i]);
    else if (!r->told && selects_verdict(r->selection, verdict))
        verdict_json(&r->json, verdict);
}

static void put_verdicts(struct result *r)
{
    json_key(&r->json, "verdicts");
    json_open_array(&r->json);
    for (size_t i = 0;
         r->finding->verdicts && i < r->finding->program->treatment_count; i++)
        put_verdict(r, i);
    json_close_array(&r->json);
}

static void put_state(struct json *json, const struct rule *rule,
                      enum truth state)
{
    json_key_str(json, rule->name);
    json_str(json, str_of(state_name(state)));
}

static void put_some_states(struct result *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct rule *rule = r->finding->program->rules[i];
        if (selects_rule(r->selection, rule))
            put_state(&r->json, rule, r->finding->states[i]);
    }
}

/* The states of some rules as they were written before, when they were the
   same. */
static struct str told_states(struct result *r, size_t from, size_t to)
{
    size_t which = 0;
    for (size_t i = to; i-- > from;)
        which = which << 2 | (size_t)r->finding->states[i];
    size_t each = r->told->states_each;
    struct str *piece = &r->told->states[(from / each << (2 * each)) | which];
    if (piece->at)
        return *piece;
    struct buf text = buf_on(r->told->arena);
    struct result of = *r;
    of.json = json_on(&text);
    of.json.comma = true;
    put_some_states(&of, from, to);
    *piece = buf_view(&text);
    return *piece;
}

static void put_states(struct result *r)
{
    size_t n = r->finding->states ? r->finding->program->rule_count : 0;
    size_t each = r->told ? r->told->states_each : n;
    json_key(&r->json, "states");
    json_open_object(&r->json);
    for (size_t i = 0; i < n; i += each) {
        size_t end = each < n - i ? i + each : n;
        if (!r->told) {
            put_some_states(r, i, end);
            continue;
        }
        struct str piece = told_states(r, i, end);
        if (piece.n)
            put_piece(&r->json, piece);
    }
    json_close_object(&r->json);
}

static void put_values(struct result *r)
{
    json_key(&r->json, "values");
    json_open_object(&r->json);
    for (size_t i = 0;
         r->finding->scores && i < r->finding->program->score_count; i++) {
        const struct score *score = r->finding->program->scores[i];
        if (!selects_score(r->selection, score))
            continue;
        json_key_str(&r->json, score->name);
        json_open_object(&r->json);
        json_ends(&r->json, r->finding->scores[i]);
        json_close_object(&r->json);
    }
    json_close_object(&r->json);
}

/* ---- what the rules say of the patient ---------------------------------- */

static void put_prognoses(struct result *r)
{
    struct json *json = &r->json;
    json_key(json, "prognosis");
    json_open_array(json);
    for (size_t i = 0; i < r->finding->prognosis_count; i++) {
        const struct prognosis *p = &r->finding->prognoses[i];
        const struct treatment *subject = p->conclusion->subject;
        if (p->state != TRUTH_YES ||
            !selects_said(r->selection, p->rule, subject))
            continue;
        json_open_object(json);
        json_member_str(json, "rule", p->rule->name);
        json_member_text(json, "direction",
                         p->conclusion->adverse ? "adverse" : "favourable");
        json_key(json, "for");
        if (subject)
            json_str(json, subject->name);
        else
            json_null(json);
        json_member_str(json, "text", p->conclusion->comment);
        json_close_object(json);
    }
    json_close_array(json);
}

static void put_outcomes(struct result *r)
{
    json_key(&r->json, "outcomes");
    json_open_array(&r->json);
    for (size_t i = 0; i < r->finding->outcome_count; i++)
        if (selects_rule(r->selection, r->finding->outcomes[i].rule))
            outcome_json(&r->json, &r->finding->outcomes[i]);
    json_close_array(&r->json);
}

static void put_due(struct result *r, const struct monitoring *monitor)
{
    struct json *json = &r->json;
    date today = r->finding->record->today;
    struct value due = monitor->due_now ? value_date(today) : monitor->due;
    json_key(json, "due");
    json_open_object(json);
    json_days(json, due);
    json_close_object(json);
    json_member_text(json, "overdue", truth_name(monitor->overdue));
}

static void put_monitors(struct result *r)
{
    struct json *json = &r->json;
    json_key(json, "monitor");
    json_open_array(json);
    for (size_t i = 0; i < r->finding->monitor_count; i++) {
        const struct monitoring *monitor = &r->finding->monitors[i];
        if (monitor->state != TRUTH_YES ||
            !selects_rule(r->selection, monitor->rule))
            continue;
        json_open_object(json);
        json_member_str(json, "what", monitor->conclusion->what);
        json_member_str(json, "every", monitor->conclusion->period.text);
        put_due(r, monitor);
        json_member_str(json, "rule", monitor->rule->name);
        json_close_object(json);
    }
    json_close_array(json);
}

static void put_orders(struct result *r)
{
    json_key(&r->json, "orders");
    json_open_array(&r->json);
    for (size_t i = 0; i < r->finding->order_count; i++)
        if (selects_rule(r->selection, r->finding->orders[i].rule))
            json_str(&r->json, r->finding->orders[i].conclusion->field->name);
    json_close_array(&r->json);
}

static void put_note(struct json *json, const struct finding_outcome *said)
{
    json_open_object(json);
    json_member_str(json, "rule", said->rule->name);
    json_key(json, "for");
    json_open_array(json);
    for (size_t i = 0; i < said->rule->conclusion_count; i++) {
        const struct conclusion *conclusion = &said->rule->conclusions[i];
        for (size_t j = 0; j < conclusion->treatments.n; j++)
            if (conclusion_wants(conclusion))
                json_str(json, conclusion->treatments.at[j]->name);
    }
    json_close_array(json);
    json_member_str(json, "text", said->conclusion->comment);
    json_close_object(json);
}

static void put_notes(struct result *r)
{
    json_key(&r->json, "notes");
    json_open_array(&r->json);
    for (size_t i = 0; i < r->finding->note_count; i++)
        if (selects_rule(r->selection, r->finding->notes[i].rule))
            put_note(&r->json, &r->finding->notes[i]);
    json_close_array(&r->json);
}

static void put_asks(struct result *r)
{
    json_key(&r->json, "ask");
    json_open_array(&r->json);
    for (size_t i = 0; i < r->finding->ask_count; i++) {
        const struct fact_ref *fact = &r->finding->asks[i].fact;
        if (selects_ask(r->selection, r->finding, fact))
            json_str(&r->json, fact_ref_text(r->json.out->arena, fact));
    }
    json_close_array(&r->json);
}

/* ---- what was wrong ----------------------------------------------------- */

static void put_errors(struct result *r)
{
    struct json *json = &r->json;
    const struct record *record = r->finding->record;
    json_key(json, "errors");
    json_open_array(json);
    for (size_t i = 0; i < record->errors.n; i++) {
        const struct record_error *error = &record->errors.at[i];
        json_open_object(json);
        json_member_text(json, "kind", record_error_name(error->kind));
        json_member_str(json, "field", error->field);
        json_member_str(json, "path", error->path);
        json_member_str(json, "found", error->found);
        json_member_str(json, "expected", error->expected);
        json_member_str(json, "source", error->source);
        json_close_object(json);
    }
    json_close_array(json);
}

static void put_warning(struct json *json, struct str path, struct str text,
                        struct str source)
{
    json_open_object(json);
    json_member_str(json, "path", path);
    json_member_str(json, "text", text);
    json_member_str(json, "source", source);
    json_close_object(json);
}

static void put_failures(struct result *r)
{
    const struct expr *const *exprs;
    bool asked = r->finding->states && r->ev;
    size_t n = asked ? eval_failures(r->ev, &exprs) : 0;
    for (size_t i = 0; i < n; i++)
        put_warning(&r->json, exprs[i]->text, STR(FAILURE_TEXT),
                    r->finding->record->source);
}

static void put_warnings(struct result *r)
{
    const struct record *record = r->finding->record;
    json_key(&r->json, "warnings");
    json_open_array(&r->json);
    for (size_t i = 0; i < record->warnings.n; i++)
        put_warning(&r->json, record->warnings.at[i].path,
                    record->warnings.at[i].text, record->warnings.at[i].source);
    put_failures(r);
    json_close_array(&r->json);
}

/* ---- the whole ---------------------------------------------------------- */

static void put_said(struct result *r)
{
    put_values(r);
    put_prognoses(r);
    put_outcomes(r);
    put_monitors(r);
    put_orders(r);
    put_notes(r);
}

static void put_wrong(struct result *r)
{
    put_errors(r);
    put_warnings(r);
}

/* Whether put_wrong has nothing but its keys to write. */
static bool is_sound(const struct result *r)
{
    const struct record *record = r->finding->record;
    const struct expr *const *exprs;
    return !record->errors.n && !record->warnings.n &&
           !(r->ev && eval_failures(r->ev, &exprs));
}

static void put_result(struct result *r)
{
    put_head(r);
    put_verdicts(r);
    put_states(r);
    if (r->told)
        put_piece(&r->json, r->told->said);
    else
        put_said(r);
    put_asks(r);
    if (r->told && is_sound(r))
        put_piece(&r->json, r->told->nothing_wrong);
    else
        put_wrong(r);
}

void result_json(struct buf *out, struct evaluator *ev,
                 const struct finding *finding,
                 const struct selection *selection)
{
    struct result r = {json_on(out), ev, finding, selection, NULL};
    json_open_object(&r.json);
    put_result(&r);
    json_close_object(&r.json);
}

/* ---- from pieces -------------------------------------------------------- */

/* Rules of which all states that they may have together are kept, up to so
   many rules in all. */
#define TOGETHER 4
#define TOGETHER_MOST 512

static struct str piece_of_nothing_wrong(struct arena *arena)
{
    struct record record = {.source = STR("")};
    struct finding nothing = {.record = &record};
    struct buf text = buf_on(arena);
    struct result r = {.json = json_on(&text), .finding = &nothing};
    r.json.comma = true;
    put_wrong(&r);
    return buf_view(&text);
}

struct result_told result_told_new(struct arena *arena,
                                   const struct program *program, date today,
                                   const struct selection *selection)
{
    struct result_told told = {.arena = arena, .selection = selection};
    struct buf ground = buf_on(arena);
    struct json json = json_on(&ground);
    json.comma = true;
    put_ground(&json, program, today);
    told.ground = buf_view(&ground);
    told.nothing_wrong = piece_of_nothing_wrong(arena);
    told.states_each = program->rule_count <= TOGETHER_MOST ? TOGETHER : 1;
    size_t groups = program->rule_count / told.states_each + 1;
    told.states =
        ARENA_ARRAY(arena, struct str, groups << (2 * told.states_each));
    return told;
}

void result_said_json(struct buf *out, const struct finding *finding,
                      const struct selection *selection)
{
    struct result r = {json_on(out), NULL, finding, selection, NULL};
    r.json.comma = true;
    put_said(&r);
}

void result_told_json(struct buf *out, struct evaluator *ev,
                      const struct finding *finding, struct result_told *told)
{
    struct result r = {json_on(out), ev, finding, told->selection, told};
    json_open_object(&r.json);
    put_result(&r);
    json_close_object(&r.json);
}

void result_facts_json(struct buf *out, struct evaluator *ev,
                       const struct finding *finding,
                       const struct selection *selection)
{
    struct result r = {json_on(out), ev, finding, selection, NULL};
    json_open_object(&r.json);
    put_result(&r);
    json_key(&r.json, "facts");
    record_facts_json(&r.json, finding->record);
    json_close_object(&r.json);
}
