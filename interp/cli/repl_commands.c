/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The table of commands of a session. Each has a line of help and an example;
 * a command may be shortened as long as it is clear which one is meant.
 */

#include "interp/cli/repl.h"

#include "interp/render/wrap.h"

#include <string.h>

static void say_help(struct session *session, struct str argument);
static void say_diff(struct session *session, struct str argument);
static void quit(struct session *session, struct str argument);

static const struct repl_command commands[] = {
    {"patient", "[ID|next|prev|new|case \"TITLE\"]",
     "the patient at hand, or another one", ":patient P042", change_patient,
     ARGUMENT_PATIENT},
    {"record", "", "all that is told of the patient", ":record", show_record,
     ARGUMENT_NONE},
    {"verdicts", "", "what the rules say of the patient", ":verdicts",
     show_verdicts, ARGUMENT_NONE},
    {"why", "[NAME]",
     "why, and why not: a treatment, rule, table, score, define or field",
     ":why cetuximab", show_why, ARGUMENT_NAME},
    {"whynot", "NAME", "the nearest change that would make a rule apply",
     ":whynot SECA-criteria", show_whynot, ARGUMENT_NAME},
    {"ask", "", "facts that can still change a verdict, the most telling first",
     ":ask", show_ask, ARGUMENT_NONE},
    {"what-if", "FACTS", "verdicts that would change; nothing is kept",
     ":what-if KRAS mutated, ECOG 2", try_facts, ARGUMENT_FACTS},
    {"rules", "", "all rules with their states", ":rules", show_rules,
     ARGUMENT_NONE},
    {"show", "NAME", "how a rule, define, treatment, ... is written",
     ":show RAS-mutated", show_item, ARGUMENT_NAME},
    {"load", "RULES...", "other rules: files or folders", ":load rules/",
     change_load, ARGUMENT_FILE},
    {"reload", "", "the rule files again (also done when one has changed)",
     ":reload", change_reload, ARGUMENT_NONE},
    {"diff", "", "the rules against those that were loaded", ":diff", say_diff,
     ARGUMENT_NONE},
    {"test", "[TEXT]", "the cases, or those whose title holds TEXT",
     ":test SECA", show_test, ARGUMENT_TEXT},
    {"case", "\"TITLE\" [FILE]",
     "the patient and the verdicts as a case; with FILE added to that file",
     ":case \"BRAF not tested\" rules/my-cases.rules", change_case,
     ARGUMENT_TEXT},
    {"undo", "", "take the last change back", ":undo", change_undo,
     ARGUMENT_NONE},
    {"save", "FILE", "the patient (.json), or the typed rules (.rules)",
     ":save anna.json", change_save, ARGUMENT_FILE},
    {"as-of", "DATE", "evaluate for another day", ":as-of 2024-06-01",
     change_as_of, ARGUMENT_TEXT},
    {"help", "[COMMAND]", "this list, or more about one command",
     ":help what-if", say_help, ARGUMENT_COMMAND},
    {"quit", "", "leave (so does Ctrl-D)", ":quit", quit, ARGUMENT_NONE},
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

const struct repl_command *repl_command_at(size_t i)
{
    return i < COMMAND_COUNT ? &commands[i] : NULL;
}

/* The command of that name, or the only one that begins so. */
const struct repl_command *repl_command_of(struct str name)
{
    const struct repl_command *found = NULL;
    size_t beginning = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        struct str full = str_of(commands[i].name);
        if (name_equal(full, name))
            return &commands[i];
        if (name.n && str_starts(full, name)) {
            found = &commands[i];
            beginning++;
        }
    }
    return beginning == 1 ? found : NULL;
}

static struct str command_name(struct str text)
{
    size_t n = 0;
    while (n < text.n && text.at[n] != ' ' && text.at[n] != '\t')
        n++;
    return (struct str){text.at, n};
}

/* Commands that begin so, when there are several. */
static bool say_several(struct session *session, struct str name)
{
    struct buf line = buf_on(session->work);
    for (size_t i = 0; name.n && i < COMMAND_COUNT; i++)
        if (str_starts(str_of(commands[i].name), name))
            buf_format(&line, "%s :%s", line.n ? "," : "", commands[i].name);
    if (line.n)
        say(session, "several commands begin so:%.*s",
            STR_ARG(buf_view(&line)));
    return line.n > 0;
}

static void say_unknown(struct session *session, struct str name)
{
    if (say_several(session, name))
        return;
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    const char *near = nearest_of(name, names, COMMAND_COUNT);
    say(session, "there is no command \":%.*s\"%s%s%s; :help lists them",
        STR_ARG(name), near ? "; did you mean :" : "", near ? near : "",
        near ? "?" : "");
}

void repl_run_command(struct session *session, struct str text)
{
    text = str_trim(str_from(text, 1));
    struct str name = command_name(text);
    struct str argument = str_trim(str_from(text, name.n));
    const struct repl_command *command = repl_command_of(name);
    if (!command)
        say_unknown(session, name);
    else if (command->takes == ARGUMENT_NONE && argument.n)
        say(session, ":%s takes nothing behind it", command->name);
    else
        command->run(session, argument);
}

bool repl_say_colon(struct session *session, struct str text)
{
    text = str_trim(text);
    const struct repl_command *command = repl_command_of(command_name(text));
    if (!command || !name_equal(str_of(command->name), command_name(text)))
        return false;
    say(session, "a command begins with a colon: did you mean :%.*s?",
        STR_ARG(text));
    return true;
}

/* ---- help ---------------------------------------------------------------- */

static void say_command(struct session *session,
                        const struct repl_command *command)
{
    struct str left =
        str_format(session->work, ":%s %s", command->name, command->argument);
    wrap_pair(session->out, 2, str_trim(left), 26, str_of(command->summary));
}

static void say_all(struct session *session)
{
    buf_text(session->out,
             "KRAS mutated or age >= 70 years   an expression: its value\n"
             "set KRAS mutated, ECOG 1          facts, as after `given` in a "
             "case\n"
             "set size of lesion 2 5.6 cm       a fact about one element of a "
             "list\n"
             "KRAS wild-type -> cetuximab       an item: joins the rules, or "
             "replaces the\n"
             "                                  one of its name; an empty line "
             "ends a long one\n"
             "SECA-criteria                     a rule's state, a treatment's "
             "verdict\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        say_command(session, &commands[i]);
}

static void say_help(struct session *session, struct str argument)
{
    if (!argument.n) {
        say_all(session);
        return;
    }
    struct str name = argument.at[0] == ':' ? str_from(argument, 1) : argument;
    const struct repl_command *command = repl_command_of(name);
    if (!command) {
        say_unknown(session, name);
        return;
    }
    say_command(session, command);
    say(session, "  for instance            %s", command->example);
}

static void say_diff(struct session *session, struct str argument)
{
    (void)argument;
    if (!say_rule_changes(session)) {
        say(session, "The rules are as they were loaded.");
        return;
    }
    struct ruleset *now = session->rules;
    struct view after = repl_now(session);
    session->rules = session->start;
    struct view before = repl_now(session);
    session->rules = now;
    if (!say_changes(session, &before, &after))
        say(session, "  no verdict of this patient changes");
}

static void quit(struct session *session, struct str argument)
{
    (void)argument;
    session->over = true;
}
