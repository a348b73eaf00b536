/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From what is said about a field to the one fact of the record: each saying
 * is read, those that cannot count are taken out, and what remains is all
 * possible. What `today`, `valid for` and the element's date mean for a fact
 * that stands alone is judged later, by record_settle.
 */

#include "interp/records/reading.h"

#include "grammar/limits.h"

/* What a message shows of a saying, at most. */
#define SHOWN_BYTES 120

/* --- what stands there, for messages ------------------------------------- */

static void show_names(struct buf *out, const char *before,
                       const struct str *names, size_t n)
{
    buf_text(out, before);
    for (size_t i = 0; i < n && out->n < SHOWN_BYTES; i++) {
        buf_text(out, i ? ", " : "");
        buf_str(out, names[i]);
    }
}

static void show_bounds(struct buf *out, const struct raw *raw)
{
    if (raw->low.n)
        buf_text(out, raw->above ? "above " : "from ");
    buf_str(out, raw->low);
    if (raw->high.n)
        buf_text(out, raw->low.n ? " " : "");
    if (raw->high.n)
        buf_text(out, raw->below ? "below " : "to ");
    buf_str(out, raw->high);
}

static void show_value(struct buf *out, const struct raw *raw)
{
    switch (raw->kind) {
    case RAW_NULL: buf_text(out, "unknown"); break;
    case RAW_TEXT:
    case RAW_NUMBER:
    case RAW_VALUE:
    case RAW_OTHER: buf_str(out, raw->text); break;
    case RAW_BOOLEAN: buf_text(out, raw->yes ? "true" : "false"); break;
    case RAW_OPTIONS: show_names(out, "", raw->names, raw->name_count); break;
    case RAW_NOT: show_names(out, "not ", raw->names, raw->name_count); break;
    case RAW_MEMBERS:
        show_names(out, "has ", raw->names, raw->name_count);
        show_names(out, "; lacks ", raw->others, raw->other_count);
        break;
    case RAW_BOUNDS: show_bounds(out, raw); break;
    }
}

static struct str show(struct arena *arena, const struct raw *raw)
{
    struct buf out = buf_on(arena);
    show_value(&out, raw);
    if (raw->unit.n && raw->kind != RAW_OTHER && raw->kind != RAW_VALUE) {
        buf_char(&out, ' ');
        buf_str(&out, raw->unit);
    }
    return buf_view(&out);
}

/* A copy of the front that fits, not broken within a letter. */
static struct str shorten(struct arena *arena, struct str text)
{
    if (text.n <= SHOWN_BYTES)
        return str_copy(arena, text);
    size_t n = SHOWN_BYTES;
    while (n && ((unsigned char)text.at[n] & 0xC0) == 0x80)
        n--;
    return str_format(arena, "%.*s...", (int)n, text.at);
}

/* --- errors and warnings ------------------------------------------------- */

/* The cell is named where its title does not tell it already. */
static struct str source_of(const struct fact_place *place,
                            const struct raw *raw)
{
    struct record *record = place->record;
    if (raw && raw->origin.n)
        return str_copy(record->arena, raw->origin);
    if (!raw || !raw->column || !place->field || place->list ||
        !record->titles ||
        name_equal(titles_at(record->titles, raw->column - 1),
                   place->field->name))
        return record->source;
    struct fact fact = {.column = raw->column};
    return record_fact_source(record->arena, record, &fact);
}

static void add_error(const struct fact_place *place, const struct raw *raw,
                      struct str found, struct str expected)
{
    struct record *record = place->record;
    struct record_error error = {
        .kind = RECORD_ERROR_VALUE,
        .field = place->field ? place->field->name : place->list->name,
        .path = record_path(record->arena, place->list, place->element,
                            place->field),
        .found = shorten(record->arena, found),
        .expected = str_copy(record->arena, expected),
        .source = source_of(place, raw),
        .order = record_order(place->list, place->element, place->field),
    };
    record_error_add(record, error);
}

void fact_refuse(const struct fact_place *place, struct str found,
                 struct str expected)
{
    add_error(place, NULL, found, expected);
    if (!place->fact)
        return;
    *place->fact = (struct fact){.flags = FACT_GIVEN | FACT_REFUSED};
    if (place->field->type.kind != TYPE_LIST)
        place->fact->value = place->fact->told = field_any(place->field);
}

static void warn_rounded(const struct fact_place *place, const struct raw *raw)
{
    struct record *record = place->record;
    struct str shown = shorten(record->arena, show(record->arena, raw));
    struct record_warning warning = {
        .path = record_path(record->arena, place->list, place->element,
                            place->field),
        .text = str_format(record->arena, "%.*s: rounded to 8 decimal places",
                           STR_ARG(shown)),
        .source = record->source,
    };
    list_push(record->arena, &record->warnings, warning);
}

/* --- one saying ---------------------------------------------------------- */

static void read_value(const struct fact_place *place, const struct raw *raw,
                       struct dated_value *said)
{
    struct arena *arena = place->record->arena;
    struct reading reading = {.arena = arena, .field = place->field};
    if (reading_of(&reading, raw)) {
        said->value = reading.value;
        said->flags = reading.unknown ? FACT_EXPLICIT : 0;
        if (reading.rounded)
            warn_rounded(place, raw);
        return;
    }
    add_error(place, raw, show(arena, raw), reading_expected(&reading));
    said->value = field_any(place->field);
    said->flags = FACT_REFUSED;
}

