The workload that `make bench` measures, with its answers. They were not made
by the program: an evaluator written apart from it gave them.

    $ cantlie check tests/bench/workload.rules
    cantlie: no errors: 1 file, 24 rules, 0 cases
    $ cantlie run tests/bench/workload.rules tests/bench/sample.ndjson \
    >   --as-of 2024-06-01 --format states | cmp - tests/bench/sample.states
    $ cantlie run tests/bench/workload.rules tests/bench/sample.ndjson \
    >   --as-of 2024-06-01 --format states --jobs 3 |
    >   cmp - tests/bench/sample.states

Timing reads a clock, and changes no result; a rule's time is its own.

    $ cantlie run tests/bench/workload.rules tests/bench/sample.ndjson \
    >   --as-of 2024-06-01 --format states --timing 2>$TMP/timing |
    >   cmp - tests/bench/sample.states
    $ sed -n '2,5s/  *[0-9].*//p' $TMP/timing
      reading
      evaluating
      writing
      the rest
    $ grep -c ' us  R[0-9]*$' $TMP/timing
    8
    $ cantlie run tests/bench/workload.rules tests/bench/sample.ndjson \
    >   --as-of 2024-06-01 --format csv --timing 2>&1 >$TMP/csv |
    >   grep costliest
    costliest rules, each by itself, over the first 50 patients:
    costliest conditions, each by itself, over the first 50 patients:

The sample is what its generator makes, and through the verdicts the states
are the same.

    $ tests/bench/patients.py 50 | cmp - tests/bench/sample.ndjson
    $ cantlie run tests/bench/workload.rules tests/bench/sample.ndjson \
    >   --as-of 2024-06-01 --format ndjson | python3 -c 'import json, sys
    > for line in sys.stdin:
    >     patient = json.loads(line)
    >     letters = {"applies": "T", "held": "F", "undetermined": "U"}
    >     states = patient["states"].values()
    >     print(patient["patient"], "".join(letters[s] for s in states))' |
    >   cmp - tests/bench/sample.states

Where that evaluator is at hand, it is asked about more patients.

    $ tests/bench/oracle.sh "$(command -v cantlie)" 2000 |
    >   grep -xE 'no oracle here|the same for twice 2000 patients' | wc -l
    1
