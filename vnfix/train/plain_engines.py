r"""Fit plain_engines.tsv and narrow_engines.tsv in data/lexicon: how engines without Vietnamese letters read.

    python -m vnfix.train.plain_engines training/plain --out data/lexicon/plain_engines.tsv --weights \
        tesseract-eng=0.35 tesseract-fra=0.1 ppocr=0.2 tesseract3-eng=0.25 tesseract3-fra=0.1
    python -m vnfix.train.plain_engines training/narrow --narrow --weights ppocrv6=1 tesseract-latin=0.3 \
        --out data/lexicon/narrow_engines.tsv

Plain engines know no letter of Vietnamese alone, narrow ones only the simpler ones (`vnfix.narrow`).
The channel is learnt as that of other engines (`channel_model`), from counted words or from pages, each engine by
itself; the mixture is cut off where a rule says next to nothing.  The same pairs give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

from ..channel.model import PARTS
from ..channel.part_channel import Rule
from ..intake.textfiles import InputError, told
from ..narrow import COMPOSITE
from ..resources import ResourceError
from ..syllable import OWN, bare
from .channel_model import Example, Hints, default_hints, learn, telling_rules
from .learn_channel import PAIRS_HELP, add_weights, mixed, read_engines, read_weights, write_all

#: So much less (nats) a longer piece must cost than its parts.  Without the 1,100 rows that do not, no set changes by
#: more than one word in two hundred.
LEAST_LESS = 1.0


class Kind(NamedTuple):
    """A kind of engines.

    Attributes:
        title: for the head of the table.
        source: for its rows.
        never: letters that such an engine does not know.
        dearest: rules that cost more (nats) are left out: they say next to nothing, and the wheel has no room.
        known_for: such engines in data/lexicon/confusions.tsv.
    """

    title: str
    source: str
    never: frozenset[str]
    dearest: float
    known_for: str = ""

    def hints(self) -> Hints:
        """What such engines are known to confuse."""
        return default_hints(self.known_for) if self.known_for else {}


#: Of 7,987 words of pages by Tesseract 3 in English 76.2 % of the errors go with rules up to 6.5, 76.6 % up to 6.8 and
#: 76.8 % up to 7; of 1,601 words by PP-OCRv6 as many with those up to 6 as up to 7.  Letters with a horn are what
#: ``u’`` and ``o’`` are taken for (`knots`).
PLAIN = Kind("engines without Vietnamese letters", "plain-pages", frozenset(OWN) - frozenset("ơư"), 6.8, "plain")
NARROW = Kind("engines with the simpler letters of Vietnamese alone", "narrow-pages", frozenset(COMPOSITE) - {"ồ"}, 6.0)


def plain(word: str) -> str:
    """A word as such an engine could read it at best."""
    return bare(word.lower())


def rows(rules: dict[str, list[Rule]], kind: Kind) -> list[str]:
    """The rows of the table, sorted; only what such an engine can read, and what its parts do not tell."""
    found = []
    for part in PARTS:
        able = (rule for rule in rules[part] if rule.meant and kind.never.isdisjoint(rule.read))
        costs = {(rule.meant, rule.read): max(rule.cost, 0.0) for rule in able if rule.cost <= kind.dearest}
        found += [
            f"{part}\t{meant}\t{read}\t{cost:.1f}\t{kind.source}"
            for meant, read, cost in telling_rules(costs, kind.dearest, LEAST_LESS)
        ]
    return found


def write_table(engines: dict[str, list[Example]], weights: list[float], path: Path, kind: Kind = PLAIN) -> int:
    """Learn from the engines, mix by weight, write; the number of rows."""
    found = rows(mixed([learn(some, kind.hints()) for _, some in sorted(engines.items())], weights), kind)
    head = (
        f"# How {kind.title} read Vietnamese: meant = what stood on the paper, read = what came (an "
        "empty cell: nothing), cost = -ln P(read | meant) in nats. Written by vnfix/train/plain_engines.py."
    )
    path.write_text("\n".join([head, "part\tmeant\tread\tcost\tsource", *found]) + "\n", encoding="utf-8")
    return len(found)


def main() -> int:
    """The command; 0 if the table was written, 2 with a message if the pairs are unusable."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", metavar="[ENGINE=]PAIRS", help=PAIRS_HELP)
    add_weights(parser)
    parser.add_argument("--narrow", action="store_true", help="the engines know the simpler letters of Vietnamese")
    parser.add_argument("--counts", type=Path, metavar="FOLDER", help="also write ENGINE.tsv there: words alone")
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    args = parser.parse_args()
    try:
        engines = read_engines(args.pairs, plain)
        weights = read_weights(args.weights, engines)
    except (InputError, ResourceError, OSError) as error:
        print(f"plain_engines: {told(error)}", file=sys.stderr)
        return 2
    if args.counts:
        write_all(engines, args.counts)
    rows_written = write_table(engines, weights, args.out, NARROW if args.narrow else PLAIN)
    print(f"{rows_written} rows written to {args.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
