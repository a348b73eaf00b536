/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What conditions and terms mean: names to places, units brought together,
 * time against months, lists and their elements. Each line is a text and its
 * meaning (support/meaning.h says how that reads), or the message that
 * refuses it.
 */

#include "tests/unit/unit.h"

#include "tests/unit/support/meaning.h"

static const char vocabulary[] =
    "record patient\n"
    "  age: years, 0 to 120\n"
    "  ECOG: 0 to 5\n"
    "  KRAS: wild-type (\"wt\") | mutated\n"
    "  NRAS: wild-type | mutated\n"
    "  margin: R0 | R1\n"
    "  CEA: ug/L\n"
    "  dose: mg\n"
    "  weight: kg\n"
    "  remnant: %, 5 to 100\n"
    "  surgery: date\n"
    "  born: date\n"
    "  fit: yes/no\n"
    "  remark: text\n"
    "  illness: set of diabetes | cirrhosis | none-such\n"
    "  lesions: list of lesion, counted by how-many\n"
    "  how-many: number, 0 to 200\n"
    "  chemo: list of course by start\n"
    "record lesion\n"
    "  size: cm, 0 to 50\n"
    "  lobe: left | right\n"
    "record course\n"
    "  start: date\n"
    "  end: date\n"
    "  ongoing: yes/no\n"
    "  response: PR | SD | PD\n"
    "define age-of-disease: time since surgery\n"
    "define same-age: age-of-disease\n"
    "define doubled: age-of-disease + age-of-disease\n"
    "define duration of course: time from start to end\n"
    "define longest of course\n"
    "  when ongoing then time since start\n"
    "  otherwise time from start to end\n"
    "define reserve: good | poor\n"
    "  when remnant >= 30 % then good\n"
    "  otherwise poor\n"
    "define largest-size: largest size of lesions, or as stated dose / dose * "
    "30 mm\n"
    "define either-RAS\n"
    "  when fit then KRAS\n"
    "  otherwise mutated\n"
    "score risk\n"
    "  1 if fit\n"
    "  -2 if ECOG >= 2\n";

struct line {
    const char *text, *meaning;
};

static void check_lines(const struct line *lines, size_t n)
{
    const struct program *program = meaning_program(vocabulary);
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(
            strcmp(meaning_of(program, lines[i].text), lines[i].meaning) == 0,
            "%s\n  means %s\n  not   %s", lines[i].text,
            meaning_of(program, lines[i].text), lines[i].meaning);
    arena_free(program->arena);
}

#define CHECK_LINES(...)                                                       \
    do {                                                                       \
        static const struct line lines[] = {__VA_ARGS__};                      \
        check_lines(lines, sizeof lines / sizeof *lines);                      \
    } while (0)

START_TEST(choices)
    {
        CHECK_LINES(
            {"KRAS mutated", "(is KRAS mutated)"},
            {"kras is MUTATED", "(is KRAS mutated)"},
            {"KRAS is not mutated", "(not (is KRAS mutated))"},
            {"KRAS wild-type | mutated", "(is KRAS unknown)"}, /* any of both */
            {"KRAS = NRAS", "(same KRAS NRAS)"},
            {"KRAS != NRAS", "(not (same KRAS NRAS))"}, {"fit", "fit"},
            {"fit no", "(is fit no)"}, {"fit = yes", "(same fit yes)"},
            {"reserve poor", "(is reserve poor)"},
            {"either-RAS mutated", "(is either-RAS mutated)"},
            {"KRAS = margin", "these cannot be compared: KRAS is wild-type | "
                              "mutated, but margin is "
                              "R0 | R1"},
            {"KRAS wt", "\"wt\" is how data may write wild-type"});
    }
END_TEST

START_TEST(sets_and_texts)
    {
        CHECK_LINES({"illness includes diabetes | cirrhosis",
                     "(includes illness diabetes or cirrhosis)"},
                    {"illness none", "(set-none illness)"},
                    {"illness is not none", "(not (set-none illness))"},
                    {"remark is \"seen\"", "(is-text remark \"seen\")"},
                    {"remark != \"seen\"", "(not (is-text remark \"seen\"))"},
                    {"illness diabetes", "illness may hold several at once"});
    }
END_TEST

START_TEST(states)
    {
        CHECK_LINES({"KRAS is known", "(is-known KRAS)"},
                    {"KRAS is unknown", "(not (is-known KRAS))"},
                    {"KRAS is not unknown", "(is-known KRAS)"},
                    {"surgery is nothing", "(is-nothing surgery)"},
                    {"surgery is not nothing", "(not (is-nothing surgery))"},
                    {"lesions is known", "(is-known (count lesions@1))"},
                    {"chemo none", "(list-none chemo@1)"},
                    {"chemo is not none", "(not (list-none chemo@1))"});
    }
