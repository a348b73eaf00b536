Foreign tables: which mapping is used, tables of elements, what bad input gets.

    $ cat > $TMP/v.rules <<END
    > record patient
    >   id:      text
    >   KRAS:    wild-type | mutated
    >   CEA:     ug/L, 0 to 1000
    >   lesions: list of lesion
    >   chemo:   list of course by start
    > record lesion
    >   size:    cm, 0 to 50
    > record course
    >   start:   date
    >   response: CR | PR | SD | PD
    > constraint "No course starts before 2000": no course has start < 2000-01-01
    > treatment resection
    > rule small
    >   when every lesion has size < 3 cm
    >   then recommend resection
    > rule last
    >   when response of latest chemo is PD
    >   then avoid resection
    > END
    $ cat > $TMP/m.rules <<END
    > use "v.rules"
    > mapping people of patient
    >   id   from "pid"
    >   KRAS from "kras": "wt" = wild-type, "mut" = mutated
    >   CEA  from "cea" in ng/mL
    > mapping spots of lesion
    >   id   from "patient"
    >   size from "mm" in mm
    > END
    $ printf 'pid,kras,cea,other\nA,wt,5,\nB,mut,IU,\nC,?,<3,\n' > $TMP/people.csv
    $ printf 'patient,mm\nB,31\nA,12\nA,29\nD,5\n' > $TMP/spots.csv
    $ printf 'id,start,response\nA,2024-01-01,PD\nA,2024-03,SD\nB,1999-01-01,PD\n' > $TMP/chemo.csv
    $ cd $TMP; cantlie run v.rules chemo.csv spots.csv people.csv --mapping m.rules --as-of 2024-06-01 --format csv
    patient,resection,record_errors
    A,recommend,0
    B,avoid,2
    cantlie: B: CEA "IU ng/mL", expected 0 to 1000 ug/L (people.csv:3)
    cantlie: B: chemo.1.start: this is broken: No course starts before 2000 (chemo.csv:4 column start)
    C,recommend|avoid|conflict|none?,1
    cantlie: C: KRAS "?", expected wild-type | mutated (mapping people gives a meaning to wt, mut only) (people.csv:4)
    cantlie: 3 record errors in 2 of 3 patients; what is wrong counts as unknown
    cantlie: spots.csv: 1 row is of no patient in the records (the first is of "D")
    [3]
    $ cd $TMP; cantlie run v.rules people.csv spots.csv chemo.csv --mapping m.rules --as-of 2024-06-01 --summary --jobs 2
    cantlie: B: CEA "IU ng/mL", expected 0 to 1000 ug/L (people.csv:3)
    cantlie: B: chemo.1.start: this is broken: No course starts before 2000 (chemo.csv:4 column start)
    cantlie: C: KRAS "?", expected wild-type | mutated (mapping people gives a meaning to wt, mut only) (people.csv:4)
    cantlie: 3 record errors in 2 of 3 patients; what is wrong counts as unknown
    cantlie: spots.csv: 1 row is of no patient in the records (the first is of "D")
    3 patients evaluated 2024-06-01

                                   recomm. consider avoid contra. conflict undecided
    resection                            1        -     1       -        -         1

    1 verdict waits for: lesions (1), chemo (1)
    3 record errors in 2 patients: value 2, constraint 1
      1 value CEA: B "IU ng/mL"
      1 value KRAS: C "?"
      1 constraint "No course starts before 2000": B

    Rests on rules d7503edee3ed, records 5ced3d8c5e36 (cantlie 0.1.0)
    [3]
    $ cd $TMP; cantlie run v.rules people.csv spots.csv --mapping m.rules --as-of 2024-06-01 --format ndjson --facts --only small 2>/dev/null | sed 's/.*"facts"/"facts"/'
    "facts": {"id": {"value": "A", "source": "people.csv:2 column pid"}, "KRAS": {"value": "wild-type", "source": "people.csv:2 column kras"}, "CEA": {"value": 5, "source": "people.csv:2 column cea"}, "lesions.1.size": {"value": 1.2, "source": "spots.csv:3 column mm"}, "lesions.2.size": {"value": 2.9, "source": "spots.csv:4 column mm"}}}
    "facts": {"id": {"value": "B", "source": "people.csv:3 column pid"}, "KRAS": {"value": "mutated", "source": "people.csv:3 column kras"}, "CEA": {"value": null, "source": "people.csv:3 column cea", "state": "refused"}, "lesions.1.size": {"value": 3.1, "source": "spots.csv:2 column mm"}}}
    "facts": {"id": {"value": "C", "source": "people.csv:4 column pid"}, "KRAS": {"value": null, "source": "people.csv:4 column kras", "state": "refused"}, "CEA": {"value": {"low": 0, "high": 3, "below": true}, "source": "people.csv:4 column cea"}}}

