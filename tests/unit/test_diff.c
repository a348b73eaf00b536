/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a change of the rules is called, and what is no change: pairs of rule
 * sets on one vocabulary.
 */

#include "tests/unit/unit.h"

#include "interp/suite/diff.h"
#include "tests/unit/support/meaning.h"

#include <stdio.h>

static const char common[] = "record patient\n"
                             "  ECOG: 0 to 5\n"
                             "  KRAS: wild-type | mutated\n"
                             "  NRAS: wild-type | mutated\n"
                             "  CEA: ug/L, 0 to 1000\n"
                             "  surgery: date\n"
                             "  lesions: list of lesion\n"
                             "record lesion\n"
                             "  size: cm, 0 to 50\n"
                             "  lobe: left | right\n"
                             "treatment A\n"
                             "treatment B\n"
                             "treatment G\n"
                             "measure OS\n";

/* "rule R: needs ...; rule S: ..." */
static const char *changes(const char *before, const char *after)
{
    static char text[4000];
    char old_text[4000], new_text[4000];
    snprintf(old_text, sizeof old_text, "%s%s", common, before);
    snprintf(new_text, sizeof new_text, "%s%s", common, after);
    const struct program *a = meaning_program(old_text);
    const struct program *b = meaning_program(new_text);
    struct arena *arena = arena_new();
    struct diff *diff = diff_programs(arena, a, b);
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < diff->items.n; i++) {
        const struct diff_item *item = &diff->items.at[i];
        buf_format(&out, "%s%s %.*s", i ? "; " : "", diff_of_name(item->of),
                   STR_ARG(item->name));
        if (item->kind != DIFF_CHANGED)
            buf_format(&out, " %s", diff_kind_name(item->kind));
        for (size_t j = 0; j < item->clauses.n; j++)
            buf_format(&out, "%s %.*s", j ? "," : ":",
                       STR_ARG(item->clauses.at[j].words));
    }
    snprintf(text, sizeof text, "%.*s", STR_ARG(buf_view(&out)));
    arena_free(arena);
    arena_free(a->arena);
    arena_free(b->arena);
    return text;
}

#define R "rule R\n  when "
#define T "\n  then "
#define PAIR(old_rules, new_rules, words)                                      \
    ck_assert_str_eq(changes(old_rules, new_rules), words)

START_TEST(layout_and_order_are_no_change)
    {
        PAIR(R "ECOG <= 1 and KRAS mutated" T "A",
             R "KRAS is mutated  # now\n    and ECOG <= 1" T "recommend A", "");
        PAIR(R "any lesion has size > 3 cm" T "A",
             R "any lesion has size > 30 mm" T "A", "");
        PAIR(R "CEA > 80 ug/L" T "A\n"
               "rule S when ECOG = 1 then B\n",
             "rule S when ECOG = 1 then B\n" R "80 ug/L < CEA" T "A", "");
        PAIR("case \"one\"\n  given ECOG 1\n  expect no verdict on A\n", "",
             "");
    }
END_TEST

START_TEST(conditions_are_said)
    {
        PAIR(R "ECOG <= 1" T "A", R "ECOG <= 2" T "A",
             "rule R: needs ECOG <= 2, was 1");
        PAIR(R "ECOG <= 1" T "A", R "ECOG < 1" T "A",
             "rule R: needs ECOG < 1, was <= 1");
        PAIR(R "ECOG <= 1" T "A", R "ECOG <= 1 and KRAS mutated" T "A",
             "rule R: now also needs KRAS mutated");
        PAIR(R "ECOG <= 1 and KRAS mutated" T "A", R "ECOG <= 1" T "A",
             "rule R: no longer needs KRAS mutated");
        PAIR(R "ECOG <= 1" T "A", R "ECOG <= 1\n  unless KRAS mutated" T "A",
             "rule R: now also held if KRAS mutated");
        PAIR(R "KRAS mutated or NRAS mutated" T "A", R "KRAS mutated" T "A",
             "rule R: needs KRAS mutated, was KRAS mutated or NRAS mutated");
        PAIR(R "surgery less than 2 years ago" T "A",
             R "surgery less than 3 years ago" T "A",
             "rule R: needs surgery less than 3 years ago, was "
             "2 years ago");
    }
END_TEST

