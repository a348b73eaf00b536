/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The patient of a session. The record that a file or case has of it is kept
 * between commands, as read; each command works on a copy with all that was
 * told since.
 */

#include "interp/cli/repl.h"

#include "interp/records/reader.h"
#include "interp/render/wrap.h"
#include "interp/suite/revise.h"
#include "interp/suite/suite.h"

#include <string.h>

/* ---- facts --------------------------------------------------------------- */

/* What was told about one element: "size of lesion 2 5.6 cm" is the list
   "lesion { size 5.6 cm }", for element 2. */
struct told {
    struct str text;  /* facts as after `given` */
    uint32_t element; /* 0: as they stand */
};

static struct str next_word(struct str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && rest->at[n] != ' ' && rest->at[n] != '\t' &&
           rest->at[n] != '\n')
        n++;
    struct str word = {rest->at, n};
    *rest = str_from(*rest, n);
    return word;
}

static uint32_t number_of(struct str word)
{
    uint32_t number = 0;
    for (size_t i = 0; i < word.n; i++) {
        if (word.at[i] < '0' || word.at[i] > '9' || number > 100000)
            return 0;
        number = number * 10 + (uint32_t)(word.at[i] - '0');
    }
    return number;
}

/* "not removable of lesion 2" is told of the element, too. */
static struct told told_of(struct arena *arena, struct str text)
{
    struct str rest = text, field = next_word(&rest);
    bool not = name_equal(field, STR("not"));
    if (not )
        field = next_word(&rest);
    struct str of = next_word(&rest), list = next_word(&rest);
    uint32_t element = number_of(next_word(&rest));
    if (!element || !name_equal(of, STR("of")))
        return (struct told){text, 0};
    return (struct told){str_format(arena, "%.*s { %s%.*s %.*s }",
                                    STR_ARG(list), not ? "not " : "",
                                    STR_ARG(field), STR_ARG(str_trim(rest))),
                         element};
}

static void tell(struct session *session, const struct diagnostics *sink)
{
    for (size_t i = 0; i < sink->list.n; i++)
        diagnostic_render(session->out, &session->rules->loaded.sources,
                          &sink->list.at[i]);
}

static const struct test_case *facts_of(struct session *session, int file,
                                        struct diagnostics *sink)
{
    struct arena *arena = session->work;
    struct parse parse = {.arena = arena,
                          .sources = &session->rules->loaded.sources,
                          .sink = sink};
    struct ast *given =
        file < 0 ? NULL : parse_source(&parse, file, PARSE_FACTS);
    if (!given || sink->errors)
        return NULL;
    return check_facts(arena, session->rules->program, given, sink);
}

/* The text stands among the sources of the rules only as long as messages may
   point at it. */
static const struct test_case *facts_checked(struct session *session,
                                             struct str text, bool aloud)
{
    struct diagnostics sink = diagnostics_on(session->work);
    struct sources *sources = &session->rules->loaded.sources;
    size_t files = sources->files.n;
    uint32_t end = sources->end;
    int file = sources_add(sources, STR("facts"), text);
    const struct test_case *facts = facts_of(session, file, &sink);
    if (!facts && aloud)
        tell(session, &sink);
    sources->files.n = files;
    sources->end = end;
    return facts;
}

/* False when there is no such element. */
static bool apply(struct record *draft, const struct told *told,
                  const struct test_case *facts)
{
    if (told->element)
        return record_revise_element(draft, facts, told->element);
    record_revise(draft, facts);
    return true;
}

static void say_no_element(struct session *session, const struct told *told)
{
    say(session,
        "There is no element number %u: the next one is added by "
        "its number.",
        told->element);
}

bool facts_fit(struct session *session, struct str text)
{
    struct told told = told_of(session->work, text);
    const struct test_case *facts = facts_checked(session, told.text, true);
    if (!facts)
        return false;
    struct record *record = repl_record(session, session->now, NULL);
    struct record *draft = record_draft(session->rules->program, record,
                                        record->today, session->work);
    if (apply(draft, &told, facts))
        return true;
    say_no_element(session, &told);
    return false;
}

