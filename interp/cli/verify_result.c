/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie verify-result`: whether results that were kept (run --format json
 * or ndjson) are what these rules say of these records. Each result is
 * computed again, for its own day and with its own choice of names, and
 * compared with what was kept.
 *
 * A result belongs to the record that has its digest; what is left then, to
 * the record of the same id: that record was changed. Records are streamed,
 * once for each day and each of the two ways; results are held.
 */

#include "grammar/base/file.h"
#include "grammar/base/version.h"
#include "grammar/limits.h"
#include "interp/cli/compare.h"
#include "interp/cli/output.h"
#include "interp/cli/select.h"
#include "interp/eval/finding.h"
#include "interp/records/digest.h"
#include "interp/records/split.h"
#include "interp/render/result_json.h"
#include "interp/suite/verify.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAPPING, ENCODING, OPTIONS };

static const struct option options[OPTIONS] = {
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
};

/* A result that was kept. */
struct kept {
    struct str text; /* JSON_PADDING bytes can be read behind it */
    struct str patient, digest;
    date as_of;
    bool strict, facts, done;
    size_t place; /* among the results, from 0 */
};

struct verifying {
    const struct invocation *invocation;
    struct arena *arena, *scratch;
    struct json *json;
    struct compare_side side;
    struct evaluator *ev;
    LIST(struct kept) results;
    struct kept **order; /* by digest, or by patient; then by place */
    bool by_digest;
    size_t confirmed, differing, lost;
    struct buf out;
};

/* --- what was kept -------------------------------------------------------- */

static bool is_true(const struct result_node *root, const char *key)
{
    const struct result_node *node = result_member(root, key);
    return node && node->kind == JSON_TRUE;
}

/* What must be known of a result to compute it again; false if it is none. */
static bool read_result(struct verifying *v, struct str text)
{
    const char *wrong = NULL;
    date last;
    arena_clear(v->scratch);
    struct result_node *root = result_tree(v->scratch, v->json, text, &wrong);
    struct kept kept = {
        .text = text,
        .patient = str_copy(v->arena, result_text(root, "patient")),
        .digest = str_copy(
            v->arena, result_text(result_member(root, "record"), "digest")),
        .strict = is_true(root, "strict"),
        .facts = result_member(root, "facts") != NULL,
        .place = v->results.n,
    };
    if (!root || !result_member(root, "verdicts") || !kept.patient.n ||
        date_read(result_text(root, "as_of"), &kept.as_of, &last) != DATE_WHOLE)
        return false;
    list_push(v->arena, &v->results, kept);
    return true;
}

/* Every result of the text; false after a complaint. */
static bool read_results(struct verifying *v, const char *path, struct str text)
{
    struct input input;
    struct piece piece;
    bool fine = input_of_text(&input, text);
    struct split split = split_of(&input, SPLIT_VALUES);
    while (fine && split_next(&split, &piece) == SPLIT_PIECE) {
        char *copy = arena_alloc(v->arena, piece.text.n + JSON_PADDING);
        if (piece.text.n)
            memcpy(copy, piece.text.at, piece.text.n);
        fine = !piece.fault && read_result(v, (struct str){copy, piece.text.n});
    }
    fine = fine && !split.failure;
    input_close(&input);
    if (!fine)
        complain("%s: what stands in line %llu is no result as `run --format "
                 "json` or `ndjson` writes it",
                 path, (unsigned long long)split.line);
    else if (!v->results.n)
        complain("%s holds no result", path);
    return fine && v->results.n;
}

static bool load_results(struct verifying *v)
{
    const char *path = v->invocation->words[0];
    struct str text = STR("");
    bool longer = file_is_longer(path, LIMIT_RESULT_BYTES);
    const char *wrong =
        longer ? NULL
               : file_read(v->arena, strcmp(path, "-") ? path : "/dev/stdin",
                           LIMIT_RESULT_BYTES, &text);
    if (wrong || longer || text.n > LIMIT_RESULT_BYTES) {
        complain("%s: %s", path,
                 wrong ? wrong : "it is longer than 2 GiB: split it");
        return false;
    }
    return read_results(v, path, text);
}

/* --- one result ----------------------------------------------------------- */

/* The names that the result was restricted to. */
static struct selection selection_kept(struct verifying *v,
                                       const struct result_node *root)
{
    const struct result_node *only = result_member(root, "only");
    LIST(struct str) names = {0};
    if (!only || only->kind != JSON_ARRAY)
        return (struct selection){NULL, NULL, NULL};
    const struct result_node *name;
    for (name = only->first; name; name = name->next)
        list_push(v->scratch, &names, name->text);
    return selection_of_list(v->scratch, v->side.loaded->program, names.at,
                             names.n);
}

