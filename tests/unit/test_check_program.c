/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Whole programs: rules and tables with what silences them, groups, defines,
 * cases, equal conditions that are one object, and the digest.
 */

#include "tests/unit/unit.h"

#include "interp/check/named.h"
#include "tests/unit/support/meaning.h"

static const char vocabulary[] =
    "record patient\n"
    "  ECOG: 0 to 5\n"
    "  KRAS: wild-type (\"wt\") | mutated\n"
    "  MSI: MSS | MSI-L | MSI-H\n"
    "  CEA: ug/L, valid for 8 weeks, 0 to 1000 \"Antigen\" code loinc "
    "\"2039-6\"\n"
    "       named \"cea_value\"\n"
    "  primary: in-place | resected\n"
    "  surgery: date, if primary resected\n"
    "  fit: yes/no assume no\n"
    "  illness: set of diabetes | cirrhosis assume none\n"
    "  lesions: list of lesion, counted by how-many\n"
    "  how-many: number, 0 to 200\n"
    "  chemo: list of course by start\n"
    "record lesion\n"
    "  size: cm, 0 to 500 mm\n"
    "  lobe: left | right\n"
    "record course\n"
    "  start: date\n"
    "define high: CEA > 80 ug/L\n"
    "treatment A\n"
    "treatment B member of A\n"
    "treatment C member of A\n"
    "treatment D\n"
    "measure OS \"Overall survival\"\n"
    "source review \"A review\"\n"
    "evidence E1 from review INTRO 1 [2,3] \"One.\"\n"
    "evidence E2 \"Two.\"\n";

/* The vocabulary and more. */
static const struct program *with(const char *more)
{
    struct arena *arena = arena_new();
    struct str text = str_format(arena, "%s%s", vocabulary, more);
    const struct program *program = meaning_program(text.at);
    arena_free(arena);
    return program;
}

static void done(const struct program *program)
{
    arena_free(program->arena);
}

static const char *when_of(const struct program *program, size_t i)
{
    return meaning_dump(program->arena, program->rules[i]->when);
}

static const struct field *field(const struct program *program,
                                 const char *name)
{
    const struct record_type *patient = program->vocabulary->patient;
    return patient->fields[names_find(&patient->names, str_of(name))];
}

#define ck_assert_text(text, wanted)                                           \
    ck_assert_msg(str_equal((text), str_of(wanted)), "%.*s, not %s",           \
                  STR_ARG(text), wanted)

/* --- the vocabulary ------------------------------------------------------ */

START_TEST(a_table_is_no_rule)
    {
        const struct program *program = with("table t\n"
                                             "  | ECOG || then |\n"
                                             "  | 1    || A    |\n");
        ck_assert_ptr_null(program_rule(program, STR("t")));
        ck_assert_ptr_eq(program_rule(program, STR("T row 1")),
                         program->rules[0]);
        ck_assert_int_eq(named_find(program, STR("t")).kind, NAMED_TABLE);
        ck_assert_int_eq(named_find(program, STR("a")).kind, NAMED_TREATMENT);
        ck_assert_int_eq(named_find(program, STR("high")).kind, NAMED_DEFINE);
        ck_assert_int_eq(named_find(program, STR("fit")).kind, NAMED_FIELD);
        ck_assert_int_eq(named_find(program, STR("lobe")).kind, NAMED_NOTHING);
        ck_assert_text(
            named_nearest(program->arena, program, NAMED_ANY, STR("surgerie")),
            "surgery");
        done(program);
    }
END_TEST

START_TEST(fields)
    {
        const struct program *program = with("");
        const struct field *cea = field(program, "cea");
        ck_assert_text(cea->label, "Antigen");
        ck_assert_int_eq(cea->valid_for.days, 56);
        ck_assert_int_eq(cea->high, 1000 * DECIMAL_ONE);
        ck_assert_text(cea->codes[0].code, "2039-6");
        ck_assert_text(cea->named[0], "cea_value");
        const struct field *surgery = field(program, "surgery");
        ck_assert_ptr_eq(surgery->only_if, field(program, "primary"));
        ck_assert_uint_eq(surgery->only_if_options, 2);
        const struct field *lesions = field(program, "lesions");
        ck_assert_ptr_eq(lesions->counted_by, field(program, "how-many"));
        ck_assert_ptr_eq(field(program, "how-many")->counts, lesions);
        ck_assert(field(program, "how-many")->type.whole);
        ck_assert_text(field(program, "chemo")->by->name, "start");
        ck_assert(field(program, "fit")->has_assumed);
        ck_assert_uint_eq(field(program, "fit")->assumed.options, OPTION_NO);
        ck_assert_uint_eq(field(program, "illness")->assumed.set.may, 0);
        const struct field *size = lesions->type.element->fields[0];
        ck_assert_int_eq(size->high, 50 * DECIMAL_ONE);
        done(program);
    }
