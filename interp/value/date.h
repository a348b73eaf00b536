/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_DATE_H
#define CANTLIE_INTERP_VALUE_DATE_H

/*
 * Calendar dates (proleptic Gregorian) as day numbers, 1970-01-01 = 0, of the
 * years 1800 to 2200, and the arithmetic of months and years: a day that the
 * month lacks is its last day. Time is counted forward from the earlier date.
 */

#include "grammar/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

typedef int64_t date; /* days since 1970-01-01 */

#define DATE_FIRST ((date)-62091) /* 1800-01-01 */
#define DATE_LAST ((date)84370)   /* 2200-12-31 */

/* The days that print in four digits of year: no date that is computed lies
   outside. */
#define DATE_LEAST ((date)-719162)    /* 0001-01-01 */
#define DATE_GREATEST ((date)2932896) /* 9999-12-31 */

/* False for a day that the calendar does not have, or a year outside. */
bool date_from_ymd(int year, int month, int day, date *result);
/* A day that does not print in four digits of year counts as the nearest
   that does. */
void date_to_ymd(date day, int *year, int *month, int *day_of_month);

enum date_read {
    DATE_WHOLE,   /* YYYY-MM-DD */
    DATE_MONTH,   /* YYYY-MM: first and last day of it */
    DATE_YEAR,    /* YYYY */
    DATE_NO_SUCH, /* of the right shape, but 2023-02-30, or year outside */
    DATE_NO_DATE  /* another shape */
};

/* What the text means as the days from *first to *last, both included. */
enum date_read date_read(struct str text, date *first, date *last);

/* YYYY-MM-DD. */
void date_print(struct buf *out, date day);

/* 2023-05-14, 2023-05 or 2023 where the days are just that, else
   "2023-05-03 to 2023-06-01". */
void date_print_range(struct buf *out, date first, date last);

/* The same day `months` later (or earlier); clamped to the last day of the
   month, and to day numbers that date_print can print (years 1 to 9999). */
date date_add_months(date day, int64_t months);

#endif
