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
from ..ngrams import COST_BITS, FINGERPRINT_MASK, KIND

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def keys_of(*columns: Ids) -> Ids:
    """N-gram keys from columns of ids, the last word lowest."""
    key = columns[0].astype(np.int64)
    for column in columns[1:]:
        key = key << 16 | column
    return key


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
    """Counts and Kneser-Ney probabilities of one domain's text."""

    def __init__(self, name: str, ids: npt.NDArray[np.uint16], vocabulary: int) -> None:
        self.name = name
        wide = ids.astype(np.int64)
        self.size = len(wide)
        self.trigrams, self.trigram_counts = tally(keys_of(wide[:-2], wide[1:-1], wide[2:]))
        self.bigrams, self.bigram_counts = tally(keys_of(wide[:-1], wide[1:]))
        self._three = _Level(self.trigrams, self.trigram_counts, self.trigrams >> 16)
        # Lower orders count contexts, not occurrences: how many words precede "vụ trọng"?
        pairs, kinds = tally(self.trigrams & 0xFFFFFFFF)
        self._two = _Level(pairs, kinds, pairs >> 16)
        words, kinds = tally(self.bigrams & 0xFFFF)
        self._one = np.full(vocabulary, 0.5)
        self._one[words] += kinds
        self._one /= self._one.sum()

    def probabilities(self, order: int, keys: Ids) -> Floats:
        """P of the last word of each n-gram key given the words before it."""
        if order == 1:
            return self._one[keys]
        if order == 2:
            return self._two.interpolate(keys, keys >> 16, self._one[keys & 0xFFFF])
        lower = self.probabilities(2, keys & 0xFFFFFFFF)
        return self._three.interpolate(keys, keys >> 16, lower)


def mixture_weights(domains: list[Domain], held_back: Ids, rounds: int = 40) -> Floats:
    """Weights of the domains that maximise the likelihood of held-back trigram keys (EM)."""
    p = np.stack([d.probabilities(3, held_back) for d in domains])
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
    names = ("bigrams", "bigram_counts") if order == 2 else ("trigrams", "trigram_counts")
    keys = np.concatenate([getattr(d, names[0]) for d in domains])
    counts = np.concatenate([getattr(d, names[1]) for d in domains])
    order_ = np.argsort(keys, kind="stable")
    keys, counts = keys[order_], counts[order_]
    edges = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    totals = np.add.reduceat(counts, edges)
    keep = totals >= least
    return keys[edges][keep], totals[keep].astype(np.float64)


@dataclass
class Backoff:
    """A back-off model: sorted n-grams with natural-log probabilities and weights."""

    unigram: Floats
    unigram_weight: Floats
    bigrams: Ids
    bigram: Floats
    bigram_weight: Floats
    trigrams: Ids
    trigram: Floats

    def lower(self, keys: Ids) -> Floats:
        """ln P of bigram keys, backing off to unigrams."""
        at, seen = find(self.bigrams, keys)
        backed = self.unigram[keys & 0xFFFF] + self.unigram_weight[keys >> 16]
        return np.where(seen, self.bigram[at], backed)

    def log_probabilities(self, keys: Ids) -> Floats:
        """ln P of trigram keys."""
        at, seen = find(self.trigrams, keys)
        up, known = find(self.bigrams, keys >> 16)
        weight = np.where(known, self.bigram_weight[up], 0.0)
        return np.where(seen, self.trigram[at], weight + self.lower(keys & 0xFFFFFFFF))


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


def prune(domains: list[Domain], weights: Floats, vocabulary: int, most_bigrams: int, most_trigrams: int) -> Backoff:
    """The mixture as a back-off model of at most so many n-grams.

    An n-gram's worth is P(n-gram) · |ln P(w | context) - ln P(w | shorter context)|,
    the first-order loss of relative entropy if it were dropped.
    """
    everything = np.arange(vocabulary, dtype=np.int64)
    one = np.log(mix(domains, weights, 1, everything).astype(np.float64))
    pairs, pair_counts = union(domains, 2, 2)
    two = np.log(mix(domains, weights, 2, pairs).astype(np.float64))
    triples, triple_counts = union(domains, 3, 2)
    three = np.log(mix(domains, weights, 3, triples).astype(np.float64))
    at, seen = find(pairs, triples & 0xFFFFFFFF)
    gain = three - np.where(seen, two[at], three)
    keep = _top(triple_counts * np.abs(gain), most_trigrams)
    triples, three = triples[keep], three[keep]
    # A stored trigram's first pair must be stored, as it carries the back-off weight; and its last, so that a look-up
    # of the pairs tells where there is a trigram to look for.
    needed = find(pairs, np.unique(np.concatenate([triples >> 16, triples & 0xFFFFFFFF])))[0]
    worth = pair_counts * np.abs(two - one[pairs & 0xFFFF])
    worth[needed] = np.inf
    kept = _top(worth, max(most_bigrams, len(needed)))
    pairs, two = pairs[kept], two[kept]
    model = Backoff(one, np.zeros(vocabulary), pairs, two, np.zeros(len(pairs)), triples, three)
    model.unigram_weight = _weights(pairs >> 16, np.exp(two), np.exp(one[pairs & 0xFFFF]), everything)
    below = np.exp(model.lower(triples & 0xFFFFFFFF))
    model.bigram_weight = _weights(triples >> 16, np.exp(three), below, pairs)
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
    book2, code2 = codebook(-model.bigram, 256)
    book2_backoff, code2_backoff = codebook(-model.bigram_weight, 256)
    book3, code3 = codebook(-model.trigram, 1 << COST_BITS)
    shift2, slot2, size2 = hashing.build(model.bigrams.astype(np.uint64))
    h2 = hashing.mix(model.bigrams.astype(np.uint64))
    bigram = np.zeros(size2, dtype=np.uint32)
    bigram[slot2] = (h2 & np.uint64(0xFFFF)).astype(np.uint32) << 16 | (code2 << 8 | code2_backoff).astype(np.uint32)
    shift3, slot3, size3 = hashing.build(model.trigrams.astype(np.uint64))
    h3 = hashing.mix(model.trigrams.astype(np.uint64))
    trigram = np.zeros(size3, dtype=np.uint16)
    fingerprint = (h3 & np.uint64(FINGERPRINT_MASK)).astype(np.uint16)
    trigram[slot3] = fingerprint << np.uint16(COST_BITS) | code3.astype(np.uint16)
    arrays = {
        "words": store.pack_words(words),
        "unigram": (-model.unigram).astype(np.float32),
        "unigram_backoff": (-model.unigram_weight).astype(np.float32),
        "bigram": bigram,
        "bigram_shift": shift2,
        "trigram": trigram,
        "trigram_shift": shift3,
        "bigram_book": book2,
        "backoff_book": book2_backoff,
        "trigram_book": book3,
    }
    store.write(path, KIND, arrays, meta)
