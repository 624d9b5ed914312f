"""Text to tokens: one compiled pattern, offsets, nothing lost.

``"".join(token.text for token in tokenize(text)) == text`` for any string.
Words are runs of letters and digits that contain a letter; what OCR glues
into them (``th^o``, ``ngu-ời``) stays a mark of its own between two words,
and the lattice may read the three tokens as one word.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from .lookalikes import UNSEEN
from .records import Token

#: A part of a document code: capitals, with the small letters of TTg, TTr, QĐi; garbled ones too (ỌĐ, UBĨTO).
_PART = r"\p{Lu}[\p{L}\d]*"
# The plain word and the space come first: they are nine tokens in ten, and the
# look-ahead sends only what might be a code, an address or a number further down.
# A diacritic with no letter under it is a stain, not a word, though Unicode has it among the letters.
_PATTERN = rf"""(?V1)
    (?P<word>[\p{{L}}--ˆ]++(?![\d\p{{M}}@/{UNSEEN}-]|[.:][\w/]))
  | (?P<space>\s++)
  | (?P<number>\d++(?![\d\p{{L}}/.,-]))
  | (?P<url>(?:https?://|www\.)[^\s<>"]+)
  | (?P<email>[\w.+-]{{1,64}}+@[\w-]+(?:\.[\w-]+)+)
  | (?P<date>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}(?![\d\p{{L}}]))
  | (?P<code>(?=[\p{{L}}\d]*\d)[\p{{L}}\d]+(?:/\d{{4}})?[/-]{_PART}(?:[-/&]{_PART})*   # 01/NQ-CP 256-KL/TU I74/KH-UBND
      | \p{{Lu}}{{2,5}}-\p{{Lu}}{{2,}}\p{{L}}{{0,2}}(?:-{_PART})*(?!\p{{L}}))              # NQ-CP QĐ-TTg
  | (?P<number>\d++(?:[.,]\d++)*+(?!\p{{L}}))
  | (?P<word>[[\p{{L}}\p{{M}}\p{{N}}]--ˆ](?:[[\p{{L}}\p{{M}}\p{{N}}]--ˆ]|[{UNSEEN}](?=\p{{L}}))*+)
  | (?P<mark>.)
"""
TOKEN = regex.compile(_PATTERN, regex.VERBOSE | regex.DOTALL)

#: Roman numerals as they number the heads of sections.
ROMAN = regex.compile(r"(?=[IVXLC])(?:X{0,4}|XL|LX{0,3})(?:IX|IV|V?I{0,4})")
#: What is named by capitals and figures: ``máy H12``, ``khối A1``, ``ống Ø90``.  ``C0 quan`` has a letter that was
#: read as a nought: of 83 such heads of words 11 come back, and of 90 signs such as ``máy H0`` 3 change.
_SIGN = regex.compile(r"[A-ZĐØ]{1,3}[1-9]\d*")
#: Engines give one figure for a letter of a word (``c6ng``), never two in a row: of 17,800 readings of noisy pages none
#: that left out two was right.
_FIGURES = regex.compile(r"\d\d")


def tokenize(text: str) -> Iterator[Token]:
    """Tokens of an NFC text, left to right, gapless."""
    for match in TOKEN.finditer(text):
        yield Token(match.lastgroup or "mark", match.start(), match.end(), match.group())


def is_roman(word: str) -> bool:
    """Is the word a Roman numeral up to 89, in capitals?"""
    return ROMAN.fullmatch(word) is not None


def is_sign(word: str) -> bool:
    """Is it capitals and figures, as in ``khối A1``?

    Of 17,800 readings of noisy pages five that made a word of such were right and five wrong; of 3,960 such signs in
    clean lines amid noisy ones 216 lost a figure.
    """
    return _SIGN.fullmatch(word) is not None


def holds_figures(word: str) -> bool:
    """Has it figures that no word was misread for: ``B12``, ``ĐT830E``, but not ``c6ng``?"""
    return is_sign(word) or _FIGURES.search(word) is not None
