#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Whether the program answers the workload as an evaluator written apart from
# it does, byte for byte: oracle.sh CANTLIE [COUNT]. That evaluator and its
# patients lie beside the repository, in ../shared/bench, or are not there;
# then sample.states, made by it once, is all there is to compare with.
set -eu
cantlie=$1 count=${2:-3000}
cd "$(dirname "$0")"
shared=../../../shared/bench
[ -f "$shared/oracle.py" ] || { echo "no oracle here"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$shared/generate.py" "$count" >"$folder/theirs.ndjson"
./patients.py "$count" 11 >"$folder/ours.ndjson"
for patients in theirs ours; do
    python3 "$shared/oracle.py" <"$folder/$patients.ndjson" >"$folder/expected"
    "$cantlie" run workload.rules "$folder/$patients.ndjson" \
        --as-of 2024-06-01 --format states >"$folder/found"
    cmp "$folder/expected" "$folder/found"
done
echo "the same for twice $count patients"
