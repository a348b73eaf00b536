/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Findings made by hand, and what the renderers make of them: the JSON of the
 * contract with every part that it may have, notes, tables and summaries.
 */

#include "grammar/base/version.h"
#include "interp/render/json.h"
#include "interp/render/note.h"
#include "interp/render/result_json.h"
#include "interp/render/summary.h"
#include "interp/render/table.h"
#include "tests/unit/support/by_hand.h"
#include "tests/unit/unit.h"

enum { EGFR, CETUXIMAB, FOLFOX, FOLFIRI, LT, TREATMENTS };
enum { WILD, USELESS, SECA, TRIAL, WAIT, RULES };

static struct arena *arena;
static struct program program;
static struct treatment treatments[TREATMENTS];
static struct rule rules[RULES];
static struct rule *rule_list[RULES];
static struct treatment *treatment_list[TREATMENTS];
static struct evidence evidence;
static struct evidence *evidence_list[1];
static const struct evidence *cited[1];
static struct locus loci[2];
static struct expr yes;
static const struct expr *yes_list[1];
static struct score risk;
static struct score *score_list[1];
static struct point point;
static struct measure survival;
static struct evaluator *ev;
static struct finding finding;
static struct verdict *verdicts;
static enum truth states[RULES];
static struct value scores[1];
static struct record *record;
static const struct selection everything;
static struct buf out;

/* ---- the rules ---------------------------------------------------------- */

static void make_treatments(void)
{
    static const char *const names[] = {"anti-EGFR", "cetuximab", "FOLFOX",
                                        "FOLFIRI", "LT"};
    static const char *const labels[] = {"Anti-EGFR antibody", "Cetuximab", "",
                                         "", "Liver transplantation"};
    for (uint32_t i = 0; i < TREATMENTS; i++) {
        treatments[i] = (struct treatment){
            .name = str_of(names[i]), .label = str_of(labels[i]), .index = i};
        treatment_list[i] = &treatments[i];
    }
}

static void make_rules(void)
{
    static const char *const names[] = {"wild", "useless", "SECA", "trial",
                                        "wait"};
    for (uint32_t i = 0; i < RULES; i++) {
        rules[i] = (struct rule){.name = str_of(names[i]),
                                 .index = i,
                                 .when = &yes,
                                 .cites = cited,
                                 .cites_count = i < SECA};
        rule_list[i] = &rules[i];
        states[i] = TRUTH_NO;
    }
}

static void make_program(void)
{
    yes = (struct expr){.op = EXPR_CONST,
                        .text = STR("yes"),
                        .type = {.kind = TYPE_YESNO},
                        .value = value_truth(TRUTH_YES)};
    yes_list[0] = &yes;
    loci[0] = (struct locus){STR("RESULTS"), STR("2"), STR("3,7")};
    loci[1] = (struct locus){STR("RESULTS"), STR("4"), STR("7, 9-11")};
    evidence =
        (struct evidence){.name = STR("E1"), .loci = loci, .locus_count = 2};
    evidence_list[0] = &evidence;
    cited[0] = &evidence;
    point = (struct point){DECIMAL_ONE, &yes, STR("large lesion")};
    risk = (struct score){
        .name = STR("risk"), .points = &point, .n = 1, .most = DECIMAL_ONE};
    score_list[0] = &risk;
    survival = (struct measure){STR("OS"), STR("Overall survival"), SPAN_NONE};
    program = (struct program){
        .arena = arena,
        .title = STR("Small"),
        .version = STR("0.1"),
        .digest = "sha256:0",
        .vocabulary = vocabulary_by_hand(arena),
        .treatments = treatment_list,
        .treatment_count = TREATMENTS,
        .rules = rule_list,
        .rule_count = RULES,
        .evidence = evidence_list,
        .evidence_count = 1,
        .scores = score_list,
        .score_count = 1,
        .expr_count = 1,
    };
}

