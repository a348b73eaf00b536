/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reads a bundle as `cantlie convert` does, without writing it.
 */

#include "tests/bench/bundle.h"

#include "interp/check/load.h"
#include "interp/records/reader.h"

struct bench_bundle {
    struct arena *arena, *of_reader, *of_record;
    struct loaded loaded;
};

struct bench_bundle *bench_bundle_open(const char *rules)
{
    struct arena *arena = arena_new();
    struct bench_bundle *bench = ARENA_NEW(arena, struct bench_bundle);
    bench->arena = arena;
    bench->of_reader = arena_new();
    bench->of_record = arena_new();
    load_rules(arena, &rules, 1, &bench->loaded);
    return bench->loaded.diagnostics.errors ? NULL : bench;
}

bool bench_bundle_read(struct bench_bundle *bench, const char *path)
{
    const struct program *program = bench->loaded.program;
    struct reader_options options = {.vocabulary = program->vocabulary,
                                     .mappings = &program->mappings,
                                     .mapping_wanted = true};
    struct input_error error;
    struct record *record;
    arena_clear(bench->of_reader);
    arena_clear(bench->of_record);
    struct reader *reader =
        reader_open(bench->of_reader, path, &options, &error);
    bool read = reader && reader_next(reader, bench->of_record, &record,
                                      &error) == READER_RECORD;
    reader_close(reader);
    return read && record->readable;
}

void bench_bundle_close(struct bench_bundle *bench)
{
    if (!bench)
        return;
    arena_free(bench->of_reader);
    arena_free(bench->of_record);
    arena_free(bench->arena);
}
