/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Limits of grammar/limits.h that are no matter of one reader or one pass: just
 * below each all is as usual, just above it says so, or says less. Those of the
 * parser, the scanner, JSON and tables are tested beside the rest of these;
 * those of commands in tests/transcripts/limits.t.
 */

#include "unit.h"

#include "grammar/limits.h"
#include "interp/check/load.h"
#include "interp/eval/finding.h"
#include "interp/records/join.h"
#include "interp/records/reader.h"
#include "interp/value/unit.h"
#include "support/meaning.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TODAY 19875 /* 2024-06-01 */

/* --- rules --------------------------------------------------------------- */

/* The only message of a text, or "". */
static const char *message(struct arena *arena, const struct buf *text)
{
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    load_text(arena, STR("t.rules"), buf_view(text), loaded);
    const struct diagnostics *sink = &loaded->diagnostics;
    ck_assert_uint_le(sink->errors, 1);
    for (size_t i = 0; i < sink->list.n; i++) {
        const struct diagnostic *d = &sink->list.at[i];
        if (diagnostic_severity(d->code) == SEVERITY_ERROR)
            return str_format(arena, "%.*s: %.*s", STR_ARG(d->message),
                              STR_ARG(d->label))
                .at;
    }
    return "";
}

START_TEST(choices)
    {
        struct arena *arena = arena_new();
        for (int extra = 0; extra < 2; extra++) {
            struct buf text = buf_on(arena);
            buf_text(&text, "record patient\n  a: c0");
            for (int i = 1; i < LIMIT_CHOICES + extra; i++)
                buf_format(&text, " | c%d", i);
            buf_text(&text, "\n");
            ck_assert_str_eq(message(arena, &text),
                             extra ? "a field has at most 64 choices: this is "
                                     "one more; a text takes anything"
                                   : "");
        }
        arena_free(arena);
    }
END_TEST

START_TEST(arguments)
    {
        struct arena *arena = arena_new();
        for (int extra = 0; extra < 2; extra++) {
            struct buf text = buf_on(arena);
            buf_text(&text, "record patient\n  a: number, 0 to 9\n"
                            "treatment t\nmax(a");
            for (int i = 1; i < LIMIT_ARGUMENTS + extra; i++)
                buf_text(&text, ", a");
            buf_text(&text, ") > 1 -> t\n");
            ck_assert_str_eq(message(arena, &text),
                             extra ? "max does not take 9 numbers: it takes 1 "
                                     "to 8"
                                   : "");
        }
        arena_free(arena);
    }
END_TEST

START_TEST(steps_of_a_path)
    {
        struct arena *arena = arena_new();
        for (int extra = 0; extra < 2; extra++) {
            struct buf text = buf_on(arena);
            buf_text(&text, "record patient\n  a: text\n"
                            "mapping fhir of patient\n  a from \"e");
            for (int i = 1; i < LIMIT_PATH_STEPS + extra; i++)
                buf_text(&text, ".e");
            buf_text(&text, "\" of Observation\n");
            ck_assert_str_eq(message(arena, &text),
                             extra ? "a path has at most 12 steps: no element "
                                     "of FHIR stands deeper"
                                   : "");
        }
        arena_free(arena);
    }
END_TEST

START_TEST(strings)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        buf_text(&text, "guideline \"");
        buf_repeat(&text, 'x', LIMIT_STRING_BYTES);
        buf_text(&text, "\"\n");
        ck_assert_str_eq(message(arena, &text), "");
        arena_free(arena);
    }
END_TEST

/* Definitions one upon the other, each more than ten deep. */
START_TEST(chains)
    {
        struct arena *arena = arena_new();
        for (int extra = 0; extra < 2; extra++) {
            struct buf text = buf_on(arena);
            buf_text(&text, "record patient\n  a: yes/no\ndefine d0: a\n");
            int each = 10, n = LIMIT_CHAIN / (extra ? each : 4 * each);
            for (int i = 1; i < n; i++) {
                buf_format(&text, "define d%d: ", i);
                for (int j = 0; j < each; j++)
                    buf_text(&text, "not (");
                buf_format(&text, "d%d", i - 1);
                buf_repeat(&text, ')', (size_t)each);
                buf_char(&text, '\n');
            }
            const char *found = message(arena, &text);
            ck_assert_msg(extra ? strstr(found, "more than 2000 deep") != NULL
                                : !*found,
                          "%s", found);
        }
        arena_free(arena);
    }
