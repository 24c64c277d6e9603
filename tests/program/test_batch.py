"""Every client in one command: what is made, what is left alone, what goes wrong and what then."""

import fcntl
import json
import math
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import termios
import time
import unicodedata
import unittest
import zlib

from batch_support import FILES, BatchWorkplace, sha256, workers_of
from support import PROGRAM, ROOT, VALID, page_count, run

# Enough clients that a run is still busy when it is disturbed, on a fast machine too.
MANY = 120


# A disk that fails: fsync does for a file whose path has SYNC_FAILS in it.
FAILING_DISK = r"""
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int fsync(int file)
{
    char link[40], path[4096] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const char *fails = getenv("SYNC_FAILS");
    if (fails && readlink(link, path, sizeof path - 1) > 0 && strstr(path, fails))
        return errno = EIO, -1;
    return fdatasync(file);
}
"""

# What some clients read of and others do not: file, words, other words.
CATALOGUE = [
    ("content/catalog/measures.yaml", "1人の感染や持ち出しが全員に響きます", "1人の感染や持ち出しが全員におよびます"),
    ("content/catalog/cases.yaml", "戻せるかを半年に1回試します", "戻せるかを3か月に1回試します"),
    ("content/catalog/contracts.yaml", "広く当社が受け持つ契約です", "広く私どもが受け持つ契約です"),
]
# Of encrypting notebooks.
PRICE = ("content/catalog/measures.yaml", "per_notebook: 4000円", "per_notebook: 4100円")


