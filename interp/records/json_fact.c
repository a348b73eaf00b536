/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The shapes of a fact. A shape that nobody defined becomes RAW_OTHER with its
 * own text, and the field refuses it; what stands in a fact beside the keys of
 * the shape is a warning, unless it is so near to one of them ("units") that
 * leaving it out would change the meaning.
 */

#include "interp/records/json_fact.h"

#include "grammar/limits.h"

/* Keys of the shape: bits, in the order of the table. */
enum {
    KEY_VALUE = 1,
    KEY_UNIT = 2,
    KEY_DATE = 4,
    KEY_SOURCE = 8,
    KEY_ANY = 16,
    KEY_NOT = 32,
    KEY_HAS = 64,
    KEY_LACKS = 128,
    KEY_LOW = 256,
    KEY_HIGH = 512,
    KEY_ABOVE = 1024,
    KEY_BELOW = 2048
};

#define WHOLE_SHAPE (KEY_VALUE | KEY_UNIT | KEY_DATE | KEY_SOURCE)
#define BOUNDS_SHAPE (KEY_LOW | KEY_HIGH | KEY_ABOVE | KEY_BELOW)

struct shape {
    struct json *json;
    const struct fact_place *place;
    struct keys *keys;
    bool inner;    /* within "value": only the shapes of a value */
    bool broken;   /* no shape that is defined */
    unsigned seen; /* KEY_ bits */
    struct raw raw;
};

static struct str key_name(unsigned index)
{
    static const struct str names[] = {
        {"value", 5}, {"unit", 4}, {"date", 4},  {"source", 6},
        {"any", 3},   {"not", 3},  {"has", 3},   {"lacks", 5},
        {"low", 3},   {"high", 4}, {"above", 5}, {"below", 5},
    };
    return index < sizeof names / sizeof names[0] ? names[index] : STR("");
}

static unsigned key_bit(struct str key)
{
    for (unsigned i = 0; key_name(i).n; i++)
        if (name_equal(key, key_name(i)))
            return 1U << i;
    return 0;
}

/* A slip of value, unit, date or source: without them a fact means something
   else. (Without one of the others it only says less.) */
static bool is_slip(struct str key)
{
    for (unsigned i = 0; i < 4; i++)
        if (name_distance(key, key_name(i), 1) <= 1)
            return true;
    return false;
}

/* --- parts of a shape ---------------------------------------------------- */

/* A scalar as text; false for an object or array. null is empty. */
static bool scalar_text(struct json *json, struct str *text)
{
    switch (json_what(json)) {
    case JSON_STRING: return json_string(json, text);
    case JSON_NUMBER:
    case JSON_TRUE:
    case JSON_FALSE: *text = json_token(json); return true;
    case JSON_NULL: *text = STR(""); return true;
    case JSON_OBJECT:
    case JSON_ARRAY:
    case JSON_BROKEN: return false;
    }
    return false;
}

static bool truth_of_flag(struct json *json, bool *flag)
{
    enum json_kind kind = json_what(json);
    *flag = kind == JSON_TRUE;
    return kind == JSON_TRUE || kind == JSON_FALSE;
}

typedef LIST(struct str) text_list;

/* One name, or an array of them. */
static bool name_list(const struct shape *shape, text_list *names)
{
    struct arena *arena = shape->place->record->arena;
    struct json *json = shape->json;
    struct str key, name;
    if (json_what(json) != JSON_ARRAY) {
        if (!scalar_text(json, &name) || !name.n)
            return false;
        list_push(arena, names, name);
        return true;
    }
    bool good = json_enter(json);
    while (json_next(json, &key)) {
        if (names->n >= LIMIT_ELEMENTS || !scalar_text(json, &name) || !name.n)
            good = false;
        else
            list_push(arena, names, name);
    }
    return good;
}

static bool read_names(struct shape *shape, enum raw_kind kind)
{
    text_list names = {0};
    struct raw *raw = &shape->raw;
    if (!name_list(shape, &names))
        return false;
    raw->kind = kind;
    raw->names = names.at;
    raw->name_count = names.n;
    return true;
}

