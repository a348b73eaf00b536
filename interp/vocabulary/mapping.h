/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VOCABULARY_MAPPING_H
#define CANTLIE_INTERP_VOCABULARY_MAPPING_H

/*
 * How foreign columns and codes become facts: what a `mapping` item means.
 * Made by the checker, read by the readers; plain data in the arena of the
 * compilation, constant after checking. doc/mappings.md is its manual.
 *
 *     mapping registry of patient         one row, or one document, a patient
 *     mapping registry-lesions of lesion  one row an element, joined by `id`
 *
 * A mapping is a list of sources, each for one field. Several sources of one
 * field are several sayings about it: the latest counts, as in a list of
 * facts; what says nothing (empty, missing) is left out if another says
 * something.
 *
 * Lines that tell of one option of a set each (`includes`)
 * are told together: they make one value.
 *
 * A source is a column, an expression over columns, a constant, or a FHIR
 * resource. Columns are numbered within their mapping, so that a reader looks
 * up its header once. Every value here is checked against the field already:
 * within its range and in its unit.
 */

#include "interp/vocabulary/vocabulary.h"

/* A code as tables have it: text is compared without regard to
   letter case, and a number as a number ("01" and "1.0" are 1). */
struct map_code {
    struct str text;
    bool is_number;
    decimal number;
    struct span span;
};

struct map_codes {
    struct map_code *at;
    size_t n;
};

/* What a code means. */
struct map_pair {
    struct map_code code; /* of an expression that is a condition: the texts
                             "yes" and "no" */
    bool unknown;         /* the code says that it is not known */
    struct value value;
};

enum map_op {
    MAP_OP_CONST,      /* value: a number or a date */
    MAP_OP_NUMBER,     /* the number in a column */
    MAP_OP_DATE,       /* the date in a column */
    MAP_OP_ARITHMETIC, /* two kids */
    MAP_OP_NEGATE,
    MAP_OP_FUNCTION,
    MAP_OP_DAYS,    /* time from the first to the second date, in days */
    MAP_OP_COMPARE, /* conditions from here on */
    MAP_OP_BETWEEN, /* three kids */
    MAP_OP_IS,      /* the column has one of `codes` */
    MAP_OP_KNOWN,   /* the column says something */
    MAP_OP_AND,
    MAP_OP_OR,
    MAP_OP_NOT
};

/* An expression over the columns of one row: plain numbers (`in` gives the
   result's unit), dates, and conditions. It sees no field. */
struct map_expr {
    enum map_op op;
    const struct map_expr **kids;
    uint32_t n;
    struct value value;
    size_t column;
    enum arithmetic arithmetic;
    enum function function;
    enum comparison comparison;
    struct map_codes codes;
};

enum map_kind { MAP_COLUMN, MAP_EXPRESSION, MAP_CONSTANT, MAP_RESOURCE };

#define MAP_NO_COLUMN SIZE_MAX

struct map_resource;
struct map_systems;

/* One line of a mapping. */
struct map {
    enum map_kind kind;
    struct span span;
    const struct field *list;  /* an element's field in a mapping of the
                                  patient: columns with '#'; else NULL */
    const struct field *field; /* NULL: the id, when it is no field */
    uint64_t option;           /* of a set: the line tells of this one alone */
    const struct field *told;  /* ... as this field of yes or no; else NULL */
    struct str text;           /* the source as written, for messages */

    size_t column;                     /* MAP_COLUMN */
    const struct map_expr *expression; /* MAP_EXPRESSION */
    struct value constant;             /* MAP_CONSTANT */
    bool unknown;                      /* ... `is unknown` */
    struct map_resource *resource;     /* MAP_RESOURCE: map_resource.h */

    struct str unit;   /* of its numbers; empty: plain, or in the title */
    struct str format; /* of its dates ("DD.MM.YYYY"); empty: ISO's */
    size_t dated;      /* the column of the fact's date, or MAP_NO_COLUMN */
    struct map_codes missing;
    struct map_pair *pairs;
    size_t pair_count;
};

enum map_encoding { ENCODING_UTF8, ENCODING_LATIN1, ENCODING_WINDOWS1252 };

struct map_column {
    struct str title;
    bool numbered; /* '#' in it stands for the element's number, from 1 */
    struct span span;
};

struct mapping {
    struct str name;
    struct span span;
    const struct record_type *record; /* the patient, or an element */
    const struct field *list;         /* the list it is an element of, or NULL:
                                         the mapping is of the patient */
    struct map **maps;                /* by declaration */
    size_t map_count;
    struct map_column *columns; /* all that the sources name */
    size_t column_count;
    const struct map *id; /* where the patient's id stands, or NULL */
    bool of_table;        /* it names columns */
    bool of_resources;    /* it names FHIR resources */
    const struct map_systems *systems; /* ... and their systems of codes */

    /* settings: `separator ";"`, ... */
    char separator; /* '\0': by the header */
    enum map_encoding encoding;
    bool encoding_set;
    bool decimal_comma;
    struct str format; /* of dates, empty: ISO's */
    bool none_without; /* `without-rows "none"`: a patient of whom the table of
                          elements has no row has none; else it is unknown */
    struct map_codes missing, yes, no; /* in every column */
};

struct mappings {
    struct mapping **at;
    size_t n;
};

/* "utf-8", "latin-1" (or ISO-8859-1), "windows-1252"; false for another. */
bool mapping_encoding(struct str name, enum map_encoding *encoding);

/* Whether a cell has a code: text without regard to letter case, blanks
   around it passed over; a number as a number. */
bool mapping_is_code(const struct map_code *code, struct str cell);
bool mapping_has_code(const struct map_codes *codes, struct str cell);

#endif
