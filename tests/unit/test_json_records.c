/* SPDX-License-Identifier: Apache-2.0 */

/*
 * JSON as records: one object, an array, one a line; what is broken costs its
 * own record. Then hostile input: broken off anywhere, damaged, random, too
 * long.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"
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

struct input_text {
    const char *name, *text, *dump;
};

static void check_all(const struct input_text *all, size_t n)
{
    set_up();
    for (size_t i = 0; i < n; i++) {
        struct str found =
            dump_text(arena, vocabulary, all[i].name, str_of(all[i].text));
        ck_assert_msg(str_equal(found, str_of(all[i].dump)),
                      "%s: %s\nwanted\n%sfound\n%.*s", all[i].name, all[i].text,
                      all[i].dump, STR_ARG(found));
    }
    tear_down();
}

#define CHECK_ALL(all) check_all(all, sizeof(all) / sizeof *(all))

START_TEST(one_object)
    {
        static const struct input_text all[] = {
            {"p.json", "{\"id\": \"P1\", \"age\": 61}\n",
             "# P1\nid P1\nage 61\n"},
            {"p.json", "\n\n{\n  \"age\": 61\n}\n", "# p.json:3\nage 61\n"},
            {"p.json", "\xEF\xBB\xBF{\"age\": 61}", "# p.json:1\nage 61\n"},
            {"p.json", "{\r\n\"id\": 17,\r\n\"age\": 61}\r\n",
             "# 17\nid 17\nage 61\n"},
            {"p.json", "{\"id\": null, \"age\": 61}",
             "# p.json:1\nid any explicit\nage 61\n"},
            {"p.json", "{\"id\": true}",
             "# p.json:1\nid any refused\n! value id \"true\" p.json:1\n"},
            {"p.json", "{}", "# p.json:1\n"},
            {"p.json", "{\"resourceType\": \"Bundle\", \"entry\": []}",
             "# p.json:1\n! unreadable  \"\" p.json:1\n"},
            {"p.json", "[]", ""},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(arrays)
    {
        static const struct input_text all[] = {
            {"p.json", "[{\"age\": 1}, {\"age\": 2},\n{\"age\": 3}]",
             "# p.json[1]\nage 1\n# p.json[2]\nage 2\n# p.json[3]\nage 3\n"},
            {"p.json", "[{\"age\": 1}, {\"age\": }, {\"age\": \"[,{\"}]",
             "# p.json[1]\nage 1\n# p.json[2]\n! unreadable  \"}\" p.json[2]\n"
             "# p.json[3]\nage any refused\n! value age \"[,{\" p.json[3]\n"},
            {"p.json", "[{\"age\": 1}, 5, \"x\", null]",
             "# p.json[1]\nage 1\n# p.json[2]\n! unreadable  \"5\" p.json[2]\n"
             "# p.json[3]\n! unreadable  \"\"x\"\" p.json[3]\n"
             "# p.json[4]\n! unreadable  \"null\" p.json[4]\n"},
            {"p.json", "[{\"age\": 1},, {\"age\": 2},]",
             "# p.json[1]\nage 1\n# p.json[2]\n! unreadable  \"the end\" "
             "p.json[2]\n"
             "# p.json[3]\nage 2\n# p.json[4]\n! unreadable  \"the end\" "
             "p.json[4]\n"},
            {"p.json", "[{\"age\": 1} {\"age\": 2}]",
             "# p.json[1]\nage 1\n"
             "# p.json[2]\n! unreadable  \"{\" p.json[2]\n"},
            {"p.json", "[{\"age\": 1}, {\"age\": 2}",
             "# p.json[1]\nage 1\n# p.json[2]\nage 2\n"
             "broke off: it ends within its array: \"]\" is missing\n"},
            {"p.json", "[{\"age\": 1}, {\"ag",
             "# p.json[1]\nage 1\n# p.json[2]\n! unreadable  \"{\" p.json[2]\n"
             "broke off: it ends within its array: \"]\" is missing\n"},
            {"p.json", "[[{\"age\": 1}]]",
             "# p.json[1]\n! unreadable  \"[\" p.json[1]\n"},
            {"p.json", "[{\"age\": 1}] {\"age\": 2}",
             "# p.json[1]\nage 1\n# p.json:1\nage 2\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

/* A line that ends within a string: the records behind it are found again. */
START_TEST(strings_over_lines)
    {
        static const struct input_text all[] = {
            /* A raw newline. */
            {"p.json", "[{\"note\": \"a\nb\", \"age\": 3}, {\"age\": 2}]",
             "# p.json[1]\n! unreadable  \"the end\" p.json[1]\n"
             "# p.json[2]\nage 2\n"},
            {"p.json", "[{\"note\": \"a\n\nb\"\n}, {\"age\": 2}]",
             "# p.json[1]\n! unreadable  \"the end\" p.json[1]\n"
             "# p.json[2]\nage 2\n"},
            /* A forgotten quote. */
            {"p.json", "[{\"note\": \"a,\n\"age\": 3}, {\"age\": 2}]",
             "# p.json[1]\n! unreadable  \"the end\" p.json[1]\n"
             "# p.json[2]\nage 2\n"},
            {"p.json", "[{\"note\": \"a\n}, {\"age\": 2},\n{\"age\": 3}]",
             "# p.json[1]\n! unreadable  \"the end\" p.json[1]\n"
             "# p.json[2]\nage 2\n# p.json[3]\nage 3\n"},
        };
        set_up();
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
            struct str found =
                dump_text(arena, vocabulary, all[i].name, str_of(all[i].text));
            const char *behind = strstr(all[i].dump, "# p.json[2]");
            ck_assert(str_starts(found, STR("# p.json[1]\n! unreadable ")));
            ck_assert_msg(
                found.n > strlen(behind) &&
                    str_equal(str_from(found, found.n - strlen(behind)),
                              str_of(behind)),
                "%s\nfound\n%.*s", all[i].text, STR_ARG(found));
        }
        tear_down();
    }
