"""The vocabulary as syllables: which onset meets which rime in which word.  Of no engine, so all channels share it.

It follows from the words and from three tables of the lexicon.  As a process would need a tenth of its start for
that, it is compiled (syllabary.vnfix), with the checksum of what it was made from: with other words or other tables
it is worked out anew, so that a row added to a table counts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from zlib import crc32

import numpy as np

from ..resources import data_path
from ..store import Array, Store, pack_words, unpack_words, write
from ..syllable import bare_all, onsets, well_spelt
from .glyphs import strokes
from .targets import Ids, Targets

KIND = "vnfix syllabary"
#: What `worked_out` reads besides the words.
TABLES = ("onsets.tsv", "rimes.tsv", "strokes.tsv")


class Syllabary:
    """Words by onset and rime; those that are no syllables by their strokes.

    Args:
        words: every word that may be meant, lower case, canonical tone placement.
        compiled: `worked_out` of them, if it is at hand.

    Attributes:
        all, size: the words, and how many.
        bare: the words without their diacritics.
        onsets, rimes: what they can be.
        spelt: the numbers of the syllables among the words, ascending.
        cells: onset · (how many rimes) + rime, of each of ``spelt``, then of each of ``respelt``.
        respelt: places in ``spelt`` of those with a second spelling: ``hoà`` beside ``hòa``.
    """

    def __init__(self, words: Sequence[str], compiled: Mapping[str, Array] | Store | None = None) -> None:
        known = worked_out(words) if compiled is None else compiled
        self.all, self.size = words, len(words)
        self.bare = unpack_words(known["bare"])
        self._same_letters, self._same_strokes = Groups(known, "bare"), Groups(known, "strokes")
        self.onsets = Targets(onsets(), at_end=False)
        self.rimes = Targets(unpack_words(known["rimes"]), at_end=True)
        self.cells: Ids = known["onset"].astype(np.int64) * len(self.rimes.all) + known["rime"]
        self.spelt: Ids = known["spelt"].astype(np.int64)
        self.respelt: Ids = known["respelt"].astype(np.int64)

    @classmethod
    def load(cls, path: Path, words: Sequence[str]) -> Syllabary:
        """As it was compiled, if that was from these words and from the tables as they are; else worked out."""
        if path.exists():
            store = Store(path, KIND)
            if store.meta["made_from"] == _checksum(words):
                return cls(words, store)
        return cls(words)

    def cells_of(self, word: int) -> list[int]:
        """The cells of one word; none if it is no syllable."""
        place = int(np.searchsorted(self.spelt, word))
        if place == len(self.spelt) or self.spelt[place] != word:
            return []
        again = (self.respelt == place).nonzero()[0] + len(self.spelt)
        found: list[int] = self.cells[[place, *again.tolist()]].tolist()
        return found

    def same_letters(self, plain: str) -> list[int]:
        """The words that are ``plain`` (lower case, ASCII) without their diacritics."""
        return self._same_letters.of(plain)

    def same_strokes(self, shape: str) -> list[int]:
        """The words with these strokes that are no well-spelt syllables."""
        return self._same_strokes.of(shape)


class Groups:
    """Numbers by a string that each of them has: a dictionary of 10,000 lists takes longer to make.

    Args:
        known: the arrays of `grouped`, among others.
        name: their name.
    """

    def __init__(self, known: Mapping[str, Array] | Store, name: str) -> None:
        counts = known[f"{name}_counts"]
        self._place = dict(zip(unpack_words(known[f"{name}_strings"]), range(len(counts))))
        self._first: list[int] = [0, *counts.cumsum(dtype=np.int64).tolist()]
        self._numbers: list[int] = known[f"{name}_numbers"].tolist()

    def of(self, string: str) -> list[int]:
        """The numbers that have the string, in order."""
        place = self._place.get(string)
        return [] if place is None else self._numbers[self._first[place] : self._first[place + 1]]


def grouped(name: str, strings: Iterable[str], numbers: Iterable[int]) -> dict[str, Array]:
    """The arrays of `Groups`, from a string for each number."""
    groups: dict[str, list[int]] = {}
    for string, number in zip(strings, numbers):
        groups.setdefault(string, []).append(number)
    return {
        f"{name}_strings": pack_words(list(groups)),
        f"{name}_counts": np.array([len(group) for group in groups.values()], dtype=np.uint16),
        f"{name}_numbers": np.array(list(chain.from_iterable(groups.values())), dtype=np.uint16),
    }


def worked_out(words: Sequence[str]) -> dict[str, Array]:
    """What a syllabary knows of its words, as arrays; lists of strings a line each."""
    found = list(well_spelt(words))
    first = [(k, *parts) for k, parts in enumerate(found) if parts is not None]
    second = [(place, onset, new) for place, (_, onset, old, new) in enumerate(first) if new != old]
    spellings = [(onset, old) for _, onset, old, _ in first] + [(onset, new) for _, onset, new in second]
    others = [k for k, parts in enumerate(found) if parts is None]
    bare = bare_all(words)
    rimes = sorted({rime for _, rime in spellings})
    of_onset, of_rime = ({part: k for k, part in enumerate(parts)} for parts in (sorted(onsets()), rimes))
    return {
        "spelt": np.array([k for k, *_ in first], dtype=np.uint16),
        "respelt": np.array([place for place, *_ in second], dtype=np.uint16),
        "onset": np.array([of_onset[onset] for onset, _ in spellings], dtype=np.uint8),
        "rime": np.array([of_rime[rime] for _, rime in spellings], dtype=np.uint16),
        "rimes": pack_words(rimes),
        "bare": pack_words(bare),
        **grouped("bare", bare, range(len(words))),
        # All at once: letter by letter is how strokes are found anyway.
        **grouped("strokes", strokes("\n".join([words[k] for k in others])).split("\n"), others),
    }


def compile_syllabary(words: Sequence[str], path: Path) -> None:
    """Write the file that `Syllabary.load` reads; the same words and tables give the same bytes."""
    write(path, KIND, worked_out(words), {"made_from": _checksum(words)})


def _checksum(words: Sequence[str]) -> int:
    """Of the words and of the tables."""
    checksum = crc32("\n".join(words).encode())
    for name in TABLES:
        checksum = crc32(data_path("lexicon", name).read_bytes(), checksum)
    return checksum
