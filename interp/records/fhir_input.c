/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From an input to documents. A document a line (NDJSON, or a bundle without
 * line breaks) is read by lines; anything else as a whole, since only the
 * tokens can tell where a document that is laid out ends. Nothing is scanned
 * twice: the tokens that are found once serve both.
 */

#include "interp/records/fhir_internal.h"

#include "grammar/limits.h"
#include "interp/records/json.h"

/* A file of no more than this is likely to be one: it is read at once. */
#define ONE_DOCUMENT ((size_t)16 << 20)

static const char TOO_LONG[] = "a document of more than 256 MiB: split it "
                               "by patients";

/* Whether the text is one value and nothing else. */
static bool is_whole(struct fhir *fhir, struct str text)
{
    struct fhir_scan *scan = &fhir->scan;
    fhir_take(fhir, text, 1);
    bool whole = !fhir->unread && fhir_pass(scan) && scan->i == scan->n;
    *scan = (struct fhir_scan){.text = text};
    fhir->unread = NULL;
    return whole;
}

/* Lines, if the first one is a document; it need not be looked at if it is the
   only one. */
static void begin(struct fhir *fhir, struct input *input)
{
    input_expect(input, ONE_DOCUMENT);
    size_t n = input_line(input, LIMIT_DOCUMENT_BYTES);
    struct str line = {input->at + input->start, n};
    struct str text = str_trim(line);
    fhir->begun = true;
    fhir->next_line = 1;
    bool ends = text.n && text.at[text.n - 1] == '}';
    bool more = input_have(input, n + 1);
    text.at = input->at + input->start; /* the window may have moved */
    fhir->by_lines =
        ends && n <= LIMIT_DOCUMENT_BYTES &&
        (!more || is_whole(fhir, str_trim((struct str){text.at, n})));
}

/* The next line that is not blank. */
static bool next_line(struct fhir *fhir, struct input *input,
                      const char **failure)
{
    while (input_have(input, 0)) {
        size_t n = input_line(input, LIMIT_DOCUMENT_BYTES);
        if (n > LIMIT_DOCUMENT_BYTES)
            *failure = TOO_LONG;
        if (input->failure)
            *failure = input->failure;
        if (*failure)
            return false;
        struct str text = str_trim(input_take_line(input, n));
        uint64_t line = fhir->next_line++;
        if (!text.n)
            continue;
        fhir_take(fhir, text, line);
        return true;
    }
    *failure = input->failure;
    return false;
}

static bool next_whole(struct fhir *fhir, struct input *input,
                       const char **failure)
{
    input_expect(input, LIMIT_DOCUMENT_BYTES);
    while (input->end - input->start <= LIMIT_DOCUMENT_BYTES &&
           input_more(input))
        continue;
    if (input->end - input->start > LIMIT_DOCUMENT_BYTES)
        *failure = TOO_LONG;
    if (input->failure)
        *failure = input->failure;
    struct str text = str_trim(input_view(input));
    input->start = input->end;
    if (*failure || !text.n)
        return false;
    fhir_take(fhir, text, fhir->next_line);
    return true;
}

static bool next_text(struct fhir *fhir, struct input *input,
                      const char **failure)
{
    if (!fhir->begun)
        begin(fhir, input);
    return fhir->by_lines ? next_line(fhir, input, failure)
                          : next_whole(fhir, input, failure);
}

/* Once single resources are gathered, a line that cannot be read might be one
   of any patient. */
static const char *gather(struct fhir *fhir)
{
    if (fhir->broken)
        return "a line cannot be read; whose it is cannot be told, so that "
               "any patient might lack it";
    return fhir_keep(fhir);
}

enum split_state fhir_next(struct fhir *fhir, struct input *input,
                           uint64_t *line, const char **failure)
{
    *failure = NULL;
    fhir->at_kept = false;
    for (;;) {
        while (fhir_has_document(fhir) && fhir_is_single(fhir)) {
            *failure = gather(fhir);
            if (*failure)
                return SPLIT_FAILED;
        }
        if (fhir_has_document(fhir)) {
            *line = fhir_line(fhir);
            fhir->broken = fhir->broken || fhir->unread;
            return SPLIT_PIECE;
        }
        if (!next_text(fhir, input, failure))
            break;
    }
    if (*failure)
        return SPLIT_FAILED;
    fhir->at_kept = fhir_has_kept(fhir);
    if (!fhir->at_kept)
        return SPLIT_END;
    if (fhir->broken) {
        *failure = gather(fhir);
        return SPLIT_FAILED;
    }
    *line = fhir_kept_line(fhir);
    return SPLIT_PIECE;
}

void fhir_read(struct fhir *fhir, struct record *record, bool digest)
{
    if (fhir->at_kept)
        fhir_read_kept(fhir, record, digest);
    else
        fhir_read_document(fhir, record, digest);
    fhir->broken = fhir->broken || fhir->scan.fault;
}
