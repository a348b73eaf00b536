/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Names, figures and facts as a clinician would write them. Labels are used
 * for treatments, measures and scores; rules and facts go by the names they
 * have in the rules, so that they can be looked up there.
 */

#include "interp/render/words.h"

/* What is computed from an unknown date lies this near to the calendar's
   ends: ten years of days. */
#define CALENDAR_MARGIN 3652

struct str words_treatment(const struct treatment *treatment)
{
    return treatment->label.n ? treatment->label : treatment->name;
}

struct str words_score(const struct score *score)
{
    return score->label.n ? score->label : score->name;
}

const char *words_verdict(enum word word)
{
    static const char *const words[] = {
        [WORD_RECOMMEND] = "recommended",
        [WORD_CONSIDER] = "to be considered",
        [WORD_AVOID] = "avoided",
        [WORD_CONTRAINDICATE] = "contraindicated",
        [WORD_CONFLICT] = "in conflict",
        [WORD_NONE] = "no verdict",
        [WORD_UNDECIDED] = "undecided",
    };
    return words[word];
}

const char *words_verb(enum word word)
{
    static const char *const words[] = {
        [WORD_RECOMMEND] = "recommend",
        [WORD_CONSIDER] = "consider",
        [WORD_AVOID] = "avoid",
        [WORD_CONTRAINDICATE] = "contraindicate",
        [WORD_CONFLICT] = "leave a conflict about",
        [WORD_NONE] = "say nothing of",
        [WORD_UNDECIDED] = "leave undecided",
    };
    return words[word];
}

bool words_day_known(date day)
{
    return day > DATE_FIRST + CALENDAR_MARGIN &&
           day < DATE_LAST - CALENDAR_MARGIN;
}

void words_comma(struct buf *out, size_t i)
{
    if (i)
        buf_text(out, ", ");
}

bool conclusion_wants(const struct conclusion *conclusion)
{
    return conclusion->kind == CONCLUDE_CANDIDATE ||
           (conclusion->kind == CONCLUDE_ADVISE &&
            (conclusion->verb == VERB_RECOMMEND ||
             conclusion->verb == VERB_CONSIDER));
}

void words_treatments(struct buf *out, const struct treatments *treatments,
                      const char *last)
{
    for (size_t i = 0; i < treatments->n; i++) {
        if (i && i + 1 == treatments->n)
            buf_format(out, " %s ", last);
        else
            words_comma(out, i);
        buf_str(out, words_treatment(treatments->at[i]));
    }
}

const char *record_error_name(enum record_error_kind kind)
{
    static const char *const names[] = {
        [RECORD_ERROR_VALUE] = "value",
        [RECORD_ERROR_COUNT] = "count",
        [RECORD_ERROR_CONTRADICTION] = "contradiction",
        [RECORD_ERROR_CONDITION] = "condition",
        [RECORD_ERROR_CONSTRAINT] = "constraint",
        [RECORD_ERROR_UNREADABLE] = "unreadable",
        [RECORD_ERROR_LIMIT] = "limit",
    };
    return names[kind];
}

const char *state_name(enum truth state)
{
    return state == TRUTH_YES  ? "applies"
           : state == TRUTH_NO ? "held"
                               : "undetermined";
}

const char *truth_name(enum truth truth)
{
    return truth == TRUTH_YES ? "yes" : truth == TRUTH_NO ? "no" : "unknown";
}

/* ---- rules and their evidence ------------------------------------------- */

#define REFS_MOST 64

struct refs {
    struct str at[REFS_MOST];
    size_t n;
};

/* "34-37" begins with 34. */
static unsigned first_number(struct str ref)
{
    unsigned number = 0;
    for (size_t i = 0; i < ref.n && ref.at[i] >= '0' && ref.at[i] <= '9'; i++)
        number = number * 10 + (unsigned)(ref.at[i] - '0');
    return number;
}

