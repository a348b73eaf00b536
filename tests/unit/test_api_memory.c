/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Memory that runs out, at every place where it can: by the limit in the
 * options, which sweeps through all that arenas hand out, and by an allocator
 * that refuses the n-th request, for all else. Whatever happens, the answer is
 * CANTLIE_NO_MEMORY or the right one, and the same handles go on working.
 */

#include "unit.h"

#include "interp/cantlie.h"

#include <stdbool.h>
#include <string.h>

static const char rules_text[] =
    "record patient\n"
    "  id: text\n"
    "  KRAS: wild-type | mutated\n"
    "  BRAF: wild-type | mutated\n"
    "  ECOG: 0 to 5\n"
    "  lesions: list of lesion\n"
    "record lesion\n"
    "  size: cm, 0 to 50\n"
    "treatment cetuximab\n"
    "treatment surgery\n"
    "rule antibody\n"
    "  when KRAS wild-type\n"
    "  unless BRAF mutated\n"
    "  then recommend cetuximab\n"
    "rule BRAF-rule\n"
    "  when BRAF mutated\n"
    "  then avoid cetuximab\n"
    "rule operate\n"
    "  when ECOG <= 1 and no lesion has size > 5 cm\n"
    "  then recommend surgery\n";

static const char record_text[] =
    "{\"id\": \"A\", \"KRAS\": \"wild-type\", \"EGOC\": 1,"
    " \"lesions\": [{\"size\": 4}, {\"size\": 99}]}";

static const cantlie_text record = {"a.json", record_text,
                                    sizeof record_text - 1};

static cantlie_error error;

static cantlie_rules *compile(size_t memory)
{
    const cantlie_text text = {"memory.rules", rules_text,
                               sizeof rules_text - 1};
    cantlie_options options = CANTLIE_OPTIONS;
    options.memory = memory;
    return cantlie_compile_texts(&text, 1, &options, &error);
}

static cantlie_session *session_with(const cantlie_rules *rules, size_t memory)
{
    cantlie_options options = CANTLIE_OPTIONS;
    options.memory = memory;
    return cantlie_session_new(rules, &options, &error);
}

static cantlie_status evaluate(cantlie_session *session)
{
    return cantlie_evaluate(session, &record, "2024-06-01", &error);
}

/* Everything that can be asked of a session and takes memory; the first
   failure. */
static cantlie_status use(cantlie_session *session)
{
    const char *text;
    const cantlie_value *value;
    cantlie_state state;
    cantlie_status status = evaluate(session);
    if (!status)
        status = cantlie_result_json(session, &text, &error);
    if (!status)
        status = cantlie_note(session, &text, &error);
    if (!status)
        status = cantlie_value_of(session, "BRAF", &value, &error);
    if (!status)
        status = cantlie_explain(session, NULL, &text, &error);
    if (!status)
        status = cantlie_state_of(session, "nobody", &state, &error);
    return status == CANTLIE_NO_SUCH_NAME ? CANTLIE_OK : status;
}

static void out_of_memory(cantlie_status status)
{
    ck_assert_msg(status == CANTLIE_NO_MEMORY, "%d: %s", (int)status,
                  error.text);
    ck_assert_int_eq(error.status, CANTLIE_NO_MEMORY);
    ck_assert_ptr_nonnull(strstr(error.text, "not enough memory"));
}

static size_t more(size_t limit)
{
    return limit + 16 + limit / 50;
}

/* ---- the limit in the options ------------------------------------------------ */

START_TEST(compiling_keeps_to_the_limit)
    {
        size_t limit = 16, refused = 0;
        cantlie_rules *rules;
        while (!(rules = compile(limit))) {
            out_of_memory(error.status);
            limit = more(limit);
            refused++;
        }
        ck_assert_uint_gt(refused, 50);
        cantlie_rules_free(rules);
    }
END_TEST

