/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The gate before the scanner, which relies on valid UTF-8 without NUL bytes.
 * UTF-8 is checked as the Unicode standard's table 3-7 has it: no overlong
 * forms, no surrogates, nothing above U+10FFFF.
 */

#include "grammar/text_check.h"

#include "grammar/limits.h"

#include <string.h>

static bool within(unsigned char c, unsigned char low, unsigned char high)
{
    return c >= low && c <= high;
}

size_t utf8_length(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.at;
    if (at[0] < 0x80)
        return 1;
    size_t n = within(at[0], 0xC2, 0xDF)   ? 2
               : within(at[0], 0xE0, 0xEF) ? 3
               : within(at[0], 0xF0, 0xF4) ? 4
                                           : 0;
    if (!n || text.n < n)
        return 0;
    unsigned char low = at[0] == 0xE0 ? 0xA0 : at[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = at[0] == 0xED ? 0x9F : at[0] == 0xF4 ? 0x8F : 0xBF;
    if (!within(at[1], low, high))
        return 0;
    for (size_t i = 2; i < n; i++)
        if (!within(at[i], 0x80, 0xBF))
            return 0;
    return n;
}

static struct span byte_at(const struct source *source, size_t at)
{
    uint32_t from = source->base + (uint32_t)at;
    return (struct span){from, from + 1};
}

static bool check_size(const struct source *source, struct diagnostics *sink)
{
    if (source->text.n <= LIMIT_FILE_BYTES)
        return true;
    struct diagnostic *d = diagnose(
        sink, DIAG_FILE_TOO_LONG, (struct span){source->base, source->base},
        "this file is too long for rules: over %zu MiB",
        (source->text.n - 1) >> 20);
    diagnostic_label(sink, d, "at most %zu MiB: split it and `use` the parts",
                     LIMIT_FILE_BYTES >> 20);
    return false;
}

static bool check_nul(const struct source *source, struct diagnostics *sink)
{
    const char *nul =
        source->text.n ? memchr(source->text.at, 0, source->text.n) : NULL;
    if (!nul)
        return true;
    bool wide = str_starts(source->text, STR("\xFF\xFE")) ||
                str_starts(source->text, STR("\xFE\xFF"));
    size_t at = (size_t)(nul - source->text.at);
    struct diagnostic *d =
        diagnose(sink, DIAG_NUL_BYTE, byte_at(source, wide ? 0 : at),
                 wide ? "this file is UTF-16, not UTF-8"
                      : "this file holds NUL bytes: it is not text");
    diagnostic_label(sink, d, "save it as plain text in UTF-8");
    return false;
}

/* Where the next byte stands that is not ASCII, from `at` on. */
static size_t pass_ascii(struct str text, size_t at)
{
    uint64_t eight;
    for (; at + sizeof eight <= text.n; at += sizeof eight) {
        memcpy(&eight, text.at + at, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (at < text.n && !((unsigned char)text.at[at] & 0x80))
        at++;
    return at;
}

bool text_check(const struct source *source, struct diagnostics *sink)
{
    if (!check_size(source, sink) || !check_nul(source, sink))
        return false;
    size_t at = 0;
    while ((at = pass_ascii(source->text, at)) < source->text.n) {
        size_t n = utf8_length(str_from(source->text, at));
        if (!n) {
            unsigned char c = (unsigned char)source->text.at[at];
            struct diagnostic *d =
                diagnose(sink, DIAG_BAD_UTF8, byte_at(source, at),
                         "this is not UTF-8 text (byte 0x%02X)", c);
            diagnostic_label(sink, d, "save the file as UTF-8");
            return false;
        }
        at += n;
    }
    return true;
}
