/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rule sets that are large, deep or circular without end: the checker says so
 * once, in time that grows with their size, and never runs out of stack.
 */

#include "tests/unit/unit.h"

#include "grammar/limits.h"
#include "tests/unit/support/meaning.h"

static const char vocabulary[] = "record patient\n  a: yes/no\n  x: cm\n"
                                 "treatment t\n";

static struct loaded *load(struct arena *arena, const struct buf *text)
{
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    load_text(arena, STR("t.rules"), buf_view(text), loaded);
    return loaded;
}

/* Exactly one error, of the code. */
static void one_error(struct arena *arena, const struct buf *text,
                      enum diagnostic_code code)
{
    struct loaded *loaded = load(arena, text);
    ck_assert_uint_eq(loaded->diagnostics.errors, 1);
    ck_assert_int_eq(loaded->diagnostics.list.at[0].code, code);
    arena_free(arena);
}

static struct buf start(struct arena *arena)
{
    struct buf text = buf_on(arena);
    buf_text(&text, vocabulary);
    return text;
}

START_TEST(definitions_upwards)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        buf_text(&text, "define d0: a\n");
        for (int i = 1; i < 5000; i++)
            buf_format(&text, "define d%d: not d%d\n", i, i - 1);
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

START_TEST(definitions_downwards)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 5000; i > 0; i--)
            buf_format(&text, "define d%d: not d%d\n", i, i - 1);
        buf_text(&text, "define d0: a\n");
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

/* Few definitions, each of many operators: deep only together. */
START_TEST(definitions_of_deep_expressions)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        buf_text(&text, "define d0: a\n");
        for (int i = 1; i < 100; i++) {
            buf_format(&text, "define d%d: ", i);
            buf_repeat(&text, '(', 100);
            buf_format(&text, "not d%d", i - 1);
            buf_repeat(&text, ')', 100);
            buf_char(&text, '\n');
        }
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

/* The same, each needed before it stands: they wait for each other. */
START_TEST(deep_expressions_downwards)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 100; i > 0; i--) {
            buf_format(&text, "define d%d: ", i);
            buf_repeat(&text, '(', 100);
            buf_format(&text, "not d%d", i - 1);
            buf_repeat(&text, ')', 100);
            buf_char(&text, '\n');
        }
        buf_text(&text, "define d0: a\n");
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

/* Two of them are one message. */
START_TEST(deep_expressions_twice)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (char name = 'd'; name <= 'e'; name++) {
            buf_format(&text, "define %c0: a\n", name);
            for (int i = 1; i < 100; i++) {
                buf_format(&text, "define %c%d: ", name, i);
                buf_repeat(&text, '(', 100);
                buf_format(&text, "not %c%d", name, i - 1);
                buf_repeat(&text, ')', 100);
                buf_char(&text, '\n');
            }
        }
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

START_TEST(fields_upon_fields)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        buf_text(&text, "record patient\n  f0: yes/no\n");
        for (int i = 1; i < 3 * LIMIT_NESTING; i++)
            buf_format(&text, "  f%d: yes/no, if f%d yes\n", i, i - 1);
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

/* What is not kept is counted, and lends its count to no other message. */
START_TEST(more_messages_than_are_kept)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        int n = LIMIT_DIAGNOSTICS + 100;
        buf_text(&text, "record patient\n  g: 0 to 5\ntreatment t\n");
        for (int i = 0; i < n; i++)
            buf_format(&text, "q%d and q%d -> t\n", i, i);
        buf_text(&text, "g > 0.5 -> t\n");
        const struct diagnostics *sink = &load(arena, &text)->diagnostics;
        ck_assert_uint_eq(sink->errors, (size_t)n);
        ck_assert_uint_eq(sink->list.n, LIMIT_DIAGNOSTICS + sink->warnings);
        const struct diagnostic *fraction = NULL;
        for (size_t i = 0; i < sink->list.n; i++) {
            struct str label = sink->list.at[i].label;
            bool more = strstr(label.at, "(and 1 more in this file)") != NULL;
            bool unknown = sink->list.at[i].code == DIAG_UNKNOWN_NAME;
            ck_assert_int_eq(more, unknown);
            if (sink->list.at[i].code == DIAG_WHOLE_NUMBER)
                fraction = &sink->list.at[i];
        }
        ck_assert_ptr_nonnull(fraction);
        arena_free(arena);
    }
