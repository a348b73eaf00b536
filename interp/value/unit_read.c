/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reads a unit code by UCUM's grammar:
 *
 *   code      = ["/"] component { ("." | "/") component }
 *   component = "(" code ")" | annotation | number [annotation]
 *             | atom [exponent] [annotation]
 *
 * "." and "/" bind equally and to the left: a/b.c is (a/b).c. An annotation
 * is printable ASCII in braces, not empty, and means 1. Digits are a number
 * only before an operator (mmol/(8.h), never mmol/8h); "10*" and "10^" are
 * atoms. The code comes from records too: its length bounds the recursion.
 */

#include "interp/value/unit_table.h"

#include "grammar/limits.h"

struct parse {
    struct str text;
    size_t at;
    bool folded;   /* letter case is forgiven */
    bool doubtful; /* set by what is found */
    int depth;
    enum unit_read state; /* UNIT_OK until something fails */
};

static char peek(const struct parse *p)
{
    return p->at < p->text.n ? p->text.at[p->at] : '\0';
}

static bool take(struct parse *p, char c)
{
    bool there = p->at < p->text.n && p->text.at[p->at] == c;
    p->at += there;
    return there;
}

static bool fail(struct parse *p, enum unit_read state, size_t at)
{
    if (p->state == UNIT_OK) {
        p->state = state;
        p->at = at;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits at the current place. */
static struct str digits(struct parse *p)
{
    size_t start = p->at;
    while (is_digit(peek(p)))
        p->at++;
    return (struct str){p->text.at + start, p->at - start};
}

static int64_t whole(struct str number)
{
    int64_t value = 0;
    for (size_t i = 0; i < number.n; i++)
        value = value * 10 + (number.at[i] - '0');
    return value;
}

/* ---- atoms --------------------------------------------------------------- */

static bool is_atom_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' ||
           c == '\'' || c == '_' || c == '*' || c == '^';
}

/* A bracketed part, of which nothing is known but that it ends. */
static bool skip_brackets(struct parse *p)
{
    size_t start = p->at;
    while (peek(p) > ' ' && peek(p) < 0x7f)
        if (p->text.at[p->at++] == ']')
            return true;
    return fail(p, UNIT_SYNTAX, start);
}

static bool skip_atom(struct parse *p)
{
    while (is_atom_char(peek(p)) || peek(p) == '[') {
        if (peek(p) == '[' ? !skip_brackets(p) : !take(p, peek(p)))
            return false;
    }
    return true;
}

static bool starts_ten(const struct parse *p)
{
    struct str rest = str_from(p->text, p->at);
    return str_starts(rest, STR("10*")) || str_starts(rest, STR("10^"));
}

/* The units that an atom may mean when letter case is forgiven. */
struct fits {
    struct unit unit;
    int n;
};

static void add_fit(void *context, struct unit_atom atom)
{
    struct fits *fits = context;
    struct unit unit = unit_of_atom(atom);
    if (fits->n && unit_equal(&unit, &fits->unit))
        return;
    fits->unit = unit;
    fits->n++;
}

static bool find_folded(struct str text, struct unit *unit)
{
    struct fits fits = {unit_start(), 0};
    unit_find_folded(text, add_fit, &fits);
    *unit = fits.unit;
    return fits.n == 1;
}

static bool find(struct parse *p, struct str text, struct unit *unit)
{
    if (p->folded)
        return find_folded(text, unit);
    struct unit_atom atom = unit_find(text, &p->doubtful);
    if (atom.row)
        *unit = unit_of_atom(atom);
    return atom.row != NULL;
}

static bool read_exponent(struct parse *p, int *exponent)
{
    size_t start = p->at;
    bool negative = peek(p) == '-';
    bool sign = take(p, '-') || take(p, '+');
    struct str number = digits(p);
    *exponent = 1;
    if (!number.n)
        return !sign || fail(p, UNIT_SYNTAX, start);
    if (number.n > LIMIT_UNIT_DIGITS || whole(number) > LIMIT_UNIT_EXPONENT)
        return fail(p, UNIT_SYNTAX, start);
    *exponent = (int)(negative ? -whole(number) : whole(number));
    return true;
}

static bool read_atom(struct parse *p, struct unit *unit)
{
    struct unit atom;
    size_t start = p->at;
    int exponent;
    if (starts_ten(p))
        p->at += 3;
    else if (!skip_atom(p))
        return false;
    struct str text = {p->text.at + start, p->at - start};
    if (!text.n)
        return fail(p, UNIT_SYNTAX, start);
    if (!find(p, text, &atom))
        return fail(p, UNIT_UNKNOWN, start);
    if (!read_exponent(p, &exponent))
        return false;
    *unit = unit_start();
    return unit_times(unit, &atom, exponent) || fail(p, UNIT_SYNTAX, start);
}

/* ---- components ---------------------------------------------------------- */

static bool read_terms(struct parse *p, struct unit *unit);

/* An annotation, if there is one. */
static bool read_annotation(struct parse *p)
{
    size_t start = p->at;
    if (!take(p, '{'))
        return true;
    while (peek(p) > ' ' && peek(p) < 0x7f && peek(p) != '{' && peek(p) != '}')
        p->at++;
    if (p->at == start + 1 || !take(p, '}'))
        return fail(p, UNIT_SYNTAX, start);
    return true;
}

static bool read_number(struct parse *p, struct unit *unit)
{
    size_t start = p->at;
    struct str number = digits(p);
    if (number.n > LIMIT_UNIT_DIGITS || whole(number) == 0)
        return fail(p, UNIT_SYNTAX, start);
    *unit = unit_start();
    unit_times_whole(unit, whole(number));
    return true;
}

static bool read_group(struct parse *p, struct unit *unit)
{
    size_t start = p->at++;
    if (++p->depth > LIMIT_UNIT_DEPTH)
        return fail(p, UNIT_SYNTAX, start);
    if (!read_terms(p, unit))
        return false;
    p->depth--;
    return take(p, ')') || fail(p, UNIT_SYNTAX, p->at);
}

static bool read_component(struct parse *p, struct unit *unit)
{
    *unit = unit_start();
    if (peek(p) == '(')
        return read_group(p, unit);
    if (peek(p) == '{')
        return read_annotation(p);
    bool number = is_digit(peek(p)) && !starts_ten(p);
    bool ok = number ? read_number(p, unit) : read_atom(p, unit);
    return ok && read_annotation(p);
}

static bool read_terms(struct parse *p, struct unit *unit)
{
    bool divided = take(p, '/');
    *unit = unit_start();
    do {
        struct unit component;
        size_t start = p->at;
        if (!read_component(p, &component))
            return false;
        if (!unit_times(unit, &component, divided ? -1 : 1))
            return fail(p, UNIT_SYNTAX, start);
        divided = peek(p) == '/';
    } while (take(p, '/') || take(p, '.'));
    return true;
}

/* ---- codes --------------------------------------------------------------- */

static enum unit_read read_code(struct parse *p, struct unit *unit)
{
    struct unit result;
    if (p->text.n > LIMIT_UNIT_BYTES)
        return UNIT_SYNTAX;
    if (read_terms(p, &result) && p->at < p->text.n)
        fail(p, UNIT_SYNTAX, p->at);
    if (p->state == UNIT_OK) {
        *unit = result;
        unit->code = p->text;
    }
    return p->state;
}

enum unit_read unit_read(struct str code, struct unit *unit, size_t *at)
{
    struct parse parse = {.text = code};
    enum unit_read state = read_code(&parse, unit);
    if (at)
        *at = parse.at;
    return state;
}

enum unit_read unit_read_forgiving(struct str code, struct unit *unit)
{
    struct parse exact = {.text = code};
    struct parse folded = {.text = code, .folded = true};
    struct unit result;
    enum unit_read state = read_code(&exact, &result);
    if (state == UNIT_OK && exact.doubtful)
        return UNIT_UNKNOWN;
    if (state == UNIT_UNKNOWN)
        state = read_code(&folded, &result);
    if (state == UNIT_OK)
        *unit = result;
    return state;
}
