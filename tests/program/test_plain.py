"""`check` holds our own content to plain Japanese, and tells a bad chapter what is wrong where."""

import os
import re
import shutil
import unittest

from support import ROOT, Workplace, run

# One fault a line; what `check` must say of it: line, column, id.
BAD = """\
---
title: わるい見本
---
# わるい見本

この文は、いろいろなことを一度に言おうとして、どこで終わるのかがわからないほど長くなり、読む人がいやになってしまう、とても長い文です。

事故は起きないわけではありません。

情報漏洩対策費用を見ます。

クラウドストレージのアクセスコントロールをレビューします。

ゼロトラストで守ります。

まず、EDRを入れます。
"""
WANTED = [(6, 1, "W701"), (8, 6, "W703"), (10, 1, "W704"), (12, 1, "W705"), (14, 1, "W702"), (16, 4, "W706")]


class Plain(Workplace):
    def content(self):
        """A copy of content/ that a test may spoil."""
        path = os.path.join(self.folder, "content")
        shutil.copytree(os.path.join(ROOT, "content"), path)
        return path

    def test_our_own_content_has_no_warning_and_every_document_a_score(self):
        code, out, err, _ = run("check")
        self.assertEqual(code, 0, err)
        self.assertEqual(re.findall(r"\[W7\d\d\].*", err), [])
        for name in ("executive", "handout", "basis", "guide", "catalog"):
            score = re.search(rf"読みやすさ {name}: 平均(\d+\.\d)点", out)
            self.assertIsNotNone(score, out)
            self.assertGreater(float(score.group(1)), 50)

    def test_a_chapter_written_badly_gets_each_warning_at_its_place(self):
        content = self.content()
        with open(os.path.join(content, "handout/plan.md"), "w") as file:
            file.write(BAD)
        with open(os.path.join(content, "plain.yaml")) as file:
            rules = file.read().replace("hard_words: []", "hard_words: [ゼロトラスト]")
        with open(os.path.join(content, "plain.yaml"), "w") as file:
            file.write(rules)
        _, _, err, _ = run("check", "--content", content)
        found = re.findall(r"handout/plan\.md:(\d+):(\d+): warning: [^\n]*\[(W7\d\d)\]", err)
        self.assertEqual([(int(line), int(column), rule) for line, column, rule in found], WANTED)

    def test_wrong_rules_are_told_at_their_line(self):
        content = self.content()
        with open(os.path.join(content, "plain.yaml"), "w") as file:
            file.write("sentence: {wanted: 50, most: many}\nkanjirun: 6\n")
        code, _, err, _ = run("check", "--content", content)
        self.assertEqual(code, 1)
        self.assertRegex(err, r"plain\.yaml:1:30: error")
        self.assertIn("kanji_run", err)


if __name__ == "__main__":
    unittest.main()
