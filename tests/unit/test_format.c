/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The formatter. Pairs of a source and its layout stand in tests/format/;
 * what holds for every text is tried on the rule base, on generated programs
 * (tests/reference/generate.py) and on both with their blanks torn apart: the
 * tree and the comments survive, and a second pass changes nothing.
 */

#include "grammar/format.h"
#include "grammar/gram.h"
#include "grammar/scanner.h"
#include "tests/unit/support/parsed.h"
#include "tests/unit/unit.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

static struct arena *arena;
static LIST(struct parsed *) kept; /* names borrow their texts */

static void forget_kept(void)
{
    for (size_t i = 0; i < kept.n; i++)
        parsed_free(kept.at[i]);
    kept.n = 0;
}

static void set_up(void)
{
    arena = arena_new();
    memset(&kept, 0, sizeof kept);
}

static void tear_down(void)
{
    forget_kept();
    arena_free(arena);
}

/* The layout of a text that parses; names as `names` and the text declare. */
static struct str laid_out(struct str text, struct format_names *names)
{
    struct parsed *parsed = parsed_text(text, PARSE_FILE);
    list_push(arena, &kept, parsed);
    if (parsed->sink.errors)
        ck_abort_msg("%s", parsed_messages(parsed));
    if (!names)
        names = format_names_on(arena);
    format_names_add(names, parsed->tree);
    return format_file(arena, &parsed->sources.files.at[0], parsed->tree,
                       names);
}

static const char *terminated(struct str text)
{
    return str_copy(arena, text).at;
}

/* Fails with a diff unless the texts are the same. */
static void same_text(const char *what, struct str expected, struct str found)
{
    struct str diff = format_diff(arena, str_of(what), expected, found);
    if (diff.n)
        ck_abort_msg("%s", terminated(diff));
}

static void has_clean_lines(const char *what, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] == '\n' && i &&
            (text.at[i - 1] == ' ' || text.at[i - 1] == '\r'))
            ck_abort_msg("%s: blanks at the end of a line", what);
    ck_assert_msg(text.n && text.at[text.n - 1] == '\n', "%s: no last newline",
                  what);
    ck_assert_msg(text.n < 2 || text.at[text.n - 2] != '\n',
                  "%s: blank lines at the end", what);
}

/* What must hold for every text; returns its layout. */
static struct str holds(const char *what, struct str text)
{
    struct str once = laid_out(text, NULL);
    if (!format_is_faithful(arena, text, once))
        ck_abort_msg("%s says something else:\n%s", what, terminated(once));
    same_text(what, once, laid_out(once, NULL));
    has_clean_lines(what, once);
    return once;
}

/* ---- tearing texts apart ------------------------------------------------ */

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static bool has_comment_or_blank_line(struct str gap)
{
    unsigned lines = 0;
    for (size_t i = 0; i < gap.n; i++) {
        if (gap.at[i] == '#')
            return true;
        lines += gap.at[i] == '\n';
    }
    return lines > 1;
}

/* What may stand between two tokens instead of `gap`. Without a seed, as
   little as possible. */
static struct str torn(struct str gap, const struct token *before,
                       const struct token *after, unsigned *seed)
{
    bool strings = before->kind == TOK_STRING && after->kind == TOK_STRING;
    bool sign = after->kind == TOK_MINUS && after->first_on_line;
    if (after->first_column || has_comment_or_blank_line(gap) || strings ||
        sign || after->kind == TOK_END)
        return gap;
    bool number = before->kind == TOK_NUMBER &&
                  (after->kind == TOK_NAME || after->kind == TOK_UNIT);
    if (number)
        return STR("\n  ");
    unsigned pick = *seed ? next_random(seed) % 4 : 0;
    return pick == 1 && after->kind != TOK_MINUS ? STR("\n \t ")
           : pick == 2                           ? STR("   ")
                                                 : STR(" ");
}

static struct str tear(struct str text, unsigned seed)
{
    struct buf out = buf_on(arena);
    struct scanner *scanner = scanner_on(arena, text, 1, true);
    struct token before = {0}, token;
    size_t from = 0;
    do {
        token = scanner_next(scanner);
        size_t at = token.span.from - 1;
        struct str gap = {text.at + from, at - from};
        buf_str(&out, torn(gap, &before, &token, &seed));
        from = token.span.to - 1;
        buf_str(&out, (struct str){text.at + at, from - at});
        before = token;
    } while (token.kind != TOK_END);
    return buf_view(&out);
}

