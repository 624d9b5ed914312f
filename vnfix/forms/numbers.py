"""Digits that were read as letters, mended only where the form leaves no doubt.

- A date: ``ngày L8 tháng 6 năm 2022`` → 18, ``ngày l5/8/2022`` → 15/8/2022.
- A year: ``năm 2O19`` → 2019.
- A clause: ``khoản S Điều 27`` → 5, ``khoản l Điều 7`` → 1, ``Điều I3`` → 13, ``Điều I. Phạm vi`` → 1; clauses and
  articles are counted in digits, points in letters.
- A grouped number: ``I.056.000`` → 1.056.000, ``15.OOO.OOO`` → 15.000.000.
- A share or a measure: ``l,8%`` → 1,8%, ``1OO%`` → 100%, ``l,5 ha`` → 1,5 ha, ``Š0 triệu`` → 50 triệu.
- A share that lost its comma: ``tăng 0 5%`` → 0,5%.
- A six: ``ngày 0ó tháng ó`` → 06, 6; Tesseract gives ó for it, and a syllable ó (``chim ó``) stands nowhere so.
- An italic one: ``27 (20Ĩ1) Ĩ64-Ĩ73`` → 27 (2011) 164-173.
- A page: ``ừ.276`` → tr.276.
- A date with strokes: ``14I11I2016`` → 14/11/2016.
- A number that runs into its word: ``5năm`` → 5 năm, ``số41/2024/QH15`` → số 41/2024/QH15.
- The number of a section: ``2,1,3.`` before its title → 2.1.3.

Digits are never changed into other digits, and no space between digits is
closed but for that of a share: nothing in the text could tell (``4 2%`` may be 4,2% or 42%).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import regex

from ..patterns import lazy

#: Letters that have the shape of a digit in print.
_SHAPES = {"1": "IlLÍÌĨỈ|TJEF", "0": "OoĐ(", "5": "SŠšÃãÂ", "6": "óÓöáé"}
DIGIT_OF = str.maketrans({letter: digit for digit, letters in _SHAPES.items() for letter in letters})
_LETTERS = "IlLÍÌĨỈ|OoSŠšóÓöT"
_LIKE = rf"[\d{_LETTERS}]"
#: What more stands for a digit in the day and the month of a date, where nothing else can: of 30 such readings of
#: Tesseract on 560 printed pages (``ngày TT tháng Ã``) 26 are what the shape tells.
_IN_DATE = r"[\d" + "".join(_SHAPES.values()).replace("(", "") + "]"
#: Within a number only the letters that engines really give for a digit there: ``3.O50``, ``20l6``, ``202ó``.
_IN = r"[\dIlOoóÓáé]"
#: Behind a space, a bracket, a quote or the dash of a range: inside an address or a name of a file nothing is certain.
_ALONE = r"(?<![^\s(\[\"“–-])(?<!\p{L}[\p{L}\d]*-)"
_MEASURES = r"ha|km|m|m2|m3|tấn|tạ|kg|tỷ|tỉ|triệu|nghìn|ngàn|USD|lần|lượt|người|hộ|đồng|điểm|giờ|mét"
#: Behind a name none of these stands (``S8 đồng thời`` has a telephone before ``đồng``).
_COUNTED = r"tuổi|triệu|tỷ|tỉ|nghìn|ngàn|tấn|ha"
#: The number of a section with commas for its stops; no list and no figure is written so.
_SECTION = lazy(r"(?m)^[ \t]*(?P<n>\d{1,2}(?:[.,]\d{1,2}){2,3}[.,])(?=[ \t]+\p{Lu})")
#: Digits that run into the word of what they count: ``tháng 5năm``.  One digit may be the misread head of the word
#: (``1ần`` is lần), but no syllable begins with two consonants such as ``5n``.
_ON = (
    r"(?<![\p{L}\d.,/-])(?P<n>(?P<first>\d{1,4})(?P<second>năm|tháng|ngày|tuổi|triệu|tỷ|nghìn|đồng|người|hộ"
    r"|và|của|đến|với|được))(?!\p{L})"
)
#: Words that run into their number: ``Luật số41/2024/QH15``, ``Điều5``, ``năm2024``.  A footnote's is one digit.
_INTO = (
    r"(?<!\p{L})(?P<n>(?P<first>[Ss]ố)(?P<second>\d+/|\d{2,})|(?P<first>Điều|[Kk]hoản)(?P<second>\d)"
    r"|(?P<first>[Nn]ăm)(?P<second>(?:19|20)\d\d(?!\d))|(?P<first>ngày|tháng)(?P<second>\d{1,2}/|\d\d(?!\d)))"
)
_RUN_ON, _RUN_INTO = lazy(_ON), lazy(_INTO)
#: No share is written ``05%``, so a comma is lost: ``tăng 0 5%``; in a row of a table both are numbers.
_BROKEN_SHARE = lazy(
    r"(?<=\b(?:tăng|giảm|đạt|chiếm|còn|khoảng|hơn|gần|trên|dưới|thêm|bằng) )(?P<n>(?P<first>0) (?P<second>\d{1,2} ?%))"
)

#: What must be digits, all of it.  No pattern begins with a digit or ends with ``l`` before a space where that could be
#: a measure (``200l`` are litres).
_MUST: tuple[regex.Pattern[str], ...] = tuple(
    map(
        lazy,
        (
            rf"\bngày\s(?P<n>{_IN_DATE}{{1,2}}|\(\d)(?=\stháng\s(?:{_IN_DATE}{{1,2}}\snăm\b|\d{{1,2}}(?!\d)))",
            rf"\bngày\s\(?{_IN_DATE}{{1,2}}\stháng\s(?P<n>{_IN_DATE}{{1,2}})(?=\snăm\b)",
            rf"\b[Tt]háng (?P<n>{_IN}{{1,2}})(?=(?:\snăm |/)\d{{4}}\b)",
            rf"\b[Kk]hoản (?P<n>{_LIKE}{{1,2}})(?= Điều \d)",
            rf"\b(?:Điều|[Kk]hoản) (?P<n>(?=\D?\d){_LIKE}{{2,3}})(?![\p{{L}}\d/]|[.,]\d)",
            r"(?<=(?:^|\n)\W{0,4})Điều (?P<n>[IlÍÌ|])(?=[.:] ?\p{Lu})",
            rf"{_ALONE}(?P<n>{_IN}{{1,2}}/{_IN}{{1,2}}/(?:[1lI]9|2[0Oo]){_IN}{{2}})(?![\p{{L}}\d/])",
            rf"(?:\b[Nn]ăm|[Gg]iai đoạn|[Nn]hiệm kỳ|[Nn]iên độ) (?P<n>(?:[1lI]9|2[0Oo]){_IN}{{2}})(?![\p{{L}}\d])",
            rf"{_ALONE}(?P<n>(?:19|2[0Oo])(?:[Ol]\d|\d[O]))(?![\p{{L}}\d])",
            rf"{_ALONE}(?P<n>{_IN}{{1,3}}(?:\.{_IN}{{3}})+(?:,{_IN}{{1,2}})?)(?![\p{{L}}\d]|[.,-][\p{{L}}\d])",
            rf"{_ALONE}(?P<n>{_IN}{{1,3}}(?:[.,]{_IN}{{1,2}})?)(?= ?%)",
            rf"{_ALONE}(?P<n>{_IN}{{1,3}},{_IN}{{1,2}})(?= (?:{_MEASURES})\b)",
            rf"{_ALONE}(?P<n>{_LIKE}{{2,3}})(?= (?:{_COUNTED})\b)",
            rf"{_ALONE}(?P<n>O\d)(?= (?:tháng|năm|ngày|giờ|lần)\b)",
            rf"{_ALONE}(?P<n>l\d{{1,2}})(?= \p{{Ll}})",
        ),
    )
)
_SIX: tuple[regex.Pattern[str], ...] = tuple(
    map(
        lazy,
        (
            rf"{_ALONE}(?P<n>\d{{0,3}}(?:\d[óÓö]|[óÓ]\d)\d{{0,2}})(?![\p{{L}}\d])",
            r"\b(?:[Tt]háng|Điều|[Kk]hoản|[Tt]hứ|[Qq]uý|[Ll]ớp|[Kk]hu phố|[Tt]ổ) (?P<n>ó)(?=[\s.,;:)/]|$)",
            r"(?<=\s)(?P<n>ó)(?= (?:tháng|năm|ngày|giờ|tỷ|triệu|nghìn|người|tuổi|tấn|ha|km)\b|%)",
            r"\d, (?P<n>ó)(?=(?:,| và) \d)",
        ),
    )
)
#: What FineReader makes of an italic 1: ``27 (20Ĩ1) Ĩ64-Ĩ73``, ``Ỉ928``.  In a year and beside a dash only: a code or a
#: unit may have been meant elsewhere (``20í`` for 20l).
_ONES = "ÍÌĨỈỊíìĩỉị"
_ONES_IN = frozenset(_ONES)
_ONE_OF = str.maketrans({**dict.fromkeys(_ONES, "1"), "O": "0", " ": None})
_ITALIC: tuple[regex.Pattern[str], ...] = tuple(
    map(
        lazy,
        (
            rf"(?<![\p{{L}}\d])(?P<n>[{_ONES}][89]\d{{2}}|(?:19|20)[\d{_ONES}O]{{2}})(?![\p{{L}}\d])",
            rf"(?<![\p{{L}}\d])(?P<n>[{_ONES}]\d{{1,2}})(?=[-–](?:\d{{2}}|[{_ONES}]\d))",
            rf"(?<=\d\d[-–])(?P<n>[{_ONES}]\d{{1,2}})(?![\p{{L}}\d])",
            rf"(?<=\(\s?)(?P<n>(?:19|20)[\d{_ONES}] ?[\d{_ONES}])(?=\s?\))",
        ),
    )
)
#: FineReader's ừ for tr, in ``tr.`` (page) before its number, behind a year or the number of a source: ``[2, ừ.246]``.
_PAGE = lazy(r"(?<=(?:(?:19|20)\d\d|[\[(]\s?\d{1,3}),\s)(?P<n>[ừữưứửựỪỮƯỨỬỰ]|[fiìí]r)(?=\. ?\d)")
#: A date whose strokes were read as letters.
_STROKED = lazy(r"(?<![\p{L}\d/])(?P<n>(\d{1,2})[Il|](\d{1,2})[Il|]((?:19|20)\d\d))(?![\p{L}\d])")
_YEAR = range(1900, 2100)
#: What the letters and digits of a number look like where both are in it, with one separator between at most.
_MIXED = rf"\d[.,/]?[{_LETTERS}{_ONES}áé]|[{_LETTERS}{_ONES}áé][.,/]?\d"
#: A chunk that one of the patterns may find something in; without such a one no text holds anything for them.
ODD = "|".join(
    (
        _MIXED,  # 3.O50, l,8%, 202ó, 20Ĩ1, l/8/2020
        rf"^(?=\d?\D){_IN_DATE}{{1,2}}(?:/\d{{4}}|$)",  # ngày TT tháng Ã, tháng l/2020, khoản S Điều 27
        r"^\(\d$",  # ngày (5 tháng 6
        r"^[IlÍÌ|][.:](?:\p{Lu}|$)",  # Điều I. Phạm vi
        r"^ó(?:[.,;:)/%]|$)",  # khu phố ó,
        rf"^[{_ONES}](?:\)|$)",  # (201 Ĩ)
        r"^(?:[ừữưứửựỪỮƯỨỬỰ]|[fiìí]r)\.(?:\d|$)",  # ừ.276
        r"^(?=\S*,)\d{1,2}(?:[.,]\d{1,2}){2,3}[.,]$",  # 2,1,3.
        r"^0$",  # tăng 0 5%
        _ON,  # 5năm
        _INTO,  # số41/2024/QH15
    )
)


def misread_digits(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """(start, end, digits) of every stretch that must be digits and is not.

    Args:
        spans: where to look, in order; see `vnfix.odd_forms`.
    """
    for start, end in spans:
        found: dict[tuple[int, int], str] = {}
        for pattern, become in _RULES:
            for match in pattern.finditer(text, start, end):
                meant = become(match)
                if meant is not None:
                    found.setdefault(match.span("n"), meant)
        yield from _apart(found)


def misread_pages(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """(start, end, ``tr``) of every ``tr`` that was misread before the number of a page.

    Args:
        spans: where to look, in order; see `vnfix.odd_forms`.
    """
    for span in spans:
        yield from ((*match.span("n"), "tr") for match in _PAGE.finditer(text, *span))


def _apart(found: dict[tuple[int, int], str]) -> Iterator[tuple[int, int, str]]:
    """Those that overlap none before them: the year of a date comes with the date."""
    taken = -1
    for (start, end), digits in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= taken:
            yield start, end, digits
            taken = end


def _digits(match: regex.Match[str]) -> str | None:
    """What must be digits, if they may be what it says they are and something around them is a digit."""
    digits = match["n"].translate(DIGIT_OF)
    return digits if digits != match["n"] and _is_plausible(digits) and _has_a_digit(match) else None


def _six(match: regex.Match[str]) -> str:
    return match["n"].translate(DIGIT_OF)


def _upright(match: regex.Match[str]) -> str | None:
    return None if _ONES_IN.isdisjoint(match["n"]) else match["n"].translate(_ONE_OF)


def _date(match: regex.Match[str]) -> str | None:
    date = "/".join(match.groups()[1:])
    return date if _is_plausible(date) else None


def _stops(match: regex.Match[str]) -> str | None:
    return match["n"].replace(",", ".") if "," in match["n"] else None


def _parted(match: regex.Match[str]) -> str:
    return f"{match['first']} {match['second']}"


def _share(match: regex.Match[str]) -> str:
    return f"{match['first']},{match['second']}"


def _has_a_digit(match: regex.Match[str]) -> bool:
    """Is there a true digit, in the number or in the date or the article around it?"""
    return any(map(str.isdigit, match["n"])) or match.string.startswith(
        ("ngày ", "tháng ", "khoản ", "Khoản ", "Điều "), match.start()
    )


def _is_plausible(digits: str) -> bool:
    """Days, months and years in their bounds; any other number is."""
    parts = digits.split("/")
    if len(parts) == 3:
        return 1 <= int(parts[0]) <= 31 and 1 <= int(parts[1]) <= 12 and int(parts[2]) in _YEAR
    return True


#: Each pattern with what its ``n`` becomes, None if that stays; of two that find the same the first one counts.
_RULES: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], str | None]], ...] = (
    (_STROKED, _date),
    *((pattern, _digits) for pattern in _MUST),
    *((pattern, _six) for pattern in _SIX),
    *((pattern, _upright) for pattern in _ITALIC),
    (_SECTION, _stops),
    (_RUN_ON, _parted),
    (_RUN_INTO, _parted),
    (_BROKEN_SHARE, _share),
)
