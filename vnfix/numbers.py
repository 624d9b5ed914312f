"""Digits that were read as letters, mended only where the form leaves no doubt.

- A date written out: ``ngày L8 tháng 6 năm 2022`` → 18.
- The first digit of a grouped number: ``I.056.000`` → 1.056.000.

Digits are never changed into other digits: nothing in the text could tell.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

#: Letters that have the shape of a digit in print.
DIGIT_OF = str.maketrans("IlLÍÌĨỈ|OoSŠ", "111111110055")
_LIKE = r"[\dIlLÍÌĨỈ|OoSŠ]"
_DATE = regex.compile(rf"\bngày (?P<day>{_LIKE}{{1,2}}) tháng (?P<month>{_LIKE}{{1,2}}) năm \d{{4}}\b")
_GROUPED = regex.compile(r"(?<![\p{L}\d.,])(?P<first>[IlO])(?=(?:\.\d{3})+(?![\d\p{L}]))")


def misread_digits(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, digits) of every stretch that must be digits and is not."""
    for match in _DATE.finditer(text):
        day, month = match["day"].translate(DIGIT_OF), match["month"].translate(DIGIT_OF)
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            for name, digits in (("day", day), ("month", month)):
                if digits != match[name]:
                    yield *match.span(name), digits
    for match in _GROUPED.finditer(text):
        yield *match.span("first"), match["first"].translate(DIGIT_OF)
