/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbers and dates in circuits. A comparison with a threshold, which is what
 * rules consist of, becomes a few planes: where the low end is below the
 * threshold, where the high end is. All thresholds of one number are decided
 * in one step (STEP_CUTS). What compares two numbers or calculates lays ends
 * out in arrays and does, place by place, what the tree walk does.
 */

#include "interp/eval/batch_internal.h"

#include "interp/value/cut.h"
#include "interp/value/interval.h"

/* --- making -------------------------------------------------------------- */

static struct number *number_at(struct maker *m, uint32_t index)
{
    return &m->batch->numbers.at[index];
}

static uint32_t append(struct maker *m, struct number number)
{
    list_push(m->batch->arena, &m->batch->numbers, number);
    return (uint32_t)(m->batch->numbers.n - 1);
}

struct image number_image(struct maker *m, struct number number)
{
    number.arrays = true;
    uint32_t index = append(m, number);
    gate_step(m, STEP_NUMBER, index);
    return (struct image){.kind = number.kind,
                          .number = index,
                          .some = number.some,
                          .nothing = number.nothing};
}

/* What rules write and vocabularies allow has no open ends. */
struct image number_constant(struct maker *m, struct value value)
{
    struct image image = {.kind = value.kind};
    struct number number = {
        .op = NUMBER_CONSTANT, .kind = value.kind, .domain = DOMAIN_NONE};
    if (value.some) {
        number.low = value.range.low;
        number.high = value.range.high;
    }
    image.some = value.some ? PLANE_EVERYWHERE : PLANE_NOWHERE;
    image.nothing = value.nothing ? PLANE_EVERYWHERE : PLANE_NOWHERE;
    image.number = append(m, number);
    return image;
}

static size_t fields_at_most(const struct vocabulary *vocabulary)
{
    size_t most = 0;
    for (size_t i = 0; i < vocabulary->record_count; i++)
        if (vocabulary->records[i]->field_count > most)
            most = vocabulary->records[i]->field_count;
    return most;
}

uint32_t number_column(struct maker *m, uint32_t domain,
                       const struct field *field)
{
    if (!m->columns) {
        m->columns_each = fields_at_most(m->batch->program->vocabulary);
        m->columns = ARENA_ARRAY(m->arena, uint32_t,
                                 (m->batch->list_count + 1) * m->columns_each);
    }
    uint32_t *column = &m->columns[domain * m->columns_each + field->index];
    if (!*column) {
        struct value any = field_any(field);
        struct number number = {.op = NUMBER_COLUMN,
                                .kind = any.kind,
                                .domain = domain,
                                .field = field->index,
                                .low = any.range.low,
                                .high = any.range.high};
        *column = append(m, number) + 1;
    }
    return *column - 1;
}

/* --- arrays -------------------------------------------------------------- */

static uint32_t constant_in(struct maker *m, uint32_t index, uint32_t domain)
{
    struct number number = *number_at(m, index);
    number.domain = domain;
    number.arrays = true;
    return append(m, number);
}

static uint32_t spread(struct maker *m, const struct image *image,
                       uint32_t domain)
{
    struct number number = {.op = NUMBER_SPREAD,
                            .kind = image->kind,
                            .domain = domain,
                            .n = 1,
                            .images = ARENA_NEW(m->batch->arena, struct image)};
    number.images[0] = number_laid_out(m, *image, DOMAIN_ROWS);
    return number_image(m, number).number;
}

struct image number_laid_out(struct maker *m, struct image image,
                             uint32_t domain)
{
    struct number *number = number_at(m, image.number);
    if (number->op == NUMBER_CONSTANT) {
        image.number = constant_in(m, image.number, domain);
    } else if (number->domain != domain) {
        if (number->domain != DOMAIN_ROWS)
            m->unsupported = true;
        else
            image.number = spread(m, &image, domain);
    } else if (!number->arrays) {
        number->arrays = true;
        gate_step(m, STEP_ARRAYS, image.number);
    }
    image.some = gate_within(m, image.some, domain);
    image.nothing = gate_within(m, image.nothing, domain);
    return image;
}

/* --- cuts ---------------------------------------------------------------- */

