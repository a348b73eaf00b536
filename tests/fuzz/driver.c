/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Runs a target on files, without libFuzzer: TARGET FILE... Names each file
 * before it runs, so that the last one named is the one that failed; an input
 * that takes longer than a minute ends the program.
 */

#include "tests/fuzz/target.h"

#include <stdio.h>
#include <unistd.h>

#define SECONDS 60

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        fprintf(stderr, "%s\n", argv[i]);
        struct arena *arena = arena_new();
        if (!arena)
            return 4;
        struct str text = target_file(arena, argv[i]);
        alarm(SECONDS);
        LLVMFuzzerTestOneInput((const uint8_t *)text.at, text.n);
        alarm(0);
        arena_free(arena);
    }
    return 0;
}
