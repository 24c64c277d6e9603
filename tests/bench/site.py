#!/usr/bin/env python3
"""What a web site of 1,000 pages costs here and with Hugo, from the same Markdown: make bench.

    tests/bench/site.py [--pages 1000] [--rounds 3]

Both make a page for each chapter with its contents and its neighbours; ours also has a search index,
which Hugo has not. Then one chapter is changed and both build again. Results: out/bench/site.json.
"""

import argparse
import datetime
import json
import os
import random
import re
import shutil
import statistics

import measure

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCH = os.path.join(ROOT, "out/bench")
PROGRAM = os.path.join(ROOT, "out/bin/mamorigami")
SIGNS_A_PAGE = 5000

LAYOUT = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ .TableOfContents }}</nav>
<main>{{ .Content }}</main></body></html>
"""


def sentences():
    """Sentences of our own chapters, to be dealt out by chance."""
    found = []
    folder = os.path.join(ROOT, "content/guide")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".md"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                lines = [line.strip() for line in file if "{" not in line and line.strip().endswith("。")]
            lines = [re.sub(r"\[([^\[\]]*)\]\([^)]*\)", r"\1", line) for line in lines]  # links lead nowhere here
            found += [line for line in lines if not line.startswith(("|", ":", "-", "#", ">"))]
    return found


def write_pages(folder, count):
    chance = random.Random(1)
    pool = sentences()
    os.makedirs(folder)
    for index in range(count):
        parts, signs = [f"---\ntitle: 第{index + 1}章 備えの話\n---\n# 第{index + 1}章 備えの話\n"], 0
        while signs < SIGNS_A_PAGE:
            if chance.random() < 0.15:
                parts.append(f"## 見出し{chance.randrange(100)}\n")
            parts.append("".join(chance.choice(pool) for _ in range(4)) + "\n")
            signs += len(parts[-1])
        parts.append("| 仕事 | 御社 | 当社 |\n|---|---|---|\n| 更新 | ◎ | ○ |\n| 写し | ○ | ◎ |\n")
        with open(os.path.join(folder, f"chapter-{index + 1:04}.md"), "w", encoding="utf-8") as file:
            file.write("\n".join(parts))


def prepare_hugo(pages):
    site = os.path.join(BENCH, "hugo")
    shutil.rmtree(site, ignore_errors=True)
    os.makedirs(os.path.join(site, "layouts/_default"))
    for name in ("single.html", "list.html"):
        with open(os.path.join(site, "layouts/_default", name), "w") as file:
            file.write(LAYOUT)
    with open(os.path.join(site, "config.toml"), "w") as file:
        file.write('baseURL = "/"\ntitle = "本"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    shutil.copytree(pages, os.path.join(site, "content"))
    return site


def change(path, round_number):
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"\n{round_number}回目に書き足しました。\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    measure.adopt_orphans()
    pages = os.path.join(BENCH, f"pages-{options.pages}")
    shutil.rmtree(pages, ignore_errors=True)
    write_pages(pages, options.pages)
    hugo, out = prepare_hugo(pages), os.path.join(BENCH, "site-out")
    commands = {
        "mamorigami": (f"cd {ROOT} && {PROGRAM} site {pages} --out {out}", pages, [out]),
        "Hugo": (f"hugo --quiet -s {hugo}", os.path.join(hugo, "content"),
                 [os.path.join(hugo, "public"), os.path.join(hugo, "resources")]),
    }  # fmt: skip
    runs = {name: {"full": [], "one page": []} for name in commands}
    for number in range(options.rounds):
        for name, (command, sources, made) in commands.items():
            for folder in made:
                shutil.rmtree(folder, ignore_errors=True)
            runs[name]["full"].append(measure.run(command))
            change(os.path.join(sources, "chapter-0500.md" if options.pages >= 500 else "chapter-0001.md"), number)
            runs[name]["one page"].append(measure.run(command))
    print(f"{datetime.date.today()}, {options.pages} pages of {SIGNS_A_PAGE} signs\n")
    print("| what | build | s | CPU s | of Hugo's s |\n|---|---|---:|---:|---:|")
    result = {}
    for name, builds in runs.items():
        for build, measured in builds.items():
            seconds = statistics.median(run["seconds"] for run in measured)
            cpu = statistics.median(run["cpu"] for run in measured)
            hugo_seconds = statistics.median(run["seconds"] for run in runs["Hugo"][build])
            result[f"{name} {build}"] = {"seconds": seconds, "cpu": cpu}
            print(f"| {name} | {build} | {seconds:.2f} | {cpu:.2f} | {seconds / hugo_seconds:.2f} |")
    with open(os.path.join(BENCH, "site.json"), "w") as file:
        json.dump(result, file, indent=1)


if __name__ == "__main__":
    main()
