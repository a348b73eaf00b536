/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tables: read in each encoding, as one of patients by the mapping of
 * tests/fuzz/fuzz.rules or by Cantlie's own names, as one of lesions beside a
 * patient; and a mapping proposed for it, which must parse as far as it goes.
 */

#include "tests/fuzz/target.h"

#include "interp/records/join.h"
#include "interp/records/propose.h"

#include <stdlib.h>

static const struct str patient = {"id\nA\n", 5};

/* A table of its own of the lesions of one patient. */
static void joined(struct arena *arena, const struct program *program,
                   struct str text, enum map_encoding encoding)
{
    struct input_error error;
    struct reader_options options = target_reading(program);
    options.encoding_set = true;
    options.encoding = encoding;
    struct join *join = join_new(arena, &options);
    struct str path = target_scratch(arena, "lesions.csv", text);
    options.join = join;
    if (join_add(join, path.at, &error) == JOIN_TAKEN)
        target_read(arena, program, &options, STR("t.csv"), patient);
    join_close(join);
}

static void proposed(struct arena *arena, const struct program *program,
                     struct str text)
{
    struct buf draft = buf_on(arena);
    struct str wrong;
    struct propose_options options = {.vocabulary = program->vocabulary};
    struct str path = target_scratch(arena, "patients.csv", text);
    if (!propose_mapping(&draft, path.at, &options, &wrong))
        return;
    if (parse_try(arena, buf_view(&draft), PARSE_FILE) == PARSE_WRONG)
        abort();
}

static void test(struct arena *arena, struct str text)
{
    static const enum map_encoding encodings[] = {
        ENCODING_UTF8, ENCODING_LATIN1, ENCODING_WINDOWS1252};
    struct loaded loaded;
    struct str rules = target_file(arena, "tests/fuzz/fuzz.rules");
    load_text(arena, STR("fuzz.rules"), rules, &loaded);
    if (!target_loaded(arena, &loaded))
        abort();
    struct reader_options options = target_reading(loaded.program);
    target_read(arena, loaded.program, &options, STR("t.csv"), text);
    target_read(arena, loaded.program, &options, STR("t.tsv"), text);
    options.encoding_set = true;
    options.encoding = encodings[text.n % 3];
    options.strict = true;
    options.digests = true;
    target_read(arena, loaded.program, &options, STR("t.csv"), text);
    joined(arena, loaded.program, text, encodings[text.n % 3]);
    proposed(arena, loaded.program, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
