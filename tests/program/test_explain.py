"""Every printed amount of money is explained, and equal in data, HTML and PDF."""

import html
import json
import os
import re
import unittest

import printed
from support import ROOT, SAMPLES, Workplace, pdf_text, poppler_lines, run

YEN = re.compile(r"(?:\d[\d,]*億)?(?:\d[\d,]*万)?(?:\d[\d,]*)?円")

# Amounts on paper that are no figure of the client's, with the reason.
QUOTED_CHAPTERS = {
    "よく似た会社の例": "published cases, each with its source number",
    "進め方の支え": "public programmes and published reasons, each with its source number",
    "金額の計算のもと": "in the booklet 'basis': the steps themselves: what `explain` prints before the figure",
    "出典": "the titles and words of the sources",
}
CONTRACTS = "content/catalog/contracts.yaml"  # published prices, printed with their source number
SURVEY_LIMITS = {"100万円"}  # "more than 1,000,000 yen": the question of IPA's survey
AXIS = re.compile(r'<text [^>]*text-anchor="middle" class="fill-muted">[^<]*</text>')  # a scale
AXIS_LINE = re.compile(r"^0(?: [\d,億万]+円)+$", re.M)  # the same in the PDF


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


def amounts_of(figures):
    """All amounts that are a figure; "below 1,000,000 yen" is the amount as well."""
    shown = {value.removesuffix("未満") for value in figures.values()}
    return {value for value in shown if YEN.fullmatch(value)}


def quoted_by(sample, figure):
    """Amounts in the reasons of assumptions behind `figure`, which paper prints beside it."""
    code, out, err, _ = run("explain", sample, figure)
    assert code == 0 and not err, err
    return set(YEN.findall(" ".join(re.findall(r"仮定: (.*)", out))))


def contract_prices():
    with open(os.path.join(ROOT, CONTRACTS), encoding="utf-8") as file:
        return set(YEN.findall(file.read()))


def chapters_of(page):
    """Title and text of each chapter of a handout, the cover first; the text keeps its cells
    apart."""
    page = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S)
    page = AXIS.sub("", page[page.index("<main") :])
    chapters = re.split(r'(?=<h[12] class="heading-1")', page)
    for chapter in chapters:
        title = re.match(r"<h[12] [^>]*>([^<]*)", chapter)
        yield title.group(1).strip() if title else "", html.unescape(
            re.sub(r"<[^>]+>", "\n", chapter)
        )


