/* SPDX-License-Identifier: Apache-2.0 */

/*
 * How the program speaks beside its results: complaints on standard error,
 * help on standard output, and what it asks of its surroundings (the clock,
 * the terminal).
 */

#include "interp/cli/cli.h"
#include "interp/cli/output.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What a record or a file name says must not control the terminal. */
static void make_harmless(char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)text[0], next = (unsigned char)text[1];
        bool control = c < ' ' || c == 0x7F;
        if (c == 0xC2 && next >= 0x80 && next < 0xA0)
            *text++ = '?', *text = '?';
        else if (control)
            *text = '?';
    }
}

static void complain_list(const char *format, va_list arguments)
    __attribute__((format(printf, 1, 0)));

/* One write a line, so that lines of others do not come between. Longer
   complaints are cut: they quote what somebody else wrote. */
static void complain_list(const char *format, va_list arguments)
{
    char text[2000];
    vsnprintf(text, sizeof text, format, arguments);
    make_harmless(text);
    fprintf(stderr, "cantlie: %s\n", text);
}

void complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    complain_list(format, arguments);
    va_end(arguments);
}

void complain_usage(const struct invocation *invocation, const char *format,
                    ...)
{
    va_list arguments;
    va_start(arguments, format);
    complain_list(format, arguments);
    va_end(arguments);
    fprintf(stderr, "cantlie: `cantlie %s --help` shows how it is used\n",
            invocation->command->name);
}

date today_by_clock(void)
{
    time_t now = time(NULL);
    struct tm local;
    date day = 0;
    if (localtime_r(&now, &local))
        date_from_ymd(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                      &day);
    return day;
}

bool colour_wanted(int file_descriptor)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(file_descriptor) && !(refused && refused[0]) &&
           !(terminal && !strcmp(terminal, "dumb"));
}

/* ---- help --------------------------------------------------------------- */

static void put_options(struct buf *out, const struct command *command)
{
    buf_text(out, "\nOptions\n");
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option *option = &command->options[i];
        size_t from = out->n;
        const char *argument = option->argument ? option->argument : "";
        buf_format(out, "  %s%s%s", option->name, argument[0] == '[' ? "" : " ",
                   argument);
        size_t width = out->n - from;
        buf_repeat(out, ' ', width < 22 ? 22 - width : 1);
        buf_format(out, "%s\n", option->help);
    }
    buf_text(out, "  --help              this text\n");
}

static void put_command(struct buf *out, const struct command *command)
{
    buf_format(out, "cantlie %s %s [options]\n\n%s\n", command->name,
               command->usage, command->help);
    put_options(out, command);
    buf_format(out, "\nExample\n%s", command->example);
}

static void put_commands(struct buf *out)
{
    buf_text(out, "cantlie COMMAND ...\n\n"
                  "A rule language for clinicians. Missing data stays unknown, "
                  "and every verdict\nsays why.\n\nCommands\n");
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        buf_format(out, "  %-15s%s\n", command->name, command->summary);
    buf_text(out,
             "\n`cantlie COMMAND --help` shows how one is used, with an "
             "example.\n`cantlie --sandbox COMMAND ...` may read what is named "
             "and print, nothing else.\n\n"
             "Exit status: 0 done; 1 check or test found something; 2 wrong "
             "usage; 3 records\nhad errors (all were evaluated); 4 the rules "
             "could not be used; 5 output could\nnot be written, results are "
             "incomplete.\n");
}

enum status show_help(struct arena *arena, const struct command *command)
{
    struct buf out = buf_on(arena);
    if (command)
        put_command(&out, command);
    else
        put_commands(&out);
    return print_result(arena, buf_view(&out));
}