/* Torn at random it keeps its promises; and what is joined as far as it may
   be has one layout, whatever the text looked like before. */
static void holds_torn(const char *what, struct str text)
{
    struct str once = holds(what, text);
    for (unsigned seed = 1; seed <= 4; seed++)
        holds(what, tear(text, seed));
    struct str joined = holds(what, tear(text, 0));
    struct str again = holds(what, tear(once, 0));
    if (!strstr(what, "rules/")) /* strings there are broken anew */
        same_text(what, joined, again);
}

/* ---- properties --------------------------------------------------------- */

/* Some of examples/wrong/ do not. */
static bool is_whole(const char *path)
{
    struct parsed *parsed = parsed_file(path);
    bool whole = !parsed->sink.errors;
    parsed_free(parsed);
    return whole;
}

START_TEST(rule_files_keep_what_they_say)
    {
        static const char *const patterns[] = {
            "rules/*.rules", "tests/syntax/sample.rules", "examples/*/*.rules"};
        size_t files = 0;
        for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
            glob_t found;
            ck_assert_int_eq(glob(patterns[i], 0, NULL, &found), 0);
            for (size_t j = 0; j < found.gl_pathc; j++)
                if (is_whole(found.gl_pathv[j]))
                    holds_torn(found.gl_pathv[j],
                               file_text(arena, found.gl_pathv[j]));
            files += found.gl_pathc;
            globfree(&found);
        }
        ck_assert_uint_gt(files, 10);
    }
END_TEST

static struct str output_of(const char *command)
{
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    struct buf text = buf_on(arena);
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, pipe)) > 0)
        buf_str(&text, (struct str){part, n});
    ck_assert_int_eq(pclose(pipe), 0);
    return buf_view(&text);
}

#define PROGRAMS 40

/* Programs of the generator, with a NUL behind each. */
START_TEST(generated_programs_keep_what_they_say)
    {
        struct str rest = output_of(
            "python3 -B -c 'import sys\n"
            "sys.path.insert(0, \"tests/reference\")\n"
            "from generate import generate\n"
            "for seed in range(40):\n"
            "    text = generate(seed, size=1 + seed % 8)[0].render()\n"
            "    sys.stdout.write(text + chr(0))'");
        unsigned programs = 0;
        while (rest.n) {
            const char *end = memchr(rest.at, 0, rest.n);
            ck_assert_ptr_nonnull(end);
            struct str text = {rest.at, (size_t)(end - rest.at)};
            holds_torn("generated", text);
            rest = str_from(rest, text.n + 1);
            programs++;
        }
        ck_assert_uint_eq(programs, PROGRAMS);
    }
END_TEST

/* ---- pairs -------------------------------------------------------------- */

static void pair_agrees(const char *path)
{
    struct str text = file_text(arena, path);
    const char *line = strstr(terminated(text), "\n====\n");
    ck_assert_msg(line != NULL, "%s has no line ====", path);
    size_t n = strlen(line);
    struct str source = {text.at, text.n - n + 1};
    struct str expected = str_from(text, text.n - n + sizeof "\n====");
    same_text(path, expected, holds(path, source));
}

START_TEST(pairs_agree)
    {
        glob_t found;
        ck_assert_int_eq(glob("tests/format/*.txt", 0, NULL, &found), 0);
        for (size_t i = 0; i < found.gl_pathc; i++)
            pair_agrees(found.gl_pathv[i]);
        globfree(&found);
    }
END_TEST

/* A layout, both without the last newline. */
static void gives(const char *source, const char *expected)
{
    struct str text = str_format(arena, "%s\n", source);
    struct str wanted = str_format(arena, "%s\n", expected);
    same_text(source, wanted, holds(source, text));
}

START_TEST(ends_of_lines_and_blanks_are_one)
    {
        gives("treatment\tLT \r\n\r\n\r\n\r\ntreatment  CT\r\n\r\n",
              "treatment LT\n\ntreatment CT");
        gives("treatment LT\xC2\xA0\"Liver\"", "treatment LT \"Liver\"");
        gives("# nothing but a comment\n\ntreatment LT",
              "# nothing but a comment\n\ntreatment LT");
    }
END_TEST

START_TEST(prose_is_set_within_its_columns)
    {
        struct buf text = buf_on(arena);
        buf_text(&text, "rule r\n  when a\n  then note \"");
        for (int i = 0; i < 300; i++)
            buf_text(&text, i % 7 ? "word " : "\"\"naïve\"\"  ");
        buf_text(&text, "\"\n  because \"");
        buf_repeat(&text, 'x', 200);
        buf_text(&text, " y\"\n");
        struct str result = holds("prose", buf_view(&text));
        size_t from = 0, wide = 0;
        for (size_t i = 0; i < result.n; i++)
            if (result.at[i] == '\n') {
                struct str line = {result.at + from, i - from};
                wide += str_columns(line) > 80;
                from = i + 1;
            }
        ck_assert_uint_eq(wide, 1);
    }
