/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_DIAGNOSTIC_H
#define CANTLIE_GRAMMAR_DIAGNOSTIC_H

/*
 * What is wrong with rules, as data. Every stage adds to the sink it is
 * given; only a host prints. A message says what is wrong in a clinician's
 * words; its label, printed behind the carets, says what to do; the second
 * place shows the declaration that explains it.
 *
 * Every kind of message has one row in diagnostics.def: a stable code (its
 * slug), a severity, and one sentence for the catalogue.
 */

#include "grammar/base/buf.h"
#include "grammar/source.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

enum diagnostic_code {
#define X(code, slug, severity, summary) DIAG_##code,
#include "grammar/diagnostics.def"
#undef X
    DIAGNOSTIC_CODES
};

struct diagnostic {
    enum diagnostic_code code;
    struct span span;
    struct str message; /* after "error: " */
    struct str label;   /* after the carets; may be empty */
    struct span second; /* SPAN_NONE when there is none */
    struct str second_message;
};

/* LIMIT_DIAGNOSTICS errors are kept, and as many warnings; later ones are only
   counted. */
struct diagnostics {
    struct arena *arena;
    LIST(struct diagnostic) list;
    size_t errors, warnings; /* all of them, kept or not */
    struct diagnostic spare; /* what diagnose returns for one not kept */
};

struct diagnostics diagnostics_on(struct arena *arena);

/* Adds a message (printf format). The result is valid until the next one is
   added and never NULL; give it a label or a second place through the two
   functions below. */
struct diagnostic *diagnose(struct diagnostics *sink, enum diagnostic_code code,
                            struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

void diagnostic_label(struct diagnostics *sink, struct diagnostic *diagnostic,
                      const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void diagnostic_second(struct diagnostics *sink, struct diagnostic *diagnostic,
                       struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Takes back the first message of the code whose place holds `span`, when a
   later stage has a better one for the same cause. */
void diagnostics_withdraw(struct diagnostics *sink, enum diagnostic_code code,
                          struct span span);

const char *diagnostic_slug(enum diagnostic_code code);
enum severity diagnostic_severity(enum diagnostic_code code);

/* Sorts by file (in the order read), then by place; equal ones stay in the
   order in which they were added. */
void diagnostics_sort(struct diagnostics *sink);

/* The message as people see it, with its line, carets and second place:
 *
 *   rules/systemic.rules:14:16: error: KRAS cannot be "mutatd" [unknown-choice]
 *      14 |   when    KRAS mutatd and ECOG <= 2
 *         |                ^^^^^^ did you mean "mutated"?
 *   rules/vocabulary.rules:9:3: KRAS is wild-type | mutated
 *
 * Long lines are cut around the place so that 80 columns hold them. */
void diagnostic_render(struct buf *out, const struct sources *sources,
                       const struct diagnostic *diagnostic);

#endif
