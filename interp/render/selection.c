/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which facts are worth asking about when only some treatments are shown.
 */

#include "interp/render/selection.h"

static bool needs(const struct verdict *verdict, const struct fact_ref *fact)
{
    for (size_t i = 0; i < verdict->need_count; i++)
        if (fact_ref_equal(&verdict->needs[i], fact))
            return true;
    return false;
}

bool selects_ask(const struct selection *selection,
                 const struct finding *finding, const struct fact_ref *fact)
{
    if (!selection->treatments)
        return true;
    for (size_t i = 0; i < finding->program->treatment_count; i++)
        if (selects_verdict(selection, &finding->verdicts[i]) &&
            needs(&finding->verdicts[i], fact))
            return true;
    return false;
}
