"""Fit the estimate of `vnfix check` anew, and measure it: `python benchmarks/assess_fit.py PAGES [--models FOLDER]`

PAGES is the folder of `python benchmarks/assess_pages.py --out PAGES`.  The pages are read by models whose channel has
not learnt from them, which `crossed.py` makes (`python benchmarks/crossed.py --out FOLDER` keeps them; without
``--models`` they are made here, in half a minute).  Writes data/assessment/weights.tsv, and both tables of
assessment.md: that of groups left out, and that of the pages of own_text, which nothing is fitted to.  Two minutes of
one core.  Needs ../shared.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import crossed
from circumstances import circumstances, told
from peers.report import refresh
from sets import SHARED

from vnfix.resources import data_path
from vnfix.train import fit_assess

HERE = Path(__file__).resolve().parent
#: Set of `crossed.py` → the group that it belongs to.
GROUPS = {"provincial report": "finereader", "journal page": "finereader", crossed.WHOLE_TITLE: "tesseract_dev"}
#: The model that reads what is neither cut in halves nor learnt from.
READER = "reads_1"
PAGES = ("printed", "copied")


def main() -> int:
    """Fit, write, measure; 2 with a message if something is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="folder of printed.jsonl and copied.jsonl")
    parser.add_argument("--models", type=Path, help="folder of reads_1 and reads_2, of today's channel")
    args = parser.parse_args()
    missing = [path for name in PAGES if not (path := args.pages / f"{name}.jsonl").is_file()]
    if missing or not SHARED.is_dir():
        print(f"{missing[0] if missing else SHARED} is missing; see benchmarks/assess_pages.py", file=sys.stderr)
        return 2
    when = told(circumstances())  # before the weights change
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        models = args.models or folder
        if not args.models:
            crossed.make(folder)
        sets = [
            f"{GROUPS[part.title]}={path}@{models / part.model}" for part, path in crossed.keep(crossed.parts(), folder)
        ]
        sets += [f"{name}={args.pages / name}.jsonl@{models / READER}" for name in PAGES]
        clean = [f"clean={SHARED / 'eval' / 'clean_dev'}@{models / READER}"]
        rows = fit_assess.run(sets, clean, data_path("assessment", "weights.tsv"))
    text = f"{when}\n\n" + "\n".join(rows)
    refresh(HERE / "assessment.md", "fit", text)
    print(text)
    # In a process of its own, which reads the new weights.
    return subprocess.run([sys.executable, str(HERE / "estimate.py")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
