What the cases see of the rules: every condition in three values, every
conclusion, every threshold from below, on it and from above.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   ECOG: 0 to 5
    >   KRAS: wild-type | mutated
    >   lesions: list of lesion
    > record lesion
    >   size: cm, 0 to 50
    > treatment cetuximab
    > treatment LT
    > rule egfr
    >   when KRAS wild-type and ECOG <= 1
    >   then recommend cetuximab, avoid LT
    > rule large
    >   when any lesion has size > 5.5 cm
    >   then avoid LT
    > case "fit"
    >   given  KRAS wild-type, ECOG 1, lesions { size 6 cm } { size 5.5 cm }
    >   expect recommend cetuximab, avoid LT
    > case "not tested"
    >   given  ECOG 2, lesions { size 5.4 cm }
    >   expect no verdict on cetuximab, no verdict on LT
    > END
    $ cd $TMP; cantlie test r.rules --coverage
    What no case sees

    rule egfr                       r.rules:9 (8 of 11)
      the rule                        applies 1, held 1, undetermined 0
        <- never undetermined
          case "egfr undetermined"
            expect    cetuximab undecided, rule egfr undetermined
      KRAS wild-type                  yes 1, no 0, unknown 1
        <- never no
          case "egfr: KRAS wild-type no"
            given     KRAS mutated
            expect    no verdict on cetuximab, rule egfr held
      ECOG <= 1                       yes 1, no 1, unknown 0
        <- never unknown
          case "egfr: ECOG <= 1 unknown"
            expect    cetuximab undecided, rule egfr undetermined
      threshold of ECOG <= 1          below 0 (just 0), on 1, above 1 (just 1)
        <- nothing just below it
          case "egfr: ECOG <= 1, just below"
            given     ECOG 0
            expect    cetuximab undecided, rule egfr undetermined

    rule large                      r.rules:12 (7 of 10)
      the rule                        applies 1, held 1, undetermined 0
        <- never undetermined
          case "large undetermined"
            expect    LT undecided, rule large undetermined
      any lesion has size > 5.5 cm    yes 1, no 1, unknown 0
        <- never unknown
          case "large: any lesion has size > 5.5 cm unknown"
            expect    LT undecided, rule large undetermined
      size > 5.5 cm                   yes 1, no 2, unknown 0
        <- never unknown
          case "large: size > 5.5 cm unknown"
            expect    LT undecided, rule large undetermined
      threshold of size > 5.5 cm      below 1 (just 1), on 1, above 1 (just 0)
        <- nothing just above it
          case "large: size > 5.5 cm, just above"
            given     lesions { size 5.6 cm }
            expect    avoid LT, rule large applies

    Coverage of 2 cases
      rules and rows: apply                  2 of 2        100 %
        held                                 2 of 2        100 %
        undetermined                         0 of 2          0 %
      conclusions reached                    3 of 3        100 %
      conditions: yes                        4 of 4        100 %
        no                                   3 of 4         75 %
        unknown                              1 of 4         25 %
      all of these: three-valued coverage    15 of 21      71.4 %
      items of scores that counted           0 of 0        100 %
      thresholds: on                         2 of 2        100 %
        just below                           1 of 2         50 %
        just above                           1 of 2         50 %
    2 passed, 0 failed

A script can demand a coverage.

    $ cd $TMP; cantlie test r.rules --coverage=json --fail-under 72.5 > c.json
    cantlie: the coverage is 71.4 %, below 72.5 %
    [1]
    $ cd $TMP; python3 -c "import json; c = json.load(open('c.json')); print(c['totals']['three_valued'], c['subjects'][1]['conditions'][1])"
    {'seen': 15, 'of': 21} {'condition': 'size > 5.5 cm', 'yes': 1, 'no': 2, 'unknown': 0, 'can_be_unknown': True}
    $ cantlie test rules --coverage=xml
    cantlie: --coverage is one of: text, json, html
    cantlie: `cantlie test --help` shows how it is used
    [2]
    $ cantlie test rules --fail-under 90
    cantlie: --fail-under goes with --coverage or --mutate
    cantlie: `cantlie test --help` shows how it is used
    [2]
    $ cantlie test rules --coverage --fail-under 200
    cantlie: --fail-under is a percentage, 0 to 100
    cantlie: `cantlie test --help` shows how it is used
    [2]

