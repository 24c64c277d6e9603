"""`check` reads everything, writes nothing, and names what the vendor should still ask for."""

import os
import re
import unittest

from support import ROOT, SAMPLES, VALID, Workplace, run

# Everything the amounts are computed from.
TOLD = VALID + "yearly_sales: 6億円\ngross_profit_per_day: 60万円\n"
TOLD += "records:\n  - {kind: 取引先の名簿, level: contact, count: 300}\n"


def estimated(said):
    """The keys of all W315, in the order they are told, with line numbers."""
    return re.findall(r":(\d+):\d+: warning: [^\n]*\[W315\]: (\S+) ≈ \d+", said)


class Check(Workplace):
    def test_the_samples_have_no_mistakes(self):
        for path in SAMPLES:
            with self.subTest(path):
                code, _, err, _ = run("check", path)
                self.assertEqual(code, 0, err)

    def test_figures_that_are_all_told_need_no_warning(self):
        code, _, err, _ = run("check", self.write(TOLD))
        self.assertEqual((code, estimated(err)), (0, []), err)

    def test_every_estimated_figure_is_named_at_its_neighbour(self):
        text = TOLD.replace("gross_profit_per_day: 60万円\n", "").replace("  servers: 2\n", "")
        code, _, err, _ = run("check", self.write(text))
        self.assertEqual(code, 0, err)
        first_of_it = text[: text.index("  pcs:")].count("\n") + 1
        wanted = [("1", "gross_profit_per_day"), (str(first_of_it), "it.servers")]
        self.assertEqual(estimated(err), wanted, err)
        self.assertIn("お客様に聞いて", err)

    def test_the_warning_comes_in_english_on_request(self):
        _, _, err, _ = run("check", self.write(VALID), lang="en")
        self.assertIn("[W315]: yearly_sales", err)
        self.assertIn("ask the client", err)

    def test_a_handout_is_made_without_the_warning(self):
        code, _, err, _ = self.handout(self.write(VALID))
        self.assertEqual(code, 0, err)
        self.assertNotIn("W315", err)

    def test_nothing_is_written(self):
        path = self.write(TOLD)
        for name in ("content", "templates", "fonts"):
            os.symlink(os.path.join(ROOT, name), os.path.join(self.folder, name))
        before = sorted(os.listdir(self.folder))
        code, _, err, _ = run("check", path, cwd=self.folder)
        self.assertEqual(code, 0, err)
        self.assertEqual(sorted(os.listdir(self.folder)), before)


if __name__ == "__main__":
    unittest.main()
