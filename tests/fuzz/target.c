/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the fuzz targets share: from a text to results, with bounds that keep
 * one input from taking all memory or all day. Results are looked at by the
 * sanitizers only; whether they are right is for tests/reference to say.
 */

#include "tests/fuzz/target.h"

#include "interp/render/record_json.h"
#include "interp/render/result_json.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMORY ((size_t)512 << 20)
#define RECORDS 20

/* ---- a folder to write into ----------------------------------------------- */

/* Its path, once there is one: the only state that outlives an input. */
static char folder[256];

static void remove_folder(void)
{
    rmdir(folder);
}

const char *target_folder(struct arena *arena)
{
    const char *where = getenv("TMPDIR");
    if (folder[0])
        return folder;
    struct str made =
        str_format(arena, "%s/cantlie-fuzz-XXXXXX", where ? where : "/tmp");
    if (made.n >= sizeof folder)
        abort();
    memcpy(folder, made.at, made.n + 1);
    if (!mkdtemp(folder) || atexit(remove_folder) != 0)
        abort();
    return folder;
}

struct str target_scratch(struct arena *arena, const char *name,
                          struct str text)
{
    struct str path = str_format(arena, "%s/%s", target_folder(arena), name);
    FILE *file = fopen(path.at, "wb");
    if (!file || fwrite(text.at, 1, text.n, file) != text.n ||
        fclose(file) != 0)
        abort();
    return path;
}

static void sweep(void)
{
    DIR *list = folder[0] ? opendir(folder) : NULL;
    const struct dirent *one;
    while (list && (one = readdir(list)))
        if (strcmp(one->d_name, ".") != 0 && strcmp(one->d_name, "..") != 0)
            unlinkat(dirfd(list), one->d_name, 0);
    if (list)
        closedir(list);
}

/* ---- one input ------------------------------------------------------------ */

void target_run(const uint8_t *bytes, size_t n,
                void (*test)(struct arena *arena, struct str text))
{
    struct arena *arena = arena_new();
    jmp_buf exhausted;
    if (!arena)
        return;
    arena_limit(arena, MEMORY);
    arena_guard(arena, &exhausted);
    if (setjmp(exhausted) == 0)
        test(arena, (struct str){arena_copy(arena, (const char *)bytes, n), n});
    arena_free(arena);
    sweep();
}

bool target_cut(struct str text, struct str *before, struct str *after)
{
    static const char cut[] = "\n=== records\n";
    const size_t n = sizeof cut - 1;
    for (size_t i = 0; i + n <= text.n; i++) {
        if (memcmp(text.at + i, cut, n) != 0)
            continue;
        *before = (struct str){text.at, i + 1};
        *after = str_from(text, i + n);
        return true;
    }
    return false;
}

bool target_loaded(struct arena *arena, const struct loaded *loaded)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < loaded->diagnostics.list.n; i++)
        diagnostic_render(&out, &loaded->sources,
                          &loaded->diagnostics.list.at[i]);
    return loaded->diagnostics.errors == 0 && !loaded->unreadable;
}

/* As `cantlie run` does: nothing is found for a record that is unreadable. */
static void evaluate(struct arena *arena, struct evaluator *ev,
                     struct record *record)
{
    const struct selection everything = {0};
    struct finding unreadable = {.program = evaluator_program(ev),
                                 .record = record};
    struct buf out = buf_on(arena);
    result_json(&out, ev,
                record->readable ? find(ev, record, arena) : &unreadable,
                &everything);
    if (record->readable)
        record_json(&out, record, true);
}

struct reader_options target_reading(const struct program *program)
{
    date today = 0, last;
    date_read(STR("2024-06-01"), &today, &last);
    return (struct reader_options){.vocabulary = program->vocabulary,
                                   .today = today,
                                   .mappings = &program->mappings};
}

void target_read(struct arena *arena, const struct program *program,
                 const struct reader_options *options, struct str name,
                 struct str records)
{
    struct input_error error = {0};
    if (!program->vocabulary->patient)
        return; /* no command reads records for such rules */
    struct reader *reader =
        reader_of_text(arena, name, records, options, &error);
    if (!reader)
        return;
    struct evaluator *ev = evaluator_new(arena, program);
    struct record *record = NULL;
    for (int i = 0; i < RECORDS; i++) {
        if (reader_next(reader, arena, &record, &error) != READER_RECORD)
            break;
        evaluate(arena, ev, record);
    }
    reader_close(reader);
}

void target_evaluate(struct arena *arena, const struct program *program,
                     const char *name, struct str records)
{
    struct reader_options options = target_reading(program);
    target_read(arena, program, &options, str_of(name), records);
}

struct str target_file(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        abort();
    }
    struct buf text = buf_on(arena);
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        buf_str(&text, (struct str){part, n});
    fclose(file);
    return buf_view(&text);
}
