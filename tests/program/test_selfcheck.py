"""The page of the self-check: all questions, readable without a script, and the same figures as C."""

import html
import json
import os
import random
import re
import shutil
import subprocess
import unittest

from support import ROOT, Workplace, run
from test_site import Page, read

WORDS = ("yes", "partly", "no", "unknown", "na")
QUESTIONS = 25
RUN_SCORE = os.path.join(ROOT, "tests/tools/run-score.js")

# What people and attackers type into a line of words.
HOSTILE = (
    '株式会社ためし "引用" \\ 円',
    "a: b # c",
    "- x",
    "{{client.name}} {na: x}",
    "&a *a !!str | > % @ `",
    "'\t\u0007\u0000\u0085\u2028\ufeff'",
    "𠮷野家 \U0001f600 \ud83d",
    "yes",
    "</script><img src=x onerror=alert(1)>",
    "---",
)


class SelfCheck(Workplace):
    def setUp(self):
        super().setUp()
        out = os.path.join(self.folder, "out")
        code, _, err, _ = run("site", "--out", out)
        self.assertEqual((code, err), (0, ""))
        self.site = os.path.join(out, "site")

    def data(self):
        script = read(self.site, "self-check-data.js")
        head, tail = "mamorigami.sheet = ", ";\n"
        self.assertTrue(script.startswith(head) and script.endswith(tail))
        return json.loads(script[len(head) : -len(tail)])


