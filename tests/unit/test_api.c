/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The public API, as a program sees it: only cantlie.h is included. Each
 * function with what it returns and with each way that it fails. Threads are
 * in test_api_threads.c, memory that runs out in test_api_memory.c.
 */

#include "grammar/base/version.h"
#include "unit.h"

#include "interp/cantlie.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LITERAL(name, text) ((cantlie_text){name, text, sizeof(text) - 1})

static const char vocabulary[] = "record patient\n"
                                 "  id: text\n"
                                 "  KRAS: wild-type (\"wt\") | mutated\n"
                                 "  BRAF: wild-type | mutated\n"
                                 "  ECOG: 0 to 5\n"
                                 "  CEA: ug/L, 0 to 10000, valid for 8 weeks\n"
                                 "  bilobar: yes/no\n"
                                 "  smoker: yes/no assume no\n"
                                 "  surgery: date\n"
                                 "  diseases: set of diabetes | cirrhosis\n"
                                 "  lesions: list of lesion\n"
                                 "record lesion\n"
                                 "  size: cm, 0 to 50\n";

static const char rules_text[] =
    "guideline \"A small guideline\" version \"2.1\"\n"
    "use \"vocabulary.rules\"\n"
    "source review \"A review\"\n"
    "evidence trial-evidence\n"
    "  from review RESULTS 2 [32]\n"
    "  \"What a trial found.\"\n"
    "treatment antibody \"Antibody\"\n"
    "treatment cetuximab \"Cetuximab\" member of antibody\n"
    "treatment FOLFOX\n"
    "treatment FOLFIRI\n"
    "treatment surgery\n"
    "treatment transplant\n"
    "treatment vaccine\n"
    "define fit: ECOG <= 1\n"
    "define largest-lesion: largest size of lesions\n"
    "rule antibody-rule\n"
    "  when KRAS wild-type\n"
    "  unless BRAF mutated\n"
    "  then recommend cetuximab with FOLFOX or FOLFIRI\n"
    "  cites trial-evidence\n"
    "rule BRAF-rule\n"
    "  when BRAF mutated\n"
    "  then avoid cetuximab\n"
    "rule no-FOLFIRI\n"
    "  when bilobar\n"
    "  then contraindicate FOLFIRI\n"
    "rule operate\n"
    "  when fit\n"
    "  then recommend surgery, delay surgery until 5 weeks after surgery,\n"
    "       recommend vaccine in trial \"VAX\"\n"
    "rule criteria\n"
    "  when ECOG <= 1 and not smoker and CEA < 80 ug/L\n"
    "  then transplant candidate\n"
    "rule quit\n"
    "  when smoker\n"
    "  then contraindicate transplant\n"
    "score risk \"Risk\"\n"
    "  1 if CEA > 80 ug/L\n"
    "  2 if largest-lesion > 5 cm\n"
    "table choice\n"
    "  | fit | bilobar || then |\n"
    "  | yes | no || consider surgery |\n"
    "  | no | - || avoid surgery |\n";

static cantlie_rules *rules;
static cantlie_session *session;
static cantlie_error error;

static cantlie_rules *compile_both(const cantlie_options *options)
{
    const cantlie_text texts[] = {
        LITERAL("rules/small.rules", rules_text),
        LITERAL("rules/vocabulary.rules", vocabulary),
    };
    return cantlie_compile_texts(texts, 2, options, &error);
}

static void setup(void)
{
    cantlie_options options = CANTLIE_OPTIONS;
    rules = compile_both(&options);
    ck_assert_msg(rules != NULL, "%s", error.text);
    session = cantlie_session_new(rules, &options, &error);
    ck_assert_msg(session != NULL, "%s", error.text);
}

static void teardown(void)
{
    cantlie_session_free(session);
    cantlie_rules_free(rules);
}

static cantlie_status evaluate(const char *json)
{
    cantlie_text record = {"anna.json", json, strlen(json)};
    return cantlie_evaluate(session, &record, "2024-06-01", &error);
}

static void evaluated(const char *json)
{
    cantlie_status status = evaluate(json);
    ck_assert_msg(status == CANTLIE_OK, "%s", error.text);
}

/* The call failed so, with a sentence that holds `part`. */
static void failed(cantlie_status found, cantlie_status wanted,
                   const char *part)
{
    ck_assert_int_eq(found, wanted);
    ck_assert_int_eq(error.status, wanted);
    ck_assert_msg(strstr(error.text, part) != NULL, "\"%s\" is not in \"%s\"",
                  part, error.text);
}

static const cantlie_verdict *verdict_on(const char *treatment)
{
    const cantlie_verdict *verdict = NULL;
    ck_assert_int_eq(cantlie_verdict_on(session, treatment, &verdict, &error),
                     CANTLIE_OK);
    ck_assert_str_eq(verdict->treatment, treatment);
    return verdict;
}

static cantlie_state state_of(const char *rule)
{
    cantlie_state state = 0;
    ck_assert_int_eq(cantlie_state_of(session, rule, &state, &error),
                     CANTLIE_OK);
    return state;
}

static const cantlie_value *value_of(const char *name)
{
    const cantlie_value *value = NULL;
    cantlie_status status = cantlie_value_of(session, name, &value, &error);
    ck_assert_msg(status == CANTLIE_OK, "%s", error.text);
    return value;
}

/* ---- versions ----------------------------------------------------------------- */

START_TEST(library_and_header_are_of_one_version)
    {
        char text[32];
        unsigned version = cantlie_version();
        ck_assert_uint_eq(version, CANTLIE_VERSION);
        snprintf(text, sizeof text, "%u.%u.%u", version / 10000,
                 version / 100 % 100, version % 100);
        ck_assert_str_eq(cantlie_version_text(), text);
        ck_assert_str_eq(&PROGRAM_TEXT[strlen("cantlie ")], text);
        ck_assert_int_eq(cantlie_check_version(CANTLIE_VERSION, NULL),
                         CANTLIE_OK);
    }
