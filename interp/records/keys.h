/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_KEYS_H
#define CANTLIE_INTERP_RECORDS_KEYS_H

/*
 * The keys of an input that are no field: each once, counted by records. At
 * most LIMIT_UNKNOWN_KEYS are kept, so that hostile input cannot fill memory.
 */

#include "interp/records/reader.h"

struct keys {
    struct arena *arena; /* the reader's */
    const struct record_type *patient;
    struct names names; /* path -> index */
    LIST(struct unknown_key) list;
    LIST(uint64_t) last_record; /* in which it was counted last */
    uint64_t record;            /* the one being read, from 1 */
};

#define KEYS_NONE SIZE_MAX

struct keys keys_on(struct arena *arena, const struct record_type *patient);

/* Notes a key of the patient (`list` NULL) or of a list's elements, and counts
   the record once. Returns its index, or KEYS_NONE beyond the limit. */
size_t keys_note(struct keys *keys, const struct field *list, struct str key,
                 struct str source);

/* The same for a key that was noted before. */
void keys_again(struct keys *keys, size_t index);

/* A key under a fact ("CEA.units") or whatever else has a path of its own. */
size_t keys_note_path(struct keys *keys, struct str path, struct str nearest,
                      struct str source);

/* Joins a key, and how often it was counted, from elsewhere in the input. */
void keys_join(struct keys *keys, const struct unknown_key *key);

#endif
