/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_PROFILE_H
#define CANTLIE_INTERP_RENDER_PROFILE_H

/*
 * Records field by field (`cantlie profile`): how often each is known, what
 * was refused, which values there are, and of what days the facts are. Memory
 * does not grow with the records.
 */

#include "interp/records/record.h"

struct profile;

/* Lives in the arena. */
struct profile *profile_new(struct arena *arena,
                            const struct vocabulary *vocabulary);

void profile_add(struct profile *profile, const struct record *record);

/* A table for people; fields of which nothing is given are named last. */
void profile_print(struct buf *out, struct profile *profile);

void profile_json(struct buf *out, struct profile *profile);

#endif
