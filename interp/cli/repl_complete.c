/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What could stand at the end of a text. The parser says which words and
 * kinds of tokens may follow; where a name may, the words before it tell
 * which names make sense: the choices of the field at hand, treatments after
 * a verb, rules after `overrides`; where a number stands before it, the units
 * of the field's dimension.
 */

#include "interp/cli/repl.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#define EXPECTED_MOST 200
#define PATIENTS_MOST 200

struct completer {
    struct session *session;
    const struct program *program;
    struct str word;   /* being typed */
    struct str before; /* all before it */
    LIST(struct str) found;
};

/* Whether the candidate begins with what was typed, as names go. */
static bool fits(struct str candidate, struct str word)
{
    return candidate.n >= word.n &&
           name_equal((struct str){candidate.at, word.n}, word);
}

static void offer(struct completer *c, struct str candidate)
{
    if (!candidate.n || !fits(candidate, c->word))
        return;
    for (size_t i = 0; i < c->found.n; i++)
        if (str_equal(c->found.at[i], candidate))
            return;
    list_push(c->session->work, &c->found, candidate);
}

/* ---- words before the cursor --------------------------------------------- */

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           (unsigned char)c >= 0x80 || c == '%' || c == '/' || c == '*';
}

/* The last word of a text that ends before `end`. */
static struct str word_before(struct str text, size_t end)
{
    while (end && (text.at[end - 1] == ' ' || text.at[end - 1] == '\n'))
        end--;
    size_t from = end;
    while (from && in_word(text.at[from - 1]))
        from--;
    if (from == end && end)
        from = end - 1; /* a sign */
    return (struct str){text.at + from, end - from};
}

static struct str last_word(const struct completer *c)
{
    return word_before(c->before, c->before.n);
}

static bool is_any_of(struct str word, const char *const *words)
{
    for (; *words; words++)
        if (name_equal(word, str_of(*words)))
            return true;
    return false;
}

/* ---- names --------------------------------------------------------------- */

static const struct field *field_named(const struct program *program,
                                       struct str name)
{
    const struct vocabulary *vocabulary = program->vocabulary;
    for (size_t r = vocabulary->record_count; r-- > 0;) {
        uint32_t index = names_find(&vocabulary->records[r]->names, name);
        if (index < vocabulary->records[r]->field_count)
            return vocabulary->records[r]->fields[index];
    }
    return NULL;
}

static const struct type *type_named(const struct program *program,
                                     struct str name)
{
    const struct field *field = field_named(program, name);
    if (field)
        return &field->type;
    for (size_t i = 0; i < program->define_count; i++)
        if (name_equal(program->defines[i]->name, name))
            return &program->defines[i]->type;
    return NULL;
}

/* The field or define that is compared: the last one named. */
static const struct type *type_at_hand(const struct completer *c)
{
    size_t end = c->before.n;
    for (int i = 0; i < 40 && end; i++) {
        struct str word = word_before(c->before, end);
        const struct type *type = type_named(c->program, word);
        if (type)
            return type;
        end = (size_t)(word.at - c->before.at);
    }
    return NULL;
}

static void offer_choices(struct completer *c, const struct type *type)
{
    for (size_t i = 0; type && type->choices && i < type->choices->n; i++)
        offer(c, type->choices->at[i].name);
}

static const struct record_type *element_named(const struct program *program,
                                               struct str name)
{
    const struct record_type *patient = program->vocabulary->patient;
    for (size_t i = 0; i < patient->list_count; i++) {
        const struct field *list = patient->lists[i];
        if (name_equal(list->name, name) ||
            name_equal(list->type.element->name, name))
            return list->type.element;
    }
    return NULL;
}

/* The record of the element that the place is about: behind `lesions {`, `any
   lesion has` or `(lesions where`. */
