/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reading rule files: the order in which they count, `use`, folders, and what
 * is said of paths that cannot be read. Works in a folder of its own, which
 * each test makes and leaves empty.
 */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grammar/limits.h"
#include "tests/unit/support/meaning.h"

static char home[32];

static void enter(void)
{
    snprintf(home, sizeof home, "/tmp/cantlie-load-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(home));
    ck_assert_int_eq(chdir(home), 0);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* Reads a path; "" or what went wrong with it, else the order of files. */
static const char *load(struct arena *arena, const char *path,
                        struct loaded **loaded)
{
    *loaded = ARENA_NEW(arena, struct loaded);
    load_rules(arena, &path, 1, *loaded);
    ck_assert_ptr_nonnull((*loaded)->program);
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < (*loaded)->paths.n; i++)
        buf_format(&out, "%s%.*s", i ? " " : "",
                   STR_ARG((*loaded)->paths.at[i]));
    if ((*loaded)->unreadable)
        buf_str(&out, (*loaded)->failure);
    buf_char(&out, '\0');
    return out.at;
}

static void leave(struct arena *arena)
{
    arena_free(arena);
    ck_assert_int_eq(chdir("/"), 0);
    char command[sizeof home + 8];
    snprintf(command, sizeof command, "rm -rf %s", home);
    ck_assert_int_eq(system(command), 0);
}

START_TEST(files_in_the_order_first_read)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        ck_assert_int_eq(mkdir("parts", 0755), 0);
        write_file("main.rules",
                   "use \"parts/b.rules\"\nuse \"parts/a.rules\"\n");
        write_file("parts/a.rules",
                   "use \"../parts/b.rules\"\nuse \"c.rules\"\n"
                   "use \"a.rules\"\nmeasure A\n");
        write_file("parts/b.rules", "use \"c.rules\"\nmeasure B\n");
        write_file("parts/c.rules", "measure C\n");
        ck_assert_str_eq(
            load(arena, "main.rules", &loaded),
            "main.rules parts/b.rules parts/c.rules parts/a.rules");
        ck_assert_uint_eq(loaded->program->measure_count, 3);
        ck_assert_uint_eq(loaded->diagnostics.errors, 0);
        leave(arena);
    }
END_TEST

START_TEST(folders_in_name_order)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        ck_assert_int_eq(mkdir("rules", 0755), 0);
        write_file("rules/b.rules", "measure B\n");
        write_file("rules/a.rules", "use \"b.rules\"\nmeasure A\n");
        write_file("rules/c.rules", "measure C\n");
        write_file("rules/.hidden.rules", "measure D\n");
        write_file("rules/notes.txt", "measure E\n");
        ck_assert_str_eq(load(arena, "rules", &loaded),
                         "rules/a.rules rules/b.rules rules/c.rules");
        ck_assert_str_eq(load(arena, "rules/", &loaded),
                         "rules/a.rules rules/b.rules rules/c.rules");
        ck_assert_int_eq(symlink("rules/a.rules", "link.rules"), 0);
        const char *both[] = {"rules", "link.rules"};
        load_rules(arena, both, 2, loaded);
        ck_assert_uint_eq(loaded->program->measure_count, 3);
        leave(arena);
    }
END_TEST

/* What nothing uses is told of files that were named, not of used ones. */
START_TEST(unused_in_used_files)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        ck_assert_int_eq(mkdir("rules", 0755), 0);
        write_file("rules/a.rules", "use \"v.rules\"\na -> t\n");
        write_file("rules/v.rules", "record patient\n  a: yes/no\ntreatment t\n"
                                    "define b: not a\n");
        load(arena, "rules/a.rules", &loaded);
        ck_assert_uint_eq(loaded->diagnostics.warnings, 0);
        ck_assert_uint_eq(loaded->diagnostics.list.n, 0);
        load(arena, "rules", &loaded);
        ck_assert_uint_eq(loaded->diagnostics.warnings, 1);
        ck_assert_int_eq(loaded->diagnostics.list.at[0].code,
                         DIAG_UNUSED_DEFINITION);
        leave(arena);
    }
END_TEST

START_TEST(paths_that_cannot_be_read)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        ck_assert_int_eq(mkdir("empty", 0755), 0);
        ck_assert_str_eq(load(arena, "none.rules", &loaded),
                         "none.rules: there is no such file");
        ck_assert_str_eq(
            load(arena, "empty", &loaded),
            "empty: this folder holds no file that ends in .rules");
        ck_assert_str_eq(load(arena, "", &loaded),
                         ": this is no name of a file");
        ck_assert_int_eq(symlink("loop", "loop"), 0);
        ck_assert_str_eq(load(arena, "loop", &loaded),
                         "loop: its links go in a circle");
        leave(arena);
    }
