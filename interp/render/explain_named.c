/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Explains what a name means: one thing, or every verdict that is to be shown
 * when there is no name.
 */

#include "interp/render/explain.h"

static void explain_table(const struct explain *explain, struct str table)
{
    const struct program *program = explain->finding->program;
    bool begun = false;
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        if (!rule->row || !name_equal(rule->table, table))
            continue;
        if (begun)
            buf_char(explain->out, '\n');
        begun = true;
        explain_rule(explain, rule);
    }
}

void explain_named(const struct explain *explain, const struct named *named)
{
    static const struct selection everything = {NULL, NULL, NULL};
    switch (named->kind) {
    case NAMED_NOTHING: explain_verdicts(explain, &everything); break;
    case NAMED_TREATMENT:
        explain_treatment(explain,
                          &explain->finding->verdicts[named->treatment->index]);
        break;
    case NAMED_RULE: explain_rule(explain, named->rule); break;
    case NAMED_TABLE: explain_table(explain, named->table); break;
    case NAMED_SCORE: explain_score(explain, named->score); break;
    case NAMED_DEFINE: explain_define(explain, named->define); break;
    case NAMED_FIELD: explain_field(explain, named->field); break;
    }
}
