/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From a record and its finding to the text of a case. What was told is
 * given, in the order of declaration; what was worked out is not. What could
 * not be read is given as unknown, for that is what it counted as.
 *
 * Every listed verdict is expected, with what an undecided one needs, and
 * every score; `nothing else` closes the list.
 */

#include "interp/suite/case_write.h"

#include "grammar/format.h"
#include "grammar/parse.h"

struct case_writer {
    const struct finding *finding;
    const struct record *record;
    struct buf out;
    size_t parts; /* of the clause at hand */
    struct case_draft draft;
    size_t capacity;
};

/* ---- values -------------------------------------------------------------- */

static void put_options(struct buf *out, const struct type *type,
                        uint64_t options)
{
    bool first = true;
    for (size_t i = 0; i < 64; i++) {
        if (!(options >> i & 1))
            continue;
        buf_text(out, first ? " " : " | ");
        first = false;
        if (type->kind == TYPE_YESNO)
            buf_text(out, i ? "yes" : "no");
        else
            buf_str(out, type->choices->at[i].name);
    }
}

static bool put_yesno(struct buf *out, const struct field *field,
                      uint64_t options)
{
    buf_format(out, "%s%.*s", options == OPTION_NO ? "not " : "",
               STR_ARG(field->name));
    return options == OPTION_NO || options == OPTION_YES;
}

static bool put_set(struct buf *out, const struct field *field,
                    struct value value)
{
    buf_str(out, field->name);
    if (value.set.may != value.set.must)
        return false;
    if (!value.set.may)
        buf_text(out, " none");
    put_options(out, &field->type, value.set.may);
    return true;
}

static void put_amount(struct buf *out, const struct field *field,
                       const char *sign, decimal amount)
{
    buf_format(out, " %s", sign);
    decimal_print(out, amount);
    if (field->type.unit.code.n)
        buf_format(out, " %.*s", STR_ARG(field->type.unit.code));
}

/* An end that says no more than the field's range does. */
static bool end_is_free(const struct field *field, struct value v, bool high)
{
    struct value any = field_any(field);
    int64_t end = high ? v.range.high : v.range.low;
    bool open = high ? v.high_open : v.low_open;
    return end == (high ? any.range.high : any.range.low) &&
           open == (high ? any.high_open : any.low_open);
}

static bool put_number(struct buf *out, const struct field *field,
                       struct value v)
{
    buf_str(out, field->name);
    if (v.range.low == v.range.high) {
        put_amount(out, field, "", v.range.low);
    } else if (end_is_free(field, v, false)) {
        put_amount(out, field, v.high_open ? "< " : "<= ", v.range.high);
    } else if (end_is_free(field, v, true)) {
        put_amount(out, field, v.low_open ? "> " : ">= ", v.range.low);
    } else {
        if (v.low_open || v.high_open)
            return false;
        buf_char(out, ' ');
        decimal_print(out, v.range.low);
        put_amount(out, field, "to ", v.range.high);
    }
    return true;
}

/* Whether the days are one day, month or year. */
static bool put_days(struct buf *out, date first, date last)
{
    struct buf text = buf_on(out->arena);
    date from, to;
    date_print_range(&text, first, last);
    buf_str(out, buf_view(&text));
    enum date_read read = date_read(buf_view(&text), &from, &to);
    return read != DATE_NO_DATE && read != DATE_NO_SUCH;
}

/* A string ends on its line. */
static bool put_string(struct buf *out, struct str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.at[i] < ' ')
            return false;
        buf_text(out, text.at[i] == '"' ? "\"" : "");
        buf_char(out, text.at[i]);
    }
    buf_char(out, '"');
    return true;
}

