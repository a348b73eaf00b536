What an explanation shows of definitions with branches, scores and sets, and what
would have to change for a rule to apply.

    $ cat >$TMP/p.rules <<'END'
    > record patient
    >   fit: yes/no
    >   weight: number, 0 to 300
    >   illness: set of diabetes | cirrhosis
    >   lesion-count: 0 to 20
    >   lesions: list of lesion, counted by lesion-count
    >   chemo: list of course by start
    > record lesion
    >   size: cm, 0 to 50
    > record course
    >   start: date
    > treatment a
    > treatment b
    > define class: low | high
    >   when weight > 100 then high
    >   when fit then low
    >   otherwise high
    > define able
    >   when weight > 100 then fit
    >   otherwise yes
    > define run-in of course: time since start
    > score points
    >   1 if fit
    >   2 if weight > 100
    > constraint "points": points < 3
    > rule low-class when class low then consider a
    > rule able-one when able then consider a
    > rule ill when illness includes diabetes then consider b
    > rule pointed when points >= 1 then consider a
    > rule none-left when lesions none then consider b
    > rule many when count of lesions > 3 then consider b
    > rule run when run-in of latest chemo > 2 months then consider b
    > END
    $ cat >$TMP/p.json <<'END'
    > {"id": "A", "weight": 90, "illness": {"has": ["cirrhosis"]}, "lesion-count": 2}
    > END
    $ cantlie explain $TMP/p.rules $TMP/p.json low-class --as-of 2024-06-01
    A   evaluated 2024-06-01

    low-class: undetermined                         $TMP/p.rules:26
      class low                         unknown
        class                           unknown
          fit                           unknown  fit not known
      Not known: fit
      Would apply if fit were yes.
      then consider a

    ...
    $ cantlie explain $TMP/p.rules $TMP/p.json able-one --as-of 2024-06-01
    A   evaluated 2024-06-01

    able-one: applies                               $TMP/p.rules:27
      able                              yes
        weight > 100                    no       weight 90
      then consider a

    ...
    $ cantlie explain $TMP/p.rules $TMP/p.json class --as-of 2024-06-01
    A   evaluated 2024-06-01

    class: unknown                                  $TMP/p.rules:14
      class                             unknown
        fit                             unknown  fit not known

    ...
    $ cantlie explain $TMP/p.rules $TMP/p.json ill --as-of 2024-06-01
    A   evaluated 2024-06-01

    ill: undetermined                               $TMP/p.rules:28
      illness includes diabetes         unknown  illness cirrhosis, perhaps diabetes
      Not known: illness
      Would apply if illness were diabetes and cirrhosis.
      then consider b

    ...
    $ cantlie explain $TMP/p.rules $TMP/p.json pointed --as-of 2024-06-01
    A   evaluated 2024-06-01

    pointed: undetermined                           $TMP/p.rules:29
      points >= 1                       unknown
        points                          0 to 1
          fit                           unknown  fit not known
      Not known: fit
      Would apply if fit were yes.
      then consider a

    ...
    $ cantlie explain $TMP/p.rules $TMP/p.json none-left --as-of 2024-06-01
    A   evaluated 2024-06-01

    none-left: held (does not apply)                $TMP/p.rules:30
      lesions none                      no       lesions not known; lesion-count 2
      No change of up to three facts was found to make it apply.
      then consider b

    ...
    $ cantlie explain $TMP/p.rules $TMP/p.json many --as-of 2024-06-01
    A   evaluated 2024-06-01

    many: held (does not apply)                     $TMP/p.rules:31
      count of lesions > 3              no
        count of lesions                2        lesions not known; lesion-count 2
      No change of up to three facts was found to make it apply.
      then consider b

    ...
    $ cantlie explain $TMP/p.rules $TMP/p.json run --as-of 2024-06-01
    A   evaluated 2024-06-01

    run: undetermined                               $TMP/p.rules:32
      run-in of latest chemo > 2 months
                                        unknown
        run-in of latest chemo > 2 months
                                        unknown  chemo not known
      Not known: chemo
      No change of up to three facts was found to make it apply.
      then consider b

    ...

In a session, the nearest change.

    $ cantlie repl $TMP/p.rules $TMP/p.json --as-of 2024-06-01 <<'END'
    > set illness cirrhosis, not fit
    > :whynot ill
    > :whynot low-class
    > :whynot pointed
    > :whynot none-left
    > :whynot many
    > END
    Patient A on 2024-06-01: 3 of 6 fields told.
    > set illness cirrhosis, not fit
      points                      0 to 1 -> 0
    > :whynot ill
    ill: held. It would apply if illness were diabetes and cirrhosis.
    > :whynot low-class
    low-class: held. It would apply if fit were yes.
    > :whynot pointed
    pointed: held. It would apply if fit were yes.
    > :whynot none-left
    none-left: held. No change of up to three facts was found to make it apply.
    > :whynot many
    many: held. No change of up to three facts was found to make it apply.

