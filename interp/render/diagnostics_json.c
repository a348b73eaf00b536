/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Messages about rules as JSON. What a person reads is grammar/render.c.
 */

#include "interp/render/diagnostics_json.h"

#include "interp/render/json.h"

static void put_place(struct json *json, const struct place *place,
                      const char *line, const char *column)
{
    json_key(json, line);
    if (place->source)
        json_int(json, place->line);
    else
        json_null(json);
    json_key(json, column);
    if (place->source)
        json_int(json, place->column);
    else
        json_null(json);
}

static void put_start(struct json *json, const struct place *place)
{
    json_key(json, "file");
    if (place->source)
        json_str(json, place->source->path);
    else
        json_null(json);
    put_place(json, place, "line", "column");
}

static void put_second(struct json *json, const struct sources *sources,
                       const struct diagnostic *diagnostic)
{
    json_key(json, "second");
    if (!diagnostic->second_message.n) {
        json_null(json);
        return;
    }
    struct place place = sources_place(sources, diagnostic->second);
    json_open_object(json);
    put_start(json, &place);
    json_member_str(json, "message", diagnostic->second_message);
    json_close_object(json);
}

/* A place at the end of the span: sources_place knows beginnings only. */
static struct place end_place(const struct sources *sources, struct span span)
{
    if (span_is_none(span))
        return (struct place){0};
    struct span end = {span.to, span.to};
    struct place place = sources_place(sources, end);
    return place.source ? place : sources_place(sources, span);
}

static void put_message(struct json *json, const struct sources *sources,
                        const struct diagnostic *diagnostic)
{
    struct place start = sources_place(sources, diagnostic->span);
    struct place end = end_place(sources, diagnostic->span);
    bool error = diagnostic_severity(diagnostic->code) == SEVERITY_ERROR;
    json_open_object(json);
    put_start(json, &start);
    put_place(json, &end, "end_line", "end_column");
    json_member_text(json, "severity", error ? "error" : "warning");
    json_member_text(json, "code", diagnostic_slug(diagnostic->code));
    json_member_str(json, "message", diagnostic->message);
    json_member_str(json, "label", diagnostic->label);
    put_second(json, sources, diagnostic);
    json_close_object(json);
}

void diagnostics_json(struct buf *out, const struct sources *sources,
                      const struct diagnostics *sink)
{
    struct json json = json_on(out);
    buf_char(out, '[');
    for (size_t i = 0; i < sink->list.n; i++) {
        buf_text(out, i ? ",\n " : "\n ");
        json.comma = false;
        put_message(&json, sources, &sink->list.at[i]);
    }
    buf_text(out, sink->list.n ? "\n]\n" : "]\n");
}
