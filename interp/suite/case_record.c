/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From the facts of a case to a record. The checker has made values of them
 * already, so they are put straight into their places; everything after that
 * (dates, conditions, counts, assumptions) is record_settle's, as for a
 * record from a file.
 */

#include "interp/records/reader.h"
#include "interp/suite/suite.h"

/* The folder of the file that the case stands in, with its slash. */
static struct str folder_of(const struct program *program, struct span span)
{
    const struct source *source = sources_of(program->sources, span);
    size_t n = source ? source->path.n : 0;
    while (n && source->path.at[n - 1] != '/')
        n--;
    return (struct str){source ? source->path.at : "", n};
}

static date day_of(const struct test_case *test)
{
    return test->has_as_of ? test->as_of : DATE_LAST;
}

static struct str trouble_of(struct arena *arena,
                             const struct input_error *error)
{
    return str_format(arena, "%.*s: %.*s", STR_ARG(error->path),
                      STR_ARG(error->message));
}

/* The one patient of a reader; closes it. */
static struct record *only_record(struct reader *reader, struct arena *arena,
                                  struct str path, struct str *trouble)
{
    struct input_error error = {0};
    struct record *record = NULL, *second = NULL;
    enum reader_state state = reader_next(reader, arena, &record, &error);
    if (state == READER_FAILED)
        *trouble = trouble_of(arena, &error);
    else if (state == READER_END)
        *trouble = str_format(arena, "%.*s holds no patient", STR_ARG(path));
    else if (reader_next(reader, arena, &second, &error) == READER_RECORD)
        *trouble = str_format(arena, "%.*s holds more than one patient",
                              STR_ARG(path));
    reader_close(reader);
    return trouble->n ? NULL : record;
}

static struct record *record_of_file(const struct program *program,
                                     const struct test_case *test,
                                     struct arena *arena, struct str *trouble)
{
    struct str folder = test->record_path.at[0] == '/'
                            ? STR("")
                            : folder_of(program, test->span);
    struct str path = str_format(arena, "%.*s%.*s", STR_ARG(folder),
                                 STR_ARG(test->record_path));
    struct reader_options options = {.vocabulary = program->vocabulary,
                                     .today = day_of(test),
                                     .mappings = &program->mappings};
    struct input_error error = {0};
    struct reader *reader = reader_open(arena, path.at, &options, &error);
    if (reader)
        return only_record(reader, arena, path, trouble);
    *trouble = trouble_of(arena, &error);
    return NULL;
}

/* ---- facts that stand in the case --------------------------------------- */

static void put_value(struct fact *fact, const struct given *given)
{
    fact->value = fact->told = given->value;
    fact->flags |= FACT_GIVEN;
    if (given->explicit_unknown)
        fact->flags |= FACT_EXPLICIT;
    fact->dated = given->dated;
    fact->first = given->first;
    fact->last = given->last;
}

static void put_list(struct record *record, const struct given_list *given)
{
    const struct field *field = given->list;
    struct list *list = &record->lists[field->list];
    list->given = true;
    list->n = list->fewest = list->most = given->n;
    list->elements = ARENA_ARRAY(record->arena, struct element, given->n);
    for (uint32_t i = 0; i < given->n; i++)
        list->elements[i] = element_new(record->arena, field->type.element);
    record->facts[field->index].flags |= FACT_GIVEN;
}

static struct fact *place_of(struct record *record, const struct given *given)
{
    if (!given->list)
        return &record->facts[given->field->index];
    struct list *list = &record->lists[given->list->list];
    return &list->elements[given->element - 1].facts[given->field->index];
}

static struct record *record_of_facts(const struct program *program,
                                      const struct test_case *test,
                                      struct arena *arena)
{
    struct record *record =
        record_new(arena, program->vocabulary, day_of(test));
    record->id = test->title;
    record->source = test->title;
    for (size_t i = 0; i < test->list_count; i++)
        put_list(record, &test->lists[i]);
    for (size_t i = 0; i < test->given_count; i++)
        put_value(place_of(record, &test->given[i]), &test->given[i]);
    record_settle(record);
    return record;
}

struct record *case_record(const struct program *program,
                           const struct test_case *test, struct arena *arena,
                           struct str *trouble)
{
    *trouble = STR("");
    if (!test->record_path.n)
        return record_of_facts(program, test, arena);
    if (test->given_count || test->list_count) {
        *trouble = STR("a case takes its patient from a file or from facts, "
                       "not from both");
        return NULL;
    }
    struct record *record = record_of_file(program, test, arena, trouble);
    if (record && !record->readable) {
        *trouble = str_format(arena, "%.*s: no record could be read",
                              STR_ARG(test->record_path));
        return NULL;
    }
    return record;
}
