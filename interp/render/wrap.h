/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_WRAP_H
#define CANTLIE_INTERP_RENDER_WRAP_H

/*
 * Text in lines of 80 columns, for people. Columns are characters of UTF-8;
 * lines break at blanks, not at NO_BREAK. Control characters and broken bytes, which a record
 * may hold, never reach a terminal: they are shown as '?'.
 */

#include "grammar/base/buf.h"

#define PAGE_COLUMNS 80
#define NO_BREAK "\xC2\xA0" /* a blank at which no line ends */

/* The words of a text, from column `at` of a line that the caller began;
   further lines are indented by `indent`. Ends with a newline. */
void wrap_words(struct buf *out, struct str text, size_t at, size_t indent);

/* A paragraph indented by `indent`, further lines by `hang`. */
void wrap_paragraph(struct buf *out, struct str text, size_t indent,
                    size_t hang);

/* Two columns: `left` from `indent`, `right` from `column`. A left part that
   needs more room has its own lines. */
void wrap_pair(struct buf *out, size_t indent, struct str left, size_t column,
               struct str right);

/* The text as it is, but for what would control a terminal. */
void wrap_harmless(struct buf *out, struct str text);

/* One word after another as on a page, without breaking lines: what
   wrap_words would show of the text. */
void wrap_clean(struct buf *out, struct str text);

#endif
