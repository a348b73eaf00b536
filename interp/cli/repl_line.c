/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A line of a session: edited on a terminal by libedit, with history and
 * completion, or read plainly and shown behind the prompt.
 *
 * While a line is edited the terminal sends no signal for Ctrl-C: it is a key
 * like others, and abandons the line. While a command works, the signal is
 * caught and remembered, so that it never ends the session.
 */

#include "interp/cli/repl.h"

#include "grammar/limits.h"
#include "interp/render/wrap.h"

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define HISTORY_ENTRIES 1000
#define SHOWN_MOST 200 /* completions that are listed */

struct lines {
    struct session *session;
    EditLine *edit; /* NULL: not on a terminal */
    History *history;
    struct str pending; /* what the line continues */
    bool more;
    bool abandoned;
    char *line; /* getline's */
    size_t room;
};

/* Set by the signal: the only state that outlives a function here. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

bool lines_interrupted(void)
{
    return interrupted != 0;
}

static void catch_interrupt(void)
{
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);
}

/* ---- keys ---------------------------------------------------------------- */

static struct lines *lines_of(EditLine *edit)
{
    void *lines = NULL;
    el_get(edit, EL_CLIENTDATA, &lines);
    return lines;
}

static unsigned char key_abandon(EditLine *edit, int key)
{
    (void)key;
    lines_of(edit)->abandoned = true;
    fputs("^C\n", stdout);
    fflush(stdout);
    return CC_NEWLINE;
}

static unsigned char key_end(EditLine *edit, int key)
{
    (void)key;
    const LineInfo *info = el_line(edit);
    if (info->lastchar == info->buffer)
        return CC_EOF;
    if (info->cursor == info->lastchar)
        return CC_NORM;
    el_cursor(edit, 1);
    el_deletestr(edit, 1);
    return CC_REFRESH;
}

/* ---- completion ---------------------------------------------------------- */

static size_t columns_of_terminal(void)
{
    struct winsize size = {0};
    if (ioctl(1, TIOCGWINSZ, &size) != 0 || size.ws_col < 10)
        return 80;
    return size.ws_col;
}

/* The candidates below the line, in columns. */
static void list_candidates(const struct completion *completion)
{
    size_t widest = 0, shown = completion->n;
    if (shown > SHOWN_MOST)
        shown = SHOWN_MOST;
    for (size_t i = 0; i < shown; i++)
        if (str_columns(completion->at[i]) > widest)
            widest = str_columns(completion->at[i]);
    size_t across = columns_of_terminal() / (widest + 2);
    if (!across)
        across = 1;
    for (size_t i = 0; i < shown; i++) {
        bool last = (i + 1) % across == 0 || i + 1 == shown;
        size_t pad = widest + 2 - str_columns(completion->at[i]);
        printf("%s%.*s", i ? "" : "\n", STR_ARG(completion->at[i]));
        printf("%*s", last ? 0 : (int)pad, "");
        fputs(last ? "\n" : "", stdout);
    }
    if (shown < completion->n)
        printf("and %zu more\n", completion->n - shown);
    fflush(stdout);
}

/* What all candidates begin with, as names go. */
static size_t common_start(const struct completion *completion)
{
    struct str first = completion->at[0];
    size_t n = first.n;
    for (size_t i = 1; i < completion->n; i++) {
        struct str other = completion->at[i];
        size_t k = 0;
        while (k < n && k < other.n &&
               name_equal((struct str){first.at + k, 1},
                          (struct str){other.at + k, 1}))
            k++;
        n = k;
    }
    while (n && n < first.n && ((unsigned char)first.at[n] & 0xC0) == 0x80)
        n--;
    return n;
}

static struct str text_to_cursor(struct lines *lines, EditLine *edit)
{
    const LineInfo *info = el_line(edit);
    struct str line = {info->buffer, (size_t)(info->cursor - info->buffer)};
    if (!lines->more)
        return str_copy(lines->session->work, line);
    return str_format(lines->session->work, "%.*s\n  %.*s",
                      STR_ARG(lines->pending), STR_ARG(line));
}

static void replace_word(EditLine *edit, size_t word, struct str text,
                         bool whole)
{
    const LineInfo *info = el_line(edit);
    bool inside = info->cursor < info->lastchar;
    char *inserted = malloc(text.n + 2);
    if (!inserted)
        return;
    memcpy(inserted, text.at, text.n);
    inserted[text.n] = whole && !inside ? ' ' : '\0';
    inserted[text.n + 1] = '\0';
    size_t letters = str_columns((struct str){info->cursor - word, word});
    el_deletestr(edit, (int)letters);
    el_insertstr(edit, inserted);
    free(inserted);
}

static unsigned char key_complete(EditLine *edit, int key)
{
    (void)key;
    struct lines *lines = lines_of(edit);
    struct completion completion =
        complete_text(lines->session, text_to_cursor(lines, edit));
    if (!completion.n)
        return CC_REFRESH_BEEP;
    if (completion.n == 1) {
        replace_word(edit, completion.word, completion.at[0], true);
        return CC_REFRESH;
    }
    size_t common = common_start(&completion);
    if (common > completion.word) {
        struct str start = {completion.at[0].at, common};
        replace_word(edit, completion.word, start, false);
        return CC_REFRESH;
    }
    list_candidates(&completion);
    return CC_REDISPLAY;
}

