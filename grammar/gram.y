/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Cantlie's grammar. It reads one item at a time: parse.c cuts a file into
 * items at the first column and pushes the tokens of each, after a START
 * token that says what the text is to be. So a mistake in one item cannot
 * reach the next, and this file needs no error productions: where the parser
 * stops, slips.c looks at the tokens around the place, and parse.c may mend
 * the tokens and push them again. A line of a record, table, case, evidence
 * or mapping that is given up arrives as one BROKEN_LINE.
 *
 * An action makes one node (build.h). Nothing here knows a vocabulary: which
 * names are fields, choices or treatments is the checker's to say.
 */

%code requires {
#include "grammar/build.h"
}

%code provides {
/* What a parser says to the last token it was given. */
enum gram_state { GRAM_MORE, GRAM_WHOLE, GRAM_STOPPED, GRAM_TOO_DEEP };

/* Gives a parser its next token; a token of kind TOK_END ends the text. */
enum gram_state gram_push(gram_pstate *parser, const struct token *token,
                          struct builder *b);

/* Forgets a text that was not finished. */
void gram_reset(gram_pstate *parser);

/* The tokens that may come next: at most STOP_ROOM, into b->stop. */
void gram_expected(gram_pstate *parser, struct builder *b);

/* The word, sign or kind of thing that a token is, e.g. "and", "NAME". */
const char *gram_token_name(int kind);

/* The other way round; -1 for a name that no token has. */
int gram_token_kind(struct str name);
}

%{
#include "grammar/limits.h"

/* Deep enough for LIMIT_NESTING levels of anything: a level takes at most a
   dozen symbols; chains of 'and', commas and lines do not deepen the stack. */
#define YYMAXDEPTH (12 * LIMIT_NESTING)

#define YYLLOC_DEFAULT(Current, Rhs, N)                                        \
    do {                                                                       \
        (Current).from = (N) ? YYRHSLOC(Rhs, 1).from : YYRHSLOC(Rhs, 0).to;    \
        (Current).to = YYRHSLOC(Rhs, N).to;                                    \
    } while (0)

#define KIDS(...)                                                              \
    (struct ast *[]){__VA_ARGS__},                                             \
        (uint32_t)(sizeof((struct ast *[]){__VA_ARGS__}) /                     \
                   sizeof(struct ast *))
#define MAKE(kind, op, at) (struct make){AST_##kind, op, at}

/* The builder calls of the actions: a leaf from a token or a fixed text, a
   node, a node with an op, and the same with a list at the end. */
#define LEAF(kind, at, token) build_leaf(b, AST_##kind, at, (token)->text)
#define WORD(kind, at) build_leaf(b, AST_##kind, at, (struct str){0})
#define NODE(kind, at, ...)                                                    \
    build_node(b, MAKE(kind, OP_PLAIN, at), KIDS(__VA_ARGS__))
#define NODE_OP(kind, op, at, ...)                                             \
    build_node(b, MAKE(kind, op, at), KIDS(__VA_ARGS__))
#define LISTED(kind, at, list, ...)                                            \
    build_list(b, MAKE(kind, OP_PLAIN, at), KIDS(__VA_ARGS__), list)
#define LISTED_OP(kind, op, at, list, ...)                                     \
    build_list(b, MAKE(kind, op, at), KIDS(__VA_ARGS__), list)
#define ONLY_LIST(kind, at, list)                                              \
    build_list(b, MAKE(kind, OP_PLAIN, at), NULL, 0, list)
%}

%require "3.8"
%define api.prefix {gram_}
%define api.token.prefix {TOK_}
%define api.pure full
%define api.push-pull push
%define api.value.type union
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
%define lr.type lalr
%locations
%param {struct builder *b}
%expect 0

%code {
static void gram_error(const struct span *span, const struct builder *b,
                       const char *message);
}

%token END 0 "the end"
%token BAD "a slip"
%token START_ITEM "an item" START_EXPR "an expression" START_FACTS "facts"
       START_NAME "a name"
%token <const struct token *> NAME QUANTITY NUMBER DATE STRING UNIT REFS
       BROKEN_LINE
%token YESNO "yes/no"
%token GUIDELINE "guideline" USE "use" SOURCE "source" EVIDENCE "evidence"
       RECORD "record" CONSTRAINT "constraint" MAPPING "mapping"
       TREATMENT "treatment" MEASURE "measure" DEFINE "define" RULE "rule"
       SCORE "score" TABLE "table" CASE "case"
%token VERSION "version" MEMBER "member" LIST "list" SET "set" BY "by"
       CODE "code" ASSUME "assume" NAMED "named" VALID "valid"
       COUNTED "counted" MISSING "missing" STATED "stated"
       OTHERWISE "otherwise"
%token WHEN "when" UNLESS "unless" THEN "then" BECAUSE "because" CITES "cites"
       OVERRIDES "overrides" JUDGEMENT "judgement" IF "if"
%token RECOMMEND "recommend" CONSIDER "consider" AVOID "avoid"
       CONTRAINDICATE "contraindicate" CANDIDATE "candidate" DELAY "delay"
       UNTIL "until" AFTER "after" MONITOR "monitor" ORDER "order"
       PROGNOSIS "prognosis" FAVOURABLE "favourable" ADVERSE "adverse"
       OUTCOME "outcome" AGAINST "against" NOTE "note" WITH "with"
       EXCEPT "except" TRIAL "trial" FOR "for" IN "in" ON "on"
%token AS "as" GIVEN "given" EXPECT "expect" UNDECIDED "undecided"
       UNDETERMINED "undetermined" APPLIES "applies" HELD "held"
       NEEDING "needing" CONFLICT "conflict" ROW "row" ELSE "else"
/* What items.c tells apart by the tokens around: "rule", "record", "verdict"
   where a case means them (names elsewhere), and the sign of a score's point
   on its own line (a subtraction elsewhere). */
