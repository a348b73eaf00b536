/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is typed into a session: `cantlie repl` with tests/fuzz/fuzz.rules and
 * a patient, in an empty folder that is swept afterwards. Since a session may
 * write where it is told to (:save, :case), an input that names another folder
 * in a command is not tried.
 */

#include "tests/fuzz/target.h"

#include "interp/cli/cli.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct str patient = {
    "{\"id\": \"A\", \"age\": 63, \"KRAS\": \"wt\", \"lesions\": [{}]}\n", 54};

/* Whether some line is perhaps a command with a slash in it. */
static bool leads_away(struct str text)
{
    bool begun = false, command = false;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n')
            begun = command = false;
        else if (c == ':' && !begun)
            command = true;
        else if (c > ' ' && c < 0x7f)
            begun = true;
        if (command && c == '/')
            return true;
    }
    return false;
}

static void converse(struct arena *arena)
{
    static const char *const words[] = {"fuzz.rules", "patient.json", "--as-of",
                                        "2024-06-01"};
    struct invocation invocation = {.arena = arena, .command = &COMMAND_REPL};
    if (!invocation_read(&invocation, words, 4))
        abort();
    if (COMMAND_REPL.run(&invocation) != STATUS_DONE)
        abort();
}

/* The streams and the folder of this process, to come back to. */
struct home {
    FILE *in, *out, *wrong;
    int folder;
    struct sigaction interrupt;
    FILE *typed, *nowhere;
};

static void leave(struct home *home, struct arena *arena, struct str text)
{
    *home = (struct home){.in = stdin, .out = stdout, .wrong = stderr};
    home->folder = open(".", O_RDONLY);
    home->nowhere = fopen("/dev/null", "w");
    home->typed = fmemopen(arena_copy(arena, text.at, text.n), text.n, "r");
    if (home->folder < 0 || !home->nowhere || !home->typed)
        abort();
    sigaction(SIGINT, NULL, &home->interrupt);
    if (chdir(target_folder(arena)) != 0)
        abort();
    stdin = home->typed;
    stdout = stderr = home->nowhere;
}

static void come_back(struct home *home)
{
    stdin = home->in;
    stdout = home->out;
    stderr = home->wrong;
    sigaction(SIGINT, &home->interrupt, NULL);
    if (fchdir(home->folder) != 0)
        abort();
    close(home->folder);
    fclose(home->typed);
    fclose(home->nowhere);
}

static void test(struct arena *arena, struct str text)
{
    if (!text.n || leads_away(text))
        return;
    struct str rules = target_file(arena, "tests/fuzz/fuzz.rules");
    struct home home;
    jmp_buf exhausted, *outer = arena_get_guard(arena);
    target_scratch(arena, "fuzz.rules", rules);
    target_scratch(arena, "patient.json", patient);
    leave(&home, arena, text);
    arena_guard(arena, &exhausted);
    if (setjmp(exhausted) == 0)
        converse(arena);
    arena_guard(arena, outer);
    come_back(&home);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
