"""What one run of a command costs: seconds, CPU seconds and peak memory of all its processes."""

import ctypes
import os
import resource
import subprocess
import threading
import time

SUBREAPER = 36  # prctl: orphans of a peer come to us, so that their CPU is counted too


def adopt_orphans():
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def tree_of(root):
    """Process ids of `root` and everything below it."""
    children = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(name))
        except OSError:
            pass
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += children.get(pid, [])
    return found


def memory_of(root):
    """Proportional set size of the tree in KiB: pages shared by workers count once."""
    total = 0
    for pid in tree_of(root):
        try:
            with open(f"/proc/{pid}/smaps_rollup") as file:
                total += next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except (OSError, StopIteration):
            pass
    return total


def cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # os.times counts in steps of 10 ms
    return used.ru_utime + used.ru_stime


def run(command, watch_memory=False):
    """Runs a shell command, or a list of words without a shell (which takes a millisecond of its own);
    returns {"seconds", "cpu", "peak_mib"}. A failing one ends the bench."""
    os.sync()  # what the run before left to be written must not be written during this one
    before = cpu_of_children()
    start = time.monotonic()
    process = subprocess.Popen(command, shell=isinstance(command, str), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    done = threading.Event()

    def poll():
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, memory_of(process.pid))

    watcher = threading.Thread(target=poll) if watch_memory else None
    if watcher:
        watcher.start()
    said = process.communicate()[1]
    seconds = time.monotonic() - start
    done.set()
    if watcher:
        watcher.join()
    if process.returncode != 0:
        raise SystemExit(f"{command}\n{process.returncode}: {said.decode()[-2000:]}")
    return {"seconds": seconds, "cpu": cpu_of_children() - before, "peak_mib": peak / 1024}
