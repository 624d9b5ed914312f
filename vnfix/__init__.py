"""vnfix repairs Vietnamese text that OCR has garbled: ``from vnfix import correct``.

>>> from vnfix import correct
>>> correct("Nghị quyết về phát ừiển kinh tế - xã hội năm 2024")
'Nghị quyết về phát triển kinh tế - xã hội năm 2024'
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .config import DEFAULT, Config, OptionError
from .edits import apply_edits
from .records import Assessment, Correction, DocumentProfile, Edit, Unresolved

if TYPE_CHECKING:
    from .corrector import Corrector

__version__ = "0.1.0"
__all__ = [
    "DEFAULT",
    "Assessment",
    "Config",
    "Correction",
    "Corrector",
    "DocumentProfile",
    "Edit",
    "OptionError",
    "Unresolved",
    "apply_edits",
    "assess",
    "correct",
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
    raise AttributeError(f"module 'vnfix' has no attribute {name!r}")


def correct(text: str, config: Config = DEFAULT, **options: Any) -> str:
    """The repaired text: ``explain(text, config, **options).text``.

    Args:
        text: any string; clean text comes back as it is.
        config: all options at once; ``options`` override single ones (see `Config`).

    Raises:
        OptionError: an unknown option (the message names the nearest) or a wrong value.
    """
    return explain(text, config, **options).text


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
