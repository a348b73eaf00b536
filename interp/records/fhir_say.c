/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Values of FHIR as sayings: codes by the meanings of the line, quantities
 * with their UCUM code, numbers, dates, yes and no. What a line does not
 * explain is refused in so many words, and never read in some other way.
 */

#include "interp/records/fhir_say.h"

#include "grammar/base/buf.h"

/* --- refusals ------------------------------------------------------------- */

static bool refuse(struct raw *raw, struct str shown, struct str wrong)
{
    raw->kind = RAW_OTHER;
    raw->text = shown;
    raw->wrong = wrong;
    return true;
}

/* --- codes ---------------------------------------------------------------- */

void fhir_say_meaning(struct fhir_bundle *bundle, const struct map *map,
                      const struct map_meaning *meaning, struct raw *raw)
{
    if (meaning->unknown) {
        raw->kind = RAW_NULL;
        return;
    }
    struct value *value = ARENA_NEW(bundle->arena, struct value);
    *value = meaning->value;
    raw->kind = RAW_VALUE;
    raw->value = value;
    raw->text = map->text;
}

static const struct map_meaning *meaning_of(const struct map_resource *source,
                                            const struct fhir_coding *coding)
{
    for (size_t i = 0; i < source->meaning_count; i++) {
        const struct map_meaning *meaning = &source->meanings[i];
        if (meaning->n != 1)
            continue;
        for (size_t j = 0; j < meaning->all->n; j++)
            if (fhir_is_coding(&meaning->all->at[j], coding))
                return meaning;
    }
    return NULL;
}

static const struct map_meaning *otherwise(const struct map_resource *source)
{
    for (size_t i = 0; i < source->meaning_count; i++)
        if (source->meanings[i].n == 0)
            return &source->meanings[i];
    return NULL;
}

/* Codings of one concept say one thing: what all of them allow. If that is
   nothing, it is not for us to choose. */
static bool one_meaning(const struct map_resource *source,
                        const struct fhir_coding *codings, size_t n,
                        struct map_meaning *found)
{
    *found = (struct map_meaning){0};
    for (size_t i = 0; i < n; i++) {
        const struct map_meaning *meaning = meaning_of(source, &codings[i]);
        if (!meaning || (found->n && meaning->unknown))
            continue;
        if (!found->n || found->unknown)
            *found = *meaning;
        else if (!value_both(found->value, meaning->value, &found->value))
            return false;
    }
    return true;
}

static struct str show_codings(struct fhir_bundle *bundle,
                               const struct fhir_coding *codings, size_t n)
{
    struct buf out = buf_on(bundle->arena);
    for (size_t i = 0; i < n; i++) {
        buf_text(&out, i ? ", " : "");
        buf_str(&out, fhir_show_coding(bundle, &codings[i]));
    }
    return buf_view(&out);
}

static bool say_codes(struct fhir_bundle *bundle, const struct map *map,
                      const struct fhir_node *node, struct raw *raw)
{
    fhir_coding_list list = fhir_codings(bundle->arena, node);
    const struct fhir_coding *codings = list.at;
    size_t n = list.n;
    struct map_meaning one;
    bool agree = one_meaning(map->resource, codings, n, &one);
    const struct map_meaning *meaning = one.n ? &one : NULL;
    struct str shown = show_codings(bundle, codings, n);
    if (!agree)
        return refuse(raw, shown, STR("its codes mean different things"));
    if (!meaning && n)
        meaning = otherwise(map->resource);
    if (meaning) {
        fhir_say_meaning(bundle, map, meaning, raw);
        return true;
    }
    if (!n)
        return refuse(raw, fhir_text(node, "text"),
                      STR("a code; what stands there as text is not read"));
    if (!map->field || map->field->type.kind == TYPE_TEXT) {
        raw->kind = RAW_TEXT;
        raw->text = codings[0].code;
        return true;
    }
    return refuse(raw, shown, STR("the mapping gives this code no meaning"));
}

/* --- plain values --------------------------------------------------------- */

static bool needs_unit(const struct map *map)
{
    return map->field && map->field->type.kind == TYPE_NUMBER &&
           !unit_is_one(&map->field->type.unit);
}

