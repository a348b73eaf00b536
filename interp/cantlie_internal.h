/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CANTLIE_INTERNAL_H
#define CANTLIE_INTERP_CANTLIE_INTERNAL_H

/*
 * What the files of the public API share: the handles behind cantlie.h, how a
 * call is begun and ended, and how it fails. Nobody else includes it.
 *
 * Each handle begins with a mark and the version that made it, and owns its
 * arenas. Whatever may take memory runs inside handle_try or session_try,
 * which come back when an arena is exhausted; nothing else that needs freeing
 * is held meanwhile but what the handle itself remembers.
 */

#include "interp/cantlie.h"
#include "interp/check/load.h"
#include "interp/check/named.h"
#include "interp/eval/finding.h"
#include "interp/records/reader.h"

#include <stdatomic.h>

#define RULES_MARK 0x52544e43u /* "CNTR" in memory of a small-endian machine */
#define SESSION_MARK 0x53544e43u /* "CNTS" */

struct handle {
    uint32_t mark;
    uint32_t version; /* CANTLIE_VERSION of the library that made it */
};

/* Immutable once compiled, but for `owners`: the caller and each session. */
struct cantlie_rules {
    struct handle handle;
    atomic_size_t owners;
    struct arena *arena;
    struct loaded loaded;
    const struct program *program;
    cantlie_rules_info info;
    cantlie_names names[CANTLIE_FIELD + 1]; /* by kind */
};

/* A finding as the structs of cantlie.h; in the session's record arena. */
struct result {
    const char *patient;
    cantlie_rule_state *states;
    cantlie_verdict *all;    /* by treatment index */
    cantlie_verdict *listed; /* copies of those to be shown */
    size_t listed_count;
    cantlie_value *scores;
    cantlie_question *questions;
    cantlie_problem *problems;
    size_t problem_count;
};

struct cantlie_session {
    struct handle handle;
    atomic_bool busy;
    cantlie_rules *rules;
    cantlie_options options;
    struct arena *lasting; /* the evaluator's */
    struct arena *arena;   /* of the record and all that is said of it */
    struct evaluator *ev;  /* NULL until first needed, and after exhaustion */
    struct reader *reader; /* open while a record is read */
    const struct finding *finding; /* NULL: no result */
    struct result result;
};

/* ---- failing ---------------------------------------------------------------- */

/* Fills *error, if there is one, and returns the status. */
cantlie_status fail(cantlie_error *error, cantlie_status status,
                    const char *format, ...)
    __attribute__((format(printf, 3, 4)));

cantlie_status fail_memory(cantlie_error *error);

/* CANTLIE_NO_SUCH_NAME: `what` in the rules is called that, nor anything like
   it, unless `near` has a text. */
cantlie_status fail_name(cantlie_error *error, const char *what,
                         const char *name, struct str near);

/* ---- handles ---------------------------------------------------------------- */

/* Whether the handle is one of that mark and of this version; `what` names it
   in the sentence: "rule set". */
cantlie_status handle_check(const void *handle, uint32_t mark, const char *what,
                            cantlie_error *error);

/* Whether options can be used. */
cantlie_status options_check(const cantlie_options *options,
                             cantlie_error *error);

/* Work that takes memory from `arena`: false when it ran out. */
bool handle_try(struct arena *arena, void (*work)(void *context),
                void *context);

/* Another owner, and one less; the last one frees. */
void rules_keep(cantlie_rules *rules);
void rules_release(cantlie_rules *rules);

/* ---- calls on a session -------------------------------------------------------- */

/* Checks the handle and takes the session for this thread. Every success is
   followed by session_leave. */
cantlie_status session_enter(cantlie_session *session, cantlie_error *error);
void session_leave(cantlie_session *session);

/* The same, for a call that reads a result into *out, which must be there. */
cantlie_status session_enter_result(cantlie_session *session, const void *out,
                                    cantlie_error *error);

/* Work that takes memory of the session's arenas. When it runs out, the result
   is gone and the evaluator is made anew the next time. */
cantlie_status session_try(cantlie_session *session,
                           void (*work)(cantlie_session *session,
                                        void *context),
                           void *context, cantlie_error *error);

/* ---- making results --------------------------------------------------------------- */

/* A copy with a NUL behind it. */
const char *text_copy(struct arena *arena, struct str text);

/* Everything that is read without further work. Not for unreadable records. */
void result_make(cantlie_session *session);

/* The value of something of a type, with its text. */
void value_make(struct arena *arena, cantlie_value *out,
                const struct type *type, struct value value);

/* The problems of the record, for result_make. */
void problems_make(cantlie_session *session, struct result *result);

#endif
