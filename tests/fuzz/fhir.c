/* SPDX-License-Identifier: Apache-2.0 */

/*
 * FHIR documents through rules/fhir.rules: bundles, single resources and bulk
 * exports, broken ones above all. Input with a line "=== records" has a mapping
 * of its own before it, to the vocabulary of tests/fuzz/fuzz.rules.
 */

#include "tests/fuzz/target.h"

#include <stdlib.h>

static void shipped(struct arena *arena, struct str text)
{
    static const char *const paths[] = {"rules/fhir.rules"};
    struct loaded loaded;
    load_rules(arena, paths, 1, &loaded);
    if (!target_loaded(arena, &loaded))
        abort();
    target_evaluate(arena, loaded.program, "t.json", text);
}

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
    struct str mapping, records;
    struct loaded loaded;
    if (!target_cut(text, &mapping, &records)) {
        shipped(arena, text);
        return;
    }
    struct buf rules = buf_on(arena);
    buf_str(&rules, vocabulary(arena));
    buf_str(&rules, mapping);
    load_text(arena, STR("t.rules"), buf_view(&rules), &loaded);
    if (target_loaded(arena, &loaded))
        target_evaluate(arena, loaded.program, "t.json", records);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
