What a change of the rules changes, in meaning and for patients.

    $ cat > $TMP/old.rules <<END
    > guideline "Small" version "1"
    > record patient
    >   id:    text
    >   KRAS:  wild-type | mutated
    >   ECOG:  0 to 5
    >   weeks: number, 0 to 100 "Weeks of chemotherapy"
    > treatment cetuximab
    > treatment LT
    > define fit: ECOG <= 1
    > rule SECA
    >   when fit and weeks >= 6
    >   then LT candidate
    > rule resistant "KRAS"
    >   when KRAS mutated
    >   then contraindicate cetuximab
    > rule look
    >   when weeks >= 20
    >   then note "Long."
    > score risk
    >   1 if weeks < 6
    > END
    $ cat > $TMP/p.ndjson <<END
    > {"id": "P1", "ECOG": 1, "weeks": 7, "KRAS": "mutated"}
    > {"id": "P2", "ECOG": 2, "weeks": 7}
    > {"id": "P3", "ECOG": 0, "weeks": {"low": 7, "high": 9}}
    > {"id": "P4", "ECOG": 1, "weeks": 20, "KRAS": "wild-type"}
    > END

Layout, comments, order and cases are no change.

    $ cat > $TMP/same.rules <<END
    > guideline "Small" version "1"
    > record patient
    >   id: text
    >   KRAS: wild-type | mutated
    >   ECOG: 0 to 5
    >   weeks: number, 0 to 100 "Weeks of chemotherapy"
    > treatment cetuximab
    > treatment LT
    > rule resistant "KRAS" when KRAS is mutated then contraindicate cetuximab
    > rule SECA    # as in the trial
    >   when weeks >= 6 and fit
    >   then LT candidate
    > define fit: ECOG <= 1
    > rule look when weeks >= 20 then note "Long."
    > score risk
    >   1 if 6 > weeks
    > case "one"
    >   given ECOG 1
    >   expect no verdict on cetuximab
    > END
    $ cd $TMP; cantlie diff old.rules same.rules p.ndjson --as-of 2024-06-01
    The rules say the same.

    0 of 4 patients changed (as of 2024-06-01)

Each change in words, and each patient under the clause that is responsible.

    $ sed 's/weeks >= 6/weeks >= 8/; s/contraindicate/avoid/; s/weeks >= 20/weeks >= 30/; s/weeks < 6/weeks < 8/' $TMP/old.rules > $TMP/new.rules
    $ cd $TMP; cantlie diff old.rules new.rules p.ndjson --as-of 2024-06-01
    SCORES
      risk                      1 if weeks < 8, was 6
                                new.rules:19

    RULES
      SECA                      needs weeks >= 8, was 6
                                new.rules:10
      resistant                 weaker: avoid cetuximab, was contraindicate
                                new.rules:13
      look                      needs weeks >= 30, was 20
                                new.rules:16

    4 of 4 patients changed (as of 2024-06-01)

      resistant: weaker: avoid cetuximab, was contraindicate
        cetuximab               undecided (contraindicated or nothing) -> undecided
                                (avoided or nothing)  2  P2 P3
        cetuximab               contraindicated -> avoided  1  P1

      risk: 1 if weeks < 8, was 6
        risk                    0 -> 1  2  P1 P2
        risk                    0 -> 0 to 1  1  P3

      SECA: needs weeks >= 8, was 6
        LT                      candidate -> nothing  1  P1
        LT                      candidate -> undecided (to be considered or
                                nothing)  1  P3

      look: needs weeks >= 30, was 20
        look                    applies -> held  1  P4

    VERDICTS FROM AND TO
      from \ to                   nothing         undecided           avoided
      candidate                         1                 1                 0
      undecided                         0                 2                 0
      contraindicated                   0                 0                 1
    [1]
    $ cd $TMP; cantlie diff old.rules new.rules p.ndjson --as-of 2024-06-01 --format json
    {"old": {"guideline": "Small", "version": "1", "digest": "sha256:e9f352f471f151c06c2bffe871bfce39e27537b7c3fbc863205f1e25752e7f99"}, "new": {"guideline": "Small", "version": "1", "digest": "sha256:1c96cebba506b3a96285402e041bc38f7f1455102d8e0d88c47e7c9223b2c50e"}, "rules": [{"what": "score", "name": "risk", "change": "changed", "file": "new.rules", "line": 19, "clauses": [{"text": "1 if weeks < 8, was 6", "wording": false}]}, {"what": "rule", "name": "SECA", "change": "changed", "file": "new.rules", "line": 10, "clauses": [{"text": "needs weeks >= 8, was 6", "wording": false}]}, {"what": "rule", "name": "resistant", "change": "changed", "file": "new.rules", "line": 13, "clauses": [{"text": "weaker: avoid cetuximab, was contraindicate", "wording": false}]}, {"what": "rule", "name": "look", "change": "changed", "file": "new.rules", "line": 16, "clauses": [{"text": "needs weeks >= 30, was 20", "wording": false}]}], "generated": false, "as_of": "2024-06-01", "patients": 4, "changed": 4, "unreadable": 0, "deltas": [{"what": "verdict", "name": "LT", "from": "candidate", "to": "nothing", "because": "SECA: needs weeks >= 8, was 6", "patients": ["P1"]}, {"what": "verdict", "name": "LT", "from": "candidate", "to": "undecided (to be considered or nothing)", "because": "SECA: needs weeks >= 8, was 6", "patients": ["P3"]}, {"what": "verdict", "name": "cetuximab", "from": "undecided (contraindicated or nothing)", "to": "undecided (avoided or nothing)", "because": "resistant: weaker: avoid cetuximab, was contraindicate", "patients": ["P2", "P3"]}, {"what": "verdict", "name": "cetuximab", "from": "contraindicated", "to": "avoided", "because": "resistant: weaker: avoid cetuximab, was contraindicate", "patients": ["P1"]}, {"what": "score", "name": "risk", "from": "0", "to": "1", "because": "risk: 1 if weeks < 8, was 6", "patients": ["P1", "P2"]}, {"what": "score", "name": "risk", "from": "0", "to": "0 to 1", "because": "risk: 1 if weeks < 8, was 6", "patients": ["P3"]}, {"what": "rule", "name": "look", "from": "applies", "to": "held", "because": "look: needs weeks >= 30, was 20", "patients": ["P4"]}]}
    [1]