A mapping among the rules is chosen by the header; a changed export is not read by halves.

    $ cd $TMP; cantlie convert people.csv --rules m.rules 2>/dev/null
    {"id": "A", "KRAS": "wild-type", "CEA": 5}
    {"id": "B", "KRAS": "mutated", "CEA": null}
    {"id": "C", "KRAS": null, "CEA": {"low": 0, "high": 3, "below": true}}
    [3]
    $ cd $TMP; sed 1s/cea/CEA-2/ people.csv > changed.csv; cantlie convert changed.csv --rules m.rules
    cantlie: changed.csv: the mapping people does not fit: its header lacks "cea" (--mapping none reads it without a mapping)
    [3]
    $ cd $TMP; cantlie convert changed.csv --rules m.rules --mapping none
    {"id": "changed.csv:2", "KRAS": null}
    cantlie: KRAS "wt", expected wild-type | mutated (changed.csv:2)
    {"id": "changed.csv:3", "KRAS": null}
    cantlie: KRAS "mut", expected wild-type | mutated (changed.csv:3)
    {"id": "changed.csv:4", "KRAS": null}
    cantlie: KRAS "?", expected wild-type | mutated (changed.csv:4)
    cantlie: warning: "pid" is no field (3 records, first changed.csv:1)
    cantlie: warning: "CEA-2" is no field (3 records, first changed.csv:1)
    cantlie: warning: "other" is no field (3 records, first changed.csv:1)
    cantlie: 3 record errors in 3 of 3 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; cantlie convert people.csv --rules v.rules --mapping v.rules
    cantlie: v.rules holds no mapping
    cantlie: `cantlie convert --help` shows how it is used
    [2]
    $ cd $TMP; cantlie convert people.csv
    cantlie: which vocabulary? Give --rules RULES, or --mapping FILE that uses it
    cantlie: `cantlie convert --help` shows how it is used
    [2]

A row of elements that is nobody's makes its table unusable; nothing is said of it.

    $ cd $TMP; printf 'patient,mm\nA,12\n,29\n' > spots.csv; cantlie convert people.csv spots.csv --mapping m.rules
    cantlie: spots.csv: line 3: there is no id; whose row this is cannot be told, so that lesions cannot be taken from it for any patient
    {"id": "A", "KRAS": "wild-type", "CEA": 5}
    {"id": "B", "KRAS": "mutated", "CEA": null}
    cantlie: B: CEA "IU ng/mL", expected 0 to 1000 ug/L (people.csv:3)
    {"id": "C", "KRAS": null, "CEA": {"low": 0, "high": 3, "below": true}}
    cantlie: C: KRAS "?", expected wild-type | mutated (mapping people gives a meaning to wt, mut only) (people.csv:4)
    cantlie: 2 record errors in 2 of 3 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; printf 'patient,mm\nA,12,\nA,"2\n' > spots.csv; cantlie convert people.csv spots.csv --mapping m.rules 2>&1 | grep spots
    cantlie: spots.csv: line 3: a quote is not closed; whose row this is cannot be told, so that lesions cannot be taken from it for any patient
    $ cd $TMP; printf 'patient,mm\nA,12\nA\n' > spots.csv; cantlie convert people.csv spots.csv --mapping m.rules 2>/dev/null | head -1
    {"id": "A", "KRAS": "wild-type", "CEA": 5, "lesions": [{"size": 1.2}, {}]}

Encodings are said, not guessed.

    $ cd $TMP; printf 'id,KRAS\nJ\366rg,mutated\n' > latin.csv; cantlie convert latin.csv --rules v.rules
    cantlie: "J": a row of a table: it is not UTF-8 (say --encoding latin-1 if it is that) (latin.csv:2)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ cd $TMP; cantlie convert latin.csv --rules v.rules --encoding latin-1
    {"id": "Jörg", "KRAS": "mutated"}
    $ cd $TMP; cantlie convert latin.csv --rules v.rules --encoding latin-5
    cantlie: --encoding is one of: utf-8, latin-1, windows-1252
    cantlie: `cantlie convert --help` shows how it is used
    [2]

