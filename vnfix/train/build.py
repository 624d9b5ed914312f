"""`vnfix train`: from a corpus to data/model, in one go.

1. Read every file of the corpus (two processes), keep one line in 500 back.
2. Choose the vocabulary by rule and list, encode the text.
3. Train, mix, prune and quantise the n-grams; the lexicon's terms and place
   names are a domain of their own, so that a rare commune is not a surprise.
4. Learn what unknown words look like (`vnfix.spelling`).
5. Compile channel and neighbours (the channel's rules come from
   `vnfix learn-channel`, or from the present model).

The same corpus gives the same bytes.  Whole files are replaced only at the end.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from .. import spelling, store
from ..ngrams import ORDER, NgramModel
from ..resources import ResourceError, read_lexicon
from ..syllable import parse
from ..tokens import tokenize
from ..vocab import UNKNOWN_ID, symbols
from . import ngram_model
from .channel_file import compile_channel
from .corpus import encode
from .ngram_model import Domain, Ids, keys_of
from .vocabulary import choose

#: N-grams that fit the 25 MB of the wheel together with lexicon and channel.
MOST_BIGRAMS, MOST_TRIGRAMS = 1_500_000, 6_300_000
#: Weight of the lexicon as a domain, and how often each entry counts: the best
#: of 0.01, 0.02, 0.05 by perplexity of held-back government news.
LEXICON_WEIGHT, LEXICON_REPEATS = 0.02, 3
_SUFFIXES = (".txt", ".txt.xz", ".txt.gz", ".jsonl", ".jsonl.xz", ".jsonl.gz")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vnfix train`."""
    parser.add_argument("corpus", type=Path, help="folder of .txt or .jsonl files, also .xz and .gz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--channel", type=Path, help="channel.vnfix to take the rules from (default: the built-in one)")


def command(args: argparse.Namespace) -> int:
    """Run `vnfix train`; 0 if the model was written, 2 with a message if the corpus is missing."""
    try:
        train(args.corpus, args.out, args.channel)
    except ResourceError as error:
        print(f"vnfix train: {error}", file=sys.stderr)
        return 2
    return 0


def _log(start: float, *words: object) -> None:
    print(f"[{time.time() - start:5.0f} s]", *words, file=sys.stderr, flush=True)


def corpus_files(folder: Path) -> list[Path]:
    """The text files of a corpus.

    Raises:
        ResourceError: the folder is missing or holds none.
    """
    files = sorted(p for p in folder.glob("*") if p.name.endswith(_SUFFIXES)) if folder.is_dir() else []
    if not files:
        raise ResourceError(f"no text in {folder}; expected files that end in {', '.join(_SUFFIXES)}")
    return files


Encoded = tuple[list[str], Any]


def _encode(job: tuple[Path, bool]) -> Encoded:
    return encode(*job)


def train(folder: Path, out: Path, channel: Path | None = None) -> None:
    """Train everything; see the module."""
    start = time.time()
    files = corpus_files(folder)
    jobs = [(path, held) for held in (False, True) for path in sorted(files, key=lambda p: -p.stat().st_size)]
    with Pool(2) as pool:
        encoded = dict(zip(jobs, pool.map(_encode, jobs, chunksize=1)))
    counts: Counter[str] = Counter()
    for (_, held), (types, ids) in encoded.items():
        if not held:
            counts.update(dict(zip(types, np.bincount(ids, minlength=len(types)).tolist())))
    words = choose(counts)
    _log(start, f"{len(files)} files, {sum(counts.values())} symbols, vocabulary {len(words)}")
    vocabulary = {word: k for k, word in enumerate(words)}
    out.mkdir(parents=True, exist_ok=True)
    _ngrams(encoded, vocabulary, words, out / "ngrams.vnfix", start)
    unknown = Counter({w: c for w, c in counts.items() if c >= 3 and w not in vocabulary and not parse(w)})
    store.write(out / "spelling.vnfix", spelling.KIND, {"bigram": spelling.learn(unknown)}, {"types": len(unknown)})
    compile_channel(NgramModel(out / "ngrams.vnfix"), channel, out)
    _log(start, "channel and neighbours written")


