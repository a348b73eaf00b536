Colour on a terminal, and only there (needs a terminal).

    $ printf 'record patient\n  KRAS: wild-type | mutated\ntreatment T\nrule R when KRAS mutatd then T\n' > $TMP/c.rules
    $ cat > $TMP/on-terminal <<END
    > python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "\$@" </dev/null | tr -d '\r' | sed "s/\$(printf '\\033')/<ESC>/g"
    > END
    $ cd $TMP; NO_COLOR= TERM=xterm sh on-terminal cantlie check c.rules
    <ESC>[1mc.rules:4:18:<ESC>[0m <ESC>[1;31merror:<ESC>[0m KRAS cannot be "mutatd" [unknown-choice]
        4 | rule R when KRAS mutatd then T
          |                  <ESC>[1;31m^^^^^^<ESC>[0m did you mean "mutated"?
    c.rules:2:3: KRAS is wild-type | mutated
    cantlie: 1 error, 0 warnings
    $ cd $TMP; NO_COLOR=1 TERM=xterm sh on-terminal cantlie check c.rules 2>&1 | grep error:
    c.rules:4:18: error: KRAS cannot be "mutatd" [unknown-choice]
    $ cd $TMP; NO_COLOR= TERM=dumb sh on-terminal cantlie check c.rules 2>&1 | grep error:
    c.rules:4:18: error: KRAS cannot be "mutatd" [unknown-choice]
    $ cd $TMP; NO_COLOR= TERM=xterm cantlie check c.rules 2>&1 | grep error:
    c.rules:4:18: error: KRAS cannot be "mutatd" [unknown-choice]
    $ cd $TMP; sed -i 's/mutatd/mutated/' c.rules; echo '{"id": "P", "KRAS": "mutated"}' > p.json
    $ cd $TMP; NO_COLOR= TERM=xterm sh on-terminal cantlie run c.rules p.json --as-of 2024-06-01
    P   evaluated 2024-06-01

    <ESC>[1mRECOMMENDED<ESC>[0m
      T                                   R
          KRAS mutated
    $ cd $TMP; NO_COLOR= TERM=xterm cantlie run c.rules p.json --as-of 2024-06-01 | sed -n 1,3p
    P   evaluated 2024-06-01

    RECOMMENDED
