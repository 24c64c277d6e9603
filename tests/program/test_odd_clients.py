"""Clients at the ends of what may be written: every one gets its paper, the summary on one page."""

import json
import os
import random
import re
import unittest

from support import Workplace, page_count, run

TRADES = (
    "manufacturing construction wholesale retail transport services medical care education it "
    "professional lodging food agriculture other"
).split()
NAMES = [
    "株式会社ためし",
    "あ" * 80,
    "A very long English company name with many words and no end in sight Co., Ltd.",
    "株式会社" + "髙" * 30,
]
COUNT = 40


def answer_of(dice, mode, sheet, item):
    """Modes 0 to 3 answer everything alike, the others at random."""
    yes_no = sheet == "self-check-2009" and item > 20
    words = ["yes", "no"] if yes_no else ["yes", "partly", "no", "unknown", "{na: ありません}"]
    alike = ["yes", "no", "no" if yes_no else "unknown", "{na: これにあたるものが、当社にはありません}"]
    return alike[mode] if mode < len(alike) else dice.choice(words)


def client_of(number):
    dice = random.Random(number)
    sheet = "self-check-2009" if number % 5 == 4 else "self-check-2026"
    lines = [
        f"id: odd{number}",
        f"name: {json.dumps(dice.choice(NAMES), ensure_ascii=False)}",
        f"trade: {dice.choice(TRADES)}",
        "business: なにか",
        f"employees: {dice.choice([1, 5, 30, 280, 99999])}",
        f"contract: {{kind: {dice.choice(['none', 'spot', 'standard', 'full', 'package'])}}}",
        "it:",
        f"  remote_access: {dice.choice(['none', 'vpn', 'rdp', 'cloud', 'unknown'])}",
        f"  website: {dice.choice(['none', 'hosted', 'own', 'shop'])}",
        f"  backup: {dice.choice(['none', 'same_machine', 'onsite', 'offline', 'cloud', 'unknown'])}",
    ]
    if dice.random() < 0.5:
        lines += [f"  pcs: {dice.choice([0, 1, 100000])}", f"  servers: {dice.choice([0, 3, 500])}"]
    if dice.random() < 0.5:
        lines += [f"gross_profit_per_day: {dice.choice(['0円', '1万円', '3億円'])}"]
    if dice.random() < 0.7:
        lines += [f"money_per_year: {dice.choice(['0円', '1万円', '50万円', '10億円'])}"]
    if dice.random() < 0.6:
        level = dice.choice(["contact", "purchase", "card", "health", "income"])
        count = dice.choice([0, 1, 1000, 100000000])
        lines += ["records:", f"  - {{kind: 名簿, level: {level}, count: {count}}}"]
    lines += ["assessments:"]
    for year in range(dice.choice([1, 1, 2, 8])):
        answers = (f"{i}: {answer_of(dice, number % 6, sheet, i)}" for i in range(1, 26))
        lines += [
            f"  - date: {2017 + year}-03-0{year + 1}",
            f"    sheet: {sheet}",
            f"    answers: {{{', '.join(answers)}}}",
        ]
    return "\n".join(lines) + "\n"


class OddClients(Workplace):
    def test_every_one_gets_its_paper(self):
        paths = [self.write(client_of(n), f"odd{n}.yaml") for n in range(COUNT)]
        code, out, err, _ = self.handout(*paths, "--format", "all")
        self.assertEqual((code, err), (0, ""))
        for number in range(COUNT):
            client = f"odd{number}"
            self.assertEqual(page_count(self.result("executive.pdf", client)), 1, client)
            self.assertGreater(page_count(self.result("handout.pdf", client)), 5, client)
            size = os.path.getsize(self.result("handout.html", client))
            self.assertGreater(size, 20000)

    def test_money_and_scores_stay_in_order(self):
        for number in range(0, COUNT, 4):
            path = self.write(client_of(number), f"odd{number}.yaml")
            data = json.loads(run("data", path)[1])
            self.assertIn(data["score"]["total"], range(-25, 101))
            for damage in data["damage"]["scenarios"]:
                self.assertLessEqual(damage["light"], damage["likely"])
                self.assertLessEqual(damage["likely"], damage["heavy"])
                for outcome in ("light", "likely", "heavy"):
                    parts = sum(item[outcome] for item in damage["items"])
                    self.assertEqual(parts, damage[outcome], f"{path} {damage['id']}")
            scores = [data["score"]["total"]] + [y["score_after"] for y in data["plan"]["years"]]
            self.assertEqual(scores, sorted(scores))
            budget = re.match(r"\d+", str(data["plan"]["budget"]))
            for year in data["plan"]["years"]:
                self.assertLessEqual(year["cost"], int(budget.group()))


if __name__ == "__main__":
    unittest.main()
