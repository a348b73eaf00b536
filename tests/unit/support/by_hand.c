/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the checker would build, field by field. Options are written
 * "wild-type=wt|mutated=mut=mutated gene": a name and its synonyms.
 */

#include "by_hand.h"

#include <stdlib.h>

static struct record_type *new_record(struct arena *arena, const char *name)
{
    struct record_type *type = ARENA_NEW(arena, struct record_type);
    type->name = str_of(name);
    type->names = names_on(arena);
    type->keys = names_on(arena);
    type->fields = ARENA_ARRAY(arena, struct field *, 64);
    type->lists = ARENA_ARRAY(arena, struct field *, 8);
    return type;
}

static struct field *add(struct arena *arena, struct record_type *type,
                         const char *name, enum type_kind kind)
{
    struct field *field = ARENA_NEW(arena, struct field);
    field->name = str_of(name);
    field->type.kind = kind;
    field->record = type;
    field->index = (uint32_t)type->field_count;
    type->fields[type->field_count++] = field;
    names_add(&type->names, field->name, field->index);
    names_add(&type->keys, field->name, field->index);
    return field;
}

static struct str take(struct str *text, char delimiter)
{
    size_t n = 0;
    while (n < text->n && text->at[n] != delimiter)
        n++;
    struct str part = {text->at, n};
    *text = str_from(*text, n + 1);
    return part;
}

static struct choices *choices_of(struct arena *arena, const char *options)
{
    struct choices *choices = ARENA_NEW(arena, struct choices);
    choices->at = ARENA_ARRAY(arena, struct choice, 8);
    choices->names = names_on(arena);
    choices->spelt = names_on(arena);
    for (struct str rest = str_of(options); rest.n;) {
        struct str option = take(&rest, '|');
        uint32_t index = (uint32_t)choices->n;
        struct choice *choice = &choices->at[choices->n++];
        choice->name = take(&option, '=');
        names_add(&choices->names, choice->name, index);
        names_add(&choices->spelt, choice->name, index);
        while (option.n)
            names_add(&choices->spelt, take(&option, '='), index);
    }
    return choices;
}

static struct field *add_choice(struct arena *arena, struct record_type *type,
                                const char *name, const char *options)
{
    struct field *field = add(arena, type, name, TYPE_CHOICE);
    field->type.choices = choices_of(arena, options);
    return field;
}

static struct field *add_number(struct arena *arena, struct record_type *type,
                                const char *name, const char *unit,
                                const char *range)
{
    struct field *field = add(arena, type, name, TYPE_NUMBER);
    field->type.unit = unit_one();
    if (*unit && unit_read(str_of(unit), &field->type.unit, NULL) != UNIT_OK)
        abort();
    struct str rest = str_of(range);
    field->bounded = true;
    if (decimal_read(take(&rest, ' '), &field->low) != DECIMAL_EXACT ||
        decimal_read(rest, &field->high) != DECIMAL_EXACT)
        abort();
    return field;
}

static struct field *add_list(struct arena *arena, struct record_type *type,
                              const char *name, struct record_type *element)
{
    struct field *field = add(arena, type, name, TYPE_LIST);
    field->type.element = element;
    field->list = (uint32_t)type->list_count;
    type->lists[type->list_count++] = field;
    return field;
}

static void assume_no(struct field *field)
{
    field->has_assumed = true;
    field->assumed = value_options(OPTION_NO);
}

static struct record_type *lesion(struct arena *arena)
{
    struct record_type *type = new_record(arena, "lesion");
    add_number(arena, type, "size", "cm", "0 50");
    add_choice(arena, type, "lobe", "left|right");
    add_number(arena, type, "segment", "", "1 8")->type.whole = true;
    assume_no(add(arena, type, "removable", TYPE_YESNO));
    return type;
}

static struct record_type *course(struct arena *arena)
{
    struct record_type *type = new_record(arena, "course");
    add_choice(arena, type, "regimen", "FOLFOX|FOLFIRI");
    add(arena, type, "start", TYPE_DATE);
    struct field *response = add_choice(arena, type, "response", "CR|PR|SD|PD");
    response->valid_for.set = true;
    response->valid_for.months = 2;
    add_number(arena, type, "marker", "ug/L", "0 1000");
    assume_no(add(arena, type, "planned", TYPE_YESNO));
    return type;
}

static void add_scalars(struct arena *arena, struct record_type *type)
{
    add(arena, type, "id", TYPE_TEXT);
    add(arena, type, "note", TYPE_TEXT);
    add_number(arena, type, "age", "years", "0 120");
    add_number(arena, type, "ECOG", "", "0 5")->type.whole = true;
    add_number(arena, type, "height", "cm", "0 300");
    add_number(arena, type, "remnant", "%", "5 100");
    struct field *cea = add_number(arena, type, "CEA", "ug/L", "0 1000000");
    cea->valid_for.set = true;
    cea->valid_for.days = 56;
    struct field *kras = add_choice(arena, type, "KRAS",
                                    "wild-type=wt|mutated=mut=mutated gene");
    names_add(&type->keys, STR("kras_status"), kras->index);
    add_choice(arena, type, "MSI", "MSS|MSI-L|MSI-H");
    add(arena, type, "birth", TYPE_DATE);
    add(arena, type, "resectable", TYPE_YESNO);
    assume_no(add(arena, type, "smoker", TYPE_YESNO));
    add(arena, type, "comorbidities", TYPE_SET)->type.choices =
        choices_of(arena, "diabetes|heart-failure|cirrhosis");
}

static void add_primary(struct arena *arena, struct record_type *type)
{
    struct field *primary =
        add_choice(arena, type, "primary", "in-place=in situ|resected");
    struct field *surgery = add(arena, type, "primary-surgery", TYPE_DATE);
    struct field *margin =
        add_choice(arena, type, "primary-margin", "R0|R1|R2");
    surgery->only_if = margin->only_if = primary;
    surgery->only_if_options = margin->only_if_options = 2;
}

static void add_lists(struct arena *arena, struct record_type *type)
{
    struct record_type *of_lesion = lesion(arena), *of_course = course(arena);
    struct field *lesions = add_list(arena, type, "lesions", of_lesion);
    struct field *count = add_number(arena, type, "lesion-count", "", "0 200");
    lesions->counted_by = count;
    count->counts = lesions;
    add_list(arena, type, "chemo", of_course)->by =
        field_by_name(of_course, "start");
    add_list(arena, type, "hepatectomies", of_lesion)->has_assumed = true;
}

struct vocabulary *vocabulary_by_hand(struct arena *arena)
{
    struct vocabulary *vocabulary = ARENA_NEW(arena, struct vocabulary);
    struct record_type *patient = new_record(arena, "patient");
    patient->is_patient = true;
    add_scalars(arena, patient);
    add_primary(arena, patient);
    add_lists(arena, patient);
    vocabulary->records = ARENA_ARRAY(arena, struct record_type *, 1);
    vocabulary->records[vocabulary->record_count++] = patient;
    vocabulary->patient = patient;
    vocabulary->id = field_by_name(patient, "id");
    return vocabulary;
}

struct field *field_by_name(const struct record_type *type, const char *name)
{
    uint32_t index = names_find(&type->names, str_of(name));
    if (index == NAMES_NONE)
        abort();
    return type->fields[index];
}
