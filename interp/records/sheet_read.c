/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The walk over the tokens of a record. Each function gets the token that its
 * value begins with and returns the one behind the value, or NULL when the
 * record is not plain; the record's row is hard then, and what was written for
 * it means nothing. Whatever is accepted was checked to the last byte, so an
 * accepted record is well-formed JSON.
 *
 * Behind the last token stand the text's end, where there is no byte that a
 * value could begin with: so nothing here counts tokens.
 */

#include "interp/records/sheet_read.h"

#include "interp/records/reading.h"
#include "interp/records/sheet_plan.h"
#include "interp/records/sheet_value.h"

/* Keys that are tried before one is looked up. */
#define GUESSES 4

struct walk {
    struct sheet *sheet;
    const char *base; /* the tokens count from here */
    const int32_t *months;
    size_t row;
    bool full; /* there is no room for another element */
};

/* The columns that the keys of one object go to. */
struct target {
    const struct sheet_type *type;
    struct sheet_column *columns;
    struct sheet_units *units; /* by field */
    sheet_order order;
    size_t place;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Without the blanks behind it. */
static inline size_t token_length(const char *base, const uint32_t *at)
{
    size_t n = at[1] - at[0];
    while (n > 1 && is_blank(base[at[0] + n - 1]))
        n--;
    return n;
}

static inline bool is_text(const char *at, size_t n)
{
    return at[0] == '"' && n >= 2 && at[n - 1] == '"';
}

/* --- numbers ------------------------------------------------------------- */

/* [-]digits[.digits] of any length that a decimal holds for certain. */
static bool long_number(struct str text, decimal *number)
{
    bool minus = text.n && text.at[0] == '-';
    text = str_from(text, minus);
    bool digit = text.n && text.at[0] >= '0' && text.at[0] <= '9';
    bool padded = text.n > 1 && text.at[0] == '0' && text.at[1] != '.';
    if (!digit || padded || text.n > 18 || text.at[text.n - 1] == '.' ||
        decimal_read(text, number) != DECIMAL_EXACT)
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] != '.' && (text.at[i] < '0' || text.at[i] > '9'))
            return false;
    *number = minus ? -*number : *number;
    return true;
}

static inline bool plain_number(const char *at, size_t n, decimal *number)
{
    if (n - 1 < 8 && at[0] != '-')
        return sheet_short_number(at, n, number);
    return long_number((struct str){at, n}, number);
}

static inline bool put_number(const struct sheet_field *f,
                              const struct sheet_column *column, size_t place,
                              decimal number)
{
    if (number < f->low || number > f->high ||
        (f->whole && number % DECIMAL_ONE))
        return false;
    column->value[place] = number;
    sheet_set(column->known, place);
    return true;
}

/* --- units --------------------------------------------------------------- */

/* A unit that was not met lately. NULL: none of this field. */
static const struct sheet_unit *learn_unit(const struct field *field,
                                           struct sheet_units *units,
                                           struct str code)
{
    struct sheet_unit unit = {.n = code.n};
    if (!code.n || code.n > sizeof unit.text ||
        !reading_maps(field, code, &unit.there, &unit.back))
        return NULL;
    unit.same = unit_map_is_same(&unit.there) && unit_map_is_same(&unit.back);
    memcpy(unit.text, code.at, code.n);
    size_t at = units->n < SHEET_UNITS ? units->n++ : units->oldest;
    units->oldest = (at + 1) % SHEET_UNITS;
    units->at[at] = unit;
    return &units->at[at];
}

static inline const struct sheet_unit *find_unit(const struct field *field,
                                                 struct sheet_units *units,
                                                 struct str code)
{
    for (size_t i = 0; i < units->n; i++)
        if (units->at[i].n == code.n &&
            !memcmp(units->at[i].text, code.at, code.n))
            return &units->at[i];
    return learn_unit(field, units, code);
}

/* In the field's unit, if it comes there and back exactly. */
static bool convert(const struct sheet_unit *unit, decimal *number)
{
    decimal there, again;
    if (unit->same)
        return true;
    if (!unit_convert(&unit->there, *number, &there) ||
        !unit_convert(&unit->back, there, &again) || again != *number)
        return false;
    *number = there;
    return true;
}

/* {"value": number, "unit": text} in any order, or without the unit. */
struct quantity {
    const char *value, *unit;
    size_t value_n, unit_n;
};

static inline bool quantity_part(const char *base, const uint32_t *at,
                                 struct quantity *q)
{
    const char *key = base + at[0], *value = base + at[2];
    size_t key_n = at[1] - at[0];
    if (base[at[1]] != ':')
        return false;
    size_t n = token_length(base, at + 2);
    if (key_n == 7 && !memcmp(key, "\"value\"", 7) && !q->value) {
        q->value = value;
        q->value_n = n;
        return true;
    }
    if (key_n != 6 || memcmp(key, "\"unit\"", 6) || q->unit ||
        !is_text(value, n))
        return false;
    q->unit = value + 1;
    q->unit_n = n - 2;
    return true;
}

