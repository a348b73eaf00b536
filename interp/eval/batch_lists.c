/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Groups in circuits: what groups.c, quantifiers.c and latest.c do element by
 * element. The described elements of all rows are one domain, and GATE_ANY
 * brings it back to the rows. The anonymous elements of a row are all alike:
 * their part of every test is a condition of the row, in which each field of
 * the element is unknown, joined by whether there may be such elements.
 */

#include "interp/eval/batch_internal.h"

/* --- members ------------------------------------------------------------- */

void list_use(struct maker *m, uint32_t list)
{
    struct extent *extent = &m->batch->extents[list];
    if (extent->used)
        return;
    extent->used = true;
    gate_step(m, STEP_EXTENT, list);
    extent->filled = gate_made(m, DOMAIN_ROWS);
    extent->anon = gate_made(m, DOMAIN_ROWS);
    extent->sure = gate_made(m, DOMAIN_ROWS);
}

static struct frame bind(struct maker *m, const struct group *group,
                         bool anonymous)
{
    struct frame frame = {
        .list = group->list->list, .bound = true, .anonymous = anonymous};
    return frame_enter(m, group->level, frame);
}

static struct pair condition_bound(struct maker *m, const struct group *group,
                                   const struct expr *e, bool anonymous)
{
    if (!e)
        return pair_of(TRUTH_YES);
    struct frame before = bind(m, group, anonymous);
    struct pair pair = condition_of(m, e);
    frame_enter(m, group->level, before);
    return pair;
}

static struct image image_bound(struct maker *m, const struct group *group,
                                const struct expr *e, bool anonymous)
{
    struct frame before = bind(m, group, anonymous);
    struct image image = image_of(m, e);
    frame_enter(m, group->level, before);
    return image;
}

/* Elements of another list cannot be looked at from within one. */
static void check_outside(struct maker *m, const struct expr *e)
{
    for (uint32_t level = 1; level <= e->deepest; level++)
        if (!m->frames[level].bound || !m->frames[level].anonymous)
            m->unsupported = true;
}

static struct members_image members(struct maker *m, const struct expr *e)
{
    const struct group *group = &e->group;
    uint32_t list = group->list->list;
    check_outside(m, e);
    list_use(m, list);
    struct members_image all = {.list = list};
    all.anon = m->batch->extents[list].anon;
    all.anon_sure = m->batch->extents[list].sure;
    all.within = condition_bound(m, group, group->where, false);
    all.anon_within = condition_bound(m, group, group->where, true);
    return all;
}

/* Whether the anonymous ones are there and in the group. */
static struct pair anonymous_present(struct maker *m,
                                     const struct members_image *all)
{
    struct pair there = {gate_not(m, all->anon_sure), all->anon};
    return pair_and(m, there, all->anon_within);
}

/* --- any, every, no ------------------------------------------------------ */

/* Whether a described element may have it, and whether all may lack it. */
static struct pair some_described(struct maker *m, uint32_t list,
                                  struct pair has)
{
    plane surely = gate_any(m, list, gate_not(m, has.no));
    return (struct pair){gate_not(m, surely), gate_any(m, list, has.yes)};
}

/* Whether some member has what described and anonymous ones have. */
static struct pair some_member(struct maker *m, const struct members_image *all,
                               struct pair described, struct pair anonymous)
{
    struct pair has = pair_and(m, all->within, described);
    struct pair also = pair_and(m, anonymous_present(m, all), anonymous);
    return pair_or(m, some_described(m, all->list, has), also);
}

struct pair list_any(struct maker *m, const struct expr *e)
{
    struct members_image all = members(m, e);
    return some_member(m, &all,
                       condition_bound(m, &e->group, e->kids[0], false),
                       condition_bound(m, &e->group, e->kids[0], true));
}

struct pair list_every(struct maker *m, const struct expr *e)
{
    struct members_image all = members(m, e);
    struct pair yes = pair_of(TRUTH_YES);
    struct pair has = condition_bound(m, &e->group, e->kids[0], false);
    struct pair anon_has = condition_bound(m, &e->group, e->kids[0], true);
    struct pair some = some_member(m, &all, yes, yes);
    struct pair lacking =
        some_member(m, &all, pair_not(has), pair_not(anon_has));
    return pair_and(m, some, pair_not(lacking));
}

struct pair list_none(struct maker *m, const struct expr *e)
{
    struct members_image all = members(m, e);
    struct pair yes = pair_of(TRUTH_YES);
    return pair_not(some_member(m, &all, yes, yes));
}

/* --- the latest ---------------------------------------------------------- */

/* The list's own date of an element. */
static struct image date_image(struct maker *m, const struct field *list,
                               bool anonymous)
{
    return anonymous ? image_anonymous(m, list->by)
                     : image_column(m, list->list + 1, list->by);
}

static bool same_group(const struct latest *latest, const struct expr *e,
                       uint64_t frame)
{
    return latest->list == e->group.list && latest->where == e->group.where &&
           latest->sign == e->sign &&
           (!e->group.where || latest->where_frame == frame);
}

