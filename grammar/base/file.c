/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reading with plain system calls: every failure is seen, a short read is
 * continued, and an interrupted one repeated. Whether the file was changed is
 * told by its size and its time of change, before and after.
 *
 * A file of a kernel (below /proc) says that it has no bytes and has some: it
 * is read to its end like a pipe.
 */

#include "grammar/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

const char *file_reason(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "there is no such file";
    case EACCES:
    case EPERM: return "it may not be read (no permission)";
    case EISDIR: return "it is a folder";
    case EMFILE:
    case ENFILE: return "too many files are open";
    case ELOOP: return "its links go in a circle";
    case ENAMETOOLONG: return "its name is too long";
    default: return "it cannot be read";
    }
}

static bool same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool file_changed(const struct stat *before, const struct stat *after)
{
    return S_ISREG(before->st_mode) &&
           (before->st_size != after->st_size ||
            !same_time(before->st_mtim, after->st_mtim));
}

/* At most `room` bytes; the number read, or -1 with errno. */
static ssize_t read_bytes(int file, char *bytes, size_t room)
{
    size_t n = 0;
    while (n < room) {
        ssize_t got = read(file, bytes + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (!got)
            break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

/* Bytes to ask for: one more than a plain file has, to see that it ends. */
static size_t room_for(const struct stat *about, size_t most)
{
    if (!S_ISREG(about->st_mode) || about->st_size <= 0 ||
        (uintmax_t)about->st_size > most)
        return most + 1;
    return (size_t)about->st_size + 1;
}

/* Whether what was read is all that the file held at one time. */
static const char *read_open(int file, const struct stat *about, char *bytes,
                             size_t room, size_t *n)
{
    struct stat before, after;
    if (fstat(file, &before) != 0)
        return file_reason(errno);
    ssize_t got = read_bytes(file, bytes, room);
    if (got < 0 || fstat(file, &after) != 0)
        return file_reason(errno);
    bool sized = S_ISREG(about->st_mode) && about->st_size > 0;
    *n = (size_t)got;
    if (file_changed(about, &before) || file_changed(&before, &after) ||
        (sized && (uintmax_t)about->st_size < room &&
         (uintmax_t)about->st_size != (uintmax_t)got))
        return FILE_CHANGED_TEXT;
    return NULL;
}

bool file_is_longer(const char *path, size_t most)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           about.st_size > 0 && (uintmax_t)about.st_size > most;
}

const char *file_read(struct arena *arena, const char *path, size_t most,
                      struct str *text)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return file_reason(errno);
    if (S_ISDIR(about.st_mode))
        return file_reason(EISDIR);
    size_t room = room_for(&about, most), n = 0;
    char *bytes = arena_room(arena, room + 1);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return file_reason(errno);
    const char *wrong = read_open(file, &about, bytes, room, &n);
    close(file);
    bytes[n] = '\0';
    *text = (struct str){bytes, n};
    return wrong;
}
