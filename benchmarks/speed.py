"""Speed and memory in one table: ``python benchmarks/speed.py [--quick] [--large] [--no-write]``.

Every case runs in processes of its own and the least time of them counts; times
are given as multiples of lexing the same text in the same process (see
speed_cases.py), which carries from machine to machine better than seconds do.
It measures the vnfix that is installed, or that PYTHONPATH names.  The table
goes to standard output and, between markers, into benchmarks/speed.md; the
scaling curve into benchmarks/speed.svg.  ``--quick`` tells in a minute whether
all of it works, and writes nothing.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import texts
from chart import curve
from speed_peers import table as peer_table

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- speed -->", "<!-- /speed -->"
Row = tuple[str, str, str, str]


def run_case(name: str, size: int, repetitions: int) -> dict[str, float]:
    """Least of every figure over some processes: on a shared machine the fastest run is the least disturbed."""
    runs = []
    for _ in range(repetitions):
        command = [sys.executable, str(HERE / "speed_cases.py"), name, str(size)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        runs.append(json.loads(done.stdout))
    return {key: min(run[key] for run in runs) for key in runs[0]}


def start_time(code: str, repetitions: int, environment: dict[str, str]) -> float:
    """Least wall time of a fresh interpreter that runs ``code``, milliseconds."""
    best = float("inf")
    for _ in range(repetitions):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def with_byte_code(folder: str) -> dict[str, str]:
    """An environment in which modules are compiled once, as pip does on installing, whatever ours says.

    Without it a checkout in which Python may not write compiles 50 modules at every start: 50 ms that no user waits.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": folder}


def throughput(quick: bool) -> list[Row]:
    """Clean text, one report, a folder: multiples of the lexing floor.

    The clean text is one of 43,000 words over and over, which flatters every cache; the pages are each seen once.
    """
    size, count = (200_000, 20) if quick else (5_000_000, 200)
    cases = [
        (f"clean text, {size / 1e6:g} MB", "clean", size, 1 if quick else 3, "6"),
        (f"{10 * count:,} clean pages, each seen once", "pages", 10 * count, 1 if quick else 3, ""),
        ("a noisy report alone", "report", 0, 2 if quick else 9, "60"),
        (f"{count} different noisy documents", "folder", count, 1 if quick else 3, "25"),
    ]
    rows = []
    for title, name, number, repetitions, goal in cases:
        r = run_case(name, number, repetitions)
        if name == "clean":
            lexing = r["floor"] / r["words"] * 1e6
            rows.append(("lexing with spans", "1", f"{1e6 / lexing:,.0f} words/s ({lexing:.2f} µs a word)", ""))
        speed = f"{r['words'] / r['seconds']:,.0f} words/s, peak {r['peak']:.0f} MB"
        rows.append((title, f"{r['seconds'] / r['floor']:.1f}", speed, goal and f"≤ {goal}"))
    return rows


def starting(quick: bool) -> list[Row]:
    """What a short script waits for, and what it holds."""
    repetitions = 5 if quick else 25
    with tempfile.TemporaryDirectory() as folder:
        environment = with_byte_code(folder)
        bare = start_time("pass", repetitions, environment)
        imported = start_time("import vnfix", repetitions, environment)
        first = start_time(f"import vnfix; vnfix.correct({texts.SENTENCE!r})", repetitions, environment)
    peak = run_case("sentence", 0, 2)["peak"]
    return [
        ("`import vnfix` over a bare interpreter", "", f"{imported - bare:.0f} ms (bare: {bare:.0f} ms)", "≤ 60 ms"),
        ("first `correct` in a fresh process, in all", "", f"{first:.0f} ms", "≤ 250 ms"),
        ("peak memory of that process", "", f"{peak:.0f} MB", "≤ 150 MB"),
    ]


