/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rule sets: compiled inside the guard of their own arena, told about to the
 * listener, refused when they have an error, and never changed afterwards.
 * Names get the NUL that C expects once, here, so that all sessions share
 * them.
 *
 * Texts in memory take the same road as files, but `use` finds its text among
 * those that were given and nowhere else.
 */

#include "interp/cantlie_internal.h"

#include <stdlib.h>
#include <string.h>

/* One compilation; it lives as long as the call. */
struct compilation {
    cantlie_rules *rules;
    const cantlie_options *options;
    const char *const *paths; /* one of the two */
    const cantlie_text *texts;
    size_t count;
    const char *trouble; /* why there is no rule set; in the rules' arena */
};

/* ---- texts in memory ----------------------------------------------------------- */

/* Whether `used`, as it stands in the file `user`, means the text `name`:
   beside the file that uses it, or as it is. */
static bool means(struct str user, struct str used, struct str name)
{
    size_t folder = user.n;
    while (folder && user.at[folder - 1] != '/')
        folder--;
    return str_equal(used, name) || (name.n == folder + used.n &&
                                     str_equal((struct str){name.at, folder},
                                               (struct str){user.at, folder}) &&
                                     str_equal(str_from(name, folder), used));
}

static bool is_given(const struct sources *sources, struct str user,
                     struct str used)
{
    for (size_t i = 0; i < sources->files.n; i++)
        if (means(user, used, sources->files.at[i].path))
            return true;
    return false;
}

/* Every `use` of a file must mean one of the texts. */
static void look_for_used(struct loaded *loaded, const struct ast *file,
                          struct str user)
{
    for (uint32_t i = 0; i < file->n; i++) {
        const struct ast *item = file->kids[i];
        if (!item || item->kind != AST_USE)
            continue;
        const struct ast *used = ast_kid(item, 0);
        if (used && !is_given(&loaded->sources, user, used->text))
            diagnose(&loaded->diagnostics, DIAG_USE_NOT_FOUND, used->span,
                     "\"%.*s\" is not among the texts that were given",
                     STR_ARG(used->text));
    }
}

static int add_text(struct arena *arena, struct loaded *loaded,
                    const cantlie_text *text)
{
    struct str name = str_copy(arena, str_of(text->name));
    struct str copy = str_copy(arena, (struct str){text->at, text->length});
    list_push(arena, &loaded->paths, name);
    return sources_add(&loaded->sources, name, copy);
}

static void load_texts(struct arena *arena, const cantlie_text *texts, size_t n,
                       struct loaded *loaded)
{
    struct parse parse = {.arena = arena,
                          .sources = &loaded->sources,
                          .sink = &loaded->diagnostics};
    loaded->sources = sources_on(arena);
    loaded->diagnostics = diagnostics_on(arena);
    int *numbers = ARENA_ARRAY(arena, int, n);
    for (size_t i = 0; i < n; i++) {
        numbers[i] = add_text(arena, loaded, &texts[i]);
        if (numbers[i] < 0) {
            loaded->unreadable = true;
            loaded->failure = STR("the texts are longer than 4 GiB together");
            return;
        }
    }
    for (size_t i = 0; i < n; i++) {
        struct ast *file = parse_source(&parse, numbers[i], PARSE_FILE);
        list_push(arena, &loaded->files, file);
        look_for_used(loaded, file, loaded->paths.at[i]);
    }
    loaded->next_node_id = parse.next_id;
    loaded->program = check_program(arena, &loaded->sources, loaded->files.at,
                                    loaded->files.n, &loaded->diagnostics);
    diagnostics_sort(&loaded->diagnostics);
}

/* ---- messages -------------------------------------------------------------------- */

static void put_place(struct arena *arena, const struct place *place,
                      const char **file, unsigned *line)
{
    *file = "";
    *line = 0;
    if (!place->source)
        return;
    *file = text_copy(arena, place->source->path);
    *line = place->line;
}

