/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Verdicts that rest on an `assume`. A rule rests on assumptions if its state
 * is another one when all that is assumed is unknown; a verdict rests on the
 * assumed facts that such rules about its treatment read, whether they apply
 * or are held.
 */

#include "interp/eval/verdict.h"

struct assumptions {
    LIST(struct fact_ref) list;
};

static void add_assumed(const struct finder *finder, struct assumptions *found,
                        struct fact_ref ref)
{
    const struct fact *fact = fact_ref_fact(finder->record, &ref);
    if (fact->flags & FACT_ASSUMED)
        list_push(finder->arena, &found->list, ref);
}

/* All that is assumed in the record, by declaration. */
static struct assumptions all_assumed(const struct finder *finder)
{
    struct assumptions found = {0};
    const struct record_type *patient = finder->record->type;
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (field->type.kind != TYPE_LIST) {
            add_assumed(finder, &found, (struct fact_ref){NULL, 0, field});
            continue;
        }
        const struct record_type *type = field->type.element;
        uint32_t n = finder->record->lists[field->list].n;
        for (uint32_t e = 1; e <= n; e++)
            for (size_t j = 0; j < type->field_count; j++)
                add_assumed(finder, &found,
                            (struct fact_ref){field, e, type->fields[j]});
    }
    return found;
}

static void put_values(const struct finder *finder,
                       const struct assumptions *assumed, bool unknown)
{
    for (size_t i = 0; i < assumed->list.n; i++) {
        const struct fact_ref *ref = &assumed->list.at[i];
        struct fact *fact = fact_ref_fact(finder->record, ref);
        fact->value = unknown ? field_any(ref->field) : fact->recorded;
        if (!ref->list && ref->field->counts)
            record_recount(finder->record, ref->field->counts);
    }
    eval_forget(finder->ev);
}

void find_assuming(struct finder *finder)
{
    struct assumptions assumed = all_assumed(finder);
    size_t n = finder->program->rule_count;
    finder->assuming = NULL;
    if (!assumed.list.n)
        return;
    finder->assuming = ARENA_ARRAY(finder->arena, bool, n);
    eval_trying(finder->ev, true);
    put_values(finder, &assumed, true);
    for (size_t i = 0; i < n; i++)
        finder->assuming[i] =
            eval_rule(finder->ev, finder->program->rules[i]) !=
            finder->states[i];
    put_values(finder, &assumed, false);
    eval_trying(finder->ev, false);
}

static bool rests_on(const struct finder *finder, struct advices advice,
                     const struct field *field)
{
    for (size_t i = 0; i < advice.n; i++) {
        const struct rule *rule = advice.at[i].rule;
        if (finder->assuming[rule->index] &&
            fields_has(finder->plan, plan_rule_reads(finder->plan, rule),
                       field))
            return true;
    }
    return false;
}

void verdict_assumptions(const struct finder *finder, struct verdict *verdict)
{
    if (!finder->assuming)
        return;
    struct assumptions assumed = all_assumed(finder);
    struct advices advice = plan_advice(finder->plan, verdict->treatment);
    verdict->assumed =
        ARENA_ARRAY(finder->arena, struct fact_ref, assumed.list.n);
    for (size_t i = 0; i < assumed.list.n; i++)
        if (rests_on(finder, advice, assumed.list.at[i].field))
            verdict->assumed[verdict->assumed_count++] = assumed.list.at[i];
}
