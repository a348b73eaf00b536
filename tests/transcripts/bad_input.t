What hostile or unlucky input gets: a clear message with place, cause and mend.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    >   CEA:  ug/L, 0 to 1000
    > treatment cetuximab
    > KRAS wild-type -> cetuximab
    > END

Rule files.

    $ : > $TMP/empty.rules; cantlie check $TMP/empty.rules
    $TMP/empty.rules:1:1: warning: this file holds no rules [empty-file]
          | nothing but blanks and comments
    cantlie: 0 errors, 1 warning
    $ mkdir $TMP/folder; cantlie check $TMP/folder
    cantlie: $TMP/folder: this folder holds no file that ends in .rules
    [1]
    $ cantlie check $TMP/missing.rules
    cantlie: $TMP/missing.rules: there is no such file
    [1]
    $ cantlie run $TMP/missing.rules $TMP/p.json
    cantlie: there is no file or folder $TMP/p.json
    [2]
    $ printf '\177ELF\2\1\1\0\0\0\0\0\220\220' > $TMP/binary.rules; cantlie check $TMP/binary.rules
    $TMP/binary.rules:1:8: error: this file holds NUL bytes: it is not text [nul-byte]
        1 |  ELF        ��
          |        ^ save it as plain text in UTF-8
    cantlie: 1 error, 0 warnings
    [1]
    $ printf 'treatment caf\351\n' > $TMP/latin.rules; cantlie check $TMP/latin.rules
    $TMP/latin.rules:1:14: error: this is not UTF-8 text (byte 0xE9) [bad-utf8]
        1 | treatment caf�
          |              ^ save the file as UTF-8
    cantlie: 1 error, 0 warnings
    [1]
    $ printf 'treatment a\0b\n' > $TMP/nul.rules; cantlie check $TMP/nul.rules
    $TMP/nul.rules:1:12: error: this file holds NUL bytes: it is not text [nul-byte]
        1 | treatment a b
          |            ^ save it as plain text in UTF-8
    cantlie: 1 error, 0 warnings
    [1]
    $ sed 's/$/\r/' $TMP/r.rules > $TMP/crlf.rules; cantlie check $TMP/crlf.rules
    cantlie: no errors: 1 file, 1 rule, 0 cases
    $ (printf '\357\273\277'; cat $TMP/r.rules) > $TMP/bom.rules; cantlie check $TMP/bom.rules
    cantlie: no errors: 1 file, 1 rule, 0 cases
    $ printf 'source s "never closed\ntreatment a\n' > $TMP/quote.rules; cantlie check $TMP/quote.rules
    $TMP/quote.rules:1:10: error: this quote is not closed [unclosed-quote]
        1 | source s "never closed
          |          ^ close it on the same line
    cantlie: 1 error, 0 warnings
    [1]
    $ (cat $TMP/r.rules; head -c 100000 /dev/zero | tr '\0' '('; echo 'KRAS mutated -> cetuximab') > $TMP/deep.rules; cantlie check $TMP/deep.rules
    $TMP/deep.rules:7:5998: error: this is nested more than 500 deep [nested-too-deeply]
        7 | ...((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((...
          |                                    ^
          | give parts of it a name with `define`
    cantlie: 1 error, 0 warnings
    [1]
    $ (cat $TMP/r.rules; head -c 40000000 /dev/zero | tr '\0' '#') > $TMP/long.rules; cantlie check $TMP/long.rules
    $TMP/long.rules:1:1: error: this file is too long for rules: over 32 MiB [file-too-long]
        1 | record patient
          | ^ at most 32 MiB: split it and `use` the parts
    cantlie: 1 error, 0 warnings
    [1]
    $ (cat $TMP/r.rules; seq -f 'treatment t%.0f' 1 200100) > $TMP/many.rules; cantlie check $TMP/many.rules
    $TMP/many.rules:200004:1: error: this rule set has more than 200000 items [too-many-items]
    200004| treatment t199998
          | ^^^^^^^^^ the rest is not read
    cantlie: 1 error, 0 warnings
    [1]

Records.

    $ states() { cantlie run $TMP/r.rules "$@" --format states; }
    > : > $TMP/empty.json; states $TMP/empty.json
    cantlie: $TMP/empty.json: it is empty: it holds no records
    [3]
    $ states() { cantlie run $TMP/r.rules "$@" --format states; }
    > states $TMP/missing.json
    cantlie: there is no file or folder $TMP/missing.json
    [2]
    $ cantlie run $TMP/r.rules $TMP/folder --format states
    cantlie: the folder $TMP/folder holds no records (.json .ndjson .jsonl .csv .tsv, or .gz of the last four)
    [2]
    $ printf '{"id": "A", "KRAS": "mut' > $TMP/cut.json; cantlie run $TMP/r.rules $TMP/cut.json --format states
    $TMP/cut.json:1 U
    cantlie: "{": JSON: it breaks off: the input ends within it ($TMP/cut.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ printf '[{"id": "A"}, {"id": "B", "KRAS": ' > $TMP/cut2.json; cantlie run $TMP/r.rules $TMP/cut2.json --format states
    A U
    $TMP/cut2.json[2] U
    cantlie: "{": JSON: it breaks off: the input ends within it ($TMP/cut2.json[2])
    cantlie: $TMP/cut2.json: it ends within its array: "]" is missing
    cantlie: 1 record error in 1 of 2 patients; what is wrong counts as unknown
    [3]
    $ (head -c 10000 /dev/zero | tr '\0' '['; echo) > $TMP/deep.ndjson; cantlie run $TMP/r.rules $TMP/deep.ndjson --format states
    $TMP/deep.ndjson[1] U
    cantlie: "[": JSON: it breaks off: the input ends within it ($TMP/deep.ndjson[1])
    cantlie: $TMP/deep.ndjson: it ends within its array: "]" is missing
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ (printf '{"id": "A", "KRAS": '; head -c 10000 /dev/zero | tr '\0' '['; echo) > $TMP/deep2.ndjson; cantlie run $TMP/r.rules $TMP/deep2.ndjson --format states
    $TMP/deep2.ndjson:1 U
    cantlie: "the end": JSON: a closing bracket is missing, or something stands behind it (column 10021) ($TMP/deep2.ndjson:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ echo '{"id": "A", "KRAS": "mutated", "KRAS": "wild-type"}' > $TMP/twice.json; cantlie run $TMP/r.rules $TMP/twice.json --format states
    A U
    cantlie: A: KRAS "wild-type", expected one value: the field stands twice ($TMP/twice.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ echo '{"id": "A", "CEA": 1e400}' > $TMP/huge.json; cantlie run $TMP/r.rules $TMP/huge.json --format states
    A U
    cantlie: A: CEA "1e400", expected 0 to 1000 ug/L (the number is beyond what can be held) ($TMP/huge.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ echo '{"id": "A", "CEA": 99999999999999999999}' > $TMP/huge2.json; cantlie run $TMP/r.rules $TMP/huge2.json --format states
    A U
    cantlie: A: CEA "99999999999999999999", expected 0 to 1000 ug/L (the number is beyond what can be held) ($TMP/huge2.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ echo '{"id": "A", "CEA": NaN}' > $TMP/nan.json; cantlie run $TMP/r.rules $TMP/nan.json --format states
    $TMP/nan.json:1 U
    cantlie: "NaN": JSON: this is no JSON value (column 20) ($TMP/nan.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ printf '{"id": "A\377"}\n{"id": "B"}\n' > $TMP/bytes.ndjson; cantlie run $TMP/r.rules $TMP/bytes.ndjson --format states
    $TMP/bytes.ndjson:1 U
    B U
    cantlie: "byte FF": JSON: it is not UTF-8 (column 10) ($TMP/bytes.ndjson:1)
    cantlie: 1 record error in 1 of 2 patients; what is wrong counts as unknown
    [3]
    $ printf '{"id": "A\0"}\n' > $TMP/nul.json; cantlie run $TMP/r.rules $TMP/nul.json --format states
    $TMP/nul.json:1 U
    cantlie: "the end": JSON: a string holds a control character (or is not closed) (column 13) ($TMP/nul.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ printf '\177ELF\2\1\1\0\0\0\0\0\220\220' > $TMP/binary.json; cantlie run $TMP/r.rules $TMP/binary.json --format states
    $TMP/binary.json:1 U
    cantlie: "byte 90": JSON: it is not UTF-8 (column 13) ($TMP/binary.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ printf '\357\273\277{"id": "A"}\r\n' > $TMP/bom.json; cantlie run $TMP/r.rules $TMP/bom.json --format states
    A U
    $ printf '\037\213broken' > $TMP/broken.ndjson.gz; cantlie run $TMP/r.rules $TMP/broken.ndjson.gz --format states
    cantlie: $TMP/broken.ndjson.gz: the compressed data are damaged
    [3]

A folder that cannot be read (root reads everything, so it is taken away).

    $ if [ "$(id -u)" = 0 ]; then echo 'cantlie: the folder $TMP/closed cannot be read: Permission denied'; else
    > mkdir -m 000 $TMP/closed; cantlie run $TMP/r.rules $TMP/closed; fi
    cantlie: the folder $TMP/closed cannot be read: Permission denied

A full disk, a closed pipe: the status says that the results are not whole.

    $ cantlie run rules/ examples/cohort --as-of 2024-06-01 --format ndjson > /dev/full
    cantlie: standard output could not be written (No space left on device): results are incomplete
    [5]
    $ cantlie run rules/ examples/cohort --as-of 2024-06-01 --format ndjson -o /dev/full
    cantlie: /dev/full could not be written (No space left on device): results are incomplete
    [5]
    $ cantlie run rules/ examples/cohort --as-of 2024-06-01 -o $TMP/nowhere/out.txt
    cantlie: $TMP/nowhere/out.txt cannot be written: No such file or directory
    [5]
    $ cantlie check --help > /dev/full
    cantlie: standard output could not be written (No space left on device): results are incomplete
    [5]
    $ { cantlie run rules/ examples/cohort --as-of 2024-06-01 --format ndjson; echo "status $?" >&2; } | true
    cantlie: standard output was closed before all results were written
    status 5

An id or a value cannot write to the terminal, nor shift a column.

    $ printf '{"id": "\\u001b[31mA B", "KRAS": "\\u001b]0;x\\u0007"}\n' > $TMP/escape.json
    $ cd $TMP; cantlie run r.rules escape.json --as-of 2024-06-01
    ?[31mA B   evaluated 2024-06-01

    UNDECIDED
      cetuximab                           recommended if KRAS is wild-type;
                                          otherwise nothing. Not known: KRAS
          by KRAS wild-type -> cetuximab
    ASK NEXT   KRAS (for 1 verdict)
    DATA       KRAS "?]0;x?", expected wild-type | mutated (escape.json:1); counts
               as unknown
    cantlie: ?[31mA B: KRAS "?]0;x?", expected wild-type | mutated (escape.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ cantlie run $TMP/r.rules $TMP/escape.json --format states 2>$TMP/null
    ?[31mA_B U
    [3]

HbA1c in mmol/mol is not HbA1c in % by another name: it is refused, not converted.

    $ printf 'record patient\n  id: text\n  HbA1c: %%\ntreatment insulin\nrule r when HbA1c > 8 %% then recommend insulin\n' > $TMP/h.rules
    $ echo '{"id": "A", "HbA1c": "75 mmol/mol"}' > $TMP/h.json
    $ cantlie run $TMP/h.rules $TMP/h.json --as-of 2024-06-01
    A   evaluated 2024-06-01

    UNDECIDED
      insulin                             recommended if HbA1c > 8 %; otherwise
                                          nothing. Not known: HbA1c
          by r
    ASK NEXT   HbA1c (for 1 verdict)
    DATA       HbA1c "75 mmol/mol", expected a number in % (mmol/mol does not
               convert into it) ($TMP/h.json:1); counts as unknown
    cantlie: A: HbA1c "75 mmol/mol", expected a number in % (mmol/mol does not convert into it) ($TMP/h.json:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
    $ printf 'id,HbA1c [mmol/mol]\nA,75\n' > $TMP/h.csv
    $ cantlie run $TMP/h.rules $TMP/h.csv --as-of 2024-06-01
    A   evaluated 2024-06-01

    UNDECIDED
      insulin                             recommended if HbA1c > 8 %; otherwise
                                          nothing. Not known: HbA1c
          by r
    ASK NEXT   HbA1c (for 1 verdict)
    DATA       HbA1c "HbA1c [mmol/mol]", expected a unit that converts into %
               ($TMP/h.csv:1); counts as unknown
    cantlie: A: HbA1c "HbA1c [mmol/mol]", expected a unit that converts into % ($TMP/h.csv:1)
    cantlie: 1 record error in 1 of 1 patients; what is wrong counts as unknown
    [3]
