`cantlie fmt` puts rule files into the one layout. The rule base has it.

    $ cantlie fmt --check rules/

A file that was written in a hurry:

    $ cd $TMP && printf '%s\n' \
    > '# What may be given' 'record patient' \
    > '  ECOG: 0 to 5 # whole numbers' '  KRAS: wild-type|mutated' \
    > 'treatment cetuximab "Cetuximab"' >words.rules
    $ cd $TMP && printf '%s\n' \
    > 'use "words.rules"' '' '' \
    > 'RULE wild “Wild-type KRAS”' \
    > '  when kras WILD_TYPE and ecog≤2 # fit' \
    > '  then Recommend Cetuximab because "Anti-EGFR antibodies work only where KRAS is not mutated, so it is to be tested first."' \
    > >hurry.rules

`--check` names what would change, `--diff` shows it; neither writes.

    $ cd $TMP && cantlie fmt --check words.rules hurry.rules
    words.rules
    hurry.rules
    cantlie: 2 of 2 files would change
    [1]
    $ cd $TMP && cantlie fmt --diff words.rules hurry.rules
    --- words.rules
    +++ words.rules
    @@ -1,5 +1,5 @@
     # What may be given
     record patient
    -  ECOG: 0 to 5 # whole numbers
    -  KRAS: wild-type|mutated
    +  ECOG: 0 to 5  # whole numbers
    +  KRAS: wild-type | mutated
     treatment cetuximab "Cetuximab"
    --- hurry.rules
    +++ hurry.rules
    @@ -1,6 +1,7 @@
     use "words.rules"

    -
    -RULE wild “Wild-type KRAS”
    -  when kras WILD_TYPE and ecog≤2 # fit
    -  then Recommend Cetuximab because "Anti-EGFR antibodies work only where KRAS is not mutated, so it is to be tested first."
    +rule wild "Wild-type KRAS"
    +  when      KRAS wild-type and ECOG <= 2  # fit
    +  then      recommend cetuximab
    +  because   "Anti-EGFR antibodies work only where KRAS is not mutated, so it"
    +            "is to be tested first."
    cantlie: 2 of 2 files would change
    [1]

Written back, names stand as the used file declares them. A second time
nothing is left to do, and the file is not touched.

    $ cd $TMP && chmod 640 hurry.rules && ln -s hurry.rules link.rules
    $ cd $TMP && cantlie fmt link.rules
    cantlie: 1 of 1 file changed
    $ cd $TMP && cat hurry.rules && stat -c '%a %F' hurry.rules link.rules
    use "words.rules"

    rule wild "Wild-type KRAS"
      when      KRAS wild-type and ECOG <= 2  # fit
      then      recommend cetuximab
      because   "Anti-EGFR antibodies work only where KRAS is not mutated, so it"
                "is to be tested first."
    640 regular file
    777 symbolic link
    $ cd $TMP && touch -d 2001-01-01 hurry.rules && cantlie fmt hurry.rules
    cantlie: 0 of 1 file changed
    $ cd $TMP && stat -c %y hurry.rules | cut -c 1-10 && ls
    2001-01-01
    hurry.rules
    link.rules
    words.rules

Standard input goes to standard output.

    $ printf 'ECOG<=1 and not KRAS mutated->LT candidate' | cantlie fmt -
    ECOG <= 1 and not KRAS mutated -> LT candidate
    $ printf 'treatment  LT' | cantlie fmt --check -
    (standard input)
    [1]
    $ printf '\357\273\277treatment  LT\r\n' | cantlie fmt - | od -c
    0000000   t   r   e   a   t   m   e   n   t       L   T  \n
    0000015

What does not parse is left as it is; the other files are laid out.

    $ cd $TMP && printf 'treatment   a\nrule b\n  when a\n' >broken.rules
    $ cd $TMP && cantlie fmt broken.rules words.rules
    broken.rules:3:9: error: this rule has no "then" [missing-then]
        3 |   when a
          |         ^ write then and its conclusion
    cantlie: broken.rules is left as it is: it has errors
    cantlie: 1 of 2 files changed
    [1]
    $ cd $TMP && cat broken.rules && head -3 words.rules
    treatment   a
    rule b
      when a
    # What may be given
    record patient
      ECOG: 0 to 5  # whole numbers
    $ printf 'rule a: b && c -> d\n' | cantlie fmt -
    (standard input):1:11: error: "&&" is not a sign of this language [foreign-sign]
        1 | rule a: b && c -> d
          |           ^^ write and
    cantlie: (standard input) is left as it is: it has errors
    [1]

Wrong usage, and files that are not there.

    $ cantlie fmt
    cantlie: something is missing: cantlie fmt RULES...
    cantlie: `cantlie fmt --help` shows how it is used
    [2]
    $ cantlie fmt --chekc rules/
    cantlie: there is no option --chekc; did you mean --check?
    cantlie: `cantlie fmt --help` shows how it is used
    [2]
    $ cantlie fmt - -
    cantlie: standard input (-) can be read only once
    [2]
    $ cantlie fmt no-such.rules
    cantlie: there is no file or folder no-such.rules
    [4]
    $ cd $TMP && mkdir empty && cantlie fmt empty
    cantlie: the folder empty holds no .rules files
    [4]
    $ cantlie fmt /dev/null
    cantlie: /dev/null is no file that could be laid out
    [4]
    $ cantlie fmt --help
    cantlie fmt RULES... [options]

    Lays out rule files, or those in folders, and writes them back: clauses, tables
    and fields in columns, lines within 80 columns, names as they were declared.
    The meaning stays the same, and so do comments and blank lines. A file with
    errors is left as it is. `-` reads standard input and writes standard output.
    With --check or --diff nothing is written; exit status 1 if a file would change.

    Options
      --check             list the files that would change
      --diff              show what would change
      --help              this text

    Example
      cantlie fmt rules/
      cantlie fmt --diff rules/systemic.rules