class ThePage(SelfCheck):
    def test_every_question_is_asked_and_leads_to_its_chapter(self):
        text = read(self.site, "self-check.html")
        self.assertEqual(Page(text).faults, [])
        questions = re.findall(r'<fieldset class="question".*?</fieldset>', text, re.S)
        self.assertEqual(len(questions), QUESTIONS)
        sheet = read(ROOT, "content/catalog/sheets/self-check-2026.yaml")
        topics = re.findall(r"^    topic: (.*)$", sheet, re.M)
        words = re.findall(r"^    (?:question|aim|example): (.*)$", sheet, re.M)
        for number, (question, topic) in enumerate(zip(questions, topics), 1):
            with self.subTest(question=number):
                self.assertIn("<legend>", question)
                self.assertEqual(re.findall(r'value="([a-z]+)"', question), list(WORDS))
                self.assertEqual(set(re.findall(r'name="answer-(\d+)"', question)), {str(number)})
                self.assertIn(f'href="{topic}.html"', question)
                for line in words[3 * number - 3 : 3 * number]:
                    self.assertIn(line, html.unescape(question))

    def test_it_can_be_filled_in_and_added_up_on_paper(self):
        text = read(self.site, "self-check.html")
        for points in ("実施している <span class=\"points\">4点", "わからない <span class=\"points\">−1点"):
            self.assertEqual(text.count(points), QUESTIONS)
        self.assertIn("点を手で計算する", text)
        self.assertIn("合格の目安は70点です", text)
        self.assertIn("<noscript>", text)

    def test_vendor_and_ways_to_it(self):
        text = read(self.site, "self-check.html")
        vendor = read(ROOT, "content/vendor.yaml")
        for key in ("name", "phone", "emergency", "email"):
            self.assertIn(re.search(rf"^{key}: (.*)$", vendor, re.M).group(1), text)
        for page in ("index.html", "backup.html", "self-check.html"):
            self.assertIn('href="self-check.html"', read(self.site, page))
        self.assertIn("どこにも送られません", text)

    def test_nothing_can_be_sent(self):
        text = read(self.site, "self-check.html")
        form = re.search(r'<form id="page-check"[^>]*>', text).group()
        self.assertNotIn("action", form)
        # Without a script Enter would put all answers into an address.
        buttons = re.findall(r'<button type="submit"[^>]*>', text[text.index(form) :])
        self.assertEqual(buttons, ['<button type="submit" class="download" disabled>'])
        scripts = read(self.site, "self-check.js") + read(self.site, "score.js")
        for word in ("fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "innerHTML", "http"):
            self.assertNotIn(word, scripts)

    def test_data_for_the_script(self):
        data = self.data()
        self.assertEqual([item["number"] for item in data["items"]], [str(n) for n in range(1, 26)])
        self.assertEqual(data["points"], {"yes": 4, "partly": 2, "no": 0, "unknown": -1})
        self.assertEqual(data["pass"], 70)
        for item in data["items"]:
            self.assertTrue(os.path.exists(os.path.join(self.site, item["file"])))

    def test_folder_of_others_has_none(self):
        folder = os.path.join(self.folder, "guide")
        os.makedirs(folder)
        with open(os.path.join(folder, "self-check.md"), "w", encoding="utf-8") as file:
            file.write("# 点検\n\n本文。\n")
        out = os.path.join(self.folder, "other")
        code, _, err, _ = run("site", folder, "--out", out)
        self.assertEqual((code, err), (0, ""))
        self.assertFalse(os.path.exists(os.path.join(out, "site/self-check.html")))
        self.assertNotIn("score.js", os.listdir(os.path.join(out, "site")))


@unittest.skipUnless(shutil.which("node"), "Node is not installed")
class TheScript(SelfCheck):
    FIRM = {
        "name": "株式会社ためし",
        "trade": "manufacturing",
        "business": "金属部品の加工",
        "employees": "４０人",
        "region": "",
        "contact": "山田",
        "date": "2026-11-20",
        "pcs": "1,200台",
        "notebooks": "",
        "servers": "０",
        "backup": "unknown",
        "remote_access": "vpn",
        "website": "none",
        "contract": "none",
    }

    def compute(self, cases):
        done = subprocess.run(
            ["node", RUN_SCORE, self.site], input=json.dumps(cases).encode(), capture_output=True
        )
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        return json.loads(done.stdout)

    def case(self, number, answers, **firm):
        reasons = [firm.pop("reason", "使っていません") if answer == "na" else "" for answer in answers]
        return {"answers": answers, "reasons": reasons, "firm": {**self.FIRM, "id": f"case-{number}", **firm}}

    def answer_sets(self):
        """One word everywhere, mixtures of few and of all words, and none that counts."""
        chance = random.Random(25)
        for word in WORDS:
            yield [word] * QUESTIONS
            yield [word] * (QUESTIONS - 1) + ["yes"]
        for _ in range(24):
            few = chance.sample(WORDS, chance.randint(1, 5))
            yield [chance.choice(few) for _ in range(QUESTIONS)]

    def test_script_and_program_count_alike(self):
        cases = [self.case(number, answers) for number, answers in enumerate(self.answer_sets())]
        results = self.compute(cases)
        paths = [self.write(result["file"], f"case-{n}.yaml") for n, result in enumerate(results)]
        code, out, err, _ = run("data", *paths)
        self.assertEqual(code, 0, err)
        decoder = json.JSONDecoder()
        totals = set()
        for number, result in enumerate(results):
            data, end = decoder.raw_decode(out)
            out = out[end:].lstrip()
            with self.subTest(answers=cases[number]["answers"]):
                self.compare(data["score"], result["score"])
            totals.add(data["score"]["total"])
        self.assertEqual(out, "")
        self.assertGreater(len(totals), 15)

    def compare(self, program, script):
        self.assertEqual(script["total"], program["total"])
        self.assertEqual(script["passed"], program["passed"])
        self.assertEqual(script["short"], program["short"])
        self.assertEqual(script["band"]["name"], program["band"])
        self.assertEqual(script["applicable"], program["applicable"])
        self.assertEqual(script["notApplicable"], program["not_applicable"])
        first = [(item["number"], item["first_step"]) for item in script["first"]]
        self.assertEqual(first, [(str(item["number"]), item["first_step"]) for item in program["today"]])
        shown = [(c["name"], c["score"]) for c in script["categories"] if c["score"] is not None]
        weak = [c["name"] for c in script["categories"] if c["weak"]]
        counted = [c for c in program["categories"] if c["applicable"]]
        self.assertEqual(shown, [(c["name"], c["score"]) for c in counted])
        self.assertEqual(weak, [c["name"] for c in counted if c["weak"]])

    def test_the_file_passes_check_whatever_is_typed(self):
        answers = ["na", "yes"] * 12 + ["no"]
        cases = [
            self.case(number, answers, name=words, business=words, region=words, contact=words, reason=words)
            for number, words in enumerate(HOSTILE)
        ]
        folder = os.path.join(self.folder, "clients")
        os.makedirs(folder)
        for number, result in enumerate(self.compute(cases)):
            self.write(result["file"], f"clients/case-{number}.yaml")
        code, out, err, _ = run("check", folder)
        self.assertEqual(code, 0, err)
        self.assertIn(f"{len(HOSTILE)}件を調べました", out)

    def test_words_come_back_as_typed(self):
        words = HOSTILE[0]
        (result,) = self.compute([self.case("words", ["yes"] * QUESTIONS, name=words)])
        code, out, err, _ = run("data", self.write(result["file"], "case-words.yaml"))
        self.assertEqual(code, 0, err)
        client = json.loads(out)["client"]
        self.assertEqual(client["name"], words)
        self.assertEqual(client["employees"], 40)


if __name__ == "__main__":
    unittest.main()