START_TEST(conclusions_are_said)
    {
        PAIR(R "ECOG = 1" T "A", R "ECOG = 1" T "consider A",
             "rule R: weaker: consider A, was recommend");
        PAIR(R "ECOG = 1" T "avoid A", R "ECOG = 1" T "contraindicate A",
             "rule R: stronger: contraindicate A, was avoid");
        PAIR(R "ECOG = 1" T "A", R "ECOG = 1" T "avoid A",
             "rule R: turned: avoid A, was recommend");
        PAIR(R "ECOG = 1" T "A", R "ECOG = 1" T "B",
             "rule R: concludes B, was A");
        PAIR(R "ECOG = 1" T "A", R "ECOG = 1" T "recommend A, note \"Look.\"",
             "rule R: now also concludes note \"Look.\"");
    }
END_TEST

START_TEST(rules_come_go_and_are_renamed)
    {
        PAIR("", R "ECOG = 1" T "A", "rule R added: if ECOG = 1: A");
        PAIR(R "ECOG = 1" T "A", "", "rule R removed: if ECOG = 1: A");
        PAIR(R "ECOG = 1" T "A", "rule S when ECOG = 1 then A",
             "rule S renamed: was called R");
        PAIR("ECOG <= 1 -> A\n", "ECOG <= 2 -> A\n",
             "rule ECOG <= 2 -> A: needs ECOG <= 2, was 1");
        PAIR(R "ECOG = 1" T "A\n"
               "rule S when ECOG = 2 then avoid A",
             R "ECOG = 1" T "A\n"
               "rule S when ECOG = 2 then avoid A\n  overrides R",
             "rule R: is now silenced by S");
        PAIR(R "ECOG = 1" T "A", R "ECOG = 1" T "A\n  because \"It works.\"",
             "rule R: because: \"It works.\"");
    }
END_TEST

START_TEST(rows_are_lined_up)
    {
        static const char *const old_table = "table t\n"
                                             "  | ECOG | KRAS || then |\n"
                                             "  | 1 | mutated || A |\n"
                                             "  | 2 | - || B |\n";
        PAIR(old_table,
             "table t\n  | ECOG | KRAS || then |\n  | 0 | - || avoid A |\n"
             "  | 1 | mutated || A |\n  | 2 | - || B |\n",
             "rule t row 1 added: if ECOG = 0: avoid A");
        PAIR(old_table,
             "table t\n  | ECOG | KRAS || then |\n"
             "  | 1 | mutated || A |\n  | 3 | - || B |\n",
             "rule t row 2: needs ECOG = 3, was 2");
    }
END_TEST

START_TEST(definitions_and_scores_are_said)
    {
        PAIR("define d: KRAS mutated or NRAS mutated\n" R "d" T "A",
             "define d: KRAS mutated or NRAS mutated or CEA > 80 ug/L\n" R "d" T
             "A",
             "define d: now also if CEA > 80 ug/L");
        PAIR("score s\n  1 if ECOG > 1\n  1 if CEA > 80 ug/L\n",
             "score s\n  2 if ECOG > 1\n  1 if CEA > 90 ug/L\n",
             "score s: 2 if ECOG > 1, was 1, 1 if CEA > 90 ug/L, was 80 ug/L");
    }
END_TEST

START_TEST(the_vocabulary_is_said)
    {
        const struct program *a = meaning_program(
            "record patient\n  T: T1 | T2\n  age: years, 0 to 120\n  x: text\n"
            "treatment A\ntreatment B\n");
        const struct program *b = meaning_program(
            "record patient\n  T: T1 | T3\n  age: years, 0 to 110\n  y: text\n"
            "treatment A member of B\ntreatment B\n");
        static const char *const expected[] = {"can now be T3",
                                               "can no longer be T2",
                                               "range 0 to 110, was 0 to 120",
                                               "text",
                                               "text",
                                               "is now a member of B"};
        struct arena *arena = arena_new();
        struct diff *diff = diff_programs(arena, a, b);
        size_t n = 0;
        for (size_t i = 0; i < diff->items.n; i++)
            for (size_t j = 0; j < diff->items.at[i].clauses.n; j++)
                ck_assert_msg(str_equal(diff->items.at[i].clauses.at[j].words,
                                        str_of(expected[n++])),
                              "%.*s",
                              STR_ARG(diff->items.at[i].clauses.at[j].words));
        ck_assert_uint_eq(n, 6);
        arena_free(arena);
        arena_free(a->arena);
        arena_free(b->arena);
    }
END_TEST

static Suite *diff_suite(void)
{
    Suite *s = suite_create("diff");
    UNIT_CASE(s, "rules", layout_and_order_are_no_change, conditions_are_said,
              conclusions_are_said, rules_come_go_and_are_renamed,
              rows_are_lined_up, definitions_and_scores_are_said,
              the_vocabulary_is_said);
    return s;
}

UNIT_MAIN(diff_suite)
