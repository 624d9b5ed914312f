"""The nouns of the library: small immutable records that the stations hand on."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """A piece of the text; joining the texts of all tokens gives the text back.

    ``kind`` is one of space, url, email, date, code, number, word, mark.
    """

    kind: str
    start: int
    end: int
    text: str


class Candidate(NamedTuple):
    """A reading of some tokens.

    Attributes:
        words: the meant words, lower case (two or more for a split).
        cost: channel cost in nats, -ln P(read | meant).
        reason: what kind of damage this reading assumes, e.g. ``letters``, ``join``.
    """

    words: tuple[str, ...]
    cost: float
    reason: str


class Edit(NamedTuple):
    """One repair: ``text[start:end] == old`` becomes ``new``; offsets count in the text as given.

    ``confidence`` is the estimated probability that the edit is right;
    ``runners_up`` are the next best readings with their probabilities.
    """

    start: int
    end: int
    old: str
    new: str
    reason: str
    confidence: float
    runners_up: tuple[tuple[str, float], ...] = ()


class Unresolved(NamedTuple):
    """A stretch that looks wrong but that no reading explains well enough to change it."""

    start: int
    end: int
    old: str
    readings: tuple[tuple[str, float], ...] = ()


class Correction(NamedTuple):
    """What `explain` returns: the repaired text, the edits that make it, and what was left in doubt."""

    text: str
    edits: tuple[Edit, ...]
    unresolved: tuple[Unresolved, ...] = ()
