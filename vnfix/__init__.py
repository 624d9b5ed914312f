"""vnfix repairs Vietnamese text that OCR has garbled: ``from vnfix import correct``.

>>> from vnfix import correct
>>> correct("Nghị quyết về phát ừiển kinh tế - xã hội năm 2024")
'Nghị quyết về phát triển kinh tế - xã hội năm 2024'
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .config import DEFAULT, Config, OptionError
from .edits import EditError, apply_edits
from .records import REASONS, Assessment, Correction, DocumentProfile, Edit, Unresolved
from .resources import ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .corrector import Corrector
    from .store import StoreError

__version__ = "0.1.0"
__all__ = [
    "DEFAULT",
    "REASONS",
    "Assessment",
    "Config",
    "Correction",
    "Corrector",
    "DocumentProfile",
    "Edit",
    "EditError",
    "OptionError",
    "ResourceError",
    "StoreError",
    "Unresolved",
    "apply_edits",
    "assess",
    "correct",
    "correct_stream",
    "explain",
    "profile_of",
]


@lru_cache(maxsize=1)
def _default() -> Corrector:
    """The built-in model, loaded at the first call."""
    from .corrector import Corrector

    return Corrector()


def __getattr__(name: str) -> Any:
    """``vnfix.Corrector`` on demand: the engine brings numpy, and an import alone should cost nothing (PEP 562)."""
    if name == "Corrector":
        from .corrector import Corrector

        return Corrector
    if name == "StoreError":
        from .store import StoreError

        return StoreError
    raise AttributeError(f"module 'vnfix' has no attribute {name!r}")


def correct(text: str, config: Config = DEFAULT, **options: Any) -> str:
    """The repaired text: ``explain(text, config, **options).text``.

    Args:
        text: any string; clean text comes back as it is.
        config: all options at once; ``options`` override single ones (see `Config`).

    Raises:
        OptionError: an unknown option (the message names the nearest) or a wrong value.
        TypeError: ``text`` is no string.
        ResourceError, StoreError: the model is missing or damaged.
    """
    return _default().correct(text, config, **options)


def correct_stream(chunks: str | Iterable[str], config: Config = DEFAULT, **options: Any) -> Iterator[str]:
    """`correct` for a text that need not fit into memory: pieces in, repaired pieces out.

    ``"".join(correct_stream(pieces)) == correct("".join(pieces))``, wherever the pieces were cut.
    Repairs need to see what stands around: pieces are gathered into blocks of some 100,000
    characters, and a block comes out once it is full or the text ends.

    >>> from vnfix import correct_stream
    >>> list(correct_stream(["Kế hoạch phát ừi", "ển kinh tế\\n"]))
    ['Kế hoạch phát triển kinh tế\\n']

    Args:
        chunks: strings of any length, as an open text file yields its lines (open it with
            ``newline=""`` to keep its line ends), or one string.
        config, options: as for `correct`.

    Raises:
        OptionError: at the call; whatever reading ``chunks`` raises comes while iterating.
    """
    return _default().correct_stream(chunks, config, **options)


def explain(text: str, config: Config = DEFAULT, **options: Any) -> Correction:
    """The repaired text, the edits that make it (offsets in ``text`` as given), and what was left in doubt.

    Args and errors as for `correct`.
    """
    return _default().explain(text, config, **options)


def assess(text: str, config: Config = DEFAULT, **options: Any) -> Assessment:
    """The estimated word error rate of a text, with an interval and a verdict: clean, repairable, better scan again.

    Args and errors as for `correct`; of the options only ``extra_words`` and ``protect`` matter.
    """
    from .reports import assess

    return assess(text, config, **options)


def profile_of(text: str, config: Config = DEFAULT, **options: Any) -> DocumentProfile:
    """What a text tells about its engine (confusions) and itself (error rate, names, words left in doubt).

    Args and errors as for `correct`.
    """
    from .reports import profile_of

    return profile_of(text, config, **options)
