"""The Vietnamese syllable: onset + rime + tone, case shapes, tone placement.

A written syllable is an onset (27 spellings, may be empty), a rime (nucleus
and coda, some 160) and one of six tones: ``thủy`` = ``th`` + ``uy`` + hỏi.
The inventory is closed, so "could this be Vietnamese?" has a yes-or-no answer
(`parse`), and the channel model can treat onset and rime apart.

All functions take and give NFC text.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .resources import read_lexicon

#: Combining marks of the five written tones; the sixth, ngang, has none.
TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
NO_TONE = "ngang"
_MARK_OF = {name: mark for mark, name in TONES.items()} | {NO_TONE: ""}
#: A rime closed by a stop carries only these two tones: ``các``, ``cạc``, never ``càc``.
_STOP_TONES = frozenset({"sắc", "nặng"})
_STOPS = ("p", "t", "c", "ch")
_VOWELS = frozenset("aăâeêioôơuưy")
_PLAIN_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
#: Vowel and tone → the letter that has both; letter with a tone → its tone.
_TONED = {
    (vowel, tone): unicodedata.normalize("NFC", vowel + mark)
    for vowel in _PLAIN_VOWELS
    for tone, mark in _MARK_OF.items()
}
_TONE_OF = {letter: tone for (_, tone), letter in _TONED.items() if tone != NO_TONE}
_UNTONED = str.maketrans({letter: vowel for (vowel, tone), letter in _TONED.items() if tone != NO_TONE})
#: Every letter of the language with its base letter: what nearly all words are made of.
_BASE_OF = {letter: unicodedata.normalize("NFD", vowel)[0] for (vowel, _), letter in _TONED.items()}
_BASE_OF |= {"đ": "d", "Đ": "D"}
_BARE = str.maketrans(_BASE_OF)
#: The letters that only Vietnamese has.
OWN = "ăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
OWN_LETTERS = frozenset(OWN + OWN.upper())
#: Small letters with diacritics that other languages have too.
SHARED = "àáâãèéêìíòóôõùúý"
#: Letters of the longest syllable: nghiêng.
LONGEST = 7
#: The letters of the language, and those of the alphabet.
LETTERS = frozenset(_BASE_OF) | frozenset(string.ascii_letters)


class Syllable(NamedTuple):
    """Onset and rime without tone mark, lower case, and the tone's name."""

    onset: str
    rime: str
    tone: str


@lru_cache(maxsize=1)
def rimes() -> frozenset[str]:
    """Every rime of the language, tone removed."""
    return frozenset(row[0] for row in read_lexicon("rimes", ("rime",)))


@lru_cache(maxsize=1)
def onsets() -> dict[str, str]:
    """Every onset, longest first, with the first letters of a rime that may follow (* any, ^ not these)."""
    rows = sorted(read_lexicon("onsets", ("onset", "before")), key=lambda row: -len(row[0]))
    return {onset: before for onset, before in rows}


@lru_cache(maxsize=1)
def _variants() -> frozenset[frozenset[str]]:
    """Pairs of spellings of one word: ``bệnh`` and ``bịnh``."""
    return frozenset(map(frozenset, read_lexicon("variants", ("word", "variant"))))


@lru_cache(maxsize=1)
def _longest_onset() -> int:
    return max(map(len, onsets()))


def split_tone(text: str) -> tuple[str, str]:
    """Text without its tone mark, and the tone's name: ``thủy`` → (``thuy``, ``hỏi``).

    Of several tone marks (an OCR accident) the last counts.
    """
    tone = NO_TONE
    if LETTERS.issuperset(text):
        for char in text:
            tone = _TONE_OF.get(char, tone)
        return text.translate(_UNTONED) if tone != NO_TONE else text, tone
    kept = []
    for char in unicodedata.normalize("NFD", text):
        if char in TONES:
            tone = TONES[char]
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def _follows(rime: str, before: str) -> bool:
    if before == "*":
        return True
    return (rime[0] in before) != before.startswith("^")


@lru_cache(maxsize=1)
def _onset_of() -> dict[str, str]:
    """Every syllable without its tone → its onset, the longest there is: ``gia`` is gi + a, so ``gía`` is misspelt."""
    found: dict[str, str] = {}
    for onset, before in reversed(onsets().items()):
        found.update((onset + rime, onset) for rime in rimes() if _follows(rime, before))
    return found


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Syllable | None:
    """The parts of a possible Vietnamese syllable in lower case, or None.

    ``None`` means that spelling or tone rules forbid it (``ừiển``, ``càc``,
    ``ngi``), not that the word is unknown.
    """
    base, tone = split_tone(text)
    onset = _onset_of().get(base)
    if onset is None:
        return None
    rime = base[len(onset) :]
    if rime.endswith(_STOPS) and tone not in _STOP_TONES:
        return None
    return Syllable(onset, rime, tone)


def is_respelt(one: str, other: str) -> bool:
    """Are two syllables in lower case one word in two spellings: ``kì``, ``kỳ``; ``qui``, ``quy``; ``bệnh``, ``bịnh``?

    ``í`` for ý is no spelling, and ``tai`` and ``tay`` are two words.
    """
    if frozenset((one, other)) in _variants():
        return True
    first, second = parse(one), parse(other)
    if first is None or second is None or not first.onset:
        return False
    return {first.rime, second.rime} == {"i", "y"} and first._replace(rime=second.rime) == second


def is_possible(text: str) -> bool:
    """Can this be a Vietnamese syllable (any case)?"""
    return parse(text.lower()) is not None


