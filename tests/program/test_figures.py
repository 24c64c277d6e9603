"""Every yen amount and every score is the same on paper, on the screen and in the data."""

import os
import unittest

import figures
from support import SAMPLES, Workplace


class Figures(Workplace):
    def test_of_all_samples_paper_screen_and_data_say_the_same(self):
        code, _, err, _ = self.handout(*SAMPLES, "--format", "all")
        self.assertEqual(code, 0, err)
        for client in SAMPLES:
            with self.subTest(client):
                folder = os.path.join(self.folder, "out/clients", os.path.basename(client)[:-5])
                self.assertEqual([], figures.faults(client, folder))

    def test_a_wrong_figure_would_be_seen(self):
        self.handout(SAMPLES[0], "--format", "all", "--document", "handout")
        client = os.path.basename(SAMPLES[0])[:-5]
        path = self.result("handout.html", client)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        amount = max(figures.on_screen(path)[1] & figures.on_paper(path[:-5] + ".pdf"), key=len)
        os.chmod(path, 0o600)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(amount, "987億円"))
        found = "\n".join(figures.faults(SAMPLES[0], os.path.dirname(path)))
        self.assertIn("on the screen, not on paper: 987億円", found)
        self.assertIn("on the screen, not computed: 987億円", found)
        self.assertIn(f"on paper, not on the screen: {amount}", found)


if __name__ == "__main__":
    unittest.main()