static void apply_typed(struct session *session, struct record *draft,
                        const struct typed *typed)
{
    if (!typed)
        return;
    apply_typed(session, draft, typed->before);
    struct told told = told_of(session->work, typed->text);
    const struct test_case *facts = facts_checked(session, told.text, false);
    bool fits = facts && apply(draft, &told, facts);
    if (!fits && session->fitted != session->rules)
        say(session,
            "left out, for it does not fit the rules any more: set "
            "%.*s",
            STR_ARG(typed->text));
}

/* ---- records of files ---------------------------------------------------- */

/* A walk through all patients of the inputs. */
struct walk {
    struct session *session;
    struct reader_options options;
    struct inputs inputs; /* those that hold patients */
    struct arena *arena;  /* readers' own */
    struct reader *reader;
    size_t input;
};

static struct arena *new_arena(struct session *session)
{
    struct arena *arena = arena_new();
    if (!arena)
        arena_exhausted(session->work);
    arena_guard(arena, arena_get_guard(session->work));
    return arena;
}

static struct walk walk_start(struct session *session, date today)
{
    struct walk walk = {.session = session, .arena = session->work};
    struct loaded loaded = session->rules->loaded;
    struct invocation here = *session->invocation;
    here.arena = session->work;
    loaded.program = session->rules->program; /* with what was typed */
    reading_as_wished(&here, &loaded, &session->how, &walk.options);
    walk.options.today = today;
    for (size_t i = 0; i < session->inputs.paths.n; i++)
        list_push(walk.arena, &walk.inputs.paths, session->inputs.paths.at[i]);
    join_inputs(&here, &walk.inputs, &walk.options);
    return walk;
}

static bool open_next(struct walk *walk)
{
    struct input_error error = {0};
    const struct inputs *inputs = &walk->inputs;
    if (walk->input >= inputs->paths.n)
        return false;
    walk->reader = reader_open(walk->arena, inputs->paths.at[walk->input++],
                               &walk->options, &error);
    if (!walk->reader)
        say(walk->session, "%.*s: %.*s", STR_ARG(error.path),
            STR_ARG(error.message));
    return true;
}

/* The next patient, or NULL at the end. */
static struct record *walk_next(struct walk *walk, struct arena *arena)
{
    struct record *record = NULL;
    struct input_error error = {0};
    for (;;) {
        if (!walk->reader && !open_next(walk))
            return NULL;
        if (!walk->reader)
            continue;
        arena_clear(arena);
        if (reader_next(walk->reader, arena, &record, &error) == READER_RECORD)
            return record;
        reader_close(walk->reader);
        walk->reader = NULL;
    }
}

static void walk_end(struct walk *walk)
{
    reader_close(walk->reader);
    walk->reader = NULL;
    join_close(walk->options.join);
}

static bool is_same(const struct patient_state *a,
                    const struct patient_state *b)
{
    return a->kind == b->kind && a->index == b->index &&
           str_equal(a->id, b->id);
}

/* The record in place `index`; if another patient stands there by now, the one
   of that id. */
static struct record *read_file(struct session *session, date today,
                                const struct patient_state *patient,
                                struct arena *arena)
{
    for (int by_id = 0; by_id < 2; by_id++) {
        struct walk walk = walk_start(session, today);
        struct record *record;
        for (size_t i = 0; (record = walk_next(&walk, arena)); i++) {
            bool here = by_id || i == patient->index;
            if (here && str_equal(record->id, patient->id))
                break;
        }
        walk_end(&walk);
        if (record)
            return record;
    }
    return NULL;
}

static const struct test_case *case_titled(const struct program *program,
                                           struct str title)
{
    for (size_t i = 0; i < program->case_count; i++)
        if (str_equal(program->cases[i].title, title))
            return &program->cases[i];
    return NULL;
}

static struct record *read_case(struct session *session, struct str title,
                                struct arena *arena)
{
    struct str trouble = STR("");
    const struct program *program = session->rules->program;
    const struct test_case *test = case_titled(program, title);
    return test ? case_record(program, test, arena, &trouble) : NULL;
}

