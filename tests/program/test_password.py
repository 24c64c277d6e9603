"""Documents closed with a password: strong ones only, and nothing of them anywhere else."""

import glob
import os
import stat
import subprocess
import unittest

from batch_support import BatchWorkplace
from support import VALID, Workplace, output_of

OWN = VALID.replace("id: sample", "id: tameshi")
STRONG = "あめ kq7-川原 zoW!4"  # mixed, and with a space, as people write them


def opened(path, password, *more):
    return subprocess.run(["pdftotext", "-upw", password, path, "-"], capture_output=True, text=True)


class Handout(Workplace):
    def passwords(self, text, mode=0o600):
        path = self.write(text, "passwords.txt")
        os.chmod(path, mode)
        return path

    def close(self, text, *more, client=OWN, **keywords):
        return self.handout(self.write(client, "tameshi.yaml"), "--password-file", self.passwords(text),
                            *more, **keywords)

    def test_closed_documents_open_with_the_password_alone_and_say_the_same(self):
        client = self.write(OWN, "tameshi.yaml")
        self.assertEqual(self.handout(client)[0], 0)
        plain = {path: output_of("pdftotext", path, "-")
                 for path in glob.glob(os.path.join(self.folder, "out/clients/tameshi/*.pdf"))}
        self.assertGreater(len(plain), 2)
        code, _, err, _ = self.close(STRONG + "\r\n")
        self.assertEqual((code, err), (0, ""))
        for path, text in plain.items():
            with self.subTest(os.path.basename(path)):
                check = subprocess.run(["qpdf", "--check", f"--password={STRONG}", path], capture_output=True, text=True)
                self.assertEqual(check.returncode, 0, check.stderr)
                shown = output_of("qpdf", "--show-encryption", f"--password={STRONG}", path)
                self.assertIn("R = 6", shown)
                self.assertIn("AESv3", shown)
                self.assertIn("extract for accessibility: allowed", shown)
                self.assertIn("print high resolution: allowed", shown)
                self.assertIn("modify anything: not allowed", shown)
                self.assertEqual(opened(path, STRONG).stdout, text)
                for wrong in ("", "wrong", STRONG[:-1], STRONG + " "):
                    refused = opened(path, wrong)
                    self.assertNotEqual(refused.returncode, 0)
                    self.assertEqual(refused.stdout, "")
                with open(path, "rb") as file:
                    self.assertNotIn("ためし".encode("utf-16-be"), file.read())
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)

    def test_letters_typed_in_another_width_or_composition_open_it(self):
        self.assertEqual(self.close("ｋｑ７－か\u3099wara-zoW4!x")[0], 0)
        self.assertEqual(opened(self.result("handout.pdf", "tameshi"), "kq7-がwara-zoW4!x").returncode, 0)

    def test_weak_ones_are_refused_each_with_its_reason_and_never_shown(self):
        client = OWN + "aliases: [YamadaMetal]\nreading: ためしせいさく\nmail_domains: fujimori.example.jp\n"
        weak = {
            "kq7-zoW4!x9": "E953", "あいうえおかきくけこさ": "E953", "x" * 128: "E954", "漢" * 43: "E954",
            "kq7-zoW4\x01!x9cv": "E955", b"kq7-zoW4\xff!x9cv": "E955",
            "aaaaaaaaaaaaaaaa": "E956", "k7wq2-k7wq2-k7wq2-": "E956", "abababababab": "E956",
            "2026-11-10 2026": "E957", "076-000-0000-00": "E957",
            "qwertyuiop123": "E958", "ZXCVBNMasdfg": "E958", "1qaz2wsx3edc4rfv": "E958", "abcdefghijklm": "E958",
            "P@ssw0rd2026!": "E959", "administrator1": "E959", "himitsu-2026": "E959", "ＰＡＳＳＷＯＲＤ１２３！": "E959",
            "tameshi-kq7-zoW4": "E960", "kq7-YAMADAMETAL-4": "E960", "kq7zoW-ためしせいさく": "E960",
            "kq7w-20261110-zoW": "E960", "kq7w-fujimori-zoW": "E960",
        }
        for password, reason in weak.items():
            with self.subTest(password):
                line = password if isinstance(password, bytes) else password.encode()
                code, out, err, _ = self.close(line + b"\n", client=client)
                self.assertEqual((code, out), (1, ""), err)
                self.assertIn(f"[{reason}]", err)
                self.assertIn("passwords.txt:1", err)
                shown = line.decode(errors="replace")
                self.assertNotIn(shown, err)
                self.assertFalse(glob.glob(os.path.join(self.folder, "out/clients/*/*")))

    def test_a_list_gives_each_client_its_own(self):
        text = "\ufeffid,password\nother,kq7-zoW4!x9-a\ntameshi\tkq7,zoW4! x9-b\n"
        self.assertEqual(self.close(text)[0], 0)
        self.assertEqual(opened(self.result("handout.pdf", "tameshi"), "kq7,zoW4! x9-b").returncode, 0)
        # One row alone is a row where it begins with a client of this run.
        self.assertEqual(self.close("tameshi,kq7,zoW4! x9-c")[0], 0)
        self.assertEqual(opened(self.result("handout.pdf", "tameshi"), "kq7,zoW4! x9-c").returncode, 0)

    def test_html_is_not_made_and_one_that_is_left_is_told(self):
        client = self.write(OWN, "tameshi.yaml")
        self.handout(client, "--format", "all", "--document", "handout")
        code, out, err, _ = self.close(STRONG, "--format", "all", "--document", "handout")
        self.assertEqual(code, 0)
        self.assertNotIn(".html", out)
        self.assertIn("[W962]", err)
        self.assertIn("[W963]", err)
        self.assertEqual(self.close(STRONG, "--format", "html")[0], 2)

    def test_a_file_that_others_may_read_is_told(self):
        client = self.write(OWN, "tameshi.yaml")
        code, _, err, _ = self.handout(client, "--password-file", self.passwords(STRONG, 0o644))
        self.assertEqual(code, 0)
        self.assertIn("[W961]", err)

    def test_hostile_lists_are_refused(self):
        for text, reason in (("", "E950"), ("\n\n", "E950"), ("a,b\nno separator\n", "E950"),
                             (",x\na,y\n", "E950"), ("a,kq7\nb,x\na,y\n", "E951"),
                             ("a,kq7-zoW4!x9\nb,kq7-zoW4!x8\n", "E952"), ("tameshi,\n", "E950")):
            with self.subTest(text):
                code, out, err, _ = self.close(text)
                self.assertEqual((code, out), (1, ""))
                self.assertIn(f"[{reason}]", err)
        client = self.write(OWN, "tameshi.yaml")
        self.assertEqual(self.handout(client, "--password-file", self.folder)[0], 1)
        self.assertEqual(self.handout(client, "--password-file", self.folder + "/none")[0], 1)
        self.assertEqual(self.handout(client, "--password-file", "a", "--generate-passwords", "b")[0], 2)