END_TEST

/* An item of more slips than are mended at once: so many are shown. */
START_TEST(slips)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        buf_text(&text, "record patient\n  a: number, 0 to 9\n"
                        "treatment t\nrule r\n  when a > 1");
        for (int i = 0; i < LIMIT_SLIPS + 20; i++)
            buf_text(&text, "\n   and a > 1,5");
        buf_text(&text, "\n  then t\n");
        struct loaded *loaded = ARENA_NEW(arena, struct loaded);
        load_text(arena, STR("t.rules"), buf_view(&text), loaded);
        ck_assert_uint_eq(loaded->diagnostics.errors, LIMIT_SLIPS);
        arena_free(arena);
    }
END_TEST

/* A long item is pushed less often: fewer of its slips are shown. */
START_TEST(slips_of_a_long_item)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        buf_text(&text, "record patient\n  a: number, 0 to 9\n"
                        "treatment t\nrule r\n  when a > 1");
        for (int i = 0; i < LIMIT_PUSHED / 40; i++)
            buf_text(&text, "\n   and a > 2");
        for (int i = 0; i < LIMIT_SLIPS; i++)
            buf_text(&text, "\n   and a > 1,5");
        buf_text(&text, "\n  then t\n");
        struct loaded *loaded = ARENA_NEW(arena, struct loaded);
        load_text(arena, STR("t.rules"), buf_view(&text), loaded);
        ck_assert_uint_ge(loaded->diagnostics.errors, 1);
        ck_assert_uint_lt(loaded->diagnostics.errors, 20);
        arena_free(arena);
    }
END_TEST

/* More names than are compared: "did you mean" stays away, the error stays. */
START_TEST(spellings)
    {
        struct arena *arena = arena_new();
        struct buf text = buf_on(arena);
        int names = 4000, wrong = LIMIT_SPELLINGS / names + 20;
        buf_text(&text, "record patient\n");
        for (int i = 0; i < names; i++)
            buf_format(&text, "  field%d: yes/no\n", i);
        buf_text(&text, "treatment t\n");
        for (int i = 0; i < wrong; i++)
            buf_format(&text, "feild%d -> t\n", i);
        struct loaded *loaded = ARENA_NEW(arena, struct loaded);
        load_text(arena, STR("t.rules"), buf_view(&text), loaded);
        ck_assert_uint_eq(loaded->diagnostics.errors, (size_t)wrong);
        int advised = 0;
        for (size_t i = 0; i < loaded->diagnostics.list.n; i++)
            advised += strstr(loaded->diagnostics.list.at[i].label.at,
                              "did you mean") != NULL;
        ck_assert_int_gt(advised, 100);
        ck_assert_int_lt(advised, wrong);
        arena_free(arena);
    }
END_TEST

static enum unit_read read_unit(struct arena *arena, const char *before, int n,
                                const char *again, const char *behind)
{
    struct unit unit;
    struct buf text = buf_on(arena);
    buf_text(&text, before);
    for (int i = 0; i < n; i++)
        buf_text(&text, again);
    buf_text(&text, behind);
    return unit_read(buf_view(&text), &unit, NULL);
}

