/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_INPUT_H
#define CANTLIE_INTERP_RECORDS_INPUT_H

/*
 * Bytes of a file, of standard input (both perhaps under gzip), or of memory,
 * through a window that moves forward: what lies in [start, end) can be looked
 * at, and JSON_PADDING bytes behind `end` can be read. The window grows while
 * nobody moves `start`; how far it may grow is up to who uses it.
 *
 * Ownership: input_open takes a file descriptor and memory outside arenas;
 * input_close gives them back. An input that failed to open holds nothing.
 */

#include "grammar/base/file.h"
#include "grammar/base/str.h"

#include <stdint.h>

struct input {
    char *at; /* the window's memory */
    size_t start, end, capacity;
    bool over;           /* nothing comes behind `end` */
    const char *failure; /* why reading broke off, or NULL */
    struct str memory;   /* what is left of a text in memory */
    void *file;          /* zlib's, or NULL */
    int descriptor;      /* ... which is of this one */
    struct stat begun;   /* the file as it was then */
};

/* The `failure` that is the machine's, not the input's: known by its address. */
extern const char input_no_memory[];

/* Opens a file, "-" for standard input. False: input->failure says why. */
bool input_open(struct input *input, const char *path);

/* The text must outlive the input. */
bool input_of_text(struct input *input, struct str text);

/* Reads more behind `end`: true if there is more to look at. On false, `over`
   is set, and `failure` if it is not for the end of the data. Moves the bytes
   of the window: pointers into it become invalid. */
bool input_more(struct input *input);

/* Passes a byte order mark at the start; why the input cannot be read that is
   in another encoding by its mark, or NULL. */
const char *input_pass_mark(struct input *input);

/* Makes room at once for all that a plain file has, if that is at most `limit`:
   for who will hold it as a whole. Moves the window, as input_more does. */
void input_expect(struct input *input, size_t limit);

/* What can be looked at. */
static inline struct str input_view(const struct input *input)
{
    return (struct str){input->at + input->start, input->end - input->start};
}

/* Whether the byte at `offset` from the window's start is there; read if need
   be. */
bool input_have(struct input *input, size_t offset);

/* The length of the line at the window's start without its newline, read if
   need be; more than `limit` if it is longer. The last line may have none. */
size_t input_line(struct input *input, size_t limit);

/* The line of that length, passed with its newline; it stays put until the
   next read. And: passes a line of any length without holding it. */
struct str input_take_line(struct input *input, size_t n);
void input_pass_line(struct input *input);

/* Whole lines that left the window, with the memory that they stand in: bytes
   [start, start + n) of `at`, and JSON_PADDING bytes behind them that may be
   written to. All zero at first; whoever has one frees `at`. */
struct input_block {
    char *at;
    size_t start, n, capacity;
};

/* The bytes of the lines at hand, about as many as are read at a time. A last
   line need not end in a newline. 0 when there is no line of at most `limit`
   bytes: *too_long, or it is the end or a failure. */
size_t input_lines(struct input *input, size_t limit, bool *too_long);

/* Takes so many bytes of them; the window goes on in the memory that the block
   had before. False: there is no memory. */
bool input_take_lines(struct input *input, struct input_block *block, size_t n);

void input_close(struct input *input);

#endif
