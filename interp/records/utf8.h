/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_UTF8_H
#define CANTLIE_INTERP_RECORDS_UTF8_H

/*
 * Where a text is not UTF-8. Records may be large, so plain ASCII is passed
 * eight bytes at a time.
 */

#include "grammar/base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes in front of the first that is not UTF-8 (an overlong form, a
   surrogate, beyond U+10FFFF, broken off); text.n if there is none. */
size_t utf8_valid_bytes(struct str text);

#ifdef __cplusplus
}
#endif

/* Latin-1, or Windows-1252 (which has signs where Latin-1 has controls), in
   UTF-8; itself when it is ASCII. */
struct str utf8_from(struct arena *arena, struct str text, bool windows);

#endif
