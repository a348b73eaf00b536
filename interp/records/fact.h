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
    RAW_NULL,    /* explicitly unknown */
    RAW_TEXT,    /* `text`: a string, to be understood by the field's type;
                    "", "unknown" and "NA" are explicitly unknown */
    RAW_NUMBER,  /* `text`: the number as written */
    RAW_BOOLEAN, /* `yes` */
    RAW_OPTIONS, /* `names`: the whole set; of another field, any of them */
    RAW_NOT,     /* `names`: none of them */
    RAW_MEMBERS, /* `names` are in the set, `others` are not */
    RAW_BOUNDS,  /* low, high: one of them may be empty */
    RAW_VALUE,   /* `value`, in the field's unit; `text` shows where it stood */
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
    const struct value *value;
    struct str wrong; /* RAW_OTHER: what in particular is wrong, or empty */
    struct str unit;  /* empty: the field's own */
    struct str date;  /* empty: none; YYYY, YYYY-MM or YYYY-MM-DD */
    struct str source;
    struct str origin; /* where it stands, when that is not the record's own
                          place: "lesions.csv:12 column size"; or empty */
    uint32_t column;   /* of the record's row, from 1; 0: none */
};

/* Options of one text may be written as declared or as a synonym, in any
   letter case, with blanks, '-' or '_' between words. A quantity is a number
   with <, <=, > or >= before it and a unit behind it, both optional. */

/* The value that `raw` means for the field, ends made whole and within the
   field's range. False: *expected says what the field takes (in the arena);
   for a date or unit that is wrong, what is wrong with it. */
bool fact_read(struct arena *arena, const struct field *field,
               const struct raw *raw, struct value *value,
               struct str *expected);

/* "", "unknown", "NA" in any letter case: the words for not known. */
bool fact_is_unknown_word(struct str text);

/*
 * Puts what is said about a field into a fact of the record: one `raw`, or
 * several, of which the latest counts. Those dated wholly after today do not
 * (each is warned of); an undated one counts as today's, or as of the
 * element's `by` date, which is therefore to be put first; those that may be
 * the latest (equal or partial dates) are all possible. What is refused adds
 * a record error; among several it is unknown on its date.
 *
 * A fact that is given already is said twice: a record error, and unknown
 * unless both say the same.
 *
 * `list` and `element` (from 1) name the place; NULL and 0 for the patient.
 */
struct fact_place {
    struct record *record;
    const struct field *list;
    uint32_t element;
    const struct field *field;
    struct fact *fact; /* within the facts of its element or patient */
};
void fact_put(const struct fact_place *place, const struct raw *raws, size_t n);

/* Puts a value that the field is known to allow, undated, from a column of the
   row (0: none); as fact_put of one RAW_VALUE would, at less cost. False, and
   nothing done, if the fact is given already. */
bool fact_set(const struct fact_place *place, struct value value,
              uint32_t column);

/* Refuses the fact: a record error of kind value; the field is unknown. Both
   texts are copied, `found` is cut to what a message can show. */
void fact_refuse(const struct fact_place *place, struct str found,
                 struct str expected);

#endif
