"""Wrong client files: each gives a clear message with place and hint, quickly, and exit code 1."""

import os
import re
import unittest

from support import VALID, Workplace, run


def changed(old, new, text=VALID):
    assert old in text, old
    return text.replace(old, new, 1)


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


# name: (file, message ids that must appear, line of the first, or None where there is no place)
CASES = {
    "unknown key": (changed("employees:", "employes:"), ["E201", "E202"], 6),
    "wrong answer word": (changed("1: yes", "1: yess"), ["E304"], 17),
    "Japanese answer word": (changed("1: yes", "1: はい"), ["E304"], 17),
    "missing item": (changed("      7: yes\n", ""), ["E302"], None),
    "unknown item": (changed("25: yes", "26: yes"), ["E303", "E302"], None),
    "item twice": (changed("2: yes\n", "2: yes\n      2: no\n"), ["E103"], 19),
    "bad date": (changed("2026-11-10", "2026-02-30"), ["E209"], 14),
    "date in words": (changed("2026-11-10", "去年の秋"), ["E209"], 14),
    "reading in kanji": (changed("fictional:", "reading: 例\nfictional:"), ["E316"], 3),
    "bad amount": (VALID + "money_per_year: 60万えん\n", ["E208"], 42),
    "negative number": (changed("employees: 40", "employees: -3"), ["E205"], 6),
    "number as text": (changed("employees: 40", "employees: 約40"), ["E207"], 6),
    "unknown trade": (changed("manufacturing", "manufacture"), ["E206"], 4),
    "unknown sheet": (changed("self-check-2026", "self-check-2027"), ["E301"], 15),
    "na without reason": (changed("1: yes", "1: na"), ["E306"], 17),
    "na with empty reason": (changed("1: yes", "1: {na: }"), ["E306"], 17),
    "tab": (changed("  pcs: 32", "\tpcs: 32"), ["E102"], 8),
    "full-width colon": (changed("name: ", "name："), ["E1"], None),
    "CP932 bytes": (VALID.encode("cp932"), ["E007"], 2),
    "broken UTF-8": (VALID.encode().replace("株".encode(), b"\xe6\xa0", 1), ["E006"], 2),
    "UTF-16": (VALID.encode("utf-16"), ["E008"], None),
    "NUL": (VALID.encode().replace(b"40", b"4\x000", 1), ["E009"], 6),
    "control sign": (changed("ためし", "ため\x1b[31mし"), ["E009"], 2),
    "5,000-deep nesting": ("name: " + "[" * 5000 + "]" * 5000, ["E104"], 1),
    "alias": (changed("name: 株式会社ためし", "name: &a 株式会社ためし\nbusiness2: *a"), ["E105"], 2),
    "alias bomb": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98+i)}: &{chr(98+i)} [{','.join(['*'+chr(97+i)]*9)}]\n" for i in range(8)),
        ["E105"],
        1,
    ),
    "two documents": (VALID + "---\nid: other\n", ["E106"], None),
    "list instead of mapping": ("- a\n- b\n", ["E203"], 1),
    "empty file": ("", ["E005"], None),
    "only a comment": ("# nothing\n", ["E005"], None),
    "50 MB file": (b"# " + b"x" * (50 * 1024 * 1024), ["E003"], None),
    "more notebooks than PCs": (changed("notebooks: 8", "notebooks: 80"), ["E312"], 9),
    "id that leaves the folder": (changed("id: sample", "id: ../../evil"), ["E210"], 1),
    "id of another file": (changed("id: sample", "id: other"), ["E314"], 1),
    "very long name": (changed("株式会社ためし", "あ" * 500), ["E213"], 2),
    "name over two lines": (changed("株式会社ためし", '"株式会社\\nためし"'), ["E2"], 2),
    "mentions that are no texts": (VALID + "mentions: [{id: midori}]\n", ["E2"], 42),
    "a domain too long": (VALID + f"mail_domains: {'a' * 300}\n", ["E2"], 42),
    "nothing assessed": (VALID[: VALID.index("assessments:")], ["E202"], None),
    "two assessments on one day": (
        VALID + VALID[VALID.index("  - date:") :],
        ["E307"],
        None,
    ),
}


