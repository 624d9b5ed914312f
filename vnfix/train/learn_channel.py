"""`vnfix learn-channel`: from pairs of read and true text to the rules of the channel.

Each engine is learnt by itself and the channels are mixed, P = Σ weight · P_engine,
so that a rare habit of one engine is not drowned by the many pages of another,
and none of them makes the other's readings impossible.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from ..channel import PARTS
from ..ngrams import NgramModel
from ..part_channel import MOST_RULE_COST, Rule
from ..resources import ResourceError, model_dir
from .channel_file import compile_rules
from .channel_model import Example, default_hints, examples, learn
from .pairs import align

#: A page whose words are wrong more often than this teaches noise: its alignment is guesswork.
_MOST_WRONG = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vnfix learn-channel`."""
    parser.add_argument(
        "pairs", nargs="+", metavar="ENGINE=FILE", help="JSONL with the fields noisy and gold, a page a line"
    )
    parser.add_argument("--model", type=Path, help="model folder with ngrams.vnfix (default: the built-in model)")
    parser.add_argument("--out", type=Path, required=True, help="folder for channel.vnfix and neighbours.vnfix")


def command(args: argparse.Namespace) -> int:
    """Run `vnfix learn-channel`; 0 if the channel was written, 2 with a message if the pairs are unusable."""
    try:
        rules = mixed(read_engines(args.pairs))
    except (ResourceError, OSError, ValueError, KeyError) as error:
        print(f"vnfix learn-channel: {error}", file=sys.stderr)
        return 2
    args.out.mkdir(parents=True, exist_ok=True)
    compile_rules(rules, NgramModel(model_dir(args.model) / "ngrams.vnfix"), args.out)
    print(f"{sum(map(len, rules.values()))} rules written to {args.out}", file=sys.stderr)
    return 0


def read_engines(arguments: list[str]) -> dict[str, list[Example]]:
    """Examples by engine from ``ENGINE=FILE`` arguments.

    Raises:
        ResourceError: an argument without ``=``, or an engine without a usable page.
    """
    engines: dict[str, list[Example]] = {}
    for argument in arguments:
        engine, equals, name = argument.partition("=")
        if not equals:
            raise ResourceError(f"{argument!r}: expected ENGINE=FILE, such as finereader=pages.jsonl")
        engines.setdefault(engine, []).extend(page_examples(Path(name)))
    empty = [engine for engine, found in engines.items() if not found]
    if empty:
        raise ResourceError(f"no usable page for {empty}; each line needs noisy and gold with most words equal")
    return engines


def page_examples(path: Path) -> Iterator[Example]:
    """Examples from a JSONL file of pages."""
    for line in path.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        gold = page["gold"].replace("⟦", " ").replace("⟧", " ")
        groups = list(align(page["noisy"].replace("\n", " "), gold.replace("\n", " ")))
        wrong = sum(read != meant for read, meant in groups)
        if wrong <= _MOST_WRONG * len(groups):
            yield from examples(groups)


def mixed(engines: dict[str, list[Example]]) -> dict[str, list[Rule]]:
    """The channels of all engines with equal weight."""
    learnt = [learn(found, default_hints(engine)) for engine, found in sorted(engines.items())]
    return {part: mix_rules([rules[part] for rules in learnt]) for part in PARTS}


def mix_rules(tables: list[list[Rule]]) -> list[Rule]:
    """P(read | meant) averaged over tables; a rule that a table lacks counts 0 there."""
    total: dict[tuple[str, str], float] = {}
    for table in tables:
        for rule in table:
            key = (rule.meant, rule.read)
            total[key] = total.get(key, 0.0) + math.exp(-rule.cost) / len(tables)
    rules = (Rule(meant, read, -math.log(p)) for (meant, read), p in total.items())
    return sorted(rule for rule in rules if rule.cost < MOST_RULE_COST)