static struct str compute(struct verifying *v, const struct kept *kept,
                          const struct selection *selection,
                          struct record *record)
{
    struct buf out = buf_on(v->scratch);
    struct finding *finding;
    if (record->readable) {
        finding = find(v->ev, record, v->scratch);
    } else {
        finding = ARENA_NEW(v->scratch, struct finding);
        finding->program = v->side.loaded->program;
        finding->record = record;
    }
    (kept->facts ? result_facts_json : result_json)(&out, v->ev, finding,
                                                    selection);
    size_t n = out.n;
    buf_repeat(&out, ' ', JSON_PADDING);
    return (struct str){out.at, n};
}

static void say_ground(struct verifying *v, const struct verify *verify,
                       struct str program)
{
    if (verify->rules)
        buf_text(&v->out, "  the rules are not those of the result (another "
                          "digest)\n");
    if (verify->record)
        buf_text(&v->out, "  the record is not that of the result (another "
                          "digest)\n");
    if (verify->program)
        buf_format(&v->out, "  the result was made by %.*s, this is %s\n",
                   STR_ARG(program.n ? program : STR("an unnamed program")),
                   PROGRAM_TEXT);
}

static void say_differences(struct verifying *v, const struct kept *kept,
                            const struct verify *verify, struct str program)
{
    buf_format(&v->out, "%.*s: differs\n", STR_ARG(kept->patient));
    say_ground(v, verify, program);
    for (size_t i = 0; i < verify->differences.n; i++)
        buf_format(&v->out, "  %.*s\n", STR_ARG(verify->differences.at[i]));
    if (verify->count > verify->differences.n)
        buf_format(&v->out, "  and %zu more\n",
                   verify->count - verify->differences.n);
    if (!verify->count)
        buf_text(&v->out, "  what it says is the same\n");
}

static void judge(struct verifying *v, struct kept *kept, struct record *record)
{
    const char *wrong = NULL;
    arena_clear(v->scratch);
    struct result_node *old =
        result_tree(v->scratch, v->json, kept->text, &wrong);
    struct selection selection = selection_kept(v, old);
    struct str text = compute(v, kept, &selection, record);
    struct result_node *anew = result_tree(v->scratch, v->json, text, &wrong);
    struct verify verify = {.arena = v->scratch};
    verify_results(&verify, old, anew);
    kept->done = true;
    bool same = verify_is_same(&verify);
    v->confirmed += same;
    v->differing += !same;
    if (!same)
        say_differences(v, kept, &verify, result_text(old, "program"));
}

/* --- which record --------------------------------------------------------- */

static int by_key(struct str a, struct str b, size_t place_a, size_t place_b)
{
    int way = str_compare(a, b);
    return way ? way : (place_a > place_b) - (place_a < place_b);
}

static int by_digest(const void *a, const void *b)
{
    const struct kept *x = *(struct kept *const *)a;
    const struct kept *y = *(struct kept *const *)b;
    return by_key(x->digest, y->digest, x->place, y->place);
}

static int by_patient(const void *a, const void *b)
{
    const struct kept *x = *(struct kept *const *)a;
    const struct kept *y = *(struct kept *const *)b;
    return by_key(x->patient, y->patient, x->place, y->place);
}

static void sort(struct verifying *v, bool digests)
{
    v->by_digest = digests;
    for (size_t i = 0; i < v->results.n; i++)
        v->order[i] = &v->results.at[i];
    qsort(v->order, v->results.n, sizeof *v->order,
          digests ? by_digest : by_patient);
}

static struct str key_of(const struct verifying *v, const struct kept *kept)
{
    return v->by_digest ? kept->digest : kept->patient;
}

/* The first result of the key that waits for a record of this day. */
static struct kept *result_of(struct verifying *v, struct str key,
                              const struct record *record)
{
    size_t low = 0, high = v->results.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(key_of(v, v->order[middle]), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < v->results.n && str_equal(key_of(v, v->order[low]), key);
         low++)
        if (!v->order[low]->done && v->order[low]->as_of == record->today &&
            v->order[low]->strict == record->strict)
            return v->order[low];
    return NULL;
}

static void visit(void *context, struct record *record, struct arena *arena)
{
    struct verifying *v = context;
    char digest[DIGEST_TEXT];
    digest_print(record->digest, digest);
    struct str key = v->by_digest ? str_of(digest) : record->id;
    struct kept *kept = result_of(v, key, record);
    (void)arena;
    if (kept)
        judge(v, kept, record);
}

static int by_day(const void *a, const void *b)
{
    const struct kept *x = *(struct kept *const *)a;
    const struct kept *y = *(struct kept *const *)b;
    int way = (x->as_of > y->as_of) - (x->as_of < y->as_of);
    return way ? way : x->strict - y->strict;
}

/* All records once, as of the day of a result. False when some could not be
   read. */
