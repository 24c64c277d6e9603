"""Every printed figure of risk and damage is explained, and equal in data, HTML and PDF."""

import html
import json
import os
import re
import unittest

from support import SAMPLES, Workplace, pdf_text, run

YEN = re.compile(r"(?:\d[\d,]*億)?(?:\d[\d,]*万)?(?:\d[\d,]*)?円")


def figures_of(sample):
    code, out, err, _ = run("explain", sample)
    assert code == 0 and not err, err
    rows = (line.split("\t") for line in out.splitlines())
    return {name: value for name, value, _ in rows}


def yen_of(text):
    """A printed amount as a number: 1億2,000万円 -> 120000000."""
    total = 0
    for sign, unit in (("億", 10**8), ("万", 10**4), ("円", 1)):
        match = re.match(rf"([\d,]+){sign}", text)
        if match:
            total += int(match.group(1).replace(",", "")) * unit
            text = text[match.end() :]
    return total


class Explain(Workplace):
    def test_data_and_explain_tell_the_same_yen(self):
        for sample in SAMPLES:
            figures = figures_of(sample)
            code, out, err, _ = run("data", sample)
            self.assertEqual((code, err), (0, ""))
            for scenario in json.loads(out)["damage"]["scenarios"]:
                name = f"damage.{scenario['id']}"
                for outcome in ("light", "likely", "heavy"):
                    self.assertEqual(scenario[outcome], yen_of(figures[f"{name}.{outcome}"]))
                    parts = 0
                    for item in scenario["items"]:
                        shown = figures[f"{name}.{outcome}.{item['id']}"]
                        self.assertEqual(item[f"{outcome}_text"], shown)
                        parts += 0 if shown.endswith("未満") else yen_of(shown)
                    self.assertEqual(parts, scenario[outcome], name)
                for year in ("year_low", "year_high"):
                    self.assertEqual(scenario[year], yen_of(figures[f"{name}.{year}"]))

    def test_every_yen_of_the_risk_pages_is_explained(self):
        code, _, err, _ = self.handout(*SAMPLES, "--document", "handout", "--format", "all")
        self.assertEqual((code, err), (0, ""))
        for sample in SAMPLES:
            figures = figures_of(sample)
            known = set(figures.values()) | {"73万円", "100万円"}  # the survey's own
            stem = os.path.basename(sample)[: -len(".yaml")]
            with open(self.result("handout.html", stem), encoding="utf-8") as file:
                page = file.read()
            page = re.sub(r"<(svg|style|script|nav|details)\b.*?</\1>", "", page, flags=re.S)
            start = page.index("心配ごとと損害の目安", page.index("<main"))
            part = page[start : page.index("3年の計画と費用</h", start)]
            text = html.unescape(re.sub(r"<[^>]+>", " ", part))
            for amount in set(YEN.findall(text)):
                below = any(value == amount + "未満" for value in known)
                self.assertTrue(amount in known or below, f"{stem}: {amount}")
            printed = pdf_text(self.result("handout.pdf", stem))
            likely = [v for k, v in figures.items() if re.fullmatch(r"damage\.[\w-]+\.likely", k)]
            for value in likely:
                self.assertIn(value, text)
                self.assertIn(value, printed)

    def test_steps_end_in_the_figure(self):
        code, out, _, _ = run("explain", SAMPLES[0], "damage.ransomware.likely")
        self.assertEqual(code, 0)
        value = figures_of(SAMPLES[0])["damage.ransomware.likely"]
        self.assertTrue(out.rstrip().endswith("→ " + value))
        self.assertIn("警察庁", out)
        self.assertIn("仮定", out)

    def test_all_explains_every_figure(self):
        figures = figures_of(SAMPLES[0])
        code, out, err, _ = run("explain", SAMPLES[0], "--all")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out.count("  → "), len(figures))

    def test_an_unknown_figure_is_told_with_a_near_name(self):
        code, out, err, _ = run("explain", SAMPLES[0], "damage.ransomware.likly")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("damage.ransomware.likely", err)


if __name__ == "__main__":
    unittest.main()
