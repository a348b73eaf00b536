/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What can go wrong below a program, made to go wrong: a library that is
 * loaded in front of libc (LD_PRELOAD) and lets one call fail. Which one is
 * said in the environment:
 *
 *     FAULT=alloc:17     the 17th allocation fails (alloc+:17: all from there)
 *     FAULT=read:3       the third read fails with EIO
 *     FAULT=write:3      the third write fails with ENOSPC
 *     FAULT=sync:1       the first fsync, link or rename fails with EIO
 *     FAULT=touch:2      before the second read of a plain file it grows
 *     FAULT=cut:2        before the second read of a plain file it is cut
 *     FAULT=grow:3       before the third opening of a plain file it gets the line
 *                        of FAULT_LINE
 *     FAULT=short:1      every read and write does a few bytes only
 *     FAULT=signal:2     SIGINT comes in the second read (signal-write:2: write)
 *     FAULT=escape:2     in the second read it does what a sandbox forbids, and
 *                        says on standard error what it could
 *     FAULT=interrupt:2  a signal that is handled comes in the second call
 *     FAULT_COUNT=FILE   how many calls there were of each kind, at the end
 *
 * Only what the program does after main began is counted.
 */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { ALLOC, READ, WRITE, SYNC, TOUCH, OPEN, KINDS };

static const char *const names[] = {"alloc", "read",  "write",
                                    "sync",  "touch", "open"};
static atomic_long calls[KINDS];
static atomic_bool ready;
static long at;       /* the number of the call that fails */
static char what[16]; /* "alloc", "alloc+", ... */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

__attribute__((constructor)) static void begin(void)
{
    const char *fault = getenv("FAULT");
    const char *colon = fault ? strchr(fault, ':') : NULL;
    if (colon && (size_t)(colon - fault) < sizeof what) {
        memcpy(what, fault, (size_t)(colon - fault));
        at = atol(colon + 1);
    }
    atomic_store(&ready, true);
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAULT_COUNT");
    atomic_store(&ready, false);
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    for (int i = 0; i < KINDS; i++)
        fprintf(file, "%s %ld\n", names[i], atomic_load(&calls[i]));
    fclose(file);
}

/* Counts a call; whether it is the one of that name. */
static bool strikes(enum kind kind, const char *name)
{
    if (!atomic_load(&ready))
        return false;
    long n = atomic_fetch_add(&calls[kind], 1) + 1;
    return n == at && !strcmp(what, name);
}

static bool is(const char *name)
{
    return atomic_load(&ready) && !strcmp(what, name);
}

/* ---- memory ------------------------------------------------------------- */

static bool no_memory(void)
{
    bool once = strikes(ALLOC, "alloc");
    bool on = is("alloc+") && atomic_load(&calls[ALLOC]) >= at;
    if (once || on)
        errno = ENOMEM;
    return once || on;
}

void *malloc(size_t size)
{
    return no_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return no_memory() ? NULL : __libc_realloc(old, size);
}

/* ---- reading ------------------------------------------------------------ */

static ssize_t real_write(int file, const void *bytes, size_t n)
{
    ssize_t (*next)(int, const void *, size_t) = NULL;
    *(void **)&next = dlsym(RTLD_NEXT, "write");
    return next(file, bytes, n);
}

/* The file behind a descriptor, changed by its path. */
static void change(int file, bool cut)
{
    char path[64];
    struct stat about;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    int other = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (other < 0 || fstat(other, &about) != 0)
        return;
    if (cut && ftruncate(other, about.st_size / 2) != 0)
        return;
    if (!cut)
        (void)!real_write(other, "\n", 1);
    close(other);
}

static bool is_plain(int file)
{
    struct stat about;
    return fstat(file, &about) == 0 && S_ISREG(about.st_mode);
}

