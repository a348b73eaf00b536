/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_PRINTERS_H
#define CANTLIE_GRAMMAR_PRINTERS_H

/*
 * The printers behind print.h, one per kind of node, in three files: terms
 * and conditions (print_expr.c), what items hold (print_parts.c), and whole
 * items (print_items.c). print.c has the table from kinds to these.
 */

#include "grammar/print.h"

typedef void printer(struct buf *out, const struct ast *node);

/* The column in which continuation lines begin. */
#define PRINT_INDENT 2

/* Lines are broken between elements of a list beyond this column. */
#define PRINT_WIDTH 80

/* Children from `from` on with a separator between them. */
void print_join(struct buf *out, const struct ast *node, uint32_t from,
                const char *separator);

/* The same with ", ", broken into lines indented by `indent`. */
void print_wrapped(struct buf *out, const struct ast *node, uint32_t from,
                   size_t indent);

/* " " and the child, when it is there; a word before it, likewise. */
void print_opt(struct buf *out, const struct ast *node, uint32_t i,
               const char *before);

/* A new continuation line. */
void print_line(struct buf *out);
/* The word or sign of the node's op, and a text behind it. */
void print_op(struct buf *out, const struct ast *node, const char *behind);

/* A text between quotes; a unit, quoted where it is no plain word. */
void print_quoted(struct buf *out, struct str text);
void print_unit(struct buf *out, struct str unit);

/* print_expr.c */
printer print_text, print_quantity, print_strings, print_refs, print_word;
printer print_or, print_and, print_not, print_paren, print_compare, print_is;
printer print_is_state, print_between, print_includes, print_ago;
printer print_quantifier, print_of, print_extreme, print_where, print_count;
printer print_aggregate, print_time_since, print_time_from, print_arithmetic;
printer print_negate, print_call, print_literals, print_amount;

/* print_mapping.c */
printer print_map, print_map_of, print_map_is, print_map_setting;
printer print_map_includes;
printer print_map_yes, print_map_no, print_map_expr, print_resource;
printer print_map_code, print_in, print_map_as, print_map_on, print_missing;
printer print_pair, print_map_test, print_map_system, print_map_group;
printer print_map_place, print_map_types, print_map_apart, print_map_all;

/* print_parts.c */
printer print_field, print_choices, print_set, print_type_unit, print_range;
printer print_list_type, print_choice, print_valid, print_if, print_counted;
printer print_assume, print_code, print_named;
printer print_stated, print_branches, print_branch;
printer print_conclusions, print_or_names, print_advise, print_candidate;
printer print_delay, print_monitor, print_order, print_prognosis;
printer print_outcome, print_note, print_because, print_cites;
printer print_overrides, print_judgement, print_point, print_cell_in;
printer print_as_of, print_given, print_given_record, print_expect;
printer print_fact, print_fact_list, print_element, print_verdict;
printer print_no_verdict, print_undecided, print_expect_rule, print_rule_ref;
printer print_expect_is, print_conflict, print_expect_outcome;
printer print_expect_monitor, print_expect_prognosis, print_expect_delay;
printer print_needing, print_evidence_from, print_locus, print_unit_leaf;

/* print_items.c */
printer print_file, print_guideline, print_use, print_source, print_evidence;
printer print_record, print_constraint, print_mapping, print_treatment;
printer print_measure, print_define, print_rule, print_score, print_table;
printer print_case, print_broken;

#endif
