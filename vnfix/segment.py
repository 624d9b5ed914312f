"""Word segmentation: which syllables make one word, by pyvi (a CRF of Trần Việt Trung).

pyvi reads its models when it is imported: about a second and 120 MB before the
first word.  This is the one door to it, and it opens on the first call only;
repairing text never needs it.
"""

from __future__ import annotations

import regex

#: A line without its end, or a line end: pyvi would turn both into single spaces.
_LINE = regex.compile(r"[^\r\n]+")
#: What stands before and after the text of a line; indentation is not pyvi's to lose.
_INNER = regex.compile(r"(\s*)(.*?)(\s*)", regex.DOTALL)


def segment(text: str) -> str:
    """The text with the syllables of one word joined by ``_`` and tokens apart by a space.

    ``"Tỉnh ta phát triển kinh tế."`` → ``"Tỉnh ta phát_triển kinh_tế ."``.
    Lines and their ends stay as they are; spacing within a line becomes single
    spaces, since it now separates words.  Segment repaired text: a misread
    syllable hides the word it belongs to.

    Raises:
        ImportError: pyvi is not installed (it is a dependency of vnfix).
    """
    if not text.strip():
        return text
    from pyvi import ViTokenizer

    def line(match: regex.Match[str]) -> str:
        whole = _INNER.fullmatch(match.group())
        assert whole is not None, "the pattern matches any string"
        before, inner, after = whole.groups()
        return before + (str(ViTokenizer.tokenize(inner)) if inner else "") + after

    return _LINE.sub(line, text)
