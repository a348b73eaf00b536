/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The one place that tells characters from broken bytes in what is printed.
 */

#include "interp/render/utf8.h"

/* Bytes that the sequence starting with this byte has; 0: none starts so. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if ((first & 0xF0) == 0xE0)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* The second byte of some sequences has a narrower range. */
static bool second_fits(unsigned char first, unsigned char second)
{
    unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
}

size_t utf8_character(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.at;
    size_t n = sequence_length(at[0]);
    if (n > text.n || (n > 1 && !second_fits(at[0], at[1])))
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return n;
}