END_TEST

START_TEST(logic)
    {
        CHECK_LINES({"fit and (KRAS mutated or not fit)",
                     "(and fit (or (is KRAS mutated) (not fit)))"},
                    {"not unknown or no", "(or (not unknown) no)"},
                    {"unknown", "unknown"}, {"nothing", "nothing"},
                    {"unknown != unknown", "(not (same unknown unknown))"},
                    {"yes = unknown", "(same yes unknown)"},
                    {"fit and ECOG",
                     "ECOG is a whole number: alone it is no condition"},
                    {"KRAS or NRAS mutated", "KRAS alone is no condition"});
    }
END_TEST

START_TEST(units)
    {
        CHECK_LINES(
            {"CEA > 80 ug/L", "(compare > CEA 80 ug/L)"},
            {"CEA > 80 ng/mL", "(compare > CEA 80 ng/mL)"},
            {"dose >= 2 g", "(compare >= dose 2 g [1/1000])"},
            {"2 g < dose", "(compare < 2 g dose [1000/1])"},
            {"CEA between 5 and 80 ug/L", "(between CEA 5 ug/L 80 ug/L)"},
            {"age >= 18 months", "(compare >= age 18 months [12/1])"},
            {"CEA is 5 ug/L", "(compare = CEA 5 ug/L)"},
            {"CEA != 5 ug/L", "(not (compare = CEA 5 ug/L))"},
            {"1 = 2", "(compare = 1 2)"},
            {"remnant >= 0.3", "0.3 of what? remnant is in %"},
            {"dose > 5 cm",
             "these do not measure the same: dose is a number in mg, but 5 cm "
             "measures length"},
            {"time since surgery > age", "time since surgery is a number of "
                                         "days; months and years differ in "
                                         "length"},
            {"ECOG > 7", "ECOG is never 7: it goes from 0 to 5"},
            {"CEA between 80 and 5 ug/L",
             "between the lower and the higher: this can never hold"});
    }
END_TEST

START_TEST(arithmetic)
    {
        CHECK_LINES(
            {"dose + 1 g", "(arithmetic + dose 1 g [1000/1])"},
            {"dose / weight > 5 mg/kg",
             "(compare > (arithmetic / dose weight) 5 mg/kg)"},
            {"dose / dose > 2", "(compare > (arithmetic / dose dose) 2)"},
            {"-5", "-5"}, {"-(-5 cm)", "5 cm"}, {"-ECOG", "(negate ECOG)"},
            {"1 / unknown", "(arithmetic / 1 unknown)"},
            {"5 cm + unknown", "(arithmetic + 5 cm unknown)"},
            {"surgery + 3 weeks",
             "(add-days + surgery (convert 3 weeks [7/1]))"},
            {"surgery - 3 days", "(add-days - surgery 3 days)"},
            {"3 days + surgery", "(add-days + surgery 3 days)"},
            {"surgery + 2 years", "(add-months 24 surgery)"},
            {"surgery - 6 months", "(add-months -6 surgery)"},
            {"surgery + unknown", "(add-days + surgery unknown)"},
            {"round(dose, 1)", "(call 0 dose 1)"},
            {"max(dose, 1 g)", "(call 5 dose (convert 1 g [1000/1]))"},
            {"power(unknown, unknown)", "(call 10 unknown unknown)"},
            {"surgery - born", "two dates are not added or subtracted"},
            {"surgery + age",
             "months and years are added to a date as a written, whole number"},
            {"surgery + 3", "3 is no length of time"},
            {"sqrt(dose)",
             "sqrt takes a plain number here: dose is a number in mg"});
    }
END_TEST

START_TEST(time)
    {
        CHECK_LINES(
            {"time since surgery", "(since surgery)"},
            {"time from born to surgery > 6 weeks",
             "(compare > (from-to born surgery) 6 weeks [1/7])"},
            {"surgery less than 4 weeks ago",
             "(compare < (since surgery) 4 weeks [1/7])"},
            {"surgery less than 2 years ago",
             "(compare-months > 24 surgery today)"},
            {"surgery more than 2 years ago",
             "(compare-months < 24 surgery today)"},
            {"surgery at least 6 months ago",
             "(compare-months <= 6 surgery today)"},
            {"surgery at most 6 months ago",
             "(compare-months >= 6 surgery today)"},
            {"time since surgery >= 2 years",
             "(compare-months <= 24 surgery today)"},
            {"2 years > time since surgery",
             "(compare-months > 24 surgery today)"},
            {"time from born to surgery != 18 years",
             "(not (compare-months = 216 born surgery))"},
            {"time since surgery between 6 and 12 months",
             "(between-months 6-12 surgery today)"},
            {"age-of-disease < 1.5 years",
             "(compare-months > 18 surgery today)"},
            {"same-age < 2 years", "(compare-months > 24 surgery today)"},
            {"surgery > 2024-02-29", "(compare > surgery 2024-02-29)"},
            {"surgery <= today", "(compare <= surgery today)"});
    }
