/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Unknown keys by path. The path is built on the stack, so that a key seen in
 * every record costs a look-up and no memory.
 */

#include "interp/records/keys.h"

#include "grammar/limits.h"

#include <string.h>

struct keys keys_on(struct arena *arena, const struct record_type *patient)
{
    return (struct keys){
        .arena = arena, .patient = patient, .names = names_on(arena)};
}

/* Not more than a name may have, not broken within a letter. */
static struct str cut(struct str key)
{
    if (key.n <= LIMIT_NAME_BYTES)
        return key;
    size_t n = LIMIT_NAME_BYTES;
    while (n && ((unsigned char)key.at[n] & 0xC0) == 0x80)
        n--;
    return (struct str){key.at, n};
}

void keys_again(struct keys *keys, size_t index)
{
    if (index == KEYS_NONE || keys->last_record.at[index] == keys->record)
        return;
    keys->last_record.at[index] = keys->record;
    keys->list.at[index].times++;
}

static size_t add(struct keys *keys, struct str path, struct str nearest,
                  struct str source)
{
    if (keys->list.n >= LIMIT_UNKNOWN_KEYS)
        return KEYS_NONE;
    struct unknown_key key = {
        .path = str_copy(keys->arena, path),
        .nearest = str_copy(keys->arena, nearest),
        .source = str_copy(keys->arena, source),
    };
    size_t index = keys->list.n;
    list_push(keys->arena, &keys->list, key);
    list_push(keys->arena, &keys->last_record, 0);
    names_add(&keys->names, key.path, (uint32_t)index);
    return index;
}

size_t keys_note_path(struct keys *keys, struct str path, struct str nearest,
                      struct str source)
{
    uint32_t found = names_find(&keys->names, path);
    size_t index =
        found != NAMES_NONE ? found : add(keys, path, nearest, source);
    keys_again(keys, index);
    return index;
}

void keys_join(struct keys *keys, const struct unknown_key *key)
{
    size_t index = names_find(&keys->names, key->path);
    if (index == NAMES_NONE)
        index = add(keys, key->path, key->nearest, key->source);
    if (index != KEYS_NONE)
        keys->list.at[index].times += key->times;
}

size_t keys_note(struct keys *keys, const struct field *list, struct str key,
                 struct str source)
{
    char room[2 * LIMIT_NAME_BYTES + 1];
    struct str path = key = cut(key);
    if (list) {
        struct str name = cut(list->name);
        memcpy(room, name.at, name.n);
        room[name.n] = '.';
        memcpy(room + name.n + 1, key.at, key.n);
        path = (struct str){room, name.n + 1 + key.n};
    }
    uint32_t found = names_find(&keys->names, path);
    if (found != NAMES_NONE) {
        keys_again(keys, found);
        return found;
    }
    if (keys->list.n >= LIMIT_UNKNOWN_KEYS)
        return KEYS_NONE;
    const struct record_type *type = list ? list->type.element : keys->patient;
    const struct name_entry *nearest = names_nearest(&type->keys, key);
    return keys_note_path(keys, path, nearest ? nearest->name : STR(""),
                          source);
}
