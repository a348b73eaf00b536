# SPDX-License-Identifier: Apache-2.0
#
# Writes the catalogue of messages from grammar/diagnostics.def and
# tests/diagnostics/*.txt, given in this order: as Markdown (doc/errors.md),
# or with -v as=c as the rows of a C table, {"code", "page"}, which `cantlie
# check --explain` prints. What a message says is what the tests saw printed.
#
# Of the wrong and the right rules of an example only the items that differ
# are shown; the whole stands in the file. Plain POSIX awk: the program is
# built without any other interpreter.

FILENAME ~ /\.def$/ {
    if ($0 ~ /^\/\* .* \*\/$/ && $0 !~ /SPDX/)
        part = substr($0, 4, length($0) - 6)
    sub(/ \(.*\)$/, "", part)
    if ($0 ~ /^X\(/) row = ""
    else if ($0 !~ /^  "/) next
    row = row " " $0
    if ($0 ~ /\)$/) take_row(row)
    next
}

FNR == 1 {
    code = FILENAME
    sub(/.*\//, "", code)
    sub(/\.txt$/, "", code)
    base = code
    sub(/\..*/, "", base)
    # The plain example comes first, whatever the names of the others.
    file = code == base ? 1 : ++others[base] + 1
    examples[base] = examples[base] " " file
    names[base, file] = code
    title = "prose"
}

/^=== / { title = substr($0, 5); next }
title == "says" && /^cantlie: [0-9]* error/ { next }
{ text[base, file, title] = text[base, file, title] $0 "\n" }

END {
    if (as != "c") head()
    for (i = 1; i <= count; i++) {
        if (as == "c") c_row(codes[i])
        else md_page(codes[i])
    }
}

# X(ENUM, "code", SEVERITY_ERROR, "sentence" "more of it")
function take_row(line, piece, n) {
    n = split(line, piece, "\"")
    codes[++count] = piece[2]
    severity[piece[2]] = line ~ /SEVERITY_ERROR/ ? "error" : "warning"
    for (k = 4; k <= n; k += 2)
        sentence[piece[2]] = sentence[piece[2]] piece[k]
    room[piece[2]] = part
}

# The items of a text, each with its indented lines: how many.
function items(whole, into, line, n, k, m) {
    n = split(whole, line, "\n")
    m = 0
    for (k = 1; k <= n; k++) {
        if (line[k] == "" && k == n) break
        if (m == 0 || line[k] ~ /^[^ #]/) m++
        into[m] = into[m] line[k] "\n"
    }
    return m
}

# What of `whole` is not in `other`; all of it if that is nothing.
function differing(whole, other, one, two, n, m, k, seen, found) {
    split("", one); split("", two); split("", seen)
    n = items(whole, one)
    m = items(other, two)
    for (k = 1; k <= m; k++) seen[two[k]] = 1
    for (k = 1; k <= n; k++) if (!(one[k] in seen)) found = found one[k]
    sub(/\n+$/, "\n", found)
    return found == "" ? whole : found
}

function wrong_of(c, f) {
    if ((c, f, "command") in text) return text[c, f, "command"]
    if (!((c, f, "right") in text)) return text[c, f, "wrong"]
    return differing(text[c, f, "wrong"], text[c, f, "right"])
}

function right_of(c, f) {
    if (!((c, f, "right") in text)) return ""
    return differing(text[c, f, "right"], text[c, f, "wrong"])
}

function trimmed(t) {
    sub(/^\n+/, "", t)
    sub(/\n+$/, "", t)
    return t
}

# ---- Markdown ---------------------------------------------------------------

function head() {
    print "# Every message about rules"
    print ""
    print "`cantlie check` prints with each message its code, in brackets."
    print "`cantlie check --explain CODE` prints what stands here about it."
    print ""
    print "This page is written by `tests/run_manual.py build --update` from"
    print "`grammar/diagnostics.def` and `tests/diagnostics/`; the tests fail"
    print "when it is older than these. Each message is what the program"
    print "printed. Of the wrong and the mended rules only the items that"
    print "differ are shown; the link leads to the whole."
}

function fence(kind, t) {
    print "```" kind
    print trimmed(t)
    print "```"
}

function md_example(c, f, prose) {
    prose = trimmed(text[c, f, "prose"])
    print ""
    if (prose != "") print prose "\n"
    print "[Wrong](../tests/diagnostics/" names[c, f] ".txt):"
    fence((c, f, "command") in text ? "sh" : "", wrong_of(c, f))
    print "The message:"
    fence("", text[c, f, "says"])
    if ((c, f, "right") in text) {
        print "Right:"
        fence("", right_of(c, f))
    }
}

function md_page(c, n, list, k, f) {
    if (room[c] != last) print "\n## " room[c]
    last = room[c]
    print "\n### " c
    print "\n*" toupper(substr(severity[c], 1, 1)) substr(severity[c], 2) "*." \
        " " sentence[c]
    n = split(examples[c], list, " ")
    for (k = 1; k <= n; k++) if (list[k] == 1) md_example(c, 1)
    for (k = 1; k <= n; k++) if (list[k] != 1) md_example(c, list[k])
}

# ---- C ----------------------------------------------------------------------

function indented(t) {
    t = "    " trimmed(t)
    gsub(/\n/, "\n    ", t)
    gsub(/\n +\n/, "\n\n", t)
    return t "\n"
}

# gsub() reads backslashes in what it puts in differently from awk to awk.
function replaced(t, sign, by, piece, n, k) {
    n = split(t, piece, sign)
    t = piece[1]
    for (k = 2; k <= n; k++) t = t by piece[k]
    return t
}

function quoted(t) {
    t = replaced(t, "[\\\\]", "\\\\")
    t = replaced(t, "\"", "\\\"")
    t = replaced(t, "[?][?]", "?\" \"?")
    return "\"" replaced(t, "\n", "\\n\"\n     \"") "\""
}

function c_row(c, page, prose) {
    prose = trimmed(text[c, 1, "prose"])
    page = c ": " severity[c] "\n" sentence[c] "\n"
    if (prose != "") page = page "\n" prose "\n"
    page = page "\nWrong:\n" indented(wrong_of(c, 1))
    page = page "\nThe message:\n" indented(text[c, 1, "says"])
    if ((c, 1, "right") in text)
        page = page "\nRight:\n" indented(right_of(c, 1))
    if (length(page) > 4000) page = substr(page, 1, 4000) "\n"
    print "    {\"" c "\",\n     " quoted(page) "},"
}
