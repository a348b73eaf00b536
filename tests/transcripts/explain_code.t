The page of a message, by the code in its brackets.

    $ cantlie check --explain missing-unit
    ...

    $ cantlie check --explain [missing-unit] | head -2
    missing-unit: error
    A number stands without its unit.

    $ cantlie check --explain mising-unit
    cantlie: there is no message [mising-unit]; did you mean missing-unit?
    [2]

    $ cantlie check --explain unit-missing
    cantlie: there is no message [unit-missing]; did you mean missing-unit?
    [2]

    $ cantlie check --explain xyzzy
    cantlie: there is no message [xyzzy]; each message ends with its code in brackets
    [2]

It reads no rules, and rules without it are still needed.

    $ cantlie check --explain missing-unit rules/
    cantlie: --explain needs no rules: "rules/" is one word too many
    cantlie: `cantlie check --help` shows how it is used
    [2]

    $ cantlie check
    cantlie: something is missing: cantlie check RULES...
    cantlie: `cantlie check --help` shows how it is used
    [2]
