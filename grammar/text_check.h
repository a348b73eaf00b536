/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_TEXT_CHECK_H
#define CANTLIE_GRAMMAR_TEXT_CHECK_H

/*
 * Whether a rule file is text at all: its size, NUL bytes, UTF-8.
 */

#include "grammar/diagnostic.h"

/* Reports what is wrong with the source's text; true when nothing is. */
bool text_check(const struct source *source, struct diagnostics *sink);

/* Bytes of the UTF-8 sequence at the front of a text that is not empty; 0 when
   there is none. */
size_t utf8_length(struct str text);

#endif
