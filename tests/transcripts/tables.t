Tables of others, line by line: what is wrong in one of them, and every command
that reads them.

    $ cat > $TMP/v.rules <<END
    > record patient
    >   id:      text
    >   sex:     female | male
    >   KRAS:    wild-type | mutated
    >   CEA:     ug/L, 0 to 1000
    >   surgery: date
    >   lesions: list of lesion
    > record lesion
    >   size:    cm, 0 to 50
    > treatment resection
    > rule small
    >   when every lesion has size < 3 cm and CEA < 5 ug/L
    >   then recommend resection
    > END
    $ cat > $TMP/m.rules <<END
    > use "v.rules"
    > mapping people of patient
    >   dates "DD.MM.YYYY"
    >   id      from "pid"
    >   KRAS    from "kras": "wt" = wild-type, "mut" = mutated
    >   CEA     from "cea" in ng/mL
    >   surgery from "op"
    > mapping spots of lesion
    >   id   from "patient"
    >   size from "mm" in mm
    > END
    $ printf 'pid,kras,cea,op\nA,wt,3,01.02.2023\nB,mut,9,\n' > $TMP/people.csv
    $ printf 'patient,mm\nA,30\nA,12\n' > $TMP/spots.csv

Every command that reads records takes the mapping.

    $ cd $TMP; cantlie eval 'CEA' --mapping m.rules --record people.csv --patient B
    9 ug/L
    $ cd $TMP; cantlie eval 'CEA < 5 ug/L' --rules v.rules --mapping m.rules --record people.csv --patient A
    yes
    $ cd $TMP; cantlie explain v.rules people.csv CEA --mapping m.rules --patient A --as-of 2024-06-01 | head -3
    A   evaluated 2024-06-01

    CEA 3 ug/L (people.csv:2 column cea)
    $ cd $TMP; printf '1\n2 cm\n' | cantlie ask v.rules people.csv --mapping m.rules --patient A --as-of 2024-06-01 | head -7
    1. lesions: how many? 0 for none
       for resection
    > 1
    2. size of lesion 1: 0 to 50 cm
       for resection
    > 2 cm

    $ cd $TMP; cantlie repl v.rules people.csv spots.csv --mapping m.rules --as-of 2024-06-01 <<END
    > CEA
    > largest size of lesions
    > :patient B
    > KRAS
    > END
    Patient A on 2024-06-01: 5 of 6 fields told.
    > CEA
    3 ug/L
    > largest size of lesions
    3 cm
    > :patient B
    Patient B on 2024-06-01: 4 of 6 fields told.
    > KRAS
    mutated
    $ cd $TMP; cantlie repl v.rules people.csv --mapping v.rules </dev/null
    cantlie: v.rules holds no mapping
    cantlie: `cantlie repl --help` shows how it is used
    [2]
    $ cd $TMP; cantlie snapshot v.rules people.csv --mapping m.rules --as-of 2024-06-01 -o s.ndjson && cantlie diff v.rules v.rules people.csv --mapping m.rules --as-of 2024-06-01
    The rules say the same.

    0 of 2 patients changed (as of 2024-06-01)

Rows of differing length.

    $ cd $TMP; printf 'pid,kras,cea,op\nA,wt,3\nB,mut,9,,\nC,mut,9,,x\nD,wt,1,\n' > rows.csv; cantlie convert rows.csv --mapping m.rules
    cantlie: "3 cells": 4 cells, as in the header (rows.csv:2)
    {"id": "B", "KRAS": "mutated", "CEA": 9, "surgery": null}
    cantlie: "5 cells": 4 cells, as in the header (rows.csv:4)
    {"id": "D", "KRAS": "wild-type", "CEA": 1, "surgery": null}
    cantlie: 2 record errors in 2 of 4 patients; what is wrong counts as unknown
    [3]

A column that stands twice: what it would say counts as unknown.

    $ cd $TMP; printf 'pid,kras,cea,op,CEA\nA,wt,3,,4\nB,mut,9,,9\n' > twice.csv; cantlie convert twice.csv --mapping m.rules
    {"id": "A", "KRAS": "wild-type", "CEA": null, "surgery": null}
    cantlie: A: CEA "cea", expected a title that stands once in the header (twice.csv:1)
    {"id": "B", "KRAS": "mutated", "CEA": null, "surgery": null}
    cantlie: 1 record error in 1 of 2 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; printf 'id,KRAS,kras\nA,wild-type,mutated\nB,mutated,mutated\n' > own.csv; cantlie convert own.csv --rules v.rules
    {"id": "A", "KRAS": null}
    cantlie: A: KRAS "mutated", expected one value: the field stands twice (own.csv:2)
    {"id": "B", "KRAS": "mutated"}
    cantlie: B: KRAS "mutated", expected one value: the field stands twice (own.csv:3)
    cantlie: 2 record errors in 2 of 2 patients; what is wrong counts as unknown
    [3]

A value that the table of codes does not have, with its count.

    $ cd $TMP; (echo pid,kras,cea,op; seq 1 7 | sed 's/$/,n.b.,1,/'; echo '8,Wt,2,'; echo '9,w.t.,2,') > codes.csv; cantlie run v.rules codes.csv --mapping m.rules --as-of 2024-06-01 --summary 2>&1 | grep -A1 'in 8 patients'
    8 record errors in 8 patients: value 8
      8 value KRAS: 1 "n.b.", 2 "n.b.", 3 "n.b.", ...; found "n.b." 7, "w.t." 1

