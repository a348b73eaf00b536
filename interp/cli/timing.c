/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The stopwatch, the samples, and what is printed of both.
 *
 * A batch evaluates all rules together, so that no rule has a time of its own
 * there; and whatever two rules share is evaluated once, by whichever comes
 * first. So each is timed alone, by the tree walk, with all that it shares
 * forgotten: what it would cost by itself. A condition is what stands in a
 * rule when `and`, `or`, `not` and plain definitions are opened.
 */

#include "interp/cli/timing.h"

#include <stdlib.h>
#include <time.h>

/* Records of which samples are taken, at most; and evaluations in all, so that
   a large rule base does not keep anyone waiting. */
#define SAMPLES_MOST 200
#define SAMPLED_MOST 40000

/* Each is timed so often; the least counts. */
#define TIMES 3

/* How many of the costliest are shown. */
#define SHOWN 8

struct cost {
    struct str text;
    const struct rule *rule; /* one of these */
    const struct expr *condition;
    double seconds;
};

struct costs {
    const struct program *program;
    struct arena *arena;
    LIST(struct cost) rules;
    LIST(struct cost) conditions;
    bool *seen; /* by expression id */
    size_t samples;
};

/* --- the stopwatch ------------------------------------------------------- */

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

enum phase timing_switch(struct timing *timing, enum phase phase)
{
    enum phase before = timing->phase;
    if (!timing->on)
        return before;
    double time = now(CLOCK_THREAD_CPUTIME_ID);
    timing->seconds[before] += time - timing->since;
    timing->since = time;
    timing->phase = phase;
    return before;
}

void timing_join(struct timing *all, const struct timing *one)
{
    for (int i = 0; i < PHASES; i++)
        all->seconds[i] += one->seconds[i];
    if (one->costs)
        all->costs = one->costs;
}

/* --- what is sampled ----------------------------------------------------- */

static void collect(struct costs *costs, const struct expr *e)
{
    if (e->op == EXPR_CONST || e->id >= costs->program->expr_count ||
        costs->seen[e->id])
        return;
    costs->seen[e->id] = true;
    if (e->op == EXPR_DEFINE && e->define->opened && !e->define->record) {
        collect(costs, e->define->body);
    } else if (e->op == EXPR_AND || e->op == EXPR_OR || e->op == EXPR_NOT) {
        for (uint32_t i = 0; i < e->n; i++)
            collect(costs, e->kids[i]);
    } else {
        struct cost cost = {.text = e->text, .condition = e};
        list_push(costs->arena, &costs->conditions, cost);
    }
}

static struct costs *costs_of(struct arena *arena,
                              const struct program *program)
{
    struct costs *costs = ARENA_NEW(arena, struct costs);
    costs->program = program;
    costs->arena = arena;
    costs->seen = ARENA_ARRAY(arena, bool, program->expr_count);
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        struct cost cost = {.text = rule->name, .rule = rule};
        list_push(arena, &costs->rules, cost);
        collect(costs, rule->when);
    }
    return costs;
}

struct timing timing_start(struct arena *arena, const struct program *program)
{
    struct timing timing = {.on = true};
    if (program)
        timing.costs = costs_of(arena, program);
    timing.since = now(CLOCK_THREAD_CPUTIME_ID);
    return timing;
}

/* --- samples ------------------------------------------------------------- */

bool timing_wants_sample(const struct timing *timing)
{
    const struct costs *costs = timing->costs;
    if (!timing->on || !costs || costs->samples >= SAMPLES_MOST)
        return false;
    size_t each = costs->rules.n + costs->conditions.n;
    return costs->samples * each < SAMPLED_MOST;
}

/* The least of some tries, less what looking at the clock takes. */
static double time_one(struct evaluator *ev, const struct cost *cost,
                       double clock)
{
    double least = 1e9;
    for (int i = 0; i < TIMES; i++) {
        eval_forget(ev);
        double start = now(CLOCK_MONOTONIC);
        if (cost->rule)
            eval_rule_own(ev, cost->rule);
        else
            eval_condition(ev, cost->condition);
        double took = now(CLOCK_MONOTONIC) - start - clock;
        least = took < least ? took : least;
    }
    return least > 0 ? least : 0;
}

static double clock_cost(void)
{
    double least = 1e9;
    for (int i = 0; i < 10; i++) {
        double start = now(CLOCK_MONOTONIC);
        double took = now(CLOCK_MONOTONIC) - start;
        least = took < least ? took : least;
    }
    return least;
}

void timing_sample(struct timing *timing, struct evaluator *ev)
{
    struct costs *costs = timing->costs;
    enum phase before = timing_switch(timing, PHASE_REST);
    double rest = timing->seconds[PHASE_REST], clock = clock_cost();
    for (size_t i = 0; i < costs->rules.n; i++)
        costs->rules.at[i].seconds += time_one(ev, &costs->rules.at[i], clock);
    for (size_t i = 0; i < costs->conditions.n; i++)
        costs->conditions.at[i].seconds +=
            time_one(ev, &costs->conditions.at[i], clock);
    costs->samples++;
    timing_switch(timing, before);
    timing->seconds[PHASE_REST] = rest;
}

/* --- printing ------------------------------------------------------------ */

static int costlier(const void *a, const void *b)
{
    double x = ((const struct cost *)a)->seconds;
    double y = ((const struct cost *)b)->seconds;
    return (x < y) - (x > y);
}

static void put_costs(struct buf *out, const char *what, struct cost *at,
                      size_t n, size_t samples)
{
    if (!n || !samples)
        return;
    qsort(at, n, sizeof *at, costlier);
    buf_format(out,
               "costliest %s, each by itself, over the first %zu patients:\n",
               what, samples);
    for (size_t i = 0; i < n && i < SHOWN; i++)
        buf_format(out, "  %8.2f us  %.*s\n",
                   at[i].seconds / (double)samples * 1e6, STR_ARG(at[i].text));
}

static void put_shares(struct buf *out, const struct timing *timing,
                       uint64_t patients)
{
    static const char *const names[PHASES] = {"the rest", "reading",
                                              "evaluating", "writing"};
    static const enum phase order[PHASES] = {PHASE_READING, PHASE_EVALUATING,
                                             PHASE_WRITING, PHASE_REST};
    double each = 1e6 / (patients ? (double)patients : 1), all = 0;
    for (int i = 0; i < PHASES; i++)
        all += timing->seconds[i];
    buf_format(out, "timing: %.2f us of processor a patient\n", all * each);
    for (int i = 0; i < PHASES; i++) {
        double seconds = timing->seconds[order[i]];
        buf_format(out, "  %-10s  %8.2f us  %3.0f %%\n", names[order[i]],
                   seconds * each, all > 0 ? seconds / all * 100 : 0);
    }
}

void timing_print(struct buf *out, const struct timing *timing,
                  uint64_t patients)
{
    struct costs *costs = timing->costs;
    put_shares(out, timing, patients);
    if (!costs)
        return;
    put_costs(out, "rules", costs->rules.at, costs->rules.n, costs->samples);
    put_costs(out, "conditions", costs->conditions.at, costs->conditions.n,
              costs->samples);
}
