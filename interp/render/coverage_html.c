/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Coverage as one page: totals, the rule files with what cases see of them
 * underlaid, and the holes with the cases proposed. Colour is never alone:
 * what is seen in part is underlined with dashes, what is not seen at all
 * with a wave, and every mark says its counts when pointed at.
 */

#include "interp/render/coverage_html.h"

#include "interp/render/coverage_marks.h"

static const char style[] =
    "<style>\n"
    ":root{color-scheme:light dark;--ink:#1d2527;--page:#fcfcfa;--soft:#667;"
    "--line:#d8dbd6;--full:#dff0dc;--part:#fdeec4;--none:#f9d3cd;"
    "--part-ink:#9a6b00;--none-ink:#a61b0b}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e4e6e2;--page:#16191a;"
    "--soft:#9aa;--line:#33393a;--full:#1d3a23;--part:#43370f;--none:#4d1f19;"
    "--part-ink:#e2b54a;--none-ink:#ff8d7c}}\n"
    "body{margin:2rem auto;max-width:70rem;padding:0 1rem;color:var(--ink);"
    "background:var(--page);font:16px/1.5 system-ui,sans-serif}\n"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.5rem}\n"
    "table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;"
    "text-align:left;font-weight:normal;border-bottom:1px solid var(--line)}"
    "td{text-align:right;font-variant-numeric:tabular-nums}\n"
    "meter{width:9rem;vertical-align:middle}\n"
    "pre{font:13px/1.55 ui-monospace,monospace;overflow-x:auto;padding:.8rem;"
    "border:1px solid var(--line);border-radius:6px}\n"
    ".n{display:inline-block;width:3.5em;color:var(--soft);"
    "user-select:none;text-decoration:none}\n"
    ".full,.part,.none{border-radius:3px;color:inherit}"
    ".full{background:var(--full)}"
    ".part{background:var(--part);border-bottom:2px dashed var(--part-ink)}"
    ".none{background:var(--none);text-decoration:underline wavy "
    "var(--none-ink)}\n"
    "a{color:inherit}.soft{color:var(--soft)}summary{cursor:pointer}\n"
    "li{margin:.35rem 0}\n"
    "</style>\n";

/* --- text ------------------------------------------------------------------- */

static void put_char(struct buf *out, char c)
{
    switch (c) {
    case '&': buf_text(out, "&amp;"); return;
    case '<': buf_text(out, "&lt;"); return;
    case '>': buf_text(out, "&gt;"); return;
    case '"': buf_text(out, "&quot;"); return;
    default: buf_char(out, c); return;
    }
}

static void put_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        put_char(out, text.at[i]);
}

/* --- totals ------------------------------------------------------------------ */

static void put_total(struct buf *out, const char *name, struct share share)
{
    buf_format(out,
               "<tr><th>%s</th><td>%zu of %zu</td><td>%.*s</td>"
               "<td><meter min=\"0\" max=\"%zu\" value=\"%zu\">%.*s</meter>"
               "</td></tr>\n",
               name, share.seen, share.all,
               STR_ARG(share_text(out->arena, share)),
               share.all ? share.all : 1, share.all ? share.seen : 1,
               STR_ARG(share_text(out->arena, share)));
}

static void put_totals(struct buf *out, const struct coverage *coverage)
{
    struct totals t = coverage_totals(coverage);
    buf_text(out, "<table>\n");
    put_total(out, "<strong>three-valued coverage</strong>", t.three_valued);
    put_total(out, "rules and rows that apply", t.applies);
    put_total(out, "held", t.held);
    put_total(out, "undetermined", t.undetermined);
    put_total(out, "conclusions reached", t.conclusions);
    put_total(out, "conditions seen yes", t.yes);
    put_total(out, "seen no", t.no);
    put_total(out, "seen unknown", t.unknown);
    put_total(out, "items of scores that counted", t.points);
    put_total(out, "thresholds with a case on them", t.on);
    put_total(out, "just below", t.just_below);
    put_total(out, "just above", t.just_above);
    buf_text(out, "</table>\n");
}

static void put_legend(struct buf *out)
{
    buf_text(out,
             "<p><span class=\"full\">seen in every value</span> &nbsp; "
             "<span class=\"part\">seen in some</span> &nbsp; "
             "<span class=\"none\">never seen</span> "
             "<span class=\"soft\">&nbsp; Point at a mark for its counts: "
             "in how many cases a condition was yes, no and unknown, a rule "
             "applied, was held and was undetermined.</span></p>\n");
}

/* --- files --------------------------------------------------------------------- */

struct page {
    struct buf *out;
    const struct marks *marks;
    size_t next;       /* mark to be opened */
    uint32_t ends[64]; /* of the open ones, innermost last */
    size_t open;
    size_t file;
};

static void open_marks(struct page *p, uint32_t at)
{
    static const char *const classes[] = {"full", "part", "none"};
    for (; p->next < p->marks->n; p->next++) {
        const struct mark *mark = &p->marks->at[p->next];
        if (mark->span.from > at)
            return;
        bool fits = mark->span.from == at && p->open < 64 &&
                    (!p->open || mark->span.to <= p->ends[p->open - 1]);
        if (!fits)
            continue;
        buf_format(p->out, "<span class=\"%s\" title=\"", classes[mark->class]);
        put_text(p->out, mark->title);
        buf_text(p->out, "\">");
        p->ends[p->open++] = mark->span.to;
    }
}

