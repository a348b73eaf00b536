Cohorts of JSON lines go by the sheet: many plain records at once, the others one by one. What is
printed is what records one by one print, for any number of threads.

    $ tests/sheets.py cantlie 60
    the same 72 times

Records of one line among those that are more than plain: an error, a key that is no field, a line
that is no record, two of one key, a patient dated later.

    $ cat > $TMP/p.rules <<END
    > record patient
    >   id: text
    >   KRAS: wild-type ("wt") | mutated
    >   age: years, 0 to 120
    >   visits: list of visit by day
    > record visit
    >   day: date
    >   good: yes/no
    > rule mutated when KRAS mutated then note "m"
    > rule old when age >= 75 years then note "o"
    > rule well when good of latest visits then note "w"
    > END
    $ cat > $TMP/p.ndjson <<END
    > {"id": "A", "KRAS": "mutated", "age": 75, "visits": [{"day": "2024-01-01", "good": true}]}
    > {"id": "B", "KRAS": "MUTATED", "age": {"value": 900, "unit": "mo"}, "visits": []}
    > {"id": "C", "KRAS": "mutatd", "age": 74.99999999}
    > {"id": "D", "KRAS": "wt", "weight": [1, {"kg": 2}], "age": "75"}
    > 
    > {"id": "E", "age": 120.5}
    > {"id": "F", "age": 80, "age": 80}
    > {"id": "G", "KRAS": null, "age": 80}}
    > {"id": "H", "visits": [{"day": "2024-07-01", "good": true}, {"day": "2024-02", "good": false}]}
    > {"KRAS": "mutated"}
    > {"id": "J", "age": 8e1}
    > END
    $ cd $TMP; cantlie run p.rules p.ndjson --as-of 2024-06-01 --format states
    A TTT
    B TTF
    C UFU
    D FTU
    E UUU
    F UTU
    p.ndjson:8 UUU
    H UUU
    p.ndjson:10 TUU
    J UTU
    cantlie: C: KRAS "mutatd", expected wild-type | mutated (p.ndjson:3)
    cantlie: E: age "120.5", expected 0 to 120 years (p.ndjson:6)
    cantlie: F: age "80", expected one value: the field stands twice (p.ndjson:7)
    cantlie: "}": JSON: something stands behind its end (column 37) (p.ndjson:8)
    cantlie: warning: "weight" is no field (1 record, first p.ndjson:4)
    cantlie: 4 record errors in 4 of 10 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; cantlie run p.rules p.ndjson --as-of 2024-06-01 --format states --jobs 3 2>/dev/null | cksum
    4031608069 79
