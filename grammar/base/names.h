/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BASE_NAMES_H
#define CANTLIE_GRAMMAR_BASE_NAMES_H

/*
 * A table from names (compared by name_equal) to a caller's index or pointer
 * number. Lives in an arena. Iteration is by the order of insertion, so that
 * nothing that depends on hashing can reach a result.
 */

#include "grammar/base/arena.h"
#include "grammar/base/str.h"

#include <stdint.h>

#define NAMES_NONE UINT32_MAX

struct name_entry {
    struct str name;
    uint32_t value;
};

struct names {
    struct arena *arena;
    LIST(struct name_entry) entries;
    uint32_t *slots; /* index into entries, plus one; 0 = free */
    size_t slot_count;
};

struct names names_on(struct arena *arena);

/* The value of a name, or NAMES_NONE. */
uint32_t names_find(const struct names *names, struct str name);

/* Adds a name that is not there yet (the slice must outlive the table).
   Returns NAMES_NONE, or the value that the name already has, unchanged. */
uint32_t names_add(struct names *names, struct str name, uint32_t value);

/* The entry nearest in spelling that a person may have meant, or NULL: the
   least name_distance, at most a third of the longer name and at most 3; the
   first of equals. A name with other digits, another first letter, or, when
   short, another letter is not offered: it may be the opposite (N0 for N2). */
const struct name_entry *names_nearest(const struct names *names,
                                       struct str name);

#endif