What was read, as a table and as JSON; a table that is read again says the same.

    $ cd $TMP; cat > p.ndjson <<END
    > {"id": "P1", "KRAS": {"not": "wild-type"}, "CEA": {"low": 3, "high": 5}, "lesions": [{"size": "<0.5"}, {}], "chemo": []}
    > {"id": "P,2", "CEA": {"value": ">80", "date": "2024-01"}, "chemo": [{"start": "2024-01-01", "response": {"any": ["PR", "SD"]}}]}
    > END
    $ cd $TMP; cantlie convert p.ndjson --rules v.rules
    {"id": "P1", "KRAS": "mutated", "CEA": {"low": 3, "high": 5}, "lesions": [{"size": {"low": 0, "high": 0.5, "below": true}}, {}], "chemo": []}
    {"id": "P,2", "CEA": {"value": {"low": 80, "above": true, "high": 1000}, "date": "2024-01"}, "chemo": [{"start": "2024-01-01", "response": {"any": ["PR", "SD"]}}]}
    $ cd $TMP; cantlie convert p.ndjson --rules v.rules --to csv 2>/dev/null | tee p.csv
    id,KRAS,CEA [ug/L],lesions,lesions.1.size [cm],lesions.2.size [cm],chemo,chemo.1.start,chemo.1.response
    P1,mutated,,unknown,,,none,,
    "P,2",,>80,,,,,2024-01-01,
    $ cd $TMP; cantlie convert p.csv --rules v.rules
    {"id": "P1", "KRAS": "mutated", "CEA": null, "lesions": null, "chemo": []}
    {"id": "P,2", "KRAS": null, "CEA": {"low": 80, "above": true, "high": 1000}, "lesions": null, "chemo": [{"start": "2024-01-01", "response": null}]}
    $ cd $TMP; cantlie profile p.ndjson --rules v.rules --format json
    {"records": 2, "unreadable": 0, "fields": {"id": {"known": 2, "partly": 0, "unknown": 0, "absent": 0, "refused": 0, "distinct": 2}, "KRAS": {"known": 1, "partly": 0, "unknown": 0, "absent": 1, "refused": 0, "distinct": 1, "values": {"mutated": 1}}, "CEA": {"known": 0, "partly": 2, "unknown": 0, "absent": 0, "refused": 0, "distinct": 0, "unit": "ug/L", "dated": 1, "first_date": "2024-01-01", "last_date": "2024-01-31"}, "lesions.size": {"known": 0, "partly": 1, "unknown": 0, "absent": 1, "refused": 0, "distinct": 0, "unit": "cm"}, "chemo.start": {"known": 1, "partly": 0, "unknown": 0, "absent": 0, "refused": 0, "distinct": 1, "least": "2024-01-01", "median": "2024-01-01", "most": "2024-01-01"}, "chemo.response": {"known": 0, "partly": 1, "unknown": 0, "absent": 0, "refused": 0, "distinct": 0, "values": {}, "dated": 1, "first_date": "2024-01-01", "last_date": "2024-01-01"}}}
    $ cd $TMP; cantlie profile p.ndjson --rules v.rules
    2 records

                                  known   partly  unknown  refused
    id                                2        0        0        0   2 different
    KRAS                              1        0        1        0   mutated 1
    CEA                               0        2        0        0   dated 2024-01-01 to 2024-01-31
    lesions.size                      0        1        1        0
    chemo.start                       1        0        0        0   2024-01-01 to 2024-01-01, median 2024-01-01
    chemo.response                    0        1        0        0   dated 2024-01-01 to 2024-01-01
    $ cd $TMP; cantlie map people.csv --rules v.rules
    # A draft of `cantlie map`: what it could not know is a comment.
    mapping people of patient
      # do these mean that it is not known?
      # missing "?"
      id from "pid"
      # what do the values mean? KRAS is wild-type | mutated; seen: "wt" (1), "mut" (1), "?" (1)
      # KRAS from "kras": "wt" = ?, "mut" = ?, "?" = ?
      # in which unit? CEA is 0 to 1000 ug/L; seen: 5 (1), "IU" (1), "<3" (1)
      # CEA from "cea" in ug/L
      # columns like no field:
      #   "other": empty (3)
