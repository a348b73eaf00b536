/* SPDX-License-Identifier: Apache-2.0 */

#include "interp/check/checker.h"

void check_lints(struct checker *c)
{
    (void)c;
}