static const struct record_type *element_at_hand(const struct completer *c)
{
    size_t end = c->before.n;
    bool opened = false;
    while (end) {
        struct str word = word_before(c->before, end);
        end = (size_t)(word.at - c->before.at);
        if (!opened && word.n == 1 && word.at[0] == '}')
            return NULL;
        if (opened && element_named(c->program, word))
            return element_named(c->program, word);
        opened |= name_equal(word, STR("has")) ||
                  name_equal(word, STR("where")) ||
                  (word.n == 1 && word.at[0] == '{');
    }
    return NULL;
}

static void offer_fields_of(struct completer *c,
                            const struct record_type *record)
{
    for (size_t i = 0; i < record->field_count; i++)
        offer(c, record->fields[i]->name);
}

static void offer_fields(struct completer *c)
{
    const struct record_type *element = element_at_hand(c);
    bool facts =
        c->before.n && word_before(c->before, c->before.n).at[0] == '{';
    if (element)
        offer_fields_of(c, element);
    if (!element || !facts)
        offer_fields_of(c, c->program->vocabulary->patient);
}

/* largest size of lesions: fields of any element. */
static void offer_element_fields(struct completer *c)
{
    const struct record_type *patient = c->program->vocabulary->patient;
    for (size_t i = 0; i < patient->list_count; i++)
        offer_fields_of(c, patient->lists[i]->type.element);
}

static void offer_values(struct completer *c)
{
    offer_fields(c);
    for (size_t i = 0; i < c->program->define_count; i++)
        offer(c, c->program->defines[i]->name);
    for (size_t i = 0; i < c->program->score_count; i++)
        offer(c, c->program->scores[i]->name);
}

static void offer_treatments(struct completer *c)
{
    for (size_t i = 0; i < c->program->treatment_count; i++)
        offer(c, c->program->treatments[i]->name);
}

static void offer_rules(struct completer *c)
{
    for (size_t i = 0; i < c->program->rule_count; i++) {
        const struct rule *rule = c->program->rules[i];
        offer(c, rule->row ? rule->table : rule->name);
    }
}

static void offer_evidence(struct completer *c)
{
    for (size_t i = 0; i < c->program->evidence_count; i++)
        offer(c, c->program->evidence[i]->name);
}

static void offer_measures(struct completer *c)
{
    for (size_t i = 0; i < c->program->measure_count; i++)
        offer(c, c->program->measures[i]->name);
}

static void offer_records(struct completer *c)
{
    const struct vocabulary *vocabulary = c->program->vocabulary;
    for (size_t i = 0; i < vocabulary->record_count; i++)
        offer(c, vocabulary->records[i]->name);
}

static void offer_everything(struct completer *c)
{
    offer_values(c);
    offer_treatments(c);
    offer_rules(c);
}

/* Units that measure what the field does, its own first. */
static void offer_units(struct completer *c)
{
    static const char *const common[] = {
        "cm",   "mm",  "m",    "ug/L",   "ng/mL",  "mg/dL",
        "mg/L", "g/L", "g/dL", "mmol/L", "umol/L", "kg",
        "g",    "mg",  "%",    "years",  "months", "weeks",
        "days", "mL",  "L",    "U/L",    "10*9/L",
    };
    const struct type *type = type_at_hand(c);
    struct unit_map map;
    if (type && type->kind == TYPE_DATE)
        type = NULL;
    if (type)
        offer(c, type->unit.code);
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        struct unit unit;
        bool time = i >= 15 && i < 19;
        if (!type && time)
            offer(c, str_of(common[i]));
        if (type && type->unit.code.n &&
            unit_read(str_of(common[i]), &unit, NULL) == UNIT_OK &&
            unit_map(&unit, &type->unit, &map))
            offer(c, str_of(common[i]));
    }
}

/* ---- which names where --------------------------------------------------- */

static const char *const after_treatment[] = {
    "then", "->",     "recommend", "consider", "avoid", "contraindicate",
    "with", "except", "delay",     "member",   NULL};

static const char *const after_extreme[] = {"largest", "smallest", "total",
                                            NULL};

