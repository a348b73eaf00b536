/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The commands of a session that show something and change nothing.
 */

#include "interp/cli/repl.h"

#include "grammar/print.h"
#include "interp/cli/select.h"
#include "interp/eval/plan.h"
#include "interp/render/case_text.h"
#include "interp/render/explain.h"
#include "interp/render/note.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"
#include "interp/suite/suite.h"

#define CHANGES_MOST 3

static const struct selection everything = {NULL, NULL, NULL};

/* ---- expressions --------------------------------------------------------- */

/* Facts below a proof that are not known, each once. */
struct missing {
    struct arena *arena;
    LIST(struct fact_ref) refs;
};

static void add_missing(struct missing *missing, const struct fact_ref *ref)
{
    for (size_t i = 0; i < missing->refs.n; i++)
        if (fact_ref_equal(&missing->refs.at[i], ref))
            return;
    list_push(missing->arena, &missing->refs, *ref);
}

static void find_missing(struct missing *missing, const struct proof *proof)
{
    for (size_t i = 0; i < proof->fact_count; i++)
        if (!proof->facts[i].fact || !value_is_known(proof->facts[i].value))
            add_missing(missing, &proof->facts[i].ref);
    for (size_t i = 0; i < proof->n; i++)
        find_missing(missing, proof->kids[i]);
}

static void say_missing(struct session *session, struct evaluator *ev,
                        const struct expr *e)
{
    struct missing missing = {.arena = session->work};
    find_missing(&missing, prove(ev, e, session->work, true));
    if (!missing.refs.n)
        return;
    struct buf line = buf_on(session->work);
    buf_text(&line, "not known: ");
    words_facts(&line, missing.refs.at, missing.refs.n);
    wrap_paragraph(session->out, buf_view(&line), 2, 2);
}

static void say_value(struct session *session, struct program *program,
                      const struct expr *e)
{
    struct record *record = repl_record(session, session->now, NULL);
    struct evaluator *ev = evaluator_new(session->work, program);
    struct buf value = buf_on(session->work), text = value;
    const struct expr *const *failures;
    eval_begin(ev, record, session->work);
    struct value result = eval_value(ev, e);
    value_print(&value, &e->type, result);
    wrap_harmless(&text, buf_view(&value));
    say(session, "%.*s", STR_ARG(buf_view(&text)));
    if (!value_is_known(result))
        say_missing(session, ev, e);
    for (size_t i = 0; i < eval_failures(ev, &failures); i++)
        say(session, "  %.*s " FAILURE_TEXT, STR_ARG(failures[i]->text));
}

static void say_messages(struct session *session,
                         const struct diagnostics *sink)
{
    for (size_t i = 0; i < sink->list.n; i++)
        if (diagnostic_severity(sink->list.at[i].code) == SEVERITY_ERROR)
            diagnostic_render(session->out, &session->rules->loaded.sources,
                              &sink->list.at[i]);
}

/* A lone name of a rule, treatment or list, which is no expression. */
static bool say_named(struct session *session, struct str text)
{
    struct named named = named_find(session->rules->program, text);
    struct view view;
    switch (named.kind) {
    case NAMED_TREATMENT:
        view = repl_now(session);
        say(session, "%.*s",
            STR_ARG(verdict_words(
                session->work,
                &view.finding->verdicts[named.treatment->index])));
        return true;
    case NAMED_RULE:
        view = repl_now(session);
        say(session, "%s", state_name(view.finding->states[named.rule->index]));
        return true;
    case NAMED_TABLE: show_why(session, text); return true;
    case NAMED_NOTHING:
    case NAMED_SCORE:
    case NAMED_DEFINE:
    case NAMED_FIELD: break;
    }
    return false;
}

static bool is_list(const struct session *session, struct str text)
{
    struct named named = named_find(session->rules->program, text);
    return named.kind == NAMED_FIELD && named.field->type.kind == TYPE_LIST;
}

static void say_field(struct session *session, struct str name)
{
    struct named named = named_find(session->rules->program, name);
    struct record *record = repl_record(session, session->now, NULL);
    struct buf line = buf_on(session->work);
    if (words_is_told(record, named.field))
        words_told(&line, record, named.field, true);
    else
        buf_format(&line, "unknown\nset %.*s none, or { ... } { ... }",
                   STR_ARG(named.field->name));
    wrap_paragraph(session->out, buf_view(&line), 0, 2);
}

