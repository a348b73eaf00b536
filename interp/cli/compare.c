/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Two readers walk through each input side by side, so that memory does not
 * grow with the cohort. What comes once, standard input or a pipe, is read whole.
 */

#include "interp/cli/compare.h"

#include "grammar/limits.h"
#include "interp/render/record_json.h"
#include "interp/suite/diff_generate.h"

#include <stdio.h>
#include <string.h>

struct walk {
    struct compare *compare;
    const char *path;
    struct str text; /* of what can be read once only */
    struct arena *before, *after, *records;
};

static struct arena *guarded(struct arena *like)
{
    struct arena *arena = arena_new();
    if (!arena)
        arena_exhausted(like);
    arena_guard(arena, arena_get_guard(like));
    return arena;
}

/* False where it breaks off. */
static bool read_input(struct arena *arena, const char *path, struct str *all)
{
    struct buf text = buf_on(arena);
    char bytes[4096];
    size_t n;
    bool own = strcmp(path, "-") != 0;
    FILE *file = own ? fopen(path, "rb") : stdin;
    if (!file)
        return false;
    /* Memory that runs out here leaves the file open: the program ends. */
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        buf_str(&text, (struct str){bytes, n});
    bool whole = !ferror(file);
    if (own)
        fclose(file);
    *all = buf_view(&text);
    return whole;
}

static void complain_input(struct walk *w, const struct input_error *error)
{
    w->compare->broken++;
    complain("%.*s: %.*s", STR_ARG(error->path), STR_ARG(error->message));
}

static struct str name_of(const char *path)
{
    return strcmp(path, "-") ? str_of(path) : STR("standard input");
}

static struct reader *open_side(struct walk *w, struct arena *arena,
                                const struct compare_side *side,
                                struct input_error *error)
{
    if (!input_is_plain(w->path))
        return reader_of_text(arena, name_of(w->path), w->text, &side->reading,
                              error);
    return reader_open(arena, w->path, &side->reading, error);
}

static bool compare_next(struct walk *w, struct reader *a, struct reader *b)
{
    struct record *before, *after;
    struct input_error error = {0};
    arena_clear(w->records);
    enum reader_state x = reader_next(a, w->records, &before, &error);
    enum reader_state y = reader_next(b, w->records, &after, &error);
    if (x == READER_FAILED || y == READER_FAILED)
        complain_input(w, &error);
    else if (x != y) {
        w->compare->broken++;
        complain("%s: the two rule sets read different numbers of patients "
                 "from it; the rest is not compared",
                 w->path);
    }
    if (x != READER_RECORD || y != READER_RECORD)
        return false;
    patient_differ_add(w->compare->differ, before, after, w->records);
    w->compare->with_errors += before->errors.n || after->errors.n;
    return true;
}

static void compare_input(struct walk *w)
{
    struct input_error error = {0};
    struct reader *a = open_side(w, w->before, &w->compare->before, &error);
    struct reader *b =
        a ? open_side(w, w->after, &w->compare->after, &error) : NULL;
    if (!a || !b)
        complain_input(w, &error);
    while (a && b && compare_next(w, a, b))
        continue;
    reader_close(a);
    reader_close(b);
    arena_clear(w->before);
    arena_clear(w->after);
}

void compare_records(struct compare *compare)
{
    struct arena *arena = compare->invocation->arena;
    struct walk w = {.compare = compare,
                     .before = guarded(arena),
                     .after = guarded(arena),
                     .records = guarded(arena)};
    for (size_t i = 0; i < compare->after.inputs.paths.n; i++) {
        w.path = compare->after.inputs.paths.at[i];
        bool whole =
            input_is_plain(w.path) || read_input(arena, w.path, &w.text);
        if (whole)
            compare_input(&w);
        else
            complain("%.*s cannot be read", STR_ARG(name_of(w.path)));
        compare->broken += !whole;
    }
    arena_free(w.before);
    arena_free(w.after);
    arena_free(w.records);
}

