#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What `make bench` runs: run.sh BUILD [PATIENTS]. First that the answers are
# right, then how long they take.
set -eu
build=${1:?usage: tests/bench/run.sh BUILD [PATIENTS]}
build=$(cd "$build" && pwd)
cd "$(dirname "$0")"
printf 'answers: '
./oracle.sh "$build/cantlie" 3000
./bundle.sh "$build"
./table.sh "$build"
exec ./measure.py "$build" ${2:+"$2"}
