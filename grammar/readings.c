/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar/readings.h"

void readings_check(const struct ast *tree, struct diagnostics *sink,
                    struct arena *arena)
{
    (void)tree, (void)sink, (void)arena;
}
