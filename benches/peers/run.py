#!/usr/bin/env python3
"""The same work through catching, a plain kernel and other simulators, in turn; see README.md.

usage: run.py [--peers a,b] [--sizes S,M,L,sweep] [--limit SECONDS] [--rounds N]
"""
import argparse
import csv
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "target" / "peers"  # networks, programs, Python packages: everything that can be made again
RESULTS = ROOT / "benches" / "results"
VENV = WORK / "venv" / "bin" / "python"
BINARIES = WORK / "release"
SIZES = ["S", "M", "L", "sweep"]

# How far the share of active people may lie from the plain kernel's. The same process in ticks: about four standard deviations of
# the difference between two seeds (of one seed: 0.0028 at S, 0.0007 at M). A neighbour of it (event times within a tick, continuous
# time, another order within a tick, nobody who begins unprompted): near it.
SAME = {"S": 0.016, "M": 0.004, "L": 0.002, "sweep": 0.004}
NEAR = {"S": 0.04, "M": 0.02, "L": 0.02, "sweep": 0.03}


def rust(name):
    return [str(BINARIES / name)]


def python(script, interpreter=VENV):
    return [str(interpreter), str(HERE / "python" / script)]


# name: command, how near it must be, package whose version is told
PEERS = {
    "plain kernel": (rust("peer-kernel"), SAME, None),
    "catching": (rust("peer-catching"), NEAR, None),
    "henad": (rust("peer-henad"), SAME, "henad"),
    "ixa": (rust("peer-ixa"), SAME, "ixa"),
    "krABMaga": (rust("peer-krabmaga"), SAME, "krabmaga"),
    "SciPy sparse": (python("scipy_sparse.py"), SAME, "scipy"),
    "Numba": (python("numba_push.py"), SAME, "numba"),
    "graph-tool": (python("graph_tool_state.py", "/usr/bin/python3"), SAME, "graph_tool"),
    "starsim": (python("starsim_sis.py"), NEAR, "starsim"),
    "Mesa": (python("mesa_agents.py"), SAME, "mesa"),
    "NDlib": (python("ndlib_sis.py"), NEAR, "ndlib"),
    "EoN": (python("eon_sis.py"), NEAR, "EoN"),
}


def call(command, must=True):
    print("$", " ".join(str(word) for word in command), file=sys.stderr)
    subprocess.run([str(word) for word in command], check=must)


def install():
    """Packages, programs and networks, as far as they are not there."""
    WORK.mkdir(parents=True, exist_ok=True)
    if not VENV.exists():
        call([sys.executable, "-m", "venv", VENV.parents[1]])
    call([VENV, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"])
    if subprocess.run(["/usr/bin/python3", "-c", "import graph_tool"], capture_output=True).returncode and shutil.which("apt-get"):
        if os.getuid() == 0:
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(["apt-get", "update"], **quiet)
            subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "python3-graph-tool"], **quiet)
    manifest = HERE / "rust" / "Cargo.toml"
    for peer in ("ours", "henad", "ixa", "krabmaga"):
        build = ["cargo", "build", "--release", "--quiet", "--manifest-path", manifest, "--target-dir", WORK, "-p", f"peer-{peer}"]
        call(build, must=peer == "ours")
    if not (WORK / "L.edges").exists():
        call([BINARIES / "peer-networks", WORK])


def version(package, command):
    """Which version a peer has; none where it is not installed."""
    if not Path(command[0]).exists():
        return None
    if package is None:
        return ""
    if command[0].startswith(str(BINARIES)):
        lock = (HERE / "rust" / "Cargo.lock").read_text()
        return re.search(rf'name = "{package}"\nversion = "([^"]+)"', lock).group(1)
    ask = "import graph_tool; print(graph_tool.__version__)" if package == "graph_tool" else (
        f"from importlib.metadata import version; print(version('{package}'))")
    said = subprocess.run([command[0], "-c", ask], capture_output=True, text=True)
    return said.stdout.split()[0] if said.returncode == 0 else None


def measure(command, size, limit):
    """What one process says, with its time from start to end [s] and its memory [MB]; or why there is nothing."""
    words = [*command, str(WORK / f"{'S' if size == 'sweep' else size}.edges"), *(["sweep"] if size == "sweep" else [])]
    # A sweep runs two at once, each on one thread.
    threads = {"OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"} if size == "sweep" else {}
    begun = time.perf_counter()
    with open(WORK / "said", "w+") as out, open(WORK / "errors", "w+") as errors:
        process = subprocess.Popen(words, stdout=out, stderr=errors, env={**os.environ, **threads}, start_new_session=True)
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                process.returncode = os.waitstatus_to_exitcode(status)
                break
            if time.perf_counter() - begun > limit:
                os.killpg(process.pid, 9)
                os.wait4(process.pid, 0)
                process.returncode = -9
                return f"over {limit} s"
            time.sleep(0.01)
        total = time.perf_counter() - begun
        out.seek(0), errors.seek(0)
        if process.returncode:
            print(errors.read()[-1500:], file=sys.stderr)
            return "failed"
        said = json.loads(out.read().strip().splitlines()[-1])
    return {**said, "total": total, "memory": usage.ru_maxrss / 1024}


