/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tables through mappings: each test is the lines of a mapping, a table, and
 * what becomes of its rows.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "interp/check/load.h"
#include "support/dump.h"

static const char vocabulary[] =
    "record patient\n"
    "  id:      text\n"
    "  age:     years, 0 to 120\n"
    "  sex:     female | male\n"
    "  ECOG:    0 to 5\n"
    "  nodes:   N0 | N1 | N2\n"
    "  CEA:     ug/L, 0 to 1000000, valid for 8 weeks\n"
    "  surgery: date\n"
    "  fit:     yes/no\n"
    "  number:  number\n"
    "  illness: set of diabetes | cirrhosis | asthma\n"
    "  lesions: list of lesion\n"
    "record lesion\n"
    "  size:    cm, 0 to 50\n"
    "  lobe:    left | right\n"
    "  sites:   set of left | right\n"
    "mapping m of patient\n";

struct mapped {
    const char *lines, *table, *dump;
};

static void check_one(const struct mapped *mapped)
{
    struct arena *arena = arena_new();
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    struct str rules = str_format(arena, "%s%s", vocabulary, mapped->lines);
    load_text(arena, STR("t.rules"), rules, loaded);
    struct buf messages = buf_on(arena);
    for (size_t i = 0; i < loaded->diagnostics.list.n; i++)
        diagnostic_render(&messages, &loaded->sources,
                          &loaded->diagnostics.list.at[i]);
    ck_assert_msg(!loaded->diagnostics.errors, "%s\n%.*s", mapped->lines,
                  STR_ARG(buf_view(&messages)));
    struct str found =
        dump_mapped(arena, loaded->program->vocabulary,
                    &loaded->program->mappings, str_of(mapped->table));
    ck_assert_msg(str_equal(found, str_of(mapped->dump)),
                  "%s\n%s\nwanted\n%sfound\n%.*s", mapped->lines, mapped->table,
                  mapped->dump, STR_ARG(found));
    arena_free(arena);
}

static void check_all(const struct mapped *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_one(&all[i]);
}

#define CHECK_ALL(all) check_all(all, sizeof(all) / sizeof *(all))

