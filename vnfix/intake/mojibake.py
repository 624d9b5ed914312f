"""UTF-8 that was read as Windows-1252 or Latin-1: ``Luáº­t Ä‘áº¥t Ä‘ai`` is Luật đất đai.

Every letter of ours became two or three signs, in the order of its bytes (RFC 3629), so nothing is guessed.  Of five
bytes, for which Windows-1252 has no sign, and of two that programs drop (a soft hyphen, a space that does not break)
nothing or U+FFFD is left.  For most letters what is left tells all the same; for others (ề, ọ, ỏ, ờ: ``á»``) U+FFFD
stands for the letter, and `vnfix.lost_letters` reads on.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..patterns import lazy

#: What the bytes 0x80 to 0x9F became in Windows-1252; in Latin-1, and where that has none, the control character.
_SIGNS = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)}
_BYTES = {chr(code): code for code in range(0x80, 0x100)} | {sign: code for sign, code in _SIGNS.items() if sign}
_FOLLOWING = "".join(sign for sign, code in _BYTES.items() if code < 0xC0)
#: à, á to ý; ă, đ, ĩ; ũ; ơ, ư; ạ to ỹ; quotes and dashes.  The last byte of à, Ơ and Ạ is a space that does not break,
#: which many a program made a plain one.
_FULL = rf"[ÃÄÅÆ][{_FOLLOWING}]|á[º»][{_FOLLOWING}]|â[€\x80][{_FOLLOWING}]"
_SHORTER = r"(?:(?<!\p{Lu}{2})Ã[ ]|Æ[ ]|(?<=\p{Lu})áº[ ]|áº|á»|Ä|Ã|â€)\ufffd*"
#: What signs without a second or third one stand for.
_SHORT = {"Ã ": "à", "Æ ": "Ơ", "áº ": "Ạ", "áº": "ậ", "á»": "\ufffd", "Ä": "Đ", "Ã": "\ufffd", "â€": "”"}
#: Only such text holds these two signs side by side, and any text of ours does; looked for before anything else.
_TELLING = ("áº", "á»")
#: Letters of three bytes that tell that it is such a text (set by hand: every other word holds one).
_LEAST = 2
#: A letter, and a word that may hold some, on lines without telling signs and on those with.
_LETTER, _ANY_LETTER = lazy(_FULL), lazy(f"{_FULL}|{_SHORTER}")
_WORD, _ANY_WORD = lazy(rf"(?:{_FULL}|\p{{L}})++"), lazy(rf"(?:{_FULL}|{_SHORTER}|\p{{L}})++")


def is_mojibake(text: str) -> bool:
    """Is it such a text?"""
    return sum(map(text.count, _TELLING)) >= _LEAST


def decoded(line: str) -> Iterator[tuple[regex.Match[str], str]]:
    """The words of a line of such a text that change, with what they are in Unicode."""
    telling = any(sign in line for sign in _TELLING)
    word, letter = (_ANY_WORD, _ANY_LETTER) if telling else (_WORD, _LETTER)
    found = ((match, _meant(match.group(), letter)) for match in word.finditer(line))
    return ((match, meant) for match, meant in found if meant)


def _meant(read: str, letter: regex.Pattern[str]) -> str:
    """The word, "" if it holds no such signs or its bytes are no UTF-8."""
    if letter.search(read) is None:
        return ""
    try:
        return str(letter.sub(lambda match: _letter(match.group()), read))
    except UnicodeDecodeError:
        return ""


def _letter(signs: str) -> str:
    known = _SHORT.get(signs.rstrip("\ufffd"))
    return known if known is not None else bytes(map(_BYTES.__getitem__, signs)).decode("utf-8")
