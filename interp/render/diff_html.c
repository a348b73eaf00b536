/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A diff as one page for a meeting: no script, no other file, and it prints
 * well. What comes from rules and records is escaped.
 */

#include "interp/render/diff_text.h"

#include "interp/render/wrap.h"

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Changes of the rules</title>\n<style>\n"
    "body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem;\n"
    "  margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }\n"
    "table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }\n"
    "th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;\n"
    "  border-bottom: 1px solid #ccc }\n"
    "td.n { text-align: right; font-variant-numeric: tabular-nums }\n"
    ".place, .wording { color: #555; font-size: .875rem }\n"
    ".added { border-left: 4px solid #1a7f37 }\n"
    ".removed { border-left: 4px solid #b3261e }\n"
    ".changed, .renamed { border-left: 4px solid #9a6700 }\n"
    "details summary { cursor: pointer }\n"
    "</style>\n</head>\n<body>\n";

static void put_escaped(struct buf *out, struct str text)
{
    struct buf clean = buf_on(out->arena);
    wrap_harmless(&clean, text);
    for (size_t i = 0; i < clean.n; i++) {
        switch (clean.at[i]) {
        case '<': buf_text(out, "&lt;"); break;
        case '>': buf_text(out, "&gt;"); break;
        case '&': buf_text(out, "&amp;"); break;
        case '"': buf_text(out, "&quot;"); break;
        default: buf_char(out, clean.at[i]);
        }
    }
}

static void put_element(struct buf *out, const char *name, struct str text)
{
    buf_format(out, "<%s>", name);
    put_escaped(out, text);
    buf_format(out, "</%s>", name);
}

/* --- rules ---------------------------------------------------------------- */

static void put_clauses(struct buf *out, const struct diff_item *item)
{
    for (size_t i = 0; i < item->clauses.n; i++) {
        const struct diff_clause *clause = &item->clauses.at[i];
        buf_format(out, "<div%s>", clause->wording ? " class=\"wording\"" : "");
        put_escaped(out, clause->words);
        buf_text(out, "</div>");
    }
}

static void put_item(struct buf *out, const struct diff *diff,
                     const struct diff_item *item)
{
    struct place place = diff_place(diff, item);
    buf_format(out, "<tr class=\"%s\"><td>", diff_kind_name(item->kind));
    put_element(out, "strong", item->name);
    buf_format(out, "<div class=\"place\">%s ", diff_kind_name(item->kind));
    if (place.source) {
        put_escaped(out, place.source->path);
        buf_format(out, ":%u", place.line);
    }
    buf_text(out, "</div></td><td>");
    put_clauses(out, item);
    buf_text(out, "</td></tr>\n");
}

static void put_items(struct buf *out, const struct diff *diff)
{
    const char *heading = NULL;
    for (size_t i = 0; i < diff->items.n; i++) {
        const struct diff_item *item = &diff->items.at[i];
        const char *own = diff_heading(item->of);
        if (own != heading)
            buf_format(out, "%s<h2>%s</h2>\n<table>\n",
                       heading ? "</table>\n" : "", own);
        heading = own;
        put_item(out, diff, item);
    }
    buf_text(out, heading ? "</table>\n" : "<p>The rules say the same.</p>\n");
}

/* --- patients ------------------------------------------------------------- */

static void put_delta(struct buf *out, const struct delta *delta)
{
    buf_text(out, "<tr>");
    put_element(out, "td", delta->name);
    put_element(out, "td", delta->from);
    put_element(out, "td", delta->to);
    buf_format(out,
               "<td class=\"n\">%zu</td><td><details><summary>patients"
               "</summary>",
               delta->patients.n);
    for (size_t i = 0; i < delta->patients.n; i++) {
        put_escaped(out, delta->patients.at[i]);
        buf_char(out, i + 1 < delta->patients.n ? ' ' : '\n');
    }
    buf_text(out, "</details></td></tr>\n");
}

static void put_causes(struct buf *out, const struct diff_patients *patients)
{
    struct diff_causes causes = diff_causes_of(out->arena, patients);
    for (size_t i = 0; i < causes.n; i++) {
        put_element(out, "h3", causes.at[i].cause);
        buf_text(out, "\n<table>\n<tr><th></th><th>old</th><th>new</th>"
                      "<th>patients</th><th></th></tr>\n");
        for (size_t j = 0; j < causes.at[i].deltas.n; j++)
            put_delta(out, causes.at[i].deltas.at[j]);
        buf_text(out, "</table>\n");
    }
}

static void put_turns(struct buf *out, const struct diff_patients *patients)
{
    struct diff_turns turns = diff_turns_of(patients);
    if (!turns.from_count)
        return;
    buf_text(out, "<h2>Verdicts from and to</h2>\n<table>\n<tr>"
                  "<th>old \\ new</th>");
    for (size_t j = 0; j < turns.to_count; j++)
        put_element(out, "th", turns.to[j]);
    buf_text(out, "</tr>\n");
    for (size_t i = 0; i < turns.from_count; i++) {
        buf_text(out, "<tr>");
        put_element(out, "th", turns.from[i]);
        for (size_t j = 0; j < turns.to_count; j++)
            buf_format(out, "<td class=\"n\">%llu</td>",
                       (unsigned long long)turns.at[i][j]);
        buf_text(out, "</tr>\n");
    }
    buf_text(out, "</table>\n");
}

static void put_patients(struct buf *out, const struct diff_report *report)
{
    const struct diff_patients *patients = report->patients;
    buf_format(out, "<h2>%llu of %llu %spatients change",
               (unsigned long long)patients->changed,
               (unsigned long long)patients->patients,
               report->generated ? "generated " : "");
    if (report->dated) {
        buf_text(out, ", as of ");
        date_print(out, report->as_of);
    }
    buf_text(out, "</h2>\n");
    put_turns(out, patients);
    put_causes(out, patients);
}

void diff_html(struct buf *out, const struct diff_report *report)
{
    const struct diff *diff = report->diff;
    buf_text(out, head);
    buf_text(out, "<h1>Changes of the rules: ");
    put_escaped(out, diff->after->title.n ? diff->after->title
                                          : STR("no guideline named"));
    buf_format(out, "</h1>\n<p class=\"place\">old %s<br>new %s</p>\n",
               diff->before->digest, diff->after->digest);
    if (report->patients)
        put_patients(out, report);
    put_items(out, diff);
    buf_text(out, "</body>\n</html>\n");
}
