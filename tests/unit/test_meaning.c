/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What expressions mean, from text to value: each line is a record, an
 * expression and what it may be, as people read it. All run over one
 * vocabulary, evaluated on 2024-06-01. After them: record checks, proofs and
 * the nearest change.
 */

#include "unit.h"

#include "interp/check/load.h"
#include "interp/eval/proof.h"
#include "interp/records/reader.h"

#include <stdio.h>
#include <string.h>

static const char VOCABULARY[] =
    "record patient\n"
    "  id:              text\n"
    "  age:             years, 0 to 120\n"
    "  ECOG:            0 to 5\n"
    "  KRAS:            wild-type | mutated\n"
    "  NRAS:            wild-type | mutated\n"
    "  stage:           N0 | N1 | N2\n"
    "  CEA:             ug/L, valid for 8 weeks\n"
    "  primary:         in-place | resected\n"
    "  primary-surgery: date, if primary resected\n"
    "  primary-margin:  R0 | R1 | R2, if primary resected\n"
    "  distribution:    unilobar | bilobar\n"
    "  resectable:      yes/no\n"
    "  fit:             yes/no\n"
    "  smoker:          yes/no assume no\n"
    "  comorbidities:   set of diabetes | heart-failure | cirrhosis\n"
    "  remnant:         \"%\", 0 to 100\n"
    "  stated-largest:  cm, 0 to 50\n"
    "  lesions:         list of lesion, counted by lesion-count\n"
    "  lesion-count:    number, 0 to 200\n"
    "  chemo:           list of course by start\n"
    "record lesion\n"
    "  size:      cm, 0 to 50\n"
    "  lobe:      left | right\n"
    "  removable: yes/no\n"
    "record course\n"
    "  regimen:     FOLFOX | FOLFIRI\n"
    "  start:       date\n"
    "  last-dose:   date\n"
    "  bevacizumab: yes/no\n"
    "  response:    CR | PR | SD | PD\n"
    "define duration of course: time from start to last-dose\n"
    "define RAS-mutated: KRAS mutated or NRAS mutated\n"
    "define bilobar: any lesion has lobe left and any lesion has lobe right, "
    "or as stated distribution bilobar\n"
    "define largest-lesion: largest size of lesions, or as stated "
    "stated-largest\n"
    "define liver-reserve: adequate | borderline | insufficient\n"
    "  when remnant >= 30 %  then adequate\n"
    "  when remnant >= 20 %  then borderline\n"
    "  otherwise insufficient\n"
    "score risk\n"
    "  1 if largest size of lesions > 5.5 cm\n"
    "  2 if CEA > 80 ug/L\n"
    "  1 if response of latest chemo is PD\n";

/* ---- one program, one record at a time ----------------------------------- */

#define TODAY 19875 /* 2024-06-01 */

struct world {
    struct arena *arena;
    struct loaded loaded;
    struct evaluator *ev;
    struct record *record;
};

static void load(struct world *w, const char *more)
{
    w->arena = arena_new();
    struct str text = str_format(w->arena, "%s%s", VOCABULARY, more);
    load_text(w->arena, STR("meaning.rules"), text, &w->loaded);
    struct buf out = buf_on(w->arena);
    for (size_t i = 0; i < w->loaded.diagnostics.list.n; i++)
        if (diagnostic_severity(w->loaded.diagnostics.list.at[i].code) ==
            SEVERITY_ERROR)
            diagnostic_render(&out, &w->loaded.sources,
                              &w->loaded.diagnostics.list.at[i]);
    ck_assert_msg(w->loaded.diagnostics.errors == 0, "%.*s",
                  STR_ARG(buf_view(&out)));
    w->ev = evaluator_new(w->arena, w->loaded.program);
}

static void read_record(struct world *w, const char *json)
{
    struct reader_options options = {
        .vocabulary = w->loaded.program->vocabulary, .today = TODAY};
    struct input_error error;
    struct reader *reader = reader_of_text(w->arena, STR("record.json"),
                                           str_of(json), &options, &error);
    ck_assert_ptr_nonnull(reader);
    enum reader_state state = reader_next(reader, w->arena, &w->record, &error);
    ck_assert_int_eq(state, READER_RECORD);
    reader_close(reader);
    eval_begin(w->ev, w->record, w->arena);
}

