/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a vocabulary asks of a sheet, worked out once: tables of keys and
 * options, ranges, and in which order conditions (`if`) are to be applied.
 * What is too rare to be worth a column's trouble makes the vocabulary one
 * that sheets do not hold; a field whose values are never plain makes only
 * the records hard that give it.
 */

#include "interp/records/sheet_plan.h"

#include "grammar/limits.h"
#include "interp/records/reading.h"

/* --- fields -------------------------------------------------------------- */

static enum sheet_kind kind_of(const struct field *field)
{
    switch (field->type.kind) {
    case TYPE_YESNO: return SHEET_YESNO;
    case TYPE_CHOICE: return SHEET_CHOICE;
    case TYPE_SET: return SHEET_SET;
    case TYPE_NUMBER: return SHEET_NUMBER;
    case TYPE_DATE: return field->bounded ? SHEET_NEVER : SHEET_DATE;
    case TYPE_TEXT: return SHEET_TEXT;
    case TYPE_LIST: return SHEET_LIST;
    case TYPE_UNKNOWN: break;
    }
    return SHEET_NEVER;
}

/* A count is a whole number of elements, declared so or not. */
static void limit_number(struct sheet_field *to, const struct field *field)
{
    to->whole = field->type.whole || field->counts;
    to->low = field->bounded ? field->low : DECIMAL_MIN;
    to->high = field->bounded ? field->high : DECIMAL_MAX;
    if (field->counts && to->low < 0)
        to->low = 0;
}

bool sheet_holds_parts(const struct field *field)
{
    const struct record_type *type = field->record;
    if (field->type.kind != TYPE_CHOICE || !type->is_patient ||
        field->only_if || field->has_assumed)
        return false;
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i]->only_if == field)
            return false;
    return true;
}

static struct sheet_field field_of(struct arena *arena,
                                   const struct vocabulary *vocabulary,
                                   const struct field *field)
{
    struct sheet_field to = {.field = field, .kind = kind_of(field)};
    to.assumed = field->has_assumed;
    to.parts = sheet_holds_parts(field);
    to.is_id = field == vocabulary->id && to.kind == SHEET_TEXT;
    to.if_options = field->only_if_options;
    to.opening = to.kind == SHEET_SET || to.kind == SHEET_LIST ? '[' : '{';
    if (to.kind == SHEET_NUMBER)
        limit_number(&to, field);
    if (to.kind == SHEET_CHOICE || to.kind == SHEET_SET)
        to.options = spellings_of(arena, &field->type.choices->spelt,
                                  reading_find_option);
    return to;
}

/* --- what sheets do not hold --------------------------------------------- */

static uint64_t all_options(const struct field *field)
{
    struct value any = type_any(&field->type);
    return field->type.kind == TYPE_SET ? any.set.may : any.options;
}

static bool condition_fits(const struct field *field)
{
    const struct field *on = field->only_if;
    if (!on)
        return true;
    enum type_kind kind = on->type.kind;
    if (kind != TYPE_YESNO && kind != TYPE_CHOICE && kind != TYPE_SET)
        return false;
    uint64_t all = all_options(on), wanted = field->only_if_options & all;
    return wanted && (wanted != all || kind == TYPE_SET);
}

/* An assumption beside an `if`, an age or a count that it might contradict,
   and one that is no exact value. */
static bool assumption_fits(const struct field *field)
{
    if (!field->has_assumed)
        return true;
    if (field->only_if || field->valid_for.set || field->counts ||
        field->counted_by)
        return false;
    return field->type.kind == TYPE_LIST ||
           (value_is_known(field->assumed) && field->assumed.some);
}

static bool type_fits(const struct record_type *type)
{
    if (type->field_count > SHEET_FIELDS)
        return false;
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = type->fields[i];
        if (!condition_fits(field) || !assumption_fits(field))
            return false;
    }
    return true;
}

/* --- conditions ---------------------------------------------------------- */

/* Conditions of conditions form no circle; `depth` holds should one be made by
   hand. */
static unsigned depth_of(const struct field *field)
{
    unsigned depth = 0;
    for (; field->only_if && depth < LIMIT_NESTING; field = field->only_if)
        depth++;
    return depth;
}

static void order_conditions(struct arena *arena, struct sheet_type *to)
{
    const struct record_type *type = to->type;
    size_t left = 0;
    to->conditional = ARENA_ARRAY(arena, uint32_t, type->field_count);
    for (size_t i = 0; i < type->field_count; i++)
        left += type->fields[i]->only_if != NULL;
    for (unsigned depth = 1; to->conditional_count < left; depth++)
        for (uint32_t i = 0; i < type->field_count; i++)
            if (depth_of(type->fields[i]) == depth)
                to->conditional[to->conditional_count++] = i;
}

/* --- the plan ------------------------------------------------------------ */

static struct sheet_type type_of(struct arena *arena,
                                 const struct vocabulary *vocabulary,
                                 const struct record_type *type)
{
    struct sheet_type to = {.type = type};
    to.keys = spellings_of(arena, &type->keys, names_find);
    to.fields = ARENA_ARRAY(arena, struct sheet_field, type->field_count);
    for (size_t i = 0; i < type->field_count; i++)
        to.fields[i] = field_of(arena, vocabulary, type->fields[i]);
    order_conditions(arena, &to);
    return to;
}

static const int32_t *months_of(struct arena *arena)
{
    int32_t *months = ARENA_ARRAY(arena, int32_t, SHEET_MONTHS);
    for (int i = 0; i + 1 < SHEET_MONTHS; i++) {
        date day = 0;
        date_from_ymd(1800 + i / 12, 1 + i % 12, 1, &day);
        months[i] = (int32_t)day;
    }
    months[SHEET_MONTHS - 1] = (int32_t)DATE_LAST + 1;
    return months;
}

const struct sheet_plan *sheet_plan_new(struct arena *arena,
                                        const struct vocabulary *vocabulary,
                                        date today)
{
    const struct record_type *patient = vocabulary->patient;
    if (!type_fits(patient))
        return NULL;
    for (size_t i = 0; i < patient->list_count; i++)
        if (!type_fits(patient->lists[i]->type.element))
            return NULL;
    struct sheet_plan *plan = ARENA_NEW(arena, struct sheet_plan);
    plan->today = today;
    plan->patient = type_of(arena, vocabulary, patient);
    plan->list_count = patient->list_count;
    plan->elements = ARENA_ARRAY(arena, struct sheet_type, plan->list_count);
    for (size_t i = 0; i < plan->list_count; i++)
        plan->elements[i] =
            type_of(arena, vocabulary, patient->lists[i]->type.element);
    const struct field *id = vocabulary->id;
    plan->has_id = id && id->type.kind == TYPE_TEXT;
    plan->months = months_of(arena);
    return plan;
}
