"""No client's document names another client, and what fits no client reads no client."""

import glob
import html
import json
import os
import re
import shutil
import unittest

from batch_support import BatchWorkplace, sha256
from support import ROOT, SAMPLES, VALID, Workplace, output_of, poppler_lines, run

OWN = VALID.replace("id: sample", "id: tameshi")
OTHER = VALID.replace("id: sample", "id: hikari").replace("株式会社ためし", "株式会社ひかり＆つばさ印刷")


def squeezed(text):
    return re.sub(r"\s", "", text)


class TwoClients(BatchWorkplace):
    def setUp(self):
        super().setUp()
        os.mkdir(self.clients)
        self.put("hikari", OTHER)

    def put(self, name, content):
        return self.write(content, f"clients/{name}.yaml")

    def leaking(self, said, more=""):
        """A client file that says `said` where the booklets print it: why a question does not fit."""
        return OWN.replace("      5: yes", f"      5: {{na: '{said}'}}") + more

    def hashes(self):
        return {name: sha256(self.made("tameshi", name)) for name in self.files("tameshi")}

    def files(self, client):
        return sorted(os.listdir(os.path.join(self.out, "clients", client)))


class Batch(TwoClients):
    def test_a_client_that_names_another_fails_and_its_old_files_stay(self):
        self.put("tameshi", OWN)
        self.assertEqual(self.batch()[0], 0)
        before = self.hashes()
        self.put("tameshi", self.leaking("ひかり&つばさ印刷の下請け"))
        self.put("hikari", OTHER + "notes: 変えました\n")
        code, out, err, _ = self.batch(lang="en")
        self.assertEqual(code, 1, err)
        self.assertIn("1 made", out)
        self.assertIn("[E914]", err)
        self.assertRegex(err, r"tameshi/basis\.pdf, page \d+: name, \S+hikari\.yaml")
        self.assertRegex(err, r"tameshi/basis\.html, text: name, \S+hikari\.yaml")
        self.assertNotIn("つばさ", err)
        self.assertEqual(before, self.hashes())
        with open(os.path.join(self.out, "manifest.json"), encoding="utf-8") as file:
            self.assertNotIn("つばさ", file.read())

    def test_a_name_is_found_however_it_stands(self):
        for said in ("ヒカリ＆ツバサ印刷の下請け", "ﾋｶﾘ&ﾂﾊﾞｻ印刷の下請け", "ひかり　＆　つばさ印刷",
                     "㈱ひかり＆つばさ印刷", "hikari の下請け"):
            with self.subTest(said):
                self.put("tameshi", self.leaking(said))
                code, _, err, _ = self.batch(lang="en")
                self.assertEqual(code, 1, err)
                self.assertEqual([], self.files("tameshi"))

    def test_mentions_allow_it(self):
        for mention in ("株式会社ひかり＆つばさ印刷", "hikari", "ひかり＆つばさ印刷の下請け"):
            with self.subTest(mention):
                self.put("tameshi", self.leaking("ひかり＆つばさ印刷の下請け", f"mentions: {mention}"))
                code, _, err, _ = self.batch()
                self.assertEqual((code, err), (0, ""))

    def test_every_kind_of_name_counts(self):
        self.put("hikari", OTHER + "aliases: [ひかつば, HT Print]\nreading: ひかりあんどつばさいんさつ\n"
                 "mail_domains: hikari-tsubasa.example.jp\ncontact: 専務 八重樫 光\n"
                 "document_number: HT-2026-77\n")
        for said, kind in (("ひかつばの下請け", "alias"), ("HT PRINTの下請け", "alias"),
                           ("ヒカリアンドツバサインサツ", "reading"), ("八重樫光さんの紹介", "person"),
                           ("x@hikari-tsubasa.example.jp", "domain"), ("HT-2026-77の続き", "number")):
            with self.subTest(said):
                self.put("tameshi", self.leaking(said))
                code, _, err, _ = self.batch(lang="en")
                self.assertEqual(code, 1)
                self.assertIn(f": {kind}, ", err)

    def test_the_reading_of_a_common_word_is_no_name(self):
        self.put("hikari", OTHER + "reading: とうしゃ\n")  # 当社
        self.put("tameshi", OWN)
        code, _, err, _ = self.batch("--ruby", "all", lang="en")
        self.assertEqual(code, 0, err)
        self.assertRegex(err, r"W\d+\]: \S+hikari\.yaml: reading")

    def test_a_public_mail_domain_belongs_to_nobody(self):
        self.put("hikari", OTHER + "mail_domains: gmail.com\n")
        self.put("tameshi", self.leaking("x@gmail.com"))
        self.assertEqual(self.batch()[0], 0)

    def test_a_name_that_our_texts_have_is_told_once(self):
        self.put("hikari", OTHER.replace("id: hikari", "id: hikari\naliases: バックアップ"))
        self.put("tameshi", OWN)
        code, _, err, _ = self.batch(lang="en")
        self.assertEqual(code, 0, err)
        self.assertEqual(err.count("[W915]"), 1, err)
        self.assertIn("hikari.yaml: alias", err)

    def test_a_new_name_is_sought_in_documents_that_are_there(self):
        self.put("tameshi", self.leaking("さくら堂の下請け"))
        self.put("yamabiko", OWN.replace("id: tameshi", "id: yamabiko").replace("ためし", "やまびこ運送")
                 + "notes: さくら堂とまちがえない\n")
        self.assertEqual(self.batch()[0], 0)
        before = self.hashes()
        for name in ("株式会社さくら堂", "さくら堂"):  # a new client, then one with a new name
            self.put("sakura", OTHER.replace("id: hikari", "id: sakura").replace("株式会社ひかり＆つばさ印刷", name))
            code, out, err, _ = self.batch(lang="en")
            self.assertEqual(code, 1, err)
            self.assertRegex(err, r"tameshi/basis\.html, text: name, \S+sakura\.yaml")
            self.assertNotRegex(err, "yamabiko/|hikari/")  # who does not print it may say it
            self.assertEqual(before, self.hashes())
            self.put("sakura", OTHER.replace("id: hikari", "id: sakura").replace("ひかり＆つばさ印刷", "名なし草"))
            self.assertEqual(self.batch()[0], 0)

    def test_an_old_name_costs_nothing_the_next_time(self):
        self.put("tameshi", OWN + "notes: ひかり＆つばさ印刷とまちがえない\n")
        self.assertIn("2 made", self.batch(lang="en")[1])
        self.put("hikari", OTHER + "notes: 変えました\n")
        self.assertIn("1 made, 1 unchanged", self.batch(lang="en")[1])
        self.put("hikari", OTHER.replace("つばさ", "はばたき"))
        self.assertIn("1 made, 1 unchanged", self.batch(lang="en")[1])
        self.put("hikari", OTHER)
        self.assertIn("2 made, 0 unchanged", self.batch(lang="en")[1])

    def test_a_run_that_only_tries_an_unreadable_client_again_forgets_no_name(self):
        self.put("tameshi", self.leaking("さくら堂の下請け"))
        self.put("yabure", "id: yabure\nname: [\n")
        self.assertIn("2 made, 0 unchanged, 1 failed", self.batch(lang="en")[1])
        names = [client.get("names") for client in self.manifest()["clients"]]
        self.assertIn("0 made, 2 unchanged, 1 failed", self.batch(lang="en")[1])
        self.assertEqual([client.get("names") for client in self.manifest()["clients"]], names)
        self.put("sakura", OTHER.replace("id: hikari", "id: sakura").replace("ひかり＆つばさ印刷", "さくら堂"))
        code, _, err, _ = self.batch(lang="en")
        self.assertEqual(code, 1, err)
        self.assertRegex(err, r"tameshi/basis\.html, text: name, \S+sakura\.yaml")

    def test_a_run_that_was_cut_short_searches_again(self):
        self.put("tameshi", self.leaking("さくら堂の下請け"))
        self.assertEqual(self.batch()[0], 0)
        self.put("sakura", OTHER.replace("id: hikari", "id: sakura").replace("ひかり＆つばさ印刷", "さくら堂"))
        manifest = os.path.join(self.out, "manifest.json")
        shutil.copy(manifest, self.folder)
        journal = os.path.join(self.out, ".mamorigami-journal")
        self.batch()
        lines = [json.dumps(client) for client in self.manifest()["clients"] if client["id"] == "sakura"]
        self.assertEqual(len(lines), 1)
        client = json.loads(lines[0])
        client.pop("names")  # as the journal has it
        shutil.copy(os.path.join(self.folder, "manifest.json"), manifest)
        with open(journal, "w", encoding="utf-8") as file:
            file.write(json.dumps(client) + "\n")
        code, _, err, _ = self.batch(lang="en")
        self.assertEqual(code, 1)
        self.assertRegex(err, r"tameshi/basis\.pdf, page \d+: name, \S+sakura\.yaml")

    def test_shards_search_for_names_of_other_shards(self):
        self.put("tameshi", self.leaking("さくら堂の下請け"))

        def codes():
            return [self.batch("--shard", f"{index}/2")[0] for index in (1, 2)]

        self.assertEqual(codes(), [0, 0])
        self.assertEqual(codes(), [0, 0])
        self.put("sakura", OTHER.replace("id: hikari", "id: sakura").replace("ひかり＆つばさ印刷", "さくら堂"))
        self.assertEqual(sorted(codes()), [0, 1])


