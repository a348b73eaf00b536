A message on standard error quotes the value at fault and nothing else of the
record: here every other value says SECRET.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:      text
    >   name:    text
    >   KRAS:    wild-type | mutated
    >   CEA:     ug/L, 0 to 1000
    >   born:    date
    >   resected: yes/no
    >   margin:  R0 | R1, if resected yes
    >   lesions: list of lesion, counted by lesion-count
    >   lesion-count: 0 to 200
    > record lesion
    >   size: cm, 0 to 50
    >   place: text
    > constraint "No CEA of 13": CEA != 13 ug/L
    > treatment cetuximab
    > KRAS wild-type -> cetuximab
    > END
    $ cat > $TMP/p.ndjson <<END
    > {"id": "P1", "name": "SECRET", "KRAS": "mutatd", "CEA": 5}
    > {"id": "P2", "name": "SECRET", "CEA": "5 mg", "lesions": [{"size": 70, "place": "SECRET"}]}
    > {"id": "P3", "name": "SECRET", "born": "2023-02-30", "resected": false, "margin": "R0"}
    > {"id": "P4", "name": "SECRET", "CEA": 13, "lesion-count": 0, "lesions": [{"place": "SECRET"}]}
    > {"id": "P5", "name": "SECRET", "KRAS": [1, 2], "nobody": "SECRET"}
    > {"id": "P6", "name": "SECRET" "KRAS": "SECRET"}
    > {"id": "P7", "name": "SECRET", "KRAS": {"value": "SECRET
    > {"id": "P8", "name": "SECRET", "KRAS": tru, "x": "SECRET"}
    > "SECRET"
    > [{"name": "SECRET"}]
    > END
    $ cd $TMP; for format in text json csv states; do cantlie run r.rules p.ndjson --as-of 2024-06-01 --format $format 2>&1 >/dev/null | grep SECRET; done
    [1]
    $ cd $TMP; for i in 1 2 3 4 5 6 7 8 9 10; do sed -n "${i}p" p.ndjson > one.ndjson; cantlie run r.rules one.ndjson --as-of 2024-06-01 --format states 2>&1 >/dev/null; done
    cantlie: P1: KRAS "mutatd", expected wild-type | mutated (one.ndjson:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    cantlie: P2: CEA "5 mg", expected 0 to 1000 ug/L (mg is a unit of mass) (one.ndjson:1)
    cantlie: P2: lesions.1.size "70", expected 0 to 50 cm (one.ndjson:1)
    cantlie: 2 record errors in 1 of 1 patients; what is wrong counts as unknown
    cantlie: P3: born "2023-02-30", expected a date (no such date) (one.ndjson:1)
    cantlie: P3: margin "R0", expected nothing, unless resected is yes (one.ndjson:1)
    cantlie: 2 record errors in 1 of 1 patients; what is wrong counts as unknown
    cantlie: P4: lesion-count "0", expected at least 1, as lesions lists (one.ndjson:1)
    cantlie: P4: CEA: this is broken: No CEA of 13 (one.ndjson:1)
    cantlie: 2 record errors in 1 of 1 patients; what is wrong counts as unknown
    cantlie: P5: KRAS "[1, 2]", expected wild-type | mutated (one.ndjson:1)
    cantlie: warning: "nobody" is no field (1 record, first one.ndjson:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    cantlie: ""KRAS"": JSON: a comma, colon or bracket is missing or out of place (column 31) (one.ndjson:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    cantlie: "the end": JSON: a string is not closed (column 57) (one.ndjson:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    cantlie: "tru": JSON: this is no JSON value (column 40) (one.ndjson:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    cantlie: ""SECRET"": a record: an object {...} (one.ndjson:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown

The same of tables, with and without a mapping, and of FHIR.

    $ cat > $TMP/m.rules <<END
    > use "r.rules"
    > mapping m of patient
    >   id   from "id"
    >   name from "who"
    >   KRAS from "gene": 0 = wild-type, 1 = mutated
    >   CEA  from "cea" in ug/L
    > END
    $ cd $TMP; printf 'id,name,KRAS,CEA [ug/L],other\nP1,SECRET,mutatd,5,SECRET\nP2,SECRET,mutated,5 mg,SECRET\nP3,SECRET,mutated,13,SECRET\nP4,SECRET\nP5,"SECRET"x,mutated,5,SECRET\n' > own.csv; printf 'id,who,gene,cea,other\nP1,SECRET,7,5,SECRET\nP2,SECRET,1,x,SECRET\nP3,SECRET,1,9999,SECRET\nP4,SECRET,1,1,1,SECRET\n' > m.csv
    $ cd $TMP; for c in "run r.rules own.csv" "run m.rules m.csv --mapping m.rules" "convert own.csv --rules r.rules" "convert m.csv --mapping m.rules" "profile own.csv --rules r.rules"; do cantlie $c 2>&1 >/dev/null | grep -c cantlie: ; cantlie $c 2>&1 >/dev/null | grep SECRET; done
    7
    5
    6
    5
    6
    [1]
    $ cd $TMP; (printf '{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient", "id": "anna", "gender": "other-SECRET", "name": [{"family": "SECRET"}], "birthDate": "1960-02-31"}},'; printf '{"resource": {"resourceType": "Observation", "id": "o", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "2039-6"}], "text": "SECRET"}, "subject": {"reference": "Patient/anna", "display": "SECRET"}, "note": [{"text": "SECRET"}], "valueQuantity": {"value": 9, "unit": "lots"}}}]}\n') | sed 's/other-SECRET/none/' > f.json; cantlie run $OLDPWD/rules f.json --mapping $OLDPWD/rules/fhir.rules --as-of 2024-06-01 2>&1 >/dev/null | grep -c cantlie: ; cantlie run $OLDPWD/rules f.json --mapping $OLDPWD/rules/fhir.rules --as-of 2024-06-01 2>&1 >/dev/null | grep SECRET
    4
    [1]
