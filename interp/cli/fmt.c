/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie fmt`: rule files in the one layout. What does not parse is left as
 * it is, and so is a file of which the formatter cannot prove that the new
 * text says the same; a file that has the layout already is not written.
 *
 * Names are written as declared, so the files that are used are read too (as
 * far as they can be); they are not changed unless they are given as well.
 */

#include "grammar/base/file.h"
#include "grammar/format.h"
#include "grammar/limits.h"
#include "grammar/parse.h"
#include "interp/cli/output.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHECK, DIFF, OPTIONS };

static const struct option options[OPTIONS] = {
    [CHECK] = {"--check", NULL, "list the files that would change"},
    [DIFF] = {"--diff", NULL, "show what would change"},
};

#define STANDARD_INPUT "(standard input)"

struct rule_file {
    const char *path;
    struct str bytes; /* as they are in the file */
    struct str text;  /* without a byte order mark */
    int source;
    struct ast *tree;
    struct diagnostics sink;
    bool given; /* to be laid out; else only read for its names */
    bool input; /* standard input */
    dev_t device;
    ino_t inode;
    mode_t mode;
};

struct fmt {
    const struct invocation *invocation;
    struct arena *arena;
    struct sources sources;
    struct format_names *names;
    LIST(struct rule_file *) files;
    size_t changed, given;
    struct buf out; /* for standard output, where it is written at the end */
    enum status status;
};

static void fail(struct fmt *fmt, enum status status)
{
    fmt->status = status_worse(fmt->status, status);
}

/* ---- reading ------------------------------------------------------------ */

static bool read_input(struct arena *arena, struct str *input)
{
    struct buf text = buf_on(arena);
    char part[65536];
    size_t n;
    while ((n = fread(part, 1, sizeof part, stdin)) > 0)
        buf_str(&text, (struct str){part, n});
    *input = buf_view(&text);
    return !ferror(stdin);
}

/* Reads and parses; keeps it among the files. */
static void take_file(struct fmt *fmt, struct rule_file *file)
{
    const struct str mark = STR("\xEF\xBB\xBF");
    bool marked = str_starts(file->bytes, mark);
    file->text = str_from(file->bytes, marked ? mark.n : 0);
    file->sink = diagnostics_on(fmt->arena);
    file->source = sources_add(&fmt->sources, str_of(file->path), file->text);
    if (file->source < 0) {
        complain("%s: there are too many rules", file->path);
        fail(fmt, STATUS_RULES);
        return;
    }
    struct parse parse = {
        .arena = fmt->arena, .sources = &fmt->sources, .sink = &file->sink};
    file->tree = parse_source(&parse, file->source, PARSE_FILE);
    list_push(fmt->arena, &fmt->files, file);
}

static bool is_known(struct fmt *fmt, const struct stat *about, bool given)
{
    for (size_t i = 0; i < fmt->files.n; i++) {
        struct rule_file *file = fmt->files.at[i];
        if (file->input || file->device != about->st_dev ||
            file->inode != about->st_ino)
            continue;
        file->given |= given;
        return true;
    }
    return false;
}

/* A regular file. One that is only used may be missing: that is for `cantlie
   check` to say. */
static void add_file(struct fmt *fmt, const char *path, bool given)
{
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) {
        if (given) {
            complain("%s is no file that could be laid out", path);
            fail(fmt, STATUS_RULES);
        }
        return;
    }
    if (is_known(fmt, &about, given))
        return;
    struct str bytes;
    const char *wrong = file_read(fmt->arena, path, LIMIT_FILE_BYTES, &bytes);
    if (wrong && given) {
        complain("%s: %s", path, wrong);
        fail(fmt, STATUS_RULES);
    }
    if (wrong)
        return;
    struct rule_file *file = ARENA_NEW(fmt->arena, struct rule_file);
    file->path = path;
    file->bytes = bytes;
    file->given = given;
    file->device = about.st_dev;
    file->inode = about.st_ino;
    file->mode = about.st_mode & 07777;
    take_file(fmt, file);
}

static void add_input(struct fmt *fmt)
{
    struct rule_file *file = ARENA_NEW(fmt->arena, struct rule_file);
    file->path = STANDARD_INPUT;
    if (!read_input(fmt->arena, &file->bytes)) {
        complain("standard input cannot be read");
        fail(fmt, STATUS_RULES);
        return;
    }
    file->given = file->input = true;
    take_file(fmt, file);
}

/* ---- paths -------------------------------------------------------------- */

static bool is_rule_name(const char *name)
{
    size_t n = strlen(name);
    return n > 6 && name[0] != '.' && !strcmp(name + n - 6, ".rules");
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef LIST(const char *) paths;

static paths paths_in(struct arena *arena, DIR *folder, const char *path,
                      int *error)
{
    paths found = {0};
    size_t n = strlen(path);
    const char *slash = n && path[n - 1] == '/' ? "" : "/";
    struct dirent *entry;
    while (errno = 0, (entry = readdir(folder)))
        if (is_rule_name(entry->d_name))
            list_push(
                arena, &found,
                str_format(arena, "%s%s%s", path, slash, entry->d_name).at);
    *error = errno;
    if (found.n)
        qsort(found.at, found.n, sizeof *found.at, by_name);
    return found;
}

static void add_folder(struct fmt *fmt, const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) {
        complain("the folder %s cannot be read: %s", path, strerror(errno));
        fail(fmt, STATUS_RULES);
        return;
    }
    int error;
    paths found = paths_in(fmt->arena, folder, path, &error);
    closedir(folder);
    if (error) {
        complain("the folder %s cannot be read: %s", path, strerror(error));
        fail(fmt, STATUS_RULES);
    } else if (!found.n) {
        complain("the folder %s holds no .rules files", path);
        fail(fmt, STATUS_RULES);
    }
    for (size_t i = 0; i < found.n; i++)
        add_file(fmt, found.at[i], true);
}

static void add_word(struct fmt *fmt, const char *word)
{
    struct stat about;
    if (!strcmp(word, "-")) {
        add_input(fmt);
    } else if (stat(word, &about) != 0) {
        complain(errno == ENOENT ? "there is no file or folder %s"
                                 : "%s cannot be read",
                 word);
        fail(fmt, STATUS_RULES);
    } else if (S_ISDIR(about.st_mode)) {
        add_folder(fmt, word);
    } else {
        add_file(fmt, word, true);
    }
}

/* Files that a file uses, by paths that are relative to it. */
static void add_used(struct fmt *fmt, const struct rule_file *file)
{
    const char *slash = file->input ? NULL : strrchr(file->path, '/');
    int folder = slash ? (int)(slash - file->path) + 1 : 0;
    for (uint32_t i = 0; i < file->tree->n; i++) {
        const struct ast *item = file->tree->kids[i];
        if (item->kind != AST_USE)
            continue;
        struct str used = item->kids[0]->text;
        bool absolute = used.n && used.at[0] == '/';
        struct str path =
            str_format(fmt->arena, "%.*s%.*s", absolute ? 0 : folder,
                       file->path, STR_ARG(used));
        add_file(fmt, path.at, false);
    }
}

/* ---- writing ------------------------------------------------------------ */

static void write_file(struct fmt *fmt, const struct rule_file *file,
                       struct str text)
{
    char *real = realpath(file->path, NULL); /* a link stays one */
    struct output output;
    bool open = output_open(&output, real ? real : file->path, fmt->arena);
    free(real);
    if (!open) {
        fail(fmt, STATUS_OUTPUT);
        return;
    }
    if (fchmod(output.file, file->mode) != 0)
        complain("%s: its permissions could not be kept: %s", file->path,
                 strerror(errno));
    output_write(&output, text);
    enum status status = output_close(&output, true);
    fmt->changed += status == STATUS_DONE;
    fail(fmt, status);
}

/* What is to be done with a file whose layout is `text`. */
static void put_file(struct fmt *fmt, const struct rule_file *file,
                     struct str text)
{
    bool check = option_given(fmt->invocation, CHECK);
    bool diff = option_given(fmt->invocation, DIFF);
    bool changed = !str_equal(text, file->bytes);
    fmt->changed += changed && (check || diff);
    if (changed && (check || diff))
        fail(fmt, STATUS_FOUND);
    if (changed && diff)
        buf_str(&fmt->out,
                format_diff(fmt->arena, str_of(file->path), file->bytes, text));
    else if (changed && check)
        buf_format(&fmt->out, "%s\n", file->path);
    else if (file->input && !check && !diff)
        buf_str(&fmt->out, text);
    else if (changed && !check && !diff)
        write_file(fmt, file, text);
}

static void lay_out(struct fmt *fmt, const struct rule_file *file,
                    struct arena *scratch)
{
    const struct source *source = &fmt->sources.files.at[file->source];
    struct str text = format_file(scratch, source, file->tree, fmt->names);
    if (format_is_faithful(scratch, file->text, text)) {
        put_file(fmt, file, text);
        return;
    }
    complain("%s is left as it is: its layout would change what it says "
             "(this is a fault of the program, please report it)",
             file->path);
    fail(fmt, STATUS_FOUND);
}

static void refuse(struct fmt *fmt, struct rule_file *file)
{
    struct buf text = buf_on(fmt->arena);
    diagnostics_sort(&file->sink);
    for (size_t i = 0; i < file->sink.list.n; i++)
        diagnostic_render(&text, &fmt->sources, &file->sink.list.at[i]);
    fwrite(text.at, 1, text.n, stderr);
    complain("%s is left as it is: it has errors", file->path);
    fail(fmt, STATUS_FOUND);
}

/* Layouts need much memory for a short time. */
static void lay_out_given(struct fmt *fmt, struct rule_file *file)
{
    fmt->given++;
    if (file->sink.errors) {
        refuse(fmt, file);
        return;
    }
    struct arena *scratch = arena_new();
    if (!scratch)
        arena_exhausted(fmt->arena);
    arena_guard(scratch, arena_get_guard(fmt->arena));
    lay_out(fmt, file, scratch);
    arena_free(scratch);
}

static void say_counts(const struct fmt *fmt)
{
    bool asked = option_given(fmt->invocation, CHECK) ||
                 option_given(fmt->invocation, DIFF);
    if (fmt->changed || !asked)
        complain("%zu of %zu file%s %s", fmt->changed, fmt->given,
                 fmt->given == 1 ? "" : "s",
                 asked ? "would change" : "changed");
}

static bool reads_input_once(const struct invocation *invocation)
{
    size_t n = 0;
    for (size_t i = 0; i < invocation->word_count; i++)
        n += !strcmp(invocation->words[i], "-");
    if (n > 1)
        complain("standard input (-) can be read only once");
    return n <= 1;
}

static enum status fmt_run(const struct invocation *invocation)
{
    struct arena *arena = invocation->arena;
    struct fmt fmt = {.invocation = invocation,
                      .arena = arena,
                      .sources = sources_on(arena),
                      .names = format_names_on(arena),
                      .out = buf_on(arena)};
    if (!reads_input_once(invocation))
        return STATUS_USAGE;
    for (size_t i = 0; i < invocation->word_count; i++)
        add_word(&fmt, invocation->words[i]);
    for (size_t i = 0; i < fmt.files.n; i++) {
        add_used(&fmt, fmt.files.at[i]);
        format_names_add(fmt.names, fmt.files.at[i]->tree);
    }
    bool input = false;
    for (size_t i = 0; i < fmt.files.n; i++)
        if (fmt.files.at[i]->given) {
            lay_out_given(&fmt, fmt.files.at[i]);
            input |= fmt.files.at[i]->input;
        }
    fail(&fmt, print_result(arena, buf_view(&fmt.out)));
    if (fmt.given && !input)
        say_counts(&fmt);
    return fmt.status;
}

const struct command COMMAND_FMT = {
    .name = "fmt",
    .usage = "RULES...",
    .summary = "put rule files into the one layout",
    .help = "Lays out rule files, or those in folders, and writes them back: "
            "clauses, tables\nand fields in columns, lines within 80 columns, "
            "names as they were declared.\nThe meaning stays the same, and "
            "so do comments and blank lines. A file with\nerrors is left as "
            "it is. `-` reads standard input and writes standard output.\n"
            "With --check or --diff nothing is written; exit status 1 if a "
            "file would change.",
    .example = "  cantlie fmt rules/\n"
               "  cantlie fmt --diff rules/systemic.rules\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = fmt_run,
};
