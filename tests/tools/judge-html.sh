#!/bin/sh
# judge-html.sh FILE... -- what independent judges say of our HTML: vnu (the W3C's checker),
# html-validate and axe (by judge-html.js). Judges come from npm by the lock file in judges/, into
# out/judges. What is not installed here (Node, Java, Chromium) is skipped, and that is said.
set -eu
cd "$(dirname "$0")/../.."
judges=out/judges

if ! command -v npm > /dev/null; then
    echo "judge-html: skipped: npm is not installed"
    exit 0
fi
if ! cmp -s tests/tools/judges/package-lock.json "$judges/package-lock.json"; then
    mkdir -p "$judges"
    cp tests/tools/judges/package.json tests/tools/judges/package-lock.json "$judges"
    if ! (cd "$judges" && npm ci --ignore-scripts --no-audit --no-fund > npm.log 2>&1); then
        rm -f "$judges/package-lock.json"
        echo "judge-html: skipped: the judges cannot be installed (see $judges/npm.log)"
        exit 0
    fi
fi

status=0
if command -v java > /dev/null; then
    vnu=$judges/node_modules/vnu-jar/build/dist/vnu.jar
    java -jar "$vnu" --skip-non-html "$@" || status=1
    echo "judge-html: vnu read $# files"
else
    echo "judge-html: skipped: vnu needs Java, which is not installed"
fi
NODE_PATH=$judges/node_modules node tests/tools/judge-html.js "$@" || status=1
exit $status
