#!/bin/sh
# What a machine can check of the architecture (doc/architecture.md):
# tests/lint.sh BUILD [--all]. Each check is one line of the count at the end.
# Needs a build, the compiler and binutils; with --all, also what `make
# setup-dev` installs, where it is there.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?usage: tests/lint.sh BUILD [--all]}
passed=0 failed=0

# verdict NAME TEXT: the check passes when TEXT, what it found, is empty.
verdict() {
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL  %s\n%s\n' "$1" "$2" | sed '2,$s/^/      /'
    fi
}

hand_written() {
    find grammar interp tests -name '*.[chly]' -o -name '*.cc' | sort
}

# ---- A room includes only rooms above it ------------------------------------

# Prints each include that goes down, or that names no file of a room.
wrong_includes() {
    grep -nE '^#[[:space:]]*include[[:space:]]+"' \
        $(find grammar interp -name '*.[chly]' -o -name '*.cc' | sort) \
        /dev/null | awk -F: '
    BEGIN {
        n = split("grammar/base grammar interp/value interp/vocabulary " \
                  "interp/records interp/check interp/eval interp/suite " \
                  "interp/render interp interp/cli", rooms, " ")
        for (i = 1; i <= n; i++) level[rooms[i]] = i
    }
    function room(path) { sub(/\/[^\/]*$/, "", path); return path }
    {
        split($3, quoted, "\"")
        from = room($1); to = room(quoted[2])
        if (!(from in level))
            print $1 ":" $2 ": " from " is no room"
        else if (!(to in level))
            print $1 ":" $2 ": \"" quoted[2] "\" is not named from the root"
        else if (level[to] > level[from])
            print $1 ":" $2 ": " from " may not include " to
        else if (from == "interp/check" && to == "interp/records")
            print $1 ":" $2 ": checking rules must not know of records"
    }'
}

# ---- Each header compiles alone ---------------------------------------------

headers_alone() {
    find grammar interp -name '*.h' | sort | xargs -P2 -I{} sh -c '
        printf "#include \"%s\"\nextern int one;\n" {} |
        '"${CC:-cc}"' -std=c17 -Wall -Wextra -Wpedantic -fsyntax-only \
            -D_DEFAULT_SOURCE -I. -I"$0" -x c - 2>&1' "$build"
}

# ---- Nothing mutable, no printing, no clock below the command line ----------

# The object of each source below interp/cli, hand-written ones only: the
# tables of the generated parser and scanner are no concern of ours.
objects() {
    find grammar interp -name '*.c' -o -name '*.cc' | grep -v '^interp/cli/' |
        sed "s|\\(.*\\)\\.c*$|$build/\\1.o|" | sort
}

# Leaves out what a C++ object needs for itself.
mutable_objects() {
    objects | while read -r object; do
        objdump -t "$object" | awk -v where="${object#"$build/"}" '
        $NF !~ /^\./ {
            for (i = 1; i <= NF; i++) {
                if ($i !~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/) continue
                if ($i ~ /^\.data\.rel\.ro/) continue
                if ($NF ~ /^(DW\.ref|_ZSt|_ZGV|_ZN8simdjson)/) continue
                print where ": " $NF " is mutable (" $i ")"
                break
            }
        }'
    done
}

forbidden_calls() {
    objects | while read -r object; do
        nm -u "$object" | awk -v where="${object#"$build/"}" '
        $2 ~ /^(__)?(v?f?printf|puts|fputs|putchar|perror)(_chk)?$/ ||
        $2 ~ /^(stdout|stderr|stdin|_?exit|quick_exit|system|getenv)$/ ||
        $2 ~ /^(time|clock|clock_gettime|gettimeofday|localtime(_r)?)$/ ||
        $2 ~ /^(setlocale|localeconv|rand|random|strtok)$/ {
            print where ": calls " $2 ", which only interp/cli may"
        }'
    done
}

# ---- Limits, hardening, what the program never calls --------------------------

# Each limit of the header has a test that names it and a row in safety.md.
untested_limits() {
    sed -n 's/^#define \(LIMIT_[A-Z_]*\) .*/\1/p' grammar/limits.h |
    while read -r limit; do
        grep -rqw "$limit" tests/unit tests/transcripts ||
            echo "$limit: no test of tests/unit or tests/transcripts names it"
        grep -qw "$limit" doc/safety.md || echo "$limit: not in doc/safety.md"
    done
}