static bool put_told(struct buf *out, const struct field *field,
                     struct value value)
{
    switch (field->type.kind) {
    case TYPE_YESNO: return put_yesno(out, field, value.options);
    case TYPE_CHOICE:
        buf_str(out, field->name);
        put_options(out, &field->type, value.options);
        return true;
    case TYPE_SET: return put_set(out, field, value);
    case TYPE_NUMBER: return put_number(out, field, value);
    case TYPE_DATE:
        buf_format(out, "%.*s ", STR_ARG(field->name));
        return put_days(out, value.range.low, value.range.high);
    case TYPE_TEXT:
        buf_format(out, "%.*s ", STR_ARG(field->name));
        return put_string(out, value.text);
    case TYPE_LIST:
    case TYPE_UNKNOWN: break;
    }
    return false;
}

bool case_write_fact(struct buf *out, const struct field *field,
                     struct value value)
{
    size_t from = out->n;
    if (value_equal(value, field_any(field)))
        buf_format(out, "%.*s unknown", STR_ARG(field->name));
    else if (!value.some || value.nothing || !put_told(out, field, value)) {
        out->n = from;
        return false;
    }
    return true;
}

/* ---- what is given ------------------------------------------------------- */

/* A part of a clause, on its own line of the draft. */
static void begin_part(struct case_writer *w, const char *clause)
{
    if (w->parts++)
        buf_text(&w->out, ",\n    ");
    else
        buf_format(&w->out, "  %s ", clause);
}

static void leave_out(struct case_writer *w, struct fact_ref ref)
{
    struct {
        struct fact_ref *at;
        size_t n, capacity;
    } list = {w->draft.left_out, w->draft.left_out_count, w->capacity};
    list_push(w->out.arena, &list, ref);
    w->draft.left_out = list.at;
    w->draft.left_out_count = list.n;
    w->capacity = list.capacity;
}

/* The fact, in a buffer of its own; false for one that is not told. */
static bool fact_text(struct case_writer *w, struct fact_ref ref,
                      const struct fact *fact, struct buf *text)
{
    const struct fact *by = NULL;
    if (!(fact->flags & FACT_GIVEN))
        return false;
    if (ref.list && ref.list->by)
        by = &w->record->lists[ref.list->list]
                  .elements[ref.element - 1]
                  .facts[ref.list->by->index];
    bool own = fact->dated &&
               !(by && by != fact && fact->first == by->told.range.low &&
                 fact->last == by->told.range.high);
    bool right = case_write_fact(text, ref.field, fact->told);
    if (right && own) {
        buf_text(text, " on ");
        right = put_days(text, fact->first, fact->last);
    }
    if (!right)
        leave_out(w, ref);
    return right;
}

static void give_element(struct case_writer *w, const struct field *list,
                         uint32_t element)
{
    const struct record_type *type = list->type.element;
    const struct fact *facts =
        w->record->lists[list->list].elements[element - 1].facts;
    bool first = true;
    buf_text(&w->out, " {");
    for (size_t i = 0; i < type->field_count; i++) {
        struct buf text = buf_on(w->out.arena);
        struct fact_ref ref = {list, element, type->fields[i]};
        if (!fact_text(w, ref, &facts[i], &text))
            continue;
        buf_text(&w->out, first ? " " : ", ");
        buf_str(&w->out, buf_view(&text));
        first = false;
    }
    buf_text(&w->out, " }");
}

static void give_list(struct case_writer *w, const struct field *field)
{
    const struct list *list = &w->record->lists[field->list];
    if (!list->given || !(w->record->facts[field->index].flags & FACT_GIVEN))
        return;
    begin_part(w, "given");
    buf_str(&w->out, field->name);
    if (!list->n)
        buf_text(&w->out, " none");
    for (uint32_t i = 1; i <= list->n; i++)
        give_element(w, field, i);
}

static void give_field(struct case_writer *w, const struct field *field)
{
    struct buf text = buf_on(w->out.arena);
    struct fact_ref ref = {NULL, 0, field};
    if (!fact_text(w, ref, &w->record->facts[field->index], &text))
        return;
    begin_part(w, "given");
    buf_str(&w->out, buf_view(&text));
}

