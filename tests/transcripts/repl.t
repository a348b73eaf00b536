The session: rules and a patient, line by line. The shortest rules there are
work as they are written.

    $ cat > $TMP/own.rules <<END
    > record patient
    >   id:      text
    >   KRAS:    wild-type | mutated
    >   BRAF:    wild-type | mutated
    >   ECOG:    0 to 5
    >   primary: in-place | resected
    >   CEA:     ug/L, 0 to 100000, valid for 8 weeks
    >   lesions: list of lesion
    > record lesion
    >   size:      cm, 0 to 50
    >   removable: yes/no
    > treatment cetuximab
    > treatment LT "Liver transplantation"
    > END
    $ cd $TMP; cantlie repl own.rules --as-of 2024-06-01 <<END
    > KRAS wild-type -> cetuximab
    > ECOG<=1 and primary resected -> LT candidate
    > set KRAS wild-type, ECOG 1 on 2024-05-01
    > set primary resected
    > :verdicts
    > :what-if KRAS mutated
    > :undo
    > :whynot LT
    > :why cetuximab
    > END
    Patient new patient on 2024-06-01: 0 of 7 fields told.
    > KRAS wild-type -> cetuximab
    rule KRAS wild-type -> cetuximab joins
      cetuximab                   nothing -> undecided (recommended, nothing)
    > ECOG<=1 and primary resected -> LT candidate
    rule ECOG <= 1 and primary resected -> LT candidate joins
      LT                          nothing -> undecided (to be considered, nothing)
    > set KRAS wild-type, ECOG 1 on 2024-05-01
      cetuximab                   undecided (recommended, nothing) -> recommended
    > set primary resected
      LT                          undecided (to be considered, nothing) -> candidate
    > :verdicts
    new patient   evaluated 2024-06-01

    RECOMMENDED
      cetuximab                           KRAS wild-type -> cetuximab
          KRAS wild-type
    CONSIDER
      Liver transplantation (candidate)   ECOG <= 1 and primary resected -> LT
                                          candidate
          ECOG 1 (2024-05-01); primary resected
    > :what-if KRAS mutated
      cetuximab                   recommended -> nothing
    > :undo
    taken back: set primary resected
    > :whynot LT
    LT: undecided (to be considered, nothing).
    ECOG <= 1 and primary resected -> LT candidate: undetermined. It would apply if
      primary were resected.
    > :why cetuximab
    cetuximab: recommended

    KRAS wild-type -> cetuximab: applies                                     typed:1
      KRAS wild-type                    yes
      then cetuximab

