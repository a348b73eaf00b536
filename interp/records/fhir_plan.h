/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_PLAN_H
#define CANTLIE_INTERP_RECORDS_FHIR_PLAN_H

/*
 * A mapping of resources made ready for reading: which lines look at which
 * types and codes, and which elements have to be kept. Made once an input;
 * lives in its arena and never changes.
 */

#include "grammar/base/arena.h"
#include "interp/vocabulary/map_resource.h"

/* Texts to pointers, byte by byte. */
struct fhir_words {
    struct fhir_word {
        struct str key;
        const void *value;
    } * slots;
    size_t mask, n;
    bool foreign;
};

/* Room for `most` texts: of the mapping, or of the documents, whose author may
   wish them to collide. */
struct fhir_words fhir_words_on(struct arena *arena, size_t most);
struct fhir_words fhir_words_foreign(struct arena *arena, size_t most);

/* Adds one, unless it is there already or there is no room. */
void fhir_words_add(struct fhir_words *words, struct str key,
                    const void *value);
const void *fhir_words_find(const struct fhir_words *words, struct str key);

/* A code that a line looks for. */
struct fhir_code_use {
    const struct map_coding *coding;
    size_t line;
    const struct fhir_code_use *next;
};

/* Lines by the type that they look at. */
struct fhir_type {
    struct str name;
    size_t *any; /* lines that take every code */
    size_t any_count;
    LIST(struct fhir_code_use) prefixes;
    struct fhir_words codes; /* code -> struct fhir_code_use */
};

struct fhir_plan {
    const struct mapping *mapping;
    const struct field *id_field; /* the vocabulary's, or NULL */
    LIST(struct fhir_type) types;
    struct fhir_words wanted; /* elements that are kept */
};

struct fhir_plan *fhir_plan_new(struct arena *arena,
                                const struct mapping *mapping,
                                const struct vocabulary *vocabulary);

/* The lines of a type; NULL: none looks at it. */
const struct fhir_type *fhir_plan_type(const struct fhir_plan *plan,
                                       struct str type);

/* Whether an element of a resource is kept. */
bool fhir_plan_wants(const struct fhir_plan *plan, struct str key);

/* Whether a key is an element of that name: value, valueQuantity. */
bool fhir_is_element(struct str key, struct str name);

#endif
