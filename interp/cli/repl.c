/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie repl`: a session with rules and a patient. The loop takes a line,
 * and more lines until the parser says that the text is complete; does what it
 * says; prints what came of it. Whatever goes wrong, the session stays.
 *
 * A text is complete when it parses. An item of several lines may always have
 * one more, so it ends at an empty line or where a line stands in the first
 * column that does not continue it.
 *
 * From a pipe it works the same, and each line is shown behind a prompt, so
 * that the output reads like the session.
 */

#include "interp/cli/repl.h"

#include "interp/cli/output.h"
#include "interp/cli/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { AS_OF, CASE, MAPPING, ENCODING, OPTIONS };

static const struct option options[OPTIONS] = {
    [AS_OF] = {"--as-of", "DATE", "evaluate for that day, not for today"},
    [CASE] = {"--case", "TITLE", "begin with the patient of that case"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
};

/* ---- speaking ------------------------------------------------------------ */

void say(struct session *session, const char *format, ...)
{
    char small[256];
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int n = vsnprintf(small, sizeof small, format, list);
    va_end(list);
    if (n >= 0 && (size_t)n < sizeof small) {
        buf_text(session->out, small);
    } else if (n >= 0) {
        char *large = arena_alloc(session->work, (size_t)n + 1);
        vsnprintf(large, (size_t)n + 1, format, again);
        buf_text(session->out, large);
    }
    va_end(again);
    buf_char(session->out, '\n');
}

struct str repl_keep(struct session *session, struct str text)
{
    return str_copy(session->arena, text);
}

struct state repl_state(const struct session *session, struct str what)
{
    struct state next = *session->now;
    next.what = what;
    next.before = session->now;
    return next;
}

void repl_enter(struct session *session, const struct state *state)
{
    struct state *kept = ARENA_NEW(session->arena, struct state);
    *kept = *state;
    kept->what = repl_keep(session, state->what);
    session->now = kept;
}

/* ---- what a text is ------------------------------------------------------ */

static struct str first_word(struct str text)
{
    size_t n = 0;
    while (n < text.n && text.at[n] != ' ' && text.at[n] != '\n' &&
           text.at[n] != '\t' && text.at[n] != ':')
        n++;
    return (struct str){text.at, n};
}

static bool begins_item(struct str text)
{
    static const char *const words[] = {
        "guideline", "use",     "source",     "evidence", "record",
        "mapping",   "measure", "constraint", "define",   "rule",
        "score",     "table",   "treatment",  "case",
    };
    struct str word = first_word(text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (name_equal(word, str_of(words[i])))
            return true;
    return false;
}

static bool has_arrow(struct str text)
{
    bool quoted = false;
    for (size_t i = 0; i + 1 < text.n; i++) {
        quoted ^= text.at[i] == '"';
        if (!quoted && (str_starts(str_from(text, i), STR("->")) ||
                        str_starts(str_from(text, i), STR("\xE2\x86\x92"))))
            return true;
    }
    return false;
}

struct str typed_facts(struct str text)
{
    return str_trim(str_from(text, 3));
}

/* A bare rule without its arrow yet is an expression so far: what only an
   item can continue is one. */
enum typed_kind typed_kind_of(struct arena *arena, struct str text)
{
    if (text.n && text.at[0] == ':')
        return TYPED_COMMAND;
    if (name_equal(first_word(text), STR("set")) &&
        (text.n == 3 || text.at[3] == ' '))
        return TYPED_FACTS;
    bool item = begins_item(text) || has_arrow(text);
    if (parse_try(arena, text, PARSE_FILE) != PARSE_WRONG && item)
        return TYPED_ITEM;
    if (parse_try(arena, text, PARSE_EXPR) != PARSE_WRONG)
        return TYPED_EXPR;
    return item ? TYPED_ITEM : TYPED_EXPR;
}

enum parse_state repl_try(struct session *session, struct str text)
{
    switch (typed_kind_of(session->work, text)) {
    case TYPED_COMMAND: return PARSE_WHOLE;
    case TYPED_FACTS:
        return typed_facts(text).n
                   ? parse_try(session->work, typed_facts(text), PARSE_FACTS)
                   : PARSE_WHOLE;
    case TYPED_ITEM: return parse_try(session->work, text, PARSE_FILE);
    case TYPED_EXPR: return parse_try(session->work, text, PARSE_EXPR);
    }
    return PARSE_WHOLE;
}

void repl_do(struct session *session, struct str text)
{
    switch (typed_kind_of(session->work, text)) {
    case TYPED_COMMAND: repl_run_command(session, text); break;
    case TYPED_FACTS: change_facts(session, typed_facts(text)); break;
    case TYPED_ITEM: repl_item(session, text); break;
    case TYPED_EXPR: show_expression(session, text); break;
    }
}

/* ---- several lines ------------------------------------------------------- */

/* What has been typed of a text, and the line after it when that one turned
   out to be another text. */
struct entry {
    struct buf text; /* on the session's own arena of the entry */
    struct str next; /* or at == NULL */
    unsigned lines;
};

static bool is_blank(struct str line)
{
    return str_trim(line).n == 0;
}

static bool is_indented(struct str line)
{
    return line.n && (line.at[0] == ' ' || line.at[0] == '\t');
}

/* A line as it goes on: indented, as the layout of items wants it. */
static struct str continued(struct session *session, const struct buf *text,
                            struct str line)
{
    return str_format(session->work, "%.*s\n%s%.*s", STR_ARG(buf_view(text)),
                      is_indented(line) ? "" : "  ", STR_ARG(line));
}

/* Whether the line belongs to the text before it. */
static bool continues(struct session *session, const struct entry *entry,
                      struct str line)
{
    struct str text = buf_view(&entry->text);
    if (line.n && (line.at[0] == ':' || line.at[0] == '#'))
        return false;
    if (begins_item(line) && typed_kind_of(session->work, text) != TYPED_ITEM)
        return false;
    if (is_indented(line) || repl_try(session, text) == PARSE_MORE)
        return true;
    struct str both = continued(session, &entry->text, line);
    return repl_try(session, both) != PARSE_WRONG &&
           repl_try(session, line) == PARSE_WRONG;
}

/* Whether nothing more is to be waited for. */
static bool is_done(struct session *session, const struct entry *entry)
{
    struct str text = buf_view(&entry->text);
    enum parse_state state = repl_try(session, text);
    if (state != PARSE_WHOLE)
        return state == PARSE_WRONG;
    return entry->lines == 1 ||
           typed_kind_of(session->work, text) != TYPED_ITEM;
}

static void add_line(struct session *session, struct entry *entry,
                     struct str line)
{
    if (entry->lines++) {
        struct str both = continued(session, &entry->text, line);
        buf_clear(&entry->text);
        buf_str(&entry->text, both);
    } else {
        buf_str(&entry->text, str_trim(line));
    }
}

/* Reads a text into the entry. LINE_END when there is none. */
static enum line_end read_entry(struct session *session, struct lines *lines,
                                struct entry *entry)
{
    struct str line = entry->next;
    entry->next = (struct str){NULL, 0};
    for (;;) {
        if (!line.at) {
            enum line_end end = lines_next(lines, buf_view(&entry->text),
                                           entry->lines > 0, &line);
            if (end == LINE_END && entry->lines)
                return LINE_GIVEN;
            if (end != LINE_GIVEN)
                return end;
        }
        if (is_blank(line) && entry->lines)
            return LINE_GIVEN;
        if (entry->lines && !continues(session, entry, line)) {
            entry->next = str_copy(entry->text.arena, line);
            return LINE_GIVEN;
        }
        if (!is_blank(line) && (entry->lines || line.at[0] != '#'))
            add_line(session, entry, line);
        if (entry->lines && is_done(session, entry))
            return LINE_GIVEN;
        line = (struct str){NULL, 0};
    }
}

/* ---- the loop ------------------------------------------------------------ */

static bool flush(struct session *session)
{
    struct str text = buf_view(session->out);
    fwrite(text.at, 1, text.n, stdout);
    return fflush(stdout) == 0 && !ferror(stdout);
}

static void notice_changes(struct session *session)
{
    if (!session->now->paths.n || !ruleset_is_stale(session->rules))
        return;
    say(session, "A rule file has changed: it is read again.");
    repl_reload(session);
}

static void do_entry(struct session *session, struct str text)
{
    jmp_buf here, *outer = arena_get_guard(session->work);
    struct buf out = buf_on(session->work);
    session->out = &out;
    if (setjmp(here)) {
        arena_guard(session->work, outer);
        fputs("There is not enough memory for this.\n", stdout);
        return;
    }
    arena_guard(session->work, &here);
    notice_changes(session);
    repl_do(session, text);
    if (!flush(session))
        session->over = true;
    arena_guard(session->work, outer);
}

static void loop(struct session *session, struct lines *lines,
                 struct arena *arena)
{
    struct str next = {NULL, 0};
    while (!session->over) {
        struct str kept = next.at ? repl_keep(session, next) : next;
        arena_clear(arena);
        arena_clear(session->work);
        struct entry entry = {.text = buf_on(arena), .next = kept};
        enum line_end end = read_entry(session, lines, &entry);
        next = entry.next;
        if (end == LINE_END)
            break;
        if (end == LINE_ABANDONED || !entry.lines)
            continue;
        lines_remember(lines, buf_view(&entry.text));
        do_entry(session, buf_view(&entry.text));
    }
}

/* ---- the start ----------------------------------------------------------- */

static void greet(struct session *session)
{
    const struct program *program = session->rules->program;
    if (program->title.n)
        say(session, "%.*s %.*s: %zu rules, %zu cases.",
            STR_ARG(program->title), STR_ARG(program->version),
            program->rule_count, program->case_count);
    say_patient(session, repl_record(session, session->now, NULL));
    if (session->terminal)
        say(session, "Type :help for help, Tab to complete, Ctrl-D to leave.");
}

static struct state *first_state(struct session *session)
{
    const struct invocation *invocation = session->invocation;
    struct state *state = ARENA_NEW(session->arena, struct state);
    state->what = STR("start");
    state->paths.at = invocation->words;
    state->paths.n = invocation->word_count ? 1 : 0;
    return state;
}

/* The first patient: of --case, else of the records, else a new one. */
static bool first_patient(struct session *session, struct state *state)
{
    const char *title = option_value(session->invocation, CASE);
    if (!title) {
        if (session->inputs.paths.n)
            patient_at(session, 0, &state->patient);
        return true;
    }
    const struct program *program = session->rules->program;
    for (size_t i = 0; i < program->case_count; i++) {
        if (!str_equal(program->cases[i].title, str_of(title)))
            continue;
        state->patient =
            (struct patient_state){PATIENT_CASE, 0, str_of(title), NULL};
        if (program->cases[i].has_as_of &&
            !option_given(session->invocation, AS_OF))
            state->today = program->cases[i].as_of;
        return true;
    }
    complain_usage(session->invocation, "there is no case \"%s\"", title);
    return false;
}

static bool take_inputs(struct session *session)
{
    const struct invocation *invocation = session->invocation;
    if (invocation->word_count < 2)
        return true;
    for (size_t i = 1; i < invocation->word_count; i++)
        if (!strcmp(invocation->words[i], "-")) {
            complain_usage(invocation, "standard input holds what is typed; "
                                       "name a record file");
            return false;
        }
    return inputs_of(invocation, invocation->words + 1,
                     invocation->word_count - 1, &session->inputs);
}

static enum status start(struct session *session)
{
    struct state *state = first_state(session);
    if (!option_as_of(session->invocation, AS_OF, &state->today) ||
        !take_inputs(session))
        return STATUS_USAGE;
    struct buf out = buf_on(session->work);
    session->out = &out;
    session->now = state;
    struct ruleset *rules = ruleset_of(session, state);
    if (!rules) {
        fwrite(out.at, 1, out.n, stderr);
        complain("the rules cannot be used");
        return STATUS_RULES;
    }
    repl_use(session, rules);
    if (!reading_as_wished(session->invocation, &rules->loaded, &session->how,
                           &(struct reader_options){0}) ||
        !first_patient(session, state))
        return STATUS_USAGE;
    greet(session);
    return flush(session) ? STATUS_DONE : STATUS_OUTPUT;
}

static enum status converse(struct session *session)
{
    struct lines *lines = lines_new(session);
    struct arena *arena = arena_new();
    if (!lines || !arena) {
        lines_free(lines);
        arena_free(arena);
        complain("there is not enough memory");
        return STATUS_OUTPUT;
    }
    arena_guard(arena, arena_get_guard(session->arena));
    loop(session, lines, arena);
    lines_free(lines);
    arena_free(arena);
    return ferror(stdout) || fflush(stdout) ? STATUS_OUTPUT : STATUS_DONE;
}

static enum status repl(const struct invocation *invocation)
{
    struct session session = {.invocation = invocation,
                              .arena = invocation->arena,
                              .how = {option_value(invocation, MAPPING),
                                      option_value(invocation, ENCODING)},
                              .terminal = isatty(0) && isatty(1),
                              .colour = colour_wanted(1)};
    session.work = arena_new();
    if (!session.work)
        arena_exhausted(invocation->arena);
    arena_guard(session.work, arena_get_guard(invocation->arena));
    enum status status = start(&session);
    if (status == STATUS_DONE)
        status = converse(&session);
    if (session.start != session.rules)
        ruleset_free(session.start);
    ruleset_free(session.rules);
    arena_free(session.base_arena);
    arena_free(session.work);
    return status;
}

const struct command COMMAND_REPL = {
    .name = "repl",
    .usage = "[RULES] [RECORDS...]",
    .summary = "try rules on a patient, line by line",
    .help = "A session with the rules and a patient. An expression prints its "
            "value, `set FACTS`\ntells something about the patient, a rule or "
            "define joins the rules or replaces\nthe one of its name; :help "
            "lists the commands. It also reads from a pipe.",
    .example = "  cantlie repl rules/ examples/patients/undecided.json \\\n"
               "      --as-of 2024-06-01\n"
               "  > KRAS wild-type\n"
               "  > :what-if BRAF mutated\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 0,
    .most = SIZE_MAX,
    .run = repl,
};
