/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Units of measure: our corpus units.tsv, UCUM's own functional tests where
 * they are present, and properties of every row of the table.
 */

#include "interp/value/unit.h"

#include "grammar/limits.h"
#include "interp/value/unit_table.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#define COLUMNS 6

/* A line of a table, cut at its tabs; returns how many columns. */
static int split(char *line, char *columns[COLUMNS])
{
    int n = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at && n < COLUMNS; n++) {
        char *tab = strchr(at, '\t');
        columns[n] = at;
        if (tab)
            *tab++ = '\0';
        at = tab;
    }
    return n;
}

typedef int check_row(char *columns[COLUMNS]);

/* Checks the rows whose first column is `kind`; returns the sum. */
static int each_row(const char *path, const char *kind, int width,
                    check_row *check)
{
    char line[400], *columns[COLUMNS];
    FILE *file = fopen(path, "r");
    int sum = 0;
    if (!file)
        return -1;
    while (fgets(line, sizeof line, file)) {
        if (split(line, columns) == width && !strcmp(columns[0], kind))
            sum += check(columns);
    }
    fclose(file);
    return sum;
}

#define OURS "tests/unit/units.tsv"
#define UCUM "../shared/data/suites/ucum.tsv"

static struct unit unit(const char *code)
{
    struct unit read = unit_one();
    ck_assert_msg(unit_read(str_of(code), &read, NULL) == UNIT_OK,
                  "%s is no unit", code);
    return read;
}

/* ---- our corpus ---------------------------------------------------------- */

static const char *state_name(enum unit_read state)
{
    switch (state) {
    case UNIT_OK: return "ok";
    case UNIT_UNKNOWN: return "unknown";
    case UNIT_SYNTAX: return "syntax";
    }
    return "?";
}

static int check_read(char *row[])
{
    struct unit read;
    size_t at = 0;
    char place[20] = "-";
    enum unit_read state = unit_read(str_of(row[1]), &read, &at);
    if (state != UNIT_OK)
        snprintf(place, sizeof place, "%zu", at);
    ck_assert_msg(!strcmp(state_name(state), row[2]) && !strcmp(place, row[3]),
                  "%s is %s at %s", row[1], state_name(state), place);
    return 1;
}

static int check_convert(char *row[])
{
    struct unit from = unit(row[2]), to = unit(row[3]);
    struct unit_map map;
    decimal x = 0, y = 0, expected = 0;
    ck_assert(decimal_read(str_of(row[1]), &x) == DECIMAL_EXACT);
    ck_assert(decimal_read(str_of(row[4]), &expected) == DECIMAL_EXACT);
    ck_assert_msg(unit_map(&from, &to, &map), "%s to %s", row[2], row[3]);
    ck_assert_msg(unit_convert(&map, x, &y) && y == expected,
                  "%s %s is %lld hundred-millionths %s", row[1], row[2],
                  (long long)y, row[3]);
    return 1;
}

/* Within so much of it. */
static bool near(long double a, long double b, long double part)
{
    long double off = a < b ? b - a : a - b;
    return off <= part * (b < 0 ? -b : b);
}

static int check_near(char *row[])
{
    struct unit from = unit(row[2]), to = unit(row[3]);
    long double y = 0;
    ck_assert(unit_convert_approx(&from, &to, strtold(row[1], NULL), &y));
    ck_assert_msg(near(y, strtold(row[4], NULL), 1e-10L), "%s %s is %.12Lg %s",
                  row[1], row[2], y, row[3]);
    return 1;
}

static int check_apart(char *row[])
{
    struct unit a = unit(row[1]), b = unit(row[2]);
    struct unit_map map;
    long double y;
    ck_assert_msg(!unit_commensurable(&a, &b), "%s and %s", row[1], row[2]);
    ck_assert(!unit_map(&a, &b, &map) && !unit_convert_approx(&a, &b, 1, &y));
    return 1;
}

