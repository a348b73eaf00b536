The page on what the rules carry of their sources is kept beside the rules.
When this differs: cantlie doc rules/ --evidence -o doc/review-coverage.md

    $ cantlie doc rules/ --evidence | diff doc/review-coverage.md -

It has to be said which page is wanted.

    $ cantlie doc rules/
    cantlie: which page? write --evidence
    cantlie: `cantlie doc --help` shows how it is used
    [2]

Rules that cannot be used give no page.

    $ cantlie doc examples/wrong/names.rules --evidence 2>&1 | tail -n 1
    ...
