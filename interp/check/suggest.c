/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Names that are not declared, and what was probably meant: the nearest in
 * spelling, the legal names where they are few, a field of a list's elements,
 * a name of another kind. An unknown name is reported once a file, with the
 * number of its further uses. Nothing is said where the declaration is known
 * to be broken or its file to be missing.
 */

#include "interp/check/checker.h"

/* --- once a file --------------------------------------------------------- */

/* Key of names in expressions; the kinds of symbols stand below it. */
#define KEY_NAME SYMBOL_KINDS

static bool is_repeat(struct checker *c, unsigned key, const struct ast *name)
{
    const struct source *source = sources_of(c->sources, name->span);
    struct str text =
        str_format(c->arena, "%u %u %.*s", source ? source->base : 0, key,
                   STR_ARG(name->text));
    uint32_t index = (uint32_t)c->repeats.n;
    uint32_t first = names_add(&c->reported, text, index);
    if (first != NAMES_NONE) {
        c->repeats.at[first].more++;
        return true;
    }
    struct repeat repeat = {c->sink->list.n, 0, name->span};
    list_push(c->arena, &c->repeats, repeat);
    return false;
}

static void close_repeat(struct checker *c, const struct repeat *repeat)
{
    if (!repeat->more || repeat->message >= c->sink->list.n)
        return;
    struct diagnostic *d = &c->sink->list.at[repeat->message];
    if (d->span.from != repeat->span.from)
        return; /* the message was not kept */
    diagnostic_label(c->sink, d, "%.*s (and %u more in this file)",
                     STR_ARG(d->label), repeat->more);
}

void check_close_repeats(struct checker *c)
{
    for (size_t i = 0; i < c->repeats.n; i++)
        close_repeat(c, &c->repeats.at[i]);
}

const struct name_entry *
check_nearest(struct checker *c, const struct names *names, struct str name)
{
    size_t n = names->entries.n;
    if (c->sink->errors >= LIMIT_DIAGNOSTICS ||
        c->compared + n > LIMIT_SPELLINGS)
        return NULL;
    c->compared += n;
    return names_nearest(names, name);
}

/* --- words --------------------------------------------------------------- */

const char *check_kind_word(enum symbol_kind kind)
{
    static const char *const words[] = {
        [SYMBOL_RECORD] = "a record",      [SYMBOL_TREATMENT] = "a treatment",
        [SYMBOL_RULE] = "a rule or table", [SYMBOL_EVIDENCE] = "evidence",
        [SYMBOL_SOURCE] = "a source",      [SYMBOL_MEASURE] = "a measure",
        [SYMBOL_MAPPING] = "a mapping",
    };
    return words[kind];
}

/* The kind without its article. */
static const char *kind_noun(enum symbol_kind kind)
{
    static const char *const nouns[] = {
        [SYMBOL_RECORD] = "record",      [SYMBOL_TREATMENT] = "treatment",
        [SYMBOL_RULE] = "rule or table", [SYMBOL_EVIDENCE] = "evidence",
        [SYMBOL_SOURCE] = "source",      [SYMBOL_MEASURE] = "measure",
        [SYMBOL_MAPPING] = "mapping",
    };
    return nouns[kind];
}

struct str check_list_names(struct checker *c, const struct names *names)
{
    struct buf out = buf_on(c->arena);
    size_t n = names->entries.n;
    for (size_t i = 0; n <= CHECK_LISTED && i < n; i++) {
        if (i)
            buf_text(&out, i + 1 == n ? " or " : ", ");
        buf_str(&out, names->entries.at[i].name);
    }
    return buf_view(&out);
}

/* The nearest name, or all of them when few, or `otherwise`. */
static void label_names(struct checker *c, struct diagnostic *d,
                        const struct names *names, const struct ast *name)
{
    const struct name_entry *near = check_nearest(c, names, name->text);
    struct str all = check_list_names(c, names);
    if (near)
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(near->name));
    else if (all.n)
        diagnostic_label(c->sink, d, "declare it; there is %.*s", STR_ARG(all));
}

/* --- symbols ------------------------------------------------------------- */

static enum diagnostic_code code_of(enum symbol_kind kind)
{
    static const enum diagnostic_code codes[] = {
        [SYMBOL_RECORD] = DIAG_UNKNOWN_RECORD,
        [SYMBOL_TREATMENT] = DIAG_UNKNOWN_TREATMENT,
        [SYMBOL_RULE] = DIAG_UNKNOWN_RULE,
        [SYMBOL_EVIDENCE] = DIAG_UNKNOWN_EVIDENCE,
        [SYMBOL_SOURCE] = DIAG_UNKNOWN_SOURCE,
        [SYMBOL_MEASURE] = DIAG_UNKNOWN_MEASURE,
        [SYMBOL_MAPPING] = DIAG_UNKNOWN_NAME,
    };
    return codes[kind];
}

