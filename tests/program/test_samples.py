"""The main job on the sample clients: files, text, sameness, and names that look like markup."""

import html
import json
import os
import re
import unittest

from support import (
    SAMPLES,
    VALID,
    Workplace,
    comes_back,
    mupdf_lines,
    output_of,
    page_count,
    pdf_text,
    poppler_lines,
    run,
)

HOSTILE = "<img src=x onerror=alert(1)> **x** {{vendor.name}} [a](javascript:x)"
RARE = "𠮟る 髙﨑 ①㈱ 〜～ −－ 葛󠄀"


def sentences_of(page):
    """The texts of a result's HTML, block by block, cut at full stops."""
    body = page[page.index("<main") : page.index("</main>")]
    body = re.sub(r"<(svg|style|details|nav)\b.*?</\1>", "", body, flags=re.S)
    # Said to screen readers only; and readers disagree about the space beside a framed word.
    body = re.sub(r'<span class="hidden">.*?</span>', "", body)
    body = re.sub(r'(<span class="badge">.*?</span>)', r"<br>\1<br>", body)
    blocks = re.split(r"</?(?:p|li|td|th|h\d|div|section|aside|header|ul|ol|tr|dt|dd|figure)\b[^>]*>|<br\s*/?>", body)
    for block in blocks:
        text = html.unescape(re.sub(r"<[^>]+>", "", block)).strip()
        for sentence in re.findall(r"[^。]+。?", text):
            if len(sentence.strip()) > 1:
                yield sentence.strip()


def depths_of(pdf):
    """How far down its text area each page is filled with words, 0 to 1."""
    top, foot = 71, 791  # pt; header and footer stand beyond
    boxes = output_of("pdftotext", "-bbox", pdf, "-")
    for page in boxes.split("<page ")[1:]:
        ends = [float(end) for end in re.findall(r'yMax="([\d.]+)"', page)]
        yield (max(end for end in ends if end < foot) - top) / (foot - top)


