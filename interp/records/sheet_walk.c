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

#include "interp/records/sheet_walk.h"

#include "interp/records/reading.h"
#include "interp/records/sheet_quantity.h"

/* Members that a key is compared with before it is looked up. */
#define GUESSES 4

/* "value": and "unit": as words. */
#define VALUE_KEY 0x3A2265756C617622u
#define UNIT_KEY 0x003A2274696E7522u

/* The way that nearly every value goes is one piece of code. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* Where the members of one object go. */
struct target {
    const struct sheet_type *type;
    struct sheet_member *members;
    size_t place, word;
    uint64_t bit; /* of the place, in word `word` of a mask */
};

static struct target target_of(const struct sheet_type *type,
                               struct sheet_member *members, size_t place)
{
    return (struct target){type, members, place, place / 64,
                           (uint64_t)1 << (place % 64)};
}

/* A token that begins with a quote is a closed string: of two quotes at
   least. */
static inline bool is_text(struct str token)
{
    return token.at[0] == '"' && token.at[token.n - 1] == '"';
}

/* What stands between its quotes. */
static inline struct str inside_of(struct str token)
{
    return (struct str){token.at + 1, token.n - 2};
}

/* --- scalars ------------------------------------------------------------- */

static inline void put_option(const struct target *to,
                              const struct sheet_column *column, size_t option)
{
    column->options[option * column->words + to->word] |= to->bit;
}

static inline bool put_choice(const struct target *to,
                              const struct sheet_member *member,
                              struct str token)
{
    if (!is_text(token))
        return false;
    uint32_t option =
        spellings_find(&member->f->options, token.at + 1, token.n - 2);
    if (option == NAMES_NONE)
        return false;
    put_option(to, member->column, option);
    return true;
}

static inline bool put_truth(const struct target *to,
                             const struct sheet_member *member,
                             struct str token)
{
    unsigned yes;
    if (!sheet_truth(token.at, token.n, &yes))
        return false;
    put_option(to, member->column, yes);
    return true;
}

static inline bool put_decimal(const struct target *to,
                               const struct sheet_member *member,
                               decimal number)
{
    const struct sheet_field *f = member->f;
    if (number < f->low || number > f->high ||
        (f->whole && number % DECIMAL_ONE))
        return false;
    member->column->value[to->place] = number;
    member->column->known[to->word] |= to->bit;
    return true;
}

static inline bool put_number(const struct target *to,
                              const struct sheet_member *member,
                              struct str token)
{
    decimal number;
    return sheet_number(token.at, token.n, &number) &&
           put_decimal(to, member, number);
}

static inline bool put_day(const struct sheet_walk *walk,
                           const struct target *to,
                           const struct sheet_member *member, struct str token)
{
    const struct sheet_column *column = member->column;
    if (token.n != 12 || !is_text(token) ||
        !sheet_day(token.at + 1, walk->months, &column->value[to->place]))
        return false;
    column->known[to->word] |= to->bit;
    return true;
}

/* A text without escapes that does not say unknown. */
static bool put_text(const struct sheet_walk *walk, const struct target *to,
                     const struct sheet_member *member, struct str token)
{
    struct str text = inside_of(token);
    if (!is_text(token) || memchr(text.at, '\\', text.n) ||
        fact_is_unknown_word(text))
        return false;
    member->column->text[to->place] = text;
    member->column->known[to->word] |= to->bit;
    if (member->f->is_id)
        walk->sheet->id[walk->row] = text;
    return true;
}

ALWAYS_INLINE bool put_scalar(const struct sheet_walk *walk,
                              const struct target *to,
                              const struct sheet_member *member,
                              struct str token)
{
    switch (member->f->kind) {
    case SHEET_YESNO: return put_truth(to, member, token);
    case SHEET_CHOICE: return put_choice(to, member, token);
    case SHEET_NUMBER: return put_number(to, member, token);
    case SHEET_DATE: return put_day(walk, to, member, token);
    case SHEET_TEXT: return put_text(walk, to, member, token);
    case SHEET_SET:
    case SHEET_LIST:
    case SHEET_NEVER: break;
    }
    return false;
}