START_TEST(units)
    {
        struct arena *a = arena_new();
        int bytes = LIMIT_UNIT_BYTES - 3;
        ck_assert_int_eq(read_unit(a, "m{", bytes, "x", "}"), UNIT_OK);
        ck_assert_int_eq(read_unit(a, "m{", bytes + 1, "x", "}"), UNIT_SYNTAX);
        struct buf close = buf_on(a);
        for (int deep = LIMIT_UNIT_DEPTH; deep <= LIMIT_UNIT_DEPTH + 1;
             deep++) {
            buf_clear(&close);
            buf_char(&close, 'm');
            buf_repeat(&close, ')', (size_t)deep);
            ck_assert_int_eq(
                read_unit(a, "", deep, "(", str_copy(a, buf_view(&close)).at),
                deep > LIMIT_UNIT_DEPTH ? UNIT_SYNTAX : UNIT_OK);
        }
        ck_assert_int_eq(read_unit(a, "1", LIMIT_UNIT_DIGITS - 1, "0", ".m"),
                         UNIT_OK);
        ck_assert_int_eq(read_unit(a, "1", LIMIT_UNIT_DIGITS, "0", ".m"),
                         UNIT_SYNTAX);
        ck_assert_int_eq(read_unit(a, "rad99", 0, "", ""),
                         LIMIT_UNIT_EXPONENT == 99 ? UNIT_OK : UNIT_SYNTAX);
        ck_assert_int_eq(read_unit(a, "rad100", 0, "", ""), UNIT_SYNTAX);
        arena_free(a);
    }
END_TEST

/* --- records --------------------------------------------------------------- */

struct world {
    struct arena *arena;
    struct loaded *loaded;
    struct reader_options options;
};

static struct world world_of(const char *rules)
{
    struct world w = {.arena = arena_new()};
    w.loaded = ARENA_NEW(w.arena, struct loaded);
    load_text(w.arena, STR("t.rules"), str_of(rules), w.loaded);
    ck_assert_msg(!w.loaded->diagnostics.errors, "%.*s",
                  STR_ARG(w.loaded->diagnostics.list.at[0].message));
    w.options.vocabulary = w.loaded->program->vocabulary;
    w.options.mappings = &w.loaded->program->mappings;
    w.options.today = TODAY;
    return w;
}

/* How many records a text holds, and why it breaks off. */
static size_t records_of(struct world *w, const char *name, struct str text,
                         struct str *wrong)
{
    struct input_error error = {0};
    struct record *record;
    struct reader *reader =
        reader_of_text(w->arena, str_of(name), text, &w->options, &error);
    enum reader_state state = reader ? READER_RECORD : READER_FAILED;
    size_t n = 0;
    while (state == READER_RECORD) {
        state = reader_next(reader, w->arena, &record, &error);
        n += state == READER_RECORD && record->readable;
    }
    *wrong = state == READER_FAILED ? error.message : STR("");
    reader_close(reader);
    return n;
}

START_TEST(columns)
    {
        for (int extra = 0; extra < 2; extra++) {
            struct world w = world_of("record patient\n  id: text\n");
            struct buf text = buf_on(w.arena);
            struct str wrong;
            for (int row = 0; row < 2; row++) {
                buf_text(&text, row ? "1" : "id");
                for (int i = 1; i < LIMIT_COLUMNS + extra; i++)
                    buf_format(&text, row ? ",1" : ",c%d", i);
                buf_char(&text, '\n');
            }
            size_t n = records_of(&w, "t.csv", buf_view(&text), &wrong);
            ck_assert_uint_eq(n, extra ? 0 : 1);
            ck_assert_msg(
                str_equal(wrong, extra ? STR("it has more than 20000 "
                                             "columns: leave some out, or "
                                             "split it")
                                       : STR("")),
                "%.*s", STR_ARG(wrong));
            arena_free(w.arena);
        }
    }
END_TEST

/* LIMIT_HELD_BYTES, for single resources; a lower one, to be quick. */
START_TEST(held_resources)
    {
        for (int most = 0; most < 2; most++) {
            struct world w =
                world_of("record patient\n  id: text\n  CEA: ug/L, 0 to 100\n"
                         "mapping fhir of patient\n  id from Patient\n"
                         "  CEA from Observation code loinc \"2039-6\"\n");
            struct buf text = buf_on(w.arena);
            struct str wrong;
            w.options.held_most = most ? 4000 : 0;
            buf_text(&text, "{\"resourceType\": \"Patient\", \"id\": \"a\"}\n");
            for (int i = 0; i < 40; i++)
                buf_format(&text,
                           "{\"resourceType\": \"Observation\", \"id\": "
                           "\"o%d\", \"subject\": {\"reference\": "
                           "\"Patient/a\"}}\n",
                           i);
            size_t n = records_of(&w, "t.ndjson", buf_view(&text), &wrong);
            ck_assert_uint_eq(n, most ? 0 : 1);
            ck_assert_msg(most
                              ? strstr(wrong.at, "split it by patients") != NULL
                              : !wrong.n,
                          "%.*s", STR_ARG(wrong));
            arena_free(w.arena);
        }
    }