END_TEST

START_TEST(time_refused)
    {
        CHECK_LINES(
            {"doubled < 2 years",
             "doubled is a number of days; months and years differ in length"},
            {"any chemo has longest > 2 months",
             "longest is a number of days; months and years differ in length"},
            {"largest duration of chemo > 2 months",
             "largest duration of chemo is a number of days; months and years "
             "differ in length"},
            {"surgery less than 0.7 months ago",
             "0.7 months is not a whole number of months"},
            {"surgery > 2023-02-29", "there is no day 2023-02-29"},
            {"surgery less than 6 mo ago",
             "months and years are written as words"},
            {"surgery < 2 years", "these cannot be compared: surgery is a "
                                  "date, but 2 years is a length "
                                  "of time"});
    }
END_TEST

START_TEST(lists)
    {
        CHECK_LINES(
            {"count of lesions", "(count lesions@1)"},
            {"any lesion has size > 30 mm",
             "(any lesions@1 (compare > size@1 30 mm [10/1]))"},
            {"every lesions has not lobe left",
             "(every lesions@1 (not (is lobe@1 left)))"},
            {"no (lesions where lobe left) has size > 3 cm",
             "(no lesions@1 where (is lobe@1 left) (compare > size@1 3 cm))"},
            {"largest size of lesions > 5 cm",
             "(compare > (largest lesions@1 size@1) 5 cm)"},
            {"total (size * 2) of lesions",
             "(total lesions@1 (arithmetic * size@1 2))"},
            {"smallest start of chemo", "(smallest chemo@1 start@1)"},
            {"any lesion has (fit and any chemo has (ongoing and lobe left))",
             "(any lesions@1 (and fit (any chemo@2 (and ongoing@2 "
             "(is lobe@1 left)))))"},
            {"any lesion has any lesion has lobe left",
             "(any lesions@1 (any lesions@2 (is lobe@2 left)))"},
            {"count of CEA", "\"CEA\" is no list of the patient"},
            {"largest ECOG of lesions", "ECOG is the same for every lesion"},
            {"size > 3 cm",
             "size is a field of each lesion, not of the patient"},
            {"any lesion has size > 3 cm and lobe left",
             "does \"lobe\" mean the same lesion?"},
            {"lesions > 3", "lesions is a list and has no value by itself"});
    }
END_TEST

START_TEST(latest)
    {
        CHECK_LINES(
            {"response of latest chemo is PD",
             "(is (of + chemo@1 response@1) PD)"},
            {"ongoing of earliest (chemo where response PR)",
             "(of - chemo@1 where (is response@1 PR) ongoing@1)"},
            {"duration of latest course > 60 days",
             "(compare > (of + chemo@1 duration@1) 60 days)"},
            {"duration of latest chemo >= 2 months",
             "(is (of + chemo@1 (compare-months <= 2 start@1 end@1)) yes)"},
            {"any lesion has (fit and duration of latest chemo >= 2 months)",
             "(any lesions@1 (and fit (is (of + chemo@2 (frame@2 "
             "(compare-months <= 2 start@1 end@1))) yes)))"},
            {"size of latest lesions",
             "lesions has no date by which one is the latest"},
            {"latest chemo",
             "latest chemo is a whole course and has no value by itself"},
            {"fit of latest chemo",
             "fit is a field of the patient, not of each course"});
    }
END_TEST

START_TEST(scores_and_defines)
    {
        CHECK_LINES({"risk >= 1", "(compare >= risk 1)"},
                    {"risk > -2", "(compare > risk -2)"},
                    {"risk > 1.5", "risk is never 1.5: it goes from -2 to 1"},
                    {"largest-size > 5 cm", "(compare > largest-size 5 cm)"},
                    {"rsik > 1", "there is no field or definition \"rsik\""});
    }
END_TEST

static Suite *check_expressions_suite(void)
{
    Suite *s = suite_create("check expressions");
    UNIT_CASE(s, "choices", choices, sets_and_texts, states, logic);
    UNIT_CASE(s, "numbers", units, arithmetic);
    UNIT_CASE(s, "time", time, time_refused);
    UNIT_CASE(s, "lists", lists, latest, scores_and_defines);
    return s;
}

UNIT_MAIN(check_expressions_suite)
