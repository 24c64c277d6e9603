"""The guidebook: the book of our own chapters, of a small guide, and of a folder of others."""

import html
import os
import re
import shutil
import tempfile
import unittest

from support import ROOT, VALID, Workplace, output_of, page_count, run

CHAPTER = "---\ntitle: {0}\nminutes: 2\naudience: [owner]\n---\n# {0}\n\n{1}\n"


def pages_of(path):
    """The text of each page without any white."""
    texts = output_of("pdftotext", "-raw", path, "-").split("\f")
    return [re.sub(r"\s", "", text) for text in texts[:-1]]


def main_of(page):
    return page[page.index("<main") : page.index("</main>")]


def words(markup):
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", markup)))


def check_references(test, paper, screen):
    """Every printed page number is that of the page where the link's heading stands.

    The screen's links tell in the same order what the paper's numbers are about.
    """
    pages = pages_of(paper)
    body = re.sub(r"<(nav|sup)\b.*?</\1>", "", main_of(screen), flags=re.S)
    body = re.sub(r'<ul class="index">.*?</ul>', "", body, flags=re.S)
    headings = {
        name: words(text) for name, text in re.findall(r'<h\d[^>]* id="([^"]+)">(.*?)</h\d>', body)
    }
    targets = [name for name in re.findall(r'<a href="#([^"]+)">', body)]
    printed = [int(number) for page in pages for number in re.findall(r"（→(\d+)ページ）", page)]
    test.assertEqual(len(printed), len(targets))
    for target, number in zip(targets, printed):
        test.assertIn(headings[target], pages[number - 1], f"{target}: page {number}")
        if "_" not in target:  # a chapter begins its page
            test.assertTrue(pages[number - 1].startswith(headings[target]), f"{target}: {number}")
    return len(printed)


class OurGuide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="mamorigami-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.outcome = run("guide", "--out", cls.folder.name)
        cls.paper = os.path.join(cls.folder.name, "guide.pdf")
        with open(os.path.join(cls.folder.name, "guide.html"), encoding="utf-8") as file:
            cls.screen = file.read()
        cls.pages = pages_of(cls.paper)
        cls.outline = output_of("mutool", "show", cls.paper, "outline")

    def test_is_made_without_a_complaint(self):
        code, out, err, _ = self.outcome
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(len(out.split()), 2)

    def test_judges_find_nothing_wrong_with_the_file(self):
        self.assertIn("No syntax or stream encoding errors", output_of("qpdf", "--check", self.paper))
        info = output_of("pdfinfo", self.paper)
        self.assertRegex(info, r"Tagged:\s+yes")
        self.assertRegex(info, r"Page size:\s+595\.\d* x 841\.\d* pts \(A4\)")

    def test_printed_page_numbers_are_true(self):
        self.assertGreater(check_references(self, self.paper, self.screen), 50)

    def test_contents_tell_the_pages(self):
        first = next(i for i, page in enumerate(self.pages) if page.startswith("目次"))
        last = next(i for i, page in enumerate(self.pages) if page.startswith("第1部"))
        contents = "".join(self.pages[first:last])
        chapters = re.findall(r'<h3[^>]*class="heading-2"[^>]*>(.*?)</h3>', self.screen)
        self.assertGreater(len(chapters), 30)
        for chapter in chapters:
            found = re.search(re.escape(words(chapter)) + r"(\d{1,3}?)(?=\d-\d|第\d部|[^\d]|$)", contents)
            self.assertIsNotNone(found, chapter)

    def test_bookmarks_are_parts_chapters_and_sections(self):
        lines = self.outline.splitlines()
        depths = {len(re.match(r"[|+-]?(\t*)", line).group(1)) for line in lines}
        self.assertGreaterEqual(len(depths), 3)
        self.assertRegex(self.outline, r'"第1部')
        self.assertRegex(self.outline, r'"1-1')
        for title in ("言葉の説明", "出典", "索引"):
            self.assertIn(f'"{title}"', self.outline)

    def test_the_index_tells_true_pages(self):
        with open(os.path.join(ROOT, "content/catalog/glossary.yaml"), encoding="utf-8") as file:
            text = file.read()
        entries = {}
        for block in re.split(r"^  - term: ", text, flags=re.M)[1:]:
            also = re.search(r"^    also: \[(.*)\]$", block, re.M)
            spellings = [block.split("\n")[0]] + (also.group(1).split(", ") if also else [])
            entries[spellings[0]] = [re.sub(r"\s", "", spelling.strip('"')) for spelling in spellings]
        first = next(i for i, page in enumerate(self.pages) if page.startswith("索引言葉"))
        raw = output_of("pdftotext", "-raw", "-f", str(first + 1), self.paper, "-")
        found = 0
        for term, spellings in entries.items():
            entry = re.search(rf"^{re.escape(term)}\s+(\d+(?:、\s*\d+)*)", raw, re.M)
            for number in re.findall(r"\d+", entry.group(1)) if entry else []:
                page = self.pages[int(number) - 1]
                self.assertTrue(any(word in page for word in spellings), f"{term}: page {number}")
                found += 1
        self.assertGreater(found, 60)

    def test_the_same_input_gives_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as again:
            run("guide", "--out", again)
            for name in ("guide.pdf", "guide.html"):
                with open(os.path.join(again, name), "rb") as one:
                    with open(os.path.join(self.folder.name, name), "rb") as other:
                        self.assertEqual(one.read(), other.read())

    def test_every_link_of_the_screen_leads_somewhere(self):
        ids = re.findall(r'\bid="([^"]+)"', self.screen)
        self.assertEqual(len(ids), len(set(ids)))
        for target in set(re.findall(r'href="#([^"]+)"', self.screen)):
            self.assertIn(target, ids)

    def test_no_page_is_nearly_empty_but_the_ends_of_chapters(self):
        few = [page for page in self.pages if len(page) < 120]
        self.assertLess(len(few), len(self.pages) / 10)


