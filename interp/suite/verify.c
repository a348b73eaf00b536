/* SPDX-License-Identifier: Apache-2.0 */

/*
 * First what the results rest on (rules, record, program), then every member
 * of either. Members of objects are found by key, verdicts by their treatment,
 * other items by their place; so one difference is one sentence, wherever it
 * stands.
 */

#include "interp/suite/verify.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"

/* Where two values stand, and what both records were called. */
struct here {
    struct verify *verify;
    struct str path;
    struct str kept_source, anew_source;
};

static void add(struct verify *verify, struct str sentence)
{
    if (verify->count++ < VERIFY_SHOWN)
        list_push(verify->arena, &verify->differences, sentence);
}

/* A value as it is shown: short. */
static struct str shown(struct arena *arena, const struct result_node *node)
{
    struct str text = node->text;
    bool cut = text.n > 80;
    switch (node->kind) {
    case JSON_OBJECT: return STR("{...}");
    case JSON_ARRAY: return node->first ? STR("[...]") : STR("[]");
    case JSON_STRING:
    case JSON_NUMBER:
    case JSON_TRUE:
    case JSON_FALSE:
    case JSON_NULL:
    case JSON_BROKEN: break;
    }
    while (cut && text.n > 80)
        text.n--;
    while (cut && text.n && ((unsigned char)text.at[text.n] & 0xC0) == 0x80)
        text.n--;
    const char *quote = node->kind == JSON_STRING ? "\"" : "";
    return str_format(arena, "%s%.*s%s%s", quote, STR_ARG(text),
                      cut ? "..." : "", quote);
}

static void differ(const struct here *here, const struct result_node *kept,
                   const struct result_node *anew)
{
    struct arena *arena = here->verify->arena;
    struct str path = here->path;
    if (!anew)
        add(here->verify,
            str_format(arena,
                       "%.*s is %.*s in the result, and is not there "
                       "anew",
                       STR_ARG(path), STR_ARG(shown(arena, kept))));
    else if (!kept)
        add(here->verify,
            str_format(arena, "%.*s is not in the result, and is %.*s anew",
                       STR_ARG(path), STR_ARG(shown(arena, anew))));
    else
        add(here->verify,
            str_format(arena, "%.*s is %.*s in the result, and %.*s anew",
                       STR_ARG(path), STR_ARG(shown(arena, kept)),
                       STR_ARG(shown(arena, anew))));
}

/* --- sources -------------------------------------------------------------- */

static struct str behind(struct str text, struct str source)
{
    return source.n && str_starts(text, source) ? str_from(text, source.n)
                                                : text;
}

/* Texts are equal, or equal but for the file that the record stood in. */
static bool same_scalar(const struct here *here, const struct result_node *kept,
                        const struct result_node *anew)
{
    if (str_equal(kept->text, anew->text))
        return true;
    bool names = str_equal(kept->key, STR("source")) ||
                 str_equal(kept->key, STR("patient"));
    return names && kept->kind == JSON_STRING &&
           str_starts(kept->text, here->kept_source) &&
           str_starts(anew->text, here->anew_source) &&
           str_equal(behind(kept->text, here->kept_source),
                     behind(anew->text, here->anew_source));
}

/* --- the walk ------------------------------------------------------------- */

static void compare(const struct here *here, const struct result_node *kept,
                    const struct result_node *anew, unsigned depth);

static struct here step(const struct here *here, struct str name)
{
    struct here there = *here;
    there.path = here->path.n ? str_format(here->verify->arena, "%.*s.%.*s",
                                           STR_ARG(here->path), STR_ARG(name))
                              : name;
    return there;
}

/* What verify_results looks at by itself. */
static bool is_ground(const struct here *here)
{
    return str_equal(here->path, STR("rules.digest")) ||
           str_equal(here->path, STR("record.digest")) ||
           str_equal(here->path, STR("program"));
}

/* The member of a key: the one at the same place, or the first. */
static const struct result_node *member_of(const struct result_node *object,
                                           const struct result_node *hint,
                                           struct str key)
{
    if (hint && str_equal(hint->key, key))
        return hint;
    for (hint = object->first; hint && !str_equal(hint->key, key);)
        hint = hint->next;
    return hint;
}