%token RULE_WORD "rule NAME" RECORD_WORD "record FILE" VERDICT_WORD "verdict"
       POINT_MINUS "-1 if"
%token AND "and" OR "or" NOT "not" IS "is" BETWEEN "between" TO "to"
       KNOWN "known" UNKNOWN "unknown" NOTHING "nothing" NONE "none" YES "yes"
       NO "no" INCLUDES "includes" ANY "any" EVERY "every" HAS "has"
       WHERE "where" OF "of" COUNT "count" LARGEST "largest"
       SMALLEST "smallest" TOTAL "total" LATEST "latest" EARLIEST "earliest"
       TIME "time" SINCE "since" FROM "from" LESS "less" MORE "more"
       THAN "than" AT "at" LEAST "least" MOST "most" AGO "ago" TODAY "today"
%token ARROW "->" LE "<=" GE ">=" NE "!=" BARBAR "||"
%token COLON ":" COMMA "," BAR "|" LPAREN "(" RPAREN ")" LBRACE "{"
       RBRACE "}" LT "<" GT ">" EQ "=" PLUS "+" MINUS "-" STAR "*" SLASH "/"

%nterm <struct ast *> item version text opt_text name opt_of quantity number
    signed date amount figure evidence_part locus refs field type by choice
    range attr value map map_target map_field map_source map_code map_item
    map_place map_plain map_types map_coded map_where map_or map_and map_not
    map_test map_after map_apart unit pair pair_code code mapped column col_expr
    col_conj col_neg col_cmp col_sum col_product col_unary col_primary
    define_body branch point columns rows row cells cell cell_value unless tail
    conclusions conclusion or_names except trial since subject at case_part
    facts_given fact on_date fact_value is_fact_value element expectation
    rule_ref needing fact_ref expr conj neg cmp body is_value literal sum
    product unary primary operand group path
%nterm <struct kids *> names texts evidence_parts loci fields choices synonyms
    attrs literal_list maps map_codes map_displays map_names map_all map_parts
    missing pairs codes col_args
    opt_groups stated
    branches points column_list row_list cell_list cell_values tails partners
    listed or_list case_parts facts elements expectations fact_refs args
%nterm <enum ast_op> map_extreme order_op relop verb bad_verb direction quant extreme state

%%

start
  : START_ITEM item         { b->result = $2; }
  | START_EXPR expr         { b->result = $2; }
  | START_FACTS facts_given      { b->result = $2; }
  | START_NAME fact_ref     { b->result = $2; }
  ;

item
  : "guideline" text version
        { $$ = NODE(GUIDELINE, @$, $2, $3); }
  | "use" text
        { $$ = NODE(USE, @$, $2); }
  | "source" name text
        { $$ = NODE(SOURCE, @$, $2, $3); }
  | "evidence" name evidence_parts
        { $$ = LISTED(EVIDENCE, @$, $3, $2); }
  | "record" name fields
        { $$ = LISTED(RECORD, @$, $3, $2); }
  | "constraint" text ":" expr
        { $$ = NODE(CONSTRAINT, @$, $2, $4); }
  | "mapping" name "of" name maps
        { $$ = LISTED(MAPPING, @$, $5, $2, $4); }
  | "treatment" name opt_text opt_groups
        { $$ = LISTED(TREATMENT, @$, $4, $2, $3); }
  | "measure" name opt_text
        { $$ = NODE(MEASURE, @$, $2, $3); }
  | "define" name opt_of opt_text define_body
        { $$ = NODE(DEFINE, @$, $2, $3, $4, $5); }
  | "score" name opt_text points
        { $$ = LISTED(SCORE, @$, $4, $2, $3); }
  | "table" name opt_text columns rows tails
        { $$ = LISTED(TABLE, @$, $6, $2, $3, $4, $5); }
  | "rule" name opt_text "when" expr unless "then" conclusions tails
        { $$ = LISTED_OP(RULE, OP_WHEN, @$, $9, $2, $3, $5, $6, $8); }
  | "rule" name opt_text ":" expr "->" conclusions tails
        { $$ = LISTED_OP(RULE, OP_ARROW, @$, $8, $2, $3, $5, NULL, $7); }
  | expr "->" conclusions tails
        { $$ = LISTED_OP(RULE, OP_BARE, @$, $4, NULL, NULL, $1, NULL, $3); }
  | "case" text case_parts
        { $$ = LISTED(CASE, @$, $3, $2); }
  ;

/* Words, numbers and texts */

name: NAME                  { $$ = LEAF(NAME, @1, $1); } ;
names
  : name                    { $$ = kids_of(b, $1); }
  | names "," name          { $$ = kids_add(b, $1, $3); }
  ;
text: STRING                { $$ = LEAF(STRINGS, @1, $1); } ;
opt_text: %empty            { $$ = NULL; } | text ;
texts
  : text                    { $$ = kids_of(b, $1); }
  | texts "|" text          { $$ = kids_add(b, $1, $3); }
  ;
version: %empty             { $$ = NULL; } | "version" text { $$ = $2; } ;
opt_of: %empty              { $$ = NULL; } | "of" name { $$ = $2; } ;
quantity: QUANTITY          { $$ = build_quantity(b, $1); } ;
number
  : NUMBER                  { $$ = LEAF(NUMBER, @1, $1); }
  | quantity
  ;
signed
  : number
  | "-" NUMBER              { $$ = build_negative(b, @$, $2); }
  | "-" QUANTITY            { $$ = build_negative(b, @$, $2); }
  ;
date: DATE                  { $$ = LEAF(DATE, @1, $1); } ;
order_op
  : "<"                     { $$ = OP_LT; }
  | ">"                     { $$ = OP_GT; }
  | "<="                    { $$ = OP_LE; }
  | ">="                    { $$ = OP_GE; }
  ;
relop
  : order_op
  | "="                     { $$ = OP_EQ; }
  | "!="                    { $$ = OP_NE; }
  ;
