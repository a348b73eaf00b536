/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_HOLES_H
#define CANTLIE_INTERP_SUITE_HOLES_H

/*
 * What no case sees, one by one: what a renderer lists and what a case is
 * looked for. A condition that several subjects share is listed under the
 * first.
 */

#include "interp/suite/coverage.h"

enum hole_kind {
    HOLE_RULE,       /* the rule was never in the state `truth` */
    HOLE_CONCLUSION, /* number `conclusion` was never reached */
    HOLE_CONDITION,  /* `condition` was never `truth` */
    HOLE_BOUNDARY    /* no value on `side` of it */
};

struct hole {
    enum hole_kind kind;
    const struct subject *subject;
    enum truth truth;
    size_t conclusion;
    const struct expr *condition;
    struct boundary boundary;
    enum side side;
    struct str proposal; /* a case that fills it, as text; or empty */
};

struct holes {
    struct hole *at;
    size_t n;
};

struct holes holes_of(struct arena *arena, const struct coverage *coverage);

/* "never unknown", "nothing on 5.5 cm", "never applies": what is missing. */
struct str hole_text(struct arena *arena, const struct hole *hole);

/* What a boundary is called: the comparison, or its upper end. */
struct str boundary_text(struct arena *arena, const struct boundary *boundary);

/* Of a subject: how much there is to see, and what was seen. */
struct share subject_share(const struct coverage *coverage,
                           const struct subject *subject);

#endif
