/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie ask`: an interview. Each turn applies the rules to what is known,
 * asks for the fact that settles most, and takes the answer; when every
 * verdict asked for is settled, or nothing is left to ask, it shows the note
 * and writes the record.
 *
 * The answers are a list: `back` takes the last one off, and the next turn
 * follows from the rest.
 */

#include "interp/cli/ask_answer.h"
#include "interp/cli/brief.h"
#include "interp/cli/mapping.h"
#include "interp/cli/output.h"
#include "interp/cli/patient.h"
#include "interp/cli/select.h"
#include "interp/render/note.h"
#include "interp/render/record_json.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ABOUT, AS_OF, PATIENT, MAPPING, ENCODING, OUTPUT, OPTIONS };

static const struct option options[OPTIONS] = {
    [ABOUT] = {"--about", "TREATMENT", "until the verdict on it is settled"},
    [AS_OF] = {"--as-of", "DATE", "evaluate for that day, not for today"},
    [PATIENT] = {"--patient", "ID", "that patient of a file of many"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
    [OUTPUT] = {"-o", "FILE", "write the record, with the answers, to FILE"},
};

struct ask {
    const struct invocation *invocation;
    struct arena *arena; /* of the interview */
    struct arena *work;  /* of the turn */
    struct interview interview;
    LIST(struct answer) answers;
    size_t questions; /* asked in all, those taken back too */
    size_t errors;    /* of the record, that were told */
    bool terminal, over;
    char *line;
    size_t room;
};

/* ---- speaking ------------------------------------------------------------ */

static void print(struct str text)
{
    fwrite(text.at, 1, text.n, stdout);
}

/* "cetuximab, panitumumab and 3 more". */
static void put_treatments(struct buf *out, const struct treatment *const *at,
                           size_t n)
{
    size_t shown = n > 4 ? 3 : n;
    for (size_t i = 0; i < shown; i++) {
        words_comma(out, i);
        buf_str(out, at[i]->name);
    }
    if (shown < n)
        buf_format(out, " and %zu more", n - shown);
}

static void put_question(struct ask *ask, const struct step *step)
{
    const struct field *field = step->fact.field;
    struct buf out = buf_on(ask->work), why = out, head = out;
    buf_format(&head, "%zu. %.*s: ", ask->answers.n + 1,
               STR_ARG(fact_ref_text(ask->work, &step->fact)));
    buf_str(&head, answer_expected(ask->work, &step->fact));
    if (field->label.n)
        buf_format(&head, "  (%.*s)", STR_ARG(field->label));
    if (field->valid_for.set)
        buf_format(&head, ", not older than %.*s: add on DATE",
                   STR_ARG(field->valid_for.text));
    wrap_paragraph(&out, buf_view(&head), 0, 3);
    buf_text(&why, "for ");
    put_treatments(&why, step->settles, step->settle_count);
    wrap_paragraph(&out, buf_view(&why), 3, 3);
    print(buf_view(&out));
}

/* Each verdict that waits for the fact, with what it may be. */
static void say_why(struct ask *ask, const struct step *step)
{
    struct buf out = buf_on(ask->work);
    for (size_t i = 0; i < step->settle_count; i++) {
        const struct treatment *treatment = step->settles[i];
        const struct verdict *verdict =
            &step->finding->verdicts[treatment->index];
        struct buf text = buf_on(ask->work);
        buf_str(&text, verdict_words(ask->work, verdict));
        buf_text(&text, " by ");
        for (size_t k = 0; k < verdict->by_count; k++) {
            words_comma(&text, k);
            words_rule(&text, verdict->by[k].rule);
        }
        wrap_pair(&out, 3, treatment->name, 28, buf_view(&text));
    }
    print(buf_view(&out));
}

static void say_help(void)
{
    fputs("   the value, perhaps with a unit, or on DATE; ? or don't know;\n"
          "   back: to the question before; why: which verdicts wait for it;\n"
          "   stop: no more questions\n",
          stdout);
}

/* What is wrong with the record since the last answer. */
static void say_errors(struct ask *ask, const struct step *step)
{
    struct buf out = buf_on(ask->work);
    for (size_t i = ask->errors; i < step->record->errors.n; i++) {
        struct buf line = buf_on(ask->work);
        words_record_error(&line, &step->record->errors.at[i]);
        wrap_paragraph(&out, buf_view(&line), 3, 5);
    }
    ask->errors = step->record->errors.n;
    print(buf_view(&out));
}

/* ---- answers ------------------------------------------------------------- */

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* Ctrl-C stops the questions; what was answered is kept. */
static void catch_interrupt(void)
{
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);
}

/* False at the end. */
static bool read_line(struct ask *ask, struct str *line)
{
    fputs("> ", stdout);
    fflush(stdout);
    ssize_t n = getline(&ask->line, &ask->room, stdin);
    if (n < 0 || interrupted) {
        fputs("\n", stdout);
        return false;
    }
    struct buf shown = buf_on(ask->work);
    *line = str_trim((struct str){ask->line, (size_t)n});
    while (line->n &&
           (line->at[line->n - 1] == '\n' || line->at[line->n - 1] == '\r'))
        line->n--;
    *line = str_copy(ask->arena, str_trim(*line));
    wrap_harmless(&shown, *line);
    if (!ask->terminal)
        printf("%.*s\n", STR_ARG(buf_view(&shown)));
    return true;
}

static void go_back(struct ask *ask)
{
    if (!ask->answers.n) {
        fputs("   This is the first question.\n", stdout);
        return;
    }
    ask->answers.n--;
    ask->errors = 0;
}

static void take_answer(struct ask *ask, const struct step *step,
                        struct str line)
{
    struct answer answer;
    struct str wrong;
    if (!answer_read(ask->arena, &step->fact, line, &answer, &wrong)) {
        struct buf shown = buf_on(ask->work);
        wrap_harmless(&shown, line);
        printf("   not \"%.*s\": %.*s\n", STR_ARG(buf_view(&shown)),
               STR_ARG(wrong));
        return;
    }
    list_push(ask->arena, &ask->answers, answer);
    ask->questions++;
}

/* Asks until the turn is over: an answer, a step back, or the end. */
static void ask_one(struct ask *ask, const struct step *step)
{
    size_t before = ask->answers.n;
    put_question(ask, step);
    while (ask->answers.n == before && !ask->over) {
        struct str line;
        if (!read_line(ask, &line) || name_equal(line, STR("stop"))) {
            ask->over = true;
        } else if (name_equal(line, STR("back"))) {
            go_back(ask);
        } else if (name_equal(line, STR("why"))) {
            say_why(ask, step);
        } else if (!line.n || name_equal(line, STR("help"))) {
            say_help();
        } else {
            take_answer(ask, step, line);
        }
    }
}

/* ---- the end ------------------------------------------------------------- */

/* What the interview was about. A group may be settled while a member is not:
   that must not be overlooked. */
static void put_about(struct ask *ask, const struct step *step,
                      struct buf *text)
{
    const struct verdict *all = step->finding->verdicts;
    const struct treatment *about = ask->interview.about;
    const struct verdict *verdict = &all[about->index];
    buf_format(text, "%.*s: %.*s.", STR_ARG(about->name),
               STR_ARG(verdict_words(ask->work, verdict)));
    for (size_t i = 0; i < verdict->doubtful_count; i++) {
        buf_char(text, ' ');
        words_doubt(text, &all[verdict->doubtful[i]->index]);
        buf_char(text, '.');
    }
}

/* "LT: recommended. 4 questions; the rules read 10 facts." */
static void put_count(struct ask *ask, const struct step *step, struct buf *out)
{
    struct buf text = buf_on(ask->work);
    size_t form = interview_form(&ask->interview, step, ask->work);
    if (ask->interview.about)
        put_about(ask, step, &text);
    else
        buf_format(&text, "%zu verdict%s undecided.", step->waiting_count,
                   step->waiting_count == 1 ? " is" : "s are");
    buf_format(&text, " %zu question%s; the rules read %zu fact%s.",
               ask->questions, ask->questions == 1 ? "" : "s", form,
               form == 1 ? "" : "s");
    buf_char(out, '\n');
    wrap_paragraph(out, buf_view(&text), 0, 0);
}

static void say_end(struct ask *ask, const struct step *step)
{
    struct buf out = buf_on(ask->work);
    bool *treatments =
        ARENA_ARRAY(ask->work, bool, ask->interview.program->treatment_count);
    struct selection selection = {NULL, NULL, NULL};
    const struct treatment *about = ask->interview.about;
    if (about) {
        bool *none = ARENA_ARRAY(ask->work, bool,
                                 ask->interview.program->rule_count +
                                     ask->interview.program->score_count);
        treatments[about->index] = true;
        selection = (struct selection){treatments, none, none};
    }
    struct note note = {&out, step->ev, step->finding, &selection,
                        colour_wanted(1)};
    buf_char(&out, '\n');
    note_write(&note);
    put_count(ask, step, &out);
    print(buf_view(&out));
}

static enum status write_record(struct ask *ask, const struct step *step)
{
    const char *path = option_value(ask->invocation, OUTPUT);
    struct output output;
    struct buf text = buf_on(ask->work);
    if (!path)
        return STATUS_DONE;
    record_json(&text, step->record, true);
    buf_char(&text, '\n');
    if (!output_open(&output, path, ask->work))
        return STATUS_OUTPUT;
    output_write(&output, buf_view(&text));
    return output_close(&output, true);
}

static enum status converse(struct ask *ask)
{
    for (;;) {
        arena_clear(ask->work);
        ask->interview.answers = ask->answers.at;
        ask->interview.n = ask->answers.n;
        struct step step = interview_step(&ask->interview, ask->work);
        say_errors(ask, &step);
        if (step.asks && !ask->over) {
            ask_one(ask, &step);
            continue;
        }
        say_end(ask, &step);
        enum status status = write_record(ask, &step);
        bool printed = fflush(stdout) == 0 && !ferror(stdout);
        return printed ? status : STATUS_OUTPUT;
    }
}

/* ---- the start ----------------------------------------------------------- */

/* False after a complaint. */
static bool read_about(struct ask *ask)
{
    const char *name = option_value(ask->invocation, ABOUT);
    const struct program *program = ask->interview.program;
    if (!name)
        return true;
    ask->interview.about = program_treatment(program, str_of(name));
    if (ask->interview.about)
        return true;
    struct str near =
        named_nearest(ask->arena, program, NAMED_ANY, str_of(name));
    complain_usage(
        ask->invocation, "the rules know no treatment \"%s\"%s%.*s%s", name,
        near.n ? "; did you mean " : "", STR_ARG(near), near.n ? "?" : "");
    return false;
}

static struct patient read_patient(const struct ask *ask,
                                   const struct reader_options *reading)
{
    const struct invocation *invocation = ask->invocation;
    const struct program *program = ask->interview.program;
    struct patient_wish wish = {.id = option_value(invocation, PATIENT),
                                .today = ask->interview.today,
                                .reading = reading};
    if (invocation->word_count < 2) {
        struct patient patient =
            patient_unknown(invocation, program, wish.today);
        patient.record->id = STR("new patient");
        return patient;
    }
    wish.path = invocation->words[1];
    return patient_of(invocation, program, &wish);
}

static enum status ask_record(struct ask *ask, const struct record *record)
{
    ask->interview.base = record;
    ask->terminal = isatty(0);
    ask->work = arena_new();
    if (!ask->work)
        arena_exhausted(ask->arena);
    arena_guard(ask->work, arena_get_guard(ask->arena));
    catch_interrupt();
    enum status status = converse(ask);
    arena_free(ask->work);
    free(ask->line);
    return status;
}

static enum status ask(const struct invocation *invocation)
{
    struct ask ask = {.invocation = invocation, .arena = invocation->arena};
    struct mapping_wish how = {option_value(invocation, MAPPING),
                               option_value(invocation, ENCODING)};
    struct reader_options reading = {0};
    if (!option_as_of(invocation, AS_OF, &ask.interview.today))
        return STATUS_USAGE;
    struct loaded *loaded =
        rules_and_mapping(invocation, invocation->words[0], &how);
    if (!loaded)
        return STATUS_RULES;
    ask.interview.program = loaded->program;
    if (!read_about(&ask) ||
        !reading_as_wished(invocation, loaded, &how, &reading))
        return STATUS_USAGE;
    struct patient patient = read_patient(&ask, &reading);
    if (!patient.record)
        return STATUS_USAGE;
    enum status status = patient.record->readable
                             ? ask_record(&ask, patient.record)
                             : patient_errors(patient.record);
    patient_release(&patient);
    return status;
}

const struct command COMMAND_ASK = {
    .name = "ask",
    .usage = "RULES [RECORD]",
    .summary = "ask only what can still change a verdict",
    .help =
        "An interview about one patient: asks for the fact that settles most, "
        "until every\nverdict (or the one of --about) is settled. Answers are "
        "values, with units if they\nhave one, \"?\" for what nobody knows; "
        "`back`, `why` and `stop` are understood, too.",
    .example = "  cantlie ask rules/ --about cetuximab -o anna.json\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = 2,
    .run = ask,
};
