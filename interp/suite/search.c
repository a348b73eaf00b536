/* SPDX-License-Identifier: Apache-2.0 */

/*
 * All single changes of all seeds are tried first, then pairs, then triples,
 * each within a budget of trials. Drafts reuse their room, so that a trial
 * allocates nothing that is not given back at once.
 */

#include "interp/suite/search.h"

#include <stdlib.h>

/* Changes made together, at most. */
#define CHANGES_MOST 3

/* Cases that searches begin with, at most. */
#define SEEDS_MOST 400

/* --- seeds ------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    const struct test_case *x = *(const struct test_case *const *)a;
    const struct test_case *y = *(const struct test_case *const *)b;
    size_t size_x = x->given_count + x->list_count;
    size_t size_y = y->given_count + y->list_count;
    if (size_x != size_y)
        return size_x < size_y ? -1 : 1;
    return (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

/* On the first day that a case names. */
static struct test_case *empty_case(struct arena *arena,
                                    const struct program *program)
{
    struct test_case *empty = ARENA_NEW(arena, struct test_case);
    for (size_t i = 0; i < program->case_count; i++)
        if (!empty->has_as_of && program->cases[i].has_as_of)
            *empty = draft_empty(&program->cases[i]);
    if (!empty->has_as_of && program->reads_today) {
        empty->has_as_of = true;
        date_from_ymd(2024, 6, 1, &empty->as_of);
    }
    return empty;
}

static void add_seed(struct seeds *seeds, const struct test_case *test)
{
    seeds->at[seeds->n++] = test;
    if (test->given_count > seeds->most_facts)
        seeds->most_facts = test->given_count;
    if (test->list_count > seeds->most_lists)
        seeds->most_lists = test->list_count;
}

struct seeds *seeds_of(struct arena *arena, const struct program *program)
{
    struct seeds *seeds = ARENA_NEW(arena, struct seeds);
    seeds->at = arena_array(arena, program->case_count + 1, sizeof *seeds->at);
    add_seed(seeds, empty_case(arena, program));
    for (size_t i = 0; i < program->case_count; i++)
        if (!program->cases[i].record_path.n)
            add_seed(seeds, &program->cases[i]);
    qsort(seeds->at, seeds->n, sizeof *seeds->at, by_size);
    if (seeds->n > SEEDS_MOST)
        seeds->n = SEEDS_MOST;
    return seeds;
}

/* --- the search ---------------------------------------------------------------- */

struct searching {
    struct search *search;
    struct draft drafts[CHANGES_MOST];
    unsigned budget;
    const struct test_case *found;
};

static bool try_changes(struct searching *s, const struct test_case *from,
                        size_t more);

static bool try_change(struct searching *s, const struct test_case *from,
                       const struct draft_change *change, size_t more)
{
    struct draft *draft = &s->drafts[more];
    if (!draft_apply(draft, from, change))
        return false;
    if (more > 0)
        return try_changes(s, &draft->test, more - 1);
    s->budget--;
    if (!s->search->accepts(s->search->context, &draft->test))
        return false;
    s->found = &draft->test;
    return true;
}

/* One change and `more` after it. */
static bool try_changes(struct searching *s, const struct test_case *from,
                        size_t more)
{
    struct draft_changes changes =
        draft_changes_of(s->search->scratch, &s->search->aim, from);
    for (size_t i = 0; i < changes.n && s->budget > 0; i++)
        if (try_change(s, from, &changes.at[i], more))
            return true;
    return false;
}

static bool try_all(struct searching *s)
{
    const struct seeds *seeds = s->search->seeds;
    for (size_t more = 0; more < s->search->changes_most; more++) {
        s->budget = s->search->budgets[more];
        for (size_t i = 0; i < seeds->n && s->budget > 0; i++)
            if (try_changes(s, seeds->at[i], more))
                return true;
        s->search->exhausted |= s->budget == 0;
    }
    return false;
}

/* --- the smallest ---------------------------------------------------------------- */

static bool still(const struct searching *s, const struct draft *draft)
{
    return s->search->accepts(s->search->context, &draft->test);
}

/* Leaves out whatever is not needed. */
static const struct test_case *shrink(struct searching *s)
{
    static const struct draft_change nothing = {.kind = CHANGE_LEAVE};
    const struct seeds *seeds = s->search->seeds;
    struct arena *arena = s->search->scratch;
    struct draft room = draft_room(arena, seeds->most_facts, seeds->most_lists);
    struct draft *best = ARENA_NEW(arena, struct draft);
    *best = draft_room(arena, seeds->most_facts, seeds->most_lists);
    if (!draft_apply(best, s->found, &nothing))
        return s->found;
    for (size_t i = best->test.list_count; i-- > 0;) {
        draft_without_list(&room, &best->test, i);
        if (still(s, &room))
            draft_apply(best, &room.test, &nothing);
    }
    for (size_t i = best->test.given_count; i-- > 0;) {
        draft_without_fact(&room, &best->test, i);
        if (still(s, &room))
            draft_apply(best, &room.test, &nothing);
    }
    return &best->test;
}

const struct test_case *search_run(struct search *search)
{
    struct searching s = {.search = search};
    const struct seeds *seeds = search->seeds;
    for (size_t i = 0; i < CHANGES_MOST; i++)
        s.drafts[i] =
            draft_room(search->scratch, seeds->most_facts, seeds->most_lists);
    return try_all(&s) ? shrink(&s) : NULL;
}

/* --- proof ----------------------------------------------------------------------- */

/* The program with the text as one more file; NULL when it has an error. */
static const struct program *with_case(const struct loaded *loaded,
                                       struct str text, struct arena *arena)
{
    struct sources *sources = ARENA_NEW(arena, struct sources);
    struct diagnostics sink = diagnostics_on(arena);
    *sources = loaded->sources;
    sources->arena = arena;
    sources->files.capacity = sources->files.n; /* the next one moves it */
    struct parse parse = {.arena = arena,
                          .sources = sources,
                          .sink = &sink,
                          .next_id = loaded->next_node_id};
    int file = sources_add(sources, STR("(proposed)"), text);
    if (file < 0)
        return NULL;
    size_t n = loaded->files.n;
    struct ast **files = arena_array(arena, n + 1, sizeof *files);
    for (size_t i = 0; i < n; i++)
        files[i] = loaded->files.at[i];
    files[n] = parse_source(&parse, file, PARSE_FILE);
    const struct program *program =
        check_program(arena, sources, files, n + 1, &sink);
    return sink.errors ? NULL : program;
}

bool search_verify(const struct loaded *loaded, struct str text,
                   struct arena *scratch, struct arena *inner)
{
    const struct program *program = with_case(loaded, text, scratch);
    if (!program || program->case_count != loaded->program->case_count + 1)
        return false;
    struct evaluator *ev = evaluator_new(scratch, program);
    arena_clear(inner);
    const struct test_case *test = &program->cases[program->case_count - 1];
    struct case_result result = case_run(ev, test, inner);
    return case_passed(&result);
}
