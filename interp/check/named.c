/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Looks up and proposes names in a finished program. Not the checker's own
 * search: that one knows scopes, and where a name was declared.
 */

#include "interp/check/named.h"

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

static struct str table_named(const struct program *program, struct str name)
{
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->row &&
            name_equal(program->rules[i]->table, name))
            return program->rules[i]->table;
    return STR("");
}

static enum named_kind first_kind(const struct named *named)
{
    return named->treatment ? NAMED_TREATMENT
           : named->rule    ? NAMED_RULE
           : named->table.n ? NAMED_TABLE
           : named->score   ? NAMED_SCORE
           : named->define  ? NAMED_DEFINE
           : named->field   ? NAMED_FIELD
                            : NAMED_NOTHING;
}

struct named named_find(const struct program *program, struct str name)
{
    const struct record_type *patient = program->vocabulary->patient;
    uint32_t field = names_find(&patient->names, name);
    struct named named = {
        .name = name,
        .treatment = program_treatment(program, name),
        .rule = program_rule(program, name),
        .table = table_named(program, name),
        .score = score_named(program, name),
        .define = define_named(program, name),
        .field = field == NAMES_NONE ? NULL : patient->fields[field],
    };
    named.kind = first_kind(&named);
    return named;
}

/* ---- what may have been meant ------------------------------------------- */

static void add_rules(struct names *all, const struct program *program,
                      unsigned kinds)
{
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        if (kinds & NAMED_BIT(NAMED_RULE))
            names_add(all, rule->name, 0);
        if (rule->row && kinds & NAMED_BIT(NAMED_TABLE))
            names_add(all, rule->table, 0);
    }
}

static void add_patients(struct names *all, const struct program *program,
                         unsigned kinds)
{
    const struct record_type *patient = program->vocabulary->patient;
    for (size_t i = 0;
         kinds & NAMED_BIT(NAMED_DEFINE) && i < program->define_count; i++)
        if (!program->defines[i]->record)
            names_add(all, program->defines[i]->name, 0);
    for (size_t i = 0;
         kinds & NAMED_BIT(NAMED_FIELD) && i < patient->field_count; i++)
        names_add(all, patient->fields[i]->name, 0);
}

struct str named_nearest(struct arena *arena, const struct program *program,
                         unsigned kinds, struct str name)
{
    struct names all = names_on(arena);
    for (size_t i = 0;
         kinds & NAMED_BIT(NAMED_TREATMENT) && i < program->treatment_count;
         i++)
        names_add(&all, program->treatments[i]->name, 0);
    add_rules(&all, program, kinds);
    for (size_t i = 0;
         kinds & NAMED_BIT(NAMED_SCORE) && i < program->score_count; i++)
        names_add(&all, program->scores[i]->name, 0);
    add_patients(&all, program, kinds);
    const struct name_entry *near = names_nearest(&all, name);
    return near ? near->name : STR("");
}

const char *named_word(enum named_kind kind)
{
    static const char *const words[] = {
        [NAMED_NOTHING] = "nothing",
        [NAMED_TREATMENT] = "a treatment",
        [NAMED_RULE] = "a rule",
        [NAMED_TABLE] = "a table",
        [NAMED_SCORE] = "a score",
        [NAMED_DEFINE] = "a definition",
        [NAMED_FIELD] = "a field of the patient",
    };
    return words[kind];
}
