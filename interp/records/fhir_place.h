/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_PLACE_H
#define CANTLIE_INTERP_RECORDS_FHIR_PLACE_H

/*
 * What stands at a place of a resource, which codes it has, and whether a
 * condition of the mapping holds (fhir_place.c, fhir_codes.c).
 */

#include "interp/records/fhir_bundle.h"

/* A node, the resource it stands in, and how it was come by. */
struct fhir_found {
    const struct fhir_node *node;
    struct fhir_resource *resource;
    const struct fhir_found *via; /* the reference that led here, or NULL */
};

typedef LIST(struct fhir_found) fhir_found_list;

/* The resources that one element of a list is made of. */
struct fhir_element {
    LIST(struct fhir_resource *) parts;
    bool dated;
    date first, last; /* the days of its parts */
    bool open;        /* one of them has a beginning and no end */
};

/* All nodes at a place; NULL: at the usual one of the resource's type. */
void fhir_find(struct fhir_bundle *bundle, struct fhir_resource *resource,
               const struct map_place *place, fhir_found_list *found);

/* The member of an element whose type may stand behind its name (value[x]). */
const struct fhir_node *fhir_element_of(const struct fhir_node *node,
                                        const char *name);

/* Whether the condition holds; unknown when a reference that it follows leads
   nowhere. */
enum truth fhir_holds(struct fhir_bundle *bundle,
                      struct fhir_resource *resource,
                      const struct map_where *where,
                      const struct fhir_element *element);

/* --- fhir_codes.c --------------------------------------------------------- */

/* A coding, or a plain word ("final", true). */
struct fhir_coding {
    struct str system, code, display;
    bool plain;
};

typedef LIST(struct fhir_coding) fhir_coding_list;

/* The codings of a node. */
fhir_coding_list fhir_codings(struct arena *arena,
                              const struct fhir_node *node);

bool fhir_is_coding(const struct map_coding *wanted,
                    const struct fhir_coding *coding);
bool fhir_has_code(const struct fhir_node *node,
                   const struct map_codings *wanted);

/* Warns of a display that is another code's. */
void fhir_check_displays(struct fhir_bundle *bundle,
                         const struct fhir_resource *resource,
                         const struct fhir_node *node);

/* loinc "LA9633-4", for messages. */
struct str fhir_show_coding(struct fhir_bundle *bundle,
                            const struct fhir_coding *coding);

#endif