/* The token behind it, or NULL; *number is in the field's unit. */
static inline const uint32_t *read_quantity(const struct field *field,
                                            struct sheet_units *units,
                                            const char *base,
                                            const uint32_t *at, decimal *number)
{
    struct quantity q = {0};
    do {
        at++;
        if (!quantity_part(base, at, &q))
            return NULL;
        at += 3;
    } while (base[at[0]] == ',');
    if (base[at[0]] != '}' || !q.value ||
        !plain_number(q.value, q.value_n, number))
        return NULL;
    if (q.unit) {
        const struct sheet_unit *unit =
            find_unit(field, units, (struct str){q.unit, q.unit_n});
        if (!unit || !convert(unit, number))
            return NULL;
    }
    return at + 1;
}

/* --- texts, options ------------------------------------------------------ */

static inline void put_option(const struct sheet_column *column, size_t place,
                              size_t option)
{
    sheet_set(column->options + option * column->words, place);
}

static inline bool put_choice(const struct sheet_field *f,
                              const struct sheet_column *column, size_t place,
                              struct str token)
{
    if (!is_text(token.at, token.n))
        return false;
    uint32_t option =
        spellings_find(&f->options, token.at + 1, token.n - 2);
    if (option == NAMES_NONE)
        return false;
    put_option(column, place, option);
    return true;
}

/* A text without escapes that does not say unknown. */
static bool put_text(const struct walk *walk, const struct sheet_field *f,
                     const struct sheet_column *column, size_t place,
                     struct str token)
{
    struct str text = {token.at + 1, token.n - 2};
    if (!is_text(token.at, token.n) || memchr(text.at, '\\', text.n) ||
        fact_is_unknown_word(text))
        return false;
    column->text[place] = text;
    sheet_set(column->known, place);
    if (f->is_id)
        walk->sheet->id[walk->row] = text;
    return true;
}

static inline bool put_day(const struct walk *walk,
                           const struct sheet_column *column, size_t place,
                           struct str token)
{
    if (token.n != 12 || !is_text(token.at, token.n) ||
        !sheet_day(token.at + 1, walk->months, &column->value[place]))
        return false;
    sheet_set(column->known, place);
    return true;
}

/* [option, ...]: all that is in the set. */
static const uint32_t *read_set(const struct sheet_field *f,
                                const struct sheet_column *column,
                                size_t place, const char *base,
                                const uint32_t *at)
{
    sheet_set(column->known, place);
    if (base[*++at] == ']')
        return at + 1;
    for (;; at++) {
        struct str member = {base + at[0], token_length(base, at)};
        if (!put_choice(f, column, place, member))
            return NULL;
        if (base[*++at] != ',')
            break;
    }
    return base[*at] == ']' ? at + 1 : NULL;
}

/* --- what is rarer ------------------------------------------------------- */

/* yes and no in words. */
static bool put_yesno_word(const struct sheet_column *column, size_t place,
                           struct str text)
{
    bool yes =
        name_equal(text, STR("yes")) || name_equal(text, STR("true"));
    bool no = name_equal(text, STR("no")) || name_equal(text, STR("false"));
    if (yes || no)
        put_option(column, place, yes);
    return yes || no;
}

/* null, where it says no more than silence does; words. */
static bool put_other(const struct sheet_field *f,
                      const struct sheet_column *column, size_t place,
                      struct str token)
{
    if (str_equal(token, STR("null")))
        return !f->assumed;
    if (!is_text(token.at, token.n))
        return false;
    struct str text = {token.at + 1, token.n - 2};
    if (f->kind == SHEET_YESNO)
        return put_yesno_word(column, place, text);
    if (f->kind != SHEET_SET || !name_equal(text, STR("none")))
        return false;
    sheet_set(column->known, place);
    return true;
}

/* --- objects ------------------------------------------------------------- */

static const uint32_t *read_list(struct walk *walk, const struct field *field,
                                 const uint32_t *at);

/* A number, or a quantity. */
static inline const uint32_t *read_number(const struct target *to,
                                          uint32_t index, const char *base,
                                          const uint32_t *at, size_t n)
{
    const struct sheet_field *f = &to->type->fields[index];
    decimal number;
    if (base[at[0]] == '{')
        at = read_quantity(f->field, &to->units[index], base, at, &number);
    else
        at = plain_number(base + at[0], n, &number) ? at + 1 : NULL;
    return at && put_number(f, &to->columns[index], to->place, number) ? at
                                                                       : NULL;
}

