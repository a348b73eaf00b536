/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reads rules for a command. Warnings are for `cantlie check`; here only
 * errors are shown, since rules with an error are not run.
 */

#include "interp/cli/rules.h"
#include "interp/cli/paint.h"

#include <stdio.h>

static void print_errors(struct arena *arena, const struct loaded *loaded)
{
    struct buf text = buf_on(arena);
    const struct diagnostics *sink = &loaded->diagnostics;
    for (size_t i = 0; i < sink->list.n; i++)
        if (diagnostic_severity(sink->list.at[i].code) == SEVERITY_ERROR)
            diagnostic_render(&text, &loaded->sources, &sink->list.at[i]);
    struct str shown = paint_messages(arena, buf_view(&text), 2);
    fwrite(shown.at, 1, shown.n, stderr);
}

static bool usable(struct arena *arena, const struct loaded *loaded)
{
    if (loaded->unreadable) {
        complain("%.*s", STR_ARG(loaded->failure));
        return false;
    }
    size_t errors = loaded->diagnostics.errors;
    if (!errors)
        return true;
    print_errors(arena, loaded);
    complain("the rules cannot be used: %zu error%s", errors,
             errors == 1 ? "" : "s");
    return false;
}

struct loaded *rules_for(const struct invocation *invocation,
                         const char *const *paths, size_t n)
{
    struct loaded *loaded = ARENA_NEW(invocation->arena, struct loaded);
    load_rules(invocation->arena, paths, n, loaded);
    if (!usable(invocation->arena, loaded))
        return NULL;
    if (!loaded->program->vocabulary->patient) {
        complain("the rules declare no \"record patient\": there is nothing "
                 "that they could be run on");
        return NULL;
    }
    return loaded;
}

struct loaded *rules_none(const struct invocation *invocation)
{
    struct loaded *loaded = ARENA_NEW(invocation->arena, struct loaded);
    load_text(invocation->arena, STR("(no rules)"),
              STR("record patient\n  id: text\n"), loaded);
    return usable(invocation->arena, loaded) ? loaded : NULL;
}