static void unload(struct world *w)
{
    arena_free(w->arena);
}

/* ---- expressions --------------------------------------------------------- */

struct row {
    const char *record, *expression, *expected;
};

#define LESIONS2 "{\"lesions\":[{\"size\":6,\"lobe\":\"left\"},{\"size\":2}]}"
#define COURSES                                                                \
    "{\"chemo\":[{\"regimen\":\"FOLFOX\",\"start\":\"2024-01-01\","            \
    "\"last-dose\":\"2024-03-01\",\"response\":\"PR\"},"                       \
    "{\"regimen\":\"FOLFIRI\",\"start\":\"2023-01-01\","                       \
    "\"last-dose\":\"2023-02-01\",\"response\":\"PD\"}]}"

static const struct row ROWS[] = {
    /* unknown is carried */
    {"{}", "KRAS mutated", "unknown"},
    {"{}", "not KRAS mutated", "unknown"},
    {"{}", "KRAS is not mutated", "unknown"},
    {"{\"KRAS\":\"mutated\"}", "RAS-mutated", "yes"},
    {"{\"KRAS\":\"wild-type\"}", "RAS-mutated", "unknown"},
    {"{\"KRAS\":\"wild-type\",\"NRAS\":\"wild-type\"}", "RAS-mutated", "no"},
    {"{\"stage\":{\"any\":[\"N1\",\"N2\"]}}", "stage N1 | N2", "yes"},
    {"{\"stage\":{\"any\":[\"N1\",\"N2\"]}}", "stage N0", "no"},
    {"{\"stage\":{\"any\":[\"N1\",\"N2\"]}}", "stage N1", "unknown"},
    {"{}", "smoker", "no"},
    {"{\"smoker\":null}", "smoker", "unknown"},
    /* known, nothing */
    {"{}", "KRAS is known", "no"},
    {"{\"KRAS\":\"mutated\"}", "KRAS is known", "yes"},
    {"{\"CEA\":\"<0.5\"}", "CEA is known", "no"},
    {"{\"primary\":\"in-place\"}", "primary-margin is nothing", "yes"},
    {"{\"primary\":\"in-place\"}", "primary-margin R0", "no"},
    {"{\"primary\":\"in-place\"}", "primary-margin is not R0", "yes"},
    {"{\"primary\":\"resected\"}", "primary-margin is nothing", "no"},
    {"{}", "primary-margin is nothing", "unknown"},
    {"{\"primary-margin\":\"R0\"}", "primary-margin R0", "yes"},
    /* intervals */
    {"{\"CEA\":\"<0.5\"}", "CEA < 0.5 ug/L", "yes"},
    {"{\"CEA\":\">1000\"}", "CEA > 80 ug/L", "yes"},
    {"{\"CEA\":90}", "CEA between 80 ug/L and 90 ug/L", "yes"},
    {"{\"CEA\":{\"low\":70,\"high\":90}}", "CEA > 80 ug/L", "unknown"},
    {"{\"CEA\":\"80 ng/mL\"}", "CEA = 80 ug/L", "yes"},
    {"{\"CEA\":{\"value\":90,\"date\":\"2023-01-01\"}}", "CEA > 80 ug/L",
     "unknown"},
    {"{}", "age > 120 years", "no"},
    /* sets */
    {"{\"comorbidities\":[\"diabetes\"]}",
     "comorbidities includes diabetes | cirrhosis", "yes"},
    {"{\"comorbidities\":[]}", "comorbidities none", "yes"},
    {"{\"comorbidities\":{\"has\":[\"diabetes\"]}}",
     "comorbidities includes cirrhosis", "unknown"},
    /* lists */
    {LESIONS2, "count of lesions", "2"},
    {LESIONS2, "largest size of lesions > 5.5 cm", "yes"},
    {LESIONS2, "total size of lesions = 8 cm", "yes"},
    {LESIONS2, "any lesion has lobe right", "unknown"},
    {LESIONS2, "every lesion has size >= 2 cm", "yes"},
    {LESIONS2, "every lesion has lobe left", "unknown"},
    {LESIONS2, "count of (lesions where lobe left)", "1 to 2"},
    {LESIONS2, "largest size of (lesions where lobe right) > 2 cm", "no"},
    {LESIONS2, "smallest size of (lesions where lobe right) is nothing",
     "unknown"},
    {"{\"lesions\":[]}", "every lesion has lobe left", "no"},
    {"{\"lesions\":[]}", "no lesion has lobe left", "yes"},
    {"{\"lesions\":[]}", "largest size of lesions", "nothing"},
    {"{\"lesions\":[]}", "total size of lesions = 0 cm", "yes"},
    {"{\"lesions\":[]}", "lesions none", "yes"},
    {"{}", "lesions none", "unknown"},
    {"{\"lesion-count\":3}", "count of lesions", "3"},
    {"{\"lesion-count\":3}", "lesions none", "no"},
    {"{\"lesion-count\":3}", "any lesion has size > 50 cm", "no"},
    {"{\"lesion-count\":3,\"lesions\":[{\"size\":6}]}",
     "every lesion has size > 5 cm", "unknown"},
    {"{\"lesion-count\":3,\"lesions\":[{\"size\":4}]}",
     "every lesion has size > 5 cm", "no"},
    /* latest */
    {COURSES, "response of latest chemo is PR", "yes"},
    {COURSES, "response of earliest chemo is PD", "yes"},
    {COURSES, "total duration of chemo >= 6 weeks", "yes"},
    {COURSES, "last-dose of latest chemo less than 4 months ago", "yes"},
    {COURSES, "last-dose of latest chemo less than 3 months ago", "no"},
    {COURSES, "no chemo has last-dose less than 4 weeks ago", "yes"},
    {"{\"chemo\":[]}", "response of latest chemo is PR", "no"},
    {"{\"chemo\":[{\"response\":\"PR\"},{\"response\":\"PD\"}]}",
     "response of latest chemo is PR", "unknown"},
    {"{\"chemo\":[{\"response\":\"PR\"},{\"response\":\"CR\"}]}",
     "response of latest chemo is PR | CR", "yes"},
    /* time */
    {"{\"primary\":\"resected\",\"primary-surgery\":\"2022-06-01\"}",
     "primary-surgery less than 2 years ago", "no"},
    {"{\"primary\":\"resected\",\"primary-surgery\":\"2022-06-02\"}",
     "primary-surgery less than 2 years ago", "yes"},
    {"{\"primary\":\"resected\",\"primary-surgery\":\"2022-06\"}",
     "primary-surgery less than 2 years ago", "unknown"},
    {"{\"primary\":\"resected\",\"primary-surgery\":\"2022-06-01\"}",
     "time since primary-surgery >= 2 years", "yes"},
    {"{}", "primary-surgery less than 2 years ago", "unknown"},
    /* defines and scores */
    {"{\"remnant\":25}", "liver-reserve borderline", "yes"},
    {"{\"remnant\":{\"low\":25,\"high\":35}}", "liver-reserve insufficient",
     "no"},
    {"{\"remnant\":{\"low\":25,\"high\":35}}", "liver-reserve adequate",
     "unknown"},
    {"{\"distribution\":\"bilobar\"}", "bilobar", "yes"},
    {LESIONS2, "largest-lesion = 6 cm", "yes"},
    {"{\"stated-largest\":4}", "largest-lesion = 4 cm", "yes"},
    {"{\"lesions\":[]}", "largest-lesion", "nothing"},
    {"{\"lesions\":[{\"size\":6}],\"stated-largest\":4}",
     "largest-lesion between 4 cm and 6 cm", "yes"},
    {"{}", "risk", "0 to 4"},
    {"{\"lesions\":[],\"chemo\":[]}", "risk", "0 to 2"},
    {"{\"lesions\":[],\"chemo\":[],\"CEA\":90}", "risk", "2"},
    /* arithmetic */
    {"{\"remnant\":40}", "remnant / 2 = 20 %", "yes"},
    {"{}", "1 / 0 > 1", "unknown"},
    {"{\"age\":61}", "age >= 61 years", "yes"},
};