/* --- scalars that are rarer ---------------------------------------------- */

/* yes and no in words. */
static bool put_yesno_word(const struct target *to,
                           const struct sheet_column *column, struct str text)
{
    bool yes = name_equal(text, STR("yes")) || name_equal(text, STR("true"));
    bool no = name_equal(text, STR("no")) || name_equal(text, STR("false"));
    if (yes || no)
        put_option(to, column, yes);
    return yes || no;
}

/* "5.5" and "5.5 cm". */
static bool put_amount(const struct target *to,
                       const struct sheet_member *member, struct str text)
{
    size_t n = 0;
    decimal number;
    while (n < text.n &&
           ((text.at[n] >= '0' && text.at[n] <= '9') || text.at[n] == '.'))
        n++;
    struct str unit = str_trim(str_from(text, n));
    return sheet_number(text.at, n, &number) &&
           (!unit.n || sheet_convert(member, unit, &number)) &&
           put_decimal(to, member, number);
}

/* What has blanks behind it; null, where it says no more than silence does;
   words. */
static __attribute__((noinline)) bool
put_other(const struct sheet_walk *walk, const struct target *to,
          const struct sheet_member *member, const uint32_t *at)
{
    const struct sheet_field *f = member->f;
    struct str token = {walk->base + at[0], sheet_token_length(walk->base, at)};
    if (token.n != at[1] - at[0] && put_scalar(walk, to, member, token))
        return true;
    if (str_equal(token, STR("null")))
        return !f->assumed;
    if (!is_text(token))
        return false;
    if (f->kind == SHEET_YESNO)
        return put_yesno_word(to, member->column, inside_of(token));
    if (f->kind == SHEET_NUMBER)
        return put_amount(to, member, str_trim(inside_of(token)));
    if (f->kind != SHEET_SET || !name_equal(inside_of(token), STR("none")))
        return false;
    member->column->known[to->word] |= to->bit;
    return true;
}

/* --- what is more than a token -------------------------------------------- */

/* {"value":number,"unit":"text"}, as it mostly stands. */
static inline bool is_usual_quantity(const char *base, const uint32_t *at)
{
    return spellings_load(base + at[1]) == VALUE_KEY && base[at[4]] == ',' &&
           (spellings_load(base + at[5]) & SPELLINGS_FRONT[7]) == UNIT_KEY &&
           base[at[8]] == '}';
}

static inline const uint32_t *read_quantity(const struct target *to,
                                            const struct sheet_member *member,
                                            const char *base,
                                            const uint32_t *at)
{
    struct str unit = {base + at[7], at[8] - at[7]};
    decimal number;
    return sheet_number(base + at[3], at[4] - at[3], &number) &&
                   is_text(unit) && unit.n > 2 &&
                   sheet_convert(member, inside_of(unit), &number) &&
                   put_decimal(to, member, number)
               ? at + 9
               : NULL;
}

/* Whether the fact's date is one day, not after today, and recent enough. */
static bool is_current(const struct sheet_walk *walk,
                       const struct sheet_member *member, struct str day)
{
    struct record today = {.today = walk->sheet->inside->plan->today};
    struct fact fact = {.dated = true};
    return day.n == 12 && sheet_day(day.at + 1, walk->months, &fact.first) &&
           !dates_is_future(&today, &fact) &&
           !dates_is_stale(&today, member->f->field, &fact);
}

/* What more is said of a value. Its date only tells whether it counts (in an
   element, beside the element's date: that is not for here); its source is for
   who asks. */
