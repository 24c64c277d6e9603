#!/usr/bin/env python3
"""judge-text.py FOLDER FILE... -- copies of chapters that textlint can read.

Merge fields, chart data, source numbers and marks of our Markdown are no Japanese. They are taken
out in place, so that textlint's line numbers are those of the chapter.
"""

import os
import re
import sys


def blank(match):
    """As many line ends as there were."""
    return "\n" * match.group(0).count("\n")


EDITS = [
    (re.compile(r"\A---\n.*?\n---\n", re.S), blank),  # front matter
    (re.compile(r"^```.*?^```$", re.S | re.M), blank),  # charts, code
    (re.compile(r"\[[^\[\]]*\]\{\.note\}"), ""),  # numbers of sources
    (re.compile(r"\[([^\[\]]*)\]\{\.[^}]*\}"), r"\1"),  # styled words
    (re.compile(r"\[([^\[\]]*)\]\([^)]*\)"), r"\1"),  # links
    (re.compile(r"^:{2,}.*$", re.M), ""),  # boxes
    (re.compile(r"^\{\{[#/].*\}\}$", re.M), ""),  # conditions, loops
    (re.compile(r"\{\{[^}]*\}\}"), "〓"),  # fields
    (re.compile(r"\*\*"), ""),  # strong, also where CommonMark alone would not see it
    (re.compile(r"^\|.*\|$", re.M), ""),  # tables: words and phrases, not sentences
]


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for pattern, replacement in EDITS:
            text = pattern.sub(replacement, text)
        name = os.path.basename(os.path.dirname(path)) + "-" + os.path.basename(path)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
