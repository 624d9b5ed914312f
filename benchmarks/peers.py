"""vnfix and its peers on the same texts: `python benchmarks/peers.py`.

Makes an environment of its own (.venv-peers; needs the network the first time), trains what can be trained on
the corpus in ../shared/corpus (or --corpus), runs every system in a process of its own, and writes
benchmarks/peers.json, the tables (peers.md, and those in README.md and benchmarks/README.md) and two plots.

    python benchmarks/peers.py --systems vnfix          # measure vnfix again, keep the figures of the others
    python benchmarks/peers.py --render                 # write tables and plots from peers.json

Without ../shared the peers that need a corpus are left out, and the sets are those of benchmarks/own_text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from peers import environment

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CORPUS = HERE.parents[1] / "shared" / "corpus"


def main() -> int:
    """Install, then do the rest in the new environment; 2 if that cannot be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--systems", nargs="+", help="only these; the others keep the figures that they have")
    parser.add_argument("--sets", nargs="+", help="only these sets")
    parser.add_argument("--corpus", type=Path, help="folder to train the peers on (default: ../shared/corpus)")
    parser.add_argument("--env", type=Path, default=ROOT / ".venv-peers", help="folder of the environment")
    parser.add_argument("--budget", type=float, default=150, help="CPU seconds for a system on a set")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds after which a system is stopped")
    parser.add_argument("--no-install", action="store_true", help="the environment is as it should be: no network")
    parser.add_argument("--render", action="store_true", help="tables and plots from peers.json, nothing measured")
    args = parser.parse_args()
    if Path(sys.prefix).resolve() != args.env.resolve():
        return again_inside(args.env.resolve(), args.no_install or args.render)
    from peers import report, running

    if problem := running.unknown(args):
        print(f"peers.py: {problem}", file=sys.stderr)
        return 2
    if not args.render:
        corpus = args.corpus or (CORPUS if CORPUS.is_dir() else None)
        running.measure(args, corpus)
    report.write(json.loads((HERE / "peers.json").read_text("utf8")))
    return 0


def again_inside(folder: Path, installed: bool) -> int:
    """This program again, by the interpreter of the environment."""
    if not installed:
        for problem in environment.install(folder):
            print(f"left out: {problem}", file=sys.stderr)
    python = environment.python(folder)
    if not python.exists():
        print(f"{folder} is no environment; run without --no-install first", file=sys.stderr)
        return 2
    command = [str(python), __file__, *sys.argv[1:], "--env", str(folder)]
    return subprocess.run(command, env=environment.variables(folder), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
