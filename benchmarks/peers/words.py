"""Word by word: what anyone does who puts a spelling checker on a text.

Only plain words go to the checker; numbers, codes, addresses and words with a
mark inside stay.  Capitals are taken off before and put back after.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

#: A run without white space: marks before, a word of letters alone, marks after.
PLAIN = re.compile(r"(?<!\S)([^\w\s]*)([^\W\d_]+)([^\w\s]*)(?!\S)")
LETTERS = re.compile(r"[^\W\d_]+")


def recased(word: str, model: str) -> str:
    """``word`` (lower case) in the capitals of ``model``: all, the first, or none."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def word_by_word(fix: Callable[[str], str]) -> Callable[[str], str]:
    """A corrector of texts from one of single lower-case words (whose answers are kept)."""
    known = lru_cache(maxsize=None)(fix)

    def replace(match: re.Match[str]) -> str:
        before, word, after = match.groups()
        lower = word.lower()
        fixed = known(lower)
        return match[0] if fixed == lower else before + recased(fixed, word) + after

    return lambda text: PLAIN.sub(replace, unicodedata.normalize("NFC", text))


def run_by_run(fix: Callable[[list[str]], list[str]]) -> Callable[[str], str]:
    """A corrector of texts from one of runs of words: what stands between marks, numbers and line ends."""

    def correct(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        out, at = [], 0
        for run in _runs(text):
            out += [text[at : run[0].start(2)], " ".join(fix([match[2] for match in run]))]
            at = run[-1].end(2)
        return "".join([*out, text[at:]])

    return correct


def _runs(text: str) -> list[list[re.Match[str]]]:
    runs: list[list[re.Match[str]]] = []
    for match in PLAIN.finditer(text):
        follows = runs and text[runs[-1][-1].end(2) : match.start(2)].strip(" ") == ""
        if follows:
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs
