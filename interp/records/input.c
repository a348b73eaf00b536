/* SPDX-License-Identifier: Apache-2.0 */

/*
 * zlib reads plain files and gzip alike. The window is read into at its end;
 * when it is full, what was passed is dropped, and it is doubled if that gave
 * too little room.
 */

#include "interp/records/input.h"

#include "interp/records/json.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* Bytes asked for at a time. */
#define CHUNK ((size_t)256 << 10)

const char input_no_memory[] = "there is no memory to read it";

static bool start_window(struct input *input)
{
    input->capacity = 2 * CHUNK;
    input->at = malloc(input->capacity + JSON_PADDING);
    if (input->at)
        return true;
    input->failure = input_no_memory;
    return false;
}

/* A descriptor of its own for standard input, so that closing is the same. */
static int open_descriptor(struct input *input, const char *path)
{
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC)
                               : dup(STDIN_FILENO);
    if (fd < 0) {
        input->failure = file_reason(errno);
        return -1;
    }
    input->descriptor = fd;
    if (fstat(fd, &input->begun) != 0 || S_ISDIR(input->begun.st_mode)) {
        input->failure =
            file_reason(S_ISDIR(input->begun.st_mode) ? EISDIR : errno);
        close(fd);
        return -1;
    }
    return fd;
}

bool input_open(struct input *input, const char *path)
{
    *input = (struct input){.at = NULL};
    int fd = open_descriptor(input, path);
    if (fd < 0)
        return false;
    gzFile file = gzdopen(fd, "rb");
    if (!file) {
        close(fd);
        input->failure = input_no_memory;
        return false;
    }
    input->file = file;
    gzbuffer(file, (unsigned)CHUNK / 2);
    if (start_window(input))
        return true;
    input_close(input);
    input->failure = input_no_memory;
    return false;
}

bool input_of_text(struct input *input, struct str text)
{
    *input = (struct input){.memory = text};
    return start_window(input);
}

/* Room for at least one chunk behind `end`. */
static bool make_room(struct input *input)
{
    if (input->capacity - input->end >= CHUNK)
        return true;
    memmove(input->at, input->at + input->start, input->end - input->start);
    input->end -= input->start;
    input->start = 0;
    if (input->capacity - input->end >= CHUNK)
        return true;
    char *at = realloc(input->at, input->capacity * 2 + JSON_PADDING);
    if (!at) {
        input->failure = input_no_memory;
        return false;
    }
    input->at = at;
    input->capacity *= 2;
    return true;
}

void input_expect(struct input *input, size_t limit)
{
    struct stat status;
    if (!input->file || !gzdirect(input->file) ||
        fstat(input->descriptor, &status) || !S_ISREG(status.st_mode) ||
        status.st_size < 0 || (uintmax_t)status.st_size > limit)
        return;
    size_t room = (size_t)status.st_size + 2 * CHUNK;
    char *at =
        room > input->capacity ? realloc(input->at, room + JSON_PADDING) : NULL;
    if (!at)
        return; /* it grows step by step, or says then that it cannot */
    input->at = at;
    input->capacity = room;
}

static size_t read_memory(struct input *input)
{
    size_t n = input->memory.n < CHUNK ? input->memory.n : CHUNK;
    if (n)
        memcpy(input->at + input->end, input->memory.at, n);
    input->memory = str_from(input->memory, n);
    return n;
}

/* At the end: whether somebody wrote to the file since it was opened. */
static bool was_changed(const struct input *input)
{
    struct stat now;
    return fstat(input->descriptor, &now) == 0 &&
           file_changed(&input->begun, &now);
}

