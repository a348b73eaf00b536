/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_SUPPORT_MEANING_H
#define TESTS_UNIT_SUPPORT_MEANING_H

/*
 * What a rule text means, as one parenthesised line, for tests of the checker:
 *
 *   (compare >= CEA 5 ug/L)           names, units as written
 *   (any lesions@1 (is lobe@1 left))  the level of an element behind @
 *   [10/1]                            how kid 0 is brought to kid 1's unit
 */

#include "interp/check/load.h"

/* A program from a text that must be right; aborts with its messages. Free
   it with arena_free(program->arena). */
const struct program *meaning_program(const char *text);

/* The messages of a text, as `cantlie check` prints them; in the arena. */
const char *meaning_messages(struct arena *arena, const char *text);

/* An expression against the program; the first message if it is wrong. */
const char *meaning_of(const struct program *program, const char *text);

/* An expression of the program. */
const char *meaning_dump(struct arena *arena, const struct expr *e);

#endif
