/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_EXPLAIN_CODE_H
#define CANTLIE_INTERP_CLI_EXPLAIN_CODE_H

/* The catalogue of messages, by their codes. */

#include "interp/cli/cli.h"

/* Prints the page of a code ("missing-unit", brackets around it or not). A
   code that there is not is wrong usage, and the nearest is offered. */
enum status explain_code(struct arena *arena, struct str code);

#endif