static size_t read_file(struct input *input)
{
    gzFile file = input->file;
    int code = Z_OK;
    int got = gzread(file, input->at + input->end, (unsigned)CHUNK);
    if (got > 0)
        return (size_t)got;
    gzerror(file, &code);
    if (code == Z_ERRNO)
        input->failure = file_reason(errno);
    else if (code == Z_MEM_ERROR)
        input->failure = input_no_memory;
    else if (code == Z_BUF_ERROR)
        input->failure = "the compressed data break off";
    else if (code != Z_OK && code != Z_STREAM_END)
        input->failure = "the compressed data are damaged";
    else if (was_changed(input))
        input->failure = FILE_CHANGED_TEXT;
    return 0;
}

bool input_more(struct input *input)
{
    if (input->over)
        return false;
    if (!make_room(input)) {
        input->over = true;
        return false;
    }
    size_t got = input->file ? read_file(input) : read_memory(input);
    input->end += got;
    input->over = got == 0;
    return got > 0;
}

const char *input_pass_mark(struct input *input)
{
    input_have(input, 2);
    struct str view = input_view(input);
    if (str_starts(view, STR("\xEF\xBB\xBF")))
        input->start += 3;
    else if (str_starts(view, STR("\xFE\xFF")) ||
             str_starts(view, STR("\xFF\xFE")))
        return "it is in UTF-16: save it as UTF-8";
    return NULL;
}

bool input_have(struct input *input, size_t offset)
{
    while (input->end - input->start <= offset)
        if (!input_more(input))
            return false;
    return true;
}

size_t input_line(struct input *input, size_t limit)
{
    size_t n = 0;
    while (n <= limit && input_have(input, n)) {
        struct str view = input_view(input);
        const char *end = memchr(view.at + n, '\n', view.n - n);
        if (end)
            return (size_t)(end - view.at);
        n = view.n;
    }
    return n;
}

struct str input_take_line(struct input *input, size_t n)
{
    struct str line = {input->at + input->start, n};
    bool ends = input->end - input->start > n;
    input->start += n + (ends ? 1 : 0);
    return line;
}

void input_pass_line(struct input *input)
{
    bool ended = false;
    while (!ended && input_have(input, 0)) {
        struct str view = input_view(input);
        const char *end = memchr(view.at, '\n', view.n);
        ended = end != NULL;
        input->start += ended ? (size_t)(end - view.at) + 1 : view.n;
    }
}

size_t input_lines(struct input *input, size_t limit, bool *too_long)
{
    size_t seen = 0;
    *too_long = false;
    while (input->end - input->start < CHUNK && input_more(input))
        continue;
    for (;;) {
        struct str view = input_view(input);
        const char *last = NULL;
        for (size_t i = view.n; i > seen && !last; i--)
            last = view.at[i - 1] == '\n' ? view.at + i - 1 : NULL;
        *too_long = (last ? (size_t)(last - view.at) : view.n) > limit &&
                    input_line(input, limit) > limit;
        if (last || *too_long)
            return *too_long ? 0 : (size_t)(last - view.at) + 1;
        seen = view.n;
        if (!input_more(input))
            return input->failure ? 0 : view.n;
    }
}

/* Memory for the window to go on in: that of the block, if it will do. */
static bool renew(struct input *input, struct input_block *block, size_t rest)
{
    size_t capacity = 2 * CHUNK;
    while (capacity < rest + CHUNK)
        capacity *= 2;
    if (block->at && block->capacity == capacity)
        return true;
    free(block->at);
    block->capacity = capacity;
    block->at = malloc(capacity + JSON_PADDING);
    if (block->at)
        return true;
    input->failure = input_no_memory;
    input->over = true;
    return false;
}

bool input_take_lines(struct input *input, struct input_block *block, size_t n)
{
    size_t rest = input->end - input->start - n;
    if (!renew(input, block, rest))
        return false;
    struct input_block taken = {input->at, input->start, n, input->capacity};
    memcpy(block->at, input->at + input->start + n, rest);
    input->at = block->at;
    input->capacity = block->capacity;
    input->start = 0;
    input->end = rest;
    *block = taken;
    return true;
}

void input_close(struct input *input)
{
    if (input->file)
        gzclose_r(input->file);
    free(input->at);
    *input = (struct input){.over = true};
}
