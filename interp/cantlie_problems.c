/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What was wrong with a record, as the structs of cantlie.h: its errors, its
 * warnings, operations that could not be carried out, keys that are no field.
 */

#include "interp/cantlie_internal.h"

#include "interp/render/words.h"

struct problems {
    struct arena *arena;
    LIST(cantlie_problem) list;
};

static void put_error(struct problems *problems,
                      const struct record_error *error)
{
    struct arena *arena = problems->arena;
    struct buf line = buf_on(arena);
    words_record_error(&line, error);
    buf_text(&line, "; counts as unknown");
    cantlie_problem problem = {
        .severity = CANTLIE_ERROR,
        .kind = record_error_name(error->kind),
        .field = text_copy(arena, error->field),
        .path = text_copy(arena, error->path),
        .found = text_copy(arena, error->found),
        .expected = text_copy(arena, error->expected),
        .source = text_copy(arena, error->source),
        .text = text_copy(arena, buf_view(&line)),
    };
    list_push(arena, &problems->list, problem);
}

/* A warning and its sentence. */
static void put_warning(struct problems *problems, const char *kind,
                        const struct record_warning *warning, struct str line)
{
    struct arena *arena = problems->arena;
    cantlie_problem problem = {
        .severity = CANTLIE_WARNING,
        .kind = kind,
        .field = "",
        .path = text_copy(arena, warning->path),
        .found = "",
        .expected = "",
        .source = text_copy(arena, warning->source),
        .text = text_copy(arena, line),
    };
    list_push(arena, &problems->list, problem);
}

static void put_plain_warning(struct problems *problems,
                              const struct record_warning *warning)
{
    struct str line = warning->text;
    if (warning->path.n)
        line = str_format(problems->arena, "%.*s: %.*s", STR_ARG(warning->path),
                          STR_ARG(warning->text));
    put_warning(problems, "warning", warning, line);
}

static void put_failures(struct problems *problems,
                         const cantlie_session *session)
{
    const struct expr *const *exprs;
    size_t n = eval_failures(session->ev, &exprs);
    for (size_t i = 0; i < n; i++) {
        struct record_warning warning = {exprs[i]->text, STR(FAILURE_TEXT),
                                         session->finding->record->source};
        put_plain_warning(problems, &warning);
    }
}

static void put_keys(struct problems *problems, const struct reader *reader)
{
    const struct unknown_key *keys;
    size_t n = reader_unknown_keys(reader, &keys);
    for (size_t i = 0; i < n; i++) {
        const struct unknown_key *key = &keys[i];
        struct record_warning warning = {.path = key->path,
                                         .source = key->source};
        struct str line = str_format(
            problems->arena, "\"%.*s\" is no field%s%.*s%s", STR_ARG(key->path),
            key->nearest.n ? "; did you mean \"" : "", STR_ARG(key->nearest),
            key->nearest.n ? "\"?" : "");
        put_warning(problems, "key", &warning, line);
    }
}

static void put_more_errors(struct problems *problems,
                            const struct record *record)
{
    struct record_warning warning = {.source = record->source};
    if (!record->more_errors)
        return;
    warning.text =
        str_format(problems->arena, "%llu more errors are not listed",
                   (unsigned long long)record->more_errors);
    put_plain_warning(problems, &warning);
}

void problems_make(cantlie_session *session, struct result *result)
{
    const struct record *record = session->finding->record;
    struct problems problems = {.arena = session->arena};
    for (size_t i = 0; i < record->errors.n; i++)
        put_error(&problems, &record->errors.at[i]);
    for (size_t i = 0; i < record->warnings.n; i++)
        put_plain_warning(&problems, &record->warnings.at[i]);
    put_failures(&problems, session);
    put_keys(&problems, session->reader);
    put_more_errors(&problems, record);
    result->problems = problems.list.at;
    result->problem_count = problems.list.n;
}
