/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Whether a tree is made as ast.def says: a tiny matcher of the shapes there.
 * For tests; the parser never builds anything else.
 */

#include "grammar/ast.h"

/* Groups of kinds that shapes name, besides "expr": each lists kinds by
   their upper-case names as ast.def spells them, or other groups. */
struct shape_group {
    const char *name, *members;
};

static const struct shape_group shape_groups[] = {
    {"path", "NAME_REF OF EXTREME_OF"},
    {"group", "path WHERE"},
    {"number", "NUMBER QUANTITY"},
    {"literal", "NAME NONE YES NO"},
    {"value", "NAME YES NO UNKNOWN NONE NUMBER QUANTITY DATE STRINGS AMOUNT "
              "LITERALS"},
    {"type", "TYPE_YESNO TYPE_CHOICES TYPE_SET TYPE_UNIT TYPE_RANGE TYPE_LIST"},
    {"field", "FIELD BROKEN"},
    {"attribute", "ATTR_RANGE ATTR_VALID ATTR_IF ATTR_COUNTED ATTR_ASSUME "
                  "ATTR_CODE ATTR_NAMED ATTR_LABEL"},
    {"evidence_part", "EVIDENCE_FROM STRINGS BROKEN"},
    {"map", "MAP MAP_IS MAP_SETTING MAP_MISSING MAP_YES MAP_NO MAP_SYSTEM "
            "MAP_GROUP BROKEN"},
    {"map_path", "STRINGS NAME"},
    {"pair_code", "MAP_CODE MAP_ALL MAP_OTHERWISE"},
    {"map_target", "NAME MAP_OF MAP_INCLUDES"},
    {"map_field", "NAME MAP_OF"},
    {"map_source", "MAP_COLUMN MAP_EXPR MAP_RESOURCE"},
    {"map_part", "MAP_UNIT MAP_AS MAP_ON MAP_MISSING PAIR"},
    {"define_body", "expr STATED BRANCHES"},
    {"conclusion", "ADVISE CANDIDATE DELAY MONITOR ORDER PROGNOSIS OUTCOME "
                   "NOTE"},
    {"tail", "BECAUSE CITES OVERRIDES JUDGEMENT"},
    {"row", "ROW BROKEN"},
    {"cell", "CELL_ANY CELL_IN CELL_AMOUNT"},
    {"case_part", "AS_OF GIVEN GIVEN_RECORD EXPECT BROKEN"},
    {"fact", "FACT FACT_LIST"},
    {"expectation", "EXPECT_VERDICT EXPECT_CANDIDATE EXPECT_NO_VERDICT "
                    "EXPECT_UNDECIDED EXPECT_RULE EXPECT_VALUE EXPECT_IS "
                    "EXPECT_CONFLICT EXPECT_OUTCOME EXPECT_MONITOR "
                    "EXPECT_NOTHING_ELSE EXPECT_PROGNOSIS EXPECT_ORDER "
                    "EXPECT_DELAY"},
};

static const char *enum_name(enum ast_kind kind)
{
    static const char *const names[] = {
#define X(kind, name, kids) #kind,
#include "grammar/ast.def"
#undef X
    };
    return names[kind];
}

/* Cuts the next word off the front of a list of words. */
static struct str next_word(struct str *list)
{
    *list = str_trim(*list);
    size_t n = 0;
    while (n < list->n && list->at[n] != ' ')
        n++;
    struct str word = {list->at, n};
    *list = str_from(*list, n);
    return word;
}

static const char *group_members(struct str name)
{
    for (size_t i = 0; i < sizeof shape_groups / sizeof *shape_groups; i++)
        if (str_equal(name, str_of(shape_groups[i].name)))
            return shape_groups[i].members;
    return NULL;
}

static bool is_one_of(enum ast_kind kind, struct str word)
{
    if (str_equal(word, STR("item")))
        return ast_is_item(kind);
    if (str_equal(word, STR("expr")))
        return ast_is_expr(kind);
    const char *members = group_members(word);
    if (!members)
        return str_equal(word, str_of(enum_name(kind)));
    struct str rest = str_of(members);
    for (struct str one = next_word(&rest); one.n; one = next_word(&rest))
        if (is_one_of(kind, one))
            return true;
    return false;
}

/* Matches kids from `*at` on against one word of a shape. */
static bool take(const struct ast *node, uint32_t *at, struct str word)
{
    char mark = word.n ? word.at[word.n - 1] : ' ';
    bool many = mark == '*' || mark == '+';
    if (many || mark == '?')
        word.n--;
    uint32_t first = *at;
    if (mark == '?' && *at < node->n && !node->kids[*at])
        return ++*at, true;
    while (*at < node->n && node->kids[*at] &&
           is_one_of(node->kids[*at]->kind, word)) {
        ++*at;
        if (!many)
            return true;
    }
    return mark == '*' || (mark == '+' && *at > first);
}

bool ast_check(const struct ast *node)
{
    if (!node)
        return true;
    uint32_t at = 0;
    struct str shape = str_of(ast_shape(node->kind));
    for (struct str word = next_word(&shape); word.n; word = next_word(&shape))
        if (!take(node, &at, word))
            return false;
    if (at != node->n)
        return false;
    for (uint32_t i = 0; i < node->n; i++)
        if (!ast_check(node->kids[i]))
            return false;
    return true;
}