END_TEST

START_TEST(another_version_does_not_fit)
    {
        static const unsigned others[] = {0, CANTLIE_VERSION + 1,
                                          CANTLIE_VERSION + 100,
                                          CANTLIE_VERSION + 10000};
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
            cantlie_options options = CANTLIE_OPTIONS;
            options.version = others[i];
            failed(cantlie_check_version(others[i], &error),
                   CANTLIE_BAD_VERSION, "header of Cantlie");
            ck_assert_ptr_null(compile_both(&options));
            failed(error.status, CANTLIE_BAD_VERSION, cantlie_version_text());
            ck_assert_ptr_null(cantlie_session_new(rules, &options, &error));
            failed(error.status, CANTLIE_BAD_VERSION, "compile it again");
        }
    }
END_TEST

/* ---- handles -------------------------------------------------------------------- */

/* What another library of this process might have made. */
struct lookalike {
    unsigned mark, version;
};

START_TEST(a_foreign_handle_is_refused)
    {
        char stranger[64] = "no handle at all, but bytes that can be read";
        cantlie_rules_info info;
        cantlie_names names;
        cantlie_options options = CANTLIE_OPTIONS;
        const cantlie_text record = LITERAL("a.json", "{}");
        failed(cantlie_rules_about((cantlie_rules *)(void *)stranger, &info,
                                   &error),
               CANTLIE_BAD_CALL, "no rule set");
        failed(cantlie_rules_about(NULL, &info, &error), CANTLIE_BAD_CALL,
               "null pointer");
        failed(cantlie_rules_names((cantlie_rules *)(void *)session,
                                   CANTLIE_RULE, &names, &error),
               CANTLIE_BAD_CALL, "no rule set");
        failed(cantlie_evaluate((cantlie_session *)(void *)rules, &record,
                                "2024-06-01", &error),
               CANTLIE_BAD_CALL, "no session");
        failed(cantlie_evaluate(NULL, &record, "2024-06-01", &error),
               CANTLIE_BAD_CALL, "null pointer");
        ck_assert_ptr_null(cantlie_session_new(NULL, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "null pointer");
        ck_assert_ptr_null(cantlie_session_new(
            (cantlie_rules *)(void *)stranger, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "no rule set");
        cantlie_rules_free((cantlie_rules *)(void *)stranger);
        cantlie_session_free((cantlie_session *)(void *)stranger);
        cantlie_rules_free(NULL);
        cantlie_session_free(NULL);
    }
END_TEST

START_TEST(a_handle_of_another_version_is_refused)
    {
        struct lookalike other[8];
        cantlie_rules_info info;
        cantlie_options options = CANTLIE_OPTIONS;
        memcpy(&other[0], rules, sizeof other[0]);
        other[0].version = CANTLIE_VERSION + 20000;
        cantlie_rules *old = (cantlie_rules *)(void *)other;
        failed(cantlie_rules_about(old, &info, &error), CANTLIE_BAD_VERSION,
               "rule set was made by Cantlie 2.1.0");
        ck_assert_ptr_null(cantlie_session_new(old, &options, &error));
        failed(error.status, CANTLIE_BAD_VERSION, cantlie_version_text());
        memcpy(&other[0], session, sizeof other[0]);
        other[0].version = 3;
        failed(cantlie_note((cantlie_session *)(void *)other, NULL, &error),
               CANTLIE_BAD_VERSION, "session was made by Cantlie 0.0.3");
    }
END_TEST

START_TEST(rules_live_as_long_as_their_sessions)
    {
        cantlie_rules *first = rules;
        cantlie_rules_free(first); /* the session still holds them */
        evaluated("{\"KRAS\": \"mutated\"}");
        ck_assert_int_eq(state_of("antibody-rule"), CANTLIE_HELD);
        cantlie_options options = CANTLIE_OPTIONS;
        ck_assert_ptr_null(cantlie_session_new(first, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "freed");
        cantlie_rules_free(first); /* a second time: nothing happens */
        evaluated("{\"KRAS\": \"wt\"}");
        ck_assert_int_eq(state_of("antibody-rule"), CANTLIE_UNDETERMINED);
        cantlie_session_free(session);
        rules = NULL;
        session = NULL;
    }
END_TEST

/* ---- compiling ------------------------------------------------------------------ */

struct heard {
    size_t errors, warnings;
    char code[64], message[200], label[200], file[100], text[600];
    char second_file[100];
    unsigned line, column, second_line;
};

static void hear(void *context, const cantlie_diagnostic *diagnostic)
{
    struct heard *heard = context;
    if (diagnostic->severity == CANTLIE_WARNING) {
        heard->warnings++;
        return;
    }
    heard->errors++;
    snprintf(heard->code, sizeof heard->code, "%s", diagnostic->code);
    snprintf(heard->message, sizeof heard->message, "%s", diagnostic->message);
    snprintf(heard->label, sizeof heard->label, "%s", diagnostic->label);
    snprintf(heard->file, sizeof heard->file, "%s", diagnostic->file);
    snprintf(heard->second_file, sizeof heard->second_file, "%s",
             diagnostic->second_file);
    snprintf(heard->text, sizeof heard->text, "%s", diagnostic->text);
    ck_assert_ptr_nonnull(diagnostic->second_message);
    heard->line = diagnostic->line;
    heard->column = diagnostic->column;
    heard->second_line = diagnostic->second_line;
}

static cantlie_rules *compile_one(const char *text, struct heard *heard)
{
    cantlie_options options = CANTLIE_OPTIONS;
    cantlie_text one = {"one.rules", text, strlen(text)};
    memset(heard, 0, sizeof *heard);
    options.on_diagnostic = hear;
    options.context = heard;
    return cantlie_compile_texts(&one, 1, &options, &error);
}

START_TEST(errors_of_rules_are_told)
    {
        struct heard heard;
        ck_assert_ptr_null(compile_one("record patient\n"
                                       "  KRAS: wild-type | mutated\n"
                                       "treatment drug\n"
                                       "rule R\n"
                                       "  when KRAS mutatd\n"
                                       "  then recommend drug\n",
                                       &heard));
        failed(error.status, CANTLIE_BAD_RULES,
               "one.rules:5:13: KRAS cannot be");
        ck_assert_uint_eq(heard.errors, 1);
        ck_assert_str_eq(heard.code, "unknown-choice");
        ck_assert_str_eq(heard.file, "one.rules");
        ck_assert_uint_eq(heard.line, 5);
        ck_assert_uint_eq(heard.column, 13);
        ck_assert_ptr_nonnull(strstr(heard.message, "\"mutatd\""));
        ck_assert_ptr_nonnull(strstr(heard.label, "did you mean"));
        ck_assert_str_eq(heard.second_file, "one.rules");
        ck_assert_uint_eq(heard.second_line, 2);
        ck_assert_ptr_nonnull(strstr(heard.text, "^^^^^^"));
    }
END_TEST

START_TEST(several_errors_are_counted)
    {
        struct heard heard;
        ck_assert_ptr_null(compile_one("record patient\n"
                                       "  ECOG: 0 to 5\n"
                                       "treatment drug\n"
                                       "rule A\n  when EKOG < 1\n  then drug\n"
                                       "rule B\n  when ECOG < 7\n  then drog\n",
                                       &heard));
        failed(error.status, CANTLIE_BAD_RULES,
               "errors, the first: one.rules:5:8");
        ck_assert_uint_ge(heard.errors, 2);
    }
END_TEST

START_TEST(rules_need_a_patient)
    {
        struct heard heard;
        ck_assert_ptr_null(compile_one("treatment drug\n", &heard));
        failed(error.status, CANTLIE_BAD_RULES, "record patient");
    }
END_TEST

START_TEST(a_text_that_is_used_must_be_given)
    {
        struct heard heard;
        ck_assert_ptr_null(compile_one("use \"other.rules\"\n"
                                       "record patient\n  ECOG: 0 to 5\n",
                                       &heard));
        failed(error.status, CANTLIE_BAD_RULES, "other.rules");
        ck_assert_str_eq(heard.code, "use-not-found");
    }
END_TEST

START_TEST(texts_may_be_broken)
    {
        struct heard heard;
        ck_assert_ptr_null(
            compile_one("record patient\n  x: \"\xff\xfe\n", &heard));
        ck_assert_int_eq(error.status, CANTLIE_BAD_RULES);
        cantlie_options options = CANTLIE_OPTIONS;
        const cantlie_text text = LITERAL("nul.rules", "record pati\0ent\n");
        ck_assert_ptr_null(cantlie_compile_texts(&text, 1, &options, &error));
        failed(error.status, CANTLIE_BAD_RULES, "nul.rules:1");
        ck_assert_ptr_null(compile_one("", &heard));
        ck_assert_int_eq(error.status, CANTLIE_BAD_RULES);
    }
END_TEST

START_TEST(nothing_to_compile)
    {
        cantlie_options options = CANTLIE_OPTIONS;
        const char *paths[] = {"rules", NULL};
        const cantlie_text texts[] = {{"a", NULL, 0}, {NULL, "b", 1}};
        ck_assert_ptr_null(cantlie_compile_files(NULL, 1, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "no path");
        ck_assert_ptr_null(cantlie_compile_files(paths, 0, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "no path");
        ck_assert_ptr_null(cantlie_compile_files(paths, 2, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "path 2 is a null pointer");
        ck_assert_ptr_null(cantlie_compile_files(paths, 1, NULL, &error));
        failed(error.status, CANTLIE_BAD_CALL, "options");
        ck_assert_ptr_null(cantlie_compile_texts(NULL, 1, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "no text");
        ck_assert_ptr_null(cantlie_compile_texts(texts, 1, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "text 1");
        ck_assert_ptr_null(
            cantlie_compile_texts(texts + 1, 1, &options, &error));
        failed(error.status, CANTLIE_BAD_CALL, "null pointer");
        ck_assert_ptr_null(cantlie_compile_texts(texts, 1, NULL, &error));
        failed(error.status, CANTLIE_BAD_CALL, "options");
    }
END_TEST

START_TEST(files_and_folders_compile)
    {
        cantlie_options options = CANTLIE_OPTIONS;
        const char *paths[] = {"rules"}, *nowhere[] = {"no/such/folder"};
        cantlie_rules_info info;
        cantlie_rules *review =
            cantlie_compile_files(paths, 1, &options, &error);
        ck_assert_msg(review != NULL, "%s", error.text);
        ck_assert_int_eq(cantlie_rules_about(review, &info, NULL), CANTLIE_OK);
        ck_assert_str_eq(info.guideline, "Colorectal liver metastases");
        cantlie_rules_free(review);
        ck_assert_ptr_null(cantlie_compile_files(nowhere, 1, &options, &error));
        failed(error.status, CANTLIE_BAD_RULES, "no/such/folder");
        ck_assert_ptr_null(cantlie_compile_files(nowhere, 1, &options, NULL));
    }
END_TEST

START_TEST(rules_are_described)
    {
        cantlie_rules_info info;
        ck_assert_int_eq(cantlie_rules_about(rules, &info, &error), CANTLIE_OK);
        ck_assert_str_eq(info.guideline, "A small guideline");
        ck_assert_str_eq(info.version, "2.1");
        ck_assert_uint_eq(strlen(info.digest), strlen("sha256:") + 64);
        ck_assert_int_eq(info.reads_today != 0, 1);
        failed(cantlie_rules_about(rules, NULL, &error), CANTLIE_BAD_CALL,
               "where the answer should go");
    }
END_TEST

static void first_name(cantlie_kind kind, size_t count, const char *name)
{
    cantlie_names names;
    ck_assert_int_eq(cantlie_rules_names(rules, kind, &names, &error),
                     CANTLIE_OK);
    ck_assert_uint_eq(names.count, count);
    ck_assert_str_eq(names.at[0], name);
}

START_TEST(names_are_listed_as_declared)
    {
        cantlie_names names;
        first_name(CANTLIE_TREATMENT, 7, "antibody");
        first_name(CANTLIE_RULE, 8, "antibody-rule");
        first_name(CANTLIE_SCORE, 1, "risk");
        first_name(CANTLIE_DEFINE, 2, "fit");
        first_name(CANTLIE_FIELD, 10, "id");
        cantlie_rules_names(rules, CANTLIE_RULE, &names, NULL);
        ck_assert_str_eq(names.at[7], "choice row 2");
        failed(cantlie_rules_names(rules, (cantlie_kind)9, &names, &error),
               CANTLIE_BAD_CALL, "no kind of names 9");
        failed(cantlie_rules_names(rules, CANTLIE_RULE, NULL, &error),
               CANTLIE_BAD_CALL, "where the answer should go");
    }
END_TEST

/* ---- records that are none --------------------------------------------------------- */

START_TEST(what_is_no_record_is_refused)
    {
        static const struct {
            const char *json, *part;
        } bad[] = {
            {"", "this text is none"},
            {"  \n", "this text is none"},
            {"null", "this text is none"},
            {"\"KRAS\"", "this text is none"},
            {"KRAS,BRAF\nmutated,mutated\n", "this text is none"},
            {"[]", "no record"},
            {"[{}, {}]", "more than one record"},
            {"{} {}", "more than one record"},
            {"{}\n{}\n", "more than one record"},
            {"{} nonsense", "something stands behind"},
            {"{\"KRAS\": }", "JSON"},
            {"{\"KRAS\": \"mutated\"", "JSON"},
            {"[{\"KRAS\": \"mutated\"}", "ends within its array"},
            {"[1]", "object"},
            {"{\"resourceType\": \"Bundle\"}", "FHIR"},
            {"{\"KRAS\": \"\xff\"}", "JSON"},
        };
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            ck_assert_int_eq(evaluate("{}"), CANTLIE_OK);
            failed(evaluate(bad[i].json), CANTLIE_BAD_RECORD, bad[i].part);
        }
    }
END_TEST

START_TEST(a_record_nests_only_so_deeply)
    {
        char deep[1000];
        memset(deep, '[', sizeof deep);
        cantlie_text record = {"deep.json", deep, sizeof deep};
        ck_assert_int_eq(
            cantlie_evaluate(session, &record, "2024-06-01", &error),
            CANTLIE_BAD_RECORD);
    }
END_TEST

START_TEST(a_record_is_only_so_long)
    {
        size_t length = ((size_t)16 << 20) + 100;
        char *json = malloc(length);
        cantlie_text record = {"long.json", json, length};
        memset(json, 'a', length);
        memcpy(json, "{\"id\": \"", 8);
        memcpy(json + length - 2, "\"}", 2);
        failed(cantlie_evaluate(session, &record, "2024-06-01", &error),
               CANTLIE_BAD_RECORD, "long.json:1");
        free(json);
    }
END_TEST

START_TEST(calls_without_record_or_day)
    {
        const cantlie_text record = LITERAL("a.json", "{}");
        const cantlie_text no_text = {"a.json", NULL, 0},
                           no_name = {NULL, "{}", 2};
        failed(cantlie_evaluate(session, NULL, "2024-06-01", &error),
               CANTLIE_BAD_CALL, "null pointer");
        failed(cantlie_evaluate(session, &no_text, "2024-06-01", &error),
               CANTLIE_BAD_CALL, "null pointer");
        failed(cantlie_evaluate(session, &no_name, "2024-06-01", &error),
               CANTLIE_BAD_CALL, "null pointer");
        failed(cantlie_evaluate(session, &record, NULL, &error),
               CANTLIE_BAD_CALL, "2024-06-01");
        failed(cantlie_evaluate(session, &record, "2024-02-30", &error),
               CANTLIE_BAD_CALL, "there is no day 2024-02-30");
        failed(cantlie_evaluate(session, &record, "2024-06", &error),
               CANTLIE_BAD_CALL, "not \"2024-06\"");
        failed(cantlie_evaluate(session, &record, "%s%n", &error),
               CANTLIE_BAD_CALL, "not \"%s%n\"");
    }
END_TEST

/* Each reading call in turn, on a session without a result. */
static void nothing_to_read(cantlie_session *s, cantlie_status wanted)
{
    const char *text = "untouched";
    size_t n = 77;
    const cantlie_verdict *verdicts;
    const cantlie_rule_state *states;
    const cantlie_value *values;
    const cantlie_question *questions;
    const cantlie_problem *problems;
    cantlie_state state = 0;
    ck_assert_int_eq(cantlie_patient(s, &text, NULL), wanted);
    ck_assert_int_eq(cantlie_states(s, &states, &n, NULL), wanted);
    ck_assert_int_eq(cantlie_state_of(s, "quit", &state, NULL), wanted);
    ck_assert_int_eq(cantlie_verdicts(s, &verdicts, &n, NULL), wanted);
    ck_assert_int_eq(cantlie_verdict_on(s, "FOLFOX", &verdicts, NULL), wanted);
    ck_assert_int_eq(cantlie_scores(s, &values, &n, NULL), wanted);
    ck_assert_int_eq(cantlie_value_of(s, "fit", &values, NULL), wanted);
    ck_assert_int_eq(cantlie_ask(s, &questions, &n, NULL), wanted);
    ck_assert_int_eq(cantlie_problems(s, &problems, &n, NULL), wanted);
    ck_assert_int_eq(cantlie_result_json(s, &text, NULL), wanted);
    ck_assert_int_eq(cantlie_note(s, &text, NULL), wanted);
    ck_assert_int_eq(cantlie_explain(s, NULL, &text, NULL), wanted);
    ck_assert_int_eq(cantlie_explain(s, "fit", &text, &error), wanted);
    ck_assert_str_eq(text, "untouched");
    ck_assert_uint_eq(n, 77);
}

START_TEST(without_a_result_nothing_is_read)
    {
        char stranger[64] = "no handle at all, but bytes that can be read";
        nothing_to_read(session, CANTLIE_NO_RESULT);
        ck_assert_ptr_nonnull(strstr(error.text, "evaluate a record first"));
        evaluated("{}");
        ck_assert_int_eq(evaluate("{"), CANTLIE_BAD_RECORD);
        nothing_to_read(session, CANTLIE_NO_RESULT);
        nothing_to_read(NULL, CANTLIE_BAD_CALL);
        nothing_to_read((cantlie_session *)(void *)stranger, CANTLIE_BAD_CALL);
    }
END_TEST

START_TEST(an_answer_needs_a_place)
    {
        size_t n;
        cantlie_state state;
        const cantlie_verdict *verdict;
        const cantlie_value *value;
        const char *part = "where the answer should go";
        evaluated("{}");
        failed(cantlie_patient(session, NULL, &error), CANTLIE_BAD_CALL, part);
        failed(cantlie_states(session, NULL, &n, &error), CANTLIE_BAD_CALL,
               part);
        failed(cantlie_verdicts(session, NULL, &n, &error), CANTLIE_BAD_CALL,
               part);
        failed(cantlie_verdicts(session, &verdict, NULL, &error),
               CANTLIE_BAD_CALL, part);
        failed(cantlie_scores(session, NULL, &n, &error), CANTLIE_BAD_CALL,
               part);
        failed(cantlie_ask(session, NULL, &n, &error), CANTLIE_BAD_CALL, part);
        failed(cantlie_problems(session, NULL, &n, &error), CANTLIE_BAD_CALL,
               part);
        failed(cantlie_note(session, NULL, &error), CANTLIE_BAD_CALL, part);
        failed(cantlie_result_json(session, NULL, &error), CANTLIE_BAD_CALL,
               part);
        failed(cantlie_explain(session, NULL, NULL, &error), CANTLIE_BAD_CALL,
               part);
        failed(cantlie_state_of(session, NULL, &state, &error),
               CANTLIE_BAD_CALL, "the name is a null pointer");
        failed(cantlie_verdict_on(session, NULL, &verdict, &error),
               CANTLIE_BAD_CALL, "the name is a null pointer");
        failed(cantlie_value_of(session, NULL, &value, &error),
               CANTLIE_BAD_CALL, "the name is a null pointer");
    }
END_TEST

START_TEST(names_that_nothing_bears)
    {
        cantlie_state state;
        const cantlie_verdict *verdict;
        const cantlie_value *value;
        const char *text;
        evaluated("{}");
        failed(cantlie_state_of(session, "antibody-rulle", &state, &error),
               CANTLIE_NO_SUCH_NAME, "did you mean \"antibody-rule\"?");
        failed(cantlie_state_of(session, "cetuximab", &state, &error),
               CANTLIE_NO_SUCH_NAME, "no rule or table is called");
        failed(cantlie_verdict_on(session, "cetuximabb", &verdict, &error),
               CANTLIE_NO_SUCH_NAME, "did you mean \"cetuximab\"?");
        failed(cantlie_value_of(session, "frobnicate", &value, &error),
               CANTLIE_NO_SUCH_NAME, "no score, define or field is called");
        failed(cantlie_value_of(session, "lesions", &value, &error),
               CANTLIE_NO_SUCH_NAME, "is a list");
        failed(cantlie_explain(session, "frobnicate", &text, &error),
               CANTLIE_NO_SUCH_NAME, "nothing in the rules is called");
        failed(cantlie_explain(session, "", &text, &error),
               CANTLIE_NO_SUCH_NAME, "nothing in the rules is called \"\"");
    }
END_TEST

START_TEST(a_long_sentence_is_cut_at_a_character)
    {
        char name[3001];
        const cantlie_text record = {name, "{\"a\": }", 7};
        for (size_t i = 0; i + 3 < sizeof name; i += 3)
            memcpy(name + i, "\xE2\x89\xA4", 4);
        ck_assert_int_eq(
            cantlie_evaluate(session, &record, "2024-06-01", &error),
            CANTLIE_BAD_RECORD);
        size_t n = strlen(error.text);
        ck_assert_uint_ge(n, sizeof error.text - 4);
        ck_assert_uint_eq(n % 3, 0);
    }
END_TEST

/* ---- results ---------------------------------------------------------------------- */

static const char anna[] =
    "{\"id\": \"Anna\", \"KRAS\": \"wt\", \"ECOG\": 1, \"bilobar\": true,"
    " \"surgery\": \"2024-05-01\", \"lesions\": [{\"size\": 6.5}],"
    " \"diseases\": [\"diabetes\"]}";

START_TEST(the_patient_has_a_name)
    {
        const char *id = NULL;
        evaluated(anna);
        ck_assert_int_eq(cantlie_patient(session, &id, &error), CANTLIE_OK);
        ck_assert_str_eq(id, "Anna");
        evaluated("[{\"KRAS\": \"wt\"}]");
        cantlie_patient(session, &id, NULL);
        ck_assert_str_eq(id, "anna.json[1]");
        evaluated("\xEF\xBB\xBF \n{\"id\": \"Bernd\"}");
        cantlie_patient(session, &id, NULL);
        ck_assert_str_eq(id, "Bernd");
    }
END_TEST

START_TEST(states_are_read)
    {
        const cantlie_rule_state *states = NULL;
        size_t n = 0;
        evaluated(anna);
        ck_assert_int_eq(cantlie_states(session, &states, &n, &error),
                         CANTLIE_OK);
        ck_assert_uint_eq(n, 8);
        ck_assert_str_eq(states[0].rule, "antibody-rule");
        ck_assert_int_eq(states[0].state, CANTLIE_UNDETERMINED);
        ck_assert_int_eq(state_of("ANTIBODY_RULE"), CANTLIE_UNDETERMINED);
        ck_assert_int_eq(state_of("operate"), CANTLIE_APPLIES);
        ck_assert_int_eq(state_of("quit"), CANTLIE_HELD);
        ck_assert_int_eq(state_of("choice row 2"), CANTLIE_HELD);
        ck_assert_int_eq(state_of("choice"), CANTLIE_HELD);
        ck_assert_str_eq(cantlie_state_name(CANTLIE_HELD), "held");
        ck_assert_str_eq(cantlie_state_name(CANTLIE_UNDETERMINED),
                         "undetermined");
        ck_assert_ptr_null(cantlie_state_name((cantlie_state)0));
        ck_assert_ptr_null(cantlie_state_name((cantlie_state)4));
    }
END_TEST

START_TEST(a_table_applies_if_some_row_does)
    {
        evaluated("{\"ECOG\": 3}");
        ck_assert_int_eq(state_of("choice"), CANTLIE_APPLIES);
        evaluated("{\"ECOG\": 1}");
        ck_assert_int_eq(state_of("choice"), CANTLIE_UNDETERMINED);
        ck_assert_int_eq(state_of("choice row 2"), CANTLIE_HELD);
    }
END_TEST

START_TEST(an_undecided_verdict_says_what_it_may_be)
    {
        evaluated(anna);
        const cantlie_verdict *verdict = verdict_on("cetuximab");
        ck_assert_int_eq(verdict->word, CANTLIE_UNDECIDED);
        ck_assert_str_eq(verdict->label, "Cetuximab");
        ck_assert(verdict->listed && verdict->exact);
        ck_assert_uint_eq(verdict->may_be_count, 2);
        ck_assert_int_eq(verdict->may_be[0].word, CANTLIE_RECOMMEND);
        ck_assert(verdict->may_be[0].listed);
        ck_assert_uint_eq(verdict->may_be[0].alternative_count, 1);
        ck_assert_uint_eq(verdict->may_be[0].alternatives[0].count, 1);
        ck_assert_str_eq(verdict->may_be[0].alternatives[0].at[0],
                         "BRAF wild-type");
        ck_assert_int_eq(verdict->may_be[1].word, CANTLIE_AVOID);
        ck_assert_uint_eq(verdict->needs.count, 1);
        ck_assert_str_eq(verdict->needs.at[0], "BRAF");
        ck_assert_uint_eq(verdict->by_count, 2);
        ck_assert_str_eq(verdict->by[0].rule, "antibody-rule");
        ck_assert_int_eq(verdict->by[0].state, CANTLIE_UNDETERMINED);
        ck_assert_int_eq(verdict->by[0].word, CANTLIE_RECOMMEND);
        ck_assert_str_eq(verdict->by[0].conclusion,
                         "recommend cetuximab with FOLFOX or FOLFIRI");
        ck_assert_uint_eq(verdict->by[0].with.count, 1);
        ck_assert_str_eq(verdict->by[0].with.at[0], "FOLFOX");
        ck_assert_uint_eq(verdict->by[0].dropped.count, 1);
        ck_assert_str_eq(verdict->by[0].dropped.at[0], "FOLFIRI");
        ck_assert_str_eq(verdict->by[0].via, "");
        ck_assert_uint_eq(verdict->evidence.count, 1);
        ck_assert_str_eq(verdict->evidence.at[0], "trial-evidence");
    }
END_TEST

START_TEST(verdicts_carry_delays_trials_and_criteria)
    {
        const cantlie_verdict *verdict;
        evaluated(anna);
        verdict = verdict_on("surgery");
        ck_assert_int_eq(verdict->word, CANTLIE_RECOMMEND);
        ck_assert_str_eq(verdict->not_before, "2024-06-05");
        ck_assert(!verdict->perhaps_delayed && !verdict->exact);
        ck_assert_uint_eq(verdict->may_be_count, 0);
        verdict = verdict_on("vaccine");
        ck_assert_int_eq(verdict->word, CANTLIE_NO_VERDICT);
        ck_assert_uint_eq(verdict->trial_count, 1);
        ck_assert_str_eq(verdict->trials[0].trial, "VAX");
        verdict = verdict_on("transplant");
        ck_assert_int_eq(verdict->candidacy, CANTLIE_PERHAPS_CANDIDATE);
        ck_assert_uint_eq(verdict->assumed.count, 1);
        ck_assert_str_eq(verdict->assumed.at[0], "smoker");
        verdict = verdict_on("antibody");
        ck_assert_int_eq(verdict->word, CANTLIE_NO_VERDICT);
        ck_assert(!verdict->listed);
        evaluated("{\"ECOG\": 3}");
        verdict = verdict_on("transplant");
        ck_assert_int_eq(verdict->candidacy, CANTLIE_NO_CANDIDATE);
        ck_assert_uint_eq(verdict->fails.count, 1);
        ck_assert_str_eq(verdict->fails.at[0], "ECOG <= 1");
    }
END_TEST

START_TEST(verdicts_that_are_to_be_shown)
    {
        const cantlie_verdict *verdicts = NULL;
        size_t n = 0;
        evaluated(
            "{\"ECOG\": 3, \"KRAS\": \"mutated\", \"BRAF\": \"mutated\"}");
        ck_assert_int_eq(cantlie_verdicts(session, &verdicts, &n, &error),
                         CANTLIE_OK);
        ck_assert_uint_eq(n, 3);
        ck_assert_str_eq(verdicts[0].treatment, "cetuximab");
        ck_assert_int_eq(verdicts[0].word, CANTLIE_AVOID);
        ck_assert_str_eq(verdicts[1].treatment, "surgery");
        ck_assert_int_eq(verdicts[1].word, CANTLIE_AVOID);
        ck_assert_str_eq(verdicts[2].treatment, "transplant");
        ck_assert_str_eq(cantlie_word_name(CANTLIE_CONTRAINDICATE),
                         "contraindicate");
        ck_assert_str_eq(cantlie_word_name(CANTLIE_NO_VERDICT), "none");
        ck_assert_str_eq(cantlie_word_name(CANTLIE_UNDECIDED), "undecided");
        ck_assert_ptr_null(cantlie_word_name((cantlie_word)7));
        ck_assert_ptr_null(cantlie_word_name((cantlie_word)-1));
    }
END_TEST

START_TEST(values_are_what_may_be)
    {
        const cantlie_value *value;
        evaluated(anna);
        value = value_of("fit");
        ck_assert_str_eq(value->text, "yes");
        ck_assert_int_eq(value->type, CANTLIE_YES_NO);
        ck_assert_int_eq(value->truth, CANTLIE_YES);
        ck_assert(value->known && !value->may_be_nothing);
        value = value_of("BRAF");
        ck_assert_str_eq(value->text, "unknown");
        ck_assert_int_eq(value->type, CANTLIE_CHOICE);
        ck_assert(!value->known);
        value = value_of("largest_lesion");
        ck_assert_str_eq(value->name, "largest-lesion");
        ck_assert_str_eq(value->text, "6.5 cm");
        ck_assert_int_eq(value->type, CANTLIE_NUMBER);
        ck_assert_str_eq(value->unit, "cm");
        ck_assert_double_eq(value->low, 6.5);
        ck_assert_double_eq(value->high, 6.5);
        value = value_of("surgery");
        ck_assert_int_eq(value->type, CANTLIE_DATE);
        ck_assert_str_eq(value->text, "2024-05-01");
        ck_assert_int_eq(value_of("diseases")->type, CANTLIE_SET);
        ck_assert_int_eq(value_of("id")->type, CANTLIE_TEXT);
        evaluated("{\"lesions\": [], \"CEA\": \">1000\"}");
        value = value_of("largest-lesion");
        ck_assert_str_eq(value->text, "nothing");
        ck_assert(value->known && value->may_be_nothing);
        ck_assert_double_eq(value->low, 0);
        ck_assert_str_eq(value_of("CEA")->text,
                         "more than 1000 and at most 10000 ug/L");
    }
END_TEST

START_TEST(scores_are_intervals)
    {
        const cantlie_value *scores = NULL;
        size_t n = 0;
        evaluated(anna);
        ck_assert_int_eq(cantlie_scores(session, &scores, &n, &error),
                         CANTLIE_OK);
        ck_assert_uint_eq(n, 1);
        ck_assert_str_eq(scores[0].name, "risk");
        ck_assert_str_eq(scores[0].text, "2 to 3");
        ck_assert_double_eq(scores[0].low, 2);
        ck_assert_double_eq(scores[0].high, 3);
        ck_assert(!scores[0].known);
        ck_assert_str_eq(value_of("RISK")->text, "2 to 3");
    }
END_TEST

START_TEST(questions_are_asked)
    {
        const cantlie_question *questions = NULL;
        size_t n = 0;
        evaluated(anna);
        ck_assert_int_eq(cantlie_ask(session, &questions, &n, &error),
                         CANTLIE_OK);
        ck_assert_uint_eq(n, 2);
        ck_assert_str_eq(questions[0].fact, "BRAF");
        ck_assert_uint_eq(questions[0].settles, 1);
        ck_assert_str_eq(questions[1].fact, "CEA");
    }
END_TEST

START_TEST(problems_of_a_record_are_told)
    {
        const cantlie_problem *problems = NULL;
        size_t n = 0;
        evaluated("{\"KRAS\": \"mutatd\", \"BRAFF\": \"mutated\","
                  " \"lesions\": [{\"size\": 99}]}");
        ck_assert_int_eq(cantlie_problems(session, &problems, &n, &error),
                         CANTLIE_OK);
        ck_assert_uint_eq(n, 3);
        ck_assert_int_eq(problems[0].severity, CANTLIE_ERROR);
        ck_assert_str_eq(problems[0].kind, "value");
        ck_assert_str_eq(problems[0].field, "KRAS");
        ck_assert_str_eq(problems[0].found, "mutatd");
        ck_assert_ptr_nonnull(
            strstr(problems[0].expected, "wild-type | mutated"));
        ck_assert_str_eq(problems[0].source, "anna.json:1");
        ck_assert_ptr_nonnull(strstr(problems[0].text, "counts as unknown"));
        ck_assert_str_eq(problems[1].path, "lesions.1.size");
        ck_assert_int_eq(problems[2].severity, CANTLIE_WARNING);
        ck_assert_str_eq(problems[2].kind, "key");
        ck_assert_ptr_nonnull(
            strstr(problems[2].text, "did you mean \"BRAF\"?"));
        ck_assert_str_eq(value_of("KRAS")->text, "unknown");
        evaluated(anna);
        cantlie_problems(session, &problems, &n, &error);
        ck_assert_uint_eq(n, 0);
    }
END_TEST

START_TEST(a_nul_in_a_record_does_not_cut_texts)
    {
        const cantlie_problem *problems = NULL;
        size_t n = 0;
        evaluated("{\"KRAS\": \"a\\u0000b\"}");
        ck_assert_int_eq(cantlie_problems(session, &problems, &n, &error),
                         CANTLIE_OK);
        ck_assert_uint_eq(n, 1);
        ck_assert_str_eq(problems[0].found, "a\xEF\xBF\xBD"
                                            "b");
    }
END_TEST

START_TEST(errors_beyond_the_kept_ones_are_counted)
    {
        const cantlie_problem *problems = NULL;
        static char json[32000];
        size_t n = (size_t)snprintf(json, sizeof json, "{\"lesions\": [");
        for (int i = 0; i < 1200; i++)
            n += (size_t)snprintf(json + n, sizeof json - n, "%s{\"size\": 99}",
                                  i ? ", " : "");
        snprintf(json + n, sizeof json - n, "]}");
        evaluated(json);
        ck_assert_int_eq(cantlie_problems(session, &problems, &n, &error),
                         CANTLIE_OK);
        ck_assert_uint_eq(n, 1001);
        ck_assert_str_eq(problems[1000].text, "200 more errors are not listed");
    }
END_TEST

START_TEST(strict_takes_the_undated_as_unknown)
    {
        cantlie_options options = CANTLIE_OPTIONS;
        evaluated("{\"CEA\": 90}");
        ck_assert_str_eq(value_of("CEA")->text, "90 ug/L");
        cantlie_session_free(session);
        options.strict = 1;
        session = cantlie_session_new(rules, &options, &error);
        evaluated("{\"CEA\": 90}");
        ck_assert(!value_of("CEA")->known);
        evaluated("{\"CEA\": {\"value\": 90, \"date\": \"2024-05-30\"}}");
        ck_assert_str_eq(value_of("CEA")->text, "90 ug/L");
    }
END_TEST

START_TEST(the_day_matters)
    {
        const cantlie_text record = LITERAL("anna.json", anna);
        ck_assert_int_eq(
            cantlie_evaluate(session, &record, "2024-07-01", &error),
            CANTLIE_OK);
        ck_assert_str_eq(verdict_on("surgery")->not_before, "");
    }
END_TEST

/* ---- texts ------------------------------------------------------------------------- */

static const char *explanation(const char *name)
{
    const char *text = NULL;
    ck_assert_int_eq(cantlie_explain(session, name, &text, &error), CANTLIE_OK);
    return text;
}

static void explained(const char *name, const char *part)
{
    const char *text = explanation(name);
    ck_assert_msg(strstr(text, part) != NULL, "%s is not in:\n%s", part, text);
}

START_TEST(everything_is_explained)
    {
        evaluated(anna);
        explained(NULL, "antibody-rule: undetermined");
        explained("cetuximab", "Not known: BRAF");
        explained("operate", "operate: applies");
        explained("choice", "choice row 2: held");
        explained("choice row 1", "choice row 1: held");
        explained("risk", "risk: 2 to 3");
        explained("fit", "fit: yes");
        explained("KRAS", "KRAS wild-type");
        ck_assert_ptr_nonnull(
            strstr(explanation("antibody-rule"), "rules/small.rules:16"));
    }
END_TEST

START_TEST(the_whole_is_json_and_a_note)
    {
        const char *json = NULL, *again = NULL, *note = NULL;
        evaluated(anna);
        ck_assert_int_eq(cantlie_result_json(session, &json, &error),
                         CANTLIE_OK);
        ck_assert_int_eq(strncmp(json, "{\"patient\": \"Anna\"", 11), 0);
        ck_assert_ptr_null(strchr(json, '\n'));
        ck_assert_ptr_nonnull(strstr(json, "\"cetuximab\""));
        ck_assert_int_eq(cantlie_note(session, &note, &error), CANTLIE_OK);
        ck_assert_int_eq(strncmp(note, "Anna", 4), 0);
        ck_assert_ptr_nonnull(strstr(note, "UNDECIDED"));
        ck_assert_int_eq(cantlie_result_json(session, &again, &error),
                         CANTLIE_OK);
        ck_assert_str_eq(json, again);
    }
END_TEST

static Suite *api_suite(void)
{
    Suite *s = suite_create("api");
    const TTest *const tests[] = {library_and_header_are_of_one_version,
                                  another_version_does_not_fit,
                                  a_foreign_handle_is_refused,
                                  a_handle_of_another_version_is_refused,
                                  rules_live_as_long_as_their_sessions,
                                  errors_of_rules_are_told,
                                  several_errors_are_counted,
                                  rules_need_a_patient,
                                  a_text_that_is_used_must_be_given,
                                  texts_may_be_broken,
                                  nothing_to_compile,
                                  files_and_folders_compile,
                                  rules_are_described,
                                  names_are_listed_as_declared,
                                  what_is_no_record_is_refused,
                                  a_record_nests_only_so_deeply,
                                  a_record_is_only_so_long,
                                  calls_without_record_or_day,
                                  without_a_result_nothing_is_read,
                                  an_answer_needs_a_place,
                                  names_that_nothing_bears,
                                  a_long_sentence_is_cut_at_a_character,
                                  the_patient_has_a_name,
                                  states_are_read,
                                  a_table_applies_if_some_row_does,
                                  an_undecided_verdict_says_what_it_may_be,
                                  verdicts_carry_delays_trials_and_criteria,
                                  verdicts_that_are_to_be_shown,
                                  values_are_what_may_be,
                                  scores_are_intervals,
                                  questions_are_asked,
                                  problems_of_a_record_are_told,
                                  a_nul_in_a_record_does_not_cut_texts,
                                  errors_beyond_the_kept_ones_are_counted,
                                  strict_takes_the_undated_as_unknown,
                                  the_day_matters,
                                  everything_is_explained,
                                  the_whole_is_json_and_a_note,
                                  NULL};
    TCase *all = tcase_create("calls");
    tcase_add_checked_fixture(all, setup, teardown);
    for (size_t i = 0; tests[i]; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(s, all);
    return s;
}

UNIT_MAIN(api_suite)