bool check_is_broken(const struct checker *c, struct str name)
{
    return c->incomplete || names_find(&c->symbols->broken, name) != NAMES_NONE;
}

/* A rule that is named and not near to any: its file is probably not used. */
static void report_not_read(struct checker *c, const struct ast *name)
{
    struct diagnostic *d = diagnose(
        c->sink, DIAG_RULE_NOT_READ, name->span,
        "no file that is read has a rule or table %.*s", STR_ARG(name->text));
    diagnostic_label(c->sink, d, "use the file that holds it: use \"...\"");
}

void check_unknown_symbol(struct checker *c, enum symbol_kind kind,
                          const struct ast *name)
{
    const struct names *names = &c->symbols->tables[kind].names;
    if (check_is_broken(c, name->text) || is_repeat(c, kind, name))
        return;
    const struct name_entry *near = check_nearest(c, names, name->text);
    if (kind == SYMBOL_RULE && !near) {
        report_not_read(c, name);
        return;
    }
    struct diagnostic *d = diagnose(c->sink, code_of(kind), name->span,
                                    "there is no %s called \"%.*s\"",
                                    kind_noun(kind), STR_ARG(name->text));
    diagnostic_label(c->sink, d, "declare it: %s %.*s%s", kind_noun(kind),
                     STR_ARG(name->text),
                     kind == SYMBOL_EVIDENCE ? " \"what it says\""
                     : kind == SYMBOL_SOURCE ? " \"its title\""
                                             : "");
    label_names(c, d, names, name);
    if (near)
        diagnostic_second(c->sink, d,
                          c->symbols->tables[kind].spans.at[near->value],
                          "%.*s is declared here", STR_ARG(near->name));
}

/* --- names in expressions ------------------------------------------------ */

static void report_no_patient(struct checker *c, const struct ast *name)
{
    if (c->no_patient || c->symbols->patient->broken)
        return;
    c->no_patient = true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_NO_PATIENT, name->span,
                 "\"%.*s\" would be a field of the patient, but no record "
                 "called patient is declared",
                 STR_ARG(name->text));
    diagnostic_label(c->sink, d, "declare it, or use the file that does");
}

/* The element whose field the name is, when only that is missing. */
static const struct record_info *element_with(const struct checker *c,
                                              struct str name)
{
    for (size_t i = 0; i < c->symbols->records.n; i++) {
        const struct record_info *record = c->symbols->records.at[i];
        if (record->lists.n && names_find(&record->names, name) != NAMES_NONE)
            return record;
    }
    return NULL;
}

static void label_element(struct checker *c, struct diagnostic *d,
                          const struct record_info *record, struct str name)
{
    const struct field *list = record->lists.at[0];
    struct str one = record->type->name;
    const struct member *member =
        &record->members.at[names_find(&record->names, name)];
    bool number =
        member->kind == MEMBER_FIELD && member->field->type.kind == TYPE_NUMBER;
    if (list->by)
        diagnostic_label(c->sink, d,
                         "write %.*s of latest %.*s, or any %.*s has ...",
                         STR_ARG(name), STR_ARG(list->name), STR_ARG(one));
    else if (number)
        diagnostic_label(
            c->sink, d, "write any %.*s has %.*s ..., or largest %.*s of %.*s",
            STR_ARG(one), STR_ARG(name), STR_ARG(name), STR_ARG(list->name));
    else
        diagnostic_label(c->sink, d,
                         "write any %.*s has %.*s ..., or every %.*s has ...",
                         STR_ARG(one), STR_ARG(name), STR_ARG(one));
    diagnostic_second(c->sink, d, member->span, "%.*s is declared here",
                      STR_ARG(name));
}

static bool report_element(struct checker *c, const struct ast *name,
                           struct str text)
{
    const struct record_info *record = element_with(c, text);
    if (!record)
        return false;
    struct str one = record->type->name;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_ELEMENT_FIELD, name->span,
                 "%.*s is a field of each %.*s, not of the patient",
                 STR_ARG(text), STR_ARG(one));
    label_element(c, d, record, text);
    return true;
}

/* The first field of the patient that has the choice. */
static const struct field *field_with(const struct checker *c,
                                      struct str choice)
{
    const struct record_type *patient = c->symbols->patient->type;
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (field->type.choices &&
            names_find(&field->type.choices->names, choice) != NAMES_NONE)
            return field;
    }
    return NULL;
}