static void start(void)
{
    arena = arena_new();
    make_program();
    make_treatments();
    make_rules();
    out = buf_on(arena);
    date today, last;
    date_read(STR("2024-06-01"), &today, &last);
    record = record_new(arena, program.vocabulary, today);
    record->id = STR("P1");
    record->source = STR("p.ndjson:1");
    record->readable = true;
    record_settle(record);
    ev = evaluator_new(arena, &program);
    eval_begin(ev, record, arena);
    verdicts = ARENA_ARRAY(arena, struct verdict, TREATMENTS);
    for (size_t i = 0; i < TREATMENTS; i++)
        verdicts[i] = (struct verdict){
            .treatment = &treatments[i], .word = WORD_NONE, .exact = true};
    scores[0] = value_range(0, false, DECIMAL_ONE, false);
    finding = (struct finding){.program = &program,
                               .record = record,
                               .states = states,
                               .scores = scores,
                               .verdicts = verdicts};
}

static void stop(void)
{
    arena_free(arena);
}

/* ---- the findings ------------------------------------------------------- */

static struct fact_ref fact(const char *name)
{
    return (struct fact_ref){NULL, 0,
                             field_by_name(program.vocabulary->patient, name)};
}

/* Cetuximab with FOLFOX or FOLFIRI if KRAS is wild-type, else nothing. */
static void make_undecided(void)
{
    static struct fact_within within[2];
    static struct alternative alternatives[2];
    static struct possibility may_be[2];
    static struct fact_ref needs[1];
    static const struct treatment *partner_list[2];
    static struct treatments partners;
    static struct conclusion conclusion;
    static struct reason by[1];
    static struct wanted_fact asks[1];
    needs[0] = fact("KRAS");
    within[0] =
        (struct fact_within){needs[0], value_options(1), STR("KRAS wild-type")};
    within[1] =
        (struct fact_within){needs[0], value_options(2), STR("KRAS mutated")};
    for (int i = 0; i < 2; i++)
        alternatives[i] = (struct alternative){&within[i], 1};
    may_be[0] = (struct possibility){WORD_RECOMMEND, true, &alternatives[0], 1};
    may_be[1] = (struct possibility){WORD_NONE, true, &alternatives[1], 1};
    partner_list[0] = &treatments[FOLFOX];
    partner_list[1] = &treatments[FOLFIRI];
    partners = (struct treatments){partner_list, 2};
    conclusion = (struct conclusion){
        .kind = CONCLUDE_ADVISE, .partners = &partners, .partner_count = 1};
    by[0] = (struct reason){.rule = &rules[WILD],
                            .conclusion = &conclusion,
                            .state = TRUTH_UNKNOWN,
                            .word = WORD_RECOMMEND,
                            .with = &partners,
                            .with_count = 1};
    asks[0] = (struct wanted_fact){needs[0], 1};
    struct verdict *verdict = &verdicts[CETUXIMAB];
    verdict->word = WORD_UNDECIDED;
    verdict->listed = true;
    verdict->may_be = may_be;
    verdict->may_be_count = 2;
    verdict->needs = needs;
    verdict->need_count = 1;
    verdict->by = by;
    verdict->by_count = 1;
    verdict->evidence = cited;
    verdict->evidence_count = 1;
    finding.asks = asks;
    finding.ask_count = 1;
    states[WILD] = TRUTH_UNKNOWN;
}

static void make_figure(struct figure *figure, struct value range)
{
    *figure = (struct figure){true, range, {.kind = TYPE_NUMBER}};
    unit_read(STR("%"), &figure->type.unit, NULL);
}

/* Transplantation contraindicated, a candidate that was beaten, a delay, a
   trial, an outcome. */
