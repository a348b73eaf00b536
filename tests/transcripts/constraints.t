A broken constraint takes away what it names: the facts of the patient, directly and
through definitions and scores, and of a list the elements that break it (P2: the
second and third course, not the first), or the list where none can be singled out
(P6). What it does not name stays (P5: the height, the second course). A fact that
is named twice is said once. Two statements with nothing in common leave what lies between
them possible (P8: 90 to 150, P9: 120 to 150), and so in
each course (Q4 and Q5). Where the list is taken away its number stays (Q1), and
the other way round (Q6; Q3: neither is known). What was evaluated for a constraint is
evaluated anew where it was broken (P3: whether the primary is resected).

    $ cat >$TMP/e.rules <<'END'
    > record patient
    >   height: number, 0 to 250
    >   weight: number, 0 to 300
    >   told: number, 0 to 300
    >   noted: number, 0 to 300
    >   primary: in-place | resected
    >   surgery: date
    >   ECOG: 0 to 5
    >   chemo: list of course by start
    >   spots: list of spot, counted by spot-count
    >   spot-count: 0 to 9
    >
    > record spot
    >   size: cm
    >
    > record course
    >   start: date
    >   last-dose: date
    >   dose: number
    >   cap: number
    >   told-big: yes/no
    >
    > define heavy: weight > 200
    > define mass: told, or as stated noted
    > define duration of course: time from start to last-dose
    > define big of course: dose > 3, or as stated told-big
    > define over of course: dose > cap
    > score frailty
    >   1 if ECOG >= 2
    >   1 if heavy
    >
    > constraint "No course ends before it starts": no chemo has last-dose < start
    > constraint "Who is heavy is tall": height > 150 or not heavy
    > constraint "Who has surgery has no primary": primary resected or surgery is unknown
    > constraint "Doses stay below the cap": every chemo has not over
    > constraint "The frail are not treated much": frailty < 2 or no (chemo where dose > 5) has cap > 6
    > constraint "Few courses": count of chemo <= 3
    >
    > treatment alpha
    > treatment beta
    > treatment gamma
    > treatment delta
    > treatment epsilon
    >
    > rule a when height > 100 then recommend alpha
    > rule b when any chemo has last-dose > 2024-01-01 then recommend beta
    > rule c when primary in-place then recommend gamma
    > rule d when any chemo has dose > 1 then recommend delta
    > rule e when ECOG >= 1 then recommend epsilon
    > rule f when mass > 100 then recommend alpha
    >
    > constraint "No ECOG of 4 but of 5": not (ECOG = 4) or ECOG = 5
    > constraint "No ECOG of 4": ECOG != 4
    >
    > constraint "Few spots": count of spots <= 3
    > constraint "Not seven": spot-count != 7
    > rule g when count of spots >= 1 then recommend beta
    > rule h when every spot has size < 4 cm then recommend gamma
    > rule i when any chemo has big then recommend delta
    > constraint "Not two": spot-count != 2
    > rule j when spots is known then recommend epsilon
    > rule k when count of chemo > 6 then recommend alpha
    > rule l when primary resected then recommend beta
    > END
    $ cat >$TMP/e.ndjson <<'END'
    > {"id": "P1", "height": 140, "weight": 250, "ECOG": 1}
    > {"id": "P2", "chemo": [{"start": "2024-02-01", "last-dose": "2024-03-01"}, {"start": "2024-02-01", "last-dose": "2024-01-15"}, {"start": "2024-04-01", "last-dose": "2024-01-20"}]}
    > {"id": "P3", "primary": "in-place", "surgery": "2020-01-01"}
    > {"id": "P4", "chemo": [{"start": "2024-02-01", "dose": 3, "cap": 2}, {"start": "2024-03-01", "dose": 1, "cap": 2}]}
    > {"id": "P5", "ECOG": 3, "weight": 210, "height": 190, "chemo": [{"start": "2024-02-01", "dose": 6, "cap": 7}, {"start": "2024-03-01", "dose": 2, "cap": 9}]}
    > {"id": "P6", "chemo": [{"dose": 2}, {"dose": 2}, {"dose": 2}, {"dose": 2}]}
    > {"id": "P7", "ECOG": 4}
    > {"id": "P8", "told": 150, "noted": 90}
    > {"id": "P9", "told": 150, "noted": 120}
    > {"id": "Q1", "spots": [{"size": 1}, {"size": 2}], "spot-count": 5}
    > {"id": "Q2", "spots": [{"size": 1}, {"size": 2}]}
    > {"id": "Q3", "spot-count": 7}
    > {"id": "Q4", "chemo": [{"dose": 5, "told-big": false}, {"dose": 5, "told-big": true}]}
    > {"id": "Q5", "chemo": [{"dose": 2, "told-big": false}, {"dose": 5, "told-big": false}]}
    > {"id": "Q6", "spot-count": 2}
    > {"id": "Q7", "ECOG": 4, "primary": "in-place", "surgery": "2020-01-01"}
    > {"id": "Q8", "spots": [{}, {}, {}, {}]}
    > END
    $ cantlie run $TMP/e.rules $TMP/e.ndjson --as-of 2024-06-01 --format json 2>/dev/null |
    > grep -o '"patient": ".."\|"states": {[^}]*}\|"kind.*"warn' | sed 's/, "source[^}]*//g; s/}\], "warn//'
    "patient": "P1"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "applies", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "height", "path": "height", "found": "height 140, weight 250", "expected": "Who is heavy is tall"
    "patient": "P2"
    "states": {"a": "undetermined", "b": "applies", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "held", "l": "undetermined"}
    "kind": "constraint", "field": "last-dose", "path": "chemo.2.last-dose", "found": "chemo.2.last-dose 2024-01-15, chemo.2.start 2024-02-01, chemo.3.last-dose 2024-01-20, chemo.3.start 2024-04-01", "expected": "No course ends before it starts"
    "patient": "P3"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "primary", "path": "primary", "found": "primary in-place, surgery 2020-01-01", "expected": "Who has surgery has no primary"
    "patient": "P4"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "held", "l": "undetermined"}
    "kind": "constraint", "field": "dose", "path": "chemo.1.dose", "found": "chemo.1.dose 3, chemo.1.cap 2", "expected": "Doses stay below the cap"
    "patient": "P5"
    "states": {"a": "applies", "b": "undetermined", "c": "undetermined", "d": "applies", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "held", "l": "undetermined"}
    "kind": "constraint", "field": "ECOG", "path": "ECOG", "found": "ECOG 3, weight 210, chemo.1.dose 6, chemo.1.cap 7", "expected": "The frail are not treated much"
    "patient": "P6"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "chemo", "path": "chemo", "found": "", "expected": "Few courses"
    "patient": "P7"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "ECOG", "path": "ECOG", "found": "ECOG 4", "expected": "No ECOG of 4 but of 5"}, {"kind": "constraint", "field": "ECOG", "path": "ECOG", "found": "ECOG 4", "expected": "No ECOG of 4"
    "patient": "P8"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "contradiction", "field": "mass", "path": "mass", "found": "150, stated 90", "expected": "two statements that agree"
    "patient": "P9"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "applies", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "contradiction", "field": "mass", "path": "mass", "found": "150, stated 120", "expected": "two statements that agree"
    "patient": "Q1"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "applies", "h": "undetermined", "i": "undetermined", "j": "applies", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "spots", "path": "spots", "found": "", "expected": "Few spots"
    "patient": "Q2"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "applies", "h": "applies", "i": "undetermined", "j": "applies", "k": "undetermined", "l": "undetermined"}
    "patient": "Q3"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "spots", "path": "spots", "found": "", "expected": "Few spots"}, {"kind": "constraint", "field": "spot-count", "path": "spot-count", "found": "spot-count 7", "expected": "Not seven"
    "patient": "Q4"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "applies", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "applies", "j": "held", "k": "held", "l": "undetermined"}
    "kind": "contradiction", "field": "big", "path": "chemo.1.big", "found": "yes, stated no", "expected": "two statements that agree"
    "patient": "Q5"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "applies", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "held", "l": "undetermined"}
    "kind": "contradiction", "field": "big", "path": "chemo.2.big", "found": "yes, stated no", "expected": "two statements that agree"
    "patient": "Q6"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "spot-count", "path": "spot-count", "found": "spot-count 2", "expected": "Not two"
    "patient": "Q7"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "primary", "path": "primary", "found": "primary in-place, surgery 2020-01-01", "expected": "Who has surgery has no primary"}, {"kind": "constraint", "field": "ECOG", "path": "ECOG", "found": "ECOG 4", "expected": "No ECOG of 4 but of 5"}, {"kind": "constraint", "field": "ECOG", "path": "ECOG", "found": "ECOG 4", "expected": "No ECOG of 4"
    "patient": "Q8"
    "states": {"a": "undetermined", "b": "undetermined", "c": "undetermined", "d": "undetermined", "e": "undetermined", "f": "undetermined", "g": "undetermined", "h": "undetermined", "i": "undetermined", "j": "held", "k": "undetermined", "l": "undetermined"}
    "kind": "constraint", "field": "spots", "path": "spots", "found": "", "expected": "Few spots"
