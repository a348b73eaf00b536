/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Dates in facts: as the value of a date field, and as the date of any fact,
 * which says which of several count. A partial date means all its days: it is
 * after today only if all of them are, and a fact is the latest possibly if
 * no other is surely later.
 */

#include "interp/records/reading.h"

/* --- a date as a value --------------------------------------------------- */

bool reading_days(struct str text, date *first, date *last, struct str *wrong)
{
    text = str_trim(text);
    switch (date_read(text, first, last)) {
    case DATE_WHOLE:
    case DATE_MONTH:
    case DATE_YEAR: return true;
    case DATE_NO_SUCH: *wrong = STR("no such date"); return false;
    case DATE_NO_DATE:
        *wrong = STR("written 2023-05-14, 2023-05 or 2023");
        return false;
    }
    return false;
}

static bool any_day(struct reading *reading, const struct raw *raw)
{
    for (size_t i = 0; i < raw->name_count; i++) {
        date first, last;
        if (!reading_days(raw->names[i], &first, &last, &reading->wrong))
            return false;
        struct value days = value_days(first, last);
        reading->value = i ? value_either(reading->value, days) : days;
    }
    return raw->name_count > 0;
}

/* An excluded end that is partial excludes its nearest day only: the record
   says no more than that. */
static bool day_bounds(struct reading *reading, const struct raw *raw)
{
    date low = DATE_FIRST, high = DATE_LAST, other;
    if (!raw->low.n && !raw->high.n)
        return false;
    if (raw->low.n && !reading_days(raw->low, &low, &other, &reading->wrong))
        return false;
    if (raw->high.n && !reading_days(raw->high, &other, &high, &reading->wrong))
        return false;
    low += raw->low.n && raw->above;
    high -= raw->high.n && raw->below;
    if (low > high) {
        reading->wrong = STR("its low end is after its high end");
        return false;
    }
    reading->value = value_days(low, high);
    return true;
}

bool reading_date(struct reading *reading, const struct raw *raw)
{
    date first, last;
    if (raw->kind == RAW_OPTIONS)
        return any_day(reading, raw);
    if (raw->kind == RAW_BOUNDS)
        return day_bounds(reading, raw);
    if (raw->kind != RAW_TEXT && raw->kind != RAW_NUMBER)
        return false;
    if (!reading_days(raw->text, &first, &last, &reading->wrong))
        return false;
    reading->value = value_days(first, last);
    return true;
}

/* --- the date of a fact -------------------------------------------------- */

bool dates_is_future(const struct record *record, const struct fact *fact)
{
    return fact->dated && fact->first > record->today;
}

bool dates_is_stale(const struct record *record, const struct field *field,
                    const struct fact *fact)
{
    const struct span_of_time *span = &field->valid_for;
    if (!span->set || !fact->dated)
        return false;
    date until = span->months ? date_add_months(fact->first, span->months)
                              : fact->first + span->days;
    return record->today > until;
}

/* The element's `by` date, when the record says anything about it. */
static bool element_days(const struct fact_place *place, date *first,
                         date *last)
{
    if (!place->list || !place->list->by || place->list->by == place->field)
        return false;
    const struct fact *facts = place->fact - place->field->index;
    const struct fact *by = &facts[place->list->by->index];
    if (!record_stands(place->record, by) ||
        dates_is_future(place->record, by) ||
        dates_is_stale(place->record, place->list->by, by))
        return false;
    *first = by->value.range.low;
    *last = by->value.range.high;
    return true;
}

void dates_complete(const struct fact_place *place, struct dated_value *said)
{
    if (said->dated || said->lost)
        return;
    said->dated = element_days(place, &said->first, &said->last);
    if (!said->dated)
        said->first = said->last = place->record->today;
}

void dates_warn_future(const struct fact_place *place, date first, date last)
{
    struct record *record = place->record;
    struct buf text = buf_on(record->arena);
    buf_text(&text, "dated ");
    date_print_range(&text, first, last);
    buf_text(&text, ", after ");
    date_print(&text, record->today);
    buf_text(&text, ": not yet known");
    struct record_warning warning = {
        .path = record_path(record->arena, place->list, place->element,
                            place->field),
        .text = buf_view(&text),
        .source = record->source,
    };
    list_push(record->arena, &record->warnings, warning);
}

size_t dates_drop_future(const struct fact_place *place,
                         struct dated_value *said, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool future = said[i].dated && said[i].first > place->record->today;
        if (future && (kept || i + 1 < n))
            dates_warn_future(place, said[i].first, said[i].last);
        else
            said[kept++] = said[i];
    }
    return kept;
}

size_t dates_keep_latest(struct dated_value *said, size_t n)
{
    size_t kept = 0;
    date latest = INT64_MIN;
    for (size_t i = 0; i < n; i++)
        if (!said[i].lost && said[i].first > latest)
            latest = said[i].first;
    for (size_t i = 0; i < n; i++)
        if (said[i].lost || said[i].last >= latest)
            said[kept++] = said[i];
    return kept;
}