static void make_settled(void)
{
    static struct conclusion against, candidate, trial, wait, outcome;
    static const struct treatment *subject[1];
    static struct reason by[1], beaten[1], trials[1];
    static struct delay delays[2];
    static struct finding_outcome outcomes[1];
    static struct str fails[1];
    subject[0] = &treatments[LT];
    against.kind = CONCLUDE_ADVISE;
    trial.trial = STR("COLLISION");
    wait.treatments = (struct treatments){subject, 1};
    wait.period.text = STR("5 weeks");
    wait.date = &yes;
    outcome.measure = &survival;
    outcome.at = STR("5 years");
    outcome.comment = STR("without");
    make_figure(&outcome.amount,
                value_range(47 * DECIMAL_ONE, false, 60 * DECIMAL_ONE, false));
    make_figure(&outcome.against,
                value_range(DECIMAL_BELOW_ALL, true, 9 * DECIMAL_ONE, true));
    by[0] = (struct reason){.rule = &rules[USELESS],
                            .conclusion = &against,
                            .state = TRUTH_YES,
                            .word = WORD_CONTRAINDICATE};
    beaten[0] = (struct reason){.rule = &rules[SECA],
                                .conclusion = &candidate,
                                .state = TRUTH_YES,
                                .word = WORD_CONSIDER};
    trials[0] = (struct reason){.rule = &rules[TRIAL],
                                .conclusion = &trial,
                                .state = TRUTH_UNKNOWN,
                                .word = WORD_CONSIDER};
    date day = record->today + 35;
    delays[0] = (struct delay){&rules[WAIT], &wait, value_date(day), true};
    delays[1] =
        (struct delay){&rules[WAIT], &wait, value_days(day, day + 7), false};
    outcomes[0] = (struct finding_outcome){&rules[USELESS], &outcome};
    fails[0] = STR("ECOG <= 1");
    struct verdict *verdict = &verdicts[LT];
    *verdict = (struct verdict){
        .treatment = &treatments[LT],
        .word = WORD_CONTRAINDICATE,
        .exact = true,
        .listed = true,
        .by = by,
        .by_count = 1,
        .beaten = beaten,
        .beaten_count = 1,
        .trials = trials,
        .trial_count = 1,
        .delays = delays,
        .delay_count = 2,
        .outcomes = outcomes,
        .outcome_count = 1,
        .candidacy = {true, TRUTH_NO, &rules[SECA], fails, 1},
    };
    states[USELESS] = states[SECA] = TRUTH_YES;
}

static void expect(const char *text)
{
    struct str found = buf_view(&out);
    ck_assert_str_eq(arena_copy(arena, found.at ? found.at : "", found.n),
                     text);
}

/* ---- JSON --------------------------------------------------------------- */

#define HEAD_WITH(more)                                                        \
    "{\"patient\": \"P1\", \"as_of\": \"2024-06-01\", \"rules\": "             \
    "{\"guideline\": \"Small\", \"version\": \"0.1\", \"digest\": "            \
    "\"sha256:0\"}, \"program\": \"" PROGRAM_TEXT                              \
    "\", \"record\": {\"source\": \"p.ndjson:1\", \"digest\": null}, " more    \
    "\"verdicts\": ["
#define HEAD HEAD_WITH("")
#define NO_MORE                                                                \
    "\"prognosis\": [], \"outcomes\": [], \"monitor\": [], \"orders\": [], "   \
    "\"notes\": [], "

START_TEST(writes_an_undecided_verdict)
    {
        make_undecided();
        result_json(&out, ev, &finding, &everything);
        expect(
            HEAD
            "{\"treatment\": \"cetuximab\", \"verdict\": \"undecided\", "
            "\"exact\": true, \"may_be\": [{\"verdict\": \"recommend\", "
            "\"if\": "
            "[[\"KRAS wild-type\"]]}, {\"verdict\": \"none\", \"if\": [[\"KRAS "
            "mutated\"]]}], \"needs\": [\"KRAS\"], \"by\": [{\"rule\": "
            "\"wild\", \"state\": \"undetermined\", \"with\": [[\"FOLFOX\", "
            "\"FOLFIRI\"]], \"dropped\": []}], \"beaten\": [], \"in_trial\": "
            "[], \"assumed\": [], \"evidence\": [\"E1\"], \"outcomes\": []}], "
            "\"states\": {\"wild\": \"undetermined\", \"useless\": \"held\", "
            "\"SECA\": \"held\", \"trial\": \"held\", \"wait\": \"held\"}, "
            "\"values\": {\"risk\": {\"low\": 0, \"high\": 1}}, " NO_MORE
            "\"ask\": [\"KRAS\"], \"errors\": [], \"warnings\": []}");
    }
