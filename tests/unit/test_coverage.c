/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What cases see, sides of thresholds, proposals, mutants: over a small rule
 * set of which everything can be counted by hand.
 */

#include "unit.h"

#include "interp/suite/mutate.h"
#include "interp/suite/propose.h"

#include <string.h>

static const char RULES[] =
    "record patient\n"
    "  ECOG:    0 to 5\n"
    "  KRAS:    wild-type | mutated\n"
    "  fit:     yes/no\n"
    "  surgery: date\n"
    "  lesions: list of lesion\n"
    "record lesion\n"
    "  size: cm, 0 to 50\n"
    "treatment LT\n"
    "treatment cetuximab\n"
    "treatment FOLFOX\n"
    "define large: any lesion has size > 5.5 cm\n"
    "rule a when KRAS wild-type or ECOG <= 1 or fit is known\n"
    "  then recommend cetuximab with FOLFOX\n"
    "rule b when large unless surgery less than 2 years ago\n"
    "  then avoid LT\n"
    "score risk\n"
    "  1 if large\n"
    "  1 if ECOG between 2 and 4\n";

static struct arena *arena, *scratch, *inner;
static struct loaded *loaded;
static const struct subjects *subjects;
static struct coverage *coverage;

/* The rules with these cases, which are run. */
static void run(const char *cases)
{
    arena = arena_new();
    scratch = arena_new();
    inner = arena_new();
    loaded = ARENA_NEW(arena, struct loaded);
    struct buf text = buf_on(arena);
    buf_text(&text, RULES);
    buf_text(&text, cases);
    load_text(arena, STR("t.rules"), buf_view(&text), loaded);
    ck_assert_uint_eq(loaded->diagnostics.errors, 0);
    subjects = subjects_of(arena, loaded->program);
    struct evaluator *ev = evaluator_new(arena, loaded->program);
    coverage = coverage_new(arena, subjects, ev);
    for (size_t i = 0; i < loaded->program->case_count; i++) {
        arena_clear(scratch);
        coverage_begin(coverage);
        struct case_result result =
            case_run(ev, &loaded->program->cases[i], scratch);
        coverage_end(coverage, result.finding);
    }
}

static void stop(void)
{
    arena_free(arena);
    arena_free(scratch);
    arena_free(inner);
}

static const struct expr *condition(const char *text)
{
    for (size_t i = 0; i < subjects->conditions.n; i++)
        if (str_equal(subjects->conditions.at[i]->text, str_of(text)))
            return subjects->conditions.at[i];
    ck_abort_msg("no condition %s", text);
}

static void seen(const char *text, uint32_t yes, uint32_t no, uint32_t unknown)
{
    const struct seen *found = &coverage->conditions[condition(text)->id];
    ck_assert_msg(found->yes == yes && found->no == no &&
                      found->unknown == unknown,
                  "%s: yes %u, no %u, unknown %u", text, found->yes, found->no,
                  found->unknown);
}

/* below, just below, on, just above, above */
static void sides(const char *text, bool second, const char *wanted)
{
    char found[SIDES + 1] = "";
    uint32_t first = subjects->first_boundary[condition(text)->id];
    const uint32_t *counts = coverage->boundaries[first - 1 + second];
    for (unsigned side = 0; side < SIDES; side++)
        found[side] = (char)('0' + counts[side]);
    ck_assert_str_eq(found, wanted);
}

static const char CASES[] =
    "case \"one\"\n  as of 2024-06-01\n"
    "  given ECOG 1, surgery 2022-06-01, lesions { size 5.6 cm } { }\n"
    "  expect risk 1, rule b applies\n"
    "case \"two\"\n  as of 2024-06-01\n"
    "  given ECOG 2, KRAS mutated, surgery 2022-06-02,\n"
    "        lesions { size 5.4 cm } { size 3 cm }, fit\n"
    "  expect recommend cetuximab with FOLFOX, rule b held, risk 1\n"
    "case \"three\"\n  as of 2024-06-01\n  given ECOG 5\n"
    "  expect LT undecided\n";

START_TEST(conditions_are_counted_in_three_values)
    {
        run(CASES);
        seen("KRAS wild-type", 0, 1, 2);
        seen("ECOG <= 1", 1, 2, 0);
        seen("fit is known", 1, 2, 0);
        seen("any lesion has size > 5.5 cm", 1, 1, 1);
        seen("size > 5.5 cm", 1, 1, 2); /* three: of the elements that an
                                           absent list may have */
        ck_assert(!condition_can_be_unknown(condition("fit is known")));
        stop();
    }
END_TEST

START_TEST(values_lie_beside_thresholds)
    {
        run(CASES);
        sides("ECOG <= 1", false, "00111");
        sides("ECOG between 2 and 4", false, "01101");
        sides("ECOG between 2 and 4", true, "20010");
        sides("size > 5.5 cm", false, "11010");
        sides("surgery less than 2 years ago", false, "01100");
        stop();
    }
END_TEST

