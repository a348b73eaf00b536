/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What becomes of a record once all is in: dates against today, conditions,
 * assumptions, counts (record.h), on the vocabulary of support/by_hand.h, as of
 * 2024-06-01.
 */

#include "unit.h"

#include "grammar/limits.h"
#include "interp/records/fact.h"
#include "support/by_hand.h"
#include "support/dump.h"

static struct arena *arena;
static struct vocabulary *vocabulary;

struct saying {
    const char *json;  /* the members of the object */
    const char *means; /* the dump */
};

static void check_all(const struct saying *sayings, size_t n, bool strict)
{
    arena = arena_new();
    vocabulary = vocabulary_by_hand(arena);
    for (size_t i = 0; i < n; i++) {
        const char *json = str_format(arena, "{%s}", sayings[i].json).at;
        struct str found = strict ? dump_json_strict(arena, vocabulary, json)
                                  : dump_json(arena, vocabulary, json);
        ck_assert_msg(str_equal(found, str_of(sayings[i].means)),
                      "%s\nwanted\n%sfound\n%.*s", json, sayings[i].means,
                      STR_ARG(found));
    }
    arena_free(arena);
}

#define CHECK_ALL(sayings, strict)                                             \
    check_all(sayings, sizeof(sayings) / sizeof *(sayings), strict)

START_TEST(validity)
    {
        static const struct saying sayings[] = {
            /* 8 weeks before 2024-06-01 is 2024-04-06. */
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-04-06\"}",
             "CEA 8 2024-04-06\n"},
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-04-05\"}",
             "CEA any stale 2024-04-05\n"},
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-05\"}",
             "CEA 8 2024-05\n"},
            /* A partial date is judged on its first day. */
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-04\"}",
             "CEA any stale 2024-04\n"},
            {"\"CEA\": 8", "CEA 8 undated\n"},
            {"\"height\": {\"value\": 8, \"date\": \"1900\"}",
             "height 8 1900\n"},
            /* It is the latest fact that is judged. */
            {"\"CEA\": [{\"value\": 8, \"date\": \"2024-01-01\"},"
             " {\"value\": 9, \"date\": \"2024-02-01\"}]",
             "CEA any stale 2024-02-01\n"},
            {"\"CEA\": [{\"value\": 8, \"date\": \"2024-01-01\"}, {\"value\": "
             "9}]",
             "CEA 9 undated\n"},
            /* One of several on the latest date may be too old. */
            {"\"CEA\": [{\"value\": 8, \"date\": \"2024\"},"
             " {\"value\": 9, \"date\": \"2024-05-01\"}]",
             "CEA any stale 2024\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

START_TEST(validity_under_strict)
    {
        static const struct saying sayings[] = {
            {"\"CEA\": 8", "CEA any undated\n"},
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-05-01\"}",
             "CEA 8 2024-05-01\n"},
            {"\"CEA\": [{\"value\": 8}, {\"value\": 9, \"date\": "
             "\"2024-06-01\"}]",
             "CEA any undated 2024-06-01\n"},
            {"\"height\": 8", "height 8\n"},
            {"\"chemo\": [{\"response\": \"PR\"},"
             " {\"response\": \"SD\", \"start\": \"2024-05-01\"}]",
             "chemo 2 of 2\n"
             "chemo.1.response any undated\nchemo.1.planned no assumed\n"
             "chemo.2.start 2024-05-01\nchemo.2.response SD 2024-05-01\n"
             "chemo.2.planned no assumed\n"},
        };
        CHECK_ALL(sayings, true);
    }
END_TEST