static void close_marks(struct page *p, uint32_t at)
{
    while (p->open && p->ends[p->open - 1] <= at) {
        buf_text(p->out, "</span>");
        p->open--;
    }
}

static void put_line_number(struct page *p, unsigned line)
{
    buf_format(p->out, "<a class=\"n\" id=\"f%zu-%u\">%u</a>", p->file, line,
               line);
}

static void put_source(struct page *p, const struct source *source)
{
    unsigned line = 1;
    buf_text(p->out, "<h2>");
    put_text(p->out, source->path);
    buf_text(p->out, "</h2>\n<pre>");
    put_line_number(p, line);
    for (size_t i = 0; i < source->text.n; i++) {
        uint32_t at = source->base + (uint32_t)i;
        close_marks(p, at);
        open_marks(p, at);
        put_char(p->out, source->text.at[i]);
        if (source->text.at[i] == '\n' && i + 1 < source->text.n)
            put_line_number(p, ++line);
    }
    close_marks(p, UINT32_MAX);
    buf_text(p->out, "</pre>\n");
}

static bool has_marks(const struct marks *marks, const struct source *source)
{
    for (size_t i = 0; i < marks->n; i++)
        if (marks->at[i].span.from >= source->base &&
            marks->at[i].span.from < source->base + source->text.n)
            return true;
    return false;
}

static void put_sources(struct buf *out, const struct coverage_report *report,
                        const struct loaded *loaded)
{
    struct marks marks = marks_of(out->arena, report->coverage, loaded);
    struct page page = {.out = out, .marks = &marks};
    for (size_t i = 0; i < loaded->sources.files.n; i++) {
        page.file = i;
        if (has_marks(&marks, &loaded->sources.files.at[i]))
            put_source(&page, &loaded->sources.files.at[i]);
    }
}

/* --- holes ----------------------------------------------------------------------- */

static void put_link(struct buf *out, const struct loaded *loaded,
                     const struct hole *hole)
{
    struct span span =
        hole->condition ? hole->condition->span : hole->subject->span;
    struct place place = sources_place(&loaded->sources, span);
    if (!place.source)
        return;
    size_t file = (size_t)(place.source - loaded->sources.files.at);
    buf_format(out, "<a href=\"#f%zu-%u\">", file, place.line);
    put_text(out, place.source->path);
    buf_format(out, ":%u</a> ", place.line);
}

static void put_hole(struct buf *out, const struct loaded *loaded,
                     const struct hole *hole)
{
    buf_text(out, "<li>");
    put_link(out, loaded, hole);
    buf_format(out, "%s <strong>", subject_word(hole->subject));
    put_text(out, hole->subject->name);
    buf_text(out, hole->kind == HOLE_RULE ? "</strong>" : "</strong> ");
    if (hole->condition)
        put_text(out, hole->condition->text);
    else if (hole->kind == HOLE_CONCLUSION)
        put_text(out, hole->subject->rule->conclusions[hole->conclusion].text);
    buf_text(out, ": ");
    put_text(out, hole_text(out->arena, hole));
    if (hole->proposal.n) {
        buf_text(out, "<details><summary>a case for it</summary><pre>");
        put_text(out, hole->proposal);
        buf_text(out, "</pre></details>");
    }
    buf_text(out, "</li>\n");
}

static void put_holes(struct buf *out, const struct coverage_report *report,
                      const struct loaded *loaded)
{
    if (!report->holes.n)
        return;
    buf_text(out, "<h2 id=\"holes\">What no case sees</h2>\n<ul>\n");
    for (size_t i = 0; i < report->holes.n; i++)
        put_hole(out, loaded, &report->holes.at[i]);
    buf_text(out, "</ul>\n");
}

/* --- the page ---------------------------------------------------------------------- */

void coverage_html(struct buf *out, const struct coverage_report *report,
                   const struct loaded *loaded)
{
    const struct program *program = loaded->program;
    struct str title = program->title.n ? program->title : STR("Rules");
    buf_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                  "content=\"width=device-width,initial-scale=1\">\n<title>");
    put_text(out, title);
    buf_format(out, ": coverage</title>\n%s</head>\n<body>\n<h1>", style);
    put_text(out, title);
    buf_char(out, ' ');
    put_text(out, program->version);
    buf_format(out,
               ": what the cases see</h1>\n<p>Cases: %zu passed, %zu failed.",
               report->passed, report->failed);
    if (report->holes.n)
        buf_format(out, " <a href=\"#holes\">What no case sees</a>: %zu.",
                   report->holes.n);
    buf_text(out, "</p>\n");
    put_totals(out, report->coverage);
    put_legend(out);
    put_sources(out, report, loaded);
    put_holes(out, report, loaded);
    buf_text(out, "</body>\n</html>\n");
}
