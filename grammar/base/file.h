/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BASE_FILE_H
#define CANTLIE_GRAMMAR_BASE_FILE_H

/*
 * A file read whole, or not at all. One that another program writes to in the
 * meantime would be read half old and half new: it is refused.
 *
 * Ownership: the bytes live in the arena. Memory is taken before the file is
 * opened, so that nothing is left open when the arena runs out.
 */

#include "grammar/base/arena.h"
#include "grammar/base/str.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Reads a file of at most `most` bytes; of a longer one, the first `most` + 1,
   so that the caller sees that it is too long. NULL, or why it cannot be read
   ("there is no such file"). */
const char *file_read(struct arena *arena, const char *path, size_t most,
                      struct str *text);

/* Whether a plain file is longer, by what is said of it: nothing is read. */
bool file_is_longer(const char *path, size_t most);

/* What an errno of opening or reading means to people. */
const char *file_reason(int error);

/* Whether a file that was `before` when its reading began was changed until
   `after`, when it ended. What is no plain file has no such state. */
bool file_changed(const struct stat *before, const struct stat *after);

#define FILE_CHANGED_TEXT "it was changed while it was read"

#endif
