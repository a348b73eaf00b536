/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbers, units, dates and lengths of time as rules write them; how units are
 * brought together; and thresholds: each carries its unit and lies within the
 * range of the field that it is compared with.
 */

#include "grammar/base/hash.h"
#include "interp/check/checker.h"

/* --- units --------------------------------------------------------------- */

static void report_unit(struct checker *c, struct str code, struct span span)
{
    struct str near = unit_nearest(code);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNKNOWN_UNIT, span,
                 "\"%.*s\" is no unit that is known", STR_ARG(code));
    if (near.n)
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(near));
    else
        diagnostic_label(c->sink, d,
                         "units are UCUM codes: cm, ug/L, %%, weeks");
}

/* `mo` and `a` would read as months, but are of another length in UCUM. */
static bool is_calendar_code(struct str code)
{
    return str_equal(code, STR("mo")) || str_equal(code, STR("a"));
}

/* Reads a code, or finds that it was read; false if it is none. */
static bool known_unit(struct checker *c, struct str code, struct unit *unit)
{
    size_t slot = (size_t)hash_text(c, code) % KNOWN_UNITS;
    struct unit **kept = &c->units[slot];
    if (!*kept || !str_equal((*kept)->code, code)) {
        if (unit_read(code, unit, NULL) != UNIT_OK)
            return false;
        *kept = arena_twin(c->arena, unit, sizeof *unit);
    }
    *unit = **kept;
    unit->code = code;
    return true;
}

bool check_unit(struct checker *c, struct str code, struct span span,
                struct unit *unit)
{
    if (is_calendar_code(code)) {
        struct diagnostic *d =
            diagnose(c->sink, DIAG_CALENDAR_CODE, span,
                     "months and years are written as words");
        diagnostic_label(c->sink, d, "write %s",
                         code.n == 1 ? "years" : "months");
        return false;
    }
    if (known_unit(c, code, unit))
        return true;
    report_unit(c, code, span);
    return false;
}

/* --- numbers ------------------------------------------------------------- */

bool check_decimal(struct checker *c, const struct ast *number, decimal *value)
{
    enum decimal_parse parsed = decimal_read(number->text, value);
    if (parsed == DECIMAL_EXACT)
        return true;
    struct diagnostic *d = diagnose(
        c->sink, DIAG_NUMBER_SIZE, number->span,
        parsed == DECIMAL_ROUNDED ? "%.*s has more than 8 decimals"
                                  : "%.*s is too large: 10 digits are the most",
        STR_ARG(number->text));
    diagnostic_label(c->sink, d,
                     parsed == DECIMAL_ROUNDED ? "shorten it"
                                               : "choose another unit");
    return false;
}

bool check_quantity(struct checker *c, const struct ast *node, decimal *value,
                    struct unit *unit)
{
    *unit = unit_one();
    if (!check_decimal(c, node, value))
        return false;
    if (node->kind != AST_QUANTITY)
        return true;
    const struct ast *code = node->kids[0];
    return check_unit(c, code->text, code->span, unit);
}

/* --- time ---------------------------------------------------------------- */

bool check_months(const struct unit *unit, decimal value, int64_t *months)
{
    int each;
    decimal all;
    if (!unit_is_calendar(unit, &each) ||
        !decimal_scale(value, each, 1, &all) || !decimal_is_whole(all))
        return false;
    *months = all / DECIMAL_ONE;
    return true;
}

static bool whole_days(const struct unit *unit, decimal value, int64_t *days)
{
    struct unit day = unit_days();
    struct unit_map map;
    decimal all;
    if (!unit_is_time(unit) || !unit_map(unit, &day, &map) ||
        !unit_convert(&map, value, &all) || !decimal_is_whole(all))
        return false;
    *days = all / DECIMAL_ONE;
    return true;
}

