#!/usr/bin/env python3
"""What handouts cost here and at Typst, in one run on one machine: make bench.

    tests/bench/bench.py [--counts 1,20,200,2000] [--rounds 3] [--skip-typst]

For each number of clients: documents a second, CPU a document, peak memory, KB a document. Peers go
round-robin, medians are printed. Ours waits until each file is on the disk, the peer leaves that to the
system: both are measured again into memory. Results: out/bench/handouts.{json,md,svg}, speed.svg, pages.svg; handouts.md has
what was asked for beside what was measured.
"""

import argparse
import datetime
import glob
import json
import os
import platform
import shutil
import statistics
import subprocess

import measure
import plot
import targets

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCH = os.path.join(ROOT, "out/bench")
PROGRAM = os.path.join(ROOT, "out/bin/mamorigami")
WARM = os.path.join(ROOT, "out/build/release/bench/warm")
BARE = os.path.join(ROOT, "out/build/release/bench/bare")
MEMORY = "/dev/shm/mamorigami-bench"  # tmpfs: what the programs cost without the disk
TYPST_MOST = 200  # more clients cost minutes and change nothing a document
TYPST = os.path.join(BENCH, "typst")


def clients_of(count):
    folder = os.path.join(BENCH, f"clients-{count}")
    if not os.path.isdir(folder):
        script = os.path.join(ROOT, "tests/bench/clients.py")
        subprocess.run(["python3", script, folder, "--count", str(count)], check=True, stdout=subprocess.DEVNULL)
    return folder


def ours(count, options, folder=BENCH):
    out = os.path.join(folder, "ours")
    return f"cd {ROOT} && {PROGRAM} batch {clients_of(count)} --force --jobs 2 {options} --out {out}", out


def prepare_typst(count):
    """The words of our own handouts as data, and the engine from npm."""
    data = os.path.join(BENCH, f"blocks-{count}")
    if not os.path.isdir(data):
        command, out = ours(count, "--document handout --format html")
        subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pages = sorted(glob.glob(out + "/clients/*/handout.html"))
        subprocess.run(["python3", os.path.join(ROOT, "tests/bench/blocks.py"), data, *pages], check=True)
        shutil.rmtree(out)
    if not os.path.isdir(os.path.join(TYPST, "node_modules")):
        shutil.copytree(os.path.join(ROOT, "tests/bench/typst"), TYPST, dirs_exist_ok=True)
        subprocess.run("npm install --ignore-scripts --no-audit --no-fund", shell=True, cwd=TYPST, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    return data


def typst(count, flags, folder=BENCH):
    data, out = prepare_typst(count), os.path.join(folder, "typst-out")
    half = count // 2
    run = f"node {TYPST}/run.mjs {data} {out}"
    if count == 1:
        return f"{run} 1 1 {flags}", out
    return f"{run} 1 {half} {flags} & first=$!; {run} {half + 1} {count} {flags} && wait $first", out


PEERS = {
    "mamorigami PDF + HTML": lambda n: ours(n, "--document handout --format all"),
    "mamorigami PDF": lambda n: ours(n, "--document handout --format pdf"),
    "mamorigami all documents": lambda n: ours(n, "--document all --format all"),
    "Typst, 2 processes": lambda n: typst(n, ""),
    "Typst, 2 processes, untagged": lambda n: typst(n, "--untagged"),
    "mamorigami PDF + HTML, into memory": lambda n: ours(n, "--document handout --format all", MEMORY),
    "Typst, 2 processes, into memory": lambda n: typst(n, "", MEMORY),
}


def sizes(out):
    """Bytes of all PDF files below `out` and their number."""
    found = glob.glob(out + "/**/*.pdf", recursive=True)
    return sum(map(os.path.getsize, found)), len(found)


def peak_of(command, out):
    """The most memory, in MiB, that was seen. A short run is watched again: few looks would miss its peak."""
    watched, peak = 0, 0
    while watched < 5:
        shutil.rmtree(out, ignore_errors=True)
        run = measure.run(command, watch_memory=True)
        watched += run["seconds"]
        peak = max(peak, run["peak_mib"])
    return peak


def measure_count(count, rounds, with_typst):
    names = [name for name in PEERS if not name.startswith("Typst") or (with_typst and count <= TYPST_MOST)]
    commands = {name: PEERS[name](count) for name in names}
    runs = {name: [] for name in names}
    for _ in range(rounds if count <= TYPST_MOST else 1):
        for name in names:
            command, out = commands[name]
            shutil.rmtree(out, ignore_errors=True)
            runs[name].append(measure.run(command))
    rows = []
    for name in names:
        command, out = commands[name]
        peak = peak_of(command, out)
        size, files = sizes(out)
        seconds = statistics.median(run["seconds"] for run in runs[name])
        cpu = statistics.median(run["cpu"] for run in runs[name])
        rows.append({"peer": name, "clients": count, "seconds": seconds, "per_second": count / seconds,
                     "cpu_ms": 1000 * cpu / count, "peak_mib": peak, "kb": size / 1024 / max(files, 1)})  # fmt: skip
        print_row(rows[-1])
    return rows


def print_row(row):
    print("| {peer} | {clients} | {seconds:.2f} | {per_second:.1f} | {cpu_ms:.2f} | {peak_mib:.0f} | {kb:.0f} |".format(**row), flush=True)


def unchanged(count):
    """A second batch in which nothing changed, as a share of the first."""
    command, out = ours(count, "--document handout --format all")
    shutil.rmtree(out, ignore_errors=True)
    full = measure.run(command)
    again = [measure.run(command.replace(" --force", "")) for _ in range(5)]
    return {"clients": count, "full": full["seconds"], "full_cpu": full["cpu"],
            "again": statistics.median(run["seconds"] for run in again),
            "again_cpu": statistics.median(run["cpu"] for run in again)}  # fmt: skip


def workers(count):
    """How much two workers gain over one, into memory: [(gain, what two programs on their own gain)].

    Cores of a virtual machine may be halves of one: two programs that share nothing, not even a file, then
    gain as little. Both are measured in turn, as neighbours come and go.
    """
    command, out = ours(count, "--document handout --format all", MEMORY)
    alone = f"{WARM} 1 {clients_of(count)}/*.yaml"

    def seconds(text):
        shutil.rmtree(out, ignore_errors=True)
        return measure.run(f"cd {ROOT} && {text}")["seconds"]

    rounds = []
    for _ in range(5):
        gain = seconds(command.replace("--jobs 2", "--jobs 1")) / seconds(command)
        rounds.append((gain, 2 * seconds(alone) / seconds(f"({alone} & {alone} & wait)")))
    return tuple(statistics.median(gains) for gains in zip(*rounds))


def cold(rounds, document, folder):
    """One document in a fresh process."""
    out = os.path.join(folder, "cold")
    command = [PROGRAM, "handout", "content/clients/midori.yaml", "--document", document, "--format", "pdf", "--out", out]
    os.chdir(ROOT)
    return statistics.median(measure.run(command)["seconds"] for _ in range(5 * rounds))


def all_cold(rounds):
    """Into memory, as the peers do not wait for the disk; and on the disk, as we do."""
    return {"executive": cold(rounds, "executive", MEMORY), "executive, disk": cold(rounds, "executive", BENCH),
            "handout": cold(rounds, "handout", MEMORY)}  # fmt: skip


def pages_of(path):
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith("Pages")))