static int check_data(char *row[])
{
    struct unit read = unit_one();
    bool ok = unit_read_forgiving(str_of(row[1]), &read) == UNIT_OK;
    if (!strcmp(row[2], "refused")) {
        ck_assert_msg(!ok, "%s is not refused", row[1]);
        return 1;
    }
    struct unit same = unit(row[2]);
    ck_assert_msg(ok && unit_equal(&read, &same), "%s is not %s", row[1],
                  row[2]);
    ck_assert(str_equal(read.code, str_of(row[1])));
    return 1;
}

static int check_mean(char *row[])
{
    struct str found = unit_nearest(str_of(row[1]));
    struct str expected = str_of(strcmp(row[2], "-") ? row[2] : "");
    ck_assert_msg(str_equal(found, expected), "%s: did you mean %.*s", row[1],
                  STR_ARG(found));
    return 1;
}

static int check_dimension(char *row[])
{
    struct unit of = unit(row[1]);
    const char *name = unit_dimension_name(&of);
    ck_assert_msg(!strcmp(*name ? name : "-", row[2]), "%s is %s", row[1],
                  name);
    return 1;
}

START_TEST(our_corpus)
    {
        ck_assert_int_ge(each_row(OURS, "read", 4, check_read), 80);
        ck_assert_int_ge(each_row(OURS, "convert", 5, check_convert), 55);
        ck_assert_int_ge(each_row(OURS, "near", 5, check_near), 8);
        ck_assert_int_ge(each_row(OURS, "apart", 3, check_apart), 20);
        ck_assert_int_ge(each_row(OURS, "data", 3, check_data), 35);
        ck_assert_int_ge(each_row(OURS, "mean", 3, check_mean), 15);
        ck_assert_int_ge(each_row(OURS, "dimension", 3, check_dimension), 15);
    }
END_TEST

/* ---- UCUM's functional tests, where present ------------------------------ */

static int check_valid(char *row[])
{
    struct unit read;
    bool ok = unit_read(str_of(row[2]), &read, NULL) == UNIT_OK;
    ck_assert_msg(ok == !strcmp(row[3], "yes"), "%s: %s", row[1], row[2]);
    return 1;
}

/* Half a unit in the last place that the text gives, as a part of it; 8
   significant digits if it gives more. */
static long double precision(const char *text)
{
    int digits = 0;
    for (; *text && *text != 'e'; text++)
        digits += (*text >= '1' && *text <= '9') || (*text == '0' && digits);
    long double part = 0.5L;
    for (int i = 1; i < digits && i < 8; i++)
        part /= 10;
    return digits >= 8 ? part / 10 : part;
}

static int check_ucum_convert(char *row[])
{
    struct unit from = unit(row[3]), to = unit(row[4]);
    long double y = 0;
    ck_assert(unit_convert_approx(&from, &to, strtold(row[2], NULL), &y));
    ck_assert_msg(near(y, strtold(row[5], NULL), precision(row[5])),
                  "%s: %s %s is %.12Lg %s", row[1], row[2], row[3], y, row[4]);
    return 1;
}

START_TEST(ucum_functional_tests)
    {
        int valid = each_row(UCUM, "valid", 4, check_valid);
        int convert = each_row(UCUM, "convert", 6, check_ucum_convert);
        if (valid < 0)
            return;
        ck_assert_int_ge(valid, 262);
        ck_assert_int_ge(convert, 14);
    }
END_TEST

/* ---- the table ----------------------------------------------------------- */

START_TEST(every_row_is_read)
    {
        for (size_t i = 0; i < unit_row_count(); i++) {
            const struct unit_row *row = unit_row(i);
            struct unit read = unit(row->code);
            ck_assert_msg(read.factor > 0, "%s", row->code);
            ck_assert_str_eq(unit_name(str_of(row->code)), row->name);
            if (row->kind == UNIT_RATIO)
                unit(row->unit);
            for (size_t j = 0; j < i; j++)
                ck_assert_str_ne(row->code, unit_row(j)->code);
        }
        ck_assert_uint_ge(unit_row_count(), 120);
        /* Those with a prefix, and what is no unit, have none. */
        ck_assert_str_eq(unit_name(STR("mm")), "");
        ck_assert_str_eq(unit_name(STR("")), "");
    }