END_TEST

/* The same for the rows of a table of elements. */
START_TEST(held_rows)
    {
        char path[] = "/tmp/cantlie-limits-XXXXXX.csv";
        int fd = mkstemps(path, 4);
        ck_assert_int_ge(fd, 0);
        FILE *file = fdopen(fd, "w");
        fputs("whose,mm\n", file);
        for (int i = 0; i < 200; i++)
            fprintf(file, "P%d,3\n", i % 7);
        fclose(file);
        for (int most = 0; most < 2; most++) {
            struct world w = world_of(
                "record patient\n  id: text\n  lesions: list of lesion\n"
                "record lesion\n  size: mm, 0 to 50\nmapping l of lesion\n"
                "  id from \"whose\"\n  size from \"mm\" in mm\n");
            struct input_error error;
            w.options.held_most = most ? 4000 : 0;
            struct join *join = join_new(w.arena, &w.options);
            enum join_state state = join_add(join, path, &error);
            ck_assert_int_eq(state, most ? JOIN_FAILED : JOIN_TAKEN);
            ck_assert(!most ||
                      strstr(error.message.at, "split it by patients"));
            join_close(join);
            arena_free(w.arena);
        }
        unlink(path);
    }
END_TEST

/* --- evaluation ------------------------------------------------------------ */

/* The verdict on the first treatment. */
static const struct verdict *verdict_of(struct world *w, struct str json)
{
    struct input_error error;
    struct record *record;
    struct evaluator *ev = evaluator_new(w->arena, w->loaded->program);
    struct reader *reader =
        reader_of_text(w->arena, STR("r.json"), json, &w->options, &error);
    ck_assert_ptr_nonnull(reader);
    ck_assert_int_eq(reader_next(reader, w->arena, &record, &error),
                     READER_RECORD);
    ck_assert(record->readable);
    reader_close(reader);
    return &find(ev, record, w->arena)->verdicts[0];
}

/* Rules under which `n` facts are needed: all must be yes. */
static struct world all_of(int n)
{
    struct arena *arena = arena_new();
    struct buf text = buf_on(arena);
    buf_text(&text, "record patient\n");
    for (int i = 0; i < n; i++)
        buf_format(&text, "  a%d: yes/no\n", i);
    buf_text(&text, "treatment t\nrule r\n  when a0");
    for (int i = 1; i < n; i++)
        buf_format(&text, " and a%d", i);
    buf_text(&text, "\n  then t\n");
    struct world w = world_of(str_copy(arena, buf_view(&text)).at);
    arena_free(arena);
    return w;
}

START_TEST(completions)
    {
        for (int n = 10; n <= 11; n++) { /* 1,024 and 2,048 of them */
            struct world w = all_of(n);
            const struct verdict *v = verdict_of(&w, STR("{}"));
            ck_assert_int_eq(LIMIT_COMPLETIONS, 1 << 10);
            ck_assert_int_eq(v->word, WORD_UNDECIDED);
            ck_assert_int_eq(v->exact, n == 10);
            ck_assert_uint_eq(v->need_count, (size_t)n);
            arena_free(w.arena);
        }
    }
END_TEST

START_TEST(alternatives)
    {
        for (int n = LIMIT_ALTERNATIVES; n <= LIMIT_ALTERNATIVES + 1; n++) {
            struct world w = all_of(n); /* "none" if any of n is no */
            const struct verdict *v = verdict_of(&w, STR("{}"));
            ck_assert_uint_eq(v->may_be_count, 2);
            ck_assert_int_eq(v->may_be[1].word, WORD_NONE);
            ck_assert_int_eq(v->may_be[1].listed, n == LIMIT_ALTERNATIVES);
            ck_assert(v->may_be[0].listed && v->exact);
            arena_free(w.arena);
        }
    }
END_TEST

/*
 * Recommended whatever is true, by two rules of which one holds: F, and not F.
 * To see it, each way in which the comparisons of two unknown numbers in F may
 * come out must be tried: about 3 times 2^pairs trials in each of the 2^facts
 * completions.
 */
