#!/usr/bin/env python3
"""Writes docs/performance.md from what was measured (benches/results/: peers.csv, machine.csv, ratios.csv, exact.csv,
ranks.csv), and the
table of docs/scale.md from scale.csv.

usage: performance.py [--peers-only]   with the flag, only prints the table of peers
"""
import csv
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benches" / "results"
SIZES = {"S": "10 000 people", "M": "100 000", "L": "1 000 000", "sweep": "sweep of 200"}


def read(name):
    with open(RESULTS / name, newline="") as file:
        return list(csv.DictReader(file))


def seconds(text):
    value = float(text)
    return f"{value:.0f} s" if value >= 10 else f"{value:.2g} s" if value >= 0.1 else f"{1000 * value:.2g} ms"


def times(text):
    value = float(text)
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def cell(row):
    if not row or not row["seconds"]:
        return row["why"] if row else ""
    ratio = f" (× {times(row['times_catching'])})" if row["times_catching"] and row["peer"] != "catching" else ""
    doubt = " **another answer**" if row["agrees"] == "NO" else ""
    return f"{seconds(row['seconds'])}{ratio}{doubt}"


def peers_table(table):
    names = list(dict.fromkeys(row["peer"] for row in table))
    by = {(row["peer"], row["size"]): row for row in table}

    def order(name):
        large = [by.get((name, size), {}).get("seconds") for size in ("L", "M", "S")]
        return [float(s) if s else float("inf") for s in large]

    lines = ["| | " + " | ".join(SIZES.values()) + " | memory, largest run |", "| --- " + "| --- " * (len(SIZES) + 1) + "|"]
    for name in sorted(names, key=order):
        rows = [by.get((name, size)) for size in SIZES]
        version = next((row["version"] for row in rows if row and row["version"]), "")
        near = " †" if any(row and row["process"] == "near" for row in rows) else ""
        memory = [row["memory_mb"] for row in rows[:3] if row and row["memory_mb"]]
        label = f"**{name}**{near}" if name == "catching" else f"{name} {version}{near}".replace("  ", " ")
        lines.append(f"| {label.strip()} | " + " | ".join(cell(row) for row in rows) + f" | {memory[-1] + ' MB' if memory else ''} |")
    return "\n".join(lines)


def spreads(table):
    """How far rounds of the same work lay apart."""
    wide = [float(row["high"]) / float(row["low"]) for row in table if row["rounds"] and int(row["rounds"]) > 1]
    if not wide:
        return "One round each"
    return f"Medians of up to five rounds in turn; rounds of the same work typically lay within a factor of {sorted(wide)[len(wide) // 2]:.2f}"


def agreement(table):
    lines = ["| | " + " | ".join(SIZES.values()) + " |", "| --- " + "| --- " * len(SIZES) + "|"]
    for name in dict.fromkeys(row["peer"] for row in table):
        shares = {row["size"]: row["prevalence"] for row in table if row["peer"] == name and row["prevalence"]}
        if shares:
            cells = (f"{float(shares[size]):.4f}" if size in shares else "" for size in SIZES)
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def ratio_figure(row):
    def number(text):
        value = float(text)
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    spread = "" if row["rounds"] == "1" else f" ({number(row['low'])} to {number(row['high'])}, n = {row['rounds']})"
    return f"{number(row['value'])} {row['unit']}{spread}"


def ratios_table(table):
    lines = ["| work | plain or first | engine or second | median (range) | aim |", "| --- | --- | --- | --- | --- |"]
    for row in table:
        first, second = (seconds(row[key]) if row[key] else "" for key in ("first_s", "second_s"))
        aim = f"{row['bound']} {row['target']}" + (", missed" if row["met"] == "missed" else "") if row["bound"] else ""
        lines.append(f"| {row['work'].strip()} | {first} | {second} | {ratio_figure(row)} | {aim} |")
    return "\n".join(lines)


def ranks_table(table):
    lines = ["| sweep | two threads | two ranks | ranks have, of the threads' speed |", "| --- | --- | --- | --- |"]
    for work in dict.fromkeys(row["work"] for row in table):
        rows = [row for row in table if row["work"] == work]
        first, second = (median(float(row[key]) for row in rows) for key in ("threads_s", "ranks_s"))
        shares = sorted(float(row["threads_s"]) / float(row["ranks_s"]) for row in rows)
        spread = f"{median(shares):.2f} ({shares[0]:.2f} to {shares[-1]:.2f}, n = {len(shares)})"
        lines.append(f"| {work.replace(' x ', ' × ')} | {first:.1f} s | {second:.1f} s | {spread} |")
    return "\n".join(lines)


def sent(row):
    """What the busiest rank really sent, where that was tried."""
    return f"{float(row['bytes_a_tick_sent']) / 1000:.2g}" if row.get("bytes_a_tick_sent") else ""