bool check_period(struct checker *c, const struct ast *quantity,
                  struct period *period)
{
    decimal value;
    struct unit unit;
    *period = (struct period){.text = check_text(c, quantity)};
    if (!check_quantity(c, quantity, &value, &unit))
        return false;
    if (check_months(&unit, value, &period->months) ||
        whole_days(&unit, value, &period->days))
        return true;
    bool time = unit_is_time(&unit) || unit_is_calendar(&unit, &(int){0});
    struct diagnostic *d = diagnose(
        c->sink, time ? DIAG_WHOLE_PERIOD : DIAG_UNIT_MISMATCH, quantity->span,
        time ? "%.*s is not a whole number of days or months"
             : "%.*s is no length of time",
        STR_ARG(period->text));
    diagnostic_label(c->sink, d, "write days, weeks, months or years");
    return false;
}

bool check_date(struct checker *c, const struct ast *node, date *first,
                date *last)
{
    enum date_read read = date_read(node->text, first, last);
    if (read != DATE_NO_SUCH && read != DATE_NO_DATE)
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_NO_SUCH_DATE, node->span, "there is no day %.*s",
                 STR_ARG(node->text));
    diagnostic_label(c->sink, d, "a date of the years 1800 to 2200");
    return false;
}

/* --- bringing units together --------------------------------------------- */

/* A quotient of two lengths is a plain number, though its unit has a code; the
   unit that a field was given (mg/g) is meant. */
static bool is_ratio(const struct expr *e)
{
    const struct unit *unit = &e->type.unit;
    struct unit one = unit_one();
    for (size_t i = 0; i < unit->code.n; i++)
        if (unit->code.at[i] == '/')
            return unit_commensurable(unit, &one) && !check_passed_field(e);
    return false;
}

bool check_lacks_unit(const struct expr *plain, const struct expr *other)
{
    return plain->op == EXPR_CONST && unit_is_one(&plain->type.unit) &&
           !unit_is_one(&other->type.unit) && !is_ratio(other);
}

static void report_map(struct checker *c, const struct expr *from,
                       const struct expr *to, const struct ast *node)
{
    struct diagnostic *d = diagnose(
        c->sink, DIAG_UNIT_MISMATCH, node->span,
        "these do not measure the same: %.*s, but %.*s",
        STR_ARG(check_is_words(c, from)), STR_ARG(check_is_words(c, to)));
    if (unit_commensurable(&from->type.unit, &to->type.unit))
        diagnostic_label(c->sink, d, "these units are too far apart");
    else if (to->op == EXPR_CONST && from->op != EXPR_CONST &&
             !unit_is_one(&from->type.unit))
        diagnostic_label(c->sink, d, "write it in %.*s%s",
                         STR_ARG(from->type.unit.code),
                         from->type.unit.amounts != to->type.unit.amounts
                             ? ": the number becomes another"
                             : "");
    else
        diagnostic_label(c->sink, d, "use units of one kind");
}

static void report_lacking(struct checker *c, const struct expr *plain,
                           const struct expr *other, const struct ast *node)
{
    struct str code = other->type.unit.code;
    struct diagnostic *d = diagnose(
        c->sink, DIAG_MISSING_UNIT, node->span, "%.*s of what? %.*s is in %.*s",
        STR_ARG(plain->text), STR_ARG(other->text), STR_ARG(code));
    diagnostic_label(c->sink, d, "write %.*s %.*s", STR_ARG(plain->text),
                     STR_ARG(code));
}

bool check_unit_map(struct checker *c, const struct expr *from,
                    const struct expr *to, const struct ast *node,
                    struct unit_map *map)
{
    const struct unit *a = &from->type.unit, *b = &to->type.unit;
    if (check_lacks_unit(from, to))
        report_lacking(c, from, to, node);
    else if (check_lacks_unit(to, from))
        report_lacking(c, to, from, node);
    else if (unit_map(a, b, map))
        return true;
    else
        report_map(c, from, to, node);
    return false;
}

