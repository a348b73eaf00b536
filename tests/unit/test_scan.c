/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The scanner: which tokens a text has. A row is a text and its tokens, each
 * written KIND or KIND:text, with '^' for the first column; a slip is
 * "slug=what was meant". The words of keywords.def are held against gram.y.
 */

#include "tests/unit/unit.h"

#include "grammar/gram.h"
#include "grammar/limits.h"
#include "grammar/scanner.h"

#include <string.h>

static void put_token(struct buf *out, const struct token *token)
{
    if (token->first_column)
        buf_char(out, '^');
    if (token->kind == TOK_BAD) {
        buf_format(out, "%s=%.*s", diagnostic_slug(token->more->slip),
                   STR_ARG(token_mend(token)));
    } else {
        buf_text(out, gram_token_name(token->kind));
        bool keyword = keyword_is(token->kind);
        if (!keyword && token->kind < TOK_YESNO)
            buf_format(out, ":%.*s", STR_ARG(token->text));
    }
    if (token_unit(token).n)
        buf_format(out, "_%.*s", STR_ARG(token_unit(token)));
}

static const char *scan(struct arena *arena, struct str text)
{
    struct scanner *scanner = scanner_on(arena, text, 1, true);
    struct buf out = buf_on(arena);
    struct token token = scanner_next(scanner);
    for (; token.kind != TOK_END; token = scanner_next(scanner)) {
        put_token(&out, &token);
        buf_char(&out, ' ');
    }
    buf_char(&out, '\0');
    if (out.n > 1)
        out.at[out.n - 2] = '\0';
    return out.at;
}

static void check_rows(const char *const (*rows)[2], size_t n)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(strcmp(scan(arena, str_of(rows[i][0])), rows[i][1]) == 0,
                      "%s\n  gives    %s\n  expected %s", rows[i][0],
                      scan(arena, str_of(rows[i][0])), rows[i][1]);
    arena_free(arena);
}

#define CHECK_ROWS(...)                                                        \
    do {                                                                       \
        static const char *const rows[][2] = {__VA_ARGS__};                    \
        check_rows(rows, sizeof rows / sizeof *rows);                          \
    } while (0)

START_TEST(names_and_keywords)
    {
        CHECK_ROWS({" wild-type 5-FU MSI-H a_b2",
                    "NAME:wild-type NAME:5-FU NAME:MSI-H "
                    "NAME:a_b2"},
                   {" KRAS AND Not any", "NAME:KRAS and not any"},
                   {" rule score", "NAME:rule NAME:score"},
                   {"rule score\nscore x", "^rule NAME:score ^score NAME:x"},
                   {" a- b", "NAME:a - NAME:b"},
                   {" yes/no YES/No", "yes/no yes/no"},
                   {" favorable judgment", "favourable judgement"});
    }
END_TEST

START_TEST(numbers_and_units)
    {
        CHECK_ROWS(
            {" 5 5.5", "NUMBER:5 NUMBER:5.5"}, {" 5.5 cm", "QUANTITY:5.5_cm"},
            {" 80 ug/L and", "QUANTITY:80_ug/L and"},
            {" 80 \xC2\xB5g/L 8 \xCE\xBCg", "QUANTITY:80_ug/L QUANTITY:8_ug"},
            {" 3 and 4 to 5 cm", "NUMBER:3 and NUMBER:4 to QUANTITY:5_cm"},
            {" 200 10*9/L", "QUANTITY:200_10*9/L"},
            {" 5 mm[Hg] 5 /mL 30 %", "QUANTITY:5_mm[Hg] QUANTITY:5_/mL "
                                     "QUANTITY:30_%"},
            {" 60 mL/min/{1.73_m2}", "QUANTITY:60_mL/min/{1.73_m2}"},
            {" 3 two-stage", "NUMBER:3 NAME:two-stage"},
            {" 5\n cm", "NUMBER:5 NAME:cm"},
            {" 5\xC2\xA0"
             "cm",
             "QUANTITY:5_cm"},
            {" 5\xE2\x80\x87"
             "cm 5\xE2\x80\x89"
             "cm 5\xE2\x80\xAF"
             "cm",
             "QUANTITY:5_cm QUANTITY:5_cm QUANTITY:5_cm"},
            {" 3 two-Stage 3 two_9 3 two-",
             "NUMBER:3 NAME:two-Stage NUMBER:3 NAME:two_9 QUANTITY:3_two -"},
            {" 6 cm}", "QUANTITY:6_cm }"}, {" 5 / x", "NUMBER:5 / NAME:x"},
            {" ug/L %", "UNIT:ug/L UNIT:%"},
            {" 2 [32] [2,42, 55-57]", "NUMBER:2 REFS:32 REFS:2,42,55-57"},
            {" 2024-06-01 2024-06", "DATE:2024-06-01 DATE:2024-06"});
    }
