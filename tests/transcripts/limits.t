What takes too long is said, and counted; no part of it is shown. It is asked after
every so many steps (LIMIT_STEPS), so that a small excess is not seen.

    $ cd $TMP; (echo 'record patient'; echo '  id: text'; for i in $(seq 1 60); do echo "  a$i: yes/no"; done; for i in $(seq 1 30); do echo "treatment t$i"; done; for i in $(seq 1 30); do echo "rule r$i"; echo "  when a$i and (a$((i+1)) or not a$((i+2))) or not (a$((i+5)) and a$((i+9)) and a$((i+20)))" | sed 's/ and (a/ and (a/; s/) or not (/) or (not (/; s/$/)/; s/when \(a[0-9]* and ([^)]*)\)/when (\1)/'; echo "  then recommend t$i, contraindicate t$((31-i))"; done) > wide.rules; cantlie check wide.rules 2>&1 | tail -n 1
    cantlie: no errors: 1 file, 30 rules, 0 cases
    $ cd $TMP; printf '{"id": "A", "a1": true}\n{"id": "B"}\n' > p.ndjson; cantlie run wide.rules p.ndjson --as-of 2024-06-01 --limit-ms 1 --format csv | cut -c 1-60
    cantlie: A: the evaluation took more than 1 ms (--limit-ms) (p.ndjson:1)
    cantlie: B: the evaluation took more than 1 ms (--limit-ms) (p.ndjson:2)
    cantlie: 2 record errors in 2 of 2 patients; what is wrong counts as unknown
    patient,t1,t2,t3,t4,t5,t6,t7,t8,t9,t10,t11,t12,t13,t14,t15,t
    A,unreadable,unreadable,unreadable,unreadable,unreadable,unr
    B,unreadable,unreadable,unreadable,unreadable,unreadable,unr
    $ cd $TMP; cantlie run wide.rules p.ndjson --as-of 2024-06-01 --limit-ms 1 --jobs 2 --format states -o out.states; cat out.states | cut -c 1-12
    A UUUUUUUUUU
    B UUUUUUUUUU
    $ cd $TMP; cantlie run wide.rules p.ndjson --as-of 2024-06-01 --limit-ms 1 --format ndjson 2>/dev/null | $OLDPWD/tests/check_results.py
    2 results fit, 0 do not
    $ cd $TMP; cantlie run wide.rules p.ndjson --as-of 2024-06-01 --limit-ms 1 2>/dev/null | head -n 5
    A   evaluated 2024-06-01

    DATA       the evaluation took more than 1 ms (--limit-ms) (p.ndjson:1); not
               evaluated
    $ cd $TMP; cantlie explain wide.rules p.ndjson --patient A --as-of 2024-06-01 --limit-ms 1
    cantlie: A: the evaluation took more than 1 ms (--limit-ms) (p.ndjson:1)
    [3]
    $ cd $TMP; cantlie run wide.rules p.ndjson --as-of 2024-06-01 --limit-ms 100000 --format csv | cut -c 1-60
    patient,t1,t2,t3,t4,t5,t6,t7,t8,t9,t10,t11,t12,t13,t14,t15,t
    A,recommend|contraindicate|none?,recommend|contraindicate|no
    B,recommend|contraindicate|none?,recommend|contraindicate|no
    $ cd $TMP; (cat wide.rules; echo 'case "long"'; echo '  given a1 yes'; echo '  expect t1 undecided') > cases.rules; cantlie test cases.rules --limit-ms 1 --jobs 1
    FAIL  cases.rules:183  "long"
          trouble   it took more than 1 ms (--limit-ms)
          again     cantlie test cases.rules --filter long
    0 passed, 1 failed
    [1]
    $ cantlie run rules p.ndjson --limit-ms 0 | head -n 1
    cantlie: --limit-ms is a number from 1 to 3600000
    cantlie: `cantlie run --help` shows how it is used

