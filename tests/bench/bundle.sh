#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bundle.sh BUILD: a made-up bundle of 3 MB read through rules/fhir.rules,
# beside simdjson's DOM parse of it; as Synthea lays it out, and on one line.
set -eu
build=${1:?usage: tests/bench/bundle.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$here/bundles.py" 3 > "$folder/bundle.json"
python3 -c 'import json, sys
json.dump(json.load(sys.stdin), sys.stdout)' \
    < "$folder/bundle.json" > "$folder/line.json"
for bundle in bundle line; do
    printf '%-6s ' $bundle
    "$build/tests/bench/bundle" "$here/../../rules/fhir.rules" \
        "$folder/$bundle.json" 300
done
