/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The rules in force in a session: those of the files, and among them the
 * items that were typed, each in the place of the one of its name, or behind
 * all others. The whole is checked anew whenever a part changes, which takes
 * some milliseconds; if it has an error, the rules before stay in force.
 */

#include "interp/cli/repl.h"

#include "grammar/print.h"

#include <string.h>

/* ---- names of items ------------------------------------------------------ */

static struct str text_of(const struct ast *node)
{
    return node ? node->text : STR("");
}

/* Rules and tables share their names, so do defines and scores. */
static struct str rule_name(struct arena *arena, const struct ast *item)
{
    if (item->kind == AST_RULE && !ast_kid(item, 0))
        return str_format(arena, "rule %.*s",
                          STR_ARG(ast_bare_name(arena, item)));
    return str_format(arena, "rule %.*s", STR_ARG(item->kids[0]->text));
}

static struct str define_name(struct arena *arena, const struct ast *item)
{
    struct str of =
        item->kind == AST_DEFINE ? text_of(ast_kid(item, 1)) : STR("");
    return str_format(arena, "define %.*s%s%.*s", STR_ARG(item->kids[0]->text),
                      of.n ? " of " : "", STR_ARG(of));
}

struct str item_name(struct arena *arena, const struct ast *item)
{
    if (item->kind == AST_BROKEN)
        return STR("");
    if (item->kind == AST_RULE || item->kind == AST_TABLE)
        return rule_name(arena, item);
    if (item->kind == AST_DEFINE || item->kind == AST_SCORE)
        return define_name(arena, item);
    if (item->kind == AST_GUIDELINE)
        return STR("guideline");
    return str_format(arena, "%s %.*s", ast_kind_name(item->kind),
                      STR_ARG(text_of(ast_kid(item, 0))));
}

/* ---- files that change --------------------------------------------------- */

static struct stamp stamp_of(const char *path)
{
    struct stat about;
    struct stamp stamp = {.path = path};
    if (stat(path, &about) == 0) {
        stamp.changed = about.st_mtim;
        stamp.size = S_ISDIR(about.st_mode) ? 0 : about.st_size;
        stamp.inode = about.st_ino;
    }
    return stamp;
}

static void add_stamps(struct ruleset *rules, const struct paths *paths)
{
    for (size_t i = 0; i < paths->n; i++)
        list_push(rules->arena, &rules->stamps, stamp_of(paths->at[i]));
    for (size_t i = 0; i < rules->loaded.paths.n; i++) {
        struct str path = str_copy(rules->arena, rules->loaded.paths.at[i]);
        list_push(rules->arena, &rules->stamps, stamp_of(path.at));
    }
}

bool ruleset_is_stale(const struct ruleset *rules)
{
    for (size_t i = 0; i < rules->stamps.n; i++) {
        const struct stamp *then = &rules->stamps.at[i];
        struct stamp now = stamp_of(then->path);
        if (now.changed.tv_sec != then->changed.tv_sec ||
            now.changed.tv_nsec != then->changed.tv_nsec ||
            now.size != then->size || now.inode != then->inode)
            return true;
    }
    return false;
}

void ruleset_stamp(struct ruleset *rules)
{
    for (size_t i = 0; i < rules->stamps.n; i++)
        rules->stamps.at[i] = stamp_of(rules->stamps.at[i].path);
}

/* ---- putting typed items in ---------------------------------------------- */

/* A rule set being put together. */
struct making {
    struct session *session;
    struct ruleset *rules;
    struct parse parse;
    LIST(struct ast *) items;
    LIST(struct str) names; /* of the items */
    struct span newest;     /* of what was typed last */
};

static void add_item(struct making *m, struct ast *item)
{
    struct str name = item_name(m->rules->arena, item);
    list_push(m->rules->arena, &m->items, item);
    list_push(m->rules->arena, &m->names, name);
}

/* In the place of the item of its name, or at the end. */
static void join_item(struct making *m, struct ast *item)
{
    struct str name = item_name(m->rules->arena, item);
    for (size_t i = 0; name.n && i < m->items.n; i++)
        if (name_equal(m->names.at[i], name)) {
            m->items.at[i] = item;
            return;
        }
    add_item(m, item);
}

static void join_text(struct making *m, const struct typed *typed)
{
    if (!typed)
        return;
    join_text(m, typed->before);
    int file = sources_add(m->parse.sources, STR("typed"), typed->text);
    if (file < 0)
        return;
    struct ast *tree = parse_source(&m->parse, file, PARSE_FILE);
    for (uint32_t i = 0; i < tree->n; i++)
        join_item(m, tree->kids[i]);
    uint32_t base = m->parse.sources->files.at[file].base;
    m->newest = (struct span){base, base + (uint32_t)typed->text.n + 1};
}

/* One tree of all items, in their order. */
static struct ast *whole_of(struct making *m)
{
    struct ast *whole = ARENA_NEW(m->rules->arena, struct ast);
    whole->kind = AST_FILE;
    whole->id = m->parse.next_id++;
    whole->n = (uint32_t)m->items.n;
    whole->kids = m->items.at;
    return whole;
}

