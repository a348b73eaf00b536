/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Fields: what the record says, and whether the field exists at all. A field
 * with an `if` is nothing where its condition fails, and a value or nothing
 * while that is unknown; its condition is a field of the same record, which
 * may have an `if` of its own. A value that the record gives is kept, whatever
 * its condition may turn out to be: a value beside a condition that surely
 * fails was a record error already, and is unknown by now.
 */

#include "interp/eval/eval_internal.h"

struct fact *field_facts(struct evaluator *ev, uint32_t level)
{
    if (level == 0)
        return ev->record->facts;
    struct binding at = ev->bound[level];
    if (!at.list || at.element == 0)
        return NULL;
    return ev->record->lists[at.list->list].elements[at.element - 1].facts;
}

static enum truth condition_holds(struct evaluator *ev,
                                  const struct field *field,
                                  const struct fact *facts)
{
    const struct field *condition = field->only_if;
    struct value value = field_among(ev, condition, facts);
    return condition->type.kind == TYPE_SET
               ? value_includes(value, field->only_if_options)
               : value_is(value, field->only_if_options);
}

struct value field_among(struct evaluator *ev, const struct field *field,
                         const struct fact *facts)
{
    const struct fact *fact = facts ? &facts[field->index] : NULL;
    struct value value = !fact          ? field_any(field)
                         : ev->recorded ? fact->recorded
                                        : fact->value;
    if (!field->only_if || (fact && record_stands(ev->record, fact)))
        return value;
    switch (condition_holds(ev, field, facts)) {
    case TRUTH_YES: return value;
    case TRUTH_NO: return value_nothing((enum value_kind)value.kind);
    case TRUTH_UNKNOWN: break;
    }
    return value_or_nothing(value);
}

struct value field_value(struct evaluator *ev, const struct expr *e)
{
    return field_among(ev, e->field, field_facts(ev, e->level));
}

/* A list that is not given does not exist when its condition fails: there
   are no elements. */
struct list field_list(struct evaluator *ev, const struct field *field)
{
    struct list list =
        ev->recorded ? ev->lists[field->list] : ev->record->lists[field->list];
    if (!list.given && field->only_if &&
        condition_holds(ev, field, ev->record->facts) == TRUTH_NO)
        list.n = list.fewest = list.most = 0;
    return list;
}