/* --- thresholds ---------------------------------------------------------- */

const struct field *check_passed_field(const struct expr *e)
{
    switch (e->op) {
    case EXPR_FIELD: return e->field;
    case EXPR_OF:
    case EXPR_LARGEST:
    case EXPR_SMALLEST:
    case EXPR_FRAME:
    case EXPR_CONVERT: return check_passed_field(e->kids[0]);
    case EXPR_DEFINE: return check_passed_field(e->define->body);
    default: return NULL;
    }
}

/* A fraction of 1 where a percentage belongs. */
static bool is_share(const struct unit *unit, decimal value)
{
    return str_equal(unit->code, STR("%")) && value > 0 && value <= DECIMAL_ONE;
}

/* "CEA > 80 ug/L": what to write for a threshold without a unit, or with a
   share of 1 for a percentage. */
static struct str mended(struct checker *c, const struct comparing *compare,
                         struct str number)
{
    struct str code = compare->a->type.unit.code;
    return str_format(c->arena, "%.*s %s %.*s %.*s", STR_ARG(compare->a->text),
                      check_sign(compare->how), STR_ARG(number), STR_ARG(code));
}

static struct str as_percent(struct checker *c, decimal value)
{
    decimal hundred = value; /* a share of 1: in range */
    decimal_scale(value, 100, 1, &hundred);
    return decimal_text(c->arena, hundred);
}

/* Cells are counted in a litre or in a microlitre, and the numbers look alike:
   both are offered, with what the second means. */
static struct str as_count(struct checker *c, const struct comparing *compare,
                           decimal value)
{
    const struct expr *a = compare->a;
    struct str number = decimal_text(c->arena, value);
    decimal thousandth = 0;
    decimal_scale(value, 1, 1000, &thousandth); /* smaller, so in range */
    return str_format(c->arena, "%.*s, or %.*s %s %.*s /uL, which is %.*s %.*s",
                      STR_ARG(mended(c, compare, number)), STR_ARG(a->text),
                      check_sign(compare->how), STR_ARG(number),
                      STR_ARG(decimal_text(c->arena, thousandth)),
                      STR_ARG(a->type.unit.code));
}

static bool is_count(const struct unit *unit)
{
    return str_equal(unit->code, STR("10*9/L")) ||
           str_equal(unit->code, STR("10^9/L"));
}

/* What to write for a number without a unit. A share of 1 may be one of 100,
   if the field's range lets it. */
static struct str with_unit(struct checker *c, const struct comparing *compare,
                            decimal value)
{
    const struct field *field = check_passed_field(compare->a);
    struct str plain = mended(c, compare, decimal_text(c->arena, value));
    if (is_count(&compare->a->type.unit))
        return as_count(c, compare, value);
    if (!is_share(&compare->a->type.unit, value))
        return plain;
    struct str percent = mended(c, compare, as_percent(c, value));
    if (field && field->bounded && value < field->low)
        return percent;
    return str_format(c->arena, "%.*s, or %.*s", STR_ARG(plain),
                      STR_ARG(percent));
}

/* Both ends of "between", or one comparison. */
static struct str mended_whole(struct checker *c,
                               const struct comparing *compare, decimal value)
{
    const struct ast *node = compare->node;
    const struct unit *unit = &compare->a->type.unit;
    if (node->kind != AST_BETWEEN || is_count(unit) || is_share(unit, value))
        return with_unit(c, compare, value);
    return str_format(
        c->arena, "%.*s between %.*s and %.*s %.*s", STR_ARG(compare->a->text),
        STR_ARG(check_text(c, node->kids[1])),
        STR_ARG(check_text(c, node->kids[2])), STR_ARG(unit->code));
}

