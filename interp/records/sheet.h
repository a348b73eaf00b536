/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_H
#define CANTLIE_INTERP_RECORDS_SHEET_H

/*
 * Many plain patients at once, by columns: what a cohort mostly consists of.
 *
 * A sheet has no meaning of its own. A record is plain when the ordinary
 * reader would take all of it without an error, a warning or a note, and each
 * of its facts is said once, and known exactly or not at all (or, where a
 * column has room for that, as one of some options). Of such a record a row
 * says what the facts of record.h say after record_settle and with every `if`
 * applied; dates of facts and sources it leaves out. Any other record is a
 * hard row: it keeps its text and nothing else, and is to be read and evaluated
 * in the ordinary way.
 *
 * A place is a row (patient's fields) or the number of an element, counted
 * over the whole sheet (elements' fields). Masks have a bit for each place:
 * place p is bit p % 64 of word p / 64; bits behind the last place are 0.
 * Numbers at places that are not known mean nothing, but can be read.
 */

#include "interp/vocabulary/vocabulary.h"

#define SHEET_ROWS 256
#define SHEET_WORDS (SHEET_ROWS / 64)

/* Elements of one list in one sheet; a record that has more is hard. */
#define SHEET_ELEMENTS 4096
#define SHEET_ELEMENT_WORDS (SHEET_ELEMENTS / 64)

/*
 * A field at every place. By its type:
 *   YESNO, CHOICE: `options`, a mask for each option (yes/no: 0 is no, 1 yes),
 *     one of which is set where `known`, and more than one where `partly`: it
 *     is one of those; none elsewhere;
 *   SET: `options`, the members, where `known`;
 *   NUMBER: `value`, the decimal in the field's unit, where `known`;
 *   DATE: `value`, the day, where `known`;
 *   TEXT: `text`, where `known`.
 * The others are NULL. What is neither `known`, `partly` nor `nothing` is all
 * that field_any allows, and may be nothing, too, where `perhaps`.
 */
struct sheet_column {
    const struct field *field;
    size_t words;      /* of each mask */
    uint64_t *known;   /* exactly one value, which is not nothing */
    uint64_t *nothing; /* surely nothing; NULL for a field without `if` */
    uint64_t *perhaps; /* unknown, may be nothing; NULL without `if` */
    uint64_t *partly;  /* one of some options; NULL where that is not plain */
    uint64_t *options; /* of option i from options + i * words */
    int64_t *value;
    struct str *text; /* borrowed from the input's text */
};

/*
 * A list: row r describes the elements start[r] to start[r + 1], and has
 * between fewest[r] and most[r] of them in all, as struct list of record.h
 * (LIST_ANY: no limit; a list whose `if` fails has none). What a hard row
 * describes means nothing.
 */
struct sheet_list {
    const struct field *field;
    uint32_t start[SHEET_ROWS + 1];
    uint32_t fewest[SHEET_ROWS], most[SHEET_ROWS];
    uint64_t given[SHEET_WORDS];  /* the record lists it (perhaps empty) */
    struct sheet_column *columns; /* by field index of the element */
};

struct sheet {
    size_t rows;
    uint64_t hard[SHEET_WORDS];   /* an evaluator may add rows that it finds to
                                   be more than plain */
    struct str id[SHEET_ROWS];    /* of rows that are not hard; borrowed */
    struct str line[SHEET_ROWS];  /* the record's text; borrowed */
    uint64_t number[SHEET_ROWS];  /* of its line in the input, from 1 */
    struct sheet_column *columns; /* by field index of the patient; lists have
                                     one without masks */
    struct sheet_list *lists;     /* by list place */
    struct sheet_inside *inside;  /* of who fills it */
};

/* How the records of a vocabulary fill a sheet: constant once made, and used
   by any number of threads. */
struct sheet_plan;

/* NULL when the vocabulary has something that sheets do not hold. Not for
   --strict, nor for elements that stand in tables of their own. */
const struct sheet_plan *sheet_plan_new(struct arena *arena,
                                        const struct vocabulary *vocabulary,
                                        date today);

/* Whether its column has room for values that are known in part: choices of the
   patient on which nothing else rests, no `if` and no assumption. */
bool sheet_holds_parts(const struct field *field);

/* An empty sheet, of one thread. */
struct sheet *sheet_new(struct arena *arena, const struct sheet_plan *plan);

static inline bool sheet_bit(const uint64_t *mask, size_t place)
{
    return (mask[place / 64] >> (place % 64)) & 1;
}

#endif
