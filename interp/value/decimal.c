/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Exact decimals: reading, printing, and the four operations.
 *
 * A decimal is a whole number of hundred-millionths in 64 bits; every product
 * and quotient is formed in 128 bits and rounded once, halves away from zero.
 * Nothing here wraps around: what does not fit is reported.
 */

#include "interp/value/decimal.h"

#include "interp/value/wide.h"

/* ---- wide integers ------------------------------------------------------- */

static bool in_range(wide value)
{
    return value >= DECIMAL_MIN && value <= DECIMAL_MAX;
}

bool wide_round(wide numerator, wide denominator, struct rounded *result)
{
    if (!denominator)
        return false;
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    wide quotient = numerator / denominator;
    wide rest = numerator % denominator;
    int side = -wide_sign(rest);
    if (2 * (rest < 0 ? -rest : rest) >= denominator) {
        quotient -= side;
        side = -side;
    }
    if (!in_range(quotient))
        return false;
    *result = (struct rounded){(decimal)quotient, side};
    return true;
}

wide wide_floor(wide numerator, wide denominator)
{
    wide quotient = numerator / denominator;
    return quotient - (numerator % denominator < 0);
}

wide wide_ceiling(wide numerator, wide denominator)
{
    return -wide_floor(-numerator, denominator);
}

/* ---- reading ------------------------------------------------------------- */

/* Beyond this no exponent can bring a number back into the range: the text
   of a number is shorter. */
#define EXPONENT_LIMIT ((int64_t)1 << 40)