/* T4, where T is T4a or T4b. */
static bool report_coarse(struct checker *c, const struct ast *name,
                          struct str text)
{
    const struct record_type *patient = c->symbols->patient->type;
    struct str finer = STR("");
    size_t i = 0;
    for (; text.n > 1 && !finer.n && i < patient->field_count; i++)
        if (patient->fields[i]->type.choices)
            finer = check_finer(c, patient->fields[i]->type.choices, text);
    if (!finer.n)
        return false;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_CHOICE_ALONE, name->span,
                 "\"%.*s\" is no field or definition", STR_ARG(text));
    diagnostic_label(c->sink, d, "did you mean %.*s %.*s?",
                     STR_ARG(patient->fields[i - 1]->name), STR_ARG(finer));
    return true;
}

static bool report_choice(struct checker *c, const struct ast *name,
                          struct str text)
{
    const struct field *field = field_with(c, text);
    if (!field)
        return report_coarse(c, name, text);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_CHOICE_ALONE, name->span,
                 "\"%.*s\" is a choice and cannot stand alone", STR_ARG(text));
    diagnostic_label(
        c->sink, d, "name its field, as in %.*s %s%.*s", STR_ARG(field->name),
        field->type.kind == TYPE_SET ? "includes " : "", STR_ARG(text));
    return true;
}

static void label_other_kind(struct checker *c, struct diagnostic *d,
                             enum symbol_kind kind, struct str text)
{
    if (kind == SYMBOL_TREATMENT)
        diagnostic_label(c->sink, d,
                         "name a field or a definition; a case expects "
                         "recommend %.*s, or another verdict",
                         STR_ARG(text));
    else if (kind == SYMBOL_RULE)
        diagnostic_label(c->sink, d,
                         "name a field or a definition; a case expects rule "
                         "%.*s applies, or held",
                         STR_ARG(text));
    else
        diagnostic_label(c->sink, d, "name a field or a definition here");
}

static bool report_other_kind(struct checker *c, const struct ast *name,
                              struct str text)
{
    for (int kind = 0; kind < SYMBOL_KINDS; kind++) {
        uint32_t index = check_find(c, (enum symbol_kind)kind, text);
        if (index == NAMES_NONE)
            continue;
        struct diagnostic *d =
            diagnose(c->sink, DIAG_UNKNOWN_NAME, name->span,
                     "\"%.*s\" is %s, not a field", STR_ARG(text),
                     check_kind_word((enum symbol_kind)kind));
        label_other_kind(c, d, (enum symbol_kind)kind, text);
        diagnostic_second(c->sink, d, c->symbols->tables[kind].spans.at[index],
                          "it is declared here");
        return true;
    }
    return false;
}

/* Whether `part` is a word of the name, or several in a row: surgery of
   surgery-date. */
static bool is_part(struct str name, struct str part)
{
    for (size_t i = 0; i + part.n <= name.n; i++) {
        struct str at = {name.at + i, part.n};
        bool starts = !i || name.at[i - 1] == '-' || name.at[i - 1] == '_';
        size_t end = i + part.n;
        bool ends = end == name.n || name.at[end] == '-' || name.at[end] == '_';
        if (starts && ends && name_equal(at, part))
            return true;
    }
    return false;
}

/* The only name of the patient that the text is a part of. */
static const struct member *member_with_part(const struct checker *c,
                                             struct str text)
{
    const struct record_info *patient = c->symbols->patient;
    const struct member *found = NULL;
    for (size_t i = 0; text.n > 1 && i < patient->members.n; i++) {
        if (!is_part(patient->members.at[i].name, text))
            continue;
        if (found)
            return NULL;
        found = &patient->members.at[i];
    }
    return found;
}

/* The nearest among the innermost record's names, then further out. */
static const struct member *nearest_member(struct checker *c, struct str text,
                                           const struct scope *scope)
{
    for (; scope; scope = scope->outer) {
        const struct name_entry *near =
            check_nearest(c, &scope->record->names, text);
        if (near)
            return &scope->record->members.at[near->value];
    }
    const struct record_info *patient = c->symbols->patient;
    const struct name_entry *near = check_nearest(c, &patient->names, text);
    return near ? &patient->members.at[near->value] : member_with_part(c, text);
}

static void report_unknown_name(struct checker *c, const struct ast *name,
                                struct str text, const struct scope *scope)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNKNOWN_NAME, name->span,
                 "there is no field or definition \"%.*s\"", STR_ARG(text));
    const struct member *near = nearest_member(c, text, scope);
    struct str all = check_list_names(c, &c->symbols->patient->names);
    if (near) {
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(near->name));
        diagnostic_second(c->sink, d, near->span, "%.*s is declared here",
                          STR_ARG(near->name));
    } else if (all.n && !scope) {
        diagnostic_label(c->sink, d, "the patient has %.*s", STR_ARG(all));
    } else {
        diagnostic_label(c->sink, d, "declare it in record patient");
    }
}