END_TEST

START_TEST(texts_and_comments)
    {
        CHECK_ROWS({" \"a b\" # c\n \"d\"", "STRING:a b STRING:d"},
                   {" \"he said \"\"x\"\"\"", "STRING:he said \"x\""},
                   {" \xE2\x80\x9C"
                    "a\xE2\x80\x9D",
                    "STRING:a"},
                   {" \xE2\x80\x9E"
                    "a\xE2\x80\x9C",
                    "STRING:a"},
                   {" \"\"", "STRING:"}, {" \"a # b\"", "STRING:a # b"},
                   {" a # \"b\n", "NAME:a"},
                   {" \xE2\x80\x9C"
                    "a\"",
                    "STRING:a"},
                   {" \"open\n b", "unclosed-quote=open NAME:b"},
                   {" \xE2\x80\x9Copen\n b", "unclosed-quote=open NAME:b"},
                   {" \xE2\x80\x98x y\xE2\x80\x99", "single-quote=x y"},
                   {" 'x y'", "single-quote=x y"});
    }
END_TEST

START_TEST(signs)
    {
        CHECK_ROWS({" <= \xE2\x89\xA4 >= \xE2\x89\xA5 != \xE2\x89\xA0",
                    "<= <= >= >= != !="},
                   {" -> \xE2\x86\x92 || | : ,", "-> -> || | : ,"},
                   {" a<b>c=d", "NAME:a < NAME:b > NAME:c = NAME:d"});
    }
END_TEST

START_TEST(slips_know_what_was_meant)
    {
        CHECK_ROWS(
            {" 5,5 cm", "decimal-comma=5.5_cm"}, {" 5,5", "decimal-comma=5.5"},
            {" 1,000", "decimal-comma=1000"}, {" 5.5cm", "glued-unit=5.5_cm"},
            {" 30%", "glued-unit=30_%"}, {" .5", "number-form=0.5"},
            {" 5. x", "number-form=5 NAME:x"}, {" 1e5", "number-form="},
            {" 01.06.2024", "date-form=2024-06-01"},
            {" 6/1/2024", "date-form=2024-01-06 or 2024-06-01"},
            {" 13/1/2024", "date-form=2024-01-13"},
            {" 1/13/2024", "date-form=2024-01-13"},
            {" 2024/6/1", "date-form=2024-06-01"},
            {" 2024-6-1", "date-form=2024-06-01"}, {" 1.6.24", "date-form="},
            {" 13.13.2024", "date-form="},
            {" 1/1/2024", "date-form=2024-01-01"},
            {" 2024-06-01T10:00", "date-form=2024-06-01"},
            {" 1,5e3", "number-form="},
            {" 2\xE2\x80\x93"
             "6",
             "NUMBER:2 dash-range= NUMBER:6"},
            {" wild\xE2\x80\x91type", "name-form=wild-type"},
            {" m\xC3\xBCtter", "name-form=muetter"},
            {" a == b", "NAME:a foreign-sign== NAME:b"},
            {" a && b", "NAME:a foreign-sign=and NAME:b"},
            {" // x\n b", "comment-sign= NAME:b"}, {" ;", "stray-character="},
            {" \xE2\x82\xAC", "stray-character="},
            {" 1..5", "dash-range=1 to 5"});
    }
