Single expressions.

    $ cantlie eval '1 + 1'
    2
    $ cantlie eval '5.5 cm > 50 mm'
    yes
    $ cantlie eval '1 / 0'
    cantlie: warning: 1 / 0 could not be computed: unknown
    unknown
    $ cantlie eval 'unknown and no'
    no
    $ cantlie eval '2024-05 > 2024-05-10'
    unknown
    $ cantlie eval '2024-02-29 at least 1 year ago' --as-of 2025-02-28
    yes
    $ cantlie eval 'time from 2024-01 to 2024-02-10'
    10 to 40 days
    $ cantlie eval 'KRAS mutated'
    expression:1:1: error: there is no field or definition "KRAS" [unknown-name]
        1 | KRAS mutated
          | ^^^^ the patient has id
    [2]
    $ cantlie eval '5 cm > 3 ug/L'
    expression:1:1: error: these do not measure the same: 5 cm measures length, but 3 ug/L measures mass concentration [unit-mismatch]
        1 | 5 cm > 3 ug/L
          | ^^^^^^^^^^^^^ use units of one kind
    [2]
    $ cantlie eval '1 +'
    expression:1:4: error: this text ends before it is complete [unfinished]
        1 | 1 +
          |    ^ expected a name or a value
    [2]

About a patient, by the rules.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    >   CEA:  ug/L, 0 to 1000, valid for 8 weeks
    >   stage: I | II | III
    >   lesions: list of lesion
    >   seen: date
    > record lesion
    >   size: cm, 0 to 50
    > define large: any lesion has size > 5 cm
    > END
    $ cat > $TMP/p.json <<END
    > {"id": "P", "CEA": "<5", "stage": {"not": "II"},
    >  "lesions": [{"size": 2}, {}], "seen": "2024-05"}
    > END
    $ at() { cantlie eval "$1" --rules $TMP/r.rules --record $TMP/p.json; }
    > at 'KRAS mutated'; at KRAS; at CEA; at 'CEA < 5 ug/L'; at stage
    > at large; at 'largest size of lesions'; at 'count of lesions'; at seen
    unknown
    unknown
    at least 0 and less than 5 ug/L
    yes
    I or III
    unknown
    2 to 50 cm
    2
    2024-05
    $ cantlie eval 'KRAS mutatd' --rules $TMP/r.rules
    expression:1:6: error: KRAS cannot be "mutatd" [unknown-choice]
        1 | KRAS mutatd
          |      ^^^^^^ did you mean "mutated"?
    $TMP/r.rules:3:3: KRAS is wild-type | mutated
    [2]
    $ cantlie eval 'KRAS' --rules $TMP/r.rules --record $TMP/none.json
    cantlie: there is no file or folder $TMP/none.json
    [2]
    $ cantlie eval 'KRAS' --rules $TMP/none.rules
    cantlie: $TMP/none.rules: there is no such file
    [4]

Several patients: one must be chosen.

    $ printf '{"id":"A","KRAS":"mutated"}\n{"id":"B"}\n' > $TMP/two.ndjson
    $ cantlie eval KRAS --rules $TMP/r.rules --record $TMP/two.ndjson
    cantlie: $TMP/two.ndjson holds more than one patient: choose one with --patient ID
    [2]
    $ cantlie eval KRAS --rules $TMP/r.rules --record $TMP/two.ndjson --patient a
    cantlie: $TMP/two.ndjson holds no patient "a"
    [2]
    $ cantlie eval KRAS --rules $TMP/r.rules --record $TMP/two.ndjson --patient C
    cantlie: $TMP/two.ndjson holds no patient "C"
    [2]
The files of other commands are words; here they are options.

    $ cantlie eval rules/ patients.json KRAS
    cantlie: one word too many: "patients.json" (write cantlie eval 'EXPR' --rules RULES --record FILE)
    cantlie: `cantlie eval --help` shows how it is used
    [2]