void show_expression(struct session *session, struct str text)
{
    struct sources *sources = &session->rules->loaded.sources;
    struct diagnostics sink = diagnostics_on(session->work);
    struct parse parse = {.arena = session->work,
                          .sources = sources,
                          .sink = &sink,
                          .next_id = session->rules->loaded.next_node_id};
    struct program *program = NULL;
    size_t files = sources->files.n;
    uint32_t end = sources->end;
    if (is_list(session, text)) {
        say_field(session, text);
        return;
    }
    int file = sources_add(sources, STR("typed"), text);
    struct ast *ast = file < 0 ? NULL : parse_source(&parse, file, PARSE_EXPR);
    const struct expr *e =
        ast ? check_expression(session->work, session->rules->program, ast,
                               &sink, &program)
            : NULL;
    if (e && !sink.errors)
        say_value(session, program, e);
    else if (!say_named(session, text) && !repl_say_colon(session, text))
        say_messages(session, &sink);
    sources->files.n = files;
    sources->end = end;
}

/* ---- the patient --------------------------------------------------------- */

void show_record(struct session *session, struct str argument)
{
    (void)argument;
    struct view view = repl_now(session);
    const struct record *record = view.record;
    say_patient(session, record);
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct field *field = record->type->fields[i];
        struct buf line = buf_on(session->work);
        if (field == view.program->vocabulary->id ||
            !words_is_told(record, field))
            continue;
        words_told(&line, record, field, true);
        wrap_paragraph(session->out, buf_view(&line), 2, 6);
    }
    for (size_t i = 0; i < record->errors.n; i++) {
        struct buf line = buf_on(session->work);
        words_record_error(&line, &record->errors.at[i]);
        wrap_paragraph(session->out, buf_view(&line), 2, 6);
    }
}

void show_verdicts(struct session *session, struct str argument)
{
    (void)argument;
    struct view view = repl_now(session);
    struct note note = {session->out, view.ev, view.finding, &everything,
                        session->colour};
    note_write(&note);
}

static void say_ask(struct session *session, const struct wanted_fact *ask)
{
    const struct field *field = ask->fact.field;
    struct str expected = field->type.kind == TYPE_LIST
                              ? STR("a list")
                              : field_expected(session->work, field);
    wrap_pair(session->out, 2, fact_ref_text(session->work, &ask->fact), 30,
              str_format(session->work, "%.*s (for %u verdict%s)",
                         STR_ARG(expected), ask->settles,
                         ask->settles == 1 ? "" : "s"));
}

void show_ask(struct session *session, struct str argument)
{
    (void)argument;
    struct view view = repl_now(session);
    if (!view.finding->ask_count)
        say(session, "Nothing: no fact can change a verdict any more.");
    for (size_t i = 0; i < view.finding->ask_count; i++)
        say_ask(session, &view.finding->asks[i]);
}

/* ---- why ----------------------------------------------------------------- */

/* What the argument names; false after a word about it. */
static bool find_named(struct session *session, struct str argument,
                       struct named *named)
{
    const struct program *program = session->rules->program;
    *named = named_find(program, argument);
    if (named->kind != NAMED_NOTHING)
        return true;
    struct str near =
        named_nearest(session->work, program, NAMED_ANY, argument);
    say(session, "nothing in the rules is called \"%.*s\"%s%.*s%s",
        STR_ARG(argument), near.n ? "; did you mean " : "", STR_ARG(near),
        near.n ? "?" : "");
    return false;
}

void show_why(struct session *session, struct str argument)
{
    struct named named = {.kind = NAMED_NOTHING};
    if (argument.n && !find_named(session, argument, &named))
        return;
    struct view view = repl_now(session);
    struct explain explain = explain_on(session->out, view.ev, view.finding);
    explain_named(&explain, &named);
}

static void say_nearest(struct session *session, const struct view *view,
                        const struct rule *rule)
{
    struct buf line = buf_on(session->work);
    buf_format(&line, "%.*s: %s.", STR_ARG(rule->name),
               state_name(view->finding->states[rule->index]));
    if (view->finding->states[rule->index] == TRUTH_YES) {
        wrap_paragraph(session->out, buf_view(&line), 0, 2);
        return;
    }
    struct changes changes =
        nearest_change(view->ev, rule, session->work, CHANGES_MOST);
    if (!changes.n) {
        buf_text(&line,
                 " No change of up to three facts was found to make it apply");
        buf_text(&line, changes.cut_short ? ", but not all were tried." : ".");
        wrap_paragraph(session->out, buf_view(&line), 0, 2);
        return;
    }
    buf_text(&line, " It would apply if");
    for (size_t i = 0; i < changes.n; i++)
        buf_format(&line, "%s %.*s", i ? " and" : "",
                   STR_ARG(changes.at[i].text));
    buf_char(&line, '.');
    wrap_paragraph(session->out, buf_view(&line), 0, 2);
}

