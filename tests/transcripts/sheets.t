Cohorts of JSON lines and of tables go by the sheet: many plain records at once, the others one by
one. What is printed is what records one by one print, for any number of threads.

    $ tests/sheets.py cantlie 60
    the same 168 times

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

Rule sets beyond what a circuit takes: definitions one upon the other, hundreds of lists. The patients
go one by one.

    $ cd $TMP; { printf 'record patient\n  id: text\n  x: number, 0 to 9\ntreatment t\ndefine d0: x\n'
    > for i in $(seq 300); do echo "define d$i: d$((i - 1)) + 1 + 1 + 1"; done
    > echo 'rule deep when d300 > 900 then consider t'; } > deep.rules
    $ cd $TMP; printf '{"id": "A", "x": 1}\n{"id": "B", "x": 0}\n{"id": "C"}\n' > deep.ndjson
    $ cd $TMP; cantlie run deep.rules deep.ndjson --as-of 2024-06-01 --format states
    A T
    B F
    C U
    $ cd $TMP; { printf 'record patient\n  id: text\n'; for i in $(seq 201); do echo "  l$i: list of e"; done
    > printf 'record e\n  x: number\ntreatment t\nrule gone when l201 none then consider t\n'; } > lists.rules
    $ cd $TMP; printf '{"id": "A", "l201": []}\n{"id": "B", "l201": [{"x": 1}]}\n{"id": "C"}\n' > lists.ndjson
    $ cd $TMP; cantlie run lists.rules lists.ndjson --as-of 2024-06-01 --format states
    A T
    B F
    C U

Many thresholds of one number: 249 are below 250.

    $ cd $TMP; { printf 'record patient\n  id: text\n  y: number, 0 to 1000\ntreatment t\n'
    > for i in $(seq 600); do echo "rule r$i when y > $i then consider t"; done; } > many.rules
    $ cd $TMP; printf '{"id": "A", "y": 250}\n{"id": "B"}\n' > many.ndjson
    $ cd $TMP; cantlie run many.rules many.ndjson --as-of 2024-06-01 --format states |
    > cut -d' ' -f2 | while read s; do echo $s | fold -w1 | sort | uniq -c; done
        351 F
        249 T
        600 U

What two patients share is remembered only while it can be told in a few bytes; beyond it each is
looked at.

    $ cd $TMP; { printf 'record patient\n  id: text\n'
    > for i in $(seq 120); do printf "  x$i: number, 0 to 9\n  y$i: number, 0 to 9\n"; done
    > printf 'treatment t\nrule all when x1 > y1'
    > for i in $(seq 2 120); do printf "\n  and x$i > y$i"; done
    > printf '\n  then recommend t\nrule highest when x1 = 9 then avoid t\n'; } > key.rules
    $ cd $TMP; patient() { printf '{"id": "%s"' $1; for i in $(seq 120); do printf ', "x%s": %s' $i $2; done
    > test -z "$3" || for i in $(seq 120); do printf ', "y%s": %s' $i $3; done; echo '}'; }
    > { patient A 5; patient B 5; patient C 9 0; patient D 9; patient E 8 0; } > key.ndjson
    $ cd $TMP; cantlie run key.rules key.ndjson --as-of 2024-06-01 --format csv
    patient,t,record_errors
    A,recommend|none?,0
    B,recommend|none?,0
    C,conflict,0
    D,avoid|conflict?,0
    E,recommend,0

What is ordered is told from what the record says of it, a long text and a list that is only counted
among them.

    $ cd $TMP; cat > o.rules <<'END'
    > record patient
    >   id: text
    >   fit: yes/no
    >   remark: text
    >   lesions: list of lesion, counted by how-many
    >   how-many: 0 to 20
    > record lesion
    >   size: cm
    > treatment drug
    > rule asked when fit then consider drug, order remark, order lesions
    > END
    $ cd $TMP; long=$(seq 999 | tr -d '\n'); cat > o.ndjson <<END
    > {"id": "A", "fit": "yes", "remark": "x", "how-many": 2}
    > {"id": "B", "fit": "yes", "remark": "x", "how-many": 2}
    > {"id": "C", "fit": "yes"}
    > {"id": "D", "fit": "yes", "lesions": [{"size": 3}], "how-many": 1}
    > {"id": "E", "fit": "yes", "remark": "$long", "lesions": []}
    > {"id": "F", "fit": "yes", "remark": "$long", "how-many": 1}
    > {"id": "G", "fit": "yes", "remark": {"value": "x", "source": "letter"}, "how-many": 2}
    > {"id": "H", "fit": "yes", "remark": {"value": "x", "source": "note"}, "lesions": []}
    > {"id": "I", "fit": "yes", "remark": [{"value": "x"}, {"value": "y"}], "lesions": []}
    > END
    $ cd $TMP; cantlie run o.rules o.ndjson --as-of 2024-06-01 --format ndjson |
    > sed 's/.*"patient": "\([A-I]\)".*"orders": \[\([^]]*\)\].*/\1 \2/; s/ $//'
    A "lesions"
    B "lesions"
    C "remark", "lesions"
    D "remark"
    E
    F "lesions"
    G "lesions"
    H
    I "remark"

A table, of which a row has quotes at its end, one a cell too few, one a code that has no meaning. A
code that leaves two sites open is plain. A column that is no field is counted by row, also where a
row goes on over two lines.

    $ cat > $TMP/t.rules <<END
    > record patient
    >   id: text
    >   site: left | right | rectum
    >   age: years, 0 to 120
    >   remark: text
    > rule colon when site left | right then note "c"
    > rule left when site left then note "l"
    > rule surely when site is known then note "k"
    > rule old when age >= 75 years then note "o"
    > mapping codes of patient
    >   id from "case"
    >   site from "ICD": 1 = left, 2 = right, 3 = rectum, 4 = left | right, 5 = right | rectum
    >   age from "age" in years
    >   remark from "remark"
    > END
    $ printf 'case,ICD,age,remark\r\nA,1,75,x\r\nB,4,74.5,"one ""line"""\r\nC,5,,\r\n' > $TMP/t.csv
    $ printf '\r\nD,6,80,\r\nE,,76\r\nF,04,unknown,"y"\r\n,2,120,z\r\nH, 5 ,1e2,' >> $TMP/t.csv
    $ cd $TMP; cantlie run t.rules t.csv --as-of 2024-06-01 --format states
    A TTTT
    B TUFF
    C UFFU
    D UUFT
    t.csv:7 UUUU
    F TUFU
    t.csv:9 TFTT
    cantlie: D: site "6", expected left | right | rectum (mapping codes gives a meaning to 1, 2, 3, 4, 5 only) (t.csv:6 column ICD)
    cantlie: "3 cells": 4 cells, as in the header (t.csv:7)
    H UFFT
    cantlie: 2 record errors in 2 of 8 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; cantlie run t.rules t.csv --as-of 2024-06-01 --format states --jobs 3 2>/dev/null | cksum
    71229612 68
    $ printf 'id,age [years],site,ward\nA,80,left,1\nB,,,\nC,8O,left,"2\n3"\nD,7,right,\n' > $TMP/o.csv
    $ cd $TMP; cantlie run t.rules o.csv --as-of 2024-06-01 --format states --mapping none
    A TTTT
    B UUFU
    C TTTU
    cantlie: C: age "8O years", expected 0 to 120 years (two units are given) (o.csv:4 column age [years])
    D TFTF
    cantlie: warning: "ward" is no field (4 records, first o.csv:1)
    cantlie: 1 record error in 1 of 4 patients; what is wrong counts as unknown
    [3]