def _recode(encoded: Encoded, vocabulary: dict[str, int]) -> Any:
    types, ids = encoded
    return np.array([vocabulary.get(word, UNKNOWN_ID) for word in types], dtype=np.uint16)[ids]


def _domain_of(path: Path, table: dict[str, tuple[str, float]]) -> tuple[str, float]:
    """Domain and target share of a file; a file of your own is a domain by itself."""
    stem = path.name.split(".")[0]
    return table.get(stem, (stem, 1.0))


def _ngrams(
    encoded: dict[tuple[Path, bool], Encoded], vocabulary: dict[str, int], words: list[str], path: Path, start: float
) -> None:
    table = {row[0]: (row[1], float(row[2])) for row in read_lexicon("domains", ("file", "domain", "target_share"))}
    shares: dict[str, float] = {}
    text: dict[str, list[Any]] = {}
    held: dict[str, list[Any]] = {}
    for (file, is_held), item in encoded.items():
        name, shares[name] = _domain_of(file, table)
        (held if is_held else text).setdefault(name, []).append(_recode(item, vocabulary))
    domains = [Domain(name, np.concatenate(parts), len(words)) for name, parts in sorted(text.items())]
    _log(start, "counted", {d.name: d.size for d in domains})
    held_keys = {name: ngram_keys(np.concatenate(parts)) for name, parts in held.items()}
    weights = ngram_model.mixture_weights(domains, _target(held_keys, shares))
    lexicon = Domain("lexicon", lexicon_text(vocabulary), len(words))
    domains.append(lexicon)
    weights = np.append(weights * (1 - LEXICON_WEIGHT), LEXICON_WEIGHT)
    named = {d.name: round(float(w), 4) for d, w in zip(domains, weights)}
    _log(start, "weights", named)
    model = ngram_model.prune(domains, weights, len(words), MOST_BIGRAMS, MOST_TRIGRAMS)
    perplexity = {n: round(float(np.exp(-model.log_probabilities(k).mean())), 2) for n, k in sorted(held_keys.items())}
    meta = {"weights": named, "perplexity": perplexity, "bigrams": len(model.bigrams), "trigrams": len(model.trigrams)}
    ngram_model.compile_model(model, words, path, meta)
    compiled = NgramModel(path)
    for name, keys in sorted(held_keys.items()):
        cost = compiled.costs(*(keys >> 16 * k & 0xFFFF for k in range(ORDER - 1, -1, -1))).mean()
        _log(start, f"perplexity {name}: pruned {perplexity[name]}, compiled {np.exp(cost):.2f}")


def ngram_keys(ids: Any) -> Ids:
    """Keys of all trigrams of a text."""
    wide = ids.astype(np.int64)
    return keys_of(wide[:-2], wide[1:-1], wide[2:])


def _target(held: dict[str, Ids], shares: dict[str, float]) -> Ids:
    """Held-back n-grams in the proportions of the documents that the model is for."""
    unit = min(len(keys) / shares[name] for name, keys in held.items() if shares[name] > 0.05)
    return np.concatenate([keys[: int(unit * shares[name])] for name, keys in sorted(held.items())])


def lexicon_text(vocabulary: dict[str, int]) -> Any:
    """Terms, abbreviations and place names (with their kind and province) as one array of ids."""
    lines: list[str] = [row[0] for row in read_lexicon("terms", ("term",))]
    for name, kind, parent in read_lexicon("places", ("name", "type", "parent")):
        lines += [f"{kind} {name}", f"{name}, {parent}"]
    return np.array([k for line in lines * LEXICON_REPEATS for k in _line(line, vocabulary)], dtype=np.uint16)


def _line(line: str, vocabulary: dict[str, int]) -> Iterable[int]:
    return (vocabulary.get(name, UNKNOWN_ID) for name in symbols(tokenize(line)))