amount
  : signed "to" signed      { $$ = NODE_OP(AMOUNT, OP_TO, @$, $1, $3); }
  | order_op signed         { $$ = NODE_OP(AMOUNT, $1, @$, $2, NULL); }
  ;
figure
  : amount
  | signed                  { $$ = NODE_OP(AMOUNT, OP_EQ, @$, $1, NULL); }
  ;

/* Evidence */

evidence_parts
  : evidence_part           { $$ = kids_of(b, $1); }
  | evidence_parts evidence_part { $$ = kids_add(b, $1, $2); }
  ;
evidence_part
  : "from" name loci        { $$ = LISTED(EVIDENCE_FROM, @$, $3, $2); }
  | text
  | BROKEN_LINE             { $$ = LEAF(BROKEN, @1, $1); }
  ;
loci
  : locus                   { $$ = kids_of(b, $1); }
  | loci "," locus          { $$ = kids_add(b, $1, $3); }
  ;
locus
  : name NUMBER refs
        { $$ = NODE(LOCUS, @$, $1, LEAF(NUMBER, @2, $2), $3); }
  ;
refs: %empty                { $$ = NULL; } | REFS { $$ = LEAF(REFS, @1, $1); } ;

/* Records */

fields
  : field                   { $$ = kids_of(b, $1); }
  | fields field            { $$ = kids_add(b, $1, $2); }
  ;
field
  : name ":" type attrs     { $$ = LISTED(FIELD, @$, $4, $1, $3); }
  | BROKEN_LINE             { $$ = LEAF(BROKEN, @1, $1); }
  ;
type
  : "yes/no"                { $$ = WORD(TYPE_YESNO, @1); }
  | choices                 { $$ = build_choices(b, @$, $1); }
  | UNIT                    { $$ = LEAF(TYPE_UNIT, @1, $1); }
  | STRING                  { $$ = LEAF(TYPE_UNIT, @1, $1); }
  | NUMBER "to" NUMBER
        { $$ = NODE(TYPE_RANGE, @$, LEAF(NUMBER, @1, $1),
                    LEAF(NUMBER, @3, $3)); }
  | "set" "of" choices      { $$ = ONLY_LIST(TYPE_SET, @$, $3); }
  | "list" "of" name by     { $$ = NODE(TYPE_LIST, @$, $3, $4); }
  ;
by: %empty                  { $$ = NULL; } | "by" name { $$ = $2; } ;
choices
  : choice                  { $$ = kids_of(b, $1); }
  | choices "|" choice      { $$ = kids_add(b, $1, $3); }
  ;
choice
  : NAME                    { $$ = LEAF(CHOICE, @1, $1); }
  | "none"   { $$ = build_leaf(b, AST_CHOICE, @1, STR("none")); }
  | NAME "(" synonyms ")"
        { $$ = ONLY_LIST(CHOICE, @$, $3); $$->text = $1->text; }
  ;
synonyms
  : text                    { $$ = kids_of(b, $1); }
  | synonyms "," text       { $$ = kids_add(b, $1, $3); }
  ;
range
  : signed "to" signed      { $$ = NODE(ATTR_RANGE, @$, $1, $3); }
  ;
attrs
  : %empty                  { $$ = kids_none(b); }
  | attrs attr              { $$ = kids_add(b, $1, $2); }
  ;
attr
  : "," range               { $$ = $2; }
  | "," "valid" "for" quantity { $$ = NODE(ATTR_VALID, @$, $4); }
  | "," "if" name literal_list { $$ = LISTED(ATTR_IF, @$, $4, $3); }
  | "," "counted" "by" name { $$ = NODE(ATTR_COUNTED, @$, $4); }
  | "code" name texts       { $$ = LISTED(ATTR_CODE, @$, $3, $2); }
  | "assume" value          { $$ = NODE(ATTR_ASSUME, @$, $2); }
  | "named" text            { $$ = NODE(ATTR_NAMED, @$, $2); }
  | text                    { $$ = NODE(ATTR_LABEL, @$, $1); }
  ;
value: literal | signed | date | text ;

/* Mappings */

maps
  : map                     { $$ = kids_of(b, $1); }
  | maps map                { $$ = kids_add(b, $1, $2); }
  ;
map
  : map_target "from" map_source map_parts
        { $$ = LISTED(MAP, @$, $4, $1, $3); }
  | map_target "from" map_source map_parts ":" pairs
        { $$ = LISTED(MAP, @$, kids_join(b, $4, $6), $1, $3); }
  | name "is" is_fact_value { $$ = NODE(MAP_IS, @$, $1, $3); }
  | name text               { $$ = NODE(MAP_SETTING, @$, $1, $2); }
  | name "code" map_codes   { $$ = LISTED(MAP_GROUP, @$, $3, $1); }
  | name name texts         { $$ = LISTED(MAP_SYSTEM, @$, $3, $1, $2); }
  | "missing" missing       { $$ = ONLY_LIST(MAP_MISSING, @$, $2); }
  | "yes" codes             { $$ = ONLY_LIST(MAP_YES, @$, $2); }
  | "no" codes              { $$ = ONLY_LIST(MAP_NO, @$, $2); }
  | BROKEN_LINE             { $$ = LEAF(BROKEN, @1, $1); }
  ;
map_target
  : map_field
  | map_field "includes" name
        { $$ = NODE(MAP_INCLUDES, @$, $1, $3); }
  ;
map_field
  : name
  | name "of" name          { $$ = NODE(MAP_OF, @$, $1, $3); }
  ;
map_source
  : column
  | "(" col_expr ")"        { $$ = NODE(MAP_EXPR, @$, $2); }
  | map_types map_coded map_where map_after map_apart
        { $$ = NODE(MAP_RESOURCE, @$, NULL, $1, $2, $3, $4, $5); }
  | map_place "of" map_types map_coded map_where map_after map_apart
        { $$ = NODE(MAP_RESOURCE, @$, $1, $3, $4, $5, $6, $7); }
  ;
