/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Looks five times a second at the times, sizes and numbers of files: works on
 * every kind of file system, and costs nothing for the few files that a rule
 * set has. Whether Ctrl-C came is the one thing that has to be kept for the
 * whole program.
 */

#include "interp/cli/watch.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

void watch_begin(void)
{
    struct sigaction action = {.sa_handler = interrupt,
                               .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

static uint64_t mix(uint64_t sum, uint64_t value)
{
    return (sum ^ value) * UINT64_C(0x9E3779B97F4A7C15) + (sum >> 29);
}

/* A file that is not there counts, too: it may come. */
static uint64_t look_at(uint64_t sum, const struct stat *about)
{
    sum = mix(sum, (uint64_t)about->st_ino);
    sum = mix(sum, (uint64_t)about->st_size);
    sum = mix(sum, (uint64_t)about->st_mtim.tv_sec);
    return mix(sum, (uint64_t)about->st_mtim.tv_nsec);
}

static bool is_rules(const char *name)
{
    size_t n = strlen(name), end = strlen(".rules");
    return n > end && name[0] != '.' && !strcmp(name + n - end, ".rules");
}

/* The order of entries may differ from look to look: a sum does not. */
static uint64_t look_into(uint64_t sum, const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    struct stat about;
    while (folder && (entry = readdir(folder)))
        if (is_rules(entry->d_name) &&
            fstatat(dirfd(folder), entry->d_name, &about, 0) == 0)
            sum += look_at(0, &about);
    if (folder)
        closedir(folder);
    return sum;
}

static uint64_t look(uint64_t sum, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return mix(sum, 1);
    return S_ISDIR(about.st_mode) ? look_into(sum, path) : look_at(sum, &about);
}

uint64_t watch_look(const struct watch *watch)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < watch->n; i++)
        sum = look(sum, watch->words[i]);
    for (size_t i = 0; watch->loaded && i < watch->loaded->paths.n; i++)
        sum = look(sum, watch->loaded->paths.at[i].at);
    return sum;
}

bool watch_wait(const struct watch *watch, uint64_t before)
{
    const struct timespec pause = {0, 200000000};
    while (!interrupted && watch_look(watch) == before)
        nanosleep(&pause, NULL);
    return !interrupted;
}
