/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VOCABULARY_VOCABULARY_H
#define CANTLIE_INTERP_VOCABULARY_VOCABULARY_H

/*
 * What a record may hold: record types with their fields, made by the checker
 * from `record` items and read by everybody else. Plain data in the arena of
 * the compilation; constant after checking.
 *
 * The record called `patient` is the root. Lists stand only in it: an element
 * has no lists of its own.
 */

#include "grammar/base/names.h"
#include "grammar/source.h"
#include "interp/value/value.h"

enum type_kind {
    TYPE_YESNO,  /* VALUE_OPTIONS of no and yes */
    TYPE_CHOICE, /* VALUE_OPTIONS of `choices` */
    TYPE_SET,    /* VALUE_SET of `choices` */
    TYPE_NUMBER, /* VALUE_NUMBER in `unit`; durations are numbers in days */
    TYPE_DATE,
    TYPE_TEXT,
    TYPE_LIST,   /* of `element`; never the type of an expression */
    TYPE_UNKNOWN /* the literals unknown and nothing: fit any type */
};

struct choice {
    struct str name;
    struct str *synonyms; /* spellings in data */
    size_t synonym_count;
};

struct choices {
    struct choice *at;
    size_t n;           /* at most LIMIT_CHOICES */
    struct names names; /* name -> index; synonyms are not in it */
    struct names spelt; /* names and synonyms -> index, for data */
};

struct record_type;

struct type {
    enum type_kind kind;
    bool whole;                        /* whole numbers only */
    bool calendar;                     /* time since/from as written: may be
                                       compared with months and years */
    const struct choices *choices;     /* TYPE_CHOICE, TYPE_SET */
    struct unit unit;                  /* TYPE_NUMBER */
    const struct record_type *element; /* TYPE_LIST */
};

/* All that the type allows: what an unknown value is. */
struct value type_any(const struct type *type);

struct span_of_time { /* valid for */
    bool set;
    int64_t days, months; /* one of them is 0 */
    struct str text;      /* "8 weeks" */
};

struct field_code {
    struct str system, code;
};

struct field {
    struct str name;  /* as declared */
    struct str label; /* "ECOG performance status", or empty */
    struct span span; /* of the declaration */
    struct type type;
    const struct record_type *record;
    uint32_t index; /* place in the record's facts, by declaration */
    uint32_t list;  /* TYPE_LIST: place in the record's lists */

    bool bounded; /* `low` and `high` hold, ends included */
    decimal low, high;
    struct span_of_time valid_for;
    const struct field *only_if;    /* a field of the same record, or NULL */
    uint64_t only_if_options;       /* ... has one of these */
    const struct field *counted_by; /* lists */
    const struct field *counts;     /* the list that this field counts */
    const struct field *by;         /* lists: the element's date field */
    bool has_assumed;
    struct value assumed;
    struct field_code *codes;
    size_t code_count;
    struct str *named; /* further keys in data */
    size_t named_count;
};

struct record_type {
    struct str name;
    struct span span;
    struct field **fields; /* by index */
    size_t field_count;
    struct names names;   /* field names -> index */
    struct names keys;    /* names and `named` keys -> index, for data */
    struct field **lists; /* by list place */
    size_t list_count;
    bool is_patient;
};

struct vocabulary {
    struct record_type **records; /* in order of declaration */
    size_t record_count;
    const struct record_type *patient;
    const struct field *id; /* the patient's `id`, or NULL */
};

/* The value that the field may have at most: its type within its range. */
struct value field_any(const struct field *field);

/* "wild-type | mutated", "0 to 120 years", "a date", "yes or no": what is
   allowed, for messages. */
struct str field_expected(struct arena *arena, const struct field *field);

/* A value as people read it: "wild-type", "MSS or MSI-L", "5.5 cm",
   "more than 80 ug/L", "2023-05", "unknown", "nothing", "2 to 3". */
void value_print(struct buf *out, const struct type *type, struct value value);
struct str value_print_text(struct arena *arena, const struct type *type,
                            struct value value);

#endif
