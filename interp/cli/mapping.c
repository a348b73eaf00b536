/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The file that --mapping names is read with the rules, so that it is checked
 * against their vocabulary; then only the mappings that stand in it may be
 * used. Without --mapping all mappings of the rules may.
 */

#include "interp/cli/mapping.h"

#include "interp/cli/patient.h"

#include <string.h>
#include <sys/stat.h>

const char *mapping_file(const struct mapping_wish *wish)
{
    bool none = wish->mapping && !strcmp(wish->mapping, "none");
    return none ? NULL : wish->mapping;
}

struct loaded *rules_and_mapping(const struct invocation *invocation,
                                 const char *rules,
                                 const struct mapping_wish *wish)
{
    const char *paths[2];
    size_t n = 0;
    if (rules)
        paths[n++] = rules;
    if (mapping_file(wish))
        paths[n++] = wish->mapping;
    return rules_for(invocation, paths, n);
}

/* One file may be reached by several paths. */
static bool same_file(struct arena *arena, struct str a, const char *b)
{
    struct stat of_a, of_b;
    return stat(str_copy(arena, a).at, &of_a) == 0 && stat(b, &of_b) == 0 &&
           of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

static const struct mappings *
mappings_in(struct arena *arena, const struct loaded *loaded, const char *path)
{
    const struct mappings *all = &loaded->program->mappings;
    struct mappings *some = ARENA_NEW(arena, struct mappings);
    some->at = ARENA_ARRAY(arena, struct mapping *, all->n);
    for (size_t i = 0; i < all->n; i++) {
        const struct source *source =
            sources_of(&loaded->sources, all->at[i]->span);
        if (source && same_file(arena, source->path, path))
            some->at[some->n++] = all->at[i];
    }
    return some;
}

static bool read_encoding(const struct invocation *invocation,
                          const struct mapping_wish *wish,
                          struct reader_options *options)
{
    if (!wish->encoding)
        return true;
    options->encoding_set = true;
    if (mapping_encoding(str_of(wish->encoding), &options->encoding))
        return true;
    complain_usage(invocation,
                   "--encoding is one of: utf-8, latin-1, windows-1252");
    return false;
}

bool reading_as_wished(const struct invocation *invocation,
                       const struct loaded *loaded,
                       const struct mapping_wish *wish,
                       struct reader_options *options)
{
    options->vocabulary = loaded->program->vocabulary;
    options->mappings = wish->mapping ? NULL : &loaded->program->mappings;
    if (!read_encoding(invocation, wish, options))
        return false;
    if (!mapping_file(wish))
        return true;
    options->mappings = mappings_in(invocation->arena, loaded, wish->mapping);
    options->mapping_wanted = true;
    if (options->mappings->n)
        return true;
    complain_usage(invocation, "%s holds no mapping", wish->mapping);
    return false;
}

/* Whether a path is one of a table of elements, which the join takes. */
static bool is_taken(struct join *join, const char *path, size_t *failed)
{
    struct input_error error;
    enum join_state state = join_add(join, path, &error);
    if (state == JOIN_FAILED) {
        complain("%.*s: %.*s", STR_ARG(error.path), STR_ARG(error.message));
        ++*failed;
    }
    return state != JOIN_PATIENTS;
}

size_t join_inputs(const struct invocation *invocation, struct inputs *inputs,
                   struct reader_options *options)
{
    size_t kept = 0, failed = 0;
    if (inputs->paths.n < 2)
        return 0;
    struct join *join = join_new(invocation->arena, options);
    for (size_t i = 0; i < inputs->paths.n; i++) {
        const char *path = inputs->paths.at[i];
        if (!is_taken(join, path, &failed))
            inputs->paths.at[kept++] = path;
    }
    inputs->paths.n = kept;
    if (join_is_empty(join))
        join_close(join);
    else
        options->join = join;
    return failed;
}

bool complain_join(struct join *join)
{
    struct join_orphans orphans;
    const struct unknown_key *keys;
    bool any = false;
    if (!join)
        return false;
    size_t n = join_unknown_keys(join, &keys);
    complain_keys(keys, n);
    for (size_t i = 0; join_orphans(join, i, &orphans); i++) {
        if (!orphans.rows)
            continue;
        any = true;
        complain("%.*s: %llu row%s of no patient in the records (the first "
                 "is of \"%.*s\")",
                 STR_ARG(orphans.path), (unsigned long long)orphans.rows,
                 orphans.rows == 1 ? " is" : "s are", STR_ARG(orphans.id));
    }
    return any;
}