A definition is responsible where a rule makes use of it.

    $ sed 's/fit: ECOG <= 1/fit: ECOG <= 2/' $TMP/old.rules > $TMP/fit.rules
    $ cd $TMP; cantlie diff old.rules fit.rules p.ndjson --as-of 2024-06-01
    DEFINITIONS
      fit                       is ECOG <= 2, was 1
                                fit.rules:9

    1 of 4 patients changed (as of 2024-06-01)

      fit: is ECOG <= 2, was 1
        LT                      nothing -> candidate  1  P2

    VERDICTS FROM AND TO
      from \ to                 candidate
      nothing                           1
    [1]

Different vocabularies: what is common is compared, the rest is listed.

    $ sed 's/KRAS: .*/KRAS: wild-type | G12C | mutated/; s/  ECOG:.*/  ECOG: 0 to 4/; s/^treatment LT/treatment LT\ntreatment ALPPS/; s/  id:.*/  id: text\n  BRAF: wild-type | mutated/' $TMP/old.rules > $TMP/words.rules
    $ cd $TMP; cantlie diff old.rules words.rules p.ndjson --as-of 2024-06-01
    VOCABULARY
      KRAS                      can now be G12C
                                words.rules:5
      ECOG                      range 0 to 4, was 0 to 5
                                words.rules:6
      BRAF                      added: wild-type | mutated
                                words.rules:4

    TREATMENTS
      ALPPS                     added
                                words.rules:10

    0 of 4 patients changed (as of 2024-06-01)
    [1]

Without records, over patients made up at the thresholds of both.

    $ cd $TMP; cantlie diff old.rules new.rules
    SCORES
      risk                      1 if weeks < 8, was 6
                                new.rules:19

    RULES
      SECA                      needs weeks >= 8, was 6
                                new.rules:10
      resistant                 weaker: avoid cetuximab, was contraindicate
                                new.rules:13
      look                      needs weeks >= 30, was 20
                                new.rules:16

    23 of 24 generated patients changed

      resistant: weaker: avoid cetuximab, was contraindicate
        cetuximab               undecided (contraindicated or nothing) -> undecided
                                (avoided or nothing)  22  such as: nothing known
        cetuximab               contraindicated -> avoided  1  such as: KRAS mutated

      risk: 1 if weeks < 8, was 6
        risk                    0 -> 1  6  such as: weeks 6

      SECA: needs weeks >= 8, was 6
        LT                      candidate -> nothing  3  such as: ECOG 0, weeks 6
        LT                      undecided (to be considered or nothing) ->
                                nothing  2  such as: weeks 6

      look: needs weeks >= 30, was 20
        look                    applies -> held  3  such as: weeks 20

    VERDICTS FROM AND TO
      from \ to                   nothing         undecided           avoided
      candidate                         3                 0                 0
      undecided                         2                22                 0
      contraindicated                   0                 0                 1
    [1]
    $ cd $TMP; cantlie diff old.rules same.rules
    The rules say the same.

