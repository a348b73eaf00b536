/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CHECK_CHECK_H
#define CANTLIE_INTERP_CHECK_CHECK_H

/*
 * Ast to Program: names, types, units, cycles, lints. Always yields what it
 * can plus diagnostics; a program with errors in the sink must not be run.
 */

#include "grammar/diagnostic.h"
#include "interp/check/program.h"

/* `files` are AST_FILE trees in the order in which they were first read. The
   trees, sources and sink must outlive the program, which lives in `arena`. */
struct program *check_program(struct arena *arena,
                              const struct sources *sources,
                              struct ast *const *files, size_t file_count,
                              struct diagnostics *sink);

/*
 * More expressions for a checked program (eval, REPL, what-if): typed against
 * its vocabulary. New ids start at program->expr_count of the copy returned in
 * *extended (which shares the rest). NULL when there are errors in the sink.
 */
const struct expr *check_expression(struct arena *arena,
                                    const struct program *program,
                                    const struct ast *expression,
                                    struct diagnostics *sink,
                                    struct program **extended);

/* Facts as after `given` (an AST_GIVEN) against the vocabulary: a case with
   only its given part. NULL when there are errors. */
const struct test_case *check_facts(struct arena *arena,
                                    const struct program *program,
                                    const struct ast *given,
                                    struct diagnostics *sink);

#endif
