On a terminal: completion, Ctrl-C, history, a narrow window, Ctrl-D.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    >   CEA:  ug/L, 0 to 100000
    > treatment cetuximab
    > END
    $ tests/terminal.py "$(command -v cantlie)" $TMP/r.rules
    right
