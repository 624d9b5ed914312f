"""The nouns of the library: small immutable records that the stations hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

#: The reason of edits that ``tone_style`` asks for: the engine read ``Hoà`` as it stood.
TONE_STYLE = "tone style"
#: What the ``reason`` of an edit says.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "letters": "a word that does not exist: ứiực → thực",
        "word": "a word that exists, but hardly here: phối họp → phối hợp",
        "abbreviation": "an abbreviation of administrative text: ƯBND → UBND",
        "join": "pieces of one word, over a line end, too: ngu-ời → người",
        "split": "words run together: Toàntỉnh → Toàn tỉnh",
        "spaced": "a word whose letters stand apart: đ í c h → đích",
        "accents": "a word of a stretch that lost its accents: nghiep → nghiệp",
        "encoding": "a word in the codes of an old font: kÕ ho¹ch → kế hoạch",
        "code": "the code of a document: I74/KH-ƯBND → 174/KH-UBND",
        "number": "digits read as letters, or run into a word: l,8% → 1,8%",
        "numeral": "the number of a section, chapter or point: IỊ. → II.",
        "mark": "a stray mark, or one between words: tỉnh^ → tỉnh",
        "lookalike": "a letter of another alphabet of the same shape: Ðồng with an eth → Đồng",
        "case": "capitals that were broken, or that a name demands: đỊnh → định",
        "dirt": "a word that stands for nothing on the paper: xã t tổ chức → xã tổ chức",
        TONE_STYLE: "the place of a tone mark, where `tone_style` asks for it: hoà → hòa",
    }
)


class Token(NamedTuple):
    """A piece of the text; joining the texts of all tokens gives the text back.

    ``kind`` is one of space, url, email, date, code, number, word, mark.
    """

    kind: str
    start: int
    end: int
    text: str


class Edit(NamedTuple):
    """One repair: ``text[start:end] == old`` becomes ``new``; offsets count in the text as given.

    ``reason`` is one of `REASONS`;
    ``confidence`` is the estimated probability that the edit is right;
    ``runners_up`` are the next best readings with their probabilities, best first; with
    ``confidence`` they make 1 at most.  The text as it stands may be among them.
    """

    start: int
    end: int
    old: str
    new: str
    reason: str
    confidence: float
    runners_up: tuple[tuple[str, float], ...] = ()


class Unresolved(NamedTuple):
    """A stretch that looks wrong but that no reading explains well enough to change it.

    ``readings`` are what it may be, each with its probability: first what an edit would have
    made of it, then the others, best first.  The text as it stands may be among them, and be likelier.
    """

    start: int
    end: int
    old: str
    readings: tuple[tuple[str, float], ...] = ()


class Correction(NamedTuple):
    """What `explain` returns: the repaired text, the edits that make it, and what was left in doubt."""

    text: str
    edits: tuple[Edit, ...]
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """How wrong a text layer is, estimated without its truth.

    Attributes:
        words: how many words were judged.
        wer: estimated word error rate, wrong words / words, 0 to 1.
        low, high: ends of the 90 % interval of ``wer``.
        verdict: ``clean``, ``repairable`` or ``better scan again``.
        remark: what else to know, else empty: that the text hardly has diacritics, for instance.
    """

    words: int
    wer: float
    low: float
    high: float
    verdict: str
    remark: str = ""


@dataclass(frozen=True)
class Confusion:
    """What the engine reads for what: ``ừ`` for ``tr``.

    Attributes:
        read, meant: the pieces of the words that differ; "" where something was lost or added.
        count: in how many edits.
        confidence: mean confidence of those edits.
        examples: some of the words, (old, new), most frequent first.
    """

    read: str
    meant: str
    count: int
    confidence: float
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DocumentProfile:
    """What a document tells about its engine and about itself.

    Attributes:
        assessment: the estimated error rate.
        reasons: edits by reason, most frequent first.
        confusions: most frequent first.
        names: capitalised words and runs of them that look like names, with counts.
        unresolved: (word as read, how often, its best readings), most frequent first.
    """

    assessment: Assessment
    reasons: tuple[tuple[str, int], ...]
    confusions: tuple[Confusion, ...]
    names: tuple[tuple[str, int], ...]
    unresolved: tuple[tuple[str, int, tuple[str, ...]], ...]
