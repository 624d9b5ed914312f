"""`vnfix learn-channel`: from pairs of read and true text to a model that knows an engine's confusions.

Each engine is learnt by itself and the channels are mixed, P = Σ weight · P_engine,
so that a rare habit of one engine is not drowned by the many pages of another,
and none of them makes the other's readings impossible.  Few pages deserve a small
weight: what they say of common confusions is uncertain.  With ``--keep`` the rules
of the present model are one engine more.  The same pairs give the same bytes, and so do
the counts of their words (`word_counts`).
"""

from __future__ import annotations

import argparse
import filecmp
import math
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from ..channel.model import PARTS
from ..channel.part_channel import MOST_RULE_COST, Rule
from ..evaluate.readers import read_jsonl, read_tsv
from ..intake.textfiles import InputError, told
from ..ngrams import NgramModel
from ..resources import ResourceError, model_dir
from .channel_file import compile_rules, load_rules
from .channel_model import Example, default_hints, examples, learn
from .pairs import align, distance, on_paper
from .word_counts import is_counts, read_counts, write_counts
from .word_pairs import WORD, Seen

#: The engine of pairs that name none.
OWN = "own"
#: The files of a model that `compile_rules` writes.
COMPILED = ("channel.vnfix", "syllabary.vnfix", "neighbours.vnfix")
#: What PAIRS are, for the help of two commands.
PAIRS_HELP = "JSONL or TSV with the fields noisy and gold, a page a line, or counts of words; or a folder of them"
#: A page on which a larger share of the letters is wrong (`distance`, to which a lost mark is half a letter) teaches
#: noise: its alignment is guesswork.  Where letters are misread, some half of its words are wrong; an engine that only
#: drops letters (``huyn`` for huyện) may have more of them wrong on a page that can be aligned: 13 pages of PP-OCRv6
#: with 43 to 67 % wrong words are at 0.11 to 0.19.
_MOST_WRONG = 0.25
#: With fewer wrong words the letter shapes of the built-in channel know more than the pages (docs/adapting.md).
_FEW = 300


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vnfix learn-channel`."""
    parser.add_argument(
        "pairs",
        nargs="+",
        metavar="[ENGINE=]PAIRS",
        help=PAIRS_HELP + "; files of one ENGINE are learnt together",
    )
    add_weights(parser)
    parser.add_argument(
        "--model", type=Path, help="model folder to start from (default: $VNFIX_MODEL, then the built-in)"
    )
    parser.add_argument("--keep", action="store_true", help="mix in what that model knows: right for few pages")
    parser.add_argument("--counts", type=Path, metavar="FOLDER", help="also write ENGINE.tsv there: words alone")
    parser.add_argument("--out", type=Path, required=True, help="folder for the new model")


def add_weights(parser: argparse.ArgumentParser) -> None:
    """The argument ``--weights``, of two commands."""
    text = "share of each engine in the mixture (default 1, like that of --keep)"
    parser.add_argument("--weights", nargs="+", default=[], metavar="ENGINE=WEIGHT", help=text)


def command(args: argparse.Namespace) -> int:
    """Run `vnfix learn-channel`; 0 if the model was written, 2 with a message if the pairs are unusable."""
    base = model_dir(args.model)
    language = NgramModel(base / "ngrams.vnfix")
    try:
        refuse_other(base, args.out)
        engines = read_engines(args.pairs)
        if args.counts:
            write_all(engines, args.counts)
        weights = read_weights(args.weights, engines)
        tables = learnt(engines)
    except (InputError, ResourceError, OSError) as error:
        print(f"vnfix learn-channel: {told(error)}", file=sys.stderr)
        return 2
    if args.keep:
        tables.append(load_rules(base / "channel.vnfix"))
        weights.append(1.0)
    rules = mixed(tables, weights)
    complete(base, args.out)
    compile_rules(rules, language, args.out, seen(engines, weights))
    wrong = sum(count for found in engines.values() for read, meant, count in found if read != meant)
    print(f"{sum(map(len, rules.values()))} rules from {wrong:,.0f} wrong words written to {args.out}", file=sys.stderr)
    if wrong < _FEW and not args.keep:
        print(f"that is few: with --keep the channel of {base} helps out, see docs/adapting.md", file=sys.stderr)
    return 0


def write_all(engines: dict[str, list[Example]], folder: Path) -> None:
    """Write the counted words of every engine as a table of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for engine, found in engines.items():
        write_counts(found, folder / f"{engine}.tsv")


def refuse_other(base: Path, out: Path) -> None:
    """A channel is compiled for the words of one language model: no other may stand beside it, nor be overwritten.

    Raises:
        ResourceError: ``out`` is no folder, or holds the n-grams of another model than ``base``.
    """
    if out.exists() and not out.is_dir():
        raise ResourceError(f"{out} is a file; --out names a folder")
    there = out / "ngrams.vnfix"
    if there.exists() and not filecmp.cmp(base / there.name, there, shallow=False):
        raise ResourceError(
            f"{out} holds another language model than {base}: name another folder, or --model {out} to keep that one"
        )


def complete(base: Path, out: Path) -> None:
    """Copy what a channel does not change, so that ``out`` is a model by itself.

    Raises:
        ResourceError: as for `refuse_other`.
    """
    refuse_other(base, out)
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted(base.glob("*.vnfix")):
        target = out / source.name
        if source.name not in COMPILED and not (target.exists() and target.samefile(source)):
            shutil.copyfile(source, target)


def read_engines(arguments: list[str], form: Callable[[str], str] = str) -> dict[str, list[Example]]:
    """Examples by engine from ``ENGINE=PAIRS`` or plain ``PAIRS`` arguments; a folder's files name their engines.

    Args:
        form: what of a word tells whether it was read at all; see `page_examples`.

    Raises:
        ResourceError: an engine without a usable page.
        InputError: a file is no JSONL or TSV of pairs, told as ``file:line``.
    """
    engines: dict[str, list[Example]] = {}
    for engine, path in (pair for argument in arguments for pair in _files(argument)):
        engines.setdefault(engine, []).extend(page_examples(path, form))
    empty = [engine for engine, found in engines.items() if not found]
    if empty:
        raise ResourceError(f"no usable page for {empty}; each line needs noisy and gold with most words equal")
    return engines


def _files(argument: str) -> list[tuple[str, Path]]:
    """Engine and file; of a folder, every table, its engine the name up to the first ``_`` (``tesseract_dev.tsv``).

    Raises:
        ResourceError: a folder without tables.
    """
    engine, equals, name = argument.partition("=")
    path = Path(name if equals else argument)
    if not path.is_dir():
        return [(engine if equals else OWN, path)]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".tsv", ".jsonl"))
    if not files:
        raise ResourceError(f"no pairs in {path}; expected files ENGINE.jsonl, ENGINE.tsv or ENGINE_*.tsv")
    return [(engine if equals else file.stem.partition("_")[0], file) for file in files]


def page_examples(path: Path, form: Callable[[str], str] = str) -> Iterator[Example]:
    """Examples from a JSONL or TSV file of pages, or from a TSV file of counted words.

    Args:
        form: what of a word counts as wrong on pages to leave out: all of it, or its letters without accents.
    """
    if path.suffix.lower() == ".tsv" and is_counts(path):
        yield from read_counts(path)
        return
    pairs = read_tsv(path) if path.suffix.lower() == ".tsv" else read_jsonl(path)
    lost = 0
    for read, meant in zip(pairs.noisy, pairs.gold, strict=True):
        gold = on_paper(meant)
        groups = list(align(read.replace("\n", " "), gold.replace("\n", " ")))
        wrong = sum(distance(*(form(" ".join(side)) for side in group)) for group in groups)
        if wrong <= _MOST_WRONG * sum(len(" ".join(true)) for _, true in groups):
            yield from examples(groups)
        else:
            lost += 1
    if lost:
        told = f"{path}: {lost} of {len(pairs.gold)} pages left out, more than a quarter of their letters is wrong"
        print(told, file=sys.stderr)


def read_weights(arguments: list[str], engines: Collection[str]) -> list[float]:
    """The weight of each engine, in the order of `learnt`, from ``ENGINE=WEIGHT`` arguments; 1 if not given.

    Raises:
        ResourceError: an engine that there is not, or a weight that is no positive number.
    """
    given = {}
    for argument in arguments:
        engine, _, text = argument.partition("=")
        if engine not in engines:
            raise ResourceError(f"--weights {argument}: no such engine among the pairs; there are {sorted(engines)}")
        given[engine] = _weight(text)
    return [given.get(engine, 1.0) for engine in sorted(engines)]


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise ResourceError(f"expected a positive number as weight, got {text!r}: write --weights tesseract=0.8")
    return weight


def learnt(engines: dict[str, list[Example]], known: Collection[Example] | None = None) -> list[dict[str, list[Rule]]]:
    """The rules of each engine, by name.

    Args:
        known: the words that a model may know, if it must not know all (`channel_model.default_hints`).
    """
    return [learn(found, default_hints(engine, known)) for engine, found in sorted(engines.items())]


def seen(engines: dict[str, list[Example]], weights: list[float]) -> list[Seen]:
    """What each engine read, with its share; the weights of others may follow those of `learnt`."""
    return [Seen(found, weight / sum(weights)) for (_, found), weight in zip(sorted(engines.items()), weights)]


def mixed(tables: list[dict[str, list[Rule]]], weights: list[float]) -> dict[str, list[Rule]]:
    """Channels mixed by weight."""
    rules = {part: mix_rules([rules[part] for rules in tables], weights) for part in PARTS}
    return {**rules, WORD: _mix_corrections([table.get(WORD, []) for table in tables], weights)}


def _mix_corrections(tables: list[list[Rule]], weights: list[float]) -> list[Rule]:
    """Corrections of whole words averaged by weight; what a table lacks is not corrected there."""
    ratios = [{(rule.meant, rule.read): math.exp(-rule.cost) for rule in table} for table in tables]
    pairs: set[tuple[str, str]] = set().union(*ratios)
    rules = []
    for pair in sorted(pairs):
        ratio = sum(weight * table.get(pair, 1.0) for table, weight in zip(ratios, weights, strict=True))
        rules.append(Rule(*pair, -math.log(ratio / sum(weights))))
    return rules


def mix_rules(tables: list[list[Rule]], weights: list[float]) -> list[Rule]:
    """P(read | meant) averaged over tables by weight; a rule that a table lacks counts 0 there."""
    total: dict[tuple[str, str], float] = {}
    for table, weight in zip(tables, weights, strict=True):
        for rule in table:
            key = (rule.meant, rule.read)
            total[key] = total.get(key, 0.0) + math.exp(-rule.cost) * weight / sum(weights)
    rules = (Rule(meant, read, -math.log(p)) for (meant, read), p in total.items())
    return sorted(rule for rule in rules if rule.cost < MOST_RULE_COST)
