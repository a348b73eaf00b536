/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FACT_H
#define CANTLIE_INTERP_RECORDS_FACT_H

/*
 * What a file says about a field, brought to a value, or refused. Every
 * reader (JSON, CSV, a case, an interview, FHIR) speaks through this one
 * door, so that one meaning of "<0.5" or "wt" serves all (language.md 6).
 */

#include "interp/records/record.h"

enum raw_kind {
    RAW_NULL,    /* null, "", "unknown", "NA": explicitly unknown */
    RAW_TEXT,    /* `text`: a string, to be understood by the field's type */
    RAW_NUMBER,  /* `text`: the number as written */
    RAW_BOOLEAN, /* `yes` */
    RAW_OPTIONS, /* `names`: the whole set, or for a choice {"any": [...]} */
    RAW_NOT,     /* `names`: none of them */
    RAW_MEMBERS, /* `names` are in the set, `others` are not */
    RAW_BOUNDS,  /* low, high: one of them may be empty */
    RAW_OTHER    /* something no field takes; `text` shows it */
};

struct raw {
    enum raw_kind kind;
    struct str text;
    bool yes;
    const struct str *names, *others;
    size_t name_count, other_count;
    struct str low, high;
    bool above, below; /* that end itself is excluded */
    struct str unit;   /* empty: the field's own */
    struct str date;   /* empty: none; YYYY, YYYY-MM or YYYY-MM-DD */
    struct str source;
};

/* The value that `raw` means for the field, ends made whole and within the
   field's range. False: *expected says what the field takes (in the arena);
   for a date or unit that is wrong, what is wrong with it. */
bool fact_read(struct arena *arena, const struct field *field,
               const struct raw *raw, struct value *value,
               struct str *expected);

/* Puts what is said about a field into a fact of the record: one `raw`, or
   several (the latest date counts, several on it are all possible, those
   after today are warned of). On refusal adds a record error. `list` and
   `element` (from 1) name the place; NULL and 0 for the patient. */
struct fact_place {
    struct record *record;
    const struct field *list;
    uint32_t element;
    const struct field *field;
    struct fact *fact;
};
void fact_put(const struct fact_place *place, const struct raw *raws,
              size_t n);

#endif