static inline const uint32_t *read_value(struct walk *walk,
                                         const struct target *to,
                                         uint32_t index, const uint32_t *at)
{
    const struct sheet_field *f = &to->type->fields[index];
    const struct sheet_column *column = &to->columns[index];
    struct str token = {walk->base + at[0], token_length(walk->base, at)};
    const uint32_t *behind;
    size_t place = to->place;
    unsigned yes;
    switch (f->kind) {
    case SHEET_YESNO:
        if (!sheet_truth(token.at, token.n, &yes))
            break;
        put_option(column, place, yes);
        return at + 1;
    case SHEET_CHOICE:
        if (!put_choice(f, column, place, token))
            break;
        return at + 1;
    case SHEET_NUMBER:
        behind = read_number(to, index, walk->base, at, token.n);
        if (!behind)
            break;
        return behind;
    case SHEET_DATE:
        if (!put_day(walk, column, place, token))
            break;
        return at + 1;
    case SHEET_TEXT:
        if (!put_text(walk, f, column, place, token))
            break;
        return at + 1;
    case SHEET_SET:
        if (token.at[0] == '[')
            return read_set(f, column, place, walk->base, at);
        break;
    case SHEET_LIST:
        if (token.at[0] == '[')
            return read_list(walk, f->field, at);
        break;
    case SHEET_NEVER: break;
    }
    return put_other(f, column, place, token) ? at + 1 : NULL;
}

/* A key that is no field of the patient but names him. */
static const uint32_t *read_special(struct walk *walk,
                                    const struct target *to, struct str key,
                                    const uint32_t *at)
{
    struct str *id = &walk->sheet->id[walk->row];
    const char *value = walk->base + at[0];
    size_t n = token_length(walk->base, at);
    if (!to->type->type->is_patient || !name_equal(key, STR("id")) || id->n ||
        !is_text(value, n) || memchr(value, '\\', n))
        return NULL;
    *id = (struct str){value + 1, n - 2};
    return at + 1;
}

/* The field of a key that follows that of the field `last` - 1 (0: the first
   key), or NAMES_NONE. Guesses first: the key that followed lately, or the one
   behind that, since fields may be left out. */
static inline uint32_t find_key(const struct target *to, uint32_t last,
                                const char *key, size_t n)
{
    const struct spelling *guess = to->order[last];
    for (int i = 0; i < GUESSES; i++) {
        if (spelling_is(guess, key, n))
            return guess->value;
        guess = to->order[(uint32_t)(guess->value + 1)];
    }
    guess = spellings_entry(&to->type->keys, key, n);
    if (!guess)
        return spellings_find_slowly(&to->type->keys, (struct str){key, n});
    to->order[last] = guess;
    return guess->value;
}

/* The value of the key at `at`; *last is the field before, plus 1. */
static inline const uint32_t *read_member(struct walk *walk,
                                          const struct target *to,
                                          uint64_t *seen, uint32_t *last,
                                          const uint32_t *at)
{
    const char *base = walk->base, *key = base + at[0];
    size_t n = at[1] - at[0] - 2;
    if (key[0] != '"' || base[at[1]] != ':' || key[n + 1] != '"')
        return NULL;
    uint32_t index = find_key(to, *last, key + 1, n);
    at += 2;
    if (index == NAMES_NONE)
        return read_special(walk, to, (struct str){key + 1, n}, at);
    uint64_t bit = (uint64_t)1 << (index % 64);
    if (seen[index / 64] & bit)
        return NULL;
    seen[index / 64] |= bit;
    *last = index + 1;
    return read_value(walk, to, index, at);
}

/* At its brace. */
static const uint32_t *read_object(struct walk *walk, const struct target *to,
                                   const uint32_t *at)
{
    const char *base = walk->base;
    uint64_t seen[SHEET_FIELDS / 64] = {0};
    uint32_t last = 0;
    if (base[*at] != '{')
        return NULL;
    if (base[*++at] == '}')
        return at + 1;
    while ((at = read_member(walk, to, seen, &last, at)) && base[*at] == ',')
        at++;
    return at && base[*at] == '}' ? at + 1 : NULL;
}

/* --- lists --------------------------------------------------------------- */