static struct world either_way(int pairs, int facts)
{
    struct arena *arena = arena_new();
    struct buf text = buf_on(arena);
    buf_text(&text, "record patient\n");
    for (int i = 0; i < 2 * pairs; i++)
        buf_format(&text, "  x%d: number, 0 to 9\n  y%d: number, 0 to 9\n", i,
                   i);
    for (int i = 0; i < facts; i++)
        buf_format(&text, "  a%d: yes/no\n", i);
    buf_text(&text, "treatment t\ndefine F: (x0 < y0 or x1 < y1)");
    for (int i = 1; i < pairs; i++)
        buf_format(&text, "\n  and (x%d < y%d or x%d < y%d)", 2 * i, 2 * i,
                   2 * i + 1, 2 * i + 1);
    for (int i = 0; i < facts; i++)
        buf_format(&text, "\n  and (a%d or not a%d)", i, i);
    buf_text(&text, "\nrule r\n  when F\n  then t\n"
                    "rule s\n  when not F\n  then t\n");
    struct world w = world_of(str_copy(arena, buf_view(&text)).at);
    arena_free(arena);
    return w;
}

static enum word word_either_way(int pairs, int facts)
{
    struct world w = either_way(pairs, facts);
    const struct verdict *v = verdict_of(&w, STR("{}"));
    enum word word = v->word;
    ck_assert(word == WORD_RECOMMEND || !v->exact);
    arena_free(w.arena);
    return word;
}

START_TEST(trials_of_one_completion)
    {
        ck_assert_int_eq(LIMIT_TRIALS, 4096);
        ck_assert_int_eq(word_either_way(6, 0), WORD_RECOMMEND);
        ck_assert_int_eq(word_either_way(14, 0), WORD_UNDECIDED);
    }
END_TEST

START_TEST(trials_in_all)
    {
        ck_assert_int_eq(LIMIT_TRIALS_IN_ALL, 20000);
        ck_assert_int_eq(word_either_way(6, 4), WORD_RECOMMEND);
        ck_assert_int_eq(word_either_way(8, 7), WORD_UNDECIDED);
    }
END_TEST

/* A threshold behind so many nodes that it is not looked for. */
START_TEST(cuts)
    {
        for (int n = 10; n <= LIMIT_ELEMENTS; n *= 1000) {
            struct arena *arena = arena_new();
            struct buf text = buf_on(arena), json = buf_on(arena);
            buf_text(&text, "record patient\n  CEA: ug/L, 0 to 100\n"
                            "  lesions: list of lesion\nrecord lesion\n"
                            "  size: cm, 0 to 50\ntreatment t\nrule r\n"
                            "  when (any lesion has (");
            for (int i = 0; i < 60; i++)
                buf_format(&text, "%ssize > %d cm", i ? " and\n " : "", i % 50);
            buf_text(&text, ")) or CEA > 5 ug/L\n  then t\n");
            buf_text(&json, "{\"lesions\": [");
            for (int i = 0; i < n; i++)
                buf_text(&json, i ? ", {\"size\": 1}" : "{\"size\": 1}");
            buf_text(&json, "]}");
            struct world w = world_of(str_copy(arena, buf_view(&text)).at);
            const struct verdict *v = verdict_of(&w, buf_view(&json));
            ck_assert_int_eq(LIMIT_CUTS, 1000000);
            ck_assert_int_eq(v->word, WORD_UNDECIDED);
            ck_assert_int_eq(v->exact, n == 10);
            arena_free(w.arena);
            arena_free(arena);
        }
    }
END_TEST

static Suite *limits_suite(void)
{
    Suite *s = suite_create("limits");
    UNIT_CASE(s, "rules", choices, arguments, steps_of_a_path, strings, chains,
              slips, slips_of_a_long_item, spellings, units);
    UNIT_CASE(s, "records", columns, held_resources, held_rows);
    UNIT_CASE(s, "evaluation", completions, alternatives,
              trials_of_one_completion, trials_in_all, cuts);
    return s;
}

UNIT_MAIN(limits_suite)
