/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the lines say, field by field. Every resource that a line looks at is a
 * saying with its date and name, and fact_put settles which of them counts;
 * `earliest` and `latest`, and codes that are judged together, make one saying
 * of all.
 */

#include "interp/records/fhir_record.h"

#include "grammar/base/buf.h"
#include "interp/records/reading.h"

/* A line of a mapping at work on the patient or on an element. */
struct speaker {
    struct fhir_reading *reading;
    const struct map *map;
    fhir_found_list found; /* all that stands at its place */
    fhir_raw_list *raws;
};

/* --- the date and name of a saying ---------------------------------------- */

static struct str date_of(struct fhir_bundle *bundle,
                          const struct map_resource *source,
                          struct fhir_resource *resource)
{
    fhir_found_list found = {0};
    if (!source->dated)
        return fhir_fact_date(resource);
    fhir_find(bundle, resource, source->dated, &found);
    if (!found.n)
        return STR("");
    struct fhir_when when = fhir_when_node(found.at[0].node);
    return when.end.n ? when.end : when.start;
}

/* The resource that the line looked at, not one it was led to. */
static struct fhir_resource *teller(const struct fhir_found *found)
{
    while (found->via)
        found = found->via;
    return found->resource;
}

static void push_raw(struct speaker *speaker, struct raw *raw,
                     struct fhir_resource *resource)
{
    struct fhir_bundle *bundle = speaker->reading->bundle;
    raw->date = date_of(bundle, speaker->map->resource, resource);
    raw->origin = fhir_name(bundle, resource);
    resource->used = true;
    list_push(bundle->arena, speaker->raws, *raw);
}

/* --- dates ---------------------------------------------------------------- */

/* The days that a node or the resource itself gives. */
static struct fhir_when when_at(const struct speaker *speaker,
                                const struct fhir_found *found)
{
    return speaker->map->resource->place->is_date ? fhir_when(found->resource)
                                                  : fhir_when_node(found->node);
}

/* Says each date; of a period the days between its ends. */
static void say_date(struct speaker *speaker, const struct fhir_found *found)
{
    struct fhir_when when = when_at(speaker, found);
    struct raw raw = {.kind = RAW_TEXT, .text = when.start};
    if (when.period && !str_equal(when.start, when.end)) {
        raw.kind = RAW_BOUNDS;
        raw.low = when.start;
        raw.high = when.end;
    }
    if (when.start.n || when.end.n)
        push_raw(speaker, &raw, teller(found));
}

/* The earliest of all beginnings, or the latest of all ends: between the
   bounds that the dates leave. A period without an end, or a date that none
   can be, leaves that side open. */
struct extreme {
    bool latest, known, open;
    date low, high;
    struct fhir_resource *resource;
};

static void widen(struct extreme *extreme, date low, date high,
                  struct fhir_resource *resource)
{
    bool better = !extreme->known ||
                  (extreme->latest ? high > extreme->high : low < extreme->low);
    if (better)
        extreme->resource = resource;
    if (!extreme->known) {
        extreme->low = low;
        extreme->high = high;
    } else if (extreme->latest) {
        extreme->low = low > extreme->low ? low : extreme->low;
        extreme->high = high > extreme->high ? high : extreme->high;
    } else {
        extreme->low = low < extreme->low ? low : extreme->low;
        extreme->high = high < extreme->high ? high : extreme->high;
    }
    extreme->known = true;
}

static void take_extreme(struct speaker *speaker, struct extreme *extreme,
                         const struct fhir_found *found)
{
    struct fhir_when when = when_at(speaker, found);
    struct str text = extreme->latest ? when.end : when.start;
    date first, last;
    struct str wrong;
    bool open = when.period && !text.n;
    if (open)
        text = extreme->latest ? when.start : when.end;
    if (!text.n)
        return;
    if (!reading_days(text, &first, &last, &wrong)) {
        struct raw raw = {.kind = RAW_TEXT, .text = text};
        push_raw(speaker, &raw, teller(found)); /* refused, and said so */
        return;
    }
    extreme->open = extreme->open || open;
    widen(extreme, first, last, teller(found));
}

static void say_extreme(struct speaker *speaker, bool latest)
{
    struct fhir_bundle *bundle = speaker->reading->bundle;
    struct extreme extreme = {.latest = latest};
    for (size_t i = 0; i < speaker->found.n; i++)
        take_extreme(speaker, &extreme, &speaker->found.at[i]);
    if (!extreme.known)
        return;
    struct value *value = ARENA_NEW(bundle->arena, struct value);
    *value = value_days(extreme.low, extreme.high);
    if (extreme.open && latest)
        *value = value_days(extreme.low, DATE_LAST);
    if (extreme.open && !latest)
        *value = value_days(DATE_FIRST, extreme.high);
    struct raw raw = {
        .kind = RAW_VALUE, .value = value, .text = speaker->map->text};
    push_raw(speaker, &raw, extreme.resource);
}

/* --- codes judged together ------------------------------------------------ */

