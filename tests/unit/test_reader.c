/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Records from files: plain, under gzip, broken off, missing; the memory that
 * reading takes. Files are made in a folder of their own and taken away.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "interp/records/reader.h"
#include "support/by_hand.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static struct arena *arena;
static struct vocabulary *vocabulary;
static char folder[] = "/tmp/cantlie-reader-XXXXXX";

static void set_up(void)
{
    arena = arena_new();
    vocabulary = vocabulary_by_hand(arena);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void tear_down(void)
{
    ck_assert_int_eq(rmdir(folder), 0);
    arena_free(arena);
}

static const char *path_of(const char *name)
{
    return str_format(arena, "%s/%s", folder, name).at;
}

static const char *write_plain(const char *name, struct str text)
{
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text.at, 1, text.n, file), text.n);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

static const char *write_gzip(const char *name, struct str text)
{
    const char *path = path_of(name);
    gzFile file = gzopen(path, "wb");
    ck_assert_int_eq(gzwrite(file, text.at, (unsigned)text.n), (int)text.n);
    ck_assert_int_eq(gzclose(file), Z_OK);
    return path;
}

/* The ids of all records, and how reading ended. */
static struct str ids(const char *path)
{
    struct reader_options options = {.vocabulary = vocabulary};
    struct input_error error = {.path = {NULL, 0}};
    struct record *record;
    struct buf out = buf_on(arena);
    struct reader *reader = reader_open(arena, path, &options, &error);
    enum reader_state state = READER_FAILED;
    while (reader && (state = reader_next(reader, arena, &record, &error)) ==
                         READER_RECORD) {
        buf_str(&out, record->id);
        buf_text(&out, record->readable ? " " : "! ");
    }
    if (state == READER_FAILED)
        buf_str(&out, error.message);
    else
        ck_assert(reader_next(reader, arena, &record, &error) == READER_END);
    reader_close(reader);
    return buf_view(&out);
}

#define IDS(path, want)                                                        \
    do {                                                                       \
        struct str found_ = ids(path);                                         \
        ck_assert_msg(str_equal(found_, str_of(want)), "%.*s",                 \
                      STR_ARG(found_));                                        \
    } while (0)

static const struct str two_lines = {"{\"id\": \"P1\"}\n{\"id\": \"P2\"}\n",
                                     26};

START_TEST(plain_and_gzip)
    {
        set_up();
        const char *path = write_plain("c.ndjson", two_lines);
        IDS(path, "P1 P2 ");
        unlink(path);
        path = write_gzip("c.ndjson.gz", two_lines);
        IDS(path, "P1 P2 ");
        unlink(path);
        path = write_gzip("c", two_lines);
        IDS(path, "P1 P2 ");
        unlink(path);
        path = write_gzip("c.CSV.GZ", STR("id\nP1\nP2\n"));
        IDS(path, "P1 P2 ");
        unlink(path);
        path = write_gzip("c.tsv.gz", STR("id\tECOG\nP,1\t2\n"));
        IDS(path, "P,1 ");
        unlink(path);
        tear_down();
    }
END_TEST

START_TEST(unreadable)
    {
        set_up();
        IDS(path_of("none.json"), "there is no such file");
        IDS(folder, "it is a folder");
        const char *path = write_plain("empty.json", STR(""));
        IDS(path, "it is empty: it holds no records");
        unlink(path);
        path = write_gzip("empty.ndjson.gz", STR(""));
        IDS(path, "it is empty: it holds no records");
        unlink(path);
        tear_down();
    }
END_TEST

/* What was complete before the break stays valid. */
START_TEST(gzip_broken_off)
    {
        set_up();
        struct buf text = buf_on(arena);
        for (int i = 0; i < 200000; i++)
            buf_format(&text, "{\"id\": \"P%d\", \"note\": \"%d\"}\n", i,
                       i * 7919 % 10007);
        const char *path = write_gzip("c.ndjson.gz", buf_view(&text));
        ck_assert_int_eq(truncate(path, 300000), 0);
        struct str found = ids(path);
        ck_assert(str_starts(found, STR("P0 P1 P2 ")));
        struct str why = STR("the compressed data break off");
        ck_assert(str_equal(str_from(found, found.n - why.n), why));
        unlink(path);
        path = write_gzip("c.ndjson.gz", buf_view(&text));
        FILE *file = fopen(path, "r+b");
        ck_assert_ptr_nonnull(file);
        fseek(file, 100000, SEEK_SET);
        for (int i = 0; i < 1000; i++)
            fputc('x', file);
        fclose(file);
        found = ids(path);
        why = STR("the compressed data are damaged");
        ck_assert(str_equal(str_from(found, found.n - why.n), why));
        unlink(path);
        tear_down();
    }
END_TEST

START_TEST(standard_input)
    {
        set_up();
        const char *path = write_plain("c.ndjson", STR("{}\n{\"id\": 5}\n"));
        int fd = open(path, O_RDONLY);
        ck_assert_int_ge(fd, 0);
        ck_assert_int_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
        IDS("-", "standard input:1 5 ");
        close(fd);
        unlink(path);
        tear_down();
    }
END_TEST

/* A cohort larger than the window, read with one small arena per record. */
START_TEST(memory_is_bounded)
    {
        set_up();
        struct buf text = buf_on(arena);
        for (int i = 0; i < 50000; i++)
            buf_format(&text,
                       "{\"id\": \"P%d\", \"lesions\": [{\"size\": 3}]}\n", i);
        struct arena *own = arena_new(), *of_record = arena_new();
        arena_limit(own, 64 << 10);
        arena_limit(of_record, 64 << 10);
        struct reader_options options = {.vocabulary = vocabulary};
        struct input_error error;
        struct record *record;
        struct reader *reader = reader_of_text(
            own, STR("c.ndjson"), buf_view(&text), &options, &error);
        int n = 0;
        while (reader_next(reader, of_record, &record, &error) ==
               READER_RECORD) {
            struct str id = str_format(of_record, "P%d", n++);
            ck_assert(str_equal(record->id, id));
            arena_clear(of_record);
        }
        ck_assert_int_eq(n, 50000);
        reader_close(reader);
        arena_free(of_record);
        arena_free(own);
        tear_down();
    }
END_TEST

static Suite *reader_suite(void)
{
    Suite *s = suite_create("reader");
    UNIT_CASE(s, "files", plain_and_gzip, unreadable, gzip_broken_off,
              standard_input, memory_is_bounded);
    return s;
}

UNIT_MAIN(reader_suite)
