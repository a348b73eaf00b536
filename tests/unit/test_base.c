/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The ground floor: arenas, slices, buffers, names. These know no language,
 * so their tests use none.
 */

#include "tests/unit/unit.h"

#include "grammar/base/arena.h"
#include "grammar/base/buf.h"
#include "grammar/base/hash.h"
#include "grammar/base/names.h"
#include "grammar/base/str.h"

#include <stdint.h>
#include <string.h>

static struct arena *arena;

static void set_up(void)
{
    arena = arena_new();
    ck_assert_ptr_nonnull(arena);
}

static void tear_down(void)
{
    arena_free(arena);
}

/* Arenas */

START_TEST(arena_gives_zeroed_aligned_memory)
    {
        for (size_t size = 0; size < 300; size++) {
            unsigned char *at = arena_alloc(arena, size);
            size_t alignment = size % 16 ? 8 : _Alignof(max_align_t);
            ck_assert_uint_eq((uintptr_t)at % alignment, 0);
            for (size_t i = 0; i < size; i++)
                ck_assert_uint_eq(at[i], 0);
            memset(at, 0xFF, size);
        }
    }
END_TEST

/* The last bytes grow where they stand, up to the end of their block. */
START_TEST(arena_stretches_what_it_gave_last)
    {
        char *first = arena_room(arena, 20);
        ck_assert(arena_stretch(arena, first, 20, 200));
        char *next = arena_room(arena, 16);
        ck_assert(next >= first + 200);
        ck_assert(!arena_stretch(arena, first, 200, 300));
        ck_assert(!arena_stretch(arena, next, 16, 1 << 20));
        size_t used = arena_used(arena);
        arena_limit(arena, used + 100);
        ck_assert(!arena_stretch(arena, next, 16, 200));
        ck_assert(arena_stretch(arena, next, 16, 100));
        ck_assert_uint_gt(arena_used(arena), used);
    }
END_TEST

/* A large block of an odd number of units, and more behind it. */
START_TEST(arena_gives_odd_sizes)
    {
        static const size_t sizes[] = {
            1,      7,        8, 9, 24, 40, 64 * 1024 - 8, 64 * 1024 + 8,
            200008, 64 * 1024};
        for (size_t i = 0; i < 200; i++) {
            size_t size = sizes[i % (sizeof sizes / sizeof *sizes)];
            memset(arena_room(arena, size), 0xAA, size);
            char *behind = arena_alloc(arena, 16);
            ck_assert_uint_eq((uintptr_t)behind % _Alignof(max_align_t), 0);
            ck_assert(!behind[0] && !behind[15]);
        }
    }
END_TEST

START_TEST(arena_gives_more_than_a_block)
    {
        char *large = arena_alloc(arena, 1 << 20);
        large[0] = large[(1 << 20) - 1] = 'x';
        char *small = arena_alloc(arena, 16);
        ck_assert(small + 16 <= large || small >= large + (1 << 20));
    }
END_TEST

START_TEST(arena_clear_zeroes_again)
    {
        char *first = arena_alloc(arena, 64);
        memset(first, 'x', 64);
        arena_clear(arena);
        ck_assert_uint_eq(arena_used(arena), 0);
        char *second = arena_alloc(arena, 64);
        for (size_t i = 0; i < 64; i++)
            ck_assert_int_eq(second[i], 0);
    }
END_TEST

START_TEST(arena_limit_goes_to_the_guard)
    {
        jmp_buf guard;
        if (setjmp(guard) == 0) {
            arena_guard(arena, &guard);
            arena_limit(arena, 1000);
            for (int i = 0; i < 100; i++)
                arena_alloc(arena, 64);
            ck_abort_msg("the limit was passed");
        }
        ck_assert_uint_le(arena_used(arena), 1000);
    }
END_TEST

START_TEST(arena_array_checks_its_product)
    {
        jmp_buf guard;
        if (setjmp(guard) == 0) {
            arena_guard(arena, &guard);
            arena_array(arena, SIZE_MAX / 2, 4);
            ck_abort_msg("the product overflowed");
        }
    }
END_TEST

START_TEST(lists_keep_what_is_pushed)
    {
        LIST(int) list = {0};
        for (int i = 0; i < 1000; i++)
            list_push(arena, &list, i);
        ck_assert_uint_eq(list.n, 1000);
        for (int i = 0; i < 1000; i++)
            ck_assert_int_eq(list.at[i], i);
    }
END_TEST

/* Slices */

START_TEST(slices_compare_and_cut)
    {
        ck_assert(str_equal(STR("abc"), str_of("abc")));
        ck_assert(!str_equal(STR("abc"), STR("abd")));
        ck_assert_int_lt(str_compare(STR("ab"), STR("abc")), 0);
        ck_assert_int_gt(str_compare(STR("b"), STR("abc")), 0);
        ck_assert(str_starts(STR("wild-type"), STR("wild")));
        ck_assert(!str_starts(STR("w"), STR("wild")));
        ck_assert(str_equal(str_trim(STR(" \t a b\r\n ")), STR("a b")));
        ck_assert(str_equal(str_from(STR("abc"), 9), STR("")));
        ck_assert_uint_eq(str_of(NULL).n, 0);
    }
END_TEST

