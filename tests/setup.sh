#!/bin/sh
# Installs what the build and the tests need on Debian and Ubuntu: only what is
# missing, and it says what. With --dev, also what `make format`, `make lint`
# and debugging like to have. Does nothing, quickly, when all is there.
set -u

say() { printf 'setup: %s\n' "$*" | fold -s -w 79; }
stop() { say "$@" >&2; exit 1; }

# Each line: the package, then how to see that its content is present:
# a command, `lib:` and a name that pkg-config knows, or `dpkg:` for a package
# that only dpkg can tell of.
needed() {
    cat <<LIST
build-essential ${CC:-cc}
build-essential ${CXX:-c++}
build-essential make
build-essential ar
flex flex
bison bison
pkg-config pkg-config
check lib:check
libsimdjson-dev lib:simdjson
libedit-dev lib:libedit
nettle-dev lib:nettle
zlib1g-dev lib:zlib
python3 python3
LIST
    [ "${1:-}" = --dev ] && cat <<LIST
clang clang
clang-format clang-format
clang-tidy clang-tidy
cppcheck cppcheck
universal-ctags ctags
valgrind valgrind
gdb gdb
$(fuzzer_library)
LIST
}

# libFuzzer and the sanitizers of clang: Debian has them with clang 14 and later
# in a package of their own, named after the version.
fuzzer_library() {
    major=$(clang -dumpversion 2>/dev/null | cut -d. -f1)
    major=${major:-$(apt-cache depends clang 2>/dev/null |
        sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | head -n 1)}
    [ -n "$major" ] && echo "libclang-rt-$major-dev dpkg:"
}

present() { # PACKAGE SIGN
    case $2 in
    lib:*) pkg-config --exists "${2#lib:}" 2>/dev/null ||
               dpkg -s "$1" >/dev/null 2>&1 ;;
    dpkg:) dpkg -s "$1" >/dev/null 2>&1 ||
               ! apt-cache show "$1" >/dev/null 2>&1 ;;
    *) command -v "${2%% *}" >/dev/null 2>&1 ;;
    esac
}

missing() {
    needed "${1:-}" | while read -r package sign; do
        present "$package" "$sign" || echo "$package"
    done | sort -u | tr '\n' ' '
}

want=$(missing "${1:-}")
[ -z "$want" ] && exit 0

command -v apt-get >/dev/null 2>&1 ||
    stop "missing: ${want% }. This is no Debian or Ubuntu (no apt-get):" \
         "install the like of these, then try again."
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    stop "missing: ${want% }. Installing needs root or sudo, and there is" \
         "neither. Ask an administrator for: apt-get install ${want% }"
fi

log=$(mktemp) || stop "cannot make a temporary file"
trap 'rm -f "$log"' EXIT
apt() {
    # shellcheck disable=SC2086  # $as_root is one word or none
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq \
        -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1
}

say "installing ${want% }${as_root:+ (with sudo)}"
# A failing update is no reason to stop: the lists may still do.
apt update || say "apt-get update did not succeed; trying with the old lists"
# shellcheck disable=SC2086  # a list of words
if ! apt install -y --no-install-recommends $want; then
    cat "$log" >&2
    stop "apt-get could not install ${want% } (its words are above)." \
         "On Ubuntu they are in 'universe': sudo add-apt-repository universe"
fi
want=$(missing "${1:-}")
[ -z "$want" ] || stop "still missing after installing: ${want% }"
say "done"
