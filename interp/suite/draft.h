/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DRAFT_H
#define CANTLIE_INTERP_SUITE_DRAFT_H

/*
 * Patients that are made up: the facts of a case, changed one at a time. The
 * changes are finite: an option, yes or no, nothing said, a threshold of the
 * rules and its neighbours on both sides, a list with none or one element
 * more.
 */

#include "interp/eval/plan.h"
#include "interp/suite/suite.h"

enum change_kind {
    CHANGE_FACT,    /* give `value` */
    CHANGE_LEAVE,   /* say nothing of the fact */
    CHANGE_ELEMENT, /* one element more, of which nothing is said */
    CHANGE_EMPTY,   /* the list has no element */
    CHANGE_ABSENT   /* nothing is said of the list */
};

struct draft_change {
    enum change_kind kind;
    struct fact_ref ref; /* of a list: its field */
    struct value value;
};

/* A case with room for more. */
struct draft {
    struct test_case test;
    size_t facts, lists; /* room, beside what `test` holds now */
};

/* Facts that drafts may hold beyond those of the case that they began with. */
#define DRAFT_ROOM 16

/* A case without facts on the same day. */
struct test_case draft_empty(const struct test_case *like);

/* Room for drafts that begin with a case of so many facts and lists. */
struct draft draft_room(struct arena *arena, size_t facts, size_t lists);

/* Makes *to a changed copy; false when its room is too small. */
bool draft_apply(struct draft *to, const struct test_case *from,
                 const struct draft_change *change);

/* Makes *to a copy without fact `i`; or without list `i` and its elements. */
void draft_without_fact(struct draft *to, const struct test_case *from,
                        size_t i);
void draft_without_list(struct draft *to, const struct test_case *from,
                        size_t i);

struct draft_changes {
    struct draft_change *at;
    size_t n, capacity;
};

/* What the changes serve. */
struct draft_aim {
    struct evaluator *ev;
    const struct fields *reads; /* facts worth changing */
    const struct rule *rule;    /* whose thresholds cut, and/or ... */
    const struct expr *expr;    /* ... the expression whose thresholds do */
    struct arena *inner;        /* for records; cleared */
};

/* All single changes of a draft, in the arena. */
struct draft_changes draft_changes_of(struct arena *arena,
                                      const struct draft_aim *aim,
                                      const struct test_case *draft);

#endif