END_TEST

START_TEST(a_prefix_multiplies)
    {
        for (size_t i = 0; i < unit_row_count(); i++) {
            const struct unit_row *row = unit_row(i);
            char code[40];
            snprintf(code, sizeof code, "m%s", row->code);
            struct unit milli, whole = unit(row->code);
            bool ok = unit_read(str_of(code), &milli, NULL) == UNIT_OK;
            if (row->prefixes == UNIT_NO_PREFIX)
                continue;
            ck_assert_msg(ok && unit_commensurable(&milli, &whole), "%s", code);
            ck_assert(near(milli.factor * 1000, whole.factor, 1e-15L));
        }
    }
END_TEST

/* Converting there and back is the way back. */
START_TEST(maps_turn_over)
    {
        for (size_t i = 0; i < unit_row_count(); i++)
            for (size_t j = 0; j < unit_row_count(); j++) {
                struct unit a = unit(unit_row(i)->code);
                struct unit b = unit(unit_row(j)->code);
                struct unit_map there, back;
                bool ok = unit_map(&a, &b, &there);
                ck_assert_int_eq(ok, unit_map(&b, &a, &back));
                if (!ok)
                    continue;
                ck_assert(there.numerator > 0 && there.denominator > 0);
                ck_assert_int_eq(there.numerator, back.denominator);
                ck_assert_int_eq(there.denominator, back.numerator);
                ck_assert_int_eq(there.before, -back.after);
            }
    }
END_TEST

/* ---- what a unit is ------------------------------------------------------ */

START_TEST(kinds_of_units)
    {
        struct unit one = unit_one(), percent = unit("%"), plain = unit("1");
        struct unit days = unit_days(), weeks = unit("weeks"), year = unit("a");
        struct unit week = unit("wk"), months = unit("months"),
                    odd = unit("2.mo");
        int each = 0;
        ck_assert(unit_is_one(&one) && !unit_is_one(&percent));
        ck_assert(!unit_is_one(&plain) && unit_commensurable(&one, &percent));
        ck_assert(unit_is_time(&days) && unit_is_time(&weeks));
        ck_assert(!unit_is_time(&months) && unit_equal(&week, &weeks));
        ck_assert(unit_is_calendar(&months, &each) && each == 1);
        ck_assert(unit_is_calendar(&year, &each) && each == 12);
        ck_assert(!unit_is_calendar(&odd, &each));
        ck_assert(!unit_is_calendar(&days, &each));
    }
END_TEST

START_TEST(ratios_too_long_have_no_map)
    {
        struct unit ly = unit("[ly]"), nm = unit("nm"), rad = unit("rad");
        struct unit deg = unit("deg"), ev = unit("eV"), same = unit("eV");
        struct unit_map map;
        decimal y;
        ck_assert(!unit_map(&ly, &nm, &map));
        ck_assert(!unit_map(&deg, &rad, &map));
        ck_assert(unit_map(&ev, &same, &map) && unit_map_is_same(&map));
        map = (struct unit_map){INT64_MAX, 1, 0, 0};
        ck_assert(!unit_convert(&map, DECIMAL_MAX, &y));
    }
END_TEST

START_TEST(long_codes_are_refused)
    {
        char code[2000];
        struct unit read;
        memset(code, '(', sizeof code);
        ck_assert(unit_read((struct str){code, sizeof code}, &read, NULL) ==
                  UNIT_SYNTAX);
        ck_assert(unit_read((struct str){code, 150}, &read, NULL) ==
                  UNIT_SYNTAX);
        memset(code, 'm', sizeof code);
        ck_assert(unit_read((struct str){code, 200}, &read, NULL) ==
                  UNIT_UNKNOWN);
        ck_assert(unit_read(STR("m99.m99"), &read, NULL) == UNIT_SYNTAX);
        ck_assert(unit_read(STR(""), &read, NULL) == UNIT_SYNTAX);
        ck_assert(unit_read((struct str){"m\0", 2}, &read, NULL) ==
                  UNIT_SYNTAX);
    }