static void check_whole(struct making *m)
{
    struct ruleset *rules = m->rules;
    struct ast **files = ARENA_ARRAY(rules->arena, struct ast *, 1);
    files[0] = whole_of(m);
    rules->program = check_program(rules->arena, &rules->loaded.sources, files,
                                   1, &rules->sink);
    diagnostics_sort(&rules->sink);
}

static void put_in(struct making *m, const struct state *state)
{
    struct ruleset *rules = m->rules;
    struct loaded *loaded = &rules->loaded;
    for (size_t f = 0; f < loaded->files.n; f++)
        for (uint32_t i = 0; i < loaded->files.at[f]->n; i++)
            add_item(m, loaded->files.at[f]->kids[i]);
    rules->program = loaded->program;
    rules->sink = diagnostics_on(rules->arena);
    m->parse = (struct parse){.arena = rules->arena,
                              .sources = &loaded->sources,
                              .sink = &rules->sink,
                              .next_id = loaded->next_node_id};
    if (state->items) {
        join_text(m, state->items);
        check_whole(m);
        if (state->before != m->session->now) /* nothing was typed just now */
            m->newest = SPAN_NONE;
    }
    rules->items = m->items.at;
    rules->item_count = m->items.n;
}

/* ---- what is wrong ------------------------------------------------------- */

/* All errors; of warnings those about what was typed last, unless it is only
   that more is to come. */
static bool is_told(const struct diagnostic *d, struct span newest)
{
    if (diagnostic_severity(d->code) == SEVERITY_ERROR)
        return true;
    if (d->code == DIAG_UNUSED_DEFINITION || d->code == DIAG_NO_EVIDENCE)
        return false;
    return d->span.from >= newest.from && d->span.from < newest.to;
}

static void tell(struct making *m, const struct diagnostics *sink)
{
    for (size_t i = 0; i < sink->list.n; i++)
        if (is_told(&sink->list.at[i], m->newest))
            diagnostic_render(m->session->out, &m->rules->loaded.sources,
                              &sink->list.at[i]);
}

/* A session without files has a patient, so that there is something to talk
   about. */
static void read_files(struct making *m, const struct paths *paths)
{
    struct ruleset *rules = m->rules;
    if (paths->n)
        load_rules(rules->arena, paths->at, paths->n, &rules->loaded);
    else
        load_text(rules->arena, STR("(no rules)"),
                  STR("record patient\n  id: text\n"), &rules->loaded);
}

static bool is_right(struct making *m)
{
    struct ruleset *rules = m->rules;
    struct loaded *loaded = &rules->loaded;
    if (loaded->unreadable) {
        say(m->session, "%.*s", STR_ARG(loaded->failure));
        return false;
    }
    tell(m, &loaded->diagnostics);
    if (loaded->diagnostics.errors)
        return false;
    tell(m, &rules->sink);
    if (rules->sink.errors)
        return false;
    if (!rules->program->vocabulary->patient) {
        say(m->session, "the rules declare no \"record patient\"");
        return false;
    }
    return true;
}

/* The files of the state, and the one that --mapping names. */
static struct paths files_of(const struct making *m, const struct state *state)
{
    const char *mapping = mapping_file(&m->session->how);
    LIST(const char *) files = {0};
    for (size_t i = 0; i < state->paths.n; i++)
        list_push(m->rules->arena, &files, state->paths.at[i]);
    if (mapping)
        list_push(m->rules->arena, &files, mapping);
    return (struct paths){files.at, files.n};
}

struct ruleset *ruleset_of(struct session *session, const struct state *state)
{
    struct arena *arena = arena_new();
    if (!arena)
        arena_exhausted(session->work);
    arena_guard(arena, arena_get_guard(session->work));
    struct ruleset *rules = ARENA_NEW(arena, struct ruleset);
    rules->arena = arena;
    struct making m = {.session = session, .rules = rules};
    struct paths paths = files_of(&m, state);
    read_files(&m, &paths);
    add_stamps(rules, &paths);
    if (!rules->loaded.unreadable)
        put_in(&m, state);
    if (is_right(&m))
        return rules;
    arena_free(arena);
    return NULL;
}

void ruleset_free(struct ruleset *rules)
{
    if (rules)
        arena_free(rules->arena);
}

/* ---- putting in force ---------------------------------------------------- */

void repl_use(struct session *session, struct ruleset *rules)
{
    struct ruleset *old = session->rules;
    session->rules = rules;
    session->base = NULL; /* belongs to the old ones */
    session->fitted = NULL;
    if (!session->start)
        session->start = rules;
    if (old && old != session->start && old != rules)
        ruleset_free(old);
}

void repl_reload(struct session *session)
{
    struct ruleset *rules = ruleset_of(session, session->now);
    if (rules) {
        repl_use(session, rules);
        return;
    }
    ruleset_stamp(session->rules);
    say(session, "The rules in force are still those of before.");
}

const struct ast *ruleset_item(const struct ruleset *rules, struct arena *arena,
                               struct str name)
{
    for (size_t i = 0; i < rules->item_count; i++)
        if (name_equal(item_name(arena, rules->items[i]), name))
            return rules->items[i];
    return NULL;
}
