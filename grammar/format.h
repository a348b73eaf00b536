/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_FORMAT_H
#define CANTLIE_GRAMMAR_FORMAT_H

/*
 * The one layout of rule files. The formatter keeps every word, sign, comment
 * and blank line of a file in its order and decides only about the space
 * between them, about letter case (keywords in lower case, names as they were
 * declared) and about signs that have two forms. So the tree stays the same,
 * which format_is_faithful checks.
 *
 * An author's own line breaks are kept where they group: between strings,
 * between the parts of a condition, between facts and expectations, as long
 * as every such line fits. Comments are never moved to another line.
 *
 * Texts and trees are read only; results live in the arena that is passed.
 */

#include "grammar/ast.h"

/* How names were declared, by kind of name. */
struct format_names;

struct format_names *format_names_on(struct arena *arena);

/* Adds what a file declares; its tree and text must outlive the names. */
void format_names_add(struct format_names *names, const struct ast *file);

/* The file in the one layout. `file` is its tree, parsed without an error. */
struct str format_file(struct arena *arena, const struct source *source,
                       const struct ast *file,
                       const struct format_names *names);

/* Whether `after` parses to the same tree as `before` and holds the same
   comments in the same order. */
bool format_is_faithful(struct arena *arena, struct str before,
                        struct str after);

/* The difference of two texts as a unified diff with three lines of context;
   nothing when they are equal. Names stand behind --- and +++. */
struct str format_diff(struct arena *arena, struct str name, struct str before,
                       struct str after);

#endif
