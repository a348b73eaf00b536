/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From typed names to the things of a program. Names of different kinds may
 * be equal (a rule is often called like a treatment or an evidence entry):
 * an option like --only takes all that bear the name.
 */

#include "interp/cli/select.h"

/* ---- selections --------------------------------------------------------- */

struct chosen {
    bool *treatments, *rules, *scores;
};

/* Marks all that bear the name; false when nothing does. */
static bool choose(const struct program *program, struct chosen *chosen,
                   struct str name)
{
    bool found = false;
    struct named named = named_find(program, name);
    if (named.treatment)
        found = chosen->treatments[named.treatment->index] = true;
    if (named.score)
        found = chosen->scores[named.score->index] = true;
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        if (name_equal(rule->name, name) ||
            (rule->row && name_equal(rule->table, name)))
            found = chosen->rules[i] = true;
    }
    return found;
}

static void complain_nobody(const struct invocation *invocation,
                            const struct program *program, struct str name)
{
    const unsigned kinds = NAMED_BIT(NAMED_TREATMENT) | NAMED_BIT(NAMED_RULE) |
                           NAMED_BIT(NAMED_TABLE) | NAMED_BIT(NAMED_SCORE);
    enum named_kind kind = named_find(program, name).kind;
    if (kind != NAMED_NOTHING) {
        complain_usage(invocation,
                       "\"%.*s\" is %s; only treatments, rules, tables and "
                       "scores can be chosen",
                       STR_ARG(name), named_word(kind));
        return;
    }
    struct str near = named_nearest(invocation->arena, program, kinds, name);
    complain_usage(invocation,
                   "no treatment, rule, table or score is called \"%.*s\"%s"
                   "%.*s%s",
                   STR_ARG(name), near.n ? "; did you mean " : "",
                   STR_ARG(near), near.n ? "?" : "");
}

static struct chosen nothing_chosen(struct arena *arena,
                                    const struct program *program)
{
    return (struct chosen){
        ARENA_ARRAY(arena, bool, program->treatment_count),
        ARENA_ARRAY(arena, bool, program->rule_count),
        ARENA_ARRAY(arena, bool, program->score_count),
    };
}

struct selection selection_of_list(struct arena *arena,
                                   const struct program *program,
                                   const struct str *names, size_t n)
{
    struct chosen chosen = nothing_chosen(arena, program);
    for (size_t i = 0; i < n; i++)
        choose(program, &chosen, names[i]);
    return (struct selection){chosen.treatments, chosen.rules, chosen.scores};
}

bool selection_of(const struct invocation *invocation,
                  const struct program *program, const char *names,
                  struct selection *selection)
{
    struct chosen chosen = nothing_chosen(invocation->arena, program);
    struct str rest = str_of(names);
    do {
        size_t n = 0;
        while (n < rest.n && rest.at[n] != ',')
            n++;
        struct str name = str_trim((struct str){rest.at, n});
        if (!choose(program, &chosen, name)) {
            complain_nobody(invocation, program, name);
            return false;
        }
        rest = str_from(rest, n + 1);
    } while (rest.n);
    *selection =
        (struct selection){chosen.treatments, chosen.rules, chosen.scores};
    return true;
}