Lists of thousands of which something is not known: what there is no time to try
counts as all that the rules' states allow (LIMIT_WORK).

    $ cd $TMP; (printf 'record patient\n  id: text\n  lesions: list of lesion\nrecord lesion\n  size: cm, 0 to 50\n  lobe: left | right\ntreatment t\n'; for i in $(seq 1 20); do printf 'rule r%s\n  when any lesion has (size > %s cm and lobe left)\n  then recommend t\n' $i $i; done) > les.rules; (printf '{"id": "A", "lesions": ['; for i in $(seq 1 3000); do printf '{"size": %s}, ' $((i % 40)); done; echo '{"size": 1}]}') > les.ndjson; cantlie run les.rules les.ndjson --as-of 2024-06-01 --format ndjson | grep -o '"verdict": "undecided", "exact": [a-z]*, "may_be": [[]{"verdict": "[a-z]*", "if": [a-z]*}, {"verdict": "[a-z]*", "if": [a-z]*}'
    "verdict": "undecided", "exact": false, "may_be": [{"verdict": "recommend", "if": null}, {"verdict": "none", "if": null}

The search for a change that would make a rule apply tries so many facts and
combinations, and says when there were more (LIMIT_CHANGES, LIMIT_CHANGE_FACTS).

    $ cd $TMP; (echo 'record patient'; echo '  id: text'; for i in $(seq 1 160); do echo "  a$i: yes/no"; done; echo 'treatment t'; for n in 4 80 160; do echo "rule r$n"; printf '  when a1'; for i in $(seq 2 $n); do printf ' and a%s' $i; done; echo; echo '  then t'; done) > near.rules; echo '{"id": "A"}' > near.json; for n in 4 80 160; do cantlie explain near.rules near.json r$n --as-of 2024-06-01 | grep -A 1 'No change'; done
      No change of up to three facts was found to make it apply.
      then t
      No change of up to three facts was found to make it apply, but not all were
          tried.
      No change of up to three facts was found to make it apply, but not all were
          tried.
    $ cd $TMP; for n in 4 80; do echo ":whynot r$n"; done | cantlie repl near.rules near.json --as-of 2024-06-01
    Patient A on 2024-06-01: 1 of 161 fields told.
    > :whynot r4
    r4: undetermined. No change of up to three facts was found to make it apply.
    > :whynot r80
    r80: undetermined. No change of up to three facts was found to make it apply,
      but not all were tried.

Limits of options: LIMIT_MILLISECONDS, LIMIT_JOBS.

    $ cd $TMP; for n in 3600000 3600001; do cantlie run near.rules near.json --as-of 2024-06-01 --limit-ms $n --format states 2>&1 | head -n 1; done
    A UUU
    cantlie: --limit-ms is a number from 1 to 3600000
    $ cd $TMP; for n in 256 257; do cantlie run near.rules near.json --as-of 2024-06-01 --jobs $n --format states 2>&1 | head -n 1; done
    A UUU
    cantlie: --jobs is a number from 1 to 256
    $ cd $TMP; for n in 256 257; do cantlie test cases.rules --jobs $n 2>&1 | tail -n 2 | head -n 1; done
    1 passed, 0 failed
    cantlie: --jobs is a number from 1 to 256

Limits of what is read: a line that is typed (LIMIT_LINE_BYTES), a FHIR document
(LIMIT_DOCUMENT_BYTES), results and snapshots (LIMIT_RESULT_BYTES).

    $ cd $TMP; (echo 'set a1 yes'; head -c 16777216 /dev/zero | tr '\0' ' '; echo; head -c 16777217 /dev/zero | tr '\0' ' '; echo 'a1'; echo a1) | cantlie repl near.rules near.json --as-of 2024-06-01 | sed 's/  *$//; s/^>/prompt:/' | tail -n 4
    prompt:
    prompt: (a line of more than 16 MiB is not read)
    prompt: a1
    yes
    $ cd $TMP; truncate -s 268435457 long.json; printf '{"resourceType": "Bundle", ' | dd of=long.json conv=notrunc 2>/dev/null; cantlie run $OLDPWD/rules long.json --mapping $OLDPWD/rules/fhir.rules --as-of 2024-06-01; rm long.json
    cantlie: long.json: a document of more than 256 MiB: split it by patients
    $ cd $TMP; truncate -s 2147483649 long.json; cantlie verify-result long.json near.rules near.json; cantlie snapshot near.rules near.json --check long.json; rm long.json
    cantlie: long.json: it is longer than 2 GiB: split it
    cantlie: the snapshot long.json: it is longer than 2 GiB

Patients are made up for a change of so many rules (LIMIT_DIFF_RULES), so many of
them (LIMIT_DIFF_PATIENTS), and while their evaluation does not take too long
(LIMIT_DIFF_WORK).

    $ cd $TMP; for n in 400 401; do (echo 'record patient'; echo '  a: yes/no'; echo '  b: yes/no'; echo 'treatment t'; for i in $(seq 1 $n); do echo "rule r$i"; echo '  when a'; echo '  then t'; done) > d.rules; sed '6s/a$/a and b/' d.rules > e.rules; cantlie diff d.rules e.rules 2>&1 >/dev/null | cut -c 1-70; done
    cantlie: patients are made up for at most 400 rules: name RECORDS to s
    $ cd $TMP; (echo 'record patient'; for i in $(seq 1 100); do echo "  x$i: 0 to 100"; done; echo 'treatment t'; for i in $(seq 1 100); do echo "rule r$i"; echo "  when x$i > 10 or x$i = 3"; echo '  then t'; done) > d.rules; sed 's/> 10/> 11/' d.rules > e.rules; cantlie diff d.rules e.rules 2>&1 >/dev/null | cut -c 1-70
    cantlie: patients were made up for some of the changes only, for each 

What `cantlie profile` keeps of a field: so many numbers for the median, of more every
second (LIMIT_MEDIAN), and so many texts (LIMIT_TEXTS). What `cantlie map` looks at: so
many rows (LIMIT_SAMPLE_ROWS).

    $ cd $TMP; printf 'record patient\n  id: text\n  x: number, 0 to 9\n  word: text\n' > v.rules; for n in 65536 65537; do (echo 'id,word'; seq 1 $n | sed 's/.*/&,w&/') > w.csv; cantlie profile w.csv --rules v.rules | grep word; done
    word                          65536        0        0        0   65536 or more different
    word                          65537        0        0        0   65536 or more different
    $ cd $TMP; (echo 'id,x'; seq 1 1100000 | sed 's/.*/&,1/') > x.csv; cantlie profile x.csv --rules v.rules | grep '^ *x ' | sed 's/  */ /g'
    x 1100000 0 0 0 1 to 1, median about 1
    $ cd $TMP; for n in 9999 10000; do (echo 'id,colour'; seq 1 $n | sed 's/.*/&,red/'; echo 0,blue) > m.csv; cantlie map m.csv --rules v.rules | grep colour; done
      #   "colour": "red" (9999), "blue" (1)
      #   "colour": "red" (10000)
