/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The commands of a session that change something: each makes a new state,
 * which :undo takes back, and says what the change did to the verdicts.
 */

#include "interp/cli/repl.h"

#include "grammar/base/file.h"
#include "grammar/limits.h"
#include "interp/cli/output.h"
#include "interp/render/record_json.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"
#include "interp/suite/case_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- facts --------------------------------------------------------------- */

static const struct typed *typed_on(struct arena *arena,
                                    const struct typed *before, struct str text)
{
    struct typed *typed = ARENA_NEW(arena, struct typed);
    *typed = (struct typed){text, before};
    return typed;
}

/* Errors of the record that it did not have before. */
static void say_errors(struct session *session, const struct record *before,
                       const struct record *after)
{
    for (size_t i = before->errors.n; i < after->errors.n; i++) {
        struct buf line = buf_on(session->work);
        words_record_error(&line, &after->errors.at[i]);
        wrap_paragraph(session->out, buf_view(&line), 2, 4);
    }
}

void change_facts(struct session *session, struct str facts)
{
    if (!facts.n) {
        say(session, "set what? For instance: set KRAS wild-type, ECOG 1");
        return;
    }
    if (!facts_fit(session, facts))
        return;
    struct view before = repl_now(session);
    struct state next = repl_state(
        session, str_format(session->work, "set %.*s", STR_ARG(facts)));
    next.patient.facts =
        typed_on(session->arena, next.patient.facts, repl_keep(session, facts));
    repl_enter(session, &next);
    struct view after = repl_now(session);
    say_errors(session, before.record, after.record);
    if (!say_changes(session, &before, &after))
        say(session, "  no verdict changes");
}

void try_facts(struct session *session, struct str argument)
{
    struct typed facts = {argument, NULL};
    if (!argument.n) {
        say(session, "what if what? For instance: :what-if KRAS mutated");
        return;
    }
    if (!facts_fit(session, argument))
        return;
    struct view before = repl_now(session);
    struct view after =
        repl_view(session, repl_record(session, session->now, &facts));
    say_errors(session, before.record, after.record);
    if (!say_changes(session, &before, &after))
        say(session, "  no verdict would change");
}

/* ---- patients ------------------------------------------------------------ */

static struct str first_word(struct str text, struct str *rest)
{
    size_t n = 0;
    while (n < text.n && text.at[n] != ' ')
        n++;
    *rest = str_trim(str_from(text, n));
    return (struct str){text.at, n};
}

static struct str unquoted(struct str text)
{
    text = str_trim(text);
    if (text.n >= 2 && text.at[0] == '"' && text.at[text.n - 1] == '"')
        return (struct str){text.at + 1, text.n - 2};
    return text;
}

static const struct test_case *case_of(const struct program *program,
                                       struct str title)
{
    for (size_t i = 0; i < program->case_count; i++)
        if (str_equal(program->cases[i].title, title))
            return &program->cases[i];
    return NULL;
}

/* The patient of a case, on its day. */
static bool enter_case(struct session *session, struct str title,
                       struct state *next)
{
    const struct test_case *test = case_of(session->rules->program, title);
    if (!test) {
        say(session, "there is no case \"%.*s\"", STR_ARG(title));
        return false;
    }
    next->patient = (struct patient_state){PATIENT_CASE, 0,
                                           repl_keep(session, title), NULL};
    if (test->has_as_of)
        next->today = test->as_of;
    return true;
}

static bool enter_neighbour(struct session *session, bool back,
                            struct state *next)
{
    const struct patient_state *now = &session->now->patient;
    bool in_file = now->kind == PATIENT_FILE;
    if (!session->inputs.paths.n) {
        say(session, "There are no record files: cantlie repl RULES RECORDS");
        return false;
    }
    if (back && (!in_file || !now->index)) {
        say(session, "There is no patient before this one.");
        return false;
    }
    size_t index = back ? now->index - 1 : in_file ? now->index + 1 : 0;
    if (patient_at(session, index, &next->patient))
        return true;
    say(session, "This is the last patient.");
    return false;
}

static bool find_patient(struct session *session, struct str argument,
                         struct state *next)
{
    struct str rest, word = first_word(argument, &rest);
    if (str_equal(argument, STR("new"))) {
        next->patient = (struct patient_state){.kind = PATIENT_NEW};
        return true;
    }
    if (str_equal(argument, STR("next")) || str_equal(argument, STR("prev")))
        return enter_neighbour(session, argument.at[0] == 'p', next);
    if (str_equal(word, STR("case")) && rest.n)
        return enter_case(session, unquoted(rest), next);
    if (patient_named(session, argument, &next->patient))
        return true;
    say(session, "there is no patient \"%.*s\"", STR_ARG(argument));
    return false;
}

