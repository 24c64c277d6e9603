#!/bin/sh
# judge-site.sh PROGRAM SITE -- the site in a real browser, from its folder: what the search finds,
# that nothing outside is asked for, that the self-check counts as the program does, that all but
# the search works without scripts, and how fast a site of 1,000 pages answers. Needs the judges that
# judge-html.sh installs; skipped without.
set -eu
cd "$(dirname "$0")/../.."
program=$1
site=$2
judges=out/judges

if ! command -v node > /dev/null || [ ! -d "$judges/node_modules" ]; then
    echo "judge-site: skipped: Node or the judges (judge-html.sh) are not installed"
    exit 0
fi
large=out/judge-site
rm -rf "$large"
mkdir -p "$large/guide"
python3 tests/tools/make-pages.py "$large/guide" 1000 5000
"$program" site "$large/guide" --out "$large" | tail -n 1
NODE_PATH=$judges/node_modules node tests/tools/judge-site.js "$site" "$large/site"
NODE_PATH=$judges/node_modules node tests/tools/judge-selfcheck.js "$program" "$site"
