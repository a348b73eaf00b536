#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the fuzz targets of a build with libFuzzer, one after the other:
# run.sh BUILD SECONDS [TARGET...]. What was learnt is kept below BUILD and
# used the next time. Status 1 if an input was found that fails; it lies in
# BUILD/found and goes, made smaller, to tests/bugs/fuzz-TARGET-WHAT.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${1:?usage: tests/fuzz/run.sh BUILD SECONDS [TARGET...]}
seconds=${2:?usage: tests/fuzz/run.sh BUILD SECONDS [TARGET...]}
shift 2
[ $# -gt 0 ] || set -- rules format records table mapping pair api repl sheet fhir
python3 tests/fuzz/seeds.py "$build/seeds" || exit 1
mkdir -p "$build/found"
status=0
for target; do
    mkdir -p "$build/corpus/$target"
    echo "-- $target"
    nice "$build/tests/fuzz/$target" -max_total_time="$seconds" -timeout=20 \
        -rss_limit_mb=2048 -max_len=16384 -dict="$build/seeds/words" \
        -artifact_prefix="$build/found/$target-" -print_final_stats=1 \
        "$build/corpus/$target" "$build/seeds/$target" \
        >"$build/$target.log" 2>&1 || status=1
    grep -E '^(stat::number|SUMMARY|artifact|==.*ERROR)|Test unit written' \
        "$build/$target.log"
    tail -n 1 "$build/$target.log"
done
exit $status
