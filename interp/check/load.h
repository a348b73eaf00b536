/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CHECK_LOAD_H
#define CANTLIE_INTERP_CHECK_LOAD_H

/*
 * From paths to a checked program: reads rule files and folders (all *.rules
 * in it, in name order), follows `use` (relative to the file it stands in),
 * each file once however often it is used, parses all and checks the whole.
 */

#include "grammar/parse.h"
#include "interp/check/check.h"

struct loaded {
    struct sources sources;
    struct diagnostics diagnostics; /* sorted */
    struct program *program;        /* never NULL after load_rules */
    LIST(struct ast *) files;
    LIST(struct str) paths;
    uint32_t next_node_id;
    bool unreadable; /* a path could not be read; *failure says which */
    struct str failure;
};

/* Reads and checks. Everything lives in `arena`; *loaded must stay where it
   is while the program is used. */
void load_rules(struct arena *arena, const char *const *paths, size_t n,
                struct loaded *loaded);

/* The same for one text in memory, called `name`. */
void load_text(struct arena *arena, struct str name, struct str text,
               struct loaded *loaded);

#endif