static struct cuts *cuts_of(struct maker *m, uint32_t index, bool high)
{
    struct number *number = number_at(m, index);
    high = high && number->op != NUMBER_COLUMN;
    if (!number->cuts[high]) {
        struct cuts cuts = {.number = index, .high = high};
        number->cuts[high] = (uint32_t)m->batch->cuts.n + 1;
        gate_step(m, STEP_CUTS, (uint32_t)m->batch->cuts.n);
        list_push(m->batch->arena, &m->batch->cuts, cuts);
    }
    return &m->batch->cuts.at[number->cuts[high] - 1];
}

/* Where the cut stands in order, or would stand. */
static size_t find_cut(const struct cuts *cuts, int64_t at)
{
    size_t from = 0, to = cuts->all.n;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (cuts->all.at[middle].at < at)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static plane cut_plane(struct maker *m, uint32_t index, bool high, int64_t at)
{
    struct cuts *cuts = cuts_of(m, index, high);
    size_t i = find_cut(cuts, at);
    if (i < cuts->all.n && cuts->all.at[i].at == at)
        return cuts->all.at[i].below;
    struct one_cut cut = {at, gate_made(m, number_at(m, index)->domain)};
    list_push(m->batch->arena, &cuts->all, cut);
    for (size_t j = cuts->all.n - 1; j > i; j--)
        cuts->all.at[j] = cuts->all.at[j - 1];
    cuts->all.at[i] = cut;
    return cut.below;
}

plane number_below(struct maker *m, const struct image *image, bool high,
                   int64_t cut)
{
    struct number number = *number_at(m, image->number);
    bool otherwise = (high ? number.high : number.low) < cut;
    if (number.op == NUMBER_CONSTANT)
        return otherwise ? PLANE_EVERYWHERE : PLANE_NOWHERE;
    plane below = cut_plane(m, image->number, high, cut);
    if (number.op != NUMBER_COLUMN || !otherwise)
        return below;
    plane known =
        gate_add(m, (struct gate){GATE_KNOWN, number.domain, number.field, 0});
    return gate_or(m, below, gate_not(m, known));
}

/* --- comparing with a threshold ------------------------------------------ */

static enum comparison flipped(enum comparison how)
{
    switch (how) {
    case COMPARE_LT: return COMPARE_GT;
    case COMPARE_LE: return COMPARE_GE;
    case COMPARE_GT: return COMPARE_LT;
    case COMPARE_GE: return COMPARE_LE;
    case COMPARE_EQ:
    case COMPARE_NE: break;
    }
    return how;
}

/* May be equal, may be something else. */
static struct pair equal_to(struct maker *m, const struct image *x,
                            struct cut cut)
{
    plane low_below = number_below(m, x, false, cut.below);
    plane low_upto = number_below(m, x, false, cut.upto);
    plane high_below = number_below(m, x, true, cut.below);
    plane high_upto = number_below(m, x, true, cut.upto);
    plane must = gate_but(m, high_upto, low_below);
    return (struct pair){gate_not(m, must), gate_but(m, low_upto, high_below)};
}

/* The comparison of the ordinary members, as in compare.c. */
static struct pair compare_some(struct maker *m, enum comparison how,
                                const struct image *x, struct cut cut)
{
    int64_t at = how == COMPARE_LT || how == COMPARE_GE ? cut.below : cut.upto;
    struct pair below;
    if (how == COMPARE_EQ)
        return equal_to(m, x, cut);
    below.yes = number_below(m, x, false, at);
    below.no = gate_not(m, number_below(m, x, true, at));
    return how == COMPARE_LT || how == COMPARE_LE ? below : pair_not(below);
}

/* About nothing a comparison is no. */
static struct pair with_nothing(struct maker *m, struct pair some_pair,
                                plane some, plane nothing)
{
    return (struct pair){gate_or(m, gate_and(m, some, some_pair.no), nothing),
                         gate_and(m, some, some_pair.yes)};
}

static struct pair compare_cut(struct maker *m, enum comparison how,
                               const struct image *x, struct cut cut)
{
    return with_nothing(m, compare_some(m, how, x, cut), x->some, x->nothing);
}

/* One single known number or day, everywhere. */
static bool is_threshold(struct maker *m, const struct image *image,
                         int64_t *at)
{
    if (image->kind != VALUE_NUMBER && image->kind != VALUE_DATE)
        return false;
    const struct number *number = number_at(m, image->number);
    *at = number->low;
    return number->op == NUMBER_CONSTANT && number->low == number->high &&
           image->some == PLANE_EVERYWHERE && image->nothing == PLANE_NOWHERE &&
           end_is_bound(number->low);
}

static bool maps_forward(const struct unit_map *map)
{
    return map->numerator > 0 && map->denominator > 0;
}

/* Kid 0 of an expression against a threshold in the unit to which `map`
   brings it; false if that is not what it is. */
struct against {
    enum comparison how;
    const struct expr *e;
    const struct expr *threshold;
    const struct unit_map *map;
};

static bool against_threshold(struct maker *m, const struct against *a,
                              struct pair *pair)
{
    const struct expr *kid = a->e->kids[0];
    const struct unit_map *map = a->map;
    struct image to = image_of(m, a->threshold);
    int64_t at;
    if (!is_threshold(m, &to, &at) || !maps_forward(map))
        return false;
    if (kid->op == EXPR_SINCE) {
        struct image from = image_of(m, kid->kids[0]);
        struct cut cut = cut_of_days_since(m->batch->today, at, map);
        *pair = compare_cut(m, flipped(a->how), &from, cut);
        return true;
    }
    struct image x = image_of(m, kid);
    *pair = compare_cut(m, a->how, &x, cut_of(at, map));
    return true;
}

/* The same with the threshold before. */
static bool threshold_against(struct maker *m, const struct expr *e,
                              struct pair *pair)
{
    struct image from = image_of(m, e->kids[0]);
    const struct unit_map *map = &e->map;
    int64_t at;
    if (e->op == EXPR_COMPARE_MONTHS || !is_threshold(m, &from, &at) ||
        !maps_forward(map))
        return false;
    struct image x = image_of(m, e->kids[1]);
    *pair = compare_cut(m, flipped(e->comparison), &x, cut_of_mapped(at, map));
    return true;
}

static bool months_against(struct maker *m, const struct expr *e,
                           enum comparison how, int64_t months,
                           struct pair *pair)
{
    struct image to = image_of(m, e->kids[1]);
    int64_t day;
    if (!is_threshold(m, &to, &day))
        return false;
    struct image from = image_of(m, e->kids[0]);
    *pair = compare_cut(m, how, &from, cut_of_months(day, months));
    return true;
}

/* --- comparing in general ------------------------------------------------ */

static struct pair compare_step(struct maker *m, const struct expr *e,
                                const struct image *images, uint32_t n)
{
    struct comparing_images compare = {
        .expr = e, .n = n, .domain = DOMAIN_ROWS};
    for (uint32_t i = 0; i < n; i++) {
        if (images[i].kind != VALUE_NUMBER && images[i].kind != VALUE_DATE) {
            m->unsupported = true;
            return pair_of(TRUTH_UNKNOWN);
        }
        compare.domain =
            domain_join(m, compare.domain, image_domain(m, &images[i]));
    }
    for (uint32_t i = 0; i < n; i++)
        compare.images[i] = number_laid_out(m, images[i], compare.domain);
    compare.result.no = gate_made(m, compare.domain);
    compare.result.yes = gate_made(m, compare.domain);
    gate_step(m, STEP_COMPARE, (uint32_t)m->batch->compares.n);
    list_push(m->batch->arena, &m->batch->compares, compare);
    return compare.result;
}

static struct pair compare_kids(struct maker *m, const struct expr *e)
{
    struct image images[3];
    for (uint32_t i = 0; i < e->n && i < 3; i++)
        images[i] = image_of(m, e->kids[i]);
    return compare_step(m, e, images, e->n);
}

struct pair number_compare(struct maker *m, const struct expr *e)
{
    struct pair pair;
    if (e->op == EXPR_COMPARE_MONTHS)
        return months_against(m, e, e->comparison, e->months, &pair)
                   ? pair
                   : compare_kids(m, e);
    struct against against = {.e = e, .threshold = e->kids[1], .map = &e->map};
    against.how = e->comparison;
    if (against_threshold(m, &against, &pair) || threshold_against(m, e, &pair))
        return pair;
    return compare_kids(m, e);
}

static bool in_order(struct maker *m, const struct expr *e)
{
    struct image low = image_of(m, e->kids[1]), high = image_of(m, e->kids[2]);
    int64_t from, to;
    return is_threshold(m, &low, &from) && is_threshold(m, &high, &to) &&
           from <= to;
}

struct pair number_between(struct maker *m, const struct expr *e)
{
    struct pair above, below;
    if (e->op == EXPR_BETWEEN_MONTHS) {
        if (months_against(m, e, COMPARE_LE, e->months, &above) &&
            months_against(m, e, COMPARE_GE, e->months2, &below))
            return pair_and(m, above, below);
        return compare_kids(m, e);
    }
    struct against low = {COMPARE_GE, e, e->kids[1], &e->map};
    struct against high = {COMPARE_LE, e, e->kids[2], &e->map2};
    if (in_order(m, e) && against_threshold(m, &low, &above) &&
        against_threshold(m, &high, &below))
        return pair_and(m, above, below);
    return compare_kids(m, e);
}

/* --- known --------------------------------------------------------------- */

/* Where both ends are one. */
static plane is_single(struct maker *m, const struct image *image)
{
    struct number number = *number_at(m, image->number);
    bool one = number.low == number.high;
    if (number.op == NUMBER_CONSTANT)
        return one ? PLANE_EVERYWHERE : PLANE_NOWHERE;
    if (number.op == NUMBER_COLUMN && !one)
        return gate_add(
            m, (struct gate){GATE_KNOWN, number.domain, number.field, 0});
    return compare_step(m, NULL, image, 1).yes;
}

struct pair number_is_known(struct maker *m, const struct image *image)
{
    plane one = gate_but(m, gate_and(m, image->some, is_single(m, image)),
                         image->nothing);
    plane known = gate_or(m, one, gate_but(m, image->nothing, image->some));
    return (struct pair){gate_not(m, known), known};
}

/* --- calculating --------------------------------------------------------- */

struct image number_calculated(struct maker *m, const struct expr *e)
{
    struct number number = {
        .op = NUMBER_CALCULATED,
        .domain = DOMAIN_ROWS,
        .expr = e,
        .n = e->n,
        .images = ARENA_ARRAY(m->batch->arena, struct image, e->n),
        .some = PLANE_EVERYWHERE};
    number.kind = type_any(&e->type).kind;
    for (uint32_t i = 0; i < e->n; i++) {
        struct image *image = &number.images[i];
        *image = image_of(m, e->kids[i]);
        if (image->kind != VALUE_NUMBER && image->kind != VALUE_DATE)
            return image_none(m);
        number.domain = domain_join(m, number.domain, image_domain(m, image));
    }
    for (uint32_t i = 0; i < e->n; i++) {
        struct image *image = &number.images[i];
        *image = number_laid_out(m, *image, number.domain);
        number.some = gate_and(m, number.some, image->some);
        number.nothing = gate_or(m, number.nothing, image->nothing);
    }
    return number_image(m, number);
}

/* The sum of all points must not overflow; no score comes near that. */
static bool points_fit(const struct score *score)
{
    decimal sum = 0;
    for (size_t i = 0; i < score->n; i++) {
        decimal points = score->points[i].points;
        if (!decimal_add(sum, points < 0 ? -points : points, &sum))
            return false;
    }
    return true;
}

struct image number_score(struct maker *m, const struct expr *e)
{
    const struct score *score = e->score;
    struct number number = {
        .op = NUMBER_SCORE,
        .kind = VALUE_NUMBER,
        .domain = DOMAIN_ROWS,
        .expr = e,
        .n = score->n,
        .planes = ARENA_ARRAY(m->batch->arena, plane, 2 * score->n),
        .some = PLANE_EVERYWHERE};
    if (!points_fit(score))
        m->unsupported = true;
    for (size_t i = 0; i < score->n; i++) {
        struct pair when = condition_of(m, score->points[i].when);
        number.planes[2 * i] = gate_within(m, when.no, DOMAIN_ROWS);
        number.planes[2 * i + 1] = gate_within(m, when.yes, DOMAIN_ROWS);
    }
    return number_image(m, number);
}