/* A line more at the end of a plain file that is about to be read. */
static void grow(const char *path)
{
    const char *line = getenv("FAULT_LINE");
    struct stat about;
    if (!line || stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return;
    FILE *file = fopen(path, "a");
    if (!file)
        return;
    fprintf(file, "%s\n", line);
    fclose(file);
}

int open(const char *path, int flags, ...)
{
    int (*next)(const char *, int, ...) = NULL;
    *(void **)&next = dlsym(RTLD_NEXT, "open");
    va_list rest;
    va_start(rest, flags);
    unsigned mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    if ((flags & O_ACCMODE) == O_RDONLY && strikes(OPEN, "grow"))
        grow(path);
    return next(path, flags, mode);
}

static void say(const char *deed, bool could)
{
    if (!could)
        return;
    (void)!real_write(STDERR_FILENO, "escaped: ", 9);
    (void)!real_write(STDERR_FILENO, deed, strlen(deed));
    (void)!real_write(STDERR_FILENO, "\n", 1);
}

static void escape(void)
{
    say("socket", socket(AF_INET, SOCK_STREAM, 0) >= 0);
    say("local socket", socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
    say("write a file", open("escaped", O_WRONLY | O_CREAT, 0600) >= 0);
    say("read a file", open("/etc/passwd", O_RDONLY) >= 0);
    say("nameless file", open(".", O_TMPFILE | O_WRONLY, 0600) >= 0);
    say("make a folder",
        mkdir("escaped-folder", 0700) == 0 && rmdir("escaped-folder") == 0);
    say("remove a file", unlink("out") == 0);
    say("signal", kill(getppid(), 0) == 0);
    say("code", mmap(NULL, 4096, PROT_READ | PROT_EXEC,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
    pid_t child = fork();
    if (!child)
        _exit(0);
    say("process", child > 0);
    say("program",
        access("/bin/true", X_OK) == 0 &&
            posix_spawn(&child, "/bin/true", NULL, NULL,
                        (char *[]){(char[]){"true"}, NULL}, NULL) == 0);
}

ssize_t read(int file, void *bytes, size_t n)
{
    ssize_t (*next)(int, void *, size_t) = NULL;
    *(void **)&next = dlsym(RTLD_NEXT, "read");
    if (strikes(READ, "read")) {
        errno = EIO;
        return -1;
    }
    if (is("escape") && atomic_load(&calls[READ]) == at)
        escape();
    if (is("signal") && atomic_load(&calls[READ]) == at)
        raise(SIGINT);
    if (is("interrupt") && atomic_load(&calls[READ]) == at) {
        errno = EINTR;
        return -1;
    }
    if (atomic_load(&ready) && is_plain(file)) {
        atomic_fetch_add(&calls[TOUCH], 1);
        if (atomic_load(&calls[TOUCH]) == at && (is("touch") || is("cut")))
            change(file, is("cut"));
    }
    return next(file, bytes, is("short") && n > 7 ? 7 : n);
}

/* ---- writing ------------------------------------------------------------ */

ssize_t write(int file, const void *bytes, size_t n)
{
    if (file != STDERR_FILENO && strikes(WRITE, "write")) {
        errno = ENOSPC;
        return -1;
    }
    if (file != STDERR_FILENO && is("signal-write") &&
        atomic_load(&calls[WRITE]) == at)
        raise(SIGINT);
    return real_write(file, bytes, is("short") && n > 7 ? 7 : n);
}

int fsync(int file)
{
    int (*next)(int) = NULL;
    *(void **)&next = dlsym(RTLD_NEXT, "fsync");
    if (strikes(SYNC, "sync")) {
        errno = EIO;
        return -1;
    }
    return next(file);
}

int rename(const char *from, const char *to)
{
    int (*next)(const char *, const char *) = NULL;
    *(void **)&next = dlsym(RTLD_NEXT, "rename");
    if (strikes(SYNC, "sync")) {
        errno = EIO;
        return -1;
    }
    return next(from, to);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to,
           int flags)
{
    int (*next)(int, const char *, int, const char *, int) = NULL;
    *(void **)&next = dlsym(RTLD_NEXT, "linkat");
    if (strikes(SYNC, "sync")) {
        errno = EIO;
        return -1;
    }
    return next(from_folder, from, to_folder, to, flags);
}
