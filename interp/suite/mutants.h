/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_MUTANTS_H
#define CANTLIE_INTERP_SUITE_MUTANTS_H

/*
 * Rules with one small mistake in them: a threshold moved, a comparison
 * turned, a condition dropped, a verdict weakened. A good suite of cases
 * notices each of them. Mutants are made on the Ast, as if an author had
 * written them; the tree itself is never changed.
 */

#include "grammar/ast.h"
#include "interp/check/load.h"

struct mutant {
    size_t file;              /* in loaded->files */
    const struct ast **chain; /* from the file down to the node replaced */
    uint32_t depth;
    struct ast *replacement;
    const struct ast *item; /* the rule, table, ... it is made in */
    bool concludes;         /* a conclusion was changed, no condition */
    struct span span;
    const char *what;         /* "threshold moved" */
    struct str before, after; /* what stood there, what stands there now */
};

struct mutants {
    struct mutant *at;
    size_t n, capacity;
};

/* All mutants of all files, in the order of the text. They live in the arena
   and share the loaded trees. Some may not check: `avoid` with a partner. */
struct mutants mutants_of(struct arena *arena, const struct loaded *loaded);

/* The mutant as a program, in the arena; NULL when it has an error. Made in a
   sink of its own; the sources are shared. */
struct program *mutant_program(struct arena *arena, const struct loaded *loaded,
                               const struct mutant *mutant);

#endif