column: text                { $$ = NODE(MAP_COLUMN, @$, $1); } ;

/* Resources of FHIR: which, and what is taken of them */

map_types: map_names        { $$ = ONLY_LIST(MAP_TYPES, @$, $1); } ;
map_names
  : name                    { $$ = kids_of(b, $1); }
  | map_names "|" name      { $$ = kids_add(b, $1, $3); }
  ;
map_coded
  : %empty                  { $$ = NULL; }
  | "code" map_codes        { $$ = ONLY_LIST(MAP_CODES, @$, $2); }
  ;
map_where
  : %empty                  { $$ = NULL; }
  | "where" map_or          { $$ = $2; }
  ;
map_after: %empty           { $$ = NULL; } | "after" name { $$ = $2; } ;
map_apart
  : %empty                  { $$ = NULL; }
  | "at" "most" quantity name
        { $$ = NODE(MAP_APART, @$, $3, $4); }
  ;
map_place
  : map_plain
  | map_extreme text        { $$ = NODE_OP(MAP_PLACE, $1, @$, $2, NULL); }
  | map_extreme name        { $$ = NODE_OP(MAP_PLACE, $1, @$, $2, NULL); }
  | map_extreme text "code" map_codes
        { $$ = NODE_OP(MAP_PLACE, $1, @$, $2,
                       ONLY_LIST(MAP_CODES, @4, $4)); }
  ;
map_extreme
  : "earliest"              { $$ = OP_EARLIEST; }
  | "latest"                { $$ = OP_LATEST; }
  ;
map_plain
  : text                    { $$ = NODE(MAP_PLACE, @$, $1, NULL); }
  | text "code" map_codes
        { $$ = NODE(MAP_PLACE, @$, $1, ONLY_LIST(MAP_CODES, @3, $3)); }
  | name                    { $$ = NODE(MAP_PLACE, @$, $1, NULL); }
  ;
map_or
  : map_and
  | map_or "or" map_and
        { $$ = build_chain(b, MAKE(OR, OP_PLAIN, @$), $1, $3); }
  ;
map_and
  : map_not
  | map_and "and" map_not
        { $$ = build_chain(b, MAKE(AND, OP_PLAIN, @$), $1, $3); }
  ;
map_not
  : map_test
  | "not" map_not           { $$ = NODE(NOT, @$, $2); }
  | "(" map_or ")"          { $$ = NODE(PAREN, @$, $2); }
  ;
map_test
  : map_plain "is" map_codes
        { $$ = LISTED(MAP_HAS, @$, $3, $1); }
  | map_plain "is" "not" map_codes
        { $$ = LISTED_OP(MAP_HAS, OP_NOT, @$, $4, $1); }
  | map_plain "is" "known"  { $$ = NODE_OP(MAP_HAS, OP_KNOWN, @$, $1); }
  | map_plain "is" "unknown" { $$ = NODE_OP(MAP_HAS, OP_UNKNOWN, @$, $1); }
  ;
map_codes
  : map_item                { $$ = kids_of(b, $1); }
  | map_codes "|" map_item  { $$ = kids_add(b, $1, $3); }
  ;
map_item
  : map_code
  | text map_displays       { $$ = LISTED(MAP_CODE, @$, $2, NULL, $1); }
  ;
map_code
  : name text map_displays  { $$ = LISTED(MAP_CODE, @$, $3, $1, $2); }
  | name                    { $$ = NODE(MAP_CODE, @$, NULL, $1); }
  ;
map_displays
  : %empty                  { $$ = kids_none(b); }
  | "(" synonyms ")"        { $$ = $2; }
  ;

/* What stands behind a source */

map_parts
  : %empty                  { $$ = kids_none(b); }
  | map_parts "in" unit
        { $$ = kids_add(b, $1, NODE(MAP_UNIT, @3, $3)); }
  | map_parts "as" text
        { $$ = kids_add(b, $1, NODE(MAP_AS, @3, $3)); }
  | map_parts "on" text
        { $$ = kids_add(b, $1, NODE(MAP_ON, @3, $3)); }
  | map_parts "," "missing" missing
        { $$ = kids_add(b, $1, ONLY_LIST(MAP_MISSING, @4, $4)); }
  ;
unit
  : NAME                    { $$ = LEAF(UNIT, @1, $1); }
  | UNIT                    { $$ = LEAF(UNIT, @1, $1); }
  | STRING                  { $$ = LEAF(UNIT, @1, $1); }
  ;
missing
  : value                   { $$ = kids_of(b, $1); }
  | missing "|" value       { $$ = kids_add(b, $1, $3); }
  ;
pairs
  : pair                    { $$ = kids_of(b, $1); }
  | pairs "," pair          { $$ = kids_add(b, $1, $3); }
  ;
pair: pair_code "=" mapped  { $$ = NODE(PAIR, @$, $1, $3); } ;
pair_code
  : map_code
  | map_all                 { $$ = ONLY_LIST(MAP_ALL, @$, $1); }
  | "otherwise"             { $$ = WORD(MAP_OTHERWISE, @1); }
  | code                    { $$ = NODE(MAP_CODE, @$, NULL, $1); }
  | "yes"
        { $$ = NODE(MAP_CODE, @$, NULL, build_leaf(b, AST_YES, @1, STR(""))); }
  | "no"
        { $$ = NODE(MAP_CODE, @$, NULL, build_leaf(b, AST_NO, @1, STR(""))); }
  ;
map_all
  : map_code "and" map_code
        { $$ = kids_add(b, kids_of(b, $1), $3); }
  | map_all "and" map_code  { $$ = kids_add(b, $1, $3); }
  ;
codes
  : code                    { $$ = kids_of(b, $1); }
  | codes "|" code          { $$ = kids_add(b, $1, $3); }
  ;
code: signed | text ;
mapped
  : literal_list            { $$ = build_literals(b, @$, $1); }
  | "unknown"               { $$ = WORD(UNKNOWN, @1); }
  | signed
  | amount
  | date
  | text
  ;

