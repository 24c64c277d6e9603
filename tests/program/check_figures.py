"""The slower part of test_figures: 200 generated clients, of every trade and size."""

import os
import unittest

import figures
from batch_support import BatchWorkplace


class Figures(BatchWorkplace):
    def test_of_200_clients_paper_screen_and_data_say_the_same(self):
        self.generate(200)
        code, _, err, _ = self.batch(timeout=600)
        self.assertEqual(code, 0, err)
        found = []
        for name in sorted(os.listdir(self.clients)):
            if name.endswith(".yaml"):
                client = os.path.join(self.clients, name)
                found += figures.faults(client, os.path.join(self.out, "clients", name[:-5]))
        self.assertEqual([], found[:20])


if __name__ == "__main__":
    unittest.main()