/* A line of a record did not parse, and nobody knows which field it was. */
static bool is_broken_scope(const struct checker *c, const struct scope *scope)
{
    for (; scope; scope = scope->outer)
        if (scope->record->broken)
            return true;
    return c->symbols->patient->broken;
}

void check_unknown_name(struct checker *c, const struct ast *name,
                        struct str text, const struct scope *scope)
{
    if (check_is_broken(c, text) || is_broken_scope(c, scope))
        return;
    if (!c->symbols->patient->item) {
        report_no_patient(c, name);
        return;
    }
    if (is_repeat(c, KEY_NAME, name))
        return;
    if (!report_element(c, name, text) && !report_other_kind(c, name, text) &&
        !report_choice(c, name, text))
        report_unknown_name(c, name, text, scope);
}

void check_unknown_member(struct checker *c, const struct ast *name,
                          const struct record_info *record)
{
    if (check_is_broken(c, name->text) || record->broken ||
        is_repeat(c, KEY_NAME, name))
        return;
    struct str one = record->type->name;
    uint32_t patients = names_find(&c->symbols->patient->names, name->text);
    if (patients != NAMES_NONE) {
        struct diagnostic *d =
            diagnose(c->sink, DIAG_UNKNOWN_NAME, name->span,
                     "%.*s is a field of the patient, not of each %.*s",
                     STR_ARG(name->text), STR_ARG(one));
        diagnostic_label(c->sink, d, "write %.*s alone", STR_ARG(name->text));
        diagnostic_second(c->sink, d,
                          c->symbols->patient->members.at[patients].span,
                          "it is declared here");
        return;
    }
    struct diagnostic *d = diagnose(c->sink, DIAG_UNKNOWN_NAME, name->span,
                                    "%.*s has no field \"%.*s\"", STR_ARG(one),
                                    STR_ARG(name->text));
    diagnostic_label(c->sink, d, "declare it in record %.*s", STR_ARG(one));
    label_names(c, d, &record->names, name);
}

/* --- treatments as if they were fields ---------------------------------- */

/* The verb that the word behind a treatment means: the one that was written,
   never its opposite. */
static const char *verb_written(struct str word)
{
    static const char *const words[][2] = {
        {"recommended", "recommend"},
        {"indicated", "recommend"},
        {"considered", "consider"},
        {"avoided", "avoid"},
        {"contraindicated", "contraindicate"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equal(word, str_of(words[i][0])))
            return words[i][1];
    return NULL;
}

/* What stands behind the treatment tells what to write. */
static void label_expected(struct checker *c, struct diagnostic *d,
                           const struct ast *node)
{
    struct diagnostics *sink = c->sink;
    const struct ast *value = ast_kid(node, 1);
    struct str name = node->kids[0]->text;
    struct str word =
        value ? str_trim(sources_text(c->sources, value->span)) : STR("");
    const char *verb = node->op == OP_NOT ? NULL : verb_written(word);
    if (verb)
        diagnostic_label(sink, d, "write %s %.*s", verb, STR_ARG(name));
    else if (value && value->kind == AST_UNKNOWN)
        diagnostic_label(sink, d, "write %.*s undecided", STR_ARG(name));
    else if (value)
        diagnostic_label(sink, d,
                         "write its verdict: recommend, consider, avoid or "
                         "contraindicate %.*s, or no verdict on %.*s",
                         STR_ARG(name), STR_ARG(name));
    else
        diagnostic_label(sink, d, "write recommend %.*s, or no verdict on %.*s",
                         STR_ARG(name), STR_ARG(name));
}

bool check_lone_treatment(struct checker *c, const struct ast *node)
{
    const struct ast *name = node->kids[0];
    struct meaning meaning;
    if (check_meaning(c, name->text, NULL, &meaning) ||
        check_find(c, SYMBOL_TREATMENT, name->text) == NAMES_NONE)
        return false;
    struct str message = STR("the verdict on a treatment stands before it");
    if (!ast_kid(node, 1))
        message = str_format(c->arena, "what is expected of %.*s?",
                             STR_ARG(name->text));
    struct diagnostic *d = diagnose(c->sink, DIAG_UNKNOWN_NAME, name->span,
                                    "%.*s", STR_ARG(message));
    label_expected(c, d, node);
    return true;
}
