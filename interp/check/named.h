/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CHECK_NAMED_H
#define CANTLIE_INTERP_CHECK_NAMED_H

/*
 * What a name that people give means in a program, for all who are asked by
 * name: commands, the session, the library.
 */

#include "interp/check/program.h"

enum named_kind {
    NAMED_NOTHING,
    NAMED_TREATMENT,
    NAMED_RULE, /* or a row of a table, "TABLE row N" */
    NAMED_TABLE,
    NAMED_SCORE,
    NAMED_DEFINE, /* of the patient */
    NAMED_FIELD   /* of the patient */
};

/* Several kinds at once. */
#define NAMED_BIT(kind) (1u << (kind))
#define NAMED_ANY (~0u)

/* Things of different kinds may share a name (a rule is often called like a
   treatment): `kind` is the first in the order above, and each that bears the
   name is there. */
struct named {
    enum named_kind kind;
    struct str name; /* as it was asked for */
    const struct treatment *treatment;
    const struct rule *rule;
    struct str table; /* a table's name as declared, or empty */
    const struct score *score;
    const struct define *define;
    const struct field *field;
};

struct named named_find(const struct program *program, struct str name);

/* The name nearest in spelling among the kinds, or an empty text. */
struct str named_nearest(struct arena *arena, const struct program *program,
                         unsigned kinds, struct str name);

/* "a treatment", "a rule", ...; "nothing". */
const char *named_word(enum named_kind kind);

#endif
