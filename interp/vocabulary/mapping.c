/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a cell has in common with a code.
 */

#include "interp/vocabulary/mapping.h"

bool mapping_encoding(struct str name, enum map_encoding *encoding)
{
    static const struct {
        const char *name;
        enum map_encoding encoding;
    } known[] = {
        {"utf-8", ENCODING_UTF8},
        {"utf8", ENCODING_UTF8},
        {"latin-1", ENCODING_LATIN1},
        {"latin1", ENCODING_LATIN1},
        {"iso-8859-1", ENCODING_LATIN1},
        {"windows-1252", ENCODING_WINDOWS1252},
        {"cp1252", ENCODING_WINDOWS1252},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name_equal(name, str_of(known[i].name))) {
            *encoding = known[i].encoding;
            return true;
        }
    return false;
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 32) : c;
}

/* Letter case alone is forgiven: "a-b" and "a_b" may be two codes. */
static bool same_text(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower((unsigned char)a.at[i]) != lower((unsigned char)b.at[i]))
            return false;
    return true;
}

bool mapping_is_code(const struct map_code *code, struct str cell)
{
    decimal number;
    if (!code->is_number)
        return same_text(str_trim(code->text), cell);
    if (str_equal(code->text, cell))
        return true;
    if (code->number < 0 && (!cell.n || cell.at[0] != '-'))
        return false; /* the most frequent case: -999 */
    return decimal_read(cell, &number) == DECIMAL_EXACT &&
           number == code->number;
}

bool mapping_has_code(const struct map_codes *codes, struct str cell)
{
    for (size_t i = 0; i < codes->n; i++)
        if (mapping_is_code(&codes->at[i], cell))
            return true;
    return false;
}
