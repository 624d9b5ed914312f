"""The channel as a generator: clean text in, text as the engine of the built-in model might read it out."""

from __future__ import annotations

import math
import random
from functools import lru_cache

import regex

from vnfix.channel.model import KIND, PARTS
from vnfix.resources import model_dir
from vnfix.store import Store
from vnfix.syllable import parse, spell

#: Share of wrong words in a real scan: the provincial report of the development sets has 14.6 %.
REPORT_RATE = 0.146
#: Shares of the damage that glue a word to the next one or put a speck into it; the rest misreads letters.
GLUED, SPECK = 0.05, 0.05
_WORD = regex.compile(r"\p{L}+")

Rules = dict[str, list[tuple[str, float]]]


@lru_cache(maxsize=1)
def _rules() -> tuple[Rules, Rules]:
    """For onsets and for rimes: what was meant → (what was read, probability)."""
    store = Store(model_dir(None) / "channel.vnfix", KIND)
    tables: list[Rules] = []
    for part in PARTS:
        table: Rules = {}
        pieces = (row.split("\t") for row in store.words(f"{part}_rules"))
        for (meant, read), cost in zip(pieces, store[f"{part}_costs"].tolist(), strict=True):
            if meant and meant != read:
                table.setdefault(meant, []).append((read, math.exp(-cost)))
        tables.append(table)
    return tables[0], tables[1]


@lru_cache(maxsize=1 << 16)
def _misreadings(word: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The ways in which one rule garbles a syllable, with their weights."""
    parts = parse(word)
    onset = parts.onset if parts and word.startswith(parts.onset) else ""
    rime = spell(parts._replace(onset=""), False) if parts and onset else word
    if not word.endswith(rime) or len(onset) + len(rime) != len(word):
        onset, rime = "", word
    found: dict[str, float] = {}
    for table, piece, before, after in ((_rules()[0], onset, "", rime), (_rules()[1], rime, onset, "")):
        for start in range(len(piece)):
            for end in range(start + 1, len(piece) + 1):
                for read, weight in table.get(piece[start:end], ()):
                    garbled = before + piece[:start] + read + piece[end:] + after
                    found[garbled] = found.get(garbled, 0.0) + weight
    return tuple(found), tuple(found.values())


def _garbled(word: str, rng: random.Random) -> str:
    readings, weights = _misreadings(word.lower())
    if not readings:
        return word
    read = rng.choices(readings, weights)[0]
    return read.capitalize() if word.istitle() else read.upper() if word.isupper() else read


def noisy(text: str, rng: random.Random, rate: float = REPORT_RATE) -> str:
    """The text with about ``rate`` of its words misread; the same ``rng`` state gives the same noise."""
    pieces, at = [], 0
    for match in _WORD.finditer(text):
        pieces.append(text[at : match.start()])
        at, word = match.end(), match.group()
        if rng.random() >= rate:
            pieces.append(word)
            continue
        kind = rng.random()
        if kind < GLUED and text[at : at + 1] == " ":
            at += 1
            pieces.append(word)
        elif kind < GLUED + SPECK and len(word) > 2:
            cut = rng.randrange(1, len(word))
            pieces.append(word[:cut] + rng.choice("-^'.") + word[cut:])
        else:
            pieces.append(_garbled(word, rng))
    return "".join(pieces) + text[at:]