static bool say_number(const struct map *map, const struct fhir_node *node,
                       struct raw *raw)
{
    if (needs_unit(map) && !map->unit.n)
        return refuse(raw, node->text, STR("a unit is missing"));
    raw->kind = RAW_NUMBER;
    raw->text = node->text;
    raw->unit = map->unit;
    return true;
}

/* A code element without a meaning may name a choice (gender); free text may
   not. */
static bool say_text(const struct map *map, const struct fhir_node *node,
                     struct raw *raw)
{
    enum type_kind kind = map->field ? map->field->type.kind : TYPE_TEXT;
    raw->kind = RAW_TEXT;
    raw->text = kind == TYPE_DATE ? fhir_day(node->text) : node->text;
    if (kind == TYPE_TEXT || kind == TYPE_DATE)
        return true;
    if (kind == TYPE_NUMBER || str_equal(node->key, STR("valueString")))
        return refuse(raw, node->text, STR("a text is not read as a value"));
    if (map->resource->meaning_count)
        return refuse(raw, node->text,
                      STR("the mapping gives this word no meaning"));
    return true;
}

static bool say_scalar(struct fhir_bundle *bundle, const struct map *map,
                       const struct fhir_node *node, struct raw *raw)
{
    struct fhir_coding word = {.code = node->text, .plain = true};
    const struct map_meaning *meaning = meaning_of(map->resource, &word);
    bool number = node->kind == JSON_NUMBER;
    if (!meaning && !number && !str_equal(node->key, STR("valueString")))
        meaning = otherwise(map->resource);
    if (meaning) {
        fhir_say_meaning(bundle, map, meaning, raw);
        return true;
    }
    if (number)
        return say_number(map, node, raw);
    if (node->kind == JSON_STRING)
        return say_text(map, node, raw);
    raw->kind = RAW_BOOLEAN;
    raw->yes = node->kind == JSON_TRUE;
    return true;
}

/* --- quantities ----------------------------------------------------------- */

/* The unit of a Quantity: its code, where that is UCUM's; without a code its
   text, where that is a unit exactly; else the line's. Synthea's "#" is 1. */
static struct str unit_of(const struct map *map, const struct fhir_node *node)
{
    struct unit unit;
    size_t at;
    struct str code = fhir_text(node, "code");
    struct str text = fhir_text(node, "unit");
    struct str system = map_uri(fhir_text(node, "system"));
    bool other = system.n && !str_equal(system, STR("unitsofmeasure.org")) &&
                 !str_equal(system, STR("urn:oid:2.16.840.1.113883.6.8"));
    if (code.n && !other)
        return str_equal(code, STR("#")) ? STR("1") : code;
    if (text.n && !code.n && unit_read(text, &unit, &at) == UNIT_OK)
        return text;
    return map->unit;
}

static bool has_comparator(const struct fhir_node *node, struct str *sign)
{
    *sign = fhir_text(node, "comparator");
    return !sign->n || str_equal(*sign, STR("<")) ||
           str_equal(*sign, STR("<=")) || str_equal(*sign, STR(">")) ||
           str_equal(*sign, STR(">="));
}

static struct str show_quantity(struct fhir_bundle *bundle,
                                const struct fhir_node *node)
{
    struct str code = fhir_text(node, "code");
    struct str unit = code.n ? code : fhir_text(node, "unit");
    return str_format(
        bundle->arena, "%.*s%.*s%s%.*s", STR_ARG(fhir_text(node, "comparator")),
        STR_ARG(fhir_text(node, "value")), unit.n ? " " : "", STR_ARG(unit));
}

static bool say_quantity(struct fhir_bundle *bundle, const struct map *map,
                         const struct fhir_node *node, struct raw *raw)
{
    struct str sign, shown = show_quantity(bundle, node);
    const struct fhir_node *value = fhir_member(node, "value");
    raw->unit = unit_of(map, node);
    if (value->kind != JSON_NUMBER)
        return refuse(raw, shown, STR("a number"));
    if (!has_comparator(node, &sign))
        return refuse(raw, shown, STR("a comparison of <, <=, > or >="));
    if (!raw->unit.n && needs_unit(map))
        return refuse(raw, shown,
                      fhir_text(node, "unit").n || fhir_text(node, "code").n
                          ? STR("its unit is no code of UCUM")
                          : STR("its unit is missing"));
    raw->kind = sign.n ? RAW_TEXT : RAW_NUMBER;
    raw->text = sign.n ? str_format(bundle->arena, "%.*s%.*s", STR_ARG(sign),
                                    STR_ARG(value->text))
                       : value->text;
    return true;
}