/* Within conclusions, `or`, `of` and `,` go on with treatments. */
static bool in_conclusion(const struct completer *c)
{
    static const char *const verbs[] = {
        "then",           "recommend", "consider", "avoid",
        "contraindicate", "with",      "except",   NULL};
    static const char *const others[] = {"when", "unless", "because", "cites",
                                         "if",   "given",  NULL};
    size_t end = c->before.n;
    while (end) {
        struct str word = word_before(c->before, end);
        size_t at = (size_t)(word.at - c->before.at);
        bool arrow =
            str_equal(word, STR("\xE2\x86\x92")) ||
            (word.n == 1 && word.at[0] == '>' && at && word.at[-1] == '-');
        if (arrow || is_any_of(word, verbs))
            return true;
        if (is_any_of(word, others))
            return false;
        end = at;
    }
    return false;
}

static bool is_after_choice_word(struct str last)
{
    static const char *const words[] = {"is", "not", "includes", "|", NULL};
    return is_any_of(last, words);
}

static void offer_names(struct completer *c)
{
    struct str last = last_word(c);
    const struct type *type = type_named(c->program, last);
    if (type && type->choices)
        offer_choices(c, type);
    else if (is_after_choice_word(last) && type_at_hand(c) &&
             type_at_hand(c)->choices)
        offer_choices(c, type_at_hand(c));
    else if (name_equal(last, STR("cites")))
        offer_evidence(c);
    else if (name_equal(last, STR("overrides")) ||
             name_equal(last, STR("rule")))
        offer_rules(c);
    else if (name_equal(last, STR("outcome")))
        offer_measures(c);
    else if (name_equal(last, STR("order")))
        offer_fields(c);
    else if (name_equal(last, STR("of")))
        offer_records(c);
    else if (is_any_of(last, after_treatment) || in_conclusion(c))
        offer_treatments(c);
    else if (is_any_of(last, after_extreme))
        offer_element_fields(c);
    else
        offer_values(c);
    if (name_equal(last, STR("not")) || name_equal(last, STR("of")))
        offer_values(c);
}

static bool is_number(struct str word)
{
    return word.n && word.at[0] >= '0' && word.at[0] <= '9';
}

/* Words and kinds of tokens, as the parser names them. */
static void offer_expected(struct completer *c, struct str before,
                           enum parse_start start)
{
    struct str *words =
        ARENA_ARRAY(c->session->work, struct str, EXPECTED_MOST);
    size_t n =
        parse_expected(c->session->work, before, start, words, EXPECTED_MOST);
    static const char *const no_choice[] = {"yes", "no", "none", "on", NULL};
    const struct type *type = type_named(c->program, last_word(c));
    bool of_choices = type && type->choices;
    if (is_number(last_word(c)))
        offer_units(c);
    for (size_t i = 0; i < n; i++) {
        struct str word = words[i];
        bool letters = word.n && word.at[0] >= 'a' && word.at[0] <= 'z';
        if (str_equal(word, STR("NAME")) || str_equal(word, STR("a name")))
            offer_names(c);
        else if (letters && !str_starts(word, STR("a ")) &&
                 !(of_choices && is_any_of(word, no_choice)))
            offer(c, word);
    }
}

/* ---- commands ------------------------------------------------------------ */

static void offer_commands(struct completer *c, const char *before)
{
    const struct repl_command *command;
    for (size_t i = 0; (command = repl_command_at(i)); i++)
        offer(c, str_format(c->session->work, "%s%s", before, command->name));
}

static void offer_patients(struct completer *c)
{
    struct str *ids = ARENA_ARRAY(c->session->work, struct str, PATIENTS_MOST);
    size_t n = patients_like(c->session, c->word, ids, PATIENTS_MOST);
    offer(c, STR("next"));
    offer(c, STR("prev"));
    offer(c, STR("new"));
    offer(c, STR("case"));
    for (size_t i = 0; i < n; i++)
        offer(c, ids[i]);
}

