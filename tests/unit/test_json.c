/* SPDX-License-Identifier: Apache-2.0 */

/*
 * JSON as a document (json.h): what is well-formed, how it is walked, where
 * it is broken, how deep it may be.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"
#include "interp/records/json.h"
#include "interp/records/utf8.h"

#include <string.h>

/* In memory of just its size and padding, so that a tool sees every byte read
   beyond; the padding would close any document. */
static char *padded(struct str text)
{
    char *bytes = malloc(text.n + JSON_PADDING);
    memset(bytes, '}', text.n + JSON_PADDING);
    if (text.n)
        memcpy(bytes, text.at, text.n);
    return bytes;
}

/* Walks a document to its end without taking anything. The text must be read
   no more when a failure is looked at. */
static bool well_formed(struct json *json, struct str text)
{
    char *bytes = padded(text);
    struct str key;
    bool good = json_open(json, (struct str){bytes, text.n});
    if (good && json_what(json) <= JSON_ARRAY && json_enter(json))
        while (json_next(json, &key))
            continue;
    good = good && json_close(json);
    ck_assert(good == !json_failed(json));
    free(bytes);
    return good;
}

START_TEST(well_formed_documents)
    {
        static const char *const good[] = {
            "{}",
            " { } ",
            "[]",
            "{\"a\": [1, {\"b\": null}], \"c\": \"\\u00e9\"}",
            "[1.5e+10, -0, true, false]",
            "{\"a\":{\"b\":{\"c\":[[],{}]}}}",
            "{\"\": \"\"}",
            "{\"a\": \"\\ud83d\\ude00\"}",
        };
        struct json *json = json_new();
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
            ck_assert_msg(well_formed(json, str_of(good[i])), "%s", good[i]);
        json_free(json);
    }
END_TEST

START_TEST(broken_documents)
    {
        static const char *const bad[] = {
            "",
            " ",
            "{",
            "[",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "[1,]",
            "[1 2]",
            "{\"a\" 1}",
            "{a: 1}",
            "{\"a\": 1} x",
            "{} {}",
            "{\"a\": tru}",
            "{\"a\": nul}",
            "{\"a\": truee}",
            "{\"a\": NaN}",
            "{\"a\": Infinity}",
            "{\"a\": 01}",
            "{\"a\": 1.}",
            "{\"a\": .5}",
            "{\"a\": +1}",
            "{\"a\": 1e}",
            "{\"a\": -}",
            "{\"a\": \"\\x\"}",
            "{\"a\": \"\\u12\"}",
            "{\"a\": \"\\ud800\"}",
            "{\"a\": \"\\udc00x\"}",
            "[\"a\": 1]",
            "{\"a\": [1}",
            "{\"a\": {]}",
            "{\"a\": 1]",
            "[1}",
            "{\"\\x\": 1}",
            "{\"a\": \"\xFF\"}",
            "{\"a\": \"\n\"}",
            "{\"a\": 1 \"b\": 2}",
            "{\"a\": [[\"x\":1],2]}",
            "{\"a\": \"b\" \"c\"}",
            "{\"a\": 1:2}",
            "{,}",
            "[,1]",
            "{\"a\":,}",
            "{'a': 1}",
            "{\"a\": 0x10}",
        };
        struct json *json = json_new();
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
            ck_assert_msg(!well_formed(json, str_of(bad[i])), "%s", bad[i]);
        ck_assert(!well_formed(json, (struct str){"{\"a\0\": 1}", 9}));
        ck_assert(!well_formed(json, (struct str){"{\"a\": \0}", 8}));
        json_free(json);
    }
END_TEST

