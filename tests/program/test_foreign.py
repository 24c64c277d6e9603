"""Any folder of Markdown becomes a site and a book without a crash: samples for other programs, and folders of
odd chapters made from pieces that stand in real ones."""

import os
import random
import re
import tempfile
import unittest
import zlib

from support import ROOT, output_of, pdf_text, run

PIECES = [
    "# 見出し\n", "## 深い{#id} 見出し\n", "###### 六段\n", "見出し\n====\n", "---\n", "***\n", "\n\n",
    "本文です。**「重要」**です。\n", "続き  \n改行\\\n三行目\n", "- 項目\n  - 下\n    - もっと下\n",
    "1. 一\n1. 二\n   ```\n   code\n   ```\n", "- [ ] まだ\n- [x] 済み\n", "> 引用\n> > 二重\n",
    "> [!WARNING]\n> 注意\n", "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "a | b\n--|--\n1 | 2\n", "|---|\n",
    "```js\nlet a = `{{x}}`;\n\tlong\n```\n", "~~~\n閉じない\n", "    字下げ\n", "$$\nx^2\n$$\n",
    "脚注[^a]と[^無い]\n", "[^a]: 注\n\n    続き\n", "[^b]: [^a]\n", "[^c]:\n",
    "::: tip\n中\n:::\n", ":::message alert\n中\n:::\n", "::: 何か 題\n", ":::\n", "::: columns 3 2\n", ":: seals a\n",
    "<div>\n中\n</div>\n", "<br>\n", "<!-- 閉じない\n", "<script>alert(1)</script>\n", "文<b>太<i>字</b>\n",
    "<details><summary>題</summary>\n\n中\n\n</details>\n", "<ruby>漢<rt>かん</rt></ruby>\n", "</rp><rt>\n",
    "![図](a.png \"題\")\n", "![](b.jpg)\n*説明*\n", "![](../../../etc/passwd)\n", "![](https://example.jp/a.png)\n",
    "![](x.svg)\n", "文![印](a.png)中\n", "[隣](one.md#見出し) [無](none.md) [悪](javascript:alert(1))\n",
    "<https://example.jp/あ> https://example.jp/\n", "{{ x }} {{#if a}}\n{{/if}}\n", "{% raw %}\n", "~~線~~ ~~ ~~~\n",
    "&amp; &#0; &#x2056; ⁖\n", "👩‍💻 か\u3099 \u202e逆\u202c\n", "\ttab\n", "a\rb\n", "用語\n: 定義\n", "[r]: <x y> '題'\n",
]
HEADS = ["", "", "---\ntitle: 題\n---\n", "---\ntitle: [\n---\n", "---\n", "+++\na = 1\n+++\n", "---\n閉じない: 1\n", "\ufeff"]


def png(width=4, height=3):
    """A grey picture; zlib is the only help it needs."""
    rows = b"".join(b"\0" + bytes([128] * width) for _ in range(height))

    def chunk(kind, data):
        return (len(data).to_bytes(4, "big") + kind + data
                + zlib.crc32(kind + data).to_bytes(4, "big"))

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def write_odd_folder(folder, seed):
    dice = random.Random(seed)
    for name in ["one.md", "二.md", "part/Three Four.md", "part/deep/five.md"]:
        text = dice.choice(HEADS) + "".join(dice.choice(PIECES) for _ in range(25))
        if dice.random() < 0.3:
            text = text[: dice.randrange(len(text))]
        write(os.path.join(folder, name), text.encode())
    picture = bytearray(png())
    write(os.path.join(folder, "a.png"), bytes(picture))
    for _ in range(3):
        picture[dice.randrange(len(picture))] ^= 1 << dice.randrange(8)
    write(os.path.join(folder, "part/a.png"), bytes(picture))
    write(os.path.join(folder, "b.jpg"), bytes(picture[: dice.randrange(len(picture))]))
    write(os.path.join(folder, "x.svg"), b"<svg><script>alert(1)</script></svg>")


class ForeignFolders(unittest.TestCase):
    def build(self, folder):
        with tempfile.TemporaryDirectory() as out:
            code, _, said, _ = run("guide", folder, "--out", out, lang="en")
            self.assertNotIn(": error:", said)
            self.assertEqual(code, 0, said)
            output_of("qpdf", "--check", os.path.join(out, "guide.pdf"))
            self.assertTrue(pdf_text(os.path.join(out, "guide.pdf")))
        with tempfile.TemporaryDirectory() as out:
            code, _, said, _ = run("site", folder, "--out", out, lang="en")
            pages = {}
            for base, _, names in os.walk(out):
                for name in names:
                    if name.endswith(".html"):
                        with open(os.path.join(base, name), encoding="utf-8") as file:
                            pages[name] = file.read()
        self.assertNotIn(": error:", said)
        self.assertEqual(code, 0, said)
        return pages, said

    def test_samples_for_other_programs(self):
        for name in ["vitepress", "zenn", "mdbook/src"]:
            with self.subTest(name):
                self.build(os.path.join(ROOT, "tests/foreign", name))

    def test_the_vitepress_sample_says_what_it_left_out(self):
        pages, said = self.build(os.path.join(ROOT, "tests/foreign/vitepress"))
        self.assertIn("setup.md:30:1: warning", said)
        page = pages["guide-setup.html"]
        self.assertIn('src="files/images/wiring.png"', page)
        self.assertNotIn('src="http', page)
        note = re.search(r'<li id="(note-[^"]+)"', page).group(1)
        self.assertIn(f'href="#{note}"', page)
        self.assertIn(f'id="{note}-ref"', page)
        self.assertIn("うまくいかないとき", page)

    def test_odd_folders(self):
        for seed in range(12):
            with self.subTest(seed), tempfile.TemporaryDirectory() as folder:
                write_odd_folder(folder, seed)
                pages, _ = self.build(folder)
                for name, page in pages.items():
                    self.assertNotIn("<script>alert", page, name)
                    self.assertNotIn("javascript:", page.replace("javascript:alert(1))", ""), name)


if __name__ == "__main__":
    unittest.main()
