#!/bin/sh
# judge-text.sh FILE.md... -- what textlint with preset-ja-technical-writing says of our Japanese: a
# second opinion on the rules of content/plain.yaml. Off are rules for technical manuals that a book
# for owners breaks on purpose: spoken lines, questions, items without a full stop.
# Textlint comes from npm with the other judges (see judge-html.sh); where npm is missing, that is said.
set -eu
cd "$(dirname "$0")/../.."
judges=out/judges-text
. tests/tools/install-judges.sh
install_judges judge-text judges-text "$judges" || exit 0

rm -rf out/judge-text
python3 tests/tools/judge-text.py out/judge-text "$@"
cp tests/tools/judges-text/textlintrc.json "$judges/.textlintrc.json"
(cd "$judges" && node_modules/.bin/textlint --format unix ../judge-text/*.md)
echo "judge-text: textlint read $# chapters"