def by_pages(count):
    """Of each document: [(name, mean pages, mean KB)], and its CPU against its pages."""
    weights, points = [], []
    for document in ("executive", "basis", "handout"):
        command, out = ours(count, f"--document {document} --format pdf")
        shutil.rmtree(out, ignore_errors=True)
        cpu = measure.run(command)["cpu"]
        paths = sorted(glob.glob(out + "/clients/*/*.pdf"))[:20]
        pages = statistics.mean(map(pages_of, paths))
        weights.append((document, pages, statistics.mean(map(os.path.getsize, paths)) / 1024))
        points.append((pages, 1000 * cpu / count))
    return weights, points


def stages(program, *options):
    """What bench/warm or bench/bare says of 200 clients."""
    files = sorted(glob.glob(os.path.join(clients_of(200), "*.yaml")))
    done = subprocess.run([program, *options, *files], cwd=ROOT, capture_output=True, text=True, check=True)
    print("\n" + done.stdout)
    return done.stdout


def warm():
    """CPU of each stage in a warm process."""
    return stages(WARM, "2")


def bare():
    """The lower bound: writing PDF whose positions are ready, 200 times."""
    out = os.path.join(MEMORY, "bare")
    os.makedirs(out, exist_ok=True)
    said = stages(BARE, out, "200")
    shutil.rmtree(out)
    return said


def machine():
    with open("/proc/cpuinfo") as file:
        name = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "?")
    return f"{name}, {os.cpu_count()} cores, Linux {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="1,20,200,2000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-typst", action="store_true")
    options = parser.parse_args()
    os.makedirs(BENCH, exist_ok=True)
    measure.adopt_orphans()
    counts = [int(count) for count in options.counts.split(",")]
    print(f"{datetime.date.today()}, {machine()}\n")
    print("| what | clients | s | documents/s | CPU ms/document | peak MiB | KB/PDF |\n|---|---:|---:|---:|---:|---:|---:|")
    rows = []
    for count in counts:
        rows += measure_count(count, options.rounds, not options.skip_typst)
    most = max(counts)
    weights, pages = by_pages(min(most, 200))
    result = {"date": str(datetime.date.today()), "machine": machine(), "rows": rows, "unchanged": unchanged(most),
              "two_workers": workers(min(most, 200)), "cold": all_cold(options.rounds),
              "weights": weights, "pages": pages, "warm": warm(), "bare": bare()}  # fmt: skip
    with open(os.path.join(BENCH, "handouts.json"), "w") as file:
        json.dump(result, file, indent=1)
    table = targets.table_of(result)
    print("\n".join(table))
    with open(os.path.join(BENCH, "handouts.md"), "w") as file:
        file.write(f"{result['date']}, {result['machine']}\n\n" + "\n".join(table) + "\n")
    plot_all(result)
    shutil.rmtree(MEMORY, ignore_errors=True)


def plot_all(result):
    cpu, speed = {}, {}
    for row in result["rows"]:
        cpu.setdefault(row["peer"], []).append((row["clients"], row["cpu_ms"]))
        speed.setdefault(row["peer"], []).append((row["clients"], row["per_second"]))
    plot.plot(os.path.join(BENCH, "handouts.svg"), "CPU a document", "clients in one run", "ms", cpu)
    plot.plot(os.path.join(BENCH, "speed.svg"), "documents a second", "clients in one run", "documents/s", speed)
    plot.plot(os.path.join(BENCH, "pages.svg"), "CPU a PDF", "pages", "ms", {"mamorigami": result["pages"]})


if __name__ == "__main__":
    main()
