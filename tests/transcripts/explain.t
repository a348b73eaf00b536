Why, and why not.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    >   BRAF: wild-type | mutated
    >   ECOG: 0 to 5
    >   CEA:  ug/L, 0 to 1000, valid for 8 weeks
    >   donor: yes/no assume no
    >   lesions: list of lesion
    > record lesion
    >   size: cm, 0 to 50
    >   removable: yes/no
    > define resectable "All can be removed": every lesion has removable
    > treatment cetuximab "Cetuximab"
    > treatment LT "Liver transplantation"
    > source paper "A paper"
    > evidence E1 from paper RESULTS 2 [3,7] "What is known."
    > rule egfr
    >   when KRAS wild-type
    >   unless BRAF mutated
    >   then recommend cetuximab
    >   because "It works."
    >   cites E1
    > rule seca
    >   when ECOG <= 1 and not resectable and CEA <= 80 ug/L
    >   then LT candidate
    >   judgement "Ours."
    > rule donor
    >   when not donor
    >   then avoid LT
    >   overrides seca
    > score risk
    >   1 if CEA > 80 ug/L "CEA above 80"
    >   1 if largest size of lesions > 5.5 cm
    > table t
    >   | ECOG || then         |
    >   | 2    || consider LT  |
    >   | -    || note "other" |
    > END
    $ cat > $TMP/p.json <<END
    > {"id": "P", "KRAS": {"value": "wild-type", "date": "2023-10-11", "source": "pathology"},
    >  "ECOG": {"value": 2, "date": "2024-05-20"}, "CEA": {"value": 12, "date": "2024-01-02"},
    >  "lesions": [{"size": 2, "removable": true}, {"size": 6, "removable": false}]}
    > END
    $ cd $TMP; cantlie explain r.rules p.json --as-of 2024-06-01
    P   evaluated 2024-06-01

    cetuximab (Cetuximab): recommended if BRAF is wild-type; otherwise nothing. Not
        known: BRAF

    egfr: undetermined                                                    r.rules:17
      not BRAF mutated                  unknown  <- decides
        BRAF mutated                    unknown  BRAF not known
      Not known: BRAF
      Would apply if BRAF were wild-type.
      then recommend cetuximab
      Because: It works.
      Evidence: E1 (A paper, RESULTS 2 [3,7]): What is known.

    LT (Liver transplantation): avoided; not a candidate

    donor: applies                                                        r.rules:27
      not donor                         yes
        donor                           no       not donor (assumed)
      then avoid LT

    t row 1: applies                                                      r.rules:36
      ECOG = 2                          yes      ECOG 2 (2024-05-20)
      then consider LT

    seca: held (does not apply)                                           r.rules:23
      ECOG <= 1                         no       ECOG 2 (2024-05-20) <- decides
      Silenced by donor
      Would apply if CEA were 80 ug/L or less and ECOG were 1 or less and donor were
          yes.
      then LT candidate
      Judgement: Ours.

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json LT --as-of 2024-06-01
    P   evaluated 2024-06-01

    LT (Liver transplantation): avoided; not a candidate

    donor: applies                                                        r.rules:27
      not donor                         yes
        donor                           no       not donor (assumed)
      then avoid LT

    t row 1: applies                                                      r.rules:36
      ECOG = 2                          yes      ECOG 2 (2024-05-20)
      then consider LT

    seca: held (does not apply)                                           r.rules:23
      ECOG <= 1                         no       ECOG 2 (2024-05-20) <- decides
      Silenced by donor
      Would apply if CEA were 80 ug/L or less and ECOG were 1 or less and donor were
          yes.
      then LT candidate
      Judgement: Ours.

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json seca --as-of 2024-06-01
    P   evaluated 2024-06-01

    seca: held (does not apply)                                           r.rules:23
      ECOG <= 1                         no       ECOG 2 (2024-05-20) <- decides
      Silenced by donor
      Would apply if CEA were 80 ug/L or less and ECOG were 1 or less and donor were
          yes.
      then LT candidate
      Judgement: Ours.

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json t --as-of 2024-06-01
    P   evaluated 2024-06-01

    t row 1: applies                                                      r.rules:36
      ECOG = 2                          yes      ECOG 2 (2024-05-20)
      then consider LT

    t row 2: held (does not apply)                                        r.rules:37
      yes                               yes
      An earlier row holds: t row 1
      Would apply if ECOG were 3 or more.
      then note "other"

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json risk --as-of 2024-06-01
    P   evaluated 2024-06-01

    risk: 1 to 2                                                          r.rules:31
      1 if CEA above 80
        CEA > 80 ug/L                   unknown  CEA not known (2024-01-02, 21 weeks
                                                 old, too old)
      1 if largest size of lesions > 5.5 cm
        largest size of lesions > 5.5 cm
                                        yes
          largest size of lesions       6 cm     lesion 2 size 6 cm

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json resectable --as-of 2024-06-01
    P   evaluated 2024-06-01

    resectable: no                                                        r.rules:12
      every lesion has removable        no       lesion 2 not removable

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json CEA --as-of 2024-06-01
    P   evaluated 2024-06-01

    CEA not known (2024-01-02, 21 weeks old, too old)

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json lesions --as-of 2024-06-01
    P   evaluated 2024-06-01

    lesions { size 2 cm, removable } { size 6 cm, not removable }

    Rests on rules f571cb314fba, record 115d7b0d82b7 (cantlie 0.1.0)
    $ cd $TMP; cantlie explain r.rules p.json cetuximap --as-of 2024-06-01
    cantlie: nothing in the rules is called "cetuximap"; did you mean cetuximab?
    cantlie: `cantlie explain --help` shows how it is used
    [2]
