/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_EVAL_H
#define CANTLIE_INTERP_EVAL_EVAL_H

/*
 * The tree walk: expressions of a Program over one Record, by language.md
 * section 4. An evaluator serves one thread and one record at a time; values
 * of expressions that depend on the patient only are remembered until the
 * record changes.
 *
 * Ownership: the evaluator lives in the arena it is made on and borrows the
 * program; eval_begin borrows the record until the next eval_begin.
 */

#include "interp/check/program.h"
#include "interp/records/record.h"

#include <setjmp.h>

struct evaluator;

/* What an observer is told. One hook serves explanation, coverage and
   profiling: each condition or value when it is first evaluated for a record
   (elements: when evaluated for that element), and each rule's state. */
struct event {
    enum { EVENT_EXPR, EVENT_RULE } kind;
    const struct expr *expr;
    const struct rule *rule;
    struct value value; /* EVENT_EXPR */
    enum truth state;   /* EVENT_RULE */
    uint32_t element;   /* of the innermost bound list, from 1; 0: none */
};

struct observer {
    void (*on)(void *context, const struct event *event);
    void *context;
};

struct evaluator *evaluator_new(struct arena *arena,
                                const struct program *program);
const struct program *evaluator_program(const struct evaluator *ev);

/* NULL takes the observer away. Borrowed. */
void evaluator_observe(struct evaluator *ev, const struct observer *observer);

/*
 * A bound on the work for one record: `over` is asked every LIMIT_STEPS steps,
 * and when it says yes control goes to `out` (by longjmp; the evaluator holds
 * nothing but memory of arenas). The record is then spoilt; the evaluator is
 * ready for the next eval_begin. Borrowed; NULL takes the bound away.
 */
struct eval_limit {
    bool (*over)(void *context);
    void *context;
    jmp_buf *out;
};
void evaluator_limit(struct evaluator *ev, const struct eval_limit *limit);

/*
 * Starts on a record: checks constraints and `or as stated` on it as read,
 * adds the record errors, and makes the facts of broken constraints unknown
 * (FACT_CONTRADICTED). `scratch` is the record's arena.
 */
void eval_begin(struct evaluator *ev, struct record *record,
                struct arena *scratch);
struct record *eval_record(const struct evaluator *ev);

/* Expressions that were evaluated so far, for bounds on work. */
uint64_t eval_work(const struct evaluator *ev);

/* Adds the states of `n` rules that are looked at once more; and what all took
   so far, with the expressions. */
void eval_exert(struct evaluator *ev, size_t n);
uint64_t eval_effort(const struct evaluator *ev);

/* To be called after a fact's value was changed in place. */
void eval_forget(struct evaluator *ev);

/* The value of an expression of the patient (deepest == 0). */
struct value eval_value(struct evaluator *ev, const struct expr *e);

/* The same as a condition, with forced conditions taken into account. */
enum truth eval_condition(struct evaluator *ev, const struct expr *e);

/* A rule's own condition and all that silences it: its final state. For a
   table row, earlier rows are taken into account. */
enum truth eval_rule(struct evaluator *ev, const struct rule *rule);
/* Without overrides. */
enum truth eval_rule_own(struct evaluator *ev, const struct rule *rule);

struct value eval_score(struct evaluator *ev, const struct score *score);

/* The value of a patient's field with its `if` applied. */
struct value eval_field(struct evaluator *ev, const struct field *field);

/*
 * Warnings met so far on this record: an operation beyond the range, division
 * by what may be 0, a function outside its domain; each expression once.
 */
size_t eval_failures(const struct evaluator *ev,
                     const struct expr *const **exprs);

/*
 * Forcing, for completions. A condition is an expression in condition
 * position that is no AND, OR, NOT, CONST and no DEFINE with `opened`; those
 * are looked into. Forced conditions (by expression id, of the patient only)
 * count as yes or no in eval_condition and eval_rule, not in eval_value.
 */
void eval_force(struct evaluator *ev, const struct expr *condition,
                enum truth truth);
void eval_unforce(struct evaluator *ev, const struct expr *condition);

/* The first condition, in the order of evaluation, that is unknown, not
   forced, and on which the state still depends (the state being unknown as
   things stand); NULL when the state is known. */
const struct expr *eval_rule_undecided_by(struct evaluator *ev,
                                          const struct rule *rule);

/* A value with described element `element` (from 1) bound at the group's
   level. Only for what needs no other element. */
struct value eval_with_element(struct evaluator *ev, const struct group *group,
                               uint32_t element, const struct expr *e);

/*
 * Walking into groups from outside: binds an element (from 1) of a list at a
 * level, for eval_bound, which evaluates with the bindings as they stand.
 * Level 1 of a define's frame is bound in the same way before its body is
 * evaluated. A binding stays until it is made anew.
 */
void eval_bind(struct evaluator *ev, uint32_t level, const struct field *list,
               uint32_t element);
struct value eval_bound(struct evaluator *ev, const struct expr *e);

/*
 * Completions. While trying, facts' values are changed in place by the caller
 * (with eval_forget after each change), and `is known` looks at
 * fact.recorded instead, so that it says what it says of the record.
 */
void eval_trying(struct evaluator *ev, bool trying);

/* Whether the sides of a STATED expression have nothing in common, with the
   bindings and facts as they stand. Adds no error. */
bool eval_stated_contradicts(struct evaluator *ev, const struct expr *stated);

/* What was prepared once for the program: made by evaluator_new through
   plan_new (plan.h). */
struct plan;
struct plan *eval_plan(const struct evaluator *ev);

/* Which described elements may be the latest (sign > 0) or earliest of the
   group: fills `elements` (from 1, room for the list's n) and returns their
   number; *other is set when one that is only counted may be it, *none when
   perhaps there is none. */
size_t eval_extremes(struct evaluator *ev, const struct group *group, int sign,
                     uint32_t *elements, bool *other, bool *none);

#endif
