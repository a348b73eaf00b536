/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Writes results with plain system calls, so that every failure is seen where
 * it happens: a full disk may show only on fsync or close.
 */

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
    }
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
static void close_file(struct output *output)
{
    if (output->beside.n && fsync(output->file) != 0)
        fail(output);
    if (close(output->file) != 0)
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
    close_file(output);
    if (output->beside.n && whole && !output->failed &&
        rename(output->beside.at, output->path.at) != 0)
        fail(output);
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