def bare(text: str) -> str:
    """The form without any diacritics, in ASCII: ``Đường`` → ``Duong``."""
    plain = text.translate(_BARE)
    if plain.isascii():
        return plain
    from unidecode import unidecode

    return str(unidecode(text))


def bare_all(words: Sequence[str]) -> list[str]:
    """`bare` of many words without line breaks; at once, which takes a tenth of the time."""
    plain = "\n".join(words).translate(_BARE).split("\n")
    return [form if form.isascii() else bare(form) for form in plain]


def _tone_seat(rime: str, new_style: bool) -> int:
    """Index in ``rime`` of the letter that carries the tone mark.

    A letter with a mark of its own (ê, ơ, â, …) takes it, the last of two
    (``ươ``).  Else the nucleus of a closed rime takes it (``hoàn``); in an open
    rime styles differ only on oa, oe, uy: ``hòa`` (old) and ``hoà`` (new).
    """
    marked = [k for k, char in enumerate(rime) if char in "ăâêôơư"]
    if marked:
        return marked[-1]
    vowels = [k for k, char in enumerate(rime) if char in _VOWELS]
    if len(vowels) == 1:
        return vowels[0]
    closed = rime[-1] not in _VOWELS
    if closed or len(vowels) == 3:
        return vowels[1]
    if rime in ("oa", "oe", "uy"):
        return vowels[1 if new_style else 0]
    return vowels[0]


def spell(syllable: Syllable, new_style: bool = False) -> str:
    """The written form of a syllable, lower case, NFC; ``new_style`` gives ``hoà`` for ``hòa``."""
    onset, rime, tone = syllable
    return onset + spell_rime(rime, tone, new_style)


@lru_cache(maxsize=1 << 12)
def spell_rime(rime: str, tone: str, new_style: bool = False) -> str:
    """A rime with its tone mark: ``uy``, ``hỏi`` → ``ủy``, in the new style ``uỷ``."""
    if tone == NO_TONE:
        return rime
    seat = _tone_seat(rime, new_style)
    return rime[:seat] + _TONED[rime[seat], tone] + rime[seat + 1 :]


def well_spelt(words: Iterable[str]) -> Iterator[tuple[str, str, str] | None]:
    """Onset, rime with its tone mark, and that rime in the new style, of each word that is a syllable in the old style.

    What `parse` and `spell_rime` say of each word; for all words of a vocabulary in a quarter of the time.
    """
    toned, onset_of = _toned_rimes(), _onset_of()
    lengths = range(_longest_onset(), -1, -1)
    for word in words:
        for length in lengths:
            onset, old = word[:length], word[length:]
            if old in toned and onset_of.get(onset + toned[old][0]) == onset:
                yield onset, old, toned[old][1]
                break
        else:
            yield None


def _toned_rimes() -> dict[str, tuple[str, str]]:
    """Every rime with a tone mark that it can have, in the old style → the bare rime, the rime in the new style."""
    return {
        spell_rime(rime, tone): (rime, spell_rime(rime, tone, new_style=True))
        for rime in rimes()
        for tone in (_STOP_TONES if rime.endswith(_STOPS) else _MARK_OF)
    }


def is_well_spelt(word: str) -> bool:
    """Is a lower-case word a syllable with its tone mark where the old style has it: ``được``, not ``đựơc``?"""
    syllable = parse(word)
    return syllable is not None and spell(syllable) == word


@lru_cache(maxsize=1 << 14)
def canonical(word: str) -> str:
    """A lower-case word with old-style tone placement: ``hoà`` → ``hòa``.

    Others come back unchanged, also a mark on the wrong letter (``cuả``): that is an error, not a style.
    """
    syllable = parse(word)
    if syllable is None or spell(syllable, new_style=True) != word:
        return word
    return spell(syllable)


def syllable_id(word: str, ids: Mapping[str, int]) -> int | None:
    """The number of a word of any case in a vocabulary in the old style; None if it has none or is no syllable."""
    lower = word.lower()
    return ids.get(canonical(lower)) if parse(lower) else None


def are_vietnamese(words: Sequence[str]) -> bool:
    """Are all of some words syllables, whatever their case, and one of them in letters with diacritics?"""
    return all(parse(word.lower()) is not None for word in words) and any(bare(word) != word for word in words)


def restyle(word: str, new_style: bool) -> str:
    """A word of any case with its tone mark moved to the wanted style (``Hòa`` ↔ ``Hoà``)."""
    syllable = parse(word.lower())
    if syllable is None or syllable.rime not in ("oa", "oe", "uy"):
        return word
    return apply_case(case_shape(word), spell(syllable, new_style))


def case_shape(word: str) -> str:
    """``lower``, ``Title``, ``UPPER`` or ``mixed``; a single capital counts as ``Title``."""
    if word == word.lower():
        return "lower"
    if word[1:] == word[1:].lower():
        return "Title"
    if word == word.upper():
        return "UPPER"
    return "mixed"


def apply_case(shape: str, word: str) -> str:
    """A lower-case word in the given shape; ``mixed`` leaves it as it is."""
    if shape == "Title":
        return word[:1].upper() + word[1:]
    if shape == "UPPER":
        return word.upper()
    return word


def style_vote(word: str) -> int:
    """1 for ``hoà``, -1 for ``hòa``, 0 for words that are written alike in both styles of tone placement."""
    syllable = parse(word.lower())
    if syllable is None or syllable.rime not in ("oa", "oe", "uy") or syllable.tone == NO_TONE:
        return 0
    return 1 if spell(syllable, new_style=True) == word.lower() else -1