#define ROW_COUNT (sizeof ROWS / sizeof *ROWS)

static const struct define *define_named(const struct world *w, struct str name)
{
    for (size_t i = 0; i < w->loaded.program->define_count; i++)
        if (str_equal(w->loaded.program->defines[i]->name, name))
            return w->loaded.program->defines[i];
    return NULL;
}

static void load_rows(struct world *w)
{
    struct arena *arena = arena_new();
    struct buf text = buf_on(arena);
    for (size_t i = 0; i < ROW_COUNT; i++)
        buf_format(&text, "define x%zu: %s\n", i, ROWS[i].expression);
    buf_char(&text, '\0');
    load(w, text.at);
    arena_free(arena);
}

static void check_row(struct world *w, size_t i)
{
    const struct row *row = &ROWS[i];
    const struct define *define =
        define_named(w, str_format(w->arena, "x%zu", i));
    ck_assert_ptr_nonnull(define);
    read_record(w, row->record);
    struct str found = value_print_text(w->arena, &define->type,
                                        eval_value(w->ev, define->body));
    ck_assert_msg(str_equal(found, str_of(row->expected)),
                  "%s of %s is %.*s, not %s", row->expression, row->record,
                  STR_ARG(found), row->expected);
}

START_TEST(expressions)
    {
        struct world w = {0};
        load_rows(&w);
        for (size_t i = 0; i < ROW_COUNT; i++)
            check_row(&w, i);
        unload(&w);
    }
