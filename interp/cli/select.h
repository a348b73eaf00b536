/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_SELECT_H
#define CANTLIE_INTERP_CLI_SELECT_H

/*
 * Names that a user types, found among all that a rule set names.
 */

#include "interp/check/program.h"
#include "interp/cli/cli.h"
#include "interp/render/selection.h"

enum named_kind {
    NAMED_NOTHING,
    NAMED_TREATMENT,
    NAMED_RULE,  /* `rule`: one rule or row */
    NAMED_TABLE, /* `name`: all rows of it */
    NAMED_SCORE,
    NAMED_DEFINE,
    NAMED_FIELD /* of the patient */
};

struct named {
    enum named_kind kind;
    struct str name;
    const struct treatment *treatment;
    const struct rule *rule;
    const struct score *score;
    const struct define *define;
    const struct field *field;
};

/* What the name means; of several kinds the first in the order above. */
struct named named_find(const struct program *program, struct str name);

/* The name that is nearest in spelling, or an empty text. */
struct str named_nearest(struct arena *arena, const struct program *program,
                         struct str name);

/* The selection that a list of names, separated by commas, makes. False after
   a complaint. */
bool selection_of(const struct invocation *invocation,
                  const struct program *program, const char *names,
                  struct selection *selection);

/* The selection that names make which were printed by a selection before; what
   the rules do not have selects nothing. */
struct selection selection_of_list(struct arena *arena,
                                   const struct program *program,
                                   const struct str *names, size_t n);

#endif
