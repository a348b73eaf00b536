/* SPDX-License-Identifier: Apache-2.0 */

/*
 * CSV and TSV as records: headers with units and list columns, quoting,
 * rows that do not fit; on the vocabulary of support/by_hand.h.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"
#include "support/by_hand.h"
#include "support/dump.h"

#include <string.h>

static struct arena *arena;
static struct vocabulary *vocabulary;

static void set_up(void)
{
    arena = arena_new();
    vocabulary = vocabulary_by_hand(arena);
}

static void tear_down(void)
{
    arena_free(arena);
}

struct input_text {
    const char *name, *text, *dump;
};

static void check_all(const struct input_text *all, size_t n)
{
    set_up();
    for (size_t i = 0; i < n; i++) {
        struct str found =
            dump_text(arena, vocabulary, all[i].name, str_of(all[i].text));
        ck_assert_msg(str_equal(found, str_of(all[i].dump)),
                      "%s: %s\nwanted\n%sfound\n%.*s", all[i].name, all[i].text,
                      all[i].dump, STR_ARG(found));
    }
    tear_down();
}

#define CHECK_ALL(all) check_all(all, sizeof(all) / sizeof *(all))

START_TEST(plain)
    {
        static const struct input_text all[] = {
            {"c.csv", "id,KRAS,ECOG\nP1,wt,1\nP2,,NA\n",
             "# P1\nid P1\nECOG 1\nKRAS wild-type\n"
             "# P2\nid P2\nECOG any explicit\nKRAS any explicit\n"},
            {"c.csv", "ECOG,KRAS\r\n1,mutatd\r\n\r\n2,\"mut\"\r\n",
             "# c.csv:2\nECOG 1\nKRAS any refused\n"
             "! value KRAS \"mutatd\" c.csv:2\n"
             "# c.csv:4\nECOG 2\nKRAS mutated\n"},
            {"c.csv", "\xEF\xBB\xBFid,ECOG\nP1,2", "# P1\nid P1\nECOG 2\n"},
            {"c.tsv", "id\tECOG\nP,1\t2\n", "# P,1\nid P,1\nECOG 2\n"},
            {"x", "id\tECOG\nP,1\t2\n", "# P,1\nid P,1\nECOG 2\n"},
            {"c.csv", "id;height [cm]\nP1;180.5\n",
             "# P1\nid P1\nheight 180.5\n"},
            {"x", "id,ECOG\nP1,2\n", "# P1\nid P1\nECOG 2\n"},
            {"c.csv", "id\nP1\n", "# P1\nid P1\n"},
            {"c.csv", "id,ECOG\n", ""},
            {"c.csv", "id,ECOG\n,\n , \n", ""},
            {"c.csv", "", "broke off: it is empty: it holds no records\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(quotes)
    {
        static const struct input_text all[] = {
            {"c.csv", "id,note\n\"P\"\"1\",\"a, b\nc\"\nP2,x\n",
             "# P\"1\nid P\"1\nnote a, b\nc\n# P2\nid P2\nnote x\n"},
            {"c.csv", "id,note\nP1,\"\"\nP2,\"\"\"\"\n",
             "# P1\nid P1\nnote any explicit\n# P2\nid P2\nnote \"\n"},
            {"c.csv", "id,note\nP1,5\" wide\n", "# P1\nid P1\nnote 5\" wide\n"},
            {"c.csv", "id,note\nP1,\"a\" b\nP2,x\n",
             "# c.csv:2\n! unreadable  \"P1\" c.csv:2\n# P2\nid P2\nnote "
             "x\n"},
            /* A quote that nobody closes costs its own line. */
            {"c.csv", "id,note\nP1,\"a\nP2,x\nP3,y\n",
             "# c.csv:2\n! unreadable  \"P1\" c.csv:2\n"
             "# P2\nid P2\nnote x\n# P3\nid P3\nnote y\n"},
            {"c.csv", "id,note\nP1,\"a",
             "# c.csv:2\n! unreadable  \"P1\" c.csv:2\n"},
            /* Lines are counted through cells of several. */
            {"c.csv", "id,note\n,\"a\n\nb\"\n,x\n",
             "# c.csv:2\nid any explicit\nnote a\n\nb\n"
             "# c.csv:5\nid any explicit\nnote x\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(rows_that_do_not_fit)
    {
        static const struct input_text all[] = {
            {"c.csv", "id,ECOG,KRAS\nP1,1\nP2,1,wt,wt\nP3,1,wt,,\nP4,1,wt\n",
             "# c.csv:2\n! unreadable  \"2 cells\" c.csv:2\n"
             "# c.csv:3\n! unreadable  \"4 cells\" c.csv:3\n"
             "# P3\nid P3\nECOG 1\nKRAS wild-type\n"
             "# P4\nid P4\nECOG 1\nKRAS wild-type\n"},
            {"c.csv", "id,ECOG\nP1,\xFF\nP2,1\n",
             "# c.csv:2\n! unreadable  \"P1\" c.csv:2\n# P2\nid P2\nECOG 1\n"},
            {"c.csv", "id,\xFF\nP1,1\n",
             "broke off: it is not UTF-8 "
             "(say --encoding latin-1 if it is that)\n"},
        };
        CHECK_ALL(all);
        set_up();
        struct str text = {"id,ECOG\nP1,\0\nP2,1\n", 18};
        struct str found = dump_text(arena, vocabulary, "c.csv", text);
        ck_assert(
            str_equal(found, STR("# c.csv:2\n! unreadable  \"P1\" c.csv:2\n"
                                 "# P2\nid P2\nECOG 1\n")));
        tear_down();
    }
END_TEST

START_TEST(units)
    {
        static const struct input_text all[] = {
            {"c.csv", "id,height [m],CEA [ng/mL]\nP1,1.8,<5\n",
             "# P1\nid P1\nheight 180\nCEA [0 5) undated\n"},
            {"c.csv", "id,Height [mm]\nP1,1800 mm\nP2,180 cm\n",
             "# P1\nid P1\nheight 180\n"
             "# P2\nid P2\nheight any refused\n"
             "! value height \"180 cm mm\" c.csv:3 column Height [mm]\n"},
            /* Never a guess; reported once, unknown everywhere. */
            {"c.csv", "id,height,ECOG\nP1,180,1\nP2,181,2\n",
             "# P1\nid P1\nECOG 1\nheight any refused\n"
             "! value height \"height\" c.csv:1\n"
             "# P2\nid P2\nECOG 2\nheight any refused\n"},
            {"c.csv", "id,height [kg],KRAS [x],ECOG [cm]\nP1,180,wt,1\n",
             "# P1\nid P1\nECOG any refused\nheight any refused\n"
             "KRAS any refused\n"
             "! value ECOG \"ECOG [cm]\" c.csv:1\n"
             "! value height \"height [kg]\" c.csv:1\n"
             "! value KRAS \"KRAS [x]\" c.csv:1\n"},
            {"c.csv", "id,smoker [x]\nP1,\n",
             "# P1\nid P1\nsmoker any refused\n"
             "! value smoker \"smoker [x]\" c.csv:1\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(parts_of_facts)
    {
        static const struct input_text all[] = {
            {"c.csv",
             "id,CEA [ug/L],CEA.date,CEA.source\nP1,5,2024-05-01,lab\nP2,5,,\n",
             "# P1\nid P1\nCEA 5 2024-05-01 <lab>\n# P2\nid P2\nCEA 5 "
             "undated\n"},
            {"c.csv", "KRAS.date,KRAS\n2024-02-30,wt\n",
             "# c.csv:2\nKRAS any refused\n"
             "! value KRAS \"2024-02-30\" c.csv:2\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(sets)
    {
        static const struct input_text all[] = {
            {"c.csv",
             "comorbidities\ndiabetes; Heart Failure\nnone\ncirrhosis|gout\n"
             "NA\n",
             "# c.csv:2\ncomorbidities diabetes heart-failure\n"
             "# c.csv:3\ncomorbidities none\n"
             "# c.csv:4\ncomorbidities any refused\n"
             "! value comorbidities \"cirrhosis, gout\" c.csv:4\n"
             "# c.csv:5\ncomorbidities any explicit\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(lists)
    {
        static const struct input_text all[] = {
            {"c.csv",
             "id,lesions.1.size [mm],lesions.1.lobe,lesions.2.size [cm]\n"
             "P1,23,left,4\nP2,23,,\nP3,,NA,\n",
             "# P1\nid P1\nlesions 2 of 2\nlesions.1.size 2.3\n"
             "lesions.1.lobe left\nlesions.1.removable no assumed\n"
             "lesions.2.size 4\nlesions.2.removable no assumed\n"
             "# P2\nid P2\nlesions 1 of 1\nlesions.1.size 2.3\n"
             "lesions.1.lobe any explicit\nlesions.1.removable no assumed\n"
             "# P3\nid P3\nlesions 0 of 0..200 absent explicit\n"},
            {"c.csv", "lesions,lesion_count\nnone,0\n,2\n3,\n",
             "# c.csv:2\nlesions 0 of 0\nlesion-count 0\n"
             "# c.csv:3\nlesions 0 of 2 absent explicit\nlesion-count 2\n"
             "# c.csv:4\nlesions 0 of 0..200 absent refused\n"
             "lesion-count any explicit\n! value lesions \"3\" c.csv:4\n"},
            /* A gap is no list. */
            {"c.csv", "lesions.1.lobe,lesions.2.lobe\n,left\n",
             "# c.csv:2\nlesions 0 of 0..200 absent refused\n"
             "! value lesions \"lesions.1 is empty, a later one is not\" "
             "c.csv:2\n"},
            {"c.csv", "lesions,lesions.1.lobe\nnone,left\nnone,\n",
             "# c.csv:2\nlesions 0 of 0..200 absent refused\n"
             "! value lesions \"none\" c.csv:2\n# c.csv:3\nlesions 0 of 0\n"},
            {"c.csv",
             "chemo.1.start,chemo.1.response\n2024-04-01,PR\n2024-03-01,PR\n",
             "# c.csv:2\nchemo 1 of 1\nchemo.1.start 2024-04-01\n"
             "chemo.1.response PR 2024-04-01\nchemo.1.planned no assumed\n"
             "# c.csv:3\nchemo 1 of 1\nchemo.1.start 2024-03-01\n"
             "chemo.1.response any stale 2024-03-01\n"
             "chemo.1.planned no assumed\n"},
            {"c.csv", "lesions.1.size,id\n3,P1\n",
             "# P1\nid P1\nlesions 1 of 1\nlesions.1.size any refused\n"
             "lesions.1.removable no assumed\n"
             "! value lesions.1.size \"lesions.1.size\" c.csv:1\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(the_same_column_twice)
    {
        static const struct input_text all[] = {
            {"c.csv", "KRAS,kras_status\nwt,mut\nwt,wild type\n",
             "# c.csv:2\nKRAS any refused\n! value KRAS \"mut\" c.csv:2\n"
             "# c.csv:3\nKRAS wild-type\n! value KRAS \"wild type\" c.csv:3 "
             "column kras_status\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(unknown_columns)
    {
        set_up();
        struct reader_options options = {.vocabulary = vocabulary};
        struct input_error error;
        struct record *record;
        const struct unknown_key *keys;
        struct reader *reader = reader_of_text(
            arena, STR("c.csv"),
            STR("id,KRSA,lesions.0.size,lesions.x.size,lesions.1.colour,\n"
                "P1,1,2,3,4,\nP2,1,2,3,4,\n"),
            &options, &error);
        while (reader_next(reader, arena, &record, &error) == READER_RECORD)
            ck_assert_uint_eq(record->errors.n, 0);
        ck_assert_uint_eq(reader_unknown_keys(reader, &keys), 4);
        ck_assert(str_equal(keys[0].nearest, STR("KRAS")));
        ck_assert_uint_eq(keys[0].times, 2);
        ck_assert(str_equal(keys[0].source, STR("c.csv:1")));
        ck_assert(str_equal(keys[3].path, STR("lesions.1.colour")));
        reader_close(reader);
        tear_down();
    }
END_TEST

START_TEST(rows_are_limited)
    {
        set_up();
        struct buf text = buf_on(arena);
        buf_text(&text, "id,note\nP1,");
        buf_repeat(&text, 'x', LIMIT_RECORD_BYTES);
        buf_text(&text, "\nP2,\"");
        buf_repeat(&text, 'y', LIMIT_RECORD_BYTES);
        buf_text(&text, "\"\nP3,z\n");
        struct str found =
            dump_text(arena, vocabulary, "c.csv", buf_view(&text));
        ck_assert(str_equal(found,
                            STR("# c.csv:2\n! unreadable  \"the end\" c.csv:2\n"
                                "# c.csv:3\n! unreadable  \"the end\" c.csv:3\n"
                                "# P3\nid P3\nnote z\n")));
        tear_down();
    }
END_TEST

START_TEST(broken_off_anywhere)
    {
        static const char sample[] =
            "\xEF\xBB\xBFid,\"height [cm]\",KRAS,lesions.1.size "
            "[mm],CEA.date\r\n"
            "\"P\"\"1\",\"180\n\",wt,<5,2024\r\nP2,\"1,5\",,,\r\n";
        set_up();
        for (size_t n = 0; n < sizeof sample; n++) {
            dump_text(arena, vocabulary, "c.csv", (struct str){sample, n});
            dump_text(arena, vocabulary, "c.csv",
                      (struct str){sample + n, sizeof sample - 1 - n});
        }
        tear_down();
    }
END_TEST

static Suite *csv_suite(void)
{
    Suite *s = suite_create("csv");
    UNIT_CASE(s, "rows", plain, quotes, rows_that_do_not_fit, rows_are_limited,
              broken_off_anywhere);
    UNIT_CASE(s, "columns", units, parts_of_facts, sets, lists,
              the_same_column_twice, unknown_columns);
    return s;
}

UNIT_MAIN(csv_suite)
