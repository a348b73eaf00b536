/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The writers that everything printed goes through: JSON and wrapped text.
 */

#include "interp/render/json.h"
#include "interp/render/wrap.h"
#include "tests/unit/unit.h"

static struct arena *arena;
static struct buf out;
static struct json json;

static void start(void)
{
    arena = arena_new();
    out = buf_on(arena);
    json = json_on(&out);
}

static void stop(void)
{
    arena_free(arena);
}

static void expect(const char *text)
{
    struct str found = buf_view(&out);
    ck_assert_str_eq(arena_copy(arena, found.at ? found.at : "", found.n),
                     text);
}

static void string(struct str text)
{
    buf_clear(&out);
    json = json_on(&out);
    json_str(&json, text);
}

/* ---- JSON --------------------------------------------------------------- */

START_TEST(puts_commas_where_they_belong)
    {
        json_open_object(&json);
        json_member_text(&json, "a", "b");
        json_key(&json, "list");
        json_open_array(&json);
        json_int(&json, -3);
        json_open_object(&json);
        json_close_object(&json);
        json_open_array(&json);
        json_close_array(&json);
        json_null(&json);
        json_close_array(&json);
        json_member_bool(&json, "yes", true);
        json_close_object(&json);
        expect("{\"a\": \"b\", \"list\": [-3, {}, [], null], \"yes\": true}");
    }
END_TEST

START_TEST(writes_numbers_as_they_are)
    {
        json_open_array(&json);
        json_decimal(&json, 550000000);
        json_decimal(&json, -1);
        json_int(&json, INT64_MIN);
        json_date(&json, 0);
        json_close_array(&json);
        expect("[5.5, -0.00000001, -9223372036854775808, \"1970-01-01\"]");
    }
END_TEST

START_TEST(escapes_what_must_be)
    {
        string(STR("\"\\/\b\f\n\r\t\v\x01\x1F\x7F"));
        expect("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u000b\\u0001\\u001f\\u007f\"");
        string(STR("a\0b"));
        expect("\"a\\u0000b\"");
    }
END_TEST

START_TEST(keeps_good_characters)
    {
        string(STR("\xC3\xA4 \xE2\x89\xA4 \xF0\x9F\xA7\xAC \xED\x9F\xBF"));
        expect("\"\xC3\xA4 \xE2\x89\xA4 \xF0\x9F\xA7\xAC \xED\x9F\xBF\"");
    }
END_TEST

#define BAD "\xEF\xBF\xBD"

START_TEST(replaces_broken_bytes)
    {
        string(STR("a\xFFz"));
        expect("\"a" BAD "z\"");
        string(STR("\xC0\xAF")); /* overlong */
        expect("\"" BAD BAD "\"");
        string(STR("\xED\xA0\x80")); /* a surrogate */
        expect("\"" BAD BAD BAD "\"");
        string(STR("\xF4\x90\x80\x80")); /* beyond the last character */
        expect("\"" BAD BAD BAD BAD "\"");
        string(STR("cut \xE2\x89")); /* broken off */
        expect("\"cut " BAD BAD "\"");
    }
END_TEST

/* ---- text --------------------------------------------------------------- */

START_TEST(breaks_lines_at_blanks)
    {
        wrap_paragraph(&out,
                       STR("one two three four five six seven eight nine ten "
                           "eleven twelve thirteen fourteen"),
                       2, 4);
        expect(
            "  one two three four five six seven eight nine ten eleven twelve "
            "thirteen\n    fourteen\n");
    }
END_TEST

START_TEST(counts_characters_not_bytes)
    {
        struct buf text = buf_on(arena);
        for (int i = 0; i < 40; i++)
            buf_text(&text, i ? " \xC3\xA4" : "\xC3\xA4");
        buf_text(&text, " z");
        wrap_paragraph(&out, buf_view(&text), 0, 0);
        struct str found = buf_view(&out);
        ck_assert(found.at[79 + 40] == '\n'); /* 40 of two bytes */
    }
END_TEST

START_TEST(leaves_long_words_whole)
    {
        struct buf text = buf_on(arena);
        buf_text(&text, "a ");
        buf_repeat(&text, 'x', 100);
        wrap_paragraph(&out, buf_view(&text), 4, 4);
        struct str found = buf_view(&out);
        ck_assert_uint_eq(found.n, 4 + 1 + 1 + 100 + 1);
    }
END_TEST

START_TEST(never_controls_the_terminal)
    {
        wrap_paragraph(&out, STR("\x1B[31mred \xC2\x9Bx \x7F\xFF\na\tb"), 0, 0);
        expect("?[31mred ?x ?? a b\n");
    }
END_TEST

START_TEST(sets_two_columns)
    {
        wrap_pair(&out, 2, STR("left"), 10, STR("right side"));
        wrap_pair(&out, 2, STR("left too long"), 10, STR("right"));
        wrap_pair(&out, 2, STR("alone"), 10, STR(""));
        expect("  left    right side\n  left too long\n          right\n"
               "  alone\n");
    }
END_TEST

static Suite *writers_suite(void)
{
    Suite *s = suite_create("writers");
    TCase *t = tcase_create("json and text");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, puts_commas_where_they_belong);
    tcase_add_test(t, writes_numbers_as_they_are);
    tcase_add_test(t, escapes_what_must_be);
    tcase_add_test(t, keeps_good_characters);
    tcase_add_test(t, replaces_broken_bytes);
    tcase_add_test(t, breaks_lines_at_blanks);
    tcase_add_test(t, counts_characters_not_bytes);
    tcase_add_test(t, leaves_long_words_whole);
    tcase_add_test(t, never_controls_the_terminal);
    tcase_add_test(t, sets_two_columns);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(writers_suite)
