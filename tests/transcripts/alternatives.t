In which facts each word of an undecided verdict lies, as a program reads it: boxes
of facts that cover all its completions and no others, each as large as it can be,
whole facts left out first. Spots are eight alternatives where the treatment is
recommended; where it is not they are nine, which are too many to list.

    $ cat >$TMP/c.rules <<'END'
    > record patient
    >   KRAS: wild-type | mutated | amplified | fused
    >   grade: 0 to 9
    >   fever: yes/no
    >   CEA: ug/L
    >   number-of-spots: 0 to 20
    >
    > treatment alpha
    > treatment beta
    > treatment gamma
    > treatment delta
    >
    > rule a
    >   when (grade <= 1 and CEA <= 20 ug/L) or (grade <= 3 and CEA between 10 and 20 ug/L)
    >   then recommend alpha
    > rule b
    >   when grade <= 1 or (grade <= 3 and CEA < 10 ug/L)
    >   then recommend beta
    > rule c
    >   when CEA > 10 ug/L and CEA <= 20 ug/L
    >   then recommend gamma
    > rule d
    >   when CEA >= 10 ug/L and CEA < 20 ug/L
    >   then recommend delta
    > treatment epsilon
    > treatment zeta
    >
    > rule e
    >   when number-of-spots = 1 or number-of-spots = 3 or number-of-spots = 5 or number-of-spots = 7
    >        or number-of-spots = 9 or number-of-spots = 11 or number-of-spots = 13 or number-of-spots = 15
    >   then recommend epsilon
    > rule f
    >   when (KRAS mutated and fever) or KRAS fused | amplified
    >   then recommend zeta
    > END
    $ echo '{"id": "P1"}' >$TMP/r.json
    $ cantlie run $TMP/c.rules $TMP/r.json --as-of 2024-06-01 --format json |
    > grep -o '{"verdict": "[a-z]*"[^}]*'
    {"verdict": "recommend", "if": [["grade <= 1", "CEA <= 20 ug/L"], ["grade <= 3", "CEA between 10 ug/L and 20 ug/L"]]
    {"verdict": "none", "if": [["CEA > 20 ug/L"], ["grade >= 2", "CEA < 10 ug/L"], ["grade >= 4"]]
    {"verdict": "recommend", "if": [["grade <= 1"], ["grade <= 3", "CEA < 10 ug/L"]]
    {"verdict": "none", "if": [["grade >= 2", "CEA >= 10 ug/L"], ["grade >= 4"]]
    {"verdict": "recommend", "if": [["CEA > 10 ug/L and <= 20 ug/L"]]
    {"verdict": "none", "if": [["CEA <= 10 ug/L"], ["CEA > 20 ug/L"]]
    {"verdict": "recommend", "if": [["CEA >= 10 ug/L and < 20 ug/L"]]
    {"verdict": "none", "if": [["CEA < 10 ug/L"], ["CEA >= 20 ug/L"]]
    {"verdict": "recommend", "if": [["number-of-spots = 1"], ["number-of-spots = 3"], ["number-of-spots = 5"], ["number-of-spots = 7"], ["number-of-spots = 9"], ["number-of-spots = 11"], ["number-of-spots = 13"], ["number-of-spots = 15"]]
    {"verdict": "none", "if": null
    {"verdict": "recommend", "if": [["KRAS mutated | amplified | fused", "fever"], ["KRAS amplified | fused"]]
    {"verdict": "none", "if": [["KRAS wild-type"], ["KRAS wild-type | mutated", "not fever"]]
