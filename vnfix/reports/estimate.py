"""How many words of a text layer are wrong?  An estimate with an interval, and a verdict.

Every word gets a probability of being wrong (a logistic curve over `COLUMNS`);
their sum, with the words that are lost without a trace, over the number of
words is the word error rate.  Fitted and cross-validated by `vnfix.train.fit_assess`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from ..accents import REASON
from ..config import DEFAULT, Config, OptionError, chosen
from ..corrector import Corrector
from ..edits import apply_edits
from ..intake import legacy
from ..intake.door import as_text, enter
from ..narrow import is_narrow
from ..records import Assessment
from .evidence import Evidence, gather
from .parts import Stretch, lines, pages
from .weights import Weights, built_in

#: Up to this rate a text is called clean: one word in fifty, which 86 of the 89 clean documents of the
#: development sets stay under.
CLEAN = 0.02
#: Beyond this rate the page is better scanned again: on the development pages that are
#: so bad the repair leaves three errors in four and more.
HOPELESS = 0.30
VERDICTS = ("clean", "repairable", "better scan again")
#: Share of words with a diacritic below which a text has lost them, or is another language:
#: 8 words in 10 carry one, and in no clean development document fewer than 3 in 4.
_BARE = 0.15
#: Share of words that the model knows below which a bare text is hardly Vietnamese: 0.62 to 0.81 of the
#: words of stripped development documents are syllables all the same, 0.5 and fewer of English sentences.
_FOREIGN = 0.6
#: Share of words restored from which on such a text is Vietnamese after all, read by an English engine (``c6ng vdn``):
#: of 38 pages by such engines 0.19 to 0.9, of eight other languages 0.0.
_RESTORED = 0.15
#: Words below which nothing is said of the language: a title may be without a diacritic.
_ENOUGH = 20
_OLD_FONT = "text of an old font (TCVN3, VNI) or in UTF-8 read as another set, judged as correct brings it into Unicode"
_NARROW = "no ế and no ạ in it: the engine lacks letters of Vietnamese, and correct brings back more than the rate says"


def assess(text: str, config: Config = DEFAULT, corrector: Corrector | None = None, **options: Any) -> Assessment:
    """The estimated word error rate of a text, as `vnfix.evaluate` would measure it.

    Args:
        text: any string; a few hundred words give a useful interval.
        config: whose ``extra_words`` and ``protect`` are respected, no other option matters (`gather`);
            ``options`` override single ones.
        corrector: the model to ask; default the built-in one.

    Raises:
        OptionError: an unknown option or a wrong value.
        TypeError: ``text`` is no string.

    >>> assess("Ủy ban nhân dân tỉnh yêu cầu các sở, ngành báo cáo kết quả trước ngày 15 tháng 12.").verdict
    'clean'
    """
    text = enter(text).text
    config, recoded = chosen(config, options), legacy.decoded(text)
    evidence = gather(apply_edits(text, recoded), engine(corrector), config)
    weights = built_in()
    rate = raw_rate(evidence, weights, slice(None))

    def restored() -> int:
        return sum(edit.reason == REASON for edit in engine(corrector).explain(text, config).edits)

    remark = _OLD_FONT if recoded else _NARROW if is_narrow(text) else _remark(evidence, restored)
    return _assessment(weights.less_floor(rate), len(evidence.spans), weights, remark)


def check(
    text: str, per: str = "page", config: Config = DEFAULT, corrector: Corrector | None = None, **options: Any
) -> list[tuple[Stretch, Assessment]]:
    """The parts of a text, each with its estimate; offsets count in the NFC form of the text as given.

    Args:
        text: any string.
        per: ``page`` (form feeds part pages; else chunks of about 500 words) or ``line``.
        config, corrector, options: as for `assess`.

    Raises:
        OptionError: another ``per``, an unknown option or a wrong value.
    """
    if per not in ("page", "line"):
        raise OptionError(f"per is 'page' or 'line', not {per!r}")
    text = unicodedata.normalize("NFC", as_text(text))
    config = chosen(config, options)
    ready = _in_unicode(text)
    found = (_by_line if per == "line" else _by_page)(ready, config, engine(corrector))
    # Codes stand within words: the lines and pages of the text as given are the same ones, elsewhere.
    places = lines(text) if per == "line" else pages(text)
    return [
        (place, _remarked(judged, text[place.start : place.end] != ready[part.start : part.end]))
        for place, (part, judged) in zip(places, found, strict=True)
    ]


def _remarked(judged: Assessment, recoded: bool) -> Assessment:
    return replace(judged, remark=_OLD_FONT) if recoded else judged


def _in_unicode(text: str) -> str:
    """The text without the codes of old fonts, as a whole and then page by page: a file may hold papers of two fonts.

    Not line by line: ``kÕ ho¹ch`` alone shows too little of its font.
    """
    text = apply_edits(text, legacy.decoded(text))
    found = ((part.start, edit) for part in pages(text) for edit in legacy.decoded(text[part.start : part.end]))
    return apply_edits(text, [edit._replace(start=at + edit.start, end=at + edit.end) for at, edit in found])


def _by_page(text: str, config: Config, corrector: Corrector) -> list[tuple[Stretch, Assessment]]:
    return [(part, assess(text[part.start : part.end], config, corrector)) for part in pages(text)]


def _by_line(text: str, config: Config, corrector: Corrector) -> list[tuple[Stretch, Assessment]]:
    """Lines are judged within their document: what is around a word counts, and so does the document's floor."""
    evidence, weights = gather(text, corrector, config), built_in()
    whole = raw_rate(evidence, weights, slice(None))
    share = weights.less_floor(whole) / whole if whole else 1.0
    starts = np.array([start for start, _ in evidence.spans], dtype=np.int64)
    found = []
    for line in lines(text):
        first, last = np.searchsorted(starts, [line.start, line.end])
        rate = raw_rate(evidence, weights, slice(int(first), int(last))) * share
        found.append((line, _assessment(rate, int(last - first), weights, "")))
    return found