static void tell_one(struct compilation *c, const struct diagnostic *from)
{
    struct arena *arena = c->rules->arena;
    const struct sources *sources = &c->rules->loaded.sources;
    struct buf whole = buf_on(arena);
    struct place first = sources_place(sources, from->span);
    struct place second = sources_place(sources, from->second);
    cantlie_diagnostic to = {
        .severity = diagnostic_severity(from->code) == SEVERITY_ERROR
                        ? CANTLIE_ERROR
                        : CANTLIE_WARNING,
        .code = diagnostic_slug(from->code),
        .message = text_copy(arena, from->message),
        .label = text_copy(arena, from->label),
        .second_message = text_copy(arena, from->second_message),
    };
    put_place(arena, &first, &to.file, &to.line);
    put_place(arena, &second, &to.second_file, &to.second_line);
    to.column = first.source ? first.column : 0;
    to.second_column = second.source ? second.column : 0;
    diagnostic_render(&whole, sources, from);
    to.text = text_copy(arena, buf_view(&whole));
    c->options->on_diagnostic(c->options->context, &to);
}

static void tell_all(struct compilation *c)
{
    const struct diagnostics *sink = &c->rules->loaded.diagnostics;
    if (c->options->on_diagnostic)
        for (size_t i = 0; i < sink->list.n; i++)
            tell_one(c, &sink->list.at[i]);
}

/* The first error and how many there are, as a sentence. */
static const char *first_error(struct compilation *c)
{
    const struct loaded *loaded = &c->rules->loaded;
    const struct diagnostics *sink = &loaded->diagnostics;
    size_t i = 0;
    while (i < sink->list.n &&
           diagnostic_severity(sink->list.at[i].code) != SEVERITY_ERROR)
        i++;
    struct buf line = buf_on(c->rules->arena);
    if (sink->errors > 1)
        buf_format(&line,
                   "the rules have %zu errors, the first: ", sink->errors);
    if (i < sink->list.n) {
        const struct diagnostic *error = &sink->list.at[i];
        struct place place = sources_place(&loaded->sources, error->span);
        if (place.source)
            buf_format(&line, "%.*s:%u:%u: ", STR_ARG(place.source->path),
                       place.line, place.column);
        buf_str(&line, error->message);
        buf_text(&line, error->label.n ? ": " : "");
        buf_str(&line, error->label);
    }
    return text_copy(c->rules->arena, buf_view(&line));
}

/* ---- the rule set ------------------------------------------------------------------ */

static size_t count_of(const struct program *program, cantlie_kind kind)
{
    switch (kind) {
    case CANTLIE_TREATMENT: return program->treatment_count;
    case CANTLIE_RULE: return program->rule_count;
    case CANTLIE_SCORE: return program->score_count;
    case CANTLIE_DEFINE: return program->define_count;
    case CANTLIE_FIELD: return program->vocabulary->patient->field_count;
    }
    return 0;
}

/* Empty for a define of an element, which is none of the patient's. */
static struct str name_at(const struct program *program, cantlie_kind kind,
                          size_t i)
{
    switch (kind) {
    case CANTLIE_TREATMENT: return program->treatments[i]->name;
    case CANTLIE_RULE: return program->rules[i]->name;
    case CANTLIE_SCORE: return program->scores[i]->name;
    case CANTLIE_DEFINE:
        return program->defines[i]->record ? STR("")
                                           : program->defines[i]->name;
    case CANTLIE_FIELD: return program->vocabulary->patient->fields[i]->name;
    }
    return STR("");
}

static cantlie_names names_of(cantlie_rules *rules, cantlie_kind kind)
{
    size_t n = count_of(rules->program, kind), kept = 0;
    const char **names = ARENA_ARRAY(rules->arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        struct str name = name_at(rules->program, kind, i);
        if (name.n)
            names[kept++] = text_copy(rules->arena, name);
    }
    return (cantlie_names){names, kept};
}

static void describe(cantlie_rules *rules)
{
    const struct program *program = rules->program;
    rules->info = (cantlie_rules_info){
        .guideline = text_copy(rules->arena, program->title),
        .version = text_copy(rules->arena, program->version),
        .digest = program->digest,
        .warnings = rules->loaded.diagnostics.warnings,
        .reads_today = program->reads_today,
    };
    for (int kind = CANTLIE_TREATMENT; kind <= CANTLIE_FIELD; kind++)
        rules->names[kind] = names_of(rules, (cantlie_kind)kind);
}

