/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BASE_VERSION_H
#define CANTLIE_GRAMMAR_BASE_VERSION_H

/* What results are signed with: the program and its version, which
   interp/cantlie.h declares (a test holds the two together). */
#define PROGRAM_TEXT "cantlie 0.1.0"

#endif