A date that there is none of, and one of another form.

    $ cd $TMP; printf 'pid,kras,cea,op\nA,wt,3,30.02.2024\nB,wt,3,2024-02-28\nC,wt,3,02.2024\n' > dates.csv; cantlie convert dates.csv --mapping m.rules
    {"id": "A", "KRAS": "wild-type", "CEA": 3, "surgery": null}
    cantlie: A: surgery "30.02.2024", expected a date (no such date) (dates.csv:2 column op)
    {"id": "B", "KRAS": "wild-type", "CEA": 3, "surgery": null}
    cantlie: B: surgery "2024-02-28", expected a date (mapping people says that it is written DD.MM.YYYY) (dates.csv:3 column op)
    {"id": "C", "KRAS": "wild-type", "CEA": 3, "surgery": "2024-02"}
    cantlie: 2 record errors in 2 of 3 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; printf 'id,surgery\nA,2024-02-30\nB,30/02/2024\n' > own.csv; cantlie convert own.csv --rules v.rules
    {"id": "A", "surgery": null}
    cantlie: A: surgery "2024-02-30", expected a date (no such date) (own.csv:2)
    {"id": "B", "surgery": null}
    cantlie: B: surgery "30/02/2024", expected a date (written 2023-05-14, 2023-05 or 2023) (own.csv:3)
    cantlie: 2 record errors in 2 of 2 patients; what is wrong counts as unknown
    [3]

A unit that is missing, in the mapping and in a header; one that does not convert,
in the mapping, a header and a cell.

    $ cd $TMP; sed 's/ in ng.mL//' m.rules > none.rules; cantlie convert people.csv --mapping none.rules
    none.rules:6:16: error: CEA is 0 to 1000 ug/L: which unit does this have? [missing-unit]
        6 |   CEA     from "cea"
          |                ^^^^^ write its unit behind: in ug/L
    v.rules:5:3: CEA
    cantlie: the rules cannot be used: 1 error
    [4]
    $ cd $TMP; printf 'id,CEA\nA,3\nB,4\n' > own.csv; cantlie convert own.csv --rules v.rules
    {"id": "A", "CEA": null}
    cantlie: A: CEA "CEA", expected its unit in the header: CEA [ug/L] (own.csv:1)
    {"id": "B", "CEA": null}
    cantlie: 1 record error in 1 of 2 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; sed 's|ng/mL|[IU]/mL|' m.rules > iu.rules; cantlie check iu.rules
    iu.rules:6:25: error: [IU]/mL does not measure what CEA does [unit-mismatch]
        6 |   CEA     from "cea" in [IU]/mL
          |                         ^^^^^^^ use a unit of the same kind
    v.rules:5:3: CEA is 0 to 1000 ug/L
    cantlie: 1 error, 0 warnings
    [1]
    $ cd $TMP; printf 'id,CEA [IU/mL]\nA,3\nB,4\n' > own.csv; cantlie convert own.csv --rules v.rules
    {"id": "A", "CEA": null}
    cantlie: A: CEA "CEA [IU/mL]", expected a unit that converts into ug/L (own.csv:1)
    {"id": "B", "CEA": null}
    cantlie: 1 record error in 1 of 2 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; printf 'pid,kras,cea,op\nA,wt,3 IU/mL,\nB,wt,3 ug/L,\nC,wt,3 ng/mL,\n' > unit.csv; cantlie convert unit.csv --mapping m.rules
    {"id": "A", "KRAS": "wild-type", "CEA": null, "surgery": null}
    cantlie: A: CEA "3 IU/mL ng/mL", expected 0 to 1000 ug/L (two units are given) (unit.csv:2)
    {"id": "B", "KRAS": "wild-type", "CEA": 3, "surgery": null}
    {"id": "C", "KRAS": "wild-type", "CEA": 3, "surgery": null}
    cantlie: 1 record error in 1 of 3 patients; what is wrong counts as unknown
    [3]

A quote that is not finished costs its own row, wherever it stands.

    $ cd $TMP; printf 'pid,kras,cea,op\nA,wt,3,"01.02.2023\nB,wt,4,\n' > quote.csv; cantlie convert quote.csv --mapping m.rules
    cantlie: "A": a row of a table: a quote is not closed (quote.csv:2)
    {"id": "B", "KRAS": "wild-type", "CEA": 4, "surgery": null}
    cantlie: 1 record error in 1 of 2 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; (printf 'pid,kras,cea,op\n'; yes 'A,wt,3,' | head -300000; printf 'B,"wt,4,') > quote.csv; cantlie profile quote.csv --mapping m.rules 2>&1 | head -4
    cantlie: "B": a row of a table: a quote is not closed (quote.csv:300002)
    cantlie: warning: patient A has more than one record (299999 records in all are such further ones): each is evaluated by itself; join what belongs to one patient
    cantlie: 1 record error in 1 of 300001 patients; what is wrong counts as unknown
    300001 records, 1 of them unreadable
    $ cd $TMP; printf 'patient,mm\nA,30\nB,"12\n' > open.csv; cantlie convert people.csv open.csv --mapping m.rules
    cantlie: open.csv: line 3: a quote is not closed; whose row this is cannot be told, so that lesions cannot be taken from it for any patient
    {"id": "A", "KRAS": "wild-type", "CEA": 3, "surgery": "2023-02-01"}
    {"id": "B", "KRAS": "mutated", "CEA": 9, "surgery": null}
    [3]
