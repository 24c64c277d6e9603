"""What was asked for beside what was measured: one table, each line met or not."""

import re


def row_of(rows, peer, clients):
    return next((row for row in rows if row["peer"] == peer and row["clients"] == clients), None)


def stages_of(warm):
    """{"layout": ms, ...} of a new client in a warm process: the line `new` of bench/warm."""
    words = next(line for line in warm.splitlines() if line.startswith("new")).replace("|", " ").split()
    return {name: float(words[words.index(name) + 1]) for name in ("layout", "pdf", "html", "sum")}


class Table:
    def __init__(self):
        self.lines = ["| what | target | measured | |", "|---|---:|---:|---|"]

    def add(self, what, target, measured, met):
        self.lines.append(f"| {what} | {target} | {measured} | {'' if met is None else 'met' if met else 'NOT MET'} |")

    def at_most(self, what, limit, value, unit):
        self.add(what, f"≤ {limit:g}{unit}", f"{value:.3g}{unit}", value <= limit)

    def at_least(self, what, limit, value, unit):
        self.add(what, f"≥ {limit:g}{unit}", f"{value:.3g}{unit}", value >= limit)


def add_speed(table, rows, compared):
    ours = [row for row in rows if row["peer"] == "mamorigami PDF + HTML"]
    for row in ours:
        table.add(f"handouts a second, PDF + HTML, N = {row['clients']}", "", f"{row['per_second']:.1f}", None)
    for row in ours:
        table.add(f"CPU a handout, PDF + HTML, N = {row['clients']}", "", f"{row['cpu_ms']:.2f} ms", None)
    for peer in ("Typst, 2 processes", "Typst, 2 processes, untagged", "Typst, 2 processes, into memory"):
        best = row_of(rows, "mamorigami PDF + HTML" + (", into memory" if "memory" in peer else ""), compared)
        typst = row_of(rows, peer, compared)
        if typst:
            table.at_least(f"times the handouts a second of {peer}, N = {compared}", 20, best["per_second"] / typst["per_second"], "")
            table.add(f"times less CPU a handout than {peer}", "", f"{typst['cpu_ms'] / best['cpu_ms']:.1f}", None)


def add_cold(table, rows, cold):
    table.at_most("one cold document (executive, 1 page), into memory", 20, 1000 * cold["executive"], " ms")
    table.add("the same, waiting until it is on the disk", "", f"{1000 * cold['executive, disk']:.3g} ms", None)
    table.add("one cold handout, into memory", "", f"{1000 * cold['handout']:.3g} ms", None)
    typst = row_of(rows, "Typst, 2 processes, into memory", 1)
    if typst:
        table.at_least("times faster than a cold handout of Typst", 10, typst["seconds"] / cold["handout"], "")


def add_memory(table, rows):
    few, many = (row_of(rows, "mamorigami PDF + HTML", count) for count in (20, 2000))
    if not few or not many:
        return
    table.add("peak memory of all processes, 20 clients", "", f"{few['peak_mib']:.0f} MiB", None)
    table.at_most("the same with 2,000 clients, times that", 1.2, many["peak_mib"] / few["peak_mib"], "")


def add_writing(table, warm, bare):
    stages = stages_of(warm)
    table.at_most("layout of a document, warm (a third of a client's three)", 0.5, stages["layout"] / 3, " ms")
    table.at_most("HTML of a document, warm", 0.3, stages["html"] / 3, " ms")
    between, alone = (float(ms) for ms in re.findall(r"([0-9.]+) ms", bare))
    table.add("PDF of a handout from ready positions, nothing else: the bound", "", f"{alone:.3g} ms", None)
    table.at_most("PDF of a handout between its other stages, times that", 1.5, between / alone, "")


def table_of(result):
    """The lines of the table, as Markdown."""
    table = Table()
    rows = result["rows"]
    compared = max((row["clients"] for row in rows if row["peer"].startswith("Typst")), default=max(row["clients"] for row in rows))
    add_speed(table, rows, compared)
    add_cold(table, rows, result["cold"])
    add_memory(table, rows)
    for document, pages, kilobytes in result["weights"]:
        if pages < 2:  # fonts and structure cost the same for one page
            table.add(f"PDF: {document} ({pages:.0f} page)", "", f"{kilobytes:.0f} KB", None)
        else:
            table.at_most(f"PDF, KB per 10 pages: {document} ({pages:.1f} pages)", 230, 10 * kilobytes / pages, "")
    unchanged = result["unchanged"]
    table.at_most(f"unchanged batch of {unchanged['clients']}, CPU of the full run", 2, 100 * unchanged["again_cpu"] / unchanged["full_cpu"], " %")
    table.add("the same, time", "", f"{100 * unchanged['again'] / unchanged['full']:.2f} %", None)
    gain, possible = result["two_workers"]
    table.at_least("two workers, times one", 1.8, gain, "")
    table.add("two programs that share nothing, times one: what this machine gives", "", f"{possible:.3g}", None)
    add_writing(table, result["warm"], result["bare"])
    return table.lines
