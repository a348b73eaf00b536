Input that breaks off, and runs that are broken off.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    > treatment cetuximab
    > KRAS wild-type -> cetuximab
    > END
    $ cd $TMP; i=0; while [ $i -lt 2000 ]; do i=$((i + 1)); echo '{"id": "P'$i'", "KRAS": "mutated"}'; done > $TMP/p.ndjson

A file that cannot be read, though it could be opened.

    $ cd $TMP; cantlie check /proc/self/mem
    cantlie: /proc/self/mem: it cannot be read
    [1]
    $ cd $TMP; cantlie fmt /proc/self/mem
    cantlie: /proc/self/mem: it cannot be read
    [4]
    $ cantlie fmt - <&-
    cantlie: standard input cannot be read
    [4]
    $ cd $TMP; cantlie run r.rules /proc/self/mem --as-of 2024-06-01
    cantlie: /proc/self/mem: it cannot be read
    [3]
    $ cd $TMP; cantlie run r.rules - --as-of 2024-06-01 <&-
    cantlie: standard input: it cannot be read
    [3]

Compressed data that break off: what came before counts, the status says so.

    $ cd $TMP; gzip -nc p.ndjson | head -c 3000 > cut.ndjson.gz; cantlie run r.rules cut.ndjson.gz --as-of 2024-06-01 --format csv >out.csv
    cantlie: cut.ndjson.gz: the compressed data break off
    [3]

A run that is interrupted, or killed, leaves nothing: no results under their name,
and no part of them beside.

    $ cd $TMP; mkfifo pipe; (exec 3>pipe; head -n 5 p.ndjson >&3; sleep 2) & cd $TMP; timeout -s INT 1 cantlie run r.rules - --as-of 2024-06-01 -o out.txt <pipe; echo "status $?"; ls out.txt* 2>/dev/null
    status 124
    [2]
    $ cd $TMP; echo before > out.txt; (exec 3>pipe; head -n 5 p.ndjson >&3; sleep 2) & cd $TMP; sh -c 'timeout -s KILL 1 cantlie run r.rules - --as-of 2024-06-01 -o out.txt <pipe; true' 2>/dev/null; ls out.txt*; cat out.txt
    out.txt
    before
    $ cd $TMP; head -n 1 p.ndjson | cantlie run r.rules - --as-of 2024-06-01 -o out.txt --format states; ls out.txt*; cat out.txt
    out.txt
    P1 F

A full disk, for each command that writes: a status, a message, and no file that
was not whole before.

    $ cd $TMP; echo 'case "one"' >> r.rules; echo '  given KRAS wild-type' >> r.rules; echo '  expect recommend cetuximab' >> r.rules; (echo id,KRAS; sed 's/[^P]*"\(P[0-9]*\)".*/\1,mutated/' p.ndjson) > t.csv; sed 's/:  */:       /' r.rules > wide.rules; echo before > out
    $ cd $TMP; for c in "run r.rules p.ndjson --format states" "run r.rules p.ndjson --format json" "convert p.ndjson --rules r.rules" "convert t.csv --rules r.rules --to csv" "snapshot r.rules p.ndjson" "diff r.rules wide.rules p.ndjson --format html" "map t.csv --rules r.rules" "doc r.rules --evidence"; do for o in /dev/full out; do (ulimit -f 0; cantlie $c -o $o 2>&1 | cut -c 1-70; ls out.*part* 2>/dev/null; cat out); done; done | sort | uniq -c | sed 's/^ *//'
    16 before
    8 cantlie: /dev/full could not be written (No space left on device): res
    8 cantlie: out could not be written (File too large): results are incomp
    $ cd $TMP; for c in "check wide.rules --list" "eval 1+1" "explain r.rules p.ndjson --patient P1 --as-of 2024-06-01" "test r.rules" "profile p.ndjson --rules r.rules" "fmt --diff wide.rules" "doc r.rules --evidence"; do cantlie $c > /dev/full 2>err; echo "$? $(cat err)" | cut -c 1-70; done
    5 cantlie: standard output could not be written (No space left on devi
    cantlie: no errors: 1 file, 1 rule, 1 case
    5 cantlie: standard output could not be written (No space left on devi
    5 cantlie: standard output could not be written (No space left on devi
    5 cantlie: standard output could not be written (No space left on devi
    5 cantlie: standard output could not be written (No space left on devi
    5 cantlie: standard output could not be written (No space left on devi
    cantlie: 1 of 1 file would change
    5 cantlie: standard output could not be written (No space left on devi
    $ cd $TMP; cp wide.rules before; (ulimit -f 0; cantlie fmt wide.rules); cmp wide.rules before; ls *.part 2>/dev/null
    cantlie: $TMP/wide.rules could not be written (File too large): results are incomplete
    cantlie: 0 of 1 file changed
    [2]
    $ cd $TMP; (ulimit -f 0; printf 'KRAS wild-type\n' | cantlie ask r.rules -o out >/dev/null); cat out
    cantlie: out could not be written (File too large): results are incomplete
    before
    $ cd $TMP; (ulimit -f 0; printf 'treatment x\n:save out.rules\n:case "two" wide.rules\n:case "two" /dev/full\n' | cantlie repl r.rules --as-of 2024-06-01 2>&1 | grep cantlie:); ls out.rules*; cmp wide.rules before
    cantlie: out.rules could not be written (File too large): results are incomplete
    cantlie: $TMP/wide.rules could not be written (File too large): results are incomplete
    cantlie: /dev/full could not be written (No space left on device): results are incomplete
    ls: cannot access 'out.rules*': No such file or directory
    $ cd $TMP; chmod 640 wide.rules; ln -s wide.rules link.rules; printf ':case "two" link.rules\n' | cantlie repl r.rules --as-of 2024-06-01 2>&1 | tail -n 1; stat -c %a wide.rules; test -L link.rules && tail -n 3 wide.rules
    added to link.rules
    640
      as of     2024-06-01
      expect    cetuximab undecided needing KRAS,
                nothing else
