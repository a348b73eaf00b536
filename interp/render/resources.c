/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What of a FHIR input was not used, the most frequent type first. The counts
 * hold no pointers: they outlive the readers that they come from.
 */

#include "interp/render/resources.h"

#include "interp/records/fhir.h"
#include "interp/render/wrap.h"

#include <stdlib.h>
#include <string.h>

static struct resource_count *count_of(struct resources *resources,
                                       struct str type)
{
    for (size_t i = 0; i < resources->n; i++)
        if (str_equal(str_of(resources->at[i].type), type))
            return &resources->at[i];
    if (resources->n == RESOURCE_TYPES)
        return NULL;
    struct resource_count *made = &resources->at[resources->n++];
    size_t n = type.n < sizeof made->type ? type.n : sizeof made->type - 1;
    memcpy(made->type, type.at, n);
    return made;
}

void resources_add_all(struct resources *resources, const struct reader *reader)
{
    struct fhir_count count;
    for (size_t i = 0; reader_counted(reader, i, &count); i++) {
        struct resource_count *sum = count_of(resources, count.type);
        if (!sum)
            continue;
        sum->times += count.times;
        sum->used += count.used;
    }
}

static int by_unused(const void *a, const void *b)
{
    const struct resource_count *x = a, *y = b;
    uint64_t left = x->times - x->used, right = y->times - y->used;
    if (left != right)
        return left < right ? 1 : -1;
    return strcmp(x->type, y->type);
}

void resources_print(struct buf *out, const struct resources *resources)
{
    struct resources sorted = *resources;
    struct buf line = buf_on(out->arena);
    size_t shown = 0;
    qsort(sorted.at, sorted.n, sizeof sorted.at[0], by_unused);
    for (size_t i = 0; i < sorted.n; i++) {
        const struct resource_count *count = &sorted.at[i];
        if (count->times == count->used)
            continue;
        buf_format(&line, "%s%llu ",
                   shown++ ? ", " : "FHIR resources that were not used: ",
                   (unsigned long long)(count->times - count->used));
        if (count->used)
            buf_format(&line, "of %llu ", (unsigned long long)count->times);
        buf_text(&line, count->type);
    }
    if (!shown)
        return;
    buf_char(out, '\n');
    wrap_paragraph(out, buf_view(&line), 0, 2);
}
