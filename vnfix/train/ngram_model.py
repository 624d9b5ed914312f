"""Train the language model: counts → Kneser-Ney per domain → mixture → pruning → quantised tables.

Bird's-eye view:

1. `count` makes sorted arrays of distinct n-grams with counts, one `Domain` each.
2. `Domain.probabilities` is interpolated modified Kneser-Ney (Chen & Goodman
   1998, "An empirical study of smoothing techniques", section 3.4).
3. `mixture_weights` fits the weights of the domains by EM on held-back text.
4. `prune` keeps the n-grams whose loss would cost most (after Stolcke 1998,
   "Entropy-based pruning of backoff language models"), `backoff` renormalises.
5. `compile_model` quantises and writes the hash tables that `vnfix.ngrams` maps.

N-grams are int64 keys of 16 bits a word, so everything is sorting and searching.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import hashing, store
from ..ngrams import COST_BITS, FINGERPRINT_MASK, KIND, ORDER

#: N-grams seen once in the whole corpus are not worth their bytes.
LEAST_COUNT = 2

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def keys_of(*columns: Ids) -> Ids:
    """N-gram keys from columns of ids, the last word lowest."""
    key = columns[0].astype(np.int64)
    for column in columns[1:]:
        key = key << 16 | column
    return key


def ngram_keys(ids: Ids, order: int) -> Ids:
    """Keys of all n-grams of a text."""
    return keys_of(*(ids[k : len(ids) - order + 1 + k] for k in range(order)))


def _mask(order: int) -> int:
    """Mask that keeps the last ``order`` words of a key."""
    return (1 << 16 * order) - 1


def tally(keys: Ids) -> tuple[Ids, Ids]:
    """Distinct keys in order, and how often each stands."""
    keys = np.sort(keys)
    edges = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[edges], np.diff(np.append(edges, len(keys)))


def find(table: Ids, keys: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
    """Position of each key in a sorted table, and whether it stands there."""
    at = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return at, table[at] == keys


def _discounts(counts: Ids) -> Floats:
    """The three discounts of modified Kneser-Ney for counts 1, 2 and 3 or more (index 0 unused)."""
    n = [max(int((counts == k).sum()), 1) for k in range(5)]
    y = n[1] / (n[1] + 2 * n[2])
    raw = [0.0] + [k - (k + 1) * y * n[k + 1] / n[k] for k in (1, 2, 3)]
    clipped: Floats = np.clip(np.array(raw), 0.0, 2.9)
    return clipped


class _Level:
    """One order of one domain: discounted n-grams and what their contexts pass down."""

    def __init__(self, keys: Ids, counts: Ids, contexts: Ids) -> None:
        self.keys = keys
        discount = _discounts(counts)[np.minimum(counts, 3)]
        edges = np.flatnonzero(np.concatenate([[True], contexts[1:] != contexts[:-1]]))
        self.contexts = contexts[edges]
        totals = np.add.reduceat(counts, edges).astype(np.float64)
        self.passed = (np.add.reduceat(discount, edges) / totals).astype(np.float32)
        sizes = np.diff(np.append(edges, len(keys)))
        self.share = ((counts - discount) / np.repeat(totals, sizes)).astype(np.float32)

    def interpolate(self, keys: Ids, contexts: Ids, lower: Floats) -> Floats:
        """P of each n-gram from its own share and the lower order's probability."""
        at, seen = find(self.keys, keys)
        up, known = find(self.contexts, contexts)
        passed = np.where(known, self.passed[up], 1.0)
        return np.where(seen, self.share[at], 0.0) + passed * lower


