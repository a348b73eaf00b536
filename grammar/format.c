/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The formatter as a whole, and the check that it lost nothing: the same
 * tree, and the same comments in the same order. The check reads its own
 * results from the text again, so it does not depend on what the formatter
 * believes it wrote.
 */

#include "grammar/format_internal.h"

#include "grammar/parse.h"

struct str format_file(struct arena *arena, const struct source *source,
                       const struct ast *file, const struct format_names *names)
{
    struct format *f = ARENA_NEW(arena, struct format);
    *f = (struct format){.arena = arena, .source = source, .names = names};
    format_read_pieces(f);
    format_spell(f, file);
    format_plan(f, file);
    return format_emit(f);
}

/* ---- the check ---------------------------------------------------------- */

struct reading {
    struct ast *tree; /* NULL after an error */
    struct format pieces;
};

static struct reading read_text(struct arena *arena, struct str text)
{
    struct sources *sources = ARENA_NEW(arena, struct sources);
    struct diagnostics *sink = ARENA_NEW(arena, struct diagnostics);
    *sources = sources_on(arena);
    *sink = diagnostics_on(arena);
    struct reading reading = {0};
    int file = sources_add(sources, STR(""), text);
    struct parse parse = {.arena = arena, .sources = sources, .sink = sink};
    struct ast *tree = file < 0 ? NULL : parse_source(&parse, file, PARSE_FILE);
    if (!tree || sink->errors)
        return reading;
    reading.tree = tree;
    reading.pieces =
        (struct format){.arena = arena, .source = &sources->files.at[file]};
    format_read_pieces(&reading.pieces);
    return reading;
}

static bool same_comments(const struct format *a, const struct format *b)
{
    if (a->comments.n != b->comments.n)
        return false;
    for (size_t i = 0; i < a->comments.n; i++)
        if (!str_equal(a->comments.at[i].text, b->comments.at[i].text))
            return false;
    return true;
}

bool format_is_faithful(struct arena *arena, struct str before,
                        struct str after)
{
    struct reading a = read_text(arena, before), b = read_text(arena, after);
    return a.tree && b.tree && ast_equal(a.tree, b.tree) &&
           same_comments(&a.pieces, &b.pieces);
}