/* ---- the terminal -------------------------------------------------------- */

static char *prompt(EditLine *edit)
{
    static char first[] = "> ", next[] = ". ";
    return lines_of(edit)->more ? next : first;
}

static void bind_keys(EditLine *edit)
{
    el_set(edit, EL_EDITOR, "emacs");
    el_set(edit, EL_ADDFN, "cantlie-complete", "complete", key_complete);
    el_set(edit, EL_ADDFN, "cantlie-abandon", "abandon", key_abandon);
    el_set(edit, EL_ADDFN, "cantlie-end", "leave", key_end);
    el_set(edit, EL_BIND, "^I", "cantlie-complete", NULL);
    el_set(edit, EL_BIND, "^C", "cantlie-abandon", NULL);
    el_set(edit, EL_BIND, "^D", "cantlie-end", NULL);
    el_set(edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_set(edit, EL_BIND, "\\e[1~", "ed-move-to-beg", NULL);
    el_set(edit, EL_BIND, "\\e[4~", "ed-move-to-end", NULL);
    el_set(edit, EL_BIND, "\\e[3~", "ed-delete-next-char", NULL);
    el_set(edit, EL_SETTY, "-d", "-isig", NULL);
}

static bool open_terminal(struct lines *lines)
{
    HistEvent event;
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "");
    lines->edit = el_init("cantlie", stdin, stdout, stderr);
    lines->history = history_init();
    if (!lines->edit || !lines->history)
        return false;
    history(lines->history, &event, H_SETSIZE, HISTORY_ENTRIES);
    history(lines->history, &event, H_SETUNIQUE, 1);
    el_set(lines->edit, EL_CLIENTDATA, lines);
    el_set(lines->edit, EL_PROMPT, prompt);
    el_set(lines->edit, EL_HIST, history, lines->history);
    el_set(lines->edit, EL_SIGNAL, 1);
    bind_keys(lines->edit);
    return true;
}

struct lines *lines_new(struct session *session)
{
    struct lines *lines = calloc(1, sizeof *lines);
    if (!lines)
        return NULL;
    lines->session = session;
    catch_interrupt();
    if (session->terminal && !open_terminal(lines)) {
        lines_free(lines);
        return NULL;
    }
    return lines;
}

void lines_free(struct lines *lines)
{
    if (!lines)
        return;
    if (lines->edit)
        el_end(lines->edit);
    if (lines->history)
        history_end(lines->history);
    free(lines->line);
    free(lines);
}

/* ---- lines --------------------------------------------------------------- */

static struct str without_end(const char *line, size_t n)
{
    while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    return (struct str){line, n};
}

static enum line_end edit_line(struct lines *lines, struct str *line)
{
    int n = 0;
    lines->abandoned = false;
    errno = 0;
    const char *typed = el_gets(lines->edit, &n);
    if (lines->abandoned)
        return LINE_ABANDONED;
    if (!typed && (interrupted || errno == EINTR)) { /* a signal, no key */
        fputs("\n", stdout);
        return LINE_ABANDONED;
    }
    if (!typed || n <= 0) {
        fputs("\n", stdout);
        return LINE_END;
    }
    *line = without_end(typed, strlen(typed));
    return LINE_GIVEN;
}

/* A line that is longer than any text may be is read to its end, and passed. */
static enum line_end plain_line(struct lines *lines, struct str *line)
{
    ssize_t n = getline(&lines->line, &lines->room, stdin);
    if (n < 0)
        return LINE_END;
    *line = without_end(lines->line, (size_t)n);
    if (line->n > LIMIT_LINE_BYTES) {
        puts("> (a line of more than 16 MiB is not read)");
        *line = STR("");
        return LINE_GIVEN;
    }
    struct buf shown = buf_on(lines->session->work);
    wrap_harmless(&shown, *line);
    printf("%s%.*s\n", lines->more ? ". " : "> ", STR_ARG(buf_view(&shown)));
    return LINE_GIVEN;
}

enum line_end lines_next(struct lines *lines, struct str pending, bool more,
                         struct str *line)
{
    bool abandoned = interrupted && more && lines->edit;
    lines->pending = pending;
    lines->more = more;
    interrupted = 0;
    if (abandoned) /* pressed before the terminal was ready for the key */
        return LINE_ABANDONED;
    return lines->edit ? edit_line(lines, line) : plain_line(lines, line);
}

/* Lines of one text become one line: only the first column has a meaning. */
static size_t on_one_line(char *entry, struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool blank = text.at[i] == '\n' ||
                     (text.at[i] == ' ' && n && i && text.at[i - 1] == '\n');
        if (!blank)
            entry[n++] = text.at[i];
        else if (n && entry[n - 1] != ' ')
            entry[n++] = ' ';
    }
    return n;
}

void lines_remember(struct lines *lines, struct str text)
{
    HistEvent event;
    if (!lines->history)
        return;
    char *entry = malloc(text.n + 2);
    if (!entry)
        return;
    size_t n = on_one_line(entry, text);
    memcpy(entry + n, "\n", 2);
    history(lines->history, &event, H_ENTER, entry);
    free(entry);
}
