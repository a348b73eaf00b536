FHIR through a mapping: facts with their resources, and what was not used.

    $ cat > $TMP/f.rules <<END
    > record patient
    >   id:   text
    >   CEA:  ug/L, 0 to 1000000
    > treatment surgery
    > rule high
    >   when CEA > 5 ug/L
    >   then consider surgery
    > mapping fhir of patient
    >   CEA from Observation code loinc "2039-6"
    > END
    $ cat > $TMP/b.json <<END
    > {"resourceType": "Bundle", "type": "collection", "entry": [
    >  {"resource": {"resourceType": "Patient", "id": "A"}},
    >  {"resource": {"resourceType": "Claim", "id": "c"}},
    >  {"resource": {"resourceType": "Observation", "id": "old", "status": "final",
    >   "code": {"coding": [{"system": "http://loinc.org", "code": "2039-6"}]},
    >   "subject": {"reference": "Patient/A"}, "effectiveDateTime": "2024-05-01",
    >   "valueQuantity": {"value": 3, "code": "ng/mL"}}},
    >  {"resource": {"resourceType": "Observation", "id": "new", "status": "final",
    >   "code": {"coding": [{"system": "http://loinc.org", "code": "2039-6"}]},
    >   "subject": {"reference": "Patient/A"}, "effectiveDateTime": "2024-05-20",
    >   "valueQuantity": {"value": 9, "code": "ng/mL"}}},
    >  {"resource": {"resourceType": "Observation", "id": "draft",
    >   "status": "preliminary",
    >   "code": {"coding": [{"system": "http://loinc.org", "code": "2039-6"}]},
    >   "subject": {"reference": "Patient/A"}, "effectiveDateTime": "2024-05-30",
    >   "valueQuantity": {"value": 1, "code": "ng/mL"}}}
    > ]}
    > END
    $ cantlie explain $TMP/f.rules $TMP/b.json surgery --as-of 2024-06-01 | grep -A1 "CEA 9"
      CEA > 5 ug/L                      yes      CEA 9 ug/L (2024-05-20,
                                                 Observation/new)
    $ cantlie run $TMP/f.rules $TMP/b.json --as-of 2024-06-01 --format states
    A T
    $ cantlie run $TMP/f.rules $TMP/b.json --as-of 2024-06-01 --summary --format states 2>&1 | grep -A1 FHIR
    FHIR resources that were not used: 1 Claim, 1 of 3 Observation
    $ cantlie convert $TMP/b.json --mapping none --rules $TMP/f.rules
    cantlie: this is a FHIR resource, which is read by a mapping: give --mapping FILE (rules/fhir.rules is one to start from) ($TMP/b.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
