"""How letters are confused by shape: the prior that the channel's counts are smoothed towards."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from ..channel.glyphs import strokes
from ..syllable import split_tone

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@lru_cache(maxsize=1 << 14)
def shape(letter: str) -> tuple[str, str, str]:
    """Base letter, vowel mark, tone: ``ể`` → (e, ^, hỏi)."""
    plain, tone = split_tone(letter)
    decomposed = unicodedata.normalize("NFD", plain.lower())
    return decomposed[:1].replace("đ", "d"), decomposed[1:] + ("-" if "đ" in plain.lower() else ""), tone


@lru_cache(maxsize=1 << 16)
def shape_class(meant: str, read: str) -> str:
    """What differs between two letters."""
    a, b = shape(meant), shape(read)
    if a[0] != b[0]:
        return "base"
    return ("tone" if a[2] != b[2] else "") + ("mark" if a[1] != b[1] else "") or "case"


class ShapePrior:
    """P(read letter | meant letter) by what differs: base letter, vowel mark, tone.

    Tone and mark are lost independently of the letter that carries them, so a
    few hundred errors tell how ``ế`` turns into ``ê`` even if only ``ấ`` → ``â``
    was seen.
    """

    def __init__(self, changed: Mapping[tuple[str, str], float], seen: Mapping[str, float]) -> None:
        self._tone: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._mark: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._tones: defaultdict[str, float] = defaultdict(float)
        self._marks: defaultdict[str, float] = defaultdict(float)
        base = 0.5
        total = 1.0
        for letter in LETTERS:
            _, mark, tone = shape(letter)
            self._tones[tone] += seen.get(letter, 0.0)
            self._marks[mark] += seen.get(letter, 0.0)
            total += seen.get(letter, 0.0)
        for (meant, read), count in changed.items():
            if not len(meant) == len(read) == 1:
                continue
            a, b = shape(meant), shape(read)
            if a[0] != b[0]:
                base += count
                continue
            self._tone[a[2], b[2]] += count * (a[2] != b[2])
            self._mark[a[1], b[1]] += count * (a[1] != b[1])
        self._base = base / total
        self.lost = (sum(c for (a, b), c in changed.items() if len(a) == 1 and not b) + 0.5) / total
        self.extra = (sum(c for (a, b), c in changed.items() if not a and len(b) == 1) + 0.5) / total / len(LETTERS)

    def substitution(self, meant: str, read: str) -> float:
        """P(read | meant) for two different letters."""
        a, b = shape(meant), shape(read)
        if a[0] != b[0]:
            alike = strokes(meant) == strokes(read)
            differ = (a[1] != b[1]) + (a[2] != b[2])
            return self._base * (0.1 if alike else 0.01) * 0.3**differ
        p = 1.0
        if a[2] != b[2]:
            p *= (self._tone[a[2], b[2]] + 0.3) / (self._tones[a[2]] + 30.0)
        if a[1] != b[1]:
            p *= (self._mark[a[1], b[1]] + 0.3) / (self._marks[a[1]] + 30.0)
        # Both at once is likelier than chance: one blot hides both.
        return p if (a[2] == b[2] or a[1] == b[1]) else min(1.0, 5 * p)
