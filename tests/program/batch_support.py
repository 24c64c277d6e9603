"""What the fast and the slow tests of `batch` share."""

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time

from support import PROGRAM, ROOT, Workplace, run

sys.path.insert(0, os.path.join(ROOT, "tests/bench"))
import clients as generated  # noqa: E402

with open(os.path.join(ROOT, "content/documents.yaml"), encoding="utf-8") as file:
    DOCUMENTS = re.findall(r"^  - name: (\S+)", file.read(), re.M)
FILES = [f"{name}.{suffix}" for name in DOCUMENTS for suffix in ("pdf", "html")]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def workers_of(pid):
    """The child processes of `pid`."""
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(word) for word in file.read().split()]


class BatchWorkplace(Workplace):
    """A folder of generated clients and an out folder; `batch` runs over them."""

    def setUp(self):
        super().setUp()
        self.clients = os.path.join(self.folder, "clients")
        self.out = os.path.join(self.folder, "out")

    def generate(self, count, bad=0, seed=1):
        """Writes clients; returns the ids of the wrong ones."""
        return generated.write_all(self.clients, count, seed, bad, os.path.join(ROOT, "content"))

    def arguments(self, *more):
        return ["batch", self.clients, "--out", self.out, "--format", "all", *more]

    def batch(self, *more, **keywords):
        return run(*self.arguments(*more), **keywords)

    def start(self, *more):
        """The batch as a running process."""
        return subprocess.Popen(
            [PROGRAM, *self.arguments(*more), "--lang", "en"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )

    def made(self, client, name):
        return os.path.join(self.out, "clients", client, name)

    def manifest(self, name="manifest.json"):
        with open(os.path.join(self.out, name), encoding="utf-8") as file:
            return json.load(file)

    def states(self):
        return {client["id"]: client["state"] for client in self.manifest()["clients"]}

    def snapshot(self):
        """Every file below out/clients: path -> (inode, time, hash)."""
        found = {}
        for folder, _, names in os.walk(os.path.join(self.out, "clients")):
            for name in names:
                path = os.path.join(folder, name)
                status = os.stat(path)
                found[os.path.relpath(path, self.out)] = (status.st_ino, status.st_mtime_ns, sha256(path))
        return found

    def contents(self):
        return {path: entry[2] for path, entry in self.snapshot().items()}

    def assert_summary(self, out, made, unchanged, failed):
        self.assertIn(f"{made} made, {unchanged} unchanged, {failed} failed", out)

    def assert_manifest_is_true(self):
        """Every file the manifest lists is there with that size and hash, and none besides."""
        listed = {}
        for client in self.manifest()["clients"]:
            for output in client["outputs"]:
                path = os.path.join(self.out, output["file"])
                self.assertEqual(sha256(path), output["sha256"], output["file"])
                self.assertEqual(os.path.getsize(path), output["size"])
                listed[output["file"]] = output["sha256"]
        self.assertEqual(listed, self.contents())

    def kill_at_random(self, rounds, seconds, seed):
        """Starts batches and kills -9 each somewhere in its run; what lies there then must be whole.

        `expected` are the right contents; old files may be any earlier whole ones. Returns how many
        were killed before their end.
        """
        chance = random.Random(seed)
        killed = 0
        for _ in range(rounds):
            process = self.start("--force")
            time.sleep(chance.uniform(0, seconds))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed += process.returncode == -signal.SIGKILL
            self.assert_only_whole_files()
        return killed

    def assert_only_whole_files(self):
        for folder, _, names in os.walk(os.path.join(self.out, "clients")):
            for name in names:
                if name.startswith(".mamorigami-"):
                    continue  # staged: no result, and swept by the next run
                self.assertIn(name, FILES)
                path = os.path.join(folder, name)
                key = os.path.relpath(path, self.out)
                self.assertIn(sha256(path), self.whole[key], f"{key} is neither old nor new")
