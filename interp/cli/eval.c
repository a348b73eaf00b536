/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie eval`: one expression, alone or about a patient. Prints yes, no,
 * unknown, nothing, a value, or an interval.
 */

#include "interp/eval/eval.h"
#include "interp/cli/mapping.h"
#include "interp/cli/output.h"
#include "interp/cli/paint.h"
#include "interp/cli/patient.h"
#include "interp/render/wrap.h"

#include <stdio.h>

enum { RULES, RECORD, PATIENT, MAPPING, ENCODING, AS_OF, OPTIONS };

static const struct option options[OPTIONS] = {
    [RULES] = {"--rules", "RULES", "the rules whose names may be used"},
    [RECORD] = {"--record", "FILE", "the patient that it is about"},
    [PATIENT] = {"--patient", "ID", "that patient of a file of many"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
    [AS_OF] = {"--as-of", "DATE", "evaluate for that day, not for today"},
};

static void print_messages(const struct invocation *invocation,
                           const struct loaded *loaded,
                           const struct diagnostics *sink)
{
    struct buf text = buf_on(invocation->arena);
    for (size_t i = 0; i < sink->list.n; i++)
        if (diagnostic_severity(sink->list.at[i].code) == SEVERITY_ERROR)
            diagnostic_render(&text, &loaded->sources, &sink->list.at[i]);
    struct str shown = paint_messages(invocation->arena, buf_view(&text), 2);
    fwrite(shown.at, 1, shown.n, stderr);
}

/* The expression of the command line, checked; NULL after messages. */
static const struct expr *read_expression(const struct invocation *invocation,
                                          struct loaded *loaded,
                                          struct program **program)
{
    struct arena *arena = invocation->arena;
    struct diagnostics sink = diagnostics_on(arena);
    struct parse parse = {.arena = arena,
                          .sources = &loaded->sources,
                          .sink = &sink,
                          .next_id = loaded->next_node_id};
    int file = sources_add(&loaded->sources, STR("expression"),
                           str_of(invocation->words[0]));
    struct ast *ast = file < 0 ? NULL : parse_source(&parse, file, PARSE_EXPR);
    const struct expr *e =
        ast ? check_expression(arena, loaded->program, ast, &sink, program)
            : NULL;
    if (!e || sink.errors) {
        print_messages(invocation, loaded, &sink);
        return NULL;
    }
    return e;
}

static struct patient read_patient(const struct invocation *invocation,
                                   const struct program *program,
                                   const struct reader_options *reading)
{
    struct patient_wish wish = {.path = option_value(invocation, RECORD),
                                .id = option_value(invocation, PATIENT),
                                .reading = reading};
    if (!option_as_of(invocation, AS_OF, &wish.today))
        return (struct patient){NULL, NULL};
    if (wish.id && !wish.path) {
        complain_usage(invocation,
                       "--patient %s of which file? add --record "
                       "FILE",
                       wish.id);
        return (struct patient){NULL, NULL};
    }
    return wish.path ? patient_of(invocation, program, &wish)
                     : patient_unknown(invocation, program, wish.today);
}

static enum status print_value(const struct invocation *invocation,
                               struct evaluator *ev, const struct expr *e)
{
    struct buf value = buf_on(invocation->arena), text = value;
    value_print(&value, &e->type, eval_value(ev, e));
    wrap_harmless(&text, buf_view(&value));
    buf_char(&text, '\n');
    const struct expr *const *failures;
    size_t n = eval_failures(ev, &failures);
    for (size_t i = 0; i < n; i++)
        complain("warning: %.*s could not be computed: unknown",
                 STR_ARG(failures[i]->text));
    return print_result(invocation->arena, buf_view(&text));
}

/* All other commands take their files as words; here they are options. */
static bool has_one_word(const struct invocation *invocation)
{
    if (invocation->word_count == 1)
        return true;
    complain_usage(invocation,
                   "one word too many: \"%s\" (write cantlie eval "
                   "'EXPR' --rules RULES --record FILE)",
                   invocation->words[1]);
    return false;
}

static enum status eval_one(const struct invocation *invocation)
{
    if (!has_one_word(invocation))
        return STATUS_USAGE;
    const char *rules = option_value(invocation, RULES);
    struct mapping_wish how = {option_value(invocation, MAPPING),
                               option_value(invocation, ENCODING)};
    struct reader_options reading = {0};
    struct loaded *loaded = rules || how.mapping
                                ? rules_and_mapping(invocation, rules, &how)
                                : rules_none(invocation);
    struct program *program = NULL;
    if (!loaded)
        return STATUS_RULES;
    if (!reading_as_wished(invocation, loaded, &how, &reading))
        return STATUS_USAGE;
    const struct expr *e = read_expression(invocation, loaded, &program);
    if (!e)
        return STATUS_USAGE;
    struct patient patient = read_patient(invocation, program, &reading);
    if (!patient.record)
        return STATUS_USAGE;
    enum status status = STATUS_DONE;
    if (patient.record->readable) {
        struct evaluator *ev = evaluator_new(invocation->arena, program);
        eval_begin(ev, patient.record, patient.arena);
        status = print_value(invocation, ev, e);
    }
    status = status_worse(status, patient_errors(patient.record));
    patient_release(&patient);
    return status;
}

const struct command COMMAND_EVAL = {
    .name = "eval",
    .usage = "EXPR",
    .summary = "evaluate one expression",
    .help = "Prints yes, no, unknown, nothing, a value, or an interval as LOW "
            "to HIGH.",
    .example = "  cantlie eval '5.5 cm > 50 mm'\n"
               "  cantlie eval 'RAS-mutated' --rules rules/ \\\n"
               "      --record examples/patients/undecided.json\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = eval_one,
};
