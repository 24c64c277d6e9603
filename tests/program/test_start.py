"""What is called is small: libraries of one command or option are loaded when that is asked for."""

import os
import shutil
import subprocess
import tempfile
import unittest

from support import PROGRAM, ROOT, run

RARE = ("libqpdf", "libxlsxwriter", "libmicrohttpd", "libgnutls", "libcrypto")


def libraries(program):
    return subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout


class Start(unittest.TestCase):
    def test_a_start_loads_no_library_of_one_command(self):
        loaded = libraries(PROGRAM)
        self.assertIn("libharfbuzz", loaded)
        self.assertEqual([name for name in RARE if name in loaded], [])
        self.assertIn("libqpdf", libraries(PROGRAM + "-full"))

    def test_what_is_called_by_a_link_finds_the_full_program(self):
        with tempfile.TemporaryDirectory() as folder:
            link = os.path.join(folder, "linked")
            os.symlink(PROGRAM, link)
            command = [link, "portfolio", "content/clients", "--out", folder]
            done = subprocess.run(command, cwd=ROOT, capture_output=True)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn("portfolio", os.listdir(folder))

    def test_without_the_full_program_only_what_needs_it_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            alone = shutil.copy(PROGRAM, os.path.join(folder, "alone"))
            done = subprocess.run([alone, "serve"], cwd=ROOT, capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("alone-full: No such file or directory", done.stderr)
            done = subprocess.run([alone, "check"], cwd=ROOT, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_wrong_use_is_told_before_anything_is_loaded(self):
        code, _, err, _ = run("portfolio", lang="en")
        self.assertEqual(code, 2)
        self.assertIn("portfolio FOLDER", err)


if __name__ == "__main__":
    unittest.main()
