/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Texts and places in them. Each file takes a stretch of one offset space,
 * one byte longer than its text, so that the end of a file is a place in it
 * and no offset belongs to two files. Lines are counted only when asked for:
 * a message is rare, a span is not.
 */

#include "grammar/source.h"

struct span span_join(struct span a, struct span b)
{
    if (span_is_none(a))
        return b;
    if (span_is_none(b))
        return a;
    return (struct span){a.from < b.from ? a.from : b.from,
                         a.to > b.to ? a.to : b.to};
}

struct sources sources_on(struct arena *arena)
{
    return (struct sources){.arena = arena, .end = 1};
}

int sources_add(struct sources *sources, struct str path, struct str text)
{
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    if (text.n >= UINT32_MAX - sources->end)
        return -1;
    struct source source = {path, text, sources->end};
    sources->end += (uint32_t)text.n + 1;
    list_push(sources->arena, &sources->files, source);
    return (int)sources->files.n - 1;
}

const struct source *sources_of(const struct sources *sources, struct span span)
{
    if (span_is_none(span) || span.from >= sources->end || span.from < 1)
        return NULL;
    size_t low = 0, high = sources->files.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sources->files.at[middle].base <= span.from)
            low = middle;
        else
            high = middle;
    }
    return &sources->files.at[low];
}

static struct str line_at(struct str text, size_t from)
{
    size_t to = from;
    while (to < text.n && text.at[to] != '\n')
        to++;
    if (to > from && text.at[to - 1] == '\r')
        to--;
    return (struct str){text.at + from, to - from};
}

struct place sources_place(const struct sources *sources, struct span span)
{
    struct place place = {.source = sources_of(sources, span)};
    if (!place.source)
        return place;
    struct str text = place.source->text;
    size_t at = span.from - place.source->base;
    place.line = 1;
    for (size_t i = 0; i < at; i++)
        if (text.at[i] == '\n') {
            place.line++;
            place.line_from = (unsigned)i + 1;
        }
    place.line_text = line_at(text, place.line_from);
    for (size_t i = place.line_from; i < at; i++)
        place.column += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    place.column++;
    return place;
}

struct str sources_text(const struct sources *sources, struct span span)
{
    const struct source *source = sources_of(sources, span);
    if (!source || span.to < span.from)
        return STR("");
    struct str text = str_from(source->text, span.from - source->base);
    if (text.n > span.to - span.from)
        text.n = span.to - span.from;
    return text;
}
