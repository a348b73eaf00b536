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
