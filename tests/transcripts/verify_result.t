What a result rests on, and whether it is still what the rules say.

    $ cat > $TMP/r.rules <<END
    > guideline "Small" version "1"
    > record patient
    >   id:      text
    >   KRAS:    wild-type | mutated
    >   CEA:     ug/L, valid for 8 weeks
    >   lesions: list of lesion
    > record lesion
    >   size: cm, 0 to 50
    > treatment cetuximab
    > treatment resection
    > rule sensitive
    >   when KRAS wild-type
    >   then recommend cetuximab
    > rule small
    >   when every lesion has size < 3 cm
    >   then recommend resection
    > score risk
    >   1 if CEA > 80 ug/L
    > END
    $ cat > $TMP/p.ndjson <<END
    > {"id": "P1", "KRAS": "wild-type", "CEA": 90}
    > {"id": "P2", "KRAS": "mutatd"}
    > {"KRAS": "mutated", "lesions": [{"size": 2}]}
    > nonsense
    > END
    $ cd $TMP; cantlie run r.rules p.ndjson --as-of 2024-06-01 --format ndjson -o kept.ndjson 2>/dev/null
    [3]
    $ cut -d'}' -f 1,2 $TMP/kept.ndjson | cut -d, -f 1,2,5-
    {"patient": "P1", "as_of": "2024-06-01", "digest": "sha256:5d19ada40e71b34d7e85084e5c7aef3ef066066b23ca7193fe52855bb5d1fc24"}, "program": "cantlie 0.1.0", "record": {"source": "p.ndjson:1", "digest": "sha256:14ae7357c109ea801369ccc6baa9dd531a1b846e3859d188374eb7a27adfbd0f"
    {"patient": "P2", "as_of": "2024-06-01", "digest": "sha256:5d19ada40e71b34d7e85084e5c7aef3ef066066b23ca7193fe52855bb5d1fc24"}, "program": "cantlie 0.1.0", "record": {"source": "p.ndjson:2", "digest": "sha256:4553aa906426cdb88b144cd18a8c51cbe47a5752b205227ccc3843e6c55b4e17"
    {"patient": "p.ndjson:3", "as_of": "2024-06-01", "digest": "sha256:5d19ada40e71b34d7e85084e5c7aef3ef066066b23ca7193fe52855bb5d1fc24"}, "program": "cantlie 0.1.0", "record": {"source": "p.ndjson:3", "digest": "sha256:2143544186bc955116eadb640117ebda4cfe37ed7c0f6b40bfb85739358de9cf"
    {"patient": "p.ndjson:4", "as_of": "2024-06-01", "digest": "sha256:5d19ada40e71b34d7e85084e5c7aef3ef066066b23ca7193fe52855bb5d1fc24"}, "program": "cantlie 0.1.0", "record": {"source": "p.ndjson:4", "digest": "sha256:999aaa8645bb72ff599e143b1e3d2a94777127f4783a69f067251f7bbebc5ab6"
    $ cd $TMP; cantlie verify-result kept.ndjson r.rules p.ndjson
    4 results: 4 confirmed, 0 differ
    $ cd $TMP; cantlie run r.rules p.ndjson --as-of 2024-06-01 --format json --facts --strict -o kept.json 2>/dev/null; cantlie run r.rules p.ndjson --as-of 2024-01-01 --format json --facts --only cetuximab,risk -o kept.json 2>/dev/null; cantlie verify-result kept.json r.rules p.ndjson
    4 results: 4 confirmed, 0 differ

Layout and comments of the rules are no difference; where the records lay is none,
nor is their order.

    $ cd $TMP; (echo '# a comment'; sed 's/^  then/     then/' r.rules) > same.rules; tac p.ndjson > moved.ndjson; cantlie verify-result kept.ndjson same.rules moved.ndjson
    4 results: 4 confirmed, 0 differ

What was changed in a result, a rule or a record is named.

    $ cd $TMP; sed 's/"verdict": "recommend"/"verdict": "avoid"/; s/"held"/"applies"/' kept.ndjson > false.ndjson; cantlie verify-result false.ndjson r.rules p.ndjson
    P1: differs
      verdicts.cetuximab.verdict is "avoid" in the result, and "recommend" anew
    P2: differs
      verdicts.cetuximab.may_be.1.verdict is "avoid" in the result, and "recommend" anew
    p.ndjson:3: differs
      verdicts.resection.verdict is "avoid" in the result, and "recommend" anew
      states.sensitive is "applies" in the result, and "held" anew
    4 results: 1 confirmed, 3 differ
    [1]
    $ cd $TMP; sed 's/< 3 cm/< 2 cm/' r.rules > other.rules; cantlie verify-result kept.ndjson other.rules p.ndjson
    P1: differs
      the rules are not those of the result (another digest)
      what it says is the same
    P2: differs
      the rules are not those of the result (another digest)
      what it says is the same
    p.ndjson:3: differs
      the rules are not those of the result (another digest)
      verdicts.resection is {...} in the result, and is not there anew
      states.small is "applies" in the result, and "held" anew
    p.ndjson:4: differs
      the rules are not those of the result (another digest)
      what it says is the same
    4 results: 0 confirmed, 4 differ
    [1]
    $ cd $TMP; sed 's/90/70/' p.ndjson > other.ndjson; cantlie verify-result kept.ndjson r.rules other.ndjson
    P1: differs
      the record is not that of the result (another digest)
      values.risk.low is 1 in the result, and 0 anew
      values.risk.high is 1 in the result, and 0 anew
    4 results: 3 confirmed, 1 differs
    [1]
    $ cd $TMP; sed 's/"CEA": 90/"CEA": 91/' p.ndjson > other.ndjson; cantlie verify-result kept.ndjson r.rules other.ndjson
    P1: differs
      the record is not that of the result (another digest)
      what it says is the same
    4 results: 3 confirmed, 1 differs
    [1]
    $ cd $TMP; sed 's/cantlie [0-9.]*/cantlie 9.9.9/' kept.ndjson > later.ndjson; head -n 1 later.ndjson | cantlie verify-result - r.rules p.ndjson
    P1: differs
      the result was made by cantlie 9.9.9, this is cantlie 0.1.0
      what it says is the same
    1 result: 0 confirmed, 1 differs
    [1]
    $ cd $TMP; head -n 2 p.ndjson | tail -n 1 > two.ndjson; cantlie verify-result kept.ndjson r.rules two.ndjson
    P1: no such record
    p.ndjson:3: no such record
    p.ndjson:4: no such record
    4 results: 1 confirmed, 0 differ, 3 without a record
    [1]

A verdict that was taken out, or stands twice, is seen; what is no result, too.

    $ cd $TMP; head -n 1 kept.ndjson | sed 's/"verdicts": \[.*\], "states"/"verdicts": [], "states"/' > cut.json; cantlie verify-result cut.json r.rules p.ndjson
    P1: differs
      verdicts.cetuximab is not in the result, and is {...} anew
      verdicts.resection is not in the result, and is {...} anew
    1 result: 0 confirmed, 1 differs
    [1]
    $ cd $TMP; head -n 1 kept.ndjson | sed 's/\("values": {.*}}\)/"values": {}, \1/' > twice.json; cantlie verify-result twice.json r.rules p.ndjson
    P1: differs
      values.risk is not in the result, and is {...} anew
    1 result: 0 confirmed, 1 differs
    [1]
    $ cd $TMP; cantlie verify-result p.ndjson r.rules p.ndjson
    cantlie: p.ndjson: what stands in line 1 is no result as `run --format json` or `ndjson` writes it
    [2]
    $ cd $TMP; head -c 700 kept.ndjson > broken.json; cantlie verify-result broken.json r.rules p.ndjson
    cantlie: broken.json: what stands in line 1 is no result as `run --format json` or `ndjson` writes it
    [2]
    $ cd $TMP; : > empty.json; cantlie verify-result empty.json r.rules p.ndjson
    cantlie: empty.json holds no result
    [2]

Tables of several files: the elements that are joined count in the digest.

    $ cd $TMP; printf 'id,KRAS\nT1,mutated\nT2,wild-type\n' > t.csv; printf 'id,size [cm]\nT1,2\nT1,2.5\n' > lesions.csv; cantlie run r.rules t.csv lesions.csv --as-of 2024-06-01 --format ndjson -o t.ndjson; cantlie verify-result t.ndjson r.rules t.csv lesions.csv
    2 results: 2 confirmed, 0 differ
    $ cd $TMP; printf 'id,size [cm]\nT1,2\nT1,3.5\n' > lesions.csv; cantlie verify-result t.ndjson r.rules t.csv lesions.csv
    T1: differs
      the record is not that of the result (another digest)
      verdicts.resection is {...} in the result, and is not there anew
      states.small is "applies" in the result, and "held" anew
    2 results: 1 confirmed, 1 differs
    [1]
