/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One patient, from a program: compile the rules, evaluate the record, print
 * the verdicts with what would settle them, what to ask, what was wrong, and
 * why.
 *
 *     embed RULES RECORD.json DATE [NAME]
 *
 * NAME is what is explained: a treatment, rule, score, define or field.
 */

#include <cantlie.h>

#include <stdio.h>
#include <stdlib.h>

/* Everything that can fail says so in a sentence; this program stops there. */
static void stop(const cantlie_error *error)
{
    fprintf(stderr, "embed: %s\n", error->text);
    exit(1);
}

static void print_diagnostic(void *context, const cantlie_diagnostic *d)
{
    (void)context;
    if (d->severity == CANTLIE_ERROR)
        fputs(d->text, stderr);
}

/* The bytes of a file, which the caller frees. */
static cantlie_text read_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    char *bytes = malloc(1 << 20);
    if (!file || !bytes) {
        perror(name);
        exit(1);
    }
    cantlie_text text = {name, bytes, fread(bytes, 1, 1 << 20, file)};
    fclose(file);
    return text;
}

static void print_possibility(const cantlie_possibility *possibility)
{
    printf("    %s", cantlie_word_name(possibility->word));
    for (size_t i = 0; i < possibility->alternative_count; i++) {
        const cantlie_names *facts = &possibility->alternatives[i];
        printf("%s", i ? ", or" : " if");
        for (size_t j = 0; j < facts->count; j++)
            printf("%s %s", j ? " and" : "", facts->at[j]);
    }
    putchar('\n');
}

static void print_verdict(const cantlie_verdict *verdict)
{
    printf("%s: %s", verdict->treatment, cantlie_word_name(verdict->word));
    for (size_t i = 0; i < verdict->by_count; i++)
        printf("%s%s", i ? ", " : "  by ", verdict->by[i].rule);
    putchar('\n');
    for (size_t i = 0; i < verdict->may_be_count; i++)
        print_possibility(&verdict->may_be[i]);
    if (verdict->not_before[0])
        printf("    not before %s\n", verdict->not_before);
}

static void print_verdicts(cantlie_session *session)
{
    const cantlie_verdict *verdicts;
    cantlie_error error;
    size_t n;
    if (cantlie_verdicts(session, &verdicts, &n, &error))
        stop(&error);
    for (size_t i = 0; i < n; i++)
        print_verdict(&verdicts[i]);
}

static void print_scores(cantlie_session *session)
{
    const cantlie_value *scores;
    cantlie_error error;
    size_t n;
    if (cantlie_scores(session, &scores, &n, &error))
        stop(&error);
    for (size_t i = 0; i < n; i++)
        printf("%s: %s\n", scores[i].name, scores[i].text);
}

static void print_questions(cantlie_session *session)
{
    const cantlie_question *questions;
    cantlie_error error;
    size_t n;
    if (cantlie_ask(session, &questions, &n, &error))
        stop(&error);
    for (size_t i = 0; i < n && i < 3; i++)
        printf("ask %s: %u wait for it\n", questions[i].fact,
               questions[i].settles);
}

/* What is wrong counts as unknown, so it belongs before somebody's eyes. */
static void print_problems(cantlie_session *session)
{
    const cantlie_problem *problems;
    cantlie_error error;
    size_t n;
    if (cantlie_problems(session, &problems, &n, &error))
        stop(&error);
    for (size_t i = 0; i < n; i++)
        printf("%s: %s\n",
               problems[i].severity == CANTLIE_ERROR ? "error" : "warning",
               problems[i].text);
}

static void print_reasons(cantlie_session *session, const char *name)
{
    const char *text;
    cantlie_error error;
    if (cantlie_explain(session, name, &text, &error))
        stop(&error);
    printf("\n%s", text);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "embed RULES RECORD.json DATE [NAME]\n");
        return 2;
    }
    cantlie_error error;
    cantlie_options options = CANTLIE_OPTIONS;
    options.on_diagnostic = print_diagnostic;
    const char *paths[] = {argv[1]};
    cantlie_rules *rules = cantlie_compile_files(paths, 1, &options, &error);
    if (!rules)
        stop(&error);
    cantlie_session *session = cantlie_session_new(rules, &options, &error);
    if (!session)
        stop(&error);
    cantlie_text record = read_file(argv[2]);
    if (cantlie_evaluate(session, &record, argv[3], &error))
        stop(&error);
    free((char *)record.at);

    print_verdicts(session);
    print_scores(session);
    print_questions(session);
    print_problems(session);
    if (argc > 4)
        print_reasons(session, argv[4]);
    cantlie_session_free(session);
    cantlie_rules_free(rules);
    return 0;
}
