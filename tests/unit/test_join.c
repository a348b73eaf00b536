/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tables of elements: what is read along with the patients is what would have
 * been held. Random tables and patients, in order or not, are joined both
 * ways, and every record and every row of nobody is compared.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "interp/check/load.h"
#include "interp/records/join.h"
#include "support/dump.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char rules[] = "record patient\n"
                            "  id:      text\n"
                            "  lesions: list of lesion\n"
                            "record lesion\n"
                            "  size:    mm, 0 to 50\n"
                            "mapping l of lesion\n"
                            "  id   from \"whose\"\n"
                            "  size from \"mm\" in mm\n";

struct world {
    struct arena *arena;
    struct loaded *loaded;
    char path[64];
    uint64_t seed;
};

static unsigned roll(struct world *w, unsigned n)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(w->seed >> 33) % n;
}

static struct world world_of(uint64_t seed)
{
    struct world w = {.arena = arena_new(), .seed = seed};
    w.loaded = ARENA_NEW(w.arena, struct loaded);
    load_text(w.arena, STR("t.rules"), str_of(rules), w.loaded);
    ck_assert(!w.loaded->diagnostics.errors);
    strcpy(w.path, "/tmp/cantlie-join-XXXXXX.csv");
    int fd = mkstemps(w.path, 4);
    ck_assert_int_ge(fd, 0);
    close(fd);
    return w;
}

static void write_table(const struct world *w, struct str text)
{
    FILE *file = fopen(w->path, "w");
    ck_assert_ptr_nonnull(file);
    fwrite(text.at, 1, text.n, file);
    fclose(file);
}

static struct reader_options options_of(const struct world *w)
{
    return (struct reader_options){.vocabulary = w->loaded->program->vocabulary,
                                   .mappings = &w->loaded->program->mappings};
}

/* All records and what is left over, as text. */
static struct str joined(const struct world *w, struct str patients,
                         size_t hold_most)
{
    struct arena *arena = arena_new();
    struct input_error error;
    struct reader_options options = options_of(w);
    struct join *join = join_new(w->arena, &options);
    struct buf out = buf_on(w->arena);
    join_hold_most(join, hold_most);
    if (join_add(join, w->path, &error) != JOIN_TAKEN) {
        join_close(join);
        arena_free(arena);
        return str_format(w->arena, "failed: %.*s", STR_ARG(error.message));
    }
    options.join = join;
    struct reader *reader =
        reader_of_text(w->arena, STR("p.csv"), patients, &options, &error);
    ck_assert_ptr_nonnull(reader);
    for (struct record *record;
         reader_next(reader, arena, &record, &error) == READER_RECORD;
         arena_clear(arena)) {
        struct str dump = dump_record(arena, record);
        buf_format(&out, "# %.*s\n%.*s", STR_ARG(record->id), STR_ARG(dump));
    }
    struct join_orphans orphans;
    for (size_t i = 0; join_orphans(join, i, &orphans); i++)
        buf_format(&out, "%llu of \"%.*s\"\n", (unsigned long long)orphans.rows,
                   STR_ARG(orphans.id));
    join_close(join);
    reader_close(reader);
    arena_free(arena);
    return buf_view(&out);
}

/* `n` numbers below 30, in the order of their names or (roughly) not. */
static size_t some_ids(struct world *w, unsigned *ids, bool sorted)
{
    size_t n = 0;
    for (unsigned id = 0; id < 30; id++)
        for (unsigned times = roll(w, 5); times > 2; times--)
            ids[n++] = id;
    for (size_t i = 0; !sorted && i < 3 && n; i++) {
        size_t a = roll(w, (unsigned)n), b = roll(w, (unsigned)n);
        unsigned id = ids[a];
        ids[a] = ids[b];
        ids[b] = id;
    }
    return n;
}

static struct str table_of(struct world *w, const char *header,
                           const char *form, bool sorted)
{
    unsigned ids[100];
    size_t n = some_ids(w, ids, sorted);
    struct buf text = buf_on(w->arena);
    buf_format(&text, "%s\n", header);
    for (size_t i = 0; i < n; i++) {
        char id[16];
        snprintf(id, sizeof id, strcmp(form, "n") ? "P%02u" : "%u", ids[i]);
        buf_format(&text, "%s,%u\n", id, roll(w, 60));
    }
    return buf_view(&text);
}

START_TEST(streams_what_it_would_hold)
    {
        for (uint64_t seed = 1; seed <= 300; seed++) {
            struct world w = world_of(seed);
            const char *form = seed % 3 ? "P" : "n";
            write_table(&w, table_of(&w, "whose,mm", form, seed % 4 != 0));
            struct str patients = table_of(&w, "id,other", form, seed % 5 < 3);
            struct str held = joined(&w, patients, SIZE_MAX);
            struct str streamed = joined(&w, patients, 0);
            ck_assert_msg(str_equal(held, streamed),
                          "seed %d\n%.*s\nheld\n%.*s\nstreamed\n%.*s",
                          (int)seed, STR_ARG(patients), STR_ARG(held),
                          STR_ARG(streamed));
            unlink(w.path);
            arena_free(w.arena);
        }
    }
END_TEST

START_TEST(refuses_rows_of_nobody_known)
    {
        static const char *const tables[] = {
            "whose,mm\nA,1\n,2\n",
            "whose,mm\nA,1\nB,\"2\n",
            "whose,mm\nA,1\nB\xE4,2\n",
        };
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
            struct world w = world_of(1);
            write_table(&w, str_of(tables[i]));
            struct str held = joined(&w, STR("id,x\nA,1\n"), SIZE_MAX);
            struct str streamed = joined(&w, STR("id,x\nA,1\n"), 0);
            ck_assert(str_starts(held, STR("failed: line 3: ")));
            ck_assert(str_equal(held, streamed));
            unlink(w.path);
            arena_free(w.arena);
        }
    }
END_TEST

START_TEST(says_where_a_table_has_changed)
    {
        struct world w = world_of(1);
        struct arena *arena = arena_new();
        struct input_error error;
        struct reader_options options = options_of(&w);
        struct join *join = join_new(w.arena, &options);
        struct record *record;
        join_hold_most(join, 0);
        write_table(&w, STR("whose,mm\nA,1\nB,2\n"));
        ck_assert_int_eq(join_add(join, w.path, &error), JOIN_TAKEN);
        unlink(w.path);
        options.join = join;
        struct reader *reader = reader_of_text(
            w.arena, STR("p.csv"), STR("id,x\nA,1\nB,1\n"), &options, &error);
        for (size_t i = 0; i < 2; i++) {
            ck_assert_int_eq(reader_next(reader, arena, &record, &error),
                             READER_RECORD);
            ck_assert_uint_eq(record->errors.n, 1);
            ck_assert(str_equal(record->errors.at[0].path, STR("lesions")));
        }
        reader_close(reader);
        join_close(join);
        arena_free(arena);
        arena_free(w.arena);
    }
END_TEST

static Suite *join_suite(void)
{
    Suite *s = suite_create("join");
    UNIT_CASE(s, "tables of elements", streams_what_it_would_hold,
              refuses_rows_of_nobody_known, says_where_a_table_has_changed);
    return s;
}

UNIT_MAIN(join_suite)
