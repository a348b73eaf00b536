/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_CLI_H
#define CANTLIE_INTERP_CLI_CLI_H

/*
 * What the subcommands share: the table of commands, their options, exit
 * statuses, and how the program speaks. Results go to standard output and
 * nothing else does; everything else goes to standard error.
 *
 * This room alone prints, reads the clock, and asks what the terminal can do.
 */

#include "grammar/base/arena.h"
#include "grammar/base/str.h"
#include "interp/value/date.h"

#include <stdbool.h>
#include <stddef.h>

enum status {
    STATUS_DONE = 0,
    STATUS_FOUND = 1,   /* a check or test found something */
    STATUS_USAGE = 2,   /* wrong usage */
    STATUS_RECORDS = 3, /* records had errors */
    STATUS_RULES = 4,   /* the rules could not be used */
    STATUS_OUTPUT = 5   /* output could not be written: results incomplete */
};

/* Of two, the one that comes first in the order 2, 4, 5, 1, 3, 0. */
enum status status_worse(enum status a, enum status b);

/* One option of a command. */
struct option {
    const char *name;     /* "--format", or "-o" */
    const char *argument; /* "FILE", or NULL for a flag; "[=FORMAT]": one that
                             may be left out, and otherwise follows "=" */
    const char *help;     /* one line */
};

struct invocation;

struct command {
    const char *name;
    const char *usage;   /* its words: "RULES RECORD [NAME]" */
    const char *summary; /* one line, for the list of commands */
    const char *help;    /* paragraphs; then options, then the example */
    const char *example; /* lines that start with "cantlie" */
    const struct option *options;
    size_t option_count;
    size_t least, most; /* positional arguments */
    enum status (*run)(const struct invocation *invocation);
};

/* One use of a command, its words sorted out. */
struct invocation {
    struct arena *arena; /* lives as long as the command runs */
    const struct command *command;
    const char **values; /* by option; NULL: not given; a flag: "" */
    const char **words;  /* positional arguments */
    size_t word_count;
};

/* The value of option number `i` of the command, or NULL. */
static inline const char *option_value(const struct invocation *invocation,
                                       size_t i)
{
    return invocation->values[i];
}

static inline bool option_given(const struct invocation *invocation, size_t i)
{
    return invocation->values[i] != NULL;
}

/* The command of a name, or NULL. */
const struct command *command_of(const char *name);

/* Command number `i`, or NULL past the last. */
const struct command *command_at(size_t i);

/* Sorts the words behind the command's name. False after a complaint. */
bool invocation_read(struct invocation *invocation, const char *const *words,
                     size_t n);

/* A line on standard error: "cantlie: " and the text. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for wrong usage, with the command to ask for help. */
void complain_usage(const struct invocation *invocation, const char *format,
                    ...) __attribute__((format(printf, 2, 3)));

/* The name that is nearest in spelling among `n`, or NULL. */
const char *nearest_of(struct str wrong, const char *const *names, size_t n);

/* One of the words "text", "json", ... of an option: its place in `names`, or
   -1 after a complaint. */
int option_choice(const struct invocation *invocation, size_t option,
                  const char *const *names, size_t n);

/* Today by the clock and the local calendar. */
date today_by_clock(void);

/* The value of --as-of, or today; false after a complaint. *given tells
   which. */
bool option_as_of(const struct invocation *invocation, size_t option,
                  date *day);

/* Whether a stream is a terminal that may be coloured. */
bool colour_wanted(int file_descriptor);

/* The command's help on standard output. */
enum status show_help(struct arena *arena, const struct command *command);

extern const struct command COMMAND_CHECK, COMMAND_RUN, COMMAND_EXPLAIN,
    COMMAND_EVAL, COMMAND_TEST, COMMAND_FMT, COMMAND_DOC, COMMAND_CONVERT,
    COMMAND_PROFILE, COMMAND_MAP, COMMAND_REPL, COMMAND_ASK, COMMAND_DIFF,
    COMMAND_SNAPSHOT, COMMAND_VERIFY_RESULT;

#endif
