/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A cohort in many threads: one rule set for all, one session for each thread.
 * Counts what the rules say of one treatment; the counts are the same for any
 * number of threads.
 *
 *     threads RULES COHORT.ndjson DATE TREATMENT N
 */

#include <cantlie.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_MOST 100000
#define THREADS_MOST 64

struct work {
    const cantlie_rules *rules;
    const cantlie_text *records;
    size_t count, first, step; /* every step-th record, from the first */
    const char *day, *treatment;
    size_t words[CANTLIE_UNDECIDED + 1]; /* how often each word was said */
    size_t refused;                      /* records that are none */
    cantlie_error error;                 /* status 0: all went well */
};

/* Evaluates one record; 0 when no further one can be. */
static int evaluate(struct work *work, cantlie_session *session,
                    const cantlie_text *record)
{
    const cantlie_verdict *verdict;
    cantlie_status status =
        cantlie_evaluate(session, record, work->day, &work->error);
    if (status == CANTLIE_BAD_RECORD) {
        work->refused++;
        work->error.status = CANTLIE_OK;
        return 1;
    }
    if (status ||
        cantlie_verdict_on(session, work->treatment, &verdict, &work->error))
        return 0;
    work->words[verdict->word]++;
    return 1;
}

static void *run(void *context)
{
    struct work *work = context;
    cantlie_options options = CANTLIE_OPTIONS;
    cantlie_session *session =
        cantlie_session_new(work->rules, &options, &work->error);
    for (size_t i = work->first; session && i < work->count; i += work->step)
        if (!evaluate(work, session, &work->records[i]))
            break;
    cantlie_session_free(session);
    return NULL;
}

static void stop(const char *sentence)
{
    fprintf(stderr, "threads: %s\n", sentence);
    exit(1);
}

/* The lines of a file, each with the file as its name; they are never freed,
   for they are needed until the end. */
static size_t read_lines(const char *name, cantlie_text *lines)
{
    size_t count = 0, room = 0;
    char *line = NULL;
    FILE *file = fopen(name, "r");
    if (!file)
        stop("the cohort cannot be opened");
    while (count < LINES_MOST && getline(&line, &room, file) > 0) {
        lines[count++] = (cantlie_text){name, line, strlen(line)};
        line = NULL;
        room = 0;
    }
    fclose(file);
    return count;
}

static void run_all(struct work *works, size_t threads)
{
    pthread_t ids[THREADS_MOST];
    for (size_t i = 0; i < threads; i++)
        if (pthread_create(&ids[i], NULL, run, &works[i]))
            stop("a thread cannot be started");
    for (size_t i = 0; i < threads; i++)
        pthread_join(ids[i], NULL);
}

static void print_counts(const struct work *works, size_t threads)
{
    size_t refused = 0;
    for (int word = CANTLIE_RECOMMEND; word <= CANTLIE_UNDECIDED; word++) {
        size_t n = 0;
        for (size_t i = 0; i < threads; i++)
            n += works[i].words[word];
        if (n)
            printf("%-15s%zu\n", cantlie_word_name((cantlie_word)word), n);
    }
    for (size_t i = 0; i < threads; i++)
        refused += works[i].refused;
    if (refused)
        printf("%-15s%zu\n", "no record", refused);
}

int main(int argc, char **argv)
{
    static cantlie_text records[LINES_MOST];
    static struct work works[THREADS_MOST];
    cantlie_options options = CANTLIE_OPTIONS;
    cantlie_error error;
    if (argc != 6)
        stop("threads RULES COHORT.ndjson DATE TREATMENT N");
    const char *paths[] = {argv[1]};
    size_t threads = (size_t)strtoul(argv[5], NULL, 10);
    if (threads < 1 || threads > THREADS_MOST)
        stop("from 1 to 64 threads");
    cantlie_rules *rules = cantlie_compile_files(paths, 1, &options, &error);
    if (!rules)
        stop(error.text);
    size_t count = read_lines(argv[2], records);
    for (size_t i = 0; i < threads; i++)
        works[i] = (struct work){.rules = rules,
                                 .records = records,
                                 .count = count,
                                 .first = i,
                                 .step = threads,
                                 .day = argv[3],
                                 .treatment = argv[4]};
    run_all(works, threads);
    for (size_t i = 0; i < threads; i++)
        if (works[i].error.status)
            stop(works[i].error.text);
    print_counts(works, threads);
    cantlie_rules_free(rules);
    return 0;
}
