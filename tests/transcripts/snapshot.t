Golden results of a cohort: one line a patient, to keep in version control.

    $ cat > $TMP/r.rules <<END
    > guideline "Small" version "1"
    > record patient
    >   id:    text
    >   KRAS:  wild-type | mutated
    >   ECOG:  0 to 5
    >   weeks: number, 0 to 100
    > treatment cetuximab
    > treatment LT
    > rule SECA
    >   when ECOG <= 1 and weeks >= 6
    >   then LT candidate
    > rule resistant
    >   when KRAS mutated
    >   then contraindicate cetuximab
    > rule sensitive
    >   when KRAS wild-type
    >   then recommend cetuximab
    > score risk
    >   1 if weeks < 6
    > END
    $ cat > $TMP/p.ndjson <<END
    > {"id": "P1", "ECOG": 1, "weeks": 7, "KRAS": "mutated"}
    > {"id": "P 2", "ECOG": 2, "KRAS": "mutatd"}
    > {"id": "P3", "ECOG": 0, "weeks": 2, "KRAS": "wild-type"}
    > {"id": "P3", "ECOG": 0, "weeks": 6, "KRAS": "wild-type"}
    > nonsense
    > END
    $ cd $TMP; cantlie snapshot r.rules p.ndjson --as-of 2024-06-01 -o golden
    [3]
    $ cat $TMP/golden
    cantlie-snapshot 1
    guideline Small
    version 1
    rules sha256:1996dfa46cca478a5dab35268592943569afc26b9bce7c58231d8390db6004c2
    as-of 2024-06-01
    records sha256:de00b07bff3884d5d43735e2f8123ecbc537c57880893061271039b53deafb06 p.ndjson

    P1 cetuximab=contraindicate LT=candidate risk=0 errors=0
    P%202 cetuximab=undecided(recommend|contraindicate) risk=0..1 errors=1
    P3 cetuximab=recommend risk=1 errors=0
    P3 cetuximab=recommend LT=candidate risk=0 errors=0
    p.ndjson:5 unreadable=yes errors=1
    $ cd $TMP; cantlie snapshot r.rules p.ndjson --check golden
    0 of 5 patients changed (as of 2024-06-01)

A change of the rules shows with those whom it touches.

    $ cd $TMP; sed 's/weeks >= 6/weeks >= 8/; s/contraindicate/avoid/' r.rules > new.rules; cantlie snapshot new.rules p.ndjson --check golden
    The rules are not those of the snapshot.

    3 of 5 patients changed (as of 2024-06-01)

      no rule concludes it now
        LT                      candidate -> nothing  2  P1 P3

      now by resistant
        cetuximab               contraindicate -> avoid  1  P1

      now by resistant, sensitive
        cetuximab               undecided(recommend|contraindicate) ->
                                undecided(recommend|avoid)  1  P 2

    VERDICTS FROM AND TO
      from \ to                   nothing             avoid         undecided
      candidate                         2                 0                 0
      contraindicate                    0                 1                 0
      undecided                         0                 0                 1
    [1]

So do other records, one more and one less.

    $ cd $TMP; sed 's/"P 2"/"P2"/; s/"weeks": 2/"weeks": 20/' p.ndjson > q.ndjson; cantlie snapshot r.rules q.ndjson --check golden
    The records of q.ndjson are not those of the snapshot.

    5 of 5 patients changed (as of 2024-06-01)

      other patients
        patient                 not there -> there  2  P2 q.ndjson:5
        patient                 there -> not there  2  P%202 p.ndjson:5

      now by SECA
        LT                      nothing -> candidate  1  P3

      risk
        risk                    1 -> 0  1  P3

    VERDICTS FROM AND TO
      from \ to                 candidate
      nothing                           1
    [1]

Other rules, an older format, another day, and what is no snapshot are refused.

    $ cd $TMP; sed 's/"Small"/"Large"/' r.rules > other.rules; cantlie snapshot other.rules p.ndjson --check golden
    cantlie: golden is a snapshot of other rules: of "Small", not of "Large"
    [2]
    $ cd $TMP; sed 's/^cantlie-snapshot 1/cantlie-snapshot 0/' golden > older; cantlie snapshot r.rules p.ndjson --check older
    cantlie: older: it is a snapshot of format 0, and this program has format 1: make it anew with -o
    [2]
    $ cd $TMP; cantlie snapshot r.rules p.ndjson --check golden --as-of 2024-06-02
    cantlie: the snapshot is of another day; leave --as-of out
    cantlie: `cantlie snapshot --help` shows how it is used
    [2]
    $ cd $TMP; cantlie snapshot r.rules p.ndjson --check p.ndjson
    cantlie: p.ndjson: it is no snapshot of cantlie
    [2]
    $ cd $TMP; cantlie snapshot r.rules p.ndjson --check nowhere
    cantlie: the snapshot nowhere: there is no such file
    [2]
    $ cd $TMP; cantlie snapshot r.rules - --as-of 2024-06-01 < p.ndjson
    cantlie: a snapshot is of record files: give a file, not -
    cantlie: `cantlie snapshot --help` shows how it is used
    [2]
