/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_TESTS_BENCH_BUNDLE_H
#define CANTLIE_TESTS_BENCH_BUNDLE_H

/*
 * What bundle.cc measures: reading a bundle through a mapping.
 */

#include <stdbool.h>

struct bench_bundle;
typedef struct bench_bundle bench_bundle;

/* The rules with the mapping; NULL if they are not right. */
struct bench_bundle *bench_bundle_open(const char *rules);

/* Opens the file and reads its record. False: there is none. */
bool bench_bundle_read(struct bench_bundle *bench, const char *path);

void bench_bundle_close(struct bench_bundle *bench);

#endif
