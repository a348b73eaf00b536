/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rule files: scanner, parser, checker, messages; and for what is right, the
 * formatter, whose result must say the same and be its own layout.
 */

#include "tests/fuzz/target.h"

#include "grammar/format.h"

#include <stdlib.h>

static struct str format(struct arena *arena, struct str text)
{
    struct sources sources = sources_on(arena);
    struct diagnostics sink = diagnostics_on(arena);
    struct parse parse = {.arena = arena, .sources = &sources, .sink = &sink};
    int file = sources_add(&sources, STR("t.rules"), text);
    struct ast *tree = parse_source(&parse, file, PARSE_FILE);
    if (sink.errors)
        abort();
    struct format_names *names = format_names_on(arena);
    format_names_add(names, tree);
    return format_file(arena, &sources.files.at[file], tree, names);
}

/* A rule that is accepted has a condition: none is dropped in silence. */
static void check_conditions(const struct program *program)
{
    for (size_t i = 0; i < program->rule_count; i++)
        if (!program->rules[i]->when)
            abort();
}

static void test(struct arena *arena, struct str text)
{
    struct loaded loaded;
    load_text(arena, STR("t.rules"), text, &loaded);
    parse_try(arena, text, PARSE_FILE);
    if (!target_loaded(arena, &loaded))
        return;
    check_conditions(loaded.program);
    const struct str mark = STR("\xEF\xBB\xBF");
    struct str bare = str_from(text, str_starts(text, mark) ? mark.n : 0);
    struct str once = format(arena, bare);
    if (!format_is_faithful(arena, bare, once))
        abort();
    if (!str_equal(once, format(arena, once)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
