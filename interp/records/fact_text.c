/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a saying means by the type of its field, options, sets and texts first.
 * Nothing here knows of dates of facts, of files, or of the record.
 *
 * Forgiven: letter case, and blanks for hyphens. Not forgiven, because it
 * would be a guess: 1 and 0 for yes and no, a name that is only near.
 */

#include "interp/records/reading.h"

#include "grammar/limits.h"

#include <string.h>

/* --- options ------------------------------------------------------------- */

static struct str respell(struct str text, char *room, char blank)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        bool gap = c == ' ' || c == '\t' || c == '-' || c == '_';
        if (gap && n && room[n - 1] == blank)
            continue;
        room[n++] = gap ? blank : c;
    }
    return (struct str){room, n};
}

uint32_t reading_find_option(const struct names *spelt, struct str text)
{
    char room[LIMIT_NAME_BYTES];
    text = str_trim(text);
    uint32_t found = names_find(spelt, text);
    if (found != NAMES_NONE || text.n > sizeof room)
        return found;
    found = names_find(spelt, respell(text, room, '-'));
    if (found != NAMES_NONE)
        return found;
    return names_find(spelt, respell(text, room, ' '));
}

static uint64_t yesno_option(struct str text)
{
    text = str_trim(text);
    if (name_equal(text, STR("yes")) || name_equal(text, STR("true")))
        return OPTION_YES;
    if (name_equal(text, STR("no")) || name_equal(text, STR("false")))
        return OPTION_NO;
    return 0;
}

static uint64_t one_option(const struct field *field, struct str text)
{
    if (field->type.kind == TYPE_YESNO)
        return yesno_option(text);
    uint32_t index = reading_find_option(&field->type.choices->spelt, text);
    return index == NAMES_NONE ? 0 : (uint64_t)1 << index;
}

/* The options named; false if one of them is none. */
static bool all_options(struct reading *reading, const struct str *names,
                        size_t n, uint64_t *options)
{
    *options = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t option = one_option(reading->field, names[i]);
        if (!option) {
            reading->wrong =
                str_format(reading->arena, "\"%.*s\" is none of them",
                           names[i].n < 80 ? (int)names[i].n : 80, names[i].at);
            return false;
        }
        *options |= option;
    }
    return true;
}

bool reading_option(struct reading *reading, const struct raw *raw)
{
    uint64_t all = type_any(&reading->field->type).options;
    uint64_t options = 0;
    if (raw->kind == RAW_BOOLEAN && reading->field->type.kind == TYPE_YESNO)
        options = raw->yes ? OPTION_YES : OPTION_NO;
    else if (raw->kind == RAW_TEXT)
        options = one_option(reading->field, raw->text);
    else if (raw->kind == RAW_NUMBER && reading->field->type.kind != TYPE_YESNO)
        options = one_option(reading->field, raw->text);
    else if (raw->kind == RAW_OPTIONS || raw->kind == RAW_NOT) {
        if (!all_options(reading, raw->names, raw->name_count, &options))
            return false;
        if (raw->kind == RAW_NOT)
            options = all & ~options;
    }
    reading->value = value_options(options & all);
    return options != 0;
}

static bool whole_set(struct reading *reading, const struct raw *raw)
{
    uint64_t options;
    if (!all_options(reading, raw->names, raw->name_count, &options))
        return false;
    reading->value = value_set(options, options);
    return true;
}

static bool partial_set(struct reading *reading, const struct raw *raw)
{
    uint64_t has = 0, lacks = 0;
    bool is_not = raw->kind == RAW_NOT;
    const struct str *in = is_not ? NULL : raw->names;
    const struct str *out = is_not ? raw->names : raw->others;
    size_t in_count = is_not ? 0 : raw->name_count;
    size_t out_count = is_not ? raw->name_count : raw->other_count;
    if (!all_options(reading, in, in_count, &has) ||
        !all_options(reading, out, out_count, &lacks))
        return false;
    if (has & lacks) {
        reading->wrong = STR("the same option is said to be in it and not");
        return false;
    }
    uint64_t all = type_any(&reading->field->type).set.may;
    reading->value = value_set(all & ~lacks, has);
    return true;
}

