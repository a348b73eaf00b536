/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The printer and the renderer of messages. The property: what is printed
 * parses to the same tree, and prints the same again.
 */

#include "grammar/limits.h"
#include "tests/unit/support/parsed.h"
#include "tests/unit/unit.h"

#include <dirent.h>
#include <string.h>

static void check_round_trip(struct parsed *first)
{
    ck_assert_msg(first->sink.errors == 0, "%s", parsed_messages(first));
    struct str text = str_of(parsed_print(first));
    struct parsed *second = parsed_text(text, PARSE_FILE);
    ck_assert_msg(second->sink.errors == 0, "%.*s%s", STR_ARG(text),
                  parsed_messages(second));
    ck_assert_msg(ast_equal(first->tree, second->tree), "%.*s", STR_ARG(text));
    ck_assert_str_eq(parsed_print(second), text.at);
    parsed_free(second);
    parsed_free(first);
}

START_TEST(the_sample_round_trips)
    {
        check_round_trip(parsed_file("tests/syntax/sample.rules"));
    }
END_TEST

START_TEST(the_rule_base_round_trips)
    {
        DIR *folder = opendir("rules");
        ck_assert_ptr_nonnull(folder);
        size_t n = 0;
        for (struct dirent *entry; (entry = readdir(folder));) {
            size_t length = strlen(entry->d_name);
            if (length < 6 || strcmp(entry->d_name + length - 6, ".rules") != 0)
                continue;
            struct arena *arena = arena_new();
            struct str path = str_format(arena, "rules/%s", entry->d_name);
            check_round_trip(parsed_file(path.at));
            arena_free(arena);
            n++;
        }
        closedir(folder);
        ck_assert_uint_gt(n, 3);
    }
END_TEST

/* Every source of the corpora, by its "---" and "===" lines. */
START_TEST(the_corpora_round_trip)
    {
        static const char *const paths[] = {"tests/syntax/items.txt",
                                            "tests/syntax/expressions.txt"};
        for (size_t i = 0; i < 2; i++) {
            struct arena *arena = arena_new();
            const char *at = file_text(arena, paths[i]).at;
            const char *title, *trees;
            while ((title = strstr(at, "\n=== ")) &&
                   (trees = strstr(title, "\n---"))) {
                const char *source = strchr(title + 1, '\n') + 1;
                struct str text = {source, (size_t)(trees + 1 - source)};
                check_round_trip(parsed_text(text, PARSE_FILE));
                at = trees + 1;
            }
            arena_free(arena);
        }
    }
END_TEST

/* One line of text, whatever the layout was: a condition's identity. */
START_TEST(expressions_have_one_text)
    {
        static const char *const rows[][2] = {
            {"ECOG<=1 and\n primary  resected",
             "ECOG <= 1 and primary resected"},
            {"CEA \xE2\x89\xA4 80 \xC2\xB5g/L", "CEA <= 80 ug/L"},
            {"NOT (A OR B)", "not (A or B)"},
            {"largest(size*2)of lesions>3 cm",
             "largest (size * 2) of lesions > 3 cm"},
            {"any lesion has lobe left|right",
             "any lesion has lobe left | right"},
            {"count of(lesions where size>3 cm)=0",
             "count of (lesions where size > 3 cm) = 0"},
            {"D at least 2 years ago", "D at least 2 years ago"},
            {"time from A to B>=6 weeks", "time from A to B >= 6 weeks"},
            {"x is not unknown", "x is not unknown"},
            {"-x + -5 cm", "- x + - 5 cm"},
            {"name = \"a \"\"b\"\"\"", "name = \"a \"\"b\"\"\""},
            {"round(x,  2)", "round(x, 2)"},
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct parsed *parsed = parsed_text(str_of(rows[i][0]), PARSE_EXPR);
            ck_assert_msg(parsed->sink.errors == 0, "%s",
                          parsed_messages(parsed));
            ck_assert_str_eq(parsed_print(parsed), rows[i][1]);
            parsed_free(parsed);
        }
    }
END_TEST

START_TEST(a_bare_rule_is_named_by_its_text)
    {
        struct parsed *parsed =
            parsed_text(STR("ECOG<=1 and primary resected ->   LT candidate\n"),
                        PARSE_FILE);
        struct str name = ast_bare_name(parsed->arena, parsed->tree->kids[0]);
        ck_assert(str_equal(
            name, STR("ECOG <= 1 and primary resected -> LT candidate")));
        parsed_free(parsed);
    }
END_TEST

/* Messages */

