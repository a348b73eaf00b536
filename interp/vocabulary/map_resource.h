/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VOCABULARY_MAP_RESOURCE_H
#define CANTLIE_INTERP_VOCABULARY_MAP_RESOURCE_H

/*
 * What a line of a mapping says of FHIR resources: which of them count, what
 * is taken of them, and what their codes mean. Made by the checker, read by
 * the FHIR reader; plain data in the arena of the compilation. What FHIR
 * itself means (status, dates, references) is the reader's to know.
 *
 *     size of lesions from "component" code loinc "33728-7" of Observation
 *         code loinc "21889-1" where "focus" is lesions
 */

#include "interp/vocabulary/mapping.h"

/* A system of codes by its short name, and every way its URI is written:
   without http:// or https:// in front and "/" at the end. */
struct map_system {
    struct str name;
    const struct str *uris;
    size_t n;
};

/* All systems that a mapping knows: its own, then the well-known ones. */
struct map_systems {
    const struct map_system **at;
    size_t n;
    const struct map_coding *shown; /* codes with displays */
    size_t shown_count;
};

/* A URI as map_system has it. */
struct str map_uri(struct str text);

/* The code of a system without what may stand in front of it ("HGNC:"). */
struct str map_code_text(const struct map_system *system, struct str code);

/* The well-known system of a name, or NULL. */
const struct map_system *map_system_known(struct str name);
/* The i-th of them; NULL behind the last. */
const struct map_system *map_system_at(size_t i);

/* A code as the mapping writes it. */
struct map_coding {
    const struct map_system *system; /* NULL: plain text */
    struct str code;                 /* as map_code_text gives it */
    bool prefix;                     /* all that begin so: "C18*" */
    const struct str *displays;      /* its official names */
    size_t display_count;
    struct span span;
};

struct map_codings {
    const struct map_coding *at;
    size_t n;
};

/* --- what is taken -------------------------------------------------------- */

struct map_step {
    struct str name;     /* "component", "value" for value[x] */
    struct str selector; /* "extension(url)": url or system; or empty */
};

enum map_pick {
    PICK_EACH,
    PICK_EARLIEST, /* the smallest of all dates, of a period its start */
    PICK_LATEST
};

struct map_place {
    bool is_date; /* when it happened; else by steps */
    enum map_pick pick;
    const struct map_step *steps;
    size_t n;
    const struct map_codings *filter; /* of those found, the value of those
                                         with such a code; or NULL */
    struct str text;                  /* as written, for messages */
};

/* --- which resources ------------------------------------------------------ */

enum map_where_op {
    WHERE_CODE,    /* something at the place has one of `codes` */
    WHERE_KNOWN,   /* something stands at the place */
    WHERE_ELEMENT, /* a reference at the place leads to the element */
    WHERE_AND,
    WHERE_OR,
    WHERE_NOT
};

struct map_where {
    enum map_where_op op;
    const struct map_where **kids;
    uint32_t n;
    struct map_place place;
    struct map_codings codes;
};

/* A = VALUE, A and B = VALUE, otherwise = VALUE. */
struct map_meaning {
    const struct map_codings *all; /* one for each code that must be there */
    size_t n;                      /* 0: otherwise */
    bool unknown;
    struct value value;
};

struct map_resource {
    const struct map_place *place;   /* NULL: what is usual of its type */
    const struct str *types;         /* "Observation" ... */
    size_t type_count;               /* 0: those the element is made of */
    const struct map_codings *codes; /* NULL: any */
    const struct map_where *where;   /* NULL: any */
    bool of_element;                 /* `where ... is LIST` is in `where` */
    bool after;   /* an element's first day, to the next one's */
    bool grouped; /* a list: of those `apart` days or less, one element */
    int64_t apart;
    bool pooled;                   /* judged over all that was found together */
    const struct map_place *dated; /* `on`, or NULL */
    const struct map_meaning *meanings;
    size_t meaning_count;
};

/* Whether a word names a type of resource of FHIR R4; the nearest one. */
bool map_resource_type(struct str name);
struct str map_resource_nearest(struct arena *arena, struct str name);

/* Whether elements of that name are written with a type behind: value[x]. */
bool map_is_choice_stem(struct str name);

#endif