static void give(struct case_writer *w)
{
    const struct vocabulary *vocabulary = w->finding->program->vocabulary;
    const struct record_type *type = w->record->type;
    w->parts = 0;
    for (size_t i = 0; i < type->field_count; i++) {
        if (type->fields[i] == vocabulary->id)
            continue;
        if (type->fields[i]->type.kind == TYPE_LIST)
            give_list(w, type->fields[i]);
        else
            give_field(w, type->fields[i]);
    }
    if (w->parts)
        buf_char(&w->out, '\n');
}

/* ---- what is expected ---------------------------------------------------- */

static void expect_undecided(struct case_writer *w,
                             const struct verdict *verdict)
{
    buf_format(&w->out, "%.*s undecided", STR_ARG(verdict->treatment->name));
    for (size_t i = 0; i < verdict->need_count; i++) {
        struct str name = fact_ref_text(w->out.arena, &verdict->needs[i]);
        buf_format(&w->out, " %s %.*s", i ? "and" : "needing", STR_ARG(name));
    }
}

static void expect_verdict(struct case_writer *w, const struct verdict *verdict)
{
    struct str name = verdict->treatment->name;
    if (!verdict->listed)
        return;
    begin_part(w, "expect");
    switch (verdict->word) {
    case WORD_RECOMMEND:
    case WORD_CONSIDER:
    case WORD_AVOID:
    case WORD_CONTRAINDICATE:
        buf_format(&w->out, "%s %.*s", word_name(verdict->word), STR_ARG(name));
        break;
    case WORD_CONFLICT:
        buf_format(&w->out, "conflict on %.*s", STR_ARG(name));
        break;
    case WORD_NONE:
        buf_format(&w->out, "no verdict on %.*s", STR_ARG(name));
        break;
    case WORD_UNDECIDED: expect_undecided(w, verdict); break;
    }
    if (verdict->candidacy.asked && verdict->candidacy.state == TRUTH_YES) {
        begin_part(w, "expect");
        buf_format(&w->out, "%.*s candidate", STR_ARG(name));
    }
}

static void expect_score(struct case_writer *w, const struct score *score)
{
    struct value value = w->finding->scores[score->index];
    if (!value.some || value.nothing || value.low_open || value.high_open)
        return;
    begin_part(w, "expect");
    buf_format(&w->out, "%.*s ", STR_ARG(score->name));
    decimal_print(&w->out, value.range.low);
    if (value.range.high == value.range.low)
        return;
    buf_text(&w->out, " to ");
    decimal_print(&w->out, value.range.high);
}

static void expect(struct case_writer *w)
{
    const struct program *program = w->finding->program;
    w->parts = 0;
    for (size_t i = 0; i < program->treatment_count; i++)
        expect_verdict(w, &w->finding->verdicts[i]);
    for (size_t i = 0; i < program->score_count; i++)
        expect_score(w, program->scores[i]);
    begin_part(w, "expect");
    buf_text(&w->out, "nothing else\n");
}

/* ---- all ----------------------------------------------------------------- */

/* In the one layout; as it is if it does not parse, which its checker will
   tell. */
static struct str laid_out(struct str text, struct arena *arena)
{
    struct sources sources = sources_on(arena);
    struct diagnostics sink = diagnostics_on(arena);
    struct parse parse = {.arena = arena, .sources = &sources, .sink = &sink};
    int file = sources_add(&sources, STR("case"), text);
    if (file < 0)
        return text;
    const struct ast *tree = parse_source(&parse, file, PARSE_FILE);
    if (sink.errors)
        return text;
    struct format_names *names = format_names_on(arena);
    return format_file(arena, &sources.files.at[file], tree, names);
}

struct case_draft case_write(const struct finding *finding, struct str title,
                             struct arena *arena)
{
    struct case_writer w = {.finding = finding, .record = finding->record};
    w.out = buf_on(arena);
    buf_text(&w.out, "case ");
    put_string(&w.out, title);
    buf_text(&w.out, "\n  as of ");
    date_print(&w.out, finding->record->today);
    buf_char(&w.out, '\n');
    give(&w);
    expect(&w);
    w.draft.text = laid_out(buf_view(&w.out), arena);
    return w.draft;
}
