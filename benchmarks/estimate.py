"""The estimate of `vnfix check` on pages from which nothing was learnt: `python benchmarks/estimate.py`

Reads the pages of own_text (printed and worn, real Tesseract 5 and 3) and compares what `vnfix.assess` says with the
truth, page by page.  Writes the table into assessment.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from circumstances import circumstances, told
from peers.report import percent, refresh, table
from sets import Set, all_sets

from vnfix import assess
from vnfix.evaluate import wer

HERE = Path(__file__).resolve().parent
SETS = ("own_printed", "own_old")


def row(pages: Set) -> list[str]:
    """Title, pages, true and estimated WER, mean absolute error, pages in their interval."""
    truths = [wer(noisy, gold).value for noisy, gold in zip(pages.noisy, pages.gold, strict=True)]
    found = [assess(noisy) for noisy in pages.noisy]
    count = len(truths)
    error = sum(abs(estimate.wer - truth) for estimate, truth in zip(found, truths, strict=True)) / count
    inside = sum(estimate.low <= truth <= estimate.high for estimate, truth in zip(found, truths, strict=True))
    means = (sum(truths) / count, sum(estimate.wer for estimate in found) / count)
    return [pages.title, f"{count}", *(percent(mean, 1) for mean in means), f"{100 * error:.1f}", f"{inside}"]


def main() -> int:
    """Measure, print, write."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    header = ["pages of some 320 words", "pages", "WER", "estimated", "mean absolute error, points", "in the interval"]
    rows = [row(pages) for pages in all_sets() if pages.name in SETS]
    text = f"{told(circumstances())}\n\n{table(header, rows)}"
    refresh(HERE / "assessment.md", "own", text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