END_TEST

START_TEST(writes_what_a_settled_verdict_may_have)
    {
        make_settled();
        struct selection only = {NULL, ARENA_ARRAY(arena, bool, RULES),
                                 ARENA_ARRAY(arena, bool, 1)};
        result_json(&out, ev, &finding, &only);
        expect(HEAD_WITH(
            "\"only\": [\"anti-EGFR\", \"cetuximab\", \"FOLFOX\", "
            "\"FOLFIRI\", \"LT\"], ") "{\"treatment\": \"LT\", \"verdict\": "
                                      "\"contraindicate\", "
                                      "\"candidate\": false, \"fails\": "
                                      "[\"ECOG <= 1\"], \"by\": "
                                      "[{\"rule\": \"useless\", \"state\": "
                                      "\"applies\"}], \"beaten\": "
                                      "[{\"rule\": \"SECA\", \"verdict\": "
                                      "\"consider\"}], "
                                      "\"not_before\": "
                                      "\"2024-07-06\", \"not_before_may_be\": "
                                      "[{\"low\": \"2024-07-06\", "
                                      "\"high\": \"2024-07-13\", \"rule\": "
                                      "\"wait\"}], \"in_trial\": "
                                      "[{\"trial\": \"COLLISION\", "
                                      "\"verdict\": \"consider\", \"rule\": "
                                      "\"trial\", \"state\": "
                                      "\"undetermined\"}], \"assumed\": [], "
                                      "\"evidence\": [], \"outcomes\": "
                                      "[{\"measure\": \"OS\", \"at\": "
                                      "\"5 years\", \"low\": 47, \"high\": 60, "
                                      "\"unit\": \"%\", "
                                      "\"against\": {\"low\": null, \"high\": "
                                      "9, \"below\": true, "
                                      "\"unit\": \"%\", \"text\": "
                                      "\"without\"}, \"rule\": "
                                      "\"useless\"}]}], \"states\": {}, "
                                      "\"values\": {}, " NO_MORE
                                      "\"ask\": [], \"errors\": [], "
                                      "\"warnings\": []}");
    }
END_TEST

START_TEST(writes_a_record_that_could_not_be_read)
    {
        struct finding nothing = {.program = &program, .record = record};
        record->readable = false;
        record_error_add(record,
                         (struct record_error){.kind = RECORD_ERROR_UNREADABLE,
                                               .found = STR("{"),
                                               .expected = STR("an object"),
                                               .source = STR("p.ndjson:1")});
        result_json(&out, ev, &nothing, &everything);
        expect(HEAD
               "], \"states\": {}, \"values\": {}, " NO_MORE
               "\"ask\": [], \"errors\": [{\"kind\": \"unreadable\", "
               "\"field\": \"\", "
               "\"path\": \"\", \"found\": \"{\", \"expected\": \"an object\", "
               "\"source\": \"p.ndjson:1\"}], \"warnings\": []}");
    }
END_TEST

/* ---- notes -------------------------------------------------------------- */

START_TEST(says_what_decides)
    {
        make_undecided();
        struct note note = {&out, ev, &finding, &everything, false};
        program.score_count = 0;
        note_write(&note);
        expect("P1   evaluated 2024-06-01   Small 0.1\n"
               "\n"
               "UNDECIDED\n"
               "  Cetuximab                           recommended if KRAS is "
               "wild-type;\n"
               "                                      otherwise nothing. Not "
               "known: "
               "KRAS\n"
               "      by wild [3,7,9-11]\n"
               "ASK NEXT   KRAS (for 1 verdict)\n");
    }
END_TEST

