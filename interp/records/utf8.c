/* SPDX-License-Identifier: Apache-2.0 */

/*
 * UTF-8 by the table of the Unicode standard (3.9, table 3-7): what may be
 * the second byte depends on the first; all further bytes are 80 to BF.
 */

#include "interp/records/utf8.h"

#include <stdint.h>
#include <string.h>

static size_t ascii_from(struct str text, size_t at)
{
    uint64_t eight;
    while (at + sizeof eight <= text.n) {
        memcpy(&eight, text.at + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
        at += sizeof eight;
    }
    while (at < text.n && !((unsigned char)text.at[at] & 0x80))
        at++;
    return at;
}

static size_t sequence_length(unsigned char first)
{
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

static int second_fits(unsigned char first, unsigned char second)
{
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

size_t utf8_valid_bytes(struct str text)
{
    size_t at = ascii_from(text, 0);
    while (at < text.n) {
        const unsigned char *byte = (const unsigned char *)text.at + at;
        size_t n = sequence_length(byte[0]);
        if (!n || n > text.n - at || !second_fits(byte[0], byte[1]))
            return at;
        for (size_t i = 2; i < n; i++)
            if ((byte[i] & 0xC0) != 0x80)
                return at;
        at = ascii_from(text, at + n);
    }
    return text.n;
}

/* What Windows-1252 has from 0x80 to 0x9F; 0: nothing. */
static const unsigned short windows_signs[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static size_t put_point(char *at, unsigned point)
{
    if (point < 0x80) {
        at[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        at[0] = (char)(0xC0 | (point >> 6));
        at[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    at[0] = (char)(0xE0 | (point >> 12));
    at[1] = (char)(0x80 | ((point >> 6) & 0x3F));
    at[2] = (char)(0x80 | (point & 0x3F));
    return 3;
}

struct str utf8_from(struct arena *arena, struct str text, bool windows)
{
    size_t high = 0, n = 0;
    for (size_t i = 0; i < text.n; i++)
        high += (unsigned char)text.at[i] >= 0x80;
    if (!high)
        return text;
    char *at = arena_alloc(arena, text.n + 2 * high);
    for (size_t i = 0; i < text.n; i++) {
        unsigned point = (unsigned char)text.at[i];
        if (windows && point >= 0x80 && point < 0xA0)
            point = windows_signs[point - 0x80] ? windows_signs[point - 0x80]
                                                : 0xFFFD;
        n += put_point(at + n, point);
    }
    return (struct str){at, n};
}
