"""`vnfix train`: from a corpus to data/model, in one go.

1. Read every file of the corpus (two processes), keep one line in 500 back.
   A file named in data/lexicon/domains.tsv belongs to the domain given there;
   other files are one domain, and those of a subfolder are a domain by themselves.
2. Choose the vocabulary by rule and list, encode the text.
3. Train, mix, prune and quantise the n-grams; the lexicon's terms and place
   names are a domain of their own, so that a rare commune is not a surprise.
4. Learn what unknown words look like (`vnfix.spelling`), and which words take capitals (`vnfix.capitals`).
5. Compile channel and neighbours.  The channel's rules are learnt from ``--pairs``
   as `vnfix learn-channel` does, or taken over from a channel that was learnt before.

The same corpus gives the same bytes.  Whole files are replaced only at the end.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from .. import capitals, spelling, store
from ..channel.part_channel import Rule
from ..intake.textfiles import InputError, told
from ..ngrams import ORDER, NgramModel
from ..progress import progress
from ..resources import ResourceError, data_path, read_lexicon
from ..syllable import parse
from ..tokens import tokenize
from ..vocab import UNKNOWN_ID, symbols
from . import capital_counts, learn_channel, ngram_model
from .channel_file import compile_rules, load_rules
from .corpus import HELD_BACK_EVERY, corpus_files, encode
from .learn_channel import PAIRS_HELP, add_weights, learnt, mixed, read_engines, read_weights
from .ngram_model import Domain, Ids, keys_of
from .vocabulary import choose
from .word_pairs import Seen

#: N-grams that fit the 25 MB of the wheel together with lexicon and channel.
MOST_BIGRAMS, MOST_TRIGRAMS = 1_500_000, 6_300_000
#: Weight of the lexicon as a domain, and how often each entry counts: the best
#: of 0.01, 0.02, 0.05 by perplexity of held-back government news.
LEXICON_WEIGHT, LEXICON_REPEATS = 0.02, 3
#: Words of a domain below which Kneser-Ney has no counts of counts to go by.
LEAST_DOMAIN = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vnfix train`."""
    files = "a .txt file (a paragraph a line) or a .jsonl file (field text), also .xz and .gz; or a folder of them"
    parser.add_argument("corpus", type=Path, help=files)
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    rules = parser.add_mutually_exclusive_group()
    rules.add_argument("--channel", type=Path, help="channel.vnfix to take the rules from (default: the built-in one)")
    rules.add_argument("--pairs", nargs="+", metavar="[ENGINE=]PAIRS", help="learn the rules: " + PAIRS_HELP)
    add_weights(parser)


def command(args: argparse.Namespace) -> int:
    """Run `vnfix train`; 0 if the model was written, 2 with a message if corpus or pairs are missing or unusable."""
    try:
        rules, seen = _rules(args.channel, args.pairs, args.weights)
        train(args.corpus, args.out, rules, seen)
    except (ResourceError, InputError, OSError) as error:
        print(f"vnfix train: {told(error)}", file=sys.stderr)
        return 2
    except BrokenProcessPool:
        print("vnfix train: a process that read the corpus was stopped; is there too little memory?", file=sys.stderr)
        return 2
    return 0


def _rules(channel: Path | None, pairs: list[str] | None, weights: list[str]) -> tuple[Rules, list[Seen]]:
    """The rules of the channel and what corrects them; before the long work, so that a missing file is told at once."""
    if weights and not pairs:
        raise ResourceError(f"--weights {weights[0]}: there are no --pairs that it could weigh")
    if pairs:
        engines = read_engines(pairs)
        shares = read_weights(weights, engines)
        return mixed(learnt(engines), shares), learn_channel.seen(engines, shares)
    # Not that of $VNFIX_MODEL: the same command gives the same bytes.
    return load_rules(channel or data_path("model", "channel.vnfix")), []


def _log(start: float, *words: object) -> None:
    print(f"[{time.time() - start:5.0f} s]", *words, file=sys.stderr, flush=True)


Encoded = tuple[list[str], Any]
Rules = dict[str, list[Rule]]


Job = tuple[Path, bool, int]
"""A file, whether its held-back lines are wanted, and the first of them."""


def _encode(job: Job) -> Encoded:
    return encode(*job)


def _jobs(files: list[Path]) -> list[Job]:
    """Every file twice, the large ones first.

    In a folder of short letters the first line of each must not be all that is kept back, nor be missing
    everywhere: such files begin at a line that their name draws.
    """
    listed = {row[0] for row in read_lexicon("domains", ("file",))}
    first = {p: 0 if _stem(p) in listed else crc32(p.name.encode()) % HELD_BACK_EVERY for p in files}
    by_size = sorted(files, key=lambda p: -p.stat().st_size)
    return [(path, held, first[path]) for held in (False, True) for path in by_size]


def _stem(path: Path) -> str:
    return path.name.split(".")[0]


