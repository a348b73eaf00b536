/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A mapping and a table, in one input with a line "=== records" between them,
 * to the vocabulary of tests/fuzz/fuzz.rules: what a mapping may say, and what
 * comes of cells that its author did not think of.
 */

#include "tests/fuzz/target.h"

#include <string.h>

/* The rules without the mapping at their end. */
static struct str vocabulary(struct arena *arena)
{
    struct str rules = target_file(arena, "tests/fuzz/fuzz.rules");
    for (size_t i = 0; i < rules.n; i++)
        if (str_starts(str_from(rules, i), STR("\nmapping ")))
            rules.n = i + 1;
    return rules;
}

static void test(struct arena *arena, struct str text)
{
    struct str mapping, table;
    if (!target_cut(text, &mapping, &table))
        return;
    struct buf rules = buf_on(arena);
    buf_str(&rules, vocabulary(arena));
    buf_str(&rules, mapping);
    struct loaded loaded;
    load_text(arena, STR("t.rules"), buf_view(&rules), &loaded);
    if (target_loaded(arena, &loaded))
        target_evaluate(arena, loaded.program, "t.csv", table);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
