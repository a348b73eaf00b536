/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What fields allow, and how values read: each line of these tests is what a
 * clinician sees.
 */

#include "tests/unit/unit.h"

#include "tests/unit/support/meaning.h"

static const char vocabulary[] =
    "record patient\n"
    "  fit: yes/no\n"
    "  MSI: MSS | MSI-L | MSI-H\n"
    "  illness: set of diabetes | cirrhosis | gout\n"
    "  size: cm, 0 to 50\n"
    "  weight: kg\n"
    "  ECOG: 0 to 5\n"
    "  n: number\n"
    "  day: date\n"
    "  remark: text\n"
    "  lesions: list of lesion\n"
    "record lesion\n"
    "  size: mm\n";

#define ONE DECIMAL_ONE

static const struct field *field(const struct program *program,
                                 const char *name)
{
    const struct record_type *patient = program->vocabulary->patient;
    return patient->fields[names_find(&patient->names, str_of(name))];
}

static void reads(const struct program *program, const char *name,
                  struct value value, const char *wanted)
{
    struct str text =
        value_print_text(program->arena, &field(program, name)->type, value);
    ck_assert_msg(str_equal(text, str_of(wanted)), "%.*s, not %s",
                  STR_ARG(text), wanted);
}

static void expects(const struct program *program, const char *name,
                    const char *wanted)
{
    struct str text = field_expected(program->arena, field(program, name));
    ck_assert_msg(str_equal(text, str_of(wanted)), "%.*s, not %s",
                  STR_ARG(text), wanted);
}

START_TEST(options)
    {
        const struct program *program = meaning_program(vocabulary);
        reads(program, "fit", value_options(OPTION_YES), "yes");
        reads(program, "fit", value_options(OPTION_NO), "no");
        reads(program, "fit", value_options(3), "unknown");
        reads(program, "MSI", value_options(4), "MSI-H");
        reads(program, "MSI", value_options(3), "MSS or MSI-L");
        reads(program, "MSI", value_options(7), "unknown");
        reads(program, "MSI", value_or_nothing(value_options(7)),
              "unknown or nothing");
        reads(program, "MSI", value_nothing(VALUE_OPTIONS), "nothing");
        arena_free(program->arena);
    }
END_TEST

START_TEST(sets_and_texts)
    {
        const struct program *program = meaning_program(vocabulary);
        reads(program, "illness", value_set(0, 0), "none");
        reads(program, "illness", value_set(3, 3), "diabetes and cirrhosis");
        reads(program, "illness", value_set(7, 7),
              "diabetes, cirrhosis and gout");
        reads(program, "illness", value_set(7, 0), "unknown");
        reads(program, "illness", value_set(6, 2), "cirrhosis, perhaps gout");
        reads(program, "illness", value_set(6, 0), "perhaps cirrhosis or gout");
        reads(program, "remark", value_text(STR("seen")), "seen");
        reads(program, "remark", value_any_text(), "unknown");
        arena_free(program->arena);
    }
END_TEST

START_TEST(numbers_and_dates)
    {
        const struct program *program = meaning_program(vocabulary);
        reads(program, "size", value_number(5 * ONE + ONE / 2), "5.5 cm");
        reads(program, "n", value_number(3 * ONE), "3");
        reads(program, "size", value_range(2 * ONE, false, 3 * ONE, false),
              "2 to 3 cm");
        reads(program, "size",
              value_range(2 * ONE, true, DECIMAL_ABOVE_ALL, true),
              "more than 2 cm");
        reads(program, "size", value_range(DECIMAL_BELOW_ALL, true, ONE, false),
              "at most 1 cm");
        reads(program, "size", value_range(ONE, false, 2 * ONE, true),
              "at least 1 and less than 2 cm");
        reads(program, "size", value_any_number(), "unknown");
        date first, last;
        ck_assert_int_eq(date_read(STR("2023-05"), &first, &last), DATE_MONTH);
        reads(program, "day", value_days(first, last), "2023-05");
        reads(program, "day", value_date(first), "2023-05-01");
        reads(program, "day", value_any_date(), "unknown");
        arena_free(program->arena);
    }
END_TEST

START_TEST(what_is_expected)
    {
        const struct program *program = meaning_program(vocabulary);
        expects(program, "fit", "yes or no");
        expects(program, "MSI", "MSS | MSI-L | MSI-H");
        expects(program, "illness",
                "none, or any of diabetes | cirrhosis | gout");
        expects(program, "size", "0 to 50 cm");
        expects(program, "weight", "a number in kg");
        expects(program, "ECOG", "0 to 5");
        expects(program, "n", "a number");
        expects(program, "day", "a date");
        expects(program, "remark", "a text");
        expects(program, "lesions", "a list of lesion");
        arena_free(program->arena);
    }
END_TEST

START_TEST(what_is_allowed)
    {
        const struct program *program = meaning_program(vocabulary);
        struct value size = field_any(field(program, "size"));
        ck_assert_int_eq(size.range.high, 50 * ONE);
        ck_assert(!size.high_open && !size.nothing);
        ck_assert_uint_eq(field_any(field(program, "MSI")).options, 7);
        ck_assert_uint_eq(field_any(field(program, "illness")).set.may, 7);
        ck_assert_uint_eq(field_any(field(program, "illness")).set.must, 0);
        ck_assert(!value_is_known(field_any(field(program, "remark"))));
        arena_free(program->arena);
    }
END_TEST

static Suite *vocabulary_suite(void)
{
    Suite *s = suite_create("vocabulary");
    UNIT_CASE(s, "values", options, sets_and_texts, numbers_and_dates);
    UNIT_CASE(s, "fields", what_is_expected, what_is_allowed);
    return s;
}

UNIT_MAIN(vocabulary_suite)
