/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Paths to record files. A folder stands for the files in it that are named
 * like records; folders inside it are not entered.
 */

#include "interp/cli/inputs.h"

#include "grammar/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const endings[] = {
    ".json",      ".ndjson",   ".jsonl",  ".csv",    ".tsv",
    ".ndjson.gz", ".jsonl.gz", ".csv.gz", ".tsv.gz",
};

static bool is_record_name(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t m = strlen(endings[i]);
        if (n > m && name[0] != '.' && !strcmp(name + n - m, endings[i]))
            return true;
    }
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Paths of the record files in an open folder; false when it breaks off. */
static bool read_folder(struct arena *arena, DIR *folder, const char *path,
                        struct inputs *inputs)
{
    size_t n = strlen(path);
    const char *slash = n && path[n - 1] == '/' ? "" : "/";
    size_t from = inputs->paths.n;
    struct dirent *entry;
    while (errno = 0, (entry = readdir(folder)))
        if (is_record_name(entry->d_name))
            list_push(
                arena, &inputs->paths,
                str_format(arena, "%s%s%s", path, slash, entry->d_name).at);
    int error = errno;
    if (inputs->paths.n > from)
        qsort(inputs->paths.at + from, inputs->paths.n - from,
              sizeof *inputs->paths.at, by_name);
    errno = error;
    return !error;
}

static bool add_folder(const struct invocation *invocation, const char *path,
                       struct inputs *inputs)
{
    size_t before = inputs->paths.n;
    DIR *folder = opendir(path);
    if (!folder) {
        complain("the folder %s cannot be read: %s", path, strerror(errno));
        return false;
    }
    bool whole = read_folder(invocation->arena, folder, path, inputs);
    int error = errno;
    closedir(folder);
    if (!whole) {
        complain("the folder %s cannot be read: %s", path, strerror(error));
        return false;
    }
    if (inputs->paths.n > before)
        return true;
    complain("the folder %s holds no records (.json .ndjson .jsonl .csv .tsv, "
             "or .gz of the last four)",
             path);
    return false;
}

static bool add_path(const struct invocation *invocation, const char *path,
                     struct inputs *inputs)
{
    struct stat about;
    if (!strcmp(path, "-")) {
        list_push(invocation->arena, &inputs->paths, path);
        return true;
    }
    if (stat(path, &about) != 0) {
        complain(errno == ENOENT ? "there is no file or folder %s"
                                 : "%s cannot be read",
                 path);
        return false;
    }
    if (S_ISDIR(about.st_mode))
        return add_folder(invocation, path, inputs);
    if (access(path, R_OK) != 0) {
        complain("%s cannot be read: %s", path, strerror(errno));
        return false;
    }
    list_push(invocation->arena, &inputs->paths, path);
    return true;
}

bool inputs_of(const struct invocation *invocation, const char *const *words,
               size_t n, struct inputs *inputs)
{
    bool all = true;
    size_t standard_input = 0;
    for (size_t i = 0; i < n; i++) {
        standard_input += !strcmp(words[i], "-");
        all &= add_path(invocation, words[i], inputs);
    }
    if (standard_input > 1) {
        complain("standard input (-) can be read only once");
        return false;
    }
    return all;
}

/* --- more than once --------------------------------------------------------- */

bool input_is_plain(const char *path)
{
    struct stat about;
    return strcmp(path, "-") != 0 && stat(path, &about) == 0 &&
           S_ISREG(about.st_mode);
}

bool inputs_note(const struct invocation *invocation, struct inputs *inputs,
                 const char *why)
{
    for (size_t i = 0; i < inputs->paths.n; i++) {
        struct input_note note = {.path = inputs->paths.at[i]};
        bool plain = input_is_plain(note.path);
        if (plain && stat(note.path, &note.about) == 0)
            list_push(invocation->arena, &inputs->notes, note);
        if (plain || !why)
            continue;
        complain_usage(invocation, "%s: give a file, not %s", why,
                       strcmp(note.path, "-") ? "a pipe" : "-");
        return false;
    }
    return true;
}

static bool is_as_noted(const struct input_note *note)
{
    struct stat now;
    return stat(note->path, &now) == 0 && now.st_dev == note->about.st_dev &&
           now.st_ino == note->about.st_ino &&
           !file_changed(&note->about, &now);
}

bool inputs_unchanged(const struct inputs *inputs)
{
    bool all = true;
    for (size_t i = 0; i < inputs->notes.n; i++) {
        if (is_as_noted(&inputs->notes.at[i]))
            continue;
        complain("%s: " FILE_CHANGED_TEXT, inputs->notes.at[i].path);
        all = false;
    }
    return all;
}
