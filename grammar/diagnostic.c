/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The sink that collects messages, and the catalogue of their kinds. How a
 * message looks on paper is in render.c.
 */

#include "grammar/diagnostic.h"

#include "grammar/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct diagnostics diagnostics_on(struct arena *arena)
{
    return (struct diagnostics){.arena = arena};
}

const char *diagnostic_slug(enum diagnostic_code code)
{
    static const char *const slugs[] = {
#define X(code, slug, severity, summary) slug,
#include "grammar/diagnostics.def"
#undef X
    };
    return slugs[code];
}

enum severity diagnostic_severity(enum diagnostic_code code)
{
    static const enum severity severities[] = {
#define X(code, slug, severity, summary) severity,
#include "grammar/diagnostics.def"
#undef X
    };
    return severities[code];
}

__attribute__((format(printf, 2, 0))) static struct str
format_text(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t n = length > 0 ? (size_t)length : 0;
    char *text = arena_alloc(arena, n + 1);
    vsnprintf(text, n + 1, format, arguments);
    return (struct str){text, n};
}

/* Counts a message and says where to keep it: each severity has its own
   quota, so that no flood of warnings hides an error. */
static struct diagnostic *add(struct diagnostics *sink,
                              enum diagnostic_code code)
{
    size_t *count = diagnostic_severity(code) == SEVERITY_ERROR
                        ? &sink->errors
                        : &sink->warnings;
    if ((*count)++ >= LIMIT_DIAGNOSTICS)
        return &sink->spare;
    list_push(sink->arena, &sink->list, (struct diagnostic){0});
    return &sink->list.at[sink->list.n - 1];
}

struct diagnostic *diagnose(struct diagnostics *sink, enum diagnostic_code code,
                            struct span span, const char *format, ...)
{
    struct diagnostic *diagnostic = add(sink, code);
    if (diagnostic == &sink->spare)
        return diagnostic;
    *diagnostic = (struct diagnostic){.code = code, .span = span};
    va_list arguments;
    va_start(arguments, format);
    diagnostic->message = format_text(sink->arena, format, arguments);
    va_end(arguments);
    return diagnostic;
}

void diagnostic_label(struct diagnostics *sink, struct diagnostic *diagnostic,
                      const char *format, ...)
{
    if (diagnostic == &sink->spare)
        return;
    va_list arguments;
    va_start(arguments, format);
    diagnostic->label = format_text(sink->arena, format, arguments);
    va_end(arguments);
}

void diagnostic_second(struct diagnostics *sink, struct diagnostic *diagnostic,
                       struct span span, const char *format, ...)
{
    if (diagnostic == &sink->spare)
        return;
    va_list arguments;
    va_start(arguments, format);
    diagnostic->second = span;
    diagnostic->second_message = format_text(sink->arena, format, arguments);
    va_end(arguments);
}

void diagnostics_withdraw(struct diagnostics *sink, enum diagnostic_code code,
                          struct span span)
{
    for (size_t i = 0; i < sink->list.n; i++) {
        const struct diagnostic *d = &sink->list.at[i];
        if (d->code != code || d->span.from > span.from || d->span.to < span.to)
            continue;
        bool error = diagnostic_severity(code) == SEVERITY_ERROR;
        --*(error ? &sink->errors : &sink->warnings);
        sink->list.n--;
        memmove(&sink->list.at[i], &sink->list.at[i + 1],
                (sink->list.n - i) * sizeof *sink->list.at);
        return;
    }
}

void diagnostics_sort(struct diagnostics *sink)
{
    struct diagnostic *at = sink->list.at;
    for (size_t i = 1; i < sink->list.n; i++) {
        struct diagnostic moved = at[i];
        size_t j = i;
        while (j && at[j - 1].span.from > moved.span.from) {
            at[j] = at[j - 1];
            j--;
        }
        at[j] = moved;
    }
}
