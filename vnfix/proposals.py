"""Which readings deserve an arc in the lattice, and at what cost beyond the channel's.

Unknown words get all their readings and splits, known words only the
neighbours that suspicion let through; what is read as one is `joining`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .candidates import MOST_SPLITS, NO_READINGS, Readings
from .coarse import Choices, Stretch, fits_between, max_marginals
from .forms.abbreviations import Abbreviations
from .joining import MOST_ARCS, Joiner, may_be_two, promising
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

#: No two words run together are so long, and the search is not linear in the length.
LONGEST_NOISE = 3 * LONGEST_WORD
#: An unknown word in capitals amid small letters is an abbreviation rather than a misread word.  Without it ``HDND`` in
#: a sentence of its own stays; of 18,900 wrong words of 180 foreign pages 3 more are repaired (``tăng VỌI``).
CAPITALS_COST = 8.0
#: A possible syllable with a capital is a rare name rather than a misread word: ông Hoạnh, anh Liễng.  Of 203 such
#: names that were put on the worn pages of Tesseract 11 change, without it 19 and two words of a foreign name more; of
#: the wrong words of 180 foreign pages one more is repaired then.
NAME_COST = 3.0
#: A capital inside a word is nearly always the beginning of the next one.
SEAM_COST = 2.0
#: Letters of the languages of Western Europe: no hook, dot or horn (Latin-1).
WESTERN = frozenset("abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ")
#: Where an error costs more than this (nats), any unknown word with a capital may be a name: anh Bhiông.
CLEAN = 2.0
#: Cost of an abbreviation that no list has, and of each of its letters; of an unknown small word beyond its letters.
UNLISTED_COST, ABBREVIATION_LETTER, SMALL_COST = 2.0, 1.5, 2.0
#: Cost of a diacritic that the engine put on an abbreviation (``ƯBND``).
ABBREVIATION_COST = 3.0
#: Readings of a word that are tried together with those of its neighbours; how many of
#: them go on to the decoder, and how far behind the best (nats).
MOST_CHOICES, MOST_TOGETHER, MOST_BEHIND = 96, 8, 12.0
#: Unknown words looked at together: half of the splits that `candidates` keeps.
TOGETHER = MOST_SPLITS // 2


def _is_no_reading(read: str, meant: str) -> bool:
    """Can a word not be what was read, for its spelling?

    A possible syllable is no foreign word or abbreviation misread (``trỗ`` no tto), a foreign name in its own accents
    no name without them (``García`` no Garcia), and a capital behind a word is not nothing (``điểmM``).
    """
    if read[-1].isupper() and not read.isupper() and canonical(read[:-1].lower()) == meant:
        return True
    if parse(meant) is not None:
        return False
    if parse(read.lower()) is not None:
        return meant.isalpha()
    own = read[0].isupper() and not read.isascii() and WESTERN.issuperset(read.lower())
    return own and bare(read.lower()) == meant


class Proposer:
    """Makes arcs; immutable."""

    def __init__(
        self, model: NgramModel, readings: Readings, join: Joiner, spelling: Spelling, abbreviations: Abbreviations
    ) -> None:
        self._model, self._readings, self._join = model, readings, join
        self._spelling, self._abbreviations = spelling, abbreviations
        self._glued = Glued(model, readings)

    def prepare(
        self, page: Page, unknown: Iterable[int], others: Iterable[int], joinable: Iterable[int], knots: Sequence[Knot]
    ) -> None:
        """Make ready the readings of all doubtful tokens together; those at `joinable` ones and of knots are joined.

        Args:
            unknown: tokens that may be two words; none if spaces are not to be touched.
        """
        words = [page.tokens.text(k) for k in unknown]
        glued = filter(may_be_two, [*words, *(knot.plain for knot in knots)])
        halves = (sides for word in glued for sides in self._readings.halves(word))
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
            return min(cost, ABBREVIATION_LETTER * len(word) + UNLISTED_COST)
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
        return dict(zip(tokens, promising(self._model, page, arcs)))

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
        if spacing and may_be_two(word):
            arcs += self._join.splits(range(k, k + 1), word, extra)
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
            arcs.append([arc for arc in readings if not _is_no_reading(page.tokens.text(k), arc.words[0])])
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
        return [arc for arc in arcs if not _is_no_reading(word, arc.words[0])]

    def _choices(self, page: Page, at: int, prior: float) -> Choices:
        k = page.token_of[at]
        word = page.tokens.text(k)
        own, own_cost = np.array([page.ids[at]]), np.array([self.keep(page, k).cost], dtype=np.float32)
        if len(word) > LONGEST_NOISE:
            return Choices(own, own_cost)
        ids, costs = (found[:MOST_CHOICES] for found in self._readings.near(word))
        extra = np.float32(prior + (self._reluctance(page, k, word, prior) if page.is_unknown(k) else 0.0))
        return Choices(np.concatenate([own, ids]), np.concatenate([own_cost, costs + extra]))

    def _reading(self, k: int, meant: int, cost: float, unknown: bool) -> Arc:
        return Arc(k, k + 1, (meant,), cost, (self._model.words[meant],), "letters" if unknown else "word")

    def _reluctance(self, page: Page, k: int, word: str, prior: float) -> float:
        shape = case_shape(word)
        if shape == "UPPER" and len(word) > 2 and not page.in_capitals(k, k + 1):
            return CAPITALS_COST
        if shape == "Title" and (parse(word.lower()) is not None or prior > CLEAN):
            return NAME_COST
        return 0.0
