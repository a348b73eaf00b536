/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_UTF8_H
#define CANTLIE_INTERP_RENDER_UTF8_H

/*
 * Whether bytes are UTF-8, as RFC 3629 defines it: no overlong forms, no
 * surrogates, nothing above U+10FFFF. Texts of records and paths of files may
 * hold anything.
 */

#include "grammar/base/str.h"

/* Bytes of the character at the text's start (the text is not empty); 0 when
   no UTF-8 starts there. */
size_t utf8_character(struct str text);

#endif