static bool read_members(struct shape *shape, bool has)
{
    text_list names = {0};
    struct raw *raw = &shape->raw;
    if (!name_list(shape, &names))
        return false;
    raw->kind = RAW_MEMBERS;
    *(has ? &raw->names : &raw->others) = names.at;
    *(has ? &raw->name_count : &raw->other_count) = names.n;
    return true;
}

static bool read_end(struct shape *shape, struct str *end)
{
    shape->raw.kind = RAW_BOUNDS;
    return scalar_text(shape->json, end);
}

static bool read_flag(struct shape *shape, bool *flag)
{
    shape->raw.kind = RAW_BOUNDS;
    return truth_of_flag(shape->json, flag);
}

static bool read_value(struct shape *shape);

/* Only at the outside: {"value": {"value": 1}} is no shape. */
static bool read_outer(struct shape *shape, unsigned bit)
{
    struct raw *raw = &shape->raw;
    if (shape->inner)
        return false;
    if (bit == KEY_VALUE)
        return read_value(shape);
    return scalar_text(shape->json, bit == KEY_UNIT   ? &raw->unit
                                    : bit == KEY_DATE ? &raw->date
                                                      : &raw->source);
}

static bool read_part(struct shape *shape, unsigned bit)
{
    struct raw *raw = &shape->raw;
    switch (bit) {
    case KEY_ANY: return read_names(shape, RAW_OPTIONS);
    case KEY_NOT: return read_names(shape, RAW_NOT);
    case KEY_HAS: return read_members(shape, true);
    case KEY_LACKS: return read_members(shape, false);
    case KEY_LOW: return read_end(shape, &raw->low);
    case KEY_HIGH: return read_end(shape, &raw->high);
    case KEY_ABOVE: return read_flag(shape, &raw->above);
    case KEY_BELOW: return read_flag(shape, &raw->below);
    default: return read_outer(shape, bit);
    }
}

/* --- shapes -------------------------------------------------------------- */

/* A key that is none of the shape's: a slip breaks it, another is warned of. */
static void foreign_key(struct shape *shape, struct str key)
{
    const struct fact_place *place = shape->place;
    if (is_slip(key)) {
        shape->broken = true;
        return;
    }
    struct str name = place->field->name;
    struct str path = str_format(
        place->record->arena, "%.*s%s%.*s.%.*s",
        place->list ? (int)place->list->name.n : 0,
        place->list ? place->list->name.at : "", place->list ? "." : "",
        STR_ARG(name), key.n < LIMIT_NAME_BYTES ? (int)key.n : 0, key.at);
    keys_note_path(shape->keys, path, STR(""), place->record->source);
}

/* Whether the keys seen make one shape: a value said in one way. */
static bool is_whole(const struct shape *shape)
{
    unsigned value =
        shape->seen & ~(unsigned)(KEY_UNIT | KEY_DATE | KEY_SOURCE);
    bool set = shape->place->field->type.kind == TYPE_SET;
    if (shape->broken)
        return false;
    if (value == KEY_VALUE || value == KEY_NOT)
        return true;
    if (value == KEY_ANY)
        return !set;
    if (value & (KEY_HAS | KEY_LACKS))
        return set && !(value & ~(unsigned)(KEY_HAS | KEY_LACKS));
    return (value & (KEY_LOW | KEY_HIGH)) && !(value & ~(unsigned)BOUNDS_SHAPE);
}

/* The current object, as one shape; its text if it is none. */
static void read_shape(struct shape *shape)
{
    struct json *json = shape->json;
    const char *mark = json_mark(json);
    struct str key;
    json_enter(json);
    while (json_next(json, &key)) {
        unsigned bit = key_bit(key);
        if (!bit)
            foreign_key(shape, key);
        else if ((shape->seen & bit) || !read_part(shape, bit))
            shape->broken = true;
        shape->seen |= bit;
    }
    if (is_whole(shape))
        return;
    shape->raw.kind = RAW_OTHER;
    shape->raw.text = json_since(json, mark);
}

