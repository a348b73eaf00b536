Rules and records of strangers: `--sandbox` lets the kernel (Linux 5.13 or later)
refuse everything but reading what is named and printing.

    $ cat > $TMP/r.rules <<END
    > use "more.rules"
    > KRAS wild-type -> cetuximab
    > END
    $ cat > $TMP/more.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    > treatment cetuximab
    > END
    $ cd $TMP; mkdir records; echo '{"id": "A", "KRAS": "wild-type"}' > records/a.ndjson
    $ cd $TMP; cantlie --sandbox run r.rules records --as-of 2024-06-01 --format states
    A T
    $ cd $TMP; cat records/a.ndjson | cantlie --sandbox run r.rules - --as-of 2024-06-01 --format states --jobs 3
    A T
    $ cd $TMP; cantlie --sandbox explain r.rules records/a.ndjson cetuximab | head -n 3 | tail -n 1
    cetuximab: recommended

No file is written, and none is read that is not named or beside a named rule file.

    $ cd $TMP; cantlie --sandbox run r.rules records -o out; ls out 2>/dev/null
    cantlie: out cannot be written: Operation not permitted
    [2]
    $ cd $TMP; echo 'use "/etc/passwd"' > spy.rules; cantlie --sandbox check spy.rules
    spy.rules:1:5: error: /etc/passwd: it may not be read (no permission) [use-not-found]
        1 | use "/etc/passwd"
          |     ^^^^^^^^^^^^^ the path is seen from this file's folder
    cantlie: 1 error, 0 warnings
    [1]
    $ cd $TMP; ln -s /etc/passwd records/b.csv; cantlie --sandbox run r.rules records --as-of 2024-06-01 --format states
    A T
    cantlie: records/b.csv: it may not be read (no permission)
    [3]
    $ cd $TMP; cantlie --sandbox fmt r.rules --check; echo '  KRAS mutated -> cetuximab' | cantlie --sandbox fmt - 2>&1 | tail -n 1
    KRAS mutated -> cetuximab
    $ cantlie --sandbox --sandbox version | head -c 40
    cantlie: there is no sandbox here: this kernel lacks Landlock or seccomp (Operation not permitted)
    $ cantlie --sandbox
    cantlie: which command? `cantlie help` lists them
    [2]
