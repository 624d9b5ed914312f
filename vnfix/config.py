"""All options on one screen, each with what it trades."""

from __future__ import annotations

import dataclasses
import functools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal

from .slips import nearest

if TYPE_CHECKING:
    from regex import Match

#: The options that are on or off.
_SWITCHES = ("fix_spacing", "fix_known_words", "restore_accents", "decode_legacy", "remove_dirt", "fix_case")


class OptionError(ValueError):
    """An unknown option or a value it cannot take; the message says what is expected."""


@dataclass(frozen=True)
class Config:
    """What `correct` may do.  The defaults are what the benchmarks measure.

    Attributes:
        min_confidence: an edit is made only if the probability that it is right is
            at least so much.  Higher breaks less and misses more (the default keeps 9 of 10
            edits of worn pages right, `benchmarks/calibration.md`); 0.9 for
            archives, 0.6 when someone reads the result anyway.
        fix_spacing: join split words (``ngu-ời``) and split joined ones (``Toàntmh``; on dirty
            pages ``thẩm-quyền``, too).
        fix_known_words: also repair words that are real syllables but wrong here
            (``tinh`` for ``tỉnh``): half of all errors.  Off, only non-words change.
        restore_accents: write the accents again in lines and sentences that lost them
            all (``Luat Doanh nghiep``), and letters that became question marks (``Lu?t``).  Such
            a line is wrong as it stands, so a word of it needs less than min_confidence: 0.175
            where that is 0.7, 0.6 where it is 0.9, 1 where it is 1.
        decode_legacy: bring the text of fonts from before Unicode (TCVN3, VNI:
            ``Céng hoµ``), and UTF-8 that was read as Windows-1252 (``Luáº­t``), into Unicode first.
        remove_dirt: take out the short words that the engine made of dirt (``theo phép ss``),
            on pages that have such.
        fix_case: repair capitals that OCR broke (``đỊnh``, ``TỔ chức``; on dirty pages ``hồ Sơ``, too).
        tone_style: ``keep`` writes repaired words in the document's own placement
            (``hòa`` or ``hoà``) and leaves the others; ``old`` and ``new`` restyle all.
        extra_words: words and multi-word terms of your own that are right as they are, in any normal form.
        protect: regular expressions (`regex` module); what they match is never changed.  They meet the
            text in NFC; letters of a pattern that stand for themselves are brought to it.
    """

    min_confidence: float = 0.7
    fix_spacing: bool = True
    fix_known_words: bool = True
    restore_accents: bool = True
    decode_legacy: bool = True
    remove_dirt: bool = True
    fix_case: bool = True
    tone_style: Literal["keep", "old", "new"] = "keep"
    extra_words: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        number = isinstance(self.min_confidence, Real) and not isinstance(self.min_confidence, bool)
        if not number or not 0.0 <= self.min_confidence <= 1.0:
            raise OptionError(f"min_confidence is a probability between 0 and 1, not {self.min_confidence!r}")
        if self.tone_style not in ("keep", "old", "new"):
            raise OptionError(f"tone_style is 'keep', 'old' or 'new', not {self.tone_style!r}")
        for name in _SWITCHES:
            if not isinstance(getattr(self, name), bool):
                raise OptionError(f"{name} is True or False, not {getattr(self, name)!r}")
        for name, in_nfc in (("extra_words", _composed), ("protect", _composed_pattern)):
            object.__setattr__(self, name, tuple(map(in_nfc, _strings(name, getattr(self, name)))))
        for pattern in self.protect:
            _compile(pattern)

    def replace(self, **options: Any) -> Config:
        """A copy with some options changed.

        Raises:
            OptionError: an option that does not exist, with the nearest that does, or all.
        """
        return dataclasses.replace(self, **options) if options else self


_init = Config.__init__


@functools.wraps(_init)
def _told(self: Config, *values: Any, **options: Any) -> None:
    """The way into a `Config` tells a slip in a name by the nearest one; the one that `dataclass` writes names none."""
    names = [field.name for field in dataclasses.fields(Config)]
    for name in options:
        if name not in names:
            near = nearest(name, names)
            hint = f"; there are {names}" if near is None else f"; did you mean {near!r}?"
            raise OptionError(f"unknown option {name!r}{hint}")
    _init(self, *values, **options)


Config.__init__ = _told  # type: ignore[method-assign]


def chosen(config: Config, options: Mapping[str, Any]) -> Config:
    """The options of a call: all at once in ``config``, single ones by their names.

    Raises:
        OptionError: no `Config`; an unknown option or a wrong value.
    """
    if not isinstance(config, Config):
        raise OptionError(
            f"config is a Config, not {type(config).__name__}; "
            "single options go by their names: correct(text, min_confidence=0.9), or Config(min_confidence=0.9)"
        )
    return config.replace(**options)


def _strings(name: str, value: Any) -> list[str]:
    """The strings of an option, read once: ``(word for word in file)`` can be read no second time."""
    if isinstance(value, str):
        raise OptionError(f"{name} is a sequence of strings; write ({value!r},) for a single one")
    if not isinstance(value, Iterable):
        raise OptionError(f"{name} is a sequence of strings, ['một', 'hai'] for instance, not {value!r}")
    found = list(value)
    for item in found:
        if not isinstance(item, str):
            raise OptionError(f"{name} is a sequence of strings; {item!r} is none")
    return found


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _composed_pattern(pattern: str) -> str:
    r"""A pattern whose letters are in NFC, as the text is that it meets: on some systems names and files are in NFD.

    Letters stay as they are where the marks behind them belong to something else: ``\w`` and a mark would become
    ``\ẃ``, ``\x6e`` would lose its last digit, and ``[a-e]`` with a mark behind the e would be another range.
    """
    import regex

    escape = r"\\(?:x\p{AHex}{2}|u\p{AHex}{4}|U\p{AHex}{8}|.)"
    choice = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
    return regex.sub(rf"(?s){escape}|{choice}|\p{{L}}[\p{{L}}\p{{M}}]*", _composed_piece, pattern)


def _composed_piece(match: Match[str]) -> str:
    """An escape, a choice ``[...]`` or some letters; a choice of mere characters (``[ứừ]``) has nothing to lose."""
    piece = match[0]
    return piece if piece[0] in "\\[" and not {"\\", "-"}.isdisjoint(piece) else _composed(piece)


def _compile(pattern: str) -> None:
    """Say what is wrong with a pattern at once, not when the first edit is made."""
    import regex

    try:
        regex.compile(pattern)
    except regex.error as error:
        raise OptionError(f"protect {pattern!r} is no regular expression: {error}") from error


DEFAULT = Config()