/* Files whose path begins with the word; folders end in a slash. */
static void offer_files(struct completer *c)
{
    struct arena *arena = c->session->work;
    size_t slash = c->word.n;
    while (slash && c->word.at[slash - 1] != '/')
        slash--;
    struct str folder = str_copy(arena, (struct str){c->word.at, slash});
    DIR *stream = opendir(slash ? folder.at : ".");
    const struct dirent *entry;
    LIST(struct str) names = {0};
    char room[1 << 14];
    size_t used = 0;
    while (stream && (entry = readdir(stream))) {
        size_t n = strlen(entry->d_name) + 1;
        if (entry->d_name[0] == '.' || used + n > sizeof room)
            continue;
        memcpy(room + used, entry->d_name, n);
        used += n;
    }
    if (stream)
        closedir(stream);
    for (size_t at = 0; at < used; at += strlen(room + at) + 1) {
        struct stat about;
        struct str path =
            str_format(arena, "%.*s%s", STR_ARG(folder), room + at);
        bool is_folder = stat(path.at, &about) == 0 && S_ISDIR(about.st_mode);
        list_push(
            arena, &names,
            str_format(arena, "%.*s%s", STR_ARG(path), is_folder ? "/" : ""));
    }
    for (size_t i = 0; i < names.n; i++)
        offer(c, names.at[i]);
}

/* The word of a path or id reaches back to the blank. */
static void widen_word(struct completer *c, struct str text)
{
    size_t from = text.n;
    while (from && text.at[from - 1] != ' ')
        from--;
    c->word = str_from(text, from);
    c->before = (struct str){text.at, from};
}

static void offer_argument(struct completer *c, struct str text,
                           const struct repl_command *command,
                           struct str argument)
{
    switch (command->takes) {
    case ARGUMENT_NONE:
    case ARGUMENT_TEXT: break;
    case ARGUMENT_NAME: offer_everything(c); break;
    case ARGUMENT_FACTS: offer_expected(c, argument, PARSE_FACTS); break;
    case ARGUMENT_COMMAND: offer_commands(c, ""); break;
    case ARGUMENT_PATIENT:
        widen_word(c, text);
        offer_patients(c);
        break;
    case ARGUMENT_FILE:
        widen_word(c, text);
        offer_files(c);
        break;
    }
}

static void complete_command(struct completer *c, struct str text)
{
    size_t n = 0;
    while (n < text.n && text.at[n] != ' ')
        n++;
    if (n == text.n) {
        c->word = text;
        offer_commands(c, ":");
        return;
    }
    struct str name = {text.at + 1, n - 1};
    const struct repl_command *command = repl_command_of(name);
    size_t behind = n < c->before.n ? n : c->before.n;
    if (command)
        offer_argument(c, text, command, str_from(c->before, behind));
}

/* ---- all ----------------------------------------------------------------- */

static void complete_typed(struct completer *c, struct str text)
{
    bool first = !str_trim(c->before).n;
    if (!first && name_equal(word_before(text, 3), STR("set")) &&
        str_starts(text, STR("set "))) {
        offer_expected(c, str_from(c->before, 4), PARSE_FACTS);
        return;
    }
    if (first)
        offer(c, STR("set"));
    offer_expected(c, c->before, PARSE_EXPR);
    offer_expected(c, first ? STR("") : c->before, PARSE_FILE);
    if (first)
        offer_everything(c);
}

struct completion complete_text(struct session *session, struct str text)
{
    struct completer c = {.session = session,
                          .program = session->rules->program};
    size_t from = text.n;
    while (from && in_word(text.at[from - 1]))
        from--;
    c.word = str_from(text, from);
    c.before = (struct str){text.at, from};
    if (text.n && text.at[0] == ':')
        complete_command(&c, text);
    else
        complete_typed(&c, text);
    return (struct completion){c.found.at, c.found.n, c.word.n};
}