static const uint32_t *read_fact(const struct sheet_walk *walk,
                                 const struct target *to,
                                 const struct sheet_member *member,
                                 const uint32_t *at)
{
    struct sheet_fact fact = {.value = {"", 0}};
    decimal number;
    at = sheet_fact_at(walk->base, at, &fact);
    bool aged_element = member->f->field->valid_for.set &&
                        !member->f->field->record->is_patient;
    if (!at ||
        (fact.date.n && (aged_element || !is_current(walk, member, fact.date))))
        return NULL;
    if (!fact.unit.n)
        return put_scalar(walk, to, member, fact.value) ? at : NULL;
    return member->f->kind == SHEET_NUMBER &&
                   sheet_number(fact.value.at, fact.value.n, &number) &&
                   sheet_convert(member, inside_of(fact.unit), &number) &&
                   put_decimal(to, member, number)
               ? at
               : NULL;
}

/* [option, ...]: all that is in the set. */
static const uint32_t *read_set(const struct target *to,
                                const struct sheet_member *member,
                                const char *base, const uint32_t *at)
{
    member->column->known[to->word] |= to->bit;
    if (base[*++at] == ']')
        return at + 1;
    for (;; at++) {
        struct str option = {base + at[0], sheet_token_length(base, at)};
        if (!put_choice(to, member, option))
            return NULL;
        if (base[*++at] != ',')
            break;
    }
    return base[*at] == ']' ? at + 1 : NULL;
}

static const uint32_t *read_list(struct sheet_walk *walk,
                                 const struct field *field, const uint32_t *at);

/* A value in the brackets or braces that its field takes. */
static inline const uint32_t *read_parts(struct sheet_walk *walk,
                                         const struct target *to,
                                         const struct sheet_member *member,
                                         const uint32_t *at)
{
    const char *base = walk->base;
    if (member->f->kind == SHEET_LIST)
        return read_list(walk, member->f->field, at);
    if (member->f->kind == SHEET_SET)
        return read_set(to, member, base, at);
    if (member->f->kind == SHEET_NUMBER && is_usual_quantity(base, at))
        return read_quantity(to, member, base, at);
    return read_fact(walk, to, member, at);
}

static inline const uint32_t *read_value(struct sheet_walk *walk,
                                         const struct target *to,
                                         const struct sheet_member *member,
                                         const uint32_t *at)
{
    struct str token = {walk->base + at[0], at[1] - at[0]};
    if (token.at[0] == member->f->opening)
        return read_parts(walk, to, member, at);
    if (put_scalar(walk, to, member, token) || put_other(walk, to, member, at))
        return at + 1;
    return NULL;
}

/* --- keys ---------------------------------------------------------------- */

/* Whether the text begins with the member's key as it was met last: a closed
   string and a colon, which are two tokens. */
static inline bool is_member(const struct sheet_member *member, const char *at)
{
    const struct spelling *key = &member->key;
    if (!spelling_fits(key, at))
        return false;
    return key->n <= 16 ||
           (spellings_load(at + key->n - 8) == member->last &&
            (key->n <= 24 || !memcmp(at + 16, key->at + 15, key->n - 24)));
}

/* The spelling with quotes and colon, as it stands at `at`. */
static void remember(struct sheet_member *member, const char *at,
                     const struct spelling *spelling)
{
    struct spelling *key = &member->key;
    uint32_t n = spelling->n + 3;
    *key = (struct spelling){.at = spelling->at, .n = n};
    key->low_mask = SPELLINGS_FRONT[n < 8 ? n : 8];
    key->high_mask = SPELLINGS_FRONT[n < 8 ? 0 : n < 16 ? n - 8 : 8];
    key->low = spellings_load(at) & key->low_mask;
    key->high = spellings_load(at + 8) & key->high_mask;
    member->last = n > 16 ? spellings_load(at + n - 8) : 0;
}

/* Looks a key up, and foretells it from now on behind the member `last`. NULL
   if there is no such field, or if blanks stand behind the key. */