def train(folder: Path, out: Path, rules: Rules, seen: Sequence[Seen] = ()) -> None:
    """Train everything; see the module.

    Args:
        folder: the corpus, or a single file.
        out: folder of the model.
        rules: those of the channel, by part.
        seen: what engines read, see `vnfix.train.word_pairs`.
    """
    start = time.time()
    files = corpus_files(folder)
    if out.exists() and not out.is_dir():
        raise ResourceError(f"{out} is a file; --out names a folder")
    # Now, so that a place that cannot be written is told before minutes of work.
    out.mkdir(parents=True, exist_ok=True)
    jobs = _jobs(files)
    # No multiprocessing.Pool: if a file cannot be read it may wait for ever for a worker that it stopped itself.
    with ProcessPoolExecutor(2) as pool:
        done = progress(pool.map(_encode, jobs), len(jobs), "reading")
        encoded = {(path, held): found for (path, held, _), found in zip(jobs, done, strict=True)}
        cased = list(pool.map(capital_counts.count, files))
    counts: Counter[str] = Counter()
    for (_, held), (types, ids) in encoded.items():
        if not held:
            counts.update(dict(zip(types, np.bincount(ids, minlength=len(types)).tolist())))
    words = choose(counts)
    _log(start, f"{len(files)} files, {sum(counts.values())} symbols, vocabulary {len(words)}")
    vocabulary = {word: k for k, word in enumerate(words)}
    _ngrams(encoded, folder, vocabulary, words, out / "ngrams.vnfix", start)
    unknown = Counter({w: c for w, c in counts.items() if c >= 3 and w not in vocabulary and not parse(w)})
    store.write(out / "spelling.vnfix", spelling.KIND, {"bigram": spelling.learn(unknown)}, {"types": len(unknown)})
    store.write(out / "capitals.vnfix", capitals.KIND, capital_counts.shares(cased, words), {})
    compile_rules(rules, NgramModel(out / "ngrams.vnfix"), out, seen)
    _log(start, "channel and neighbours written")


def _recode(encoded: Encoded, vocabulary: dict[str, int]) -> Any:
    types, ids = encoded
    return np.array([vocabulary.get(word, UNKNOWN_ID) for word in types], dtype=np.uint16)[ids]


def _domain_of(path: Path, folder: Path, table: dict[str, tuple[str, float]]) -> tuple[str, float]:
    """Domain and target share of a file; files of your own are a domain, and each subfolder is one."""
    inside = path.relative_to(folder).parts[:-1]
    return table.get(_stem(path), (inside[0] if inside else "own", 1.0))


def _ngrams(
    encoded: dict[tuple[Path, bool], Encoded],
    folder: Path,
    vocabulary: dict[str, int],
    words: list[str],
    path: Path,
    start: float,
) -> None:
    table = {row[0]: (row[1], float(row[2])) for row in read_lexicon("domains", ("file", "domain", "target_share"))}
    shares: dict[str, float] = {}
    text: dict[str, list[Any]] = {}
    held: dict[str, list[Any]] = {}
    for (file, is_held), item in encoded.items():
        name, share = _domain_of(file, folder, table)
        shares[name] = share
        (held if is_held else text).setdefault(name, []).append(_recode(item, vocabulary))
    domains = [
        Domain(name, np.concatenate(parts), len(words))
        for name, parts in sorted(text.items())
        if sum(map(len, parts)) >= LEAST_DOMAIN
    ]
    if not domains:
        raise ResourceError(f"too little text in {folder}: no domain has {LEAST_DOMAIN} words")
    _log(start, "counted", {d.name: d.size for d in domains})
    held_keys = {name: ngram_keys(np.concatenate(parts)) for name, parts in held.items()}
    held_keys = {name: keys for name, keys in held_keys.items() if len(keys)}
    weights = _weights(domains, held_keys, shares)
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


def _weights(domains: list[Domain], held: dict[str, Ids], shares: dict[str, float]) -> ngram_model.Floats:
    """Weights of the domains by EM on held-back text; by size where a corpus is too small to keep any back."""
    target = _target(held, shares) if held else np.empty(0, dtype=np.int64)
    if len(target):
        return ngram_model.mixture_weights(domains, target)
    sizes: ngram_model.Floats = np.array([domain.size for domain in domains], dtype=np.float64)
    shared: ngram_model.Floats = sizes / sizes.sum()
    return shared


def _target(held: dict[str, Ids], shares: dict[str, float]) -> Ids:
    """Held-back n-grams in the proportions of the documents that the model is for."""
    sizes = {name: len(keys) / shares[name] for name, keys in held.items()}
    # Domains of a small share must not cut the others short.
    unit = min((size for name, size in sizes.items() if shares[name] > 0.05), default=max(sizes.values()))
    return np.concatenate([keys[: int(unit * shares[name])] for name, keys in sorted(held.items())])


def lexicon_text(vocabulary: dict[str, int]) -> Any:
    """Terms, abbreviations and place names (with their kind and province) as one array of ids."""
    lines: list[str] = [row[0] for row in read_lexicon("terms", ("term",))]
    for name, kind, parent in read_lexicon("places", ("name", "type", "parent")):
        lines += [f"{kind} {name}", f"{name}, {parent}"]
    return np.array([k for line in lines * LEXICON_REPEATS for k in _line(line, vocabulary)], dtype=np.uint16)


def _line(line: str, vocabulary: dict[str, int]) -> Iterable[int]:
    return (vocabulary.get(name, UNKNOWN_ID) for name in symbols(tokenize(line)))