/* Expressions over columns: a text is the column of that title. */

col_expr
  : col_conj
  | col_expr "or" col_conj
        { $$ = build_chain(b, MAKE(OR, OP_PLAIN, @$), $1, $3); }
  ;
col_conj
  : col_neg
  | col_conj "and" col_neg
        { $$ = build_chain(b, MAKE(AND, OP_PLAIN, @$), $1, $3); }
  ;
col_neg
  : col_cmp
  | "not" col_neg           { $$ = NODE(NOT, @$, $2); }
  ;
col_cmp
  : col_sum
  | col_sum relop col_sum   { $$ = NODE_OP(COMPARE, $2, @$, $1, $3); }
  | col_sum "between" col_sum "and" col_sum
        { $$ = NODE(BETWEEN, @$, $1, $3, $5); }
  | column "is" codes       { $$ = LISTED(MAP_TEST, @$, $3, $1); }
  | column "is" "not" codes
        { $$ = LISTED_OP(MAP_TEST, OP_NOT, @$, $4, $1); }
  | column "is" "known"     { $$ = NODE_OP(MAP_TEST, OP_KNOWN, @$, $1); }
  | column "is" "unknown"   { $$ = NODE_OP(MAP_TEST, OP_UNKNOWN, @$, $1); }
  ;
col_sum
  : col_product
  | col_sum "+" col_product
        { $$ = NODE_OP(ARITHMETIC, OP_ADD, @$, $1, $3); }
  | col_sum "-" col_product
        { $$ = NODE_OP(ARITHMETIC, OP_SUBTRACT, @$, $1, $3); }
  ;
col_product
  : col_unary
  | col_product "*" col_unary
        { $$ = NODE_OP(ARITHMETIC, OP_MULTIPLY, @$, $1, $3); }
  | col_product "/" col_unary
        { $$ = NODE_OP(ARITHMETIC, OP_DIVIDE, @$, $1, $3); }
  ;
col_unary: col_primary | "-" col_unary { $$ = NODE(NEGATE, @$, $2); } ;
col_primary
  : number
  | date
  | column
  | NAME "(" col_args ")"
        { $$ = LISTED(CALL, @$, $3, LEAF(NAME, @1, $1)); }
  | "(" col_expr ")"        { $$ = NODE(PAREN, @$, $2); }
  | "time" "from" col_primary "to" col_primary
        { $$ = NODE(TIME_FROM, @$, $3, $5); }
  ;
col_args
  : col_sum                 { $$ = kids_of(b, $1); }
  | col_args "," col_sum    { $$ = kids_add(b, $1, $3); }
  ;

/* Treatments, definitions, scores */

opt_groups
  : %empty                  { $$ = kids_none(b); }
  | "member" "of" names     { $$ = $3; }
  ;
define_body
  : ":" expr                { $$ = $2; }
  | ":" expr stated         { $$ = LISTED(STATED, @$, $3, $2); }
  | ":" choices branches "otherwise" expr
        { $$ = LISTED(BRANCHES, @$, $3, ONLY_LIST(TYPE_CHOICES, @2, $2), $5); }
  | branches "otherwise" expr
        { $$ = LISTED(BRANCHES, @$, $1, NULL, $3); }
  ;
stated
  : "," "or" "as" "stated" expr { $$ = kids_of(b, $5); }
  | stated "," "or" "as" "stated" expr { $$ = kids_add(b, $1, $6); }
  ;
branches
  : branch                  { $$ = kids_of(b, $1); }
  | branches branch         { $$ = kids_add(b, $1, $2); }
  ;
branch: "when" expr "then" expr { $$ = NODE(BRANCH, @$, $2, $4); } ;
points
  : point                   { $$ = kids_of(b, $1); }
  | points point            { $$ = kids_add(b, $1, $2); }
  ;
point
  : NUMBER "if" expr opt_text
        { $$ = NODE(POINT, @$, LEAF(NUMBER, @1, $1), $3, $4); }
  | POINT_MINUS NUMBER "if" expr opt_text
        { $$ = NODE_OP(POINT, OP_NEGATIVE, @$, LEAF(NUMBER, @2, $2), $4, $5); }
  ;

/* Tables */

columns
  : "|" column_list "||" "then" "|" { $$ = ONLY_LIST(COLUMNS, @$, $2); }
  ;
column_list
  : path                    { $$ = kids_of(b, $1); }
  | column_list "|" path    { $$ = kids_add(b, $1, $3); }
  ;
rows: row_list              { $$ = ONLY_LIST(ROWS, @$, $1); } ;
row_list
  : row                     { $$ = kids_of(b, $1); }
  | row_list row            { $$ = kids_add(b, $1, $2); }
  ;
row
  : "|" cells "||" conclusions "|" { $$ = NODE(ROW, @$, $2, $4); }
  | BROKEN_LINE             { $$ = LEAF(BROKEN, @1, $1); }
  ;
cells: cell_list            { $$ = ONLY_LIST(CELLS, @$, $1); } ;
cell_list
  : cell                    { $$ = kids_of(b, $1); }
  | cell_list "|" cell      { $$ = kids_add(b, $1, $3); }
  ;
cell
  : "-"                     { $$ = WORD(CELL_ANY, @1); }
  | cell_values             { $$ = ONLY_LIST(CELL_IN, @$, $1); }
  | "not" cell_values
        { $$ = build_list(b, MAKE(CELL_IN, OP_NOT, @$), NULL, 0, $2); }
  | amount                  { $$ = NODE(CELL_AMOUNT, @$, $1); }
  ;
cell_values
  : cell_value              { $$ = kids_of(b, $1); }
  | cell_values "or" cell_value { $$ = kids_add(b, $1, $3); }
  ;
cell_value: literal | signed | date ;

/* Rules and what they conclude */

unless: %empty              { $$ = NULL; } | "unless" expr { $$ = $2; } ;
tails
  : %empty                  { $$ = kids_none(b); }
  | tails tail              { $$ = kids_add(b, $1, $2); }
  ;