static struct record *blank(struct session *session, date today,
                            struct arena *arena)
{
    struct record *record =
        record_new(arena, session->rules->program->vocabulary, today);
    record->id = STR("new patient");
    record->source = STR("new patient");
    return record;
}

static struct record *read_base(struct session *session,
                                const struct state *state, struct arena *arena)
{
    const struct patient_state *patient = &state->patient;
    struct record *record = NULL;
    if (patient->kind == PATIENT_FILE)
        record = read_file(session, state->today, patient, arena);
    else if (patient->kind == PATIENT_CASE)
        record = read_case(session, patient->id, arena);
    if (record)
        return record;
    if (patient->kind != PATIENT_NEW)
        say(session, "%.*s is not there any more: this is a new patient",
            STR_ARG(patient->id));
    arena_clear(arena);
    return blank(session, state->today, arena);
}

/* The record as its file has it, read again when anything has changed. */
static const struct record *base_of(struct session *session,
                                    const struct state *state)
{
    bool kept = session->base && session->base_rules == session->rules &&
                session->base_today == state->today &&
                is_same(&session->base_of, &state->patient);
    if (kept)
        return session->base;
    session->base = NULL;
    if (!session->base_arena)
        session->base_arena = new_arena(session);
    arena_clear(session->base_arena);
    arena_guard(session->base_arena, arena_get_guard(session->work));
    session->base = read_base(session, state, session->base_arena);
    session->base_rules = session->rules;
    session->base_today = state->today;
    session->base_of = state->patient;
    return session->base;
}

/* ---- the patient at hand ------------------------------------------------- */

struct record *repl_record(struct session *session, const struct state *state,
                           const struct typed *facts)
{
    const struct record *base = base_of(session, state);
    struct record *draft = record_draft(session->rules->program, base,
                                        state->today, session->work);
    apply_typed(session, draft, state->patient.facts);
    if (facts)
        apply_typed(session, draft, facts);
    session->fitted = session->rules;
    record_settle(draft);
    return draft;
}

struct view repl_view(struct session *session, struct record *record)
{
    struct view view = {.program = session->rules->program, .record = record};
    view.ev = evaluator_new(session->work, view.program);
    view.finding = find(view.ev, record, session->work);
    return view;
}

struct view repl_now(struct session *session)
{
    return repl_view(session, repl_record(session, session->now, NULL));
}

/* ---- finding patients ---------------------------------------------------- */

static bool seek(struct session *session, const struct str *id, size_t index,
                 struct patient_state *patient)
{
    struct walk walk = walk_start(session, session->now->today);
    struct arena *arena = new_arena(session);
    struct record *record;
    size_t i = 0;
    while ((record = walk_next(&walk, arena)) &&
           !(id ? str_equal(record->id, *id) : i == index))
        i++;
    if (record)
        *patient = (struct patient_state){PATIENT_FILE, i,
                                          repl_keep(session, record->id), NULL};
    walk_end(&walk);
    arena_free(arena);
    return record != NULL;
}

bool patient_at(struct session *session, size_t index,
                struct patient_state *patient)
{
    return seek(session, NULL, index, patient);
}

bool patient_named(struct session *session, struct str id,
                   struct patient_state *patient)
{
    return seek(session, &id, 0, patient);
}

size_t patients_like(struct session *session, struct str start, struct str *ids,
                     size_t room)
{
    struct walk walk = walk_start(session, session->now->today);
    struct arena *arena = new_arena(session);
    struct record *record;
    size_t n = 0;
    while (n < room && (record = walk_next(&walk, arena)))
        if (str_starts(record->id, start))
            ids[n++] = str_copy(session->work, record->id);
    walk_end(&walk);
    arena_free(arena);
    return n;
}

void say_patient(struct session *session, const struct record *record)
{
    struct buf line = buf_on(session->work), day = line;
    size_t known = 0;
    wrap_clean(&line, record->id);
    date_print(&day, record->today);
    for (size_t i = 0; i < record->type->field_count; i++)
        known += (record->facts[i].flags & FACT_GIVEN) != 0;
    say(session, "Patient %.*s on %.*s: %zu of %zu fields told.",
        STR_ARG(buf_view(&line)), STR_ARG(buf_view(&day)), known,
        record->type->field_count);
}