/* --- made-up patients ----------------------------------------------------- */

struct generated {
    struct walk walk;
    struct names seen; /* as JSON, with the day */
    bool tired;        /* more would take too long */
};

/* The record in the other vocabulary: read from what it is as text. */
static struct record *read_again(struct walk *w, struct arena *arena,
                                 const struct compare_side *side, date today)
{
    struct input_error error = {0};
    struct record *record;
    struct reader_options options = {.vocabulary = side->reading.vocabulary,
                                     .today = today};
    arena_clear(arena);
    struct reader *reader =
        reader_of_text(arena, STR("generated.json"), w->text, &options, &error);
    if (!reader)
        return NULL;
    enum reader_state state = reader_next(reader, w->records, &record, &error);
    reader_close(reader);
    return state == READER_RECORD ? record : NULL;
}

static bool take_generated(void *context, const struct record *record,
                           struct str facts)
{
    struct generated *g = context;
    struct walk *w = &g->walk;
    if (g->tired)
        return false;
    struct buf json = buf_on(w->compare->invocation->arena);
    record_json(&json, record, false);
    w->text = buf_view(&json);
    struct str key = str_format(json.arena, "%lld %.*s",
                                (long long)record->today, STR_ARG(w->text));
    if (names_add(&g->seen, key, 0) != NAMES_NONE)
        return false;
    arena_clear(w->records);
    struct record *before =
        read_again(w, w->before, &w->compare->before, record->today);
    struct record *after =
        read_again(w, w->after, &w->compare->after, record->today);
    if (!before || !after)
        return false;
    before->id = after->id = facts;
    patient_differ_add(w->compare->differ, before, after, w->records);
    g->tired = patient_differ_effort(w->compare->differ) > LIMIT_DIFF_WORK;
    return true;
}

void compare_generated(struct compare *compare, const struct diff *diff,
                       const date *as_of)
{
    struct arena *arena = compare->invocation->arena;
    struct generated g = {.walk = {.compare = compare,
                                   .before = guarded(arena),
                                   .after = guarded(arena),
                                   .records = guarded(arena)},
                          .seen = names_on(arena)};
    struct diff_generation generation = {.diff = diff,
                                         .dated = as_of != NULL,
                                         .as_of = as_of ? *as_of : 0,
                                         .most = LIMIT_DIFF_PATIENTS / 2,
                                         .take = take_generated,
                                         .context = &g};
    diff_generate(&generation);
    if (g.tired)
        complain("patients were made up for some of the changes only, for each "
                 "takes long: name RECORDS to see whom the others touch");
    arena_free(g.walk.before);
    arena_free(g.walk.after);
    arena_free(g.walk.records);
}

/* --- one side ------------------------------------------------------------- */

size_t compare_side_records(const struct invocation *invocation,
                            const struct compare_side *side,
                            void (*visit)(void *context, struct record *record,
                                          struct arena *arena),
                            void *context)
{
    struct arena *own = guarded(invocation->arena);
    struct arena *records = guarded(invocation->arena);
    size_t broken = 0;
    for (size_t i = 0; i < side->inputs.paths.n; i++) {
        struct input_error error = {0};
        struct reader *reader =
            reader_open(own, side->inputs.paths.at[i], &side->reading, &error);
        enum reader_state state = reader ? READER_RECORD : READER_FAILED;
        struct record *record;
        while (reader && (state = reader_next(reader, records, &record,
                                              &error)) == READER_RECORD) {
            visit(context, record, records);
            arena_clear(records);
        }
        broken += state == READER_FAILED;
        if (state == READER_FAILED)
            complain("%.*s: %.*s", STR_ARG(error.path), STR_ARG(error.message));
        reader_close(reader);
        arena_clear(own);
    }
    arena_free(own);
    arena_free(records);
    return broken;
}