tail
  : "because" text          { $$ = NODE(BECAUSE, @$, $2); }
  | "cites" names           { $$ = ONLY_LIST(CITES, @$, $2); }
  | "overrides" names       { $$ = ONLY_LIST(OVERRIDES, @$, $2); }
  | "judgement" text        { $$ = NODE(JUDGEMENT, @$, $2); }
  ;
conclusions
  : name partners /* a bare treatment stands alone */
        { $$ = NODE(CONCLUSIONS, @$,
                    LISTED(ADVISE, @$, $2, NODE(OR_NAMES, @1, $1), NULL,
                           NULL)); }
  | listed                  { $$ = ONLY_LIST(CONCLUSIONS, @$, $1); }
  ;
listed
  : conclusion              { $$ = kids_of(b, $1); }
  | listed "," conclusion   { $$ = kids_add(b, $1, $3); }
  ;
conclusion
  : verb or_names except partners trial
        { $$ = LISTED_OP(ADVISE, $1, @$, $4, $2, $3, $5); }
  | bad_verb or_names except trial
        { $$ = NODE_OP(ADVISE, $1, @$, $2, $3, $4); }
  | name "candidate"        { $$ = NODE(CANDIDATE, @$, $1); }
  | "delay" name "until" quantity "after" path
        { $$ = NODE(DELAY, @$, $2, $4, $6); }
  | "monitor" name "every" quantity since
        { $$ = NODE(MONITOR, @$, $2, $4, $5); }
  | "order" name            { $$ = NODE(ORDER, @$, $2); }
  | "prognosis" direction subject opt_text
        { $$ = NODE_OP(PROGNOSIS, $2, @$, $3, $4); }
  | "outcome" name subject at figure
        { $$ = NODE(OUTCOME, @$, $2, $3, $4, $5, NULL, NULL); }
  | "outcome" name subject at figure "against" figure opt_text
        { $$ = NODE(OUTCOME, @$, $2, $3, $4, $5, $7, $8); }
  | "note" text             { $$ = NODE(NOTE, @$, $2); }
  ;
verb
  : "recommend"             { $$ = OP_RECOMMEND; }
  | "consider"              { $$ = OP_CONSIDER; }
  ;
bad_verb /* takes no partners */
  : "avoid"                 { $$ = OP_AVOID; }
  | "contraindicate"        { $$ = OP_CONTRAINDICATE; }
  ;
direction
  : "favourable"            { $$ = OP_FAVOURABLE; }
  | "adverse"               { $$ = OP_ADVERSE; }
  ;
or_names: or_list           { $$ = ONLY_LIST(OR_NAMES, @$, $1); } ;
or_list
  : name                    { $$ = kids_of(b, $1); }
  | or_list "or" name       { $$ = kids_add(b, $1, $3); }
  ;
except: %empty              { $$ = NULL; } | "except" or_names { $$ = $2; } ;
partners
  : %empty                  { $$ = kids_none(b); }
  | partners "with" or_names { $$ = kids_add(b, $1, $3); }
  ;
trial: %empty               { $$ = NULL; } | "in" "trial" text { $$ = $3; } ;
since: %empty               { $$ = NULL; } | "since" path { $$ = $2; } ;
subject: %empty             { $$ = NULL; } | "for" name { $$ = $2; } ;
at: %empty                  { $$ = NULL; } | "at" quantity { $$ = $2; } ;

/* Cases */

case_parts
  : case_part               { $$ = kids_of(b, $1); }
  | case_parts case_part    { $$ = kids_add(b, $1, $2); }
  ;
case_part
  : "as" "of" date          { $$ = NODE(AS_OF, @$, $3); }
  | "given" facts           { $$ = ONLY_LIST(GIVEN, @$, $2); }
  | "given" RECORD_WORD text { $$ = NODE(GIVEN_RECORD, @$, $3); }
  | "expect" expectations   { $$ = ONLY_LIST(EXPECT, @$, $2); }
  | BROKEN_LINE             { $$ = LEAF(BROKEN, @1, $1); }
  ;
facts_given: facts          { $$ = ONLY_LIST(GIVEN, @$, $1); } ;
facts
  : fact                    { $$ = kids_of(b, $1); }
  | facts "," fact          { $$ = kids_add(b, $1, $3); }
  ;
fact
  : name on_date            { $$ = NODE(FACT, @$, $1, NULL, $2); }
  | name is_fact_value on_date { $$ = NODE(FACT, @$, $1, $2, $3); }
  | "not" name on_date
        { $$ = NODE_OP(FACT, OP_NOT, @$, $2, NULL, $3); }
  | name "not" literal_list on_date
        { $$ = NODE_OP(FACT, OP_NOT, @$, $1, build_literals(b, @3, $3), $4); }
  | name "is" is_fact_value on_date { $$ = NODE(FACT, @$, $1, $3, $4); }
  | name "is" "not" literal_list on_date
        { $$ = NODE_OP(FACT, OP_NOT, @$, $1, build_literals(b, @4, $4), $5); }
  | name elements           { $$ = LISTED(FACT_LIST, @$, $2, $1); }
  ;
on_date: %empty             { $$ = NULL; } | "on" date { $$ = $2; } ;
is_fact_value
  : fact_value
  | "unknown"               { $$ = WORD(UNKNOWN, @1); }
  ;
fact_value
  : literal_list            { $$ = build_literals(b, @$, $1); }
  | signed
  | date
  | text
  | amount
  ;
elements
  : element                 { $$ = kids_of(b, $1); }
  | elements element        { $$ = kids_add(b, $1, $2); }
  ;
element
  : "{" facts "}"           { $$ = ONLY_LIST(ELEMENT, @$, $2); }
  | "{" "}"                 { $$ = WORD(ELEMENT, @$); }
  ;
expectations
  : expectation             { $$ = kids_of(b, $1); }
  | expectations "," expectation { $$ = kids_add(b, $1, $3); }
  ;
