/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The order of the passes: names, then fields and what they say of each other,
 * treatments and evidence, definitions, rules and what silences what, cases,
 * and at last what is suspicious rather than wrong. Nothing needs to stand
 * before it is used; each pass needs only those above it.
 *
 * A program is constant once it is checked. Expressions and facts that come
 * later (eval, REPL) are checked against its symbols; the copy of the program
 * that they yield shares everything with it.
 */

#include "interp/check/checker.h"

/* --- the whole ----------------------------------------------------------- */

/* Whether a message means that items are missing that names may need. */
static bool loses_items(enum diagnostic_code code)
{
    switch (code) {
    case DIAG_USE_NOT_FOUND:
    case DIAG_FILE_TOO_LONG:
    case DIAG_BAD_UTF8:
    case DIAG_NUL_BYTE:
    case DIAG_TOO_MANY_ITEMS: return true;
    default: return false;
    }
}

static struct checker checker_on(struct arena *arena,
                                 const struct sources *sources,
                                 struct diagnostics *sink)
{
    struct checker c = {.arena = arena, .sources = sources, .sink = sink};
    c.reported = names_on(arena);
    for (size_t i = 0; i < sink->list.n; i++)
        if (loses_items(sink->list.at[i].code))
            c.incomplete = true;
    return c;
}

static void run_passes(struct checker *c)
{
    check_symbols(c);
    check_records(c);
    check_declare_definitions(c);
    check_clauses(c);
    check_treatments(c);
    check_evidence(c);
    check_definitions(c);
    check_constraints(c);
    check_rules(c);
    check_overrides(c);
    check_mappings(c);
    check_cases(c);
    check_close_repeats(c);
    check_lints(c);
    check_digest(c);
}

struct program *check_program(struct arena *arena,
                              const struct sources *sources,
                              struct ast *const *files, size_t file_count,
                              struct diagnostics *sink)
{
    struct checker c = checker_on(arena, sources, sink);
    c.files = files;
    c.file_count = file_count;
    c.program = ARENA_NEW(arena, struct program);
    c.vocabulary = ARENA_NEW(arena, struct vocabulary);
    c.symbols = ARENA_NEW(arena, struct symbols);
    c.share = c.symbols->share = share_new(arena, NULL, 0);
    c.program->arena = arena;
    c.program->symbols = c.symbols;
    c.program->sources = sources;
    c.program->vocabulary = c.vocabulary;
    run_passes(&c);
    return c.program;
}

/* --- more of a checked program ------------------------------------------- */

/* The symbols are not changed: what would change them heeds `extending`. */
static struct checker extend(struct arena *arena, const struct program *program,
                             struct diagnostics *sink)
{
    struct checker c = checker_on(arena, program->sources, sink);
    c.extending = true;
    c.program = ARENA_NEW(arena, struct program);
    *c.program = *program;
    c.symbols = ARENA_NEW(arena, struct symbols);
    *c.symbols = *program->symbols;
    c.share = c.symbols->share =
        share_new(arena, program->symbols->share, program->expr_count);
    c.program->symbols = c.symbols;
    return c;
}

const struct expr *check_expression(struct arena *arena,
                                    const struct program *program,
                                    const struct ast *expression,
                                    struct diagnostics *sink,
                                    struct program **extended)
{
    size_t errors = sink->errors;
    struct checker c = extend(arena, program, sink);
    const struct expr *e = check_expr(&c, expression, NULL);
    check_close_repeats(&c);
    *extended = c.program;
    return sink->errors == errors ? e : NULL;
}

const struct test_case *check_facts(struct arena *arena,
                                    const struct program *program,
                                    const struct ast *given,
                                    struct diagnostics *sink)
{
    size_t errors = sink->errors;
    struct checker c = extend(arena, program, sink);
    struct test_case *test = ARENA_NEW(arena, struct test_case);
    c.in_case = true;
    test->span = given->span;
    check_given(&c, given, test);
    check_close_repeats(&c);
    return sink->errors == errors ? test : NULL;
}

/* --- looking up ---------------------------------------------------------- */

const struct rule *program_rule(const struct program *program, struct str name)
{
    uint32_t index =
        names_find(&program->symbols->tables[SYMBOL_RULE].names, name);
    if (index != NAMES_NONE) {
        const struct rule_group *group = &program->symbols->groups.at[index];
        const struct rule *first =
            group->n ? program->rules[group->first] : NULL;
        return first && !first->row ? first : NULL;
    }
    for (size_t i = 0; i < program->rule_count; i++)
        if (name_equal(program->rules[i]->name, name))
            return program->rules[i];
    return NULL;
}

const struct treatment *program_treatment(const struct program *program,
                                          struct str name)
{
    uint32_t index =
        names_find(&program->symbols->tables[SYMBOL_TREATMENT].names, name);
    return index == NAMES_NONE ? NULL : program->treatments[index];
}
