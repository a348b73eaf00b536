/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Exact decimals: reading and printing, the four operations at their limits,
 * rounding, and the functions of functions.tsv.
 */

#include "interp/value/decimal.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

/* The decimal that a text spells. */
static decimal d(const char *text)
{
    decimal value = 0;
    ck_assert_msg(decimal_read(str_of(text), &value) == DECIMAL_EXACT,
                  "%s is not exact", text);
    return value;
}

/* The decimal as text; valid until the fourth call from here. */
static const char *text_of(decimal value)
{
    static char texts[4][40];
    static int next;
    struct arena *arena = arena_new();
    struct str text = decimal_text(arena, value);
    char *copy = texts[next++ % 4];
    snprintf(copy, sizeof texts[0], "%.*s", STR_ARG(text));
    arena_free(arena);
    return copy;
}

static void check_read(const char *text, enum decimal_parse how,
                       const char *printed)
{
    decimal value = 4711;
    ck_assert_msg(decimal_read(str_of(text), &value) == how, "%s", text);
    if (printed)
        ck_assert_str_eq(text_of(value), printed);
    else
        ck_assert_int_eq(value, 4711);
}

/* ---- reading and printing ------------------------------------------------ */

START_TEST(reads_exact_numbers)
    {
        check_read("0", DECIMAL_EXACT, "0");
        check_read("-0", DECIMAL_EXACT, "0");
        check_read("5.50", DECIMAL_EXACT, "5.5");
        check_read("+12", DECIMAL_EXACT, "12");
        check_read("-0.25", DECIMAL_EXACT, "-0.25");
        check_read("0.00000001", DECIMAL_EXACT, "0.00000001");
        check_read("1.000000000000", DECIMAL_EXACT, "1");
        check_read("1e3", DECIMAL_EXACT, "1000");
        check_read("1.5E-3", DECIMAL_EXACT, "0.0015");
        check_read("12e+2", DECIMAL_EXACT, "1200");
        check_read("000000000000000000000007", DECIMAL_EXACT, "7");
        check_read("0e999999999999999999999", DECIMAL_EXACT, "0");
        check_read("92233720368.54775806", DECIMAL_EXACT,
                   "92233720368.54775806");
        check_read("-92233720368.54775806", DECIMAL_EXACT,
                   "-92233720368.54775806");
        check_read("100000000000000000000e-20", DECIMAL_EXACT, "1");
    }
END_TEST

START_TEST(reads_and_rounds)
    {
        check_read("0.000000005", DECIMAL_ROUNDED, "0.00000001");
        check_read("-0.000000005", DECIMAL_ROUNDED, "-0.00000001");
        check_read("0.0000000049999", DECIMAL_ROUNDED, "0");
        check_read("1.123456789", DECIMAL_ROUNDED, "1.12345679");
        check_read("1e-9", DECIMAL_ROUNDED, "0");
        check_read("5e-9", DECIMAL_ROUNDED, "0.00000001");
        check_read("1e-999999999999999999999", DECIMAL_ROUNDED, "0");
        check_read("92233720368.547758064", DECIMAL_ROUNDED,
                   "92233720368.54775806");
    }
END_TEST

START_TEST(refuses_what_is_out_of_range)
    {
        check_read("92233720368.54775807", DECIMAL_OUT_OF_RANGE, NULL);
        check_read("92233720368.547758065", DECIMAL_OUT_OF_RANGE, NULL);
        check_read("-92233720369", DECIMAL_OUT_OF_RANGE, NULL);
        check_read("1e11", DECIMAL_OUT_OF_RANGE, NULL);
        check_read("1e999999999999999999999", DECIMAL_OUT_OF_RANGE, NULL);
    }
END_TEST

