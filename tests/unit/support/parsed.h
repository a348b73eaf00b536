/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_SUPPORT_PARSED_H
#define TESTS_UNIT_SUPPORT_PARSED_H

/*
 * A text parsed for a test, with everything that belongs to it. Free it with
 * parsed_free.
 */

#include "grammar/parse.h"
#include "grammar/print.h"

struct parsed {
    struct arena *arena;
    struct sources sources;
    struct diagnostics sink;
    struct ast *tree;
};

/* Parses a text (not copied) as `start`. The result is on the heap. */
struct parsed *parsed_text(struct str text, enum parse_start start);

/* The same for a file by its path from the root; aborts when there is none. */
struct parsed *parsed_file(const char *path);

void parsed_free(struct parsed *parsed);

/* The tree as ast_dump writes it, or as ast_print does; in its arena, with a
   NUL behind it. */
const char *parsed_dump(struct parsed *parsed);
const char *parsed_print(struct parsed *parsed);

/* All messages as people see them. */
const char *parsed_messages(struct parsed *parsed);

/* How many messages have this code. */
size_t parsed_count(const struct parsed *parsed, enum diagnostic_code code);

/* A whole file in the arena, with a NUL behind it; aborts when there is none. */
struct str file_text(struct arena *arena, const char *path);

#endif