class Samples(Workplace):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        import tempfile

        cls.shared = tempfile.TemporaryDirectory(prefix="mamorigami-")
        cls.addClassCleanup(cls.shared.cleanup)
        cls.outcome = run("handout", *SAMPLES, "--format", "all", "--out", cls.shared.name)

    def path(self, client, name):
        return os.path.join(self.shared.name, "clients", client, name)

    def clients(self):
        return [os.path.splitext(os.path.basename(sample))[0] for sample in SAMPLES]

    def test_there_are_at_least_eight_and_all_are_made(self):
        code, out, err, _ = self.outcome
        self.assertEqual((code, err), (0, ""))
        self.assertGreaterEqual(len(SAMPLES), 8)
        for client in self.clients():
            for name in ("executive.pdf", "executive.html", "handout.pdf", "handout.html"):
                self.assertIn(self.path(client, name), out.split("\n"))
                self.assertEqual(os.stat(self.path(client, name)).st_mode & 0o777, 0o600)

    def test_the_summary_is_one_page_and_the_handout_8_to_14(self):
        for client in self.clients():
            self.assertEqual(page_count(self.path(client, "executive.pdf")), 1, client)
            self.assertIn(page_count(self.path(client, "handout.pdf")), range(8, 15), client)

    def test_no_page_of_the_handout_is_a_third_empty_and_the_last_a_third_full(self):
        for client in self.clients():
            depths = list(depths_of(self.path(client, "handout.pdf")))
            self.assertGreater(min(depths[:-1]), 2 / 3, client)
            self.assertGreater(depths[-1], 0.3, client)

    def test_every_sentence_comes_back_from_the_pdf(self):
        for client in self.clients():
            for name in ("executive", "handout"):
                with open(self.path(client, name + ".html"), encoding="utf-8") as file:
                    sentences = list(sentences_of(file.read()))
                self.assertGreater(len(sentences), 20)
                pdf = self.path(client, name + ".pdf")
                for reader in (poppler_lines, mupdf_lines):
                    lines = reader(pdf)
                    lost = [s for s in sentences if not comes_back(s, lines)]
                    self.assertEqual(lost, [], f"{client} {name} {reader.__name__}")

    def test_the_figures_on_paper_are_those_of_data(self):
        for sample, client in zip(SAMPLES, self.clients()):
            data = json.loads(run("data", sample)[1])
            score = data["score"]
            text = pdf_text(self.path(client, "executive.pdf"))
            self.assertIn(f"100点満点で{score['total']}点", text)
            self.assertEqual(len(score["items"]), 25)
            counted = [item for item in score["items"] if item["points"] is not None]
            self.assertEqual(len(counted), score["applicable"])
            points = sum(item["points"] for item in counted)
            # round half up, worked here in exact integers
            self.assertEqual(score["total"], (200 * points + 4 * len(counted)) // (8 * len(counted)))
            if score["previous"]:
                self.assertEqual(score["change"], score["total"] - score["previous"]["total"])

    def test_every_font_is_embedded_as_a_subset_with_unicode(self):
        for client in self.clients():
            for name in ("executive.pdf", "handout.pdf"):
                lines = output_of("pdffonts", self.path(client, name)).splitlines()[2:]
                self.assertGreater(len(lines), 0)
                for line in lines:
                    self.assertRegex(line, r"\byes\s+yes\s+yes\b")
                output_of("qpdf", "--check", self.path(client, name))

    def test_two_runs_give_the_same_bytes(self):
        code, _, _, _ = self.handout(*SAMPLES[:3], "--format", "all")
        self.assertEqual(code, 0)
        for client in self.clients()[:3]:
            for name in ("executive.pdf", "executive.html", "handout.pdf", "handout.html"):
                with open(self.path(client, name), "rb") as first:
                    with open(self.result(name, client), "rb") as second:
                        self.assertEqual(first.read(), second.read(), f"{client} {name}")

    def test_the_clients_before_do_not_change_a_file(self):
        """Caches of a run save time and nothing else, and no sign of one client's name gets into
        the fonts of another."""
        rare = self.write(VALID.replace("株式会社ためし", "株式会社龘𠮷彁"))
        sample = SAMPLES[0]
        together = os.path.join(self.folder, "together")
        alone = os.path.join(self.folder, "alone")
        arguments = [rare, *SAMPLES[1:4], rare, *reversed(SAMPLES[1:4]), sample]
        self.assertEqual(run("handout", *arguments, "--format", "all", "--out", together)[0], 0)
        self.assertEqual(run("handout", sample, "--format", "all", "--out", alone)[0], 0)
        folder = os.path.join("clients", os.path.splitext(os.path.basename(sample))[0])
        names = os.listdir(os.path.join(alone, folder))
        self.assertGreaterEqual(len(names), 4)
        for name in names:
            with open(os.path.join(alone, folder, name), "rb") as file:
                expected = file.read()
            with open(os.path.join(together, folder, name), "rb") as file:
                self.assertEqual(file.read(), expected, name)
        shown = {}
        for client in (folder, "clients/sample"):
            pdf = os.path.join(together, client, "handout.pdf")
            clear = os.path.join(self.folder, "clear.pdf")
            output_of("qpdf", "--qdf", "--object-streams=disable", pdf, clear)
            with open(clear, "rb") as file:
                shown[client] = file.read()
        for sign in (b"<9F98>", b"<D842DFB7>"):
            self.assertIn(sign, shown["clients/sample"])
            self.assertNotIn(sign, shown[folder])

    def test_no_client_reads_another_ones_name(self):
        names = {c: json.loads(run("data", s)[1])["client"]["name"] for s, c in zip(SAMPLES, self.clients())}
        for client in self.clients():
            text = pdf_text(self.path(client, "handout.pdf"))
            for other, name in names.items():
                self.assertEqual(name in text, other == client, f"{name} in {client}")


class Names(Workplace):
    def made(self, name):
        path = self.write(VALID.replace("株式会社ためし", json.dumps(name, ensure_ascii=False)))
        code, _, err, _ = self.handout(path, "--format", "all")
        self.assertEqual((code, err), (0, ""))

    def test_a_name_that_looks_like_markup_appears_as_it_is(self):
        self.made(HOSTILE)
        for document in ("executive", "handout"):
            pdf = self.result(document + ".pdf")
            self.assertTrue(comes_back(HOSTILE, poppler_lines(pdf)))
            self.assertTrue(comes_back(HOSTILE, mupdf_lines(pdf)))
            with open(self.result(document + ".html"), encoding="utf-8") as file:
                page = file.read()
            self.assertNotIn("<img", page)
            self.assertNotIn("<strong>x</strong>", page)
            self.assertIn(html.escape(HOSTILE), page)
            self.assertIn(HOSTILE, output_of("pdfinfo", pdf))

    def test_rare_signs_come_back_exactly(self):
        self.made(RARE)
        pdf = self.result("handout.pdf")
        self.assertTrue(comes_back(RARE, poppler_lines(pdf)))
        self.assertTrue(comes_back(RARE, mupdf_lines(pdf)))

    def test_a_sign_no_font_has_is_reported_at_the_client_file(self):
        path = self.write(VALID.replace("株式会社ためし", "株式会社\U0001f98a"))
        code, out, err, _ = self.handout(path)
        self.assertEqual(code, 1)
        self.assertRegex(err, re.escape(path) + r":2:\d+: error: .*\[E603\].*U\+1F98A")


class Usage(Workplace):
    def test_wrong_use_is_two_and_says_how(self):
        for arguments in ([], ["hand"], ["handout"], ["handout", "--format", "docx", "x.yaml"]):
            code, _, err, _ = run(*arguments)
            self.assertEqual(code, 2, arguments)
            self.assertIn("mamorigami handout", err)

    def test_an_unknown_document_is_two_with_a_near_match(self):
        code, _, err, _ = self.handout(self.write(VALID), "--document", "executiv")
        self.assertEqual(code, 2)
        self.assertIn("executive", err)

    def test_a_read_only_place_is_two(self):
        code, _, err, _ = run("handout", self.write(VALID), "--out", "/proc/mamorigami")
        self.assertEqual(code, 2)
        self.assertIn("[E004]", err)

    def test_help_and_version_are_zero(self):
        for option in ("--help", "--version"):
            self.assertEqual(run(option)[0], 0)


if __name__ == "__main__":
    unittest.main()
