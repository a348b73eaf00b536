/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reading a result: each function hands out what cantlie_result.c made ready,
 * whole or by name. Only cantlie_value_of has something to compute.
 */

#include "interp/cantlie_internal.h"

cantlie_status cantlie_patient(cantlie_session *session, const char **id,
                               cantlie_error *error)
{
    cantlie_status status = session_enter_result(session, id, error);
    if (status)
        return status;
    *id = session->result.patient;
    session_leave(session);
    return CANTLIE_OK;
}

/* A list is read into two places. */
static cantlie_status enter_list(cantlie_session *session, const void *at,
                                 const size_t *count, cantlie_error *error)
{
    return session_enter_result(session, count ? at : NULL, error);
}

cantlie_status cantlie_states(cantlie_session *session,
                              const cantlie_rule_state **states, size_t *count,
                              cantlie_error *error)
{
    cantlie_status status = enter_list(session, states, count, error);
    if (status)
        return status;
    *states = session->result.states;
    *count = session->rules->program->rule_count;
    session_leave(session);
    return CANTLIE_OK;
}

cantlie_status cantlie_verdicts(cantlie_session *session,
                                const cantlie_verdict **verdicts, size_t *count,
                                cantlie_error *error)
{
    cantlie_status status = enter_list(session, verdicts, count, error);
    if (status)
        return status;
    *verdicts = session->result.listed;
    *count = session->result.listed_count;
    session_leave(session);
    return CANTLIE_OK;
}

cantlie_status cantlie_scores(cantlie_session *session,
                              const cantlie_value **scores, size_t *count,
                              cantlie_error *error)
{
    cantlie_status status = enter_list(session, scores, count, error);
    if (status)
        return status;
    *scores = session->result.scores;
    *count = session->rules->program->score_count;
    session_leave(session);
    return CANTLIE_OK;
}

cantlie_status cantlie_ask(cantlie_session *session,
                           const cantlie_question **questions, size_t *count,
                           cantlie_error *error)
{
    cantlie_status status = enter_list(session, questions, count, error);
    if (status)
        return status;
    *questions = session->result.questions;
    *count = session->finding->ask_count;
    session_leave(session);
    return CANTLIE_OK;
}

cantlie_status cantlie_problems(cantlie_session *session,
                                const cantlie_problem **problems, size_t *count,
                                cantlie_error *error)
{
    cantlie_status status = enter_list(session, problems, count, error);
    if (status)
        return status;
    *problems = session->result.problems;
    *count = session->result.problem_count;
    session_leave(session);
    return CANTLIE_OK;
}

/* ---- by name -------------------------------------------------------------------- */

/* A name that is asked for. */
struct wish {
    const char *name;
    unsigned kinds; /* that it may be of, of named_nearest */
    struct named found;
    struct str near;
    cantlie_value *value;
};

static void seek_nearest(cantlie_session *session, void *context)
{
    struct wish *wish = context;
    wish->near = named_nearest(session->arena, session->rules->program,
                               wish->kinds, str_of(wish->name));
}

/* The sentence for a name that nothing bears. */
static cantlie_status nobody(cantlie_session *session, struct wish *wish,
                             const char *what, cantlie_error *error)
{
    cantlie_status status = session_try(session, seek_nearest, wish, error);
    return status ? status : fail_name(error, what, wish->name, wish->near);
}

/* Enters for an answer about a name. */
static cantlie_status enter_wish(cantlie_session *session, struct wish *wish,
                                 const void *out, cantlie_error *error)
{
    cantlie_status status = session_enter_result(session, out, error);
    if (status)
        return status;
    if (wish->name) {
        wish->found = named_find(session->rules->program, str_of(wish->name));
        return CANTLIE_OK;
    }
    session_leave(session);
    return fail(error, CANTLIE_BAD_CALL, "the name is a null pointer");
}

/* A table applies if some row does. */
static cantlie_state table_state(const cantlie_session *session,
                                 struct str table)
{
    const struct program *program = session->rules->program;
    enum truth some = TRUTH_NO;
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->row &&
            name_equal(program->rules[i]->table, table))
            some = truth_or(some, session->finding->states[i]);
    return (cantlie_state)some;
}

cantlie_status cantlie_state_of(cantlie_session *session, const char *rule,
                                cantlie_state *state, cantlie_error *error)
{
    struct wish wish = {
        .name = rule, .kinds = NAMED_BIT(NAMED_RULE) | NAMED_BIT(NAMED_TABLE)};
    cantlie_status status = enter_wish(session, &wish, state, error);
    if (status)
        return status;
    if (wish.found.rule)
        *state = session->result.states[wish.found.rule->index].state;
    else if (wish.found.table.n)
        *state = table_state(session, wish.found.table);
    else
        status = nobody(session, &wish, "no rule or table", error);
    session_leave(session);
    return status;
}

cantlie_status cantlie_verdict_on(cantlie_session *session,
                                  const char *treatment,
                                  const cantlie_verdict **verdict,
                                  cantlie_error *error)
{
    struct wish wish = {.name = treatment, .kinds = NAMED_BIT(NAMED_TREATMENT)};
    cantlie_status status = enter_wish(session, &wish, verdict, error);
    if (status)
        return status;
    if (wish.found.treatment)
        *verdict = &session->result.all[wish.found.treatment->index];
    else
        status = nobody(session, &wish, "no treatment", error);
    session_leave(session);
    return status;
}

/* ---- values --------------------------------------------------------------------- */

static void value_seek(cantlie_session *session, void *context)
{
    struct wish *wish = context;
    const struct define *define = wish->found.define;
    const struct field *field = wish->found.field;
    struct arena *arena = session->arena;
    cantlie_value *out = ARENA_NEW(arena, cantlie_value);
    out->name = text_copy(arena, define ? define->name : field->name);
    if (define)
        value_make(arena, out, &define->type,
                   eval_value(session->ev, define->body));
    else
        value_make(arena, out, &field->type, eval_field(session->ev, field));
    wish->value = out;
}

static bool has_value(const struct named *named)
{
    return named->define ||
           (named->field && named->field->type.kind != TYPE_LIST);
}

cantlie_status cantlie_value_of(cantlie_session *session, const char *name,
                                const cantlie_value **value,
                                cantlie_error *error)
{
    struct wish wish = {.name = name,
                        .kinds = NAMED_BIT(NAMED_SCORE) |
                                 NAMED_BIT(NAMED_DEFINE) |
                                 NAMED_BIT(NAMED_FIELD)};
    cantlie_status status = enter_wish(session, &wish, value, error);
    if (status)
        return status;
    if (wish.found.score) {
        *value = &session->result.scores[wish.found.score->index];
    } else if (has_value(&wish.found)) {
        status = session_try(session, value_seek, &wish, error);
        if (!status)
            *value = wish.value;
    } else if (wish.found.field) {
        status =
            fail(error, CANTLIE_NO_SUCH_NAME,
                 "\"%.200s\" is a list and has no value of its own: define "
                 "what is asked of it",
                 name);
    } else {
        status = nobody(session, &wish, "no score, define or field", error);
    }
    session_leave(session);
    return status;
}