static const char *rendered(struct arena *arena, const char *text,
                            struct span span, const char *label)
{
    struct sources sources = sources_on(arena);
    struct diagnostics sink = diagnostics_on(arena);
    sources_add(&sources, STR("a.rules"), str_of(text));
    struct diagnostic *d = diagnose(&sink, DIAG_SYNTAX, span, "it is wrong");
    diagnostic_label(&sink, d, "%s", label);
    diagnostic_second(&sink, d, (struct span){1, 2}, "declared here");
    struct buf out = buf_on(arena);
    diagnostic_render(&out, &sources, d);
    buf_char(&out, '\0');
    return out.at;
}

START_TEST(messages_point_at_their_place)
    {
        struct arena *arena = arena_new();
        ck_assert_str_eq(rendered(arena, "one\n\tna\xC3\xAFve two\r\nthree",
                                  (struct span){13, 16}, "mend it"),
                         "a.rules:2:8: error: it is wrong [syntax]\n"
                         "    2 |  na\xC3\xAFve two\n"
                         "      |        ^^^ mend it\n"
                         "a.rules:1:1: declared here\n");
        arena_free(arena);
    }
END_TEST

START_TEST(messages_at_the_end_and_over_lines)
    {
        struct arena *arena = arena_new();
        ck_assert_str_eq(rendered(arena, "one", (struct span){4, 4}, ""),
                         "a.rules:1:4: error: it is wrong [syntax]\n"
                         "    1 | one\n"
                         "      |    ^\n"
                         "a.rules:1:1: declared here\n");
        ck_assert_str_eq(rendered(arena, "one\ntwo", (struct span){2, 7}, "x"),
                         "a.rules:1:2: error: it is wrong [syntax]\n"
                         "    1 | one\n"
                         "      |  ^^ x\n"
                         "a.rules:1:1: declared here\n");
        arena_free(arena);
    }
END_TEST

/* A place in no text, in an empty line, or in the end of a line. */
START_TEST(messages_without_a_line_to_show)
    {
        struct arena *arena = arena_new();
        ck_assert_str_eq(rendered(arena, "one", SPAN_NONE, "mend it"),
                         "error: it is wrong [syntax]\n"
                         "      | mend it\n"
                         "a.rules:1:1: declared here\n");
        ck_assert_str_eq(rendered(arena, "one", SPAN_NONE, ""),
                         "error: it is wrong [syntax]\n"
                         "a.rules:1:1: declared here\n");
        ck_assert_str_eq(
            rendered(arena, "a\n\nb", (struct span){3, 3}, "mend it"),
            "a.rules:2:1: error: it is wrong [syntax]\n"
            "      | mend it\n"
            "a.rules:1:1: declared here\n");
        ck_assert_str_eq(
            rendered(arena, "one\r\ntwo", (struct span){5, 6}, "x"),
            "a.rules:1:5: error: it is wrong [syntax]\n"
            "    1 | one\n"
            "      |    ^ x\n"
            "a.rules:1:1: declared here\n");
        arena_free(arena);
    }
END_TEST

START_TEST(a_second_place_may_be_none)
    {
        struct arena *arena = arena_new();
        struct sources sources = sources_on(arena);
        struct diagnostics sink = diagnostics_on(arena);
        struct diagnostic *d = diagnose(&sink, DIAG_SYNTAX, SPAN_NONE, "wrong");
        diagnostic_second(&sink, d, SPAN_NONE, "of the program itself");
        struct buf out = buf_on(arena);
        diagnostic_render(&out, &sources, d);
        ck_assert(
            str_equal(buf_view(&out),
                      STR("error: wrong [syntax]\nof the program itself\n")));
        arena_free(arena);
    }
END_TEST

/* Only the code and the place that are asked for, an error or a warning. */
START_TEST(messages_are_withdrawn)
    {
        struct arena *arena = arena_new();
        struct diagnostics sink = diagnostics_on(arena);
        struct span at = {5, 9}, within = {6, 7};
        diagnose(&sink, DIAG_SYNTAX, at, "kept");
        diagnose(&sink, DIAG_EMPTY_FILE, at, "a warning");
        diagnostics_withdraw(&sink, DIAG_SYNTAX, (struct span){4, 9});
        diagnostics_withdraw(&sink, DIAG_SYNTAX, (struct span){5, 10});
        diagnostics_withdraw(&sink, DIAG_UNFINISHED, at);
        ck_assert_uint_eq(sink.list.n, 2);
        diagnostics_withdraw(&sink, DIAG_EMPTY_FILE, within);
        ck_assert_uint_eq(sink.warnings, 0);
        ck_assert_uint_eq(sink.errors, 1);
        ck_assert_uint_eq(sink.list.n, 1);
        ck_assert_int_eq(sink.list.at[0].code, DIAG_SYNTAX);
        diagnostics_withdraw(&sink, DIAG_SYNTAX, within);
        ck_assert_uint_eq(sink.errors, 0);
        ck_assert_uint_eq(sink.list.n, 0);
        arena_free(arena);
    }
