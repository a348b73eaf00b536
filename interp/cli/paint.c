/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Finds in rendered messages what is to be coloured. The renderer knows no
 * colours, since its text goes to files, editors and the library, too; its
 * lines are plain enough to be told apart here.
 */

#include "interp/cli/paint.h"

#include "grammar/base/buf.h"

#include <string.h>

#define BOLD "\033[1m"
#define RED "\033[1;31m"
#define YELLOW "\033[1;33m"
#define PLAIN "\033[0m"

struct painting {
    struct buf out;
    const char *colour; /* of the message that is being written */
};

/* Where `what` begins in the line, or its end. */
static size_t find_in(struct str line, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= line.n; i++)
        if (!memcmp(line.at + i, what, n))
            return i;
    return line.n;
}

static void put(struct painting *p, const char *colour, struct str text)
{
    buf_text(&p->out, colour);
    buf_str(&p->out, text);
    buf_text(&p->out, PLAIN);
}

/* rules/a.rules:14:16: error: KRAS cannot be "mutatd" [unknown-choice] */
static bool put_head(struct painting *p, struct str line, const char *word,
                     const char *colour)
{
    size_t at = find_in(line, word), n = strlen(word);
    if (at == line.n || line.at[0] == ' ')
        return false;
    p->colour = colour;
    put(p, BOLD, (struct str){line.at, at + 1});
    buf_char(&p->out, ' ');
    put(p, colour, (struct str){line.at + at + 2, n - 3});
    buf_str(&p->out, str_from(line, at + n - 1));
    return true;
}

/*       |                ^^^^^^ did you mean "mutated"? */
static bool put_carets(struct painting *p, struct str line)
{
    size_t from = find_in(line, "| "), to = from + 2;
    for (size_t i = 0; i < from; i++)
        if (line.at[i] != ' ')
            return false;
    while (to < line.n && line.at[to] == ' ')
        to++;
    from = to;
    while (to < line.n && line.at[to] == '^')
        to++;
    if (from >= to)
        return false;
    buf_str(&p->out, (struct str){line.at, from});
    put(p, p->colour, (struct str){line.at + from, to - from});
    buf_str(&p->out, str_from(line, to));
    return true;
}

struct str paint_messages(struct arena *arena, struct str text,
                          int file_descriptor)
{
    struct painting p = {buf_on(arena), RED};
    if (!colour_wanted(file_descriptor))
        return text;
    while (text.n) {
        const char *end = memchr(text.at, '\n', text.n);
        struct str line = {text.at, end ? (size_t)(end - text.at) : text.n};
        if (!put_head(&p, line, ": error: ", RED) &&
            !put_head(&p, line, ": warning: ", YELLOW) && !put_carets(&p, line))
            buf_str(&p.out, line);
        if (end)
            buf_char(&p.out, '\n');
        text = str_from(text, line.n + (end != NULL));
    }
    return buf_view(&p.out);
}
