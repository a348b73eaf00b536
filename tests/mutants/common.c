/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Added to the program that holds every mutant (tests/mutants/changes.py): which
 * of them this process is, and where the notes of what it reaches are made. The
 * environment says: MUTANT is a number, MUTANT_NOTES a file that exists, and
 * MUTANT_MICROSECONDS the processor time after which it is ended.
 *
 * With MUTANT_SERVER it goes no further than here, and forks itself once for
 * each line of standard input, which is cheaper than to be loaded again. A line
 * is the number, the time, a file for standard output, and arguments in place of
 * its own; wait's status is the answer, on that file descriptor.
 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOTES (1 << 19)
#define MEMORY ((rlim_t)4 << 30)
#define HANGS 600 /* seconds in all */

extern int mutant;
extern unsigned char *mutant_notes;

static unsigned char nowhere[NOTES];
int mutant;
unsigned char *mutant_notes = nowhere;

static void bound(long microseconds)
{
    struct itimerval timer = {
        .it_value = {microseconds / 1000000, microseconds % 1000000}};
    struct itimerval all = {.it_value = {HANGS, 0}};
    struct rlimit memory = {MEMORY, MEMORY};
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
    setitimer(ITIMER_REAL, &all, NULL);
    setrlimit(RLIMIT_AS, &memory);
}

static void become(char *line, char **argv)
{
    char *rest = line;
    mutant = atoi(strsep(&rest, "\t"));
    bound(atol(strsep(&rest, "\t")));
    const char *path = strsep(&rest, "\t");
    int output = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int input = open("/dev/null", O_RDWR);
    dup2(input, 0);
    dup2(output, 1);
    dup2(input, 2);
    for (int i = 1; rest && argv[i]; i++)
        argv[i] = strsep(&rest, "\t");
}

/* Returns in each child. */
static void serve(int answers, char **argv)
{
    static char line[1 << 16];
    while (fgets(line, sizeof line, stdin)) {
        int status = 0;
        pid_t child = fork();
        line[strcspn(line, "\n")] = '\0';
        if (child == 0) {
            become(line, argv);
            return;
        }
        waitpid(child, &status, 0);
        if (write(answers, &status, sizeof status) != sizeof status)
            break;
    }
    _exit(0);
}

static void make_notes(int file)
{
    void *shared =
        mmap(NULL, NOTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED)
        mutant_notes = shared;
    close(file);
}

__attribute__((constructor)) static void begin(int argc, char **argv)
{
    const char *number = getenv("MUTANT");
    const char *notes = getenv("MUTANT_NOTES");
    const char *time = getenv("MUTANT_MICROSECONDS");
    const char *server = getenv("MUTANT_SERVER");
    int file = notes ? open(notes, O_RDWR) : -1;
    (void)argc;
    if (file >= 0)
        make_notes(file);
    mutant = number ? atoi(number) : 0;
    if (server)
        serve(atoi(server), argv);
    else if (time)
        bound(atol(time));
}