START_TEST(evaluating_keeps_to_the_limit)
    {
        cantlie_rules *rules = compile(0);
        size_t limit = 16, no_session = 0, no_result = 0;
        bool done = false;
        for (; !done; limit = more(limit)) {
            cantlie_session *session = session_with(rules, limit);
            if (!session) {
                out_of_memory(error.status);
                no_session++;
                continue;
            }
            cantlie_status status = use(session);
            done = status == CANTLIE_OK;
            if (!done) {
                out_of_memory(status);
                no_result++;
                ck_assert_int_ne(use(session), CANTLIE_OK);
            }
            cantlie_session_free(session);
        }
        ck_assert_uint_gt(no_session, 10);
        ck_assert_uint_gt(no_result, 10);
        cantlie_rules_free(rules);
    }
END_TEST

/* A text that does not fit takes the result with it; the next one is whole. */
START_TEST(a_session_recovers)
    {
        cantlie_rules *rules = compile(0);
        size_t limit = 16;
        cantlie_session *session = NULL;
        const char *text;
        while (!(session = session_with(rules, limit)) ||
               evaluate(session) != CANTLIE_OK) {
            cantlie_session_free(session);
            limit = more(limit);
        }
        cantlie_status status = CANTLIE_OK;
        for (size_t i = 0; !status && i < 100000; i++)
            status = cantlie_note(session, &text, &error);
        out_of_memory(status);
        ck_assert_int_eq(cantlie_note(session, &text, &error),
                         CANTLIE_NO_RESULT);
        ck_assert_int_eq(evaluate(session), CANTLIE_OK);
        cantlie_session_free(session);
        cantlie_rules_free(rules);
    }
END_TEST

/* ---- an allocator that refuses ------------------------------------------------- */

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||           \
    defined(SANITIZED) || !defined(__GLIBC__)
#define OWN_ALLOCATOR 0
#else
#define OWN_ALLOCATOR 1
#endif

#if OWN_ALLOCATOR

static bool refusing;
static size_t until_refusal;

/* glibc's own, under the names by which it can be reached behind ours. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);

static bool refuses(void)
{
    return refusing && until_refusal-- == 0;
}

void *malloc(size_t size)
{
    return refuses() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refuses() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *at, size_t size)
{
    return refuses() ? NULL : __libc_realloc(at, size);
}

static void refuse_after(size_t n)
{
    refusing = true;
    until_refusal = n;
}

/* Whether a request was refused since. */
static bool refused(void)
{
    refusing = false;
    return until_refusal > (size_t)1 << 60;
}

START_TEST(compiling_survives_a_refusal)
    {
        size_t n = 0;
        for (;; n++) {
            refuse_after(n);
            cantlie_rules *rules = compile(0);
            if (!refused()) {
                cantlie_rules_free(rules);
                break;
            }
            ck_assert_ptr_null(rules);
            out_of_memory(error.status);
        }
        ck_assert_uint_gt(n, 2);
    }
END_TEST

START_TEST(evaluating_survives_a_refusal)
    {
        cantlie_rules *rules = compile(0);
        cantlie_session *lasting = session_with(rules, 0);
        size_t n = 0;
        for (bool whole = false; !whole; n++) {
            refuse_after(n);
            cantlie_session *session = session_with(rules, 0);
            cantlie_status status = session ? use(session) : error.status;
            whole = !refused();
            if (!whole)
                out_of_memory(status);
            cantlie_session_free(session);
        }
        ck_assert_uint_gt(n, 5);
        for (size_t i = 0; i < n; i++) {
            refuse_after(i);
            cantlie_status status = use(lasting);
            if (refused())
                out_of_memory(status);
            ck_assert_int_eq(use(lasting), CANTLIE_OK);
        }
        cantlie_session_free(lasting);
        cantlie_rules_free(rules);
    }
END_TEST

#endif

static Suite *memory_suite(void)
{
    Suite *s = suite_create("api_memory");
    UNIT_CASE(s, "limit", compiling_keeps_to_the_limit,
              evaluating_keeps_to_the_limit, a_session_recovers);
#if OWN_ALLOCATOR
    UNIT_CASE(s, "refusal", compiling_survives_a_refusal,
              evaluating_survives_a_refusal);
#endif
    return s;
}

UNIT_MAIN(memory_suite)