START_TEST(walks)
    {
        struct json *json = json_new();
        struct str whole =
            STR("{\"a\\n\": [1.50, \"x\\ty\"], \"b\": {\"c\": 1} ,"
                "\"d\":2 }");
        char *bytes = padded(whole);
        struct str key, text;
        ck_assert(json_open(json, (struct str){bytes, whole.n}));
        ck_assert_int_eq(json_what(json), JSON_OBJECT);
        ck_assert(json_enter(json));
        ck_assert(json_next(json, &key));
        ck_assert(str_equal(key, STR("a\n")));
        ck_assert_int_eq(json_what(json), JSON_ARRAY);
        ck_assert(json_enter(json));
        ck_assert(json_next(json, &key));
        ck_assert_uint_eq(key.n, 0);
        ck_assert_int_eq(json_what(json), JSON_NUMBER);
        ck_assert(str_equal(json_token(json), STR("1.50")));
        ck_assert(json_next(json, &key));
        ck_assert(json_string(json, &text));
        ck_assert(str_equal(text, STR("x\ty")));
        ck_assert(!json_string(json, &text));
        ck_assert(!json_next(json, &key));
        ck_assert(json_next(json, &key));
        ck_assert(str_equal(key, STR("b")));
        const char *mark = json_mark(json);
        ck_assert(json_enter(json));
        while (json_next(json, &key))
            continue;
        ck_assert(str_equal(json_since(json, mark), STR("{\"c\": 1}")));
        ck_assert(json_next(json, &key));
        ck_assert(str_equal(key, STR("d")));
        ck_assert(!json_next(json, &key));
        ck_assert(!json_next(json, &key));
        ck_assert(json_close(json));
        json_free(json);
        free(bytes);
    }
END_TEST

START_TEST(failures_have_a_place)
    {
        static const struct {
            const char *text;
            size_t offset;
            const char *message;
        } all[] = {
            {"{\"a\": 1, \"b\": tru}", 14, "no JSON value"},
            {"{\"a\": \"\xFF\"}", 7, "not UTF-8"},
            {"{\"a\": 1} {}", 9, "behind its end"},
            {"{\"a\": 1", 7, "closing bracket is missing"},
            {"{\"a\": \"b", 8, "not closed"},
        };
        struct json *json = json_new();
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
            ck_assert(!well_formed(json, str_of(all[i].text)));
            const struct json_failure *failure = json_failed(json);
            ck_assert_msg(strstr(failure->message, all[i].message), "%s: %s",
                          all[i].text, failure->message);
            ck_assert_msg(failure->offset == all[i].offset, "%s: %zu",
                          all[i].text, failure->offset);
        }
        json_free(json);
    }
END_TEST

static struct str nested(struct arena *arena, size_t depth, const char *open,
                         const char *close)
{
    struct buf text = buf_on(arena);
    for (size_t i = 0; i < depth; i++)
        buf_text(&text, open);
    for (size_t i = 0; i < depth; i++)
        buf_text(&text, close);
    return buf_view(&text);
}

START_TEST(depth_is_limited)
    {
        struct arena *arena = arena_new();
        struct json *json = json_new();
        size_t most = LIMIT_JSON_DEPTH;
        ck_assert(well_formed(json, nested(arena, most, "[", "]")));
        ck_assert(!well_formed(json, nested(arena, most + 1, "[", "]")));
        ck_assert(strstr(json_failed(json)->message, "too deeply"));
        ck_assert(!well_formed(json, nested(arena, 10000, "[", "]")));
        ck_assert(
            well_formed(json, nested(arena, most / 2, "[{\"a\":", "}]")) ==
            false); /* a colon without a value */
        ck_assert(!well_formed(json, nested(arena, 10000, "{\"a\":[", "]}")));
        json_free(json);
        arena_free(arena);
    }
END_TEST

START_TEST(utf8)
    {
        ck_assert_uint_eq(utf8_valid_bytes(STR("")), 0);
        ck_assert_uint_eq(utf8_valid_bytes(STR("plain ascii, long enough")),
                          24);
        ck_assert_uint_eq(utf8_valid_bytes(STR("\xC3\xA9\xE2\x82\xAC")), 5);
        ck_assert_uint_eq(utf8_valid_bytes(STR("\xF0\x9F\x98\x80")), 4);
        static const char *const bad[] = {
            "\x80",
            "\xC0\x80",
            "\xC3",
            "\xE0\x80\x80",
            "\xED\xA0\x80",
            "\xF0\x80\x80\x80",
            "\xF4\x90\x80\x80",
            "\xF5\x80\x80\x80",
            "\xE2\x82",
            "\xC3\x28",
        };
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
            ck_assert_uint_eq(utf8_valid_bytes(str_of(bad[i])), 0);
    }
END_TEST

static Suite *json_suite(void)
{
    Suite *s = suite_create("json");
    UNIT_CASE(s, "documents", well_formed_documents, broken_documents, walks,
              failures_have_a_place, depth_is_limited, utf8);
    return s;
}

UNIT_MAIN(json_suite)