static bool has_all(const fhir_found_list *all,
                    const struct map_meaning *meaning)
{
    for (size_t i = 0; i < meaning->n; i++) {
        bool has = false;
        for (size_t j = 0; !has && j < all->n; j++)
            has = fhir_has_code(all->at[j].node, &meaning->all[i]);
        if (!has)
            return false;
    }
    return true;
}

/* The first entry that holds, in the order of the line; NULL. */
static const struct map_meaning *first_meaning(const struct speaker *speaker)
{
    const struct map_resource *source = speaker->map->resource;
    for (size_t i = 0; i < source->meaning_count; i++)
        if (has_all(&speaker->found, &source->meanings[i]))
            return &source->meanings[i];
    return NULL;
}

static void refuse_all(struct speaker *speaker, struct raw *raw)
{
    struct fhir_bundle *bundle = speaker->reading->bundle;
    struct buf out = buf_on(bundle->arena);
    for (size_t i = 0; i < speaker->found.n && i < 8; i++) {
        fhir_coding_list codings =
            fhir_codings(bundle->arena, speaker->found.at[i].node);
        buf_text(&out, i ? ", " : "");
        if (codings.n)
            buf_str(&out, fhir_show_coding(bundle, &codings.at[0]));
    }
    *raw = (struct raw){
        .kind = RAW_OTHER,
        .text = buf_view(&out),
        .wrong = STR("the mapping gives these codes together no meaning")};
}

/* Whether a node has one of the codes that the meaning rests on. */
static bool bears(const struct map_meaning *meaning,
                  const struct fhir_node *node)
{
    for (size_t i = 0; meaning && i < meaning->n; i++)
        if (fhir_has_code(node, &meaning->all[i]))
            return true;
    return !meaning || !meaning->n;
}

/* Of those that are judged together the latest that matters tells. */
static struct fhir_resource *latest_teller(const struct speaker *speaker,
                                           const struct map_meaning *meaning)
{
    struct fhir_resource *best = NULL;
    date day = DATE_LEAST;
    for (size_t i = 0; i < speaker->found.n; i++) {
        struct fhir_resource *one = teller(&speaker->found.at[i]);
        struct fhir_when when = fhir_when(one);
        date first, last;
        one->used = true;
        if (!bears(meaning, speaker->found.at[i].node))
            continue;
        best = best ? best : one;
        if (fhir_days(&when, &first, &last) && last > day) {
            day = last;
            best = one;
        }
    }
    return best;
}

static void say_pooled(struct speaker *speaker)
{
    struct fhir_bundle *bundle = speaker->reading->bundle;
    const fhir_found_list *all = &speaker->found;
    struct raw raw = {.kind = RAW_NULL};
    if (!all->n)
        return;
    for (size_t i = 0; i < all->n; i++)
        fhir_check_displays(bundle, all->at[i].resource, all->at[i].node);
    const struct map_meaning *meaning = first_meaning(speaker);
    if (meaning)
        fhir_say_meaning(bundle, speaker->map, meaning, &raw);
    else
        refuse_all(speaker, &raw);
    push_raw(speaker, &raw, latest_teller(speaker, meaning));
}

/* --- one line ------------------------------------------------------------- */

static void say_each(struct speaker *speaker)
{
    const struct map_place *place = speaker->map->resource->place;
    for (size_t i = 0; i < speaker->found.n; i++) {
        struct fhir_found *found = &speaker->found.at[i];
        struct raw raw;
        if (place && place->is_date)
            say_date(speaker, found);
        else if (fhir_say(speaker->reading->bundle, speaker->map, found, &raw))
            push_raw(speaker, &raw, teller(found));
    }
}

static void find_at(struct speaker *speaker, struct fhir_resource *resource)
{
    struct fhir_bundle *bundle = speaker->reading->bundle;
    const struct map_place *place = speaker->map->resource->place;
    fhir_found_list found = {0};
    if (place && place->is_date) {
        struct fhir_found whole = {&resource->node, resource, NULL};
        list_push(bundle->arena, &found, whole);
    } else {
        fhir_find(bundle, resource, place, &found);
    }
    for (size_t i = 0; i < found.n; i++)
        list_push(bundle->arena, &speaker->found, found.at[i]);
}

static void speak(struct speaker *speaker)
{
    const struct map_resource *source = speaker->map->resource;
    enum map_pick pick = source->place ? source->place->pick : PICK_EACH;
    if (pick != PICK_EACH)
        say_extreme(speaker, pick == PICK_LATEST);
    else if (source->pooled)
        say_pooled(speaker);
    else
        say_each(speaker);
}

static void say_constant(struct fhir_reading *reading, const struct map *map,
                         fhir_raw_list *raws)
{
    struct value *value = ARENA_NEW(reading->bundle->arena, struct value);
    *value = map->constant;
    struct raw raw = {.kind = map->unknown ? RAW_NULL : RAW_VALUE,
                      .value = value,
                      .text = map->text};
    list_push(reading->bundle->arena, raws, raw);
}

/* --- fields --------------------------------------------------------------- */

