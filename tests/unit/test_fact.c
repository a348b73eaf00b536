/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a file may say about one field, and what it then means: every shape of
 * language.md section 6, on the vocabulary of support/by_hand.h, as of
 * 2024-06-01.
 */

#include "unit.h"

#include "support/by_hand.h"
#include "support/dump.h"

#include <string.h>

static struct arena *arena;
static struct vocabulary *vocabulary;

static void set_up(void)
{
    arena = arena_new();
    vocabulary = vocabulary_by_hand(arena);
}

static void tear_down(void)
{
    arena_free(arena);
}

struct saying {
    const char *json;  /* the members of the object */
    const char *means; /* the dump */
};

static struct str object(const char *members)
{
    return str_format(arena, "{%s}", members);
}

static void check_all(const struct saying *sayings, size_t n)
{
    set_up();
    for (size_t i = 0; i < n; i++) {
        const char *json = object(sayings[i].json).at;
        struct str found = dump_json(arena, vocabulary, json);
        ck_assert_msg(str_equal(found, str_of(sayings[i].means)),
                      "%s\nwanted\n%sfound\n%.*s", json, sayings[i].means,
                      STR_ARG(found));
    }
    tear_down();
}

#define CHECK_ALL(sayings)                                                     \
    check_all(sayings, sizeof(sayings) / sizeof *(sayings))

