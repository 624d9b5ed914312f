"""Run every system in a process of its own, score what it made of the texts, keep the figures in peers.json."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

from circumstances import circumstances
from sets import Set, all_sets

from vnfix.evaluate import evaluate

from . import environment, training
from .systems import SYSTEMS, System

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
RESULTS = HERE / "peers.json"
#: Memory that a system may take, bytes: what a small server has.
_MOST_MEMORY = 8 << 30
#: Draws for the 95 % intervals of the word error rate.
_ROUNDS = 1000
Figures = dict[str, Any]


def measure(args: argparse.Namespace, corpus: Path | None) -> None:
    """Train, run, score; RESULTS is written after every system, so that an interruption loses one at most."""
    folder = Path(args.env)
    resources, variables = environment.resources(folder), environment.variables(folder)
    resources.mkdir(parents=True, exist_ok=True)
    training.train(corpus, resources, variables)
    sets = [s for s in all_sets() if not args.sets or s.name in args.sets]
    document = json.loads(RESULTS.read_text("utf8")) if RESULTS.exists() else {"sets": {}, "systems": {}}
    document["sets"] |= {s.name: about_set(s) for s in sets}
    document["corpus"] = _corpus(resources) or document.get("corpus", {})
    for name in args.systems or SYSTEMS:
        print(name, file=sys.stderr, flush=True)
        if missing := [need for need in SYSTEMS[name].needs if not (resources / need).exists()]:
            # It keeps the figures that it has.
            print(
                f"  left out: {', '.join(missing)} needs a corpus: ../shared/corpus, or --corpus FOLDER",
                file=sys.stderr,
            )
            problem = f"not here: {', '.join(missing)}"
            document["systems"].setdefault(name, {"title": SYSTEMS[name].title, "version": "", "problem": problem})
            continue
        figures = run(name, sets, folder, args.budget, args.timeout)
        # Each figure keeps the date and commit that it was measured at.
        kept = document["systems"].get(name, {}).get("sets", {})
        figures["sets"] = {**kept, **figures.get("sets", {})}
        document["systems"][name] = figures
        RESULTS.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf8")


def unknown(args: argparse.Namespace) -> str:
    """What is wrong with the names of ``--systems`` and ``--sets``; "" if nothing is."""
    sets = [s.name for s in all_sets()]
    for flag, names, known in (("--systems", args.systems, list(SYSTEMS)), ("--sets", args.sets, sets)):
        for name in names or ():
            if name not in known:
                return f"{flag} {name}: there are {', '.join(known)}"
    return ""


def about_set(s: Set) -> Figures:
    """What the tables tell of a set."""
    return {"title": s.title, "kind": s.kind, "dev": s.dev, "words": s.words, "pages": len(s.gold)}


def run(name: str, sets: list[Set], folder: Path, budget: float, timeout: float) -> Figures:
    """The figures of a system; ``problem`` says why there are none."""
    system = SYSTEMS[name]
    resources = environment.resources(folder)
    figures: Figures = {"title": system.title, "version": version(system)}
    with tempfile.TemporaryDirectory() as temporary:
        job, out = Path(temporary) / "job.json", Path(temporary) / "out.json"
        job.write_text(json.dumps({"budget": budget, "sets": {s.name: s.noisy for s in sets}}), "utf8")
        command = [sys.executable, "-m", "peers.worker", name, str(resources), str(job), str(out)]
        problem = _watched(command, environment.variables(folder), timeout)
        if not out.exists():
            return {**figures, "problem": problem or "it wrote nothing"}
        made = json.loads(out.read_text("utf8"))
    figures |= {"load_seconds": made["load_seconds"], "peak_mb": made["peak_mb"], "install_mb": size(system, resources)}
    when = {"measured": circumstances()}
    figures["sets"] = {s.name: score(s, made["sets"][s.name]) | when for s in sets if s.name in made["sets"]}
    return figures | ({"problem": problem} if problem else {})


def score(s: Set, made: Figures) -> Figures:
    """Counts, rates and speed on the pages that were done."""
    done = len(made["texts"])
    noisy, system, gold = (list(side[:done]) for side in (s.noisy, made["texts"], s.gold))
    # Page by page: no page's last line is aligned with the next one's first.
    found = evaluate(noisy, system, gold, whole=False)
    told = found.to_dict(_ROUNDS)
    keep = ("words", "errors", "errors_after", "fixed", "missed", "miscorrected", "broken")
    rates = ("wer_before", "wer_after", "cer_before", "cer_after", "wer_reduction")
    shares = ("precision", "recall", "f1", "damage")
    interval = told["intervals"].get("wer_after")
    figures = {name: told[name] for name in (*keep, *rates, *shares)}
    return figures | {"interval": interval, "pages": done, "speed": made["words"] / max(made["seconds"], 1e-9)}


def version(system: System) -> str:
    """Name and version of the main package."""
    if system.title == "vnfix":
        import vnfix

        return vnfix.__version__
    try:
        return metadata.version(system.packages[0]) if system.packages else ""
    except metadata.PackageNotFoundError:
        return "not installed"


def size(system: System, resources: Path) -> float:
    """MB on disk: the packages with all that they depend on, dictionaries and models; compiled caches left out."""
    places = [resources / name for name in system.files]
    if system.title == "vnfix":
        places += [ROOT / "vnfix", ROOT / "data"]
    paths = {path for place in places for path in ([place] if place.is_file() else place.rglob("*"))}
    for package in _closure(system.packages):
        paths |= {Path(str(file.locate())) for file in metadata.distribution(package).files or ()}
    return sum(path.stat().st_size for path in paths if path.is_file() and path.suffix != ".pyc") / 1e6


def _closure(packages: tuple[str, ...]) -> set[str]:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            needs = map(Requirement, metadata.requires(name) or ())
            waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def _watched(command: list[str], variables: dict[str, str], timeout: float) -> str:
    """Run with a limit on time and memory; "" or what went wrong."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))

    try:
        done = subprocess.run(
            command, cwd=HERE, env=variables, timeout=timeout, capture_output=True, text=True, preexec_fn=limit
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {timeout:.0f} s"
    lines = done.stderr.strip().splitlines()
    return f"exit {done.returncode}: {lines[-1] if lines else ''}" if done.returncode else ""


def _corpus(resources: Path) -> Figures:
    path = resources / "counts.json"
    return json.loads(path.read_text("utf8")) if path.exists() else {}