class SmallGuide(Workplace):
    def guide(self, *arguments, **keywords):
        return run("guide", *arguments, "--out", os.path.join(self.folder, "out"), **keywords)

    def put(self, name, text):
        path = os.path.join(self.folder, "book", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return os.path.join(self.folder, "book")

    def paper(self):
        return os.path.join(self.folder, "out/guide.pdf")

    def screen(self):
        with open(os.path.join(self.folder, "out/guide.html"), encoding="utf-8") as file:
            return file.read()

    def put_ours(self):
        self.put("guide.yaml", "title: 小さな手引き\nparts:\n  - title: 第1部 はじめ\n"
                 "    chapters: [a.md]\n  - title: 第2部 つづき\n    chapters: [b.md]\n")
        long = "\n\n".join(f"長い文その{n}です。" * 20 for n in range(12))
        self.put("a.md", CHAPTER.format("始めの章", "[先の章](b.md)と[その節](b.md#far)です。\n\n" + long))
        return self.put("b.md", CHAPTER.format("先の章", long + "\n\n## 遠い節 {#far}\n\n[戻る](a.md)。"))

    def test_references_lead_to_other_pages_of_long_chapters(self):
        code, _, err, _ = self.guide(self.put_ours())
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(check_references(self, self.paper(), self.screen()), 3)

    def test_a_mistake_is_told_at_its_place_and_nothing_is_written(self):
        folder = self.put_ours()
        self.put("a.md", CHAPTER.format("始めの章", "[なし](bb.md)"))
        code, out, err, _ = self.guide(folder)
        self.assertEqual((code, out), (1, ""))
        self.assertRegex(err, r"a\.md:8:1: error: .*\[E804\]: bb\.md")
        self.assertFalse(os.path.exists(self.paper()))

    def test_a_folder_of_others_becomes_a_book(self):
        self.put("README.md", "# よその本\n\n[次](two/b.md#使い方)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
        self.put("one.md", "+++\ntitle = 'x'\n+++\n# 一\n\n- a\n  - b\n    - c\n\n```sh\nls\n```\n")
        folder = self.put("two/b.md", "# 二\n\n## 使い方\n\n<div>生の<b>HTML</b></div>\n\n![絵](x.png)\n\n[^1]\n\n[^1]: 注\n")
        code, _, err, _ = self.guide(folder)
        self.assertEqual(code, 0, err)
        self.assertNotIn("error:", err)
        self.assertEqual(check_references(self, self.paper(), self.screen()), 1)
        self.assertIn("よその本", pages_of(self.paper())[0])

    def test_folders_with_clients_are_refused(self):
        plain = self.put("a.md", "# 章\n")
        for folder in ("content", "content/clients", ".", "/"):
            code, out, err, _ = self.guide(folder)
            self.assertEqual((code, out), (1, ""), folder)
            self.assertIn("E801", err)
        self.put("deep/down/firm.yml", VALID)
        code, out, err, _ = self.guide(plain)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("deep/down/firm.yml", err)

    def test_no_client_is_ever_opened(self):
        content = os.path.join(self.folder, "content")
        shutil.copytree(os.path.join(ROOT, "content"), content, ignore=shutil.ignore_patterns("clients"))
        os.mkfifo(os.path.join(content, "clients"))  # whoever opens it waits for ever
        code, _, err, _ = self.guide("--content", content, timeout=20)
        self.assertEqual((code, err), (0, ""))

    def test_clients_documents_are_not_read(self):
        content = os.path.join(self.folder, "content")
        shutil.copytree(os.path.join(ROOT, "content"), content)
        with open(os.path.join(content, "handout/score.md"), "a", encoding="utf-8") as file:
            file.write("\n{{nothing.like.this}}\n")
        code, _, err, _ = self.guide("--content", content)
        self.assertEqual((code, err), (0, ""))

    def test_check_misses_the_chapters_that_measures_send_readers_to(self):
        content = os.path.join(self.folder, "content")
        shutil.copytree(os.path.join(ROOT, "content"), content)
        path = os.path.join(content, "catalog/measures.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        line = text[: text.index("    guide: backup\n")].count("\n") + 1
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("    guide: backup\n", "    guide: bakcup\n", 1))
        firm = self.write(VALID)
        for name in os.listdir(os.path.join(content, "clients")):
            os.remove(os.path.join(content, "clients", name))
        shutil.copy(firm, os.path.join(content, "clients/sample.yaml"))
        code, _, err, _ = run("check", "--content", content)
        self.assertEqual(code, 0, err)
        self.assertRegex(err, rf"measures\.yaml:{line}:12: warning: [^\n]*\[W806\]: bakcup")
        self.assertIn("backup", err)

    def test_formats_are_as_asked(self):
        folder = self.put("a.md", "# 章\n")
        code, out, _, _ = self.guide(folder, "--format", "pdf")
        self.assertEqual(code, 0)
        self.assertEqual(os.listdir(os.path.join(self.folder, "out")), ["guide.pdf"])

    def test_an_output_that_cannot_be_written_is_a_system_error(self):
        folder = self.put("a.md", "# 章\n")
        code, _, err, _ = run("guide", folder, "--out", self.write("x", "file"))
        self.assertEqual(code, 2)
        self.assertIn("E004", err)


if __name__ == "__main__":
    unittest.main()