/* Rules that would recommend it, or have it considered. */
static void say_nearest_for(struct session *session, const struct view *view,
                            const struct treatment *treatment)
{
    bool any = false;
    const struct verdict *verdict = &view->finding->verdicts[treatment->index];
    struct advices advices = plan_advice(eval_plan(view->ev), treatment);
    say(session, "%.*s: %.*s.", STR_ARG(treatment->name),
        STR_ARG(verdict_words(session->work, verdict)));
    for (size_t i = 0; i < advices.n; i++) {
        const struct advice *advice = &advices.at[i];
        if (advice->verb != VERB_RECOMMEND && advice->verb != VERB_CONSIDER)
            continue;
        any = true;
        say_nearest(session, view, advice->rule);
    }
    if (!any)
        say(session, "No rule recommends it.");
}

void show_whynot(struct session *session, struct str argument)
{
    struct named named;
    if (!find_named(session, argument, &named))
        return;
    struct view view = repl_now(session);
    const struct program *program = view.program;
    switch (named.kind) {
    case NAMED_RULE: say_nearest(session, &view, named.rule); break;
    case NAMED_TREATMENT:
        say_nearest_for(session, &view, named.treatment);
        break;
    case NAMED_TABLE:
        for (size_t i = 0; i < program->rule_count; i++)
            if (program->rules[i]->row &&
                name_equal(program->rules[i]->table, named.name))
                say_nearest(session, &view, program->rules[i]);
        break;
    case NAMED_NOTHING:
    case NAMED_SCORE:
    case NAMED_DEFINE:
    case NAMED_FIELD:
        say(session,
            ":whynot takes a rule, a table or a treatment; see :why "
            "%.*s",
            STR_ARG(argument));
        break;
    }
}

/* ---- rules --------------------------------------------------------------- */

void show_rules(struct session *session, struct str argument)
{
    (void)argument;
    struct view view = repl_now(session);
    const struct program *program = view.program;
    if (!program->rule_count)
        say(session, "There are no rules yet. Type one: "
                     "KRAS wild-type -> cetuximab");
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        wrap_pair(session->out, 0, str_of(state_name(view.finding->states[i])),
                  14, rule->name);
    }
}

/* "SECA" is any item of that name: of several kinds, each. */
static bool is_called(struct session *session, const struct ast *item,
                      struct str name)
{
    struct str full = item_name(session->work, item);
    size_t at = 0;
    while (at < full.n && full.at[at] != ' ')
        at++;
    return name_equal(full, name) || name_equal(str_from(full, at + 1), name);
}

/* An item as it is written. */
static void say_source(struct session *session, const struct ast *item)
{
    const struct sources *sources = &session->rules->loaded.sources;
    struct place place = sources_place(sources, item->span);
    if (place.source)
        say(session, "# %.*s:%u", STR_ARG(place.source->path), place.line);
    struct str text = str_trim(sources_text(sources, item->span));
    while (text.n) {
        size_t n = 0;
        while (n < text.n && text.at[n] != '\n')
            n++;
        wrap_harmless(session->out, (struct str){text.at, n});
        buf_char(session->out, '\n');
        text = str_from(text, n + 1);
    }
}

void show_item(struct session *session, struct str argument)
{
    const struct ruleset *rules = session->rules;
    bool any = false;
    for (size_t i = 0; i < rules->item_count; i++) {
        const struct ast *item = rules->items[i];
        if (!is_called(session, item, argument))
            continue;
        say_source(session, item);
        any = true;
    }
    struct named named;
    if (any || !find_named(session, argument, &named))
        return;
    if (named.kind == NAMED_FIELD)
        say(session, "%.*s: %.*s", STR_ARG(named.field->name),
            STR_ARG(field_expected(session->work, named.field)));
    else
        say(session, "%.*s is a row of a table: :show %.*s", STR_ARG(argument),
            STR_ARG(named.rule ? named.rule->table : argument));
}

/* ---- cases --------------------------------------------------------------- */

static bool holds(struct str text, struct str part)
{
    for (size_t i = 0; i + part.n <= text.n; i++)
        if (str_equal((struct str){text.at + i, part.n}, part))
            return true;
    return false;
}

/* Runs the cases whose title holds the text, or is it. */
static void run_cases(struct session *session, struct str text, bool exact)
{
    const struct program *program = session->rules->program;
    struct evaluator *ev = evaluator_new(session->work, program);
    size_t passed = 0, failed = 0;
    for (size_t i = 0; i < program->case_count && !lines_interrupted(); i++) {
        const struct test_case *test = &program->cases[i];
        if (exact ? !str_equal(test->title, text) : !holds(test->title, text))
            continue;
        struct case_result result = case_run(ev, test, session->work);
        bool right = case_passed(&result);
        passed += right;
        failed += !right;
        struct str again =
            str_format(session->work, ":test %.*s", STR_ARG(test->title));
        case_text(session->out, program, &result, again);
    }
    say(session, "%zu passed, %zu failed", passed, failed);
}

void show_test(struct session *session, struct str argument)
{
    run_cases(session, argument, false);
}

void show_case(struct session *session, struct str title)
{
    run_cases(session, title, true);
}
