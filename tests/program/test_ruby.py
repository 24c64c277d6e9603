"""--ruby: readings above kanji, on paper and on screen; names never by guessing."""

import os
import re
import subprocess
import unittest

from support import VALID, Workplace, output_of, page_count, pdf_text, run

CLIENTS = ("hinode", "takagi")
RUBY = re.compile(r"<ruby>(.*?)<rp>（</rp><rt>(.*?)</rt><rp>）</rp></ruby>", re.S)


def readings(html):
    return [(re.sub(r"<[^>]*>", "", word), kana) for word, kana in RUBY.findall(html)]


class Ruby(Workplace):
    def made(self, mode, client, *arguments):
        out = os.path.join(self.folder, mode)
        code, _, errors, _ = run(
            "handout", f"content/clients/{client}.yaml", "--ruby", mode, "--format", "all",
            "--out", out, *arguments,
        )
        self.assertEqual((code, errors), (0, ""))
        return lambda name: os.path.join(out, "clients", client, name)

    def html(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_paper_with_readings_is_valid_and_the_sheet_stays_one_page(self):
        for client in CLIENTS:
            for mode in ("difficult", "all"):
                with self.subTest(client=client, mode=mode):
                    path = self.made(mode, client)
                    self.assertEqual(page_count(path("executive.pdf")), 1)
                    for name in ("executive.pdf", "handout.pdf", "basis.pdf"):
                        done = subprocess.run(
                            ["qpdf", "--check", path(name)], capture_output=True, check=False
                        )
                        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_text_comes_back_from_paper_without_the_readings(self):
        for mode in ("difficult", "all"):
            plain = self.made("none", "midori")
            path = self.made(mode, "midori")
            before = re.sub(r"\s", "", pdf_text(plain("executive.pdf")))
            after = re.sub(r"\s", "", pdf_text(path("executive.pdf")))
            self.assertEqual(sorted(before), sorted(after))

    def test_a_screen_has_ruby_with_parentheses_for_old_browsers(self):
        found = {mode: self.html(self.made(mode, "midori")("handout.html"))
                 for mode in ("none", "difficult", "all")}
        self.assertNotIn("<ruby>", found["none"])
        self.assertEqual(found["all"].count("<ruby>"), len(readings(found["all"])))
        self.assertGreater(len(readings(found["all"])), 1000)
        self.assertLess(50, len(readings(found["difficult"])))
        self.assertLess(len(readings(found["difficult"])), len(readings(found["all"])) / 3)
        self.assertIn(("当社", "とうしゃ"), readings(found["all"]))
        self.assertNotIn("<ruby", "".join(re.findall(r"<h[12].*?</h[12]>", found["all"], re.S)))
        for word, kana in readings(found["all"]):
            self.assertRegex(kana, r"^[ぁ-ゖー]+$", word)

    def test_a_name_is_read_only_from_its_data(self):
        hostile = VALID.replace("株式会社ためし", "対策会社 東海林と小鳥遊")
        code, _, errors, _ = self.handout(self.write(hostile), "--ruby", "all", "--format", "html")
        self.assertEqual((code, errors), (0, ""))
        for name in ("handout.html", "executive.html"):
            text = self.html(self.result(name))
            for word, _kana in readings(text):
                self.assertNotRegex(word, "東海林|小鳥遊|対策会社")
            # The name stands as it was written.
            self.assertIn("対策会社 東海林と小鳥遊", text)

    def test_the_vendors_person_is_read_as_its_file_says(self):
        text = self.html(self.made("all", "midori")("handout.html"))
        people = {kana for word, kana in readings(text) if word == "南"}
        self.assertEqual(people, {"みなみ"})

    def test_the_guide_has_readings_and_finds_words_without_them(self):
        out = os.path.join(self.folder, "guide")
        code, _, errors, _ = run("site", "--ruby", "all", "--out", out)
        self.assertEqual((code, errors), (0, ""))
        site = os.path.join(out, "site")
        pages = [name for name in os.listdir(site) if name.endswith(".html")]
        count = sum(self.html(os.path.join(site, name)).count("<ruby>") for name in pages)
        self.assertGreater(count, 5000)

    def test_another_kind_is_wrong_use(self):
        code, _, errors, _ = run("handout", "content/clients/midori.yaml", "--ruby", "some")
        self.assertEqual(code, 2)
        self.assertIn("--ruby", errors)

    def test_a_mistake_in_the_dictionary_is_told_by_check(self):
        content = os.path.join(self.folder, "content")
        output_of("cp", "-r", "content", content)
        path = os.path.join(content, "catalog/readings.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("reading: おんしゃ", "reading: オンシャ", 1))
        line = text[: text.index("reading: おんしゃ")].count("\n") + 1
        code, _, errors, _ = run("check", "--content", content)
        self.assertEqual(code, 1)
        self.assertRegex(errors, rf"readings\.yaml:{line}:\d+: error: .*\[E316\]")

    def test_a_batch_makes_again_what_is_read_in_another_way(self):
        client = self.write(VALID)
        out = os.path.join(self.folder, "batch")
        command = ("batch", os.path.dirname(client), "--document", "executive", "--out", out)
        pdf = os.path.join(out, "clients/sample/executive.pdf")

        def made(*arguments):
            code, _, errors, _ = run(*command, *arguments)
            self.assertEqual(code, 0, errors)
            with open(pdf, "rb") as file:
                return file.read(), os.stat(pdf).st_mtime_ns

        plain = made()
        self.assertEqual(made(), plain)
        read = made("--ruby", "all")
        self.assertNotEqual(read[0], plain[0])
        self.assertEqual(made("--ruby", "all"), read)
        self.assertEqual(made()[0], plain[0])


if __name__ == "__main__":
    unittest.main()
