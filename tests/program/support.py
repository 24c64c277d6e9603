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
    # Debian's MuPDF says this of itself whatever the file.
    said = done.stderr.decode().replace("warning: ICC support is not available\n", "").strip()
    if done.returncode != 0 or said:
        raise AssertionError(f"{command[0]}: {done.returncode} {said}")
    return done.stdout.decode()


def poppler_lines(path):
    return output_of("pdftotext", "-raw", path, "-")


def mupdf_lines(path):
    return output_of("mutool", "draw", "-q", "-F", "text", path)


def pdf_text(path):
    """The text as poppler gives it in reading order, line ends removed."""
    return re.sub(r"[\n\f]", "", poppler_lines(path))


def comes_back(sentence, lines):
    """True when `sentence` stands in `lines`, broken anywhere, with no space added or lost.

    Readers give a full-width space as a common one, none where a line ends at it, and MuPDF puts an
    empty line between two lines far apart.
    """
    signs = [r"[ \u3000\n]" if sign in " \u3000\u00a0" else re.escape(sign) for sign in sentence]
    # A sentence may go on on the next page, behind a footer and a header.
    page_break = r"\n[^\f]{0,200}ページ\s*\f?[^\f]{0,200}?\n"
    return any(
        re.search(joint.join(signs), lines) is not None
        for joint in (r"\n*", rf"(?:\n*|{page_break})")
    )


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
