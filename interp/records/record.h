/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_RECORD_H
#define CANTLIE_INTERP_RECORDS_RECORD_H

/*
 * One patient as the rules see it: a fact for every field of the vocabulary,
 * in the places that the vocabulary gives. Made by a reader or from a case;
 * lives in the arena of the record; the evaluator may change values in place
 * while it tries completions, and puts them back.
 */

#include "interp/vocabulary/vocabulary.h"

enum fact_flag {
    FACT_GIVEN = 1,       /* the record mentions it (even as unknown) */
    FACT_ASSUMED = 2,     /* filled by `assume` */
    FACT_REFUSED = 4,     /* a record error: counts as unknown */
    FACT_STALE = 8,       /* older than `valid for`: counts as unknown */
    FACT_UNDATED = 16,    /* `valid for` on a fact without a date */
    FACT_FUTURE = 32,     /* dated after today: does not count */
    FACT_CONTRADICTED = 64, /* broken constraint or condition: unknown */
    FACT_EXPLICIT = 128   /* given as unknown in so many words */
};

struct fact {
    struct value value; /* before the field's `if` is applied: what the record
                           says, all of field_any when it says nothing */
    unsigned flags;
    bool dated;
    date first, last;   /* the days that its date means */
    struct str source;  /* "cohort.csv:17 column CEA", or empty */
    struct value told;  /* the value as given, also when stale or refused for
                           its date; for explanations */
};

struct element {
    struct fact *facts; /* by field index of the element's record */
};

/*
 * The elements of a list: `n` described ones, and between `fewest` and `most`
 * elements in all (those beyond n have every field unknown). An absent list
 * without a count: n = 0, fewest = 0, most = LIST_ANY. A complete list:
 * fewest = most = n.
 */
#define LIST_ANY UINT32_MAX

struct list {
    bool given;  /* the record lists it (perhaps empty) */
    uint32_t n, fewest, most;
    struct element *elements; /* n of them */
};

enum record_error_kind {
    RECORD_ERROR_VALUE,
    RECORD_ERROR_COUNT,
    RECORD_ERROR_CONTRADICTION, /* or as stated */
    RECORD_ERROR_CONDITION,     /* a value although its `if` fails */
    RECORD_ERROR_CONSTRAINT,
    RECORD_ERROR_JSON           /* no record at all could be read */
};

struct record_error {
    enum record_error_kind kind;
    struct str field;    /* the field's name as declared */
    struct str path;     /* KRAS, lesions.2.size */
    struct str found;    /* what stands there */
    struct str expected; /* what was expected, or the constraint's title */
    struct str source;   /* cohort.ndjson:17 */
};

struct record_warning {
    struct str path;
    struct str text; /* "dated 2025-01-01, after 2024-06-01: not yet known" */
    struct str source;
};

struct record {
    const struct record_type *type; /* patient */
    struct arena *arena;
    struct str id;                  /* or "FILE:LINE" */
    struct str source;              /* "cohort.ndjson:17" */
    date today;
    bool strict;
    bool readable; /* false: RECORD_ERROR_JSON, nothing to evaluate */
    struct fact *facts;             /* by field index; lists' are unused */
    struct list *lists;             /* by list place */
    LIST(struct record_error) errors;
    LIST(struct record_warning) warnings;
};

/* An empty record: every fact unknown and not given, every list absent. */
struct record *record_new(struct arena *arena,
                          const struct vocabulary *vocabulary, date today);

/* An element with every fact unknown and not given. */
struct element element_new(struct arena *arena,
                           const struct record_type *type);

/*
 * After all that the record says is in: judges dates against today (future,
 * stale, undated; inside a list by the element's `by` date), counts against
 * lists, values against their `if`, and fills what is assumed. Adds record
 * errors and warnings. To be called once.
 */
void record_settle(struct record *record);

/* Adds an error; beyond LIMIT_RECORD_ERRORS they are counted only. */
void record_error_add(struct record *record, struct record_error error);

/* lesions.2.size: list and element may be NULL / 0 for a patient's field. */
struct str record_path(struct arena *arena, const struct field *list,
                       uint32_t element, const struct field *field);

#endif
