/* SPDX-License-Identifier: Apache-2.0 */

/* A diff as one JSON object: the changes of the rules, and the patients. */

#include "interp/render/diff_text.h"

#include "interp/render/json.h"

static void put_side(struct json *json, const char *key,
                     const struct program *program)
{
    json_key(json, key);
    json_open_object(json);
    json_member_str(json, "guideline", program->title);
    json_member_str(json, "version", program->version);
    json_member_text(json, "digest", program->digest);
    json_close_object(json);
}

static void put_item(struct json *json, const struct diff *diff,
                     const struct diff_item *item)
{
    struct place place = diff_place(diff, item);
    json_open_object(json);
    json_member_text(json, "what", diff_of_name(item->of));
    json_member_str(json, "name", item->name);
    json_member_text(json, "change", diff_kind_name(item->kind));
    if (place.source) {
        json_member_str(json, "file", place.source->path);
        json_member_int(json, "line", place.line);
    }
    json_key(json, "clauses");
    json_open_array(json);
    for (size_t i = 0; i < item->clauses.n; i++) {
        json_open_object(json);
        json_member_str(json, "text", item->clauses.at[i].words);
        json_member_bool(json, "wording", item->clauses.at[i].wording);
        json_close_object(json);
    }
    json_close_array(json);
    json_close_object(json);
}

static void put_delta(struct json *json, const struct delta *delta)
{
    static const char *const names[DELTA_KINDS] = {[DELTA_VERDICT] = "verdict",
                                                   [DELTA_SCORE] = "score",
                                                   [DELTA_RULE] = "rule",
                                                   [DELTA_ERRORS] = "error"};
    json_open_object(json);
    json_member_text(json, "what", names[delta->of]);
    json_member_str(json, "name", delta->name);
    json_member_str(json, "from", delta->from);
    json_member_str(json, "to", delta->to);
    json_member_str(json, "because", delta->cause);
    json_key(json, "patients");
    json_open_array(json);
    for (size_t i = 0; i < delta->patients.n; i++)
        json_str(json, delta->patients.at[i]);
    json_close_array(json);
    json_close_object(json);
}

static void put_patients(struct json *json, const struct diff_report *report)
{
    const struct diff_patients *patients = report->patients;
    json_member_bool(json, "generated", report->generated);
    if (report->dated) {
        json_key(json, "as_of");
        json_date(json, report->as_of);
    }
    json_member_int(json, "patients", (int64_t)patients->patients);
    json_member_int(json, "changed", (int64_t)patients->changed);
    json_member_int(json, "unreadable", (int64_t)patients->unreadable);
    json_key(json, "deltas");
    json_open_array(json);
    for (size_t i = 0; i < patients->deltas.n; i++)
        put_delta(json, &patients->deltas.at[i]);
    json_close_array(json);
}

void diff_json(struct buf *out, const struct diff_report *report)
{
    struct json json = json_on(out);
    json_open_object(&json);
    put_side(&json, "old", report->diff->before);
    put_side(&json, "new", report->diff->after);
    json_key(&json, "rules");
    json_open_array(&json);
    for (size_t i = 0; i < report->diff->items.n; i++)
        put_item(&json, report->diff, &report->diff->items.at[i]);
    json_close_array(&json);
    if (report->patients)
        put_patients(&json, report);
    json_close_object(&json);
    buf_char(out, '\n');
}