END_TEST

START_TEST(just_within_the_limit)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        buf_text(&text, "define d0: a\n");
        for (int i = 1; i < LIMIT_NESTING - 1; i++)
            buf_format(&text, "define d%d: not d%d\n", i, i - 1);
        buf_format(&text, "d%d -> t\n", LIMIT_NESTING - 2);
        ck_assert_uint_eq(load(arena, &text)->diagnostics.errors, 0);
        arena_free(arena);
    }
END_TEST

START_TEST(a_wide_circle)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 0; i < 400; i++)
            buf_format(&text, "define d%d: not d%d\n", i, (i + 1) % 400);
        buf_text(&text, "d0 -> t\n");
        one_error(arena, &text, DIAG_CIRCULAR_DEFINITION);
    }
END_TEST

START_TEST(overrides_upon_overrides)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 0; i < 3000; i++)
            buf_format(&text, "rule r%d: a -> t\n  overrides r%d\n", i, i + 1);
        buf_text(&text, "rule r3000: a -> t\n");
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

START_TEST(groups_within_groups)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 0; i < 3000; i++)
            buf_format(&text, "treatment g%d member of g%d\n", i, i + 1);
        buf_text(&text, "treatment g3000\n");
        one_error(arena, &text, DIAG_CHAIN_TOO_LONG);
    }
END_TEST

/* Each group in two groups above it: 2 to the 300 ways up. */
START_TEST(diamonds_of_groups)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 0; i < 300; i++)
            buf_format(&text,
                       "treatment p%d member of p%d, q%d\n"
                       "treatment q%d member of p%d, q%d\n",
                       i, i + 1, i + 1, i, i + 1, i + 1);
        buf_text(&text, "treatment p300\ntreatment q300\n"
                        "rule r: a -> avoid p300 except p0\n"
                        "rule s: x > 1 cm -> consider q0\n  overrides r\n");
        ck_assert_uint_eq(load(arena, &text)->diagnostics.errors, 0);
        arena_free(arena);
    }
END_TEST

/* Each definition twice the one below: 2 to the 60 terms if written out. */
START_TEST(doubling_definitions)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        buf_text(&text, "define d0: x\n");
        for (int i = 1; i < 60; i++)
            buf_format(&text, "define d%d: d%d + d%d\n", i, i - 1, i - 1);
        buf_text(&text, "d59 > 3 cm -> t\n");
        struct loaded *loaded = load(arena, &text);
        ck_assert_uint_eq(loaded->diagnostics.errors, 0);
        ck_assert_uint_lt(loaded->program->expr_count, 200);
        arena_free(arena);
    }
END_TEST

START_TEST(many_rules)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 0; i < 20000; i++)
            buf_format(&text,
                       "rule r%d\n  when a and x > %d.%d cm\n  then avoid t\n",
                       i, i / 10, i % 10);
        struct loaded *loaded = load(arena, &text);
        ck_assert_uint_eq(loaded->diagnostics.errors, 0);
        ck_assert_uint_eq(loaded->program->rule_count, 20000);
        arena_free(arena);
    }
END_TEST

START_TEST(a_long_chain_of_conditions)
    {
        struct arena *arena = arena_new();
        struct buf text = start(arena);
        for (int i = 0; i < 20000; i++)
            buf_format(&text, "%s x > %d cm\n", i ? "  and a and" : "a and", i);
        buf_text(&text, "  -> t\n");
        ck_assert_uint_eq(load(arena, &text)->diagnostics.errors, 0);
        arena_free(arena);
    }
END_TEST

static Suite *check_limits_suite(void)
{
    Suite *s = suite_create("check limits");
    UNIT_CASE(s, "deep", definitions_upwards, definitions_downwards,
              definitions_of_deep_expressions, deep_expressions_downwards,
              deep_expressions_twice, fields_upon_fields, just_within_the_limit,
              a_wide_circle, overrides_upon_overrides, groups_within_groups);
    UNIT_CASE(s, "wide", diamonds_of_groups, doubling_definitions, many_rules,
              a_long_chain_of_conditions, more_messages_than_are_kept);
    return s;
}

UNIT_MAIN(check_limits_suite)