static const struct latest *latest_in(struct maker *m, const struct expr *e)
{
    uint64_t frame = frame_key(m, e->deepest);
    for (size_t i = 0; i < m->batch->latests.n; i++)
        if (same_group(&m->batch->latests.at[i], e, frame))
            return &m->batch->latests.at[i];
    struct latest latest = {.list = e->group.list,
                            .where = e->group.where,
                            .where_frame = frame,
                            .sign = e->sign};
    uint32_t domain = e->group.list->list + 1;
    latest.group = members(m, e);
    latest.group.within.no = gate_within(m, latest.group.within.no, domain);
    latest.group.within.yes = gate_within(m, latest.group.within.yes, domain);
    latest.date =
        number_laid_out(m, date_image(m, e->group.list, false), domain);
    latest.anon_date =
        number_laid_out(m, date_image(m, e->group.list, true), DOMAIN_ROWS);
    gate_step(m, STEP_LATEST, (uint32_t)m->batch->latests.n);
    latest.candidate = gate_made(m, domain);
    latest.anon_candidate = gate_made(m, DOMAIN_ROWS);
    latest.none = gate_made(m, DOMAIN_ROWS);
    list_push(m->batch->arena, &m->batch->latests, latest);
    return &m->batch->latests.at[m->batch->latests.n - 1];
}

/* Where one that may be the latest is in the plane. */
static plane of_latest(struct maker *m, const struct latest *latest,
                       plane described, plane anonymous)
{
    plane here = gate_and(m, latest->candidate, described);
    return gate_or(m, gate_any(m, latest->list->list, here),
                   gate_and(m, latest->anon_candidate, anonymous));
}

/* Of whichever is the latest: about none, the test is no. */
struct pair list_of_is(struct maker *m, const struct expr *of, uint64_t options)
{
    const struct latest latest = *latest_in(m, of);
    struct image image = image_bound(m, &of->group, of->kids[0], false);
    struct image anon = image_bound(m, &of->group, of->kids[0], true);
    struct pair is = choice_is(m, &image, options);
    struct pair anon_is = choice_is(m, &anon, options);
    return (struct pair){
        gate_or(m, of_latest(m, &latest, is.no, anon_is.no), latest.none),
        of_latest(m, &latest, is.yes, anon_is.yes)};
}

static struct image options_of_latest(struct maker *m,
                                      const struct latest *latest,
                                      const struct image *image,
                                      const struct image *anon)
{
    struct image of = image_empty(m, image->n);
    for (uint32_t i = 0; i < image->n; i++)
        of.options[i] =
            of_latest(m, latest, image->options[i], anon->options[i]);
    of.nothing = of_latest(m, latest, image->nothing, anon->nothing);
    of.nothing = gate_or(m, of.nothing, latest->none);
    return of;
}

static struct image number_of_latest(struct maker *m,
                                     const struct latest *latest,
                                     const struct image *image,
                                     const struct image *anon)
{
    struct arena *arena = m->batch->arena;
    struct number number = {
        .op = NUMBER_OF, .kind = image->kind, .domain = DOMAIN_ROWS, .n = 2};
    uint32_t domain = latest->list->list + 1;
    number.group.list = latest->list->list;
    number.images = ARENA_ARRAY(arena, struct image, 2);
    number.images[0] = number_laid_out(m, *image, domain);
    number.images[1] = number_laid_out(m, *anon, DOMAIN_ROWS);
    number.planes = ARENA_ARRAY(arena, plane, 2);
    number.planes[0] =
        gate_and(m, latest->candidate, gate_within(m, image->some, domain));
    number.planes[1] = gate_and(m, latest->anon_candidate, anon->some);
    number.some = of_latest(m, latest, image->some, anon->some);
    number.nothing = of_latest(m, latest, image->nothing, anon->nothing);
    number.nothing = gate_or(m, number.nothing, latest->none);
    return number_image(m, number);
}

struct image list_of(struct maker *m, const struct expr *e)
{
    const struct latest latest = *latest_in(m, e);
    struct image image = image_bound(m, &e->group, e->kids[0], false);
    struct image anon = image_bound(m, &e->group, e->kids[0], true);
    if (image.kind != anon.kind || image.n != anon.n || image.kind == VALUE_SET)
        return image_none(m);
    return image.kind == VALUE_OPTIONS
               ? options_of_latest(m, &latest, &image, &anon)
               : number_of_latest(m, &latest, &image, &anon);
}

/* --- numbers over groups ------------------------------------------------- */

static struct members_image members_laid_out(struct maker *m,
                                             const struct expr *e)
{
    struct members_image all = members(m, e);
    uint32_t domain = all.list + 1;
    all.within.no = gate_within(m, all.within.no, domain);
    all.within.yes = gate_within(m, all.within.yes, domain);
    return all;
}

struct image list_count(struct maker *m, const struct expr *e)
{
    struct number number = {.op = NUMBER_COUNT,
                            .kind = VALUE_NUMBER,
                            .domain = DOMAIN_ROWS,
                            .expr = e,
                            .some = PLANE_EVERYWHERE};
    number.group = members_laid_out(m, e);
    return number_image(m, number);
}

/* Largest, smallest, total. */
struct image list_number(struct maker *m, const struct expr *e)
{
    struct number number = {
        .op = e->op == EXPR_TOTAL ? NUMBER_TOTAL : NUMBER_EXTREME,
        .domain = DOMAIN_ROWS,
        .expr = e,
        .n = 2,
        .images = ARENA_ARRAY(m->batch->arena, struct image, 2)};
    number.group = members_laid_out(m, e);
    struct image image = image_bound(m, &e->group, e->kids[0], false);
    struct image anon = image_bound(m, &e->group, e->kids[0], true);
    if ((image.kind != VALUE_NUMBER && image.kind != VALUE_DATE) ||
        anon.kind != image.kind)
        return image_none(m);
    number.kind = image.kind;
    number.images[0] = number_laid_out(m, image, number.group.list + 1);
    number.images[1] = number_laid_out(m, anon, DOMAIN_ROWS);
    number.some = PLANE_EVERYWHERE;
    if (number.op == NUMBER_EXTREME) {
        number.some = gate_made(m, DOMAIN_ROWS);
        number.nothing = gate_made(m, DOMAIN_ROWS);
    }
    return number_image(m, number);
}