END_TEST

/* ---- products ------------------------------------------------------------ */

typedef bool combine(struct arena *arena, const struct unit *a,
                     const struct unit *b, struct unit *result);

/* a op b has the code expected ("-": none), which reads as the same unit. */
static void check_combined(combine *combined, const char *a, const char *b,
                           const char *expected)
{
    struct arena *arena = arena_new();
    struct unit left = *a ? unit(a) : unit_one();
    struct unit right = *b ? unit(b) : unit_one(), result, read;
    bool ok = combined(arena, &left, &right, &result);
    ck_assert_msg(ok == (strcmp(expected, "-") != 0), "%s, %s", a, b);
    if (ok) {
        ck_assert_msg(str_equal(result.code, str_of(expected)), "%.*s",
                      STR_ARG(result.code));
        read = *expected ? unit(expected) : unit_one();
        ck_assert(unit_equal(&read, &result));
    }
    arena_free(arena);
}

START_TEST(products_have_codes)
    {
        check_combined(unit_multiply, "cm", "ug/L", "cm.ug/L");
        check_combined(unit_multiply, "ug/L", "cm", "ug/L.cm");
        check_combined(unit_multiply, "ug/L", "/d", "ug/L/d");
        check_combined(unit_multiply, "", "ug/L", "ug/L");
        check_combined(unit_multiply, "cm", "", "cm");
        check_combined(unit_multiply, "weeks", "mg", "weeks.mg");
        check_combined(unit_multiply, "Cel", "", "Cel");
        check_combined(unit_multiply, "Cel", "m", "-");
        check_combined(unit_multiply, "[iU]", "[arb'U]", "-");
    }
END_TEST

/* A product whose code is longer than a unit may be is no unit. */
START_TEST(products_grow_no_further_than_codes)
    {
        struct arena *arena = arena_new();
        struct unit mm = unit("mm{of_the_longest_diameter}"), product = mm;
        size_t longest = 0;
        while (unit_multiply(arena, &product, &mm, &product))
            longest = product.code.n;
        ck_assert_uint_le(longest, LIMIT_UNIT_BYTES);
        ck_assert_uint_gt(longest + 1 + mm.code.n, LIMIT_UNIT_BYTES);
        ck_assert(unit_read(product.code, &mm, NULL) == UNIT_OK);
        arena_free(arena);
    }
END_TEST

START_TEST(quotients_have_codes)
    {
        check_combined(unit_divide, "kg", "m2", "kg/m2");
        check_combined(unit_divide, "mg", "mL/min", "mg/(mL/min)");
        check_combined(unit_divide, "mL/min", "m2", "mL/min/m2");
        check_combined(unit_divide, "g", "g", "");
        check_combined(unit_divide, "", "d", "/d");
        check_combined(unit_divide, "", "ug/L", "/(ug/L)");
        check_combined(unit_divide, "ug/L", "", "ug/L");
        check_combined(unit_divide, "mg", "/d", "mg/(/d)");
        check_combined(unit_divide, "[iU]/mL", "[iU]", "[iU]/mL/[iU]");
        check_combined(unit_divide, "", "Cel", "-");
    }
END_TEST

static Suite *units_suite(void)
{
    Suite *s = suite_create("unit");
    UNIT_CASE(s, "corpora", our_corpus, ucum_functional_tests);
    UNIT_CASE(s, "table", every_row_is_read, a_prefix_multiplies,
              maps_turn_over);
    UNIT_CASE(s, "units", kinds_of_units, ratios_too_long_have_no_map,
              long_codes_are_refused, products_have_codes,
              products_grow_no_further_than_codes, quotients_have_codes);
    return s;
}

UNIT_MAIN(units_suite)