START_TEST(conclusions_and_states_are_reached)
    {
        run(CASES);
        const struct program *program = loaded->program;
        ck_assert_uint_eq(coverage_conclusion(coverage, program->rules[0], 0),
                          2);
        ck_assert_uint_eq(coverage_conclusion(coverage, program->rules[1], 0),
                          1);
        ck_assert_uint_eq(coverage->rules[1].yes, 1);
        ck_assert_uint_eq(coverage->rules[1].no, 1);
        ck_assert_uint_eq(coverage->rules[1].unknown, 1);
        struct totals totals = coverage_totals(coverage);
        ck_assert_uint_eq(totals.points.all, 2);
        ck_assert_uint_eq(totals.conclusions.seen, 2);
        stop();
    }
END_TEST

/* Each case that is proposed was verified by running it; that it fills its
   hole is what is looked at here. */
START_TEST(every_hole_is_filled)
    {
        run("");
        struct proposer *proposer = proposer_new(arena, loaded, subjects);
        struct holes holes = holes_of(arena, coverage);
        struct buf cases = buf_on(arena);
        ck_assert_uint_gt(holes.n, 20);
        for (size_t i = 0; i < holes.n; i++) {
            arena_clear(scratch);
            struct str text = propose(proposer, &holes.at[i], scratch, inner);
            ck_assert_msg(text.n > 0, "%.*s: %.*s",
                          STR_ARG(holes.at[i].subject->name),
                          STR_ARG(hole_text(arena, &holes.at[i])));
            buf_str(&cases, text);
        }
        struct arena *first = arena, *second = scratch, *third = inner;
        buf_char(&cases, '\0');
        run(cases.at);
        ck_assert_uint_eq(holes_of(arena, coverage).n, 0);
        stop();
        arena_free(first);
        arena_free(second);
        arena_free(third);
    }
END_TEST

/* --- mutants -------------------------------------------------------------------- */

static enum mutant_fate fate_of(const char *what, const char *before,
                                const char *after)
{
    const struct mutants mutants = mutants_of(arena, loaded);
    size_t n = loaded->program->case_count;
    const struct test_case **tests = arena_array(arena, n, sizeof *tests);
    for (size_t i = 0; i < n; i++)
        tests[i] = &loaded->program->cases[i];
    struct mutation_runner *runner =
        mutation_runner_new(arena, inner, loaded, tests, n);
    for (size_t i = 0; i < mutants.n; i++) {
        const struct mutant *mutant = &mutants.at[i];
        if (strcmp(mutant->what, what) != 0 ||
            !str_equal(mutant->before, str_of(before)) ||
            !str_equal(mutant->after, str_of(after)))
            continue;
        arena_clear(scratch);
        struct mutant_result result =
            mutant_run(runner, mutant, scratch, inner);
        ck_assert(result.fate != MUTANT_SURVIVES || result.proposal.n);
        return result.fate;
    }
    ck_abort_msg("no mutant %s: %s", what, before);
}

START_TEST(mutants_are_noticed_or_not)
    {
        run(CASES);
        ck_assert_int_eq(
            fate_of("threshold moved", "size > 5.5 cm", "size > 5.6 cm"),
            MUTANT_NOTICED);
        ck_assert_int_eq(
            fate_of("threshold moved", "size > 5.5 cm", "size > 5.4 cm"),
            MUTANT_SURVIVES);
        ck_assert_int_eq(
            fate_of("comparison turned", "size > 5.5 cm", "size >= 5.5 cm"),
            MUTANT_SURVIVES);
        ck_assert_int_eq(fate_of("partner dropped", "FOLFOX", ""),
                         MUTANT_NOTICED);
        ck_assert_int_eq(
            fate_of("unless dropped", "surgery less than 2 years ago", ""),
            MUTANT_SURVIVES);
        ck_assert_int_eq(fate_of("verdict weakened", "avoid LT", "consider LT"),
                         MUTANT_SURVIVES);
        stop();
    }
END_TEST

/* The tree is never changed: the rules mean the same afterwards. */
START_TEST(mutants_leave_the_rules_alone)
    {
        run(CASES);
        const struct mutants mutants = mutants_of(arena, loaded);
        size_t valid = 0;
        ck_assert_uint_gt(mutants.n, 20);
        for (size_t i = 0; i < mutants.n; i++) {
            arena_clear(scratch);
            const struct program *program =
                mutant_program(scratch, loaded, &mutants.at[i]);
            valid += program != NULL;
            ck_assert(!program ||
                      strcmp(program->digest, loaded->program->digest) != 0);
        }
        ck_assert_uint_gt(valid, 20);
        struct diagnostics sink = diagnostics_on(arena);
        const struct program *again = check_program(
            arena, &loaded->sources, loaded->files.at, loaded->files.n, &sink);
        ck_assert_str_eq(again->digest, loaded->program->digest);
        stop();
    }
END_TEST

static Suite *coverage_suite(void)
{
    Suite *suite = suite_create("coverage");
    UNIT_CASE(suite, "coverage", conditions_are_counted_in_three_values,
              values_lie_beside_thresholds, conclusions_and_states_are_reached,
              every_hole_is_filled);
    UNIT_CASE(suite, "mutants", mutants_are_noticed_or_not,
              mutants_leave_the_rules_alone);
    return suite;
}

UNIT_MAIN(coverage_suite)
