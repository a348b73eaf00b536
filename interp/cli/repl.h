/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_REPL_H
#define CANTLIE_INTERP_CLI_REPL_H

/*
 * The inside of `cantlie repl`, shared by the files that make it up:
 *
 *   repl.c           the command; the loop; which of its kinds a text is
 *   repl_line.c      a line from a terminal, or from a pipe
 *   repl_complete.c  what could follow
 *   repl_rules.c     rules in force: files, and what was typed
 *   repl_patient.c   the patient: a record, and what was told since
 *   repl_commands.c  the table of commands
 *   repl_show.c      commands that show
 *   repl_change.c    commands that change
 *   repl_compare.c   what a change does to verdicts and rules
 *
 * What a user can take back is a `struct state`: a value that refers to paths,
 * names and texts, never to a program or record. So rules can be read anew at
 * any time, and the patient follows: the record is made afresh for every
 * command, from its file and from what was told.
 */

#include "interp/check/load.h"
#include "interp/cli/brief.h"
#include "interp/cli/cli.h"
#include "interp/cli/inputs.h"
#include "interp/cli/mapping.h"
#include "interp/eval/finding.h"

#include <sys/stat.h>

/* --- what can be taken back ----------------------------------------------- */

/* Items or facts that were typed, the newest first. Never changed. */
struct typed {
    struct str text;
    const struct typed *before;
};

enum patient_kind {
    PATIENT_NEW,
    PATIENT_FILE, /* record number `index` of the inputs */
    PATIENT_CASE  /* what the case `id` gives */
};

struct patient_state {
    enum patient_kind kind;
    size_t index;
    struct str id;             /* of the record, or the title */
    const struct typed *facts; /* told since */
};

struct paths {
    const char *const *at;
    size_t n;
};

struct state {
    struct paths paths;        /* of the rules */
    const struct typed *items; /* typed rules, defines, ... */
    struct patient_state patient;
    date today;
    struct str what;            /* that led here: "set KRAS mutated" */
    const struct state *before; /* NULL: the start */
};

/* --- rules in force ------------------------------------------------------- */

/* A file or folder as it was when it was read. */
struct stamp {
    const char *path;
    struct timespec changed;
    off_t size;
    ino_t inode;
};

struct ruleset {
    struct arena *arena;
    struct loaded loaded;
    struct program *program; /* with the typed items */
    struct ast **items;      /* all of them, in their places */
    size_t item_count;
    struct diagnostics sink; /* of the whole, when items were typed */
    LIST(struct stamp) stamps;
};

/* --- the session ---------------------------------------------------------- */

struct session {
    const struct invocation *invocation;
    struct arena *arena; /* of the session: states and their texts */
    const struct state *now;
    struct ruleset *rules;   /* in force */
    struct ruleset *start;   /* as loaded, for :diff */
    struct inputs inputs;    /* record files */
    struct mapping_wish how; /* they are to be read */
    struct arena *work;      /* of the command at hand */
    struct buf *out;         /* what it says; lives in `work` */
    bool terminal, colour;
    bool over;

    /* the record as its file has it, kept between commands */
    struct arena *base_arena;
    struct record *base;
    const struct ruleset *base_rules;
    struct patient_state base_of;
    date base_today;
    const struct ruleset *fitted; /* what no longer fits these was said */
};

/* The rules, the patient, and what follows; of the command at hand. */
struct view {
    const struct program *program;
    struct evaluator *ev;
    struct record *record;
    struct finding *finding;
};

/* --- repl.c --------------------------------------------------------------- */

