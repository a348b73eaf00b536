/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The interview, answered by the patients of examples/cohort: it comes to the
 * verdict that the whole record has, never asks twice, and needs at most half
 * the questions of a form that asks for everything a record may hold.
 *
 * INTERVIEW_ALL=1 takes every patient and treatment and prints the figures;
 * the test takes some of them.
 */

#include "unit.h"

#include "interp/check/load.h"
#include "interp/records/reader.h"
#include "interp/suite/interview.h"

#include <stdio.h>

#define ANSWERS_MOST 500

static const char *const treatments[] = {
    "cetuximab", "resection", "LT",          "ablation",
    "ALPPS",     "FOLFOX",    "bevacizumab", "pembrolizumab",
};

struct tally {
    size_t interviews, questions, form, read_form;
    size_t settled, settled_questions, settled_form; /* of what rules read */
};

struct talk {
    struct arena *arena, *work;
    const struct program *program;
    struct record *truth, *empty;
    const struct finding *found; /* of the truth */
    struct answer answers[ANSWERS_MOST];
    size_t n;
};

static void truth_about_list(const struct talk *talk, struct answer *answer)
{
    const struct list *list = &talk->truth->lists[answer->given.field->list];
    answer->list = answer->given.field;
    answer->n = list->fewest;
    answer->unknown = !list->given || list->fewest != list->most;
}

static void truth_about_fact(const struct talk *talk, struct answer *answer)
{
    struct fact_ref ref = {answer->given.list, answer->given.element,
                           answer->given.field};
    if (ref.list && ref.element > talk->truth->lists[ref.list->list].n) {
        answer->given.value = field_any(ref.field); /* only counted */
        answer->given.explicit_unknown = true;
        return;
    }
    const struct fact *fact = fact_ref_fact(talk->truth, &ref);
    answer->given.value = fact->value;
    answer->given.explicit_unknown =
        !record_stands(talk->truth, fact) ||
        value_equal(fact->value, field_any(ref.field));
    answer->given.dated = fact->dated;
    answer->given.first = fact->first;
    answer->given.last = fact->last;
}

static void answer_truly(struct talk *talk, const struct fact_ref *fact)
{
    struct answer *answer = &talk->answers[talk->n++];
    for (size_t i = 0; i + 1 < talk->n; i++) {
        const struct given *before = &talk->answers[i].given;
        ck_assert_msg(before->field != fact->field ||
                          before->element != fact->element ||
                          before->list != fact->list,
                      "asked twice: %.*s", STR_ARG(fact->field->name));
    }
    *answer = (struct answer){.given = {.list = fact->list,
                                        .element = fact->element,
                                        .field = fact->field}};
    if (fact->field->type.kind == TYPE_LIST)
        truth_about_list(talk, answer);
    else
        truth_about_fact(talk, answer);
}

/* Every field, with those of the elements that the truth describes. */
static size_t whole_form(const struct record *truth)
{
    size_t n = truth->type->field_count;
    for (size_t i = 0; i < truth->type->list_count; i++)
        n += truth->type->lists[i]->type.element->field_count *
             truth->lists[i].n;
    return n;
}

static void interview(struct talk *talk, const struct treatment *about,
                      struct tally *tally)
{
    struct interview asked = {.program = talk->program,
                              .base = talk->empty,
                              .today = talk->truth->today,
                              .about = about};
    talk->n = 0;
    for (;;) {
        arena_clear(talk->work);
        asked.answers = talk->answers;
        asked.n = talk->n;
        struct step step = interview_step(&asked, talk->work);
        if (step.asks && talk->n < ANSWERS_MOST) {
            answer_truly(talk, &step.fact);
            continue;
        }
        const struct verdict *end = &step.finding->verdicts[about->index];
        const struct verdict *truth = &talk->found->verdicts[about->index];
        ck_assert_msg(end->word == truth->word,
                      "%.*s: %.*s is %s, by the interview %s",
                      STR_ARG(talk->truth->id), STR_ARG(about->name),
                      word_name(truth->word), word_name(end->word));
        size_t form = interview_form(&asked, &step, talk->work);
        tally->read_form += form;
        if (end->word != WORD_UNDECIDED) {
            tally->settled++;
            tally->settled_questions += talk->n;
            tally->settled_form += form;
        }
        break;
    }
    tally->interviews++;
    tally->questions += talk->n;
    tally->form += whole_form(talk->truth);
}

static void interview_patient(struct talk *talk, struct tally *tally)
{
    struct evaluator *ev = evaluator_new(talk->arena, talk->program);
    talk->found = find(ev, talk->truth, talk->arena);
    if (talk->truth->errors.n) /* refused facts cannot be answered */
        return;
    for (size_t i = 0; i < sizeof treatments / sizeof *treatments; i++) {
        const struct treatment *about =
            program_treatment(talk->program, str_of(treatments[i]));
        ck_assert_ptr_nonnull(about);
        interview(talk, about, tally);
    }
}

static struct tally measure(size_t every)
{
    struct tally tally = {0};
    struct arena *arena = arena_new();
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    const char *path = "rules";
    struct talk *talk = ARENA_NEW(arena, struct talk);
    struct input_error error;
    struct reader_options options = {0};
    load_rules(arena, &path, 1, loaded);
    options.vocabulary = loaded->program->vocabulary;
    date_from_ymd(2024, 6, 1, &options.today);
    struct reader *reader =
        reader_open(arena, "examples/cohort/patients.ndjson", &options, &error);
    ck_assert_ptr_nonnull(reader);
    talk->arena = arena_new();
    talk->work = arena_new();
    talk->program = loaded->program;
    for (size_t i = 0; reader_next(reader, talk->arena, &talk->truth, &error) ==
                       READER_RECORD;
         i++) {
        talk->empty =
            record_new(talk->arena, options.vocabulary, options.today);
        if (i % every == 0)
            interview_patient(talk, &tally);
        arena_clear(talk->arena);
    }
    reader_close(reader);
    arena_free(talk->arena);
    arena_free(talk->work);
    arena_free(arena);
    return tally;
}

START_TEST(asks_at_most_half_of_the_form)
    {
        bool all = getenv("INTERVIEW_ALL") != NULL;
        struct tally tally = measure(all ? 1 : 30);
        if (all)
            printf(
                "%zu interviews: %zu questions, of %zu that the rules read, "
                "of %zu in the whole form\n%zu settled: %zu questions, of %zu "
                "that the rules read\n",
                tally.interviews, tally.questions, tally.read_form, tally.form,
                tally.settled, tally.settled_questions, tally.settled_form);
        ck_assert_uint_gt(tally.interviews, 40);
        ck_assert_uint_le(tally.questions * 2, tally.form);
    }
END_TEST

static Suite *interview_suite(void)
{
    Suite *suite = suite_create("interview");
    UNIT_CASE(suite, "cohort", asks_at_most_half_of_the_form);
    return suite;
}

UNIT_MAIN(interview_suite)
