/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The parser: trees (rows of tests/syntax/), what broken files leave,
 * limits, texts cut anywhere, bytes at random, and what a REPL asks. What
 * messages say is pinned in tests/diagnostics/.
 */

#include "tests/unit/support/parsed.h"
#include "tests/unit/unit.h"

#include "grammar/build.h"
#include "grammar/limits.h"

#include <string.h>

#define SAMPLE "tests/syntax/sample.rules"

/* A file of tests/syntax: "=== title", source, "---", the items' trees, one
   a line (or nothing: then it must parse, and what it prints is the same). */

static struct str cut_line(struct str *rest)
{
    const char *end = memchr(rest->at, '\n', rest->n);
    size_t n = end ? (size_t)(end - rest->at) : rest->n;
    struct str line = {rest->at, n};
    *rest = str_from(*rest, n + 1);
    return line;
}

/* Lines up to one that starts with `mark`, which is left. */
static struct str cut_until(struct str *rest, struct str mark)
{
    struct str all = *rest;
    while (rest->n && !str_starts(*rest, mark))
        cut_line(rest);
    return (struct str){all.at, all.n - rest->n};
}

static void check_trees(struct str source, struct str trees, struct str title)
{
    struct parsed *parsed = parsed_text(source, PARSE_FILE);
    ck_assert_msg(parsed->sink.errors == 0, "%.*s:\n%s", STR_ARG(title),
                  parsed_messages(parsed));
    ck_assert(ast_check(parsed->tree));
    struct buf found = buf_on(parsed->arena);
    for (uint32_t i = 0; i < parsed->tree->n; i++) {
        ast_dump(&found, parsed->tree->kids[i]);
        buf_char(&found, '\n');
    }
    struct str text = buf_view(&found);
    ck_assert_msg(str_equal(str_trim(text), str_trim(trees)),
                  "%.*s:\nfound\n%.*s\nexpected\n%.*s", STR_ARG(title),
                  STR_ARG(text), STR_ARG(trees));
    parsed_free(parsed);
}

static size_t check_corpus(const char *path)
{
    struct arena *arena = arena_new();
    struct str rest = file_text(arena, path);
    size_t n = 0;
    cut_until(&rest, STR("==="));
    for (; rest.n; n++) {
        struct str title = cut_line(&rest);
        struct str source = cut_until(&rest, STR("---"));
        cut_line(&rest);
        check_trees(source, cut_until(&rest, STR("===")), title);
    }
    arena_free(arena);
    return n;
}

START_TEST(corpora_give_their_trees)
    {
        ck_assert_uint_gt(check_corpus("tests/syntax/items.txt"), 10);
        ck_assert_uint_gt(check_corpus("tests/syntax/expressions.txt"), 30);
    }
END_TEST

START_TEST(the_sample_parses)
    {
        struct parsed *parsed = parsed_file(SAMPLE);
        ck_assert_msg(parsed->sink.list.n == 0, "%s", parsed_messages(parsed));
        ck_assert_uint_gt(parsed->tree->n, 15);
        ck_assert(ast_check(parsed->tree));
        parsed_free(parsed);
    }
END_TEST

/* Spans and ids */

struct spans {
    struct span within;
    uint32_t next_id;
    bool good;
};

static bool check_span(const struct ast *node, void *context)
{
    struct spans *spans = context;
    spans->good &= node->span.from <= node->span.to &&
                   node->span.from >= spans->within.from &&
                   node->span.to <= spans->within.to;
    if (node->id >= spans->next_id)
        spans->next_id = node->id + 1;
    for (uint32_t i = 0; i < node->n; i++)
        if (node->kids[i])
            spans->good &= node->kids[i]->span.from >= node->span.from &&
                           node->kids[i]->span.to <= node->span.to;
    return true;
}

START_TEST(a_node_lies_within_its_parent)
    {
        struct parsed *parsed = parsed_file(SAMPLE);
        struct spans spans = {parsed->tree->span, 0, true};
        ast_walk(parsed->tree, check_span, &spans);
        ck_assert(spans.good);
        ck_assert_uint_eq(parsed->tree->id + 1, spans.next_id);
        parsed_free(parsed);
    }
END_TEST

/* Broken files */

