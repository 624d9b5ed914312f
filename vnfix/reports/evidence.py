"""What speaks for an error, word by word: the repair's own edits, words it cannot read, rough context.

The unit is the word as `vnfix.evaluate` compares it, because the rate that is
estimated is the one that it measures.  All columns hang on engine-independent
things: no letter, no word and no confusion is weighed by itself.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..config import DEFAULT, Config
from ..corrector import Corrector
from ..error_rate import is_garbage
from ..evaluate.words import word_spans
from ..lexicon import listed_words
from ..own_terms import own_terms
from ..page import Page
from ..records import Edit
from ..shields import unshielded
from ..syllable import TONES, case_shape
from ..vocab import STOP_ID
from .odd_words import forms

Floats = npt.NDArray[np.float64]

#: The columns of `Evidence.values`.  "edited": a reading fits better; "odds": ln of the
#: odds that this reading is right.  The three after it and "rough" speak of words that stay: no
#: syllable (``ứiủy``), unknown in small letters (``tmh``), unknown with a capital
#: (``Heraeus``, far less telling), a word that the language model did not expect.  "glued" to "scrap": the form
#: of the word (`odd_words`).  "dirt": stray marks at the word.  The last three look around: words without a sure
#: reading near the word and in the whole text, and odd forms in the whole text, which tell the engine: one that runs
#: words together and reads specks makes more errors that cannot be seen.
COLUMNS = (
    "constant",
    "edited",
    "odds",
    "garbage",
    "unknown",
    "capital",
    "rough",
    "glued",
    "hyphened",
    "mixed",
    "figure",
    "cut",
    "shape",
    "scrap",
    "dirt",
    "unsure around",
    "unsure in all",
    "odd in all",
)
#: Confidences are kept this far from 0 and 1, so that odds stay finite; by hand, like the other edges here.
_EDGE = 0.01
#: Words on either side that count as around (weight 1/e at this distance), and the
#: words that are credited as fine there.  The engine's own reach of a dirty patch
#: (`vnfix.error_rate.PATCH`); 6 and 25 gave the same mean error within 0.1 point of WER.
_REACH, _CREDIT = 12, 8.0
#: A word is rough by what its three trigrams cost beyond this (nats): 98 % of
#: the words of clean text lie below it.  Beyond ``_MOST_ROUGH`` more says nothing more.
_SMOOTH, _MOST_ROUGH, _ROUGH_UNIT = 18.0, 20.0, 10.0
#: Keep the logarithms of "unsure around", "unsure in all" and "odd in all" finite: one unsure word in a hundred.
_LEAST_UNSURE, _LEAST_UNSURE_IN_ALL, _LEAST_ODD = 0.01, 0.005, 0.003
#: A text is credited with so many words that are fine: a sentence tells little of its engine.
_CREDIT_IN_ALL = 100
#: A greater share of odd forms says nothing more.  One page in ten has more; without a bound the pages of an engine
#: that knots its words (Tesseract 3, a tenth of its words odd) come out worse by 2 points of WER.
_MOST_ODD = 0.03
#: Marks that scans leave and authors hardly write, and how near they must stand.
_DIRT = frozenset("|_~^\\`´*°¬¦§©®™•<>{}=#@¢£¥€\"'“”‘’„«»")
_NEAR, _MOST_DIRT = 2, 2
#: Glued words beyond which more say nothing more: an address.
_MOST_GLUED = 3
#: The columns of `_form` that count as odd: all but "figure".
_ODD = [0, 1, 2, 4, 5, 6]
#: Circumflex, breve and horn, the tones, and the letter that NFD leaves whole.
_MARKS = frozenset("\u0302\u0306\u031bđĐ") | TONES.keys()


class Evidence(NamedTuple):
    """The words of a text and what speaks for an error in each.

    Attributes:
        spans: (start, end) of every word in the NFC text.
        values: one row a word, the columns of `COLUMNS`.
        more: words that it stands for beside itself, if it is wrong: one in ``nhân.viên``, one in ``Toàntmh``.
        lettered: how many words begin with a letter.
        known: share of those that the model knows, 0 to 1.
        marked: share of those with a Vietnamese diacritic, 0 to 1.
    """

    spans: list[tuple[int, int]]
    values: Floats
    more: Floats
    lettered: int
    known: float
    marked: float


def gather(text: str, corrector: Corrector, config: Config = DEFAULT) -> Evidence:
    """The evidence in a text.

    Args:
        text: in NFC.
        corrector: whose edits and language model are asked.
        config: whose ``extra_words`` and ``protect`` are respected.  No other option counts: what
            `correct` is told to leave (``fix_known_words=False``) is as wrong as before, and
            every edit counts by its confidence.
    """
    spans = word_spans(text)
    if not spans:
        return Evidence([], np.zeros((0, len(COLUMNS))), np.zeros(0), 0, 1.0, 1.0)
    config = Config(min_confidence=0.0, remove_dirt=False, extra_words=config.extra_words, protect=config.protect)
    edits = corrector.explain(text, config).edits
    page = Page(text, corrector.language_model.ids)
    confidence = _confidence(edits, spans, len(text))
    edited = confidence >= 0
    words = [text[start:end] for start, end in spans]
    signs = _signs(page, spans, words, config)
    kept = signs * ~edited[:, None]
    odds = np.clip(confidence, _EDGE, 1 - _EDGE)
    rough = _rough(page, spans, corrector)
    form, more = _form(text, spans, corrector, config, rough)
    unsure = np.where(edited, 1 - confidence, kept[:, 0])
    columns = (
        np.ones(len(spans)),
        edited,
        np.where(edited, np.log(odds / (1 - odds)), 0.0),
        *kept.T,
        np.where(edited, 0.0, rough),
        *form.T,
        _dirt(text, spans),
        np.log(_LEAST_UNSURE + around(unsure)),
        _in_all(unsure, _LEAST_UNSURE_IN_ALL, 1.0),
        _in_all(form[:, _ODD].max(axis=1), _LEAST_ODD, _MOST_ODD),
    )
    more = np.maximum(more, _split(edits, spans))
    lettered = [k for k, word in enumerate(words) if word[0].isalpha()]
    known = 1 - signs[lettered, 1:3].any(axis=1).sum() / max(len(lettered), 1)
    marked = sum(_is_marked(words[k]) for k in lettered) / max(len(lettered), 1)
    return Evidence(spans, np.stack(columns, axis=1).astype(np.float64), more, len(lettered), float(known), marked)


def _form(
    text: str, spans: list[tuple[int, int]], corrector: Corrector, config: Config, rough: Floats
) -> tuple[Floats, Floats]:
    """ "glued" to "scrap" of every word, and the words that are glued to it."""
    found = forms(text, spans, corrector.language_model.ids.__contains__)
    scrap = np.array(found.scrap) | (np.array(found.vowel) & (rough > 0))
    odd = np.stack([found.glued, found.hyphened, found.mixed], axis=1).astype(np.float64)
    odd[_shielded(text, spans, odd.max(axis=1) > 0, config)] = 0.0
    odd[:, :2] = np.minimum(odd[:, :2], _MOST_GLUED)
    rest = np.stack([found.figure, found.cut, found.shape, scrap], axis=1).astype(np.float64)
    return np.concatenate([odd, rest], axis=1), odd[:, 0] + odd[:, 1]


def _shielded(
    text: str, spans: list[tuple[int, int]], asked: npt.NDArray[np.bool_], config: Config
) -> npt.NDArray[np.bool_]:
    """Which of the words that are asked for no edit may touch: ``nhandan.com.vn`` is an address."""
    words = np.flatnonzero(asked).tolist()
    edits = [Edit(*spans[k], text[slice(*spans[k])], "", "form", 0.0) for k in words]
    free = {edit.start for edit in unshielded(text, edits, config)}
    shielded = np.zeros(len(spans), dtype=np.bool_)
    shielded[[k for k in words if spans[k][0] not in free]] = True
    return shielded


def _split(edits: tuple[Edit, ...], spans: list[tuple[int, int]]) -> Floats:
    """Per word, by how many words the edit that begins there makes more of it, times its confidence."""
    more = np.zeros(len(spans))
    starts = [start for start, _ in spans]
    for edit in edits:
        words = len(edit.new.split()) - len(edit.old.split())
        at = int(np.searchsorted(starts, edit.start))
        if words > 0 and at < len(spans):
            more[at] += words * edit.confidence
    return more


def _in_all(values: Floats, least: float, most: float) -> Floats:
    """Logarithm of the share of such words in the whole text, for every word."""
    share = float(values.sum()) / (len(values) + _CREDIT_IN_ALL)
    return np.full(len(values), np.log(least + min(share, most)))


def _is_marked(word: str) -> bool:
    return any(mark in _MARKS for mark in unicodedata.normalize("NFD", word))


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return listed_words()


def around(values: Floats) -> Floats:
    """Per word, the weighted mean of a value over the words around it, itself not counted."""
    kernel = np.exp(-np.abs(np.arange(-3 * _REACH, 3 * _REACH + 1)) / _REACH)
    kernel[3 * _REACH] = 0.0
    inner = slice(3 * _REACH, 3 * _REACH + len(values))
    weight = np.convolve(np.ones(len(values)), kernel)[inner] + _CREDIT
    mean: Floats = np.convolve(values, kernel)[inner] / weight
    return mean


def _confidence(edits: tuple[Edit, ...], spans: list[tuple[int, int]], size: int) -> Floats:
    """Per word, the confidence of the best edit that touches it; -1 where none does."""
    letters = np.full(size, -1.0)
    for edit in edits:
        here = slice(edit.start, edit.end)
        letters[here] = np.maximum(letters[here], edit.confidence)
    return np.array([letters[start:end].max() for start, end in spans])


def _tokens_at(page: Page, spans: list[tuple[int, int]]) -> list[range]:
    """Per word, the tokens it holds: ``10/2023`` is one word and three tokens."""
    at = np.zeros(len(page.text) + 1, dtype=np.int64)
    for k, token in enumerate(page.tokens):
        at[token.start : token.end] = k
    return [range(at[start], at[end - 1] + 1) for start, end in spans]


def _signs(page: Page, spans: list[tuple[int, int]], words: list[str], config: Config) -> npt.NDArray[np.bool_]:
    """ "garbage", "unknown" and "capital" as if no word were edited; what the lexicon or the user lists is known."""
    places = own_terms(config.extra_words).among([token.text for token in page.tokens])
    own, listed = {k for place in places for k in place}, _listed()
    rows = []
    for word, tokens in zip(words, _tokens_at(page, spans), strict=True):
        asked = [k for k in tokens if page.is_unknown(k) and k not in own]
        unknown = [word for word in map(page.tokens.text, asked) if word.lower() not in listed]
        small = case_shape(word) in ("lower", "mixed")
        garbage = any(is_garbage(piece) for piece in unknown)
        rows.append((garbage, bool(unknown) and small, bool(unknown) and not small))
    return np.array(rows, dtype=bool)


def _rough(page: Page, spans: list[tuple[int, int]], corrector: Corrector) -> Floats:
    """Per word, by how much its trigrams cost more than usual; 0 for what the model does not see."""
    ids = np.array([STOP_ID, STOP_ID, *page.ids, STOP_ID, STOP_ID], dtype=np.int64)
    each = corrector.language_model.costs(ids[:-2], ids[1:-1], ids[2:]).astype(np.float64)
    three = np.convolve(each, np.ones(3), "valid")
    found = []
    for tokens in _tokens_at(page, spans):
        seen = [three[page.symbol_of[k]] for k in tokens if page.symbol_of[k] >= 0]
        found.append(sum(seen) / len(seen) if seen else 0.0)
    excess: Floats = np.clip(np.array(found) - _SMOOTH, 0.0, _MOST_ROUGH) / _ROUGH_UNIT
    return excess


def _dirt(text: str, spans: list[tuple[int, int]]) -> list[int]:
    return [
        min(_MOST_DIRT, sum(mark in _DIRT for mark in text[max(0, a - _NEAR) : a] + text[b : b + _NEAR]))
        for a, b in spans
    ]