The output is the same for any number of threads.

    $ cd $TMP; cantlie test $OLDPWD/rules --coverage --jobs 1 > one; cantlie test $OLDPWD/rules --coverage --jobs 4 > four; cmp one four && tail -1 one | sed 's/[0-9]* passed/all passed/'
    all passed, 0 failed

Small mistakes in the rules, made one at a time: which of them would no case
notice?

    $ cd $TMP; cantlie test r.rules --mutate --fail-under 95
    cantlie: the mutation score is 57.8 %, below 95 %
      survives r.rules:10 condition dropped
        without  KRAS wild-type
          case "egfr: KRAS wild-type"
            given     ECOG 0
            expect    cetuximab undecided
      survives r.rules:11 conclusion dropped
        without  avoid LT
          case "egfr: avoid LT"
            given     ECOG 0, KRAS wild-type
            expect    avoid LT
      survives r.rules:11 verdict weakened
        from     avoid LT
        to       consider LT
          case "egfr: avoid LT"
            given     ECOG 0, KRAS wild-type
            expect    avoid LT
      survives r.rules:13 quantifier exchanged
        from     any lesion has size > 5.5 cm
        to       every lesion has size > 5.5 cm
          case "large: any lesion has size > 5.5 cm"
            given     lesions { size 5.4 cm } { }
            expect    rule large undetermined
      survives r.rules:13 comparison turned
        from     size > 5.5 cm
        to       size >= 5.5 cm
          case "large: size > 5.5 cm"
            given     lesions { size 5.5 cm }
            expect    LT undecided
      survives r.rules:13 threshold moved
        from     size > 5.5 cm
        to       size > 5.4 cm
          case "large: size > 5.5 cm"
            given     lesions { size 5.5 cm }
            expect    LT undecided
      survives r.rules:13 threshold moved
        from     size > 5.5 cm
        to       size > 5.6 cm
          case "large: size > 5.5 cm"
            given     lesions { size 5.6 cm }
            expect    avoid LT
      survives r.rules:14 verdict weakened
        from     avoid LT
        to       consider LT
          case "large: avoid LT"
            given     lesions { size 5.6 cm }
            expect    avoid LT
    mutants: 19 made, 11 noticed, 8 survive (57.8 %)
    2 passed, 0 failed
    [1]
    $ cd $TMP; cantlie test r.rules --mutate --jobs 1 > one; cantlie test r.rules --mutate --jobs 4 > four; cmp one four

One page in colours, which needs nothing but itself.

    $ cd $TMP; cantlie test r.rules --coverage=html > c.html; grep -c 'class="part"' c.html; grep -c 'http' c.html
    5
    0
    [1]
    $ cantlie test rules --coverage=html --mutate
    cantlie: --mutate is text, and goes with --coverage as text only
    cantlie: `cantlie test --help` shows how it is used
    [2]

Runs again whenever a file changes; Ctrl-C leaves.

    $ cd $TMP; (sleep 1; echo '# more' >> r.rules; sleep 1; echo 'ruel' >> r.rules) & cd $TMP; timeout -s INT 3 cantlie test r.rules --watch; wait
    2 passed, 0 failed
    cantlie: waiting for a change (Ctrl-C leaves)
    2 passed, 0 failed
    cantlie: waiting for a change (Ctrl-C leaves)
    r.rules:22:5: error: this condition has no conclusion [missing-arrow]
       22 | ruel
          |     ^ write: CONDITION -> TREATMENT
    cantlie: the rules cannot be used: 1 error
    cantlie: waiting for a change (Ctrl-C leaves)
