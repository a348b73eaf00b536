/* SPDX-License-Identifier: Apache-2.0 */

/* See the header; days and months are kept apart, since the calendar does. */

#include "interp/suite/stretches.h"

static void add_days(struct stretches *s, struct arena *arena,
                     const struct expr *e)
{
    struct unit days = unit_days();
    struct unit_map map;
    decimal n;
    bool number = e->op == EXPR_CONST && e->type.kind == TYPE_NUMBER &&
                  value_is_known(e->value) && e->value.some;
    if (number && unit_map(&e->type.unit, &days, &map) &&
        unit_convert(&map, e->value.range.low, &n) && n > 0)
        list_push(arena, &s->days, n / DECIMAL_ONE);
}

void stretches_add(struct stretches *s, struct arena *arena,
                   const struct expr *e, bool *seen)
{
    if (!e || seen[e->id])
        return;
    seen[e->id] = true;
    add_days(s, arena, e);
    if (e->months)
        list_push(arena, &s->months, e->months);
    if (e->months2)
        list_push(arena, &s->months, e->months2);
    if (e->op == EXPR_DEFINE)
        stretches_add(s, arena, e->define->body, seen);
    for (size_t i = 0; e->op == EXPR_SCORE && i < e->score->n; i++)
        stretches_add(s, arena, e->score->points[i].when, seen);
    stretches_add(s, arena, e->group.where, seen);
    for (uint32_t i = 0; i < e->n; i++)
        stretches_add(s, arena, e->kids[i], seen);
}

/* --- changes -------------------------------------------------------------- */

struct shifting {
    struct arena *arena;
    const struct stretches *stretches;
    struct draft_changes changes;
};

static void around_day(struct shifting *s, const struct fact_ref *ref, date day)
{
    for (int64_t i = -1; i <= 1; i++)
        if (day + i >= DATE_FIRST && day + i <= DATE_LAST)
            list_push(s->arena, &s->changes,
                      ((struct draft_change){CHANGE_FACT, *ref,
                                             value_date(day + i)}));
}

static void before_anchor(struct shifting *s, const struct fact_ref *ref,
                          date anchor)
{
    for (size_t i = 0; i < s->stretches->days.n; i++)
        around_day(s, ref, anchor - s->stretches->days.at[i]);
    for (size_t i = 0; i < s->stretches->months.n; i++)
        around_day(s, ref,
                   date_add_months(anchor, -s->stretches->months.at[i]));
}

static bool is_day(const struct given *given)
{
    return given->value.kind == VALUE_DATE && value_is_known(given->value) &&
           given->value.some;
}

struct draft_changes stretches_changes(struct arena *arena,
                                       const struct stretches *stretches,
                                       const struct test_case *draft)
{
    struct shifting s = {.arena = arena, .stretches = stretches};
    for (size_t i = 0; i < draft->given_count; i++) {
        const struct given *given = &draft->given[i];
        struct fact_ref ref = {given->list, given->element, given->field};
        if (!is_day(given))
            continue;
        if (draft->has_as_of)
            before_anchor(&s, &ref, draft->as_of);
        for (size_t j = 0; j < draft->given_count; j++)
            if (j != i && is_day(&draft->given[j]))
                before_anchor(&s, &ref, draft->given[j].value.range.low);
    }
    return s.changes;
}