void change_patient(struct session *session, struct str argument)
{
    struct state next = repl_state(
        session, str_format(session->work, ":patient %.*s", STR_ARG(argument)));
    if (argument.n && !find_patient(session, argument, &next))
        return;
    if (argument.n)
        repl_enter(session, &next);
    struct record *record = repl_record(session, session->now, NULL);
    say_patient(session, record);
    struct record none = {.arena = session->work};
    say_errors(session, &none, record);
}

void change_as_of(struct session *session, struct str argument)
{
    struct state next = repl_state(
        session, str_format(session->work, ":as-of %.*s", STR_ARG(argument)));
    date last;
    enum date_read read = date_read(argument, &next.today, &last);
    if (read != DATE_WHOLE) {
        say(session, read == DATE_NO_SUCH
                         ? "there is no such day (years 1800 to 2200)"
                         : "a day is written 2024-06-01");
        return;
    }
    struct view before = repl_now(session);
    repl_enter(session, &next);
    struct view after = repl_now(session);
    if (!say_changes(session, &before, &after))
        say(session, "  no verdict changes");
}

/* ---- rules --------------------------------------------------------------- */

/* Puts a state's rules in force, or says what is wrong with them. */
static bool enter_rules(struct session *session, const struct state *next)
{
    struct ruleset *rules = ruleset_of(session, next);
    if (!rules)
        return false;
    repl_use(session, rules);
    repl_enter(session, next);
    return true;
}

/* Names of the items of a text, with what became of each. */
static void say_joined(struct session *session, struct str text,
                       const struct ruleset *before)
{
    struct sources sources = sources_on(session->work);
    struct diagnostics sink = diagnostics_on(session->work);
    struct parse parse = {
        .arena = session->work, .sources = &sources, .sink = &sink};
    int file = sources_add(&sources, STR("typed"), text);
    const struct ast *tree =
        file < 0 ? NULL : parse_source(&parse, file, PARSE_FILE);
    for (uint32_t i = 0; tree && i < tree->n; i++) {
        struct str name = item_name(session->work, tree->kids[i]);
        const struct ast *old = ruleset_item(before, session->work, name);
        struct place place = {0};
        if (old)
            place = sources_place(&before->loaded.sources, old->span);
        if (place.source)
            say(session, "%.*s replaces that of %.*s:%u", STR_ARG(name),
                STR_ARG(place.source->path), place.line);
        else
            say(session, "%.*s joins", STR_ARG(name));
    }
}

void repl_item(struct session *session, struct str text)
{
    struct state next = repl_state(session, text);
    next.items = typed_on(session->arena, next.items, repl_keep(session, text));
    struct view before = repl_now(session);
    struct ruleset *rules = ruleset_of(session, &next);
    if (!rules)
        return;
    say_joined(session, text, session->rules);
    struct ruleset *old = session->rules;
    session->rules = rules;
    repl_enter(session, &next);
    struct view after = repl_now(session);
    say_changes(session, &before, &after);
    session->rules = old;
    repl_use(session, rules);
}

static bool split_paths(struct session *session, struct str argument,
                        struct paths *paths)
{
    LIST(const char *) list = {0};
    while (argument.n) {
        struct str word = first_word(argument, &argument);
        list_push(session->arena, &list, repl_keep(session, word).at);
    }
    *paths = (struct paths){list.at, list.n};
    return list.n > 0;
}

void change_load(struct session *session, struct str argument)
{
    struct state next = repl_state(
        session, str_format(session->work, ":load %.*s", STR_ARG(argument)));
    if (!split_paths(session, argument, &next.paths)) {
        say(session, "load what? For instance: :load rules/");
        return;
    }
    next.items = NULL;
    if (!enter_rules(session, &next)) {
        say(session, "The rules in force are still those of before.");
        return;
    }
    struct ruleset *start = session->start;
    session->start = session->rules;
    if (start != session->rules)
        ruleset_free(start);
    say(session, "%zu rules, %zu cases.", session->rules->program->rule_count,
        session->rules->program->case_count);
}

void change_reload(struct session *session, struct str argument)
{
    (void)argument;
    repl_reload(session);
    say(session, "%zu rules, %zu cases.", session->rules->program->rule_count,
        session->rules->program->case_count);
}

/* ---- back ---------------------------------------------------------------- */

