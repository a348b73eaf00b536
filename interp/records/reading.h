/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_READING_H
#define CANTLIE_INTERP_RECORDS_READING_H

/*
 * What the files behind fact.h share: one raw saying on its way to a value.
 * Nobody outside this room needs it.
 */

#include "interp/records/fact.h"

struct reading {
    struct arena *arena;
    const struct field *field;
    struct value value; /* what it means, when it is not refused */
    bool unknown;       /* said to be unknown: value is all that may be */
    bool rounded;       /* a number had more than 8 decimals, or its unit
                           does not convert exactly */
    struct str wrong;   /* what in particular is wrong, or empty */
};

/* The value of `raw` by the field's type, within its range; its date is not
   looked at. False when the field does not take it. */
bool reading_of(struct reading *reading, const struct raw *raw);

/* The index of an option by its name or a synonym (choices->spelt), in any
   letter case and with any gaps; NAMES_NONE. */
uint32_t reading_find_option(const struct names *spelt, struct str text);

/* What the field takes, and what is wrong in particular. */
struct str reading_expected(const struct reading *reading);

/* Cuts the value to what the field allows; false if nothing is left. */
bool reading_within(struct reading *reading);

/* The same by type; `reading->value` before the range is applied. */
bool reading_option(struct reading *reading, const struct raw *raw);
bool reading_set(struct reading *reading, const struct raw *raw);
bool reading_number(struct reading *reading, const struct raw *raw);
bool reading_date(struct reading *reading, const struct raw *raw);

/* How values in a unit become the field's, and back; false if they do not. No
   code is the field's own unit. */
bool reading_maps(const struct field *field, struct str code,
                  struct unit_map *there, struct unit_map *back);

/* One date as written. False: *wrong says why. */
bool reading_days(struct str text, date *first, date *last, struct str *wrong);

/* One saying with its date, and which of several count. */
struct dated_value {
    struct value value;
    unsigned flags; /* FACT_EXPLICIT, FACT_REFUSED */
    bool dated;     /* else it is as of today */
    bool lost;      /* its date was refused: it may be the latest or not */
    date first, last;
    struct str source;
    uint32_t column;
};

/* Whether a fact that stands is one of today: not after it, and not older than
   its field allows. */
bool dates_is_future(const struct record *record, const struct fact *fact);
bool dates_is_stale(const struct record *record, const struct field *field,
                    const struct fact *fact);

/* The days of one that has no date of its own: of its element, or today. */
void dates_complete(const struct fact_place *place, struct dated_value *said);

/* Takes out what is dated wholly after today, with a warning each, but for
   the last when nothing else is left. The number that remain, in front. */
size_t dates_drop_future(const struct fact_place *place,
                         struct dated_value *said, size_t n);

/* Takes out what others are surely later than. */
size_t dates_keep_latest(struct dated_value *said, size_t n);

/* Warns that the fact of that place is dated after today. */
void dates_warn_future(const struct fact_place *place, date first, date last);

/* How many elements a count's end stands for: 0 or more, LIST_ANY beyond what a
   list may have; a low end is rounded up, a high one down. */
uint32_t counted_elements(decimal number, bool is_high);

#endif
