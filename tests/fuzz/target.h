/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

/*
 * What the fuzz targets share. A target is one function, LLVMFuzzerTestOneInput
 * (libFuzzer names it), in a file of its own: it must take any bytes. It calls
 * abort() on what must not be; the sanitizers do the rest. The same file is
 * linked with libFuzzer by `make fuzz`, and with driver.c by `make check`.
 */

#include "interp/check/load.h"
#include "interp/eval/finding.h"
#include "interp/records/reader.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Calls `test` with an arena of bounded size; comes back, too, when that is
   exhausted. `n` bytes that end with a NUL beyond them are passed as a text. */
void target_run(const uint8_t *bytes, size_t n,
                void (*test)(struct arena *arena, struct str text));

/* Whether the rules loaded without an error; renders all messages first. */
bool target_loaded(struct arena *arena, const struct loaded *loaded);

/* Cuts a text at the first line "=== records"; false if there is none. */
bool target_cut(struct str text, struct str *before, struct str *after);

/* How records are read for the program: as of 2024-06-01. */
struct reader_options target_reading(const struct program *program);

/* Reads the records of a text called `name`, finds their verdicts and renders
   them. */
void target_read(struct arena *arena, const struct program *program,
                 const struct reader_options *options, struct str name,
                 struct str records);

/* The same, read as target_reading says. */
void target_evaluate(struct arena *arena, const struct program *program,
                     const char *name, struct str records);

/* A whole file; aborts when it cannot be read. */
struct str target_file(struct arena *arena, const char *path);

/* A folder of this process, swept after each input and gone at the end. */
const char *target_folder(struct arena *arena);

/* A file in it that holds the text: its path. */
struct str target_scratch(struct arena *arena, const char *name,
                          struct str text);

#endif