END_TEST

START_TEST(lines)
    {
        static const struct input_text all[] = {
            {"c.ndjson", "{\"age\": 1}\n\n{\"age\": 2}\r\n{\"age\": 3}",
             "# c.ndjson:1\nage 1\n# c.ndjson:3\nage 2\n# c.ndjson:4\nage 3\n"},
            {"c.ndjson", "{\"age\": 1\n{\"age\": \"\n{\"age\": 3}\n",
             "# c.ndjson:1\n! unreadable  \"the end\" c.ndjson:1\n"
             "# c.ndjson:2\n! unreadable  \"the end\" c.ndjson:2\n"
             "# c.ndjson:3\nage 3\n"},
            {"c.ndjson", "{\"age\": 1}\n{\"age\": 2}\n{\"ag",
             "# c.ndjson:1\nage 1\n# c.ndjson:2\nage 2\n"
             "# c.ndjson:3\n! unreadable  \"the end\" c.ndjson:3\n"},
            {"c.ndjson", "{\"age\": 1} {\"age\": 2}\n[]\nnull\n",
             "# c.ndjson:1\n! unreadable  \"{\" c.ndjson:1\n"
             "# c.ndjson:2\n! unreadable  \"[\" c.ndjson:2\n"
             "# c.ndjson:3\n! unreadable  \"null\" c.ndjson:3\n"},
            /* Known by content, too. */
            {"-", "{\"age\": 1}\n{\"age\": 2\n{\"age\": 3}\n",
             "# -:1\nage 1\n# -:2\n! unreadable  \"the end\" -:2\n# -:3\nage "
             "3\n"},
            {"c.json", "{\"age\": 1}\n{\"age\": 2}\n",
             "# c.json:1\nage 1\n# c.json:2\nage 2\n"},
            {"c.json", "{\n\"age\": 1}\n{\"age\": 2}\n",
             "# c.json:1\nage 1\n# c.json:3\nage 2\n"},
            {"c.ndjson", "{\"note\": \"\xFF\"}\n{\"age\": 2}\n",
             "# c.ndjson:1\n! unreadable  \"byte FF\" c.ndjson:1\n"
             "# c.ndjson:2\nage 2\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(no_records)
    {
        static const struct input_text all[] = {
            {"p.json", "", "broke off: it is empty: it holds no records\n"},
            {"c.ndjson", "\n \n",
             "broke off: it is blank: it holds no records\n"},
            {"x", "hello\n",
             "broke off: its format is not known: JSON, NDJSON, CSV or TSV is "
             "expected\n"},
            {"x", "\xFF\xFE{",
             "broke off: it is in UTF-16: save it as UTF-8\n"},
        };
        CHECK_ALL(all);
        set_up();
        struct str binary = {"\x7F"
                             "ELF\0\0,,,",
                             9};
        struct str found = dump_text(arena, vocabulary, "x", binary);
        ck_assert(str_starts(found, STR("broke off: its format is not known")));
        tear_down();
    }
END_TEST

START_TEST(places_in_documents)
    {
        static const struct {
            const char *json, *expected;
        } all[] = {
            {"{\"age\": x}", "(column 9)"},
            {"\n\n{\n  \"age\": 1,\n  \"MSI\": nope\n}", "(line 5, column 10)"},
            {"{\"\xC3\xA9\": x}", "(column 7)"},
        };
        set_up();
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
            struct str found = expected_of_json(arena, vocabulary, all[i].json);
            ck_assert_msg(strstr(str_copy(arena, found).at, all[i].expected),
                          "%.*s", STR_ARG(found));
        }
        tear_down();
    }
END_TEST

START_TEST(unknown_keys)
    {
        set_up();
        struct reader_options options = {.vocabulary = vocabulary};
        struct input_error error;
        struct record *record;
        const struct unknown_key *keys;
        struct reader *reader = reader_of_text(
            arena, STR("c.ndjson"),
            STR("{\"weight\": 1, \"Weight\": {\"a\": [1]}, \"KRSA\": 1}\n"
                "{\"lesions\": [{\"siez\": 1}, {\"siez\": 2}]}\n{\"weight\": 0,"
                " \"CEA\": {\"value\": 1, \"method\": 2}}\n"),
            &options, &error);
        while (reader_next(reader, arena, &record, &error) == READER_RECORD)
            ck_assert_uint_eq(record->errors.n, 0);
        ck_assert_uint_eq(reader_unknown_keys(reader, &keys), 4);
        ck_assert(str_equal(keys[0].path, STR("weight")));
        ck_assert_uint_eq(keys[0].times, 2);
        ck_assert(str_equal(keys[0].source, STR("c.ndjson:1")));
        ck_assert(str_equal(keys[1].path, STR("KRSA")));
        ck_assert(str_equal(keys[1].nearest, STR("KRAS")));
        ck_assert(str_equal(keys[2].path, STR("lesions.siez")));
        ck_assert(str_equal(keys[2].nearest, STR("size")));
        ck_assert_uint_eq(keys[2].times, 1);
        ck_assert(str_equal(keys[3].path, STR("CEA.method")));
        reader_close(reader);
        tear_down();
    }
END_TEST

START_TEST(unknown_keys_are_limited)
    {
        set_up();
        struct buf json = buf_on(arena);
        buf_char(&json, '{');
        for (int i = 0; i < LIMIT_UNKNOWN_KEYS + 100; i++)
            buf_format(&json, "\"unheard-%d\": 1, ", i);
        buf_text(&json, "\"age\": 1}");
        struct str found = dump_text(arena, vocabulary, "t", buf_view(&json));
        ck_assert(str_equal(found, STR("# t:1\nage 1\n")));
        tear_down();
    }
END_TEST

/* --- hostile ------------------------------------------------------------- */

static const char sample[] =
    "{\"id\": \"P1\", \"age\": 58, \"KRAS\": \"wt\\u0020\", \"CEA\": "
    "[{\"value\": \"<0.5 ng/mL\", \"date\": \"2024-05\"}, {\"value\": "
    "{\"low\": "
    "3, \"above\": true}}], \"comorbidities\": {\"has\": [\"diabetes\"]}, "
    "\"x\": [[1], {\"y\": null}], \"lesions\": [{\"size\": 6.1e0, \"lobe\": "
    "\"left\"}, {}, {\"size\": \"23 mm\"}], \"chemo\": [{\"start\": "
    "\"2024-01-08\", \"response\": [\"PR\"]}]}";

START_TEST(broken_off_anywhere)
    {
        static const char *const names[] = {"c.ndjson", "p.json", "c.csv"};
        set_up();
        struct str whole = {sample, sizeof sample - 1};
        for (size_t n = 1; n < whole.n; n++) {
            struct str front = {whole.at, n};
            struct str found = dump_text(arena, vocabulary, names[0], front);
            ck_assert(str_starts(found, STR("# c.ndjson:1\n! unreadable ")));
            dump_text(arena, vocabulary, names[1], front);
            dump_text(arena, vocabulary, names[2], str_from(whole, n));
        }
        struct str found = dump_text(arena, vocabulary, names[0], whole);
        ck_assert(
            str_starts(found, STR("# P1\nid P1\nage 58\nCEA (3 1000000] ")));
        tear_down();
    }
END_TEST

/* A fixed sequence: the same bytes in every run. */
static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 16;
}

START_TEST(random_damage)
    {
        static const char signs[] = "{}[]\",:\\ 0-9etrufalsn\n\xC3\xFF";
        unsigned state = 7;
        char damaged[sizeof sample];
        set_up();
        for (int round = 0; round < 3000; round++) {
            memcpy(damaged, sample, sizeof sample);
            for (unsigned i = 0; i <= next_random(&state) % 4; i++)
                damaged[next_random(&state) % (sizeof sample - 1)] =
                    signs[next_random(&state) % sizeof signs];
            struct str text = {damaged, sizeof sample - 1};
            dump_text(arena, vocabulary, round % 2 ? "c.ndjson" : "p.json",
                      text);
            if (round % 100 == 99) {
                tear_down();
                set_up();
            }
        }
        tear_down();
    }
END_TEST

START_TEST(random_bytes)
    {
        static const char *const names[] = {"c.ndjson", "p.json", "c.csv", "x"};
        unsigned state = 11;
        char bytes[300];
        set_up();
        for (int round = 0; round < 2000; round++) {
            size_t n = next_random(&state) % sizeof bytes;
            for (size_t i = 0; i < n; i++)
                bytes[i] = (char)next_random(&state);
            if (n)
                bytes[0] = "{[a\""[round % 4];
            dump_text(arena, vocabulary, names[round % 4],
                      (struct str){bytes, n});
        }
        tear_down();
    }
END_TEST

/* A record with a note of `n` bytes, between two others. */
static struct str with_long_record(size_t n, const char *open,
                                   const char *between, const char *close)
{
    struct buf text = buf_on(arena);
    buf_format(&text, "%s{\"age\": 1}%s{\"note\": \"", open, between);
    buf_repeat(&text, 'x', n);
    buf_format(&text, "\"}%s{\"age\": 3}%s", between, close);
    return buf_view(&text);
}

START_TEST(records_are_limited)
    {
        set_up();
        const size_t most = LIMIT_RECORD_BYTES - strlen("{\"note\": \"\"}");
        struct str found = dump_text(arena, vocabulary, "c.ndjson",
                                     with_long_record(most, "", "\n", "\n"));
        ck_assert_uint_gt(found.n, most);
        found = dump_text(arena, vocabulary, "c.ndjson",
                          with_long_record(most + 1, "", "\n", "\n"));
        ck_assert(str_equal(found, STR("# c.ndjson:1\nage 1\n# c.ndjson:2\n"
                                       "! unreadable  \"the end\" c.ndjson:2\n"
                                       "# c.ndjson:3\nage 3\n")));
        found = dump_text(arena, vocabulary, "p.json",
                          with_long_record(most + 1, "[", ",", "]"));
        ck_assert(str_equal(found, STR("# p.json[1]\nage 1\n# p.json[2]\n"
                                       "! unreadable  \"the end\" p.json[2]\n"
                                       "# p.json[3]\nage 3\n")));
        tear_down();
    }
END_TEST

START_TEST(lists_are_limited)
    {
        set_up();
        struct buf json = buf_on(arena);
        buf_text(&json, "{\"age\": 1, \"lesions\": [{}");
        for (int i = 1; i < LIMIT_ELEMENTS; i++)
            buf_text(&json, ",{}");
        size_t n = json.n;
        buf_text(&json, "]}");
        struct str found = dump_text(arena, vocabulary, "t", buf_view(&json));
        ck_assert(
            str_starts(found, STR("# t:1\nage 1\nlesions 10000 of 10000\n")));
        json.n = n;
        buf_text(&json, ",{}]}");
        found = dump_text(arena, vocabulary, "t", buf_view(&json));
        ck_assert(
            str_starts(found, STR("# t:1\nage 1\nlesions 0 of 0..200 absent "
                                  "refused\n! value lesions ")));
        tear_down();
    }
END_TEST

START_TEST(depth_is_limited)
    {
        set_up();
        struct buf json = buf_on(arena);
        buf_text(&json, "{\"KRAS\": ");
        buf_repeat(&json, '[', 10000);
        buf_repeat(&json, ']', 10000);
        buf_char(&json, '}');
        struct str found = dump_text(arena, vocabulary, "t", buf_view(&json));
        ck_assert(str_starts(found, STR("# t:1\n! unreadable  \"[\"")));
        tear_down();
    }
END_TEST

/* A bare value may go a short way; within {"value": ...} it goes the long. */
static void check_both_ways(const struct field *field, const char *value)
{
    struct str bare =
        str_format(arena, "{\"%.*s\": %s}", STR_ARG(field->name), value);
    struct str whole = str_format(arena, "{\"%.*s\": {\"value\": %s}}",
                                  STR_ARG(field->name), value);
    struct str found = dump_text(arena, vocabulary, "p.json", bare);
    struct str wanted = dump_text(arena, vocabulary, "p.json", whole);
    ck_assert_msg(str_equal(found, wanted), "%.*s\nwanted\n%.*sfound\n%.*s",
                  STR_ARG(bare), STR_ARG(wanted), STR_ARG(found));
}

START_TEST(one_meaning_both_ways)
    {
        static const char *const values[] = {
            "true",
            "false",
            "null",
            "\"\"",
            "\"yes\"",
            "\"true\"",
            "\"unknown\"",
            "\"NA\"",
            "\" na \"",
            "\"none\"",
            "\"wild-type\"",
            "\"Wild_Type\"",
            "\"wild type\"",
            "\"wt\"",
            "\" mutated \"",
            "\"mutatd\"",
            "\"R0\"",
            "\"FOLFOX\"",
            "0",
            "-0",
            "1",
            "-1",
            "2.5",
            "1.0",
            "120",
            "120.0",
            "121",
            "5",
            "5.00000001",
            "119.999999",
            "0.000000001",
            "123456789",
            "1234567890",
            "12345.678",
            "123456789.12345678",
            "1e2",
            "1E-3",
            "0.5e0",
            "2000",
            "99999999999999999999",
            "\"7\"",
            "\"7 cm\"",
            "\"<0.5\"",
            "\"7,5\"",
            "\"7 ng/mL\"",
            "\"2023-05-14\"",
            "\" 2023-05-14 \"",
            "\"2023-05\"",
            "\"2023\"",
            "2023",
            "\"2023-02-30\"",
            "\"1799-12-31\"",
            "\"1800-01-01\"",
            "\"2200-12-31\"",
            "\"2201-01-01\"",
            "\"2024-06-02\"",
            "\"14.05.2023\"",
            "\"2023-05-14T00:00\"",
            "\"m\\u0075tated\"",
        };
        set_up();
        const struct record_type *type = vocabulary->patient;
        for (size_t i = 0; i < type->field_count; i++)
            for (size_t j = 0; j < sizeof values / sizeof *values; j++)
                if (type->fields[i]->type.kind != TYPE_LIST)
                    check_both_ways(type->fields[i], values[j]);
        tear_down();
    }
END_TEST

static Suite *json_records_suite(void)
{
    Suite *s = suite_create("json_records");
    UNIT_CASE(s, "records", one_object, arrays, strings_over_lines, lines,
              no_records, places_in_documents, unknown_keys,
              one_meaning_both_ways);
    UNIT_CASE(s, "hostile", broken_off_anywhere, random_damage, random_bytes,
              records_are_limited, lists_are_limited, unknown_keys_are_limited,
              depth_is_limited);
    return s;
}

UNIT_MAIN(json_records_suite)