def picture(grey):
    """A PNG of four grey pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = bytes([0, grey, grey] * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Making(BatchWorkplace):
    def test_good_clients_are_made_and_bad_ones_are_named(self):
        bad = self.generate(24, bad=10)
        code, out, err, _ = self.batch(lang="en")
        self.assertEqual(code, 1)
        self.assert_summary(out, 14, 0, 10)
        for number in range(1, 25):
            client = f"client-{number:05}"
            self.assertEqual(f"{client}.yaml:" in err, client in bad, client)
            for name in FILES:
                self.assertEqual(os.path.exists(self.made(client, name)), client not in bad)
        # Where, what and how, as handout says it.
        for client in bad[:3]:
            said = self.handout(os.path.join(self.clients, client + ".yaml"), lang="en")[2]
            self.assertIn(said, err)
        self.assert_manifest_is_true()
        self.assertEqual({c for c, state in self.states().items() if state == "failed"}, set(bad))

    def test_the_manifest_says_what_is_there(self):
        self.generate(3)
        self.batch()
        manifest = self.manifest()
        self.assertEqual((manifest["shard"], manifest["shards"], manifest["total"]), (1, 1, 3))
        for client in manifest["clients"]:
            self.assertEqual(client["input"], sha256(os.path.join(self.clients, client["file"])))
            self.assertEqual(client["edition"], "self-check-2026")
            self.assertEqual(len(client["outputs"]), len(FILES))
            for output in client["outputs"]:
                path = os.path.join(self.out, output["file"])
                pages = page_count(path) if output["format"] == "pdf" else None
                self.assertEqual(output.get("pages"), pages)
        self.assert_manifest_is_true()

    def test_only_the_owner_may_read(self):
        self.generate(2)
        self.batch()
        self.assertEqual(os.stat(os.path.join(self.out, "clients")).st_mode & 0o777, 0o700)
        self.assertEqual(os.stat(self.made("client-00001", "")).st_mode & 0o777, 0o700)
        self.assertEqual(os.stat(self.made("client-00001", "handout.pdf")).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(os.path.join(self.out, "manifest.json")).st_mode & 0o777, 0o600)

    def test_the_files_are_those_of_handout_whatever_the_number_of_workers(self):
        self.generate(5)
        paths = [os.path.join(self.clients, f"client-{n:05}.yaml") for n in range(1, 6)]
        other = os.path.join(self.folder, "other")
        run("handout", *paths, "--format", "all", "--out", other)
        for jobs in ("1", "3"):
            self.batch("--jobs", jobs, "--force")
            for path in self.contents():
                self.assertEqual(sha256(os.path.join(self.out, path)), sha256(os.path.join(other, path)))

    def test_what_is_no_client_is_passed_over_with_a_word(self):
        self.generate(2)
        os.symlink("client-00001.yaml", os.path.join(self.clients, "link.yaml"))
        os.mkfifo(os.path.join(self.clients, "pipe.yaml"))
        self.write(VALID, "clients/old.yml")
        self.write(VALID, "clients/.hidden.yaml")
        self.write("notes", "clients/notes.txt")
        code, out, err, _ = self.batch(lang="en")
        self.assertEqual(code, 0)
        self.assert_summary(out, 2, 0, 0)
        for name in ("link.yaml", "pipe.yaml", "old.yml"):
            self.assertRegex(err, rf"W901\]: .*{name}")
        self.assertNotIn("hidden", err)
        self.assertNotIn("notes.txt", err)

    def test_folders_inside_are_read_and_one_id_twice_is_refused(self):
        os.makedirs(os.path.join(self.clients, "tokyo"))
        os.makedirs(os.path.join(self.clients, "osaka"))
        for place in ("tokyo", "osaka"):
            self.write(VALID, f"clients/{place}/sample.yaml")
            self.write(VALID.replace("id: sample", f"id: {place}"), f"clients/{place}/{place}.yaml")
        code, out, err, _ = self.batch(lang="en")
        self.assertEqual(code, 1)
        self.assert_summary(out, 2, 0, 1)
        self.assertRegex(err, r"E902\]: .*osaka/sample\.yaml, .*tokyo/sample\.yaml")
        self.assertFalse(os.path.exists(self.made("sample", "handout.pdf")))

    def test_wrong_use_is_refused(self):
        self.generate(1)
        for wrong in (["--shard", "0/3"], ["--shard", "x"], ["--jobs", "0"], ["--jobs", "many"],
                      ["--time-limit", "-1"], ["extra"], ["--document", "nothing"]):
            code, _, err, _ = self.batch(*wrong, lang="en")
            self.assertEqual(code, 2, wrong)
            self.assertIn("mamorigami", err)
        code, _, err, _ = run("batch", os.path.join(self.folder, "nowhere"), "--out", self.out, lang="en")
        self.assertEqual(code, 2)
        self.assertIn("nowhere", err)


class Incremental(BatchWorkplace):
    def own_content(self):
        content = os.path.join(self.folder, "content")
        templates = os.path.join(self.folder, "templates")
        shutil.copytree(os.path.join(ROOT, "content"), content, ignore=shutil.ignore_patterns("clients", "guide"))
        shutil.copytree(os.path.join(ROOT, "templates"), templates)
        self.more = ["--content", content, "--templates", templates]

    def append(self, name, text):
        with open(os.path.join(self.folder, name), "a", encoding="utf-8") as file:
            file.write(text)

    def changed_by(self, *more):
        before = self.snapshot()
        code, _, err, _ = self.batch(*self.more, *more)
        self.assertEqual((code, err), (0, ""))
        after = self.snapshot()
        return sorted(path for path in after if after[path] != before.get(path))

    def test_only_what_is_touched_is_made_again(self):
        self.generate(3)
        self.own_content()
        self.batch(*self.more)
        self.assertEqual(self.changed_by(), [])
        one = "clients/client-00002/"
        self.append("clients/client-00002.yaml", "notes: a word\n")
        self.assertEqual(self.changed_by(), sorted(one + name for name in FILES))
        self.append("content/handout/executive.md", "\n\nひとことです。\n")
        self.assertEqual({os.path.basename(p) for p in self.changed_by()}, {"executive.pdf", "executive.html"})
        self.append("content/handout/cases.md", "\n\nひとことです。\n")
        changed = self.changed_by()
        self.assertEqual({os.path.basename(p) for p in changed}, {"handout.pdf", "handout.html"})
        self.assertEqual(len(changed), 6)
        with open(os.path.join(self.folder, "content/handout/mark.png"), "wb") as file:
            file.write(picture(200))
        self.append("content/handout/executive.md", "\n\n![しるし](mark.png)\n")
        self.changed_by()
        with open(os.path.join(self.folder, "content/handout/mark.png"), "wb") as file:
            file.write(picture(100))
        self.assertEqual({os.path.basename(p) for p in self.changed_by()}, {"executive.pdf", "executive.html"})
        self.append("templates/style.css", "\n/* a word */\n")
        self.assertEqual({os.path.basename(p) for p in self.changed_by()}, {name for name in FILES if name.endswith("html")})
        self.append("templates/theme.yaml", "\n# a word\n")
        self.assertEqual(len(self.changed_by()), 3 * len(FILES))
        self.assertEqual(self.changed_by(), [])
        self.assertEqual(len(self.changed_by("--force")), 3 * len(FILES))

    def replace(self, name, old, new):
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))

    def said(self, word):
        """The ids of clients in whose documents `word` stands."""
        found = set()
        for path in self.contents():
            if path.endswith(".html"):
                with open(os.path.join(self.out, path), encoding="utf-8") as file:
                    found |= {path.split("/")[1]} if word in re.sub(r"<[^>]*>", "", file.read()) else set()
        return found

    def made_again(self):
        """The ids of clients whose files a run changed, which must be those it says it made."""
        changed = {path.split("/")[1] for path in self.changed_by()}
        self.assertEqual({client for client, state in self.states().items() if state == "made"}, changed)
        return changed

    def test_what_a_catalogue_says_concerns_those_who_read_of_it(self):
        self.generate(16)
        self.own_content()
        everybody = {f"client-{number:05}" for number in range(1, 17)}
        self.batch(*self.more)
        self.append("content/vendor.yaml", "\n# a word\n")
        self.assertEqual(self.made_again(), set())
        for name, old, new in CATALOGUE:
            told = self.said(old)
            self.assertTrue(set() < told < everybody, (old, told))
            self.replace(name, old, new)
            self.assertEqual(self.made_again(), told, old)
            self.assertEqual((self.said(old), self.said(new)), (set(), told))
            self.assert_manifest_is_true()
        # The next look need not go so deep, and what lies there is what a run from nothing makes.
        self.assertEqual(self.changed_by(), [])
        left, self.out = self.contents(), os.path.join(self.folder, "other")
        self.batch(*self.more)
        self.assertEqual(self.contents(), left)

    def test_a_price_concerns_those_who_pay_it(self):
        self.generate(16)
        self.own_content()
        self.batch(*self.more)
        old = self.contents()
        name, text, new = PRICE
        self.replace(name, text, new)
        made = self.made_again()
        self.assertTrue(set() < made < set(self.states()), made)
        _, out, _, _ = self.batch(*self.more, "--force", lang="en")
        self.assert_summary(out, 16, 0, 0)
        self.assertEqual({path.split("/")[1] for path, content in self.contents().items() if old[path] != content}, made)

    def test_a_result_that_is_not_as_made_is_made_again(self):
        self.generate(3)
        self.more = []
        self.batch()
        right = self.contents()
        os.unlink(self.made("client-00001", "handout.pdf"))
        with open(self.made("client-00002", "handout.html"), "ab") as file:
            file.write(b" ")
        shutil.copystat(self.made("client-00003", "executive.pdf"), self.folder)
        with open(self.made("client-00003", "executive.pdf"), "r+b") as file:
            file.seek(1000)
            file.write(b"#")
        self.assertEqual(len(self.changed_by()), 3)
        self.assertEqual(self.contents(), right)

    def test_a_touched_result_with_its_content_is_left_alone(self):
        self.generate(1)
        self.more = []
        self.batch()
        os.utime(self.made("client-00001", "handout.pdf"))
        self.assertEqual(self.changed_by(), [])
        self.assertEqual(self.changed_by("--verify"), [])

    def test_verify_finds_what_looks_unchanged(self):
        self.generate(1)
        self.more = []
        self.batch()
        path = self.made("client-00001", "handout.html")
        status = os.stat(path)
        with open(path, "r+b") as file:
            file.seek(5000)
            file.write(b"#")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        self.assertEqual(self.changed_by(), [])
        self.assertEqual(self.changed_by("--verify"), ["clients/client-00001/handout.html"])

    def test_a_bad_client_keeps_its_old_files_and_a_corrected_one_is_made(self):
        self.generate(2)
        self.batch()
        before = self.snapshot()
        path = os.path.join(self.clients, "client-00001.yaml")
        with open(path, encoding="utf-8") as file:
            good = file.read()
        self.write(good.replace("employees:", "employes:"), "clients/client-00001.yaml")
        for _ in range(2):
            code, out, err, _ = self.batch(lang="en")
            self.assertEqual(code, 1)
            self.assert_summary(out, 0, 1, 1)
            self.assertIn("client-00001.yaml", err)
            self.assertEqual(self.snapshot(), before)
        self.write(good, "clients/client-00001.yaml")
        self.assertEqual(self.batch()[0], 0)
        self.assert_manifest_is_true()

    def test_files_not_asked_for_are_told_to_be_older(self):
        self.generate(2)
        self.batch()
        self.write(VALID.replace("id: sample", "id: client-00001"), "clients/client-00001.yaml")
        out = self.batch("--document", "executive", lang="en")[1]
        self.assert_summary(out, 1, 1, 0)
        self.assertIn(f"{len(FILES) - 2} older files", out)
        out = self.batch(lang="en")[1]
        self.assertNotIn("older", out)
        self.assert_manifest_is_true()

    def test_a_damaged_manifest_is_told_and_all_is_made_again(self):
        self.generate(2)
        self.batch()
        with open(os.path.join(self.out, "manifest.json"), "r+", encoding="utf-8") as file:
            file.truncate(500)
        code, out, err, _ = self.batch(lang="en")
        self.assertEqual(code, 0)
        self.assertIn("W908", err)
        self.assert_summary(out, 2, 0, 0)
        self.assert_manifest_is_true()


class Prune(BatchWorkplace):
    def test_a_removed_clients_files_stay_until_prune(self):
        self.generate(3)
        self.batch()
        os.unlink(os.path.join(self.clients, "client-00002.yaml"))
        own = self.made("client-00003", "letter.txt")
        with open(own, "w") as file:
            file.write("the vendor's own")
        code, _, err, _ = self.batch(lang="en")
        self.assertEqual(code, 0)
        self.assertIn("1 clients whose file is gone", err)
        self.assertEqual(self.states()["client-00002"], "removed")
        self.assertTrue(os.path.exists(self.made("client-00002", "handout.pdf")))
        code, out, err, _ = self.batch("--prune", lang="en")
        self.assertEqual((code, err), (0, ""))
        self.assertIn(f"{len(FILES)} files removed", out)
        self.assertFalse(os.path.exists(self.made("client-00002", "")))
        self.assertTrue(os.path.exists(own))
        self.assertNotIn("client-00002", self.states())

    def test_what_somebody_changed_or_added_is_not_removed(self):
        self.generate(2)
        self.batch()
        os.unlink(os.path.join(self.clients, "client-00002.yaml"))
        with open(self.made("client-00002", "handout.pdf"), "ab") as file:
            file.write(b"signed")
        with open(self.made("client-00002", "own.txt"), "w") as file:
            file.write("own")
        code, _, err, _ = self.batch("--prune", lang="en")
        self.assertEqual(code, 0)
        self.assertIn("W912", err)
        self.assertEqual(sorted(os.listdir(self.made("client-00002", ""))), ["handout.pdf", "own.txt"])

    def test_a_folder_that_is_not_mounted_prunes_nothing(self):
        self.generate(3)
        os.makedirs(os.path.join(self.clients, "tokyo"))
        for number in range(12):
            self.write(VALID.replace("id: sample", f"id: tokyo-{number}"), f"clients/tokyo/tokyo-{number}.yaml")
        self.batch("--document", "executive")
        before = self.snapshot()
        shutil.rmtree(os.path.join(self.clients, "tokyo"))
        os.mkdir(os.path.join(self.clients, "tokyo"))
        code, _, err, _ = self.batch("--document", "executive", "--prune", lang="en")
        self.assertEqual(code, 2)
        self.assertRegex(err, r"E916\]: .*clients: 12")
        self.assertEqual(self.snapshot(), before)
        code, _, err, _ = self.batch("--document", "executive", "--prune", "--force")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(len(self.contents()), 6)

    def test_another_or_an_empty_folder_prunes_nothing(self):
        self.generate(2)
        self.batch()
        before = self.snapshot()
        other = os.path.join(self.folder, "elsewhere")
        os.mkdir(other)
        for expected in ("E911", "E910"):
            code, _, err, _ = run("batch", other, "--out", self.out, "--prune", lang="en")
            self.assertEqual(code, 2)
            self.assertIn(expected, err)
            shutil.copy(os.path.join(self.clients, "client-00001.yaml"), other)
        self.assertEqual(self.snapshot(), before)


class Trouble(BatchWorkplace):
    def until(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, "waited in vain")
            time.sleep(0.01)

    def running(self, count, *more):
        self.generate(count)
        process = self.start(*more)
        self.addCleanup(process.kill)
        self.until(lambda: len(workers_of(process.pid)) > 0)
        return process

    def test_a_killed_worker_costs_nothing(self):
        process = self.running(MANY, "--jobs", "2")
        journal = os.path.join(self.out, ".mamorigami-journal")
        for size in (1, 12000):  # not the same client twice: that would be its failure
            self.until(lambda: os.path.exists(journal) and os.path.getsize(journal) > size)
            os.kill(workers_of(process.pid)[0], signal.SIGKILL)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)
        self.assert_summary(out, MANY, 0, 0)
        self.assert_manifest_is_true()

    def test_a_client_that_hangs_is_given_up(self):
        process = self.running(MANY, "--jobs", "2", "--time-limit", "1")
        time.sleep(0.1)
        os.kill(workers_of(process.pid)[0], signal.SIGSTOP)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1, err)
        self.assert_summary(out, MANY - 1, 0, 1)
        self.assertRegex(err, r"E904\]: .*client-\d+\.yaml")
        self.assert_manifest_is_true()
        code, out, _, _ = self.batch(lang="en")
        self.assertEqual(code, 0)
        self.assert_summary(out, 1, MANY - 1, 0)

    def test_a_pause_of_the_whole_run_is_nobodys_hanging(self):
        process = self.running(40, "--jobs", "2", "--time-limit", "1")
        everybody = [process.pid, *workers_of(process.pid)]
        for number in everybody:  # as Ctrl-Z does
            os.kill(number, signal.SIGSTOP)
        time.sleep(2.5)
        for number in everybody:
            os.kill(number, signal.SIGCONT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)
        self.assert_summary(out, 40, 0, 0)

    def test_an_interrupt_ends_it_and_the_next_run_goes_on(self):
        process = self.running(MANY, "--jobs", "2")
        journal = os.path.join(self.out, ".mamorigami-journal")
        self.until(lambda: os.path.exists(journal) and os.path.getsize(journal) > 6000)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2)
        self.assertIn("run again", err)
        code, out, _, _ = self.batch(lang="en")
        self.assertEqual(code, 0)
        made, unchanged = map(int, re.search(r"(\d+) made, (\d+) unchanged", out).groups())
        self.assertEqual(made + unchanged, MANY)
        self.assertGreaterEqual(unchanged, 1)
        self.assertFalse(os.path.exists(journal))
        self.assert_manifest_is_true()

    def test_killed_at_any_moment_it_leaves_whole_files_and_the_next_run_finishes(self):
        self.generate(12)
        self.batch()
        old = self.contents()
        self.whole = {path: {content} for path, content in old.items()}
        for number in range(1, 13):  # other content for all: old and new can be told apart
            path = f"clients/client-{number:05}.yaml"
            with open(os.path.join(self.folder, path), encoding="utf-8") as file:
                text = file.read()
            self.write(re.sub(r"^name: .*", "name: 改名した会社", text, flags=re.M), path)
        new_out, self.out = self.out, os.path.join(self.folder, "reference")
        began = time.monotonic()
        self.batch()
        seconds = time.monotonic() - began
        for path, content in self.contents().items():
            self.whole[path].add(content)
        new, self.out = self.contents(), new_out
        killed = self.kill_at_random(12, seconds, seed=5)
        self.assertGreater(killed, 2)  # other work on the machine changes how long a run is
        code, _, err, _ = self.batch()
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(self.contents(), new)
        self.assert_manifest_is_true()

    def test_two_at_once_are_refused(self):
        self.generate(1)
        self.batch()
        with open(os.path.join(self.out, ".mamorigami-lock")) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            code, _, err, _ = self.batch(lang="en")
            self.assertEqual(code, 2)
            self.assertIn("E907", err)
        self.assertEqual(self.batch()[0], 0)

    def test_a_place_that_is_no_folder_is_told(self):
        self.generate(2)
        with open(self.out, "w") as file:
            file.write("a file")
        code, _, err, _ = self.batch(lang="en")
        self.assertEqual(code, 2)
        self.assertIn("Not a directory", err)
        os.unlink(self.out)
        self.batch()
        shutil.rmtree(self.made("client-00001", ""))
        with open(self.made("client-00001", "").rstrip("/"), "w") as file:
            file.write("in the way")
        code, out, err, _ = self.batch(lang="en")
        self.assertEqual(code, 2)
        self.assert_summary(out, 0, 1, 1)
        self.assertIn("client-00001: Not a directory", err)

    def test_a_folder_removed_while_it_runs_loses_its_files_only(self):
        process = self.running(MANY, "--jobs", "2")
        journal = os.path.join(self.out, ".mamorigami-journal")
        self.until(lambda: os.path.exists(journal) and os.path.getsize(journal) > 3000)
        shutil.rmtree(os.path.join(self.out, "clients"), ignore_errors=True)
        process.communicate(timeout=60)
        self.assertIn(process.returncode, (0, 2))
        self.assertEqual(self.batch()[0], 0)
        self.assertEqual(len(self.contents()), MANY * len(FILES))
        self.assert_manifest_is_true()


class FullOrReadOnly(BatchWorkplace):
    """Needs to mount a small file system: root, and a container that allows it."""

    def mount(self, size):
        os.mkdir(self.out)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", self.out], capture_output=True)
        if done.returncode != 0:
            self.skipTest("no tmpfs can be mounted here: " + done.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "-l", self.out])

    def test_a_full_disk_is_told_and_old_files_stay(self):
        self.generate(30)
        self.mount("3m")
        code, _, err, _ = self.batch(lang="en")
        self.assertEqual(code, 2)
        self.assertIn("No space left on device", err)
        self.assertIn("run again", err)
        left = self.contents()
        self.assertGreater(len(left), 3)
        for path in left:  # whole, as made elsewhere
            self.assertFalse(os.path.basename(path).startswith("."), path)
        subprocess.run(["mount", "-o", "remount,size=100m", self.out], check=True)
        self.assertEqual(self.batch()[0], 0)
        after = self.contents()
        self.assertEqual({path: after[path] for path in left}, left)
        self.assert_manifest_is_true()

    def test_a_client_that_does_not_come_to_the_disk_keeps_its_old_files(self):
        library = os.path.join(self.folder, "disk.so")
        subprocess.run(["gcc", "-shared", "-fPIC", "-xc", "-", "-o", library],
                       input=FAILING_DISK, text=True, check=True)  # fmt: skip
        # In all runs: the program's libraries are among what its files are made of.
        disk = {"LD_PRELOAD": library, "ASAN_OPTIONS": "verify_asan_link_order=0"}
        self.generate(6)
        ids = sorted(name[:-5] for name in os.listdir(self.clients) if name.endswith(".yaml"))
        self.batch(environment=disk)
        before = self.contents()
        for client in ids[:4]:
            path = os.path.join(self.clients, f"{client}.yaml")
            with open(path, encoding="utf-8") as file:
                content = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(re.sub(r"(?m)^name: ", "name: 新", content))
        code, out, err, _ = self.batch(lang="en", environment={**disk, "SYNC_FAILS": f"/clients/{ids[1]}/"})
        self.assertEqual(code, 2, err)
        self.assert_summary(out, 3, 2, 1)
        self.assertIn("Input/output error", err)
        self.assertEqual(self.states()[ids[1]], "failed")
        self.assert_manifest_is_true()
        after = self.contents()
        changed = {path.split("/")[1] for path in after if after[path] != before[path]}
        self.assertEqual(changed, {ids[0], ids[2], ids[3]})
        self.assert_summary(self.batch(lang="en", environment=disk)[1], 1, 5, 0)

    def test_a_read_only_folder_is_told_and_old_files_stay(self):
        self.generate(2)
        self.mount("50m")
        self.batch()
        before = self.snapshot()
        subprocess.run(["mount", "-o", "remount,ro", self.out], check=True)
        code, _, err, _ = self.batch("--force", lang="en")
        self.assertEqual(code, 2)
        self.assertIn("Read-only file system", err)
        self.assertEqual(self.snapshot(), before)


class Shards(BatchWorkplace):
    def shard(self, index, count, *more):
        return self.batch("--shard", f"{index}/{count}", *more, lang="en")

    def merge(self):
        return run("merge-manifests", self.out, lang="en")

    def test_shards_together_are_the_whole(self):
        bad = self.generate(16, bad=2)
        reference, self.out = self.out, os.path.join(self.folder, "whole")
        self.batch()
        whole, states = self.contents(), self.states()
        self.out = reference
        for index in (1, 2, 3):
            self.assertIn(self.shard(index, 3)[0], (0, 1))
        code, out, err, _ = self.merge()
        self.assertEqual(code, 1)
        self.assertIn("all 3 shards are there: 16 clients (2 failed)", out)
        for client in bad:
            self.assertIn(client, err)
        self.assertEqual(self.contents(), whole)
        self.assertEqual(self.states(), states)
        # What the shards made the whole need not make again.
        out = self.batch(lang="en")[1]
        self.assert_summary(out, 0, 14, 2)

    def test_what_is_missing_or_differs_is_told(self):
        self.generate(8)
        os.mkdir(self.out)
        self.assertIn("E920", self.merge()[2])
        self.shard(1, 2)
        code, _, err, _ = self.merge()
        self.assertEqual(code, 2)
        self.assertRegex(err, r"E920\]: .*manifest-2-of-2\.json")
        self.shard(2, 2, "--document", "executive")
        self.assertRegex(self.merge()[2], r"E921\]: .*documents")
        self.write(VALID.replace("id: sample", "id: late"), "clients/late.yaml")
        self.shard(2, 2)
        self.assertRegex(self.merge()[2], r"E921\]: .*clients")
        self.shard(1, 2)
        self.assertEqual(self.merge()[0], 0)
        with open(self.made("late", "handout.pdf"), "ab") as file:
            file.write(b" ")
        os.unlink(self.made("client-00001", "handout.pdf"))
        code, _, err, _ = self.merge()
        self.assertEqual(code, 2)
        self.assertRegex(err, r"E923\]: .*late/handout\.pdf")
        self.assertRegex(err, r"E923\]: .*client-00001/handout\.pdf: No such file")

    def test_a_record_that_was_tampered_with_is_found(self):
        self.generate(8)
        for index in (1, 2):
            self.shard(index, 2)
        path = os.path.join(self.out, "manifest-1-of-2.json")
        with open(path, encoding="utf-8") as file:
            lines = file.readlines()
        first = next(i for i, line in enumerate(lines) if '{"id"' in line)
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(lines[:first] + lines[first + 1 :])
        code, _, err, _ = self.merge()
        self.assertEqual(code, 2)
        self.assertIn("E922", err)

    def test_shards_run_beside_each_other_but_not_beside_the_whole(self):
        self.generate(1)
        self.shard(1, 2)
        with open(os.path.join(self.out, ".mamorigami-lock")) as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)  # as a running shard has it
            self.assertEqual(self.shard(2, 2)[0], 0)
            self.assertEqual(self.batch()[0], 2)
            self.assertEqual(self.merge()[0], 2)

    @unittest.skipUnless(shutil.which("parallel"), "GNU parallel is not installed")
    def test_gnu_parallel_runs_the_shards(self):
        self.generate(12)
        command = (f"seq 4 | parallel --will-cite --jobs 2 --halt never "
                   f"{PROGRAM} batch {self.clients} --out {self.out} --format all --jobs 1 --shard {{}}/4 --lang en")
        done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        code, out, err, _ = self.merge()
        self.assertEqual((code, err), (0, ""))
        self.assertIn("all 4 shards are there: 12 clients (0 failed), {} files checked".format(12 * len(FILES)), out)


def set_columns(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def columns_of(line):
    """On a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


