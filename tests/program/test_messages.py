"""`messages` lists every complaint once, in both languages."""

import re
import unittest

from support import run


class Messages(unittest.TestCase):
    def test_ids_are_unique_and_the_same_in_both_languages(self):
        lists = []
        for lang in ("ja", "en"):
            code, out, err, _ = run("messages", lang=lang)
            self.assertEqual((code, err), (0, ""))
            ids = re.findall(r"^([EW]\d{3})  \S", out, re.M)
            self.assertEqual(len(ids), len(set(ids)))
            self.assertGreater(len(ids), 100)
            lists.append(ids)
        self.assertEqual(lists[0], lists[1])

    def test_a_complaint_is_found_by_its_id(self):
        _, out, _, _ = run("messages")
        self.assertRegex(out, r"E206  使える言葉ではありません")


if __name__ == "__main__":
    unittest.main()