END_TEST

START_TEST(groups_and_evidence)
    {
        const struct program *program = with("");
        const struct treatment *a = program_treatment(program, STR("a"));
        ck_assert_uint_eq(a->member_count, 2);
        ck_assert_text(a->members[1]->name, "C");
        ck_assert_ptr_eq(a->members[0]->groups[0], a);
        ck_assert_text(program->evidence[0]->loci[0].refs, "2,3");
        ck_assert_text(program->evidence[0]->source->title, "A review");
        ck_assert_ptr_null(program->evidence[1]->source);
        done(program);
    }
END_TEST

/* --- rules --------------------------------------------------------------- */

START_TEST(unless_is_and_not)
    {
        const struct program *program = with(
            "rule R\n  when fit and ECOG <= 1\n  unless KRAS mutated or high\n"
            "  then recommend A except C with D\n  cites E2, E1\n");
        ck_assert_str_eq(
            when_of(program, 0),
            "(and fit (compare <= ECOG 1) (not (or (is KRAS mutated) "
            "high)))");
        ck_assert_text(program->rules[0]->when->text,
                       "fit and ECOG <= 1 and not (KRAS mutated or high)");
        const struct conclusion *advice = &program->rules[0]->conclusions[0];
        ck_assert_int_eq(advice->verb, VERB_RECOMMEND);
        ck_assert_text(advice->except.at[0]->name, "C");
        ck_assert_text(advice->partners[0].at[0]->name, "D");
        ck_assert_text(program->rules[0]->cites[0]->name, "E2");
        done(program);
    }
END_TEST

START_TEST(bare_rules)
    {
        const struct program *program =
            with("kras WILD_TYPE -> a\n"
                 "ECOG<=1 and fit -> B candidate\n");
        ck_assert_text(program->rules[0]->name, "KRAS wild-type -> A");
        ck_assert_int_eq(program->rules[0]->conclusions[0].verb,
                         VERB_RECOMMEND);
        ck_assert_text(program->rules[1]->name,
                       "ECOG <= 1 and fit -> B candidate");
        ck_assert_ptr_null(program_rule(program, STR("no such rule")));
        ck_assert_ptr_eq(program_rule(program, STR("kras wild-type -> a")),
                         program->rules[0]);
        done(program);
    }
END_TEST

START_TEST(equal_conditions_are_one)
    {
        const struct program *program =
            with("rule R\n  when (KRAS is mutated) and fit\n  then avoid A\n"
                 "rule S\n  when fit and kras mutated\n  then avoid B\n"
                 "table T\n  | KRAS | fit || then |\n  | mutated | yes || "
                 "avoid C |\n");
        const struct expr *mutated = program->rules[0]->when->kids[0];
        ck_assert_ptr_eq(mutated, program->rules[1]->when->kids[1]);
        ck_assert_ptr_eq(program->rules[2]->when, program->rules[0]->when);
        ck_assert_uint_lt(mutated->id, program->expr_count);
        done(program);
    }
END_TEST

START_TEST(depth_in_elements)
    {
        const struct program *program =
            with("any lesion has (size > 3 cm and ECOG > 1) -> A\n");
        const struct expr *any = program->rules[0]->when;
        ck_assert_uint_eq(any->deepest, 0);
        ck_assert_uint_eq(any->kids[0]->deepest, 1);
        ck_assert_uint_eq(any->kids[0]->kids[1]->deepest, 0);
        ck_assert_uint_eq(program->deepest_level, 1);
        done(program);
    }
END_TEST

