/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Sessions: one patient at a time. The record is read by the reader that also
 * reads files, evaluated, and made into the structs of cantlie.h at once, so
 * that reading them takes no memory and cannot fail for want of it.
 */

#include "interp/cantlie_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- making and freeing ------------------------------------------------------ */

static bool give_arenas(cantlie_session *session)
{
    session->lasting = arena_new();
    session->arena = arena_new();
    if (!session->lasting || !session->arena)
        return false;
    arena_limit(session->lasting, session->options.memory);
    arena_limit(session->arena, session->options.memory);
    return true;
}

static void free_session(cantlie_session *session)
{
    reader_close(session->reader);
    arena_free(session->lasting);
    arena_free(session->arena);
    free(session);
}

static void make_evaluator(cantlie_session *session, void *context)
{
    (void)context;
    session->ev = evaluator_new(session->lasting, session->rules->program);
}

/* A session on rules that it does not keep yet, or NULL. */
static cantlie_session *session_on(cantlie_rules *rules,
                                   const cantlie_options *options,
                                   cantlie_error *error)
{
    cantlie_session *session = calloc(1, sizeof *session);
    if (!session) {
        fail_memory(error);
        return NULL;
    }
    session->rules = rules;
    session->options = *options;
    if (!give_arenas(session)) {
        fail_memory(error);
        free_session(session);
        return NULL;
    }
    if (session_try(session, make_evaluator, NULL, error)) {
        free_session(session);
        return NULL;
    }
    return session;
}

cantlie_session *cantlie_session_new(const cantlie_rules *rules,
                                     const cantlie_options *options,
                                     cantlie_error *error)
{
    if (handle_check(rules, RULES_MARK, "rule set", error) ||
        options_check(options, error))
        return NULL;
    /* Only the count of owners is ever written, and that is atomic. */
    cantlie_rules *shared = (cantlie_rules *)(uintptr_t)rules;
    cantlie_session *session = session_on(shared, options, error);
    if (!session)
        return NULL;
    rules_keep(shared);
    session->handle = (struct handle){SESSION_MARK, CANTLIE_VERSION};
    return session;
}

void cantlie_session_free(cantlie_session *session)
{
    if (session_enter(session, NULL))
        return;
    session->handle.mark = 0;
    rules_release(session->rules);
    free_session(session);
}

/* ---- reading a record ---------------------------------------------------------- */

struct evaluation {
    struct str name, text;
    date today;
    struct str fault; /* why the text is no record, or empty */
    bool no_memory;   /* ... that is why */
};

/* The reader takes tables, too; here only JSON counts. */
static bool begins_as_json(struct str text)
{
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    size_t i = 0;
    while (i < text.n && memchr(" \t\r\n", text.at[i], 4))
        i++;
    return i < text.n && (text.at[i] == '{' || text.at[i] == '[');
}

static void put_failure(struct evaluation *evaluation,
                        const struct input_error *error)
{
    evaluation->fault = error->message;
    evaluation->no_memory = error->no_memory;
}

static void put_record_fault(struct evaluation *evaluation,
                             const struct record *record)
{
    const struct record_error *error = &record->errors.at[0];
    evaluation->fault = str_format(
        record->arena, "%.*s: %.*s; found: %.*s", STR_ARG(error->source),
        STR_ARG(error->expected), STR_ARG(error->found));
}

/* The one record of the text; NULL with a fault. */
static struct record *read_one(cantlie_session *session,
                               struct evaluation *evaluation)
{
    struct input_error broken = {0};
    struct record *records[2] = {NULL, NULL};
    enum reader_state state = READER_RECORD;
    for (size_t i = 0; i < 2 && state == READER_RECORD; i++) {
        state =
            reader_next(session->reader, session->arena, &records[i], &broken);
        if (i == 0 && records[0] && !records[0]->readable) {
            put_record_fault(evaluation, records[0]);
            return NULL;
        }
    }
    if (state == READER_FAILED)
        put_failure(evaluation, &broken);
    else if (!records[0])
        evaluation->fault = STR("the text holds no record");
    else if (!records[1])
        return records[0];
    else if (records[1]->readable)
        evaluation->fault = STR("the text holds more than one record");
    else
        evaluation->fault = STR("something stands behind the record");
    return NULL;
}

static struct record *read_record(cantlie_session *session,
                                  struct evaluation *evaluation)
{
    const struct program *program = session->rules->program;
    struct reader_options options = {.vocabulary = program->vocabulary,
                                     .today = evaluation->today,
                                     .strict = session->options.strict != 0,
                                     .digests = true,
                                     .mappings = &program->mappings};
    struct input_error broken = {0};
    if (!begins_as_json(evaluation->text)) {
        evaluation->fault = STR("a record is a JSON object {...}, and this "
                                "text is none");
        return NULL;
    }
    session->reader = reader_of_text(session->arena, evaluation->name,
                                     evaluation->text, &options, &broken);
    if (session->reader)
        return read_one(session, evaluation);
    put_failure(evaluation, &broken);
    return NULL;
}

/* ---- evaluating ------------------------------------------------------------------ */

static void evaluate(cantlie_session *session, void *context)
{
    struct evaluation *evaluation = context;
    if (!session->ev)
        make_evaluator(session, NULL);
    struct record *record = read_record(session, evaluation);
    if (!record)
        return;
    session->finding = find(session->ev, record, session->arena);
    result_make(session);
}

static cantlie_status day_of(const char *as_of, date *day, cantlie_error *error)
{
    date last;
    if (!as_of)
        return fail(error, CANTLIE_BAD_CALL,
                    "the day of evaluation is a null pointer: it is a text "
                    "such as \"2024-06-01\"");
    enum date_read read = date_read(str_of(as_of), day, &last);
    if (read == DATE_WHOLE)
        return CANTLIE_OK;
    return fail(error, CANTLIE_BAD_CALL,
                read == DATE_NO_SUCH
                    ? "there is no day %.40s (years 1800 to 2200)"
                    : "the day of evaluation is a text such as \"2024-06-01\", "
                      "not \"%.40s\"",
                as_of);
}

static cantlie_status record_check(const cantlie_text *record,
                                   cantlie_error *error)
{
    if (record && record->at && record->name)
        return CANTLIE_OK;
    return fail(error, CANTLIE_BAD_CALL,
                "the record, its text or its name is a null pointer");
}

static cantlie_status evaluate_text(cantlie_session *session,
                                    struct evaluation *evaluation,
                                    cantlie_error *error)
{
    cantlie_status status = session_try(session, evaluate, evaluation, error);
    reader_close(session->reader);
    session->reader = NULL;
    if (status || !evaluation->fault.n)
        return status;
    if (evaluation->no_memory)
        return fail_memory(error);
    return fail(error, CANTLIE_BAD_RECORD, "%.*s", STR_ARG(evaluation->fault));
}

cantlie_status cantlie_evaluate(cantlie_session *session,
                                const cantlie_text *record, const char *as_of,
                                cantlie_error *error)
{
    struct evaluation evaluation = {0};
    cantlie_status status = session_enter(session, error);
    if (status)
        return status;
    session->finding = NULL;
    arena_clear(session->arena);
    status = record_check(record, error);
    if (!status)
        status = day_of(as_of, &evaluation.today, error);
    if (!status) {
        evaluation.name = str_of(record->name);
        evaluation.text = (struct str){record->at, record->length};
        status = evaluate_text(session, &evaluation, error);
    }
    session_leave(session);
    return status;
}
