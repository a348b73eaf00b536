/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The library as a program uses it: rules and records in one input with a line
 * "=== records" between them, through cantlie.h alone, and everything that can
 * be asked asked. Then the same again under a limit of memory: what succeeds
 * must give the same bytes, and what fails must say so and leave the handles
 * usable.
 */

#include "tests/fuzz/target.h"

#include "interp/cantlie.h"

#include <stdlib.h>
#include <string.h>

#define RECORDS 8

static void listen(void *context, const cantlie_diagnostic *diagnostic)
{
    size_t *bytes = context;
    *bytes += strlen(diagnostic->text) + strlen(diagnostic->message) +
              strlen(diagnostic->label) + strlen(diagnostic->file) +
              strlen(diagnostic->second_file);
}

static void must(bool condition)
{
    if (!condition)
        abort();
}

/* A status of which the header does not speak here is a fault. */
static bool is_done(cantlie_status status)
{
    must(status == CANTLIE_OK || status == CANTLIE_NO_MEMORY ||
         status == CANTLIE_NO_RESULT);
    return status == CANTLIE_OK;
}

static void ask_names(cantlie_session *session, const cantlie_rules *rules,
                      cantlie_kind kind)
{
    cantlie_names names;
    const cantlie_verdict *verdict;
    const cantlie_value *value;
    const char *text;
    cantlie_state state;
    must(cantlie_rules_names(rules, kind, &names, NULL) == CANTLIE_OK);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.at[i];
        cantlie_explain(session, name, &text, NULL);
        cantlie_verdict_on(session, name, &verdict, NULL);
        cantlie_value_of(session, name, &value, NULL);
        cantlie_state_of(session, name, &state, NULL);
    }
}

static void ask_all(cantlie_session *session, const cantlie_rules *rules)
{
    const char *text;
    const cantlie_rule_state *states;
    const cantlie_verdict *verdicts;
    const cantlie_value *scores;
    const cantlie_question *questions;
    const cantlie_problem *problems;
    size_t n;
    is_done(cantlie_patient(session, &text, NULL));
    is_done(cantlie_states(session, &states, &n, NULL));
    is_done(cantlie_verdicts(session, &verdicts, &n, NULL));
    is_done(cantlie_scores(session, &scores, &n, NULL));
    is_done(cantlie_ask(session, &questions, &n, NULL));
    is_done(cantlie_problems(session, &problems, &n, NULL));
    is_done(cantlie_note(session, &text, NULL));
    is_done(cantlie_explain(session, NULL, &text, NULL));
    for (int kind = CANTLIE_TREATMENT; kind <= CANTLIE_FIELD; kind++)
        ask_names(session, rules, (cantlie_kind)kind);
}

/* The result of one record, copied, or an empty text. */
static struct str result(struct arena *arena, cantlie_session *session,
                         struct str record)
{
    const char *text;
    cantlie_text given = {"t.json", record.at, record.n};
    cantlie_status status =
        cantlie_evaluate(session, &given, "2024-06-01", NULL);
    must(status == CANTLIE_OK || status == CANTLIE_NO_MEMORY ||
         status == CANTLIE_BAD_RECORD);
    if (status != CANTLIE_OK ||
        !is_done(cantlie_result_json(session, &text, NULL)))
        return STR("");
    return str_copy(arena, str_of(text));
}

static struct str next_line(struct str *text)
{
    const char *end = text->n ? memchr(text->at, '\n', text->n) : NULL;
    size_t n = end ? (size_t)(end - text->at) : text->n;
    struct str line = {text->at, n};
    *text = str_from(*text, n + 1);
    return line;
}

/* Two sessions of one rule set, the second without the memory it would like
   to have. */
static void evaluate(struct arena *arena, const cantlie_rules *rules,
                     struct str records, const cantlie_options *options)
{
    cantlie_options narrow = *options;
    narrow.memory = ((size_t)1 << 14) + (records.n * 40503u) % (1u << 20);
    cantlie_session *session = cantlie_session_new(rules, options, NULL);
    cantlie_session *poor = cantlie_session_new(rules, &narrow, NULL);
    for (int i = 0; i < RECORDS && records.n && session; i++) {
        struct str record = next_line(&records);
        struct str whole = result(arena, session, record);
        struct str part = poor ? result(arena, poor, record) : STR("");
        must(!part.n || str_equal(whole, part));
        ask_all(session, rules);
        if (poor)
            ask_all(poor, rules);
    }
    cantlie_session_free(session);
    cantlie_session_free(poor);
}

static void test(struct arena *arena, struct str text)
{
    struct str given, records;
    size_t bytes = 0;
    cantlie_error error;
    cantlie_options options = CANTLIE_OPTIONS;
    if (!target_cut(text, &given, &records))
        return;
    options.on_diagnostic = listen;
    options.context = &bytes;
    options.strict = text.n % 2;
    options.memory = (size_t)256 << 20;
    const cantlie_text rules_text = {"t.rules", given.at, given.n};
    cantlie_rules *rules =
        cantlie_compile_texts(&rules_text, 1, &options, &error);
    must(rules || error.status == CANTLIE_BAD_RULES ||
         error.status == CANTLIE_NO_MEMORY);
    must(rules || (error.text[0] && strlen(error.text) < sizeof error.text));
    if (rules)
        evaluate(arena, rules, records, &options);
    cantlie_rules_free(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
