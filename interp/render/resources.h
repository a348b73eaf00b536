/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_RESOURCES_H
#define CANTLIE_INTERP_RENDER_RESOURCES_H

/*
 * FHIR resources of all inputs by type: how many there were, and how many said
 * something about a patient. What was not used is where a mapping may be
 * missing a line.
 */

#include "grammar/base/buf.h"
#include "interp/records/reader.h"

#define RESOURCE_TYPES 100

struct resources {
    size_t n;
    struct resource_count {
        char type[48];
        uint64_t times, used;
    } at[RESOURCE_TYPES];
};

/* Adds what a reader counted. */
void resources_add_all(struct resources *resources,
                       const struct reader *reader);

/* A paragraph on what was not used; nothing when all was. */
void resources_print(struct buf *out, const struct resources *resources);

#endif