Two statements of one number, and a group that a rule wants but of which nothing is
left.

    $ cat >$TMP/q.rules <<'END'
    > record patient
    >   fit: yes/no
    >   stated-largest: cm, 0 to 50
    >   lesions: list of lesion
    > record lesion
    >   size: cm, 0 to 50
    > treatment group
    > treatment one member of group
    > treatment two member of group
    > define largest-size: largest size of lesions, or as stated stated-largest
    > define in-mm
    >   when fit then 5 mm
    >   otherwise 30 mm
    > rule small when largest-size < 3 cm then recommend group
    > rule converted when stated-largest < in-mm then consider group
    > rule unfit when not fit then avoid one, contraindicate two
    > END
    $ cat >$TMP/q.json <<'END'
    > {"id": "A", "fit": false, "stated-largest": 2, "lesions": [{"size": 2}, {}]}
    > END
    $ cantlie explain $TMP/q.rules $TMP/q.json small --as-of 2024-06-01
    A   evaluated 2024-06-01

    small: applies                                  $TMP/q.rules:14
      largest-size < 3 cm               yes
        largest-size                    2 cm
          largest size of lesions       2 to 50 cm  lesion 1 size 2 cm; lesion 2
                                                 size not known
          stated-largest                2 cm     stated-largest 2 cm
      then recommend group

    ...
    $ cantlie explain $TMP/q.rules $TMP/q.json converted --as-of 2024-06-01
    A   evaluated 2024-06-01

    converted: applies                              $TMP/q.rules:15
      stated-largest < in-mm            yes      stated-largest 2 cm
        in-mm                           30 mm
          fit                           no
      then consider group

    ...
    $ cantlie run $TMP/q.rules $TMP/q.json --as-of 2024-06-01
    A   evaluated 2024-06-01

    NOT
      group
          all members excluded
          (small would recommend it, converted would consider it)
      one                                 avoided: unfit
          not fit
      two                                 contraindicated: unfit
          not fit

Criteria that fail are named of no candidate only: not where another rule may make one.

    $ cat >$TMP/c.rules <<'END'
    > record patient
    >   fit: yes/no
    >   ready: yes/no
    > treatment one
    > rule first when fit then one candidate
    > rule second when ready then one candidate
    > END
    $ cat >$TMP/c.ndjson <<'END'
    > {"id": "perhaps", "fit": false}
    > {"id": "yes", "fit": false, "ready": true}
    > {"id": "no", "fit": false, "ready": false}
    > END
    $ cantlie run $TMP/c.rules $TMP/c.ndjson --as-of 2024-06-01 --format ndjson | grep -o '"candidate.*\]' | cut -d']' -f1
    "candidate": null, "fails": [
    "candidate": true, "fails": [
    "candidate": false, "fails": ["fit"

A constraint about no fact has none to call into question.

    $ cat >$TMP/d.rules <<'END'
    > record patient
    >   fit: yes/no
    > treatment one
    > constraint "not before 2020": today >= 2020-01-01
    > rule first when fit then consider one
    > END
    $ cat >$TMP/d.json <<'END'
    > {"id": "A", "fit": true}
    > END
    $ cantlie run $TMP/d.rules $TMP/d.json --as-of 2019-06-01 2>$TMP/said | head -n 5
    A   evaluated 2019-06-01

    CONSIDER
      one                                 first
          fit
    $ grep -c 'this is broken: not before 2020' $TMP/said
    1

A value that is chosen rests on what it is computed from, not on the choice alone.

    $ cat > $TMP/c.rules <<END
    > record patient
    >   id: text
    >   sex: male | female
    >   weight: kg
    >   creatinine: umol/L
    > define clearance
    >   when sex male then (weight / 1 kg) * 123 / (creatinine / 1 umol/L) * 1 mL/min
    >   otherwise (weight / 1 kg) * 104 / (creatinine / 1 umol/L) * 1 mL/min
    > treatment dabigatran
    > rule kidneys
    >   when clearance < 30 mL/min
    >   then contraindicate dabigatran
    > END
    $ echo '{"id": "A", "sex": "male", "weight": 40, "creatinine": 175}' > $TMP/c.json
    $ cantlie run $TMP/c.rules $TMP/c.json --as-of 2024-06-01
    A   evaluated 2024-06-01

    NOT
      dabigatran                          contraindicated: kidneys
          sex male; weight 40 kg; creatinine 175 umol/L
    $ echo '{"id": "A", "sex": "female", "weight": 40, "creatinine": 175}' > $TMP/c.json
    $ cantlie run $TMP/c.rules $TMP/c.json --as-of 2024-06-01
    A   evaluated 2024-06-01

    NOT
      dabigatran                          contraindicated: kidneys
          sex female; weight 40 kg; creatinine 175 umol/L
