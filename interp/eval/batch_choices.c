/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Choices, yes/no and sets as planes: one for each option that is possible at
 * a place, and `nothing` as one more. So a value is the set of what may be
 * true here as it is in value.h, only that 64 patients share a word; each
 * function is the one of compare.c or branches.c that its name recalls.
 */

#include "interp/eval/batch_internal.h"

static bool wanted(uint64_t options, uint32_t option)
{
    return option < 64 && (options >> option) & 1;
}

/* --- tests --------------------------------------------------------------- */

/* Of a column: what is not known to be wanted may be something else, unless
   nothing else exists. */
static struct pair exact_is(struct maker *m, const struct image *image,
                            uint64_t options)
{
    struct pair pair = {image->nothing, PLANE_NOWHERE};
    uint32_t n = 0;
    for (uint32_t i = 0; i < image->n; i++) {
        if (!wanted(options, i))
            continue;
        pair.yes = gate_or(m, pair.yes, image->exact[i]);
        n++;
    }
    if (n < image->n)
        pair.no = gate_not(m, pair.yes);
    if (n > 0)
        pair.yes = gate_or(m, pair.yes, image->unknown);
    return pair;
}

struct pair choice_is(struct maker *m, const struct image *image,
                      uint64_t options)
{
    struct pair pair = {image->nothing, PLANE_NOWHERE};
    if (image->exact)
        return exact_is(m, image, options);
    for (uint32_t i = 0; i < image->n; i++) {
        plane *side = wanted(options, i) ? &pair.yes : &pair.no;
        *side = gate_or(m, *side, image->options[i]);
    }
    return pair;
}

/* Somewhere both have a first option, but not only that one. */
struct pair choice_same(struct maker *m, const struct image *a,
                        const struct image *b)
{
    struct pair same = {PLANE_NOWHERE, PLANE_NOWHERE};
    if (a->kind != VALUE_OPTIONS || b->kind != VALUE_OPTIONS || a->n != b->n) {
        m->unsupported = true;
        return same;
    }
    plane certain = PLANE_NOWHERE;
    struct pair one_a = image_is_known(m, a), one_b = image_is_known(m, b);
    plane both_known = gate_and(m, one_a.yes, one_b.yes);
    for (uint32_t i = 0; i < a->n; i++) {
        plane both = gate_and(m, a->options[i], b->options[i]);
        same.yes = gate_or(m, same.yes, both);
        certain = gate_or(m, certain, gate_and(m, both, both_known));
    }
    same.no = gate_not(m, certain);
    return same;
}

struct pair set_includes(struct maker *m, const struct image *image,
                         uint64_t options)
{
    plane may = PLANE_NOWHERE, must = PLANE_NOWHERE;
    if (image->kind != VALUE_SET) {
        m->unsupported = true;
        return pair_of(TRUTH_UNKNOWN);
    }
    for (uint32_t i = 0; i < image->n; i++) {
        if (!wanted(options, i))
            continue;
        may = gate_or(m, may, image->options[i]);
        must = gate_or(m, must, image->options[image->n + i]);
    }
    return (struct pair){
        gate_or(m, image->nothing, gate_not(m, gate_and(m, must, image->some))),
        gate_and(m, may, image->some)};
}

struct pair set_is_none(struct maker *m, const struct image *image)
{
    struct pair any = set_includes(m, image, UINT64_MAX);
    plane none = gate_and(m, image->some, any.no);
    for (uint32_t i = 0; image->kind == VALUE_SET && i < image->n; i++)
        none = gate_but(m, none, image->options[image->n + i]);
    return (struct pair){gate_or(m, image->nothing,
                                 gate_or(m, any.yes, gate_not(m, image->some))),
                         none};
}

/* --- known, nothing ------------------------------------------------------ */

/* Where exactly one of the options and nothing is possible. */
static plane exactly_one(struct maker *m, const struct image *image)
{
    plane one = image->nothing, more = PLANE_NOWHERE;
    for (uint32_t i = 0; i < image->n; i++) {
        more = gate_or(m, more, gate_and(m, one, image->options[i]));
        one = gate_or(m, one, image->options[i]);
    }
    return gate_but(m, one, more);
}

static plane known_set(struct maker *m, const struct image *image)
{
    plane open = PLANE_NOWHERE;
    for (uint32_t i = 0; i < image->n; i++)
        open = gate_or(
            m, open,
            gate_but(m, image->options[i], image->options[image->n + i]));
    plane one = gate_but(m, gate_but(m, image->some, image->nothing), open);
    return gate_or(m, one, gate_but(m, image->nothing, image->some));
}