END_TEST

#define WORDS_84                                                               \
    "word word word word word word word word word word word word word word "   \
    "word word word"

#define A31 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B34 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* Strings with a comment between them stay as they are broken, however long;
   a line of a text is not made shorter where that would make one line more. */
START_TEST(prose_is_broken_where_it_helps)
    {
        gives("rule r\n  when a\n  then note \"b\"\n"
              "  because \"" WORDS_84 "\" # c\n    \"more\"",
              "rule r\n  when      a\n  then      note \"b\"\n"
              "  because   \"" WORDS_84 "\"  # c\n"
              "            \"more\"");
        gives("rule r\n  when a\n  then note \"b\"\n"
              "  because \"" B34 " " A31 " " B34 " " A31 " eee\"",
              "rule r\n  when      a\n  then      note \"b\"\n"
              "  because   \"" B34 " " A31 "\"\n"
              "            \"" B34 " " A31 "\"\n"
              "            \"eee\"");
    }
END_TEST

START_TEST(comments_stay_where_they_belong)
    {
        gives("treatment LT # b", "treatment LT  # b");
        gives("guideline # c\n  \"G\"", "guideline  # c\n    \"G\"");
        /* The second stands above a line, in the column of the first: one
           blank more, or it would be read as going on with it. */
        gives("score s # x\n  # alone\n  1 if a\n  123.4567 if b",
              "score s   # x\n         # alone\n         1 if a\n"
              "  123.4567 if b");
        gives("rule r\n  when a\n  then recommend b # c\n    , consider d",
              "rule r\n  when      a\n  then      recommend b,  # c\n"
              "            consider d");
    }
END_TEST

START_TEST(types_are_spelt_one_way)
    {
        gives("record a\n  x: Yes/NO\n  p: \"10*9\" \"/L\"",
              "record a\n  x: yes/no\n  p: \"10*9\" \"/L\"");
    }
END_TEST

/* A condition that is nested near the limit, and one that is very long. */
START_TEST(depth_and_length_are_no_matter)
    {
        struct buf text = buf_on(arena);
        buf_text(&text, "rule r\n  when ");
        for (int i = 0; i < 120; i++)
            buf_text(&text, "(aaaaaaaa and (bbbbbbbbb or ");
        buf_text(&text, "c");
        buf_repeat(&text, ')', 240);
        buf_text(&text, "\n  then t candidate\nrule s\n  when a");
        for (int i = 0; i < 20000; i++)
            buf_format(&text, " and b%d", i);
        buf_text(&text, "\n  then t candidate\n");
        holds("deep", buf_view(&text));
    }
END_TEST

/* ---- names -------------------------------------------------------------- */

START_TEST(names_are_written_as_declared)
    {
        struct format_names *names = format_names_on(arena);
        laid_out(
            STR("record patient\n  KRAS: wild-type | Mutated\n"
                "  lesions: list of lesion\n"
                "record lesion\n  Size: cm\n"
                "treatment LT\ntreatment HAI\nevidence SECA-trial\n  \"x\"\n"
                "measure median-OS\ndefine RAS-known: KRAS is known\n"
                "rule First\n  when RAS-known\n  then LT\n"),
            names);
        struct str found = laid_out(
            STR("rule second\n  when kras WILD_TYPE and ras_known and\n"
                "    any LESION has size > 1 cm and FOO(1) > 2\n"
                "  then recommend lt with hai, outcome MEDIAN-os for lt 5 "
                "months\n"
                "  cites seca_TRIAL\n  overrides FIRST\n"),
            names);
        same_text(
            "names",
            STR("rule second\n"
                "  when      KRAS wild-type and RAS-known\n"
                "            and any lesion has Size > 1 cm and foo(1) > 2\n"
                "  then      recommend LT with HAI,\n"
                "            outcome median-OS for LT 5 months\n"
                "  cites     SECA-trial\n  overrides First\n"),
            found);
    }
END_TEST

