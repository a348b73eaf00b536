/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Sorts the words of a command line into options and the rest, strictly: an
 * option that the command does not have, one given twice, one without its
 * argument, too many words are all wrong usage, with the nearest spelling
 * where there is one. `--name=value` and `--name value` mean the same; `--`
 * ends the options; `-` alone is a word (standard input).
 */

#include "interp/cli/cli.h"

#include <string.h>

/* An option as it stands on the command line. */
struct spelt {
    struct str name;
    const char *value; /* behind '=', or NULL */
};

static struct spelt spelt_of(const char *word)
{
    const char *sign = strncmp(word, "--", 2) ? NULL : strchr(word, '=');
    if (!sign)
        return (struct spelt){str_of(word), NULL};
    return (struct spelt){{word, (size_t)(sign - word)}, sign + 1};
}

static size_t option_of(const struct command *command, struct str name)
{
    size_t i = 0;
    while (i < command->option_count &&
           !str_equal(name, str_of(command->options[i].name)))
        i++;
    return i;
}

static void complain_unknown(const struct invocation *invocation,
                             struct str name)
{
    const struct command *command = invocation->command;
    const char **names =
        ARENA_ARRAY(invocation->arena, const char *, command->option_count);
    for (size_t i = 0; i < command->option_count; i++)
        names[i] = command->options[i].name;
    const char *near = nearest_of(name, names, command->option_count);
    complain_usage(invocation, "there is no option %.*s%s%s%s", STR_ARG(name),
                   near ? "; did you mean " : "", near ? near : "",
                   near ? "?" : "");
}

/* Takes the option at words[*i] and, where it needs one, its argument. */
static bool take_option(struct invocation *invocation, const char *const *words,
                        size_t n, size_t *i)
{
    struct spelt spelt = spelt_of(words[*i]);
    const struct command *command = invocation->command;
    size_t at = option_of(command, spelt.name);
    if (at == command->option_count) {
        complain_unknown(invocation, spelt.name);
        return false;
    }
    const struct option *option = &command->options[at];
    if (invocation->values[at]) {
        complain_usage(invocation, "%s is given twice", option->name);
        return false;
    }
    if (!option->argument && spelt.value) {
        complain_usage(invocation, "%s takes no value", option->name);
        return false;
    }
    bool may_lack = option->argument && option->argument[0] == '[';
    if (may_lack && !spelt.value)
        spelt.value = "";
    if (option->argument && !spelt.value && *i + 1 < n)
        spelt.value = words[++*i];
    if (option->argument && !spelt.value) {
        complain_usage(invocation, "%s needs its %s", option->name,
                       option->argument);
        return false;
    }
    invocation->values[at] = option->argument ? spelt.value : "";
    return true;
}

/* "-5 cm" is none: it may begin an expression. */
static bool is_option(const char *word)
{
    char second = word[0] == '-' ? word[1] : '\0';
    return second == '-' || (second >= 'a' && second <= 'z') ||
           (second >= 'A' && second <= 'Z');
}

static bool count_fits(const struct invocation *invocation)
{
    const struct command *command = invocation->command;
    if (invocation->word_count < command->least) {
        complain_usage(invocation, "something is missing: cantlie %s %s",
                       command->name, command->usage);
        return false;
    }
    if (invocation->word_count > command->most) {
        complain_usage(invocation, "one word too many: \"%s\"",
                       invocation->words[command->most]);
        return false;
    }
    return true;
}

bool invocation_read(struct invocation *invocation, const char *const *words,
                     size_t n)
{
    bool options = true;
    invocation->values = ARENA_ARRAY(invocation->arena, const char *,
                                     invocation->command->option_count);
    invocation->words = ARENA_ARRAY(invocation->arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        if (options && !strcmp(words[i], "--"))
            options = false;
        else if (!options || !is_option(words[i]))
            invocation->words[invocation->word_count++] = words[i];
        else if (!take_option(invocation, words, n, &i))
            return false;
    }
    return count_fits(invocation);
}

/* ---- values of options -------------------------------------------------- */

const char *nearest_of(struct str wrong, const char *const *names, size_t n)
{
    const char *nearest = NULL;
    unsigned least = 3;
    for (size_t i = 0; i < n; i++) {
        unsigned distance = name_distance(wrong, str_of(names[i]), least);
        if (distance < least && distance * 2 < strlen(names[i])) {
            least = distance;
            nearest = names[i];
        }
    }
    return nearest;
}

int option_choice(const struct invocation *invocation, size_t option,
                  const char *const *names, size_t n)
{
    const char *value = option_value(invocation, option);
    for (size_t i = 0; value && i < n; i++)
        if (!strcmp(value, names[i]))
            return (int)i;
    struct str all = STR("");
    for (size_t i = 0; i < n; i++)
        all = str_format(invocation->arena, "%.*s%s%s", STR_ARG(all),
                         i ? ", " : "", names[i]);
    complain_usage(invocation, "%s is one of: %.*s",
                   invocation->command->options[option].name, STR_ARG(all));
    return -1;
}

bool option_as_of(const struct invocation *invocation, size_t option, date *day)
{
    const char *value = option_value(invocation, option);
    if (!value) {
        *day = today_by_clock();
        return true;
    }
    date last;
    enum date_read read = date_read(str_of(value), day, &last);
    if (read == DATE_WHOLE)
        return true;
    complain_usage(invocation,
                   read == DATE_NO_SUCH
                       ? "--as-of: there is no day %s (years 1800 to 2200)"
                       : "--as-of needs a day such as 2024-06-01, not \"%s\"",
                   value);
    return false;
}