/* Puts a reference in its place, by number; once. */
static void add_ref(struct refs *refs, struct str ref)
{
    size_t i = refs->n;
    for (size_t j = 0; j < refs->n; j++)
        if (str_equal(refs->at[j], ref))
            return;
    if (!ref.n || refs->n == REFS_MOST)
        return;
    for (; i && first_number(refs->at[i - 1]) > first_number(ref); i--)
        refs->at[i] = refs->at[i - 1];
    refs->at[i] = ref;
    refs->n++;
}

/* The parts of "2,42, 55-57". */
static void add_refs(struct refs *refs, struct str text)
{
    while (text.n) {
        size_t n = 0;
        while (n < text.n && text.at[n] != ',')
            n++;
        add_ref(refs, str_trim((struct str){text.at, n}));
        text = str_from(text, n + 1);
    }
}

void words_refs(struct buf *out, const struct rule *rule)
{
    struct refs refs = {.n = 0};
    for (size_t i = 0; i < rule->cites_count; i++)
        for (size_t j = 0; j < rule->cites[i]->locus_count; j++)
            add_refs(&refs, rule->cites[i]->loci[j].refs);
    for (size_t i = 0; i < refs.n; i++) {
        buf_char(out, i ? ',' : '[');
        buf_str(out, refs.at[i]);
    }
    if (refs.n)
        buf_char(out, ']');
}

void words_rule(struct buf *out, const struct rule *rule)
{
    buf_str(out, rule->name);
    buf_char(out, ' ');
    size_t before = out->n;
    words_refs(out, rule);
    if (out->n == before)
        out->n--;
}

void words_outcome(struct buf *out, const struct conclusion *conclusion)
{
    const struct measure *measure = conclusion->measure;
    buf_str(out, measure->label.n ? measure->label : measure->name);
    if (conclusion->at.n)
        buf_format(out, " at %.*s", STR_ARG(conclusion->at));
    buf_char(out, ' ');
    value_print(out, &conclusion->amount.type, conclusion->amount.range);
    if (!conclusion->against.set)
        return;
    buf_text(out, ", against ");
    value_print(out, &conclusion->against.type, conclusion->against.range);
    if (conclusion->comment.n)
        buf_format(out, ": %.*s", STR_ARG(conclusion->comment));
}

/* ---- facts -------------------------------------------------------------- */

static bool same_field(const struct fact_ref *a, const struct fact_ref *b)
{
    return a->list == b->list && a->field == b->field;
}

/* "3", "3 and 4" or "3 to 7": elements from refs[i] on that follow each other
   among the facts of the same field. Returns the index of the last. */
static size_t put_run(struct buf *out, const struct fact_ref *refs, size_t n,
                      size_t i)
{
    size_t last = i;
    for (size_t j = i + 1; j < n; j++) {
        if (!same_field(&refs[i], &refs[j]))
            continue;
        if (refs[j].element != refs[last].element + 1)
            break;
        last = j;
    }
    buf_format(out, "%u", refs[i].element);
    if (last != i)
        buf_format(out,
                   refs[last].element == refs[i].element + 1 ? " and %u"
                                                             : " to %u",
                   refs[last].element);
    return last;
}

/* "size of lesion 1 to 3/5": all facts of the field of refs[i]. */
static void put_elements(struct buf *out, const struct fact_ref *refs, size_t n,
                         size_t i)
{
    bool first = true;
    buf_format(out, "%.*s of %.*s ", STR_ARG(refs[i].field->name),
               STR_ARG(refs[i].list->type.element->name));
    for (size_t at = i; at < n; at++) {
        if (!same_field(&refs[i], &refs[at]))
            continue;
        buf_text(out, first ? "" : "/");
        at = put_run(out, refs, n, at);
        first = false;
    }
}

/* Whether the field of refs[i] was met before; lists have few fields. */
static bool met_before(const struct fact_ref *refs, size_t i,
                       struct fact_ref *met, size_t *met_count)
{
    for (size_t j = 0; j < *met_count; j++)
        if (same_field(&met[j], &refs[i]))
            return true;
    met[(*met_count)++] = refs[i];
    return false;
}

