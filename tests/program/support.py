"""What the whole-program tests share: running the program, reading PDFs back, a valid client."""

import os
import re
import subprocess
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("MAMORIGAMI", os.path.join(ROOT, "out/bin/mamorigami"))
SAMPLES = sorted(
    os.path.join("content/clients", name)
    for name in os.listdir(os.path.join(ROOT, "content/clients"))
    if name.endswith(".yaml")
)

# A client file without mistakes, of our own for the tests: the samples may change.
VALID = """\
id: sample
name: 株式会社ためし
fictional: true
trade: manufacturing
business: 金属部品の加工
employees: 40
it:
  pcs: 32
  notebooks: 8
  servers: 2
contract:
  kind: standard
assessments:
  - date: 2026-11-10
    sheet: self-check-2026
    answers:
""" + "".join(f"      {n}: {'yes' if n % 3 else 'no'}\n" for n in range(1, 26))


def run(*arguments, lang="ja", cwd=ROOT, timeout=120, environment=None):
    """Runs the program; returns (exit code, stdout, stderr, seconds)."""
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(environment or {})}
    start = time.monotonic()
    command = [PROGRAM, *arguments] + (["--lang", lang] if lang else [])
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, timeout=timeout)
    seconds = time.monotonic() - start
    return done.returncode, done.stdout.decode(), done.stderr.decode(), seconds


def output_of(*command):
    """Standard output of a tool, which must succeed and stay silent on standard error."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True)
    if done.returncode != 0 or done.stderr:
        raise AssertionError(f"{command[0]}: {done.returncode} {done.stderr.decode()}")
    return done.stdout.decode()


def pdf_text(path):
    """The text as poppler gives it in reading order, line ends removed."""
    return output_of("pdftotext", "-raw", path, "-").replace("\n", "").replace("\f", "")


def mupdf_text(path):
    return output_of("mutool", "draw", "-q", "-F", "text", path).replace("\n", "").replace("\f", "")


def page_count(path):
    return int(re.search(r"^Pages:\s+(\d+)", output_of("pdfinfo", path), re.M).group(1))


class Workplace(unittest.TestCase):
    """A test with a folder of its own for clients and results."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="mamorigami-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, content, name="sample.yaml"):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def handout(self, *arguments, **keywords):
        return run("handout", *arguments, "--out", os.path.join(self.folder, "out"), **keywords)

    def result(self, name, client="sample"):
        return os.path.join(self.folder, "out/clients", client, name)
