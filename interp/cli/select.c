/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From typed names to the things of a program. Names of different kinds may
 * be equal (a rule is often called like a treatment or an evidence entry):
 * an option like --only takes all that bear the name.
 */

#include "interp/cli/select.h"

static const struct score *score_named(const struct program *program,
                                       struct str name)
{
    for (size_t i = 0; i < program->score_count; i++)
        if (name_equal(program->scores[i]->name, name))
            return program->scores[i];
    return NULL;
}

static const struct define *define_named(const struct program *program,
                                         struct str name)
{
    for (size_t i = 0; i < program->define_count; i++)
        if (!program->defines[i]->record &&
            name_equal(program->defines[i]->name, name))
            return program->defines[i];
    return NULL;
}

static bool is_table(const struct program *program, struct str name)
{
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->row &&
            name_equal(program->rules[i]->table, name))
            return true;
    return false;
}

static const struct field *field_named(const struct program *program,
                                       struct str name)
{
    const struct record_type *patient = program->vocabulary->patient;
    uint32_t index = names_find(&patient->names, name);
    return index == NAMES_NONE ? NULL : patient->fields[index];
}

struct named named_find(const struct program *program, struct str name)
{
    struct named found = {.name = name};
    if ((found.treatment = program_treatment(program, name)))
        found.kind = NAMED_TREATMENT;
    else if (is_table(program, name))
        found.kind = NAMED_TABLE;
    else if ((found.rule = program_rule(program, name)))
        found.kind = NAMED_RULE;
    else if ((found.score = score_named(program, name)))
        found.kind = NAMED_SCORE;
    else if ((found.define = define_named(program, name)))
        found.kind = NAMED_DEFINE;
    else if ((found.field = field_named(program, name)))
        found.kind = NAMED_FIELD;
    return found;
}

/* ---- what may have been meant ------------------------------------------- */

struct str named_nearest(struct arena *arena, const struct program *program,
                         struct str name)
{
    struct names all = names_on(arena);
    const struct record_type *patient = program->vocabulary->patient;
    for (size_t i = 0; i < program->treatment_count; i++)
        names_add(&all, program->treatments[i]->name, 0);
    for (size_t i = 0; i < program->rule_count; i++)
        names_add(&all, program->rules[i]->name, 0);
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->row)
            names_add(&all, program->rules[i]->table, 0);
    for (size_t i = 0; i < program->score_count; i++)
        names_add(&all, program->scores[i]->name, 0);
    for (size_t i = 0; i < program->define_count; i++)
        names_add(&all, program->defines[i]->name, 0);
    for (size_t i = 0; i < patient->field_count; i++)
        names_add(&all, patient->fields[i]->name, 0);
    const struct name_entry *near = names_nearest(&all, name);
    return near ? near->name : STR("");
}

/* ---- selections --------------------------------------------------------- */

struct chosen {
    bool *treatments, *rules, *scores;
};

/* Marks all that bear the name; false when nothing does. */
static bool choose(const struct program *program, struct chosen *chosen,
                   struct str name)
{
    bool found = false;
    const struct treatment *treatment = program_treatment(program, name);
    const struct score *score = score_named(program, name);
    if (treatment)
        found = chosen->treatments[treatment->index] = true;
    if (score)
        found = chosen->scores[score->index] = true;
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
    struct str near = named_nearest(invocation->arena, program, name);
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
