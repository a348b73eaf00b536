/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BASE_HASH_H
#define CANTLIE_GRAMMAR_BASE_HASH_H

/*
 * Hashes for tables whose keys somebody else writes: names, ids, lines. The
 * key of the hash is where the table lies in memory, which nobody knows who
 * writes a file; so nobody can make up keys that collide. No order that comes
 * of a hash may reach a result.
 */

#include "grammar/base/str.h"

#include <stdint.h>

/* Of the bytes. `table` is only an address. */
uint64_t hash_text(const void *table, struct str text);

/* Agrees with name_equal. */
uint64_t hash_name(const void *table, struct str name);

#endif