START_TEST(tables)
    {
        const struct program *program =
            with("table T \"Label\"\n"
                 "  | high | KRAS      | MSI          | CEA       | lesions || "
                 "then |\n"
                 "  | no   | wild-type | MSS or MSI-L | > 5 ug/L  | none    || "
                 "avoid A |\n"
                 "  | yes  | -         | not MSI-H    | 3 to 5 ug/L | -     || "
                 "avoid B |\n"
                 "  | -    | -         | -            | -         | -       || "
                 "avoid C |\n"
                 "  cites E1\n");
        ck_assert_str_eq(
            when_of(program, 0),
            "(and (not high) (is KRAS wild-type) (is MSI MSS or MSI-L) "
            "(compare > CEA 5 ug/L) (list-none lesions@1))");
        ck_assert_text(
            program->rules[0]->when->text,
            "not high and KRAS wild-type and MSI MSS | MSI-L and CEA > 5 "
            "ug/L and lesions none");
        ck_assert_str_eq(when_of(program, 1),
                         "(and high (not (is MSI MSI-H)) (between CEA 3 ug/L 5 "
                         "ug/L))");
        ck_assert_str_eq(when_of(program, 2), "yes");
        ck_assert_text(program->rules[2]->name, "T row 3");
        ck_assert_ptr_eq(program->rules[2]->previous_row, program->rules[1]);
        ck_assert_text(program->rules[2]->cites[0]->name, "E1");
        done(program);
    }
END_TEST

START_TEST(overrides_of_tables)
    {
        const struct program *program =
            with("rule R\n  when fit\n  then avoid A\n  overrides T\n"
                 "table T\n  | KRAS || then |\n  | mutated || avoid A |\n"
                 "  | wild-type || consider A |\n  overrides S\n"
                 "rule S\n  when high\n  then recommend B\n");
        ck_assert_uint_eq(program->rules[1]->overridden_by_count, 1);
        ck_assert_uint_eq(program->rules[2]->overridden_by_count, 1);
        ck_assert_ptr_eq(program->rules[2]->overridden_by[0],
                         program->rules[0]);
        ck_assert_uint_eq(program->rules[3]->overridden_by_count, 2);
        ck_assert_ptr_eq(program->rules[3]->overridden_by[1],
                         program->rules[2]);
        done(program);
    }
END_TEST

START_TEST(conclusions)
    {
        const struct program *program =
            with("rule R\n  when fit\n"
                 "  then recommend B or C in trial \"X\",\n"
                 "       delay D until 5 weeks after surgery,\n"
                 "       monitor response every 2 months since surgery,\n"
                 "       order MSI, prognosis adverse for A \"bad\",\n"
                 "       outcome OS for A at 5 years 47 to 60 % against < 20 % "
                 "\"then\",\n"
                 "       note \"Seen.\"\n");
        const struct conclusion *c = program->rules[0]->conclusions;
        ck_assert_uint_eq(program->rules[0]->conclusion_count, 7);
        ck_assert_uint_eq(c[0].treatments.n, 2);
        ck_assert_text(c[0].trial, "X");
        ck_assert_int_eq(c[1].period.days, 35);
        ck_assert_int_eq(c[2].period.months, 2);
        ck_assert_text(c[3].field->name, "MSI");
        ck_assert(c[4].adverse);
        ck_assert_text(c[5].at, "5 years");
        ck_assert_int_eq(c[5].amount.range.range.high, 60 * DECIMAL_ONE);
        ck_assert_text(c[5].amount.type.unit.code, "%");
        ck_assert_int_eq(c[5].against.range.range.low, DECIMAL_BELOW_ALL);
        ck_assert_text(c[6].comment, "Seen.");
        ck_assert(program->reads_today);
        done(program);
    }
END_TEST

START_TEST(outcomes_belong_to_one_treatment)
    {
        const struct program *program =
            with("rule R\n  when fit\n  then recommend B, outcome OS 9 months\n"
                 "rule S\n  when high\n  then outcome OS > 9 months\n");
        ck_assert_text(program->rules[0]->conclusions[1].subject->name, "B");
        ck_assert_ptr_null(program->rules[1]->conclusions[0].subject);
        done(program);
    }
END_TEST

/* --- cases --------------------------------------------------------------- */