END_TEST

/* ---- records ------------------------------------------------------------- */

START_TEST(broken_constraint)
    {
        struct world w = {0};
        load(&w, "constraint \"No course ends before it starts\": "
                 "no chemo has last-dose < start\n"
                 "define first: any chemo has last-dose = 2024-02-01\n"
                 "define second: any chemo has last-dose = 2024-04-01\n");
        read_record(&w,
                    "{\"chemo\":[{\"start\":\"2024-03-01\","
                    "\"last-dose\":\"2024-02-01\"},{\"start\":\"2024-03-01\","
                    "\"last-dose\":\"2024-04-01\"}]}");
        ck_assert_uint_eq(w.record->errors.n, 1);
        struct record_error error = w.record->errors.at[0];
        ck_assert_int_eq(error.kind, RECORD_ERROR_CONSTRAINT);
        ck_assert(
            str_equal(error.expected, STR("No course ends before it starts")));
        ck_assert(str_starts(error.path, STR("chemo.1.")));
        const struct define *first = define_named(&w, STR("first"));
        const struct define *second = define_named(&w, STR("second"));
        ck_assert_int_eq(eval_condition(w.ev, first->body), TRUTH_UNKNOWN);
        ck_assert_int_eq(eval_condition(w.ev, second->body), TRUTH_YES);
        unload(&w);
    }
END_TEST

START_TEST(contradiction)
    {
        struct world w = {0};
        load(&w, "");
        read_record(&w, "{\"lesions\":[{\"lobe\":\"left\"}],"
                        "\"distribution\":\"bilobar\"}");
        ck_assert_uint_eq(w.record->errors.n, 1);
        ck_assert_int_eq(w.record->errors.at[0].kind,
                         RECORD_ERROR_CONTRADICTION);
        ck_assert(str_equal(w.record->errors.at[0].field, STR("bilobar")));
        unload(&w);
    }
END_TEST

/* ---- proofs -------------------------------------------------------------- */

static const char SECA[] =
    "treatment LT\n"
    "rule SECA\n"
    "  when primary resected and primary-margin R0 and ECOG <= 1 and\n"
    "       total duration of chemo >= 6 weeks\n"
    "  then LT candidate\n"
    "rule big\n"
    "  when any lesion has size > 5 cm and not RAS-mutated\n"
    "  then LT candidate\n";

