/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The end of a note: what to ask next, and what is wrong with the data.
 */

#include "interp/render/note_internal.h"

#define ASKS_SHOWN 8

/* Facts of one field in a row of elements, needed by equally many verdicts,
   are asked for together. */
static size_t asked_together(const struct wanted_fact *asks, size_t n)
{
    size_t length = 1;
    while (asks[0].fact.element && length < n &&
           asks[length].fact.list == asks[0].fact.list &&
           asks[length].fact.field == asks[0].fact.field &&
           asks[length].settles == asks[0].settles &&
           asks[length].fact.element == asks[0].fact.element + length)
        length++;
    return length;
}

static void put_ask(struct buf *line, const struct wanted_fact *asks,
                    size_t length, bool first)
{
    struct fact_ref *refs = ARENA_ARRAY(line->arena, struct fact_ref, length);
    for (size_t i = 0; i < length; i++)
        refs[i] = asks[i].fact;
    words_facts(line, refs, length);
    buf_format(line,
               first ? NO_BREAK "(for" NO_BREAK "%u" NO_BREAK "verdict%s)"
                     : NO_BREAK "(%u)",
               asks[0].settles, asks[0].settles == 1 ? "" : "s");
}

static void put_asks(const struct note *note)
{
    const struct finding *finding = note->finding;
    struct buf line = buf_on(note->out->arena);
    size_t shown = 0, left = 0, i = 0;
    while (i < finding->ask_count) {
        const struct wanted_fact *ask = &finding->asks[i];
        size_t length = asked_together(ask, finding->ask_count - i);
        i += length;
        if (!selects_ask(note->selection, finding, &ask->fact))
            continue;
        if (shown == ASKS_SHOWN) {
            left += length;
            continue;
        }
        words_comma(&line, shown);
        put_ask(&line, ask, length, !shown++);
    }
    if (left)
        buf_format(&line, ", and %zu more", left);
    if (shown)
        note_line(note, "ASK NEXT", buf_view(&line));
}

/* ---- data --------------------------------------------------------------- */

struct data_lines {
    const struct note *note;
    bool begun;
};

static void put_data(struct data_lines *data, struct str text)
{
    note_line(data->note, data->begun ? "" : "DATA", text);
    data->begun = true;
}

static void put_errors(struct data_lines *data, const struct record *record)
{
    for (size_t i = 0; i < record->errors.n; i++) {
        const struct record_error *error = &record->errors.at[i];
        struct buf line = buf_on(data->note->out->arena);
        words_record_error(&line, error);
        buf_text(&line, error->kind == RECORD_ERROR_JSON
                            ? "; not evaluated"
                            : "; counts as unknown");
        put_data(data, buf_view(&line));
    }
    if (record->more_errors)
        put_data(data,
                 str_format(data->note->out->arena, "and %llu more errors",
                            (unsigned long long)record->more_errors));
}

static void put_warnings(struct data_lines *data, const struct record *record)
{
    for (size_t i = 0; i < record->warnings.n; i++) {
        const struct record_warning *warning = &record->warnings.at[i];
        put_data(data,
                 str_format(data->note->out->arena, "%.*s: %.*s",
                            STR_ARG(warning->path), STR_ARG(warning->text)));
    }
}

static void put_failures(struct data_lines *data)
{
    const struct expr *const *exprs;
    size_t n = eval_failures(data->note->ev, &exprs);
    for (size_t i = 0; i < n; i++)
        put_data(data, str_format(data->note->out->arena, "%.*s %s",
                                  STR_ARG(exprs[i]->text), FAILURE_TEXT));
}

/* Values that count as current only because nobody dated them. */
static void put_undated(struct data_lines *data, const struct record *record)
{
    struct buf line = buf_on(data->note->out->arena);
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct fact *fact = &record->facts[i];
        if (!(fact->flags & FACT_UNDATED) || !(fact->flags & FACT_GIVEN))
            continue;
        buf_text(&line, line.n           ? ", "
                        : record->strict ? "undated, so not known (--strict): "
                                         : "undated, taken as current: ");
        buf_str(&line, record->type->fields[i]->name);
    }
    if (line.n)
        put_data(data, buf_view(&line));
}

void note_data(const struct note *note)
{
    struct data_lines data = {note, false};
    const struct record *record = note->finding->record;
    if (record->readable)
        put_asks(note);
    put_errors(&data, record);
    put_warnings(&data, record);
    if (record->readable) {
        put_failures(&data);
        put_undated(&data, record);
    }
}