START_TEST(given_facts)
    {
        const struct program *program = with(
            "fit -> A\ncase \"one\"\n  as of 2024-06-01\n"
            "  given KRAS mutated, MSI not MSI-H, CEA < 0.005 mg/L on "
            "2024-05,\n"
            "        not fit, illness diabetes | cirrhosis, surgery 2023, "
            "chemo none,\n"
            "        lesions { size 30 mm } { lobe left, size 1 to 2 cm }\n"
            "  expect nothing else\n");
        const struct test_case *test = &program->cases[0];
        ck_assert_uint_eq(test->given_count, 9);
        ck_assert_uint_eq(test->given[1].value.options, 3);
        ck_assert_int_eq(test->given[2].value.range.high, 5 * DECIMAL_ONE);
        ck_assert(test->given[2].value.high_open);
        ck_assert_int_eq(test->given[2].value.range.low, 0);
        ck_assert(test->given[2].dated);
        ck_assert_int_eq(test->given[2].last - test->given[2].first, 30);
        ck_assert_uint_eq(test->given[3].value.options, OPTION_NO);
        ck_assert_uint_eq(test->given[4].value.set.must, 3);
        ck_assert_int_eq(test->given[5].value.range.high -
                             test->given[5].value.range.low,
                         364);
        ck_assert_uint_eq(test->given[7].element, 2);
        ck_assert_uint_eq(test->list_count, 2);
        ck_assert_uint_eq(test->lists[0].n, 0);
        ck_assert_uint_eq(test->lists[1].n, 2);
        done(program);
    }
END_TEST

static const char *test_of(const struct program *program, size_t i)
{
    return meaning_dump(program->arena, program->cases[0].expects[i].test);
}

START_TEST(expectations)
    {
        const struct program *program = with(
            "fit -> A\n"
            "table T\n  | KRAS || then |\n  | mutated || avoid A |\n"
            "  | wild-type || consider A |\n"
            "score S\n  1 if fit\n  1 if high\n"
            "case \"one\"\n  as of 2024-06-01\n"
            "  given lesions { size 1 cm }\n"
            "  expect A undecided needing KRAS and size of lesion 1,\n"
            "         rule \"fit -> A\" applies, rule T row 2 held, rule T "
            "held,\n"
            "         S 1 to 2, KRAS not mutated, not high, CEA is unknown,\n"
            "         lesions 1, delay A until 2024-07-01\n");
        const struct expectation *e = program->cases[0].expects;
        ck_assert_uint_eq(e[0].need_count, 2);
        ck_assert_uint_eq(e[0].needs[1].element, 1);
        ck_assert_ptr_eq(e[1].rules[0], program->rules[0]);
        ck_assert_uint_eq(e[2].rule_count, 1);
        ck_assert_uint_eq(e[3].rule_count, 2);
        ck_assert_str_eq(test_of(program, 4),
                         "(and (compare >= S 1) (compare <= S 2))");
        ck_assert_str_eq(test_of(program, 5), "(not (is KRAS mutated))");
        ck_assert(e[5].negated);
        ck_assert_str_eq(test_of(program, 6), "(is high no)");
        ck_assert_str_eq(test_of(program, 7), "(not (is-known CEA))");
        ck_assert_int_eq(e[8].expected.range.low, DECIMAL_ONE);
        ck_assert_text(e[9].treatment->name, "A");
        done(program);
    }
END_TEST

static const struct test_case *facts(const struct program *program,
                                     const char *text)
{
    struct sources sources = *program->sources;
    struct diagnostics sink = diagnostics_on(program->arena);
    struct parse parse = {
        .arena = program->arena, .sources = &sources, .sink = &sink};
    int file = sources_add(&sources, STR("facts"), str_of(text));
    const struct ast *given = parse_source(&parse, file, PARSE_FACTS);
    ck_assert_ptr_nonnull(given);
    return check_facts(program->arena, program, given, &sink);
}

START_TEST(facts_alone)
    {
        const struct program *program = with("");
        const struct test_case *test =
            facts(program, "CEA 90 ug/L, lesions none");
        ck_assert_uint_eq(test->given_count, 1);
        ck_assert_uint_eq(test->list_count, 1);
        ck_assert_ptr_null(facts(program, "CEA 90"));
        ck_assert_ptr_null(facts(program, "high"));
        done(program);
    }
END_TEST

/* --- the digest ---------------------------------------------------------- */