class Batch(BatchWorkplace):
    def closed(self, *more, **keywords):
        return self.batch("--format", "pdf", "--document", "executive", *more, **keywords)

    def everything(self):
        """All bytes a batch leaves but the documents, and the list."""
        found = b""
        for path in glob.glob(os.path.join(self.out, "**"), recursive=True, include_hidden=True):
            if os.path.isfile(path) and not path.endswith(".pdf"):
                with open(path, "rb") as file:
                    found += file.read()
        return found

    def test_made_passwords_are_kept_used_again_and_stand_nowhere_else(self):
        self.generate(5)
        listed = os.path.join(self.folder, "list.csv")
        code, out, err, _ = self.closed("--generate-passwords", listed)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(stat.S_IMODE(os.stat(listed).st_mode), 0o600)
        with open(listed, encoding="utf-8") as file:
            head, *rows = file.read().splitlines()
        self.assertEqual((head, len(rows)), ("id,password", 5))
        made = dict(row.split(",") for row in rows)
        self.assertEqual(len(set(made.values())), 5)
        for client, password in made.items():
            self.assertRegex(password, r"^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$")
            self.assertEqual(opened(self.made(client, "executive.pdf"), password).returncode, 0)
            self.assertNotEqual(opened(self.made(client, "executive.pdf"), "").returncode, 0)
            self.assertNotIn(password.encode(), self.everything())
            self.assertNotIn(password, out + err)
        self.generate(7)
        code, out, _, _ = self.closed("--generate-passwords", listed, lang="en")
        self.assertIn("2 made, 5 unchanged", out)
        with open(listed, encoding="utf-8") as file:
            again = dict(row.split(",") for row in file.read().splitlines()[1:])
        self.assertEqual({client: again[client] for client in made}, made)
        self.assertEqual(len(again), 7)
        self.assertIn("7 unchanged", self.closed("--password-file", listed, lang="en")[1])

    def test_another_password_makes_one_client_again(self):
        self.generate(3)
        rows = {f"client-0000{i}": f"kq7-zoW4!x9-{i}" for i in (1, 2, 3)}
        ids = sorted(name[:-5] for name in os.listdir(self.clients) if name.endswith(".yaml"))
        self.assertEqual(ids, sorted(rows))
        self.put(rows)
        self.assertIn("3 made", self.closed("--password-file", self.path, lang="en")[1])
        self.assertIn("3 unchanged", self.closed("--password-file", self.path, lang="en")[1])
        rows[ids[1]] = "other-zoW4!x9-5"
        self.put(rows)
        self.assertIn("1 made, 2 unchanged", self.closed("--password-file", self.path, lang="en")[1])
        self.assertEqual(opened(self.made(ids[1], "executive.pdf"), rows[ids[1]]).returncode, 0)
        del rows[ids[2]]
        rows[ids[0]] = "short"
        self.put(rows)
        code, out, err, _ = self.closed("--password-file", self.path, lang="en")
        self.assertEqual(code, 1)
        self.assertIn("1 unchanged, 2 failed", out)
        self.assertIn("[E953]", err)
        self.assertIn("[E952]", err)
        # Without a password again: all are made, and open.
        self.assertIn("3 made", self.closed(lang="en")[1])
        self.assertEqual(opened(self.made(ids[0], "executive.pdf"), "").returncode, 0)

    def put(self, rows):
        self.path = self.write("".join(f"{client},{word}\n" for client, word in rows.items()), "list.csv")
        os.chmod(self.path, 0o600)

    def test_lists_are_not_made_by_shards(self):
        self.generate(2)
        listed = os.path.join(self.folder, "list.csv")
        self.assertEqual(self.closed("--generate-passwords", listed, "--shard", "1/2")[0], 2)
        self.assertFalse(os.path.exists(listed))


if __name__ == "__main__":
    unittest.main()
