/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Results as text: JSON, a note, an explanation. The renderers do the work;
 * here they get a buffer in the record's arena and everything is selected.
 */

#include "interp/cantlie_internal.h"

#include "interp/render/explain.h"
#include "interp/render/note.h"
#include "interp/render/result_json.h"

static const struct selection everything = {NULL, NULL, NULL};

/* ---- calls that make a text ---------------------------------------------------------- */

struct text_call {
    struct named about; /* cantlie_explain */
    struct str name, near;
    const char *text;
};

static const char *finished(struct buf *out)
{
    buf_char(out, '\0');
    return out->at;
}

static void make_json(cantlie_session *session, void *context)
{
    struct text_call *call = context;
    struct buf out = buf_on(session->arena);
    result_json(&out, session->ev, session->finding, &everything);
    call->text = finished(&out);
}

static void make_note(cantlie_session *session, void *context)
{
    struct text_call *call = context;
    struct buf out = buf_on(session->arena);
    struct note note = {&out, session->ev, session->finding, &everything,
                        false};
    note_write(&note);
    call->text = finished(&out);
}

/* Does the work and hands the text out. */
static cantlie_status text_of(cantlie_session *session,
                              void (*work)(cantlie_session *, void *),
                              const char **text, cantlie_error *error)
{
    struct text_call call = {.text = NULL};
    cantlie_status status = session_enter_result(session, text, error);
    if (status)
        return status;
    status = session_try(session, work, &call, error);
    if (!status)
        *text = call.text;
    session_leave(session);
    return status;
}

cantlie_status cantlie_result_json(cantlie_session *session, const char **text,
                                   cantlie_error *error)
{
    return text_of(session, make_json, text, error);
}

cantlie_status cantlie_note(cantlie_session *session, const char **text,
                            cantlie_error *error)
{
    return text_of(session, make_note, text, error);
}

/* ---- explaining ------------------------------------------------------------------- */

static void make_explanation(cantlie_session *session, void *context)
{
    struct text_call *call = context;
    struct buf out = buf_on(session->arena);
    struct explain explain = explain_on(&out, session->ev, session->finding);
    explain_named(&explain, &call->about);
    call->text = finished(&out);
}

static void seek_nearest(cantlie_session *session, void *context)
{
    struct text_call *call = context;
    call->near = named_nearest(session->arena, session->rules->program,
                               NAMED_ANY, call->name);
}

static cantlie_status explain_call(cantlie_session *session, const char *name,
                                   struct text_call *call, cantlie_error *error)
{
    if (!name)
        return session_try(session, make_explanation, call, error);
    call->name = str_of(name);
    call->about = named_find(session->rules->program, call->name);
    if (call->about.kind != NAMED_NOTHING)
        return session_try(session, make_explanation, call, error);
    cantlie_status status = session_try(session, seek_nearest, call, error);
    return status ? status
                  : fail_name(error, "nothing in the rules", name, call->near);
}

cantlie_status cantlie_explain(cantlie_session *session, const char *name,
                               const char **text, cantlie_error *error)
{
    struct text_call call = {.text = NULL};
    cantlie_status status = session_enter_result(session, text, error);
    if (status)
        return status;
    status = explain_call(session, name, &call, error);
    if (!status)
        *text = call.text;
    session_leave(session);
    return status;
}