static void read_date(const struct fact_place *place, const struct raw *raw,
                      struct dated_value *said)
{
    struct str wrong = STR("");
    if (fact_is_unknown_word(raw->date))
        return;
    if (reading_days(raw->date, &said->first, &said->last, &wrong)) {
        said->dated = true;
        return;
    }
    said->lost = true;
    add_error(place, raw, raw->date,
              str_format(place->record->arena, "a date of the fact (%.*s)",
                         STR_ARG(wrong)));
}

static struct dated_value read_saying(const struct fact_place *place,
                                      const struct raw *raw)
{
    struct dated_value said = {.value = {0}};
    read_value(place, raw, &said);
    if (raw->date.n)
        read_date(place, raw, &said);
    struct str source = raw->source.n ? raw->source : raw->origin;
    if (source.n)
        said.source = str_copy(place->record->arena, source);
    said.column = raw->column;
    return said;
}

/* --- the fact ------------------------------------------------------------ */

static void put_one(const struct fact_place *place,
                    const struct dated_value *said)
{
    unsigned flags = said->flags | (said->lost ? FACT_REFUSED : 0);
    *place->fact = (struct fact){
        .value = said->lost ? field_any(place->field) : said->value,
        .flags = FACT_GIVEN | flags,
        .dated = said->dated,
        .first = said->first,
        .last = said->last,
        .source = said->source,
        .column = said->column,
        .told = said->value,
    };
}

/* Adds one more that may be the latest. The first day is the earliest and the
   last the latest: a union is valid only while each of its parts is. */
static void widen(struct dated_value *all, const struct dated_value *more)
{
    all->value = value_either(all->value, more->value);
    all->flags |= more->flags;
    all->lost = all->lost || more->lost;
    if (more->column)
        all->column = more->column;
    if (!more->dated)
        return;
    if (!all->dated || more->first < all->first)
        all->first = more->first;
    if (!all->dated || more->last > all->last)
        all->last = more->last;
    all->dated = true;
}

/* Where several that are possible come from, each once: up to three. */
static struct str join_sources(struct arena *arena,
                               const struct dated_value *said, size_t n)
{
    const struct str *names[3];
    size_t count = 0, more = 0;
    for (size_t i = 0; i < n; i++) {
        bool listed = !said[i].source.n;
        for (size_t j = 0; j < count; j++)
            listed = listed || str_equal(*names[j], said[i].source);
        if (listed)
            continue;
        if (count < 3)
            names[count++] = &said[i].source;
        else
            more++;
    }
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%s%.*s", i ? ", " : "", STR_ARG(*names[i]));
    if (more)
        buf_format(&out, " and %zu more", more);
    return buf_view(&out);
}

static void put_latest(const struct fact_place *place, struct dated_value *said,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        dates_complete(place, &said[i]);
    n = dates_drop_future(place, said, n);
    n = dates_keep_latest(said, n);
    bool undated = !said[0].dated;
    struct dated_value all = said[0];
    for (size_t i = 1; i < n; i++) {
        undated = undated || !said[i].dated;
        widen(&all, &said[i]);
    }
    if (n > 1)
        all.source = join_sources(place->record->arena, said, n);
    put_one(place, &all);
    if (!undated || !place->field->valid_for.set)
        return;
    place->fact->flags |= FACT_UNDATED;
    if (place->record->strict)
        place->fact->value = field_any(place->field);
}

static void put_all(const struct fact_place *place, const struct raw *raws,
                    size_t n)
{
    if (n == 1) {
        struct dated_value said = read_saying(place, raws);
        put_one(place, &said);
        return;
    }
    struct dated_value *said =
        ARENA_ARRAY(place->record->arena, struct dated_value, n);
    for (size_t i = 0; i < n; i++)
        said[i] = read_saying(place, &raws[i]);
    put_latest(place, said, n);
}

static bool same_fact(const struct fact *a, const struct fact *b)
{
    return a->flags == b->flags && value_equal(a->value, b->value) &&
           a->dated == b->dated &&
           (!a->dated || (a->first == b->first && a->last == b->last));
}

/* The field stands twice: whatever is read second is compared, not kept. */
static void put_again(const struct fact_place *place, const struct raw *raws,
                      size_t n)
{
    struct arena *arena = place->record->arena;
    struct fact before = *place->fact;
    put_all(place, raws, n);
    bool same = same_fact(&before, place->fact);
    *place->fact = before;
    struct str found = n == 1 ? show(arena, raws) : STR("given twice");
    struct str expected = STR("one value: the field stands twice");
    if (same)
        add_error(place, raws, found, expected);
    else
        fact_refuse(place, found, expected);
}

void fact_put(const struct fact_place *place, const struct raw *raws, size_t n)
{
    static const struct raw nothing_said = {.kind = RAW_NULL};
    if (!n) {
        raws = &nothing_said;
        n = 1;
    }
    if (place->fact->flags & FACT_GIVEN)
        put_again(place, raws, n);
    else
        put_all(place, raws, n);
}

bool fact_set(const struct fact_place *place, struct value value,
              uint32_t column)
{
    struct fact *fact = place->fact;
    if (fact->flags & FACT_GIVEN)
        return false;
    fact->value = fact->told = value;
    fact->flags = FACT_GIVEN;
    fact->column = column;
    return true;
}