def range_of(low, high):
    return high if low == high else f"{low}〜{high}"


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

    def test_data_and_explain_tell_the_same_measures(self):
        for sample in SAMPLES:
            figures = figures_of(sample)
            code, out, err, _ = run("data", sample)
            self.assertEqual((code, err), (0, ""))
            for measure in json.loads(out)["measures"]:
                name = f"measure.{measure['id']}"
                self.assertEqual(measure["cost_first"], yen_of(figures[f"{name}.cost_first"]))
                self.assertEqual(measure["cost_yearly"], yen_of(figures[f"{name}.cost_yearly"]))
                if measure["effect_text"] == "―":
                    self.assertNotIn(f"{name}.year_high", figures)
                    continue
                for text, figure in (("effect_text", "year"), ("once_text", "once")):
                    ends = (figures[f"{name}.{figure}_{end}"] for end in ("low", "high"))
                    self.assertEqual(measure[text], range_of(*ends), name)
                self.assertEqual(measure["break_even_short"], figures[f"{name}.break_even"])

    def test_data_and_explain_tell_the_same_plan(self):
        for sample in SAMPLES:
            figures = figures_of(sample)
            code, out, err, _ = run("data", sample)
            self.assertEqual((code, err), (0, ""))
            data = json.loads(out)
            plan = data["plan"]
            self.assertEqual(plan["budget"], yen_of(figures["plan.budget"]))
            self.assertEqual(f"{data['score']['total']}点", figures["plan.score"])
            before = (figures["plan.remaining_low"], figures["plan.remaining_high"])
            self.assertEqual(plan["before_text"], range_of(*before))
            for year in plan["years"]:
                name = f"plan.year{year['year']}"
                for cost in ("cost", "cost_new", "cost_running"):
                    self.assertEqual(year[cost], yen_of(figures[f"{name}.{cost}"]))
                self.assertEqual(f"{year['score_after']}点", figures[f"{name}.score"])
                left = (figures[f"{name}.remaining_low"], figures[f"{name}.remaining_high"])
                self.assertEqual(year["remaining_text"], range_of(*left))

    def test_every_yen_on_paper_is_explained(self):
        code, _, err, _ = self.handout(*SAMPLES, "--format", "all")
        self.assertEqual((code, err), (0, ""))
        for sample in SAMPLES:
            figures = figures_of(sample)
            known = amounts_of(figures) | SURVEY_LIMITS | quoted_by(sample, "plan.budget")
            stem = os.path.basename(sample)[: -len(".yaml")]
            titles = set()
            for name in ("handout.html", "executive.html", "basis.html"):
                with open(self.result(name, stem), encoding="utf-8") as file:
                    for title, text in chapters_of(file.read()):
                        titles.add(title)
                        amounts = set() if title in QUOTED_CHAPTERS else set(YEN.findall(text))
                        if title == "だれが何を受け持つか":
                            amounts -= contract_prices()
                        self.assertLessEqual(amounts, known, f"{stem}/{name}: {title}")
            self.assertLessEqual(set(QUOTED_CHAPTERS), titles, "an exception nobody needs")
            sheet = AXIS_LINE.sub("", poppler_lines(self.result("executive.pdf", stem)))
            self.assertLessEqual(set(YEN.findall(sheet)), known, f"{stem}/executive.pdf")
            printed = pdf_text(self.result("handout.pdf", stem))
            likely = r"damage\.[\w-]+\.likely|plan\.(budget|year\d\.cost)"
            for name, value in figures.items():
                if re.fullmatch(likely, name):
                    self.assertIn(value, printed)

    def chapters_with_amounts(self, samples):
        """(sample, document, title, markup) of all chapters whose amounts are the client's."""
        folder = os.path.join(self.folder, "out/clients")
        for sample in samples:
            for name in ("handout.html", "executive.html", "basis.html"):
                with open(os.path.join(folder, os.path.basename(sample)[: -len(".yaml")], name), encoding="utf-8") as file:
                    page = re.sub(r"<(style|script)\b.*?</\1>", "", file.read(), flags=re.S)
                page = AXIS.sub("", page[page.index("<main") :])
                for chapter in re.split(r'(?=<h[12] class="heading-1")', page):
                    title = re.match(r"<h[12] [^>]*>([^<]*)", chapter)
                    title = title.group(1).strip() if title else ""
                    if title == "金額の計算のもと":
                        chapter = "".join(re.findall(r'<h3 class="heading-2"[^>]*>元が取れる境目.*?(?=<h3 class="heading-2"|$)', chapter, re.S))
                        self.assertTrue(chapter or name != "basis.html")
                        yield sample, name, "元が取れる境目", chapter
                    if title not in QUOTED_CHAPTERS and title != "だれが何を受け持つか":
                        yield sample, name, title, chapter

    def test_every_yen_is_the_figure_its_row_column_and_sentence_say(self):
        code, _, err, _ = self.handout(*SAMPLES, "--format", "html")
        self.assertEqual((code, err), (0, ""))
        clients = {sample: printed.Client(sample) for sample in SAMPLES}
        seen = 0
        for sample, name, title, chapter in self.chapters_with_amounts(SAMPLES):
            with self.subTest(sample=sample, document=name, chapter=title):
                self.assertEqual(printed.faults(clients[sample], title, chapter), [])
            seen += len(printed.YEN.findall(chapter))
        self.assertGreater(seen, 1000)

    def test_an_amount_in_the_place_of_another_is_noticed(self):
        """Each amount of a client in turn, in the place of another figure of the same client."""
        self.assertEqual(self.handout(SAMPLES[0], "--format", "html")[0], 0)
        client = printed.Client(SAMPLES[0])
        known = sorted(value for value in set(client.figures.values()) if printed.YEN.fullmatch(value))
        unnoticed = []
        tried = 0
        for _, name, title, chapter in self.chapters_with_amounts(SAMPLES[:1]):
            for match in printed.YEN.finditer(chapter):
                other = known[(known.index(match.group(0)) + 7) % len(known)] if match.group(0) in known else None
                if not other or printed.inside_markup(chapter, match.start()):
                    continue
                tried += 1
                wrong = chapter[: match.start()] + other + chapter[match.end() :]
                if not printed.faults(client, title, wrong):
                    unnoticed.append((name, title, match.group(0), other, chapter[match.start() - 40 : match.end() + 10]))
        self.assertGreater(tried, 150)
        self.assertEqual(unnoticed, [])

    def test_steps_end_in_the_figure(self):
        code, out, _, _ = run("explain", SAMPLES[0], "damage.ransomware.likely")
        self.assertEqual(code, 0)
        value = figures_of(SAMPLES[0])["damage.ransomware.likely"]
        self.assertTrue(out.rstrip().endswith("→ " + value))
        self.assertIn("警察庁", out)
        self.assertIn("仮定", out)

    def test_the_plan_is_added_up_step_by_step(self):
        sample = SAMPLES[0]
        figures = figures_of(sample)
        for year in (1, 2, 3):
            name = f"plan.year{year}.cost"
            code, out, _, _ = run("explain", sample, f"{name}_new")
            self.assertEqual(code, 0)
            items = re.findall(r"cost_first を見てください = (\S+)", out)
            self.assertEqual(sum(map(yen_of, items)), yen_of(figures[f"{name}_new"]))
            code, out, _, _ = run("explain", sample, f"{name}_running")
            items = re.findall(r"cost_yearly を見てください = (\S+)", out)
            self.assertEqual(sum(map(yen_of, items)), yen_of(figures[f"{name}_running"]))
            self.assertEqual(
                yen_of(figures[name]),
                yen_of(figures[f"{name}_new"]) + yen_of(figures[f"{name}_running"]),
            )

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