void words_facts(struct buf *out, const struct fact_ref *refs, size_t n)
{
    struct fact_ref *met = ARENA_ARRAY(out->arena, struct fact_ref, n);
    size_t met_count = 0, shown = 0;
    for (size_t i = 0; i < n; i++) {
        if (refs[i].element && met_before(refs, i, met, &met_count))
            continue;
        words_comma(out, shown++);
        if (refs[i].element)
            put_elements(out, refs, n, i);
        else
            buf_str(out, fact_ref_text(out->arena, &refs[i]));
    }
}

static bool is_plain_yesno(const struct field *field, struct value value)
{
    return field->type.kind == TYPE_YESNO && value_is_known(value) &&
           !value_is_nothing(value);
}

/* "lesion 2", with its blank. */
static void put_element(struct buf *out, const struct fact_ref *ref)
{
    if (ref->element)
        buf_format(out, "%.*s %u ", STR_ARG(ref->list->type.element->name),
                   ref->element);
}

/* What the fact is, without its element. */
static void put_fact(struct buf *out, const struct fact_ref *ref,
                     struct value value)
{
    const struct field *field = ref->field;
    if (is_plain_yesno(field, value)) {
        buf_text(out, value.options == OPTION_YES ? "" : "not ");
        buf_str(out, field->name);
        return;
    }
    buf_str(out, field->name);
    buf_char(out, ' ');
    if (field->type.kind == TYPE_LIST || value_equal(value, field_any(field)))
        buf_text(out, "not known");
    else
        value_print(out, &field->type, value);
}

void words_fact_value(struct buf *out, const struct fact_ref *ref,
                      struct value value)
{
    put_element(out, ref);
    put_fact(out, ref, value);
}

void words_proof_facts(struct buf *out, const struct proof_fact *facts,
                       size_t n, const struct record *record, bool source)
{
    for (size_t i = 0; i < n; i++) {
        const struct fact_ref *ref = &facts[i].ref;
        const struct fact_ref *last = i ? &facts[i - 1].ref : NULL;
        bool same = last && ref->element && last->list == ref->list &&
                    last->element == ref->element;
        buf_text(out, same ? ", " : i ? "; " : "");
        if (!same)
            put_element(out, ref);
        put_fact(out, ref, facts[i].value);
        if (facts[i].fact)
            words_provenance(out, ref, facts[i].fact, record, source);
    }
}

void words_age(struct buf *out, date day, date today)
{
    int64_t days = today - day;
    if (days >= 730)
        buf_format(out, "%lld years old", (long long)(days / 365));
    else if (days >= 14)
        buf_format(out, "%lld weeks old", (long long)(days / 7));
    else if (days > 0)
        buf_format(out, days == 1 ? "%lld day old" : "%lld days old",
                   (long long)days);
}

/* A part in the parentheses: opened by the first. */
static void put_part(struct buf *out, size_t from, const char *text)
{
    buf_text(out, out->n == from ? " (" : ", ");
    buf_text(out, text);
}

/* A fact of an element has the date of the element: that goes without
   saying. */
static bool dated_by_element(const struct fact_ref *ref,
                             const struct fact *fact,
                             const struct record *record)
{
    const struct field *by = ref->list ? ref->list->by : NULL;
    const struct list *list =
        ref->list ? &record->lists[ref->list->list] : NULL;
    if (!by || !ref->element || ref->element > list->n)
        return false;
    const struct fact *start =
        &list->elements[ref->element - 1].facts[by->index];
    return fact == start || (fact->first == start->value.range.low &&
                             fact->last == start->value.range.high);
}

static void put_dates(struct buf *out, size_t from, const struct fact *fact,
                      date today)
{
    put_part(out, from, "");
    date_print_range(out, fact->first, fact->last);
    if (!(fact->flags & FACT_STALE))
        return;
    put_part(out, from, "");
    words_age(out, fact->last, today);
    put_part(out, from, "too old");
}

