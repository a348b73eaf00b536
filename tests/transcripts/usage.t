How the program is used, and what it says when it is used wrongly.

    $ cantlie
    cantlie: which command? `cantlie help` lists them
    [2]
    $ cantlie --version
    cantlie 0.1.0
    $ cantlie help
    cantlie COMMAND ...

    A rule language for clinicians. Missing data stays unknown, and every verdict
    says why.

    Commands
      check          read rules and say what is wrong with them
      run            apply rules to patient records
      explain        why, and why not, for one patient
      eval           evaluate one expression
      test           run the cases of the rules
      fmt            put rule files into the one layout
      doc            what the rules carry of their sources, as a page
      convert        write records as Cantlie understands them
      profile        count what records hold, field by field
      map            draft a mapping for a table
      diff           what a change of the rules changes
      snapshot       golden results of a cohort, to keep and compare
      verify-result  whether a kept result is what the rules say of the record
      repl           try rules on a patient, line by line
      ask            ask only what can still change a verdict

    `cantlie COMMAND --help` shows how one is used, with an example.
    `cantlie --sandbox COMMAND ...` may read what is named and print, nothing else.

    Exit status: 0 done; 1 check or test found something; 2 wrong usage; 3 records
    had errors (all were evaluated); 4 the rules could not be used; 5 output could
    not be written, results are incomplete.
    $ cantlie run --help
    cantlie run RULES RECORDS... [options]

    Evaluates each patient of the records and prints the verdicts. RULES is a rule
    file or a folder of them; RECORDS are files, folders, or - for standard input:
    JSON, NDJSON, CSV or TSV, the last three also as .gz.

    Text is a note a patient; json one array, ndjson an object a line, csv a row with
    a column a treatment, states a letter a rule (T applies, F is held, U is
    undetermined). --summary alone prints only the summary.

    Options
      --as-of DATE        evaluate for that day, not for today
      --format FORMAT     text (the start), json, ndjson, csv or states
      --explain           with text: the proofs below each note
      --facts             with json, ndjson: each fact, with its date and source
      --only NAME,...     only these treatments, rules, tables, scores
      --jobs N            threads; the output is the same for any number
      --limit-ms N        give up a record whose evaluation takes longer
      --strict            stop at the first record error; undated is unknown
      --summary           count verdicts and the facts they wait for
      --mapping FILE      read tables by the mapping of that file (or: none)
      --encoding NAME     of tables: utf-8, latin-1, windows-1252
      --timing            say on standard error where the time goes
      -o FILE             write there; the file appears when whole
      --help              this text

    Example
      cantlie run rules/ examples/cohort/patients.ndjson --as-of 2024-06-01 --summary
    $ cantlie help check
    cantlie check RULES... [options]

    Reads rule files, or folders of them, and prints every message: the place, what
    is wrong, and how to mend it. Exit status 1 if there are errors.

    Options
      --format FORMAT     text (the start) or json
      --werror            warnings count as errors
      --list              print the names of the rules, one a line
      --explain CODE      what a message means, by the code in its brackets
      --help              this text

    Example
      cantlie check rules/
      cantlie check --explain missing-unit
    $ cantlie explain --help | tail -2
    Example
      cantlie explain rules/ examples/patients/undecided.json cetuximab

A command or option that is not there: the nearest one is named.

    $ cantlie chekc rules/
    cantlie: there is no command "chekc"; did you mean "check"?
    [2]
    $ cantlie frobnicate
    cantlie: there is no command "frobnicate"; `cantlie help` lists them
    [2]
    $ cantlie help runn
    cantlie: there is no command "runn"; did you mean "run"?
    [2]
    $ cantlie run rules/ examples/cohort --as-off 2024-06-01
    cantlie: there is no option --as-off; did you mean --as-of?
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie check rules/ --wall
    cantlie: there is no option --wall
    cantlie: `cantlie check --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --format xml
    cantlie: --format is one of: text, json, ndjson, csv, states
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --format
    cantlie: --format needs its FORMAT
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --format csv --format=json
    cantlie: --format is given twice
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --strict=yes
    cantlie: --strict takes no value
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/
    cantlie: something is missing: cantlie run RULES RECORDS...
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie eval 1 2
    cantlie: one word too many: "2" (write cantlie eval 'EXPR' --rules RULES --record FILE)
    cantlie: `cantlie eval --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --jobs 0
    cantlie: --jobs is a number from 1 to 256
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --jobs many
    cantlie: --jobs is a number from 1 to 256
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --as-of 2024-02-30
    cantlie: --as-of: there is no day 2024-02-30 (years 1800 to 2200)
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --as-of yesterday
    cantlie: --as-of needs a day such as 2024-06-01, not "yesterday"
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --format csv --explain
    cantlie: --explain goes with text; `cantlie explain` explains one patient
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --only cetuximabb
    cantlie: no treatment, rule, table or score is called "cetuximabb"; did you mean cetuximab?
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ examples/cohort --format states --only cetuximab
    cantlie: --only names no rule, and states are of rules
    cantlie: `cantlie run --help` shows how it is used
    [2]
    $ cantlie run rules/ - -
    cantlie: standard input (-) can be read only once
    [2]

After `--` nothing is an option; a number is none either.

    $ cantlie eval -- -1
    -1
    $ cantlie eval '-1 cm + 2 mm'
    -0.8 cm