/* What says nothing is left out beside what says something. */
static void put(const struct fact_place *place, fhir_raw_list *raws)
{
    size_t n = 0;
    for (size_t i = 0; i < raws->n; i++)
        if (raws->at[i].kind != RAW_NULL)
            raws->at[n++] = raws->at[i];
    if (n || raws->n)
        fact_put(place, raws->at, n ? n : 1);
}

static void say_of_patient(struct fhir_reading *reading, size_t line,
                           fhir_raw_list *raws)
{
    const struct map *map = reading->bundle->plan->mapping->maps[line];
    struct speaker speaker = {.reading = reading, .map = map, .raws = raws};
    if (map->kind == MAP_CONSTANT) {
        say_constant(reading, map, raws);
        return;
    }
    for (size_t i = 0; i < reading->matched[line].n; i++)
        find_at(&speaker, reading->matched[line].at[i]);
    speak(&speaker);
}

static bool is_of(const struct map *map, const struct field *list,
                  const struct field *field)
{
    return map->list == list && map->field == field;
}

static void put_patient(struct fhir_reading *reading, const struct field *field)
{
    const struct mapping *mapping = reading->bundle->plan->mapping;
    struct record *record = reading->bundle->record;
    fhir_raw_list raws = {0};
    for (size_t i = 0; i < mapping->map_count; i++)
        if (is_of(mapping->maps[i], NULL, field))
            say_of_patient(reading, i, &raws);
    struct fact_place place = {record, NULL, 0, field,
                               &record->facts[field->index]};
    put(&place, &raws);
}

/* An element to be filled. */
struct filling {
    struct fhir_reading *reading;
    const struct fhir_list *list;
    uint32_t element; /* from 1 */
};

static void say_of_element(const struct filling *filling, size_t line,
                           fhir_raw_list *raws)
{
    struct fhir_reading *reading = filling->reading;
    const struct map *map = reading->bundle->plan->mapping->maps[line];
    const struct fhir_element *element =
        &filling->list->elements.at[filling->element - 1];
    struct speaker speaker = {.reading = reading, .map = map, .raws = raws};
    bool own = map->resource->type_count == 0;
    struct fhir_resource *const *at =
        own ? element->parts.at : reading->matched[line].at;
    size_t n = own ? element->parts.n : reading->matched[line].n;
    for (size_t i = 0; i < n; i++)
        if (fhir_fits(reading, map, at[i], filling->list, element))
            find_at(&speaker, at[i]);
    speak(&speaker);
}

static void put_element(const struct filling *filling,
                        const struct field *field)
{
    const struct mapping *mapping = filling->reading->bundle->plan->mapping;
    struct record *record = filling->reading->bundle->record;
    const struct field *list = filling->list->field;
    struct element *element =
        &record->lists[list->list].elements[filling->element - 1];
    fhir_raw_list raws = {0};
    for (size_t i = 0; i < mapping->map_count; i++)
        if (is_of(mapping->maps[i], list, field))
            say_of_element(filling, i, &raws);
    struct fact_place place = {record, list, filling->element, field,
                               &element->facts[field->index]};
    put(&place, &raws);
}

/* The date that an element goes by is put before its other facts. */
static void put_list(struct fhir_reading *reading, const struct fhir_list *list)
{
    const struct record_type *type = list->field->type.element;
    struct filling filling = {reading, list, 0};
    uint32_t n = reading->bundle->record->lists[list->field->list].n;
    while (filling.element < n) {
        filling.element++;
        if (list->field->by)
            put_element(&filling, list->field->by);
        for (size_t i = 0; i < type->field_count; i++)
            if (type->fields[i] != list->field->by)
                put_element(&filling, type->fields[i]);
    }
}

/* An id that no line gives is the Patient's own. */
static void put_id(struct fhir_reading *reading)
{
    const struct fhir_bundle *bundle = reading->bundle;
    const struct mapping *mapping = bundle->plan->mapping;
    struct record *record = bundle->record;
    const struct field *field = bundle->plan->id_field;
    fhir_raw_list raws = {0};
    struct raw own = {.kind = RAW_TEXT, .text = bundle->patient_id};
    for (size_t i = 0; i < mapping->map_count; i++)
        if (is_of(mapping->maps[i], NULL, NULL))
            say_of_patient(reading, i, &raws);
    if (raws.n && raws.at[0].kind == RAW_TEXT && raws.at[0].text.n)
        own = raws.at[0];
    else if (mapping->id && bundle->patient && !raws.n && !field)
        return;
    if (own.text.n)
        record->id = str_copy(record->arena, own.text);
    if (!field || !own.text.n ||
        (record->facts[field->index].flags & FACT_GIVEN))
        return;
    struct fact_place place = {record, NULL, 0, field,
                               &record->facts[field->index]};
    fact_put(&place, &own, 1);
}

void fhir_put_facts(struct fhir_reading *reading)
{
    const struct record_type *patient = reading->bundle->record->type;
    for (size_t i = 0; i < patient->field_count; i++)
        if (patient->fields[i]->type.kind != TYPE_LIST)
            put_patient(reading, patient->fields[i]);
    for (size_t i = 0; i < reading->lists.n; i++)
        put_list(reading, &reading->lists.at[i]);
    put_id(reading);
}
