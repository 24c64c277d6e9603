#!/bin/sh
# judge-html.sh FILE... -- what independent judges say of our HTML: vnu (the W3C's checker),
# html-validate and axe (by judge-html.js). Judges come from npm by the lock file in judges/, into
# out/judges. What is not installed here (Node, Java, Chromium) is skipped, and that is said.
set -eu
cd "$(dirname "$0")/../.."
judges=out/judges

. tests/tools/install-judges.sh
install_judges judge-html judges "$judges" || exit 0

status=0
if command -v java > /dev/null; then
    vnu=$judges/node_modules/vnu-jar/build/dist/vnu.jar
    # vnu takes 'self' of a file for an origin that has nothing; browsers take the folder for it, which
    # judge-site.js sees.
    java -jar "$vnu" --skip-non-html --filterpattern '.*violates Content Security Policy.*' "$@" || status=1
    echo "judge-html: vnu read $# files"
else
    echo "judge-html: skipped: vnu needs Java, which is not installed"
fi
NODE_PATH=$judges/node_modules node tests/tools/judge-html.js "$@" || status=1
exit $status
