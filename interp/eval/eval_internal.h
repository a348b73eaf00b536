/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_EVAL_INTERNAL_H
#define CANTLIE_INTERP_EVAL_EVAL_INTERNAL_H

/*
 * The inside of the evaluator, shared by the files that make it up: eval.c
 * (what it is, dispatch), memo.c, fields.c, groups.c, quantifiers.c, terms.c,
 * tests.c, branches.c, conditions.c, checks.c, rules.c. Others use eval.h.
 *
 * Whoever binds an element restores the level's former binding afterwards, so
 * that one array serves every frame: the body of an element's define starts
 * at level 1 again, and what stood there comes back when it is done.
 */

#include "interp/eval/eval.h"

/* The element bound at a level. */
struct binding {
    const struct field *list;
    uint32_t element; /* from 1; 0: one that is only counted */
};

struct remembered { /* the value of an expression of the patient */
    uint64_t stamp; /* the generation it was found in */
    struct value value;
};

struct remembered_truth { /* a condition, with forcing in force */
    uint64_t stamp;
    enum truth truth;
};

struct element_slot { /* a define of a record, for one element */
    uint64_t stamp;
    uint64_t walk; /* the walk that saw it */
    struct value value;
};

struct rule_slot {
    uint64_t own_stamp, state_stamp, above_stamp;
    enum truth own, state;
    enum truth above; /* every earlier row of the table is no */
};

/* An element that is in a group, surely or perhaps, with its `by` date. */
struct spot {
    uint32_t element;
    enum truth present;
    struct value date;
};

/* An `or as stated` and the define it stands in. */
struct stated {
    const struct expr *expr;
    const struct define *define;
};

struct evaluator {
    struct arena *arena, *scratch;
    const struct program *program;
    struct plan *plan;
    struct record *record;
    const struct observer *observer;
    const struct eval_limit *limit;
    uint64_t work;  /* expressions evaluated afresh, ever */
    uint64_t looks; /* at states of rules while completions are tried, ever */

    struct binding *bound; /* by level; 0 is unused */
    uint32_t element;      /* of the innermost binding */
    uint32_t depth;

    uint64_t clock;        /* the last stamp given out */
    uint64_t generation;   /* stamp of values as the record stands */
    uint64_t forcing;      /* stamp of states: record and forced conditions */
    uint64_t as_recorded;  /* stamp of values of the record as it was read */
    uint64_t record_stamp; /* changes with the record only */

    struct remembered *values;           /* by expression id */
    struct remembered_truth *conditions; /* by expression id */
    uint8_t *forced;                     /* by expression id: enum truth or 0 */
    size_t forced_count;
    struct rule_slot *rules;           /* by rule index */
    struct element_slot ***elements;   /* by define index, list place */
    uint64_t *told_exprs, *told_rules; /* record_stamp when observed */
    uint64_t *failed;                  /* record_stamp when it failed */
    uint64_t walk, *seen;              /* by define index: walk that saw it */
    LIST(const struct expr *) failures;
    LIST(struct spot) spots; /* a stack, for groups within groups */

    bool trying;   /* completions are being tried */
    bool quiet;    /* no events and no warnings, so short cuts are allowed */
    bool recorded; /* facts count as recorded: the inside of `is known` */
    struct list *lists; /* as recorded, by list place */

    struct stated *stated;
    size_t stated_count;
    struct evaluator *empty; /* for an empty record of the same day */
    bool is_empty;           /* this is such a one */
};

/* --- eval.c ------------------------------------------------------------- */

/* The value of any expression, with the bindings as they stand. */
struct value eval_expr(struct evaluator *ev, const struct expr *e);
enum truth eval_truth(struct evaluator *ev, const struct expr *e);
/* Nothing, of the kind that the type has. */
struct value eval_nothing(const struct type *type);
/* Warns of an operation that failed, once a record. */
void eval_fail(struct evaluator *ev, const struct expr *e);

struct bound { /* what a binding replaced */
    struct binding binding;
    uint32_t element;
};
struct bound eval_enter(struct evaluator *ev, uint32_t level,
                        const struct field *list, uint32_t element);
void eval_leave(struct evaluator *ev, uint32_t level, struct bound before);

/* --- memo.c ------------------------------------------------------------- */

/* Room to remember things on the evaluator's arena. */
void memo_make(struct evaluator *ev);
/* Forgets all that belongs to the former record. */
void memo_restart(struct evaluator *ev);
/* Where a define of a record is remembered for the element bound at a
   level. */
struct element_slot *memo_element(struct evaluator *ev,
                                  const struct define *define, uint32_t level);
