/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BASE_STR_H
#define CANTLIE_GRAMMAR_BASE_STR_H

/*
 * A string slice: bytes with a length, not owned, not NUL-terminated, perhaps
 * empty. Whoever makes a slice says what keeps its bytes alive. Text is UTF-8.
 */

#include "grammar/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct str {
    const char *at;
    size_t n;
};

/* The slice of a literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* For printf's "%.*s": two arguments. Slices over INT_MAX bytes are cut. */
#define STR_ARG(s) ((int)(s).n), (s).at

/* The slice of a NUL-terminated string; NULL gives the empty slice. */
struct str str_of(const char *text);

/* Byte-wise equality. */
bool str_equal(struct str a, struct str b);

/* Byte-wise order: negative, 0, positive. */
int str_compare(struct str a, struct str b);

bool str_starts(struct str text, struct str prefix);

/* Without ASCII blanks at both ends. */
struct str str_trim(struct str text);

/* Bytes from `from` (clamped) to the end. */
struct str str_from(struct str text, size_t from);

/* A copy in the arena, with a NUL behind it. */
struct str str_copy(struct arena *arena, struct str text);

/* printf into the arena. */
struct str str_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Names: letter case, '-' and '_' do not distinguish them ("KRAS" = "kras",
 * "wild-type" = "wild_type"). ASCII only is folded.
 */
bool name_equal(struct str a, struct str b);

/* The folded spelling (lower case, '-' for '_') in the arena. */
struct str name_fold(struct arena *arena, struct str name);

/* Optimal string alignment distance of the folded names, at most `limit`;
   limit + 1 when it is more. Used for "did you mean". */
unsigned name_distance(struct str a, struct str b, unsigned limit);

#endif
