/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_ASK_ANSWER_H
#define CANTLIE_INTERP_CLI_ASK_ANSWER_H

/* What a person types as an answer, brought to an answer of the interview. */

#include "interp/suite/interview.h"

/* False with *wrong: what the question takes. "?", "unknown" and "don't know"
   answer every question. */
bool answer_read(struct arena *arena, const struct fact_ref *fact,
                 struct str text, struct answer *answer, struct str *wrong);

/* What a question takes: "wild-type | mutated", "a number in ug/L", "a number:
   0 for none". */
struct str answer_expected(struct arena *arena, const struct fact_ref *fact);

#endif
