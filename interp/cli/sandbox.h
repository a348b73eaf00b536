/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_SANDBOX_H
#define CANTLIE_INTERP_CLI_SANDBOX_H

/*
 * `cantlie --sandbox COMMAND ...`: for rules and records of strangers. From
 * then on the process may read the files and folders that the command line
 * names, and what lies in the folder of a rule file that it names; it may read
 * standard input and write standard output and standard error, and nothing
 * else: no other file is read, none written, made or removed, nothing is sent,
 * no program started, no process signalled. The kernel sees to it; there is
 * no way back.
 *
 * So options that write a file (-o), and commands that do, fail.
 */

#include <stdbool.h>
#include <stddef.h>

/* Enters it. False after a complaint, when this kernel cannot do it: then
   nothing is to be run. */
bool sandbox_enter(const char *const *words, size_t n);

#endif
