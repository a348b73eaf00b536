/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Writes results with plain system calls, so that every failure is seen where
 * it happens: a full disk may show only on fsync or close.
 *
 * A file has no name at all until it is whole (O_TMPFILE), so that a program
 * that is interrupted, even killed, leaves nothing behind. Where the file
 * system cannot do that, it is written under the name beside, and an
 * interrupted program leaves that.
 */

#define _GNU_SOURCE /* O_TMPFILE */

#include "interp/cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(struct output *output)
{
    if (!output->failed)
        output->reason = errno;
    output->failed = true;
}

/* Whether the path is there and is no ordinary file. */
static bool is_device(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

/* The folder that a path is in. */
static struct str folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return STR(".");
    size_t n = slash == path ? 1 : (size_t)(slash - path);
    return str_copy(arena, (struct str){path, n});
}

/* By which a file without a name is reached to give it one. */
static struct str path_of(struct arena *arena, int file)
{
    return str_format(arena, "/proc/self/fd/%d", file);
}

/* A file that has no name yet; -1 where there is no such thing. */
static int open_nameless(struct output *output, struct arena *arena)
{
    struct str folder = folder_of(arena, output->path.at);
    int file = open(folder.at, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0)
        return -1;
    output->nameless = path_of(arena, file);
    if (access(output->nameless.at, F_OK) == 0)
        return file;
    close(file);
    output->nameless = STR("");
    return -1;
}

/* Gives the file its name, in the place of the one that has it. */
static bool give_name(const struct output *output)
{
    const char *from = output->nameless.at, *to = output->path.at;
    if (!output->nameless.n)
        return rename(output->beside.at, to) == 0;
    if (linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0)
        return true;
    if (errno != EEXIST)
        return false;
    to = output->beside.at;
    unlink(to); /* of a program that was killed and had our number */
    return linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0 &&
           rename(to, output->path.at) == 0;
}

bool output_open(struct output *output, const char *path, struct arena *arena)
{
    *output = (struct output){.file = STDOUT_FILENO};
    if (!path)
        return true;
    output->path = str_copy(arena, str_of(path));
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
    const char *name = path;
    if (!is_device(path)) {
        output->beside = str_format(arena, "%s.%ld.part", path, (long)getpid());
        name = output->beside.at;
        output->file = open_nameless(output, arena);
    }
    if (!output->nameless.n)
        output->file = open(name, flags, 0666);
    if (output->file >= 0)
        return true;
    complain("%s cannot be written: %s", path, strerror(errno));
    return false;
}

void output_write(struct output *output, struct str text)
{
    while (text.n && !output->failed) {
        ssize_t n = write(output->file, text.at, text.n);
        if (n >= 0)
            text = str_from(text, (size_t)n);
        else if (errno != EINTR)
            fail(output);
    }
}

/* A device or pipe need not be able to fsync. */
static void close_file(struct output *output, bool whole)
{
    if (output->beside.n && fsync(output->file) != 0)
        fail(output);
    bool named = whole && !output->failed;
    if (named && output->nameless.n && !give_name(output))
        fail(output);
    if (close(output->file) != 0)
        fail(output);
    if (named && output->beside.n && !output->nameless.n && !output->failed &&
        !give_name(output))
        fail(output);
}

static enum status say_failure(const struct output *output)
{
    const char *where = output->path.n ? output->path.at : "standard output";
    if (output->reason == EPIPE)
        complain("%s was closed before all results were written", where);
    else
        complain("%s could not be written (%s): results are incomplete", where,
                 strerror(output->reason));
    return STATUS_OUTPUT;
}

enum status output_close(struct output *output, bool whole)
{
    close_file(output, whole);
    if (output->beside.n && (!whole || output->failed))
        unlink(output->beside.at);
    if (!whole && output->beside.n && !output->failed)
        complain("%s is not written, for the results are not whole",
                 output->path.at);
    return output->failed ? say_failure(output) : STATUS_DONE;
}

enum status print_result(struct arena *arena, struct str text)
{
    struct output output;
    if (!output_open(&output, NULL, arena))
        return STATUS_OUTPUT;
    output_write(&output, text);
    return output_close(&output, true);
}