class Telling(BatchWorkplace):
    def test_json_is_one_object_a_line(self):
        bad = self.generate(6, bad=2)
        code, out, err, _ = self.batch("--json")
        self.assertEqual((code, err), (1, ""))
        events = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([e["event"] for e in events], ["client"] * 6 + ["end"])
        failed = {e["client"]["id"] for e in events[:-1] if e["client"]["state"] == "failed"}
        self.assertEqual(failed, set(bad))
        for event in events[:-1]:
            if event["client"]["id"] in bad:
                note = event["client"]["diagnostics"][0]
                self.assertEqual(note["severity"], "error")
                self.assertGreaterEqual(note["line"], 1)
        end = events[-1]
        self.assertEqual((end["made"], end["failed"], end["exit"]), (4, 2, 1))

    def on_terminal(self, language, columns=0, then=None):
        """What a terminal sees. After the line's first state the terminal has `then` columns, and the
        worker stands still for a while: how many states there are is no matter of the machine's speed."""
        self.generate(MANY)
        leader, terminal = pty.openpty()
        set_columns(terminal, columns)
        process = subprocess.Popen([PROGRAM, *self.arguments("--lang", language, "--jobs", "1")], cwd=ROOT,
                                   stdout=subprocess.DEVNULL, stderr=terminal)
        os.close(terminal)
        seen = b""
        go_on = None
        while process.poll() is None or select.select([leader], [], [], 0)[0]:
            if select.select([leader], [], [], 0.1)[0]:
                try:
                    seen += os.read(leader, 4096)
                except OSError:
                    break
            if go_on is None and b"\x1b[K" in seen:
                set_columns(leader, then or columns)
                stopped = workers_of(process.pid)
                for worker in stopped:
                    os.kill(worker, signal.SIGSTOP)
                go_on = time.monotonic() + 2.5  # the rate is told after two seconds
            if go_on and time.monotonic() > go_on:
                for worker in stopped:
                    os.kill(worker, signal.SIGCONT)
                go_on = math.inf
        os.close(leader)
        self.assertEqual(process.wait(), 0)
        self.assertTrue(seen.endswith(b"\r\x1b[K"), "the line must not stay")
        return re.findall(r"\r([^\r\n]+)\x1b\[K", seen.decode())

    def test_a_terminal_sees_one_line_rewritten(self):
        lines = self.on_terminal("en")
        states = [int(re.match(rf"(\d+)/{MANY}\b", line).group(1)) for line in lines]
        self.assertGreaterEqual(len(states), 5)
        self.assertEqual(states, sorted(states))
        self.assertRegex(lines[-1], r" a second, about \d+ s left$")

    def test_the_line_is_no_wider_than_the_terminal_even_when_that_is_made_narrower(self):
        lines = self.on_terminal("ja", 30, 12)
        self.assertGreaterEqual(len(lines), 5)
        self.assertTrue(all(columns_of(line) < 30 for line in lines), lines)
        # One may have been on its way when the terminal became narrower.
        self.assertTrue(all(columns_of(line) < 12 for line in lines[2:]), lines)
        self.assertTrue(all(re.fullmatch(rf"\d+/{MANY}件(・.*)?", line) for line in lines), lines)


if __name__ == "__main__":
    unittest.main()