static void assert_digest(const char *a, const char *b, bool same)
{
    const struct program *one = with(a), *other = with(b);
    ck_assert_uint_eq(strlen(one->digest), 71);
    ck_assert_msg((strcmp(one->digest, other->digest) == 0) == same,
                  "the digests of these are %s:\n%s\n%s",
                  same ? "not the same" : "the same", a, b);
    done(one);
    done(other);
}

START_TEST(digest)
    {
        assert_digest("rule R\n  when fit\n  then avoid A\n",
                      "rule  R when   fit # note\n\n  then avoid a # ...\n",
                      true);
        assert_digest("kras Mutated -> A\n", "KRAS mutated -> A\n", true);
        assert_digest("fit -> A\n",
                      "fit -> A\ncase \"x\"\n  as of 2024-01-01\n  given fit\n"
                      "  expect recommend A\n",
                      true);
        assert_digest("ECOG > 1 -> A\n", "ECOG >= 1 -> A\n", false);
        assert_digest("fit -> A\nhigh -> B\n", "high -> B\nfit -> A\n", false);
    }
END_TEST

/* --- order --------------------------------------------------------------- */

START_TEST(order_is_free)
    {
        struct arena *arena = arena_new();
        const char *messages = meaning_messages(
            arena,
            "rule R\n  when a\n  then avoid T\n  overrides S\n"
            "define a: b\ndefine b: c\nrule S\n  when c\n  then consider T\n"
            "treatment T member of G\ntreatment G\n"
            "record patient\n  c: yes/no\n");
        ck_assert_str_eq(messages, "");
        arena_free(arena);
    }
END_TEST

/* --- one cause, one message ----------------------------------------------- */

static void messages(const char *text, size_t n)
{
    struct arena *arena = arena_new();
    const char *all = meaning_messages(arena, text);
    size_t found = 0;
    for (const char *at = all; (at = strstr(at, ": error: ")); at++)
        found++;
    ck_assert_msg(found == n, "%zu errors, not %zu:\n%s", found, n, all);
    arena_free(arena);
}

START_TEST(broken_fields_are_silent)
    {
        messages(
            "record patient\n  a: yes/no\n  b: boolean\n  c: list of nobody\n"
            "treatment t\ndefine d: b and a\ndefine e: d or a\n"
            "rule r\n  when e and b\n  then avoid t\n"
            "rule s\n  when any c has x > 3 cm and count of c > 3\n"
            "  then consider t\n",
            2);
    }
END_TEST

START_TEST(broken_items_are_silent)
    {
        messages("record patient\n  a: yes/no\ntreatment t\n"
                 "define d: a and and a\n"
                 "rule r\n  when d\n  then avoid t\n  overrides s\n"
                 "rule s\n  when is\n  then avoid t\n"
                 "case \"c\"\n  given a\n  expect rule s applies, d\n",
                 2);
    }
END_TEST

START_TEST(one_message_for_one_name)
    {
        messages("record patient\n  a: yes/no\ntreatment t\n"
                 "x -> t\nx and a -> t\nnot x -> t\n"
                 "a -> u\nx -> u\n",
                 2);
    }
END_TEST

START_TEST(a_failed_definition_is_silent)
    {
        messages("record patient\n  a: cm\ntreatment t\n"
                 "define d: a > 3\ndefine e: d\ndefine f: e and d\n"
                 "score s\n  1 if f\n"
                 "rule r\n  when s >= 1 and f\n  then avoid t\n",
                 1);
    }
END_TEST

static Suite *check_program_suite(void)
{
    Suite *s = suite_create("check program");
    UNIT_CASE(s, "vocabulary", fields, groups_and_evidence);
    UNIT_CASE(s, "rules", unless_is_and_not, bare_rules,
              equal_conditions_are_one, depth_in_elements, tables,
              overrides_of_tables, conclusions,
              outcomes_belong_to_one_treatment);
    UNIT_CASE(s, "cases", given_facts, expectations, facts_alone);
    UNIT_CASE(s, "whole", digest, order_is_free, a_table_is_no_rule);
    UNIT_CASE(s, "one cause", broken_fields_are_silent, broken_items_are_silent,
              one_message_for_one_name, a_failed_definition_is_silent);
    return s;
}

UNIT_MAIN(check_program_suite)
