/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Images of what stands by itself: constants, and fields as the columns of a
 * sheet have them. A choice of a column keeps, beside the options that are
 * possible, those that are known (`exact`): a test of it is then a gate or
 * two, where going through all other options would take one for each. That is
 * not so of a choice that may be known in part.
 */

#include "interp/eval/batch_internal.h"

/* --- images -------------------------------------------------------------- */

struct image image_empty(struct maker *m, uint32_t n)
{
    struct image image = {.kind = VALUE_OPTIONS,
                          .n = n,
                          .options = ARENA_ARRAY(m->batch->arena, plane, n),
                          .some = PLANE_EVERYWHERE};
    return image;
}

struct image image_none(struct maker *m)
{
    m->unsupported = true;
    return image_of_pair(m, pair_of(TRUTH_UNKNOWN));
}

struct image image_of_pair(struct maker *m, struct pair pair)
{
    struct image image = image_empty(m, 2);
    image.options[0] = pair.no;
    image.options[1] = pair.yes;
    return image;
}

static plane constant_plane(bool on)
{
    return on ? PLANE_EVERYWHERE : PLANE_NOWHERE;
}

static struct image constant_options(struct maker *m, struct value value,
                                     uint32_t n)
{
    struct image image = image_empty(m, n);
    uint64_t options = value.some ? value.options : 0;
    for (uint32_t i = 0; i < n; i++)
        image.options[i] = constant_plane((options >> i) & 1);
    image.nothing = constant_plane(value.nothing);
    image.some = constant_plane(value.some);
    return image;
}

static struct image constant_set(struct maker *m, struct value value,
                                 uint32_t n)
{
    struct image image = image_empty(m, 2 * n);
    image.kind = VALUE_SET;
    image.n = n;
    for (uint32_t i = 0; i < n; i++) {
        image.options[i] = constant_plane((value.set.may >> i) & 1);
        image.options[n + i] = constant_plane((value.set.must >> i) & 1);
    }
    image.nothing = constant_plane(value.nothing);
    image.some = constant_plane(value.some);
    return image;
}

struct image image_constant(struct maker *m, struct value value, uint32_t n)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_OPTIONS: return constant_options(m, value, n);
    case VALUE_SET: return constant_set(m, value, n);
    case VALUE_NUMBER:
    case VALUE_DATE: return number_constant(m, value);
    case VALUE_TEXT: break;
    }
    return image_none(m);
}

uint32_t image_domain(const struct maker *m, const struct image *image)
{
    uint32_t domains[] = {gate_domain(m, image->some),
                          gate_domain(m, image->nothing), DOMAIN_NONE};
    uint32_t domain = DOMAIN_NONE;
    if (image->kind == VALUE_NUMBER || image->kind == VALUE_DATE)
        domains[2] = m->batch->numbers.at[image->number].domain;
    for (int i = 0; i < 3; i++)
        if (domains[i] != DOMAIN_NONE &&
            (domain == DOMAIN_NONE || domain == DOMAIN_ROWS))
            domain = domains[i];
    return domain;
}

uint32_t image_options(const struct type *type)
{
    return type->choices ? (uint32_t)type->choices->n : 2;
}

/* --- fields -------------------------------------------------------------- */

static plane column_gate(struct maker *m, enum gate_op op, uint32_t domain,
                         const struct field *field, uint32_t option)
{
    return gate_add(m,
                    (struct gate){(uint8_t)op, domain, field->index, option});
}

plane column_known(struct maker *m, uint32_t domain, const struct field *field)
{
    return column_gate(m, GATE_KNOWN, domain, field, 0);
}

/* What is known of a column's places, whatever its type. */
static struct image column_frame(struct maker *m, uint32_t domain,
                                 const struct field *field)
{
    plane known = column_gate(m, GATE_KNOWN, domain, field, 0);
    struct image image = {.some = PLANE_EVERYWHERE};
    image.unknown = gate_not(m, known);
    if (sheet_holds_parts(field))
        image.unknown = gate_but(m, image.unknown,
                                 column_gate(m, GATE_PARTLY, domain, field, 0));
    if (!field->only_if)
        return image;
    plane nothing = column_gate(m, GATE_NOTHING, domain, field, 0);
    plane perhaps = column_gate(m, GATE_PERHAPS, domain, field, 0);
    image.unknown = gate_but(m, image.unknown, nothing);
    image.nothing = gate_or(m, nothing, perhaps);
    image.some = gate_not(m, nothing);
    return image;
}

static struct image choice_column(struct maker *m, uint32_t domain,
                                  const struct field *field)
{
    struct image image = column_frame(m, domain, field);
    image.kind = VALUE_OPTIONS;
    image.n = image_options(&field->type);
    image.options = ARENA_ARRAY(m->batch->arena, plane, 2 * (size_t)image.n);
    image.exact = image.options + image.n;
    for (uint32_t i = 0; i < image.n; i++) {
        image.exact[i] = column_gate(m, GATE_OPTION, domain, field, i);
        image.options[i] = gate_or(m, image.exact[i], image.unknown);
    }
    if (sheet_holds_parts(field))
        image.exact = NULL;
    return image;
}

static struct image set_column(struct maker *m, uint32_t domain,
                               const struct field *field)
{
    struct image image = column_frame(m, domain, field);
    image.kind = VALUE_SET;
    image.n = image_options(&field->type);
    image.options = ARENA_ARRAY(m->batch->arena, plane, 2 * (size_t)image.n);
    for (uint32_t i = 0; i < image.n; i++) {
        plane member = column_gate(m, GATE_OPTION, domain, field, i);
        image.options[i] = gate_or(m, member, image.unknown);
        image.options[image.n + i] = member;
    }
    return image;
}

struct image image_column(struct maker *m, uint32_t domain,
                          const struct field *field)
{
    struct image image;
    switch (field->type.kind) {
    case TYPE_YESNO:
    case TYPE_CHOICE: return choice_column(m, domain, field);
    case TYPE_SET: return set_column(m, domain, field);
    case TYPE_NUMBER:
    case TYPE_DATE:
        image = column_frame(m, domain, field);
        image.kind = field_any(field).kind;
        image.number = number_column(m, domain, field);
        return image;
    case TYPE_TEXT:
    case TYPE_LIST:
    case TYPE_UNKNOWN: break;
    }
    return image_none(m);
}

/* A field of an element of which nothing is known. Sheets hold no condition
   that every value meets. */
static struct value anonymous_value(const struct field *field)
{
    struct value value = field_any(field);
    return field->only_if ? value_or_nothing(value) : value;
}

struct image image_anonymous(struct maker *m, const struct field *field)
{
    return image_constant(m, anonymous_value(field),
                          image_options(&field->type));
}