def scale_table(table):
    lines = ["| network | ranks | ties of the fullest rank | ghosts for a person | messages a tick | kB a tick | kB a tick, sent |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in table:
        kilobytes = float(row["bytes_a_tick"]) / 1000
        lines.append(f"| {row['network']} | {row['ranks']} | × {float(row['largest_share_of_ties']):.2f} | "
                     f"{float(row['ghosts_a_person_of_an_equal_share']):.2f} | {float(row['messages_a_tick']):.0f} | "
                     f"{kilobytes:.2g} | {sent(row)} |")
    return "\n".join(lines)


def model_table(table):
    """What a tick would take by the model of docs/scale.md, against one thread."""
    lines = ["| network | one thread | " + " | ".join(f"{ranks} ranks" for ranks in MODEL_RANKS) + " |",
             "| --- | --- " + "| --- " * len(MODEL_RANKS) + "|"]
    for network in dict.fromkeys(row["network"] for row in table):
        rows = {int(row["ranks"]): row for row in table if row["network"] == network}
        alone = float(rows[1]["tick_ms"]) / 1000
        cells = []
        for ranks in MODEL_RANKS:
            row = rows[ranks]
            work = alone / ranks * float(row["largest_share_of_ties"])
            exchange = float(row["messages_a_tick"]) * LATENCY + float(row["bytes_a_tick"]) / BANDWIDTH
            tick = work + exchange
            cells.append(f"{1e6 * tick:.0f} µs (× {alone / tick:.0f}, {100 * exchange / tick:.0f} % of it sending)")
        lines.append(f"| {network} | {1e6 * alone:.0f} µs | " + " | ".join(cells) + " |")
    return "\n".join(lines)


# A message on the wires of a cluster [s], and bytes a second of one rank: what such networks are sold with, not measured here.
LATENCY, BANDWIDTH = 2e-6, 1e10
MODEL_RANKS = (16, 64, 256, 1024)


# Works that have a table of their own.
EXACT = ("exact-kernel", "clocks")
# What is to be said of benches/results/exact.csv, which may be newer than the rest.
EXACT_WHEN = "Measured by `cargo bench --bench ratios -- exact-kernel clocks --csv=benches/results/exact.csv`, later than the rest of this page."


def write_scale():
    table = read("scale.csv")
    page = ROOT / "docs" / "scale.md"
    text = page.read_text()
    for name, made in (("counts", scale_table(table)), ("model", model_table(table))):
        before, rest = text.split(f"<!-- {name}: made by benches/performance.py -->\n")
        after = rest.split(f"<!-- end of {name} -->")[1]
        text = f"{before}<!-- {name}: made by benches/performance.py -->\n{made}\n<!-- end of {name} -->{after}"
    page.write_text(text)


PAGE = """<!-- Made by benches/performance.py from benches/results/. Do not edit: measure again. -->
# How fast it is

Times alone say more about a machine than about a program, so everything here is a comparison: the same work through
`catching`, through a plain kernel that does nothing else, and through other simulators, in turn and on one machine.

## The work

One bare expression on a fixed network, for 200 ticks: everybody catches it from each active neighbour with a chance of 0.02 a
tick, begins unprompted with 0.0005 and stops with 0.1; one in a hundred is active at the start. Ten ties a person: a small
world of 10 000 people, preferential networks of 100 000 and 1 000 000. The sweep is 5 chances of imitation × 5 of stopping ×
8 seeds on the small world, on two cores, a thread each. In a single run each program uses as many threads as it does of itself:
`catching`, henad and graph-tool all there are, the plain kernel and the others one.

The plain kernel (`benches/shared/floor.rs`) keeps states in bytes and counts of active neighbours in 16 bits, has no event
times, no record of who caught it from whom, and no way to add a mechanism; like the engine it asks memory early for what it
will need. `catching` runs the work through the engine that runs every scenario.

## Against others

Seconds of the simulation itself, with the network loaded and programs compiled, and in brackets how many times longer than
`catching`. {spread}.

{peers}

† a neighbour of the same process: event times within a tick (`catching`), continuous time (EoN), another order within a tick
(starsim), nobody who begins unprompted (NDlib, EoN). The Python scripts and Rust programs are in `benches/peers/`; each
does the work as its own documentation would have it. Differences below a factor of 1.5 mean little.

Not compared: simulators that are not on crates.io, PyPI or in Debian (NetLogo, GAMA, Repast, Agents.jl, EpiModel).

### Do they agree?

The share of people who are active, over the last 50 ticks (of a sweep: at the end of its runs, on average):

{agreement}

## Against a plain kernel and against itself

First and second are done in turn; the figure is the median of the ratios of neighbouring rounds, or what its unit says.

{ratios}

## The exact clock

Against a plain kernel that does one expression with a fading memory in continuous time and nothing else
(`benches/shared/exact_floor.rs`: no names of draws, no record of who caught it from whom, no second mechanism), and, whole commands with
their tables, against ticks (first). Where a scenario cannot be exact both are ticks. {exact_when}

{exact}

## Ranks against threads

A sweep on two ranks of an MPI job ([On a cluster](clusters.md)) and on two threads of one process, in turn, the start of `mpirun`
included (`benches/ranks.sh`; other programs were running on the two cores, so that only the last column means something):

{ranks}

## Where

{machine}

## How to repeat it

On a machine that does nothing else, some 35 minutes with two cores:

```text
benches/measure.sh
```

`benches/peers/README.md` tells about the parts. `cargo bench --bench parts` times one tick of each mechanism, whole runs,
networks, files and tables; `cargo bench --bench ratios` prints the second table alone; `benches/instructions.sh` counts
instructions of small fixed runs, which does not depend on the clock, and is part of the checks before every change.
"""


def main():
    peers = read("peers.csv")
    if "--peers-only" in sys.argv:
        print(peers_table(peers))
        return
    machine = "\n".join(f"- {row['what']}: {row['value']}" for row in read("machine.csv"))
    page = PAGE.format(peers=peers_table(peers), spread=spreads(peers), agreement=agreement(peers),
                       ratios=ratios_table([row for row in read("ratios.csv") if row["name"] not in EXACT]), exact=ratios_table(read("exact.csv")),
                       exact_when=EXACT_WHEN, ranks=ranks_table(read("ranks.csv")), machine=machine)
    (ROOT / "docs" / "performance.md").write_text(page)
    write_scale()


if __name__ == "__main__":
    main()