END_TEST

START_TEST(lines_and_columns)
    {
        CHECK_ROWS({"a\n b\nc", "^NAME:a NAME:b ^NAME:c"},
                   {"a\r\n b\r\nc\r\n", "^NAME:a NAME:b ^NAME:c"},
                   {"# c\na", "^NAME:a"}, {"\ta", "NAME:a"},
                   {"\xC2\xA0"
                    "a",
                    "NAME:a"});
        struct arena *arena = arena_new();
        struct scanner *scanner = scanner_on(arena, STR("  a b\n c"), 1, true);
        ck_assert(scanner_next(scanner).first_on_line);
        ck_assert(!scanner_next(scanner).first_on_line);
        ck_assert(scanner_next(scanner).first_on_line);
        arena_free(arena);
    }
END_TEST

/* Tokens lie one behind the other, within the text, whatever the bytes. */
START_TEST(spans_follow_each_other)
    {
        static const char text[] =
            "rule R\n  when 5.5  cm < x and 3 and \"a\" -> ;";
        struct arena *arena = arena_new();
        struct scanner *scanner = scanner_on(arena, str_of(text), 100, true);
        uint32_t at = 100;
        struct token token = scanner_next(scanner);
        for (; token.kind != TOK_END; token = scanner_next(scanner)) {
            ck_assert_uint_ge(token.span.from, at);
            ck_assert_uint_gt(token.span.to, token.span.from);
            at = token.span.to;
        }
        ck_assert_uint_le(at, 100 + sizeof text - 1);
        arena_free(arena);
    }
END_TEST

START_TEST(long_names_and_texts_are_slips)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        buf_char(&text, ' ');
        buf_repeat(&text, 'a', LIMIT_NAME_BYTES + 1);
        buf_text(&text, " \"");
        buf_repeat(&text, 'a', LIMIT_STRING_BYTES + 1);
        buf_text(&text, "\"");
        ck_assert_str_eq(scan(arena, buf_view(&text)),
                         "name-too-long= string-too-long=");
        buf_clear(&text);
        buf_char(&text, ' ');
        buf_repeat(&text, 'a', LIMIT_NAME_BYTES);
        ck_assert_uint_eq(strlen(scan(arena, buf_view(&text))),
                          LIMIT_NAME_BYTES + sizeof "NAME:" - 1);
        arena_free(arena);
    }
END_TEST

START_TEST(keywords_are_the_tokens_of_the_grammar)
    {
        int kind = 0;
        bool item_start = false;
        const char *word;
        for (size_t i = 0; (word = keyword_at(i, &kind, &item_start)); i++) {
            ck_assert_int_eq(keyword_kind(str_of(word), true), kind);
            ck_assert_int_eq(keyword_kind(str_of(word), false),
                             item_start ? 0 : kind);
            ck_assert_str_eq(keyword_word(kind), gram_token_name(kind));
        }
        ck_assert_int_eq(keyword_nearest_item(STR("ruel")), TOK_RULE);
        ck_assert_int_eq(keyword_nearest_item(STR("treatmnet")), TOK_TREATMENT);
        ck_assert_int_eq(keyword_nearest_item(STR("KRAS")), 0);
    }
END_TEST

static Suite *scan_suite(void)
{
    Suite *s = suite_create("scan");
    UNIT_CASE(s, "tokens", names_and_keywords, numbers_and_units,
              texts_and_comments, signs, slips_know_what_was_meant,
              lines_and_columns, spans_follow_each_other);
    UNIT_CASE(s, "words", keywords_are_the_tokens_of_the_grammar);
    UNIT_CASE(s, "limits", long_names_and_texts_are_slips);
    return s;
}

UNIT_MAIN(scan_suite)
