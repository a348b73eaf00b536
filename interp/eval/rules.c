/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The states of rules. A row of a table applies if its cells hold and the
 * cells of every earlier row are no; a rule or row is silenced by any rule
 * that overrides it and finally applies. All of it by Kleene's tables, with
 * the conditions that are forced taken as they are forced.
 */

#include "interp/eval/eval_internal.h"

/* --- a rule's own state -------------------------------------------------- */

/* Whether the cells of every earlier row are no. Remembered row by row, so
   that a long table is not walked again for each of its rows. */
static enum truth above_are_no(struct evaluator *ev, const struct rule *rule)
{
    struct rule_slot *slot = &ev->rules[rule->index];
    enum truth none = TRUTH_YES;
    for (const struct rule *r = rule->previous_row; r; r = r->previous_row) {
        const struct rule_slot *above = &ev->rules[r->index];
        none = truth_and(none, truth_not(eval_condition(ev, r->when)));
        if (above->above_stamp == ev->forcing) {
            none = truth_and(none, above->above);
            break;
        }
    }
    slot->above_stamp = ev->forcing;
    slot->above = none;
    return none;
}

enum truth eval_rule_own(struct evaluator *ev, const struct rule *rule)
{
    struct rule_slot *slot = &ev->rules[rule->index];
    if (slot->own_stamp == ev->forcing)
        return slot->own;
    enum truth own = eval_condition(ev, rule->when);
    if (rule->previous_row)
        own = truth_and(own, above_are_no(ev, rule));
    slot->own_stamp = ev->forcing;
    slot->own = own;
    return own;
}

/* --- the final state ----------------------------------------------------- */

enum truth eval_rule(struct evaluator *ev, const struct rule *rule)
{
    struct rule_slot *slot = &ev->rules[rule->index];
    if (slot->state_stamp == ev->forcing)
        return slot->state;
    enum truth state = eval_rule_own(ev, rule);
    for (size_t i = 0; i < rule->overridden_by_count; i++) {
        if (ev->quiet && state == TRUTH_NO)
            break;
        enum truth silences = eval_rule(ev, rule->overridden_by[i]);
        state = truth_and(state, truth_not(silences));
    }
    slot->state_stamp = ev->forcing;
    slot->state = state;
    memo_tell_rule(ev, rule, state);
    return state;
}

/* --- what it still depends on -------------------------------------------- */

static const struct expr *own_undecided_by(struct evaluator *ev,
                                           const struct rule *rule)
{
    for (const struct rule *r = rule; r; r = r->previous_row) {
        const struct expr *condition = condition_undecided_by(ev, r->when);
        if (condition)
            return condition;
    }
    return NULL;
}

const struct expr *eval_rule_undecided_by(struct evaluator *ev,
                                          const struct rule *rule)
{
    if (eval_rule(ev, rule) != TRUTH_UNKNOWN)
        return NULL;
    const struct expr *condition = own_undecided_by(ev, rule);
    for (size_t i = 0; !condition && i < rule->overridden_by_count; i++)
        condition = eval_rule_undecided_by(ev, rule->overridden_by[i]);
    return condition;
}
