/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What can be said of any tree: whether two say the same, whether one has the
 * shape that ast.def asks for, which kinds are items and expressions. What
 * trees a text gives is test_parse.c's.
 */

#include "tests/unit/support/parsed.h"
#include "tests/unit/unit.h"

#include "grammar/gram.h"

static struct ast *tree_of(struct parsed **parsed, const char *text,
                           enum parse_start start)
{
    *parsed = parsed_text(str_of(text), start);
    ck_assert_msg((*parsed)->sink.errors == 0, "%s", parsed_messages(*parsed));
    return (*parsed)->tree;
}

START_TEST(equal_trees_say_the_same)
    {
        static const struct {
            const char *a, *b;
            bool equal;
        } rows[] = {
            {"A and B", "a  AND b", true},
            {"wild_type", "wild-type", true},
            {"A < 1", "A <= 1", false},
            {"A", "B", false},
            {"A", "not A", false},
            {"f(1)", "f(1, 2)", false},
            {"A = \"x\"", "A = \"X\"", false},
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct parsed *a, *b;
            ck_assert_msg(ast_equal(tree_of(&a, rows[i].a, PARSE_EXPR),
                                    tree_of(&b, rows[i].b, PARSE_EXPR)) ==
                              rows[i].equal,
                          "%s, %s", rows[i].a, rows[i].b);
            parsed_free(a);
            parsed_free(b);
        }
        struct parsed *plain, *labelled;
        const struct ast *a = tree_of(&plain, "treatment A\n", PARSE_FILE);
        const struct ast *b =
            tree_of(&labelled, "treatment A \"x\"\n", PARSE_FILE);
        ck_assert(!ast_equal(a, b) && !ast_equal(b, a));
        ck_assert(ast_equal(NULL, NULL) && !ast_equal(a, NULL));
        parsed_free(plain);
        parsed_free(labelled);
    }
END_TEST

/* Every node of a tree spoilt in turn: a child of a wrong kind, one that is
   lacking, one too many. */
START_TEST(misshapen_trees_are_noticed)
    {
        struct parsed *parsed;
        struct ast *file =
            tree_of(&parsed, "rule R\n  when A and B\n  then x\n", PARSE_FILE);
        struct ast *rule = file->kids[0], *both = rule->kids[2];
        ck_assert(ast_check(file) && ast_check(NULL));
        struct ast *kept = both->kids[1];
        both->kids[1] = NULL;
        ck_assert(!ast_check(file));
        both->kids[1] = rule->kids[4]; /* conclusions */
        ck_assert(!ast_check(file));
        both->kids[1] = kept;
        both->n = 0;
        ck_assert(!ast_check(file));
        both->n = 2;
        rule->n = 4; /* no conclusions */
        ck_assert(!ast_check(file));
        rule->n = 5;
        rule->kids[0]->n = 1; /* a name has no children */
        rule->kids[0]->kids = &kept;
        ck_assert(!ast_check(file));
        rule->kids[0]->n = 0;
        ck_assert(ast_check(file));
        parsed_free(parsed);
    }
END_TEST

START_TEST(kinds_of_nodes)
    {
        ck_assert(ast_is_item(AST_RULE) && ast_is_item(AST_BROKEN));
        ck_assert(!ast_is_item(AST_FIELD) && !ast_is_item(AST_AND));
        static const enum ast_kind exprs[] = {
            AST_NUMBER, AST_QUANTITY, AST_DATE,    AST_STRINGS,
            AST_OR,     AST_NAME_REF, AST_COMPARE, AST_MAP_TEST};
        static const enum ast_kind others[] = {
            AST_NAME, AST_UNIT,     AST_NONE, AST_WHERE,
            AST_RULE, AST_LITERALS, AST_FILE};
        for (size_t i = 0; i < sizeof exprs / sizeof *exprs; i++)
            ck_assert_msg(ast_is_expr(exprs[i]), "%s", ast_kind_name(exprs[i]));
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            ck_assert_msg(!ast_is_expr(others[i]), "%s",
                          ast_kind_name(others[i]));
    }
END_TEST

START_TEST(tokens_are_found_by_their_names)
    {
        static const int kinds[] = {TOK_RULE, TOK_NAME,  TOK_QUANTITY, TOK_AND,
                                    TOK_LE,   TOK_COMMA, TOK_YESNO};
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            ck_assert_int_eq(gram_token_kind(str_of(gram_token_name(kinds[i]))),
                             kinds[i]);
        ck_assert_int_eq(gram_token_kind(STR("no such token")), -1);
    }
END_TEST

static Suite *tree_suite(void)
{
    Suite *s = suite_create("tree");
    UNIT_CASE(s, "trees", equal_trees_say_the_same, misshapen_trees_are_noticed,
              kinds_of_nodes);
    UNIT_CASE(s, "tokens", tokens_are_found_by_their_names);
    return s;
}

UNIT_MAIN(tree_suite)
