/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Memory that is given back all at once: a chain of blocks, newest first,
 * each filled from its start. A request larger than a block gets a block of
 * its own. Nothing here knows what is stored.
 *
 * A short run of the program is to a third the kernel's work for new pages: so
 * little is aligned more than it needs, arrays grow where they stand, and an
 * arena that is large asks for its pages by the block.
 */

#include "grammar/base/arena.h"

#include <errno.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BLOCK_SIZE ((size_t)64 * 1024)
/* An arena that holds so much, and was never cleared, goes on growing: it gets
   larger blocks, whose pages are asked for at once. They are below the size
   for which malloc asks the kernel each time. */
#define LARGE_FROM ((size_t)128 * 1024)
#define LARGE_BLOCK ((size_t)120 * 1024)
/* An object's alignment divides its size: what has 16 bytes, or a multiple,
   may want 16; anything else is content with 8. */
#define ALIGNMENT alignof(max_align_t)
#define UNIT (ALIGNMENT / 2)
/* Of an array: most have few elements, and pages cost more than moving. */
#define FIRST_CAPACITY 4

struct block {
    struct block *older;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *newest;
    jmp_buf *guard;
    size_t used, limit;
    bool cleared;
};

struct arena *arena_new(void)
{
    return calloc(1, sizeof(struct arena));
}

static void free_blocks(struct block *block)
{
    while (block) {
        struct block *older = block->older;
        free(block);
        block = older;
    }
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->newest);
    free(arena);
}

void arena_clear(struct arena *arena)
{
    struct block *kept = arena->newest;
    if (kept && kept->size > BLOCK_SIZE) {
        free_blocks(kept);
        arena->newest = NULL;
    } else if (kept) {
        free_blocks(kept->older);
        kept->older = NULL;
        kept->used = 0;
    }
    arena->used = 0;
    arena->cleared = true;
}

void arena_guard(struct arena *arena, jmp_buf *guard)
{
    arena->guard = guard;
}

jmp_buf *arena_get_guard(const struct arena *arena)
{
    return arena->guard;
}

void arena_limit(struct arena *arena, size_t bytes)
{
    arena->limit = bytes;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

_Noreturn void arena_exhausted(struct arena *arena)
{
    if (arena->guard)
        longjmp(*arena->guard, 1);
    abort();
}

static size_t aligned(size_t size)
{
    return (size + UNIT - 1) / UNIT * UNIT;
}

/* Where bytes of an aligned size may begin, from `used` on. */
static size_t start_of(size_t used, size_t size)
{
    return used + (used & ~size & UNIT);
}

/* Asks for the pages of a larger block: two thirds of the price of bringing
   them one by one. A kernel that does not know the call (Linux before 5.14)
   refuses it, and nothing is lost. */
static void have_pages(struct block *block)
{
#ifdef MADV_POPULATE_WRITE
    int error = errno;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = ((uintptr_t)block + page - 1) / page * page;
    uintptr_t behind = (uintptr_t)block->bytes + block->size;
    madvise((void *)first, (behind - first) / page * page, MADV_POPULATE_WRITE);
    errno = error;
#else
    (void)block;
#endif
}

static struct block *add_block(struct arena *arena, size_t size)
{
    bool large = !arena->cleared && arena->used >= LARGE_FROM;
    size_t usual = large ? LARGE_BLOCK : BLOCK_SIZE;
    size_t room = size > usual ? start_of(size, 0) : usual;
    if (room > SIZE_MAX - sizeof(struct block))
        arena_exhausted(arena);
    struct block *block = malloc(sizeof(struct block) + room);
    if (!block)
        arena_exhausted(arena);
    block->size = room;
    block->used = 0;
    block->older = arena->newest;
    arena->newest = block;
    if (room == LARGE_BLOCK)
        have_pages(block);
    return block;
}

/* Bytes that are not set yet. */
static void *take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT)
        arena_exhausted(arena);
    size = aligned(size);
    if (arena->limit && size > arena->limit - arena->used)
        arena_exhausted(arena);
    struct block *block = arena->newest;
    if (!block || size > block->size - start_of(block->used, size))
        block = add_block(arena, size);
    size_t start = start_of(block->used, size);
    block->used = start + size;
    arena->used += size;
    return block->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

void *arena_room(struct arena *arena, size_t size)
{
    return take(arena, size);
}

void *arena_twin(struct arena *arena, const void *bytes, size_t n)
{
    void *twin = take(arena, n);
    if (n)
        memcpy(twin, bytes, n);
    return twin;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        arena_exhausted(arena);
    return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t n)
{
    char *copy = take(arena, n + 1);
    if (n)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}

bool arena_stretch(struct arena *arena, const void *at, size_t old, size_t size)
{
    struct block *block = arena->newest;
    size_t from = aligned(old), more = aligned(size) - from;
    if (!block || from > block->used ||
        (const unsigned char *)at != block->bytes + block->used - from ||
        more > block->size - block->used ||
        (arena->limit && more > arena->limit - arena->used))
        return false;
    block->used += more;
    arena->used += more;
    return true;
}

void *arena_regrow(struct arena *arena, void *at, size_t n, size_t *capacity,
                   size_t size)
{
    size_t before = *capacity, wanted = before ? before * 2 : FIRST_CAPACITY;
    if (size && wanted > (SIZE_MAX - ALIGNMENT) / size)
        arena_exhausted(arena);
    bool stays =
        before && arena_stretch(arena, at, before * size, wanted * size);
    unsigned char *grown = stays ? at : take(arena, wanted * size);
    if (n && !stays)
        memcpy(grown, at, n * size);
    memset(grown + n * size, 0, (wanted - n) * size);
    *capacity = wanted;
    return grown;
}
