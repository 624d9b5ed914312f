"""What speaks for a repair, and what against it: the numbers from which its confidence follows."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import commonprefix
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ..decoder import Decision
from ..ngrams import NgramModel
from ..page import CONTEXT, Page
from ..suspicion import Fit, Floats
from ..syllable import bare, case_shape, parse
from ..vocab import COMMA_ID, STOP_ID, UNKNOWN_ID
from .echoes import Echo
from .surprise import Change

#: A lead over rivals that there are not (nats).
NO_RIVAL = 10.0
#: Symbols on either side among which marks are counted, and whose costs tell how usual the text is (hand-set).
_NEAR, _FAR = 5, 12
_MARKS = (STOP_ID, COMMA_ID)
#: What a word of usual text costs (nats), where there are no others around it.
USUAL_COST = 6.0
_SHAPES = {"lower": 0.0, "Title": 1.0, "UPPER": 2.0}


class Evidence(NamedTuple):
    """What speaks for an edit; costs in nats.

    Attributes:
        reason: the reason of its arc.
        gain: by how much the reading beats the text as it stands.
        margin: by how much it beats the next best reading; `second`, the one after that.
        cost: of the confusion, by the channel.
        surprise: `vnfix.confidence.surprise`.
        prior: what an error costs at the place.
        fit: what the text as it stands costs there, over three trigrams.
        rarity_read, rarity_meant: unigram costs of the word as read and as meant.
        bond_read: bonds of the word as read to its neighbours as read, left and right.
        bond: bonds of the word meant to its neighbours in the repaired text.
        beside: the numbers of the edits of the words left and right of it, None where those stay.
        letters: of the word as read.
        differ: letters in which the two words differ, diacritics aside.
        possible: could the word as read be a syllable?
        capitals: 0 for small letters, 1 for a capital ahead, 2 for capitals, 3 for a mixture.
        confusion: the letters read and meant, ``ờ`` for ``ở``.
        echo: `vnfix.confidence.echoes`.
        marks: commas and ends of sentences among the symbols around it: a list of names has many.
        around: mean cost of the symbols around it, beyond those that a trigram holds together with it: verse and the
            words of a craft are odd throughout, and so is what is odd there.
        foreign: it stands in a passage of another language.
    """

    reason: str
    gain: float
    margin: float
    cost: float
    surprise: float
    prior: float = 0.0
    second: float = NO_RIVAL
    fit: float = 0.0
    rarity_read: float = 0.0
    rarity_meant: float = 0.0
    bond_read: tuple[float, float] = (0.0, 0.0)
    bond: tuple[float, float] = (0.0, 0.0)
    beside: tuple[int | None, int | None] = (None, None)
    letters: int = 0
    differ: int = 0
    possible: bool = True
    capitals: float = 0.0
    confusion: tuple[str, str] = ("", "")
    echo: Echo = Echo()
    marks: int = 0
    around: float = USUAL_COST
    foreign: bool = False


class Witness:
    """Gathers the evidence for the repairs of one page.

    Args:
        fit: how well the text fits as it stands.
        priors: what an error costs at each symbol, nats.
    """

    def __init__(self, page: Page, model: NgramModel, fit: Fit, priors: Floats) -> None:
        self._page, self._model, self._fit, self._priors = page, model, fit, priors

    def of(self, changes: Sequence[Change], echoes: Sequence[Echo]) -> list[Evidence]:
        """The evidence for each change."""
        changed = {
            k: number
            for number, change in enumerate(changes)
            for k in range(change.decision.arc.first, change.decision.arc.last)
        }
        return [self._one(change, echo, changed) for change, echo in zip(changes, echoes)]

    def _one(self, change: Change, echo: Echo, changed: dict[int, int]) -> Evidence:
        page, arc = self._page, change.decision.arc
        at, first, last = page.symbol_of[arc.first], arc.ids[0], arc.ids[-1]
        read, word = page.id_of(arc.first) or UNKNOWN_ID, page.tokens.text(arc.first)
        left, right = page.before(arc.first)[-1], page.after(arc.last)[0]
        margin, second, *_ = (*_leads(change.decision), NO_RIVAL, NO_RIVAL)
        prior, bond, rarity = float(self._priors[at]), self._model.bond, self._model.unigram
        one_word = arc.reason in ("word", "letters")
        return Evidence(
            reason=arc.reason,
            gain=change.decision.gain,
            margin=margin,
            second=second,
            cost=arc.cost - prior,
            surprise=change.surprise,
            prior=prior,
            fit=float(self._fit.costs[at]),
            rarity_read=float(rarity[read]),
            rarity_meant=float(rarity[first]),
            bond_read=(bond(left, read), bond(read, right)),
            bond=(bond(change.left, first), bond(last, change.right)),
            # A space stands between them.
            beside=(changed.get(arc.first - 2), changed.get(arc.last + 1)),
            letters=len(word),
            differ=Levenshtein.distance(bare(word.lower()), bare(arc.words[0])) if one_word else 0,
            possible=parse(word.lower()) is not None,
            capitals=_SHAPES.get(case_shape(word), 3.0),
            confusion=confusion(word.lower(), arc.words[0]) if one_word else ("", ""),
            echo=echo,
            marks=sum(symbol in _MARKS for symbol in page.ids[max(0, at - _NEAR) : at + _NEAR + 1]),
            around=self._around(at),
            foreign=page.amid_plain(arc.first, arc.last),
        )

    def _around(self, at: int) -> float:
        """Mean cost of the symbols around a place that no trigram holds together with it (nats)."""
        costs, beyond = self._fit.each, CONTEXT + 1
        left, right = costs[max(0, at - _FAR) : at], costs[at + beyond : at + _FAR + 1]
        count = len(left) + len(right)
        return float(left.sum() + right.sum()) / count if count else USUAL_COST


def _leads(decision: Decision) -> list[float]:
    """How far the other readings are behind, nearest first."""
    return [behind for rival, behind in decision.rivals if rival.words]


def confusion(read: str, meant: str) -> tuple[str, str]:
    """The letters in which two words differ, without beginning and end that they share: ``trờ``, ``trở`` → ờ, ở."""
    first = len(commonprefix([read, meant]))
    last = len(commonprefix([read[first:][::-1], meant[first:][::-1]]))
    return read[first : len(read) - last], meant[first : len(meant) - last]
