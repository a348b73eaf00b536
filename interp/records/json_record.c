/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One pass over the document: each key is looked up and its value put into its
 * fact at once. The one thing that waits is a list of facts in an element, for
 * the element's own date, which dates those that have none.
 */

#include "interp/records/json_record.h"

#include "interp/records/json_fact.h"
#include "interp/records/json_plain.h"
#include "interp/records/utf8.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"

#include <string.h>

/* A list of facts, put when its element is complete. */
struct pending {
    struct fact_place place;
    raw_list raws;
};

struct walk {
    struct json *json;
    struct record *record;
    struct keys *keys;
    LIST(struct pending) pending;
    struct str id; /* under the key `id` when that is no field */
    bool foreign;  /* a FHIR resource: no record of this vocabulary */
};

/* The facts that the keys of one object go to. */
struct target {
    const struct record_type *type;
    const struct field *list; /* NULL: the patient */
    uint32_t element;
    struct fact *facts;
};

static struct fact_place place_of(const struct walk *walk,
                                  const struct target *target,
                                  const struct field *field)
{
    return (struct fact_place){walk->record, target->list, target->element,
                               field, &target->facts[field->index]};
}

/* --- facts --------------------------------------------------------------- */

/* A value, or one object that says more of it. */
static void read_one(struct walk *walk, const struct fact_place *place)
{
    struct raw raw = {0};
    if (!json_fact_scalar(walk->json, &raw))
        raw = json_fact_one(walk->json, place, walk->keys);
    else if (json_plain(place, &raw))
        return;
    if (!json_failed(walk->json))
        fact_put(place, &raw, 1);
}

static void read_fact(struct walk *walk, const struct target *target,
                      const struct field *field)
{
    struct fact_place place = place_of(walk, target, field);
    if (json_what(walk->json) != JSON_ARRAY) {
        read_one(walk, &place);
        return;
    }
    struct pending facts = {.place = place};
    json_fact_list(walk->json, &place, walk->keys, &facts.raws);
    if (json_failed(walk->json))
        return;
    if (target->list && target->list->by)
        list_push(walk->record->arena, &walk->pending, facts);
    else
        fact_put(&place, facts.raws.at, facts.raws.n);
}

/* The element's own date first: it dates what has none. */
static void put_pending(struct walk *walk)
{
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < walk->pending.n; i++) {
            const struct pending *facts = &walk->pending.at[i];
            const struct fact_place *place = &facts->place;
            if ((place->field == place->list->by) == (pass == 0))
                fact_put(place, facts->raws.at, facts->raws.n);
        }
    }
    walk->pending.n = 0;
}

/* --- elements ------------------------------------------------------------ */

static void read_list(struct walk *walk, const struct field *field);

/* Keys of the patient that are no field but are understood. */
static bool read_special(struct walk *walk, struct str key)
{
    enum json_kind kind = json_what(walk->json);
    if (name_equal(key, STR("id"))) {
        if (kind == JSON_STRING)
            json_string(walk->json, &walk->id);
        else if (kind == JSON_NUMBER)
            walk->id = json_token(walk->json);
        return true;
    }
    walk->foreign = walk->foreign || str_equal(key, STR("resourceType"));
    return walk->foreign;
}

static void read_key(struct walk *walk, const struct target *target,
                     struct str key)
{
    uint32_t index = names_find(&target->type->keys, key);
    if (index != NAMES_NONE) {
        const struct field *field = target->type->fields[index];
        if (field->type.kind == TYPE_LIST)
            read_list(walk, field);
        else
            read_fact(walk, target, field);
        return;
    }
    if (!target->list && read_special(walk, key))
        return;
    keys_note(walk->keys, target->list, key, walk->record->source);
}

/* An element of which nothing is known: nothing of it is assumed either. */
static void make_unknown(const struct target *target)
{
    for (size_t i = 0; i < target->type->field_count; i++)
        target->facts[i].flags = FACT_GIVEN | FACT_REFUSED;
}

static void read_element(struct walk *walk, const struct target *target)
{
    struct str key, found = STR("");
    switch (json_what(walk->json)) {
    case JSON_OBJECT:
        json_enter(walk->json);
        while (json_next(walk->json, &key))
            read_key(walk, target, key);
        put_pending(walk);
        return;
    case JSON_BROKEN: return;
    case JSON_ARRAY: found = STR("a list"); break;
    case JSON_STRING: json_string(walk->json, &found); break;
    case JSON_NUMBER:
    case JSON_NULL:
    case JSON_TRUE:
    case JSON_FALSE: found = json_token(walk->json); break;
    }
    struct fact_place place = {.record = walk->record,
                               .list = target->list,
                               .element = target->element};
    make_unknown(target);
    fact_refuse(&place, found,
                str_format(walk->record->arena, "a %.*s: an object {...}",
                           STR_ARG(target->type->name)));
}

/* --- lists --------------------------------------------------------------- */

typedef LIST(struct element) element_list;

/* The elements of the current array; false if there are too many. */
static bool read_elements(struct walk *walk, const struct field *field,
                          element_list *elements)
{
    struct arena *arena = walk->record->arena;
    struct str key;
    bool fits = true;
    json_enter(walk->json);
    while (json_next(walk->json, &key)) {
        if (elements->n >= LIMIT_ELEMENTS) {
            fits = false;
            continue;
        }
        struct element element = element_new(arena, field->type.element);
        list_push(arena, elements, element);
        struct target target = {field->type.element, field,
                                (uint32_t)elements->n, element.facts};
        read_element(walk, &target);
    }
    return fits;
}