/* For walks through expressions (ev->walk numbers them): whether a use of a
   define is the first one, for the element at its level. */
bool memo_first_visit(struct evaluator *ev, const struct expr *define);
/* Tells the observer, if that is due. */
void memo_tell(struct evaluator *ev, const struct expr *e, struct value value);
void memo_tell_rule(struct evaluator *ev, const struct rule *rule,
                    enum truth state);

/* --- fields.c ----------------------------------------------------------- */

struct value field_value(struct evaluator *ev, const struct expr *e);
/* The value among these facts (NULL: of an element that is only counted),
   its `if` applied. */
struct value field_among(struct evaluator *ev, const struct field *field,
                         const struct fact *facts);
/* The facts of the element bound at a level (0: the patient's), or NULL. */
struct fact *field_facts(struct evaluator *ev, uint32_t level);
/* A list as the record has it now, or had it when it was read, its `if`
   applied. */
struct list field_list(struct evaluator *ev, const struct field *field);

/* --- groups.c ----------------------------------------------------------- */

/* One member of a group, or all its anonymous ones together, who are alike:
   between `fewest` and `most` of them. It is bound at the group's level. */
struct member {
    uint32_t element;   /* 0: anonymous */
    enum truth within;  /* whether such a one is in the group; never no */
    enum truth present; /* whether there is one that is in the group */
    uint32_t fewest, most;
};

struct members {
    struct evaluator *ev;
    const struct group *group;
    struct list list;
    uint32_t next; /* described element to come, from 1 */
    bool done;
    struct bound before;
};

/* for (m = members_of(ev, group); members_next(&m, &member);) ...
   members_end(&m) after a break. */
struct members members_of(struct evaluator *ev, const struct group *group);
bool members_next(struct members *m, struct member *member);
void members_end(struct members *m);

struct value group_count(struct evaluator *ev, const struct expr *e);
struct value group_total(struct evaluator *ev, const struct expr *e);
struct value group_extreme(struct evaluator *ev, const struct expr *e,
                           int sign);
struct value group_list_none(struct evaluator *ev, const struct expr *e);

/* --- latest.c ----------------------------------------------------------- */

struct value latest_of(struct evaluator *ev, const struct expr *e);

/* --- quantifiers.c ------------------------------------------------------ */

struct value quantifier_any(struct evaluator *ev, const struct expr *e);
struct value quantifier_no(struct evaluator *ev, const struct expr *e);
struct value quantifier_every(struct evaluator *ev, const struct expr *e);

/* --- terms.c ------------------------------------------------------------ */

struct value term_define(struct evaluator *ev, const struct expr *e);
struct value term_frame(struct evaluator *ev, const struct expr *e);
struct value term_score(struct evaluator *ev, const struct expr *e);
struct value term_since(struct evaluator *ev, const struct expr *e);
struct value term_from_to(struct evaluator *ev, const struct expr *e);
struct value term_arithmetic(struct evaluator *ev, const struct expr *e);
struct value term_add_days(struct evaluator *ev, const struct expr *e);
struct value term_add_months(struct evaluator *ev, const struct expr *e);
struct value term_negate(struct evaluator *ev, const struct expr *e);
struct value term_call(struct evaluator *ev, const struct expr *e);
struct value term_convert(struct evaluator *ev, const struct expr *e);

/* --- tests.c ------------------------------------------------------------ */

enum truth test_and(struct evaluator *ev, const struct expr *e);
enum truth test_or(struct evaluator *ev, const struct expr *e);
enum truth test_compare(struct evaluator *ev, const struct expr *e);
enum truth test_same(struct evaluator *ev, const struct expr *e);
enum truth test_compare_months(struct evaluator *ev, const struct expr *e);
enum truth test_between(struct evaluator *ev, const struct expr *e);
enum truth test_between_months(struct evaluator *ev, const struct expr *e);
enum truth test_is_known(struct evaluator *ev, const struct expr *e);

/* --- branches.c --------------------------------------------------------- */

struct value branch_value(struct evaluator *ev, const struct expr *e);
struct value stated_value(struct evaluator *ev, const struct expr *e);
/* The `or as stated` expressions of the program, each with its define. */
void stated_collect(struct evaluator *ev);

/* --- conditions.c ------------------------------------------------------- */

/* The first unknown condition below `e`, not forced, that it depends on; NULL
   when `e` is known. */
const struct expr *condition_undecided_by(struct evaluator *ev,
                                          const struct expr *e);

/* --- checks.c ----------------------------------------------------------- */

/* Constraints, then contradictions; adds the record errors. */
void check_record(struct evaluator *ev);

#endif
