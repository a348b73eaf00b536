/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Cases: a day, what is given (facts.c), what is expected (expectations.c).
 * Where the rules depend on the day, a case must name it: else it would pass
 * today and fail next year.
 */

#include "interp/check/checker.h"

static void take_as_of(struct checker *c, struct test_case *test,
                       const struct ast *node)
{
    const struct ast *day = node->kids[0];
    date last;
    test->has_as_of = true;
    if (!check_date(c, day, &test->as_of, &last) || test->as_of == last)
        return;
    struct diagnostic *d = diagnose(c->sink, DIAG_NO_SUCH_DATE, day->span,
                                    "\"as of\" takes a whole date");
    diagnostic_label(c->sink, d, "write %.*s-01", STR_ARG(day->text));
}

static void needs_as_of(struct checker *c, const struct ast *item)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_CASE_WITHOUT_DATE, item->kids[0]->span,
                 "the rules depend on the date, and this case names none");
    diagnostic_label(c->sink, d, "add below it: as of 2024-06-01");
}

static size_t count_expectations(const struct ast *item)
{
    size_t n = 0;
    for (uint32_t i = 1; i < item->n; i++)
        if (item->kids[i]->kind == AST_EXPECT)
            n += item->kids[i]->n;
    return n;
}

static void take_part(struct checker *c, struct test_case *test,
                      const struct ast *part)
{
    switch (part->kind) {
    case AST_AS_OF: take_as_of(c, test, part); break;
    case AST_GIVEN: check_given(c, part, test); break;
    case AST_GIVEN_RECORD: test->record_path = part->kids[0]->text; break;
    case AST_EXPECT:
        for (uint32_t i = 0; i < part->n; i++)
            check_expectation(c, part->kids[i], test);
        break;
    default: break; /* a part that did not parse */
    }
}

/* What is given comes before what is expected, however they stand. */
static void add_case(struct checker *c, const struct ast *item)
{
    struct test_case *test = &c->program->cases[c->program->case_count++];
    bool broken = false;
    test->title = item->kids[0]->text;
    test->span = item->kids[0]->span;
    test->expects =
        ARENA_ARRAY(c->arena, struct expectation, count_expectations(item));
    for (int expected = 0; expected < 2; expected++)
        for (uint32_t i = 1; i < item->n; i++) {
            broken = broken || item->kids[i]->kind == AST_BROKEN;
            if ((item->kids[i]->kind == AST_EXPECT) == expected)
                take_part(c, test, item->kids[i]);
        }
    if (!test->has_as_of && !broken && c->program->reads_today)
        needs_as_of(c, item);
}

static void count_case(struct checker *c, const struct ast *item)
{
    (void)item;
    c->program->case_count++;
}

static bool reads_dates(const struct checker *c)
{
    for (size_t r = 0; r < c->vocabulary->record_count; r++) {
        const struct record_type *record = c->vocabulary->records[r];
        for (size_t i = 0; i < record->field_count; i++)
            if (record->fields[i]->valid_for.set)
                return true;
    }
    return false;
}

void check_cases(struct checker *c)
{
    if (reads_dates(c))
        c->program->reads_today = true;
    check_each_item(c, AST_CASE, count_case);
    c->program->cases =
        ARENA_ARRAY(c->arena, struct test_case, c->program->case_count);
    c->program->case_count = 0;
    c->in_case = true;
    check_each_item(c, AST_CASE, add_case);
    c->in_case = false;
}
