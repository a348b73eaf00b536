#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How fast a made-up registry of a million rows is read through its mapping,
# beside a bare scan of its bytes: table.sh BUILD [ROWS]
set -eu
build=${1:?usage: tests/bench/table.sh BUILD [ROWS]}
build=$(cd "$build" && pwd)
cd "$(dirname "$0")"
table=$(mktemp)
trap 'rm -f "$table"' EXIT
./tables.py "${2:-1000000}" >"$table"
"$build/tests/bench/table" table.rules "$table"
