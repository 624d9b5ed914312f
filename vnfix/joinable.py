"""Which neighbouring pieces deserve to be read as one word (``tr ình``, ``th^o``)?

In clean text hardly any do: a lost letter and a space too many cost more than
two words as they stand, whatever the one word might be.  Such a join need not
be looked at, unless other doubts stand so near that all are decided together.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .lattice import grouped
from .page import Page
from .suspicion import Fit
from .vocab import UNKNOWN_ID

#: Trigrams that hold the joined word.
_TRIGRAMS = 3


def worth_a_look(
    page: Page, fit: Fit, joins: Mapping[int, float], least: float, doubts: Mapping[int, int]
) -> list[int]:
    """The joins that may win, and those to be decided together with them or with other doubts.

    What stands costs what the trigrams do that hold one of its words; a join
    costs no less than ``least`` for each of the trigrams that hold the joined
    word.  So where all joins of a stretch are dearer than what stands, any
    choice of them is: windows that overlap only count trigrams of both twice.

    Args:
        fit: of the symbols as they stand.
        joins: first of the three tokens (piece, gap, piece) → what joining costs at least, nats.
        least: no trigram costs less, nats.
        doubts: the other tokens in doubt → where the longest reading of them ends.
    """
    tokens = list(joins)
    first, last = ([page.symbol_of[k + n] for k in tokens] for n in (0, 2))
    pieces = page.symbols[np.array([first, last], dtype=np.int64)]
    dear = np.array(list(joins.values())) + _TRIGRAMS * least > fit.standing(first, last)
    # An unknown piece costs its letters beyond that.
    hopeless = dear & (pieces != UNKNOWN_ID).all(axis=0)
    ends = dict(doubts)
    for k in tokens:
        ends[k] = max(k + 3, ends.get(k, 0))
    hopeful = doubts.keys() | {k for k, none in zip(tokens, hopeless.tolist()) if not none}
    return sorted(k for group in grouped(page, ends) if not hopeful.isdisjoint(group) for k in group if k in joins)