/* A broken line of a vocabulary declares nothing, the others all the same. */
START_TEST(names_of_a_broken_record_are_known)
    {
        struct format_names *names = format_names_on(arena);
        struct parsed *broken = parsed_text(
            STR("record patient\n  KRAS: yes/no\n  ECOG: list lesion\n"),
            PARSE_FILE);
        list_push(arena, &kept, broken);
        ck_assert_uint_eq(broken->sink.errors, 1);
        format_names_add(names, broken->tree);
        same_text("names", STR("KRAS and ecog -> x\n"),
                  laid_out(STR("kras and ecog -> x\n"), names));
    }
END_TEST

/* Two spellings of one name: neither is wrong. */
START_TEST(names_declared_twice_are_left)
    {
        gives("record a\n  size: cm\nrecord b\n  SIZE: cm\n"
              "constraint \"x\": Size > 1 cm and unheard-OF",
              "record a\n  size: cm\nrecord b\n  SIZE: cm\n"
              "constraint \"x\": Size > 1 cm and unheard-OF");
    }
END_TEST

/* ---- the check, and differences ----------------------------------------- */

START_TEST(unfaithful_layouts_are_noticed)
    {
        const struct str text = STR("# a\ntreatment LT \"x\" # b\n");
        ck_assert(format_is_faithful(arena, text, text));
        ck_assert(format_is_faithful(arena, text,
                                     STR("# a\n\ntreatment lt  \"x\"\n# b")));
        ck_assert(
            !format_is_faithful(arena, text, STR("treatment LT \"x\" # b")));
        ck_assert(!format_is_faithful(arena, text,
                                      STR("# b\ntreatment LT \"x\" # a")));
        ck_assert(!format_is_faithful(arena, text,
                                      STR("# a\ntreatment LT \"y\" # b")));
        ck_assert(!format_is_faithful(arena, text, STR("# a\ntreatment # b")));
        ck_assert(!format_is_faithful(arena, STR("# a\ntreatment # b"), text));
    }
END_TEST

START_TEST(differences_are_unified)
    {
        same_text("equal", STR(""),
                  format_diff(arena, STR("f"), STR("a\n"), STR("a\n")));
        same_text(
            "changed",
            STR("--- f\n+++ f\n@@ -1,6 +1,6 @@\n 1\n 2\n-x\n+y\n 3\n 3\n 3\n"
                "@@ -11,4 +11,3 @@\n 6\n 7\n 8\n-9\n"
                "\\ No newline at end of file\n"),
            format_diff(arena, STR("f"),
                        STR("1\n2\nx\n3\n3\n3\n3\n4\n4\n5\n6\n7\n8\n9"),
                        STR("1\n2\ny\n3\n3\n3\n3\n4\n4\n5\n6\n7\n8\n")));
        same_text(
            "near each other",
            STR("--- f\n+++ f\n@@ -1,9 +1,9 @@\n 1\n-2\n+x\n 3\n 4\n 5\n-6\n"
                "+y\n 7\n 8\n 9\n"),
            format_diff(arena, STR("f"), STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n"),
                        STR("1\nx\n3\n4\n5\ny\n7\n8\n9\n")));
        same_text("moved",
                  STR("--- f\n+++ f\n@@ -1,4 +1,4 @@\n-a\n-b\n c\n d\n+a\n"
                      "+b\n"),
                  format_diff(arena, STR("f"), STR("a\nb\nc\nd\n"),
                              STR("c\nd\na\nb\n")));
        same_text(
            "twice", STR("--- f\n+++ f\n@@ -1,2 +1,3 @@\n x\n+x\n y\n"),
            format_diff(arena, STR("f"), STR("x\ny\n"), STR("x\nx\ny\n")));
        same_text("from nothing",
                  STR("--- f\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n"),
                  format_diff(arena, STR("f"), STR(""), STR("a\nb\n")));
    }
END_TEST

static Suite *format_suite(void)
{
    Suite *s = suite_create("format");
    TCase *c = tcase_create("all");
    tcase_add_checked_fixture(c, set_up, tear_down);
    static const TTest *const *const tests[] = {
        &rule_files_keep_what_they_say,
        &generated_programs_keep_what_they_say,
        &pairs_agree,
        &ends_of_lines_and_blanks_are_one,
        &prose_is_set_within_its_columns,
        &prose_is_broken_where_it_helps,
        &comments_stay_where_they_belong,
        &types_are_spelt_one_way,
        &depth_and_length_are_no_matter,
        &names_are_written_as_declared,
        &names_of_a_broken_record_are_known,
        &names_declared_twice_are_left,
        &unfaithful_layouts_are_noticed,
        &differences_are_unified,
    };
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(c, *tests[i]);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(format_suite)