START_TEST(names_do_not_know_case_and_hyphen)
    {
        ck_assert(name_equal(STR("Wild_Type"), STR("wild-type")));
        ck_assert(!name_equal(STR("wildtype"), STR("wild-type")));
        ck_assert_uint_eq(hash_name(arena, STR("KRAS_x[@`{ long_E")),
                          hash_name(arena, STR("kras-X[@`{ LONG-e")));
        ck_assert_uint_ne(hash_name(arena, STR("a")),
                          hash_text(arena, STR("A")));
        ck_assert_uint_ne(hash_text(arena, STR("a")),
                          hash_text(&arena, STR("a")));
        ck_assert(str_equal(name_fold(arena, STR("A_B-C")), STR("a-b-c")));
    }
END_TEST

START_TEST(distances_count_edits)
    {
        static const struct {
            const char *a, *b;
            unsigned distance;
        } rows[] = {
            {"", "", 0},
            {"a", "", 1},
            {"mutatd", "mutated", 1},
            {"ruel", "rule", 1},
            {"KRAS", "kras", 0},
            {"wild_type", "wild-type", 0},
            {"kitten", "sitting", 3},
            {"abc", "xyz", 3},
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            ck_assert_uint_eq(
                name_distance(str_of(rows[i].a), str_of(rows[i].b), 9),
                rows[i].distance);
        ck_assert_uint_eq(name_distance(STR("abcdef"), STR("uvwxyz"), 2), 3);
    }
END_TEST

/* Buffers */

START_TEST(buffers_grow)
    {
        struct buf buf = buf_on(arena);
        for (int i = 0; i < 1000; i++)
            buf_format(&buf, "%d,", i % 10);
        ck_assert_uint_eq(buf.n, 2000);
        buf_clear(&buf);
        buf_int(&buf, INT64_MIN);
        buf_char(&buf, ' ');
        buf_int(&buf, 0);
        buf_repeat(&buf, '-', 3);
        ck_assert(str_equal(buf_view(&buf), STR("-9223372036854775808 0---")));
    }
END_TEST

START_TEST(columns_are_code_points)
    {
        ck_assert_uint_eq(str_columns(STR("naïve ≤ µg")), 10);
        ck_assert_uint_eq(str_columns(STR("")), 0);
    }
END_TEST

/* Names */

START_TEST(names_find_what_was_added)
    {
        struct names names = names_on(arena);
        ck_assert_uint_eq(names_find(&names, STR("x")), NAMES_NONE);
        for (uint32_t i = 0; i < 2000; i++) {
            struct str name = str_format(arena, "name-%u", i);
            ck_assert_uint_eq(names_add(&names, name, i), NAMES_NONE);
        }
        for (uint32_t i = 0; i < 2000; i++)
            ck_assert_uint_eq(
                names_find(&names, str_format(arena, "NAME_%u", i)), i);
        ck_assert_uint_eq(names_add(&names, STR("name-7"), 9), 7);
    }
END_TEST

START_TEST(names_find_the_nearest)
    {
        struct names names = names_on(arena);
        names_add(&names, STR("wild-type"), 0);
        names_add(&names, STR("mutated"), 1);
        names_add(&names, STR("R0"), 2);
        ck_assert_uint_eq(names_nearest(&names, STR("mutatd"))->value, 1);
        ck_assert_uint_eq(names_nearest(&names, STR("wildtype"))->value, 0);
        ck_assert_ptr_null(names_nearest(&names, STR("cetuximab")));
        names_add(&names, STR("N0"), 7);
        names_add(&names, STR("dMMR"), 8);
        names_add(&names, STR("IIIA"), 9);
        names_add(&names, STR("V600E"), 10);
        names_add(&names, STR("hypotension"), 11);
        names_add(&names, STR("unresected"), 12);
        ck_assert_uint_eq(names_nearest(&names, STR("V60E0"))->value, 10);
        ck_assert_uint_eq(names_nearest(&names, STR("hypotenson"))->value, 11);
        const char *const opposites[] = {"N2",    "pMMR",         "IIIB",
                                         "V600K", "hypertension", "resected"};
        for (size_t i = 0; i < 6; i++)
            ck_assert_ptr_null(names_nearest(&names, str_of(opposites[i])));
    }
END_TEST

/* Every test has an arena of its own. */
static void add_case(Suite *suite, const char *name, const TTest *const *tests)
{
    TCase *tcase = tcase_create(name);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    for (; *tests; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
}

#define ADD_CASE(suite, name, ...)                                             \
    add_case(suite, name, (const TTest *const[]){__VA_ARGS__, NULL})

static Suite *base_suite(void)
{
    Suite *s = suite_create("base");
    ADD_CASE(s, "arena", arena_gives_zeroed_aligned_memory,
             arena_stretches_what_it_gave_last, arena_gives_odd_sizes,
             arena_gives_more_than_a_block, arena_clear_zeroes_again,
             arena_limit_goes_to_the_guard, arena_array_checks_its_product,
             lists_keep_what_is_pushed);
    ADD_CASE(s, "text", slices_compare_and_cut,
             names_do_not_know_case_and_hyphen, distances_count_edits,
             buffers_grow, columns_are_code_points);
    ADD_CASE(s, "names", names_find_what_was_added, names_find_the_nearest);
    return s;
}

UNIT_MAIN(base_suite)