START_TEST(every_broken_item_is_reported_and_every_good_one_kept)
    {
        struct parsed *parsed = parsed_text(
            STR("treatment A\nrule R\n  when\n  then A\ntreatment B\n"
                "define d:\ntreatment C\nscore s\n"),
            PARSE_FILE);
        ck_assert_uint_eq(parsed->sink.errors, 3);
        ck_assert_str_eq(parsed_dump(parsed),
                         "(file (treatment (name \"A\") -) (broken \"R\") "
                         "(treatment (name \"B\") -) (broken \"d\") "
                         "(treatment (name \"C\") -) (broken \"s\"))");
        parsed_free(parsed);
    }
END_TEST

START_TEST(a_broken_line_costs_only_itself)
    {
        struct parsed *parsed = parsed_text(
            STR("record patient\n  a: yes/no\n  b: list lesion\n  c: date\n"
                "  d: , 1 to 2\n"),
            PARSE_FILE);
        ck_assert_uint_eq(parsed->sink.errors, 2);
        ck_assert_str_eq(parsed_dump(parsed),
                         "(file (record (name \"patient\") "
                         "(field (name \"a\") (yes/no)) (broken \"b\") "
                         "(field (name \"c\") (unit-type \"date\")) "
                         "(broken \"d\")))");
        parsed_free(parsed);
    }
END_TEST

START_TEST(a_mended_item_is_kept)
    {
        struct parsed *parsed = parsed_text(
            STR("ruel R\n  when CEA > 5,5 cm && x = 1\nthen A\n"), PARSE_FILE);
        ck_assert_uint_eq(parsed->sink.errors, 4);
        ck_assert_str_eq(
            parsed_dump(parsed),
            "(file (rule when (name \"R\") - (and (compare > (name-ref "
            "\"CEA\") "
            "(quantity \"5.5\" (unit \"cm\"))) (compare = (name-ref \"x\") "
            "(number \"1\"))) - (conclusions (advise (or-names (name \"A\")) - "
            "-))))");
        parsed_free(parsed);
    }
END_TEST

/* Hostile texts */

START_TEST(the_sample_cut_anywhere_is_reported_or_whole)
    {
        struct arena *arena = arena_new();
        struct str text = file_text(arena, SAMPLE);
        for (size_t n = 0; n <= text.n; n++) {
            struct parsed *parsed =
                parsed_text((struct str){text.at, n}, PARSE_FILE);
            ck_assert_ptr_nonnull(parsed->tree);
            ck_assert(ast_check(parsed->tree));
            bool broken = false;
            for (uint32_t i = 0; i < parsed->tree->n; i++)
                broken |= parsed->tree->kids[i]->kind == AST_BROKEN;
            ck_assert(!broken || parsed->sink.errors > 0);
            parsed_messages(parsed);
            parsed_free(parsed);
        }
        arena_free(arena);
    }
END_TEST

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

START_TEST(random_bytes_do_no_harm)
    {
        uint32_t state = 1;
        char text[200];
        for (int i = 0; i < 3000; i++) {
            size_t n = next_random(&state) % sizeof text;
            for (size_t j = 0; j < n; j++)
                text[j] = (char)(next_random(&state) % (i % 2 ? 256 : 128));
            struct parsed *parsed =
                parsed_text((struct str){text, n}, PARSE_FILE);
            ck_assert(ast_check(parsed->tree));
            parsed_messages(parsed);
            parsed_free(parsed);
        }
    }
END_TEST

/* Words and signs of the sample in any order: close to the grammar, so that
   all of the reporting is reached. */
START_TEST(shuffled_words_do_no_harm)
    {
        static const char *const words[] = {
            "rule",   "when",    "then",      "and",     "or",    "not",
            "x",      "KRAS",    "5",         "5 cm",    ",",     ":",
            "|",      "||",      "(",         ")",       "{",     "}",
            "->",     "\"t\"",   "is",        "of",      "any",   "has",
            "\n",     "\n  ",    "record",    "case",    "given", "expect",
            "within", "over",    "5,5",       "2-6",     "at",    "least",
            "less",   "than",    "ago",       "avoid",   "with",  "latest",
            "list",   "set",     "if",        "define",  "table", "-",
            "score",  "unknown", "candidate", "because", "cites", "ruel"};
        size_t count = sizeof words / sizeof *words;
        uint32_t state = 7;
        for (int i = 0; i < 4000; i++) {
            struct arena *arena = arena_new();
            struct buf text = buf_on(arena);
            for (uint32_t n = next_random(&state) % 25; n > 0; n--)
                buf_format(&text, "%s ", words[next_random(&state) % count]);
            struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
            ck_assert_msg(ast_check(parsed->tree), "%.*s",
                          STR_ARG(buf_view(&text)));
            parsed_messages(parsed);
            parsed_free(parsed);
            arena_free(arena);
        }
    }
