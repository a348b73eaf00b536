/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From paths to a checked program. Files are read in the order in which they
 * are first named: the paths as given, the files of a folder in name order,
 * and what a file uses right behind it. Each file is read once, however it is
 * reached: files are told apart by device and inode.
 *
 * Nothing that needs freeing is held while the arena may run out: a folder is
 * gone through twice.
 */

#include "interp/check/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "grammar/base/file.h"
#include "grammar/limits.h"

/* A file that is still to be read; `use` is where it is used, or NULL. */
struct waiting {
    struct str path;
    const struct ast *use;
};

struct loading {
    struct arena *arena;
    struct loaded *loaded;
    struct parse parse;
    struct names seen;         /* "device inode" to the file's index */
    LIST(bool) named;          /* by file: reached otherwise than by `use` */
    LIST(struct waiting) next; /* a stack: the last is read first */
};

/* --- trouble ------------------------------------------------------------- */

/* A path of the command line; the first failure is kept. */
static void fail(struct loading *loading, struct str path, const char *why)
{
    struct loaded *loaded = loading->loaded;
    if (!loaded->unreadable)
        loaded->failure =
            str_format(loading->arena, "%.*s: %s", STR_ARG(path), why);
    loaded->unreadable = true;
}

static void trouble(struct loading *loading, const struct waiting *waiting,
                    const char *why)
{
    struct diagnostics *sink = &loading->loaded->diagnostics;
    if (!waiting->use) {
        fail(loading, waiting->path, why);
        return;
    }
    struct diagnostic *d =
        diagnose(sink, DIAG_USE_NOT_FOUND, waiting->use->kids[0]->span,
                 "%.*s: %s", STR_ARG(waiting->path), why);
    diagnostic_label(sink, d, "the path is seen from this file's folder");
}

/* --- reading ------------------------------------------------------------- */

#define IS_FOLDER (NAMES_NONE - 1)

/* Whether it was read already; if it is named now, that is noted. */
static bool is_seen(struct loading *loading, const struct waiting *waiting,
                    const struct stat *about)
{
    struct str key = str_format(loading->arena, "%llu %llu",
                                (unsigned long long)about->st_dev,
                                (unsigned long long)about->st_ino);
    uint32_t next = (uint32_t)loading->named.n;
    uint32_t first = names_add(&loading->seen, key,
                               S_ISDIR(about->st_mode) ? IS_FOLDER : next);
    if (first < loading->named.n && !waiting->use)
        loading->named.at[first] = true;
    return first != NAMES_NONE;
}

/* Where the last part of a path begins, its slash at the end left out. */
static size_t last_part(const char *path, size_t n)
{
    while (n && path[n - 1] != '/')
        n--;
    return n;
}

/* "rules/a.rules" and "b.rules" give "rules/b.rules". */
static struct str beside(struct loading *loading, struct str file,
                         struct str used)
{
    size_t n = last_part(file.at, file.n);
    if (!n || (used.n && used.at[0] == '/'))
        return str_copy(loading->arena, used);
    return str_format(loading->arena, "%.*s%.*s", (int)n, file.at,
                      STR_ARG(used));
}

/* Whether the path ends in a folder and the way up from it ("a/b/../"); where
   that folder begins. */
static bool goes_back(const char *path, size_t n, size_t *from)
{
    if (n < 5 || memcmp(path + n - 4, "/../", 4) != 0)
        return false;
    *from = last_part(path, n - 4);
    struct str folder = {path + *from, n - 4 - *from};
    return folder.n && !str_equal(folder, STR("..")) &&
           !str_equal(folder, STR("."));
}

/* The path as people would write it: "a/b/../c.rules" is "a/c.rules". For
   showing only, since a link may lead elsewhere. */
static struct str shown(struct loading *loading, struct str path)
{
    char *out = arena_copy(loading->arena, path.at, path.n);
    size_t n = 0;
    for (size_t i = 0; i < path.n; i++) {
        out[n++] = path.at[i];
        size_t from;
        if (goes_back(out, n, &from))
            n = from;
    }
    out[n] = '\0';
    return (struct str){out, n};
}

/* What a file uses, the first on top of the stack. */
static void push_uses(struct loading *loading, struct str path,
                      const struct ast *file)
{
    for (uint32_t i = file->n; i-- > 0;) {
        const struct ast *item = file->kids[i];
        if (item->kind != AST_USE)
            continue;
        struct waiting waiting = {beside(loading, path, item->kids[0]->text),
                                  item};
        list_push(loading->arena, &loading->next, waiting);
    }
}

static void parse_text(struct loading *loading, const struct waiting *waiting,
                       struct str text)
{
    struct str path = waiting->path;
    struct loaded *loaded = loading->loaded;
    int index = sources_add(&loaded->sources, shown(loading, path), text);
    if (index < 0) {
        fail(loading, path, "the rules are larger than 4 GiB in all");
        return;
    }
    struct ast *file = parse_source(&loading->parse, index, PARSE_FILE);
    list_push(loading->arena, &loaded->files, file);
    list_push(loading->arena, &loaded->paths, shown(loading, path));
    list_push(loading->arena, &loading->named, !waiting->use);
    push_uses(loading, path, file);
}

/* One byte over the limit at most: the parser then says that it is too long. */
static void read_file(struct loading *loading, const struct waiting *waiting)
{
    struct str text;
    const char *wrong =
        file_read(loading->arena, waiting->path.at, LIMIT_FILE_BYTES, &text);
    if (wrong)
        trouble(loading, waiting, wrong);
    else
        parse_text(loading, waiting, text);
}

/* --- folders ------------------------------------------------------------- */

