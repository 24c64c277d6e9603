#!/usr/bin/env python3
"""make-pages.py FOLDER COUNT SIGNS -- chapters of Japanese text for measuring: COUNT files of about
SIGNS signs each, always the same ones. The sentences are those of content/guide, mixed."""

import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def sentences():
    text = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "content/guide").glob("*.md")))
    lines = [line for line in text.splitlines() if re.match(r"[ぁ-んァ-ヶ一-龠]", line)]
    found = re.findall(r"[^。「」\[\]{}|*`]{8,60}。", "\n".join(lines))
    return sorted({sentence.strip() for sentence in found})


def chapter(number, signs, pool, chance):
    words = [f"# 第{number}章　{chance.choice(pool)[:14]}\n"]
    size = 0
    while size < signs:
        if size % 1000 < 60:
            words.append(f"## {chance.choice(pool)[:16]}\n")
        paragraph = "".join(chance.choice(pool) for _ in range(4))
        size += len(paragraph)
        words.append(paragraph + "\n")
    if number % 100 == 0:
        words.append(f"珍しい語は檸檬{number}号です。\n")
    return "\n".join(words)


def main():
    folder, count, signs = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    pool = sentences()
    chance = random.Random(1)
    for number in range(1, count + 1):
        (folder / f"page-{number:04}.md").write_text(chapter(number, signs, pool, chance), "utf-8")


main()