END_TEST

START_TEST(what_is_no_text_is_refused)
    {
        static const struct {
            struct str text;
            enum diagnostic_code code;
        } rows[] = {
            {{"rule \0 x", 8}, DIAG_NUL_BYTE},
            {{"\xFF\xFEr\0u\0", 6}, DIAG_NUL_BYTE},
            {{"\xFE\xFF\0r\0u", 6}, DIAG_NUL_BYTE},
            {{"rule \xFF", 6}, DIAG_BAD_UTF8},
            {{"\xC0\x80", 2}, DIAG_BAD_UTF8},
            {{"\xED\xA0\x80", 3}, DIAG_BAD_UTF8},
            {{"\xE2\x82", 2}, DIAG_BAD_UTF8},
            {{"", 0}, DIAG_EMPTY_FILE},
            {{"# nothing\n\n", 11}, DIAG_EMPTY_FILE},
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct parsed *parsed = parsed_text(rows[i].text, PARSE_FILE);
            ck_assert_uint_eq(parsed_count(parsed, rows[i].code), 1);
            ck_assert_uint_eq(parsed->sink.list.n, 1);
            ck_assert_uint_eq(parsed->tree->n, 0);
            parsed_messages(parsed);
            parsed_free(parsed);
        }
    }
END_TEST

START_TEST(a_byte_order_mark_and_crlf_are_accepted)
    {
        struct parsed *parsed = parsed_text(
            STR("\xEF\xBB\xBFrule R\r\n  when A\r\n  then B\r\n"), PARSE_FILE);
        ck_assert_uint_eq(parsed->sink.list.n, 0);
        ck_assert_uint_eq(parsed->tree->n, 1);
        parsed_free(parsed);
    }
END_TEST

/* Limits */

/* "rule R when ", a part n times, the middle, another part n times. */
static struct parsed *nested(const char *open, const char *middle,
                             const char *close, size_t n)
{
    struct arena *arena = arena_new();
    struct buf text = buf_on(arena);
    buf_text(&text, "rule R\n  when ");
    for (size_t i = 0; i < n; i++)
        buf_text(&text, open);
    buf_text(&text, middle);
    for (size_t i = 0; i < n; i++)
        buf_text(&text, close);
    buf_text(&text, "\n  then B\ntreatment B\n");
    struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
    parsed_messages(parsed);
    arena_free(arena);
    return parsed;
}

START_TEST(deep_nesting_is_one_error)
    {
        static const char *const rows[][3] = {
            {"A and B and (", "C", ")"}, {"(", "A", ")"},
            {"not ", "A", ""},           {"1 + ", "1 > 2", ""},
            {"- ", "1 > 2", ""},         {"A of ", "B", ""},
            {"any A has (", "B", ")"},   {"latest ", "B", ""},
            {"abs(", "1", ")"},          {"time since ", "B", ""}};
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct parsed *parsed =
                nested(rows[i][0], rows[i][1], rows[i][2], 100000);
            ck_assert_uint_eq(parsed_count(parsed, DIAG_NESTED_TOO_DEEPLY), 1);
            ck_assert_uint_eq(parsed->sink.errors, 1);
            ck_assert_uint_eq(parsed->tree->n, 2);
            parsed_free(parsed);
        }
    }
END_TEST

/* Texts that are joined are as long together as one may be. */
START_TEST(strings_joined_are_no_longer_than_one)
    {
        for (size_t more = 0; more < 2; more++) {
            struct arena *arena = arena_new();
            struct buf text = buf_on(arena);
            buf_text(&text, "rule R\n  when A\n  then note \"");
            buf_repeat(&text, 'a', LIMIT_STRING_BYTES / 2);
            buf_text(&text, "\"\n    \"");
            buf_repeat(&text, 'b', LIMIT_STRING_BYTES / 2 - 1 + more);
            buf_text(&text, "\"\n");
            struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
            ck_assert_uint_eq(parsed_count(parsed, DIAG_STRING_TOO_LONG), more);
            ck_assert_uint_eq(parsed->sink.errors, more);
            parsed_free(parsed);
            arena_free(arena);
        }
    }
