/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The short way through a table says what the long way says. A row goes the
 * long way as soon as one cell stands in quotes: so each table here is read
 * twice, once with the quotes, and every fact, error and warning is compared.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "interp/check/load.h"
#include "support/dump.h"

#include <string.h>

static const char vocabulary[] =
    "record patient\n"
    "  id:      text\n"
    "  remark:  text\n"
    "  age:     years, 0 to 120\n"
    "  sex:     female (\"F\") | male | NA\n"
    "  ECOG:    0 to 5\n"
    "  CEA:     ug/L, 0 to 1000000, valid for 8 weeks\n"
    "  tumour:  cm, 0 to 50\n"
    "  heat:    Cel, 30 to 45\n"
    "  dose:    mg\n"
    "  surgery: date\n"
    "  margin:  R0 | R1, if fit yes\n"
    "  fit:     yes/no\n"
    "  alone:   yes/no assume no\n"
    "  number:  number, 0 to 20\n"
    "  illness: set of diabetes | cirrhosis | asthma\n"
    "  lesions: list of lesion, counted by number\n"
    "record lesion\n"
    "  size:    cm, 0 to 50\n"
    "  lobe:    left | right\n";

/* What may stand in any column. */
static const char *const cells[] = {
    "",
    " ",
    "0",
    "1",
    "2",
    "3",
    "01",
    "1.0",
    "+1",
    "-1",
    "-0",
    "1.",
    ".5",
    "0.5",
    "1.5",
    " 2",
    "2 ",
    "\t2",
    "5",
    "6",
    "12.345",
    "0.00000001",
    "0.0000001",
    "9999999",
    "999999999",
    "1234567890",
    "99999.99999",
    "1.2.3",
    "1e3",
    "1,5",
    "-999",
    "999",
    "-9",
    "<0.5",
    ">1000",
    "<= 3",
    "2 mg",
    "2 mm",
    "5 ug/L",
    "5 ng/mL",
    "5ng/mL",
    "5 IU/mL",
    "unknown",
    "UNKNOWN",
    "NA",
    "na",
    "n/a",
    "k.A.",
    "yes",
    "no",
    "YES",
    "true",
    "ja",
    "nein",
    "f",
    "F",
    "female",
    "m",
    "male",
    "wt",
    "R0",
    "r1",
    "R 0",
    "diabetes",
    "none",
    "asthma|x",
    "d|c",
    "cirrhosis",
    "2023-02-30",
    "2024-02-29",
    "2023-05",
    "2023",
    "1700-01-01",
    "2024-06-01",
    "2200-12-31",
    "2201-01-01",
    "14.05.2023",
    "31.04.2023",
    "4.5.2023",
    "05.2023",
    "2023-05-14T00:00:00Z",
    "2024-12-24",
    "1900-01-01",
    "14/05/2023",
    "a longer text than sixteen bytes",
    "sixteen bytes...",
    "\xC3\xA4",
    "\xC3",
    "2\xC2\xA0mm",
    "x\x01y",
    "36.6",
    "98.6",
    "100",
    "30",
    "45.00000001",
    "120",
    "121",
    "50.00000001",
    "500.1",
    "3 to 4",
    "inf",
};

#define CELLS (sizeof cells / sizeof *cells)

struct read {
    struct arena *arena;
    struct reader *reader;
};

static struct read open_table(const struct loaded *loaded, struct str text)
{
    struct read read = {.arena = arena_new()};
    struct input_error error;
    date today;
    date_from_ymd(2024, 6, 1, &today);
    struct reader_options options = {.vocabulary = loaded->program->vocabulary,
                                     .mappings = &loaded->program->mappings,
                                     .today = today};
    read.reader =
        reader_of_text(read.arena, STR("t.csv"), text, &options, &error);
    ck_assert_ptr_nonnull(read.reader);
    return read;
}

static void same_fact(const struct record *one, const struct record *other,
                      size_t i)
{
    const struct fact *a = &one->facts[i], *b = &other->facts[i];
    bool same = a->flags == b->flags && a->dated == b->dated &&
                a->column == b->column && str_equal(a->source, b->source);
    if (one->type->fields[i]->type.kind != TYPE_LIST)
        same = same && value_equal(a->value, b->value) &&
               value_equal(a->told, b->told);
    ck_assert_msg(same, "%.*s of %.*s", STR_ARG(one->type->fields[i]->name),
                  STR_ARG(one->source));
}