/* "value": {...}: the same without value, unit, date and source. */
static void read_inner(struct shape *shape)
{
    struct shape inner = {.json = shape->json,
                          .place = shape->place,
                          .keys = shape->keys,
                          .inner = true};
    read_shape(&inner);
    inner.raw.unit = shape->raw.unit;
    inner.raw.date = shape->raw.date;
    inner.raw.source = shape->raw.source;
    shape->raw = inner.raw;
}

/* An array where one value is expected: the whole of a set, or nothing. */
static void read_array_value(struct shape *shape)
{
    struct json *json = shape->json;
    const char *mark = json_mark(json);
    bool set = shape->place->field->type.kind == TYPE_SET;
    if (set && read_names(shape, RAW_OPTIONS))
        return;
    struct str key;
    if (!set && json_enter(json))
        while (json_next(json, &key))
            continue;
    shape->raw.kind = RAW_OTHER;
    shape->raw.text = json_since(json, mark);
}

bool json_fact_scalar(struct json *json, struct raw *raw)
{
    switch (json_what(json)) {
    case JSON_NULL: raw->kind = RAW_NULL; return true;
    case JSON_TRUE:
    case JSON_FALSE:
        raw->kind = RAW_BOOLEAN;
        raw->yes = json_what(json) == JSON_TRUE;
        return true;
    case JSON_NUMBER:
        raw->kind = RAW_NUMBER;
        raw->text = json_token(json);
        return true;
    case JSON_STRING:
        raw->kind = RAW_TEXT;
        return json_string(json, &raw->text);
    case JSON_OBJECT:
    case JSON_ARRAY:
    case JSON_BROKEN: return false;
    }
    return false;
}

static bool read_value(struct shape *shape)
{
    enum json_kind kind = json_what(shape->json);
    if (kind == JSON_OBJECT)
        read_inner(shape);
    else if (kind == JSON_ARRAY)
        read_array_value(shape);
    else
        return json_fact_scalar(shape->json, &shape->raw);
    return true;
}

/* --- facts --------------------------------------------------------------- */

/* One fact: an object is the whole shape, anything else a value. */
static struct raw read_fact(const struct shape *as)
{
    struct shape shape = *as;
    if (json_what(shape.json) == JSON_OBJECT)
        read_shape(&shape);
    else
        read_value(&shape);
    return shape.raw;
}

/* A list of facts or, of a set, of options: they do not mix. */
struct listing {
    raw_list *facts;
    text_list options;
    bool broken;
};

/* A bare value among facts is refused: it might be one of several possible
   values ({"any": [...]}), or one of a series without dates. */
static void read_item(const struct shape *as, struct listing *listing)
{
    struct arena *arena = as->place->record->arena;
    bool is_set = as->place->field->type.kind == TYPE_SET;
    struct str option;
    if (listing->facts->n + listing->options.n >= LIMIT_ELEMENTS)
        listing->broken = true;
    else if (json_what(as->json) == JSON_OBJECT)
        list_push(arena, listing->facts, read_fact(as));
    else if (is_set && scalar_text(as->json, &option) && option.n)
        list_push(arena, &listing->options, option);
    else
        listing->broken = true;
}

static void read_list(const struct shape *as, raw_list *raws)
{
    struct listing listing = {.facts = raws};
    bool set = as->place->field->type.kind == TYPE_SET;
    const char *mark = json_mark(as->json);
    struct raw whole = {.kind = RAW_OPTIONS};
    struct str key;
    json_enter(as->json);
    while (json_next(as->json, &key))
        read_item(as, &listing);
    if (listing.broken || (listing.options.n && raws->n)) {
        whole.kind = RAW_OTHER;
        whole.text = json_since(as->json, mark);
        raws->n = 0;
    } else if (!set || raws->n) {
        return;
    }
    whole.names = listing.options.at;
    whole.name_count = listing.options.n;
    list_push(as->place->record->arena, raws, whole);
}

struct raw json_fact_one(struct json *json, const struct fact_place *place,
                         struct keys *keys)
{
    struct shape shape = {.json = json, .place = place, .keys = keys};
    return read_fact(&shape);
}

void json_fact_list(struct json *json, const struct fact_place *place,
                    struct keys *keys, raw_list *raws)
{
    struct shape shape = {.json = json, .place = place, .keys = keys};
    read_list(&shape, raws);
}
