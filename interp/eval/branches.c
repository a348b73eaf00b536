/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Definitions of more than one value: branches, of which the first that holds
 * gives the value, and `or as stated`, where two statements of one thing are
 * brought together.
 *
 * A side of an `or as stated` is unknown if its value is what an empty record
 * of the same day would give (for an element: one of which nothing is known).
 * Unknown sides say nothing; what all others allow is the value. If they have
 * nothing in common, either is possible, and the record has an error.
 */

#include "interp/eval/eval_internal.h"

/* --- branches ------------------------------------------------------------ */

struct branches {
    struct value all; /* what the possible ones give together */
    bool any;
    bool open; /* no guard was yes so far */
};

static void add_branch(struct evaluator *ev, struct branches *branches,
                       enum truth guard, const struct expr *value)
{
    bool possible = branches->open && guard != TRUTH_NO;
    if (!possible && ev->quiet)
        return;
    struct value v = eval_expr(ev, value);
    if (!possible)
        return;
    branches->all = branches->any ? value_either(branches->all, v) : v;
    branches->any = true;
    branches->open = guard != TRUTH_YES;
}

struct value branch_value(struct evaluator *ev, const struct expr *e)
{
    struct branches branches = {.open = true};
    for (uint32_t i = 0; i + 1 < e->n && (branches.open || !ev->quiet); i += 2)
        add_branch(ev, &branches, eval_truth(ev, e->kids[i]), e->kids[i + 1]);
    add_branch(ev, &branches, TRUTH_YES, e->kids[e->n - 1]);
    return branches.all;
}

/* --- or as stated -------------------------------------------------------- */

/* The value of an empty record, and of an element nothing is known of. */
static struct value empty_value(struct evaluator *ev, const struct expr *side)
{
    struct evaluator *empty = ev->empty;
    for (uint32_t level = 1; level <= side->deepest; level++)
        eval_bind(empty, level, ev->bound[level].list, 0);
    return eval_expr(empty, side);
}

static bool says_something(struct evaluator *ev, const struct expr *side,
                           struct value value)
{
    return !ev->is_empty && !value_equal(value, empty_value(ev, side));
}

struct sides {
    struct value both;   /* what all that say something allow */
    struct value either; /* what they allow together */
    struct value all;    /* what all sides allow together */
    bool any, contradict;
};

static void add_side(struct sides *sides, struct value value)
{
    if (!sides->any) {
        sides->both = sides->either = value;
        sides->any = true;
        return;
    }
    sides->either = value_either(sides->either, value);
    if (!value_both(sides->both, value, &sides->both))
        sides->contradict = true;
}

static struct sides weigh(struct evaluator *ev, const struct expr *e)
{
    struct sides sides = {0};
    for (uint32_t i = 0; i < e->n; i++) {
        struct value value = eval_expr(ev, e->kids[i]);
        sides.all = i == 0 ? value : value_either(sides.all, value);
        if (says_something(ev, e->kids[i], value))
            add_side(&sides, value);
    }
    return sides;
}

struct value stated_value(struct evaluator *ev, const struct expr *e)
{
    struct sides sides = weigh(ev, e);
    if (!sides.any)
        return sides.all;
    return sides.contradict ? sides.either : sides.both;
}

bool eval_stated_contradicts(struct evaluator *ev, const struct expr *stated)
{
    return weigh(ev, stated).contradict;
}

/* --- where they stand ---------------------------------------------------- */

struct search {
    struct evaluator *ev;
    const struct define *define;
    LIST(struct stated) found;
};

/* Below `e`, but not in the defines it names: they are searched themselves. */
static void search(struct search *s, const struct expr *e)
{
    if (e->op == EXPR_STATED)
        list_push(s->ev->arena, &s->found, ((struct stated){e, s->define}));
    if (e->group.where)
        search(s, e->group.where);
    for (uint32_t i = 0; i < e->n; i++)
        search(s, e->kids[i]);
}

void stated_collect(struct evaluator *ev)
{
    struct search s = {.ev = ev};
    for (size_t i = 0; i < ev->program->define_count; i++) {
        s.define = ev->program->defines[i];
        search(&s, s.define->body);
    }
    ev->stated = s.found.at;
    ev->stated_count = s.found.n;
}
