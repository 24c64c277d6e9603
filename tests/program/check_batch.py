"""The slower checks of `batch`, for `make check`: 100 kills, and 2,000 clients with 20 bad ones."""

import os
import re
import subprocess
import time
import unittest

from batch_support import BatchWorkplace
from support import PROGRAM, ROOT


class Killed(BatchWorkplace):
    def test_a_hundred_kills_leave_whole_files_only(self):
        self.generate(20)
        self.batch()
        self.whole = {path: {content} for path, content in self.contents().items()}
        for number in range(1, 21):
            path = f"clients/client-{number:05}.yaml"
            with open(os.path.join(self.folder, path), encoding="utf-8") as file:
                text = file.read()
            self.write(re.sub(r"^name: .*", "name: 改名した会社", text, flags=re.M), path)
        place, self.out = self.out, os.path.join(self.folder, "reference")
        began = time.monotonic()
        self.batch()
        seconds = time.monotonic() - began
        new = self.contents()
        for path, content in new.items():
            self.whole[path].add(content)
        self.out = place
        killed = self.kill_at_random(100, seconds * 1.1, seed=100)
        print(f"killed {killed} of 100 runs of about {seconds:.1f} s", flush=True)
        # The times are random up to 1.1 of a run's length, which other work on the machine changes.
        self.assertGreater(killed, 20)
        code, _, err, _ = self.batch()
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(self.contents(), new)
        self.assert_manifest_is_true()


class TwoThousand(BatchWorkplace):
    def measured(self, *more):
        """(seconds, of them at work, peak KB of the largest process, exit code, output)"""
        command = ["/usr/bin/env", "python3", "-c", MEASURE, PROGRAM, *self.arguments(*more), "--lang", "en"]
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        seconds = time.monotonic() - began
        peak, work = done.stderr.rsplit("PEAK ", 1)[1].split()
        return seconds, float(work), int(peak), done.returncode, done.stdout + done.stderr

    def test_twenty_bad_of_two_thousand(self):
        self.generate(20)
        _, _, small, code, _ = self.measured()
        self.assertEqual(code, 0)
        bad = self.generate(2000, bad=20)
        full, full_work, large, code, out = self.measured()
        self.assertEqual(code, 1)
        self.assertEqual({name for name, state in self.states().items() if state == "failed"}, set(bad))
        for client in bad:
            self.assertIn(f"{client}.yaml", out)
        self.assert_manifest_is_true()
        again, again_work, _, code, out = self.measured()
        self.assertEqual(code, 1)
        self.assert_summary(out, 0, 1980, 20)
        print(f"2,000 clients: {full:.1f} s; unchanged {again:.2f} s, "
              f"at work {full_work:.1f} s and {again_work:.2f} s ({100 * again_work / full_work:.1f} %); "
              f"peak {large} KB, of 20 clients {small} KB ({large / small:.2f})", flush=True)
        # What the work costs is compared with its target by `make bench`: it differs from run to run.
        self.assertLessEqual(large, 1.2 * small)


# Runs a command and says how much memory the largest of its processes had.
MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("PEAK", used.ru_maxrss, used.ru_utime + used.ru_stime, file=sys.stderr)
sys.exit(code)
"""


if __name__ == "__main__":
    unittest.main()
