A clinician's first half hour: try a patient, see why, answer what is asked,
keep the case, change a rule, see whom it touches.

    $ mkdir $TMP/mine; cp rules/*.rules $TMP/mine; cp examples/patients/undecided.json $TMP/anna.json
    $ cd $TMP; cantlie repl mine anna.json --as-of 2024-06-01 <<END
    > cetuximab
    > :whynot cetuximab
    > :what-if BRAF wild-type
    > :what-if BRAF mutated
    > END
    ...
    Patient Anna on 2024-06-01: 25 of 44 fields told.
    > cetuximab
    undecided (recommended, avoided)
    > :whynot cetuximab
    cetuximab: undecided (recommended, avoided).
    cetuximab-RAS-wild-type: undetermined. It would apply if BRAF were wild-type.
    > :what-if BRAF wild-type
      cetuximab                   undecided (recommended, avoided) -> recommended
      immunotherapy               undecided (to be considered, nothing) -> nothing
    > :what-if BRAF mutated
      anti-EGFR                   nothing -> avoided
      cetuximab                   undecided (recommended, avoided) -> avoided
      panitumumab                 nothing -> avoided
      immunotherapy               undecided (to be considered, nothing) -> to be
                                  considered

The report comes: the interview asks for just that.

    $ cd $TMP; echo wild-type | cantlie ask mine anna.json --about cetuximab --as-of 2024-06-01 -o anna2.json
    1. BRAF: wild-type | mutated
       for cetuximab
    > wild-type

    Anna   evaluated 2024-06-01   Colorectal liver metastases 1.0

    RECOMMENDED
      Cetuximab                           cetuximab-RAS-wild-type [2,42,43,52,55-57]
          with Chemotherapy
          KRAS wild-type (2023-10-11); NRAS wild-type (2023-10-11)

    cetuximab: recommended. 1 question; the rules read 3 facts.

The board wants more chemotherapy before a transplantation: the rule is changed
in the session, and what it does to this patient and to the cases is seen.

    $ cd $TMP; cantlie repl mine anna2.json --as-of 2024-06-01 <<END
    > :show SECA-criteria
    > chemo-duration
    > rule SECA-criteria "More chemotherapy than in the pilot trial"
    >   when      unresectable and extrahepatic none and primary resected and primary-margin R0
    >             and ECOG <= 1 and chemo-duration >= 26 weeks
    >   then      LT candidate
    >   judgement "The board of May 2024 asks for half a year."
    > :diff
    > :test SECA: exactly
    > :case "Anna: 18 weeks are too few by now"
    > :save board.rules
    > END
    ...
    Patient Anna on 2024-06-01: 26 of 44 fields told.
    > :show SECA-criteria
    # mine/evidence.rules:159
    evidence SECA-criteria
      from review TRANSPLANT 2 [32]
      "Selection in the SECA pilot trial: primary radically excised, ECOG 0 or 1,"
      "at least 6 weeks of chemotherapy."
    # mine/transplantation.rules:44
    rule SECA-criteria "Candidate by the criteria of the SECA trial"
      when      unresectable and extrahepatic none
                and primary resected and primary-margin R0
                and ECOG <= 1
                and chemo-duration >= 6 weeks
      then      LT candidate
      because   "Unresectable disease of the liver alone, the primary"
                "radically removed, good general condition, and at least"
                "6 weeks of chemotherapy."
      cites     SECA-criteria
    > chemo-duration
    126 days
    > rule SECA-criteria "More chemotherapy than in the pilot trial"
    .   when      unresectable and extrahepatic none and primary resected and primary-margin R0
    .             and ECOG <= 1 and chemo-duration >= 26 weeks
    .   then      LT candidate
    .   judgement "The board of May 2024 asks for half a year."
    . :diff
    rule SECA-criteria replaces that of mine/transplantation.rules:44
      LT                          candidate -> to be considered
      changed rule SECA-criteria
        needs chemo-duration >= 26 weeks, was 6 weeks
        no longer cites SECA-criteria
        label: "More chemotherapy than in the pilot trial"
        no longer has a because
        judgement: "The board of May 2024 asks for half a year."
      LT                          candidate -> to be considered
    > :test SECA: exactly
    FAIL  mine/transplantation-cases.rules:124  "SECA: exactly 6 weeks of chemotherapy"
          expected  LT candidate
          found     LT no candidate: fails at chemo-duration >= 26 weeks
          because   SECA-criteria: held
                    chemo-duration >= 26 weeks
                                        no       <- decides
                      chemo-duration    42 days  course 1 start 2024-03-01, not
                                                 ongoing, last-dose 2024-04-12
          patient   ECOG 1, primary resected, primary-margin R0, lesions { size 4
                    cm, not removable }, extrahepatic none, chemo { regimen FOLFOX,
                    start 2024-03-01, not ongoing, last-dose 2024-04-12 }
          again     :test SECA: exactly 6 weeks of chemotherapy
    0 passed, 1 failed
    > :case "Anna: 18 weeks are too few by now"
    case "Anna: 18 weeks are too few by now"
      as of     2024-06-01
      given     birth-date 1961-03-14, sex female, ECOG 1 on 2024-05-20,
                comorbidity none, fit-for-surgery, primary resected,
                primary-site left-colon, primary-diagnosis 2023-09-04,
                primary-surgery 2023-09-28, primary-margin R0, primary-nodes N0,
                onset synchronous, liver-diagnosis 2023-09-04,
                lesions { size 6.1 cm, lobe left, segment 4, not removable,
                          vital-structure }
                        { size 2.3 cm, lobe right, segment 6, removable,
                          ablatable },
                not margin-achievable, remnant 24 %, not initially-resectable,
                extrahepatic none, hepatectomies none, CEA 12 ug/L on 2024-05-20,
                KRAS wild-type on 2023-10-11, NRAS wild-type on 2023-10-11,
                BRAF wild-type,
                chemo { regimen FOLFOX, intent conversion, start 2024-01-08,
                        not ongoing, last-dose 2024-05-13, cycles 9, bevacizumab,
                        response PR, assessed 2024-05-06 },
                triplet-tolerant
      expect    contraindicate hepatectomy,
                contraindicate resection,
                contraindicate open-resection,
                contraindicate laparoscopic-resection,
                contraindicate simultaneous-resection,
                contraindicate staged-resection,
                contraindicate colon-first,
                contraindicate liver-first,
                contraindicate two-stage-hepatectomy,
                contraindicate ALPPS,
                contraindicate repeat-hepatectomy,
                consider LT,
                ablation undecided needing ablatable of lesion 1,
                ablation-with-hepatectomy undecided needing ablatable of lesion 1,
                chemotherapy undecided needing recurrence,
                recommend FOLFOXIRI,
                recommend cetuximab,
                nivolumab-ipilimumab undecided needing MSI and MMR,
                pembrolizumab undecided needing MSI and MMR,
                no verdict on PD-L1-bevacizumab,
                transplant-risk 2,
                nothing else
    case Anna: 18 weeks are too few by now joins
    1 passed, 0 failed
    > :save board.rules
    written: board.rules

The change is kept in the file, with the case; the suite and the comparison of
the two rule sets say whom it touches.

    $ cd $TMP; cp -r mine new; sed -i 's/chemo-duration >= 6 weeks/chemo-duration >= 26 weeks/' new/transplantation.rules; sed -n '/^case/,$p' board.rules >>new/transplantation-cases.rules
    $ cd $TMP; cantlie test new --filter 'Anna: 18 weeks'
    1 passed, 0 failed
    $ cd $TMP; cantlie diff mine new anna2.json --as-of 2024-06-01
    RULES
      SECA-criteria             needs chemo-duration >= 26 weeks, was 6 weeks
                                new/transplantation.rules:44
      SECA-survival             needs chemo-duration >= 26 weeks, was 6 weeks
                                new/transplantation.rules:55

    1 of 1 patient changed (as of 2024-06-01)

      SECA-criteria: needs chemo-duration >= 26 weeks, was 6 weeks
        LT                      candidate -> to be considered  1  Anna

      SECA-survival: needs chemo-duration >= 26 weeks, was 6 weeks
        SECA-survival           applies -> held  1  Anna

    VERDICTS FROM AND TO
      from \ to          to be considered
      candidate                         1
    [1]
