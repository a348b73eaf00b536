Test suites of others, where they are at hand: nothing is printed but
differences that nobody has named.

    $ tests/expressions.py 2> $TMP/count

The cohort of The Cancer Imaging Archive through examples/tcia.

    $ tests/tcia.py