static const uint32_t *read_list(struct walk *walk, const struct field *field,
                                 const uint32_t *at)
{
    struct sheet *sheet = walk->sheet;
    const char *base = walk->base;
    size_t place = field->list;
    struct sheet_list *list = &sheet->lists[place];
    uint32_t *end = &list->start[walk->row + 1];
    struct target to = {&sheet->inside->plan->elements[place], list->columns,
                        sheet->inside->units[place + 1],
                        sheet->inside->orders[place + 1], *end};
    sheet_set(list->given, walk->row);
    if (base[*++at] == ']')
        return at + 1;
    for (; to.place < SHEET_ELEMENTS; at++) {
        *end = (uint32_t)to.place + 1;
        at = read_object(walk, &to, at);
        if (!at || base[*at] == ']')
            return at ? at + 1 : NULL;
        if (base[*at] != ',')
            return NULL;
        to.place++;
    }
    walk->full = true;
    return NULL;
}

/* --- rows ---------------------------------------------------------------- */

/* Elements of the row so far. */
static void start_row(struct sheet *sheet, size_t row)
{
    sheet->id[row].n = 0;
    for (size_t i = 0; i < sheet->inside->plan->list_count; i++)
        sheet->lists[i].start[row + 1] = sheet->lists[i].start[row];
}

/* Takes out what was read of the row; whether that makes room. */
static bool drop_row(struct sheet *sheet, size_t row)
{
    bool room = false;
    for (size_t i = 0; i < sheet->inside->plan->list_count; i++) {
        uint32_t *start = &sheet->lists[i].start[row];
        sheet_drop_elements(sheet, i, start[0], start[1]);
        start[1] = start[0];
        room = room || start[0] > 0;
    }
    return room;
}

/* The tokens behind the record, or NULL. */
static const uint32_t *read_row(struct walk *walk, const uint32_t *at,
                                size_t end)
{
    struct sheet *sheet = walk->sheet;
    struct target patient = {&sheet->inside->plan->patient, sheet->columns,
                             sheet->inside->units[0],
                             sheet->inside->orders[0], walk->row};
    start_row(sheet, walk->row);
    at = read_object(walk, &patient, at);
    if (!at || at[-1] >= end || at[0] < end || !sheet->id[walk->row].n)
        return NULL;
    return at;
}

/* The next line, without what ends it; false when there is none. */
static bool take_line(struct sheet_lines *lines, struct str *line)
{
    if (lines->next >= lines->n)
        return false;
    line->at = lines->text + lines->next;
    const char *end = memchr(line->at, '\n', lines->n - lines->next);
    line->n = end ? (size_t)(end - line->at) : lines->n - lines->next;
    return true;
}

static void pass_line(struct sheet_lines *lines, struct str line)
{
    lines->next += line.n + 1;
    lines->line++;
    if (lines->tokens)
        while (*lines->tokens < lines->next && *lines->tokens < lines->n)
            lines->tokens++;
}

static const uint32_t *find_tokens(struct json_index *index, struct str text)
{
    const uint32_t *at;
    size_t n, offset;
    return json_index_find(index, text, &at, &n, &offset) ? NULL : at;
}

/* The tokens of the line, which count from walk->base to *end. */
static const uint32_t *tokens_of(struct sheet_lines *lines, struct str line,
                                 struct walk *walk, size_t *end)
{
    walk->base = lines->tokens ? lines->text : line.at;
    *end = (lines->tokens ? lines->next : 0) + line.n;
    return lines->tokens ? lines->tokens : find_tokens(lines->index, line);
}

/* One line into the next row. False when it has to wait for another sheet. */
static bool fill_row(struct sheet *sheet, struct sheet_lines *lines,
                     struct str line)
{
    struct walk walk = {.sheet = sheet,
                        .row = sheet->rows,
                        .months = sheet->inside->plan->months};
    size_t end = 0;
    const uint32_t *at = tokens_of(lines, line, &walk, &end);
    const uint32_t *behind = at ? read_row(&walk, at, end) : NULL;
    if (!at)
        start_row(sheet, walk.row);
    if (behind && lines->tokens)
        lines->tokens = behind;
    if (!behind && drop_row(sheet, walk.row) && walk.full)
        return false;
    if (!behind && !str_trim(line).n)
        return true;
    if (!behind)
        sheet_set(sheet->hard, walk.row);
    sheet->line[walk.row] = line;
    sheet->number[walk.row] = lines->line;
    sheet->rows++;
    return true;
}

bool sheet_fill(struct sheet *sheet, struct sheet_lines *lines)
{
    struct str line;
    sheet_clear(sheet);
    while (sheet->rows < SHEET_ROWS && take_line(lines, &line) &&
           fill_row(sheet, lines, line))
        pass_line(lines, line);
    sheet_settle(sheet);
    return sheet->rows > 0;
}

struct sheet_lines sheet_lines_of(struct json_index *index, char *text,
                                  size_t n, uint64_t line)
{
    struct sheet_lines lines = {
        .text = text, .n = n, .line = line, .index = index};
    text[n] = '\0';
    lines.tokens = find_tokens(index, (struct str){text, n});
    return lines;
}