static void same_record(const struct record *one, const struct record *other)
{
    ck_assert(one->readable == other->readable);
    if (!one->readable) { /* it shows its text, with or without quotes */
        ck_assert(str_equal(one->errors.at[0].expected,
                            other->errors.at[0].expected));
        return;
    }
    struct str a = dump_record(one->arena, one);
    struct str b = dump_record(other->arena, other);
    ck_assert_msg(str_equal(a, b), "short way\n%.*s\nlong way\n%.*s",
                  STR_ARG(a), STR_ARG(b));
    ck_assert(str_equal(one->source, other->source));
    ck_assert(str_equal(one->id, other->id));
    for (size_t i = 0; i < one->type->field_count; i++)
        same_fact(one, other, i);
}

static size_t same_records(struct read *one, struct read *other)
{
    struct arena *arena = arena_new();
    struct input_error error;
    size_t n = 0;
    for (;; n++) {
        struct record *a, *b;
        arena_clear(arena);
        enum reader_state state = reader_next(one->reader, arena, &a, &error);
        ck_assert_int_eq(reader_next(other->reader, arena, &b, &error), state);
        if (state != READER_RECORD)
            break;
        same_record(a, b);
    }
    arena_free(arena);
    return n;
}

/* Rows in which each column sees each cell three times; `quoted`: their first
   cell stands in quotes. */
static struct str table_of(struct arena *arena, const char *header, bool quoted)
{
    struct buf text = buf_on(arena);
    size_t columns = 1;
    for (const char *c = header; *c; c++)
        columns += *c == ';';
    buf_format(&text, "%s\n", header);
    for (size_t row = 0; row < 3 * CELLS; row++) {
        buf_format(&text, quoted ? "\"P%zu\"" : "P%zu", row);
        for (size_t i = 1; i < columns; i++)
            buf_format(&text, ";%s", cells[(row + 7 * i) % CELLS]);
        buf_text(&text, row % 5 ? "\n" : "\r\n");
    }
    return buf_view(&text);
}

static void check_both(const char *mapping, const char *header)
{
    struct arena *arena = arena_new();
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    load_text(arena, STR("t.rules"),
              str_format(arena, "%s%s", vocabulary, mapping), loaded);
    struct buf messages = buf_on(arena);
    for (size_t i = 0; i < loaded->diagnostics.list.n; i++)
        diagnostic_render(&messages, &loaded->sources,
                          &loaded->diagnostics.list.at[i]);
    ck_assert_msg(!loaded->diagnostics.errors, "%.*s",
                  STR_ARG(buf_view(&messages)));
    struct read one = open_table(loaded, table_of(arena, header, false));
    struct read other = open_table(loaded, table_of(arena, header, true));
    ck_assert_uint_ge(same_records(&one, &other), 3 * CELLS - 1);
    const struct unknown_key *keys, *again;
    size_t n = reader_unknown_keys(one.reader, &keys);
    ck_assert_uint_eq(reader_unknown_keys(other.reader, &again), n);
    for (size_t i = 0; i < n; i++)
        ck_assert_uint_eq(keys[i].times, again[i].times);
    reader_close(one.reader);
    reader_close(other.reader);
    arena_free(one.arena);
    arena_free(other.arena);
    arena_free(arena);
}

START_TEST(plain_columns)
    {
        check_both("mapping m of patient\n"
                   "  missing -999 | \"k.A.\" | 999\n"
                   "  yes \"ja\" | 1\n"
                   "  no \"nein\" | 0\n"
                   "  id from \"i\"\n"
                   "  remark from \"n\"\n"
                   "  age from \"a\" in years, missing 0 | 120\n"
                   "  ECOG from \"e\"\n"
                   "  CEA from \"c\" in ng/mL\n"
                   "  tumour from \"t\" in mm, missing 0\n"
                   "  heat from \"h\" in [degF]\n"
                   "  dose from \"d\" in ug\n"
                   "  surgery from \"s\"\n"
                   "  fit from \"f\"\n"
                   "  sex is male\n",
                   "i;n;a;e;c;t;h;d;s;f");
    }
END_TEST

