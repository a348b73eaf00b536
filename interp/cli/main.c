/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The program: finds the command, sorts its words, runs it, and turns what it
 * says into the exit status. The table below is the list of commands; each
 * has a file of its own.
 *
 * A closed pipe shows as a failed write (the signal is ignored), so that it
 * has the same status as a full disk. When memory runs out, control comes
 * back here and the results are incomplete.
 */

#include "interp/cantlie.h"
#include "interp/cli/cli.h"
#include "interp/cli/output.h"
#include "interp/cli/sandbox.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &COMMAND_CHECK,         &COMMAND_RUN,  &COMMAND_EXPLAIN, &COMMAND_EVAL,
    &COMMAND_TEST,          &COMMAND_FMT,  &COMMAND_DOC,     &COMMAND_CONVERT,
    &COMMAND_PROFILE,       &COMMAND_MAP,  &COMMAND_DIFF,    &COMMAND_SNAPSHOT,
    &COMMAND_VERIFY_RESULT, &COMMAND_REPL, &COMMAND_ASK,
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

const struct command *command_at(size_t i)
{
    return i < COMMAND_COUNT ? commands[i] : NULL;
}

const struct command *command_of(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (!strcmp(commands[i]->name, name))
            return commands[i];
    return NULL;
}

enum status status_worse(enum status a, enum status b)
{
    static const int rank[] = {
        [STATUS_DONE] = 0,   [STATUS_RECORDS] = 1, [STATUS_FOUND] = 2,
        [STATUS_OUTPUT] = 3, [STATUS_RULES] = 4,   [STATUS_USAGE] = 5,
    };
    return rank[a] >= rank[b] ? a : b;
}

static enum status unknown_command(const char *name)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i]->name;
    const char *near = nearest_of(str_of(name), names, COMMAND_COUNT);
    if (near)
        complain("there is no command \"%s\"; did you mean \"%s\"?", name,
                 near);
    else
        complain("there is no command \"%s\"; `cantlie help` lists them", name);
    return STATUS_USAGE;
}

static enum status print_version(struct arena *arena)
{
    struct buf text = buf_on(arena);
    buf_format(&text, "cantlie %s\n", cantlie_version_text());
    return print_result(arena, buf_view(&text));
}

static bool is_any(const char *word, const char *a, const char *b)
{
    return !strcmp(word, a) || !strcmp(word, b);
}

static bool asks_for_help(const char *const *words, size_t n)
{
    for (size_t i = 0; i < n && strcmp(words[i], "--") != 0; i++)
        if (is_any(words[i], "--help", "-h"))
            return true;
    return false;
}

static enum status run_command(struct arena *arena,
                               const struct command *command,
                               const char *const *words, size_t n)
{
    if (asks_for_help(words, n))
        return show_help(arena, command);
    struct invocation invocation = {.arena = arena, .command = command};
    if (!invocation_read(&invocation, words, n))
        return STATUS_USAGE;
    return command->run(&invocation);
}

static enum status help_on(struct arena *arena, const char *name)
{
    const struct command *command = name ? command_of(name) : NULL;
    return name && !command ? unknown_command(name) : show_help(arena, command);
}

static enum status dispatch(struct arena *arena, const char *const *words,
                            size_t n)
{
    if (!n) {
        complain("which command? `cantlie help` lists them");
        return STATUS_USAGE;
    }
    if (!strcmp(words[0], "--sandbox"))
        return sandbox_enter(words + 1, n - 1)
                   ? dispatch(arena, words + 1, n - 1)
                   : STATUS_USAGE;
    if (is_any(words[0], "--help", "-h") || !strcmp(words[0], "help"))
        return help_on(arena, n > 1 ? words[1] : NULL);
    if (is_any(words[0], "--version", "version"))
        return print_version(arena);
    const struct command *command = command_of(words[0]);
    if (!command)
        return unknown_command(words[0]);
    return run_command(arena, command, words + 1, n - 1);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* ulimit -f: writing fails, and is said */
    struct arena *arena = arena_new();
    jmp_buf exhausted;
    if (!arena || setjmp(exhausted)) {
        complain("there is not enough memory; results are incomplete");
        return STATUS_OUTPUT;
    }
    arena_guard(arena, &exhausted);
    size_t n = argc > 0 ? (size_t)argc - 1 : 0;
    enum status status = dispatch(arena, (const char *const *)(argv + 1), n);
    arena_free(arena);
    return (int)status;
}
