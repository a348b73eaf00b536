/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_LIMITS_H
#define CANTLIE_GRAMMAR_LIMITS_H

/*
 * Every limit that somebody can meet, with its reason. doc/safety.md lists
 * each by its name here, with what is said beyond it; a test names it, reaches
 * it, and tests/lint.sh looks that both are so. What is a matter of layout
 * (how many facts one line shows) stands where it is used.
 */

/* --- rule files ------------------------------------------------------------ */

/* Bytes of one rule file: far beyond any guideline, small enough to read. */
#define LIMIT_FILE_BYTES ((size_t)32 << 20)

/* Items of one rule set: 100,000 generated rules must fit. */
#define LIMIT_ITEMS 200000

/* Depth of parentheses, blocks and operators, of definitions, groups and
   overrides that name each other: recursion over the tree takes stack in
   proportion. */
#define LIMIT_NESTING 500

/* Expressions within expressions, definitions included: each takes stack while
   rules are checked. */
#define LIMIT_CHAIN 2000

/* Bytes of one string of a rule file. */
#define LIMIT_STRING_BYTES ((size_t)64 << 10)

/* Bytes of one name. */
#define LIMIT_NAME_BYTES 200

/* Options of one choice or set: one bit each in a machine word. */
#define LIMIT_CHOICES 64

/* Numbers that one function takes. */
#define LIMIT_ARGUMENTS 8

/* A unit's code: bytes, parentheses within each other, digits of a number, the
   exponent of an atom. It comes from records too. */
#define LIMIT_UNIT_BYTES 200
#define LIMIT_UNIT_DEPTH 20
#define LIMIT_UNIT_DIGITS 18
#define LIMIT_UNIT_EXPONENT 99

/* Steps of a mapping's path into a FHIR resource: more than FHIR's nesting has
   use for. */
#define LIMIT_PATH_STEPS 12

/* Messages shown of one severity; later ones are counted. */
#define LIMIT_DIAGNOSTICS 1000

/* Slips mended within one item, and tokens that are pushed for it in all: with
   more the item is given up, and its later slips wait for the next run. */
#define LIMIT_SLIPS 50
#define LIMIT_PUSHED 2000000

/* Names that unknown ones are compared with for "did you mean", in all. */
#define LIMIT_SPELLINGS 1000000

/* --- records ----------------------------------------------------------------- */

/* Bytes of one record. */
#define LIMIT_RECORD_BYTES ((size_t)16 << 20)

/* Depth of one JSON document. */
#define LIMIT_JSON_DEPTH 64

/* Elements of one list of a record, described or counted. */
#define LIMIT_ELEMENTS 10000

/* Columns of a table of records. */
#define LIMIT_COLUMNS 20000

/* Rows that `cantlie map` looks at. */
#define LIMIT_SAMPLE_ROWS 10000

/* Record errors kept per record; later ones are counted. */
#define LIMIT_RECORD_ERRORS 1000

/* Keys of records that are no field, remembered per input. */
#define LIMIT_UNKNOWN_KEYS 1000

/* Bytes of one FHIR document. The largest that hospitals send have tens of
   MiB. */
#define LIMIT_DOCUMENT_BYTES ((size_t)256 << 20)

/* Bytes of rows of elements, or of single FHIR resources, that are held until
   their patient comes. */
#define LIMIT_HELD_BYTES ((size_t)1 << 30)

/* Bytes of results that `verify-result` holds, and of a snapshot. */
#define LIMIT_RESULT_BYTES ((size_t)2 << 30)

/* Numbers or days of a field that `cantlie profile` keeps for the median (it
   takes every second of more), and texts that it tells apart. */
#define LIMIT_MEDIAN ((size_t)1 << 20)
#define LIMIT_TEXTS ((size_t)1 << 16)

/* --- evaluation ---------------------------------------------------------------- */

/* Expressions that wait for each other: each takes stack. LIMIT_CHAIN keeps
   rules below it, but for chains of overrides, groups and conditions of
   fields; beyond it a value is unknown and a warning says so. */
#define LIMIT_DEPTH 4000

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

/* Nodes looked at for the thresholds of one verdict. A threshold that is not
   found makes a verdict more cautious, no more. */
#define LIMIT_CUTS 1000000

/* Steps of evaluation after which it is asked whether the time of a record is
   over (--limit-ms): some microseconds. */
#define LIMIT_STEPS 1024

/* Alternatives listed for one possible verdict. */
#define LIMIT_ALTERNATIVES 8

/* The nearest change that makes a rule apply: evaluations of the rule spent on
   one search of a record without lists (fewer where each takes longer), and
   facts whose change is considered. */
#define LIMIT_CHANGES 60000
#define LIMIT_CHANGE_FACTS 150

/* --- commands -------------------------------------------------------------------- */

/* --limit-ms at most: an hour. */
#define LIMIT_MILLISECONDS 3600000

/* Threads. */
#define LIMIT_JOBS 256

/* Patients of a run whose ids are remembered, to warn of a second record. */
#define LIMIT_TWINS 1000000

/* Bytes of a line that is typed into a session. */
#define LIMIT_LINE_BYTES ((size_t)16 << 20)

/* Rules for which `cantlie diff` makes up patients, how many of them, and what
   their evaluation may take (eval_effort), some seconds: little is known of
   made-up patients, so that each may take long. */
#define LIMIT_DIFF_RULES 400
#define LIMIT_DIFF_PATIENTS 4000
#define LIMIT_DIFF_WORK 60000000

#endif
