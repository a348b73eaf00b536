/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One record after the other. As of the end of time by default, so that
 * nothing that a file says is taken for not yet known: what is converted or
 * counted is what was read, not what holds on a day.
 */

#include "interp/cli/each.h"

#include "interp/cli/patient.h"
#include "interp/cli/twins.h"

/* Warnings printed in full; the rest is counted. */
#define WARNINGS_SHOWN 20

enum status each_open(struct each *each, const struct invocation *invocation)
{
    if (!each->rules && !each->wish.mapping) {
        complain_usage(invocation, "which vocabulary? Give --rules RULES, or "
                                   "--mapping FILE that uses it");
        return STATUS_USAGE;
    }
    if (!inputs_of(invocation, invocation->words, invocation->word_count,
                   &each->inputs) ||
        (each->twice && !inputs_note(invocation, &each->inputs, each->twice)))
        return STATUS_USAGE;
    each->loaded = rules_and_mapping(invocation, each->rules, &each->wish);
    if (!each->loaded)
        return STATUS_RULES;
    if (!reading_as_wished(invocation, each->loaded, &each->wish,
                           &each->reading))
        return STATUS_USAGE;
    each->reading.today = each->today;
    each->broken = join_inputs(invocation, &each->inputs, &each->reading);
    return STATUS_DONE;
}

struct visit {
    bool speaks;
    void (*visit)(void *context, const struct record *record);
    void *context;
    uint64_t shown, warnings;
    struct twins twins;
};

static void count_warnings(struct visit *visit, const struct record *record)
{
    for (size_t i = 0; visit->speaks && i < record->warnings.n; i++) {
        const struct record_warning *warning = &record->warnings.at[i];
        if (visit->warnings++ < WARNINGS_SHOWN)
            complain("warning: %.*s: %.*s: %.*s", STR_ARG(record->id),
                     STR_ARG(warning->path), STR_ARG(warning->text));
    }
}

static void count(struct each *each, struct visit *visit,
                  const struct record *record)
{
    uint64_t errors = record->errors.n + record->more_errors;
    each->records++;
    each->errors += errors;
    each->with_errors += errors > 0;
    for (size_t i = 0; visit->speaks && i < record->errors.n; i++)
        if (visit->shown++ < ERRORS_SHOWN)
            complain_error(record, &record->errors.at[i]);
    count_warnings(visit, record);
}

static void complain_input(struct each *each, const struct visit *visit,
                           const struct input_error *error)
{
    each->broken++;
    if (visit->speaks)
        complain("%.*s: %.*s", STR_ARG(error->path), STR_ARG(error->message));
}

static void read_all(struct each *each, struct visit *visit,
                     struct reader *reader, struct arena *arena)
{
    struct input_error error = {0};
    for (;;) {
        struct record *record = NULL;
        arena_clear(arena);
        enum reader_state state = reader_next(reader, arena, &record, &error);
        if (state == READER_FAILED)
            complain_input(each, visit, &error);
        if (state != READER_RECORD)
            return;
        visit->visit(visit->context, record);
        if (visit->speaks)
            twins_add(&visit->twins, twins_hash(&visit->twins, record->id),
                      record->id);
        count(each, visit, record);
    }
}

static void read_input(struct each *each, struct visit *visit, const char *path,
                       struct arena *of_reader, struct arena *of_record)
{
    struct input_error error = {0};
    arena_clear(of_reader);
    struct reader *reader =
        reader_open(of_reader, path, &each->reading, &error);
    if (!reader) {
        complain_input(each, visit, &error);
        return;
    }
    read_all(each, visit, reader, of_record);
    const struct unknown_key *keys;
    size_t n = reader_unknown_keys(reader, &keys);
    if (visit->speaks)
        complain_keys(keys, n);
    reader_close(reader);
}

static struct arena *arena_like(const struct invocation *invocation)
{
    struct arena *arena = arena_new();
    if (!arena)
        arena_exhausted(invocation->arena);
    arena_guard(arena, arena_get_guard(invocation->arena));
    return arena;
}

void each_record(struct each *each, const struct invocation *invocation,
                 bool speaks,
                 void (*visit)(void *context, const struct record *record),
                 void *context)
{
    struct visit how = {.speaks = speaks, .visit = visit, .context = context};
    struct arena *of_reader = arena_like(invocation);
    struct arena *of_record = arena_like(invocation);
    for (size_t i = 0; i < each->inputs.paths.n; i++)
        read_input(each, &how, each->inputs.paths.at[i], of_reader, of_record);
    arena_free(of_record);
    arena_free(of_reader);
    if (!speaks)
        return;
    each->orphans = complain_join(each->reading.join);
    join_close(each->reading.join);
    each->reading.join = NULL;
    if (how.warnings > WARNINGS_SHOWN)
        complain("%llu more warnings",
                 (unsigned long long)(how.warnings - WARNINGS_SHOWN));
    twins_end(&how.twins);
    complain_error_count(
        (struct error_count){each->errors, each->with_errors, each->records});
}

enum status each_status(const struct each *each)
{
    return each->errors || each->broken || each->orphans ? STATUS_RECORDS
                                                         : STATUS_DONE;
}