class Handout(TwoClients):
    def test_of_several_clients_the_one_that_names_another_is_withheld(self):
        own = self.put("tameshi", self.leaking("ひかり＆つばさ印刷の下請け"))
        other = os.path.join(self.clients, "hikari.yaml")
        code, out, err, _ = self.handout(own, other, "--format", "all", lang="en")
        self.assertEqual(code, 1, err)
        self.assertNotIn("tameshi/basis", out)
        self.assertIn("hikari/handout.pdf", out)
        self.assertFalse(os.path.exists(self.result("basis.html", "tameshi")))

    def test_a_name_broken_over_lines_is_found(self):
        broken = 0
        for fill in range(0, 30, 3):
            said = "あ" * fill + "ひかり＆つばさ印刷" + "の下請け"
            own = self.put("tameshi", self.leaking(said))
            other = os.path.join(self.clients, "hikari.yaml")
            code, *_ = self.handout(own, other, lang="en")
            self.assertEqual(code, 1)
            self.handout(own)
            lines = poppler_lines(self.result("basis.pdf", "tameshi"))
            name = "ひかり＆つばさ印刷"
            broken += squeezed(lines).count(name) > lines.count(name)
        self.assertGreater(broken, 0, "no line end fell into the name: nothing was tested")


class RealFiles(Workplace):
    def test_no_sample_has_the_name_of_another(self):
        """Independent of our own search: the files as other programs read them."""
        self.handout(*SAMPLES, "--format", "all")
        names = {}
        for path in SAMPLES:
            with open(os.path.join(ROOT, path), encoding="utf-8") as file:
                text = file.read()
            found = [re.search(rf"^{key}: (.*)$", text, re.M) for key in ("name", "contact", "document_number")]
            names[os.path.basename(path)[:-5]] = [squeezed(match.group(1)) for match in found if match]
        for path in glob.glob(os.path.join(self.folder, "out/clients/*/*")):
            client = path.split("/")[-2]
            if path.endswith(".pdf"):
                said = poppler_lines(path) + output_of("pdfinfo", path) + output_of("mutool", "show", path, "outline")
            else:
                with open(path, encoding="utf-8") as file:
                    said = html.unescape(re.sub(r"<[^>]*>", "", file.read()))
            said = squeezed(said)
            self.assertIn(names[client][0], said, path)
            for other, theirs in names.items():
                for name in theirs:
                    self.assertFalse(other != client and name in said, f"{path}: {name}")