struct pair image_is_known(struct maker *m, const struct image *image)
{
    plane known = PLANE_NOWHERE;
    switch ((enum value_kind)image->kind) {
    case VALUE_OPTIONS: known = exactly_one(m, image); break;
    case VALUE_SET: known = known_set(m, image); break;
    case VALUE_NUMBER:
    case VALUE_DATE: return number_is_known(m, image);
    case VALUE_TEXT: break; /* there is no such image */
    }
    return (struct pair){gate_not(m, known), known};
}

static plane some_of(struct maker *m, const struct image *image)
{
    plane some = PLANE_NOWHERE;
    if (image->kind != VALUE_OPTIONS)
        return image->some;
    for (uint32_t i = 0; i < image->n; i++)
        some = gate_or(m, some, image->options[i]);
    return some;
}

struct pair image_is_nothing(struct maker *m, const struct image *image)
{
    return (struct pair){some_of(m, image), image->nothing};
}

/* --- branches ------------------------------------------------------------ */

/* Where each branch may give the value: not where an earlier guard is yes. */
static plane *possible_branches(struct maker *m, const struct expr *e,
                                uint32_t n)
{
    plane *possible = ARENA_ARRAY(m->batch->arena, plane, n);
    plane open = PLANE_EVERYWHERE;
    for (uint32_t i = 0; i + 1 < n; i++) {
        struct pair guard = condition_of(m, e->kids[2 * i]);
        possible[i] = gate_and(m, open, guard.yes);
        open = gate_and(m, open, guard.no);
    }
    possible[n - 1] = open;
    return possible;
}

static void add_branch(struct maker *m, struct image *all, plane possible,
                       const struct image *branch)
{
    if (branch->kind != all->kind || branch->n != all->n) {
        m->unsupported = true;
        return;
    }
    for (uint32_t i = 0; i < all->n; i++)
        all->options[i] = gate_or(m, all->options[i],
                                  gate_and(m, possible, branch->options[i]));
    all->nothing =
        gate_or(m, all->nothing, gate_and(m, possible, branch->nothing));
    all->some = gate_or(m, all->some, gate_and(m, possible, branch->some));
}

static struct image branch_numbers(struct maker *m, struct image *images,
                                   plane *possible, uint32_t n)
{
    struct number number = {.op = NUMBER_BRANCH,
                            .kind = images[0].kind,
                            .images = images,
                            .n = n,
                            .planes = possible};
    number.some = number.nothing = PLANE_NOWHERE;
    number.domain = DOMAIN_ROWS;
    for (uint32_t i = 0; i < n; i++) {
        const struct image *image = &images[i];
        if (image->kind != number.kind) {
            m->unsupported = true;
            return image_none(m);
        }
        number.some =
            gate_or(m, number.some, gate_and(m, possible[i], image->some));
        number.nothing = gate_or(m, number.nothing,
                                 gate_and(m, possible[i], image->nothing));
        number.domain = domain_join(m, number.domain, image_domain(m, image));
        number.domain =
            domain_join(m, number.domain, gate_domain(m, possible[i]));
    }
    for (uint32_t i = 0; i < n; i++) {
        images[i] = number_laid_out(m, images[i], number.domain);
        possible[i] = gate_within(m, possible[i], number.domain);
    }
    return number_image(m, number);
}

struct image branch_image(struct maker *m, const struct expr *e)
{
    uint32_t n = (e->n + 1) / 2;
    plane *possible = possible_branches(m, e, n);
    struct image *images = ARENA_ARRAY(m->batch->arena, struct image, n);
    for (uint32_t i = 0; i < n; i++)
        images[i] = image_of(m, e->kids[i + 1 < n ? 2 * i + 1 : e->n - 1]);
    if (images[0].kind == VALUE_NUMBER || images[0].kind == VALUE_DATE)
        return branch_numbers(m, images, possible, n);
    if (images[0].kind != VALUE_OPTIONS)
        return image_none(m);
    struct image all = image_empty(m, images[0].n);
    for (uint32_t i = 0; i < n; i++)
        add_branch(m, &all, possible[i], &images[i]);
    return all;
}

/* --- or as stated -------------------------------------------------------- */

