A session shows where each fact comes from; a patient needs a file to be in.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id: text
    >   CEA: ug/L
    >   lesions: list of lesion
    > record lesion
    >   size: cm, 0 to 50
    > treatment x
    > rule a when CEA > 5 ug/L then recommend x
    > END
    $ echo '{"id":"A","CEA":{"value":80,"date":"2024-05-01","source":"lab"},"lesions":[{"size":2}]}' > $TMP/p.json
    $ printf ':record\n' | cantlie repl $TMP/r.rules $TMP/p.json --as-of 2024-06-01
    Patient A on 2024-06-01: 3 of 3 fields told.
    > :record
    Patient A on 2024-06-01: 3 of 3 fields told.
      CEA 80 ug/L (2024-05-01, lab)
      lesions { size 2 cm }
    $ printf 'id,CEA [ug/L]\nA,80\n' > $TMP/p.csv
    $ printf ':record\n' | cantlie repl $TMP/r.rules $TMP/p.csv --as-of 2024-06-01
    Patient A on 2024-06-01: 2 of 3 fields told.
    > :record
    Patient A on 2024-06-01: 2 of 3 fields told.
      CEA 80 ug/L ($TMP/p.csv:2 column CEA [ug/L])
    $ cantlie eval CEA --rules $TMP/r.rules --patient A
    cantlie: --patient A of which file? add --record FILE
    cantlie: `cantlie eval --help` shows how it is used
    [2]
    $ cantlie run $TMP/p.json $TMP/r.rules
    $TMP/p.json:1:1: error: this looks like a file of records (JSON), not of rules [records-not-rules]
        1 | {"id":"A","CEA":{"value":80,"date":"2024-05-01","source":"lab"},"lesi...
          | ^ name the rules first, then the records: cantlie run RULES RECORDS
    cantlie: the rules cannot be used: 1 error
    [4]
