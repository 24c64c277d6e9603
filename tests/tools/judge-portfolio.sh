#!/bin/sh
# judge-portfolio.sh PROGRAM -- the list of all clients in a real browser, from its folder: sorting
# by every column and by keyboard, filters, links, no request, and all of it there without scripts.
# Needs the judges that judge-html.sh installs; skipped without.
set -eu
cd "$(dirname "$0")/../.."
program=$1
judges=out/judges

if ! command -v node > /dev/null || [ ! -d "$judges/node_modules" ]; then
    echo "judge-portfolio: skipped: Node or the judges (judge-html.sh) are not installed"
    exit 0
fi
large=out/judge-portfolio
rm -rf "$large"
python3 tests/bench/clients.py "$large/clients" --count 1000 > /dev/null
"$program" portfolio content/clients --out "$large/small" > /dev/null
"$program" portfolio "$large/clients" --out "$large/large" > /dev/null
NODE_PATH=$judges/node_modules node tests/tools/judge-portfolio.js \
    "$large/small/portfolio/index.html" "$large/large/portfolio/index.html"
