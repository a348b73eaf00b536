/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BASE_ARENA_H
#define CANTLIE_GRAMMAR_BASE_ARENA_H

/*
 * An arena hands out memory that is given back all at once.
 *
 * Ownership: whoever calls arena_new owns the arena and frees it with
 * arena_free; nothing taken from it is freed singly. Everything that one
 * compilation or one record builds lives in an arena that its caller passes.
 *
 * Exhaustion: arena_alloc never returns NULL. When the system has no memory
 * left, or the arena's own limit is reached, control goes to the point that
 * arena_guard names (by longjmp); without one the process aborts. So no
 * function may hold anything that needs freeing, other than memory of
 * arenas, while it allocates from an arena.
 */

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new, empty arena; NULL when there is no memory even for that. */
struct arena *arena_new(void);

/* Gives everything back, the arena included. NULL is allowed. */
void arena_free(struct arena *arena);

/* Gives everything back but keeps the arena (and its newest block, so that a
   reset per record costs nothing). Guard and limit stay. */
void arena_clear(struct arena *arena);

/* Where control goes when memory runs out; NULL takes the guard away. The
   jmp_buf must outlive its use. The value passed to longjmp is 1. */
void arena_guard(struct arena *arena, jmp_buf *guard);

/* The guard in force, or NULL. */
jmp_buf *arena_get_guard(const struct arena *arena);

/* Bytes that may be handed out at most; 0 = no limit (the start). */
void arena_limit(struct arena *arena, size_t bytes);

/* Bytes handed out since the last clear. */
size_t arena_used(const struct arena *arena);

/* `size` bytes set to zero, aligned for any type of that size or of one that
   divides it. size 0 gives a pointer that must not be read. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same, not set to anything: for those who write it all. */
void *arena_room(struct arena *arena, size_t size);

/* `count` elements of `size` bytes, set to zero; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Makes `old` bytes, which were taken as one, `size` where they stand; what is
   new is not set. False, and nothing happens, where something else was taken
   after them or there is no room behind them. */
bool arena_stretch(struct arena *arena, const void *at, size_t old,
                   size_t size);

/* A copy of `n` bytes with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *bytes, size_t n);

/* A copy of `n` bytes of any type. */
void *arena_twin(struct arena *arena, const void *bytes, size_t n);

/* What arena_alloc does when there is no memory; for callers that hold memory
   of another kind and find none left, or whose own guard passes it on. */
_Noreturn void arena_exhausted(struct arena *arena);

/* One zeroed object of a type, or an array of them. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count)                                        \
    ((type *)arena_array((arena), (count), sizeof(type)))

/*
 * A growable array in an arena: declare with LIST(type), push with
 * list_push. `at` may move on growth; the old copy stays in the arena.
 */
#define LIST(type)                                                             \
    struct {                                                                   \
        type *at;                                                              \
        size_t n, capacity;                                                    \
    }

/* Appends a value to a LIST. */
#define list_push(arena, list, value)                                          \
    (list_reserve((arena), (list)), (list)->at[(list)->n++] = (value))
#define list_reserve(arena, list)                                              \
    ((list)->n < (list)->capacity                                              \
         ? (void)0                                                             \
         : (void)((list)->at =                                                 \
                      arena_regrow((arena), (list)->at, (list)->n,             \
                                   &(list)->capacity, sizeof *(list)->at)))

/* The array with at least double capacity, what is new of it zero: moved, or
   where it stood if nothing was taken after it. */
void *arena_regrow(struct arena *arena, void *at, size_t n, size_t *capacity,
                   size_t size);

#endif
