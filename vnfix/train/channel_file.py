"""Write and read the compiled channel: its rules, the syllabary, and the neighbours of every word."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .. import store
from ..candidates import Readings
from ..channel.model import KIND, PARTS, SYLLABARY, Channel
from ..channel.part_channel import Rule
from ..channel.syllabary import compile_syllabary
from ..ngrams import NgramModel
from ..vocab import CLASSES
from .neighbours import compile_neighbours


def save(rules: dict[str, list[Rule]], path: Path, meta: dict[str, object]) -> None:
    """Write the rules where `vnfix.channel.Channel.load` reads them."""
    arrays: dict[str, store.Array] = {}
    for name, table in rules.items():
        arrays[f"{name}_rules"] = store.pack_words([f"{rule.meant}\t{rule.read}" for rule in table])
        arrays[f"{name}_costs"] = np.array([rule.cost for rule in table], dtype=np.float32)
    store.write(path, KIND, arrays, meta)


def load_rules(path: Path) -> dict[str, list[Rule]]:
    """The rules of a compiled channel."""
    source = store.Store(path, KIND)
    rules = {}
    for part in PARTS:
        pieces = (row.split("\t") for row in source.words(f"{part}_rules"))
        costs = source[f"{part}_costs"].tolist()
        rules[part] = [Rule(meant, read, cost) for (meant, read), cost in zip(pieces, costs)]
    return rules


def compile_rules(rules: dict[str, list[Rule]], model: NgramModel, out: Path) -> None:
    """Write channel.vnfix, syllabary.vnfix and neighbours.vnfix into ``out``."""
    words = model.words[len(CLASSES) :]
    compile_syllabary(words, out / SYLLABARY)
    save(rules, out / "channel.vnfix", {part: len(table) for part, table in rules.items()})
    readings = Readings(Channel.load(out / "channel.vnfix", words), model)
    compile_neighbours(readings, model, out / "neighbours.vnfix", {})
