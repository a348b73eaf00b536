/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The few lines that every unit test would otherwise repeat.
 *
 * Each tests/unit/NAME.c is one executable. It writes its tests with Check,
 * gathers them in suites, and ends with
 *
 *     static Suite *arena_suite(void) {
 *         Suite *s = suite_create("arena");
 *         UNIT_CASE(s, "growth", grows_by_chunks, keeps_alignment);
 *         return s;
 *     }
 *
 *     UNIT_MAIN(arena_suite)
 *
 * Tests run from the root of the repository, each in a process of its own
 * (set CK_FORK=no for a debugger). The last line that Check prints is what
 * tests/run_unit.py counts. Files in tests/unit/support/ are linked into
 * every executable.
 */
#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <check.h>
#include <stdlib.h>

typedef Suite *(*unit_suite)(void);

/* Adds the tests listed, up to NULL, to `suite` as one case called `name`. */
static inline void unit_case(Suite *suite, const char *name,
                             const TTest *const *tests)
{
    TCase *tcase = tcase_create(name);
    for (; *tests != NULL; tests++) {
        tcase_add_test(tcase, *tests);
    }
    suite_add_tcase(suite, tcase);
}

/* Runs the suites listed, up to NULL; the exit status of the executable. */
static inline int unit_run(const unit_suite *suites)
{
    SRunner *runner = srunner_create(NULL);
    for (; *suites != NULL; suites++) {
        srunner_add_suite(runner, (*suites)());
    }
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define UNIT_CASE(suite, name, ...)                                            \
    unit_case(suite, name, (const TTest *const[]){__VA_ARGS__, NULL})

#define UNIT_MAIN(...)                                                         \
    int main(void)                                                             \
    {                                                                          \
        return unit_run((const unit_suite[]){__VA_ARGS__, NULL});              \
    }

#endif
