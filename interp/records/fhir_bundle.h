/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_BUNDLE_H
#define CANTLIE_INTERP_RECORDS_FHIR_BUNDLE_H

/*
 * The resources of one document, or of one patient of a bulk export, in the
 * order in which they stand; which of them refer to which; and whose they are.
 */

#include "interp/records/fact.h"
#include "interp/records/fhir.h"
#include "interp/records/fhir_plan.h"
#include "interp/records/fhir_tree.h"

/* Whether a resource says something about the patient (fhir_status.c). */
enum fhir_standing {
    FHIR_NOT_JUDGED,
    FHIR_COUNTS,
    FHIR_UNSURE, /* a diagnosis that is not confirmed: it says nothing */
    FHIR_OUT
};

struct fhir_resource {
    struct str type, id, full_url;
    struct str version, updated; /* meta.versionId, meta.lastUpdated */
    size_t entry;                /* which of all that stand there, from 1 */
    struct fhir_node node;       /* its elements that are kept */
    const struct fhir_resource *holder; /* it is contained in that one */
    struct fhir_resource *newer; /* the last version, if this is another */
    enum fhir_standing standing;
    bool used;
};

struct fhir_target {
    struct fhir_resource *resource;
};

struct fhir_counts {
    struct arena *arena; /* of the input */
    LIST(struct fhir_count) list;
};

void fhir_counts_add(struct fhir_counts *counts, struct str type, bool used);

struct fhir_bundle {
    struct arena *arena; /* of the record */
    const struct fhir_plan *plan;
    struct fhir_counts *counts;
    struct record *record;
    LIST(struct fhir_resource *) all;
    size_t entries; /* so many were passed, those that are skipped too */
    struct fhir_words index;                /* by full URL, and by Type/id */
    LIST(struct fhir_resource *) contained; /* seen so far */
    const struct fhir_resource *patient;
    struct str patient_id;     /* also where no resource says it */
    struct str patient_url;    /* how others refer to it, if absolutely */
    LIST(struct str) reported; /* warned of already */
    struct fhir_wish {
        struct str key;
        bool wanted;
    } wishes[64]; /* what was asked of the plan last, by key */
    bool dangled; /* a reference that was followed led nowhere */
};

/* Adds the resources of the document at hand, those of nested bundles too;
   false when the document is broken. `name` is of one that has no fullUrl. */
bool fhir_bundle_add(struct fhir_bundle *bundle, struct fhir_scan *scan);

/* After all were added: makes references findable and decides whose they are.
   False, and the record unreadable, when that cannot be told. */
bool fhir_bundle_close(struct fhir_bundle *bundle);

/* Whether it is the patient's; a warning where it should say so. */
bool fhir_is_own(struct fhir_bundle *bundle, struct fhir_resource *resource);

/* What a reference leads to, or NULL. */
struct fhir_resource *fhir_resolve(struct fhir_bundle *bundle,
                                   const struct fhir_resource *from,
                                   struct str reference);

/* "Observation/123"; of a contained one, its holder's. */
struct str fhir_name(const struct fhir_bundle *bundle,
                     const struct fhir_resource *resource);

/* Which of two versions of a resource was before the other: below, at (nobody
   can tell) or above 0 as a was before, with or after b. */
int fhir_version_order(const struct fhir_resource *a,
                       const struct fhir_resource *b);

/* A warning of the record, once a text. */
void fhir_warn(struct fhir_bundle *bundle, const struct fhir_resource *resource,
               struct str text);

/* Warns of what the mapping's types refer to and is not there. */
void fhir_report_dangling(struct fhir_bundle *bundle);

/* The standing by status, intent and verification; judged once. */
enum fhir_standing fhir_standing_of(struct fhir_bundle *bundle,
                                    struct fhir_resource *resource);

#endif
