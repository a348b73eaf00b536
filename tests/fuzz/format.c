/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The formatter, on every text that parses, right or wrong in meaning: the
 * layout must parse to the same tree with the same comments, and must be its
 * own layout. (`rules` asks the same of what the checker lets pass.)
 */

#include "tests/fuzz/target.h"

#include "grammar/format.h"

#include <stdlib.h>

/* False: the text does not parse. */
static bool format(struct arena *arena, struct str text, struct str *out)
{
    struct sources sources = sources_on(arena);
    struct diagnostics sink = diagnostics_on(arena);
    struct parse parse = {.arena = arena, .sources = &sources, .sink = &sink};
    int file = sources_add(&sources, STR("t.rules"), text);
    struct ast *tree = parse_source(&parse, file, PARSE_FILE);
    if (sink.errors)
        return false;
    struct format_names *names = format_names_on(arena);
    format_names_add(names, tree);
    *out = format_file(arena, &sources.files.at[file], tree, names);
    return true;
}

static void test(struct arena *arena, struct str text)
{
    struct str once, twice;
    if (!format(arena, text, &once))
        return;
    if (!format_is_faithful(arena, text, once))
        abort();
    if (!format(arena, once, &twice) || !str_equal(once, twice))
        abort();
    if (format_diff(arena, STR("t.rules"), once, twice).n)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
