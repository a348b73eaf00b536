A thousand rules about a patient of whom nothing is known: every verdict rests
on many facts that nobody told. The trials are bounded, so the answer comes in
seconds, and it is over-cautious, never settled wrongly.

    $ cd $TMP; awk 'BEGIN { print "record patient"; for (i = 0; i < 60; i++) print "  f" i ": yes/no"; print "\ntreatment t\n"; split("recommend avoid consider contraindicate", verb, " "); for (k = 0; k < 400; k++) print "rule r" k "\n  when f" (k * 7 % 60) " and f" ((k * 11 + 3) % 60) " and not f" ((k * 13 + 29) % 60) "\n  then " verb[k % 4 + 1] " t\n" }' >many.rules
    $ cd $TMP; echo '{}' | cantlie run many.rules - --as-of 2024-06-01 --format csv
    patient,t,record_errors
    standard input:1,recommend|consider|avoid|contraindicate|conflict|none?,0