/* A line (printf) of what the command says. */
void say(struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A new state, to be filled and made the present one by repl_enter. */
struct state repl_state(const struct session *session, struct str what);
void repl_enter(struct session *session, const struct state *state);

/* A text, copied to live as long as the session. */
struct str repl_keep(struct session *session, struct str text);

/* Takes in what was typed: a command, facts, an item or an expression. */
void repl_do(struct session *session, struct str text);

/* An item or several, as typed. */
void repl_item(struct session *session, struct str text);

/* Whether a text is complete, as far as it goes. */
enum parse_state repl_try(struct session *session, struct str text);

/* What kind of text it is. */
enum typed_kind { TYPED_COMMAND, TYPED_FACTS, TYPED_ITEM, TYPED_EXPR };
enum typed_kind typed_kind_of(struct arena *arena, struct str text);

/* The text behind "set ". */
struct str typed_facts(struct str text);

/* --- repl_rules.c --------------------------------------------------------- */

/* Rules of the state's paths and items. NULL after what is wrong was said. */
struct ruleset *ruleset_of(struct session *session, const struct state *state);
void ruleset_free(struct ruleset *rules);

/* Whether a file that was read has changed since. */
bool ruleset_is_stale(const struct ruleset *rules);

/* Looks at the files again, so that a change is not noticed twice. */
void ruleset_stamp(struct ruleset *rules);

/* Puts rules in force; those before are freed unless they are the start. */
void repl_use(struct session *session, struct ruleset *rules);

/* Reads the files again. With nonsense in them the last good rules stay. */
void repl_reload(struct session *session);

/* What an item is and how it is called: "rule SECA"; two items of one name are
   the same thing. Empty for one that did not parse. */
struct str item_name(struct arena *arena, const struct ast *item);

/* The item of the rules of that name, or NULL. */
const struct ast *ruleset_item(const struct ruleset *rules, struct arena *arena,
                               struct str name);

/* --- repl_patient.c ------------------------------------------------------- */

/* The patient of the state, with `facts` on top (or NULL); settled, in the
   work arena. What no longer fits the rules is said and left out. */
struct record *repl_record(struct session *session, const struct state *state,
                           const struct typed *facts);

/* The rules applied to the record. */
struct view repl_view(struct session *session, struct record *record);

/* The view of things as they stand. */
struct view repl_now(struct session *session);

/* Whether the text is facts that fit the rules; says what is wrong. */
bool facts_fit(struct session *session, struct str text);

/* The patient number `index` of the inputs; false if there is none. */
bool patient_at(struct session *session, size_t index,
                struct patient_state *patient);

/* The patient of an id; false if there is none. */
bool patient_named(struct session *session, struct str id,
                   struct patient_state *patient);

/* Ids of the inputs' patients that begin so, at most `room`, in the work
   arena. */
size_t patients_like(struct session *session, struct str start, struct str *ids,
                     size_t room);

/* One line about the patient at hand. */
void say_patient(struct session *session, const struct record *record);

/* --- repl_compare.c ------------------------------------------------------- */

/* Verdicts and scores that differ, one a line; false when none does. The two
   may be of different rules: they are compared by name. */
bool say_changes(struct session *session, const struct view *before,
                 const struct view *after);

/* Items that were added, removed or changed; false when none was. */
bool say_rule_changes(struct session *session);

/* --- repl_commands.c ------------------------------------------------------ */

struct repl_command {
    const char *name;     /* "patient" */
    const char *argument; /* "ID|next|prev|new", or "" */
    const char *summary;
    const char *example;
    void (*run)(struct session *session, struct str argument);
    enum {
        ARGUMENT_NONE,
        ARGUMENT_NAME, /* anything that has a name in the rules */
        ARGUMENT_PATIENT,
        ARGUMENT_FACTS,
        ARGUMENT_FILE,
        ARGUMENT_COMMAND,
        ARGUMENT_TEXT
    } takes;
};

const struct repl_command *repl_command_at(size_t i);
const struct repl_command *repl_command_of(struct str name);
/* Says so when the text, which is no expression, is a command without its
   colon. */
bool repl_say_colon(struct session *session, struct str text);

/* ":why SECA". */
void repl_run_command(struct session *session, struct str text);

/* --- repl_show.c ---------------------------------------------------------- */

void show_expression(struct session *session, struct str text);
void show_record(struct session *session, struct str argument);
void show_why(struct session *session, struct str argument);
void show_whynot(struct session *session, struct str argument);
void show_ask(struct session *session, struct str argument);
void show_verdicts(struct session *session, struct str argument);
void show_rules(struct session *session, struct str argument);
void show_item(struct session *session, struct str argument);
void show_test(struct session *session, struct str argument);
void show_case(struct session *session, struct str title);

/* --- repl_change.c -------------------------------------------------------- */

void change_facts(struct session *session, struct str facts);
void change_patient(struct session *session, struct str argument);
void change_load(struct session *session, struct str argument);
void change_reload(struct session *session, struct str argument);
void change_case(struct session *session, struct str argument);
void change_undo(struct session *session, struct str argument);
void change_as_of(struct session *session, struct str argument);
void change_save(struct session *session, struct str argument);
void try_facts(struct session *session, struct str argument);

/* --- repl_line.c ---------------------------------------------------------- */

struct lines;

/* NULL without memory. */
struct lines *lines_new(struct session *session);
void lines_free(struct lines *lines);

enum line_end { LINE_GIVEN, LINE_ABANDONED, LINE_END };

/* The next line without its end, valid until the next call. `more` asks for
   the continuation of `pending`. */
enum line_end lines_next(struct lines *lines, struct str pending, bool more,
                         struct str *line);

/* Remembers what was typed, as one entry of the history. */
void lines_remember(struct lines *lines, struct str text);

/* Whether Ctrl-C was pressed since the last line. */
bool lines_interrupted(void);

/* --- repl_complete.c ------------------------------------------------------ */

struct completion {
    struct str *at; /* what may stand in place of the word at the end */
    size_t n;
    size_t word; /* length of that word, in bytes */
};

/* `text`: all that was typed up to the cursor, earlier lines included. Lives
   in the work arena. */
struct completion complete_text(struct session *session, struct str text);

#endif