static void report_unit_missing(struct checker *c,
                                const struct comparing *compare)
{
    const struct expr *a = compare->a, *b = compare->b;
    decimal value = b->value.range.low;
    const struct field *field = check_passed_field(a);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MISSING_UNIT, compare->right->span,
                 "%.*s of what? %.*s is in %.*s", STR_ARG(b->text),
                 STR_ARG(a->text), STR_ARG(a->type.unit.code));
    diagnostic_label(c->sink, d, "write %.*s",
                     STR_ARG(mended_whole(c, compare, value)));
    if (field)
        diagnostic_second(c->sink, d, field->span, "%.*s is in %.*s",
                          STR_ARG(field->name), STR_ARG(field->type.unit.code));
}

/* What a value may be at most: the range of its field, or of its score. */
static bool bounds_of(const struct expr *e, decimal *low, decimal *high,
                      const struct unit **unit)
{
    const struct field *field = check_passed_field(e);
    if (e->op == EXPR_SCORE) {
        *low = e->score->least;
        *high = e->score->most;
        *unit = &e->type.unit;
        return true;
    }
    if (!field || !field->bounded || field->type.kind != TYPE_NUMBER)
        return false;
    *low = field->low;
    *high = field->high;
    *unit = &field->type.unit;
    return true;
}

static void report_outside(struct checker *c, const struct comparing *compare,
                           decimal low, decimal high)
{
    const struct expr *a = compare->a, *b = compare->b;
    const struct field *field = check_passed_field(a);
    const struct unit *unit = field ? &field->type.unit : &a->type.unit;
    struct str range = str_format(c->arena, "%.*s to %.*s%s%.*s",
                                  STR_ARG(decimal_text(c->arena, low)),
                                  STR_ARG(decimal_text(c->arena, high)),
                                  unit->code.n ? " " : "", STR_ARG(unit->code));
    struct diagnostic *d =
        diagnose(c->sink, DIAG_OUTSIDE_RANGE, compare->right->span,
                 "%.*s is never %.*s: it goes from %.*s", STR_ARG(a->text),
                 STR_ARG(b->text), STR_ARG(range));
    if (is_share(unit, b->value.range.low))
        diagnostic_label(
            c->sink, d, "did you mean %.*s?",
            STR_ARG(mended(c, compare, as_percent(c, b->value.range.low))));
    else
        diagnostic_label(c->sink, d, "outside %.*s", STR_ARG(range));
    if (field)
        diagnostic_second(c->sink, d, field->span, "%.*s is %.*s",
                          STR_ARG(field->name), STR_ARG(range));
}

static bool within_range(struct checker *c, const struct comparing *compare)
{
    decimal low, high, value;
    const struct unit *unit;
    struct unit_map map;
    if (!bounds_of(compare->a, &low, &high, &unit) ||
        !unit_map(&compare->b->type.unit, unit, &map) ||
        !unit_convert(&map, compare->b->value.range.low, &value) ||
        (value >= low && value <= high))
        return true;
    report_outside(c, compare, low, high);
    return false;
}

static void warn_fraction(struct checker *c, const struct comparing *compare)
{
    const struct expr *a = compare->a, *b = compare->b;
    if (!a->type.whole || !unit_equal(&a->type.unit, &b->type.unit) ||
        decimal_is_whole(b->value.range.low))
        return;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_WHOLE_NUMBER, compare->right->span,
                 "%.*s is a whole number and never %.*s", STR_ARG(a->text),
                 STR_ARG(b->text));
    diagnostic_label(c->sink, d, "compare it with a whole number");
}

bool check_threshold(struct checker *c, const struct comparing *compare)
{
    if (compare->b->op != EXPR_CONST || !value_is_known(compare->b->value) ||
        !compare->b->value.some)
        return true;
    if (check_lacks_unit(compare->b, compare->a)) {
        report_unit_missing(c, compare);
        return false;
    }
    if (!unit_commensurable(&compare->a->type.unit, &compare->b->type.unit))
        return true; /* reported by check_unit_map */
    if (!within_range(c, compare))
        return false;
    warn_fraction(c, compare);
    return true;
}