expectation
  : verb name partners
        { $$ = LISTED_OP(EXPECT_VERDICT, $1, @$, $3, $2); }
  | bad_verb name           { $$ = NODE_OP(EXPECT_VERDICT, $1, @$, $2); }
  | name "candidate"        { $$ = NODE(EXPECT_CANDIDATE, @$, $1); }
  | "no" VERDICT_WORD "on" name { $$ = NODE(EXPECT_NO_VERDICT, @$, $4); }
  | name "undecided" needing { $$ = NODE(EXPECT_UNDECIDED, @$, $1, $3); }
  | RULE_WORD rule_ref "applies"
        { $$ = NODE_OP(EXPECT_RULE, OP_APPLIES, @$, $2, NULL); }
  | RULE_WORD rule_ref "held"
        { $$ = NODE_OP(EXPECT_RULE, OP_HELD, @$, $2, NULL); }
  | RULE_WORD rule_ref "undetermined" needing
        { $$ = NODE_OP(EXPECT_RULE, OP_UNDETERMINED, @$, $2, $4); }
  | name                    { $$ = NODE(EXPECT_VALUE, @$, $1, NULL); }
  | name is_fact_value      { $$ = NODE(EXPECT_VALUE, @$, $1, $2); }
  | "not" name
        { $$ = NODE_OP(EXPECT_VALUE, OP_NOT, @$, $2, NULL); }
  | name "not" literal_list
        { $$ = NODE_OP(EXPECT_VALUE, OP_NOT, @$, $1,
                       build_literals(b, @3, $3)); }
  | name "is" fact_value    { $$ = NODE(EXPECT_VALUE, @$, $1, $3); }
  | name "is" "not" literal_list
        { $$ = NODE_OP(EXPECT_VALUE, OP_NOT, @$, $1,
                       build_literals(b, @4, $4)); }
  | name "is" state         { $$ = NODE_OP(EXPECT_IS, $3, @$, $1); }
  | name "is" "not" state
        { $$ = NODE_OP(EXPECT_IS, op_negated($4), @$, $1); }
  | "conflict" "on" name    { $$ = NODE(EXPECT_CONFLICT, @$, $3); }
  | "outcome" name          { $$ = NODE(EXPECT_OUTCOME, @$, $2); }
  | "monitor" name          { $$ = NODE(EXPECT_MONITOR, @$, $2); }
  | "nothing" "else"        { $$ = WORD(EXPECT_NOTHING_ELSE, @$); }
  | "prognosis" direction subject
        { $$ = NODE_OP(EXPECT_PROGNOSIS, $2, @$, $3); }
  | "order" name            { $$ = NODE(EXPECT_ORDER, @$, $2); }
  | "delay" name "until" date { $$ = NODE(EXPECT_DELAY, @$, $2, $4); }
  ;
rule_ref
  : name                    { $$ = NODE(RULE_REF, @$, $1, NULL); }
  | text                    { $$ = NODE(RULE_REF, @$, $1, NULL); }
  | name "row" NUMBER
        { $$ = NODE(RULE_REF, @$, $1, LEAF(NUMBER, @3, $3)); }
  ;
needing
  : %empty                  { $$ = NULL; }
  | "needing" fact_refs     { $$ = ONLY_LIST(NEEDING, @$, $2); }
  ;
fact_refs
  : fact_ref                { $$ = kids_of(b, $1); }
  | fact_refs "and" fact_ref { $$ = kids_add(b, $1, $3); }
  ;
fact_ref
  : path                    { $$ = NODE(FACT_REF, @$, $1, NULL); }
  | path NUMBER
        { $$ = NODE(FACT_REF, @$, $1, LEAF(NUMBER, @2, $2)); }
  ;

/* Conditions */

expr
  : conj
  | expr "or" conj
        { $$ = build_chain(b, MAKE(OR, OP_PLAIN, @$), $1, $3); }
  ;
conj
  : neg
  | conj "and" neg
        { $$ = build_chain(b, MAKE(AND, OP_PLAIN, @$), $1, $3); }
  ;
neg
  : cmp
  | "not" neg               { $$ = NODE(NOT, @$, $2); }
  ;
cmp
  : sum
  | sum relop sum           { $$ = NODE_OP(COMPARE, $2, @$, $1, $3); }
  | sum relop text          { $$ = NODE_OP(COMPARE, $2, @$, $1, $3); }
  | path literal_list
        { $$ = NODE_OP(IS, OP_SHORT, @$, $1, ONLY_LIST(LITERALS, @2, $2)); }
  | sum "is" is_value       { $$ = NODE(IS, @$, $1, $3); }
  | sum "is" "not" is_value { $$ = NODE_OP(IS, OP_NOT, @$, $1, $4); }
  | sum "is" state          { $$ = NODE_OP(IS_STATE, $3, @$, $1); }
  | sum "is" "not" state
        { $$ = NODE_OP(IS_STATE, op_negated($4), @$, $1); }
  | sum "between" sum "and" sum { $$ = NODE(BETWEEN, @$, $1, $3, $5); }
  | path "includes" literal_list
        { $$ = NODE(INCLUDES, @$, $1, ONLY_LIST(LITERALS, @3, $3)); }
  | sum "less" "than" quantity "ago"
        { $$ = NODE_OP(AGO, OP_LT, @$, $1, $4); }
  | sum "more" "than" quantity "ago"
        { $$ = NODE_OP(AGO, OP_GT, @$, $1, $4); }
  | sum "at" "least" quantity "ago"
        { $$ = NODE_OP(AGO, OP_GE, @$, $1, $4); }
  | sum "at" "most" quantity "ago"
        { $$ = NODE_OP(AGO, OP_LE, @$, $1, $4); }
  | quant group "has" body  { $$ = NODE_OP(QUANTIFIER, $1, @$, $2, $4); }
  ;
