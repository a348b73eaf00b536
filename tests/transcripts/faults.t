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
