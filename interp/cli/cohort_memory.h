/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_COHORT_MEMORY_H
#define CANTLIE_INTERP_CLI_COHORT_MEMORY_H

/*
 * What was found of parts of findings (part_keys.h), by part and key. Each
 * worker has its own.
 */

#include "interp/eval/finding.h"
#include "interp/eval/part_keys.h"

/* What is known of one part: its text as JSON, and of a verdict what csv and
   `ask` look at. */
struct told {
    struct str json;
    enum word word;
    bool listed;
    struct possibility *may_be;
    struct fact_ref *needs;
    size_t may_be_count, need_count;
};

/* A part that is not remembered, and its key. */
struct lacking {
    uint32_t part;
    bool has_key;
    uint64_t hash;
    struct str key;
};

/* How the keys of the patient at hand are made. */
struct asked {
    bool (*make)(void *context, uint32_t part, struct key *key);
    void *context;
    const char *letters; /* by rule index */
    bool has_keys;
};

struct memory;

/* NULL: there is none left. Freed by memory_free; memory_start is to be called
   once before use, and takes over the guard of the arena. */
struct memory *memory_new(struct arena *arena, const struct part_keys *keys);
void memory_start(struct memory *memory, struct arena *arena);
void memory_free(struct memory *memory);

/* Begins with a patient; true: all was forgotten. */
bool memory_begin(struct memory *memory, struct arena *arena);

/* What is remembered of the part under the key that the patient has there;
   NULL: it is lacking, and stands among what memory_lacking tells. */
const struct told *memory_recall(struct memory *memory, uint32_t part,
                                 const struct asked *asked);
size_t memory_lacking(const struct memory *memory,
                      const struct lacking **lacking);

/* Remembers a part that was lacking and has a key: to be filled, with what
   lives in memory_arena. Nothing is forgotten before memory_begin. */
struct told *memory_keep(struct memory *memory, const struct lacking *lacking);
struct arena *memory_arena(const struct memory *memory);

#endif
