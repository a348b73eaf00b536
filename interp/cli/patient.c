/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Finds one patient in a record file, which may hold many. Only the patient
 * that is wanted stays in memory.
 */

#include "interp/cli/patient.h"

#include <stdio.h>

#include "interp/cli/inputs.h"
#include "interp/cli/mapping.h"
#include "interp/records/reader.h"
#include "interp/render/words.h"

void complain_keys(const struct unknown_key *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct unknown_key *key = &keys[i];
        complain("warning: \"%.*s\" is no field%s%.*s%s (%llu record%s, first "
                 "%.*s)",
                 STR_ARG(key->path), key->nearest.n ? "; did you mean " : "",
                 STR_ARG(key->nearest), key->nearest.n ? "?" : "",
                 (unsigned long long)key->times, key->times == 1 ? "" : "s",
                 STR_ARG(key->source));
    }
}

/* A search through the records of a file. */
struct search {
    const struct patient_wish *wish;
    struct reader *reader;
    struct arena *next; /* where the next record is read */
    struct patient found;
    size_t seen, matching;
};

static struct arena *new_arena(const struct invocation *invocation)
{
    struct arena *arena = arena_new();
    if (!arena)
        arena_exhausted(invocation->arena);
    arena_guard(arena, arena_get_guard(invocation->arena));
    return arena;
}

/* Keeps the record if it is the first one that is wanted. */
static void judge(const struct invocation *invocation, struct search *search,
                  struct record *record)
{
    const char *id = search->wish->id;
    search->seen++;
    if (id && !str_equal(record->id, str_of(id)))
        return;
    if (search->matching++)
        return;
    search->found = (struct patient){record, search->next};
    search->next = new_arena(invocation);
}

/* Reads to the end, or to a second record where there should be only one;
   false when the file breaks off. */
static bool look(const struct invocation *invocation, struct search *search)
{
    for (;;) {
        struct input_error error = {0};
        struct record *record = NULL;
        arena_clear(search->next);
        enum reader_state state =
            reader_next(search->reader, search->next, &record, &error);
        if (state == READER_FAILED)
            complain("%.*s: %.*s", STR_ARG(error.path), STR_ARG(error.message));
        if (state != READER_RECORD)
            return state == READER_END;
        judge(invocation, search, record);
        if (!search->wish->id && search->seen > 1)
            return true;
    }
}

/* Whether the search found its patient; complains if not. */
static bool is_found(const struct search *search)
{
    const struct patient_wish *wish = search->wish;
    if (!search->seen) {
        complain("%s holds no patient", wish->path);
        return false;
    }
    if (!search->matching) {
        complain("%s holds no patient \"%s\"", wish->path, wish->id);
        return false;
    }
    if (search->matching == 1)
        return true;
    if (!wish->id) {
        complain("%s holds more than one patient: choose one with --patient "
                 "ID",
                 wish->path);
        return false;
    }
    complain("warning: %s holds %zu records of \"%s\"; this is the first",
             wish->path, search->matching, wish->id);
    return true;
}

static struct patient search_file(const struct invocation *invocation,
                                  struct search *search)
{
    search->next = new_arena(invocation);
    if (!look(invocation, search) || !is_found(search))
        patient_release(&search->found);
    arena_free(search->next);
    const struct unknown_key *keys;
    size_t n = reader_unknown_keys(search->reader, &keys);
    complain_keys(keys, search->found.record ? n : 0);
    reader_close(search->reader);
    return search->found;
}

/* The one input that holds patients. */
static struct patient search_inputs(const struct invocation *invocation,
                                    const struct inputs *inputs,
                                    const struct reader_options *options,
                                    struct search *search)
{
    struct input_error error = {0};
    if (inputs->paths.n != 1) {
        complain("%s is a folder with %s: name one", search->wish->path,
                 inputs->paths.n ? "several record files"
                                 : "tables of elements only");
        return search->found;
    }
    search->reader =
        reader_open(invocation->arena, inputs->paths.at[0], options, &error);
    if (search->reader)
        return search_file(invocation, search);
    complain("%.*s: %.*s", STR_ARG(error.path), STR_ARG(error.message));
    return search->found;
}

struct patient patient_of(const struct invocation *invocation,
                          const struct program *program,
                          const struct patient_wish *wish)
{
    struct inputs inputs = {0};
    struct reader_options options = {.vocabulary = program->vocabulary,
                                     .mappings = &program->mappings};
    if (wish->reading)
        options = *wish->reading;
    options.today = wish->today;
    struct search search = {.wish = wish};
    if (!inputs_of(invocation, &wish->path, 1, &inputs))
        return search.found;
    join_inputs(invocation, &inputs, &options);
    struct patient found =
        search_inputs(invocation, &inputs, &options, &search);
    join_close(options.join);
    return found;
}

struct patient patient_unknown(const struct invocation *invocation,
                               const struct program *program, date today)
{
    struct arena *arena = new_arena(invocation);
    struct record *record = record_new(arena, program->vocabulary, today);
    record->id = STR("(no record)");
    record_settle(record);
    return (struct patient){record, arena};
}

void patient_release(struct patient *patient)
{
    arena_free(patient->arena);
    *patient = (struct patient){NULL, NULL};
}

struct str error_text(struct arena *arena, const struct record *record,
                      const struct record_error *error)
{
    struct buf line = buf_on(arena);
    if (!str_equal(record->id, error->source)) /* what has no id goes by it */
        buf_format(&line, "%.*s: ", STR_ARG(record->id));
    words_record_error(&line, error);
    return buf_view(&line);
}

void complain_error(const struct record *record,
                    const struct record_error *error)
{
    struct str text = error_text(record->arena, record, error);
    complain("%.*s", STR_ARG(text));
}

void complain_error_count(struct error_count count)
{
    char shown[80] = "";
    if (!count.errors)
        return;
    if (count.errors > ERRORS_SHOWN)
        snprintf(shown, sizeof shown,
                 ", the first %d shown (`run --summary` counts all by kind)",
                 ERRORS_SHOWN);
    complain("%llu record error%s in %llu of %llu patients%s; what is wrong "
             "counts as unknown",
             (unsigned long long)count.errors, count.errors == 1 ? "" : "s",
             (unsigned long long)count.with_errors,
             (unsigned long long)count.patients, shown);
}

enum status patient_errors(const struct record *record)
{
    for (size_t i = 0; i < record->errors.n; i++)
        complain_error(record, &record->errors.at[i]);
    return record->errors.n ? STATUS_RECORDS : STATUS_DONE;
}
