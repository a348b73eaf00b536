/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The public API: versions, errors, handles, and how calls begin and end.
 * Compiling is in cantlie_compile.c, evaluating in cantlie_session.c, results
 * in cantlie_result.c and cantlie_read.c, texts in cantlie_text.c.
 *
 * A handle is trusted only after its mark was looked at. A session is taken by
 * the thread that uses it through one atomic flag: a second thread is told,
 * and nothing is locked or waited for.
 */

#include "interp/cantlie_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_OF(number) TEXT_OF_(number)
#define TEXT_OF_(number) #number
#define VERSION_TEXT                                                           \
    TEXT_OF(CANTLIE_VERSION_MAJOR)                                             \
    "." TEXT_OF(CANTLIE_VERSION_MINOR) "." TEXT_OF(CANTLIE_VERSION_PATCH)

unsigned cantlie_version(void)
{
    return CANTLIE_VERSION;
}

const char *cantlie_version_text(void)
{
    return VERSION_TEXT;
}

/* ---- failing ---------------------------------------------------------------- */

/* Takes an unfinished character away from the end of a text that was cut. */
static void trim_character(char *text, size_t n)
{
    size_t tail = 0;
    while (tail < 3 && tail < n &&
           ((unsigned char)text[n - 1 - tail] & 0xC0) == 0x80)
        tail++;
    if (tail < n && (unsigned char)text[n - 1 - tail] >= 0xC0)
        text[n - 1 - tail] = '\0';
}

cantlie_status fail(cantlie_error *error, cantlie_status status,
                    const char *format, ...)
{
    if (!error)
        return status;
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    error->status = status;
    if (n < 0)
        error->text[0] = '\0';
    else if ((size_t)n >= sizeof error->text)
        trim_character(error->text, sizeof error->text - 1);
    return status;
}

cantlie_status fail_memory(cantlie_error *error)
{
    return fail(error, CANTLIE_NO_MEMORY,
                "there is not enough memory, or the limit that the options set "
                "is reached");
}

cantlie_status fail_name(cantlie_error *error, const char *what,
                         const char *name, struct str near)
{
    return fail(error, CANTLIE_NO_SUCH_NAME, "%s is called \"%.200s\"%s%.*s%s",
                what, name, near.n ? "; did you mean \"" : "", STR_ARG(near),
                near.n ? "\"?" : "");
}

/* ---- versions ----------------------------------------------------------------- */

static bool version_fits(unsigned header)
{
    unsigned unit = CANTLIE_VERSION_MAJOR > 0 ? 10000 : 100;
    return header / unit == CANTLIE_VERSION / unit && header <= CANTLIE_VERSION;
}

cantlie_status cantlie_check_version(unsigned header, cantlie_error *error)
{
    if (version_fits(header))
        return CANTLIE_OK;
    return fail(error, CANTLIE_BAD_VERSION,
                "the program was compiled with the header of Cantlie %u.%u.%u, "
                "and this library is Cantlie " VERSION_TEXT
                ": compile it again, or use the library that fits",
                header / 10000, header / 100 % 100, header % 100);
}

cantlie_status options_check(const cantlie_options *options,
                             cantlie_error *error)
{
    if (!options)
        return fail(error, CANTLIE_BAD_CALL,
                    "the options are a null pointer: start from "
                    "CANTLIE_OPTIONS");
    return cantlie_check_version(options->version, error);
}

/* ---- handles ------------------------------------------------------------------ */

cantlie_status handle_check(const void *handle, uint32_t mark, const char *what,
                            cantlie_error *error)
{
    struct handle found;
    if (!handle)
        return fail(error, CANTLIE_BAD_CALL, "the %s is a null pointer", what);
    memcpy(&found, handle, sizeof found);
    if (found.mark != mark)
        return fail(error, CANTLIE_BAD_CALL,
                    "this is no %s of Cantlie: something else, or one that was "
                    "freed",
                    what);
    if (found.version == CANTLIE_VERSION)
        return CANTLIE_OK;
    return fail(error, CANTLIE_BAD_VERSION,
                "this %s was made by Cantlie %u.%u.%u, and this library is "
                "Cantlie " VERSION_TEXT,
                what, found.version / 10000, found.version / 100 % 100,
                found.version % 100);
}

bool handle_try(struct arena *arena, void (*work)(void *context), void *context)
{
    jmp_buf exhausted;
    if (setjmp(exhausted)) {
        arena_guard(arena, NULL);
        return false;
    }
    arena_guard(arena, &exhausted);
    work(context);
    arena_guard(arena, NULL);
    return true;
}

void rules_keep(cantlie_rules *rules)
{
    atomic_fetch_add_explicit(&rules->owners, 1, memory_order_relaxed);
}

void rules_release(cantlie_rules *rules)
{
    if (atomic_fetch_sub_explicit(&rules->owners, 1, memory_order_acq_rel) > 1)
        return;
    arena_free(rules->arena);
    free(rules);
}

/* ---- calls on a session ---------------------------------------------------------- */

cantlie_status session_enter(cantlie_session *session, cantlie_error *error)
{
    cantlie_status status =
        handle_check(session, SESSION_MARK, "session", error);
    if (status)
        return status;
    if (atomic_exchange_explicit(&session->busy, true, memory_order_acquire))
        return fail(error, CANTLIE_BUSY,
                    "the session is in use by another thread: give each thread "
                    "its own");
    return CANTLIE_OK;
}

void session_leave(cantlie_session *session)
{
    atomic_store_explicit(&session->busy, false, memory_order_release);
}

cantlie_status session_enter_result(cantlie_session *session, const void *out,
                                    cantlie_error *error)
{
    cantlie_status status = session_enter(session, error);
    if (status)
        return status;
    if (!out)
        status = fail(error, CANTLIE_BAD_CALL,
                      "there is a null pointer where the answer should go");
    else if (!session->finding)
        status = fail(error, CANTLIE_NO_RESULT,
                      "there is no result: evaluate a record first");
    if (status)
        session_leave(session);
    return status;
}

static void guard_both(cantlie_session *session, jmp_buf *guard)
{
    arena_guard(session->lasting, guard);
    arena_guard(session->arena, guard);
}

/* What was cut short cannot be relied on: neither the evaluator nor the
   record, whose facts it changes and puts back. */
static void drop_result(cantlie_session *session)
{
    session->finding = NULL;
    session->ev = NULL;
    arena_clear(session->lasting);
    reader_close(session->reader);
    session->reader = NULL;
}

cantlie_status session_try(cantlie_session *session,
                           void (*work)(cantlie_session *session,
                                        void *context),
                           void *context, cantlie_error *error)
{
    jmp_buf exhausted;
    if (setjmp(exhausted)) {
        guard_both(session, NULL);
        drop_result(session);
        return fail_memory(error);
    }
    guard_both(session, &exhausted);
    work(session, context);
    guard_both(session, NULL);
    return CANTLIE_OK;
}