static struct sheet_member *learn_member(const struct target *to,
                                         struct sheet_member *last,
                                         const char *base, const uint32_t *at)
{
    const char *key = base + at[0];
    if (key[0] != '"' || base[at[1]] != ':' || base[at[1] - 1] != '"')
        return NULL;
    struct str name = {key + 1, at[1] - at[0] - 2};
    const struct spelling *spelling = spellings_entry(&to->type->keys, name);
    uint32_t index = spelling ? spelling->value
                              : spellings_find_slowly(&to->type->keys, name);
    if (index == NAMES_NONE)
        return NULL;
    if (spelling) {
        remember(&to->members[index + 1], key, spelling);
        last->next = &to->members[index + 1];
    }
    return &to->members[index + 1];
}

/* The member whose key stands there, behind the member `last`. */
static inline struct sheet_member *find_member(const struct target *to,
                                               struct sheet_member *last,
                                               const char *base,
                                               const uint32_t *at)
{
    struct sheet_member *guess = last->next;
    for (int i = 0; i < GUESSES; i++) {
        if (is_member(guess, base + at[0]))
            return guess;
        guess = guess->next;
    }
    return learn_member(to, last, base, at);
}

/* A key that is no field of the patient but names him. */
static const uint32_t *read_special(struct sheet_walk *walk,
                                    const struct target *to, const uint32_t *at)
{
    const char *base = walk->base;
    struct str *id = &walk->sheet->id[walk->row];
    if (!to->type->type->is_patient || base[at[0]] != '"' ||
        base[at[1]] != ':' || id->n)
        return NULL;
    struct str key = {base + at[0], at[1] - at[0]};
    struct str value = {base + at[2], sheet_token_length(base, at + 2)};
    if (!is_text(key) || !name_equal(inside_of(key), STR("id")) ||
        !is_text(value) || memchr(value.at, '\\', value.n))
        return NULL;
    *id = inside_of(value);
    return at + 3;
}

/* --- objects ------------------------------------------------------------- */

/* Whether the member was met in the object already. */
static inline bool seen_twice(uint64_t *seen, const struct sheet_member *member)
{
    uint64_t before = seen[member->word];
    seen[member->word] = before | member->bit;
    return before & member->bit;
}

/* At its brace. */
static const uint32_t *read_object(struct sheet_walk *walk,
                                   const struct target *to, const uint32_t *at)
{
    const char *base = walk->base;
    uint64_t seen[SHEET_FIELDS / 64 + 1] = {0};
    struct sheet_member *last = to->members;
    if (base[*at] != '{')
        return NULL;
    if (base[*++at] == '}')
        return at + 1;
    for (;; at++) {
        struct sheet_member *member = find_member(to, last, base, at);
        if (member && seen_twice(seen, member))
            return NULL;
        at = member ? read_value(walk, to, member, at + 2)
                    : read_special(walk, to, at);
        if (!at || base[*at] != ',')
            return at && base[*at] == '}' ? at + 1 : NULL;
        last = member ? member : to->members;
    }
}

/* --- lists --------------------------------------------------------------- */

static const uint32_t *read_list(struct sheet_walk *walk,
                                 const struct field *field, const uint32_t *at)
{
    const struct sheet_inside *inside = walk->sheet->inside;
    const char *base = walk->base;
    struct sheet_list *list = &walk->sheet->lists[field->list];
    const struct sheet_type *type = &inside->plan->elements[field->list];
    struct sheet_member *members = inside->members[field->list + 1];
    uint32_t *end = &list->start[walk->row + 1];
    sheet_set(list->given, walk->row);
    if (base[*++at] == ']')
        return at + 1;
    for (; *end < SHEET_ELEMENTS; at++) {
        struct target to = target_of(type, members, (*end)++);
        at = read_object(walk, &to, at);
        if (!at || base[*at] != ',')
            return at && base[*at] == ']' ? at + 1 : NULL;
    }
    walk->full = true;
    return NULL;
}

const uint32_t *sheet_walk_record(struct sheet_walk *walk, const uint32_t *at)
{
    const struct sheet_inside *inside = walk->sheet->inside;
    struct target patient =
        target_of(&inside->plan->patient, inside->members[0], walk->row);
    return read_object(walk, &patient, at);
}
