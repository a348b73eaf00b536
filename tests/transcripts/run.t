All formats, on small rules.

    $ cat > $TMP/r.rules <<END
    > guideline "Small" version "0.1"
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    >   NRAS: wild-type | mutated
    >   BRAF: wild-type | mutated
    >   ECOG: 0 to 5
    >   CEA:  ug/L, 0 to 1000, valid for 8 weeks
    >   chemo: list of course by start
    > record course
    >   start: date
    >   last-dose: date
    >   response: CR | PR | SD | PD
    > measure OS "Overall survival"
    > treatment anti-EGFR "Anti-EGFR antibody"
    > treatment cetuximab "Cetuximab" member of anti-EGFR
    > treatment panitumumab "Panitumumab" member of anti-EGFR
    > treatment FOLFOX
    > treatment FOLFIRI
    > treatment LT "Liver transplantation"
    > source paper "A paper"
    > evidence E1 from paper RESULTS 2 [3,7] "What is known."
    > rule wild "Wild-type"
    >   when KRAS wild-type and NRAS wild-type
    >   unless BRAF mutated
    >   then recommend cetuximab with FOLFOX or FOLFIRI, outcome OS for cetuximab at 1 year 60 to 70 % against < 50 % "without"
    >   because "It works."
    >   cites E1
    > rule useless
    >   when KRAS mutated or NRAS mutated
    >   then contraindicate anti-EGFR
    >   cites E1
    > rule seca
    >   when ECOG <= 1 and CEA <= 80 ug/L
    >   then LT candidate
    > rule wait
    >   when last-dose of latest chemo less than 4 weeks ago
    >   then delay LT until 4 weeks after last-dose of latest chemo
    > rule look
    >   when response of latest chemo is SD
    >   then monitor response every 2 months since last-dose of latest chemo, note "Look again.", prognosis adverse "no response", order BRAF
    > score risk "Risk"
    >   1 if CEA > 80 ug/L "CEA above 80"
    >   1 if response of latest chemo is PD | SD "no response"
    > table ecog
    >   | ECOG   || then           |
    >   | 3 to 5 || avoid FOLFOX   |
    >   | 2      || consider FOLFIRI |
    > END
    $ cat > $TMP/p.ndjson <<END
    > {"id": "P1", "KRAS": "wild-type", "NRAS": "wild-type", "ECOG": 1, "CEA": {"value": 12, "date": "2024-05-20"}, "chemo": [{"start": "2024-03-01", "last_dose": "2024-05-20", "response": "SD"}]}
    > {"id": "P2", "KRAS": "mutated", "ECOG": 3, "CEA": 500, "chemo": []}
    > {"id": "P3"}
    > END
    $ cantlie check $TMP/r.rules --list
    wild
    useless
    seca
    wait
    look
    ecog row 1
    ecog row 2
    cantlie: 0 errors, 4 warnings
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --format states
    P1 UFTTTFF
    P2 FTFFFTF
    P3 UUUUUUU
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --format csv
    patient,anti-EGFR,cetuximab,panitumumab,FOLFOX,FOLFIRI,LT,record_errors
    P1,,recommend|none?,,,,consider,0
    P2,contraindicate,contraindicate,contraindicate,avoid,,,0
    P3,contraindicate|none?,recommend|contraindicate|none?,contraindicate|none?,avoid|none?,consider|none?,consider|none?,0
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --format json
    [
    {"patient": "P1", "as_of": "2024-06-01", "rules": {"guideline": "Small", "version": "0.1", "digest": "sha256:40540515f35389982c87d2a55f6020fe765549b212c4a7c1ef817611e1642df0"}, "program": "cantlie 0.1.0", "record": {"source": "$TMP/p.ndjson:1", "digest": "sha256:9e9b279f55e6511554d3c5637c93ae8e2e4fb6e03be3e06a1160bc0db07b021a"}, "verdicts": [{"treatment": "cetuximab", "verdict": "undecided", "exact": true, "may_be": [{"verdict": "recommend", "if": [["BRAF wild-type"]]}, {"verdict": "none", "if": [["BRAF mutated"]]}], "needs": ["BRAF"], "by": [{"rule": "wild", "state": "undetermined", "with": [["FOLFOX", "FOLFIRI"]], "dropped": []}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}, {"treatment": "LT", "verdict": "consider", "candidate": true, "fails": [], "by": [{"rule": "seca", "state": "applies"}], "beaten": [], "not_before": "2024-06-17", "in_trial": [], "assumed": [], "evidence": [], "outcomes": []}], "states": {"wild": "undetermined", "useless": "held", "seca": "applies", "wait": "applies", "look": "applies", "ecog row 1": "held", "ecog row 2": "held"}, "values": {"risk": {"low": 1, "high": 1}}, "prognosis": [{"rule": "look", "direction": "adverse", "for": null, "text": "no response"}], "outcomes": [], "monitor": [{"what": "response", "every": "2 months", "due": {"low": "2024-07-20", "high": "2024-07-20"}, "overdue": "no", "rule": "look"}], "orders": ["BRAF"], "notes": [{"rule": "look", "for": [], "text": "Look again."}], "ask": ["BRAF"], "errors": [], "warnings": []},
    {"patient": "P2", "as_of": "2024-06-01", "rules": {"guideline": "Small", "version": "0.1", "digest": "sha256:40540515f35389982c87d2a55f6020fe765549b212c4a7c1ef817611e1642df0"}, "program": "cantlie 0.1.0", "record": {"source": "$TMP/p.ndjson:2", "digest": "sha256:ab1b51ad79022e9b03eb76835d6441aeaf2e29b81e520f1951ca64e5abf6c842"}, "verdicts": [{"treatment": "anti-EGFR", "verdict": "contraindicate", "by": [{"rule": "useless", "state": "applies"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}, {"treatment": "cetuximab", "verdict": "contraindicate", "by": [{"rule": "useless", "state": "applies"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}, {"treatment": "panitumumab", "verdict": "contraindicate", "by": [{"rule": "useless", "state": "applies"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}, {"treatment": "FOLFOX", "verdict": "avoid", "by": [{"rule": "ecog row 1", "state": "applies"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": [], "outcomes": []}, {"treatment": "LT", "verdict": "none", "candidate": false, "fails": ["ECOG <= 1", "CEA <= 80 ug/L"], "by": [], "beaten": [], "in_trial": [], "assumed": [], "evidence": [], "outcomes": []}], "states": {"wild": "held", "useless": "applies", "seca": "held", "wait": "held", "look": "held", "ecog row 1": "applies", "ecog row 2": "held"}, "values": {"risk": {"low": 1, "high": 1}}, "prognosis": [], "outcomes": [], "monitor": [], "orders": [], "notes": [], "ask": [], "errors": [], "warnings": []},
    {"patient": "P3", "as_of": "2024-06-01", "rules": {"guideline": "Small", "version": "0.1", "digest": "sha256:40540515f35389982c87d2a55f6020fe765549b212c4a7c1ef817611e1642df0"}, "program": "cantlie 0.1.0", "record": {"source": "$TMP/p.ndjson:3", "digest": "sha256:008f327fdd0d51bb1f246e265455e810e2ae317d868efceddae5137c1b84e70d"}, "verdicts": [{"treatment": "cetuximab", "verdict": "undecided", "exact": true, "may_be": [{"verdict": "recommend", "if": [["KRAS wild-type", "NRAS wild-type", "BRAF wild-type"]]}, {"verdict": "contraindicate", "if": [["NRAS mutated"], ["KRAS mutated"]]}, {"verdict": "none", "if": [["KRAS wild-type", "NRAS wild-type", "BRAF mutated"]]}], "needs": ["KRAS", "NRAS", "BRAF"], "by": [{"rule": "wild", "state": "undetermined", "with": [["FOLFOX", "FOLFIRI"]], "dropped": []}, {"rule": "useless", "state": "undetermined"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}, {"treatment": "FOLFIRI", "verdict": "undecided", "exact": true, "may_be": [{"verdict": "consider", "if": [["ECOG = 2"]]}, {"verdict": "none", "if": [["ECOG <= 1"], ["ECOG >= 3"]]}], "needs": ["ECOG"], "by": [{"rule": "ecog row 2", "state": "undetermined"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": [], "outcomes": []}, {"treatment": "LT", "verdict": "undecided", "exact": true, "may_be": [{"verdict": "consider", "if": [["ECOG <= 1", "CEA <= 80 ug/L"]]}, {"verdict": "none", "if": [["CEA > 80 ug/L"], ["ECOG >= 2"]]}], "needs": ["ECOG", "CEA"], "candidate": null, "fails": [], "by": [{"rule": "seca", "state": "undetermined"}], "beaten": [], "not_before_may_be": [{"low": null, "high": null, "rule": "wait"}], "in_trial": [], "assumed": [], "evidence": [], "outcomes": []}], "states": {"wild": "undetermined", "useless": "undetermined", "seca": "undetermined", "wait": "undetermined", "look": "undetermined", "ecog row 1": "undetermined", "ecog row 2": "undetermined"}, "values": {"risk": {"low": 0, "high": 2}}, "prognosis": [], "outcomes": [], "monitor": [], "orders": [], "notes": [], "ask": ["ECOG", "KRAS", "NRAS", "BRAF", "CEA"], "errors": [], "warnings": []}
    ]
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --format ndjson | tests/check_results.py
    3 results fit, 0 do not
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01
    P1   evaluated 2024-06-01   Small 0.1

    CONSIDER
      Liver transplantation (candidate)   seca
          ECOG 1; CEA 12 ug/L (2024-05-20)
    UNDECIDED
      Cetuximab                           recommended if BRAF is wild-type;
                                          otherwise nothing. Not known: BRAF
          by wild [3,7]
    WHEN
      Liver transplantation not before 2024-06-17
                                          4 weeks after last-dose of latest chemo:
                                          wait
      response every 2 months             next 2024-07-20: look
    ORDER
      BRAF                                look
    OUTLOOK
      adverse                             no response: look
    SCORES
      Risk                                1 of 2
          no response
    NOTES
      Look again.
    ASK NEXT   BRAF (for 1 verdict)

    P2   evaluated 2024-06-01   Small 0.1

    NOT
      Anti-EGFR antibody                  contraindicated: useless [3,7]
          KRAS mutated
          so, too: Cetuximab; Panitumumab
      FOLFOX                              avoided: ecog row 1
          ECOG 3
      Liver transplantation
          not a candidate: seca fails at ECOG <= 1; CEA <= 80 ug/L
    SCORES
      Risk                                1 of 2
          CEA above 80
    DATA       undated, taken as current: CEA

    P3   evaluated 2024-06-01   Small 0.1

    UNDECIDED
      Cetuximab                           recommended if KRAS is wild-type and NRAS
                                          is wild-type and BRAF is wild-type;
                                          contraindicated if NRAS is mutated, or if
                                          KRAS is mutated; otherwise nothing. Not
                                          known: KRAS, NRAS, BRAF
          by wild [3,7], useless [3,7]
      FOLFIRI                             to be considered if ECOG = 2; otherwise
                                          nothing. Not known: ECOG
          by ecog row 2
      Liver transplantation               to be considered if ECOG <= 1 and CEA <=
                                          80 ug/L; otherwise nothing. Not known:
                                          ECOG, CEA
          by seca
          whether a candidate is not known: seca
    WHEN
      Liver transplantation perhaps to be delayed
                                          4 weeks after last-dose of latest chemo
                                          (not known): wait
      perhaps response every 2 months     since when is not known: look
    OUTLOOK
      perhaps adverse                     no response: look
    SCORES
      Risk                                0 to 2 of 2
          not known: CEA above 80; no response
    ASK NEXT   ECOG (for 2 verdicts), KRAS (1), NRAS (1), BRAF (1), CEA (1)
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --summary
    3 patients evaluated 2024-06-01 by Small 0.1

                                   recomm. consider avoid contra. conflict undecided
    Anti-EGFR antibody                   -        -     -       1        -         -
    Cetuximab                            -        -     -       1        -         2
    Panitumumab                          -        -     -       1        -         -
    FOLFOX                               -        -     1       -        -         -
    FOLFIRI                              -        -     -       -        -         1
    Liver transplantation                -        1     -       -        -         1

    4 verdicts wait for: BRAF (2), ECOG (2), KRAS (1), NRAS (1), CEA (1)
    1 candidate for Liver transplantation

    Rests on rules 40540515f353, records 8aad47ba0565 (cantlie 0.1.0)
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --only cetuximab,seca,risk --format ndjson
    {"patient": "P1", "as_of": "2024-06-01", "rules": {"guideline": "Small", "version": "0.1", "digest": "sha256:40540515f35389982c87d2a55f6020fe765549b212c4a7c1ef817611e1642df0"}, "program": "cantlie 0.1.0", "record": {"source": "$TMP/p.ndjson:1", "digest": "sha256:9e9b279f55e6511554d3c5637c93ae8e2e4fb6e03be3e06a1160bc0db07b021a"}, "only": ["cetuximab", "seca", "risk"], "verdicts": [{"treatment": "cetuximab", "verdict": "undecided", "exact": true, "may_be": [{"verdict": "recommend", "if": [["BRAF wild-type"]]}, {"verdict": "none", "if": [["BRAF mutated"]]}], "needs": ["BRAF"], "by": [{"rule": "wild", "state": "undetermined", "with": [["FOLFOX", "FOLFIRI"]], "dropped": []}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}], "states": {"seca": "applies"}, "values": {"risk": {"low": 1, "high": 1}}, "prognosis": [], "outcomes": [], "monitor": [], "orders": [], "notes": [], "ask": ["BRAF"], "errors": [], "warnings": []}
    {"patient": "P2", "as_of": "2024-06-01", "rules": {"guideline": "Small", "version": "0.1", "digest": "sha256:40540515f35389982c87d2a55f6020fe765549b212c4a7c1ef817611e1642df0"}, "program": "cantlie 0.1.0", "record": {"source": "$TMP/p.ndjson:2", "digest": "sha256:ab1b51ad79022e9b03eb76835d6441aeaf2e29b81e520f1951ca64e5abf6c842"}, "only": ["cetuximab", "seca", "risk"], "verdicts": [{"treatment": "cetuximab", "verdict": "contraindicate", "by": [{"rule": "useless", "state": "applies"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}], "states": {"seca": "held"}, "values": {"risk": {"low": 1, "high": 1}}, "prognosis": [], "outcomes": [], "monitor": [], "orders": [], "notes": [], "ask": [], "errors": [], "warnings": []}
    {"patient": "P3", "as_of": "2024-06-01", "rules": {"guideline": "Small", "version": "0.1", "digest": "sha256:40540515f35389982c87d2a55f6020fe765549b212c4a7c1ef817611e1642df0"}, "program": "cantlie 0.1.0", "record": {"source": "$TMP/p.ndjson:3", "digest": "sha256:008f327fdd0d51bb1f246e265455e810e2ae317d868efceddae5137c1b84e70d"}, "only": ["cetuximab", "seca", "risk"], "verdicts": [{"treatment": "cetuximab", "verdict": "undecided", "exact": true, "may_be": [{"verdict": "recommend", "if": [["KRAS wild-type", "NRAS wild-type", "BRAF wild-type"]]}, {"verdict": "contraindicate", "if": [["NRAS mutated"], ["KRAS mutated"]]}, {"verdict": "none", "if": [["KRAS wild-type", "NRAS wild-type", "BRAF mutated"]]}], "needs": ["KRAS", "NRAS", "BRAF"], "by": [{"rule": "wild", "state": "undetermined", "with": [["FOLFOX", "FOLFIRI"]], "dropped": []}, {"rule": "useless", "state": "undetermined"}], "beaten": [], "in_trial": [], "assumed": [], "evidence": ["E1"], "outcomes": []}], "states": {"seca": "undetermined"}, "values": {"risk": {"low": 0, "high": 2}}, "prognosis": [], "outcomes": [], "monitor": [], "orders": [], "notes": [], "ask": ["KRAS", "NRAS", "BRAF"], "errors": [], "warnings": []}
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --only wild,table-none --format states
    cantlie: no treatment, rule, table or score is called "table-none"
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --only KRAS
    cantlie: "KRAS" is a field of the patient; only treatments, rules, tables and scores can be chosen
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --only wild,ecog --format states
    P1 UFF
    P2 FTF
    P3 UUU

The same bytes whatever --jobs; standard input; a folder.

    $ cantlie run rules/ examples/cohort/patients.ndjson --as-of 2024-06-01 --format json > $TMP/1.json
    $ for n in 2 3 8; do
    > cantlie run rules/ examples/cohort/patients.ndjson --as-of 2024-06-01 --format json --jobs $n | cmp - $TMP/1.json
    > done
    $ cantlie run rules/ - --as-of 2024-06-01 --format json < examples/cohort/patients.ndjson | cmp - $TMP/1.json
    - $TMP/1.json differ: byte 254, line 2
    cantlie: standard output was closed before all results were written
    [1]
    $ cantlie run rules/ examples/cohort --as-of 2024-06-01 --format json | cmp - $TMP/1.json
    $ tests/check_results.py --array < $TMP/1.json
    240 results fit, 0 do not

Into a file: it appears when it is whole.

    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --format states -o $TMP/out.txt
    $ cat $TMP/out.txt; ls $TMP
    P1 UFTTTFF
    P2 FTFFFTF
    P3 UUUUUUU
    1.json
    out.txt
    p.ndjson
    r.rules

Record errors: everyone is evaluated, what is wrong counts as unknown.

    $ cat > $TMP/bad.ndjson <<END
    > {"id": "B1", "KRAS": "mutatd", "weight": 70, "ECOG": 1}
    > {"id": "B2", "ECOG": 9, "krass": "mutated"}
    > this is no record
    > {"id": "B4", "KRAS": "mutated", "weight": 80}
    > END
    $ cd $TMP; cantlie run r.rules bad.ndjson --as-of 2024-06-01 --format states
    B1 UUUUUFF
    B2 UUUUUUU
    bad.ndjson:3 UUUUUUU
    B4 FTUUUUU
    cantlie: B1: KRAS "mutatd", expected wild-type | mutated (bad.ndjson:1)
    cantlie: B2: ECOG "9", expected 0 to 5 (bad.ndjson:2)
    cantlie: "this": JSON: this is no JSON value (column 1) (bad.ndjson:3)
    cantlie: warning: "weight" is no field (2 records, first bad.ndjson:1)
    cantlie: warning: "krass" is no field; did you mean KRAS? (1 record, first bad.ndjson:2)
    cantlie: 3 record errors in 3 of 4 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; cantlie run r.rules bad.ndjson --as-of 2024-06-01 --format csv
    patient,anti-EGFR,cetuximab,panitumumab,FOLFOX,FOLFIRI,LT,record_errors
    B1,contraindicate|none?,recommend|contraindicate|none?,contraindicate|none?,,,consider|none?,1
    B2,contraindicate|none?,recommend|contraindicate|none?,contraindicate|none?,avoid|none?,consider|none?,consider|none?,1
    bad.ndjson:3,unreadable,unreadable,unreadable,unreadable,unreadable,unreadable,1
    B4,contraindicate,contraindicate,contraindicate,avoid|none?,consider|none?,consider|none?,0
    cantlie: B1: KRAS "mutatd", expected wild-type | mutated (bad.ndjson:1)
    cantlie: B2: ECOG "9", expected 0 to 5 (bad.ndjson:2)
    cantlie: "this": JSON: this is no JSON value (column 1) (bad.ndjson:3)
    cantlie: warning: "weight" is no field (2 records, first bad.ndjson:1)
    cantlie: warning: "krass" is no field; did you mean KRAS? (1 record, first bad.ndjson:2)
    cantlie: 3 record errors in 3 of 4 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; cantlie run r.rules bad.ndjson --as-of 2024-06-01
    B1   evaluated 2024-06-01   Small 0.1

    UNDECIDED
      Cetuximab                           recommended if KRAS is wild-type and NRAS
                                          is wild-type and BRAF is wild-type;
                                          contraindicated if NRAS is mutated, or if
                                          KRAS is mutated; otherwise nothing. Not
                                          known: KRAS, NRAS, BRAF
          by wild [3,7], useless [3,7]
      Liver transplantation               to be considered if CEA <= 80 ug/L;
                                          otherwise nothing. Not known: CEA
          by seca
          whether a candidate is not known: seca
    WHEN
      Liver transplantation perhaps to be delayed
                                          4 weeks after last-dose of latest chemo
                                          (not known): wait
      perhaps response every 2 months     since when is not known: look
    OUTLOOK
      perhaps adverse                     no response: look
    SCORES
      Risk                                0 to 2 of 2
          not known: CEA above 80; no response
    ASK NEXT   KRAS (for 1 verdict), NRAS (1), BRAF (1), CEA (1)
    DATA       KRAS "mutatd", expected wild-type | mutated (bad.ndjson:1); counts as
               unknown
    cantlie: B1: KRAS "mutatd", expected wild-type | mutated (bad.ndjson:1)

    B2   evaluated 2024-06-01   Small 0.1

    UNDECIDED
      Cetuximab                           recommended if KRAS is wild-type and NRAS
                                          is wild-type and BRAF is wild-type;
                                          contraindicated if NRAS is mutated, or if
                                          KRAS is mutated; otherwise nothing. Not
                                          known: KRAS, NRAS, BRAF
          by wild [3,7], useless [3,7]
      FOLFIRI                             to be considered if ECOG = 2; otherwise
                                          nothing. Not known: ECOG
          by ecog row 2
      Liver transplantation               to be considered if ECOG <= 1 and CEA <=
                                          80 ug/L; otherwise nothing. Not known:
                                          ECOG, CEA
          by seca
          whether a candidate is not known: seca
    WHEN
      Liver transplantation perhaps to be delayed
                                          4 weeks after last-dose of latest chemo
                                          (not known): wait
      perhaps response every 2 months     since when is not known: look
    OUTLOOK
      perhaps adverse                     no response: look
    SCORES
      Risk                                0 to 2 of 2
          not known: CEA above 80; no response
    ASK NEXT   ECOG (for 2 verdicts), KRAS (1), NRAS (1), BRAF (1), CEA (1)
    DATA       ECOG "9", expected 0 to 5 (bad.ndjson:2); counts as unknown
    cantlie: B2: ECOG "9", expected 0 to 5 (bad.ndjson:2)

    bad.ndjson:3   evaluated 2024-06-01   Small 0.1

    DATA       "this": JSON: this is no JSON value (column 1) (bad.ndjson:3); not
               evaluated
    cantlie: "this": JSON: this is no JSON value (column 1) (bad.ndjson:3)

    B4   evaluated 2024-06-01   Small 0.1

    NOT
      Anti-EGFR antibody                  contraindicated: useless [3,7]
          KRAS mutated
          so, too: Cetuximab; Panitumumab
    UNDECIDED
      FOLFIRI                             to be considered if ECOG = 2; otherwise
                                          nothing. Not known: ECOG
          by ecog row 2
      Liver transplantation               to be considered if ECOG <= 1 and CEA <=
                                          80 ug/L; otherwise nothing. Not known:
                                          ECOG, CEA
          by seca
          whether a candidate is not known: seca
    WHEN
      Liver transplantation perhaps to be delayed
                                          4 weeks after last-dose of latest chemo
                                          (not known): wait
      perhaps response every 2 months     since when is not known: look
    OUTLOOK
      perhaps adverse                     no response: look
    SCORES
      Risk                                0 to 2 of 2
          not known: CEA above 80; no response
    ASK NEXT   ECOG (for 2 verdicts), CEA (1)
    cantlie: warning: "weight" is no field (2 records, first bad.ndjson:1)
    cantlie: warning: "krass" is no field; did you mean KRAS? (1 record, first bad.ndjson:2)
    cantlie: 3 record errors in 3 of 4 patients; what is wrong counts as unknown
    [3]
    $ (cd $TMP; cantlie run r.rules bad.ndjson --as-of 2024-06-01 --format ndjson 2>err) | tests/check_results.py; cat $TMP/err
    4 results fit, 0 do not
    cantlie: B1: KRAS "mutatd", expected wild-type | mutated (bad.ndjson:1)
    cantlie: B2: ECOG "9", expected 0 to 5 (bad.ndjson:2)
    cantlie: "this": JSON: this is no JSON value (column 1) (bad.ndjson:3)
    cantlie: warning: "weight" is no field (2 records, first bad.ndjson:1)
    cantlie: warning: "krass" is no field; did you mean KRAS? (1 record, first bad.ndjson:2)
    cantlie: 3 record errors in 3 of 4 patients; what is wrong counts as unknown
    $ cd $TMP; cantlie run r.rules bad.ndjson --as-of 2024-06-01 --summary
    cantlie: B1: KRAS "mutatd", expected wild-type | mutated (bad.ndjson:1)
    cantlie: B2: ECOG "9", expected 0 to 5 (bad.ndjson:2)
    cantlie: "this": JSON: this is no JSON value (column 1) (bad.ndjson:3)
    cantlie: warning: "weight" is no field (2 records, first bad.ndjson:1)
    cantlie: warning: "krass" is no field; did you mean KRAS? (1 record, first bad.ndjson:2)
    cantlie: 3 record errors in 3 of 4 patients; what is wrong counts as unknown
    4 patients evaluated 2024-06-01 by Small 0.1

                                   recomm. consider avoid contra. conflict undecided
    Anti-EGFR antibody                   -        -     -       1        -         -
    Cetuximab                            -        -     -       1        -         2
    Panitumumab                          -        -     -       1        -         -
    FOLFIRI                              -        -     -       -        -         2
    Liver transplantation                -        -     -       -        -         3

    7 verdicts wait for: ECOG (4), CEA (3), KRAS (2), NRAS (2), BRAF (2)
    3 record errors in 3 patients: value 2, unreadable 1
      1 value ECOG: B2 "9"
      1 value KRAS: B1 "mutatd"
      1 unreadable: bad.ndjson:3 "this"

    Rests on rules 40540515f353, records 4e76f773deb4 (cantlie 0.1.0)
    [3]

Under --strict the first one stops the run, and a file is not left behind; an
undated value of a field with `valid for` is unknown.

    $ cd $TMP; cantlie run r.rules bad.ndjson --as-of 2024-06-01 --format states --strict -o strict.txt
    cantlie: B1: KRAS "mutatd", expected wild-type | mutated (bad.ndjson:1)
    cantlie: stopped at the first record error, as --strict says
    cantlie: strict.txt is not written, for the results are not whole
    [3]
    $ ls $TMP
    1.json
    bad.ndjson
    err
    out.txt
    p.ndjson
    r.rules
    $ cantlie run $TMP/r.rules $TMP/p.ndjson --as-of 2024-06-01 --only seca --format states --strict
    P1 T
    P2 F
    P3 U

A patient who comes twice is two records, each evaluated by itself: a warning, by all
ways of reading. Of so many patients is remembered that they came (LIMIT_TWINS).

    $ cd $TMP; head -2 p.ndjson >twice.ndjson; head -1 p.ndjson >>twice.ndjson; for format in states ndjson text; do cantlie run r.rules twice.ndjson --as-of 2024-06-01 --format $format --jobs 2 >out.txt; done
    cantlie: warning: patient P1 has two records: each is evaluated by itself; join what belongs to one patient
    cantlie: warning: patient P1 has two records: each is evaluated by itself; join what belongs to one patient
    cantlie: warning: patient P1 has two records: each is evaluated by itself; join what belongs to one patient
    $ cd $TMP; printf 'id,ECOG\nA,1\nB,1\nA,2\nB,2\n' >twice.csv; cantlie convert twice.csv --rules r.rules --to csv >out.txt
    cantlie: warning: patient A has more than one record (2 records in all are such further ones): each is evaluated by itself; join what belongs to one patient
    $ cd $TMP; printf 'record patient\n  id: text\ntreatment t\n' >id.rules; for n in 1000000 1000001; do (echo id; seq 1 $n; echo 1; echo $n) >many.csv; cantlie run id.rules many.csv --as-of 2024-06-01 --format states >out.txt; done; rm many.csv
    cantlie: warning: patient 1 has more than one record (2 records in all are such further ones): each is evaluated by itself; join what belongs to one patient
    cantlie: warning: patient 1 has two records: each is evaluated by itself; join what belongs to one patient
