"""The yen amounts and scores of a document, as other programs read them, against the numbers of `data`
and `explain`."""

import html
import json
import os
import re

from support import output_of, run

FIGURE = re.compile(
    r"(?<![0-9,.])[−-]?[0-9][0-9,.]*(?:億[0-9,]*)?万?円|(?<![0-9,.])[−-]?[0-9]+(?:\.[0-9]+)?点"
)
WITHIN_WORDS = "b|strong|span|em|a|sup|i|small|code|tspan"
# The scale below a chart; paper and screen may have other steps.
SCALE = re.compile(r"^0点?(?: ?[0-9,]+(?:億[0-9,]*)?万?[円点])+$", re.M)


def figures(text):
    return set(FIGURE.findall(text))


def on_paper(path):
    return figures(SCALE.sub("", output_of("pdftotext", "-raw", path, "-")))


def plain(markup):
    markup = re.sub(rf"</?(?:{WITHIN_WORDS})(?:\s[^>]*)?>", "", markup)
    return html.unescape(re.sub(r"<[^>]*>", "\n", markup))


def on_screen(path):
    """(everything that is shown, what is shown outside pictures and the tables behind them)"""
    with open(path, encoding="utf-8") as file:
        markup = re.sub(r"<style.*?</style>", "", file.read(), flags=re.S)
    words = re.sub(r"<svg.*?</svg>|<details.*?</details>", "", markup, flags=re.S)
    return figures(plain(markup)), figures(plain(words))


def numbers_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {number for one in value for number in numbers_in(one)}
    return {value} if isinstance(value, (int, float)) and not isinstance(value, bool) else set()


def computed(client):
    """What the program says it computed: amounts as written there, and the numbers of the score."""
    code, data, err, _ = run("data", client)
    assert code == 0, err
    code, steps, err, _ = run("explain", client, "--all")
    assert code == 0, err
    points = numbers_in(json.loads(data)["score"])
    return figures(data) | figures(steps) | {f"{point}点".replace("-", "−") for point in points}


def faults(client, folder):
    """What differs between paper, screen and data in the documents of `client` in `folder`."""
    known = computed(client)
    found = []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".pdf"):
            continue
        path = os.path.join(folder, name)
        paper = on_paper(path)
        shown, words = on_screen(path[:-4] + ".html")
        if not paper and name.startswith(("handout", "basis")):
            found.append(f"{path}: no figure at all")
        for what, more, less in (
            ("on paper, not on the screen", paper, shown),
            ("on the screen, not on paper", words, paper),
            ("on paper, not computed", paper, known),
            ("on the screen, not computed", words, known),
        ):
            if more - less:
                found.append(f"{path}: {what}: {' '.join(sorted(more - less)[:8])}")
    return found
