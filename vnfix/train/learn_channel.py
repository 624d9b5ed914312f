"""`vnfix learn-channel`: from pairs of read and true text to a model that knows an engine's confusions.

Each engine is learnt by itself and the channels are mixed, P = Σ weight · P_engine,
so that a rare habit of one engine is not drowned by the many pages of another,
and none of them makes the other's readings impossible.  Few pages deserve a small
weight: what they say of common confusions is uncertain.  With ``--keep`` the rules
of the present model are one engine more.  The same pairs give the same bytes.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from ..channel import PARTS
from ..evaluate.readers import read_jsonl, read_tsv
from ..ngrams import NgramModel
from ..part_channel import MOST_RULE_COST, Rule
from ..resources import ResourceError, model_dir
from ..textfiles import InputError
from .channel_file import compile_rules, load_rules
from .channel_model import Example, default_hints, examples, learn
from .pairs import align

#: The engine of pairs that name none.
OWN = "own"
#: The files of a model that `compile_rules` writes.
COMPILED = ("channel.vnfix", "neighbours.vnfix")
#: A page whose words are wrong more often than this teaches noise: its alignment is guesswork.
_MOST_WRONG = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vnfix learn-channel`."""
    parser.add_argument(
        "pairs",
        nargs="+",
        metavar="[ENGINE[:WEIGHT]=]PAIRS",
        help="JSONL or TSV with the fields noisy and gold, a page a line; files of one ENGINE are learnt together; "
        "WEIGHT is its share in the mixture (default 1, like that of --keep)",
    )
    parser.add_argument("--model", type=Path, help="model folder to start from (default: the built-in model)")
    parser.add_argument("--keep", action="store_true", help="mix in what that model knows: right for few pages")
    parser.add_argument("--out", type=Path, required=True, help="folder for the new model")


def command(args: argparse.Namespace) -> int:
    """Run `vnfix learn-channel`; 0 if the model was written, 2 with a message if the pairs are unusable."""
    base = model_dir(args.model)
    try:
        engines, weights = read_engines(args.pairs)
    except (InputError, ResourceError, OSError) as error:
        print(f"vnfix learn-channel: {error}", file=sys.stderr)
        return 2
    tables = [(learn(found, default_hints(engine)), weights[engine]) for engine, found in sorted(engines.items())]
    if args.keep:
        tables.append((load_rules(base / "channel.vnfix"), 1.0))
    rules = mixed(tables)
    complete(base, args.out)
    compile_rules(rules, NgramModel(base / "ngrams.vnfix"), args.out)
    print(f"{sum(map(len, rules.values()))} rules written to {args.out}", file=sys.stderr)
    return 0


def complete(base: Path, out: Path) -> None:
    """Copy what a channel does not change, so that ``out`` is a model by itself."""
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted(base.glob("*.vnfix")):
        if source.name not in COMPILED and not (out / source.name).exists():
            shutil.copyfile(source, out / source.name)


def read_engines(arguments: list[str]) -> tuple[dict[str, list[Example]], dict[str, float]]:
    """Examples and weight of each engine, from ``ENGINE:WEIGHT=PAIRS``, ``ENGINE=PAIRS`` or plain ``PAIRS`` arguments.

    Raises:
        ResourceError: an engine without a usable page, or a weight that is no positive number.
        InputError: a file is no JSONL or TSV of pairs, told as ``file:line``.
    """
    engines: dict[str, list[Example]] = {}
    weights: dict[str, float] = {}
    for argument in arguments:
        named, equals, name = argument.partition("=")
        if not equals:
            named, name = OWN, argument
        engine, colon, weight = named.partition(":")
        weights[engine] = _weight(weight) if colon else weights.get(engine, 1.0)
        engines.setdefault(engine, []).extend(page_examples(Path(name)))
    empty = [engine for engine, found in engines.items() if not found]
    if empty:
        raise ResourceError(f"no usable page for {empty}; each line needs noisy and gold with most words equal")
    return engines, weights


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise ResourceError(f"expected a positive number as weight, got {text!r}: write tesseract:0.8=PAIRS")
    return weight


def page_examples(path: Path) -> Iterator[Example]:
    """Examples from a JSONL or TSV file of pages."""
    pairs = read_tsv(path) if path.suffix.lower() == ".tsv" else read_jsonl(path)
    for read, meant in zip(pairs.noisy, pairs.gold, strict=True):
        gold = meant.replace("⟦", " ").replace("⟧", " ")
        groups = list(align(read.replace("\n", " "), gold.replace("\n", " ")))
        wrong = sum(noisy != true for noisy, true in groups)
        if wrong <= _MOST_WRONG * len(groups):
            yield from examples(groups)


def mixed(tables: list[tuple[dict[str, list[Rule]], float]]) -> dict[str, list[Rule]]:
    """Channels mixed by weight."""
    return {part: mix_rules([(rules[part], weight) for rules, weight in tables]) for part in PARTS}


def mix_rules(tables: list[tuple[list[Rule], float]]) -> list[Rule]:
    """P(read | meant) averaged over tables by weight; a rule that a table lacks counts 0 there."""
    total: dict[tuple[str, str], float] = {}
    all_of_them = sum(weight for _, weight in tables)
    for table, weight in tables:
        for rule in table:
            key = (rule.meant, rule.read)
            total[key] = total.get(key, 0.0) + math.exp(-rule.cost) * weight / all_of_them
    rules = (Rule(meant, read, -math.log(p)) for (meant, read), p in total.items())
    return sorted(rule for rule in rules if rule.cost < MOST_RULE_COST)