START_TEST(codes_and_forms)
    {
        check_both("mapping m of patient\n"
                   "  dates \"DD.MM.YYYY\"\n"
                   "  decimal \",\"\n"
                   "  missing \"2023\" | \"1.5\"\n"
                   "  remark from \"n\", missing \"wt\"\n"
                   "  sex from \"x\": \"f\" = female, 1 = male, 9 = unknown,"
                   " \"NA\" = male | female\n"
                   "  ECOG from \"e\": 0 = 0 to 1, 2 = > 2, \"<0.5\" = 5\n"
                   "  surgery from \"s\" as \"YYYY-MM-DD\"\n"
                   "  margin from \"m\"\n"
                   "  fit from \"f\": 1 = yes, 0 = no\n"
                   "  number from \"u\"\n"
                   "  dose from \"d\" in mg\n"
                   "  illness from \"l\": \"d\" = diabetes, \"c\" = cirrhosis\n"
                   "  alone is unknown\n",
                   "q;n;x;e;s;m;f;u;d;l");
        check_both("mapping m of patient\n"
                   "  dates \"DD.MM.YYYY\"\n"
                   "  surgery from \"s\", missing \"14.05.2023\"\n",
                   "q;s");
        check_both("mapping m of patient\n  surgery from \"s\"\n"
                   "  illness from \"l\"\n  sex from \"x\"\n",
                   "q;s;l;x");
    }
END_TEST

START_TEST(together_with_the_rest)
    {
        check_both("mapping m of patient\n"
                   "  id from \"i\"\n"
                   "  CEA from \"c\" in ng/mL on \"s\"\n"
                   "  dose from (\"d\" * 2) in mg\n"
                   "  sex from \"x\"\n"
                   "  sex from \"y\"\n"
                   "  size of lesions from \"size #\" in cm\n"
                   "  lobe of lesions from \"lobe #\"\n"
                   "  age from \"a\" in years\n",
                   "i;c;s;d;x;y;size 1;lobe 1;size 2;lobe 2;a");
    }
END_TEST

START_TEST(own_names)
    {
        check_both("", "id;remark;age [years];sex;ECOG;CEA [ng/mL];tumour [mm];"
                       "heat [[degF]];dose [ug];surgery;margin;fit;alone;"
                       "number;illness;colour");
        check_both("", "id;CEA [ug/L];CEA.date;sex;SEX;dose;lesions;"
                       "lesions.1.size [mm];lesions.1.lobe;tumour;weight");
        check_both("", "key;age;fit [mg];CEA [IU/mL];number");
    }
END_TEST

/* Rows that are none, too long, too short, or of another encoding, between
   those that are plain; and the end of the window in every place. */
START_TEST(rows_of_every_kind)
    {
        static const char *const kinds[] = {
            "A;1\n",     "B;2\r\n",      "\n",       ";\n",
            " ; \r\n",   "C\n",          "D;3;4\n",  "E;5;\n",
            "F;\"6\"\n", ";7\n",         "G;\xE4\n", "H;8;;\n",
            "I;9\n",     "J;\"10\n\"\n", "K;1\r1\n", "L;\xC3\xA4\n",
        };
        struct arena *arena = arena_new();
        struct loaded *loaded = ARENA_NEW(arena, struct loaded);
        load_text(arena, STR("t.rules"), str_of(vocabulary), loaded);
        for (size_t fill = 0; fill < 130; fill++) {
            struct buf plain = buf_on(arena), quoted = buf_on(arena);
            buf_text(&plain, "id;remark\n");
            buf_text(&quoted, "id;\"remark\"\n");
            for (size_t i = 0; i < 16; i++) {
                const char *row = kinds[(i * 7 + fill) % 16];
                bool other = strchr("\n; ", row[0]) == NULL && row[1] == ';';
                buf_text(&plain, row);
                if (other)
                    buf_format(&quoted, "\"%c\"%s", row[0], row + 1);
                else
                    buf_text(&quoted, row);
                if (i != 3)
                    continue;
                buf_format(&plain, "M;%*s\n", (int)fill, "x");
                buf_format(&quoted, "\"M\";%*s\n", (int)fill, "x");
            }
            struct read one = open_table(loaded, buf_view(&plain));
            struct read two = open_table(loaded, buf_view(&quoted));
            ck_assert_uint_ge(same_records(&one, &two), 10);
            reader_close(one.reader);
            reader_close(two.reader);
            arena_free(one.arena);
            arena_free(two.arena);
        }
        arena_free(arena);
    }
END_TEST

static Suite *plain_rows_suite(void)
{
    Suite *s = suite_create("plain rows");
    UNIT_CASE(s, "cells", plain_columns, codes_and_forms,
              together_with_the_rest, own_names);
    UNIT_CASE(s, "rows", rows_of_every_kind);
    return s;
}

UNIT_MAIN(plain_rows_suite)
