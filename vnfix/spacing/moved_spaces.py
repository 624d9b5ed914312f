"""Spaces that moved to the next accent: ``phổbi ến`` → phổ biến, ``tỉl ệgi ữa`` → tỉ lệ giữa.

Where a font lacks the letters of Vietnamese, a program prints these in another one, and the text layer of the PDF has a
space before each of them in place of those between the words.  The letters are all there: they are cut anew, into
syllables that stand in the vocabulary as they are, by the cheapest way under a bigram model (Viterbi 1967).
"""

from __future__ import annotations

from .. import certainty
from ..chunks import WORD
from ..ngrams import NgramModel
from ..page import Page
from ..records import Edit
from ..syllable import LONGEST, OWN, OWN_LETTERS, SHARED, case_shape, syllable_id
from ..vocab import STOP_ID

#: Vowels before which the space stands.
_ACCENTED = frozenset(SHARED + OWN.replace("đ", ""))
#: A word is at most so rare behind the one before it (nats): of 13 million words of clean text none is cut anew, at 12
#: nats six (``Thoạn ở`` tho ạ nở).
_LIKELY = 9.0
#: Letters, and pieces, that are cut anew together (bounds on the time).
_MOST_LETTERS, _MOST_PIECES = 60, 12
#: So many places that can be nothing else make a page one of such a font.
_COMPANY = 2
#: Words of one letter: ``Êban ước`` is no ê ba nước, ``Yêmen ước`` no y e nước.
_OF_ONE_LETTER = frozenset("ởýỞÝ")
#: Accented letters that may stand alone, as words and calls: ``đượcc ạ``.
_CALLS = frozenset("ởýạàáơồừờêôếị")


def moved_spaces(page: Page, model: NgramModel) -> list[Edit]:
    """The edits that put such spaces back between the words.

    ``tỉl ệgi`` alone is nothing else; ``hợpđồng ủy`` may have lost another space, so it is cut anew only on a page that
    has some of the first kind.
    """
    sure: list[Edit] = []
    others: list[Edit] = []
    done = 0
    for k in page.unknown_words().nonzero()[0].tolist():
        if k < done or page.tokens.text(k).isascii():
            continue
        tokens = _pieces(page, k)
        done = tokens[-1] + 1
        pieces = [page.tokens.text(at) for at in tokens]
        new = _cut(pieces, model) if len(tokens) > 1 else None
        if new is not None:
            start, end = page.tokens[k].start, page.tokens[tokens[-1]].end
            edit = Edit(start, end, page.text[start:end], new, "spaced", certainty.CERTAIN)
            (sure if _is_no_word(page, tokens[1]) else others).append(edit)
    return sorted(sure + others) if len(sure) >= _COMPANY else sure


def _is_no_word(page: Page, k: int) -> bool:
    text = page.tokens.text(k)
    return page.is_unknown(k) or len(text) == 1 and text not in _CALLS


def _pieces(page: Page, first: int) -> range:
    """Every second token from one that is no word to the next word: those between are spaces before an accent."""
    last, most = first, min(len(page.kinds), first + 2 * _MOST_PIECES)
    while last + 2 < most and page.kinds[last + 2] == WORD and page.tokens.text(last + 1) == " ":
        if page.tokens.text(last + 2)[0] not in _ACCENTED:
            break
        last += 2
        if not page.is_unknown(last):
            break
    return range(first, last + 1, 2)


def _cut(pieces: list[str], model: NgramModel) -> str | None:
    """The letters as words that all are likely behind each other.

    None begins where the second piece did, or one that is no word: of ``phổbi ến ở`` only ở.
    """
    letters = "".join(pieces)
    if len(letters) > _MOST_LETTERS or OWN_LETTERS.isdisjoint(letters):  # ``égal à`` is French
        return None
    wrong = [1, *(k for k in range(2, len(pieces)) if syllable_id(pieces[k], model.ids) is None)]
    bounds = {sum(map(len, pieces[:k])) for k in wrong}
    ways: dict[int, tuple[float, tuple[int, ...], str]] = {0: (0.0, (STOP_ID,), "")}
    for end in range(1, len(letters) + 1):
        found = []
        for first in range(max(0, end - LONGEST), end) if end not in bounds else ():
            piece = letters[first:end]
            word = syllable_id(piece, model.ids) if first in ways and case_shape(piece) != "mixed" else None
            if word is None or len(piece) == 1 and piece not in _OF_ONE_LETTER:
                continue
            cost, words, text = ways[first]
            step = model.bigram_cost(words[-1], word)
            if not first or step <= _LIKELY:
                found.append((cost + step, (*words, word), f"{text} {piece}"))
        if found:
            ways[end] = min(found)
    return ways[len(letters)][2][1:] if len(letters) in ways else None
