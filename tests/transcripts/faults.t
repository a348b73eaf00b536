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

A run that is interrupted leaves no results under their name: what it had written
lies beside, and is called a part.

    $ cd $TMP; mkfifo pipe; (exec 3>pipe; head -n 5 p.ndjson >&3; sleep 2) & cd $TMP; timeout -s INT 1 cantlie run r.rules - --as-of 2024-06-01 -o out.txt <pipe; echo "status $?"; ls out.txt* 2>&1 | sed 's/[0-9][0-9]*/N/'
    status 124
    out.txt.N.part
