#!/bin/sh
# check-includes.sh -- dependencies run one way. Prints every #include that breaks a rule of
# ARCHITECTURE.md and exits 1 if there was one.
set -eu
cd "$(dirname "$0")/../.."

awk '
BEGIN {
    # Left to right: a folder may include itself and everything to its left.
    n = split("base japanese model document plain merge guide layout device site serve batch portfolio command", folder, " ")
    for (i = 1; i <= n; i++) rank[folder[i]] = i
    # Narrower than the order: from -> never to.
    never["document model"]; never["layout model"]; never["layout merge"]
    never["device model"]; never["device merge"]
    never["layout guide"]; never["device guide"]
    # One library, one file (pattern of files that may include it).
    only["yaml.h"] = "^generator/base/yaml\\.c$"
    only["cmark.h"] = "^generator/document/cmark_"
    only["hpdf"] = "^generator/device/pdf"
    only["hb"] = "^generator/layout/font\\.c$"
    only["unicode/"] = "^generator/(layout/linebreak|japanese/(fold|saslprep))\\.c$"
    only["qpdf/"] = "^generator/device/pdf_seal\\.c$"
    only["mecab.h"] = "^generator/japanese/morph\\.c$"
    only["nettle/"] = "^generator/base/hash\\.c$"
    only["pthread.h"] = "^generator/base/beside\\.h$"
    only["microhttpd.h"] = "^generator/serve/server\\.c$"
    # The preview hands out files of a site; it knows nothing of what is in them.
    never["serve model"]; never["serve document"]; never["serve merge"]; never["serve guide"]
    never["serve layout"]; never["serve device"]
    only["jansson.h"] = "^generator/batch/manifest_read\\.c$"
    never["batch model"]; never["batch document"]; never["batch merge"]; never["batch layout"]
    never["batch device"]; never["batch guide"]; never["batch site"]
    only["xlsxwriter.h"] = "^generator/portfolio/workbook\\.c$"
    # Other clients never reach what a client gets: only portfolio and command see all rows.
    never["portfolio merge"]; never["portfolio guide"]; never["portfolio site"]
    never["portfolio batch"]
    only["png.h"] = "^generator/layout/raster\\.c$"
    only["turbojpeg.h"] = "^generator/layout/raster\\.c$"
    only["libdeflate.h"] = "^generator/device/(pdf_object|syntax_code)"
}
function complain(text) { printf "%s:%d: %s: %s\n", FILENAME, FNR, text, $2; bad = 1 }
/^#include "/ {
    # Beside the folders stand main.c and what the two programs differ in.
    from = split(FILENAME, part, "/") == 2 ? "main" : part[2]
    target = substr($2, 2, length($2) - 2)
    if (from == "main" && target == "program.h") next
    if (target !~ /\//) { complain("folder missing"); next }
    split(target, to, "/")
    if (!(to[1] in rank)) { complain("no such folder"); next }
    if (from != "main" && rank[to[1]] > rank[from]) complain("against the direction")
    if ((from " " to[1]) in never) complain("not allowed from " from "/")
}
/^#include </ {
    header = substr($2, 2, length($2) - 2)
    for (name in only)
        if (index(header, name) == 1 && FILENAME !~ only[name]) complain("library of another file")
}
END { exit bad }
' $(find generator -name '*.[ch]' | sort)