START_TEST(numbers)
    {
        static const struct saying sayings[] = {
            {"\"height\": 180", "height 180\n"},
            {"\"height\": 1.8e2", "height 180\n"},
            {"\"height\": \"180\"", "height 180\n"},
            {"\"height\": \" 180 cm \"", "height 180\n"},
            {"\"height\": \"1.8 m\"", "height 180\n"},
            {"\"height\": \"1800mm\"", "height 180\n"},
            {"\"height\": \"1800\xC2\xA0mm\"", "height 180\n"},
            {"\"height\": 0", "height 0\n"},
            {"\"height\": 300", "height 300\n"},
            {"\"height\": \"<50\"", "height [0 50)\n"},
            {"\"height\": \"<= 50 mm\"", "height [0 5]\n"},
            {"\"height\": \">250\"", "height (250 300]\n"},
            {"\"height\": \">=1 m\"", "height [100 300]\n"},
            {"\"height\": \"\xE2\x89\xA5 100\"", "height [100 300]\n"},
            {"\"CEA\": \"80 ng/mL\"", "CEA 80 undated\n"},
            {"\"CEA\": \"80 NG/ML\"", "CEA 80 undated\n"},
            {"\"CEA\": \"80 \xC2\xB5g/L\"", "CEA 80 undated\n"},
            {"\"CEA\": \">1000 ug/L\"", "CEA (1000 1000000] undated\n"},
            {"\"CEA\": {\"value\": 0.08, \"unit\": \"mg/L\"}",
             "CEA 80 undated\n"},
            {"\"remnant\": 30", "remnant 30\n"},
            {"\"remnant\": \"30 %\"", "remnant 30\n"},
            {"\"age\": 61", "age 61\n"},
            {"\"age\": \"61 years\"", "age 61\n"},
            {"\"age\": \"732 months\"", "age 61\n"},
            {"\"height\": {\"value\": \"1.8 m\", \"unit\": \"m\"}",
             "height 180\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(numbers_refused)
    {
        static const struct saying sayings[] = {
            {"\"height\": 300.1",
             "height any refused\n! value height \"300.1\" t:1\n"},
            {"\"height\": -1",
             "height any refused\n! value height \"-1\" t:1\n"},
            {"\"height\": \">300\"",
             "height any refused\n! value height \">300\" t:1\n"},
            {"\"height\": \"5,5 cm\"",
             "height any refused\n! value height \"5,5 cm\" t:1\n"},
            {"\"height\": \"tall\"",
             "height any refused\n! value height \"tall\" t:1\n"},
            {"\"height\": \"180 kg\"",
             "height any refused\n! value height \"180 kg\" t:1\n"},
            {"\"height\": \"180 foos\"",
             "height any refused\n! value height \"180 foos\" t:1\n"},
            {"\"height\": {\"value\": 180, \"unit\": \"ug/L\"}",
             "height any refused\n! value height \"180 ug/L\" t:1\n"},
            {"\"height\": {\"value\": \"180 cm\", \"unit\": \"mm\"}",
             "height any refused\n! value height \"180 cm mm\" t:1\n"},
            {"\"height\": true",
             "height any refused\n! value height \"true\" t:1\n"},
            {"\"height\": \"NaN\"",
             "height any refused\n! value height \"NaN\" t:1\n"},
            {"\"height\": \"<\"",
             "height any refused\n! value height \"<\" t:1\n"},
            {"\"height\": \"--5\"",
             "height any refused\n! value height \"--5\" t:1\n"},
            {"\"CEA\": 1e300", "CEA any refused\n! value CEA \"1e300\" t:1\n"},
            {"\"CEA\": 99999999999999999999",
             "CEA any refused\n! value CEA \"99999999999999999999\" t:1\n"},
            {"\"height\": {\"not\": 5}",
             "height any refused\n! value height \"not 5\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(whole_numbers)
    {
        static const struct saying sayings[] = {
            {"\"ECOG\": 2", "ECOG 2\n"},
            {"\"ECOG\": 2.0", "ECOG 2\n"},
            {"\"ECOG\": \"2\"", "ECOG 2\n"},
            {"\"ECOG\": \">1\"", "ECOG [2 5]\n"},
            {"\"ECOG\": \"<2.5\"", "ECOG [0 2]\n"},
            {"\"ECOG\": {\"any\": [1, 2]}", "ECOG [1 2]\n"},
            {"\"ECOG\": 1.5", "ECOG any refused\n! value ECOG \"1.5\" t:1\n"},
            {"\"ECOG\": \">5\"", "ECOG any refused\n! value ECOG \">5\" t:1\n"},
            {"\"ECOG\": {\"low\": 1.1, \"high\": 1.9}",
             "ECOG any refused\n! value ECOG \"from 1.1 to 1.9\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(intervals)
    {
        static const struct saying sayings[] = {
            {"\"height\": {\"low\": 3, \"high\": 5}", "height [3 5]\n"},
            {"\"height\": {\"value\": {\"low\": 4, \"high\": 5}, \"unit\": "
             "\"m\"}",
             "height any refused\n! value height \"from 4 to 5 m\" t:1\n"},
            {"\"height\": {\"unit\": \"m\", \"value\": {\"low\": 1, \"high\": "
             "2}}",
             "height [100 200]\n"},
            {"\"height\": {\"low\": 1, \"high\": \"2 m\"}", "height [1 200]\n"},
            {"\"height\": {\"low\": 3, \"above\": true}", "height (3 300]\n"},
            {"\"height\": {\"high\": 3, \"below\": true}", "height [0 3)\n"},
            {"\"height\": {\"high\": 3, \"below\": false}", "height [0 3]\n"},
            {"\"height\": {\"low\": -5, \"high\": 3}", "height [0 3]\n"},
            {"\"height\": {\"low\": 3, \"high\": 3}", "height 3\n"},
            {"\"height\": {\"low\": 3, \"high\": 3, \"above\": true}",
             "height any refused\n! value height \"above 3 to 3\" t:1\n"},
            {"\"height\": {\"low\": 5, \"high\": 3}",
             "height any refused\n! value height \"from 5 to 3\" t:1\n"},
            {"\"height\": {\"low\": 301}",
             "height any refused\n! value height \"from 301\" t:1\n"},
            {"\"height\": {\"above\": true}",
             "height any refused\n! value height \"{\"above\": true}\" t:1\n"},
            {"\"height\": {\"any\": [3, \"5 mm\"]}", "height [0.5 3]\n"},
            {"\"height\": {\"any\": [3, 301]}",
             "height any refused\n! value height \"3, 301\" t:1\n"},
            {"\"ECOG\": {\"any\": [1, 1.5]}",
             "ECOG any refused\n! value ECOG \"1, 1.5\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(rounding_is_not_silent)
    {
        static const struct saying sayings[] = {
            {"\"height\": 1.000000005",
             "height 1.00000001\n"
             "~ height 1.000000005: rounded to 8 decimal places\n"},
            {"\"height\": 1.00000001", "height 1.00000001\n"},
            {"\"age\": \"100 months\"",
             "age 8.33333333\n~ age 100 months: rounded to 8 decimal places\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(options)
    {
        static const struct saying sayings[] = {
            {"\"KRAS\": \"wild-type\"", "KRAS wild-type\n"},
            {"\"KRAS\": \"Wild Type\"", "KRAS wild-type\n"},
            {"\"KRAS\": \"wild_type\"", "KRAS wild-type\n"},
            {"\"KRAS\": \" WT \"", "KRAS wild-type\n"},
            {"\"KRAS\": \"mutated-gene\"", "KRAS mutated\n"},
            {"\"KRAS\": \"Mutated  gene\"", "KRAS mutated\n"},
            {"\"kras\": \"mut\"", "KRAS mutated\n"},
            {"\"kras-status\": \"mut\"", "KRAS mutated\n"},
            {"\"primary\": \"In situ\"", "primary in-place\n"},
            {"\"MSI\": {\"not\": \"MSS\"}", "MSI MSI-L|MSI-H\n"},
            {"\"MSI\": {\"not\": [\"MSS\", \"MSI-L\"]}", "MSI MSI-H\n"},
            {"\"MSI\": {\"any\": [\"MSS\", \"MSI-L\"]}", "MSI MSS|MSI-L\n"},
            {"\"MSI\": {\"value\": {\"any\": [\"MSS\", \"MSI-L\"]}}",
             "MSI MSS|MSI-L\n"},
            {"\"MSI\": {\"value\": \"MSS\"}", "MSI MSS\n"},
            {"\"KRAS\": \"mutatd\"",
             "KRAS any refused\n! value KRAS \"mutatd\" t:1\n"},
            {"\"KRAS\": true", "KRAS any refused\n! value KRAS \"true\" t:1\n"},
            {"\"KRAS\": 1", "KRAS any refused\n! value KRAS \"1\" t:1\n"},
            {"\"MSI\": {\"any\": []}",
             "MSI any refused\n! value MSI \"\" t:1\n"},
            {"\"MSI\": {\"any\": [\"MSS\", \"MSX\"]}",
             "MSI any refused\n! value MSI \"MSS, MSX\" t:1\n"},
            {"\"MSI\": {\"not\": [\"MSS\", \"MSI-L\", \"MSI-H\"]}",
             "MSI any refused\n! value MSI \"not MSS, MSI-L, MSI-H\" t:1\n"},
            {"\"MSI\": {\"has\": [\"MSS\"]}",
             "MSI any refused\n! value MSI \"{\"has\": [\"MSS\"]}\" t:1\n"},
            {"\"MSI\": {\"value\": \"MSS\", \"unit\": \"cm\"}",
             "MSI any refused\n! value MSI \"MSS cm\" t:1\n"},
            {"\"MSI\": {}", "MSI any refused\n! value MSI \"{}\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(yes_and_no)
    {
        static const struct saying sayings[] = {
            {"\"resectable\": true", "resectable yes\n"},
            {"\"resectable\": false", "resectable no\n"},
            {"\"resectable\": \"Yes\"", "resectable yes\n"},
            {"\"resectable\": \"no\"", "resectable no\n"},
            {"\"resectable\": \"TRUE\"", "resectable yes\n"},
            {"\"resectable\": {\"not\": true}", "resectable no\n"},
            {"\"resectable\": {\"any\": [\"yes\", \"no\"]}",
             "resectable any\n"},
            {"\"resectable\": 1",
             "resectable any refused\n! value resectable \"1\" t:1\n"},
            {"\"resectable\": 0",
             "resectable any refused\n! value resectable \"0\" t:1\n"},
            {"\"resectable\": \"y\"",
             "resectable any refused\n! value resectable \"y\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(sets)
    {
        static const struct saying sayings[] = {
            {"\"comorbidities\": [\"diabetes\", \"heart failure\"]",
             "comorbidities diabetes heart-failure\n"},
            {"\"comorbidities\": []", "comorbidities none\n"},
            {"\"comorbidities\": \"none\"", "comorbidities none\n"},
            {"\"comorbidities\": {\"has\": [\"diabetes\"]}",
             "comorbidities diabetes ?heart-failure ?cirrhosis\n"},
            {"\"comorbidities\": {\"lacks\": \"diabetes\"}",
             "comorbidities ?heart-failure ?cirrhosis\n"},
            {"\"comorbidities\": {\"has\": [\"diabetes\"], \"lacks\": "
             "[\"cirrhosis\"]}",
             "comorbidities diabetes ?heart-failure\n"},
            {"\"comorbidities\": {\"value\": [\"diabetes\"], \"date\": "
             "\"2024\"}",
             "comorbidities diabetes 2024\n"},
            {"\"comorbidities\": {\"value\": {\"has\": [\"diabetes\"]}}",
             "comorbidities diabetes ?heart-failure ?cirrhosis\n"},
            {"\"comorbidities\": {\"not\": \"diabetes\"}",
             "comorbidities ?heart-failure ?cirrhosis\n"},
            {"\"comorbidities\": \"diabetes\"",
             "comorbidities any refused\n! value comorbidities \"diabetes\" "
             "t:1\n"},
            {"\"comorbidities\": [\"diabetes\", \"gout\"]",
             "comorbidities any refused\n"
             "! value comorbidities \"diabetes, gout\" t:1\n"},
            {"\"comorbidities\": {\"any\": [\"diabetes\"]}",
             "comorbidities any refused\n"
             "! value comorbidities \"{\"any\": [\"diabetes\"]}\" t:1\n"},
            {"\"comorbidities\": {\"has\": [\"cirrhosis\"], \"lacks\": "
             "[\"cirrhosis\"]}",
             "comorbidities any refused\n"
             "! value comorbidities \"has cirrhosis; lacks cirrhosis\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(dates)
    {
        static const struct saying sayings[] = {
            {"\"birth\": \"2023-05-14\"", "birth 2023-05-14\n"},
            {"\"birth\": \"2023-05\"", "birth 2023-05\n"},
            {"\"birth\": \"2023\"", "birth 2023\n"},
            {"\"birth\": 2023", "birth 2023\n"},
            {"\"birth\": {\"low\": \"2023-05\", \"high\": \"2023-06\"}",
             "birth 2023-05-01 to 2023-06-30\n"},
            {"\"birth\": {\"low\": \"2023-05-01\", \"above\": true,"
             " \"high\": \"2023-05-04\", \"below\": true}",
             "birth 2023-05-02 to 2023-05-03\n"},
            {"\"birth\": {\"any\": [\"2023-05-01\", \"2023-05-03\"]}",
             "birth 2023-05-01 to 2023-05-03\n"},
            {"\"birth\": \"2023-02-30\"",
             "birth any refused\n! value birth \"2023-02-30\" t:1\n"},
            {"\"birth\": \"1799\"",
             "birth any refused\n! value birth \"1799\" t:1\n"},
            {"\"birth\": \"01.06.2024\"",
             "birth any refused\n! value birth \"01.06.2024\" t:1\n"},
            {"\"birth\": \"2023-05-14T10:00:00\"",
             "birth any refused\n! value birth \"2023-05-14T10:00:00\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(unknown_in_so_many_words)
    {
        static const struct saying sayings[] = {
            {"\"KRAS\": null", "KRAS any explicit\n"},
            {"\"KRAS\": \"\"", "KRAS any explicit\n"},
            {"\"KRAS\": \"Unknown\"", "KRAS any explicit\n"},
            {"\"KRAS\": \"NA\"", "KRAS any explicit\n"},
            {"\"height\": \"unknown\"", "height any explicit\n"},
            {"\"birth\": \"  \"", "birth any explicit\n"},
            {"\"comorbidities\": null", "comorbidities any explicit\n"},
            {"\"KRAS\": {\"value\": null, \"date\": \"2024-05-01\"}",
             "KRAS any explicit 2024-05-01\n"},
            {"\"KRAS\": []", "KRAS any explicit\n"},
            {"\"smoker\": null", "smoker any explicit\n"},
            {"\"lesions\": null", "lesions 0 of 0..200 absent explicit\n"},
            {"\"lesions\": \"NA\"", "lesions 0 of 0..200 absent explicit\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(texts)
    {
        static const struct saying sayings[] = {
            {"\"note\": \"a \\\"b\\\" \\u00e9\"", "note a \"b\" \xC3\xA9\n"},
            {"\"note\": 12.50", "note 12.50\n"},
            {"\"note\": true", "note any refused\n! value note \"true\" t:1\n"},
            {"\"note\": [{\"value\": 1}, {\"value\": 2, \"x\": 1}]",
             "note any\n"},
            {"\"note\": [1, 2]",
             "note any refused\n! value note \"[1, 2]\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(whole_shape)
    {
        static const struct saying sayings[] = {
            {"\"CEA\": {\"value\": 80, \"unit\": \"ng/mL\", \"date\": "
             "\"2024-05-01\","
             " \"source\": \"lab 7\"}",
             "CEA 80 2024-05-01 <lab 7>\n"},
            {"\"CEA\": {\"date\": \"2024-05-01\", \"unit\": \"ng/mL\", "
             "\"value\": \">80\"}",
             "CEA (80 1000000] 2024-05-01\n"},
            {"\"CEA\": {\"value\": 80, \"date\": \"2024-05-33\"}",
             "CEA any refused\n! value CEA \"2024-05-33\" t:1\n"},
            {"\"CEA\": {\"value\": 80, \"date\": null}", "CEA 80 undated\n"},
            {"\"CEA\": {\"value\": 80, \"units\": \"ug/L\"}",
             "CEA any refused\n"
             "! value CEA \"{\"value\": 80, \"units\": \"ug/L\"}\" t:1\n"},
            {"\"CEA\": {\"value\": 80, \"laboratory\": [7, {}]}",
             "CEA 80 undated\n"},
            {"\"CEA\": {\"value\": 80, \"value\": 80}",
             "CEA any refused\n! value CEA \"{\"value\": 80, \"value\": 80}\" "
             "t:1\n"},
            {"\"CEA\": {\"value\": 80, \"low\": 3}",
             "CEA any refused\n! value CEA \"{\"value\": 80, \"low\": 3}\" "
             "t:1\n"},
            {"\"CEA\": {\"value\": {\"value\": 80}}",
             "CEA any refused\n! value CEA \"{\"value\": 80}\" t:1\n"},
            {"\"CEA\": {\"unit\": \"ug/L\"}",
             "CEA any refused\n! value CEA \"{\"unit\": \"ug/L\"}\" t:1\n"},
            {"\"CEA\": {\"value\": [80]}",
             "CEA any refused\n! value CEA \"[80]\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(the_latest_counts)
    {
        static const struct saying sayings[] = {
            {"\"CEA\": [{\"value\": 8, \"date\": \"2024-05-01\"},"
             " {\"value\": 9, \"date\": \"2024-05-02\"}]",
             "CEA 9 2024-05-02\n"},
            {"\"CEA\": [{\"value\": 9, \"date\": \"2024-05-02\"},"
             " {\"value\": 8, \"date\": \"2024-05-01\"}]",
             "CEA 9 2024-05-02\n"},
            {"\"CEA\": [{\"value\": 8, \"date\": \"2024-05-02\"},"
             " {\"value\": 9, \"date\": \"2024-05-02\"}]",
             "CEA [8 9] 2024-05-02\n"},
            {"\"CEA\": [{\"value\": 9, \"date\": \"2024-05-02\"},"
             " {\"value\": 9, \"date\": \"2024-05-02\"}]",
             "CEA 9 2024-05-02\n"},
            /* A partial date may be the latest. */
            {"\"KRAS\": [{\"value\": \"wt\", \"date\": \"2024-05\"},"
             " {\"value\": \"mut\", \"date\": \"2024-05-02\"}]",
             "KRAS any 2024-05\n"},
            {"\"MSI\": [{\"value\": \"MSS\", \"date\": \"2024-05\"},"
             " {\"value\": \"MSI-H\", \"date\": \"2024-06-01\"}]",
             "MSI MSI-H 2024-06-01\n"},
            /* Undated counts as today's. */
            {"\"MSI\": [{\"value\": \"MSS\"},"
             " {\"value\": \"MSI-H\", \"date\": \"2024-05-31\"}]",
             "MSI MSS\n"},
            {"\"MSI\": [{\"value\": \"MSS\"}, {\"value\": \"MSI-H\"}]",
             "MSI MSS|MSI-H\n"},
            {"\"MSI\": [{\"not\": \"MSS\"}]", "MSI MSI-L|MSI-H\n"},
            /* Not a series, not a choice of values: refused. */
            {"\"MSI\": [\"MSS\", \"MSI-H\"]",
             "MSI any refused\n! value MSI \"[\"MSS\", \"MSI-H\"]\" t:1\n"},
            {"\"MSI\": [\"MSS\"]",
             "MSI any refused\n! value MSI \"[\"MSS\"]\" t:1\n"},
            /* What is refused is unknown on its date. */
            {"\"MSI\": [{\"value\": \"MSX\", \"date\": \"2024-05-01\"},"
             " {\"value\": \"MSS\", \"date\": \"2024-05-02\"}]",
             "MSI MSS 2024-05-02\n! value MSI \"MSX\" t:1\n"},
            {"\"MSI\": [{\"value\": \"MSX\", \"date\": \"2024-05-03\"},"
             " {\"value\": \"MSS\", \"date\": \"2024-05-02\"}]",
             "MSI any refused 2024-05-03\n! value MSI \"MSX\" t:1\n"},
            {"\"MSI\": [{\"value\": \"MSI-H\", \"date\": \"May\"},"
             " {\"value\": \"MSS\", \"date\": \"2024-05-02\"}]",
             "MSI any refused 2024-05-02\n! value MSI \"May\" t:1\n"},
            /* Unknown on the latest date is unknown. */
            {"\"MSI\": [{\"value\": null, \"date\": \"2024-05-03\"},"
             " {\"value\": \"MSS\", \"date\": \"2024-05-02\"}]",
             "MSI any explicit 2024-05-03\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(twice)
    {
        static const struct saying sayings[] = {
            {"\"KRAS\": \"wt\", \"kras\": \"mut\"",
             "KRAS any refused\n! value KRAS \"mut\" t:1\n"},
            {"\"KRAS\": \"wt\", \"kras_status\": \"wild type\"",
             "KRAS wild-type\n! value KRAS \"wild type\" t:1\n"},
            {"\"KRAS\": null, \"KRAS\": \"wt\"",
             "KRAS any refused\n! value KRAS \"wt\" t:1\n"},
            {"\"lesions\": [], \"lesions\": []",
             "lesions 0 of 0..200 absent refused\n"
             "! value lesions \"given twice\" t:1\n"},
        };
        CHECK_ALL(sayings);
    }
END_TEST

START_TEST(what_was_expected)
    {
        static const struct {
            const char *json, *expected;
        } all[] = {
            {"\"KRAS\": \"mutatd\"", "wild-type | mutated"},
            {"\"birth\": \"2023-02-30\"", "(no such date)"},
            {"\"birth\": \"1.1.23\"", "(written 2023-05-14, 2023-05 or 2023)"},
            {"\"height\": \"5 foos\"", "(there is no unit \"foos\""},
            {"\"height\": \"5 kg\"", "(kg is a unit of mass)"},
            {"\"height\": \"5,5 cm\"", "(decimals stand behind a point)"},
            {"\"ECOG\": 1.5", "(a whole number)"},
            {"\"height\": 1e99", "(the number is beyond what can be held)"},
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-02-30\"}",
             "a date of the fact (no such date)"},
            {"\"MSI\": {\"any\": [\"MSS\", \"MSX\"]}",
             "(\"MSX\" is none of them)"},
            {"\"lesions\": 5", "a list of lesion"},
            {"\"lesions\": [5]", "a lesion: an object"},
            {"\"KRAS\": \"wt\", \"KRAS\": \"mut\"", "the field stands twice"},
        };
        set_up();
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
            struct str expected =
                expected_of_json(arena, vocabulary, object(all[i].json).at);
            const char *text = str_copy(arena, expected).at;
            ck_assert_msg(strstr(text, all[i].expected), "%s: %s", all[i].json,
                          text);
        }
        tear_down();
    }
END_TEST

START_TEST(long_values_are_cut)
    {
        set_up();
        struct buf json = buf_on(arena);
        buf_text(&json, "{\"KRAS\": \"a");
        for (int i = 0; i < 5000; i++)
            buf_text(&json, "\xC3\xA9");
        buf_text(&json, "\"}");
        struct str found = dump_text(arena, vocabulary, "t", buf_view(&json));
        ck_assert_uint_lt(found.n, 200);
        ck_assert(strstr(str_copy(arena, found).at, "\xC3\xA9...\" t:1"));
        tear_down();
    }
END_TEST

static Suite *fact_suite(void)
{
    Suite *s = suite_create("fact");
    UNIT_CASE(s, "values", numbers, numbers_refused, whole_numbers, intervals,
              rounding_is_not_silent, options, yes_and_no, sets, dates,
              unknown_in_so_many_words, texts);
    UNIT_CASE(s, "facts", whole_shape, the_latest_counts, twice,
              what_was_expected, long_values_are_cut);
    return s;
}

UNIT_MAIN(fact_suite)
