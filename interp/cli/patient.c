/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Finds one patient in a record file, which may hold many.
 */

#include "interp/cli/patient.h"

#include "interp/cli/inputs.h"
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
    struct arena *arena; /* where the patient will live */
    struct reader *reader;
    struct record *found;
    size_t seen;
};

static bool is_wanted(const struct search *search, const struct record *record)
{
    return !search->wish->id ||
           name_equal(record->id, str_of(search->wish->id));
}

/* Reads until the patient is found (or a second one, where there should be
   only one); false when the file breaks off. */
static bool look(struct search *search)
{
    for (;;) {
        struct input_error error = {0};
        struct record *record = NULL;
        enum reader_state state =
            reader_next(search->reader, search->arena, &record, &error);
        if (state == READER_FAILED) {
            complain("%.*s: %.*s", STR_ARG(error.path), STR_ARG(error.message));
            return false;
        }
        if (state == READER_END)
            return true;
        search->seen++;
        if (!search->found && is_wanted(search, record))
            search->found = record;
        if (search->found && (search->wish->id || search->seen > 1))
            return true;
    }
}

static struct record *result_of(const struct search *search)
{
    const struct patient_wish *wish = search->wish;
    if (!search->seen)
        complain("%s holds no patient", wish->path);
    else if (!search->found)
        complain("%s holds no patient \"%s\"", wish->path, wish->id);
    else if (!wish->id && search->seen > 1)
        complain("%s holds more than one patient: choose one with "
                 "--patient ID",
                 wish->path);
    else
        return search->found;
    return NULL;
}

struct record *patient_of(const struct invocation *invocation,
                          const struct program *program,
                          const struct patient_wish *wish)
{
    struct inputs inputs = {0};
    struct input_error error = {0};
    struct reader_options options = {program->vocabulary, wish->today, false};
    if (!inputs_of(invocation, &wish->path, 1, &inputs))
        return NULL;
    struct search search = {.wish = wish, .arena = invocation->arena};
    search.reader =
        reader_open(invocation->arena, inputs.paths.at[0], &options, &error);
    if (!search.reader) {
        complain("%.*s: %.*s", STR_ARG(error.path), STR_ARG(error.message));
        return NULL;
    }
    struct record *record = look(&search) ? result_of(&search) : NULL;
    const struct unknown_key *keys;
    size_t n = reader_unknown_keys(search.reader, &keys);
    complain_keys(keys, record ? n : 0);
    reader_close(search.reader);
    return record;
}

enum status patient_errors(const struct record *record)
{
    for (size_t i = 0; i < record->errors.n; i++) {
        struct buf line = buf_on(record->arena);
        words_record_error(&line, &record->errors.at[i]);
        complain("%.*s: %.*s", STR_ARG(record->id), STR_ARG(buf_view(&line)));
    }
    return record->errors.n ? STATUS_RECORDS : STATUS_DONE;
}
