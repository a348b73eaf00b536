/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The end of a note: what to ask next, and what is wrong with the data.
 */

#include "interp/render/note_internal.h"

#define ASKS_SHOWN 8

/* Facts that are asked for together: of one field in several elements, needed
   by equally many verdicts. */
static bool asked_together(const struct wanted_fact *a,
                           const struct wanted_fact *b)
{
    return a->fact.element && b->fact.element && a->fact.list == b->fact.list &&
           a->fact.field == b->fact.field && a->settles == b->settles;
}

struct asks {
    const struct finding *finding;
    bool *done; /* by place in finding->asks */
    struct buf line;
    size_t shown, left;
};

static void put_ask(struct asks *asks, size_t i)
{
    const struct wanted_fact *all = asks->finding->asks;
    size_t count = asks->finding->ask_count, n = 0;
    struct fact_ref *refs =
        ARENA_ARRAY(asks->line.arena, struct fact_ref, count - i);
    for (size_t j = i; j < count; j++) {
        if (j != i && !asked_together(&all[i], &all[j]))
            continue;
        asks->done[j] = true;
        refs[n++] = all[j].fact;
    }
    if (asks->shown == ASKS_SHOWN) {
        asks->left += n;
        return;
    }
    words_comma(&asks->line, asks->shown);
    words_facts(&asks->line, refs, n);
    buf_format(&asks->line,
               asks->shown++ ? NO_BREAK "(%u)"
                             : NO_BREAK "(for" NO_BREAK "%u" NO_BREAK
                                        "verdict%s)",
               all[i].settles, all[i].settles == 1 ? "" : "s");
}

static void put_asks(const struct note *note)
{
    const struct finding *finding = note->finding;
    struct asks asks = {.finding = finding};
    asks.line = buf_on(note->out->arena);
    asks.done = ARENA_ARRAY(note->out->arena, bool, finding->ask_count);
    for (size_t i = 0; i < finding->ask_count; i++)
        if (!asks.done[i] &&
            selects_ask(note->selection, finding, &finding->asks[i].fact))
            put_ask(&asks, i);
    if (asks.left)
        buf_format(&asks.line, ", and %zu more", asks.left);
    if (asks.shown)
        note_line(note, "ASK NEXT", buf_view(&asks.line));
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
        buf_text(&line, error->kind == RECORD_ERROR_UNREADABLE ||
                                error->kind == RECORD_ERROR_LIMIT
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
