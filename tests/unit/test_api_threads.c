/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One rule set in many threads, each with its own session, gives what one
 * thread gives; one session in two threads gives an error and no race. Run
 * under -fsanitize=thread this is what shows that nothing is shared that
 * changes.
 */

#include "unit.h"

#include "interp/cantlie.h"

#include <pthread.h>
#include <string.h>

#define THREADS 8
#define ROUNDS 40

static const char rules_text[] =
    "record patient\n"
    "  id: text\n"
    "  KRAS: wild-type | mutated\n"
    "  BRAF: wild-type | mutated\n"
    "  ECOG: 0 to 5\n"
    "  CEA: ug/L, valid for 8 weeks\n"
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
    "  when ECOG <= 1 and no lesion has size > 5 cm and CEA < 80 ug/L\n"
    "  then recommend surgery\n";

static const char *const patients[] = {
    "{\"id\": \"A\", \"KRAS\": \"wild-type\"}",
    "{\"id\": \"B\", \"BRAF\": \"mutated\", \"ECOG\": 1, \"lesions\": []}",
    "{\"id\": \"C\", \"ECOG\": 7, \"CEA\": {\"value\": 20, \"date\": "
    "\"2023-01-01\"}, \"lesions\": [{\"size\": \"61 mm\"}, {}]}",
    "{\"id\": \"D\", \"KRAS\": \"wild-type\", \"BRAF\": \"wild-type\", "
    "\"KRASS\": 1}",
};

#define PATIENTS (sizeof patients / sizeof *patients)

static cantlie_rules *rules;

static cantlie_rules *compile(void)
{
    cantlie_options options = CANTLIE_OPTIONS;
    const cantlie_text text = {"threads.rules", rules_text,
                               sizeof rules_text - 1};
    return cantlie_compile_texts(&text, 1, &options, NULL);
}

static cantlie_status evaluate(cantlie_session *session, size_t i)
{
    cantlie_text record = {"patient.json", patients[i], strlen(patients[i])};
    return cantlie_evaluate(session, &record, "2024-06-01", NULL);
}

/* What a session says of a patient, twice; valid as long as the session. */
struct said {
    const char *json, *why;
};

static int hear(cantlie_session *session, size_t i, struct said *said)
{
    return evaluate(session, i) == CANTLIE_OK &&
           cantlie_result_json(session, &said->json, NULL) == CANTLIE_OK &&
           cantlie_explain(session, NULL, &said->why, NULL) == CANTLIE_OK;
}

/* Threads report the number of what differs; only the main thread asserts. */
struct worker {
    pthread_t thread;
    struct said expected[PATIENTS];
    size_t first, wrong;
};

static void *work(void *context)
{
    struct worker *worker = context;
    cantlie_options options = CANTLIE_OPTIONS;
    cantlie_session *session = cantlie_session_new(rules, &options, NULL);
    for (size_t round = 0; round < ROUNDS; round++) {
        size_t i = (worker->first + round) % PATIENTS;
        struct said said = {NULL, NULL};
        if (!hear(session, i, &said) ||
            strcmp(said.json, worker->expected[i].json) != 0 ||
            strcmp(said.why, worker->expected[i].why) != 0)
            worker->wrong++;
    }
    cantlie_session_free(session);
    return NULL;
}

START_TEST(many_threads_say_what_one_says)
    {
        static struct worker workers[THREADS];
        cantlie_session *alone[PATIENTS];
        struct said expected[PATIENTS];
        cantlie_options options = CANTLIE_OPTIONS;
        rules = compile();
        for (size_t i = 0; i < PATIENTS; i++) {
            alone[i] = cantlie_session_new(rules, &options, NULL);
            ck_assert(hear(alone[i], i, &expected[i]));
        }
        for (size_t i = 0; i < THREADS; i++) {
            memcpy(workers[i].expected, expected, sizeof expected);
            workers[i].first = i;
            ck_assert_int_eq(
                pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
        }
        for (size_t i = 0; i < THREADS; i++) {
            pthread_join(workers[i].thread, NULL);
            ck_assert_uint_eq(workers[i].wrong, 0);
        }
        for (size_t i = 0; i < PATIENTS; i++)
            cantlie_session_free(alone[i]);
    }
END_TEST

/* ---- one session, two threads ---------------------------------------------- */

struct rival {
    pthread_t thread;
    cantlie_session *session;
    size_t done, busy, other;
};

static void *compete(void *context)
{
    struct rival *rival = context;
    for (size_t round = 0; round < 10 * ROUNDS; round++) {
        cantlie_status status = evaluate(rival->session, round % PATIENTS);
        if (status == CANTLIE_OK)
            rival->done++;
        else if (status == CANTLIE_BUSY)
            rival->busy++;
        else
            rival->other++;
    }
    return NULL;
}

START_TEST(one_session_serves_one_thread_at_a_time)
    {
        cantlie_options options = CANTLIE_OPTIONS;
        struct rival rivals[2] = {0};
        rules = compile();
        cantlie_session *session = cantlie_session_new(rules, &options, NULL);
        for (size_t i = 0; i < 2; i++) {
            rivals[i].session = session;
            ck_assert_int_eq(
                pthread_create(&rivals[i].thread, NULL, compete, &rivals[i]),
                0);
        }
        for (size_t i = 0; i < 2; i++) {
            pthread_join(rivals[i].thread, NULL);
            ck_assert_uint_eq(rivals[i].other, 0);
            ck_assert_uint_eq(rivals[i].done + rivals[i].busy, 10 * ROUNDS);
        }
        ck_assert_uint_gt(rivals[0].done + rivals[1].done, 0);
        cantlie_session_free(session);
        cantlie_rules_free(rules);
    }
END_TEST

static void *compile_often(void *context)
{
    size_t *failures = context;
    for (size_t round = 0; round < ROUNDS; round++) {
        cantlie_rules *own = compile();
        if (!own)
            ++*failures;
        cantlie_rules_free(own);
    }
    return NULL;
}

START_TEST(rules_compile_in_many_threads)
    {
        pthread_t threads[THREADS];
        size_t failures[THREADS] = {0};
        for (size_t i = 0; i < THREADS; i++)
            ck_assert_int_eq(
                pthread_create(&threads[i], NULL, compile_often, &failures[i]),
                0);
        for (size_t i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
            ck_assert_uint_eq(failures[i], 0);
        }
    }
END_TEST

static Suite *threads_suite(void)
{
    Suite *s = suite_create("api_threads");
    UNIT_CASE(s, "threads", many_threads_say_what_one_says,
              one_session_serves_one_thread_at_a_time,
              rules_compile_in_many_threads);
    return s;
}

UNIT_MAIN(threads_suite)
