/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Kleene's tables, exhaustively: a truth is the set of what a condition may
 * be, so every operation is held against the operation on all members.
 */

#include "interp/value/truth.h"

#include "tests/unit/unit.h"

static const enum truth all[] = {TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN};

static bool may(enum truth truth, bool what)
{
    return truth & (what ? TRUTH_YES : TRUTH_NO);
}

/* The set of a op b over all members, op given by its table. */
static enum truth by_members(enum truth a, enum truth b, const bool table[2][2])
{
    unsigned result = 0;
    for (int x = 0; x < 2; x++)
        for (int y = 0; y < 2; y++)
            if (may(a, x) && may(b, y))
                result |= (unsigned)truth_of(table[x][y]);
    return (enum truth)result;
}

START_TEST(and_is_over_members)
    {
        static const bool table[2][2] = {{false, false}, {false, true}};
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                ck_assert_int_eq(truth_and(all[i], all[j]),
                                 by_members(all[i], all[j], table));
    }
END_TEST

START_TEST(or_is_over_members)
    {
        static const bool table[2][2] = {{false, true}, {true, true}};
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                ck_assert_int_eq(truth_or(all[i], all[j]),
                                 by_members(all[i], all[j], table));
    }
END_TEST

START_TEST(not_turns_over)
    {
        ck_assert_int_eq(truth_not(TRUTH_NO), TRUTH_YES);
        ck_assert_int_eq(truth_not(TRUTH_YES), TRUTH_NO);
        ck_assert_int_eq(truth_not(TRUTH_UNKNOWN), TRUTH_UNKNOWN);
    }
END_TEST

START_TEST(de_morgan_holds)
    {
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                ck_assert_int_eq(
                    truth_not(truth_and(all[i], all[j])),
                    truth_or(truth_not(all[i]), truth_not(all[j])));
    }
END_TEST

START_TEST(narrowing_an_operand_narrows_the_result)
    {
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 3; j++) {
                enum truth both = truth_and(TRUTH_UNKNOWN, all[j]);
                enum truth either = truth_or(TRUTH_UNKNOWN, all[j]);
                ck_assert(!(truth_and(all[i], all[j]) & ~both));
                ck_assert(!(truth_or(all[i], all[j]) & ~either));
            }
    }
END_TEST

START_TEST(either_is_the_union)
    {
        ck_assert_int_eq(truth_either(TRUTH_NO, TRUTH_YES), TRUTH_UNKNOWN);
        ck_assert_int_eq(truth_either(TRUTH_NO, TRUTH_NO), TRUTH_NO);
        ck_assert_int_eq(truth_either(TRUTH_YES, TRUTH_UNKNOWN), TRUTH_UNKNOWN);
    }
END_TEST

static Suite *truth_suite(void)
{
    Suite *s = suite_create("truth");
    UNIT_CASE(s, "tables", and_is_over_members, or_is_over_members,
              not_turns_over, de_morgan_holds,
              narrowing_an_operand_narrows_the_result, either_is_the_union);
    return s;
}

UNIT_MAIN(truth_suite)