def scaling(quick: bool, large: bool) -> tuple[list[Row], list[tuple[float, float, float]]]:
    """Files of growing size through the command line: (bytes, seconds, peak MB) and the row of the largest."""
    sizes = [10**k for k in range(3, 6 if quick else 8)] + [10**8] * large
    points = []
    for size in sizes:
        r = run_case("streamed", size, 1 if size > 10**6 else 3)
        points.append((float(size), r["seconds"], r["peak"]))
    size, seconds, peak = points[-1]
    speed = f"{seconds:.1f} s, peak {peak:.0f} MB"
    return [(f"a clean file of {size / 1e6:g} MB, streamed", "", speed, "≤ 150 MB")], points


def many_files(quick: bool) -> list[Row]:
    """`vnfix correct FILE... -o DIR` on one core and on all."""
    cores = os.cpu_count() or 1
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in", Path(folder) / "out"
        given.mkdir()
        out.mkdir()
        for k, page in enumerate(texts.documents(20 if quick else 200)):
            (given / f"{k}.txt").write_text(page, "utf8")
        names = [str(path) for path in sorted(given.iterdir())]
        for jobs in (1, cores):
            command = [sys.executable, "-m", "vnfix", "correct", *names, "-o", str(out), "--jobs", str(jobs)]
            start = time.perf_counter()
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            seconds[jobs] = time.perf_counter() - start
    gain = seconds[1] / seconds[cores]
    told = f"{seconds[1]:.1f} s on one core, {seconds[cores]:.1f} s on {cores}: gain {gain:.2f}"
    return [(f"`vnfix correct` over {len(names)} files, from start to end", "", told, f"near {cores}")]


def foot(arguments: list[str]) -> str:
    """Machine, date, commit and command."""
    git = ["git", "-C", str(HERE), "describe", "--always", "--dirty", "--abbrev=10"]
    commit = subprocess.run(git, capture_output=True, text=True).stdout.strip() or "unknown"
    info = Path("/proc/cpuinfo")
    models = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.is_file() else []
    chip = models[0].partition(":")[2].strip() if models else platform.processor()
    machine = f"{os.cpu_count()} cores, {chip}, {platform.system()}, Python {platform.python_version()}"
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    date = datetime.date.today().isoformat()
    command = " ".join(["python benchmarks/speed.py", *arguments])
    return f"Measured {date}, commit {commit}, {machine}{load}; {texts.where()}; `{command}`."


def markdown(rows: list[Row]) -> str:
    """The rows under their heads."""
    head = ["| case | times the lexing | measured | to reach |", "|---|---|---|---|"]
    return "\n".join([*head, *("| " + " | ".join(row) + " |" for row in rows)])


def write_between(path: Path, text: str) -> None:
    """Put the text between the markers of a file, which is made if it is not there."""
    old = path.read_text("utf8") if path.is_file() else f"# Speed and memory\n\n{BEGIN}\n{END}\n"
    before, _, rest = old.partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", "utf8")


def main() -> int:
    """Run all cases, print the table, write speed.md and speed.svg."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small texts, few repetitions; writes nothing")
    parser.add_argument("--large", action="store_true", help="the scaling curve up to 100 MB")
    parser.add_argument("--no-write", action="store_true", help="print only")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON", help="interpreter that has the peers")
    args = parser.parse_args()
    rows: list[Row] = []
    for part in (throughput, starting, many_files):
        rows += part(args.quick)
        print(markdown(rows[-4:]), file=sys.stderr)
    last, points = scaling(args.quick, args.large)
    report = "\n\n".join([markdown(rows + last), peer_table(args.peers, args.quick), foot(shown(args))])
    print(report)
    if not (args.quick or args.no_write):
        (HERE / "speed.svg").write_text(curve(points), "utf8")
        write_between(HERE / "speed.md", report + "\n\n![Time and memory against size](speed.svg)")
    return 0


def shown(args: Any) -> list[str]:
    """The options given, without the path of an interpreter."""
    return [flag for flag, given in (("--quick", args.quick), ("--large", args.large)) if given]


if __name__ == "__main__":
    sys.exit(main())
