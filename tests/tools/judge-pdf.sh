#!/bin/sh
# judge-pdf.sh FILE... -- asks qpdf, poppler, MuPDF and libxml2 what they think of our PDFs.
#
# A FILE.txt beside FILE.pdf holds the text that copying must give, a line a line of paper.
# Says a line per failure; the exit status is 1 when there was one.
set -u

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
    echo "judge-pdf: $1: $2"
    [ -s "${3:-/dev/null}" ] && sed 's/^/    /' "$3" | head -n 5
    failed=1
}

# A reader that has something to say on stderr has found a fault, whatever its exit status. Debian's
# MuPDF always says that it has no ICC support.
quiet() {
    file=$1
    shift
    "$@" >"$work/out" 2>"$work/err" || fail "$file" "$1 fails" "$work/err"
    grep -v 'ICC support is not available' "$work/err" >"$work/said"
    [ -s "$work/said" ] && fail "$file" "$1 complains" "$work/said"
}

judge_syntax() {
    qpdf --check "$1" >"$work/said" 2>&1 || fail "$1" "qpdf finds faults" "$work/said"
}

judge_fonts() {
    pdffonts "$1" 2>/dev/null | awk 'NR > 2 && ($(NF-4) $(NF-3) $(NF-2)) != "yesyesyes"' >"$work/said"
    [ -s "$work/said" ] && fail "$1" "a font is not embedded, subset and mapped to text" "$work/said"
}

judge_readers() {
    quiet "$1" pdftotext "$1" "$work/poppler"
    quiet "$1" pdftoppm -r 40 "$1" "$work/page"
    rm -f "$work"/page*
    quiet "$1" mutool draw -q -F text -o "$work/mupdf" "$1"
    quiet "$1" mutool draw -q -r 40 -o "$work/page.pgm" "$1"
}

judge_metadata() {
    pdfinfo "$1" >"$work/info" 2>/dev/null
    grep -q '^Title: *[^ ]' "$work/info" || fail "$1" "has no title"
    grep -q '^Tagged: *yes' "$work/info" || fail "$1" "is not tagged"
    grep -q '^Encrypted: *no' "$work/info" || fail "$1" "is encrypted"
    mutool show -b "$1" trailer/Root/Metadata >"$work/xmp" 2>/dev/null
    [ -s "$work/xmp" ] || fail "$1" "has no XMP"
    xmllint --noout "$work/xmp" 2>"$work/said" || fail "$1" "XMP is not well-formed" "$work/said"
}

# Readers put empty lines and form feeds where they like; nothing else may differ.
lines_of() {
    tr -d '\f' <"$1" | sed 's/[ \t]*$//' | grep -v '^$'
}

judge_text() {
    expected=${1%.pdf}.txt
    [ -f "$expected" ] || return
    lines_of "$expected" >"$work/expected"
    for reader in poppler mupdf; do
        lines_of "$work/$reader" >"$work/got"
        diff "$work/expected" "$work/got" >"$work/said" || fail "$1" "$reader reads another text" "$work/said"
    done
}

[ $# -gt 0 ] || { echo "usage: judge-pdf.sh FILE..." >&2; exit 2; }
for file; do
    [ -s "$file" ] || { fail "$file" "is missing or empty"; continue; }
    judge_syntax "$file"
    judge_fonts "$file"
    judge_readers "$file"
    judge_metadata "$file"
    judge_text "$file"
done
[ $failed = 0 ] && echo "judge-pdf: $# files good"
exit $failed
