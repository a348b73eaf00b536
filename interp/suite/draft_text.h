/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DRAFT_TEXT_H
#define CANTLIE_INTERP_SUITE_DRAFT_TEXT_H

/* A made-up case as it is written in a rule file, with as few expectations as
   its author chooses. (case_write.h writes all that is found of a record.) */

#include "interp/eval/finding.h"

/* The facts behind `given`, on one line; empty when the case gives none.
   False when a value has no form in a case. */
bool draft_given_text(struct buf *out, const struct test_case *test);

/* "largest-size 5.5 cm", "not resectable", "Oslo is unknown". False when the
   value has no form in a case (an interval, several choices). */
bool draft_value_text(struct buf *out, struct str name, const struct type *type,
                      struct value value);

/* "rule SECA applies", "rule targeted-therapy row 2 held". */
void draft_rule_text(struct buf *out, const struct rule *rule,
                     enum truth state);

/* "recommend cetuximab", "no verdict on LT", "cetuximab undecided". */
void draft_verdict_text(struct buf *out, const struct verdict *verdict);

/* The whole item, broken at 76 columns. Neither part has its first word. */
void draft_text(struct buf *out, struct str title, const struct test_case *test,
                struct str given, struct str expect);

#endif