class WithoutClients(Workplace):
    def test_site_and_guide_are_made_without_opening_a_client(self):
        """A pipe in place of every client file: whoever opens it waits for ever."""
        content = os.path.join(self.folder, "content")
        os.mkdir(content)
        for name in os.listdir(os.path.join(ROOT, "content")):
            if name != "clients":
                os.symlink(os.path.join(ROOT, "content", name), os.path.join(content, name))
        os.mkdir(os.path.join(content, "clients"))
        for path in SAMPLES:
            os.mkfifo(os.path.join(content, "clients", os.path.basename(path)))
        out = os.path.join(self.folder, "out")
        for command in ("site", "guide"):
            code, _, err, _ = run(command, "--content", content, "--out", out, timeout=60)
            self.assertEqual(code, 0, err)
        pages = glob.glob(os.path.join(out, "**/*.html"), recursive=True)
        self.assertGreater(len(pages), 10)
        names = []
        for path in SAMPLES:
            with open(os.path.join(ROOT, path), encoding="utf-8") as file:
                names.append(re.search(r"^name: (.*)$", file.read(), re.M).group(1))
        for page in pages:
            with open(page, encoding="utf-8") as file:
                text = file.read()
            for name in names:
                self.assertNotIn(name, text, page)


if __name__ == "__main__":
    unittest.main()
