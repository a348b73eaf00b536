Cases: what passes says nothing but its count.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    >   BRAF: wild-type | mutated
    >   lesions: list of lesion
    > record lesion
    >   size: cm, 0 to 50
    > treatment cetuximab
    > treatment LT
    > rule egfr
    >   when KRAS wild-type and BRAF wild-type
    >   then recommend cetuximab
    > rule large
    >   when largest size of lesions > 5.5 cm
    >   then avoid LT
    > score risk
    >   1 if largest size of lesions > 5.5 cm
    > case "wild-type"
    >   given  KRAS wild-type, BRAF wild-type, lesions none
    >   expect recommend cetuximab, no verdict on LT, risk 0, nothing else
    > case "BRAF not tested"
    >   given  KRAS wild-type, lesions { size 6 cm }
    >   expect cetuximab undecided needing BRAF, avoid LT, rule large applies, risk 1
    > END
    $ cd $TMP; cantlie test r.rules
    2 passed, 0 failed
    $ cd $TMP; cantlie test r.rules --filter BRAF
    1 passed, 0 failed
    $ cd $TMP; cantlie test r.rules --filter nothing-like-it
    0 passed, 0 failed
    cantlie: no case has such a title

A failure shows expected and found, the condition that decides, the patient,
and how to run it again.

    $ cat > $TMP/wrong.rules <<END
    > use "r.rules"
    > case "5.5 cm isn't above 5.5 cm"
    >   given  KRAS wild-type, lesions { size 5.5 cm } { size 5.6 cm }
    >   expect risk 0, cetuximab undecided needing BRAF and KRAS, LT candidate, rule large held, recommend cetuximab, BRAF is known
    > END
    $ cd $TMP; cantlie test wrong.rules
    FAIL  wrong.rules:2  "5.5 cm isn't above 5.5 cm"
          expected  risk 0
          found     risk is 1
                    risk                1
                      largest size of lesions > 5.5 cm
                                        yes
                        largest size of lesions
                                        5.6 cm   lesion 2 size 5.6 cm
          expected  cetuximab undecided needing BRAF and KRAS
          found     cetuximab undecided (recommend | none) needing BRAF
          because   egfr: undetermined
                    BRAF wild-type      unknown  BRAF not known <- decides
          expected  LT candidate
          found     LT has no rule that makes candidates
          because   large: applies
                    largest size of lesions > 5.5 cm
                                        yes
                      largest size of lesions
                                        5.6 cm   lesion 2 size 5.6 cm
          expected  rule large held
          found     rule large applies
          because   large: applies
                    largest size of lesions > 5.5 cm
                                        yes
                      largest size of lesions
                                        5.6 cm   lesion 2 size 5.6 cm
          expected  recommend cetuximab
          found     cetuximab undecided (recommend | none) needing BRAF
          because   egfr: undetermined
                    BRAF wild-type      unknown  BRAF not known <- decides
          expected  BRAF is known
          found     BRAF is unknown
                    BRAF                unknown  BRAF not known
          patient   KRAS wild-type, lesions { size 5.5 cm } { size 5.6 cm }
          again     cantlie test wrong.rules --filter '5.5 cm isn'\''t above 5.5 cm'
          open      cantlie repl wrong.rules --case '5.5 cm isn'\''t above 5.5 cm'
    2 passed, 1 failed
    [1]

A patient from a file.

    $ echo '{"id": "X", "KRAS": "mutated", "lesions": []}' > $TMP/x.json
    $ cat > $TMP/file.rules <<END
    > use "r.rules"
    > case "from a file"
    >   given record "x.json"
    >   expect no verdict on cetuximab
    > case "no such file"
    >   given record "y.json"
    >   expect no verdict on cetuximab
    > case "a file and facts"
    >   given record "x.json"
    >   given BRAF mutated
    >   expect no verdict on cetuximab
    > END
    $ cd $TMP; cantlie test file.rules
    FAIL  file.rules:5  "no such file"
          trouble   y.json: there is no such file
          again     cantlie test file.rules --filter 'no such file'
    FAIL  file.rules:8  "a file and facts"
          trouble   a case takes its patient from a file or from facts, not from
                    both
          again     cantlie test file.rules --filter 'a file and facts'
    3 passed, 2 failed
    [1]
Mutants are tried by cases that pass.

    $ cat > $TMP/failing.rules <<END
    > record patient
    >   fit: yes/no
    > treatment LT
    > rule a when fit then recommend LT
    > case "not fit"
    >   given  fit no
    >   expect recommend LT
    > END
    $ cd $TMP; cantlie test failing.rules --mutate | tail -2
    mutants: none was tried, since no case passes; mend the failing cases first
    0 passed, 1 failed
