"""Write and read the compiled channel: its rules, the syllabary, and the neighbours of every word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .. import store
from ..candidates import Readings
from ..channel.model import KIND, PARTS, SYLLABARY, Channel
from ..channel.part_channel import Rule
from ..channel.syllabary import compile_syllabary
from ..ngrams import NgramModel
from ..vocab import CLASSES
from .neighbours import compile_neighbours, readings_of_all
from .word_pairs import WORD, Pairs, Seen, as_rules, corrections


def save(rules: dict[str, list[Rule]], path: Path, meta: dict[str, object]) -> None:
    """Write the rules where `vnfix.channel.Channel.load` reads them."""
    arrays: dict[str, store.Array] = {}
    for name, table in rules.items():
        arrays[f"{name}_rules"] = store.pack_words([f"{rule.meant}\t{rule.read}" for rule in table])
        arrays[f"{name}_costs"] = np.array([rule.cost for rule in table], dtype=np.float32)
    store.write(path, KIND, arrays, meta)


def load_rules(path: Path) -> dict[str, list[Rule]]:
    """The rules of a compiled channel: those of onset and rime, and the corrections of whole words."""
    source = store.Store(path, KIND)
    rules = {}
    for part in (*PARTS, WORD):
        costs = source[f"{part}_costs"].tolist() if f"{part}_costs" in source else []
        pieces = (row.split("\t") for row in source.words(f"{part}_rules")) if costs else ()
        rules[part] = [Rule(meant, read, cost) for (meant, read), cost in zip(pieces, costs)]
    return rules


def compile_rules(rules: dict[str, list[Rule]], model: NgramModel, out: Path, seen: Sequence[Seen] = ()) -> None:
    """Write channel.vnfix, syllabary.vnfix and neighbours.vnfix into ``out``.

    Args:
        seen: what engines read, to correct the costs of whole words by (`word_pairs`).
    """
    words = model.words[len(CLASSES) :]
    compile_syllabary(words, out / SYLLABARY)
    save(rules, out / "channel.vnfix", {})
    readings = Readings(Channel.load(out / "channel.vnfix", words), model)
    lists, alike = readings_of_all(readings, model)
    pairs = Pairs.of(lists)
    corrected = corrections(pairs, model, rules.get(WORD, []), seen)
    rules = {**rules, WORD: as_rules(pairs, model, corrected)}
    save(rules, out / "channel.vnfix", {part: len(table) for part, table in rules.items()})
    costs = np.split((pairs.cost + corrected).astype(np.float32), np.cumsum([len(ids) for ids, _ in lists])[:-1])
    lists = [(ids, cost) for (ids, _), cost in zip(lists, costs)]
    compile_neighbours(lists, alike, readings.rarity, out / "neighbours.vnfix")
