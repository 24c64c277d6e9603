#!/bin/sh
# judge-serve.sh PROGRAM -- the preview in a real browser: a saved chapter comes up by itself, a
# mistake is shown above the last good page and goes away when it is mended, the preview may be
# ended and started again. Needs the judges that judge-html.sh installs; skipped without.
set -eu
cd "$(dirname "$0")/../.."
program=$1
judges=out/judges

if ! command -v node > /dev/null || [ ! -d "$judges/node_modules" ]; then
    echo "judge-serve: skipped: Node or the judges (judge-html.sh) are not installed"
    exit 0
fi
rm -rf out/judge-serve
mkdir -p out/judge-serve/guide
NODE_PATH=$judges/node_modules node tests/tools/judge-serve.js "$program" out/judge-serve
