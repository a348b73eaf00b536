/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_LIMITS_H
#define CANTLIE_GRAMMAR_LIMITS_H

/*
 * Every limit of the program, with its reason. A test reaches each of them
 * (those of rule files: tests/unit/test_parse.c, test_scan.c).
 */

/* Bytes of one rule file: far beyond any guideline, small enough to read. */
#define LIMIT_FILE_BYTES ((size_t)32 << 20)

/* Items of one rule set: 100,000 generated rules must fit. */
#define LIMIT_ITEMS 200000

/* Depth of parentheses, blocks and operators: recursion over the tree takes
   stack in proportion. */
#define LIMIT_NESTING 500

/* Bytes of one string of a rule file. */
#define LIMIT_STRING_BYTES ((size_t)64 << 10)

/* Bytes of one name. */
#define LIMIT_NAME_BYTES 200

/* Options of one choice or set: one bit each in a machine word. */
#define LIMIT_CHOICES 64

/* Bytes of one record. */
#define LIMIT_RECORD_BYTES ((size_t)16 << 20)

/* Depth of one JSON document. */
#define LIMIT_JSON_DEPTH 64

/* Elements of one list of a record, described or counted. */
#define LIMIT_ELEMENTS 10000

/* Completions tried for one verdict (language.md section 4). */
#define LIMIT_COMPLETIONS 1024

/* Trials of conditions within one completion. */
#define LIMIT_TRIALS 4096

/* ... and over all completions of one verdict, so that a patient of whom
   nothing is known is answered in seconds under a thousand rules. Beyond it
   the words that the rules' states allow are possible. */
#define LIMIT_TRIALS_IN_ALL 20000

/* Expressions evaluated for the completions of one verdict, so that lists of
   thousands under a thousand rules end. Beyond it the completions that were
   not tried count as all that the rules' states allow. */
#define LIMIT_WORK 4000000

/* Steps of evaluation after which it is asked whether the time of a record is
   over (--limit-ms): some microseconds. */
#define LIMIT_STEPS 1024

/* Alternatives listed for one possible verdict. */
#define LIMIT_ALTERNATIVES 8

/* Record errors kept per record; later ones are counted. */
#define LIMIT_RECORD_ERRORS 1000

/* Keys of records that are no field, remembered per input. */
#define LIMIT_UNKNOWN_KEYS 1000

/* Bytes of results that `verify-result` holds. */
#define LIMIT_RESULT_BYTES ((size_t)2 << 30)

/* Columns of a table of records. */
#define LIMIT_COLUMNS 20000

#endif
