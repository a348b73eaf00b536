/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_TREE_H
#define CANTLIE_INTERP_RECORDS_FHIR_TREE_H

/*
 * A FHIR document as a tree of what a mapping may look at. Everything is
 * checked to be well-formed JSON as it is passed, but nodes are made only of
 * the elements that are wanted, and none at all of resources that are skipped.
 *
 * Texts are slices of the document, or in the arena where they were escaped;
 * both live as long as the record.
 */

#include "grammar/base/arena.h"
#include "interp/records/json.h"
#include "interp/records/json_index.h"

struct fhir_node {
    struct str key;  /* of an item of an array, the array's */
    struct str text; /* a string unescaped; another scalar as written */
    enum json_kind kind;
    struct fhir_node *child, *next;
};

/* The tokens of a document, and how far they were walked. */
struct fhir_scan {
    struct arena *arena;
    struct str text;
    const uint32_t *at;
    size_t n, i;
    const char *fault; /* why it is not well-formed, or NULL */
    size_t fault_at;   /* its offset */
};

/* The sign or first letter of the token at hand; '\0' at the end. */
static inline char fhir_sign(const struct fhir_scan *scan)
{
    return scan->i < scan->n ? scan->text.at[scan->at[scan->i]] : '\0';
}

/* All of these return false, and set `fault`, when the text is broken. */

/* Passes a value of any kind. */
bool fhir_pass(struct fhir_scan *scan);

/* The text of a string; the scan is then behind it. */
bool fhir_string(struct fhir_scan *scan, struct str *text);

/* Enters an object or array: *more says whether it has a member. */
bool fhir_enter(struct fhir_scan *scan, bool *more);

/* Takes the key of the member at hand with its colon. */
bool fhir_key(struct fhir_scan *scan, struct str *key);

/* Behind a member: passes the comma, or the end of the object or array. */
bool fhir_more(struct fhir_scan *scan, char end, bool *more);

/* The value at hand as a tree; `depth` counts what it stands in. */
bool fhir_build(struct fhir_scan *scan, size_t depth, struct fhir_node *node);

bool fhir_fail(struct fhir_scan *scan, const char *why);

/* The member of an object by its key; NULL. */
const struct fhir_node *fhir_member(const struct fhir_node *node,
                                    const char *key);

/* Its text where it is a scalar, or empty. */
struct str fhir_text(const struct fhir_node *node, const char *key);

#endif
