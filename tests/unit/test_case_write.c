/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Cases written from patients: over examples/cohort, every case that is
 * written parses, checks, and passes when it is run with the rules that it
 * came from.
 */

#include "unit.h"

#include "interp/check/load.h"
#include "interp/records/reader.h"
#include "interp/suite/case_write.h"
#include "interp/suite/suite.h"

#include <stdio.h>

static void fail_with(struct arena *arena, const struct sources *sources,
                      const struct diagnostics *sink, struct str text)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < sink->list.n; i++)
        if (diagnostic_severity(sink->list.at[i].code) == SEVERITY_ERROR)
            diagnostic_render(&out, sources, &sink->list.at[i]);
    ck_abort_msg("%.*s\n%.*s", STR_ARG(buf_view(&out)), STR_ARG(text));
}

/* The rules once more, with the case behind them. */
static const struct program *with_case(struct loaded *loaded, struct str text,
                                       struct arena *arena)
{
    size_t files = loaded->files.n;
    struct diagnostics *sink = ARENA_NEW(arena, struct diagnostics);
    *sink = diagnostics_on(arena);
    struct parse parse = {.arena = arena,
                          .sources = &loaded->sources,
                          .sink = sink,
                          .next_id = loaded->next_node_id};
    int file = sources_add(&loaded->sources, STR("case"), text);
    struct ast **trees = ARENA_ARRAY(arena, struct ast *, files + 1);
    for (size_t i = 0; i < files; i++)
        trees[i] = loaded->files.at[i];
    trees[files] = parse_source(&parse, file, PARSE_FILE);
    const struct program *program =
        check_program(arena, &loaded->sources, trees, files + 1, sink);
    if (sink->errors)
        fail_with(arena, &loaded->sources, sink, text);
    return program;
}

static void passes(struct loaded *loaded, struct record *record,
                   struct arena *arena)
{
    struct evaluator *ev = evaluator_new(arena, loaded->program);
    const struct finding *finding = find(ev, record, arena);
    struct case_draft draft =
        case_write(finding, STR("a patient of the cohort"), arena);
    const struct program *program = with_case(loaded, draft.text, arena);
    const struct test_case *test = &program->cases[program->case_count - 1];
    struct case_result result =
        case_run(evaluator_new(arena, program), test, arena);
    if (draft.left_out_count || case_passed(&result))
        return;
    ck_abort_msg("%.*s: expected %.*s, found %.*s\n%.*s", STR_ARG(record->id),
                 STR_ARG(result.unmet[0].expected),
                 STR_ARG(result.unmet[0].found), STR_ARG(draft.text));
}

START_TEST(a_case_of_each_patient_passes)
    {
        struct arena *arena = arena_new(), *work = arena_new();
        struct loaded *loaded = ARENA_NEW(arena, struct loaded);
        const char *path = "rules";
        struct record *record;
        struct input_error error;
        struct reader_options options = {0};
        load_rules(arena, &path, 1, loaded);
        options.vocabulary = loaded->program->vocabulary;
        date_from_ymd(2024, 6, 1, &options.today);
        struct reader *reader = reader_open(
            arena, "examples/cohort/patients.ndjson", &options, &error);
        ck_assert_ptr_nonnull(reader);
        while (reader_next(reader, work, &record, &error) == READER_RECORD) {
            size_t files = loaded->sources.files.n;
            uint32_t end = loaded->sources.end;
            if (record->readable)
                passes(loaded, record, work);
            loaded->sources.files.n = files;
            loaded->sources.end = end;
            arena_clear(work);
        }
        reader_close(reader);
        arena_free(work);
        arena_free(arena);
    }
END_TEST

static Suite *case_write_suite(void)
{
    Suite *suite = suite_create("case-write");
    UNIT_CASE(suite, "cohort", a_case_of_each_patient_passes);
    return suite;
}

UNIT_MAIN(case_write_suite)
