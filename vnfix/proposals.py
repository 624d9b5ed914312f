"""Which readings deserve an arc in the lattice, and at what cost beyond the channel's.

Unknown words get all their readings and splits, known words only the
neighbours that suspicion let through, and two pieces side by side are joined
where one of them cannot stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from .candidates import MOST_SPLITS, NO_READINGS, WORDS_OF_ONE_LETTER, Readings
from .chunks import WORD, Trait
from .coarse import Choices, Stretch, fits_between, max_marginals
from .forms.abbreviations import Abbreviations
from .lattice import Arc
from .ngrams import Costs, NgramModel
from .page import Page
from .spacing.glued import Glued
from .spacing.knots import LONGEST_WORD, Knot
from .spacing.line_ends import is_break
from .spacing.seams import seam
from .spelling import Spelling
from .syllable import bare, canonical, case_shape, parse
from .vocab import STOP_ID, UNKNOWN_ID

Floats = npt.NDArray[np.float64]

# The costs below (nats) were set by hand, as what each event is worth beside a misread letter (2 to 5).  None needs to
# be exact: one of them halved or doubled changes at most 3 of 1,478 edits of the development pages and 2 words of
# their clean text, but that CAPITALS_COST doubled repairs 10 words fewer, ABBREVIATION_LETTER doubled garbles 7 more.

#: Cost of a piece of dirt, of a diacritic beside its letter (0 and 1 do alike, 2.5 repairs 40 of the 3,569 wrong words
#: on 24 held-back pages of Tesseract 3 fewer), or of a space, inside a word (nats).
GLUE_COST, BESIDE_COST, SPACE_COST = 4.5, 1.0, 9.0
#: Cost of the hyphen of a word that is cut at the end of a line: nearly all such hyphens are one's.
HYPHEN_COST = 1.0
#: Dirt that may have swallowed a vowel, and what that costs: ``th^o`` is thảo rather than tho.
VEILS, VEIL_COST = frozenset("^~ˆ˜*"), 1.5
#: No two words run together are so long, and the search is not linear in the length.
LONGEST_NOISE = 3 * LONGEST_WORD
#: An unknown word in capitals amid small letters is an abbreviation rather than a misread word.
CAPITALS_COST = 8.0
#: A possible syllable with a capital is a rare name rather than a misread word: ông Hoạnh, anh Liễng.
NAME_COST = 3.0
#: A capital inside a word is nearly always the beginning of the next one.
SEAM_COST = 2.0
#: Letters of the languages of Western Europe: no hook, dot or horn (Latin-1).
WESTERN = frozenset("abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ")
#: Where an error costs more than this (nats), any unknown word with a capital may be a name: anh Bhiông.
CLEAN = 2.0
#: Cost of the letters of an abbreviation, each; of an unknown small word beyond its letters.
ABBREVIATION_LETTER, SMALL_COST = 1.5, 2.0
#: Cost of a diacritic that the engine put on an abbreviation (``ƯBND``).
ABBREVIATION_COST = 3.0
#: Arcs that a word, and that two words read as one, bring into the lattice.  The
#: right one is among them as often as with twice as many (cross-validation).
MOST_ARCS, MOST_JOINS = 10, 3
#: Readings of two pieces put together that are tried.
MOST_JOINED = 8
#: Readings of a word that are tried together with those of its neighbours; how many of
#: them go on to the decoder, and how far behind the best (nats).
MOST_CHOICES, MOST_TOGETHER, MOST_BEHIND = 96, 8, 12.0
#: Unknown words looked at together: half of the splits that `candidates` keeps.
TOGETHER = MOST_SPLITS // 2
#: Of so few capitals the shape tells next to nothing and the context all, so every reading is tried: ``cải cách M tục``
#: is thủ tục, the 252nd by its letters.  (Every reading of every word: no more repairs, a third slower.)
SCRAP = 3


def _may_be_two(word: str) -> bool:
    least = 3 if word[0].lower() in WORDS_OF_ONE_LETTER else 4
    return least <= len(word) <= 2 * LONGEST_WORD and case_shape(word[:-1]) != "mixed"


def _is_own_spelling(read: str, meant: str) -> bool:
    """Is a word spelt as a word of its own language is, and `meant` of another one?

    A possible syllable is no foreign word or abbreviation misread (``trỗ`` no tto), and a
    foreign name in its own accents no name without them (``García`` no Garcia).
    """
    if parse(meant) is not None:
        return False
    if parse(read.lower()) is not None:
        return meant.isalpha()
    own = read[0].isupper() and not read.isascii() and WESTERN.issuperset(read.lower())
    return own and bare(read.lower()) == meant


class Proposer:
    """Makes arcs; immutable."""

    def __init__(self, model: NgramModel, readings: Readings, spelling: Spelling, abbreviations: Abbreviations) -> None:
        self._model, self._readings = model, readings
        self._spelling, self._abbreviations = spelling, abbreviations
        self._glued = Glued(model, readings)

    def prepare(
        self, page: Page, unknown: Iterable[int], others: Iterable[int], joinable: Iterable[int], knots: Iterable[Knot]
    ) -> None:
        """Make ready the readings of all doubtful tokens together; those at `joinable` ones and of knots are joined.

        Args:
            unknown: tokens that may be two words; none if spaces are not to be touched.
        """
        words = [page.tokens.text(k) for k in unknown]
        halves = (sides for word in words if _may_be_two(word) for sides in self._readings.halves(word))
        parts = {part for sides in halves for part in sides}
        words += (page.tokens.text(k) for k in others)
        near = (k for k in joinable if not is_break(page.tokens.text(k + 1)))
        joined = {page.tokens.text(k) + page.tokens.text(k + 2) for k in near}
        joined.update(form for knot in knots for form in (knot.whole, knot.plain))
        self._readings.prepare(word for word in [*words, *sorted(parts | joined)] if len(word) <= LONGEST_NOISE)

    def keep(self, page: Page, k: int) -> Arc:
        """The arc that leaves a token as it stands."""
        seen = page.id_of(k)
        if seen is None:
            return Arc(k, k + 1, (), 0.0)
        return Arc(k, k + 1, (seen,), self._keep_cost(page.tokens.text(k)) if page.is_unknown(k) else 0.0)

    def _keep_cost(self, word: str) -> float:
        cost = self._spelling.cost(word)
        if case_shape(word) == "UPPER" and word.replace("Đ", "D").isascii():
            return min(cost, ABBREVIATION_LETTER * len(word) + 2.0)
        return cost + (0.0 if word[0].isupper() else SMALL_COST)

    def known(self, k: int, options: list[tuple[int, float]], prior: float) -> list[Arc]:
        """Arcs for a known word from its promising neighbours."""
        words = self._model.words
        return [Arc(k, k + 1, (i,), cost + prior, (words[i],), "word") for i, cost in options]

    def unknown(
        self, page: Page, tokens: Sequence[int], priors: Sequence[float], spacing: bool
    ) -> dict[int, list[Arc]]:
        """Arcs for unknown words, by token: other letters, an abbreviation, words run together.

        Args:
            priors: what any error costs at each of the tokens, nats.
        """
        arcs: dict[int, list[Arc]] = {}
        for first in range(0, len(tokens), TOGETHER):
            some = tokens[first : first + TOGETHER]
            if first:  # what was made ready for all of a page may be forgotten by now
                self.prepare(page, some if spacing else [], some, [], [])
            arcs |= self._unknown_ones(page, some, priors[first : first + TOGETHER], spacing)
        return arcs

    def _unknown_ones(
        self, page: Page, tokens: Sequence[int], priors: Sequence[float], spacing: bool
    ) -> dict[int, list[Arc]]:
        extra = [prior + self._reluctance(page, k, page.tokens.text(k), prior) for k, prior in zip(tokens, priors)]
        fitting = self._fitting(page, tokens, extra)
        found = zip(tokens, priors, extra, fitting)
        arcs = [self._unknown(page, k, prior, more, arcs, spacing) for k, prior, more, arcs in found]
        return dict(zip(tokens, self._promising(page, arcs)))

    def _unknown(self, page: Page, k: int, prior: float, extra: float, arcs: list[Arc], spacing: bool) -> list[Arc]:
        word, ids = page.tokens.text(k), self._model.ids
        if spacing:
            arcs += [Arc(k, k + 1, cut.ids, cut.cost + prior, cut.words, "split") for cut in self._glued.cuts(word)]
        if len(word) > LONGEST_NOISE:
            return arcs
        abbreviation = self._abbreviations.word(word) if case_shape(word) == "UPPER" else None
        if abbreviation:
            seen = ids.get(abbreviation.lower(), UNKNOWN_ID)
            arcs.append(Arc(k, k + 1, (seen,), ABBREVIATION_COST + prior, (abbreviation,), "abbreviation"))
        cut = seam(word, self._model.ids, self._abbreviations) if spacing and case_shape(word) == "mixed" else 0
        if cut and prior > CLEAN:
            return []  # two words that a web page glued: no damage of OCR
        if cut:
            halves = word[:cut], word[cut:]
            seen_ids = tuple(ids.get(canonical(half.lower()), UNKNOWN_ID) for half in halves)
            return [Arc(k, k + 1, seen_ids, SEAM_COST + prior, halves, "split")]
        if spacing and _may_be_two(word):
            splits = self._readings.splits(word)
            arcs += [Arc(k, k + 1, tuple(ids[w] for w in c.words), c.cost + extra, c.words, "split") for c in splits]
        return arcs

    def _fitting(self, page: Page, tokens: Sequence[int], extra: Sequence[float]) -> list[list[Arc]]:
        """The readings of each word that fit best between its neighbours as those stand."""
        words = [page.tokens.text(k) for k in tokens]
        lists = [self._readings.near(word) if len(word) <= LONGEST_NOISE else NO_READINGS for word in words]
        left, right = [page.before(k)[-1] for k in tokens], [page.after(k + 1)[0] for k in tokens]
        fits = fits_between(self._model, left, [ids for ids, _ in lists], right)
        arcs = []
        for k, (ids, costs), more, fit in zip(tokens, lists, extra, fits):
            scaled = costs + more
            best = np.argsort(scaled + fit, kind="stable")[:MOST_ARCS].tolist()
            readings = [self._reading(k, int(ids[i]), float(scaled[i]), unknown=True) for i in best]
            arcs.append([arc for arc in readings if not _is_own_spelling(page.tokens.text(k), arc.words[0])])
        return arcs

    def together(self, page: Page, stretches: Sequence[range], priors: Floats) -> dict[int, list[Arc]]:
        """Arcs for the words of damaged stretches, by token, that a coarse look at each as a whole brings up."""
        looked = [self._stretch(page, stretch, priors) for stretch in stretches]
        arcs: dict[int, list[Arc]] = {}
        for stretch, (places, _, _), found in zip(stretches, looked, max_marginals(self._model, looked)):
            for at, place, costs in zip(stretch, places, found):
                arcs[page.token_of[at]] = self._best(page, page.token_of[at], place, costs)
        return arcs

    def _stretch(self, page: Page, stretch: range, priors: Floats) -> Stretch:
        before = page.ids[stretch.start - 1] if stretch.start else STOP_ID
        after = page.ids[stretch.stop] if stretch.stop < len(page.ids) else STOP_ID
        return Stretch([self._choices(page, at, float(priors[at])) for at in stretch], before, after)

    def _best(self, page: Page, k: int, place: Choices, costs: Costs) -> list[Arc]:
        """The best choices of a token, but for the first one: that is the word as it stands."""
        if self._abbreviations.has(page.tokens.text(k)) and not page.in_capitals(k, k + 1):
            return []  # "Vietcombank CN Ba Đình" is no Cu Ba; "PHÓ TH TƯỚNG" is no TH
        best, most = costs.argsort(kind="stable")[:MOST_TOGETHER], costs.min() + MOST_BEHIND
        unknown = page.is_unknown(k)
        best = best[(best > 0) & (costs.take(best) < most)]
        readings = zip(place.ids.take(best).tolist(), place.costs.take(best).tolist())
        word = page.tokens.text(k)
        arcs = [self._reading(k, meant, cost, unknown) for meant, cost in readings]
        return [arc for arc in arcs if not _is_own_spelling(word, arc.words[0])]

    def _choices(self, page: Page, at: int, prior: float) -> Choices:
        k = page.token_of[at]
        word = page.tokens.text(k)
        own, own_cost = np.array([page.ids[at]]), np.array([self.keep(page, k).cost], dtype=np.float32)
        if len(word) > LONGEST_NOISE:
            return Choices(own, own_cost)
        most = None if word.isupper() and len(word) <= SCRAP else MOST_CHOICES
        ids, costs = (found[:most] for found in self._readings.near(word))
        extra = np.float32(prior + (self._reluctance(page, k, word, prior) if page.is_unknown(k) else 0.0))
        return Choices(np.concatenate([own, ids]), np.concatenate([own_cost, costs + extra]))

    def _reading(self, k: int, meant: int, cost: float, unknown: bool) -> Arc:
        return Arc(k, k + 1, (meant,), cost, (self._model.words[meant],), "letters" if unknown else "word")

    def _promising(self, page: Page, lists: Sequence[list[Arc]]) -> list[list[Arc]]:
        """Of each list of arcs those that fit best between their two neighbours as those stand."""
        ways = []
        for arcs in lists:
            if len(arcs) > MOST_ARCS:
                left, right = page.before(arcs[0].first)[-1], page.after(arcs[0].last)[0]
                ways += [(left, *arc.ids, right) for arc in arcs]
        if not ways:
            return list(lists)
        first, second = np.array([pair for way in ways for pair in zip(way, way[1:])], dtype=np.int64).T
        steps = np.array([len(way) - 1 for way in ways])
        costs = self._model.find_pairs(first, second).costs().astype(np.float64)
        fits = iter(np.add.reduceat(costs, np.cumsum(steps) - steps).tolist())
        return [
            sorted(arcs, key=lambda arc: arc.cost + next(fits))[:MOST_ARCS] if len(arcs) > MOST_ARCS else arcs
            for arcs in lists
        ]

    def _reluctance(self, page: Page, k: int, word: str, prior: float) -> float:
        shape = case_shape(word)
        if shape == "UPPER" and len(word) > 2 and not page.in_capitals(k, k + 1):
            return CAPITALS_COST
        if shape == "Title" and (parse(word.lower()) is not None or prior > CLEAN):
            return NAME_COST
        return 0.0

    def joinable(self, page: Page) -> list[int]:
        """Tokens at which `joins` might find something: two short words, one a mere piece, with a space between."""
        words, lengths = page.kinds == WORD, page.lengths
        piece = page.has(Trait.PIECE) | page.unknown_words()
        short = lengths[:-2] + lengths[2:] <= LONGEST_WORD
        found = (words[:-2] & words[2:] & (piece[:-2] | piece[2:]) & short).nonzero()[0].tolist()
        return [k for k in found if self._may_join(page, k)]

    def _may_join(self, page: Page, k: int) -> bool:
        """Over a space only letters are joined that are a syllable, diacritics aside.

        Of 323 joins that were made in noisy pages none was another, and asking the channel what else ``ở các`` may be
        took a third of its time.
        """
        gap = page.tokens.text(k + 1)
        joined = page.tokens.text(k) + page.tokens.text(k + 2)
        return (gap == " " or is_break(gap)) and self._readings.has_bare(joined)

    def joins(self, page: Page, k: int, prior: float) -> list[Arc]:
        """Arcs that read the `joinable` ``tokens[k:k+3]`` (word, space, word) as one: ``tr ình``."""
        head, gap, tail = (page.tokens.text(k + n) for n in range(3))
        if is_break(gap):
            return self._whole(k, k + 3, head, tail, SPACE_COST + prior)
        found = self._as_one(head + tail)
        return self._joined(page, range(k, k + 3), found, SPACE_COST + prior)

    def knot(self, page: Page, knot: Knot, prior: float) -> list[Arc]:
        """Arcs that read a knot as one word: its marks as diacritics, or as dirt."""
        run, beside = knot.tokens, BESIDE_COST * (len(knot.read) - len(knot.whole))
        found = [(word, cost + beside) for word, cost in self._as_one(knot.whole)]
        if knot.whole != knot.plain:
            found += [(word, cost + GLUE_COST) for word, cost in self._as_one(knot.plain)]
        if len(run) == 3 and page.tokens.text(run.start + 1) in VEILS:
            head, tail = page.tokens.text(run.start), page.tokens.text(run.stop - 1)
            found += [(word, GLUE_COST + VEIL_COST) for word in self._readings.with_vowel(head, tail)]
        return self._joined(page, run, found, prior)

    def _as_one(self, read: str) -> list[tuple[str, float]]:
        """Words that a string without a space may be, itself among them, with the channel's costs."""
        own = canonical(read.lower())
        return ([(own, 0.0)] if own in self._model.ids else []) + self._readings.of(read, MOST_JOINED)

    def _joined(self, page: Page, run: range, found: list[tuple[str, float]], extra: float) -> list[Arc]:
        """The arcs that fit best of those that read some tokens as one word."""
        ids = self._model.ids
        arcs = (
            Arc(run.start, run.stop, (ids[word],), cost + extra, (word,), "join")
            for word, cost in found
            if parse(word) and len(word) > 1
        )
        if len(found) <= MOST_ARCS:  # they are not so many that they are ranked
            return list(islice(arcs, MOST_JOINS))
        return self._promising(page, [list(arcs)])[0][:MOST_JOINS]

    def over_hyphen(self, page: Page, k: int) -> list[Arc]:
        """Arcs that read a word cut at the end of a line (``tri-⏎ển``, four tokens) as one; the hyphen says so."""
        pieces = page.tokens[k : k + 4]
        return self._whole(k, k + 4, pieces[0].text, pieces[3].text, HYPHEN_COST)

    def _whole(self, first: int, last: int, head: str, tail: str, cost: float) -> list[Arc]:
        """The two pieces as one word, if that is one."""
        word = canonical((head + tail).lower())
        if not tail.islower() or word not in self._model.ids or parse(word) is None:
            return []
        return [Arc(first, last, (self._model.ids[word],), cost, (word,), "join")]