static const struct {
    unsigned flag;
    const char *text;
} flag_words[] = {
    {FACT_ASSUMED, "assumed"},           {FACT_UNDATED, "undated"},
    {FACT_FUTURE, "dated after today"},  {FACT_REFUSED, "value not accepted"},
    {FACT_CONTRADICTED, "contradicted"}, {FACT_EXPLICIT, "given as unknown"},
};

void words_provenance(struct buf *out, const struct fact_ref *ref,
                      const struct fact *fact, const struct record *record,
                      bool source)
{
    size_t from = out->n;
    if (fact->dated &&
        ((fact->flags & FACT_STALE) || !dated_by_element(ref, fact, record)))
        put_dates(out, from, fact, record->today);
    for (size_t i = 0; i < sizeof flag_words / sizeof flag_words[0]; i++)
        if (fact->flags & flag_words[i].flag)
            put_part(out, from, flag_words[i].text);
    struct str whence =
        source ? record_fact_source(out->arena, record, fact) : STR("");
    if (whence.n) {
        put_part(out, from, "");
        buf_str(out, whence);
    }
    if (out->n > from)
        buf_char(out, ')');
}

/* ---- what a record tells ------------------------------------------------ */

static bool is_told(const struct fact *fact)
{
    return (fact->flags & FACT_GIVEN) && !(fact->flags & FACT_EXPLICIT);
}

bool words_is_told(const struct record *record, const struct field *field)
{
    return field->type.kind == TYPE_LIST
               ? record->lists[field->list].given
               : is_told(&record->facts[field->index]);
}

static void put_element_facts(struct buf *out, const struct record *record,
                              const struct fact_ref *place, bool source)
{
    const struct record_type *type = place->list->type.element;
    const struct fact *facts =
        record->lists[place->list->list].elements[place->element - 1].facts;
    size_t shown = 0;
    buf_text(out, " {");
    for (size_t i = 0; i < type->field_count; i++) {
        struct fact_ref ref = {place->list, place->element, type->fields[i]};
        if (!is_told(&facts[i]))
            continue;
        buf_text(out, shown++ ? ", " : " ");
        put_fact(out, &ref, facts[i].told);
        words_provenance(out, &ref, &facts[i], record, source);
    }
    buf_text(out, " }");
}

void words_told(struct buf *out, const struct record *record,
                const struct field *field, bool source)
{
    struct fact_ref ref = {NULL, 0, field};
    const struct fact *fact = &record->facts[field->index];
    if (field->type.kind != TYPE_LIST) {
        put_fact(out, &ref, fact->told);
        words_provenance(out, &ref, fact, record, source);
        return;
    }
    const struct list *list = &record->lists[field->list];
    buf_str(out, field->name);
    if (!list->n)
        buf_text(out, " none");
    for (uint32_t i = 1; i <= list->n; i++) {
        struct fact_ref place = {field, i, NULL};
        put_element_facts(out, record, &place, source);
    }
}

/* ---- records ------------------------------------------------------------ */

/* What stands before what should have been there. */
static const char *lead_of(const struct record_error *error)
{
    if (error->kind != RECORD_ERROR_UNREADABLE)
        return ", expected ";
    return error->found.n || error->path.n || error->field.n ? ": " : "";
}

void words_record_error(struct buf *out, const struct record_error *error)
{
    struct str place = error->path.n ? error->path : error->field;
    if (error->kind == RECORD_ERROR_CONSTRAINT) {
        buf_format(out, "%.*s: this is broken: %.*s", STR_ARG(place),
                   STR_ARG(error->expected));
    } else if (error->kind == RECORD_ERROR_LIMIT) {
        buf_str(out, error->expected);
    } else {
        buf_str(out, place);
        if (error->found.n)
            buf_format(out, "%s\"%.*s\"", place.n ? " " : "",
                       STR_ARG(error->found));
        if (error->expected.n)
            buf_format(out, "%s%.*s", lead_of(error), STR_ARG(error->expected));
    }
    if (error->source.n)
        buf_format(out, " (%.*s)", STR_ARG(error->source));
}