END_TEST

START_TEST(messages_fit_eighty_columns)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        for (int i = 0; i < 100; i++)
            buf_text(&text, "word ");
        buf_char(&text, '\0');
        const char *label =
            "a label that is much too long for one line and has "
            "to be broken between two of its words somewhere";
        for (uint32_t at = 1; at < 490; at += 7) {
            struct str all = str_of(
                rendered(arena, text.at, (struct span){at, at + 4}, label));
            while (all.n) {
                const char *end = memchr(all.at, '\n', all.n);
                size_t n = (size_t)(end - all.at);
                ck_assert_uint_le(n, 80);
                all = str_from(all, n + 1);
            }
        }
        arena_free(arena);
    }
END_TEST

START_TEST(messages_are_sorted_and_limited)
    {
        struct arena *arena = arena_new();
        struct diagnostics sink = diagnostics_on(arena);
        for (uint32_t i = 0; i < LIMIT_DIAGNOSTICS + 5; i++) {
            struct span span = {LIMIT_DIAGNOSTICS - i % 7, LIMIT_DIAGNOSTICS};
            struct diagnostic *d = diagnose(&sink, DIAG_SYNTAX, span, "%u", i);
            diagnostic_label(&sink, d, "label");
            diagnostic_second(&sink, d, span, "second");
        }
        diagnose(&sink, DIAG_EMPTY_FILE, SPAN_NONE, "a warning");
        ck_assert_uint_eq(sink.errors, LIMIT_DIAGNOSTICS + 5);
        ck_assert_uint_eq(sink.warnings, 1);
        ck_assert_uint_eq(sink.list.n, LIMIT_DIAGNOSTICS + 1);
        diagnostics_sort(&sink);
        for (size_t i = 1; i < sink.list.n; i++)
            ck_assert_uint_le(sink.list.at[i - 1].span.from,
                              sink.list.at[i].span.from);
        arena_free(arena);
    }
END_TEST

/* Places that are none, turned over, or of no file are no text. */
START_TEST(places_are_within_their_texts)
    {
        struct arena *arena = arena_new();
        struct sources sources = sources_on(arena);
        struct str huge = {"longer than a mark", UINT32_MAX};
        ck_assert_int_eq(sources_add(&sources, STR("a"), STR("one")), 0);
        ck_assert_int_eq(sources_add(&sources, STR("b"), huge), -1);
        ck_assert_int_eq(sources_add(&sources, STR("c"), STR("two")), 1);
        struct span none = SPAN_NONE, one = {1, 4}, two = {5, 8};
        ck_assert(str_equal(sources_text(&sources, one), STR("one")));
        ck_assert(str_equal(sources_text(&sources, two), STR("two")));
        ck_assert_uint_eq(sources_text(&sources, none).n, 0);
        ck_assert_uint_eq(sources_text(&sources, (struct span){3, 2}).n, 0);
        ck_assert_uint_eq(sources_text(&sources, (struct span){90, 91}).n, 0);
        struct span joined = span_join(one, none);
        ck_assert(joined.from == 1 && joined.to == 4);
        joined = span_join(none, two);
        ck_assert(joined.from == 5 && joined.to == 8);
        joined = span_join(two, one);
        ck_assert(joined.from == 1 && joined.to == 8);
        arena_free(arena);
    }
END_TEST

static Suite *print_suite(void)
{
    Suite *s = suite_create("print");
    UNIT_CASE(s, "round trip", the_sample_round_trips,
              the_rule_base_round_trips, the_corpora_round_trip,
              expressions_have_one_text, a_bare_rule_is_named_by_its_text);
    UNIT_CASE(s, "messages", messages_point_at_their_place,
              messages_at_the_end_and_over_lines,
              messages_without_a_line_to_show, a_second_place_may_be_none,
              messages_are_withdrawn, messages_fit_eighty_columns,
              messages_are_sorted_and_limited, places_are_within_their_texts);
    return s;
}

UNIT_MAIN(print_suite)