static void compile(void *context)
{
    struct compilation *c = context;
    struct loaded *loaded = &c->rules->loaded;
    struct arena *arena = c->rules->arena;
    if (c->texts)
        load_texts(arena, c->texts, c->count, loaded);
    else
        load_rules(arena, c->paths, c->count, loaded);
    tell_all(c);
    c->rules->program = loaded->program;
    if (loaded->unreadable)
        c->trouble = text_copy(arena, loaded->failure);
    else if (loaded->diagnostics.errors)
        c->trouble = first_error(c);
    else if (!loaded->program->vocabulary->patient)
        c->trouble = "the rules declare no \"record patient\": there is "
                     "nothing that they could be run on";
    else
        describe(c->rules);
}

static cantlie_rules *new_rules(const cantlie_options *options)
{
    cantlie_rules *rules = calloc(1, sizeof *rules);
    if (!rules)
        return NULL;
    rules->arena = arena_new();
    if (!rules->arena) {
        free(rules);
        return NULL;
    }
    arena_limit(rules->arena, options->memory);
    atomic_init(&rules->owners, 1);
    return rules;
}

/* Runs a compilation whose arguments were looked at. */
static cantlie_rules *run(struct compilation *c, cantlie_error *error)
{
    c->rules = new_rules(c->options);
    if (!c->rules) {
        fail_memory(error);
        return NULL;
    }
    bool whole = handle_try(c->rules->arena, compile, c);
    if (!whole)
        fail_memory(error);
    else if (c->trouble)
        fail(error, CANTLIE_BAD_RULES, "%s", c->trouble);
    if (!whole || c->trouble) {
        rules_release(c->rules);
        return NULL;
    }
    c->rules->handle = (struct handle){RULES_MARK, CANTLIE_VERSION};
    return c->rules;
}

static bool given(const void *list, size_t count, const char *what,
                  cantlie_error *error)
{
    if (list && count)
        return true;
    fail(error, CANTLIE_BAD_CALL, "there is no %s to compile", what);
    return false;
}

cantlie_rules *cantlie_compile_files(const char *const *paths, size_t count,
                                     const cantlie_options *options,
                                     cantlie_error *error)
{
    struct compilation c = {.options = options, .paths = paths, .count = count};
    if (options_check(options, error) || !given(paths, count, "path", error))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (!paths[i]) {
            fail(error, CANTLIE_BAD_CALL, "path %zu is a null pointer", i + 1);
            return NULL;
        }
    return run(&c, error);
}

cantlie_rules *cantlie_compile_texts(const cantlie_text *texts, size_t count,
                                     const cantlie_options *options,
                                     cantlie_error *error)
{
    struct compilation c = {.options = options, .texts = texts, .count = count};
    if (options_check(options, error) || !given(texts, count, "text", error))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (!texts[i].at || !texts[i].name) {
            fail(error, CANTLIE_BAD_CALL,
                 "text %zu or its name is a null pointer", i + 1);
            return NULL;
        }
    return run(&c, error);
}

void cantlie_rules_free(cantlie_rules *rules)
{
    if (handle_check(rules, RULES_MARK, "rule set", NULL))
        return;
    rules->handle.mark = 0; /* to be freed once; sessions do not look at it */
    rules_release(rules);
}

cantlie_status cantlie_rules_about(const cantlie_rules *rules,
                                   cantlie_rules_info *info,
                                   cantlie_error *error)
{
    cantlie_status status = handle_check(rules, RULES_MARK, "rule set", error);
    if (!status && !info)
        status = fail(error, CANTLIE_BAD_CALL,
                      "there is a null pointer where the answer should go");
    if (!status)
        *info = rules->info;
    return status;
}

cantlie_status cantlie_rules_names(const cantlie_rules *rules,
                                   cantlie_kind kind, cantlie_names *names,
                                   cantlie_error *error)
{
    cantlie_status status = handle_check(rules, RULES_MARK, "rule set", error);
    if (!status && !names)
        status = fail(error, CANTLIE_BAD_CALL,
                      "there is a null pointer where the answer should go");
    if (!status && ((int)kind < 0 || kind > CANTLIE_FIELD))
        status = fail(error, CANTLIE_BAD_CALL, "there is no kind of names %d",
                      (int)kind);
    if (!status)
        *names = rules->names[kind];
    return status;
}