/* The parts of a number as written. */
struct spelling {
    bool negative;
    struct str digits, fraction;
    int64_t exponent;
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits at the start of *text, which is moved behind them. */
static struct str take_digits(struct str *text)
{
    struct str digits = {text->at, 0};
    while (digits.n < text->n && digit(text->at[digits.n]))
        digits.n++;
    *text = str_from(*text, digits.n);
    return digits;
}

/* Whether *text starts with a sign; *negative is whether with a minus. */
static void take_sign(struct str *text, bool *negative)
{
    *negative = text->n && text->at[0] == '-';
    if (text->n && (text->at[0] == '-' || text->at[0] == '+'))
        *text = str_from(*text, 1);
}

static bool take_char(struct str *text, char c)
{
    if (!text->n || text->at[0] != c)
        return false;
    *text = str_from(*text, 1);
    return true;
}

static bool take_exponent(struct str *text, int64_t *exponent)
{
    bool negative;
    take_sign(text, &negative);
    struct str digits = take_digits(text);
    int64_t value = 0;
    for (size_t i = 0; i < digits.n; i++)
        if (value < EXPONENT_LIMIT)
            value = value * 10 + (digits.at[i] - '0');
    *exponent = negative ? -value : value;
    return digits.n > 0;
}

static bool spell(struct str text, struct spelling *spelling)
{
    *spelling = (struct spelling){.fraction = {text.at, 0}};
    take_sign(&text, &spelling->negative);
    spelling->digits = take_digits(&text);
    if (!spelling->digits.n)
        return false;
    if (take_char(&text, '.')) {
        spelling->fraction = take_digits(&text);
        if (!spelling->fraction.n)
            return false;
    }
    if (take_char(&text, 'e') || take_char(&text, 'E'))
        if (!take_exponent(&text, &spelling->exponent))
            return false;
    return text.n == 0;
}

/* What has been read so far: the magnitude in hundred-millionths. */
struct reading {
    uint64_t magnitude;
    int first_dropped; /* the digit behind the last place */
    bool dropped, overflow;
};

/* One digit that stands for digit * 10^place. */
static void add_digit(struct reading *reading, int value, int64_t place)
{
    if (place < -DECIMAL_PLACES) {
        if (place == -DECIMAL_PLACES - 1)
            reading->first_dropped = value;
        reading->dropped |= value != 0;
        return;
    }
    if (reading->magnitude > ((uint64_t)DECIMAL_MAX - (uint64_t)value) / 10)
        reading->overflow = true;
    else
        reading->magnitude = reading->magnitude * 10 + (uint64_t)value;
}

static void add_digits(struct reading *reading, struct str digits,
                       int64_t *place)
{
    for (size_t i = 0; i < digits.n; i++)
        add_digit(reading, digits.at[i] - '0', (*place)--);
}

enum decimal_parse decimal_read(struct str text, decimal *result)
{
    struct spelling spelling;
    if (!spell(text, &spelling))
        return DECIMAL_NOT_A_NUMBER;
    struct reading reading = {0};
    int64_t place = spelling.exponent + (int64_t)spelling.digits.n - 1;
    add_digits(&reading, spelling.digits, &place);
    add_digits(&reading, spelling.fraction, &place);
    while (place >= -DECIMAL_PLACES && reading.magnitude && !reading.overflow)
        add_digit(&reading, 0, place--);
    reading.magnitude += reading.first_dropped >= 5;
    if (reading.overflow || reading.magnitude > (uint64_t)DECIMAL_MAX)
        return DECIMAL_OUT_OF_RANGE;
    decimal magnitude = (decimal)reading.magnitude;
    *result = spelling.negative ? -magnitude : magnitude;
    return reading.dropped ? DECIMAL_ROUNDED : DECIMAL_EXACT;
}

/* ---- printing ------------------------------------------------------------ */

void decimal_print(struct buf *out, decimal value)
{
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t fraction = rest % (uint64_t)DECIMAL_ONE;
    if (value < 0)
        buf_char(out, '-');
    buf_int(out, (int64_t)(rest / (uint64_t)DECIMAL_ONE));
    if (!fraction)
        return;
    buf_char(out, '.');
    for (uint64_t unit = (uint64_t)DECIMAL_ONE / 10; fraction; unit /= 10) {
        buf_char(out, (char)('0' + fraction / unit));
        fraction %= unit;
    }
}

struct str decimal_text(struct arena *arena, decimal value)
{
    struct buf text = buf_on(arena);
    decimal_print(&text, value);
    return buf_view(&text);
}

/* ---- whole numbers ------------------------------------------------------- */

static bool fit(wide value, decimal *result)
{
    if (!in_range(value))
        return false;
    *result = (decimal)value;
    return true;
}

bool decimal_is_whole(decimal value)
{
    return value % DECIMAL_ONE == 0;
}

bool decimal_from_int(int64_t whole, decimal *result)
{
    return fit((wide)whole * DECIMAL_ONE, result);
}

bool decimal_round(decimal value, int places, decimal *result)
{
    if (places < 0)
        return false;
    decimal unit = DECIMAL_ONE;
    for (int i = 0; i < places && unit > 1; i++)
        unit /= 10;
    struct rounded units;
    return wide_round(value, unit, &units) &&
           fit((wide)units.value * unit, result);
}

bool decimal_floor(decimal value, decimal *result)
{
    return fit(wide_floor(value, DECIMAL_ONE) * DECIMAL_ONE, result);
}

bool decimal_ceiling(decimal value, decimal *result)
{
    return fit(wide_ceiling(value, DECIMAL_ONE) * DECIMAL_ONE, result);
}

/* ---- the four operations ------------------------------------------------- */

static bool divide(wide numerator, wide denominator, decimal *result)
{
    struct rounded rounded;
    if (!wide_round(numerator, denominator, &rounded))
        return false;
    *result = rounded.value;
    return true;
}

bool decimal_add(decimal a, decimal b, decimal *result)
{
    return fit((wide)a + b, result);
}

bool decimal_subtract(decimal a, decimal b, decimal *result)
{
    return fit((wide)a - b, result);
}

bool decimal_multiply(decimal a, decimal b, decimal *result)
{
    return divide((wide)a * b, DECIMAL_ONE, result);
}

bool decimal_divide(decimal a, decimal b, decimal *result)
{
    return divide((wide)a * DECIMAL_ONE, b, result);
}

bool decimal_scale(decimal value, int64_t numerator, int64_t denominator,
                   decimal *result)
{
    return divide((wide)value * numerator, denominator, result);
}
