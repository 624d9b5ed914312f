"""Slips of the pen: which name was meant by one that does not exist?"""

from __future__ import annotations

from collections.abc import Collection

#: How alike (0 to 1, `difflib`) a name must be: ``in-place`` and ``tone-placement``, strangers, are at 0.64,
#: ``lines`` and ``by-line`` at 0.67.
_ALIKE = 0.65
#: Letters from which on a name that another holds (``tone`` in ``tone_style``) is no accident.
_LONG = 4


def nearest(name: str, names: Collection[str]) -> str | None:
    """The name that is most alike, else the first that holds the whole of it; None if there is neither.

    >>> names = ["min_confidence", "tone_style", "extra_words"]
    >>> nearest("min_confidance", names), nearest("tone", names), nearest("encoding", names)
    ('min_confidence', 'tone_style', None)
    """
    import difflib

    alike = difflib.get_close_matches(name, names, n=1, cutoff=_ALIKE)
    holding = [other for other in names if name in other] if len(name) >= _LONG else []
    return next(iter(alike + holding), None)