static bool is_rules(const char *name)
{
    size_t n = strlen(name), end = strlen(".rules");
    return name[0] != '.' && n > end && strcmp(name + n - end, ".rules") == 0;
}

/* Copies up to `most` names of rule files, each with its NUL, into `bytes`
   (which may be NULL: then they are only measured). */
static bool list_folder(const char *path, char *bytes, size_t *size)
{
    size_t n = 0;
    const struct dirent *entry;
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    while (errno = 0, (entry = readdir(folder))) {
        size_t length = strlen(entry->d_name) + 1;
        if (!is_rules(entry->d_name))
            continue;
        if (bytes && n + length <= *size)
            memcpy(bytes + n, entry->d_name, length);
        n += length;
    }
    int error = errno;
    closedir(folder);
    errno = error ? error : EAGAIN; /* a file came or went between the two */
    bool same = !bytes || n == *size;
    *size = n;
    return !error && same;
}

static int by_name_backwards(const void *a, const void *b)
{
    const struct waiting *one = a, *other = b;
    return -str_compare(one->path, other->path);
}

static void push_folder(struct loading *loading, struct str path,
                        const char *bytes, size_t size)
{
    size_t first = loading->next.n;
    bool slash = path.n && path.at[path.n - 1] == '/';
    for (size_t at = 0; at < size; at += strlen(bytes + at) + 1) {
        struct waiting waiting = {0};
        waiting.path = str_format(loading->arena, slash ? "%.*s%s" : "%.*s/%s",
                                  STR_ARG(path), bytes + at);
        list_push(loading->arena, &loading->next, waiting);
    }
    qsort(loading->next.at + first, loading->next.n - first,
          sizeof *loading->next.at, by_name_backwards);
}

static void read_folder(struct loading *loading, struct str path)
{
    size_t size = 0;
    if (!list_folder(path.at, NULL, &size)) {
        fail(loading, path, file_reason(errno));
        return;
    }
    char *bytes = arena_alloc(loading->arena, size + 1);
    if (size && !list_folder(path.at, bytes, &size))
        fail(loading, path, file_reason(errno));
    else if (!size)
        fail(loading, path, "this folder holds no file that ends in .rules");
    else
        push_folder(loading, path, bytes, size);
}

/* --- all ----------------------------------------------------------------- */

static void read_path(struct loading *loading, const struct waiting *waiting)
{
    struct stat about;
    if (!waiting->path.n || strlen(waiting->path.at) != waiting->path.n)
        trouble(loading, waiting, "this is no name of a file");
    else if (stat(waiting->path.at, &about) != 0)
        trouble(loading, waiting, file_reason(errno));
    else if (S_ISDIR(about.st_mode) && waiting->use)
        trouble(loading, waiting, "it is a folder; name a file in it");
    else if (is_seen(loading, waiting, &about))
        return;
    else if (S_ISDIR(about.st_mode))
        read_folder(loading, waiting->path);
    else
        read_file(loading, waiting);
}

static struct loading loading_on(struct arena *arena, struct loaded *loaded)
{
    *loaded = (struct loaded){.sources = sources_on(arena),
                              .diagnostics = diagnostics_on(arena)};
    struct loading loading = {
        .arena = arena, .loaded = loaded, .seen = names_on(arena)};
    loading.parse = (struct parse){.arena = arena,
                                   .sources = &loaded->sources,
                                   .sink = &loaded->diagnostics};
    return loading;
}

/* Whether a message is about something unused in a file that is only used: a
   vocabulary is more than one file needs of it. */
static bool is_idle(const struct loading *loading,
                    const struct diagnostic *diagnostic)
{
    const struct sources *sources = &loading->loaded->sources;
    const struct source *source = sources_of(sources, diagnostic->span);
    bool unused = diagnostic->code == DIAG_UNUSED_DEFINITION ||
                  diagnostic->code == DIAG_UNUSED_EVIDENCE;
    size_t file = source ? (size_t)(source - sources->files.at) : 0;
    return unused && file < loading->named.n && !loading->named.at[file];
}

static void drop_idle(struct loading *loading)
{
    struct diagnostics *sink = &loading->loaded->diagnostics;
    size_t kept = 0;
    for (size_t i = 0; i < sink->list.n; i++)
        if (!is_idle(loading, &sink->list.at[i]))
            sink->list.at[kept++] = sink->list.at[i];
    sink->warnings -= sink->list.n - kept;
    sink->list.n = kept;
}

static void finish(struct loading *loading)
{
    struct loaded *loaded = loading->loaded;
    while (loading->next.n) {
        struct waiting waiting = loading->next.at[--loading->next.n];
        read_path(loading, &waiting);
    }
    loaded->next_node_id = loading->parse.next_id;
    loaded->program =
        check_program(loading->arena, &loaded->sources, loaded->files.at,
                      loaded->files.n, &loaded->diagnostics);
    drop_idle(loading);
    diagnostics_sort(&loaded->diagnostics);
}

void load_rules(struct arena *arena, const char *const *paths, size_t n,
                struct loaded *loaded)
{
    struct loading loading = loading_on(arena, loaded);
    for (size_t i = n; i-- > 0;) {
        struct waiting waiting = {.path = str_copy(arena, str_of(paths[i]))};
        list_push(arena, &loading.next, waiting);
    }
    finish(&loading);
}

void load_text(struct arena *arena, struct str name, struct str text,
               struct loaded *loaded)
{
    struct loading loading = loading_on(arena, loaded);
    struct waiting waiting = {.path = name};
    parse_text(&loading, &waiting, text);
    finish(&loading);
}
