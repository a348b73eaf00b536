Members of a group that unknown facts may yet exclude are named wherever the
group's members are.

    $ cat > $TMP/g.rules <<END
    > record patient
    >   RAS-mutated: yes/no
    >   allergic: yes/no
    >   BRAF: wild-type | mutated
    > treatment anti-EGFR "Anti-EGFR antibody"
    > treatment cetuximab "Cetuximab" member of anti-EGFR
    > treatment panitumumab "Panitumumab" member of anti-EGFR
    > treatment biosimilar member of anti-EGFR
    > rule useful when not RAS-mutated then recommend anti-EGFR
    > rule allergy when allergic then avoid cetuximab
    > rule one when BRAF wild-type then avoid panitumumab
    > rule other when BRAF mutated then avoid panitumumab
    > END
    $ echo '{"id": "P", "RAS-mutated": false}' > $TMP/p.json
    $ cantlie run $TMP/g.rules $TMP/p.json --as-of 2024-06-01
    P   evaluated 2024-06-01

    RECOMMENDED
      Anti-EGFR antibody                  useful
          one of: Cetuximab, Panitumumab or biosimilar
          Cetuximab may yet be out. Not known: allergic
          Panitumumab will be out, whatever is not known
          not RAS-mutated
    NOT
      Panitumumab                         avoided: one (perhaps), other (perhaps)
    $ cantlie run $TMP/g.rules $TMP/p.json --as-of 2024-06-01 --format ndjson | grep -o '"one_of.*"by": .{"rule": "useful"'
    "one_of": ["cetuximab", "panitumumab", "biosimilar"], "may_yet_be_out": ["cetuximab", "panitumumab"], "by": [{"rule": "useful"
    $ echo '{"id": "P", "RAS-mutated": false, "allergic": false, "BRAF": "mutated"}' > $TMP/q.json
    $ cantlie run $TMP/g.rules $TMP/q.json --as-of 2024-06-01 --format ndjson | grep -o '"one_of.*"by": .{"rule": "useful"'
    "one_of": ["cetuximab", "biosimilar"], "may_yet_be_out": [], "by": [{"rule": "useful"
    $ cantlie ask $TMP/g.rules $TMP/p.json --as-of 2024-06-01 --about anti-EGFR </dev/null

    P   evaluated 2024-06-01

    RECOMMENDED
      Anti-EGFR antibody                  useful
          one of: Cetuximab, Panitumumab or biosimilar
          Cetuximab may yet be out. Not known: allergic
          Panitumumab will be out, whatever is not known
          not RAS-mutated

    anti-EGFR: recommended. Cetuximab may yet be out. Not known: allergic.
    Panitumumab will be out, whatever is not known. 0 questions; the rules read 1
    fact.

Where nothing is to be shown, what may yet be avoided is named all the same.

    $ echo '{"id": "Q", "RAS-mutated": true}' > $TMP/q.json
    $ cantlie run $TMP/g.rules $TMP/q.json --as-of 2024-06-01 --only cetuximab
    Q   evaluated 2024-06-01

    No verdict is certain. What is not known may yet speak against Cetuximab
    (allergic).
    $ echo '{"id": "Q", "RAS-mutated": true, "allergic": false}' > $TMP/q.json
    $ cantlie run $TMP/g.rules $TMP/q.json --as-of 2024-06-01 --only cetuximab
    Q   evaluated 2024-06-01

    No verdict: the rules speak for no treatment and against none.

A group within a group: what its members come down to, and what may yet go.

    $ cat > $TMP/n.rules <<END
    > record patient
    >   id: text
    >   neuropathy: 0 to 4
    >   angina: yes/no
    > treatment chemotherapy "Chemotherapy"
    > treatment oxaliplatin-based "Oxaliplatin-based" member of chemotherapy
    > treatment CAPOX member of oxaliplatin-based
    > treatment FOLFOX member of oxaliplatin-based
    > treatment capecitabine member of chemotherapy
    > rule give
    >   when angina or not angina
    >   then recommend chemotherapy
    > rule nerves
    >   when neuropathy >= 2
    >   then avoid oxaliplatin-based
    > rule heart
    >   when angina
    >   then contraindicate CAPOX, contraindicate capecitabine
    > END
    $ echo '{"id":"a","angina":false,"neuropathy":0}' > $TMP/n.json
    $ cantlie run $TMP/n.rules $TMP/n.json --as-of 2024-06-01
    a   evaluated 2024-06-01

    RECOMMENDED
      Chemotherapy                        give
          one of: Oxaliplatin-based or capecitabine
          that is: CAPOX, FOLFOX or capecitabine
          not angina
    $ echo '{"id":"b","angina":false}' > $TMP/n.json
    $ cantlie run $TMP/n.rules $TMP/n.json --as-of 2024-06-01
    b   evaluated 2024-06-01

    RECOMMENDED
      Chemotherapy                        give
          one of: Oxaliplatin-based or capecitabine
          that is: CAPOX, FOLFOX or capecitabine
          CAPOX may yet be out. Not known: neuropathy
          FOLFOX may yet be out. Not known: neuropathy
          not angina
    $ echo '{"id":"c","angina":true,"neuropathy":3}' > $TMP/n.json
    $ cantlie run $TMP/n.rules $TMP/n.json --as-of 2024-06-01
    c   evaluated 2024-06-01

    NOT
      Chemotherapy
          all members excluded
          (give would recommend it)
      Oxaliplatin-based                   avoided: nerves
          neuropathy 3
          so, too: FOLFOX
      CAPOX                               contraindicated: heart
          angina
          (nerves would avoid it)
      capecitabine                        contraindicated: heart
          angina
    $ cantlie run $TMP/n.rules $TMP/n.json --as-of 2024-06-01 --format ndjson | grep -o '"verdict": "none".*_excluded": [a-z]*'
    "verdict": "none", "all_members_excluded": true

A note is about what its rule wants, and a beaten rule keeps its partner.

    $ cat > $TMP/m.rules <<END
    > record patient
    >   id: text
    >   angina: yes/no
    >   dMMR: yes/no
    > treatment CAPOX
    > treatment FOLFOX
    > treatment atezolizumab
    > rule short
    >   when angina or not angina
    >   then recommend CAPOX or FOLFOX, note "for 3 months"
    > rule heart
    >   when angina
    >   then contraindicate CAPOX, note "Ask a cardiologist."
    > rule immuno
    >   when dMMR
    >   then consider FOLFOX with atezolizumab
    > END
    $ echo '{"id":"a","angina":true,"dMMR":true}' > $TMP/n.json
    $ cantlie run $TMP/m.rules $TMP/n.json --as-of 2024-06-01
    a   evaluated 2024-06-01

    RECOMMENDED
      FOLFOX                              short
          angina
          (immuno would consider it with atezolizumab)
    NOT
      CAPOX                               contraindicated: heart
          angina
          (short would recommend it)
    NOTES
      CAPOX (contraindicated), FOLFOX: for 3 months
      Ask a cardiologist.
    $ cantlie run $TMP/m.rules $TMP/n.json --as-of 2024-06-01 --format ndjson | grep -o '"notes": [^]]*\][^]]*\]'
    "notes": [{"rule": "short", "for": ["CAPOX", "FOLFOX"], "text": "for 3 months"}, {"rule": "heart", "for": []

What an avoided group excepts is not reached by way of that group.

    $ cat > $TMP/x.rules <<END
    > record patient
    >   id: text
    >   angina: yes/no
    > treatment chemotherapy
    > treatment oxaliplatin-based member of chemotherapy
    > treatment CAPOX member of oxaliplatin-based
    > treatment others member of chemotherapy
    > treatment capecitabine member of others
    > rule give
    >   when angina
    >   then recommend chemotherapy
    > rule nerves
    >   when angina
    >   then avoid oxaliplatin-based except CAPOX
    > END
    $ echo "{\"id\": \"a\", \"angina\": true}" > $TMP/y.json
    $ cantlie run $TMP/x.rules $TMP/y.json --as-of 2024-06-01
    a   evaluated 2024-06-01

    RECOMMENDED
      chemotherapy                        give
          one of: others
          that is: capecitabine
          angina
    NOT
      oxaliplatin-based                   avoided: nerves
          angina