class Domain:
    """Counts and Kneser-Ney probabilities of one domain's text.

    Attributes:
        seen: order → (sorted n-gram keys, how often each stands), for orders 2 to 4.
    """

    def __init__(self, name: str, ids: npt.NDArray[np.uint16], vocabulary: int) -> None:
        self.name = name
        wide = ids.astype(np.int64)
        self.size = len(wide)
        self.seen = {order: tally(ngram_keys(wide, order)) for order in range(2, ORDER + 1)}
        self._levels = {ORDER: _Level(*self.seen[ORDER], self.seen[ORDER][0] >> 16)}
        # Lower orders count contexts, not occurrences: how many words precede "vụ trọng tâm"?
        for order in range(ORDER - 1, 1, -1):
            keys, kinds = tally(self.seen[order + 1][0] & _mask(order))
            self._levels[order] = _Level(keys, kinds, keys >> 16)
        words, kinds = tally(self.seen[2][0] & _mask(1))
        self._one = np.full(vocabulary, 0.5)
        self._one[words] += kinds
        self._one /= self._one.sum()

    def probabilities(self, order: int, keys: Ids) -> Floats:
        """P of the last word of each n-gram key given the words before it."""
        if order == 1:
            return self._one[keys]
        lower = self.probabilities(order - 1, keys & _mask(order - 1))
        return self._levels[order].interpolate(keys, keys >> 16, lower)


def mixture_weights(domains: list[Domain], held_back: Ids, rounds: int = 40) -> Floats:
    """Weights of the domains that maximise the likelihood of held-back n-gram keys (EM)."""
    p = np.stack([d.probabilities(ORDER, held_back) for d in domains])
    weights = np.full(len(domains), 1 / len(domains))
    for _ in range(rounds):
        joint = weights[:, None] * p
        weights = (joint / joint.sum(axis=0)).mean(axis=1)
    return weights


def mix(domains: list[Domain], weights: Floats, order: int, keys: Ids) -> npt.NDArray[np.float32]:
    """Interpolated probability of n-gram keys."""
    total = np.zeros(len(keys), dtype=np.float32)
    for weight, domain in zip(weights, domains):
        total += (weight * domain.probabilities(order, keys)).astype(np.float32)
    return total


def union(domains: list[Domain], order: int, least: int) -> tuple[Ids, Floats]:
    """N-grams seen at least ``least`` times in all domains together, with their counts."""
    keys = np.concatenate([d.seen[order][0] for d in domains])
    counts = np.concatenate([d.seen[order][1] for d in domains])
    by_key = np.argsort(keys, kind="stable")
    keys, counts = keys[by_key], counts[by_key]
    edges = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    totals = np.add.reduceat(counts, edges)
    keep = totals >= least
    return keys[edges][keep], totals[keep].astype(np.float64)


@dataclass
class Level:
    """One order of a back-off model: sorted keys, ln P, and the ln of the back-off weight of each as a context."""

    keys: Ids
    log_p: Floats
    weight: Floats


class Backoff:
    """A back-off model; ``levels[1]`` holds every word of the vocabulary."""

    def __init__(self, levels: dict[int, Level]) -> None:
        self.levels = levels

    def log_probabilities(self, keys: Ids, order: int = 0) -> Floats:
        """ln P of n-gram keys of some order (default: the highest)."""
        order = order or max(self.levels)
        if order == 1:
            return self.levels[1].log_p[keys]
        level, above = self.levels[order], self.levels[order - 1]
        at, seen = find(level.keys, keys)
        up, known = find(above.keys, keys >> 16)
        backed = np.where(known, above.weight[up], 0.0) + self.log_probabilities(keys & _mask(order - 1), order - 1)
        return np.where(seen, level.log_p[at], backed)


def _weights(contexts: Ids, own: Floats, below: Floats, table: Ids) -> Floats:
    """ln of the back-off weight of each context in ``table``: mass left over / mass not covered below."""
    at, seen = find(table, contexts)
    assert seen.all()
    left = 1 - np.bincount(at, weights=own, minlength=len(table))
    open_ = 1 - np.bincount(at, weights=below, minlength=len(table))
    return np.log(np.clip(left, 1e-4, None) / np.clip(open_, 1e-4, None))


def _top(score: Floats, most: int) -> npt.NDArray[np.bool_]:
    """Mask of the ``most`` highest scores."""
    if len(score) <= most:
        return np.ones(len(score), dtype=bool)
    mask: npt.NDArray[np.bool_] = score >= np.partition(score, -most)[-most]
    return mask