static bool say_range(const struct map *map, const struct fhir_node *node,
                      struct raw *raw)
{
    const struct fhir_node *low = fhir_member(node, "low");
    const struct fhir_node *high = fhir_member(node, "high");
    struct str unit = unit_of(map, low ? low : high);
    raw->low = fhir_text(low, "value");
    raw->high = fhir_text(high, "value");
    raw->unit = unit;
    if (low && high && !str_equal(unit, unit_of(map, high)))
        return refuse(raw, STR("a range"), STR("its ends have two units"));
    if (!unit.n && needs_unit(map))
        return refuse(raw, STR("a range"), STR("its unit is missing"));
    raw->kind = RAW_BOUNDS;
    return true;
}

/* Only a ratio to one of something is a number without calculation. */
static bool say_ratio(struct fhir_bundle *bundle, const struct map *map,
                      const struct fhir_node *node, struct raw *raw)
{
    const struct fhir_node *over = fhir_member(node, "numerator");
    const struct fhir_node *under = fhir_member(node, "denominator");
    struct str unit = over ? unit_of(map, over) : STR("");
    struct str per = under ? unit_of(map, under) : STR("");
    struct str one = fhir_text(under, "value");
    struct str sign, other;
    if (!over || !under || !str_equal(one, STR("1")) ||
        !has_comparator(over, &sign) || sign.n ||
        !has_comparator(under, &other) || other.n)
        return refuse(raw, STR("a ratio"), STR("a ratio to 1 of something"));
    raw->kind = RAW_NUMBER;
    raw->text = fhir_text(over, "value");
    bool plain = !per.n || str_equal(per, STR("1"));
    raw->unit = plain ? unit
                      : str_format(bundle->arena, "%.*s/%.*s", STR_ARG(unit),
                                   STR_ARG(per));
    return true;
}

static bool say_period(const struct fhir_node *node, struct raw *raw)
{
    struct fhir_when when = fhir_when_node(node);
    raw->kind = RAW_BOUNDS;
    raw->low = when.start;
    raw->high = when.end;
    return true;
}

/* --- any value ------------------------------------------------------------ */

static bool say_object(struct fhir_bundle *bundle, const struct map *map,
                       const struct fhir_node *node, struct raw *raw)
{
    const struct fhir_node *value = fhir_member(node, "value");
    if (fhir_member(node, "dataAbsentReason")) {
        raw->kind = RAW_NULL;
        return true;
    }
    if (value)
        return say_quantity(bundle, map, node, raw);
    if (fhir_member(node, "low") || fhir_member(node, "high"))
        return say_range(map, node, raw);
    if (fhir_member(node, "numerator") || fhir_member(node, "denominator"))
        return say_ratio(bundle, map, node, raw);
    if (fhir_member(node, "start") || fhir_member(node, "end"))
        return say_period(node, raw);
    if (fhir_member(node, "reference"))
        return refuse(raw, fhir_text(node, "reference"),
                      STR("a value, not a reference"));
    if (fhir_member(node, "coding") || fhir_member(node, "code") ||
        fhir_member(node, "text"))
        return say_codes(bundle, map, node, raw);
    return refuse(raw, node->key, STR("a value that can be read"));
}

bool fhir_say(struct fhir_bundle *bundle, const struct map *map,
              const struct fhir_found *found, struct raw *raw)
{
    *raw = (struct raw){.kind = RAW_NULL};
    fhir_check_displays(bundle, found->resource, found->node);
    if (found->node->kind == JSON_OBJECT)
        return say_object(bundle, map, found->node, raw);
    return found->node->kind != JSON_ARRAY && found->node->kind != JSON_NULL &&
           say_scalar(bundle, map, found->node, raw);
}