END_TEST

/* All errors are counted, so many are kept. */
START_TEST(more_errors_than_are_shown_are_counted)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        for (int i = 0; i < LIMIT_DIAGNOSTICS + 7; i++)
            buf_text(&text, "define\n");
        struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
        ck_assert_uint_eq(parsed->sink.errors, LIMIT_DIAGNOSTICS + 7);
        ck_assert_uint_eq(parsed->sink.list.n, LIMIT_DIAGNOSTICS);
        ck_assert_uint_eq(parsed->tree->n, LIMIT_DIAGNOSTICS + 7);
        parsed_free(parsed);
        arena_free(arena);
    }
END_TEST

/* So many slips are mended in one item; with more it is given up. */
START_TEST(too_many_slips_cost_the_item)
    {
        struct parsed *few = nested("A && ", "A", "", LIMIT_SLIPS - 1);
        ck_assert_uint_eq(few->sink.errors, LIMIT_SLIPS - 1);
        ck_assert_int_eq(few->tree->kids[0]->kind, AST_RULE);
        struct parsed *many = nested("A && ", "A", "", LIMIT_SLIPS + 9);
        ck_assert_uint_eq(many->sink.errors, LIMIT_SLIPS);
        ck_assert_int_eq(many->tree->kids[0]->kind, AST_BROKEN);
        ck_assert_int_eq(many->tree->kids[1]->kind, AST_TREATMENT);
        parsed_free(few);
        parsed_free(many);
    }
END_TEST

START_TEST(nesting_below_the_limit_is_fine)
    {
        struct parsed *parsed = nested("(", "A", ")", LIMIT_NESTING - 10);
        ck_assert_uint_eq(parsed->sink.errors, 0);
        parsed_free(parsed);
    }
END_TEST

/* What is as deep as may be makes a chain that it ends too deep. */
START_TEST(a_chain_is_as_deep_as_its_last_part)
    {
        struct arena *arena = arena_new();
        size_t errors = 0;
        for (size_t n = LIMIT_NESTING - 10; n <= LIMIT_NESTING; n++) {
            struct buf text = buf_on(arena);
            buf_text(&text, "rule R\n  when A and B and ");
            buf_repeat(&text, '(', n);
            buf_text(&text, "C");
            buf_repeat(&text, ')', n);
            buf_text(&text, "\n  then B\n");
            struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
            size_t found = parsed_count(parsed, DIAG_NESTED_TOO_DEEPLY);
            ck_assert_uint_eq(parsed->sink.errors, found);
            ck_assert_uint_ge(found, errors); /* once too deep, ever so */
            ck_assert(n > LIMIT_NESTING - 10 || found == 0);
            ck_assert(n < LIMIT_NESTING || found == 1);
            errors = found;
            parsed_free(parsed);
        }
        arena_free(arena);
    }
END_TEST

/* A mend may be longer than what it replaces, wherever the tokens end. */
START_TEST(mends_find_room_in_items_of_any_length)
    {
        for (uint32_t n = 100; n < 140; n++) {
            struct parsed *parsed =
                nested("A and ",
                       "D within 2 years and D within 3 years and "
                       "D within 4 years",
                       "", n);
            ck_assert_uint_eq(parsed_count(parsed, DIAG_WITHIN), 3);
            ck_assert_uint_eq(parsed->sink.errors, 3);
            ck_assert_uint_eq(parsed->tree->kids[0]->kids[2]->n, n + 3);
            parsed_free(parsed);
        }
    }
END_TEST

START_TEST(long_chains_are_flat)
    {
        struct parsed *parsed = nested("A and ", "A", "", 100000);
        ck_assert_uint_eq(parsed->sink.errors, 0);
        ck_assert_uint_eq(parsed->tree->kids[0]->kids[2]->n, 100001);
        parsed_free(parsed);
    }
END_TEST

START_TEST(too_many_items_are_refused)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        for (int i = 0; i <= LIMIT_ITEMS; i++)
            buf_text(&text, "A -> B\n");
        struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
        ck_assert_uint_eq(parsed_count(parsed, DIAG_TOO_MANY_ITEMS), 1);
        ck_assert_uint_eq(parsed->sink.errors, 1);
        ck_assert_uint_eq(parsed->tree->n, LIMIT_ITEMS);
        parsed_free(parsed);
        arena_free(arena);
    }