static struct str list_expected(struct arena *arena, const struct field *field)
{
    return str_format(arena, "a list of %.*s: [{...}, ...], or none",
                      STR_ARG(field->type.element->name));
}

static void put_elements(struct walk *walk, const struct fact_place *place)
{
    struct record *record = walk->record;
    element_list elements = {0};
    place->fact->flags |= FACT_GIVEN;
    if (!read_elements(walk, place->field, &elements)) {
        fact_refuse(
            place, STR("more than that"),
            str_format(record->arena, "at most %d elements", LIMIT_ELEMENTS));
        return;
    }
    record->lists[place->field->list] = (struct list){
        .given = true, .n = (uint32_t)elements.n, .elements = elements.at};
}

/* What stands for a list without being an array. */
static void read_no_array(struct walk *walk, const struct fact_place *place)
{
    struct json *json = walk->json;
    struct str text = STR("");
    enum json_kind kind = json_what(json);
    if (kind == JSON_STRING)
        json_string(json, &text);
    if (kind == JSON_NULL ||
        (kind == JSON_STRING && fact_is_unknown_word(text))) {
        place->fact->flags |= FACT_GIVEN | FACT_EXPLICIT;
        return;
    }
    if (kind == JSON_STRING && name_equal(str_trim(text), STR("none"))) {
        place->fact->flags |= FACT_GIVEN;
        walk->record->lists[place->field->list] = (struct list){.given = true};
        return;
    }
    if (kind == JSON_OBJECT)
        text = STR("one object");
    else if (kind != JSON_STRING)
        text = json_token(json);
    fact_refuse(place, text, list_expected(walk->record->arena, place->field));
}

static void read_list(struct walk *walk, const struct field *field)
{
    struct record *record = walk->record;
    struct fact_place place = {record, NULL, 0, field,
                               &record->facts[field->index]};
    if (json_what(walk->json) == JSON_BROKEN)
        return;
    if (place.fact->flags & FACT_GIVEN) {
        record->lists[field->list] = (struct list){.most = LIST_ANY};
        fact_refuse(&place, STR("given twice"),
                    STR("one list: the field stands twice"));
    } else if (json_what(walk->json) == JSON_ARRAY) {
        put_elements(walk, &place);
    } else {
        read_no_array(walk, &place);
    }
}

/* --- the record ---------------------------------------------------------- */

/* Bytes of the one value, word or sign that stands in front, 40 at most: what
   follows may be no business of whoever reads the message. */
static size_t front_length(struct str bytes)
{
    size_t n = 0, most = bytes.n < 40 ? bytes.n : 40;
    bool text = most && bytes.at[0] == '"';
    for (; n < most && (unsigned char)bytes.at[n] >= ' '; n++) {
        if (text && n && bytes.at[n] == '"')
            return n + 1;
        if (!text && memchr(" ,;:{}[]\"", bytes.at[n], 9))
            return n ? n : 1;
    }
    return n;
}

struct str json_record_shown(struct arena *arena, struct str bytes)
{
    struct str front = {bytes.at, front_length(bytes)};
    front.n = utf8_valid_bytes(front);
    if (front.n)
        return str_copy(arena, front);
    if (!bytes.n)
        return STR("the end");
    return str_format(arena, "byte %02X", (unsigned)(unsigned char)bytes.at[0]);
}

/* "cohort.json:4" or, within an array, "line 4": where a byte stands. */
static struct str place_text(struct arena *arena, struct str text,
                             uint64_t line, size_t offset)
{
    uint64_t lines = 0;
    size_t from = 0;
    for (size_t i = 0; i < offset && i < text.n; i++) {
        if (text.at[i] == '\n') {
            lines++;
            from = i + 1;
        }
    }
    size_t column =
        str_columns((struct str){text.at + from, offset - from}) + 1;
    if (!lines)
        return str_format(arena, "column %zu", column);
    return str_format(arena, "line %llu, column %zu",
                      (unsigned long long)(line + lines), column);
}

void json_record_refuse(struct record *record, struct str text, uint64_t line,
                        const struct json_failure *failure)
{
    struct arena *arena = record->arena;
    struct str where = place_text(arena, text, line, failure->offset);
    record_unreadable(
        record, json_record_shown(arena, str_from(text, failure->offset)),
        str_format(arena, "JSON: %s (%.*s)", failure->message, STR_ARG(where)));
}

static void read_document(struct walk *walk)
{
    struct target patient = {.type = walk->record->type,
                             .facts = walk->record->facts};
    struct str key;
    json_enter(walk->json);
    while (json_next(walk->json, &key))
        read_key(walk, &patient, key);
}

bool json_record_read(struct json *json, struct str text, uint64_t line,
                      struct record *record, struct keys *keys)
{
    struct walk walk = {.json = json, .record = record, .keys = keys};
    if (json_open(json, text) && json_what(json) != JSON_OBJECT) {
        record_unreadable(record, json_record_shown(record->arena, text),
                          STR("a record: an object {...}"));
        return false;
    }
    if (!json_failed(json))
        read_document(&walk);
    json_close(json);
    if (json_failed(json)) {
        if (json_failed(json)->memory) /* no fault of the record's */
            arena_exhausted(record->arena);
        json_record_refuse(record, text, line, json_failed(json));
        return false;
    }
    if (walk.foreign)
        record_unreadable(record, STR(""),
                          STR("this is a FHIR resource, which is read by a "
                              "mapping: give --mapping FILE (rules/fhir.rules "
                              "is one to start from)"));
    else if (walk.id.n)
        record->id = str_copy(record->arena, walk.id);
    return walk.foreign;
}
