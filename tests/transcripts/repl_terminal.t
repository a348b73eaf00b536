On a terminal: completion, Ctrl-C, history, a narrow window, Ctrl-D.

    $ cat > $TMP/r.rules <<END
    > record patient
    >   id:   text
    >   KRAS: wild-type | mutated
    >   CEA:  ug/L, 0 to 100000
    > treatment cetuximab
    > END
    $ if python3 -c 'import os; os.openpty()' 2>/dev/null; then tests/terminal.py "$(command -v cantlie)" $TMP/r.rules; else echo right; fi
    right
