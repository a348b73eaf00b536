/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A record once more, as it was told, with some facts told anew.
 *
 * What was made of the facts (too old, assumed, contradicted, in the future)
 * is left behind, for it follows from them again. What could not be read at
 * all stays refused, and its error stays, until the fact is told anew.
 */

#include "interp/suite/revise.h"

/* ---- the copy ------------------------------------------------------------ */

/* An element's fact that has only the date of its element gets it again. */
static bool dated_by(const struct fact *by, const struct fact *fact)
{
    return by && by != fact && fact->dated &&
           fact->first == by->told.range.low &&
           fact->last == by->told.range.high;
}

static void copy_fact(struct fact *to, const struct fact *from,
                      const struct fact *by)
{
    if (!(from->flags & FACT_GIVEN))
        return;
    *to = *from;
    to->flags &= FACT_GIVEN | FACT_EXPLICIT | FACT_REFUSED;
    to->value = to->told;
    if (dated_by(by, from))
        to->dated = false;
}

static void copy_list(struct record *draft, const struct record *from,
                      const struct field *field)
{
    const struct list *old = &from->lists[field->list];
    struct list *list = &draft->lists[field->list];
    if (!old->given || !(from->facts[field->index].flags & FACT_GIVEN))
        return;
    record_revise_list(draft, field, old->n);
    for (uint32_t i = 0; i < old->n; i++) {
        const struct fact *facts = old->elements[i].facts;
        const struct fact *by = field->by ? &facts[field->by->index] : NULL;
        for (size_t k = 0; k < field->type.element->field_count; k++)
            copy_fact(&list->elements[i].facts[k], &facts[k], by);
    }
}

static void copy_errors(struct record *draft, const struct record *from)
{
    for (size_t i = 0; i < from->errors.n; i++)
        if (from->errors.at[i].kind == RECORD_ERROR_VALUE)
            record_error_add(draft, from->errors.at[i]);
}

struct record *record_draft(const struct program *program,
                            const struct record *from, date today,
                            struct arena *arena)
{
    struct record *draft = record_new(arena, program->vocabulary, today);
    draft->id = from->id;
    draft->source = from->source;
    draft->strict = from->strict;
    draft->titles = from->titles;
    for (size_t i = 0; i < from->type->field_count; i++) {
        const struct field *field = from->type->fields[i];
        if (field->type.kind == TYPE_LIST)
            copy_list(draft, from, field);
        else
            copy_fact(&draft->facts[i], &from->facts[i], NULL);
    }
    copy_errors(draft, from);
    return draft;
}

/* ---- facts told anew ----------------------------------------------------- */

/* Whether an error's path is the place, or lies within it. */
static bool is_at(struct str path, struct str place)
{
    return str_starts(path, place) &&
           (path.n == place.n || path.at[place.n] == '.');
}

static void forget_errors(struct record *draft, const struct field *list,
                          uint32_t element, const struct field *field)
{
    struct str place = record_path(draft->arena, list, element, field);
    size_t kept = 0;
    for (size_t i = 0; i < draft->errors.n; i++)
        if (!is_at(draft->errors.at[i].path, place))
            draft->errors.at[kept++] = draft->errors.at[i];
    draft->errors.n = kept;
}

void record_revise_list(struct record *draft, const struct field *list,
                        uint32_t n)
{
    struct list *at = &draft->lists[list->list];
    *at = (struct list){.given = true, .n = n, .fewest = n, .most = n};
    at->elements = ARENA_ARRAY(draft->arena, struct element, n);
    for (uint32_t i = 0; i < n; i++)
        at->elements[i] = element_new(draft->arena, list->type.element);
    draft->facts[list->index] = (struct fact){.flags = FACT_GIVEN};
    forget_errors(draft, NULL, 0, list);
}

static struct fact *fact_at(struct record *draft, const struct field *list,
                            uint32_t element, const struct field *field)
{
    if (!list)
        return &draft->facts[field->index];
    return &draft->lists[list->list].elements[element - 1].facts[field->index];
}

static void put(struct record *draft, const struct given *given,
                uint32_t element)
{
    struct fact *fact = fact_at(draft, given->list, element, given->field);
    *fact = (struct fact){.value = given->value,
                          .told = given->value,
                          .flags = FACT_GIVEN,
                          .dated = given->dated,
                          .first = given->first,
                          .last = given->last};
    if (given->explicit_unknown)
        fact->flags |= FACT_EXPLICIT;
    forget_errors(draft, given->list, element, given->field);
}

void record_revise(struct record *draft, const struct test_case *facts)
{
    for (size_t i = 0; i < facts->list_count; i++)
        record_revise_list(draft, facts->lists[i].list, facts->lists[i].n);
    for (size_t i = 0; i < facts->given_count; i++)
        put(draft, &facts->given[i], facts->given[i].element);
}

/* Room for one more element, with nothing known of it. */
static void add_element(struct record *draft, const struct field *list)
{
    struct list *at = &draft->lists[list->list];
    struct element *elements =
        ARENA_ARRAY(draft->arena, struct element, at->n + 1);
    for (uint32_t i = 0; i < at->n; i++)
        elements[i] = at->elements[i];
    elements[at->n] = element_new(draft->arena, list->type.element);
    at->elements = elements;
    at->n++;
    at->fewest = at->most = at->n;
    at->given = true;
    draft->facts[list->index].flags |= FACT_GIVEN;
}

bool record_revise_element(struct record *draft, const struct test_case *facts,
                           uint32_t element)
{
    const struct field *list = facts->list_count ? facts->lists[0].list : NULL;
    if (!list || !element || element > draft->lists[list->list].n + 1)
        return false;
    if (element > draft->lists[list->list].n)
        add_element(draft, list);
    for (size_t i = 0; i < facts->given_count; i++)
        put(draft, &facts->given[i], element);
    return true;
}

void record_revise_fact(struct record *draft, const struct given *given)
{
    put(draft, given, given->element);
}