START_TEST(refuses_what_is_no_number)
    {
        static const char *const wrong[] = {
            "",      "-",   "+",    ".",     "1.",   ".5", "1e",
            "1e+",   "e5",  "NaN",  "inf",   "1,5",  " 1", "1 ",
            "1.5.2", "--1", "0x10", "1_000", "1e1.5"};
        for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
            check_read(wrong[i], DECIMAL_NOT_A_NUMBER, NULL);
    }
END_TEST

START_TEST(print_and_read_agree)
    {
        for (decimal step = 1; step < DECIMAL_MAX / 7; step *= 7) {
            check_read(text_of(step), DECIMAL_EXACT, text_of(step));
            check_read(text_of(-step), DECIMAL_EXACT, text_of(-step));
            ck_assert_int_eq(d(text_of(step)), step);
        }
    }
END_TEST

/* ---- operations ---------------------------------------------------------- */

START_TEST(sums_are_exact_or_fail)
    {
        decimal r = 1;
        ck_assert(decimal_add(d("0.1"), d("0.2"), &r));
        ck_assert_int_eq(r, d("0.3"));
        ck_assert(decimal_subtract(d("0.3"), d("0.1"), &r));
        ck_assert_int_eq(r, d("0.2"));
        r = 5;
        ck_assert(!decimal_add(DECIMAL_MAX, 1, &r));
        ck_assert(!decimal_subtract(DECIMAL_MIN, 1, &r));
        ck_assert_int_eq(r, 5);
        ck_assert(decimal_add(DECIMAL_MAX, DECIMAL_MIN, &r));
        ck_assert_int_eq(r, 0);
    }
END_TEST

static void check_product(const char *a, const char *b, const char *product)
{
    decimal r = 0;
    ck_assert(decimal_multiply(d(a), d(b), &r));
    ck_assert_str_eq(text_of(r), product);
}

START_TEST(products_round_once)
    {
        check_product("1.5", "1.5", "2.25");
        check_product("0.00000001", "0.5", "0.00000001");
        check_product("-0.00000001", "0.5", "-0.00000001");
        check_product("0.00000001", "0.49999999", "0");
        check_product("92233720368.54775806", "1", "92233720368.54775806");
        decimal r;
        ck_assert(!decimal_multiply(d("303700.05"), d("303700.05"), &r));
    }
END_TEST

static void check_quotient(const char *a, const char *b, const char *quotient)
{
    decimal r = 0;
    ck_assert(decimal_divide(d(a), d(b), &r));
    ck_assert_str_eq(text_of(r), quotient);
}

START_TEST(quotients_round_once)
    {
        check_quotient("10", "3", "3.33333333");
        check_quotient("2", "3", "0.66666667");
        check_quotient("-2", "3", "-0.66666667");
        check_quotient("1", "-8", "-0.125");
        check_quotient("0.00000001", "2", "0.00000001");
        check_quotient("-0.00000001", "2", "-0.00000001");
        decimal r;
        ck_assert(!decimal_divide(1, 0, &r));
        ck_assert(!decimal_divide(DECIMAL_MAX, d("0.5"), &r));
        ck_assert(decimal_scale(d("7"), 1, 3, &r));
        ck_assert_str_eq(text_of(r), "2.33333333");
    }
END_TEST

static void check_round(const char *x, int places, const char *rounded)
{
    decimal r = 0;
    ck_assert(decimal_round(d(x), places, &r));
    ck_assert_str_eq(text_of(r), rounded);
}

START_TEST(rounds_halves_away_from_zero)
    {
        check_round("0.5", 0, "1");
        check_round("-0.5", 0, "-1");
        check_round("-0.4", 0, "0");
        check_round("2.5", 0, "3");
        check_round("1.005", 2, "1.01");
        check_round("-1.005", 2, "-1.01");
        check_round("1.23456789", 8, "1.23456789");
        check_round("1.23456785", 7, "1.2345679");
        check_round("1.23456785", 12, "1.23456785");
        decimal r;
        ck_assert(!decimal_round(DECIMAL_MAX, 0, &r));
        ck_assert(!decimal_round(1, -1, &r));
    }