END_TEST

START_TEST(used_files_that_are_missing)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        write_file("a.rules",
                   "use \"gone.rules\"\nKRAS mutated -> avoid cetuximab\n");
        load(arena, "a.rules", &loaded);
        ck_assert(!loaded->unreadable);
        ck_assert_uint_eq(loaded->diagnostics.errors, 1);
        ck_assert_int_eq(loaded->diagnostics.list.at[0].code,
                         DIAG_USE_NOT_FOUND);
        leave(arena);
    }
END_TEST

START_TEST(files_that_are_no_rules)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        write_file("empty.rules", "");
        write_file("comment.rules", "# nothing yet\n");
        write_file("binary.rules", "\x7f\x45\x4c\x46\x80\xff\n");
        write_file("crlf.rules", "\xef\xbb\xbfmeasure OS\r\nmeasure PFS\r\n");
        load(arena, "empty.rules", &loaded);
        ck_assert_int_eq(loaded->diagnostics.list.at[0].code, DIAG_EMPTY_FILE);
        load(arena, "comment.rules", &loaded);
        ck_assert_int_eq(loaded->diagnostics.list.at[0].code, DIAG_EMPTY_FILE);
        load(arena, "binary.rules", &loaded);
        ck_assert_int_eq(loaded->diagnostics.list.at[0].code, DIAG_BAD_UTF8);
        ck_assert_uint_eq(loaded->diagnostics.list.n, 1);
        load(arena, "crlf.rules", &loaded);
        ck_assert_uint_eq(loaded->program->measure_count, 2);
        ck_assert_uint_eq(loaded->diagnostics.errors, 0);
        leave(arena);
    }
END_TEST

START_TEST(no_more_than_the_limit_is_read)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        write_file("long.rules", "# long\n");
        ck_assert_int_eq(truncate("long.rules", (off_t)4 << 30), 0);
        load(arena, "long.rules", &loaded);
        ck_assert_uint_ge(loaded->diagnostics.errors, 1);
        ck_assert_uint_lt(arena_used(arena), 3 * LIMIT_FILE_BYTES);
        leave(arena);
    }
END_TEST

/* Running out of memory leaves nothing open. */
START_TEST(memory_runs_out)
    {
        enter();
        ck_assert_int_eq(mkdir("rules", 0755), 0);
        write_file("rules/a.rules",
                   "record patient\n  a: yes/no\ntreatment t\n");
        write_file("rules/b.rules", "a -> t\n");
        int first = dup(0);
        for (size_t limit = 1; limit < 200000; limit += 997) {
            struct arena *arena = arena_new();
            struct loaded *loaded = ARENA_NEW(arena, struct loaded);
            const char *path = "rules";
            jmp_buf guard;
            arena_guard(arena, &guard);
            arena_limit(arena, arena_used(arena) + limit);
            if (!setjmp(guard))
                load_rules(arena, &path, 1, loaded);
            arena_free(arena);
        }
        int last = dup(0);
        ck_assert_int_eq(last, first + 1);
        close(first);
        close(last);
        leave(arena_new());
    }
END_TEST

/* Where no file can be opened any more, a folder cannot be listed. */
START_TEST(folders_that_cannot_be_opened)
    {
        struct arena *arena = arena_new();
        struct loaded *loaded;
        enter();
        ck_assert_int_eq(mkdir("rules", 0755), 0);
        write_file("rules/a.rules", "measure A\n");
        struct rlimit usual, none;
        ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &usual), 0);
        int first = dup(0);
        close(first);
        none = usual;
        none.rlim_cur = (rlim_t)first;
        ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
        const char *said = load(arena, "rules", &loaded);
        ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &usual), 0);
        ck_assert_str_eq(said, "rules: too many files are open");
        ck_assert_str_eq(load(arena, "rules", &loaded), "rules/a.rules");
        leave(arena);
    }
END_TEST

static Suite *check_load_suite(void)
{
    Suite *s = suite_create("check load");
    UNIT_CASE(s, "order", files_in_the_order_first_read, folders_in_name_order,
              unused_in_used_files);
    UNIT_CASE(s, "trouble", paths_that_cannot_be_read,
              folders_that_cannot_be_opened, used_files_that_are_missing,
              files_that_are_no_rules, no_more_than_the_limit_is_read,
              memory_runs_out);
    return s;
}

UNIT_MAIN(check_load_suite)
