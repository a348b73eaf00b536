/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_REVISE_H
#define CANTLIE_INTERP_SUITE_REVISE_H

/*
 * A record with some facts told anew: for the REPL, what-if, and the
 * interview. The record itself is not touched: a draft is a copy of what it
 * was told, before anything was made of it; the draft is revised, and settled
 * by record_settle when all is in.
 */

#include "interp/check/program.h"
#include "interp/records/record.h"

/* A copy of what `from` was told, in the arena, to be judged on the day
   `today`. Its texts are borrowed. Errors of reading stay with it. */
struct record *record_draft(const struct program *program,
                            const struct record *from, date today,
                            struct arena *arena);

/* Puts facts in (those of check_facts): each takes the place of what was told
   before, a list of the whole list. The facts must outlive the record. */
void record_revise(struct record *draft, const struct test_case *facts);

/* Puts the facts of the one element that `facts` describe into element number
   `element` (from 1) of that list, which has it or, if it is the next one,
   gets it. False if there is no such element. */
bool record_revise_element(struct record *draft, const struct test_case *facts,
                           uint32_t element);

/* A list of `n` elements of which nothing is known. */
void record_revise_list(struct record *draft, const struct field *list,
                        uint32_t n);

/* One fact; what was wrong with the field before is forgotten. */
void record_revise_fact(struct record *draft, const struct given *given);

#endif
