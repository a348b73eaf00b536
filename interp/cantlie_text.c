/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Results as text: JSON, a note, an explanation. The renderers do the work;
 * here they get a buffer in the record's arena and everything is selected.
 * Also finds what a name means, for all that is asked by name.
 */

#include "interp/cantlie_internal.h"

#include "interp/render/explain.h"
#include "interp/render/note.h"
#include "interp/render/result_json.h"

static const struct selection everything = {NULL, NULL, NULL};

/* ---- names ---------------------------------------------------------------------- */

static const struct score *score_named(const struct program *program,
                                       struct str name)
{
    for (size_t i = 0; i < program->score_count; i++)
        if (name_equal(program->scores[i]->name, name))
            return program->scores[i];
    return NULL;
}

static const struct define *define_named(const struct program *program,
                                         struct str name)
{
    for (size_t i = 0; i < program->define_count; i++)
        if (!program->defines[i]->record &&
            name_equal(program->defines[i]->name, name))
            return program->defines[i];
    return NULL;
}

static struct str table_named(const struct program *program, struct str name)
{
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->row &&
            name_equal(program->rules[i]->table, name))
            return program->rules[i]->table;
    return STR("");
}

struct thing thing_find(const struct program *program, struct str name)
{
    const struct record_type *patient = program->vocabulary->patient;
    uint32_t index = names_find(&patient->names, name);
    const struct rule *rule = program_rule(program, name);
    return (struct thing){
        .treatment = program_treatment(program, name),
        /* a table's name finds its first row: it is not what was meant */
        .rule = rule && name_equal(rule->name, name) ? rule : NULL,
        .table = table_named(program, name),
        .score = score_named(program, name),
        .define = define_named(program, name),
        .field = index == NAMES_NONE ? NULL : patient->fields[index],
    };
}

struct str thing_nearest(struct arena *arena, const cantlie_rules *rules,
                         unsigned kinds, struct str name)
{
    struct names all = names_on(arena);
    for (unsigned kind = 0; kind <= CANTLIE_FIELD; kind++)
        for (size_t i = 0; kinds & 1u << kind && i < rules->names[kind].count;
             i++)
            names_add(&all, str_of(rules->names[kind].at[i]), 0);
    const struct name_entry *near = names_nearest(&all, name);
    return near ? near->name : STR("");
}

/* ---- calls that make a text ---------------------------------------------------------- */

struct text_call {
    struct thing about; /* cantlie_explain */
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

static void explain_table(const struct explain *explain, struct str table)
{
    const struct program *program = explain->finding->program;
    bool begun = false;
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        if (!rule->row || !name_equal(rule->table, table))
            continue;
        if (begun)
            buf_char(explain->out, '\n');
        begun = true;
        explain_rule(explain, rule);
    }
}

static void explain_thing(const struct explain *explain,
                          const struct thing *thing)
{
    if (thing->treatment)
        explain_treatment(explain,
                          &explain->finding->verdicts[thing->treatment->index]);
    else if (thing->rule)
        explain_rule(explain, thing->rule);
    else if (thing->table.n)
        explain_table(explain, thing->table);
    else if (thing->score)
        explain_score(explain, thing->score);
    else if (thing->define)
        explain_define(explain, thing->define);
    else if (thing->field)
        explain_field(explain, thing->field);
    else
        explain_verdicts(explain, &everything);
}

static void make_explanation(cantlie_session *session, void *context)
{
    struct text_call *call = context;
    struct buf out = buf_on(session->arena);
    struct explain explain = explain_on(&out, session->ev, session->finding);
    explain_thing(&explain, &call->about);
    call->text = finished(&out);
}

static void seek_nearest(cantlie_session *session, void *context)
{
    struct text_call *call = context;
    call->near = thing_nearest(session->arena, session->rules,
                               NEAR_TREATMENTS | NEAR_RULES | NEAR_SCORES |
                                   NEAR_DEFINES | NEAR_FIELDS,
                               call->name);
}

static bool is_nothing(const struct thing *thing)
{
    return !thing->treatment && !thing->rule && !thing->table.n &&
           !thing->score && !thing->define && !thing->field;
}

static cantlie_status explain_call(cantlie_session *session, const char *name,
                                   struct text_call *call, cantlie_error *error)
{
    if (!name)
        return session_try(session, make_explanation, call, error);
    call->name = str_of(name);
    call->about = thing_find(session->rules->program, call->name);
    if (!is_nothing(&call->about))
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
