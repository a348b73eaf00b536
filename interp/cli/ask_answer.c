/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Answers speak as data do (units, synonyms, "<0.5", partial dates), through
 * the same door as every reader; and a little more freely: y and n, the
 * beginning of an option, several options, `on DATE` behind the value.
 */

#include "interp/cli/ask_answer.h"

#include "grammar/limits.h"
#include "interp/records/fact.h"

/* ---- words for not known ------------------------------------------------- */

static bool is_unknown(const struct field *field, struct str text)
{
    static const char *const words[] = {"?", "don't know", "dont know",
                                        "do not know", "not known"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (name_equal(text, str_of(words[i])))
            return true;
    bool option = field->type.choices &&
                  names_find(&field->type.choices->spelt, text) != NAMES_NONE;
    return !option && fact_is_unknown_word(text);
}

/* ---- lists --------------------------------------------------------------- */

static bool read_count(struct str text, uint32_t *n)
{
    *n = 0;
    if (name_equal(text, STR("none")) || name_equal(text, STR("no")))
        return true;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || *n > LIMIT_ELEMENTS)
            return false;
        *n = *n * 10 + (uint32_t)(text.at[i] - '0');
    }
    return text.n && *n <= LIMIT_ELEMENTS;
}

/* ---- facts --------------------------------------------------------------- */

/* Takes " on DATE" off the end. */
static bool take_date(struct str *text, struct given *given)
{
    static const char on[] = " on ";
    for (size_t i = text->n; i-- > 0;) {
        if (!str_starts(str_from(*text, i), STR(" on ")))
            continue;
        struct str day = str_trim(str_from(*text, i + sizeof on - 1));
        enum date_read read = date_read(day, &given->first, &given->last);
        if (read == DATE_NO_DATE || read == DATE_NO_SUCH)
            return read == DATE_NO_DATE;
        given->dated = true;
        *text = str_trim((struct str){text->at, i});
        return true;
    }
    return true;
}

/* The one option that begins so, or the text as it is. */
static struct str whole_option(const struct field *field, struct str text)
{
    const struct choices *choices = field->type.choices;
    struct str found = text;
    size_t n = 0;
    if (field->type.kind == TYPE_YESNO)
        return name_equal(text, STR("y"))   ? STR("yes")
               : name_equal(text, STR("n")) ? STR("no")
                                            : text;
    if (!choices || names_find(&choices->spelt, text) != NAMES_NONE)
        return text;
    for (size_t i = 0; i < choices->n; i++) {
        struct str name = choices->at[i].name;
        if (text.n && text.n <= name.n &&
            name_equal((struct str){name.at, text.n}, text)) {
            found = name;
            n++;
        }
    }
    return n == 1 ? found : text;
}

/* "a | b, c or d": its parts. */
static size_t split_names(const struct field *field, struct str text,
                          struct str *names)
{
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= text.n; i++) {
        struct str rest = str_from(text, i);
        size_t sign = i == text.n || text.at[i] == '|' || text.at[i] == ',' ? 1
                      : str_starts(rest, STR(" or "))                       ? 4
                      : str_starts(rest, STR(" and "))                      ? 5
                                                                            : 0;
        if (!sign)
            continue;
        struct str name = str_trim((struct str){text.at + from, i - from});
        names[n++] = whole_option(field, name);
        from = i + sign;
    }
    return n;
}

static bool read_fact(struct arena *arena, const struct field *field,
                      struct str text, struct given *given, struct str *wrong)
{
    struct str *names = ARENA_ARRAY(arena, struct str, text.n + 1);
    struct raw raw = {.kind = RAW_TEXT};
    bool not = str_starts(text, STR("not "));
    bool options =
        field->type.kind == TYPE_CHOICE || field->type.kind == TYPE_SET;
    if (!take_date(&text, given)) {
        *wrong = STR("there is no such date");
        return false;
    }
    raw.text = whole_option(field, text);
    if (options && !name_equal(text, STR("none"))) {
        raw.name_count =
            split_names(field, not ? str_from(text, 4) : text, names);
        raw.names = names;
        if (not )
            raw.kind = RAW_NOT;
        else if (raw.name_count > 1 || field->type.kind == TYPE_SET)
            raw.kind = RAW_OPTIONS;
    }
    return fact_read(arena, field, &raw, &given->value, wrong);
}

/* ---- all ----------------------------------------------------------------- */

bool answer_read(struct arena *arena, const struct fact_ref *fact,
                 struct str text, struct answer *answer, struct str *wrong)
{
    const struct field *field = fact->field;
    *answer = (struct answer){.given = {.list = fact->list,
                                        .element = fact->element,
                                        .field = field}};
    bool unknown = is_unknown(field, text);
    *wrong = answer_expected(arena, fact);
    if (field->type.kind == TYPE_LIST) {
        answer->list = field;
        answer->unknown = unknown;
        return unknown || read_count(text, &answer->n);
    }
    if (!unknown)
        return read_fact(arena, field, text, &answer->given, wrong);
    answer->given.explicit_unknown = true;
    answer->given.value = field_any(field);
    return true;
}

struct str answer_expected(struct arena *arena, const struct fact_ref *fact)
{
    if (fact->field->type.kind == TYPE_LIST)
        return STR("how many? 0 for none");
    return field_expected(arena, fact->field);
}
