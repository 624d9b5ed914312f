"""Noise by chance: an engine that no channel has learnt, to see whether what was fitted holds for others too.

Errors come by shapes that engines confuse (data/lexicon/confusions.tsv), by
wrong diacritics, lost letters, cuts and dirt, in bursts of a few words.
"""

from __future__ import annotations

import random

from ..resources import read_lexicon
from ..syllable import bare

#: Cumulative shares of the kinds of error: a confused shape, a wrong diacritic, another
#: letter, a lost letter, a cut, dirt behind the word; the rest is dirt inside it.  Set by
#: hand: the point is to be unlike the engines that are known, not like one.
_SHAPE, _DIACRITIC, _LETTER, _LOST, _CUT, _BEHIND = 0.35, 0.75, 0.85, 0.90, 0.94, 0.97
#: Words that share one rate, and the shape of the gamma distribution of those rates; by hand, too.
_BURST, _GAMMA, _MOST = 12, 1.5, 0.95
_VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"


def damaged(text: str, rate: float, rng: random.Random) -> str:
    """The text with about ``rate`` (0 to 1) of its words damaged; lines stay."""
    shapes = [
        (row[1], row[0]) for row in read_lexicon("confusions", ("read", "meant", "cost_hint", "engine", "source"))
    ]
    result = []
    for line in text.split("\n"):
        here = rate
        words = line.split(" ")
        for k, word in enumerate(words):
            if k % _BURST == 0:
                here = min(_MOST, rng.gammavariate(_GAMMA, rate / _GAMMA)) if rate else 0.0
            if word and rng.random() < here:
                words[k] = _damaged_word(word, shapes, rng)
        result.append(" ".join(words))
    return "\n".join(result)


def stripped(text: str, share: float, rng: random.Random) -> str:
    """The text with ``share`` of its lines as an engine without Vietnamese letters prints them."""
    return "\n".join(bare(line) if rng.random() < share else line for line in text.split("\n"))


def _damaged_word(word: str, shapes: list[tuple[str, str]], rng: random.Random) -> str:
    kind = rng.random()
    fitting = [(meant, read) for meant, read in shapes if meant in word]
    if kind < _SHAPE and fitting:
        meant, read = rng.choice(fitting)
        return word.replace(meant, read, 1)
    vowels = [k for k, letter in enumerate(word) if letter.lower() in _VOWELS]
    if kind < _DIACRITIC and vowels:
        at = rng.choice(vowels)
        return word[:at] + _other_diacritic(word[at], rng) + word[at + 1 :]
    at = rng.randrange(len(word))
    if kind < _LETTER:
        return word[:at] + rng.choice("ilrtnmcoeu1") + word[at + 1 :]
    if kind < _LOST:
        return word[:at] + word[at + 1 :]
    if kind < _CUT:
        return word[:at] + " " + word[at:]
    if kind < _BEHIND:
        return word + rng.choice((" |", " _", " .", " ' i", " l", " ^"))
    return word[:at] + rng.choice("^'~|_") + word[at:]


def _other_diacritic(letter: str, rng: random.Random) -> str:
    small = letter.lower()
    other = rng.choice([vowel for vowel in _VOWELS if bare(vowel) == bare(small) and vowel != small])
    return other.upper() if letter.isupper() else other