void change_undo(struct session *session, struct str argument)
{
    (void)argument;
    const struct state *now = session->now, *before = now->before;
    if (!before) {
        say(session, "There is nothing to take back.");
        return;
    }
    bool same =
        before->items == now->items && before->paths.at == now->paths.at;
    struct ruleset *rules = same ? session->rules : ruleset_of(session, before);
    if (!rules)
        return;
    repl_use(session, rules);
    session->now = before;
    struct buf what = buf_on(session->work);
    wrap_clean(&what, now->what);
    bool long_text = what.n > 60;
    say(session, "taken back: %.*s%s", long_text ? 57 : (int)what.n, what.at,
        long_text ? "..." : "");
}

/* ---- files --------------------------------------------------------------- */

/* What a plain file holds so far, and its permissions; false after a
   complaint. */
static bool read_old(struct session *session, const char *path,
                     struct stat *about, struct str *old)
{
    *old = STR("");
    if (stat(path, about) != 0 || !S_ISREG(about->st_mode)) {
        about->st_mode = 0;
        return true;
    }
    const char *wrong = file_read(session->work, path, LIMIT_FILE_BYTES, old);
    if (!wrong && old->n > LIMIT_FILE_BYTES)
        wrong = "it is longer than 32 MiB";
    if (wrong)
        say(session, "%s: %s", path, wrong);
    return !wrong;
}

/* The file with the text behind it appears when it is whole; until then, and
   if anything fails, there is the old one. */
static bool append(struct session *session, const char *path, struct str text)
{
    struct stat about;
    struct output output;
    struct str old;
    if (!read_old(session, path, &about, &old))
        return false;
    char *real = realpath(path, NULL); /* a link stays one */
    bool open = output_open(&output, real ? real : path, session->work);
    free(real);
    if (!open)
        return false;
    if (about.st_mode && fchmod(output.file, about.st_mode & 07777) != 0)
        say(session, "%s: its permissions could not be kept", path);
    output_write(&output, old);
    output_write(&output, text);
    return output_close(&output, true) == STATUS_DONE;
}

/* `"TITLE" FILE`, or `TITLE` alone. */
static struct str split_title(struct str argument, struct str *file)
{
    *file = STR("");
    if (!argument.n || argument.at[0] != '"')
        return argument;
    size_t end = 1;
    while (end < argument.n && argument.at[end] != '"')
        end++;
    *file = str_trim(str_from(argument, end + 1));
    return (struct str){argument.at + 1, end - 1};
}

static void say_left_out(struct session *session,
                         const struct case_draft *draft)
{
    if (!draft->left_out_count)
        return;
    struct buf line = buf_on(session->work);
    buf_text(&line, "No case can say what is told of ");
    words_facts(&line, draft->left_out, draft->left_out_count);
    buf_text(&line, ": it is left out.");
    wrap_paragraph(session->out, buf_view(&line), 0, 0);
}

void change_case(struct session *session, struct str argument)
{
    struct str file, title = split_title(argument, &file);
    if (!title.n) {
        say(session, "a case needs a title: :case \"BRAF not tested\"");
        return;
    }
    struct view view = repl_now(session);
    struct case_draft draft = case_write(view.finding, title, session->work);
    buf_str(session->out, draft.text);
    say_left_out(session, &draft);
    if (!file.n) {
        repl_item(session, draft.text);
        show_case(session, title);
        return;
    }
    const char *path = str_copy(session->work, file).at;
    struct str text = str_format(session->work, "\n%.*s", STR_ARG(draft.text));
    if (append(session, path, text))
        say(session, "added to %s", path);
}

static void put_items(struct buf *out, const struct typed *typed)
{
    if (!typed)
        return;
    put_items(out, typed->before);
    buf_str(out, typed->text);
    buf_char(out, '\n');
}

static void put_record(struct buf *out, const struct record *record)
{
    record_json(out, record, true);
    buf_char(out, '\n');
}

static bool ends_in(struct str text, struct str end)
{
    return text.n > end.n && str_equal(str_from(text, text.n - end.n), end);
}

void change_save(struct session *session, struct str argument)
{
    struct output output;
    struct buf text = buf_on(session->work);
    const char *path = str_copy(session->work, argument).at;
    if (!ends_in(argument, STR(".json")) && !ends_in(argument, STR(".rules"))) {
        say(session, ":save FILE.json writes the patient, :save FILE.rules "
                     "the rules that were typed");
        return;
    }
    if (ends_in(argument, STR(".json")))
        put_record(&text, repl_record(session, session->now, NULL));
    else
        put_items(&text, session->now->items);
    fflush(stdout); /* what goes wrong is said on standard error */
    if (!output_open(&output, path, session->work))
        return;
    output_write(&output, buf_view(&text));
    if (output_close(&output, true) == STATUS_DONE)
        say(session, "written: %s", path);
}