An expression prints its value and, if that is not known, what is missing; a
mistake is underlined as in a file, and nothing is lost.

    $ cd $TMP; cantlie repl own.rules --as-of 2024-06-01 <<END
    > set lesions { size 5 cm } { size 2 cm, removable }
    > largest size of lesions > 4 cm
    > every lesion has removable
    > set size of lesion 2 56 mm
    > set not removable of lesion 3
    > set size of lesion 7 1 cm
    > largest size of lesions
    > lesions
    > KRAS mutatd
    > set KRAS mutatd
    > CEA > 5,5 ug/L
    > )(
    > ECOG <= 1 and
    >   primary resected
    > :undoo
    > :undo
    > lesions
    > CEA
    > END
    Patient new patient on 2024-06-01: 0 of 7 fields told.
    > set lesions { size 5 cm } { size 2 cm, removable }
      no verdict changes
    > largest size of lesions > 4 cm
    yes
    > every lesion has removable
    unknown
      not known: removable of lesion 1
    > set size of lesion 2 56 mm
      no verdict changes
    > set not removable of lesion 3
      no verdict changes
    > set size of lesion 7 1 cm
    There is no element number 7: the next one is added by its number.
    > largest size of lesions
    5.6 to 50 cm
      not known: size of lesion 3
    > lesions
    lesions { size 5 cm } { size 5.6 cm, removable } { not removable }
    > KRAS mutatd
    typed:1:6: error: KRAS cannot be "mutatd" [unknown-choice]
        1 | KRAS mutatd
          |      ^^^^^^ did you mean "mutated"?
    own.rules:3:3: KRAS is wild-type | mutated
    > set KRAS mutatd
    facts:1:6: error: KRAS cannot be "mutatd" [unknown-choice]
        1 | KRAS mutatd
          |      ^^^^^^ did you mean "mutated"?
    own.rules:3:3: KRAS is wild-type | mutated
    > CEA > 5,5 ug/L
    typed:1:7: error: a number is written with a point, not with a comma [decimal-comma]
        1 | CEA > 5,5 ug/L
          |       ^^^^^^^^ write 5.5 ug/L
    > )(
    typed:1:1: error: this ")" closes nothing [unbalanced]
        1 | )(
          | ^ leave it out, or write ( before it
    > ECOG <= 1 and
    .   primary resected
    unknown
      not known: ECOG, primary
    > :undoo
    there is no command ":undoo"; did you mean :undo?; :help lists them
    > :undo
    taken back: set not removable of lesion 3
    > lesions
    lesions { size 5 cm } { size 5.6 cm, removable }
    > CEA
    0 to 100000 ug/L
      not known: CEA

Items of several lines; an item replaces the one of its name.

    $ cd $TMP; cantlie repl own.rules --as-of 2024-06-01 <<END
    > set KRAS wild-type, BRAF mutated
    > rule egfr
    >   when KRAS wild-type
    >   then recommend cetuximab
    > define RAS-clean: KRAS wild-type and BRAF wild-type
    > rule egfr
    >   when RAS-clean
    >   then recommend cetuximab
    > :show egfr
    > :rules
    > :diff
    > rule egfr when KRSA mutated then cetuximab
    > egfr
    > :undo
    > :undo
    > :diff
    > END
    Patient new patient on 2024-06-01: 0 of 7 fields told.
    > set KRAS wild-type, BRAF mutated
      no verdict changes
    > rule egfr
    .   when KRAS wild-type
    .   then recommend cetuximab
    . define RAS-clean: KRAS wild-type and BRAF wild-type
    rule egfr joins
      cetuximab                   nothing -> recommended
    define RAS-clean joins
    > rule egfr
    .   when RAS-clean
    .   then recommend cetuximab
    . :show egfr
    rule egfr replaces that of typed:1
      cetuximab                   recommended -> nothing
    # typed:1
    rule egfr
      when RAS-clean
      then recommend cetuximab
    > :rules
    held          egfr
    > :diff
      added define RAS-clean
        KRAS wild-type and BRAF wild-type
      added rule egfr
        if RAS-clean: recommend cetuximab
      no verdict of this patient changes
    > rule egfr when KRSA mutated then cetuximab
    typed:1:16: error: there is no field or definition "KRSA" [unknown-name]
        1 | rule egfr when KRSA mutated then cetuximab
          |                ^^^^ did you mean KRAS?
    own.rules:3:3: KRAS is declared here
    > egfr
    held
    > :undo
    taken back: rule egfr when RAS-clean then recommend cetuximab
    > :undo
    taken back: define RAS-clean: KRAS wild-type and BRAF wild-type
    > :diff
      added rule egfr
        if KRAS wild-type: recommend cetuximab
      cetuximab                   nothing -> recommended

The patient and the verdicts become a case, which passes; the patient a record,
which reads back.

    $ cd $TMP; cantlie repl own.rules --as-of 2024-06-01 <<END
    > KRAS wild-type and CEA < 50 ug/L -> cetuximab
    > set KRAS wild-type, CEA 12 ug/L on 2024-05-20, lesions { size < 3 cm } { removable }
    > :case "as it is now"
    > :case "once more" cases.rules
    > :test
    > :save typed.rules
    > :save p.json
    > END
    Patient new patient on 2024-06-01: 0 of 7 fields told.
    > KRAS wild-type and CEA < 50 ug/L -> cetuximab
    rule KRAS wild-type and CEA < 50 ug/L -> cetuximab joins
      cetuximab                   nothing -> undecided (recommended, nothing)
    > set KRAS wild-type, CEA 12 ug/L on 2024-05-20, lesions { size < 3 cm } { removable }
      cetuximab                   undecided (recommended, nothing) -> recommended
    > :case "as it is now"
    case "as it is now"
      as of     2024-06-01
      given     KRAS wild-type,
                CEA 12 ug/L on 2024-05-20,
                lesions { size < 3 cm } { removable }
      expect    recommend cetuximab,
                nothing else
    case as it is now joins
    1 passed, 0 failed
    > :case "once more" cases.rules
    case "once more"
      as of     2024-06-01
      given     KRAS wild-type,
                CEA 12 ug/L on 2024-05-20,
                lesions { size < 3 cm } { removable }
      expect    recommend cetuximab,
                nothing else
    added to cases.rules
    > :test
    1 passed, 0 failed
    > :save typed.rules
    written: typed.rules
    > :save p.json
    written: p.json
    $ cd $TMP; cat own.rules typed.rules >all.rules; cat cases.rules >>all.rules; cantlie test all.rules
    2 passed, 0 failed
    $ cd $TMP; cat p.json; cantlie run all.rules p.json --as-of 2024-06-01 --format csv
    {"id": "new patient", "KRAS": "wild-type", "CEA": {"value": 12, "date": "2024-05-20"}, "lesions": [{"size": {"low": 0, "high": 3, "below": true}}, {"removable": true}]}
    patient,cetuximab,LT,record_errors
    new patient,recommend,,0

Patients of a file; a rule file that changes is read again, and one that
changed into nonsense leaves the last good rules in force.

    $ cat > $TMP/p.ndjson <<END
    > {"id": "P1", "KRAS": "wild-type"}
    > {"id": "P2", "KRAS": "mutatd", "ECOG": 1}
    > {"id": "P3", "CEA": {"value": 3, "date": "2024-01-01"}}
    > END
    $ cd $TMP; cantlie repl own.rules p.ndjson --as-of 2024-06-01 <<END
    > :patient next
    > :patient P3
    > CEA
    > :as-of 2024-01-15
    > CEA
    > :patient next
    > :patient prev
    > :patient P9
    > :patient new
    > :record
    > END
    Patient P1 on 2024-06-01: 2 of 7 fields told.
    > :patient next
    Patient P2 on 2024-06-01: 3 of 7 fields told.
      KRAS "mutatd", expected wild-type | mutated (p.ndjson:2)
    > :patient P3
    Patient P3 on 2024-06-01: 2 of 7 fields told.
    > CEA
    0 to 100000 ug/L
      not known: CEA
    > :as-of 2024-01-15
      no verdict changes
    > CEA
    3 ug/L
    > :patient next
    This is the last patient.
    > :patient prev
    Patient P2 on 2024-01-15: 3 of 7 fields told.
      KRAS "mutatd", expected wild-type | mutated (p.ndjson:2)
    > :patient P9
    there is no patient "P9"
    > :patient new
    Patient new patient on 2024-01-15: 0 of 7 fields told.
    > :record
    Patient new patient on 2024-01-15: 0 of 7 fields told.
    $ cd $TMP; cp own.rules new.rules; (echo ':rules'; sleep 0.3; echo 'KRAS mutated -> LT' >>new.rules; echo ':rules'; sleep 0.3; echo 'rule nonsense' >>new.rules; echo ':rules'; sleep 0.3; cp own.rules new.rules; echo ':rules') | cantlie repl new.rules --as-of 2024-06-01
    Patient new patient on 2024-06-01: 0 of 7 fields told.
    > :rules
    There are no rules yet. Type one: KRAS wild-type -> cetuximab
    > :rules
    A rule file has changed: it is read again.
    undetermined  KRAS mutated -> LT
    > :rules
    A rule file has changed: it is read again.
    new.rules:15:14: error: this rule ends before it is complete [unfinished]
       15 | rule nonsense
          |              ^ expected "when", ":" or a text in quotes
    The rules in force are still those of before.
    undetermined  KRAS mutated -> LT
    > :rules
    A rule file has changed: it is read again.
    There are no rules yet. Type one: KRAS wild-type -> cetuximab

Without rules there is a patient all the same.

    $ cantlie repl --as-of 2024-06-01 <<END
    > 5.5 cm > 50 mm
    > record patient
    >   KRAS: wild-type | mutated
    > treatment cetuximab
    > KRAS wild-type -> cetuximab
    > set KRAS wild-type
    > cetuximab
    > :quit
    > never
    > END
    Patient new patient on 2024-06-01: 0 of 1 fields told.
    > 5.5 cm > 50 mm
    yes
    > record patient
    .   KRAS: wild-type | mutated
    . treatment cetuximab
    record patient replaces that of (no rules):1
    treatment cetuximab joins
    > KRAS wild-type -> cetuximab
    rule KRAS wild-type -> cetuximab joins
      cetuximab                   nothing -> undecided (recommended, nothing)
    > set KRAS wild-type
      cetuximab                   undecided (recommended, nothing) -> recommended
    > cetuximab
    recommended
    > :quit

A command without its colon is no field that is missing.

    $ cd $TMP; cantlie repl own.rules --as-of 2024-06-01 <<END
    > undo
    > why cetuximab
    > END
    Patient new patient on 2024-06-01: 0 of 7 fields told.
    > undo
    a command begins with a colon: did you mean :undo?
    > why cetuximab
    a command begins with a colon: did you mean :why cetuximab?