START_TEST(codes)
    {
        static const struct mapped all[] = {
            {"  sex from \"s\": 1 = male, \"F\" = female\n",
             "s\n1\n01.0\nf\n2\n\"\"x\n",
             "# t.csv:2\nsex male\n# t.csv:3\nsex male\n# t.csv:4\nsex "
             "female\n"
             "# t.csv:5\nsex any refused\n! value sex \"2\" t.csv:5 column s\n"
             "# t.csv:6\n! unreadable  \"\"\"\" t.csv:6\n"},
            {"  nodes from \"n\": 0 = N0, 1 = N1 | N2, 9 = unknown\n",
             "n\n0\n1\n9\n\n,\n",
             "# t.csv:2\nnodes N0\n# t.csv:3\nnodes N1|N2\n"
             "# t.csv:4\nnodes any explicit\n"},
            {"  number from \"n\": 0 = 1, 1 = > 1, 2 = 3 to 5\n",
             "n\n0\n1\n2\n",
             "# t.csv:2\nnumber 1\n# t.csv:3\nnumber (1 )\n"
             "# t.csv:4\nnumber [3 5]\n"},
            {"  CEA from \"c\" in mg/L: 1 = < 1, 2 = 1 ug/L\n", "c\n1\n2\n",
             "# t.csv:2\nCEA [0 1000) undated\n# t.csv:3\nCEA 1 undated\n"},
            {"  illness from \"i\": \"d\" = diabetes, \"c\" = cirrhosis\n",
             "i\nd;c\nd\nd;x\n",
             "# t.csv:2\nillness diabetes cirrhosis\n# t.csv:3\nillness "
             "diabetes\n"
             "# t.csv:4\nillness any refused\n"
             "! value illness \"d;x\" t.csv:4 column i\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(words)
    {
        static const struct mapped all[] = {
            {"  missing -9 | \"k.A.\"\n  yes 1 | \"ja\"\n  no \"nein\"\n"
             "  fit from \"f\"\n  age from \"a\" in years, missing 999\n",
             "f,a\n1,50\nJA,-9\nnein,999\nno,K.A.\nmaybe,\n",
             "# t.csv:2\nage 50\nfit yes\n# t.csv:3\nage any explicit\nfit "
             "yes\n"
             "# t.csv:4\nage any explicit\nfit no\n"
             "# t.csv:5\nage any explicit\nfit no\n"
             "# t.csv:6\nage any explicit\nfit any refused\n"
             "! value fit \"maybe\" t.csv:6 column f\n"},
            {"  sex is female\n  number is unknown\n  age from \"a\" in "
             "years\n",
             "a\n1\n", "# t.csv:2\nage 1\nsex female\nnumber any explicit\n"},
            {"  id from \"pid\"\n  sex is male\n  fit is yes\n", "pid\nA 1\n",
             "# A 1\nid A 1\nsex male\nfit yes\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(numbers)
    {
        static const struct mapped all[] = {
            {"  CEA from \"c\" in ng/dL\n", "c\n1000\n<5\n7 ng/dL\n7 mm\n",
             "# t.csv:2\nCEA 10 undated\n# t.csv:3\nCEA [0 0.05) undated\n"
             "# t.csv:4\nCEA 0.07 undated\n# t.csv:5\nCEA any refused\n"
             "! value CEA \"7 mm ng/dL\" t.csv:5 column c\n"},
            {"  decimal \",\"\n  number from \"n\"\n", "n\n\"1,5\"\n1.5\n3\n",
             "# t.csv:2\nnumber 1.5\n# t.csv:3\nnumber any refused\n"
             "! value number \"1.5\" t.csv:3 column n\n# t.csv:4\nnumber 3\n"},
            {"  age from \"a [months]\"\n", "a [months]\n24\n",
             "# t.csv:2\nage 2\n"},
            {"  age from \"a\" in months\n", "a [months]\n24\n",
             "# t.csv:2\nage 2\n"},
            {"  age from \"a\" in months\n", "a [years]\n24\n",
             "# t.csv:2\nage any refused\n! value age \"a\" t.csv:1\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(dates)
    {
        static const struct mapped all[] = {
            {"  dates \"DD.MM.YYYY\"\n  surgery from \"d\"\n",
             "d\n05.03.2024\n5.3.2024 10:30\n03.2024\n2024\n30.02.2024\n"
             "2024-03-05\n",
             "# t.csv:2\nsurgery 2024-03-05\n# t.csv:3\nsurgery 2024-03-05\n"
             "# t.csv:4\nsurgery 2024-03\n# t.csv:5\nsurgery 2024\n"
             "# t.csv:6\nsurgery any refused\n"
             "! value surgery \"30.02.2024\" t.csv:6 column d\n"
             "# t.csv:7\nsurgery any refused\n"
             "! value surgery \"2024-03-05\" t.csv:7 column d\n"},
            {"  surgery from \"d\" as \"YYYYMMDD\"\n", "d\n20240305\n",
             "# t.csv:2\nsurgery 2024-03-05\n"},
            {"  surgery from \"d\"\n", "d\n2024-03-05T00:00:00Z\n2024-03\n",
             "# t.csv:2\nsurgery 2024-03-05\n# t.csv:3\nsurgery 2024-03\n"},
            {"  dates \"MM/DD/YYYY\"\n"
             "  CEA from \"a\" in ug/L on \"da\"\n"
             "  CEA from \"b\" in ug/L on \"db\"\n",
             "a,da,b,db\n5,05/20/2024,9,05/01/2024\n5,05/20/2024,,\n"
             "5,05/20/2024,7,05/20/2024\n,,,\n5,13/13/2024,,\n",
             "# t.csv:2\nCEA 5 2024-05-20\n# t.csv:3\nCEA 5 2024-05-20\n"
             "# t.csv:4\nCEA [5 7] 2024-05-20\n"
             "# t.csv:6\nCEA any refused\n"
             "! value CEA \"13/13/2024\" t.csv:6 column a\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(expressions)
    {
        static const struct mapped all[] = {
            {"  age from (2024 - \"born\") in years\n",
             "born\n1960\n\nx\n1800\n",
             "# t.csv:2\nage 64\n# t.csv:4\nage any refused\n"
             "! value age \"x\" t.csv:4\n# t.csv:5\nage any refused\n"
             "! value age \"(2024 - \"born\")\" t.csv:5\n"},
            {"  fit from (\"a\" > 5 or \"b\" is \"x\" | 1)\n",
             "a,b\n6,\n1,X\n1,y\n1,\n,1\n",
             "# t.csv:2\nfit yes\n# t.csv:3\nfit yes\n# t.csv:4\nfit no\n"
             "# t.csv:5\nfit any explicit\n# t.csv:6\nfit yes\n"},
            {"  nodes from (\"a\" is known and not \"a\" between 1 and 3): "
             "yes = N0, no = N1\n",
             "a,b\n4,\n2,\n,0\n",
             "# t.csv:2\nnodes N0\n# t.csv:3\nnodes N1\n# t.csv:4\nnodes N1\n"},
            {"  sex from (time from \"a\" to \"b\" >= 2 weeks): yes = male, "
             "no = female\n",
             "a,b\n2024-01-01,2024-01-15\n2024-01-02,2024-01-15\n"
             "2024-01,2024-01-15\n",
             "# t.csv:2\nsex male\n# t.csv:3\nsex female\n"
             "# t.csv:4\nsex any explicit\n"},
            {"  number from (1 / \"a\")\n", "a\n4\n0\n",
             "# t.csv:2\nnumber 0.25\n# t.csv:3\nnumber any refused\n"
             "! value number \"(1 / \"a\")\" t.csv:3\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(elements)
    {
        static const struct mapped all[] = {
            {"  size of lesions from \"l# mm\" in mm\n"
             "  lobe of lesions from \"l# side\": \"L\" = left, \"R\" = "
             "right\n",
             "l1 mm,l1 side,l2 mm,l2 side\n10,L,20,\n,R,,\n,,,\n,,5,\n",
             "# t.csv:2\nlesions 2 of 2\nlesions.1.size 1\nlesions.1.lobe "
             "left\n"
             "lesions.2.size 2\nlesions.2.lobe any explicit\n"
             "# t.csv:3\nlesions 1 of 1\nlesions.1.size any explicit\n"
             "lesions.1.lobe right\n"
             "# t.csv:5\nlesions 0 of 0..* absent refused\n"
             "! value lesions \"lesions.1 is empty, a later one is not\" "
             "t.csv:5\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(options_of_a_set)
    {
        static const struct mapped all[] = {
            {"  illness includes diabetes from \"d\"\n"
             "  illness includes cirrhosis from \"c\": \"A\" = yes, 0 = no, "
             "9 = unknown\n"
             "  illness includes asthma from (\"f\" < 80)\n",
             "d,c,f\nyes,0,90\nno,A,\n,9,\nno,0,99\nmaybe,B,50\n",
             "# t.csv:2\nillness diabetes\n"
             "# t.csv:3\nillness cirrhosis ?asthma\n"
             "# t.csv:4\nillness any explicit\n"
             "# t.csv:5\nillness none\n"
             "# t.csv:6\nillness ?diabetes ?cirrhosis asthma\n"
             "! value illness \"maybe\" t.csv:6 column d\n"
             "! value illness \"B\" t.csv:6 column c\n"},
            {"  illness includes diabetes from \"d\"\n"
             "  illness includes diabetes from \"e\"\n",
             "d,e\nyes,no\nyes,\nno,no\n",
             "# t.csv:2\nillness any\n"
             "# t.csv:3\nillness diabetes ?cirrhosis ?asthma\n"
             "# t.csv:4\nillness ?cirrhosis ?asthma\n"},
            {"  yes 1\n  no 0\n"
             "  sites of lesions includes left from \"L#\"\n"
             "  sites of lesions includes right from \"R#\"\n",
             "L1,R1,L2,R2\n1,0,,1\n",
             "# t.csv:2\nlesions 2 of 2\nlesions.1.sites left\n"
             "lesions.2.sites ?left right\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

START_TEST(headers)
    {
        static const struct mapped all[] = {
            {"  fit from \"f\"\n  age from \"a\" in years\n", "f,b\nyes,1\n",
             "broke off: the mapping m does not fit: its header lacks \"a\"\n"},
            {"  fit from \"f\"\n", "f,F\nyes,no\n",
             "# t.csv:2\nfit any refused\n! value fit \"f\" t.csv:1\n"},
            {"  fit from \"f\"\nmapping n of patient\n  fit from \"f\"\n",
             "f\nyes\n",
             "broke off: the mappings m and n both fit its header: choose one "
             "with --mapping FILE\n"},
            {"  separator \"|\"\n  fit from \"a;b\"\n", "a;b|c\nyes|1\n",
             "# t.csv:2\nfit yes\n"},
            {"  fit from \"f\"\n", "sep=;\nf;g\nyes;1,5\n",
             "# t.csv:3\nfit yes\n"},
            {"  encoding \"latin-1\"\n  fit from \"gr\xC3\xB6\xC3\x9F"
             "e\"\n",
             "gr\xF6\xDF"
             "e\nyes\n",
             "# t.csv:2\nfit yes\n"},
            {"  fit from \"f\"\n", "f,g\nyes,1\nyes\nyes,1,2\nno,\"x\n",
             "# t.csv:2\nfit yes\n# t.csv:3\n! unreadable  \"1 cells\" "
             "t.csv:3\n"
             "# t.csv:4\n! unreadable  \"3 cells\" t.csv:4\n"
             "# t.csv:5\n! unreadable  \"no\" t.csv:5\n"},
        };
        CHECK_ALL(all);
    }
END_TEST

static Suite *mapping_suite(void)
{
    Suite *s = suite_create("mapping");
    UNIT_CASE(s, "cells", codes, words, numbers, dates);
    UNIT_CASE(s, "rows", expressions, elements, options_of_a_set, headers);
    return s;
}

UNIT_MAIN(mapping_suite)
