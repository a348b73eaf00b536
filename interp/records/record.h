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
    FACT_GIVEN = 1,         /* the record mentions it (even as unknown) */
    FACT_ASSUMED = 2,       /* filled by `assume` */
    FACT_REFUSED = 4,       /* a record error: counts as unknown */
    FACT_STALE = 8,         /* older than `valid for`: counts as unknown */
    FACT_UNDATED = 16,      /* `valid for` on a fact without a date */
    FACT_FUTURE = 32,       /* dated after today: does not count */
    FACT_CONTRADICTED = 64, /* broken constraint or condition: unknown */
    FACT_EXPLICIT = 128     /* given as unknown in so many words */
};

/*
 * A list has a fact, too, of which only the flags mean anything: GIVEN,
 * ASSUMED (`assume none`), REFUSED, CONTRADICTED or EXPLICIT.
 */
struct fact {
    struct value value; /* before the field's `if` is applied: what the record
                           says, all of field_any when it says nothing */
    unsigned flags;
    bool dated;
    date first, last;      /* the days that its date means */
    struct str source;     /* whence, as the record or a file says; or empty */
    uint32_t column;       /* of the row, from 1: record->titles; 0: none */
    struct value recorded; /* as `value` when evaluation began: what `is known`
                              looks at while completions are tried */
    struct value told;     /* the value as given, also when stale or refused for
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
    bool given; /* the record lists it (perhaps empty) */
    uint32_t n, fewest, most;
    struct element *elements; /* n of them */
};

enum record_error_kind {
    RECORD_ERROR_VALUE,
    RECORD_ERROR_COUNT,
    RECORD_ERROR_CONTRADICTION, /* or as stated */
    RECORD_ERROR_CONDITION,     /* a value although its `if` fails */
    RECORD_ERROR_CONSTRAINT,
    RECORD_ERROR_UNREADABLE, /* no record at all could be read */
    RECORD_ERROR_LIMIT       /* its evaluation took longer than it may */
};

struct record_error {
    enum record_error_kind kind;
    struct str field;    /* the field's name as declared */
    struct str path;     /* KRAS, lesions.2.size */
    struct str found;    /* what stands there */
    struct str expected; /* what was expected, or the constraint's title */
    struct str source;   /* cohort.ndjson:17 */
    uint64_t order;      /* record_order: errors stand as fields are declared */
};

struct record_warning {
    struct str path;
    struct str text; /* "dated 2025-01-01, after 2024-06-01: not yet known" */
    struct str source;
};

/* The titles of a table's columns, one behind the other. */
struct titles {
    size_t n;
    const uint32_t *ends; /* where each ends */
    const char *text;
};

struct some_fields {
    struct field *const *at;
    size_t n;
};

/* The fields of a record type at which settling has to look at all. */
struct special_fields {
    struct some_fields aged, conditional, assumed;
};

struct record {
    const struct record_type *type; /* patient */
    struct arena *arena;
    struct str id;     /* or "FILE:LINE" */
    struct str source; /* "cohort.ndjson:17" */
    uint64_t number;   /* among all records of a run, from 1; 0: not counted */
    date today;
    bool strict;
    bool digested;      /* `digest` is set: see digest.h */
    uint8_t digest[32]; /* SHA-256 of what it was read from */
    bool readable;      /* false: RECORD_ERROR_UNREADABLE or _LIMIT, nothing to
                           evaluate */
    struct fact *facts; /* by field index */
    struct list *lists; /* by list place */
    const struct titles *titles; /* of the row that it was read from, or NULL */
    const struct special_fields *special; /* of the patient's type, [1 + place]
                                             of a list's; NULL: not looked up */
    bool undated; /* surely no fact of the patient itself has a date */
    LIST(struct record_error) errors;
    uint64_t more_errors; /* beyond LIMIT_RECORD_ERRORS */
    LIST(struct record_warning) warnings;
};

/* An empty record: every fact unknown and not given, every list absent. */
struct record *record_new(struct arena *arena,
                          const struct vocabulary *vocabulary, date today);

/* The same, copied from an empty record of the same vocabulary: faster where
   many are made. */
struct record *record_like(struct arena *arena, const struct record *empty,
                           date today);

/* Looks up the special fields of the type, for records like this one. */
void record_prepare(struct record *empty);

/* An element with every fact unknown and not given. */
struct element element_new(struct arena *arena, const struct record_type *type);

/* Whether the record gives a value here that counts: given, and not refused,
   out of date, contradicted, unknown in so many words or, under strict,
   without the date that `valid for` needs. */
bool record_stands(const struct record *record, const struct fact *fact);

/*
 * After all that the record says is in, four steps. To be called once; adds
 * record errors and warnings.
 *
 * 1. Dates, against today. An element's facts are dated by its `by` date
 *    where they have none of their own; of an element dated wholly after
 *    today, only that date stays known. A fact dated wholly after today
 *    (FACT_FUTURE), or older than `valid for` on the first day that its date
 *    means (FACT_STALE), becomes unknown. A fact without a date under `valid
 *    for` is FACT_UNDATED, and unknown under strict.
 * 2. Conditions (`if`), all judged on the record as step 1 left it, so that
 *    what is refused or out of date neither contradicts nor is contradicted.
 *    A value that stands although its condition surely fails is an error, and
 *    it and the condition's field become unknown (FACT_CONTRADICTED). The
 *    condition's field fails surely, too, if it is not given and its own
 *    condition surely fails. A field that may not exist keeps its value here:
 *    the evaluator applies `if`.
 * 3. Assumptions fill what is not mentioned at all: after the conditions, so
 *    that nothing given contradicts a mere assumption, and before the counts,
 *    so that an assumed count counts. Not in an element dated after today,
 *    nor for a list whose count is given.
 * 4. Counts: `fewest` and `most` of every list. A count below the number
 *    listed is an error and becomes unknown (an assumed one is dropped in
 *    silence); the list is then complete.
 */
void record_settle(struct record *record);

/* Sets fewest and most of a list from its elements and its count's present
   value. A list that is given without a count, or whose count was refused, is
   complete. No errors are added: for completions that vary the count. */
void record_recount(struct record *record, const struct field *list);

/* Adds an error; beyond LIMIT_RECORD_ERRORS they are counted only. */
void record_error_add(struct record *record, struct record_error error);

/* Makes the record one that could not be read: no fact, one error of kind
   JSON that says what stands there and what was expected. */
void record_unreadable(struct record *record, struct str found,
                       struct str expected);

struct titles titles_of(struct arena *arena, const struct str *at, size_t n);
struct str titles_at(const struct titles *titles, size_t i);
const struct titles *titles_copy(struct arena *arena,
                                 const struct titles *titles);

/* Makes the record one that is not evaluated, since that took too long: no
   fact, and beside its other errors one of kind LIMIT. */
void record_give_up(struct record *record, struct str reason);

/* Where a fact comes from: what the record says, else its cell ("cohort.csv:17
   column CEA"), else empty: the record as a whole. */
struct str record_fact_source(struct arena *arena, const struct record *record,
                              const struct fact *fact);

/* lesions.2.size, lesions.2, KRAS: without a list the field is the patient's;
   without a field the path is the element's. */
struct str record_path(struct arena *arena, const struct field *list,
                       uint32_t element, const struct field *field);

/* Where the same place comes in the order of declaration. */
uint64_t record_order(const struct field *list, uint32_t element,
                      const struct field *field);

#endif