END_TEST

START_TEST(too_long_files_are_refused)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        buf_repeat(&text, '#', LIMIT_FILE_BYTES + 1);
        struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
        ck_assert_uint_eq(parsed_count(parsed, DIAG_FILE_TOO_LONG), 1);
        ck_assert_uint_eq(parsed->sink.errors, 1);
        parsed_free(parsed);
        arena_free(arena);
    }
END_TEST

START_TEST(memory_that_runs_out_reaches_the_guard)
    {
        struct arena *texts = arena_new();
        struct str sample = file_text(texts, SAMPLE);
        for (size_t limit = 0; limit < 400000; limit += 3001) {
            struct arena *arena = arena_new();
            jmp_buf guard;
            if (setjmp(guard) == 0) {
                arena_guard(arena, &guard);
                arena_limit(arena, limit ? limit : 1);
                struct sources sources = sources_on(arena);
                struct diagnostics sink = diagnostics_on(arena);
                struct parse parse = {
                    .arena = arena, .sources = &sources, .sink = &sink};
                sources_add(&sources, STR("t"), sample);
                parse_source(&parse, 0, PARSE_FILE);
            }
            ck_assert_ptr_eq(arena_get_guard(arena), &guard);
            arena_free(arena);
        }
        arena_free(texts);
    }
END_TEST

/* What a slip's pattern looks through, and what its message quotes, is bounded:
   then another message says less. */
START_TEST(slips_of_long_items_are_told_in_short)
    {
        struct arena *arena = arena_new();
        for (size_t n = 10; n <= 300; n += 290) {
            struct buf text = buf_on(arena);
            buf_text(&text, "rule R\n  when A\n  then recommend a");
            for (size_t i = 0; i < n; i++)
                buf_text(&text, " with b");
            buf_text(&text, " and recommend c\n");
            struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
            ck_assert_uint_eq(parsed_count(parsed, DIAG_AND_OF_TREATMENTS),
                              n == 10);
            ck_assert_uint_eq(parsed->sink.errors, 1);
            parsed_free(parsed);
        }
        struct buf text = buf_on(arena);
        buf_text(&text, "if A");
        for (int i = 0; i < 500; i++)
            buf_text(&text, " and A");
        buf_text(&text, " then recommend a\n");
        struct parsed *parsed = parsed_text(buf_view(&text), PARSE_FILE);
        ck_assert_uint_eq(parsed_count(parsed, DIAG_IF_THEN), 1);
        const char *said = parsed_messages(parsed);
        ck_assert_ptr_nonnull(strstr(said, "write: A and A and A"));
        ck_assert_uint_lt(strlen(said), 600);
        parsed_free(parsed);
        arena_free(arena);
    }
END_TEST

/* What a REPL asks */

/* Facts that are typed are those of a case, and so are the messages. */
START_TEST(typed_facts_have_the_messages_of_cases)
    {
        struct parsed *parsed = parsed_text(STR("KRAS = mutated"), PARSE_FACTS);
        ck_assert_uint_eq(parsed_count(parsed, DIAG_COLON_COMPARISON), 1);
        ck_assert_uint_eq(parsed->sink.errors, 1);
        parsed_free(parsed);
    }
END_TEST

START_TEST(a_text_is_whole_or_wants_more_or_is_wrong)
    {
        static const struct {
            const char *text;
            enum parse_start start;
            enum parse_state state;
        } rows[] = {
            {"KRAS mutated", PARSE_EXPR, PARSE_WHOLE},
            {"KRAS mutated and", PARSE_EXPR, PARSE_MORE},
            {"KRAS mutated and (A", PARSE_EXPR, PARSE_MORE},
            {"KRAS mutated )", PARSE_EXPR, PARSE_WRONG},
            {"", PARSE_EXPR, PARSE_MORE},
            {"rule R", PARSE_FILE, PARSE_MORE},
            {"rule R\n  when A\n", PARSE_FILE, PARSE_MORE},
            {"rule R\n  when A\n  then B\n", PARSE_FILE, PARSE_WHOLE},
            {"A -> B", PARSE_FILE, PARSE_WHOLE},
            {"rule\nA -> B", PARSE_FILE, PARSE_WRONG},
            {"KRAS mutated, CEA 90 ug/L", PARSE_FACTS, PARSE_WHOLE},
            {"lesions { size 6 cm", PARSE_FACTS, PARSE_MORE},
            {"size of lesion 2", PARSE_NAME, PARSE_WHOLE},
            {"size of", PARSE_NAME, PARSE_MORE},
            {"\xFF", PARSE_EXPR, PARSE_WRONG},
        };
        struct arena *arena = arena_new();
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            ck_assert_msg(parse_try(arena, str_of(rows[i].text),
                                    rows[i].start) == rows[i].state,
                          "%s", rows[i].text);
        arena_free(arena);
    }