bool reading_set(struct reading *reading, const struct raw *raw)
{
    if (raw->kind == RAW_OPTIONS)
        return whole_set(reading, raw);
    if (raw->kind == RAW_NOT || raw->kind == RAW_MEMBERS)
        return partial_set(reading, raw);
    if (raw->kind == RAW_TEXT && name_equal(str_trim(raw->text), STR("none"))) {
        reading->value = value_set(0, 0);
        return true;
    }
    return false;
}

/* --- any type ------------------------------------------------------------ */

static bool reading_text(struct reading *reading, const struct raw *raw)
{
    if (raw->kind != RAW_TEXT && raw->kind != RAW_NUMBER)
        return false;
    if (raw->text.n && memchr(raw->text.at, 0, raw->text.n)) {
        reading->wrong = STR("a NUL byte stands in it");
        return false;
    }
    reading->value = value_text(str_copy(reading->arena, raw->text));
    return true;
}

bool fact_is_unknown_word(struct str text)
{
    text = str_trim(text);
    return !text.n || name_equal(text, STR("unknown")) ||
           name_equal(text, STR("NA"));
}

/* An option may be called NA; then the word is the option. */
static bool says_unknown(const struct field *field, const struct raw *raw)
{
    if (raw->kind == RAW_NULL)
        return true;
    if (raw->kind != RAW_TEXT || !fact_is_unknown_word(raw->text))
        return false;
    return field->type.kind != TYPE_CHOICE || !one_option(field, raw->text);
}

static bool by_type(struct reading *reading, const struct raw *raw)
{
    enum type_kind kind = reading->field->type.kind;
    if (raw->kind == RAW_VALUE)
        reading->value = *raw->value;
    if (raw->kind == RAW_VALUE)
        return true;
    if (raw->wrong.n)
        reading->wrong = raw->wrong;
    if (raw->wrong.n)
        return false;
    if (raw->unit.n && kind != TYPE_NUMBER) {
        reading->wrong = STR("it has no unit");
        return false;
    }
    switch (kind) {
    case TYPE_YESNO:
    case TYPE_CHOICE: return reading_option(reading, raw);
    case TYPE_SET: return reading_set(reading, raw);
    case TYPE_NUMBER: return reading_number(reading, raw);
    case TYPE_DATE: return reading_date(reading, raw);
    case TYPE_TEXT: return reading_text(reading, raw);
    case TYPE_LIST:
    case TYPE_UNKNOWN: return false;
    }
    return false;
}

/* A count is a whole number of elements, declared so or not. */
bool reading_within(struct reading *reading)
{
    const struct field *field = reading->field;
    struct value *value = &reading->value;
    if ((field->type.whole || field->counts) && !value_whole(value)) {
        reading->wrong = STR("a whole number");
        return false;
    }
    if (field->counts && value->range.high < 0)
        return false;
    return value_both(*value, field_any(field), value);
}

bool reading_of(struct reading *reading, const struct raw *raw)
{
    reading->unknown = says_unknown(reading->field, raw);
    if (reading->unknown) {
        reading->value = field_any(reading->field);
        return true;
    }
    return by_type(reading, raw) && reading_within(reading);
}

struct str reading_expected(const struct reading *reading)
{
    struct str takes = field_expected(reading->arena, reading->field);
    if (!reading->wrong.n)
        return takes;
    return str_format(reading->arena, "%.*s (%.*s)", STR_ARG(takes),
                      STR_ARG(reading->wrong));
}

bool fact_read(struct arena *arena, const struct field *field,
               const struct raw *raw, struct value *value, struct str *expected)
{
    struct reading reading = {.arena = arena, .field = field};
    if (reading_of(&reading, raw)) {
        *value = reading.value;
        return true;
    }
    *expected = reading_expected(&reading);
    return false;
}
