#!/bin/sh
# check-style.sh -- what ARCHITECTURE.md and .clang-format promise and a script can see.
set -u
cd "$(dirname "$0")/../.."
bad=0

# Files of one job: 600 lines at most.
for file in $(find generator -name '*.[ch]'); do
    lines=$(wc -l < "$file")
    [ "$lines" -le 600 ] || { echo "$file: $lines lines, 600 at most"; bad=1; }
done

# Macros are constants; functions are functions.
grep -nE '^#define [A-Z_a-z]+\(' $(find generator -name '*.[ch]') && bad=1

# Nothing called done that is not.
grep -nE 'TODO|FIXME' -r generator content templates fonts tests --include='*.[chy]*' --include='*.md' \
    | grep -v 'check-style.sh' && bad=1

if command -v clang-format > /dev/null; then
    for file in $(find generator tests -name '*.[ch]'); do
        clang-format "$file" | cmp -s - "$file" || { echo "$file: not as make format lays it out"; bad=1; }
    done
else
    echo "check-style: clang-format is not installed, layout not checked"
fi
exit $bad