static bool read_day(struct verifying *v, const struct inputs *inputs,
                     const struct kept *kept)
{
    v->side.reading.today = kept->as_of;
    v->side.reading.strict = kept->strict;
    v->side.reading.join = NULL;
    v->side.inputs = (struct inputs){.paths = {0}};
    for (size_t i = 0; i < inputs->paths.n; i++)
        list_push(v->arena, &v->side.inputs.paths, inputs->paths.at[i]);
    size_t broken =
        join_inputs(v->invocation, &v->side.inputs, &v->side.reading);
    broken += compare_side_records(v->invocation, &v->side, visit, v);
    join_close(v->side.reading.join);
    return !broken;
}

/* All records, for each day that a waiting result is of. */
static bool read_records(struct verifying *v, const struct inputs *inputs)
{
    struct kept **days = ARENA_ARRAY(v->arena, struct kept *, v->results.n);
    const struct kept *read = NULL;
    bool whole = true;
    for (size_t i = 0; i < v->results.n; i++)
        days[i] = &v->results.at[i];
    qsort(days, v->results.n, sizeof *days, by_day);
    for (size_t i = 0; whole && i < v->results.n; i++) {
        if (days[i]->done || (read && by_day(&read, &days[i]) == 0))
            continue;
        read = days[i];
        whole = read_day(v, inputs, read);
    }
    return whole;
}

/* --- the command ---------------------------------------------------------- */

static void say_lost(struct verifying *v)
{
    for (size_t i = 0; i < v->results.n; i++) {
        if (v->results.at[i].done)
            continue;
        v->lost++;
        buf_format(&v->out, "%.*s: no such record\n",
                   STR_ARG(v->results.at[i].patient));
    }
}

static void say_sum(struct verifying *v)
{
    size_t n = v->results.n;
    buf_format(&v->out, "%zu result%s: %zu confirmed, %zu differ%s", n,
               n == 1 ? "" : "s", v->confirmed, v->differing,
               v->differing == 1 ? "s" : "");
    if (v->lost)
        buf_format(&v->out, ", %zu without a record", v->lost);
    buf_char(&v->out, '\n');
}

static bool prepare(struct verifying *v, struct inputs *inputs)
{
    const struct invocation *invocation = v->invocation;
    return inputs_of(invocation, invocation->words + 2,
                     invocation->word_count - 2, inputs) &&
           load_results(v);
}

static enum status verify_all(struct verifying *v, const struct inputs *inputs)
{
    v->ev = evaluator_new(v->arena, v->side.loaded->program);
    v->order = ARENA_ARRAY(v->arena, struct kept *, v->results.n);
    v->side.reading.digests = true;
    sort(v, true);
    bool whole = read_records(v, inputs);
    sort(v, false);
    whole = whole && read_records(v, inputs);
    say_lost(v);
    say_sum(v);
    enum status status = print_result(v->arena, buf_view(&v->out));
    if (v->differing || v->lost)
        status = status_worse(status, STATUS_FOUND);
    return whole ? status : status_worse(status, STATUS_RECORDS);
}

static enum status verify_loaded(struct verifying *v)
{
    const struct invocation *invocation = v->invocation;
    struct mapping_wish wish = {option_value(invocation, MAPPING),
                                option_value(invocation, ENCODING)};
    struct inputs inputs = {0};
    if (!prepare(v, &inputs))
        return STATUS_USAGE;
    v->side.loaded = rules_and_mapping(invocation, invocation->words[1], &wish);
    if (!v->side.loaded)
        return STATUS_RULES;
    if (!reading_as_wished(invocation, v->side.loaded, &wish, &v->side.reading))
        return STATUS_USAGE;
    return verify_all(v, &inputs);
}

static enum status verify_result(const struct invocation *invocation)
{
    struct arena *arena = invocation->arena;
    struct verifying v = {.invocation = invocation,
                          .arena = arena,
                          .scratch = arena_new(),
                          .json = json_new(),
                          .out = buf_on(arena)};
    if (!v.scratch || !v.json)
        arena_exhausted(arena);
    arena_guard(v.scratch, arena_get_guard(arena));
    enum status status = verify_loaded(&v);
    json_free(v.json);
    arena_free(v.scratch);
    return status;
}

const struct command COMMAND_VERIFY_RESULT = {
    .name = "verify-result",
    .usage = "RESULT RULES RECORDS...",
    .summary = "whether a kept result is what the rules say of the record",
    .help =
        "RESULT is what `run --format json` or `ndjson` wrote (- for standard "
        "input). Each\nresult in it is computed again by these rules on its "
        "record, for its own day, and\ncompared: it is confirmed, or what "
        "differs is named, together with whether the\nrules, the record or the "
        "program are others. Exit status 1 if anything differs.",
    .example = "  cantlie run rules/ examples/patients/undecided.json "
               "--format json -o kept.json\n"
               "  cantlie verify-result kept.json rules/ "
               "examples/patients/undecided.json\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 3,
    .most = SIZE_MAX,
    .run = verify_result,
};
