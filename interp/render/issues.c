/* SPDX-License-Identifier: Apache-2.0 */

/*
 * There are as many issues as fields and constraints, so a list will do.
 * Examples are those of the earliest records, whichever thread met them.
 */

#include "interp/render/issues.h"

#include <stdlib.h>

#include "interp/render/words.h"
#include "interp/render/wrap.h"

struct issues issues_on(struct arena *arena)
{
    return (struct issues){.arena = arena};
}

static struct issue *issue_of(struct issues *issues,
                              enum record_error_kind kind, struct str about)
{
    for (size_t i = 0; i < issues->list.n; i++) {
        struct issue *issue = &issues->list.at[i];
        if (issue->kind == kind && str_equal(issue->about, about))
            return issue;
    }
    struct issue issue = {.kind = kind,
                          .about = str_copy(issues->arena, about)};
    list_push(issues->arena, &issues->list, issue);
    return &issues->list.at[issues->list.n - 1];
}

/* Keeps the example if it is among the earliest. */
static void keep(struct issues *issues, struct issue *issue,
                 struct issue_example example)
{
    size_t at = issue->n < ISSUE_EXAMPLES ? issue->n : ISSUE_EXAMPLES - 1;
    if (issue->n == ISSUE_EXAMPLES &&
        issue->examples[at].number <= example.number)
        return;
    example.text = str_copy(issues->arena, example.text);
    while (at && issue->examples[at - 1].number > example.number) {
        issue->examples[at] = issue->examples[at - 1];
        at--;
    }
    issue->examples[at] = example;
    issue->n += issue->n < ISSUE_EXAMPLES;
}

static void count_value(struct issues *issues, struct issue *issue,
                        struct str text, uint64_t times)
{
    for (size_t i = 0; i < issue->value_count; i++)
        if (str_equal(issue->values[i].text, text)) {
            issue->values[i].times += times;
            return;
        }
    issue->many = issue->many || issue->value_count == ISSUE_VALUES;
    if (issue->many)
        return;
    issue->values[issue->value_count++] =
        (struct issue_value){str_copy(issues->arena, text), times};
}

static struct str about(const struct record_error *error)
{
    if (error->kind == RECORD_ERROR_CONSTRAINT)
        return error->expected;
    return error->field;
}

void issues_add(struct issues *issues, const struct record *record)
{
    for (size_t i = 0; i < record->errors.n; i++) {
        const struct record_error *error = &record->errors.at[i];
        struct issue *issue = issue_of(issues, error->kind, about(error));
        struct issue_example example = {.number = record->number};
        bool shown = error->found.n && error->kind != RECORD_ERROR_CONSTRAINT;
        bool said = !error->found.n && error->kind == RECORD_ERROR_UNREADABLE;
        example.text =
            shown  ? str_format(record->arena, "%.*s \"%.*s\"",
                                STR_ARG(record->id), STR_ARG(error->found))
            : said ? str_format(record->arena, "%.*s (%.*s)",
                                STR_ARG(record->id), STR_ARG(error->expected))
                   : record->id;
        issue->times++;
        keep(issues, issue, example);
        if (shown)
            count_value(issues, issue, error->found, 1);
    }
}

void issues_join(struct issues *issues, const struct issues *more)
{
    for (size_t i = 0; i < more->list.n; i++) {
        const struct issue *from = &more->list.at[i];
        struct issue *issue = issue_of(issues, from->kind, from->about);
        issue->times += from->times;
        for (size_t e = 0; e < from->n; e++)
            keep(issues, issue, from->examples[e]);
        issue->many = issue->many || from->many;
        for (size_t v = 0; v < from->value_count; v++)
            count_value(issues, issue, from->values[v].text,
                        from->values[v].times);
    }
}

static int by_times(const void *a, const void *b)
{
    const struct issue *x = a, *y = b;
    if (x->times != y->times)
        return x->times < y->times ? 1 : -1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return str_compare(x->about, y->about);
}

static int by_value(const void *a, const void *b)
{
    const struct issue_value *x = a, *y = b;
    if (x->times != y->times)
        return x->times < y->times ? 1 : -1;
    return str_compare(x->text, y->text);
}

/* The values that were found, where some of them were found again. */
static void put_values(struct buf *line, struct issue *issue)
{
    if (issue->many || issue->value_count < 1 ||
        issue->value_count == issue->times)
        return;
    qsort(issue->values, issue->value_count, sizeof *issue->values, by_value);
    buf_text(line, "; found ");
    for (size_t i = 0; i < issue->value_count && i < 8; i++)
        buf_format(line, "%s\"%.*s\" %llu", i ? ", " : "",
                   STR_ARG(issue->values[i].text),
                   (unsigned long long)issue->values[i].times);
    buf_text(line, issue->value_count > 8 ? ", ..." : "");
}

static void put_issue(struct buf *out, struct issue *issue)
{
    struct buf line = buf_on(out->arena);
    buf_format(&line, "%llu %s", (unsigned long long)issue->times,
               record_error_name(issue->kind));
    if (issue->about.n)
        buf_format(&line,
                   issue->kind == RECORD_ERROR_CONSTRAINT ? " \"%.*s\""
                                                          : " %.*s",
                   STR_ARG(issue->about));
    for (size_t i = 0; i < issue->n; i++)
        buf_format(&line, "%s%.*s", i ? ", " : ": ",
                   STR_ARG(issue->examples[i].text));
    if (issue->times > issue->n)
        buf_text(&line, ", ...");
    put_values(&line, issue);
    wrap_paragraph(out, buf_view(&line), 2, 6);
}

void issues_print(struct buf *out, const struct issues *issues)
{
    size_t n = issues->list.n;
    struct issue *sorted = ARENA_ARRAY(out->arena, struct issue, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = issues->list.at[i];
    if (n)
        qsort(sorted, n, sizeof *sorted, by_times);
    for (size_t i = 0; i < n; i++)
        put_issue(out, &sorted[i]);
}
