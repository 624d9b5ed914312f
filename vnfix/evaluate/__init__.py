"""Measure OCR text against its truth, before and after a repair.

>>> from vnfix.evaluate import evaluate
>>> report = evaluate("phát ừiển kinh tê", "phát triển kinh tê", "phát triển kinh tế")
>>> report.counts.fixed, report.counts.missed, report.counts.broken
(1, 1, 0)
>>> [str(rate.value) for rate in report.wer]
['0.5', '0.25']

`evaluate` gives a `Report` (``table()``, ``to_dict()``, ``html()``); reports add up.
"""

from __future__ import annotations

from .alignment import Cell
from .classes import CLASSES, FORMS
from .cli import add_arguments, command
from .comparison import evaluate
from .metrics import Counts, Rate, cer, wer
from .readers import Pairs, read_jsonl, read_pairs, read_tsv
from .report import Report

__all__ = [
    "CLASSES",
    "FORMS",
    "Cell",
    "Counts",
    "Pairs",
    "Rate",
    "Report",
    "add_arguments",
    "cer",
    "command",
    "evaluate",
    "read_jsonl",
    "read_pairs",
    "read_tsv",
    "wer",
]
