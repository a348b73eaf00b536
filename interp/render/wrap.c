/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Fills lines word by word. Names are never broken, so that they can be
 * copied: a word that is longer than its column starts further left, and one
 * longer than the page sticks out.
 */

#include "interp/render/wrap.h"

#include "interp/records/utf8.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next word, and the text behind it. */
static struct str next_word(struct str *text)
{
    size_t from = 0;
    while (from < text->n && is_blank(text->at[from]))
        from++;
    size_t to = from;
    while (to < text->n && !is_blank(text->at[to]))
        to++;
    struct str word = {text->at + from, to - from};
    *text = str_from(*text, to);
    return word;
}

/* C0 and C1 control characters and DEL; the latter two as bytes of UTF-8. */
static bool is_control(struct str text, size_t i)
{
    unsigned char c = (unsigned char)text.at[i];
    return c < ' ' || c == 0x7F ||
           (c == 0xC2 && (unsigned char)text.at[i + 1] < 0xA0);
}

static bool is_no_break(struct str text, size_t i)
{
    return (unsigned char)text.at[i] == 0xC2 &&
           (unsigned char)text.at[i + 1] == 0xA0;
}

static void put_valid(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        bool control = is_control(text, i), blank = is_no_break(text, i);
        buf_char(out, control ? '?' : blank ? ' ' : text.at[i]);
        if ((control || blank) && (unsigned char)text.at[i] == 0xC2)
            i++;
    }
}

void wrap_harmless(struct buf *out, struct str word)
{
    while (word.n) {
        size_t valid = utf8_valid_bytes(word);
        put_valid(out, (struct str){word.at, valid});
        if (valid < word.n)
            buf_char(out, '?');
        word = str_from(word, valid + 1);
    }
}

/* Where a word starts that begins a line. */
static size_t indent_for(size_t width, size_t indent)
{
    if (indent + width <= PAGE_COLUMNS)
        return indent;
    return width < PAGE_COLUMNS ? PAGE_COLUMNS - width : 0;
}

void wrap_words(struct buf *out, struct str text, size_t at, size_t indent)
{
    bool first = true;
    for (;;) {
        struct str word = next_word(&text);
        if (!word.n)
            break;
        size_t width = str_columns(word);
        if (at + !first + width > PAGE_COLUMNS && at > indent) {
            at = indent_for(width, indent);
            buf_char(out, '\n');
            buf_repeat(out, ' ', at);
        } else if (!first) {
            buf_char(out, ' ');
            at++;
        }
        wrap_harmless(out, word);
        at += width;
        first = false;
    }
    buf_char(out, '\n');
}

void wrap_paragraph(struct buf *out, struct str text, size_t indent,
                    size_t hang)
{
    buf_repeat(out, ' ', indent);
    wrap_words(out, text, indent, hang);
}

void wrap_clean(struct buf *out, struct str text)
{
    for (bool first = true;; first = false) {
        struct str word = next_word(&text);
        if (!word.n)
            return;
        if (!first)
            buf_char(out, ' ');
        wrap_harmless(out, word);
    }
}

void wrap_pair(struct buf *out, size_t indent, struct str left, size_t column,
               struct str right)
{
    size_t width = str_columns(left);
    if (!right.n || indent + width + 2 > column) {
        wrap_paragraph(out, left, indent, indent + 4);
        if (!right.n)
            return;
        buf_repeat(out, ' ', column);
    } else {
        buf_repeat(out, ' ', indent);
        size_t from = out->n;
        wrap_clean(out, left);
        width = str_columns((struct str){out->at + from, out->n - from});
        buf_repeat(out, ' ', column - indent - width);
    }
    wrap_words(out, right, column, column);
}
