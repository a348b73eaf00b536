/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Groups: the elements of a list, or those that satisfy a condition, and what
 * is counted, added up or compared over them. An element is in a group
 * surely, perhaps, or not at all; one that only perhaps exists is in it
 * perhaps. Elements that nothing describes are all alike: they are looked at
 * once, with every field unknown, however many they are.
 */

#include "interp/eval/eval_internal.h"

/* --- members ------------------------------------------------------------- */

struct members members_of(struct evaluator *ev, const struct group *group)
{
    struct members m = {.ev = ev, .group = group, .next = 1};
    m.list = field_list(ev, group->list);
    m.before = eval_enter(ev, group->level, group->list, 0);
    return m;
}

void members_end(struct members *m)
{
    if (!m->done)
        eval_leave(m->ev, m->group->level, m->before);
    m->done = true;
}

/* The next element, or all anonymous ones at once; false when there is none.
   Leaves `within` and `present` alone. */
static bool next_element(struct members *m, struct member *member)
{
    uint32_t n = m->list.n < m->list.most ? m->list.n : m->list.most;
    uint32_t at = m->next++;
    if (at <= n) {
        *member = (struct member){.element = at, .most = 1};
        member->fewest = at <= m->list.fewest;
        return true;
    }
    if (at > n + 1 || m->list.most <= m->list.n)
        return false;
    bool any = m->list.most == LIST_ANY;
    *member = (struct member){.most = any ? LIST_ANY : m->list.most - n};
    member->fewest = m->list.fewest > n ? m->list.fewest - n : 0;
    return true;
}

static void judge(struct members *m, struct member *member)
{
    struct binding *at = &m->ev->bound[m->group->level];
    *at = (struct binding){m->group->list, member->element};
    m->ev->element = member->element;
    member->within = TRUTH_YES;
    if (m->group->where)
        member->within = eval_truth(m->ev, m->group->where);
    member->present = member->within;
    if (member->fewest == 0)
        member->present = truth_and(member->within, TRUTH_UNKNOWN);
}

bool members_next(struct members *m, struct member *member)
{
    while (next_element(m, member)) {
        judge(m, member);
        if (member->within != TRUTH_NO)
            return true;
    }
    members_end(m);
    return false;
}

/* --- counting ------------------------------------------------------------ */

/* How many there are, as an interval of numbers. */
static struct value how_many(uint64_t fewest, uint64_t most, bool endless)
{
    decimal low = (decimal)fewest * DECIMAL_ONE;
    decimal high = endless ? DECIMAL_ABOVE_ALL : (decimal)most * DECIMAL_ONE;
    return value_range(low, false, high, endless);
}

struct value group_count(struct evaluator *ev, const struct expr *e)
{
    uint64_t fewest = 0, most = 0;
    bool endless = false;
    struct member one;
    for (struct members m = members_of(ev, &e->group);
         members_next(&m, &one);) {
        fewest += one.within == TRUTH_YES ? one.fewest : 0;
        endless = endless || one.most == LIST_ANY;
        most += one.most;
    }
    return how_many(fewest, most, endless);
}

struct value group_list_none(struct evaluator *ev, const struct expr *e)
{
    enum truth some = TRUTH_NO;
    struct member one;
    for (struct members m = members_of(ev, &e->group); members_next(&m, &one);)
        some = truth_or(some, one.present);
    return value_truth(truth_not(some));
}

/* --- totals -------------------------------------------------------------- */

/* What a member, or all anonymous ones together, may add. */
static struct value contribution(const struct member *one, struct value value,
                                 bool *failed)
{
    if (one->within != TRUTH_YES || value.nothing)
        value = value_either(value, value_number(0));
    value = value_without_nothing(value);
    if (one->fewest == 1 && one->most == 1)
        return value;
    struct value times =
        how_many(one->fewest, one->most, one->most == LIST_ANY);
    return value_arithmetic(ARITHMETIC_MULTIPLY, value, times, failed);
}

struct value group_total(struct evaluator *ev, const struct expr *e)
{
    struct value sum = value_number(0);
    struct member one;
    bool failed = false;
    for (struct members m = members_of(ev, &e->group);
         members_next(&m, &one);) {
        struct value value = eval_expr(ev, e->kids[0]);
        if (!value.some)
            continue;
        struct value more = contribution(&one, value, &failed);
        sum = value_arithmetic(ARITHMETIC_ADD, sum, more, &failed);
    }
    if (failed)
        eval_fail(ev, e);
    return sum;
}

/* --- largest and smallest ------------------------------------------------ */

struct value group_extreme(struct evaluator *ev, const struct expr *e, int sign)
{
    struct value extreme = eval_nothing(&e->type);
    struct member one;
    for (struct members m = members_of(ev, &e->group);
         members_next(&m, &one);) {
        struct value value = eval_expr(ev, e->kids[0]);
        if (one.present != TRUTH_YES)
            value = value_or_nothing(value);
        extreme = value_extreme(extreme, value, sign);
    }
    return extreme;
}