static const struct result_node *next_of(const struct result_node *node)
{
    return node ? node->next : NULL;
}

static void compare_members(const struct here *here,
                            const struct result_node *kept,
                            const struct result_node *anew, unsigned depth)
{
    const struct result_node *node, *hint = anew->first;
    for (node = kept->first; node; node = node->next, hint = next_of(hint)) {
        struct here there = step(here, node->key);
        compare(&there, node, member_of(anew, hint, node->key), depth);
    }
    hint = kept->first;
    for (node = anew->first; node; node = node->next, hint = next_of(hint)) {
        struct here there = step(here, node->key);
        if (!is_ground(&there) && !member_of(kept, hint, node->key))
            differ(&there, NULL, node);
    }
}

/* What an item is called: its treatment, or its place. */
static struct str item_name(const struct here *here,
                            const struct result_node *item, size_t place)
{
    struct str treatment =
        item->kind == JSON_OBJECT ? result_text(item, "treatment") : STR("");
    return treatment.n ? treatment
                       : str_format(here->verify->arena, "%zu", place);
}

static const struct result_node *item_of(const struct here *here,
                                         const struct result_node *array,
                                         struct str name)
{
    size_t place = 1;
    const struct result_node *item = array->first;
    for (; item; item = item->next, place++)
        if (str_equal(item_name(here, item, place), name))
            break;
    return item;
}

static void compare_items(const struct here *here,
                          const struct result_node *kept,
                          const struct result_node *anew, unsigned depth)
{
    size_t place = 1;
    const struct result_node *item;
    for (item = kept->first; item; item = item->next, place++) {
        struct str name = item_name(here, item, place);
        struct here there = step(here, name);
        compare(&there, item, item_of(here, anew, name), depth);
    }
    place = 1;
    for (item = anew->first; item; item = item->next, place++) {
        struct str name = item_name(here, item, place);
        struct here there = step(here, name);
        if (!item_of(here, kept, name))
            differ(&there, NULL, item);
    }
}

static size_t count_of(const struct result_node *container)
{
    size_t n = 0;
    const struct result_node *node = container->first;
    for (; node; node = node->next)
        n++;
    return n;
}

/* What stands twice in one of them is found nowhere else. */
static void compare_counts(const struct here *here,
                           const struct result_node *kept,
                           const struct result_node *anew)
{
    size_t here_many = count_of(kept), there_many = count_of(anew);
    if (here_many != there_many)
        add(here->verify,
            str_format(here->verify->arena,
                       "%.*s has %zu parts in the result, and %zu anew",
                       STR_ARG(here->path.n ? here->path : STR("it")),
                       here_many, there_many));
}

static void compare(const struct here *here, const struct result_node *kept,
                    const struct result_node *anew, unsigned depth)
{
    size_t before = here->verify->count;
    if (is_ground(here))
        return;
    if (!anew || kept->kind != anew->kind || depth > LIMIT_JSON_DEPTH)
        differ(here, kept, anew);
    else if (kept->kind == JSON_OBJECT)
        compare_members(here, kept, anew, depth + 1);
    else if (kept->kind == JSON_ARRAY)
        compare_items(here, kept, anew, depth + 1);
    else if (!same_scalar(here, kept, anew))
        differ(here, kept, anew);
    if (anew && here->verify->count == before)
        compare_counts(here, kept, anew);
}

/* --- what results rest on ------------------------------------------------- */

static bool digest_differs(const struct result_node *kept,
                           const struct result_node *anew, const char *key)
{
    return !str_equal(result_text(result_member(kept, key), "digest"),
                      result_text(result_member(anew, key), "digest"));
}

void verify_results(struct verify *verify, const struct result_node *kept,
                    const struct result_node *anew)
{
    struct here here = {
        .verify = verify,
        .path = STR(""),
        .kept_source = result_text(result_member(kept, "record"), "source"),
        .anew_source = result_text(result_member(anew, "record"), "source"),
    };
    verify->rules |= digest_differs(kept, anew, "rules");
    verify->record |= digest_differs(kept, anew, "record");
    verify->program |=
        !str_equal(result_text(kept, "program"), result_text(anew, "program"));
    compare(&here, kept, anew, 0);
}