END_TEST

static bool expects(const char *text, enum parse_start start, const char *word)
{
    struct arena *arena = arena_new();
    struct str words[STOP_ROOM];
    size_t n = parse_expected(arena, str_of(text), start, words, STOP_ROOM);
    bool found = false;
    for (size_t i = 0; i < n; i++)
        found |= str_equal(words[i], str_of(word));
    arena_free(arena);
    return found;
}

START_TEST(what_may_follow_is_known)
    {
        ck_assert(expects("", PARSE_FILE, "rule"));
        ck_assert(expects("rule R ", PARSE_FILE, "when"));
        ck_assert(!expects("rule R ", PARSE_FILE, "then"));
        ck_assert(expects("rule R\n  when KRAS mutated ", PARSE_FILE, "then"));
        ck_assert(expects("rule R\n  when KRAS mutated ", PARSE_FILE, "and"));
        ck_assert(
            expects("rule R\n  when A\n  then B\n", PARSE_FILE, "treatment"));
        ck_assert(expects("KRAS is ", PARSE_EXPR, "unknown"));
        ck_assert(expects("KRAS is ", PARSE_EXPR, "NAME"));
        ck_assert(!expects("KRAS ) ", PARSE_EXPR, "and"));
        ck_assert(expects("rule R when A then recommend ", PARSE_FILE, "NAME"));
        ck_assert(expects("treatment A\nrule R ", PARSE_FILE, "when"));
        ck_assert(!expects("treatment A\nrule R ", PARSE_FILE, "rule"));
        ck_assert(expects("case \"c\"\n  expect ", PARSE_FILE, "rule"));
        ck_assert(expects("case \"c\"\n  given ", PARSE_FILE, "record"));
        ck_assert(!expects("\xFF", PARSE_EXPR, "NAME"));
        /* No more of them than there is room for. */
        struct arena *arena = arena_new();
        struct str words[3] = {{0}};
        ck_assert_uint_eq(parse_expected(arena, STR(""), PARSE_FILE, words, 2),
                          2);
        ck_assert(words[1].n && !words[2].n);
        arena_free(arena);
    }
END_TEST

static Suite *parse_suite(void)
{
    Suite *s = suite_create("parse");
    UNIT_CASE(s, "trees", corpora_give_their_trees, the_sample_parses,
              a_node_lies_within_its_parent);
    UNIT_CASE(
        s, "broken", every_broken_item_is_reported_and_every_good_one_kept,
        a_broken_line_costs_only_itself, a_mended_item_is_kept,
        what_is_no_text_is_refused, a_byte_order_mark_and_crlf_are_accepted);
    UNIT_CASE(s, "hostile", the_sample_cut_anywhere_is_reported_or_whole,
              random_bytes_do_no_harm, shuffled_words_do_no_harm,
              memory_that_runs_out_reaches_the_guard);
    UNIT_CASE(
        s, "limits", deep_nesting_is_one_error,
        strings_joined_are_no_longer_than_one,
        more_errors_than_are_shown_are_counted, too_many_slips_cost_the_item,
        slips_of_long_items_are_told_in_short, nesting_below_the_limit_is_fine,
        a_chain_is_as_deep_as_its_last_part,
        mends_find_room_in_items_of_any_length, long_chains_are_flat,
        too_many_items_are_refused, too_long_files_are_refused);
    UNIT_CASE(s, "repl", typed_facts_have_the_messages_of_cases,
              a_text_is_whole_or_wants_more_or_is_wrong,
              what_may_follow_is_known);
    return s;
}

UNIT_MAIN(parse_suite)