def rounds_for(seconds, most):
    """Short work is repeated more often."""
    return min(most, 5 if seconds < 3 else 3 if seconds < 15 else 1)


def expected(name, size, done):
    """Seconds that a size will take at least, as far as the smaller ones tell: ten times more people, or two hundred runs."""
    known = [done[name, smaller]["seconds"] for smaller in ("S", "M") if (name, smaller) in done]
    if size == "S" or not known:
        return 0
    if size == "sweep":
        return 100 * known[0]  # on two cores
    if size == "L" and len(known) == 1:
        return 100 * known[0]
    return known[-1] * max(10, known[-1] / known[0])


def compare(names, sizes, limit, most):
    """All peers at all sizes, round by round; what each came to, or why not."""
    runs, why, done = {}, {}, {}
    for size in sizes:
        for turn in range(most):
            for name in names:
                key = (name, size)
                if key in why or (key in done and turn >= rounds_for(done[key]["total"], most)):
                    continue
                if turn == 0 and expected(name, size, done) > limit:
                    why[key] = f"not run, {expected(name, size, done):.0f} s or more"
                    continue
                result = measure(PEERS[name][0], size, limit)
                if isinstance(result, str):
                    why[key] = result
                    continue
                runs.setdefault(key, []).append(result)
                done.setdefault(key, result)
                print(f"{size:6} {name:18} {result['seconds']:9.4f} s  {result['prevalence']:.4f}", file=sys.stderr, flush=True)
    return runs, why


def agrees(name, size, share, runs):
    if ("plain kernel", size) not in runs:
        return ""
    floor = runs["plain kernel", size][0]["prevalence"]
    return "yes" if abs(share - floor) <= PEERS[name][1][size] else "NO"


def rows(names, sizes, runs, why, versions):
    for name in names:
        for size in sizes:
            row = {"peer": name, "version": versions.get(name, ""), "size": size, "why": why.get((name, size), "")}
            if (name, size) in runs:
                found = runs[name, size]
                seconds = sorted(run["seconds"] for run in found)
                row |= {
                    "seconds": f"{statistics.median(seconds):.5f}", "low": f"{seconds[0]:.5f}", "high": f"{seconds[-1]:.5f}",
                    "rounds": len(found), "total": f"{statistics.median(run['total'] for run in found):.3f}",
                    "memory_mb": f"{max(run['memory'] for run in found):.0f}", "prevalence": f"{found[0]['prevalence']:.5f}",
                    "process": "same" if PEERS[name][1] is SAME else "near",
                    "agrees": agrees(name, size, found[0]["prevalence"], runs),
                }
                if ("catching", size) in runs:
                    ours = statistics.median(run["seconds"] for run in runs["catching", size])
                    row["times_catching"] = f"{statistics.median(seconds) / ours:.3f}"
            yield row


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text()).group(1)) / 2**20
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.strip()
    return {
        "when": datetime.now(timezone.utc).strftime("%Y-%m-%d"), "processor": cpu.group(1) if cpu else platform.processor(),
        "cores": os.cpu_count(), "memory": f"{memory:.0f} GiB", "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "compiler": rustc, "python": platform.python_version(), "load at the start": f"{os.getloadavg()[0]:.2f}",
    }


def write(file, table, fields):
    with open(file, "w", newline="") as out:
        writer = csv.DictWriter(out, fields, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", help="only these, separated by commas (default: all)")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a process is ended")
    parser.add_argument("--rounds", type=int, default=5, help="how often at most")
    told = parser.parse_args()
    names = told.peers.split(",") if told.peers else list(PEERS)
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        sys.exit(f"no such peer: {', '.join(unknown)}; there are: {', '.join(PEERS)}")
    sizes = told.sizes.split(",")
    place = machine()
    install()
    versions = {name: version(PEERS[name][2], PEERS[name][0]) for name in names}
    for name in [name for name in names if versions[name] is None]:
        print(f"{name} is not installed here and is left out", file=sys.stderr)
        names.remove(name)
    runs, why = compare(names, sizes, told.limit, told.rounds)
    table = list(rows(names, sizes, runs, why, versions))
    RESULTS.mkdir(exist_ok=True)
    write(RESULTS / "peers.csv", table, [
        "peer", "version", "size", "seconds", "low", "high", "rounds", "times_catching", "total", "memory_mb", "prevalence",
        "process", "agrees", "why"])
    write(RESULTS / "machine.csv", [{"what": what, "value": value} for what, value in place.items()], ["what", "value"])
    call([sys.executable, ROOT / "benches" / "performance.py", "--peers-only"])
    odd = [row for row in table if row.get("agrees") == "NO"]
    for row in odd:
        print(f"{row['peer']} does not agree on {row['size']}: {row['prevalence']}", file=sys.stderr)
    sys.exit(1 if odd else 0)


if __name__ == "__main__":
    main()
