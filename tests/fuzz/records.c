/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Records as JSON or as a table, against the rules of tests/fuzz/fuzz.rules
 * (read from the root of the tree), which have every type of field, lists,
 * validity, conditions, constraints and a mapping.
 */

#include "tests/fuzz/target.h"

#include <stdlib.h>

static void test(struct arena *arena, struct str text)
{
    struct loaded loaded;
    struct str rules = target_file(arena, "tests/fuzz/fuzz.rules");
    load_text(arena, STR("fuzz.rules"), rules, &loaded);
    if (!target_loaded(arena, &loaded))
        abort();
    bool json = text.n && (text.at[0] == '{' || text.at[0] == '[');
    target_evaluate(arena, loaded.program, json ? "t.ndjson" : "t.csv", text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
