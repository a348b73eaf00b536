/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Dates of the form that a mapping says: respelt as ISO has them, so that one
 * reader of dates judges what day that is.
 */

#include "interp/records/map_cell.h"

#include <string.h>

static size_t digits_at(struct str text, size_t at)
{
    size_t n = at;
    while (n < text.n && text.at[n] >= '0' && text.at[n] <= '9')
        n++;
    return n - at;
}

/* " 00:00", "T12:30:00Z": a time of day says nothing about the day. */
static bool is_time_of_day(struct str text)
{
    if (!text.n)
        return true;
    if ((text.at[0] != ' ' && text.at[0] != 'T') || !digits_at(text, 1))
        return false;
    for (size_t i = 1; i < text.n; i++)
        if (!strchr("0123456789:.+-Z ", text.at[i]))
            return false;
    return true;
}

/* The parts of a date, as texts of the cell; empty ones are not given. */
struct parts {
    struct str year, month, day;
};

/* Cuts the cell by the form; false where they differ. */
static bool cut_date(struct str form, struct str cell, struct parts *parts)
{
    size_t at = 0;
    for (size_t i = 0; i < form.n;) {
        char sign = form.at[i];
        size_t width = sign == 'Y' ? 4 : sign == 'D' || sign == 'M' ? 2 : 0;
        size_t n = digits_at(cell, at);
        if (!width) {
            if (at >= cell.n || cell.at[at++] != sign)
                return false;
            i++;
            continue;
        }
        n = n < width ? n : width;
        if (!n || (sign == 'Y' && n != 4))
            return false;
        struct str part = {cell.at + at, n};
        *(sign == 'Y'   ? &parts->year
          : sign == 'M' ? &parts->month
                        : &parts->day) = part;
        at += n;
        i += width;
    }
    return is_time_of_day(str_from(cell, at));
}

/* The form without its day, or with the year alone: MM.YYYY of DD.MM.YYYY. */
static struct str form_without_day(struct str form, char *room)
{
    size_t n = 0, day = 0;
    while (day < form.n && form.at[day] != 'D')
        day++;
    size_t to = day + 2 + (day ? 0 : 1); /* with the sign behind or before */
    size_t from = day ? day - 1 : 0;
    for (size_t i = 0; i < form.n && n < 12; i++)
        if (i < from || i >= to)
            room[n++] = form.at[i];
    return (struct str){room, n};
}

static void put_two(char *text, size_t *n, struct str digits)
{
    text[(*n)++] = '-';
    if (digits.n == 1)
        text[(*n)++] = '0';
    memcpy(text + *n, digits.at, digits.n);
    *n += digits.n;
}

bool map_respell_date(struct str form, struct str cell, char *text,
                      struct str *respelt)
{
    char room[16];
    struct parts parts = {.year = STR("")};
    if (!form.n)
        form = STR("YYYY-MM-DD");
    if (!cut_date(form, cell, &parts)) {
        parts = (struct parts){.year = STR("")};
        if (cell.n == 4 && digits_at(cell, 0) == 4)
            parts.year = cell;
        else if (!cut_date(form_without_day(form, room), cell, &parts))
            return false;
    }
    size_t n = parts.year.n;
    memcpy(text, parts.year.at, n);
    if (parts.month.n)
        put_two(text, &n, parts.month);
    if (parts.day.n)
        put_two(text, &n, parts.day);
    *respelt = (struct str){text, n};
    return true;
}