START_TEST(says_what_was_beaten_and_when)
    {
        make_settled();
        struct note note = {&out, ev, &finding, &everything, false};
        program.score_count = 0;
        note_write(&note);
        expect(
            "P1   evaluated 2024-06-01   Small 0.1\n"
            "\n"
            "NOT\n"
            "  Liver transplantation               contraindicated: useless "
            "[3,7,9-11]\n"
            "      (SECA would consider it)\n"
            "      not a candidate: SECA fails at ECOG <= 1\n"
            "      perhaps in trial \"COLLISION\": trial\n"
            "WHEN\n"
            "  Liver transplantation not before 2024-07-06\n"
            "                                      5 weeks after yes: wait\n"
            "  Liver transplantation perhaps not before 2024-07-06 to "
            "2024-07-13\n"
            "                                      5 weeks after yes: wait\n");
    }
END_TEST

START_TEST(folds_members_into_their_group)
    {
        static struct conclusion against;
        static struct reason group[1], member[1];
        group[0] = (struct reason){.rule = &rules[USELESS],
                                   .conclusion = &against,
                                   .state = TRUTH_YES,
                                   .word = WORD_AVOID};
        member[0] = group[0];
        member[0].via = &treatments[EGFR];
        verdicts[EGFR].by = group;
        verdicts[CETUXIMAB].by = member;
        for (size_t i = EGFR; i <= CETUXIMAB; i++) {
            verdicts[i].word = WORD_AVOID;
            verdicts[i].listed = true;
            verdicts[i].by_count = 1;
        }
        program.score_count = 0;
        struct note note = {&out, ev, &finding, &everything, false};
        note_write(&note);
        expect("P1   evaluated 2024-06-01   Small 0.1\n"
               "\n"
               "NOT\n"
               "  Anti-EGFR antibody                  avoided: useless "
               "[3,7,9-11]\n"
               "      so, too: Cetuximab\n");
    }
END_TEST

/* ---- tables ------------------------------------------------------------- */

START_TEST(writes_rows)
    {
        make_undecided();
        make_settled();
        record->id = STR("Smith, \"Al\"");
        csv_header(&out, &program, &everything);
        csv_row(&out, &finding, &everything);
        states_line(&out, &program, record, states, &everything);
        states_line(&out, &program, record, NULL, &everything);
        expect("patient,anti-EGFR,cetuximab,FOLFOX,FOLFIRI,LT,record_errors\n"
               "\"Smith, \"\"Al\"\"\",,recommend|none?,,,contraindicate,0\n"
               "Smith,_\"Al\" UTTFF\n"
               "Smith,_\"Al\" UUUUU\n");
    }
END_TEST

START_TEST(counts_a_cohort)
    {
        struct tally *one = tally_new(arena, &program, &everything);
        struct tally *other = tally_new(arena, &program, &everything);
        make_undecided();
        make_settled();
        tally_add(one, &finding);
        record_error_add(record,
                         (struct record_error){.kind = RECORD_ERROR_VALUE,
                                               .field = STR("KRAS"),
                                               .path = STR("KRAS")});
        tally_add(other, &finding);
        tally_join(one, other);
        tally_print(&out, one, record->today);
        expect(
            "2 patients evaluated 2024-06-01 by Small 0.1\n"
            "\n"
            "                               recomm. consider avoid contra. "
            "conflict undecided\n"
            "Cetuximab                            -        -     -       -    "
            "    -         2\n"
            "Liver transplantation                -        -     -       2    "
            "    -         -\n"
            "\n"
            "2 verdicts wait for: KRAS (2)\n"
            "1 record error in 1 patient: value 1\n"
            "  1 value KRAS: P1\n");
    }
END_TEST

static Suite *result_suite(void)
{
    Suite *s = suite_create("results");
    TCase *t = tcase_create("by hand");
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, writes_an_undecided_verdict);
    tcase_add_test(t, writes_what_a_settled_verdict_may_have);
    tcase_add_test(t, writes_a_record_that_could_not_be_read);
    tcase_add_test(t, says_what_decides);
    tcase_add_test(t, says_what_was_beaten_and_when);
    tcase_add_test(t, folds_members_into_their_group);
    tcase_add_test(t, writes_rows);
    tcase_add_test(t, counts_a_cohort);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(result_suite)
