/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie check --explain CODE`: the page of the catalogue about a message.
 * The pages are made by grammar/pages.awk when the program is built, from
 * grammar/diagnostics.def and the examples in tests/diagnostics/, so that a
 * page shows what the tests saw the program print. doc/errors.md is the same
 * data as Markdown.
 *
 * A code is looked for by spelling; one that is not near any is taken apart
 * into its words, for who remembers "unit-missing".
 */

#include "interp/cli/explain_code.h"

#include "interp/cli/output.h"

struct page {
    const char *code;
    const char *text;
};

static const struct page pages[] = {
#include "interp/cli/pages.inc"
};

#define PAGE_COUNT (sizeof pages / sizeof pages[0])

static struct str without_brackets(struct str code)
{
    if (code.n > 2 && code.at[0] == '[' && code.at[code.n - 1] == ']')
        return (struct str){code.at + 1, code.n - 2};
    return code;
}

/* The words of a code are apart by dashes: the first, cut off the rest. */
static struct str next_word(struct str *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->at[n] != '-')
        n++;
    struct str word = {rest->at, n};
    n += n < rest->n;
    *rest = (struct str){rest->at + n, rest->n - n};
    return word;
}

/* How many words, "of" and the like apart, two codes have in common. */
static size_t words_shared(struct str one, struct str other)
{
    size_t n = 0;
    while (one.n) {
        struct str word = next_word(&one), rest = other;
        while (word.n > 2 && rest.n)
            n += str_equal(word, next_word(&rest));
    }
    return n;
}

/* The codes that have most words in common with one that there is not. */
static struct str alike_by_words(struct arena *arena, struct str code)
{
    struct str all = STR("");
    size_t most = 1;
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        size_t shared = words_shared(code, str_of(pages[i].code));
        if (shared < most)
            continue;
        bool first = shared > most || !all.n;
        all = first
                  ? str_of(pages[i].code)
                  : str_format(arena, "%.*s, %s", STR_ARG(all), pages[i].code);
        most = shared;
    }
    return all;
}

static struct str alike(struct arena *arena, struct str code)
{
    const char *names[PAGE_COUNT];
    for (size_t i = 0; i < PAGE_COUNT; i++)
        names[i] = pages[i].code;
    const char *near = nearest_of(code, names, PAGE_COUNT);
    return near ? str_of(near) : alike_by_words(arena, code);
}

enum status explain_code(struct arena *arena, struct str code)
{
    code = without_brackets(code);
    for (size_t i = 0; i < PAGE_COUNT; i++)
        if (str_equal(code, str_of(pages[i].code)))
            return print_result(arena, str_of(pages[i].text));
    struct str near = alike(arena, code);
    if (near.n)
        complain("there is no message [%.*s]; did you mean %.*s?",
                 STR_ARG(code), STR_ARG(near));
    else
        complain("there is no message [%.*s]; each message ends with its code "
                 "in brackets",
                 STR_ARG(code));
    return STATUS_USAGE;
}
