/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Names of stored facts: "KRAS", "size of lesion 2", "lesions". A fact is
 * known by its field and, in a list, by the number of its element.
 */

#include "interp/eval/finding.h"

struct str fact_ref_text(struct arena *arena, const struct fact_ref *ref)
{
    if (!ref->list || !ref->element)
        return ref->field->name;
    struct str element = ref->list->type.element->name;
    return str_format(arena, "%.*s of %.*s %u", STR_ARG(ref->field->name),
                      STR_ARG(element), ref->element);
}

bool fact_ref_equal(const struct fact_ref *a, const struct fact_ref *b)
{
    return a->list == b->list && a->element == b->element &&
           a->field == b->field;
}

struct fact *fact_ref_fact(const struct record *record,
                           const struct fact_ref *ref)
{
    if (!ref->list)
        return &record->facts[ref->field->index];
    const struct list *list = &record->lists[ref->list->list];
    return &list->elements[ref->element - 1].facts[ref->field->index];
}

const char *word_name(enum word word)
{
    switch (word) {
    case WORD_RECOMMEND: return "recommend";
    case WORD_CONSIDER: return "consider";
    case WORD_AVOID: return "avoid";
    case WORD_CONTRAINDICATE: return "contraindicate";
    case WORD_CONFLICT: return "conflict";
    case WORD_NONE: return "none";
    case WORD_UNDECIDED: return "undecided";
    }
    return "";
}