quant
  : "any"                   { $$ = OP_ANY; }
  | "every"                 { $$ = OP_EVERY; }
  | "no"                    { $$ = OP_NO; }
  ;
body: cmp | "not" cmp       { $$ = NODE(NOT, @$, $2); } ;
state
  : "known"                 { $$ = OP_KNOWN; }
  | "unknown"               { $$ = OP_UNKNOWN; }
  | "nothing"               { $$ = OP_NOTHING; }
  ;
is_value
  : literal_list            { $$ = ONLY_LIST(LITERALS, @$, $1); }
  | signed
  | date
  | text
  ;
literal_list
  : literal                 { $$ = kids_of(b, $1); }
  | literal_list "|" literal { $$ = kids_add(b, $1, $3); }
  ;
literal
  : name
  | "none"                  { $$ = WORD(NONE, @1); }
  | "yes"                   { $$ = WORD(YES, @1); }
  | "no"                    { $$ = WORD(NO, @1); }
  ;

/* Terms */

sum
  : product
  | sum "+" product         { $$ = NODE_OP(ARITHMETIC, OP_ADD, @$, $1, $3); }
  | sum "-" product
        { $$ = NODE_OP(ARITHMETIC, OP_SUBTRACT, @$, $1, $3); }
  ;
product
  : unary
  | product "*" unary
        { $$ = NODE_OP(ARITHMETIC, OP_MULTIPLY, @$, $1, $3); }
  | product "/" unary
        { $$ = NODE_OP(ARITHMETIC, OP_DIVIDE, @$, $1, $3); }
  ;
unary: primary | "-" unary  { $$ = NODE(NEGATE, @$, $2); } ;
primary
  : number
  | date
  | "yes"                   { $$ = WORD(YES, @1); }
  | "no"                    { $$ = WORD(NO, @1); }
  | "unknown"               { $$ = WORD(UNKNOWN, @1); }
  | "nothing"               { $$ = WORD(NOTHING, @1); }
  | "today"                 { $$ = WORD(TODAY, @1); }
  | path
  | NAME "(" args ")"
        { $$ = LISTED(CALL, @$, $3, LEAF(NAME, @1, $1)); }
  | "(" expr ")"            { $$ = NODE(PAREN, @$, $2); }
  | "count" "of" group      { $$ = NODE(COUNT, @$, $3); }
  | extreme operand "of" group
        { $$ = NODE_OP(AGGREGATE, $1, @$, $2, $4); }
  | "time" "since" primary  { $$ = NODE(TIME_SINCE, @$, $3); }
  | "time" "from" primary "to" primary
        { $$ = NODE(TIME_FROM, @$, $3, $5); }
  ;
extreme
  : "largest"               { $$ = OP_LARGEST; }
  | "smallest"              { $$ = OP_SMALLEST; }
  | "total"                 { $$ = OP_TOTAL; }
  ;
operand
  : NAME                    { $$ = LEAF(NAME_REF, @1, $1); }
  | "(" sum ")"             { $$ = $2; }
  ;
group
  : path
  | "(" path "where" expr ")" { $$ = NODE(WHERE, @$, $2, $4); }
  ;
path
  : NAME                    { $$ = LEAF(NAME_REF, @1, $1); }
  | NAME "of" path
        { $$ = NODE(OF, @$, LEAF(NAME, @1, $1), $3); }
  | "latest" group          { $$ = NODE_OP(EXTREME_OF, OP_LATEST, @$, $2); }
  | "earliest" group        { $$ = NODE_OP(EXTREME_OF, OP_EARLIEST, @$, $2); }
  ;
args
  : sum                     { $$ = kids_of(b, $1); }
  | args "," sum            { $$ = kids_add(b, $1, $3); }
  ;

%%

/* Memory that runs out is reported by gram_push's result. */
static void gram_error(const struct span *span, const struct builder *b,
                       const char *message)
{
    (void)span, (void)b, (void)message;
}

/* Symbol kinds to token kinds, in place. */
static void to_token_kinds(struct builder *b, const yysymbol_kind_t *symbols,
                           int n)
{
    b->stop.n = 0;
    for (int i = 0; i < n; i++)
        for (int kind = TOK_END; kind <= YYMAXUTOK; kind++)
            if (kind != TOK_GRAM_error && kind != TOK_GRAM_UNDEF &&
                YYTRANSLATE(kind) == symbols[i])
                b->stop.expected[b->stop.n++] = kind;
}

static int yyreport_syntax_error(const yypcontext_t *context,
                                 struct builder *b)
{
    yysymbol_kind_t symbols[STOP_ROOM];
    int n = yypcontext_expected_tokens(context, symbols, STOP_ROOM);
    b->stop.stopped = true;
    to_token_kinds(b, symbols, n > 0 ? n : 0);
    return 0;
}

void gram_expected(gram_pstate *parser, struct builder *b)
{
    yysymbol_kind_t symbols[STOP_ROOM];
    int n = yypstate_expected_tokens(parser, symbols, STOP_ROOM);
    to_token_kinds(b, symbols, n > 0 ? n : 0);
}

const char *gram_token_name(int kind)
{
    return yysymbol_name(YYTRANSLATE(kind));
}

int gram_token_kind(struct str name)
{
    for (int kind = TOK_BAD; kind <= YYMAXUTOK; kind++)
        if (str_equal(name, str_of(gram_token_name(kind))))
            return kind;
    return -1;
}

void gram_reset(gram_pstate *parser)
{
    yypstate_clear(parser);
}

enum gram_state gram_push(gram_pstate *parser, const struct token *token,
                          struct builder *b)
{
    GRAM_STYPE value = {.TOK_NAME = token};
    struct span at = token->span;
    int status = gram_push_parse(parser, token->kind, &value, &at, b);
    if (b->too_deep || status == 2)
        return GRAM_TOO_DEEP;
    if (status == YYPUSH_MORE)
        return GRAM_MORE;
    return status == 0 ? GRAM_WHOLE : GRAM_STOPPED;
}
