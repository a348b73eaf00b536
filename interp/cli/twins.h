/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_TWINS_H
#define CANTLIE_INTERP_CLI_TWINS_H

/*
 * Patients who come more than once: two rows of one id may be two visits, each
 * with half of what is known, and each is evaluated by itself. Nothing is
 * wrong with either, so it is a warning, once a run.
 */

#include <stdint.h>

#include "grammar/base/str.h"

struct twins {
    uint64_t *slots; /* hashes of ids; 0: free */
    size_t n, mask;
    uint64_t times; /* ids that came again */
    char first[64]; /* the first of them, cut to this length */
};

/* The hash that twins_add wants; it may be taken by another thread. */
uint64_t twins_hash(const struct twins *twins, struct str id);

/* Counts an id. Of the first LIMIT_TWINS is remembered that they came; without
   memory for that, of fewer. */
void twins_add(struct twins *twins, uint64_t hash, struct str id);

/* The warning on standard error, where there is one; gives the memory back. */
void twins_end(struct twins *twins);

#endif