class BadClients(Workplace):
    def check_case(self, content, ids, line):
        path = self.write(content)
        code, out, err, _ = run("check", path, timeout=20)
        self.assertEqual(code, 1, err)
        for wanted in ids:
            self.assertRegex(err, rf"\[{wanted}", err)
        self.assertIn(path, err)
        if line is not None:
            self.assertRegex(err, rf"{re.escape(path)}:{line}:\d+: error:", err)
        # Nothing of a wrong file reaches the terminal as a control sequence.
        self.assertNotIn("\x1b", err)

    def test_a_folder_is_not_a_client(self):
        code, _, err, _ = run("handout", self.folder, "--out", os.path.join(self.folder, "out"))
        self.assertEqual(code, 1)
        self.assertIn("[E002]", err)

    def test_a_missing_file_is_named(self):
        code, _, err, _ = self.handout(os.path.join(self.folder, "none.yaml"))
        self.assertEqual(code, 1)
        self.assertIn("[E001]", err)
        self.assertIn("none.yaml", err)

    def test_a_pipe_is_refused_without_waiting(self):
        path = os.path.join(self.folder, "pipe.yaml")
        os.mkfifo(path)
        code, _, err, seconds = self.handout(path)
        self.assertEqual(code, 1)
        self.assertIn("[E002]", err)

    def test_all_mistakes_of_a_file_are_told_at_once(self):
        text = changed("employees: 40", "employees: many")
        text = changed("2026-11-10", "2026-13-01", text)
        text = changed("1: yes", "1: maybe", text)
        text = changed("trade: manufacturing", "trade: factory", text)
        text = changed("kind: standard", "kind: standerd", text)
        code, _, err, _ = run("check", self.write(text))
        self.assertEqual(code, 1)
        self.assertEqual(len(re.findall(r": error: ", err)), 5, err)
        self.assertIn("standard", err)  # the near match

    def test_a_caret_stands_under_full_width_signs(self):
        text = changed("business: 金属部品の加工", "{business: 金属部品の加工, 社員: 3")
        text = changed("business: 金属部品の加工", "business: 金属部品の加工\nよびな: 3")
        _, _, err, _ = run("check", self.write(text))
        lines = err.splitlines()
        place = next(i for i, line in enumerate(lines) if "よびな: 3" in line)
        caret = lines[place + 1]
        # Columns before the caret equal the columns before the word, which begins its line.
        self.assertEqual(caret.index("^"), lines[place].index("よ"))

    def test_messages_come_in_english_on_request(self):
        _, _, japanese, _ = run("check", self.write(""))
        _, _, english, _ = run("check", self.write(""), lang="en")
        _, _, locale, _ = run("check", self.write(""), lang=None, environment={"LANG": "en_GB.UTF-8"})
        self.assertRegex(japanese, "[ぁ-ん]")
        self.assertNotRegex(english, "[ぁ-ん]")
        self.assertEqual(english, locale)

    def test_a_wrong_client_leaves_the_others_and_its_old_paper_alone(self):
        good = self.write(changed("id: sample", "id: good"), "good.yaml")
        wrong = self.write(VALID)
        self.assertEqual(self.handout(wrong)[0], 0)
        with open(self.result("executive.pdf"), "rb") as file:
            before = file.read()
        self.write(changed("1: yes", "1: maybe"))
        code, out, err, _ = self.handout(wrong, good)
        self.assertEqual(code, 1)
        self.assertIn("clients/good/executive.pdf", out)
        with open(self.result("executive.pdf"), "rb") as file:
            self.assertEqual(file.read(), before)


def add_case(name, case):
    def test(self):
        self.check_case(*case)

    setattr(BadClients, "test_" + re.sub(r"\W+", "_", name), test)


for case_name, case_data in CASES.items():
    add_case(case_name, case_data)

if __name__ == "__main__":
    unittest.main()