def prune(domains: list[Domain], weights: Floats, vocabulary: int, most: dict[int, int]) -> Backoff:
    """The mixture as a back-off model of at most ``most[order]`` n-grams of each order.

    An n-gram's worth is P(n-gram) · |ln P(w | context) - ln P(w | shorter context)|,
    the first-order loss of relative entropy if it were dropped.  Orders are
    pruned from the highest: a stored n-gram's context must be stored, as it
    carries the back-off weight.
    """
    everything = np.arange(vocabulary, dtype=np.int64)
    one = np.log(mix(domains, weights, 1, everything).astype(np.float64))
    full = {1: Level(everything, one, np.zeros(vocabulary))}
    counts: dict[int, Floats] = {}
    for order in range(2, ORDER + 1):
        keys, counts[order] = union(domains, order, LEAST_COUNT)
        full[order] = Level(keys, np.log(mix(domains, weights, order, keys).astype(np.float64)), np.zeros(0))
    levels = {1: full[1]}
    needed: Ids = np.zeros(0, dtype=np.int64)
    for order in range(ORDER, 1, -1):
        level, below = full[order], full[order - 1]
        at, seen = find(below.keys, level.keys & _mask(order - 1))
        worth = counts[order] * np.abs(level.log_p - np.where(seen, below.log_p[at], level.log_p))
        worth[find(level.keys, needed)[0]] = np.inf
        kept = _top(worth, max(most[order], len(needed)))
        levels[order] = Level(level.keys[kept], level.log_p[kept], np.zeros(int(kept.sum())))
        needed = np.unique(levels[order].keys >> 16)
    model = Backoff(levels)
    for order in range(2, ORDER + 1):
        level, above = levels[order], levels[order - 1]
        below_p = np.exp(model.log_probabilities(level.keys & _mask(order - 1), order - 1))
        above.weight = _weights(level.keys >> 16, np.exp(level.log_p), below_p, above.keys)
    return model


def codebook(values: Floats, size: int) -> tuple[npt.NDArray[np.float32], Ids]:
    """A quantiser of ``size`` levels (Lloyd 1982, a few rounds from quantiles) and the level of each value."""
    centres = np.unique(np.quantile(values, np.linspace(0, 1, size)))
    for _ in range(8):
        level = np.searchsorted((centres[1:] + centres[:-1]) / 2, values)
        sums = np.bincount(level, weights=values, minlength=len(centres))
        counts = np.bincount(level, minlength=len(centres))
        centres = np.where(counts > 0, sums / np.maximum(counts, 1), centres)
    level = np.searchsorted((centres[1:] + centres[:-1]) / 2, values)
    return np.pad(centres, (0, size - len(centres)), mode="edge").astype(np.float32), level


def compile_model(model: Backoff, words: list[str], path: Path, meta: dict[str, Any]) -> None:
    """Quantise and write the tables that `vnfix.ngrams.NgramModel` reads."""
    one = model.levels[1]
    arrays = {
        "words": store.pack_words(words),
        "unigram": (-one.log_p).astype(np.float32),
        "unigram_backoff": (-one.weight).astype(np.float32),
    }
    for order in range(2, ORDER + 1):
        arrays |= _compile_level(model.levels[order], order)
    store.write(path, KIND, arrays, meta)


def _compile_level(level: Level, order: int) -> dict[str, store.Array]:
    """Fingerprint and cost of each n-gram in 16 bits, its back-off weight (below the highest order) in 8 more."""
    keys = level.keys.astype(np.uint64)
    shift, slot, size = hashing.build(keys)
    costs, code = codebook(-level.log_p, 1 << COST_BITS)
    entry = np.zeros(size, dtype=np.uint16)
    fingerprint = (hashing.mix(keys) & np.uint64(FINGERPRINT_MASK)).astype(np.uint16)
    entry[slot] = fingerprint << np.uint16(COST_BITS) | code.astype(np.uint16)
    arrays: dict[str, store.Array] = {f"entry{order}": entry, f"shift{order}": shift, f"costs{order}": costs}
    if order < ORDER:
        weights, code = codebook(-level.weight, 256)
        backoff = np.zeros(size, dtype=np.uint8)
        backoff[slot] = code
        arrays |= {f"backoff{order}": backoff, f"weights{order}": weights}
    return arrays