def together(parts: Iterable[tuple[Stretch, Assessment]]) -> Assessment:
    """The estimate for a whole text from those of its parts.

    Their errors do not even out (an engine that is misjudged is so on every page), so
    the interval narrows only by the sampling of words.
    """
    judged = [assessment for _, assessment in parts]
    words = sum(a.words for a in judged)
    rate = sum(a.wer * a.words for a in judged) / max(words, 1)
    remarks: Counter[str] = Counter()
    for a in judged:
        remarks[a.remark] += a.words
    return _assessment(rate, words, built_in(), max(remarks, key=remarks.__getitem__, default=""))


def raw_rate(evidence: Evidence, weights: Weights, words: slice) -> float:
    """Wrong words for each word of a stretch, the lost ones included; before the floor is taken off."""
    wrong = weights.wrong(evidence.values[words])
    return weights.rate(wrong, evidence.more[words])


def _assessment(rate: float, words: int, weights: Weights, remark: str) -> Assessment:
    if not words:
        return Assessment(0, 0.0, 0.0, 1.0, VERDICTS[0], "no words: a blank page, or nothing was read")
    rate = min(rate, 1.0)
    deviation = weights.deviation(rate, words)
    low, high = max(0.0, rate - weights.below * deviation), min(1.0, rate + weights.above * deviation)
    verdict = VERDICTS[(rate > CLEAN) + (rate > HOPELESS)]
    return Assessment(words, round(rate, 4), round(low, 4), round(high, 4), verdict, remark)


def _remark(evidence: Evidence, restored: Callable[[], int]) -> str:
    """What must be said beside the rate.

    Args:
        restored: how many words would get their accents back; it takes long, and few texts ask for it.
    """
    if evidence.marked >= _BARE or evidence.lettered < _ENOUGH:
        return ""
    if evidence.known < _FOREIGN and restored() < _RESTORED * evidence.lettered:
        return "hardly Vietnamese: the estimate holds for Vietnamese text only"
    return "hardly any diacritics: was it read without Vietnamese data? correct brings back more than the rate says"


def engine(corrector: Corrector | None) -> Corrector:
    """The corrector that was given, else the built-in one."""
    if corrector is not None:
        return corrector
    from .. import _default

    return _default()
