"""Write and read the compiled channel: its rules, its tables of quick readings, and the neighbours of every word."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .. import part_index, store
from ..candidates import Readings
from ..channel import KIND, PARTS, Channel, Rule
from ..ngrams import NgramModel
from ..resources import model_dir
from ..syllable import TONE_NAMES, Syllable, onsets, parse, rimes, spell
from ..vocab import CLASSES
from .neighbours import compile_neighbours


def save(rules: dict[str, list[Rule]], path: Path, meta: dict[str, object]) -> None:
    """Write the rules, and the tables of quick readings, where `vnfix.channel.Channel.load` reads them."""
    arrays: dict[str, store.Array] = {}
    targets = {"onset": sorted(onsets()), "rime": all_rimes()}
    for name, table in rules.items():
        arrays[f"{name}_rules"] = store.pack_words([f"{rule.meant}\t{rule.read}" for rule in table])
        arrays[f"{name}_costs"] = np.array([rule.cost for rule in table], dtype=np.float32)
        packed = part_index.pack(part_index.tabulate(table, targets[name]), targets[name])
        arrays |= {f"{name}_index_{key}": array for key, array in packed.items()}
        arrays[f"{name}_index_targets"] = store.pack_words(targets[name])
    store.write(path, KIND, arrays, meta)


def all_rimes() -> list[str]:
    """Every rime with every tone that it takes, in both styles of tone placement."""
    parts = {parse(spell(Syllable("", rime, tone))) for rime in rimes() for tone in TONE_NAMES}
    legal = [part._replace(onset="") for part in parts if part is not None]
    return sorted({spell(part, style) for part in legal for style in (False, True)})


def load_rules(path: Path) -> dict[str, list[Rule]]:
    """The rules of a compiled channel."""
    source = store.Store(path, KIND)
    rules = {}
    for part in PARTS:
        pieces = (row.split("\t") for row in source.words(f"{part}_rules"))
        costs = source[f"{part}_costs"].tolist()
        rules[part] = [Rule(meant, read, cost) for (meant, read), cost in zip(pieces, costs)]
    return rules


def compile_channel(model: NgramModel, channel: Path | None, out: Path) -> None:
    """Write channel and neighbours into ``out`` from the rules of a compiled channel (default: the built-in one)."""
    compile_rules(load_rules(channel or model_dir() / "channel.vnfix"), model, out)


def compile_rules(rules: dict[str, list[Rule]], model: NgramModel, out: Path) -> None:
    """Write channel.vnfix and neighbours.vnfix into ``out``."""
    save(rules, out / "channel.vnfix", {part: len(table) for part, table in rules.items()})
    readings = Readings(Channel.load(out / "channel.vnfix", model.words[len(CLASSES) :]), model)
    compile_neighbours(readings, model, out / "neighbours.vnfix", {})
