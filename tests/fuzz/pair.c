/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rules and records together, in one input with a line "=== records" between
 * them: the evaluator, on programs that nobody would write.
 */

#include "tests/fuzz/target.h"

#include <string.h>

static const char cut[] = "\n=== records\n";

static size_t rules_end(struct str text)
{
    const size_t n = sizeof cut - 1;
    for (size_t i = 0; i + n <= text.n; i++)
        if (memcmp(text.at + i, cut, n) == 0)
            return i;
    return text.n;
}

static void test(struct arena *arena, struct str text)
{
    size_t end = rules_end(text);
    if (end == text.n)
        return;
    struct loaded loaded;
    load_text(arena, STR("t.rules"), (struct str){text.at, end + 1}, &loaded);
    if (target_loaded(arena, &loaded))
        target_evaluate(arena, loaded.program, "t.ndjson",
                        str_from(text, end + sizeof cut - 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