START_TEST(after_today)
    {
        static const struct saying sayings[] = {
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-06-01\"}",
             "CEA 8 2024-06-01\n"},
            {"\"CEA\": {\"value\": 8, \"date\": \"2024-06-02\"}",
             "CEA any future 2024-06-02\n"
             "~ CEA dated 2024-06-02, after 2024-06-01: not yet known\n"},
            {"\"KRAS\": {\"value\": \"wt\", \"date\": \"2024\"}",
             "KRAS wild-type 2024\n"},
            {"\"KRAS\": {\"value\": \"wt\", \"date\": \"2025\"}",
             "KRAS any future 2025\n"
             "~ KRAS dated 2025, after 2024-06-01: not yet known\n"},
            {"\"KRAS\": [{\"value\": \"wt\", \"date\": \"2025\"},"
             " {\"value\": \"mut\", \"date\": \"2023\"}]",
             "KRAS mutated 2023\n"
             "~ KRAS dated 2025, after 2024-06-01: not yet known\n"},
            {"\"KRAS\": [{\"value\": \"wt\", \"date\": \"2025\"},"
             " {\"value\": \"mut\", \"date\": \"2026\"}]",
             "KRAS any future 2026\n"
             "~ KRAS dated 2025, after 2024-06-01: not yet known\n"
             "~ KRAS dated 2026, after 2024-06-01: not yet known\n"},
            /* A date that is a value may lie ahead. */
            {"\"birth\": \"2025-01-01\"", "birth 2025-01-01\n"},
            {"\"smoker\": {\"value\": true, \"date\": \"2025\"}",
             "smoker any future 2025\n"
             "~ smoker dated 2025, after 2024-06-01: not yet known\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

START_TEST(elements_date_their_facts)
    {
        static const struct saying sayings[] = {
            {"\"chemo\": [{\"response\": \"PR\", \"start\": \"2024-04-01\"}]",
             "chemo 1 of 1\nchemo.1.start 2024-04-01\n"
             "chemo.1.response PR 2024-04-01\nchemo.1.planned no assumed\n"},
            /* 2 months from 2024-03-31 are over on 2024-06-01. */
            {"\"chemo\": [{\"response\": \"PR\", \"start\": \"2024-03-31\"}]",
             "chemo 1 of 1\nchemo.1.start 2024-03-31\n"
             "chemo.1.response any stale 2024-03-31\nchemo.1.planned no "
             "assumed\n"},
            /* A date of its own comes first. */
            {"\"chemo\": [{\"response\": {\"value\": \"PR\", \"date\": "
             "\"2024-05-01\"},"
             " \"start\": \"2024-01-01\"}]",
             "chemo 1 of 1\nchemo.1.start 2024-01-01\n"
             "chemo.1.response PR 2024-05-01\nchemo.1.planned no assumed\n"},
            {"\"chemo\": [{\"response\": \"PR\"}]",
             "chemo 1 of 1\nchemo.1.response PR undated\n"
             "chemo.1.planned no assumed\n"},
            /* The element's date dates the undated of several facts. */
            {"\"chemo\": [{\"response\": [{\"value\": \"PR\"}, {\"value\": "
             "\"SD\","
             " \"date\": \"2024-05-01\"}], \"start\": \"2024-04-01\"}]",
             "chemo 1 of 1\nchemo.1.start 2024-04-01\n"
             "chemo.1.response SD 2024-05-01\nchemo.1.planned no assumed\n"},
            {"\"chemo\": [{\"response\": [{\"value\": \"PR\"}, {\"value\": "
             "\"SD\","
             " \"date\": \"2024-05-01\"}]}]",
             "chemo 1 of 1\nchemo.1.response PR undated\n"
             "chemo.1.planned no assumed\n"},
            /* Whatever the order of the keys. */
            {"\"chemo\": [{\"regimen\": [{\"value\": \"FOLFOX\"}, {\"value\": "
             "\"FOLFIRI\", \"date\": \"2024-04\"}], \"start\": [{\"value\": "
             "\"2024-05-01\"}, {\"value\": \"2020\", \"date\": \"2020\"}]}]",
             "chemo 1 of 1\nchemo.1.regimen FOLFOX 2024-05-01\n"
             "chemo.1.start 2024-05-01\nchemo.1.planned no assumed\n"},
            /* A date of the element that is itself not yet known. */
            {"\"chemo\": [{\"start\": {\"value\": \"2023\", \"date\": "
             "\"2025\"}, \"marker\": [{\"value\": 2}, {\"value\": 3, "
             "\"date\": \"2024-05-29\"}]}]",
             "chemo 1 of 1\nchemo.1.start any future 2025\n"
             "chemo.1.marker 2\nchemo.1.planned no assumed\n"
             "~ chemo.1.start dated 2025, after 2024-06-01: not yet known\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

START_TEST(planned_elements)
    {
        static const struct saying sayings[] = {
            {"\"chemo\": [{\"regimen\": \"FOLFOX\", \"start\": \"2024-07\","
             " \"response\": {\"value\": \"PR\", \"date\": \"2024-05-01\"}}]",
             "chemo 1 of 1\nchemo.1.regimen any future\n"
             "chemo.1.start 2024-07\nchemo.1.response any future 2024-05-01\n"
             "~ chemo.1 dated 2024-07, after 2024-06-01: not yet known\n"},
            {"\"chemo\": [{\"regimen\": \"FOLFOX\", \"start\": \"2024\"}]",
             "chemo 1 of 1\nchemo.1.regimen FOLFOX 2024\n"
             "chemo.1.start 2024\nchemo.1.planned no assumed\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

START_TEST(conditions)
    {
        static const struct saying sayings[] = {
            {"\"primary\": \"resected\", \"primary_margin\": \"R0\"",
             "primary resected\nprimary-margin R0\n"},
            {"\"primary_margin\": \"R0\"", "primary-margin R0\n"},
            {"\"primary\": null, \"primary_margin\": \"R0\"",
             "primary any explicit\nprimary-margin R0\n"},
            {"\"primary\": \"in-place\", \"primary_margin\": \"R0\"",
             "primary any contradicted\nprimary-margin any contradicted\n"
             "! condition primary-margin \"R0\" t:1\n"},
            {"\"primary\": \"in-place\", \"primary_margin\": \"R0\","
             " \"primary_surgery\": \"2020\"",
             "primary any contradicted\nprimary-surgery any contradicted\n"
             "primary-margin any contradicted\n"
             "! condition primary-surgery \"2020\" t:1\n"
             "! condition primary-margin \"R0\" t:1\n"},
            /* What is refused or unknown contradicts nothing. */
            {"\"primary\": \"in-place\", \"primary_margin\": \"R9\"",
             "primary in-place\nprimary-margin any refused\n"
             "! value primary-margin \"R9\" t:1\n"},
            {"\"primary\": \"in-place\", \"primary_margin\": null",
             "primary in-place\nprimary-margin any explicit\n"},
            {"\"primary\": \"gone\", \"primary_margin\": \"R0\"",
             "primary any refused\nprimary-margin R0\n"
             "! value primary \"gone\" t:1\n"},
            {"\"primary\": \"in-place\", \"primary_margin\":"
             " {\"value\": \"R0\", \"date\": \"2025\"}",
             "primary in-place\nprimary-margin any future 2025\n"
             "~ primary-margin dated 2025, after 2024-06-01: not yet known\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

START_TEST(counts)
    {
        static const struct saying sayings[] = {
            {"\"lesions\": [{}, {}]",
             "lesions 2 of 2\nlesions.1.removable no assumed\n"
             "lesions.2.removable no assumed\n"},
            {"\"lesions\": [{}], \"lesion_count\": 3",
             "lesions 1 of 3\nlesions.1.removable no assumed\nlesion-count "
             "3\n"},
            {"\"lesions\": [{}], \"lesion_count\": \"<3\"",
             "lesions 1 of 1..2\nlesions.1.removable no assumed\n"
             "lesion-count [1 2]\n"},
            {"\"lesions\": [{}, {}], \"lesion_count\": 1",
             "lesions 2 of 2\nlesions.1.removable no assumed\n"
             "lesions.2.removable no assumed\nlesion-count any refused\n"
             "! count lesion-count \"1\" t:1\n"},
            {"\"lesions\": [], \"lesion_count\": 0",
             "lesions 0 of 0\nlesion-count 0\n"},
            {"\"lesions\": \"none\"", "lesions 0 of 0\n"},
            {"\"lesions\": []", "lesions 0 of 0\n"},
            {"\"lesion_count\": 3", "lesions 0 of 3 absent\nlesion-count 3\n"},
            {"\"lesion_count\": \">3\"",
             "lesions 0 of 4..200 absent\nlesion-count [4 200]\n"},
            {"\"lesion_count\": 2.5",
             "lesions 0 of 0..200 absent\nlesion-count any refused\n"
             "! value lesion-count \"2.5\" t:1\n"},
            {"\"lesions\": [], \"lesion_count\": null",
             "lesions 0 of 0\nlesion-count any explicit\n"},
            {"\"lesions\": [], \"lesion_count\": 900",
             "lesions 0 of 0\nlesion-count any refused\n"
             "! value lesion-count \"900\" t:1\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

START_TEST(lists)
    {
        static const struct saying sayings[] = {
            {"\"lesions\": 5",
             "lesions 0 of 0..200 absent refused\n! value lesions \"5\" t:1\n"},
            {"\"lesions\": {\"size\": 3}",
             "lesions 0 of 0..200 absent refused\n"
             "! value lesions \"one object\" t:1\n"},
            {"\"lesions\": [5, {\"size\": 99, \"lobe\": \"left\"}]",
             "lesions 2 of 2\nlesions.1.size any refused\n"
             "lesions.1.lobe any refused\nlesions.1.segment any refused\n"
             "lesions.1.removable any refused\n"
             "lesions.2.size any refused\nlesions.2.lobe left\n"
             "lesions.2.removable no assumed\n"
             "! value lesions.1 \"5\" t:1\n! value lesions.2.size \"99\" "
             "t:1\n"},
            {"\"lesions\": [{\"removable\": null}]",
             "lesions 1 of 1\nlesions.1.removable any explicit\n"},
            {"\"lesions\": [null]",
             "lesions 1 of 1\n"
             "lesions.1.size any refused\nlesions.1.lobe any refused\n"
             "lesions.1.segment any refused\nlesions.1.removable any refused\n"
             "! value lesions.1 \"null\" t:1\n"},
            /* An `assume none`, and what is not assumed. */
            {"\"hepatectomies\": null",
             "hepatectomies 0 of 0..* absent explicit\n"},
            {"\"hepatectomies\": [{}]",
             "hepatectomies 1 of 1\nhepatectomies.1.removable no assumed\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

START_TEST(errors_stand_as_declared)
    {
        static const struct saying sayings[] = {
            {"\"lesions\": [{\"lobe\": \"up\", \"size\": -1}, {\"size\": -2}],"
             " \"MSI\": 5, \"age\": -1, \"chemo\": 3",
             "age any refused\nMSI any refused\nlesions 2 of 2\n"
             "lesions.1.size any refused\nlesions.1.lobe any refused\n"
             "lesions.1.removable no assumed\n"
             "lesions.2.size any refused\nlesions.2.removable no assumed\n"
             "chemo 0 of 0..* absent refused\n"
             "! value age \"-1\" t:1\n! value MSI \"5\" t:1\n"
             "! value lesions.1.size \"-1\" t:1\n"
             "! value lesions.1.lobe \"up\" t:1\n"
             "! value lesions.2.size \"-2\" t:1\n! value chemo \"3\" t:1\n"},
        };
        CHECK_ALL(sayings, false);
    }
END_TEST

/* --- without a file ------------------------------------------------------ */

static struct record *blank(date today)
{
    arena = arena_new();
    vocabulary = vocabulary_by_hand(arena);
    return record_new(arena, vocabulary, today);
}

START_TEST(assumptions)
    {
        struct record *record = blank(0);
        record_settle(record);
        const struct field *smoker = field_by_name(record->type, "smoker");
        ck_assert_uint_eq(record->facts[smoker->index].flags, FACT_ASSUMED);
        const struct field *none = field_by_name(record->type, "hepatectomies");
        ck_assert(record->lists[none->list].given);
        ck_assert_uint_eq(record->lists[none->list].most, 0);
        ck_assert_uint_eq(record->facts[none->index].flags, FACT_ASSUMED);
        const struct field *lesions = field_by_name(record->type, "lesions");
        ck_assert(!record->lists[lesions->list].given);
        ck_assert_uint_eq(record->lists[lesions->list].most, 200);
        arena_free(arena);
    }
END_TEST

START_TEST(assumed_counts)
    {
        struct record *record = blank(0);
        struct field *count = field_by_name(record->type, "lesion-count");
        struct list *lesions =
            &record->lists[field_by_name(record->type, "lesions")->list];
        count->has_assumed = true;
        count->assumed = value_number(0);
        record_settle(record);
        ck_assert_uint_eq(lesions->most, 0);
        /* A longer list is no contradiction of a mere assumption. */
        record = record_new(arena, vocabulary, 0);
        lesions = &record->lists[field_by_name(record->type, "lesions")->list];
        struct element element = element_new(
            arena, field_by_name(record->type, "lesions")->type.element);
        *lesions = (struct list){.given = true, .n = 1, .elements = &element};
        record_settle(record);
        ck_assert_uint_eq(lesions->fewest, 1);
        ck_assert_uint_eq(lesions->most, 1);
        ck_assert_uint_eq(record->errors.n, 0);
        ck_assert_uint_eq(record->facts[count->index].flags, 0);
        arena_free(arena);
    }
END_TEST

START_TEST(conditions_of_conditions)
    {
        struct record *record = blank(0);
        struct field *primary = field_by_name(record->type, "primary");
        struct field *kras = field_by_name(record->type, "KRAS");
        primary->only_if = kras;
        primary->only_if_options = 2;
        const struct field *margin =
            field_by_name(record->type, "primary-margin");
        struct fact_place place = {record, NULL, 0, margin,
                                   &record->facts[margin->index]};
        struct raw raw = {.kind = RAW_TEXT, .text = STR("R0")};
        fact_put(&place, &raw, 1);
        place.field = kras;
        place.fact = &record->facts[kras->index];
        raw.text = STR("wt");
        fact_put(&place, &raw, 1);
        record_settle(record);
        ck_assert_uint_eq(record->errors.n, 1);
        ck_assert(record->facts[margin->index].flags & FACT_CONTRADICTED);
        ck_assert(record->facts[primary->index].flags & FACT_CONTRADICTED);
        ck_assert(!(record->facts[kras->index].flags & FACT_CONTRADICTED));
        arena_free(arena);
    }
END_TEST

START_TEST(errors_are_limited)
    {
        struct record *record = blank(0);
        for (int i = 0; i < LIMIT_RECORD_ERRORS + 5; i++)
            record_error_add(record,
                             (struct record_error){.field = STR("KRAS")});
        ck_assert_uint_eq(record->errors.n, LIMIT_RECORD_ERRORS);
        ck_assert_uint_eq(record->more_errors, 5);
        arena_free(arena);
    }
END_TEST

START_TEST(paths)
    {
        struct record *record = blank(0);
        const struct field *lesions = field_by_name(record->type, "lesions");
        const struct field *size = field_by_name(lesions->type.element, "size");
        struct str path = record_path(arena, lesions, 2, size);
        ck_assert(str_equal(path, STR("lesions.2.size")));
        path = record_path(arena, lesions, 2, NULL);
        ck_assert(str_equal(path, STR("lesions.2")));
        path = record_path(arena, NULL, 0, lesions);
        ck_assert(str_equal(path, STR("lesions")));
        ck_assert_uint_lt(record_order(NULL, 0, lesions),
                          record_order(lesions, 1, NULL));
        ck_assert_uint_lt(record_order(lesions, 1, size),
                          record_order(lesions, 2, NULL));
        arena_free(arena);
    }
END_TEST

static Suite *record_suite(void)
{
    Suite *s = suite_create("record");
    UNIT_CASE(s, "dates", validity, validity_under_strict, after_today,
              elements_date_their_facts, planned_elements);
    UNIT_CASE(s, "settling", conditions, conditions_of_conditions, assumptions,
              counts, assumed_counts, lists);
    UNIT_CASE(s, "errors", errors_stand_as_declared, errors_are_limited, paths);
    return s;
}

UNIT_MAIN(record_suite)