A page for a meeting holds all of it and needs nothing else.

    $ cd $TMP; cantlie diff old.rules new.rules p.ndjson --as-of 2024-06-01 --format html -o d.html; grep -c 'http\|<script' d.html; grep -c 'P1' d.html
    0
    3

What is wrong.

    $ cd $TMP; cantlie diff old.rules
    cantlie: something is missing: cantlie diff OLD NEW [RECORDS...]
    cantlie: `cantlie diff --help` shows how it is used
    [2]
    $ cd $TMP; cantlie diff old.rules nowhere.rules
    cantlie: nowhere.rules: there is no such file
    [4]
    $ cd $TMP; sed 's/fit and/fitt and/' old.rules > bad.rules; cantlie diff old.rules bad.rules
    bad.rules:11:8: error: there is no field or definition "fitt" [unknown-name]
       11 |   when fitt and weeks >= 6
          |        ^^^^ did you mean fit?
    bad.rules:9:8: fit is declared here
    cantlie: the rules cannot be used: 1 error
    [4]
    $ cd $TMP; printf 'record patient\n  d: date\ntreatment A\nrule R when d less than 2 years ago then A\n' > t.rules; echo '{}' > q.json; cantlie diff t.rules t.rules q.json
    cantlie: the rules read today's date: say for which day they are compared, such as --as-of 2024-06-01
    cantlie: `cantlie diff --help` shows how it is used
    [2]

Nor does it need cases where stretches of time are added up: patients are made
whose dates lie just so far apart.

    $ cat > $TMP/sum.rules <<END
    > record patient
    >   ECOG:  0 to 5
    >   chemo: list of course by start
    > record course
    >   start:     date
    >   last-dose: date
    > treatment LT
    > define duration of course: time from start to last-dose
    > rule SECA
    >   when ECOG <= 1 and total duration of chemo >= 6 weeks
    >   then LT candidate
    > END
    $ cd $TMP; sed 's/6 weeks/8 weeks/' sum.rules > sum8.rules; cantlie diff sum.rules sum8.rules
    RULES
      SECA                      needs total duration of chemo >= 8 weeks, was 6
                                weeks
                                sum8.rules:9

    9 of 66 generated patients changed

      SECA: needs total duration of chemo >= 8 weeks, was 6 weeks
        LT                      candidate -> nothing  9  such as: ECOG 0, chemo {
                                start 2024-06-01, last-dose 2024-04-05 } { start
                                2024-02-22, last-dose 2024-06-01 }

    VERDICTS FROM AND TO
      from \ to                   nothing
      candidate                         9
    [1]

Only the changes that the verdict hangs on are named: the new rule is not.

    $ cat > $TMP/old.rules <<END
    > record patient
    >   id: text
    >   age: years
    >   dMMR: yes/no
    > treatment FOLFOX
    > rule elderly
    >   when age > 70 years
    >   then avoid FOLFOX
    > rule others
    >   when age <= 70 years
    >   then recommend FOLFOX
    > END
    $ sed 's/70 years/75 years/' $TMP/old.rules > $TMP/new.rules
    $ cat >> $TMP/new.rules <<END
    > rule immuno
    >   when dMMR
    >   then consider FOLFOX
    > END
    $ echo '{"id":"x","age":72,"dMMR":true}' > $TMP/p.json
    $ cantlie diff $TMP/old.rules $TMP/new.rules $TMP/p.json --as-of 2024-06-01 | sed -n '/changed (/,$p'
    1 of 1 patient changed (as of 2024-06-01)

      elderly: needs age > 75 years, was 70 years; others: needs age <= 75 years,
      was 70 years
        FOLFOX                  avoided -> recommended  1  x

    VERDICTS FROM AND TO
      from \ to               recommended
      avoided                           1