/* Where the image differs from the value of a record that says nothing. */
static plane says_something(struct maker *m, const struct image *image,
                            struct value nobody)
{
    struct image empty = image_constant(m, nobody, image->n);
    plane differs = gate_or(m, gate_but(m, image->nothing, empty.nothing),
                            gate_but(m, empty.nothing, image->nothing));
    for (uint32_t i = 0; i < image->n; i++) {
        plane a = image->options[i], b = empty.options[i];
        differs = gate_or(m, differs,
                          gate_or(m, gate_but(m, a, b), gate_but(m, b, a)));
    }
    return differs;
}

/* One option of a statement: what all sides that say something allow; where
   they have nothing in common, what any of them allows; where none says
   something, what any side allows. */
struct stating {
    const struct image *images;
    const plane *says;
    uint32_t n;
    plane any; /* some side says something */
};

static plane option_at(const struct image *image, uint32_t i)
{
    return i < image->n ? image->options[i] : image->nothing;
}

static plane common(struct maker *m, const struct stating *s, uint32_t option)
{
    plane both = s->any;
    for (uint32_t i = 0; i < s->n; i++)
        both = gate_and(m, both,
                        gate_or(m, option_at(&s->images[i], option),
                                gate_not(m, s->says[i])));
    return both;
}

static plane allowed(struct maker *m, const struct stating *s, uint32_t option,
                     plane contradict)
{
    plane said = PLANE_NOWHERE, all = PLANE_NOWHERE;
    for (uint32_t i = 0; i < s->n; i++) {
        plane possible = option_at(&s->images[i], option);
        said = gate_or(m, said, gate_and(m, possible, s->says[i]));
        all = gate_or(m, all, possible);
    }
    plane value =
        gate_or(m, common(m, s, option), gate_and(m, contradict, said));
    return gate_or(m, value, gate_but(m, all, s->any));
}

static struct image stated_options(struct maker *m, const struct stating *s,
                                   plane *contradicts)
{
    uint32_t n = s->images[0].n;
    plane agreed = PLANE_NOWHERE;
    for (uint32_t i = 0; i <= n; i++)
        agreed = gate_or(m, agreed, common(m, s, i));
    *contradicts = gate_but(m, s->any, agreed);
    struct image image = image_empty(m, n);
    for (uint32_t i = 0; i < n; i++)
        image.options[i] = allowed(m, s, i, *contradicts);
    image.nothing = allowed(m, s, n, *contradicts);
    return image;
}

static struct image stated_numbers(struct maker *m, struct image *images,
                                   struct value *nobody, uint32_t n,
                                   plane *contradicts)
{
    struct number number = {.op = NUMBER_STATED,
                            .kind = images[0].kind,
                            .images = images,
                            .nobody = nobody,
                            .n = n,
                            .domain = DOMAIN_ROWS};
    for (uint32_t i = 0; i < n; i++)
        number.domain =
            domain_join(m, number.domain, image_domain(m, &images[i]));
    for (uint32_t i = 0; i < n; i++)
        images[i] = number_laid_out(m, images[i], number.domain);
    number.some = gate_made(m, number.domain);
    number.nothing = gate_made(m, number.domain);
    number.contradicts = gate_made(m, number.domain);
    *contradicts = number.contradicts;
    return number_image(m, number);
}

struct image stated_image(struct maker *m, const struct expr *e,
                          plane *contradicts)
{
    struct arena *arena = m->batch->arena;
    struct image *images = ARENA_ARRAY(arena, struct image, e->n);
    struct value *nobody = ARENA_ARRAY(arena, struct value, e->n);
    plane *says = ARENA_ARRAY(arena, plane, e->n);
    struct stating s = {images, says, e->n, PLANE_NOWHERE};
    *contradicts = PLANE_NOWHERE;
    for (uint32_t i = 0; i < e->n; i++) {
        images[i] = image_of(m, e->kids[i]);
        nobody[i] = value_of_nobody(m, e->kids[i]);
        if (images[i].kind != images[0].kind || images[i].n != images[0].n)
            m->unsupported = true;
    }
    if (m->unsupported)
        return image_none(m);
    if (images[0].kind == VALUE_NUMBER || images[0].kind == VALUE_DATE)
        return stated_numbers(m, images, nobody, e->n, contradicts);
    if (images[0].kind != VALUE_OPTIONS)
        return image_none(m);
    for (uint32_t i = 0; i < e->n; i++) {
        says[i] = says_something(m, &images[i], nobody[i]);
        s.any = gate_or(m, s.any, says[i]);
    }
    return stated_options(m, &s, contradicts);
}