END_TEST

START_TEST(floor_and_ceiling)
    {
        decimal r = 0;
        ck_assert(decimal_floor(d("1.9"), &r) && r == d("1"));
        ck_assert(decimal_floor(d("-1.1"), &r) && r == d("-2"));
        ck_assert(decimal_floor(d("-1"), &r) && r == d("-1"));
        ck_assert(decimal_ceiling(d("1.1"), &r) && r == d("2"));
        ck_assert(decimal_ceiling(d("-1.9"), &r) && r == d("-1"));
        ck_assert(decimal_ceiling(d("2"), &r) && r == d("2"));
        ck_assert(!decimal_ceiling(DECIMAL_MAX, &r));
        ck_assert(!decimal_floor(DECIMAL_MIN, &r));
    }
END_TEST

START_TEST(whole_numbers)
    {
        decimal r = 0;
        ck_assert(decimal_is_whole(d("-3")) && !decimal_is_whole(d("0.1")));
        ck_assert(decimal_from_int(-7, &r) && r == d("-7"));
        ck_assert(decimal_from_int(92233720368, &r));
        ck_assert(!decimal_from_int(92233720369, &r));
        ck_assert(!decimal_from_int(INT64_MIN, &r));
    }
END_TEST

/* ---- functions ----------------------------------------------------------- */

static bool compute(const char *name, const char *x, const char *y, decimal *r)
{
    if (!strcmp(name, "exp"))
        return decimal_exp(d(x), r);
    if (!strcmp(name, "ln"))
        return decimal_ln(d(x), r);
    if (!strcmp(name, "log10"))
        return decimal_log10(d(x), r);
    if (!strcmp(name, "sqrt"))
        return decimal_sqrt(d(x), r);
    ck_assert_str_eq(name, "power");
    return decimal_power(d(x), d(y), r);
}

START_TEST(functions_as_listed)
    {
        char line[200], name[20], x[40], y[40], expected[40];
        FILE *file = fopen("tests/unit/functions.tsv", "r");
        int n = 0;
        ck_assert_ptr_nonnull(file);
        while (fgets(line, sizeof line, file)) {
            if (line[0] == '#')
                continue;
            ck_assert_int_eq(
                sscanf(line, "%19s %39s %39s %39s", name, x, y, expected), 4);
            decimal r = 0;
            bool ok = compute(name, x, y, &r);
            ck_assert_msg(!strcmp(ok ? text_of(r) : "fail", expected),
                          "%s(%s, %s) is %s, not %s", name, x, y,
                          ok ? text_of(r) : "fail", expected);
            n++;
        }
        fclose(file);
        ck_assert_int_ge(n, 80);
    }
END_TEST

START_TEST(functions_rise)
    {
        decimal x, last[4] = {0}, now[4] = {0};
        for (x = 1; x < d("25"); x += 1 + x / 50) {
            ck_assert(decimal_exp(x, &now[0]) && decimal_ln(x, &now[1]));
            ck_assert(decimal_sqrt(x, &now[2]) && decimal_log10(x, &now[3]));
            for (int i = 0; i < 4; i++) {
                ck_assert(x == 1 || now[i] >= last[i]);
                last[i] = now[i];
            }
        }
    }
END_TEST

static Suite *decimal_suite(void)
{
    Suite *s = suite_create("decimal");
    UNIT_CASE(s, "text", reads_exact_numbers, reads_and_rounds,
              refuses_what_is_out_of_range, refuses_what_is_no_number,
              print_and_read_agree);
    UNIT_CASE(s, "operations", sums_are_exact_or_fail, products_round_once,
              quotients_round_once, rounds_halves_away_from_zero,
              floor_and_ceiling, whole_numbers);
    UNIT_CASE(s, "functions", functions_as_listed, functions_rise);
    return s;
}

UNIT_MAIN(decimal_suite)
