/* SPDX-License-Identifier: Apache-2.0 */

/*
 * String slices and the comparison of names. A name is compared as a reader
 * would: letter case and the choice between '-' and '_' do not matter.
 */

#include "grammar/base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct str str_of(const char *text)
{
    return (struct str){text ? text : "", text ? strlen(text) : 0};
}

bool str_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

int str_compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str text, struct str prefix)
{
    return text.n >= prefix.n &&
           str_equal((struct str){text.at, prefix.n}, prefix);
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str text)
{
    while (text.n && blank(text.at[0]))
        text = str_from(text, 1);
    while (text.n && blank(text.at[text.n - 1]))
        text.n--;
    return text;
}

struct str str_from(struct str text, size_t from)
{
    if (from > text.n)
        from = text.n;
    return (struct str){text.at + from, text.n - from};
}

struct str str_copy(struct arena *arena, struct str text)
{
    return (struct str){arena_copy(arena, text.at, text.n), text.n};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (n < 0)
        return STR("");
    char *text = arena_alloc(arena, (size_t)n + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)n + 1, format, arguments);
    va_end(arguments);
    return (struct str){text, (size_t)n};
}

static char fold(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == '_' ? '-' : c;
}

bool name_equal(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    if (a.n && !memcmp(a.at, b.at, a.n))
        return true;
    for (size_t i = 0; i < a.n; i++)
        if (fold(a.at[i]) != fold(b.at[i]))
            return false;
    return true;
}

struct str name_fold(struct arena *arena, struct str name)
{
    char *text = arena_copy(arena, name.at, name.n);
    for (size_t i = 0; i < name.n; i++)
        text[i] = fold(text[i]);
    return (struct str){text, name.n};
}

/* Longest name that is compared for "did you mean"; longer ones differ. */
#define LONGEST 64

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned ab = a < b ? a : b;
    return ab < c ? ab : c;
}

unsigned name_distance(struct str a, struct str b, unsigned limit)
{
    if (a.n > LONGEST || b.n > LONGEST)
        return name_equal(a, b) ? 0 : limit + 1;
    unsigned rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.n; i++) {
        unsigned *now = rows[i % 3], *last = rows[(i + 2) % 3];
        unsigned *before = rows[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b.n; j++) {
            char x = fold(a.at[i - 1]), y = fold(b.at[j - 1]);
            now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == fold(b.at[j - 2]) &&
                fold(a.at[i - 2]) == y && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
    }
    unsigned distance = rows[a.n % 3][b.n];
    return distance <= limit ? distance : limit + 1;
}
