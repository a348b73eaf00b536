/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reading a snapshot and comparing findings with it. A finding is written as
 * its line would be, and the two lines are compared result by result, so that
 * what is compared is just what can be reviewed.
 */

#include "interp/suite/snapshot.h"

#include <stdlib.h>

/* --- reading -------------------------------------------------------------- */

static struct str take_until(struct str *text, char end)
{
    struct str part = {text->at, 0};
    while (part.n < text->n && text->at[part.n] != end)
        part.n++;
    *text = str_from(*text, part.n + 1);
    return part;
}

static unsigned number_of(struct str text)
{
    unsigned n = 0;
    for (size_t i = 0; i < text.n && i < 6; i++)
        n = n * 10 + (unsigned)(text.at[i] >= '0' && text.at[i] <= '9'
                                    ? text.at[i] - '0'
                                    : 0);
    return n;
}

static void read_member(struct arena *arena, struct snapshot_head *head,
                        struct str key, struct str value)
{
    date last;
    if (str_equal(key, STR("guideline")))
        head->title = value;
    else if (str_equal(key, STR("version")))
        head->version = value;
    else if (str_equal(key, STR("rules")))
        head->digest = value;
    else if (str_equal(key, STR("as-of")))
        (void)date_read(value, &head->as_of, &last);
    else if (str_equal(key, STR("records"))) {
        struct snapshot_file file = {.digest = take_until(&value, ' ')};
        file.path = value;
        list_push(arena, &head->files, file);
    }
}

static bool read_head(struct arena *arena, struct str *text,
                      struct snapshot_head *head, struct str *trouble)
{
    struct str first = take_until(text, '\n');
    if (!str_equal(take_until(&first, ' '), STR("cantlie-snapshot"))) {
        *trouble = STR("it is no snapshot of cantlie");
        return false;
    }
    head->format = number_of(first);
    if (head->format != SNAPSHOT_FORMAT) {
        *trouble = str_format(arena,
                              "it is a snapshot of format %.*s, and this "
                              "program has format %d: make it anew with -o",
                              STR_ARG(first), SNAPSHOT_FORMAT);
        return false;
    }
    while (text->n) {
        struct str line = take_until(text, '\n');
        if (!line.n)
            break;
        struct str key = take_until(&line, ' ');
        read_member(arena, head, key, line);
    }
    return true;
}

static int by_id(const void *a, const void *b)
{
    const struct snapshot_line *x = a, *y = b;
    int order = str_compare(x->id, y->id);
    if (order)
        return order;
    return x->results.at < y->results.at ? -1 : x->results.at > y->results.at;
}

bool snapshot_read(struct arena *arena, struct str text,
                   struct snapshot *snapshot, struct str *trouble)
{
    LIST(struct snapshot_line) lines = {0};
    if (!read_head(arena, &text, &snapshot->head, trouble))
        return false;
    while (text.n) {
        struct str line = take_until(&text, '\n');
        struct snapshot_line one = {.id = take_until(&line, ' ')};
        one.results = line;
        if (one.id.n || line.n)
            list_push(arena, &lines, one);
    }
    snapshot->lines = lines.at;
    snapshot->n = lines.n;
    if (lines.n)
        qsort(lines.at, lines.n, sizeof *lines.at, by_id);
    return true;
}

/* --- comparing ------------------------------------------------------------ */

/* The first line of the id that was not yet compared, or NULL. */
static struct snapshot_line *line_of(const struct snapshot *snapshot,
                                     struct str id)
{
    size_t low = 0, high = snapshot->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(snapshot->lines[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < snapshot->n && str_equal(snapshot->lines[low].id, id)) {
        if (!snapshot->lines[low].seen)
            return &snapshot->lines[low];
        low++;
    }
    return NULL;
}

/* What the results say of the name; empty: nothing. */
static struct str result_of(struct str results, struct str name)
{
    while (results.n) {
        struct str result = take_until(&results, ' ');
        if (name_equal(take_until(&result, '='), name))
            return result;
    }
    return STR("");
}

/* Rules that carry the verdict now. */
static struct str carried_by(struct arena *arena, const struct finding *finding,
                             struct str name)
{
    struct buf out = buf_on(arena);
    const struct treatment *t = program_treatment(finding->program, name);
    const struct verdict *verdict =
        t && finding->verdicts ? &finding->verdicts[t->index] : NULL;
    for (size_t i = 0; verdict && i < verdict->by_count; i++)
        buf_format(&out, "%s%.*s", i ? ", " : "now by ",
                   STR_ARG(verdict->by[i].rule->name));
    if (verdict && !out.n)
        buf_text(&out, "no rule concludes it now");
    return out.n ? buf_view(&out) : str_format(arena, "%.*s", STR_ARG(name));
}

struct noting {
    struct arena *arena;
    struct diff_patients *result;
    const struct finding *finding;
    bool changed;
};

static void note(struct noting *n, struct str name, struct str from,
                 struct str to)
{
    const struct program *program = n->finding->program;
    bool verdict = program_treatment(program, name) != NULL;
    bool errors = str_equal(name, STR("errors"));
    struct delta delta = {.of = errors    ? DELTA_ERRORS
                                : verdict ? DELTA_VERDICT
                                          : DELTA_SCORE,
                          .name = name,
                          .from = from.n ? from : STR("nothing"),
                          .to = to.n ? to : STR("nothing")};
    delta.cause = errors
                      ? STR("record errors")
                      : carried_by(n->finding->record->arena, n->finding, name);
    diff_patients_note(n->result, n->arena, &delta, n->finding->record->id);
    n->changed = true;
}

/* Results of `results` that `others` has otherwise; all of those, or only
   those that it does not have at all. */
static void note_differences(struct noting *n, struct str before,
                             struct str after)
{
    struct str rest = after;
    while (rest.n) {
        struct str to = take_until(&rest, ' ');
        struct str name = take_until(&to, '=');
        struct str from = result_of(before, name);
        if (!str_equal(from, to))
            note(n, name, from, to);
    }
    rest = before;
    while (rest.n) {
        struct str from = take_until(&rest, ' ');
        struct str name = take_until(&from, '=');
        if (!result_of(after, name).n)
            note(n, name, from, STR(""));
    }
}

static void note_presence(struct diff_patients *result, struct arena *arena,
                          struct str id, bool fresh)
{
    struct delta delta = {.of = DELTA_ERRORS,
                          .name = STR("patient"),
                          .from = fresh ? STR("not there") : STR("there"),
                          .to = fresh ? STR("there") : STR("not there"),
                          .cause = STR("other patients")};
    diff_patients_note(result, arena, &delta, id);
    result->changed++;
}

void snapshot_compare(struct snapshot *snapshot, const struct finding *finding,
                      struct diff_patients *result, struct arena *arena)
{
    struct noting n = {.arena = arena, .result = result, .finding = finding};
    struct buf out = buf_on(finding->record->arena);
    snapshot_write_line(&out, finding);
    struct str after = {out.at, out.n - 1};
    struct str id = take_until(&after, ' ');
    struct snapshot_line *line = line_of(snapshot, id);
    result->patients++;
    if (!line) {
        note_presence(result, arena, finding->record->id, true);
        return;
    }
    line->seen = true;
    note_differences(&n, line->results, after);
    result->changed += n.changed;
}

void snapshot_missing(const struct snapshot *snapshot,
                      struct diff_patients *result, struct arena *arena)
{
    for (size_t i = 0; i < snapshot->n; i++)
        if (!snapshot->lines[i].seen)
            note_presence(result, arena, snapshot->lines[i].id, false);
}
