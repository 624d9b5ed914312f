"""What a document tells: the engine's confusions, names, words left in doubt."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rapidfuzz.distance import Levenshtein

from ..config import DEFAULT, Config, chosen
from ..corrector import Corrector
from ..intake.door import as_text
from ..page import Page
from ..records import TONE_STYLE, Confusion, Correction, DocumentProfile, Edit
from ..syllable import case_shape, parse
from .estimate import assess, engine

#: Examples kept for each confusion, readings for each unresolved word.
_EXAMPLES, _READINGS = 3, 2
#: Capitalised words in a run that make a name of known words.
_LEAST_RUN = 2
#: Marks after which a capital says nothing about the word.
_SENTENCE = frozenset('.:;!?…-–•+*"“”')


def profile_of(
    text: str, config: Config = DEFAULT, corrector: Corrector | None = None, **options: Any
) -> DocumentProfile:
    """What is found in a text.

    Args:
        text: any string.
        config: options of `correct`; the edits that it would make are counted (the estimate is that of `assess`).
        corrector: the model to ask; default the built-in one.

    Raises:
        OptionError: an unknown option or a wrong value.
    """
    text = unicodedata.normalize("NFC", as_text(text))
    config = chosen(config, options)
    corrector = engine(corrector)
    result = corrector.explain(text, config)
    misread = [edit for edit in result.edits if edit.reason != TONE_STYLE]
    return DocumentProfile(
        assess(text, config, corrector),
        _ordered(Counter(edit.reason for edit in result.edits)),
        confusions(misread),
        _ordered(Counter(_names(Page(text, corrector.language_model.ids), misread))),
        _unresolved(result),
    )


def _ordered(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def confusions(edits: Iterable[Edit]) -> tuple[Confusion, ...]:
    """The confusions in some edits, most frequent first.

    >>> edit = Edit(0, 4, "ừiển", "triển", "letters", 0.9)
    >>> [(c.read, c.meant, c.count) for c in confusions([edit, edit])]
    [('ừ', 'tr', 2)]
    """
    found: defaultdict[tuple[str, str], list[Edit]] = defaultdict(list)
    for edit in edits:
        for piece in set(pieces(edit.old, edit.new)):
            found[piece].append(edit)
    rows = []
    for (read, meant), own in found.items():
        examples = Counter((edit.old, edit.new) for edit in own).most_common(_EXAMPLES)
        confidence = sum(edit.confidence for edit in own) / len(own)
        rows.append(Confusion(read, meant, len(own), round(confidence, 3), tuple(pair for pair, _ in examples)))
    return tuple(sorted(rows, key=lambda row: (-row.count, row.read, row.meant)))


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    """The pieces in which two readings differ; onset and rime of what was meant are compared apart.

    ``phưcmg``, ``phương`` → [(``cm``, ``ơn``)].  Small letters, unless capitals are all that differs.
    """
    if old.lower() != new.lower():
        old, new = old.lower(), new.lower()
    syllable = parse(new)
    if syllable is None:
        return _differences(old, new)
    onset, rime = new[: len(syllable.onset)], new[len(syllable.onset) :]
    distance = Levenshtein.distance
    cut = min(range(len(old) + 1), key=lambda k: distance(old[:k], onset) + distance(old[k:], rime))
    return _differences(old[:cut], onset) + _differences(old[cut:], rime)


def _differences(old: str, new: str) -> list[tuple[str, str]]:
    """The fewest letters that change (Levenshtein 1966), neighbours taken together."""
    found = []
    at_old = at_new = 0
    for block in Levenshtein.editops(old, new).as_matching_blocks():
        if block.a > at_old or block.b > at_new:
            found.append((old[at_old : block.a], new[at_new : block.b]))
        at_old, at_new = block.a + block.size, block.b + block.size
    return found


def _names(page: Page, edits: Iterable[Edit]) -> Iterator[str]:
    """Runs of capitalised words that no edit touches, with an unknown word in them or more than one word.

    A capital at the head of a sentence, alone, says nothing; a line of capitals neither.
    """
    touched = {k for edit in edits for k in range(edit.start, edit.end)}
    run: list[int] = []
    for k, token in enumerate(page.tokens):
        if token.kind == "word" and case_shape(token.text) == "Title" and token.start not in touched:
            run.append(k)
        elif token.text != " ":
            yield from _name(page, run)
            run = []
    yield from _name(page, run)


def _name(page: Page, run: list[int]) -> Iterator[str]:
    if run and _opens_sentence(page, run[0]) and not page.is_unknown(run[0]):
        run = run[1:]
    unknown = [k for k in run if page.is_unknown(k) and len(page.tokens[k].text) > 1]
    if unknown or len(run) >= _LEAST_RUN:
        yield " ".join(page.tokens[k].text for k in run)


def _opens_sentence(page: Page, k: int) -> bool:
    before = page.tokens[k - 1 : k] if k else []
    if before and before[0].kind == "space" and "\n" not in before[0].text:
        before = page.tokens[k - 2 : k - 1] if k > 1 else []
    return not before or before[0].kind == "space" or before[0].text in _SENTENCE


def _unresolved(result: Correction) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    counts = Counter(doubt.old for doubt in result.unresolved)
    readings: dict[str, list[str]] = {}
    for doubt in result.unresolved:
        seen = readings.setdefault(doubt.old, [])
        seen += [reading for reading, _ in doubt.readings if reading not in (doubt.old, *seen)]
    return tuple((word, count, tuple(readings[word][:_READINGS])) for word, count in _ordered(counts))