static const struct rule *rule_named(struct world *w, const char *name)
{
    const struct rule *rule = program_rule(w->loaded.program, str_of(name));
    ck_assert_ptr_nonnull(rule);
    return rule;
}

START_TEST(proof_keeps_what_decides)
    {
        struct world w = {0};
        load(&w, SECA);
        read_record(&w, "{\"primary\":\"resected\",\"primary-margin\":\"R0\","
                        "\"ECOG\":{\"value\":2,\"date\":\"2024-05-20\"}}");
        const struct rule *rule = rule_named(&w, "SECA");
        const struct proof *proof = prove(w.ev, rule->when, w.arena, true);
        ck_assert_int_eq(value_as_truth(proof->value), TRUTH_NO);
        ck_assert_uint_eq(proof->n, 1);
        ck_assert(proof->kids[0]->decides);
        ck_assert_uint_eq(proof->kids[0]->fact_count, 1);
        ck_assert(proof->kids[0]->facts[0].fact->dated);
        proof = prove(w.ev, rule->when, w.arena, false);
        ck_assert_uint_eq(proof->n, 4);
        ck_assert(!proof->kids[0]->decides && proof->kids[2]->decides);
        unload(&w);
    }
END_TEST

START_TEST(proof_names_elements)
    {
        struct world w = {0};
        load(&w, SECA);
        read_record(&w, "{\"KRAS\":\"wild-type\",\"NRAS\":\"wild-type\","
                        "\"lesions\":[{\"size\":2},{\"size\":6}]}");
        const struct rule *rule = rule_named(&w, "big");
        const struct proof *proof = prove(w.ev, rule->when, w.arena, true);
        ck_assert_int_eq(value_as_truth(proof->value), TRUTH_YES);
        ck_assert_uint_eq(proof->n, 2);
        ck_assert(str_equal(proof->kids[0]->because, STR("lesion 2")));
        ck_assert_uint_eq(proof->kids[0]->fact_count, 1);
        unload(&w);
    }
END_TEST

static void nearest(const char *name, const char *record, const char *expected)
{
    struct world w = {0};
    load(&w, SECA);
    read_record(&w, record);
    struct buf text = buf_on(w.arena);
    struct changes changes =
        nearest_change(w.ev, rule_named(&w, name), w.arena, 3);
    ck_assert(!changes.cut_short);
    for (size_t i = 0; i < changes.n; i++)
        buf_format(&text, "%s%.*s", i > 0 ? ", " : "",
                   STR_ARG(changes.at[i].text));
    ck_assert_msg(str_equal(buf_view(&text), str_of(expected)),
                  "%s: %.*s, not %s", record, STR_ARG(buf_view(&text)),
                  expected);
    unload(&w);
}

START_TEST(nearest_changes)
    {
        nearest("big",
                "{\"KRAS\":\"mutated\",\"NRAS\":\"wild-type\","
                "\"lesions\":[{\"size\":6}]}",
                "KRAS were wild-type");
        nearest("big",
                "{\"KRAS\":\"wild-type\",\"NRAS\":\"wild-type\","
                "\"lesions\":[{\"size\":4}]}",
                "size of lesion 1 were more than 5 cm");
        nearest("big", "{\"NRAS\":\"wild-type\",\"lesions\":[{\"size\":4}]}",
                "KRAS were wild-type, size of lesion 1 were more than 5 cm");
        nearest(
            "SECA",
            "{\"primary\":\"resected\",\"primary-margin\":\"R0\",\"ECOG\":2,"
            "\"chemo\":[{\"start\":\"2024-01-01\","
            "\"last-dose\":\"2024-03-01\"}]}",
            "ECOG were 1 or less");
        nearest("big", "{\"lesions\":[]}", "");
    }
END_TEST

static Suite *meaning_suite(void)
{
    Suite *s = suite_create("meaning");
    UNIT_CASE(s, "expressions", expressions);
    UNIT_CASE(s, "records", broken_constraint, contradiction);
    UNIT_CASE(s, "proofs", proof_keeps_what_decides, proof_names_elements,
              nearest_changes);
    return s;
}

UNIT_MAIN(meaning_suite)
