Messages about rules, as text and as JSON.

    $ cat > $TMP/wrong.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    > treatment cetuximab
    > rule "R"
    >   when KRAS mutatd
    >   then avoid cetuximab
    > rule S when KRAS wild-type then recommend cetuximap
    > END
    $ cd $TMP; cantlie check wrong.rules
    wrong.rules:5:6: error: this rule has no name [missing-name]
        5 | rule "R"
          |      ^^^ write: rule NAME "R"
    wrong.rules:8:43: error: there is no treatment called "cetuximap" [unknown-treatment]
        8 | rule S when KRAS wild-type then recommend cetuximap
          |                                           ^^^^^^^^^
          | did you mean cetuximab?
    wrong.rules:4:11: cetuximab is declared here
    cantlie: 2 errors, 0 warnings
    [1]
    $ cd $TMP; cantlie check wrong.rules --format json
    [
     {"file": "wrong.rules", "line": 5, "column": 6, "end_line": 5, "end_column": 9, "severity": "error", "code": "missing-name", "message": "this rule has no name", "label": "write: rule NAME \"R\"", "second": null},
     {"file": "wrong.rules", "line": 8, "column": 43, "end_line": 8, "end_column": 52, "severity": "error", "code": "unknown-treatment", "message": "there is no treatment called \"cetuximap\"", "label": "did you mean cetuximab?", "second": {"file": "wrong.rules", "line": 4, "column": 11, "message": "cetuximab is declared here"}}
    ]
    cantlie: 2 errors, 0 warnings
    [1]
    $ cd $TMP; cantlie check wrong.rules --format json 2> err | python3 -m json.tool > out; echo $?
    0
    $ cantlie check rules/ --format json
    []
    cantlie: no errors: 18 files, 76 rules, 302 cases

A warning is no error, unless --werror.

    $ cat > $TMP/warn.rules <<END
    > # nothing yet
    > END
    $ cd $TMP; cantlie check warn.rules
    warn.rules:1:1: warning: this file holds no rules [empty-file]
        1 | # nothing yet
          | ^^^^^^^^^^^^^ nothing but blanks and comments
    cantlie: 0 errors, 1 warning
    $ cd $TMP; cantlie check warn.rules --werror
    warn.rules:1:1: warning: this file holds no rules [empty-file]
        1 | # nothing yet
          | ^^^^^^^^^^^^^ nothing but blanks and comments
    cantlie: 0 errors, 1 warning
    [1]
    $ cd $TMP; cantlie check warn.rules --format json
    [
     {"file": "warn.rules", "line": 1, "column": 1, "end_line": 2, "end_column": 1, "severity": "warning", "code": "empty-file", "message": "this file holds no rules", "label": "nothing but blanks and comments", "second": null}
    ]
    cantlie: 0 errors, 1 warning

The names of the rules, in the order of `run --format states`.

    $ cantlie check rules/ --list 2> $TMP/count | sed -n 1,5p
    resectable-definition
    resectable-definition-technical
    resection-survival
    resection-survival-unresectable
    resection-complications
    $ cd $TMP; cantlie check wrong.rules --list
    wrong.rules:5:6: error: this rule has no name [missing-name]
        5 | rule "R"
          |      ^^^ write: rule NAME "R"
    wrong.rules:8:43: error: there is no treatment called "cetuximap" [unknown-treatment]
        8 | rule S when KRAS wild-type then recommend cetuximap
          |                                           ^^^^^^^^^
          | did you mean cetuximab?
    wrong.rules:4:11: cetuximab is declared here
    cantlie: 2 errors, 0 warnings
    [1]

Several files and folders; a file that is used twice is read once.

    $ cantlie check rules/vocabulary.rules rules/
    cantlie: no errors: 18 files, 76 rules, 302 cases
    $ cd $TMP; cantlie check warn.rules none.rules
    cantlie: none.rules: there is no such file
    [1]