# What the compiler and the linker were asked for, seen in the program.
soft_spots() {
    program=$build/cantlie
    [ -x "$program" ] || return
    case $(head -c 4 "$program" | od -An -c | tr -d ' ') in
    177ELF) ;;
    *) return ;;
    esac
    nm -D "$program" | grep -q __asan_init && return
    readelf -hW "$program" | grep -q 'Type:.*DYN' || echo 'no PIE'
    readelf -lW "$program" | grep -q GNU_RELRO || echo 'no RELRO'
    readelf -dW "$program" | grep -q 'BIND_NOW\|Flags:.* NOW' || echo 'no NOW'
    readelf -lW "$program" | grep 'GNU_STACK' | grep -q 'RWE' &&
        echo 'the stack is executable'
    nm -D "$program" | grep -q __stack_chk_fail || echo 'no stack protector'
    nm -D "$program" | grep -q '__[a-z]*_chk' || echo 'no FORTIFY'
}

# No other program, no network, no file in a shared place.
never_called() {
    find "$build/grammar" "$build/interp" -name '*.o' |
    while read -r object; do
        nm -u "$object" | awk -v where="${object#"$build/"}" '
        { sub(/@.*/, "", $2) }
        $2 ~ /^(system|popen|fork|vfork|exec[lv]p?e?|posix_spawnp?)$/ ||
        $2 ~ /^(tmpnam|tempnam|tmpfile|mktemp|mkstemps?|mkdtemp)(64)?$/ ||
        $2 ~ /^(socket|connect|bind|listen|accept|getaddrinfo|gethost.*)$/ ||
        $2 ~ /^(gets|strcpy|strcat|sprintf|vsprintf|dlopen)$/ {
            print where ": calls " $2
        }'
    done
}

# ---- Small things -----------------------------------------------------------

long_lines() {
    hand_written | xargs awk 'length > 100 {
        print FILENAME ":" FNR ": " length " columns"
    }' /dev/null
}

untidy() {
    hand_written | xargs grep -nE '	|[[:space:]]$' /dev/null |
        cut -d: -f1,2 | sed 's/$/: a tab, or blanks at the end/'
}

unlicensed() {
    hand_written | xargs grep -L 'SPDX-License-Identifier: Apache-2.0' \
        /dev/null | grep -v '^/dev/null$' | sed 's/$/: no SPDX line/'
}

strangers() {
    for name in *; do
        case $name in
        grammar | interp | rules | examples | tests | doc) ;;
        Makefile | README.md | LICENSE | CHANGELOG.md | CONTRIBUTING.md) ;;
        build | build-*) ;;
        *) echo "$name does not belong at the top level" ;;
        esac
    done
}

# ---- With further tools -----------------------------------------------------

layout() {
    hand_written | grep -v '\.[ly]$' |
        xargs clang-format --dry-run -Werror 2>&1 | grep -E 'error|warning' |
        cut -d: -f1 | uniq -c | sed 's/$/: places that make format changes/'
}

clang_warnings() {
    env -u MAKEFLAGS -u MAKELEVEL make --no-print-directory -s -j2 BUILD="$build-clang" CC=clang \
        CXX=clang++ DEV=1 binaries tests 2>&1
}


verdict 'layers' "$(wrong_includes)"
verdict 'headers alone' "$(headers_alone)"
verdict 'mutable state' "$(mutable_objects 2>&1)"
verdict 'forbidden calls' "$(forbidden_calls 2>&1)"
verdict 'limits' "$(untested_limits)"
verdict 'hardening' "$(soft_spots)"
verdict 'calls that lead out' "$(never_called 2>&1)"
verdict 'long lines' "$(long_lines)"
verdict 'tabs and trailing blanks' "$(untidy)"
verdict 'licence line' "$(unlicensed)"
verdict 'top level' "$(strangers)"
if [ "${2:-}" = --all ]; then
    command -v clang-format >/dev/null && verdict 'layout' "$(layout)"
    command -v clang >/dev/null && verdict 'clang' "$(clang_warnings)"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
