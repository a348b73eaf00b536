/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rules and records together, in one input with a line "=== records" between
 * them: the evaluator, on programs that nobody would write.
 */

#include "tests/fuzz/target.h"

static void test(struct arena *arena, struct str text)
{
    struct str rules, records;
    if (!target_cut(text, &rules, &records))
        return;
    struct loaded loaded;
    load_text(arena, STR("t.rules"), rules, &loaded);
    if (target_loaded(arena, &loaded))
        target_evaluate(arena, loaded.program, "t.ndjson", records);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
