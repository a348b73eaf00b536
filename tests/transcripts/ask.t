The interview: only what can still change a verdict, the most telling fact
first.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:    text
    >   KRAS:  wild-type ("wt") | mutated
    >   BRAF:  wild-type | mutated
    >   ECOG:  0 to 5 "ECOG performance status"
    >   sick:  yes/no
    >   found: date
    >   CEA:   ug/L, 0 to 100000, valid for 8 weeks
    >   ill:   set of diabetes | heart-failure
    >   lesions: list of lesion
    > record lesion
    >   size: cm, 0 to 50
    > treatment cetuximab
    > treatment LT
    > rule egfr when KRAS wild-type and BRAF wild-type then recommend cetuximab
    > rule braf when BRAF mutated then avoid cetuximab
    > rule lt when ECOG <= 1 and CEA < 80 ug/L and found at least 6 months ago
    >   unless ill includes heart-failure or any lesion has size > 5.5 cm
    >   then LT candidate
    > END
    $ cd $TMP; cantlie ask r.rules --about cetuximab --as-of 2024-06-01 <<END
    > why
    > mutated
    > END
    1. BRAF: wild-type | mutated
       for cetuximab
    > why
       cetuximab                undecided (recommended, avoided, nothing) by egfr,
                                braf
    > mutated

    new patient   evaluated 2024-06-01

    NOT
      cetuximab                           avoided: braf
          BRAF mutated

    cetuximab: avoided. 1 question; the rules read 2 facts.
    $ cd $TMP; cantlie ask r.rules --about cetuximab --as-of 2024-06-01 <<END
    > wild-type
    > back
    > wild
    > perhaps
    > ?
    > END
    1. BRAF: wild-type | mutated
       for cetuximab
    > wild-type
    2. KRAS: wild-type | mutated
       for cetuximab
    > back
    1. BRAF: wild-type | mutated
       for cetuximab
    > wild
    2. KRAS: wild-type | mutated
       for cetuximab
    > perhaps
       not "perhaps": wild-type | mutated
    > ?

    new patient   evaluated 2024-06-01

    UNDECIDED
      cetuximab                           recommended if KRAS is wild-type;
                                          otherwise nothing. Not known: KRAS
          by egfr
    ASK NEXT   KRAS (for 1 verdict)

    cetuximab: undecided (recommended, nothing). 3 questions; the rules read 2
    facts.

Units, partial dates, sets, lists; the record is written and reads back.

    $ cd $TMP; cantlie ask r.rules --about LT --as-of 2024-06-01 -o p.json <<END
    > 12 ng/mL on 2024-05-20
    > 12 cm
    > 1
    > soon
    > 2023-05
    > diabetes
    > 2
    > 23 mm
    > < 5 cm
    > END
    1. CEA: 0 to 100000 ug/L, not older than 8 weeks: add on DATE
       for LT
    > 12 ng/mL on 2024-05-20
    2. ECOG: 0 to 5 (ECOG performance status)
       for LT
    > 12 cm
       not "12 cm": 0 to 5 (cm is a unit of length)
    > 1
    3. found: a date
       for LT
    > soon
       not "soon": a date (written 2023-05-14, 2023-05 or 2023)
    > 2023-05
    4. ill: none, or any of diabetes | heart-failure
       for LT
    > diabetes
    5. lesions: how many? 0 for none
       for LT
    > 2
    6. size of lesion 1: 0 to 50 cm
       for LT
    > 23 mm
    7. size of lesion 2: 0 to 50 cm
       for LT
    > < 5 cm

    new patient   evaluated 2024-06-01

    CONSIDER
      LT (candidate)                      lt
          ECOG 1; CEA 12 ug/L (2024-05-20); found 2023-05; ill diabetes; lesion 1
            size 2.3 cm; lesion 2 size at least 0 and less than 5 cm

    LT: candidate. 7 questions; the rules read 7 facts.
    $ cd $TMP; cat p.json; cantlie run r.rules p.json --as-of 2024-06-01 --format csv
    {"id": "new patient", "ECOG": {"value": 1, "source": "interview"}, "found": {"value": "2023-05", "source": "interview"}, "CEA": {"value": 12, "date": "2024-05-20", "source": "interview"}, "ill": {"value": ["diabetes"], "source": "interview"}, "lesions": [{"size": {"value": 2.3, "source": "interview"}}, {"size": {"value": {"low": 0, "high": 5, "below": true}, "source": "interview"}}]}
    patient,cetuximab,LT,record_errors
    new patient,recommend|avoid|none?,consider,0
    $ cd $TMP; cantlie ask r.rules p.json --about LT --as-of 2024-06-01 </dev/null

    new patient   evaluated 2024-06-01

    CONSIDER
      LT (candidate)                      lt
          ECOG 1; CEA 12 ug/L (2024-05-20); found 2023-05; ill diabetes; lesion 1
            size 2.3 cm; lesion 2 size at least 0 and less than 5 cm

    LT: candidate. 0 questions; the rules read 7 facts.

All listed verdicts; what nobody knows is not asked again; stop.

    $ cd $TMP; cantlie ask r.rules --as-of 2024-06-01 <<END
    > ?
    > don't know
    > 9
    > none
    > stop
    > END
    1. CEA: 0 to 100000 ug/L, not older than 8 weeks: add on DATE
       for LT
    > ?
    2. BRAF: wild-type | mutated
       for cetuximab
    > don't know
    3. ECOG: 0 to 5 (ECOG performance status)
       for LT
    > 9
       not "9": 0 to 5
    > none
       not "none": 0 to 5
    > stop

    new patient   evaluated 2024-06-01

    UNDECIDED
      cetuximab                           recommended if KRAS is wild-type and BRAF
                                          is wild-type; avoided if BRAF is mutated;
                                          otherwise nothing. Not known: KRAS, BRAF
          by egfr, braf
      LT                                  to be considered or nothing (not all of
                                          these may be possible). Not known: ECOG,
                                          found, CEA, ill, lesions
          by lt
          whether a candidate is not known: lt
    ASK NEXT   KRAS (for 1 verdict), BRAF (1), ECOG (1), found (1), CEA (1),
               ill (1), lesions (1)

    2 verdicts are undecided. 2 questions; the rules read 7 facts.
    $ cd $TMP; cantlie ask r.rules --about cetuximap --as-of 2024-06-01
    cantlie: the rules know no treatment "cetuximap"; did you mean cetuximab?
    cantlie: `cantlie ask --help` shows how it is used
    [2]
