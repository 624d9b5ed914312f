"""Other n-gram models for `ablation.py`: `python benchmarks/ablation_models.py --out FOLDER`.

Trains as `vnfix train` does and prunes the same counts in other ways: a folder for each with its ngrams.vnfix, and
about.txt, which says what stands instead of what.  Needs the corpus in ../shared; a quarter of an hour, 6 GB.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from sets import SHARED

from vnfix.resources import model_dir
from vnfix.train import build, ngram_model
from vnfix.train.channel_file import load_rules

Weights = Callable[[list[Any], Any], Any]


class Variant(NamedTuple):
    """Weights of the domains, from the domains and the usual weights, and how many n-grams are kept, as a share."""

    title: str
    instead: str
    weights: Weights
    share: float = 1.0


def _usual(_: list[Any], weights: Any) -> Any:
    return weights


def _by_size(domains: list[Any], weights: Any) -> Any:
    sizes = weights * 0.0 + [domain.size for domain in domains]
    sizes[-1] = 0.0  # the lexicon keeps its weight
    return sizes / sizes.sum() * (1 - weights[-1]) + _last(weights)


def _without_lexicon(_: list[Any], weights: Any) -> Any:
    kept = weights - _last(weights)
    return kept / kept.sum()


def _last(weights: Any) -> Any:
    last = weights * 0.0
    last[-1] = weights[-1]
    return last


VARIANTS = {
    "half": Variant("n-grams kept", "half as many", _usual, 0.5),
    "all": Variant("n-grams kept ", "all that were seen twice", _usual, 9.0),
    "by_size": Variant("weights of the domains tuned", "by the size of the domains", _by_size),
    "no_lexicon": Variant("terms and places in the n-grams", "the corpus alone", _without_lexicon),
}


def main() -> int:
    """Train and write; 2 if ../shared is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the models")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is missing: it holds the corpus, which is not part of this repository", file=sys.stderr)
        return 2
    prune, compile_model = ngram_model.prune, ngram_model.compile_model
    asked: list[tuple[Any, ...]] = []

    def noted(*arguments: Any) -> Any:
        asked.append(arguments)
        return prune(*arguments)

    def all_of_them(model: Any, words: list[str], path: Path, meta: dict[str, Any]) -> None:
        compile_model(model, words, path, meta)
        domains, weights, size, bigrams, trigrams = asked[-1]
        for name, v in VARIANTS.items():
            folder = args.out / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "about.txt").write_text(f"{v.title}\t{v.instead}\n", "utf8")
            other = prune(domains, v.weights(domains, weights), size, int(bigrams * v.share), int(trigrams * v.share))
            compile_model(other, words, folder / "ngrams.vnfix", {})
            print(name, folder, file=sys.stderr, flush=True)

    with (
        tempfile.TemporaryDirectory() as temporary,
        patch.object(ngram_model, "prune", noted),
        patch.object(ngram_model, "compile_model", all_of_them),
    ):
        build.train(SHARED / "corpus", Path(temporary), load_rules(model_dir() / "channel.vnfix"))
        for name in VARIANTS:
            shutil.copy(Path(temporary) / "spelling.vnfix", args.out / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
