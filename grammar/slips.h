/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_SLIPS_H
#define CANTLIE_GRAMMAR_SLIPS_H

/*
 * From the place where the parser stopped to a message with the mend. Common
 * slips are rows of slips.def, told by the tokens around the place; the rest
 * says what was found and what was expected. Where it is clear what was meant,
 * the tokens are mended in place, so that the parser can go on and report
 * what else is wrong.
 */

#include "grammar/driver.h"

/* Where the parser stopped. */
struct stop_at {
    struct arena *arena;
    const struct sources *sources;
    struct diagnostics *sink;
    gram_pstate *parser;     /* for trying a mend before it is offered */
    struct builder *builder; /* its `stop` holds what was expected */
    struct items *items;     /* where the tokens came from */
    struct tokens *tokens;
    enum parse_start start;
    size_t i;  /* the token that did not fit; n for the end */
    bool near; /* just behind a mended place: what cannot be mended here is
                  a consequence and is not reported */
};

/* What became of it: the tokens were mended; the line (where the item has
   lines that stand for themselves) or else the item is lost; the item is
   lost in any case. */
enum slip_result { SLIP_MENDED, SLIP_LINE_LOST, SLIP_ITEM_LOST };

/* Reports what is wrong and mends it where possible: looks for misplaced and
   misspelt words, then in the table of slips. */
enum slip_result slips_report(struct stop_at *stop);

/* The table alone; false when no row fits. */
bool slip_table_report(struct stop_at *stop, enum slip_result *result);

/* The message of last resort: what was found, what was expected. */
void expect_report(struct stop_at *stop);

/* Whether the parser would have taken such a token. */
bool stop_expects(const struct stop_at *stop, int kind);

/* "rule", "record", ... for the item at hand; "bare" for a rule without a
   name, "text" for an expression by itself, "case" for facts. */
const char *stop_item(const struct stop_at *stop);

#endif
